"""The sentence of each fact of the accounts."""

HISTORY = {
    "account.create": "a ouvert le compte de {name}",
    "account.send_link": "a envoyé un lien de connexion",
    "account.sign_in": "s’est connecté ({how})",
    "account.sign_out": "s’est déconnecté",
}
