"""Link, merge, set apart, undo; what each person sees of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guichet.casework.demands import actions as demand_actions
from guichet.casework.demands.choices import DemandStatus, MessageAudience
from guichet.casework.demands.models import Demand
from guichet.casework.duplicates import actions
from guichet.casework.duplicates.actions import DecisionRefused
from guichet.casework.duplicates.models import Decision, candidates_for
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.actions import broken_links, stream_of
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from tests.casework.demands.factories import answers, make_demand, pdf, typed
from tests.client import StrictClient
from tests.people import People
from tests.world import World

S = DemandStatus
SignIn = Callable[[User | None], StrictClient]


@pytest.fixture
def first(world: World, people: People, now: datetime) -> Demand:
    return make_demand(world, people, at=now - timedelta(days=12))


@pytest.fixture
def second(world: World, people: People, now: datetime) -> Demand:
    return make_demand(
        world, people, at=now, title="Des logements dans l’ancienne école", stage=S.ACKNOWLEDGED
    )


def page_of(name: str, demand: Demand) -> str:
    return reverse(name, args=[demand.reference])


def fresh(demand: Demand) -> Demand:
    return Demand.objects.for_detail().get(pk=demand.pk)


class TestCandidates:
    def test_one_query_finds_it_with_its_reasons(
        self, first: Demand, second: Demand, django_assert_num_queries: Callable[..., object]
    ) -> None:
        demand = fresh(second)

        with django_assert_num_queries(1):  # type: ignore[attr-defined]
            found = candidates_for(demand)

        assert [one.demand for one in found] == [first]
        assert "Même commune : Banon." in found[0].likeness.reasons

    def test_another_subject_elsewhere_or_a_draft_is_not_one(
        self, second: Demand, world: World, people: People, now: datetime
    ) -> None:
        make_demand(world, people, at=now, stage=S.DRAFT)
        other = make_demand(world, people, at=now, title="Réparer le pont du Largue")
        Demand.objects.filter(pk=other.pk).update(description="Une pile cède à chaque crue.")
        make_demand(
            world, people, at=now, requester=world.forcalquier_hall, commune=world.forcalquier,
            author=people.lea,
        )  # fmt: skip

        assert candidates_for(fresh(second)) == []

    @pytest.mark.parametrize("deed", ["link", "set_apart"])
    def test_what_is_decided_is_not_proposed_again(
        self, first: Demand, second: Demand, people: People, now: datetime, deed: str
    ) -> None:
        getattr(actions, deed)(first, twin=second, by=people.bruno, at=now)

        assert candidates_for(fresh(first)) == []
        assert candidates_for(fresh(second)) == []


class TestLinkAndSetApart:
    @pytest.mark.parametrize(
        ("deed", "action"), [("link", "duplicates.link"), ("set_apart", "duplicates.set_apart")]
    )
    def test_told_in_both_chains(
        self, first: Demand, second: Demand, people: People, now: datetime, deed: str, action: str
    ) -> None:
        getattr(actions, deed)(first, twin=second, note="Vu.", by=people.bruno, at=now)

        for demand, twin in ((first, second), (second, first)):
            told = Event.objects.of_case(demand.case_key).of_actions(action).get()
            assert (told.data["twin"], told.because) == (twin.reference, "Vu.")
            assert broken_links(stream_of(demand)) == []
        assert fresh(second).status == S.ACKNOWLEDGED

    def test_each_page_shows_the_other(
        self, first: Demand, second: Demand, people: People, now: datetime, client_of: SignIn
    ) -> None:
        actions.link(first, twin=second, by=people.bruno, at=now)

        for person in (people.anne, people.bruno, people.denis):
            client = client_of(person)
            assert second.reference in client.get(first.get_absolute_url()).content.decode()
            assert first.reference in client.get(second.get_absolute_url()).content.decode()

    def test_a_neighbour_is_not_told_the_number(
        self, first: Demand, world: World, people: People, now: datetime, client_of: SignIn
    ) -> None:
        theirs = make_demand(
            world, people, at=now, requester=world.forcalquier_hall, commune=world.forcalquier,
            author=people.lea,
        )  # fmt: skip
        actions.link(first, twin=theirs, by=people.bruno, at=now)

        page = client_of(people.anne).get(first.get_absolute_url()).content.decode()

        assert str(theirs.reference) not in page

    def test_refused_twice_with_itself_or_across_departments(
        self, first: Demand, second: Demand, world: World, people: People, now: datetime
    ) -> None:
        actions.link(first, twin=second, by=people.bruno, at=now)
        with pytest.raises(DecisionRefused, match="existe déjà"):
            actions.set_apart(second, twin=first, by=people.bruno, at=now)
        with pytest.raises(DecisionRefused, match="même demande"):
            actions.link(first, twin=first, by=people.bruno, at=now)
        draft = make_demand(world, people, at=now, stage=S.DRAFT)
        with pytest.raises(DecisionRefused, match="déposées"):
            actions.link(first, twin=draft, by=people.bruno, at=now)
        assert Decision.objects.count() == 1


class TestMerge:
    def test_the_second_stops_and_is_read_from_the_first(
        self, first: Demand, second: Demand, people: People, now: datetime, client_of: SignIn
    ) -> None:
        demand_actions.write_message(
            second, audience=MessageAudience.APPLICANT, body="Le toit fuit.", by=people.anne, at=now
        )
        demand_actions.write_message(
            second, audience=MessageAudience.INTERNAL, body="Entre nous.", by=people.bruno, at=now
        )
        held = demand_actions.attach(second, upload=pdf(), by=people.anne, at=now)
        Delivery.objects.all().delete()

        actions.merge(second, into=first, note="Même bâtiment.", by=people.bruno, at=now)

        gone = fresh(second)
        assert (gone.status, gone.decline_reason) == (S.DECLINED, "DUPLICATE")
        assert str(first.reference) in gone.decline_note
        assert "Même bâtiment." in gone.decline_note
        assert str(first.reference) in Delivery.objects.get(to_email="anne@example.fr").body
        for demand in (first, second):
            told = Event.objects.of_case(demand.case_key).of_actions("duplicates.merge").get()
            assert (told.data["kept"], told.data["gone"]) == (first.reference, second.reference)
        desk = client_of(people.bruno).get(page_of("duplicates:of_demand", first)).content.decode()
        mayor = client_of(people.anne).get(page_of("duplicates:of_demand", first)).content.decode()
        file = reverse("demands:attachment", args=[second.reference, held.pk])
        assert "Le toit fuit." in desk and "Entre nous." in desk and file in desk
        assert "Le toit fuit." in mayor and "Entre nous." not in mayor and file in mayor

    def test_another_authority_is_told_without_the_number(
        self, first: Demand, world: World, people: People, now: datetime
    ) -> None:
        theirs = make_demand(
            world, people, at=now, requester=world.forcalquier_hall, commune=world.forcalquier,
            author=people.lea,
        )  # fmt: skip

        actions.merge(theirs, into=first, by=people.bruno, at=now)

        assert str(first.reference) not in fresh(theirs).decline_note
        assert "Une autre collectivité" in fresh(theirs).decline_note

    def test_undone_it_reopens_and_both_remember(
        self, first: Demand, second: Demand, people: People, now: datetime
    ) -> None:
        decision = actions.merge(second, into=first, by=people.bruno, at=now)

        actions.undo(decision, because="Deux bâtiments.", by=people.bruno, at=now)

        assert (fresh(second).status, fresh(second).decline_reason) == (S.ACKNOWLEDGED, "")
        assert not Decision.objects.exists()
        for demand in (first, second):
            assert Event.objects.of_case(demand.case_key).of_actions("duplicates.undo").count() == 1
        assert [one.demand for one in candidates_for(fresh(first))] == [second]
        with pytest.raises(DecisionRefused, match="déjà été annulée"):
            actions.undo(decision, because="Encore.", by=people.bruno, at=now)

    def test_reopened_by_hand_meanwhile_it_is_left_as_it_is(
        self, first: Demand, second: Demand, people: People, now: datetime
    ) -> None:
        decision = actions.merge(second, into=first, by=people.bruno, at=now)
        demand_actions.reopen(second, because="Finalement.", by=people.bruno, at=now)

        actions.undo(decision, because="Deux bâtiments.", by=people.bruno, at=now)

        assert Event.objects.of_case(second.case_key).of_actions("demand.reopen").count() == 1

    def test_never_into_one_that_stopped_nor_from_one_that_gathers(
        self, first: Demand, second: Demand, world: World, people: People, now: datetime
    ) -> None:
        third = make_demand(world, people, at=now)
        actions.merge(second, into=first, by=people.bruno, at=now)

        with pytest.raises(DecisionRefused, match="classée sans suite"):
            actions.merge(third, into=second, by=people.bruno, at=now)
        with pytest.raises(DecisionRefused, match="recueille déjà"):
            actions.merge(first, into=third, by=people.bruno, at=now)
        assert fresh(first).status == S.SUBMITTED


class TestPages:
    def test_the_desk_decides_in_one_click(
        self, first: Demand, second: Demand, people: People, client_of: SignIn
    ) -> None:
        client = client_of(people.bruno)

        answer = client.post(
            page_of("duplicates:merge", second), {"twin": first.reference, "keep": "twin"},
            follow=True,
        )  # fmt: skip

        assert f"{second.reference} est réunie à {first.reference}" in answer.content.decode()
        assert fresh(second).status == S.DECLINED

    def test_a_refusal_keeps_what_was_typed(
        self, first: Demand, people: People, client_of: SignIn
    ) -> None:
        answer = client_of(people.bruno).post(
            page_of("duplicates:link", first), {"twin": "D-04-26-9999", "note": "Le même toit."}
        )

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Aucune demande ne porte le numéro" in page and "Le même toit." in page

    def test_shown_beside_the_qualification_with_reasons(
        self, first: Demand, second: Demand, people: People, client_of: SignIn
    ) -> None:
        page = client_of(people.bruno).get(page_of("demands:qualification", second))

        assert str(first.reference) in page.content.decode()
        assert "Même commune" in page.content.decode()

    def test_a_draft_is_told_of_its_own_twin_only(
        self, first: Demand, world: World, people: People, now: datetime, client_of: SignIn
    ) -> None:
        draft = make_demand(world, people, at=now, stage=S.DRAFT)
        theirs = demand_actions.start_draft(world.forcalquier_hall, by=people.lea, at=now)
        demand_actions.save_draft(theirs, answers(world.forcalquier), by=people.lea, at=now)
        make_demand(
            world, people, at=now, requester=world.digne_hall, commune=world.forcalquier,
            author=people.bruno,
        )  # fmt: skip

        mine = client_of(people.anne).get(reverse("demands:intake", args=[draft.uuid]))
        hers = client_of(people.lea).get(reverse("demands:intake", args=[theirs.uuid]))
        saved = client_of(people.anne).post(reverse("demands:autosave", args=[draft.uuid]), typed())

        assert "Une demande semblable existe déjà" in mine.content.decode()
        assert str(first.reference) in mine.content.decode()
        assert "1\u00a0demande proche vient" in hers.content.decode()
        assert "D-04-26-" not in hers.content.decode()
        assert str(first.reference) in saved.content.decode()

    def test_same_queries_for_one_twin_and_for_twenty(
        self, first: Demand, world: World, people: People, now: datetime, client_of: SignIn
    ) -> None:
        client = client_of(people.bruno)
        counts = []
        for more in (1, 20):
            for _ in range(more):
                make_demand(world, people, at=now)
            for name in ("duplicates:of_demand", "demands:detail"):
                with CaptureQueriesContext(connection) as queries:
                    client.get(page_of(name, first))
                counts.append(len(queries))

        assert counts[:2] == counts[2:]
        assert max(counts) <= 15, counts
