"""The words of the history of organisations."""

HISTORY = {
    "person.register_person": "a ajouté une personne à l’annuaire",
    "organisation.register_organisation": "a inscrit l’organisme à l’annuaire",
    "organisation.add_membership": "a donné à {person} le rôle « {role} »",
    "organisation.record_lineage": "a enregistré la filiation : {sentence}",
    "absence.declare_absence": (
        "a déclaré une absence du {starts_on} au {ends_on} (remplacement : {stand_in})"
    ),
    "absence.cancel_absence": "a annulé l’absence du {starts_on} au {ends_on}",
    "directory.register_local_authorities": (
        "a inscrit à l’annuaire les collectivités du département ({created} nouvelles)"
    ),
    "directory.load_national": (
        "a inscrit à l’annuaire les organismes nationaux ({created} nouveaux)"
    ),
}
