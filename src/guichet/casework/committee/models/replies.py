"""Who was convened, what was sent, what came back. Proofs and answers are added, never changed.

A trigger of the database refuses any change to editions, proofs and replies (migration 0003): the
answer that counts is the last one of the seat.
"""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from guichet.casework.committee.choices import (
    InvitationKind,
    ProofKind,
    ReplyChannel,
    ReplyKind,
)

from .bodies import Seat
from .items import AgendaItem
from .meetings import Meeting


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def of_meeting(self, meeting: Meeting) -> Self:
        return self.filter(meeting=meeting)

    def members(self) -> Self:
        return self.filter(kind=InvitationKind.MEMBER)

    def heard(self) -> Self:
        return self.filter(kind=InvitationKind.HEARD)

    def with_an_address(self) -> Self:
        return self.exclude(email="")

    def silent(self) -> Self:
        """Whose seat, or who as a heard person, has not answered yet."""
        answered_seats = Reply.objects.filter(
            invitation__meeting=OuterRef("meeting"), invitation__seat=OuterRef("seat")
        )
        answered = Reply.objects.filter(invitation=OuterRef("pk"))
        return self.exclude(Q(kind=InvitationKind.MEMBER) & models.Exists(answered_seats)).exclude(
            Q(kind=InvitationKind.HEARD) & models.Exists(answered)
        )

    def in_order(self) -> Self:
        """Members in the order of the roll call, holders before alternates; then heard persons."""
        return (
            self.select_related("seat__organisation", "user", "item")
            .order_by(
                "-kind", "seat__college__rank", "seat__college_id", "seat__rank", "seat__pk",
                "is_alternate", "pk",
            )
        )  # fmt: skip


class Invitation(models.Model):
    """One person and one meeting: a member in his seat, or somebody to be heard."""

    # What the link signs. A link that is revoked leaves its number to a proof, and a new one here.
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    kind = models.CharField("nature", max_length=10, choices=InvitationKind)
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    is_alternate = models.BooleanField("suppléant", default=False)
    name = models.CharField("nom", max_length=150)
    quality = models.CharField("qualité", max_length=200, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="heard",
        verbose_name="point",
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "convocation"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=InvitationKind.values), name="invitation_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="MEMBER", seat__isnull=False) | Q(kind="HEARD", seat=None),
                name="invitation_of_a_member_names_the_seat",
            ),
            models.UniqueConstraint(
                fields=["meeting", "seat", "name"],
                condition=Q(kind="MEMBER"),
                name="invitation_once_per_member_of_a_seat",
            ),
        ]

    def __str__(self) -> str:
        return f"convocation #{self.pk}"

    @property
    def is_member(self) -> bool:
        return self.kind == InvitationKind.MEMBER

    @property
    def seat_label(self) -> str:
        """The seat, or what a heard person is."""
        return self.seat.label if self.seat else self.quality


class EditionQuerySet(models.QuerySet["Edition"]):
    def of_meeting(self, meeting: Meeting) -> Self:
        return self.filter(meeting=meeting).order_by("number")


