"""A passage that should not have been published: gone from every outlet, and said to be."""

from datetime import datetime, timedelta

import pytest

from guichet.casework.committee import actions
from guichet.casework.committee.choices import MeetingStatus
from guichet.casework.committee.drafting import (
    Passage,
    from_json,
    passages_of,
    published,
)
from guichet.casework.committee.models import Meeting, Minutes, MinutesVersion
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit.text import plural
from tests.casework.committee.factories import DAY, PREPARED_AT, carry, make_meeting
from tests.casework.committee.test_outlets import CANARY, OUTLETS, PAGE, read

S = MeetingStatus
LATER = DAY + timedelta(days=30)
WHY = "vie privée (article L311-6 du CRPA)"
SECOND = f"{PAGE}proces-verbal-edition-2.pdf"


@pytest.fixture
def published_meeting(world, people) -> Meeting:
    """With the canary in a paragraph, a bullet, the title of an item and a promise."""
    meeting = make_meeting(world, people)
    actions.add_item(
        meeting, kind="FREE", title="Point ouvert à tous", by=people.farid, at=PREPARED_AT,
        brief=f"Public.\n\nLe voisin {CANARY}.\n\n- Une puce\n- Puce {CANARY}",
    )  # fmt: skip
    actions.add_item(
        meeting, kind="FREE", title=f"Affaire {CANARY} unique", brief="Un texte.",
        by=people.farid, at=PREPARED_AT,
    )  # fmt: skip
    carry(meeting, world, people, since=S.PREPARED, to=S.OPENED)
    actions.make_promise(
        meeting, text=f"Rappeler {CANARY}", holder=world.it04, by=people.farid,
        due_on=(DAY + timedelta(days=60)).date(), at=DAY + timedelta(minutes=30),
    )  # fmt: skip
    carry(meeting, world, people, since=S.OPENED, to=S.PUBLISHED)
    return meeting


def shown(meeting: Meeting) -> list[Passage]:
    minutes = Minutes.objects.get(meeting=meeting)
    return list(passages_of(from_json(minutes.public_sections), from_json(minutes.sections)))


def canaries(meeting: Meeting) -> list[str]:
    return [one.key for one in shown(meeting) if CANARY in one.text]


def take_away(
    meeting: Meeting, people, passages: list[str], because: str = WHY, *, at: datetime = LATER
) -> None:
    actions.withhold(meeting, passages=passages, because=because, by=people.farid, at=at)


def test_it_is_read_nowhere_any_more(published_meeting, people, client):
    assert CANARY in read(client, PAGE)

    take_away(published_meeting, people, canaries(published_meeting))

    assert [one for one in OUTLETS if CANARY in read(client, one)] == []


def test_what_is_left_is_what_was_approved_and_the_page_says_why(published_meeting, people, client):
    take_away(published_meeting, people, canaries(published_meeting))

    page, data = read(client, PAGE), read(client, f"{PAGE}seance.json")
    assert "Point ouvert à tous" in page
    assert "Une puce" in page
    for text in (page.replace("\xa0", " "), data.replace("\xa0", " ")):
        assert f"Le 29 avril 2026, un passage a été retiré : {WHY}" in text
    assert "29/04/2026" in page
    assert '"updated_at": "2026-04-29' in data
    assert "unpassageaétéretiré" in read(client, f"{PAGE}proces-verbal.pdf")
    assert "2026-04-29" in read(client, "/comites/flux.atom")


def test_the_open_file_is_numbered_again(published_meeting, people):
    before = Minutes.objects.get().public_decisions

    take_away(published_meeting, people, canaries(published_meeting))

    after = Minutes.objects.get().public_decisions
    assert len(after) == len(before) - 1
    assert [one["rank"] for one in after] == list(range(1, len(after) + 1))


def test_the_desk_keeps_what_was_published(published_meeting, people):
    first = Minutes.objects.get().document
    chosen = canaries(published_meeting)

    take_away(published_meeting, people, chosen)

    minutes = Minutes.objects.get()
    assert minutes.document != first
    assert first.file.storage.exists(first.file.name)
    kept = MinutesVersion.objects.of_minutes(minutes).order_by("number")
    assert CANARY in str(published(from_json(list(kept)[-2].sections)))
    assert kept.last().what == f"Retiré de la publication : {WHY}"
    event = Event.objects.filter(action="meeting.withhold").get()
    assert event.because == WHY
    assert event.data["told"] == plural(len(chosen), "passage")


def test_the_second_edition_loses_it_too(published_meeting, world, people, client):
    make_meeting(world, people, stage=S.PUBLISHED, day=DAY + timedelta(days=60))
    assert CANARY in read(client, SECOND)

    after = DAY + timedelta(days=90)
    take_away(published_meeting, people, canaries(published_meeting), at=after)

    assert CANARY not in read(client, SECOND)
    assert ", inchangée" not in read(client, PAGE)


def test_a_second_time_both_reasons_are_read(published_meeting, people, client):
    first, *others = canaries(published_meeting)

    take_away(published_meeting, people, [first])
    take_away(published_meeting, people, others, because="secret des affaires")

    assert WHY in read(client, PAGE)
    assert "secret des affaires" in read(client, PAGE)


def test_refusals_say_the_mend(published_meeting, people):
    chosen = canaries(published_meeting)
    for passages, because, said in [
        ([], WHY, "Cochez au moins un passage"),
        (["0" * 16], WHY, "Cochez au moins un passage"),
        (chosen, "  ", "Dites pourquoi"),
        (chosen, f"On avait écrit : le voisin {CANARY}.", "n’y répétez pas"),
    ]:
        with pytest.raises(actions.WithholdingRefused, match=said):
            take_away(published_meeting, people, passages, because)


def test_nothing_is_taken_away_from_what_is_not_published(world, people):
    meeting = make_meeting(world, people, stage=S.APPROVED)

    with pytest.raises(actions.WithholdingRefused, match="n’est pas publiée"):
        take_away(meeting, people, ["x"])


class TestScreen:
    def test_lists_what_is_published_and_takes_it_away(self, published_meeting, people, client):
        client.force_login(people.farid)
        address = f"/seances/{published_meeting.pk}/publication/"

        assert CANARY in read(client, address)
        assert address in read(client, PAGE)
        answer = client.post(
            f"{address}retirer/", {"passages": canaries(published_meeting), "because": WHY}
        )

        assert answer.status_code == 302
        assert CANARY not in read(client, address)

    def test_keeps_what_was_ticked_and_typed(self, published_meeting, people, client):
        client.force_login(people.farid)
        [first, *_] = canaries(published_meeting)

        answer = client.post(
            f"/seances/{published_meeting.pk}/publication/retirer/", {"passages": [first]}
        )

        assert answer.status_code == 422
        assert f'value="{first}" id="passage-{first}" checked' in answer.content.decode()

    def test_is_not_offered_to_a_visitor(self, published_meeting, client):
        assert "Retirer un passage" not in read(client, PAGE)


def test_laws_and_figures_are_not_taken_away_line_by_line(published_meeting):
    texts = [one.text for one in shown(published_meeting) if not one.is_part]

    assert not [one for one in texts if one.startswith(("Demandes reçues – ", "Article "))]
