"""The « Orientation » tab of a case: who can help and why, who was asked and what they said."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.http import Request
from guichet.foundations.toolkit.dates import local_day
from guichet.foundations.toolkit.errors import DomainError
from guichet.foundations.ui.deeds import carry_out
from guichet.reference.offers.models import Offer

from .. import actions, engine, permissions, subsidiarity
from ..candidates import whole
from ..forms import AskOpinionForm, RateForm, ReferForm
from ..models import Opinion, Proposal, Referral, Run
from ..profiles import profile_of
from ..rating import helped
from ..reasons import Card, card_of, cards_of, groups_of, known_facts
from ..waiting import asked_of
from .found import sendable, visible_or_404


@require_safe
def of_demand(request: Request, reference: str) -> HttpResponse:
    return _page(request, visible_or_404(request, reference))


@require_POST
def run(request: Request, reference: str) -> HttpResponse:
    demand = sendable(request, reference)
    carry_out(
        request,
        lambda: actions.run(demand, by=request.user, at=timezone.now()),
        success="Les offres ont été examinées.",
    )
    return redirect(_address(demand))


@require_POST
def refer(request: Request, reference: str) -> HttpResponse:
    """A refusal draws the page again with what was typed: often a reason is all that is missing."""
    demand = sendable(request, reference)
    offer_id = request.POST.get("offer", "")
    form = ReferForm(
        request.POST, offer_id=int(offer_id) if offer_id.isdecimal() else 0, needs_reason=True
    )
    if not form.is_valid():
        return _page(request, demand, refused=form)
    offer = form.cleaned_data["offer"]
    try:
        sent = actions.refer(
            demand,
            offer=offer,
            message=form.cleaned_data["message"],
            derogation=form.cleaned_data["derogation"],
            by=request.user,
            at=timezone.now(),
        )
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, visible_or_404(request, reference), refused=form)
    if sent.is_untold:
        messages.warning(
            request,
            f"{sent.provider} n’a ni compte ni adresse connue : personne n’y est prévenu. Imprimez "
            "la lettre, ou appelez, puis notez la réponse.",
        )
        return redirect(sent)
    return redirect(_address(demand))


def _page(request: Request, demand: Demand, *, refused: ReferForm | None = None) -> HttpResponse:
    user = request.user
    reads_reasons = permissions.can_read_reasons(user, demand)
    can_refer = permissions.can_refer(user, demand) and demand.status in actions.REFERABLE
    can_ask = permissions.can_refer(user, demand) and demand.is_open
    sent = _sent(request, demand)
    today = local_day(timezone.now())
    asked = asked_of(sent, today=today)
    context: dict[str, object] = {
        "demand": demand,
        "tab": "matching",
        "lines": list(zip(sent, subsidiarity.ledger(asked, today=today), strict=True)),
        "reads_reasons": reads_reasons,
        "can_refer": can_refer,
        "refused": refused,
        "ratings": _ratings(request, demand, sent),
        "opinions": Opinion.objects.of_demand(demand.pk) if reads_reasons else [],
        "opinion_form": AskOpinionForm(today=today) if can_ask else None,
    }
    if reads_reasons:
        context |= _reasons(demand, sent, asked, refused, can_refer=can_refer)
    return render(request, "matching/of_demand.html", context, status=422 if refused else 200)


def _ratings(
    request: Request, demand: Demand, sent: list[Referral]
) -> list[tuple[Referral, RateForm]]:
    """For the authority: the structures that helped, each with its short form."""
    if not permissions.can_rate(request.user, demand):
        return []
    return [(one, RateForm(referral=one)) for one in helped(demand, sent)]


def _reasons(
    demand: Demand,
    sent: list[Referral],
    asked: list[subsidiarity.Asked],
    refused: ReferForm | None,
    *,
    can_refer: bool,
) -> dict[str, object]:
    """What only the services see: the answer of the engine with its reasons."""
    latest = Run.objects.latest_for(demand.pk)
    qualification = getattr(demand, "qualification", None)
    if latest is None:
        return {"run": None, "is_qualified": qualification is not None}
    proposals = list(Proposal.objects.of_run(latest).for_page())
    cards = cards_of(proposals, sent, asked)
    outside = _outside(demand, refused, cards)
    if can_refer:
        for card in (*cards, *outside):
            card.form = _form(card, refused)
    eligible = [card.candidate for card in cards if card.verdict == "ELIGIBLE"]
    return {
        "run": latest,
        "is_qualified": True,
        "is_stale": qualification is not None and qualification.qualified_at > latest.ran_at,
        "groups": groups_of(cards),
        "outside": outside,
        "facts": known_facts(latest.profile),
        "left_out": latest.profile.get("left_out", 0),
        "ladder": subsidiarity.ladder(eligible, asked),
    }


def _outside(demand: Demand, refused: ReferForm | None, cards: list[Card]) -> list[Card]:
    """The offer of a refused sending that no group shows: what was typed must not be lost."""
    typed = refused.data.get("offer", "") if refused is not None else ""
    if not typed.isdecimal() or int(typed) in {card.offer.pk for card in cards}:
        return []
    profile = profile_of(demand, on=local_day(timezone.now()))
    wanted = Offer.objects.published().filter(pk=int(typed))
    offers = list(wanted.select_related("provider"))
    matches = [engine.examine(profile, found) for found in whole(wanted, demand, profile)]
    return [card_of(offer, match, None) for offer, match in zip(offers, matches, strict=True)]


def _form(card: Card, refused: ReferForm | None) -> ReferForm | None:
    if card.referral is not None and card.referral.is_alive:
        return None
    if refused is not None and refused.data.get("offer") == str(card.candidate.offer_id):
        return refused
    return ReferForm(offer_id=card.candidate.offer_id, needs_reason=card.needs_reason)


def _sent(request: Request, demand: Demand) -> list[Referral]:
    """Every referral of the case; for a provider, its own only."""
    found = Referral.objects.of_demand(demand.pk)
    if not permissions.can_read_all_answers(request.user, demand):
        found = found.visible_to(request.user)
    return list(found)


def _address(demand: Demand) -> str:
    return reverse("matching:of_demand", args=[demand.reference])
