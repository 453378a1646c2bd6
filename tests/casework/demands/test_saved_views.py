"""A view keeps its filters; its alert tells each demand once."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from guichet.casework.demands import actions, tasks
from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.filters import Filters
from guichet.casework.demands.models import SavedView
from guichet.foundations.accounts.models import User
from guichet.foundations.audit.models import Event
from guichet.foundations.notifications.models import Delivery
from tests.casework.demands.factories import NOW, make_demand
from tests.client import StrictClient
from tests.people import People
from tests.world import World

S = DemandStatus
SignIn = Callable[[User | None], StrictClient]


def watch(by: User, **filters: str) -> SavedView:
    return actions.save_view("Ponts", filters=Filters.read(filters), has_alert=True, by=by, at=NOW)


def letters() -> list[Delivery]:
    return list(Delivery.objects.filter(subject__contains="Ponts").order_by("pk"))


class TestAlert:
    def test_tells_what_enters_once_and_never_what_was_there(
        self, world: World, people: People
    ) -> None:
        make_demand(world, people, title="Un vieux pont")
        watch(people.bruno, texte="pont")
        new = make_demand(world, people, title="Un nouveau pont")
        make_demand(world, people, title="Une école")

        for _ in range(3):
            tasks.tell_saved_views(timestamp=0)

        (letter,) = letters()
        assert letter.to_email == people.bruno.email
        assert f"{new.reference} : Un nouveau pont" in letter.body
        assert "vieux" not in letter.body
        assert letter.link == "/demandes/?texte=pont"

    def test_a_demand_that_changes_stage_enters_too_and_coming_back_says_nothing(
        self, world: World, people: People
    ) -> None:
        demand = make_demand(world, people, stage=S.SUBMITTED)
        view = watch(people.bruno, etat="DECLINED")
        assert actions.tell_view(view, at=NOW) == 0

        for _ in range(2):
            actions.decline(
                demand, reason="DUPLICATE", note="Déjà suivie.", by=people.bruno, at=NOW
            )
            actions.tell_view(view, at=NOW)
            actions.reopen(demand, because="Une erreur.", by=people.bruno, at=NOW)
            actions.tell_view(view, at=NOW)

        assert len(letters()) == 1

    def test_only_what_its_owner_may_see(self, world: World, people: People) -> None:
        view = watch(people.denis)
        make_demand(world, people, requester=world.digne_hall, commune=world.digne)

        assert actions.tell_view(view, at=NOW) == 0

    @pytest.mark.parametrize("end", ["delete_view", "switch_alert"])
    def test_stops(self, world: World, people: People, end: str) -> None:
        view = watch(people.bruno)
        options = {"has_alert": False} if end == "switch_alert" else {}
        getattr(actions, end)(view, by=people.bruno, at=NOW, **options)
        make_demand(world, people)

        tasks.tell_saved_views(timestamp=0)

        assert letters() == []

    def test_a_closed_account_is_not_written_to(self, world: World, people: People) -> None:
        watch(people.bruno)
        people.bruno.is_active = False
        people.bruno.save(update_fields=["is_active"])
        make_demand(world, people)

        tasks.tell_saved_views(timestamp=0)

        assert letters() == []

    def test_a_long_list_is_cut_and_counted(self, world: World, people: People) -> None:
        view = watch(people.bruno)
        for _ in range(22):
            make_demand(world, people)

        assert actions.tell_view(view, at=NOW) == 22
        assert "- et 2 de plus" in letters()[0].body


class TestLife:
    def test_two_views_of_a_person_have_two_names(self, world: World, people: People) -> None:
        view = watch(people.bruno)
        with pytest.raises(actions.ViewRefused, match="déjà une vue « Ponts »"):
            watch(people.bruno)
        watch(people.denis)

        actions.delete_view(view, by=people.bruno, at=NOW)
        watch(people.bruno)
        with pytest.raises(actions.ViewRefused, match="choisissez un autre nom"):
            actions.restore_view(view, by=people.bruno, at=NOW)

    def test_each_deed_leaves_one_event_and_twice_leaves_no_more(
        self, world: World, people: People
    ) -> None:
        view = watch(people.bruno)
        for _ in range(2):
            actions.switch_alert(view, has_alert=False, by=people.bruno, at=NOW)
            actions.delete_view(view, by=people.bruno, at=NOW)
        for _ in range(2):
            actions.restore_view(view, by=people.bruno, at=NOW)

        events = Event.objects.filter(action__startswith="view.").order_by("pk")
        assert [event.action for event in events] == [
            "view.save", "view.unwatch", "view.delete", "view.restore",
        ]  # fmt: skip

    def test_from_the_list_to_the_view_and_back(
        self, world: World, people: People, client_of: SignIn
    ) -> None:
        client = client_of(people.bruno)

        client.post(
            "/demandes/vues/enregistrer/",
            {"name": " Ponts  urgents ", "liste": "texte=pont&urgente=on&etat=toutes&tri=projet"},
        )
        view = SavedView.objects.of(people.bruno).get()
        page = client.get("/demandes/vues/").content.decode()

        assert view.name == "Ponts urgents"
        assert view.get_absolute_url() == "/demandes/?texte=pont&urgente=on&etat=toutes"
        assert view.get_absolute_url().replace("&", "&amp;") in page

    def test_a_view_without_a_name_is_refused_politely(
        self, world: World, people: People, client_of: SignIn
    ) -> None:
        client = client_of(people.bruno)

        response = client.post("/demandes/vues/enregistrer/", {"name": " ", "liste": "texte=x"})

        assert response["Location"] == "/demandes/?texte=x"
        assert "Donnez un nom" in client.get("/demandes/?texte=x").content.decode()
        assert not SavedView.objects.of(people.bruno).exists()

    def test_what_was_deleted_long_ago_is_no_longer_offered(
        self, world: World, people: People, now: datetime
    ) -> None:
        view = watch(people.bruno)
        actions.delete_view(view, by=people.bruno, at=now)
        mine = SavedView.objects.of(people.bruno)

        assert list(mine.restorable(at=now + timedelta(days=29))) == [view]
        assert list(mine.restorable(at=now + timedelta(days=31))) == []
