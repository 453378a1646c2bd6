from django.db import models


class BodyKind(models.TextChoices):
    """The committee that the law gives each department, or another consultative commission."""

    LOCAL = "LOCAL", "Comité local de cohésion territoriale"
    COMMISSION = "COMMISSION", "Commission consultative"


class Family(models.TextChoices):
    """The three families of members (CGCT R1232-10): the first colleges of a local committee."""

    STATE = "STATE", "État et ses établissements publics"
    LOCAL_AUTHORITIES = "LOCAL_AUTHORITIES", "Collectivités territoriales"
    ENGINEERING = "ENGINEERING", "Structures d’ingénierie"


class SeatNature(models.TextChoices):
    """Who may replace the holder depends on this (CRPA R133-3)."""

    EX_OFFICIO = "EX_OFFICIO", "De droit"
    ELECTED = "ELECTED", "Élu"
    QUALIFIED = "QUALIFIED", "Personnalité qualifiée"


class MandateKind(models.TextChoices):
    HOLDER = "HOLDER", "Titulaire"
    ALTERNATE = "ALTERNATE", "Suppléant"


class MeetingStatus(models.TextChoices):
    PREPARED = "PREPARED", "En préparation"
    CONVENED = "CONVENED", "Convoquée"
    OPENED = "OPENED", "En cours"
    HELD = "HELD", "Tenue"
    MINUTED = "MINUTED", "Procès-verbal à approuver"
    APPROVED = "APPROVED", "Procès-verbal approuvé"
    PUBLISHED = "PUBLISHED", "Publiée"
    CANCELLED = "CANCELLED", "Annulée"


class MeetingForm(models.TextChoices):
    IN_PERSON = "IN_PERSON", "En salle"
    VIDEO = "VIDEO", "En visioconférence"
    HYBRID = "HYBRID", "En salle et en visioconférence"


class AttendanceMode(models.TextChoices):
    IN_ROOM = "IN_ROOM", "En salle"
    VIDEO = "VIDEO", "En visioconférence"
    REPRESENTED = "REPRESENTED", "Représenté (pouvoir)"
    EXCUSED = "EXCUSED", "Excusé"
    ABSENT = "ABSENT", "Absent"


class ItemKind(models.TextChoices):
    """The sections of an agenda, in the order in which they come."""

    PREVIOUS_MINUTES = "PREVIOUS_MINUTES", "Approbation du procès-verbal précédent"
    PROMISES = "PROMISES", "Suites des engagements"
    NATIONAL_NEWS = "NATIONAL_NEWS", "Actualité nationale"
    DEMANDS = "DEMANDS", "Demandes d’accompagnement reçues"
    CASE = "CASE", "Demande présentée"
    FOLLOW_UP = "FOLLOW_UP", "Suites données"
    PROJECTS = "PROJECTS", "Mise en œuvre des projets"
    PROJECT = "PROJECT", "Projet présenté"
    GAPS = "GAPS", "Zones blanches de l’ingénierie"
    ORIENTATION = "ORIENTATION", "Orientation stratégique"
    TALK = "TALK", "Retour d’expérience"
    FREE = "FREE", "Autre point"


class Outcome(models.TextChoices):
    """A committee that informs and orients: a vote only where the item asks for it."""

    INFORMED = "INFORMED", "Est informé"
    TAKES_NOTE = "TAKES_NOTE", "Prend acte"
    CONSENSUS = "CONSENSUS", "Consensus"
    APPROVED = "APPROVED", "Approuve"
    ORIENTATION_ADOPTED = "ORIENTATION_ADOPTED", "Orientation adoptée"
    OPINION_FAVOURABLE = "OPINION_FAVOURABLE", "Avis favorable"
    OPINION_UNFAVOURABLE = "OPINION_UNFAVOURABLE", "Avis défavorable"
    VOTE_CARRIED = "VOTE_CARRIED", "Vote : adopté"
    VOTE_LOST = "VOTE_LOST", "Vote : rejeté"
    DEFERRED = "DEFERRED", "Reporté"
    WITHDRAWN = "WITHDRAWN", "Retiré de l’ordre du jour"
    NO_QUORUM = "NO_QUORUM", "Quorum non atteint"


class ChairVote(models.TextChoices):
    """How the chair voted: decides when the votes are equally divided (CRPA R133-11)."""

    FOR = "FOR", "Pour"
    AGAINST = "AGAINST", "Contre"
    ABSTAINED = "ABSTAINED", "S’est abstenue"


class PromiseStatus(models.TextChoices):
    DUE = "DUE", "À tenir"
    KEPT = "KEPT", "Tenu"
    RELEASED = "RELEASED", "Levé"


class InvitationKind(models.TextChoices):
    """Members are convened (CRPA R133-8); other people may be heard, without a vote (R133-6)."""

    MEMBER = "MEMBER", "Convocation"
    HEARD = "HEARD", "Invitation à être entendu"


class ProofKind(models.TextChoices):
    SENT = "SENT", "Envoyée"
    SENT_AGAIN = "SENT_AGAIN", "Renvoyée"
    REMINDED = "REMINDED", "Relancée"
    POSTED = "POSTED", "Remise par un autre moyen"
    OPENED = "OPENED", "Ouverte"
    REVOKED = "REVOKED", "Lien révoqué"
    RENEWED = "RENEWED", "Nouveau lien envoyé"


class ReplyKind(models.TextChoices):
    """What may be answered to a convocation (answers.py)."""

    IN_ROOM = "IN_ROOM", "Vient en salle"
    VIDEO = "VIDEO", "Participe en visioconférence"
    ALTERNATE = "ALTERNATE", "Se fait suppléer"
    PROXY = "PROXY", "Donne pouvoir"
    ABSENT = "ABSENT", "Sera absent"


class ReplyChannel(models.TextChoices):
    LINK = "LINK", "Par le lien de la convocation"
    SECRETARY = "SECRETARY", "Notée par le secrétariat"


class AmendmentStatus(models.TextChoices):
    PROPOSED = "PROPOSED", "Proposé"
    ACCEPTED = "ACCEPTED", "Accepté"
    REFUSED = "REFUSED", "Refusé"
