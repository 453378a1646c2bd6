from django.db import models


class OfferStatus(models.TextChoices):
    DRAFT = "DRAFT", "Brouillon"
    PUBLISHED = "PUBLISHED", "Publiée"
    ARCHIVED = "ARCHIVED", "Archivée"


class Level(models.TextChoices):
    """Subsidiarity: the order in which help is sought, nearest first."""

    LOCAL = "LOCAL", "Locale"
    DEPARTMENTAL = "DEPARTMENTAL", "Départementale"
    REGIONAL = "REGIONAL", "Régionale"
    NATIONAL = "NATIONAL", "Opérateurs nationaux"
    ANCT = "ANCT", "ANCT (sur-mesure)"


class EngineeringType(models.TextChoices):
    STRATEGIC = "STRATEGIC", "Stratégique (cadrer, programmer)"
    TECHNICAL = "TECHNICAL", "Technique"
    FINANCIAL = "FINANCIAL", "Financière"
    LEGAL = "LEGAL", "Juridique et administrative"


class Phase(models.TextChoices):
    DESIGN = "DESIGN", "Réflexion et conception"
    DELIVERY = "DELIVERY", "Mise en œuvre"
    USE = "USE", "Usage et valorisation"


class PriceKind(models.TextChoices):
    FREE = "FREE", "Gratuit"
    MEMBERS = "MEMBERS", "Compris dans l’adhésion"
    SHARED = "SHARED", "Coût partagé"
    PAID = "PAID", "Payant"
    # Of an imported draft: nobody publishes an offer without saying what it costs.
    UNKNOWN = "UNKNOWN", "Non précisé"


class OfferOrigin(models.TextChoices):
    AIDES_TERRITOIRES = "AIDES_TERRITOIRES", "Aides-territoires"
    SPREADSHEET = "SPREADSHEET", "Tableur"


class ImportStatus(models.TextChoices):
    READ = "READ", "Lu, à confirmer"
    CONFIRMED = "CONFIRMED", "Importé"


class Fate(models.TextChoices):
    """What became of an imported offer when its import was undone."""

    WITHDRAWN = "WITHDRAWN", "Brouillon retiré"
    RESTORED = "RESTORED", "Rendue à ses valeurs d’avant"
    LEFT = "LEFT", "Laissée"
