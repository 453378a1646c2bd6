"""The words of the history of offers."""

HISTORY = {
    "offer.save_offer": "a enregistré l’offre",
    "offer.publish_offer": "a publié l’offre",
    "offer.archive_offer": "a archivé l’offre",
    "offer.check_offer": "a vérifié l’offre",
}
