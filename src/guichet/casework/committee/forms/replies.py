"""What is typed about a convocation: answers, heard persons, pieces, a new sending."""

from collections.abc import Mapping
from typing import Any

from django import forms

from guichet.casework.committee.choices import MeetingForm as FormOfMeeting
from guichet.casework.committee.choices import ReplyKind
from guichet.casework.committee.expected import Expected
from guichet.casework.committee.models import AgendaItem, Invitation, Meeting, Seat
from guichet.casework.committee.reminder import MOST
from guichet.foundations.toolkit.dates import PARIS
from guichet.foundations.toolkit.text import plural
from guichet.foundations.ui.dsfr import DateTimeInput, Form

SAME, OTHER = "SAME", "OTHER"
# What an answer cannot do without.
NEEDED = {
    ReplyKind.ALTERNATE.value: ("deputy",),
    ReplyKind.PROXY.value: ("proxy_to",),
}


class AnswerForm(Form):
    """An answer, from the buttons of the page or from the two small forms under them."""

    kind = forms.ChoiceField(
        label="Réponse",
        choices=ReplyKind.choices,
        error_messages={"required": "Choisissez une réponse."},
    )
    deputy = forms.CharField(
        label="Nom de votre suppléant",
        required=False,
        max_length=150,
        error_messages={"required": "Écrivez le nom de la personne qui vous supplée."},
    )
    body = forms.ChoiceField(label="Son assemblée ou son organisme", required=False)
    proxy_to = forms.TypedChoiceField(
        label="Membre à qui vous donnez pouvoir",
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"required": "Choisissez le membre à qui vous donnez pouvoir."},
    )
    note = forms.CharField(
        label="Un mot au secrétariat", required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        invitation: Invitation,
        known: Expected,
        initial: Mapping[str, object] | None = None,
        auto_id: str = "reply_%s",
    ) -> None:
        super().__init__(data, initial=initial, auto_id=auto_id)
        self.seats = known.seats
        for name in NEEDED.get(str((data or {}).get("kind", "")), ()):
            self.fields[name].required = True
        own = invitation.seat_id
        body: Any = self.fields["body"]
        body.choices = _bodies(invitation, known)
        holder: Any = self.fields["proxy_to"]
        # Oneself is refused with its sentence, not by a list that would say nothing.
        holder.choices = [
            ("", "Choisir un membre"),
            *((pk, f"{seat.label} (vous)" if pk == own else seat.label)
              for pk, seat in known.seats.items()),
        ]  # fmt: skip

    def as_shown(self) -> "AnswerForm":
        """Each small form shows its own field alone: there, nothing is optional."""
        for name in ("deputy", "body", "proxy_to"):
            self.fields[name].required = True
        return self

    def what(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "kind": given["kind"],
            "deputy": given["deputy"],
            "same_body": given["body"] in {"", SAME},
            "proxy_to": self.holder,
            "note": given["note"],
        }

    @property
    def holder(self) -> Seat | None:
        return self.seats.get(self.cleaned_data["proxy_to"] or 0)


def _bodies(invitation: Invitation, known: Expected) -> list[tuple[str, str]]:
    """One's own body first, then those of the other seats, then any other."""
    seat = invitation.seat
    mine = seat.organisation if seat else None
    own = f"{mine.name} (le même)" if mine else "Le même service, organisme ou assemblée"
    others = {
        str(one.organisation.pk): one.organisation.name
        for one in known.seats.values()
        if one.organisation is not None and one.organisation != mine
    }
    listed = sorted(others.items(), key=lambda pair: pair[1])
    return [(SAME, own), *listed, (OTHER, "Un autre organisme")]


class HeardForm(Form):
    name = forms.CharField(
        label="Nom",
        max_length=150,
        error_messages={"required": "Écrivez le nom de la personne à entendre."},
    )
    quality = forms.CharField(
        label="Qualité",
        help_text="Sa fonction et son organisme.",
        max_length=200,
        error_messages={"required": "Écrivez à quel titre elle est entendue."},
    )
    email = forms.EmailField(label="Adresse électronique", required=False)
    item = forms.ModelChoiceField(
        label="Point concerné",
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label="Toute la séance",
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, meeting: Meeting) -> None:
        super().__init__(data, auto_id="heard_%s")
        _offer_items(self.fields["item"], meeting)


