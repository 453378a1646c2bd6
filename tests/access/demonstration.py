from tests.access.table import Page

PAGES = [
    Page("demonstration:cast", "get", "200" + " 200" * 10),
    # Nobody of the test cast belongs to the demonstration's.
    Page("demonstration:sign_in_as", "post", "404" + " 404" * 10),
    Page("demonstration:outbox", "get", "200" + " 200" * 10),
]
