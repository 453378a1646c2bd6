"""The words of this app in a history."""

HISTORY = {
    "territory.load_cog": (
        "a chargé le code officiel géographique {vintage} ({territories} territoires)"
    ),
}