class Edition(models.Model):
    """What was sent, frozen and numbered: the convocation, its agenda, the list of its pieces."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("numéro")
    content = models.JSONField("contenu")
    digest = models.CharField("empreinte", max_length=64)
    changes = models.JSONField("ce qui change", default=list)
    because = models.TextField("explication", blank=True)
    made_at = models.DateTimeField("établie le")

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "envoi"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="edition_number_once"),
        ]

    def __str__(self) -> str:
        return f"envoi #{self.pk}"


class ProofQuerySet(models.QuerySet["Proof"]):
    def of_meeting(self, meeting: Meeting) -> Self:
        return self.filter(invitation__meeting=meeting).order_by("at", "pk")

    def of_invitation(self, invitation: Invitation) -> Self:
        """From the first to the last, with the sending that each is about."""
        return self.filter(invitation=invitation).select_related("edition").order_by("at", "pk")

    def revoking(self, link: uuid.UUID) -> Self:
        """That this link was revoked; all that its page tells."""
        return self.filter(kind=ProofKind.REVOKED, link=link).select_related(
            "invitation__meeting__committee__department"
        )


class Proof(models.Model):
    """That a convocation was sent, sent again, opened: with the edition and the text it held.

    Written in the transaction that writes the letter, hence before any mail leaves; `letter` is the
    number of that letter, which may be purged one day while the proof stays.
    """

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="proofs")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="proofs")
    kind = models.CharField("nature", max_length=10, choices=ProofKind)
    at = models.DateTimeField("le")
    digest = models.CharField("empreinte du texte", max_length=64, blank=True)
    letter = models.BigIntegerField("courriel", null=True, blank=True)
    note = models.CharField("précision", max_length=200, blank=True)
    # What the invitation was known by until its link was revoked.
    link = models.UUIDField("lien révoqué", null=True, blank=True, unique=True)

    objects = ProofQuerySet.as_manager()

    class Meta:
        verbose_name = "preuve"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ProofKind.values), name="proof_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="REVOKED", link__isnull=False)
                | (~Q(kind="REVOKED") & Q(link=None)),
                name="proof_of_revocation_names_the_link",
            ),
        ]
        indexes = [
            # The board of replies: the proofs of each invitation, in order.
            models.Index(fields=["invitation", "at"], name="proof_invitation_at"),
        ]

    def __str__(self) -> str:
        return f"preuve #{self.pk}"


class ReplyQuerySet(models.QuerySet["Reply"]):
    def of_meeting(self, meeting: Meeting) -> Self:
        return self.filter(invitation__meeting=meeting).order_by("at", "pk")

    def last_of_each_seat(self, meeting: Meeting) -> Self:
        """The answers that count, one per seat."""
        latest = Reply.objects.filter(
            invitation__meeting=meeting, invitation__seat=OuterRef("invitation__seat")
        ).order_by("-at", "-pk")
        return (
            self.filter(invitation__meeting=meeting, invitation__kind=InvitationKind.MEMBER)
            .filter(pk=Subquery(latest.values("pk")[:1]))
            .select_related("invitation__seat", "proxy_to")
            .order_by("invitation__seat", "pk")
        )


class Reply(models.Model):
    """One answer to a convocation; a later one of the same seat takes its place."""

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="replies")
    kind = models.CharField("réponse", max_length=10, choices=ReplyKind)
    deputy_name = models.CharField("suppléant", max_length=150, blank=True)
    proxy_to = models.ForeignKey(
        Seat,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proxies_announced",
        verbose_name="pouvoir donné à",
    )
    note = models.CharField("mot au secrétariat", max_length=500, blank=True)
    channel = models.CharField("par", max_length=10, choices=ReplyChannel)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField("le")

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = "réponse"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ReplyKind.values), name="reply_kind_known"),
            models.CheckConstraint(
                condition=Q(channel__in=ReplyChannel.values), name="reply_channel_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="PROXY", proxy_to__isnull=False)
                | (~Q(kind="PROXY") & Q(proxy_to=None)),
                name="reply_proxy_names_its_holder",
            ),
            models.CheckConstraint(
                condition=(Q(kind="ALTERNATE") & ~Q(deputy_name=""))
                | (~Q(kind="ALTERNATE") & Q(deputy_name="")),
                name="reply_deputy_is_named",
            ),
        ]
        indexes = [
            # The board of replies, and the last answer of each seat.
            models.Index(fields=["invitation", "at"], name="reply_invitation_at"),
        ]

    def __str__(self) -> str:
        return f"réponse #{self.pk}"

    @property
    def told(self) -> str:
        """« Donne pouvoir à « Maire de Forcalquier » »."""
        words = self.get_kind_display()
        if self.proxy_to is not None:
            return f"{words} à « {self.proxy_to.label} »"
        return f"{words} par {self.deputy_name}" if self.deputy_name else words


class PieceQuerySet(models.QuerySet["Piece"]):
    def of_meeting(self, meeting: Meeting) -> Self:
        return self.filter(meeting=meeting).select_related("document", "item").order_by("pk")


class Piece(models.Model):
    """A file sent with the convocation, on one point of the agenda or on the whole of it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="pieces")
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="pieces"
    )
    title = models.CharField("intitulé", max_length=200)
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")

    objects = PieceQuerySet.as_manager()

    class Meta:
        verbose_name = "pièce"

    def __str__(self) -> str:
        return f"pièce #{self.pk}"
