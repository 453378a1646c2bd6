from tests.access.table import Page

PAGES = [
    Page("accounts:sign_in", "get", "200" + " 302" * 10),
    Page("accounts:send_magic_link", "post", "422" + " 422" * 10),
    Page("accounts:link_sent", "get", "200" + " 200" * 10),
    # A link that was never issued: the page says so to everybody, whoever they are.
    Page("accounts:redeem", "get", "410" + " 410" * 10, args=lambda scene: ["inconnu"]),
    Page("accounts:redeem", "post", "410" + " 410" * 10, args=lambda scene: ["inconnu"]),
    Page("accounts:kept_text", "get", "200" + " 200" * 10),
    Page("accounts:sign_out", "post", "302" + " 302" * 10),
    Page("accounts:sign_out", "get", "302" + " 405" * 10),
]
