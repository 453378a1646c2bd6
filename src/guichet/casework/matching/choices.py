from django.db import models


class Verdict(models.TextChoices):
    ELIGIBLE = "ELIGIBLE", "Peut aider"
    NEARLY = "NEARLY", "Pourrait presque aider"
    EXCLUDED = "EXCLUDED", "Ne peut pas aider"


class ReferralStatus(models.TextChoices):
    SENT = "SENT", "Envoyée"
    ACCEPTED = "ACCEPTED", "Acceptée"
    REFUSED = "REFUSED", "Déclinée"
    WITHDRAWN = "WITHDRAWN", "Retirée"


class RefusalReason(models.TextChoices):
    NO_CAPACITY = "NO_CAPACITY", "Plan de charge complet"
    OUT_OF_SCOPE = "OUT_OF_SCOPE", "Hors de nos missions"
    OUT_OF_PERIMETER = "OUT_OF_PERIMETER", "Hors de notre territoire"
    NOT_A_MEMBER = "NOT_A_MEMBER", "La collectivité n’est pas adhérente"
    TOO_EARLY = "TOO_EARLY", "Projet pas assez avancé"
    BETTER_PLACED = "BETTER_PLACED", "Un autre organisme est mieux placé"
    WRONG_ADDRESSEE = "WRONG_ADDRESSEE", "Erreur d’adressage : ce n’est pas pour nous"


class AnswerChannel(models.TextChoices):
    """How an answer that the desk wrote down came to it; empty when the structure wrote it."""

    PHONE = "PHONE", "par téléphone"
    POST = "POST", "par courrier"
    IN_PERSON = "IN_PERSON", "de vive voix"


class SpokenAnswer(models.TextChoices):
    """What a structure said to the desk, which writes it down."""

    ACCEPTS = "ACCEPTS", "Elle prend la demande"
    REFUSES = "REFUSES", "Elle décline"
    NEEDS = "NEEDS", "Il lui manque une précision pour répondre"


class OpinionStatus(models.TextChoices):
    ASKED = "ASKED", "Attendu"
    GIVEN = "GIVEN", "Rendu"
    WITHDRAWN = "WITHDRAWN", "Retiré"


class Position(models.TextChoices):
    """What an opinion says of a project."""

    FAVOURABLE = "FAVOURABLE", "Favorable"
    RESERVATIONS = "RESERVATIONS", "Favorable avec réserves"
    UNFAVOURABLE = "UNFAVOURABLE", "Défavorable"
    NONE = "NONE", "Sans avis"


class Usefulness(models.TextChoices):
    """What the authority says of the help, once it has had some."""

    YES = "YES", "Oui, elle a fait avancer le projet"
    PARTLY = "PARTLY", "En partie"
    NO = "NO", "Non"
