from django.db import models


class DemandStatus(models.TextChoices):
    DRAFT = "DRAFT", "Brouillon"
    SUBMITTED = "SUBMITTED", "Déposée"
    ACKNOWLEDGED = "ACKNOWLEDGED", "Prise en charge"
    RETURNED = "RETURNED", "À compléter"
    QUALIFIED = "QUALIFIED", "Qualifiée"
    REFERRED = "REFERRED", "Orientée"
    SUPPORTED = "SUPPORTED", "Accompagnée"
    DECLINED = "DECLINED", "Sans suite"
    CLOSED = "CLOSED", "Close"


class Complexity(models.TextChoices):
    SIMPLE = "SIMPLE", "Simple : un conseil suffit"
    MODERATE = "MODERATE", "Moyenne : une étude, un ou deux partenaires"
    COMPLEX = "COMPLEX", "Complexe : plusieurs volets, plusieurs partenaires"


class DeclineReason(models.TextChoices):
    OUT_OF_SCOPE = "OUT_OF_SCOPE", "Hors du champ du guichet"
    NOT_A_LOCAL_AUTHORITY = "NOT_A_LOCAL_AUTHORITY", "Le demandeur n’est pas une collectivité"
    DUPLICATE = "DUPLICATE", "Déjà demandée"
    ABANDONED = "ABANDONED", "Projet abandonné par la collectivité"
    WRONG_ADDRESSEE = "WRONG_ADDRESSEE", "Relève d’un autre interlocuteur"
    NO_SUPPLY = "NO_SUPPLY", "Aucune ingénierie disponible"


class Channel(models.TextChoices):
    FORM = "FORM", "Formulaire"
    OFFICER = "OFFICER", "Saisie par le guichet"
    PUBLIC = "PUBLIC", "Formulaire sans compte"
    EMAIL = "EMAIL", "Courriel"
    IMPORT = "IMPORT", "Fichier importé"


# The draft belongs to the officer who types it for an authority, and the authority is told.
TYPED_BY_DESK = (Channel.OFFICER, Channel.EMAIL)
# The authority may have no account: the desk may write down the answer that it received.
ANSWERED_BY_DESK = (Channel.OFFICER, Channel.PUBLIC, Channel.EMAIL, Channel.IMPORT)


class MessageAudience(models.TextChoices):
    APPLICANT = "APPLICANT", "Échange avec le demandeur"
    INTERNAL = "INTERNAL", "Entre services"


class Bucket(models.TextChoices):
    """Groups of stages that people ask for; words of addresses, never stored."""

    TO_DO = "a-traiter", "À traiter"
    OPEN = "en-cours", "En cours"
    ALL = "toutes", "Toutes"
