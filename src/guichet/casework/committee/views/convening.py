"""After the convocation: the link of one person, and the reminder that leaves by itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.committee import actions
from guichet.casework.committee.choices import ProofKind
from guichet.casework.committee.forms import ReminderForm, RenewForm, RevokeForm
from guichet.casework.committee.models import Invitation, Meeting, Proof
from guichet.casework.committee.notice import Notice
from guichet.casework.committee.regulations import rules_for
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.ui.deeds import carry_out, kept

from .found import held_or_403, trail
from .replies import invitation_or_404, replies_page


@require_safe
def link(request: Request, pk: int, invitation: int) -> HttpResponse:
    """What was sent to one person, and how to take their link out of wrong hands."""
    meeting = held_or_403(request, pk)
    return _page(request, meeting, invitation_or_404(meeting, invitation))


@require_POST
def revoke_link(request: Request, pk: int, invitation: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    found = invitation_or_404(meeting, invitation)
    form = RevokeForm(request.POST, sends=_takes_answers(meeting))
    done = kept(
        form,
        lambda: actions.revoke_link(found, **form.cleaned_data, by=request.user, at=timezone.now()),
    )
    if not done:
        found = invitation_or_404(meeting, invitation)
        return _page(request, meeting, found, revoke_form=form, status=422)
    left = (
        f"Un nouveau lien part à {found.email}." if found.email else "Aucun nouveau lien ne part."
    )
    messages.success(request, f"Le lien de {found.name} est révoqué. {left}")
    return redirect("committee:link", pk, invitation)


@require_POST
def renew_link(request: Request, pk: int, invitation: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    found = invitation_or_404(meeting, invitation)
    form = RenewForm(request.POST, auto_id="renew_%s")
    done = kept(
        form,
        lambda: actions.renew_link(found, **form.cleaned_data, by=request.user, at=timezone.now()),
    )
    if not done:
        return _page(request, meeting, found, renew_form=form, status=422)
    messages.success(request, f"Un nouveau lien part à {found.email}.")
    return redirect("committee:link", pk, invitation)


@require_POST
def set_reminder(request: Request, pk: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    form = ReminderForm(request.POST, auto_id="reminder_%s")
    done = kept(
        form,
        lambda: actions.set_reminder(meeting, **form.what(), by=request.user, at=timezone.now()),
    )
    if not done:
        return replies_page(request, held_or_403(request, pk), reminder_form=form, status=422)
    messages.success(request, "La relance automatique est réglée.")
    return redirect("committee:replies", pk)


@require_POST
def stop_reminder(request: Request, pk: int) -> HttpResponse:
    meeting = held_or_403(request, pk)
    carry_out(
        request,
        lambda: actions.stop_reminder(meeting, by=request.user, at=timezone.now()),
        success="La relance automatique est arrêtée : rien ne partira de lui-même.",
    )
    return redirect("committee:replies", pk)


def _page(
    request: Request,
    meeting: Meeting,
    invitation: Invitation,
    *,
    revoke_form: RevokeForm | None = None,
    renew_form: RenewForm | None = None,
    status: int = 200,
) -> HttpResponse:
    proofs = list(Proof.objects.of_invitation(invitation))
    links = [one.kind for one in proofs if one.kind in {ProofKind.REVOKED, ProofKind.RENEWED}]
    rules = rules_for(meeting)
    notice = Notice(
        local_day(timezone.now()), meeting.day, rules.notice_days, rules.bases["notice_days"]
    )
    sends = _takes_answers(meeting)
    context = {
        "meeting": meeting,
        "trail": trail(meeting),
        "invitation": invitation,
        "proofs": proofs,
        "waits_for_a_link": bool(links) and links[-1] == ProofKind.REVOKED,
        "takes_answers": sends,
        "notice": notice,
        # With a wrong address nothing was received: the delay runs from the new sending.
        "warns": sends and not notice.is_held and notice.given >= 0,
        "revoke_form": revoke_form or RevokeForm(initial={"seen": invitation.uuid}, sends=sends),
        "renew_form": renew_form or RenewForm(auto_id="renew_%s"),
    }
    return render(request, "committee/link.html", context, status=status)


def _takes_answers(meeting: Meeting) -> bool:
    return meeting.is_convened or meeting.is_open
