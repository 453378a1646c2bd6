"""The agenda proposes itself: from what happened since the last meeting to ordered items.

Pure Python: the same facts give the same agenda, to the letter. CGCT L1232-2: the committee is
informed of the demands for support, of the follow-up given, and where relevant of the projects
under way; it adopts orientations. Hence the sections, always in the same order, of which the first
two duties are never left out, even when there is nothing to tell.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from guichet.foundations.toolkit.dates import long_date
from guichet.foundations.toolkit.text import capitalised, of, plural, sentence_list

from .agenda_facts import USUAL_MINUTES, Facts
from .drafting import MARK, is_masked

BASIS = "article L1232-2 du CGCT"
TITLE_LENGTH = 200
NOT_PRESENTED = f"{MARK[:-1]} : demandes qui ne sont pas présentées à la séance]"

# The order is the order of the agenda. Codes are those of choices.ItemKind (a test compares).
SECTIONS = (
    "PREVIOUS_MINUTES", "PROMISES", "NATIONAL_NEWS", "DEMANDS", "CASE", "FOLLOW_UP",
    "PROJECTS", "PROJECT", "GAPS", "ORIENTATION", "TALK", "FREE",
)  # fmt: skip

# Kind, demand, support, orientation, promise, the item that comes back, what a text owes.
Key = tuple[str, int | None, int | None, int | None, int | None, int | None, int | None]
Figure = tuple[str, int]

# Where an item usually takes another time; hands have the last word.
MINUTES = {"PREVIOUS_MINUTES": 5, "PROMISES": 5, "ORIENTATION": 15, "TALK": 15}
# Sections that the facts write anew at each meeting: nothing of them needs to come back.
ALWAYS_NEW = frozenset({
    "PREVIOUS_MINUTES", "PROMISES", "DEMANDS", "FOLLOW_UP", "PROJECTS", "GAPS", "ORIENTATION",
})  # fmt: skip


@dataclass(frozen=True)
class Proposal:
    """An item as the machine would write it; figures are (label, number) in reading order."""

    kind: str
    title: str
    brief: str
    figures: tuple[Figure, ...] = ()
    demand: int | None = None
    support: int | None = None
    orientation: int | None = None
    promise: int | None = None
    returns: int | None = None
    owed: int | None = None
    asks_vote: bool = False
    is_restricted: bool = False
    planned: int = 0

    @property
    def key(self) -> Key:
        """What makes two items the same one from a refresh to the next."""
        return (
            self.kind, self.demand, self.support, self.orientation, self.promise, self.returns,
            self.owed,
        )  # fmt: skip

    @property
    def minutes(self) -> int:
        return self.planned or MINUTES.get(self.kind, USUAL_MINUTES)


def propose(facts: Facts) -> tuple[Proposal, ...]:
    """The whole agenda, in the order of the sections; what comes back, last in its own."""
    proposals = [*_previous_minutes(facts), *_promises(facts)]
    if facts.is_local:
        proposals += [*_national_news(facts), _demands(facts), _follow_up(facts)]
        proposals += [*_projects(facts), *_gaps(facts), *_orientations(facts)]
    proposals += [*_owed(facts), *_returning(facts)]
    return tuple(sorted(proposals, key=lambda proposal: SECTIONS.index(proposal.kind)))


def _previous_minutes(facts: Facts) -> Iterable[Proposal]:
    # One item at most: minutes left behind for two meetings are approved together.
    if facts.minutes_to_approve:
        days = sentence_list(f"du {long_date(day)}" for day in sorted(facts.minutes_to_approve))
        many = len(facts.minutes_to_approve) > 1
        title = (
            f"Approbation des procès-verbaux des séances {days}"
            if many
            else f"Approbation du procès-verbal de la séance {days}"
        )
        yield Proposal("PREVIOUS_MINUTES", _cut(title), "")


def _promises(facts: Facts) -> Iterable[Proposal]:
    for due in sorted(facts.promises, key=lambda due: (due.due_on, due.promise)):
        late = " (échéance dépassée)" if due.due_on < facts.until else ""
        yield Proposal(
            "PROMISES",
            _cut(f"Engagement du {long_date(due.made_on)} : {due.holder}"),
            f"{capitalised(due.text)}\n\nPour le {long_date(due.due_on)}{late}.",
            promise=due.promise,
            is_restricted=due.is_restricted,
        )


def _national_news(facts: Facts) -> Iterable[Proposal]:
    launched = sorted(facts.programmes, key=lambda p: (p.starts_on, p.name))
    news = [f"{p.name}, lancé le {long_date(p.starts_on)}" for p in launched]
    told = f"Programmes de la période : {' ; '.join(news)}." if news else ""
    if facts.is_first_meeting:
        opening = (
            f"C’est la première séance du comité ({facts.committee}). Il est informé des demandes "
            "d’accompagnement, des suites données et des projets mis en œuvre, et définit les "
            f"orientations stratégiques communes en matière d’ingénierie ({BASIS})."
        )
        yield Proposal(
            "NATIONAL_NEWS",
            "Installation du comité et actualité nationale",
            f"{opening}\n{told}".strip(),
        )
    elif told:
        yield Proposal("NATIONAL_NEWS", "Actualité nationale", told)


def _demands(facts: Facts) -> Proposal:
    received = facts.received
    requesters = {demand.requester for demand in received}
    if received:
        brief = (
            f"Le comité est informé des demandes d’accompagnement reçues {facts.period} : "
            f"{plural(len(received), 'demande')}, "
            f"{plural(len(requesters), 'collectivité', 'collectivités')} ({BASIS})."
        )
    else:
        brief = f"Aucune demande d’accompagnement n’a été reçue {facts.period}."
    districts = Counter(f"Arrondissement {of(d.district)}" for d in received if d.district)
    themes = Counter(f"Thème : {d.theme or 'à qualifier'}" for d in received)
    figures = [
        ("Demandes reçues", len(received)),
        ("Collectivités concernées", len(requesters)),
        *sorted(districts.items()),
        *_by_number(themes),
    ]
    return Proposal("DEMANDS", "Demandes d’accompagnement reçues", brief, tuple(figures))


def _follow_up(facts: Facts) -> Proposal:
    told = facts.follow_up
    figures = (
        ("Prises en charge par le guichet", told.acknowledged),
        ("Renvoyées pour complément", told.returned),
        ("Qualifiées", told.qualified),
        ("Orientées vers une structure d’ingénierie", told.referred),
        ("Acceptées par une structure d’ingénierie", told.accepted),
        ("Accompagnements ouverts", told.supported),
        ("Accompagnements livrés", told.delivered),
        ("Classées sans suite", told.declined),
        ("Closes", told.closed),
        ("Encore en attente d’une orientation", told.awaiting),
    )
    awaiting = (
        f"{plural(told.awaiting, 'demande attend', 'demandes attendent')} encore une orientation."
        if told.awaiting
        else "Aucune demande n’attend d’orientation."
    )
    brief = f"Suites données aux demandes {facts.period} ({BASIS}). {awaiting}"
    return Proposal("FOLLOW_UP", "Suites données aux demandes", brief, figures)


def _projects(facts: Facts) -> Iterable[Proposal]:
    # « Le cas échéant », says the law: nothing under way, no item.
    if not facts.under_way:
        return
    new = sum(1 for support in facts.under_way if support.is_new)
    late = sum(1 for support in facts.under_way if support.is_late)
    providers = Counter(f"Conduits par {support.provider}" for support in facts.under_way)
    figures = (
        ("Accompagnements en cours", len(facts.under_way)),
        ("Ouverts depuis la dernière séance", new),
        ("Au-delà de leur date de fin prévue", late),
        *_by_number(providers),
    )
    brief = (
        f"Mise en œuvre des projets accompagnés au {long_date(facts.until)} : "
        f"{plural(len(facts.under_way), 'accompagnement')} en cours ({BASIS})."
    )
    yield Proposal("PROJECTS", "Mise en œuvre des projets accompagnés", brief, figures)


def _gaps(facts: Facts) -> Iterable[Proposal]:
    """Asked, and nobody could: a matter for the committee by itself."""
    if not facts.gaps:
        return
    demands = {gap.theme: len(gap.requesters) for gap in facts.gaps}
    requesters = sorted({name for gap in facts.gaps for name in gap.requesters})
    total = sum(demands.values())
    # Members read who asked; the public, only of demands that the meeting itself presents.
    brief = (
        f"{plural(total, 'demande n’a', 'demandes n’ont')} trouvé aucune structure d’ingénierie "
        f"{facts.period}. Le comité peut dire qui comblera ce manque.\n\n"
        f"{NOT_PRESENTED} Demandeurs : {sentence_list(requesters)}."
    )
    figures = [(f"Thème : {theme}", count) for theme, count in _by_number(Counter(demands))]
    yield Proposal(
        "GAPS", "Zones blanches de l’ingénierie", brief,
        (("Demandes sans réponse favorable", total), *figures),
    )  # fmt: skip


def _returning(facts: Facts) -> Iterable[Proposal]:
    for one in sorted(facts.returning, key=lambda r: (r.put_off_on, r.item)):
        if one.kind in ALWAYS_NEW or one.is_owed:
            continue
        # What begins with a mark must still begin its paragraph.
        gap = "\n\n" if is_masked(one.brief) else "\n"
        yield Proposal(
            one.kind,
            one.title,
            f"Point reporté de la séance du {long_date(one.put_off_on)}.{gap}{one.brief}".strip(),
            demand=one.demand,
            support=one.support,
            returns=one.item,
            asks_vote=one.asks_vote,
            is_restricted=one.is_restricted,
            planned=one.minutes,
        )


def _orientations(facts: Facts) -> Iterable[Proposal]:
    for one in sorted(facts.orientations, key=lambda o: (o.number, o.orientation)):
        origin = f"Elle décline l’orientation nationale « {one.parent} »." if one.parent else ""
        if one.parent_withdrawn_on:
            gone = long_date(one.parent_withdrawn_on)
            origin = f"L’orientation nationale « {one.parent} » a été retirée le {gone}."
        if one.is_adopted:
            # Nobody decides for the committee.
            yield Proposal(
                "FREE",
                _cut(f"Orientation stratégique {one.number}, à revoir : {one.title}"),
                f"{origin} Le comité la garde, la rattache à une autre ou la retire.",
                orientation=one.orientation,
            )
            continue
        yield Proposal(
            "ORIENTATION",
            _cut(f"Orientation stratégique {one.number} : {one.title}"),
            f"Orientation proposée à l’adoption du comité. {origin}".strip(),
            orientation=one.orientation,
        )


def _owed(facts: Facts) -> Iterable[Proposal]:
    for one in facts.owed:
        yield Proposal(
            "FREE",
            _cut(one.title),
            f"{one.brief}\n\nPoint dû à chaque séance ({one.basis}).".strip(),
            owed=one.owed,
            asks_vote=one.asks_vote,
        )


def _by_number(counts: Counter[str]) -> list[Figure]:
    """Largest first; ties in alphabetical order, for a stable page."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _cut(title: str) -> str:
    return title if len(title) <= TITLE_LENGTH else f"{title[: TITLE_LENGTH - 1]}…"