class PieceForm(Form):
    title = forms.CharField(
        label="Intitulé de la pièce",
        required=False,
        max_length=200,
        help_text="À défaut, le nom du fichier.",
    )
    item = forms.ModelChoiceField(
        label="Point concerné",
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label="Toute la séance",
    )
    upload = forms.FileField(
        label="Fichier",
        error_messages={"required": "Choisissez le fichier à joindre."},
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        files: Any = None,
        *,
        meeting: Meeting,
    ) -> None:
        super().__init__(data, files, auto_id="piece_%s")
        _offer_items(self.fields["item"], meeting)


def _offer_items(field: Any, meeting: Meeting) -> None:
    field.queryset = AgendaItem.objects.of_meeting(meeting).in_order()
    field.label_from_instance = lambda item: item.title


class SendAgainForm(Form):
    scheduled_at = forms.DateTimeField(
        label="Date et heure",
        help_text="Le jour ne change pas ; l’heure peut changer.",
        widget=DateTimeInput(),
        error_messages={"required": "Indiquez la date et l’heure."},
    )
    form = forms.ChoiceField(label="Forme de la séance", choices=FormOfMeeting.choices)
    place = forms.CharField(label="Lieu, ou lien de connexion", required=False, max_length=200)
    because = forms.CharField(
        label="Ce que vous voulez dire aux membres",
        help_text="Ce qui change est déjà écrit dans le courriel.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @staticmethod
    def values_of(meeting: Meeting) -> dict[str, object]:
        return {
            "scheduled_at": meeting.scheduled_at.astimezone(PARIS),
            "form": meeting.form,
            "place": meeting.place,
        }


class DeliveryForm(Form):
    how = forms.CharField(
        label="Comment la convocation a été remise",
        max_length=200,
        error_messages={"required": "Dites comment : courrier recommandé, main propre…"},
    )


class RevokeForm(Form):
    """Why a link is revoked, and where the next one goes."""

    because = forms.CharField(
        label="Pourquoi ce lien est révoqué",
        help_text="Boîte perdue, adresse erronée, lien transmis… Le motif reste au journal.",
        max_length=200,
        error_messages={"required": "Dites pourquoi le lien est révoqué."},
    )
    email = forms.EmailField(
        label="Adresse à laquelle envoyer un nouveau lien",
        help_text="Vide : aucun lien ne part, et plus rien n’est écrit à cette personne d’ici là.",
        required=False,
    )
    # Pressed twice, the button must not revoke the link that it has just sent.
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput())

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        sends: bool,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id="revoke_%s")
        if not sends:
            # Nobody answers any more: there is nothing to send a link for.
            del self.fields["email"]


class RenewForm(Form):
    email = forms.EmailField(
        label="Adresse à laquelle envoyer le nouveau lien",
        error_messages={"required": "Écrivez l’adresse à laquelle envoyer le nouveau lien."},
    )


class ReminderForm(Form):
    """When the silent are reminded, in working days before the meeting."""

    days = forms.TypedChoiceField(
        label="Quand relancer ceux qui n’ont pas répondu",
        coerce=int,
        choices=[
            (0, "Ne pas relancer automatiquement"),
            (1, "La veille (jour ouvré)"),
            *((days, f"{plural(days, 'jour ouvré', 'jours ouvrés')} avant la séance")
              for days in range(2, MOST + 1)),
        ],
    )  # fmt: skip
    for_next = forms.BooleanField(
        label="Garder ce réglage pour les prochaines séances", required=False
    )

    @staticmethod
    def values_of(meeting: Meeting) -> dict[str, object]:
        """The habit of the committee, unless nothing is to leave."""
        return {"days": (meeting.reminder_on and meeting.committee.reminder_days) or 0}

    def what(self) -> dict[str, Any]:
        return {
            "days": self.cleaned_data["days"] or None,
            "for_next": self.cleaned_data["for_next"],
        }
