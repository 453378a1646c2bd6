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
    "territory.write_fact": "a écrit « {kind} » : {answer} ({source})",
    "territory.correct_fact": "a corrigé « {kind} » : {before} devient {answer}",
    "territory.retract_fact": "a retiré « {kind} » ({before}) : à vérifier",
    "fact_file.open_fact_file": "a ouvert la liste « {name} »",
    "fact_file.adjust_fact_file": "a corrigé la lecture de la liste",
    "fact_file.confirm_fact_file": (
        "a importé la liste « {kind} » ({source}) : {added} réponses nouvelles, {mended} mises à "
        "jour, sur {read} lignes lues"
    ),
    "fact_list.import_facts": (
        "a importé la liste « {kind} » ({source}) : {added} réponses nouvelles, {mended} mises à "
        "jour"
    ),
    "territory.tell_facts": "a enregistré une liste : {kind} ({lines} lignes, {source})",
    "organisation.tell_adhesions": "a enregistré la liste des adhérents ({members}, {source})",
    "organisation.end_adhesions": "a mis fin au {until} à l’adhésion de : {who}",
    "organisation.retract_adhesions": "a retiré ce qui était écrit, à vérifier : {who}",
    "orientation.propose_orientation": "a proposé l’orientation stratégique",
    "orientation.adopt_orientation": "a enregistré l’adoption de l’orientation stratégique",
    "orientation.record_national": "a enregistré sa validation le {day} ({source})",
    "orientation.correct_national": "a corrigé l’orientation nationale ({source})",
    "orientation.link_orientation": "l’a rattachée à une orientation nationale : {parent}",
    "orientation.withdraw_orientation": "a retiré l’orientation stratégique",
}
