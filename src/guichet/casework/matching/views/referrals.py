"""What a provider received, and its answer."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.ui.deeds import carry_out

from .. import actions, baskets, permissions
from ..choices import ReferralStatus
from ..correspondents import answerers_of
from ..forms import AcceptForm, GiveMoreForm, MoreForm, RefuseForm, WithdrawForm
from ..models import Opinion, Referral
from ..waiting import Clock, clocks_of

PAGE = 20


@require_safe
def referrals(request: Request) -> HttpResponse:
    """By basket; what waits for an answer first: it is the work of the day."""
    if not permissions.can_see_referrals(request.user):
        raise PermissionDenied
    received = Referral.objects.received_by(request.user)
    current = request.GET.get("panier", "")
    current = current if current in baskets.TITLES else "a-repondre"
    waiting = baskets.awaiting(received, today=local_day(timezone.now()))
    answered = received.accepted() if current == "acceptees" else received.let_go()
    page = Paginator(answered.for_index(), PAGE).get_page(request.GET.get("page"))
    other = received.let_go() if current == "acceptees" else received.accepted()
    counts = (page.paginator.count, other.count())
    taken, declined = counts if current == "acceptees" else counts[::-1]
    context = {
        "baskets": baskets.baskets_of(waiting, taken=taken, declined=declined, current=current),
        "title": baskets.TITLES[current],
        "nothing": baskets.EMPTY[current],
        "is_waiting": current not in {"acceptees", "declinees"},
        "rows": [row for row in waiting if row.basket == current],
        "page": page,
        "opinions": Opinion.objects.received_by(request.user).awaited().for_page(),
    }
    return render(request, "matching/referrals.html", context)


@require_safe
def activity(request: Request) -> HttpResponse:
    """What the structure did with what it was asked, year by year."""
    if not permissions.can_see_referrals(request.user):
        raise PermissionDenied
    received = Referral.objects.received_by(request.user)
    years = baskets.activity_of(received, today=local_day(timezone.now()))
    return render(request, "matching/activity.html", {"years": years})


@require_safe
def referral(request: Request, pk: int) -> HttpResponse:
    return _page(request, _visible_or_404(request, pk))


@require_POST
def accept_referral(request: Request, pk: int) -> HttpResponse:
    found = _answerable(request, pk)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _page(request, found, refused={"accept": form})
    carry_out(
        request,
        lambda: actions.accept_referral(
            found, note=form.cleaned_data["note"], by=request.user, at=timezone.now()
        ),
        success="Vous avez accepté la demande. La collectivité et le guichet sont prévenus.",
    )
    return redirect(found)


@require_POST
def refuse_referral(request: Request, pk: int) -> HttpResponse:
    found = _answerable(request, pk)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, refused={"refuse": form})
    carry_out(
        request,
        lambda: actions.refuse_referral(
            found,
            **form.cleaned_data,
            by=request.user,
            at=timezone.now(),
        ),
        success="Vous avez décliné la demande. La collectivité et le guichet sont prévenus.",
    )
    return redirect(found)


@require_POST
def ask_for_more(request: Request, pk: int) -> HttpResponse:
    found = _answerable(request, pk)
    form = MoreForm(request.POST)
    if not form.is_valid():
        return _page(request, found, refused={"more": form})
    carry_out(
        request,
        lambda: actions.ask_for_more(
            found, body=form.cleaned_data["body"], by=request.user, at=timezone.now()
        ),
        success="Le guichet et la collectivité sont prévenus. Votre délai est suspendu.",
    )
    return redirect(found)


@require_POST
def give_more(request: Request, pk: int) -> HttpResponse:
    found = _sent_by_desk(request, pk)
    form = GiveMoreForm(request.POST)
    if not form.is_valid():
        return _page(request, found, refused={"reply": form})
    carry_out(
        request,
        lambda: actions.give_more(
            found, reply=form.cleaned_data["reply"], by=request.user, at=timezone.now()
        ),
        success="La réponse est envoyée à la structure, dont le délai reprend.",
    )
    return redirect(found)


@require_POST
def renew_answer_link(request: Request, pk: int) -> HttpResponse:
    found = _sent_by_desk(request, pk)
    carry_out(
        request,
        lambda: actions.renew_answer_link(found, by=request.user, at=timezone.now()),
        success="Un nouveau lien est envoyé à la structure ; les anciens ne s’ouvrent plus.",
    )
    return redirect(found)


@require_POST
def withdraw_referral(request: Request, pk: int) -> HttpResponse:
    found = _sent_by_desk(request, pk)
    form = WithdrawForm(request.POST)
    because = form.cleaned_data["because"] if form.is_valid() else ""
    carry_out(
        request,
        lambda: actions.withdraw_referral(
            found, because=because, by=request.user, at=timezone.now()
        ),
        success="L’envoi est retiré. La structure est prévenue.",
    )
    return redirect(reverse("matching:of_demand", args=[found.demand.reference]))


def _page(
    request: Request, found: Referral, *, refused: dict[str, Form] | None = None
) -> HttpResponse:
    forms = refused or {}
    is_waiting = found.status == ReferralStatus.SENT
    context = {
        "referral": found,
        "demand": found.demand,
        "case_is_open": Demand.objects.visible_to(request.user).filter(pk=found.demand_id).exists(),
        "sees_received": permissions.can_see_referrals(request.user),
        "can_answer": is_waiting and permissions.can_answer(request.user, found),
        "can_withdraw": is_waiting and permissions.can_refer(request.user, found.demand),
        "accept_form": forms.get("accept") or AcceptForm(auto_id="accepter_%s"),
        "refuse_form": forms.get("refuse") or RefuseForm(auto_id="decliner_%s"),
        "more_form": forms.get("more") or MoreForm(auto_id="preciser_%s"),
        "reply_form": forms.get("reply") or GiveMoreForm(auto_id="repondre_%s"),
        "question": found.open_question,
        "questions": found.questions.all(),
        "due": _due(found) if is_waiting else None,
        "is_reachable": bool(answerers_of(found, on=local_day(timezone.now()))),
        "withdraw_form": WithdrawForm(),
        "refused": next(iter(forms.values()), None),
    }
    return render(request, "matching/referral.html", context, status=422 if refused else 200)


def _due(found: Referral) -> Clock | None:
    return clocks_of([found], today=local_day(timezone.now())).get(found.pk)


def _sent_by_desk(request: Request, pk: int) -> Referral:
    found = _visible_or_404(request, pk)
    if not permissions.can_refer(request.user, found.demand):
        raise PermissionDenied
    return found


def _answerable(request: Request, pk: int) -> Referral:
    found = _visible_or_404(request, pk)
    if not permissions.can_answer(request.user, found):
        raise PermissionDenied
    return found


def _visible_or_404(request: Request, pk: int) -> Referral:
    return get_object_or_404(Referral.objects.visible_to(request.user).for_detail(), pk=pk)
