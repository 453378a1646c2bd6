"""The words of the history of policies."""

HISTORY = {
    "theme.load_taxonomy": "a mis à jour le thème",
    "programme.load_taxonomy": "a mis à jour le programme",
    "service_level.load_taxonomy": "a mis à jour un délai par défaut du produit",
    "service_level.set_service_level": "a fixé le délai « {label} » à {delay}",
    "portfolio.assign_portfolio": (
        "a confié le portefeuille « {what} » à {person} à partir du {starts_on}"
    ),
    "programme.enrol": "a inscrit un bénéficiaire au programme",
    "programme.import_programmes": "a importé une liste de bénéficiaires ({source})",
    "territory.tell_facts": "a enregistré une liste : {kind} ({lines} lignes, {source})",
    "organisation.tell_adhesions": "a enregistré la liste des adhérents ({members}, {source})",
    "orientation.propose_orientation": "a proposé l’orientation stratégique",
    "orientation.adopt_orientation": "a enregistré l’adoption de l’orientation stratégique",
    "orientation.record_national": "a enregistré sa validation le {day} ({source})",
    "orientation.correct_national": "a corrigé l’orientation nationale ({source})",
    "orientation.link_orientation": "l’a rattachée à une orientation nationale : {parent}",
    "orientation.withdraw_orientation": "a retiré l’orientation stratégique",
}
