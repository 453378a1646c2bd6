from django.db import models


class OrientationLevel(models.TextChoices):
    NATIONAL = "NATIONAL", "Nationale"
    DEPARTMENTAL = "DEPARTMENTAL", "Départementale"


class OrientationStatus(models.TextChoices):
    PROPOSED = "PROPOSED", "Proposée"
    ADOPTED = "ADOPTED", "Adoptée"
    WITHDRAWN = "WITHDRAWN", "Retirée"


class ServiceKind(models.TextChoices):
    """What the desk and its partners promise to do in time, in the order of a case."""

    ACKNOWLEDGE = "ACKNOWLEDGE", "Prise en charge de la demande"
    FIRST_ANSWER = "FIRST_ANSWER", "Première réponse sur le fond"
    ORIENTATION = "ORIENTATION", "Orientation vers une structure"
    PARTNER_ANSWER = "PARTNER_ANSWER", "Réponse de la structure sollicitée"
    OUTCOME = "OUTCOME", "Aboutissement : accompagnement ou réponse motivée"
    FOLLOW_UP = "FOLLOW_UP", "Point d’étape de l’accompagnement"


class DelayUnit(models.TextChoices):
    """The units of toolkit.clocks, with their words."""

    WORKING_DAYS = "WORKING_DAYS", "jours ouvrés"
    CALENDAR_DAYS = "CALENDAR_DAYS", "jours"
    MONTHS = "MONTHS", "mois"


class FactKind(models.TextChoices):
    """What a dated source says of a territory, and on which a right or an offer depends."""

    MOUNTAIN = "MOUNTAIN", "En zone de montagne"
    RURAL = "RURAL", "Rurale (grille de densité de l’Insee)"
    REVITALISATION = "REVITALISATION", "France ruralités revitalisation (FRR)"
    RURAL_BY_LAW = "RURAL_BY_LAW", "Commune rurale (CGCT, article D3334-8-1)"
    ASSISTED = "ASSISTED", "Droit à l’assistance technique du département"
    POTENTIAL = "POTENTIAL", "Potentiel financier par habitant, en euros"


class ListKind(models.TextChoices):
    """What a published list tells: a classification of territories, or who is a member."""

    MOUNTAIN = FactKind.MOUNTAIN.value, FactKind.MOUNTAIN.label
    RURAL = FactKind.RURAL.value, FactKind.RURAL.label
    REVITALISATION = FactKind.REVITALISATION.value, FactKind.REVITALISATION.label
    RURAL_BY_LAW = FactKind.RURAL_BY_LAW.value, FactKind.RURAL_BY_LAW.label
    ASSISTED = FactKind.ASSISTED.value, FactKind.ASSISTED.label
    POTENTIAL = FactKind.POTENTIAL.value, FactKind.POTENTIAL.label
    MEMBERS = "MEMBERS", "Adhésions à une structure"


class CellRule(models.TextChoices):
    """How a cell of a list says yes, no, or nothing that a rule may use."""

    WORDS = "WORDS", "Des mots disent oui, non ou à vérifier"
    FILLED = "FILLED", "Une cellule remplie dit oui"
    BROADER = "BROADER", "Une cellule remplie ne dit rien de sûr : la liste est plus large"
    LISTED = "LISTED", "Être dans la liste dit oui, sans colonne qui réponde"
    AMOUNT = "AMOUNT", "La cellule donne un montant en euros"


class ImportStatus(models.TextChoices):
    """A list is read first, and writes nothing until somebody has seen what it would write."""

    READ = "READ", "À confirmer"
    CONFIRMED = "CONFIRMED", "Importée"
