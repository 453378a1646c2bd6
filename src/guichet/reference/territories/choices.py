from django.db import models


class TerritoryKind(models.TextChoices):
    """The levels of the official geographic code (COG), from the whole to the part.

    BOROUGH and DELEGATED are not levels: they are codes and names still written on letters and in
    files, kept so that they lead to the commune that answers today.
    """

    COUNTRY = "COUNTRY", "Pays"
    REGION = "REGION", "Région"
    DEPARTMENT = "DEPARTMENT", "Département"
    DISTRICT = "DISTRICT", "Arrondissement"
    EPCI = "EPCI", "Intercommunalité"
    COMMUNE = "COMMUNE", "Commune"
    BOROUGH = "BOROUGH", "Arrondissement municipal"
    DELEGATED = "DELEGATED", "Commune déléguée ou associée"


class Trait(models.TextChoices):
    """What a text or a census says of a commune, and on which an offer or a right may depend."""

    MOUNTAIN = "MOUNTAIN", "En zone de montagne"
    RURAL = "RURAL", "Rurale (grille de densité de l’Insee)"
    REVITALISATION = "REVITALISATION", "France ruralités revitalisation (FRR)"
    # A right given by the law rather than by a list: CGCT, article R3232-1.
    ASSISTED = "ASSISTED", "Ayant droit à l’assistance technique départementale"
