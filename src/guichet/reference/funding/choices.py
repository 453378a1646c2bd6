from django.db import models


class LineKind(models.TextChoices):
    OWN = "OWN", "Maître d’ouvrage"
    PUBLIC = "PUBLIC", "Financement public"
    PRIVATE = "PRIVATE", "Financement privé"


class LineStatus(models.TextChoices):
    PLANNED = "PLANNED", "Envisagé"
    REQUESTED = "REQUESTED", "Demandé"
    GRANTED = "GRANTED", "Accordé"
    REFUSED = "REFUSED", "Refusé"


class OwnShareException(models.TextChoices):
    """Why the owner may bring less than 20 % (CGCT L1111-10 III)."""

    NONE = "NONE", "Aucune"
    OVERSEAS = "OVERSEAS", "Collectivité d’outre-mer visée par l’article"
    URBAN_RENEWAL = "URBAN_RENEWAL", "Programme de renouvellement urbain"
    PREFECT_DEROGATION = "PREFECT_DEROGATION", "Dérogation accordée par le préfet"
    TERRITORIAL_COOPERATION = "TERRITORIAL_COOPERATION", "Coopération territoriale (FEDER)"
