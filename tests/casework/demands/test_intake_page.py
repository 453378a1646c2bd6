"""What a town hall meets between the first click and the number."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from unittest.mock import patch
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guichet.casework.demands import actions
from guichet.casework.demands.choices import Channel, DemandStatus
from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.models import User
from guichet.foundations.notifications.models import Delivery
from guichet.foundations.toolkit.dates import PARIS
from guichet.reference.directory.models import Organisation
from guichet.reference.territories.models import Territory
from tests.casework.demands.factories import make_demand, pdf, typed
from tests.client import StrictClient
from tests.people import People
from tests.world import World

SignIn = Callable[[User | None], StrictClient]


@pytest.fixture(autouse=True)
def clock(now: datetime) -> object:
    with patch("django.utils.timezone.now", return_value=now):
        yield


@pytest.fixture
def draft(world: World, people: People, now: datetime) -> Demand:
    return actions.start_draft(world.banon_hall, by=people.anne, at=now)


def address(name: str, demand: Demand) -> str:
    return reverse(f"demands:{name}", args=[demand.uuid])


class TestStart:
    def test_one_click_opens_a_draft(self, world: World, people: People, client_of: SignIn) -> None:
        client = client_of(people.anne)

        answer = client.post(reverse("demands:start"), {"requester": world.banon_hall.pk})

        draft = Demand.objects.get()
        assert answer.url == address("intake", draft)
        page = client.get(answer.url).content.decode()
        assert "Commune de Banon" in page
        assert 'value="Banon (04018)"' in page
        assert 'value="anne@example.fr"' in page

    def test_nobody_asks_for_another_authority(
        self, world: World, people: People, client_of: SignIn
    ) -> None:
        client_of(people.anne).post(
            reverse("demands:start"), {"requester": world.forcalquier_hall.pk}
        )

        assert not Demand.objects.exists()

    def test_an_officer_finds_the_authority_that_telephoned(
        self, world: World, people: People, client_of: SignIn
    ) -> None:
        client = client_of(people.bruno)

        page = client.get(reverse("demands:new"), {"texte": "banon"}).content.decode()
        client.post(reverse("demands:start"), {"requester": world.banon_hall.pk})

        assert "Commencer pour Commune de Banon" in page
        assert Demand.objects.get().channel == Channel.OFFICER

    def test_the_draft_of_an_officer_is_his_own(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        draft = actions.start_draft(world.banon_hall, by=people.bruno, at=now)

        assert client_of(people.bruno).get(address("intake", draft)).status_code == 200
        assert client_of(people.anne).get(address("intake", draft)).status_code == 404

    def test_a_closed_authority_is_told_so(
        self, world: World, people: People, client_of: SignIn
    ) -> None:
        Organisation.objects.filter(pk=world.banon_hall.pk).update(closed_on=date(2026, 1, 1))

        answer = client_of(people.anne).post(
            reverse("demands:start"), {"requester": world.banon_hall.pk}, follow=True
        )

        assert "n’existe plus depuis le 1er janvier 2026" in answer.content.decode()


class TestSaveDraft:
    def test_comes_back_as_it_was_typed_even_when_it_cannot_be_read(
        self, people: People, client_of: SignIn, draft: Demand
    ) -> None:
        client = client_of(people.anne)
        wrong = typed(
            budget="douze mille",
            wanted_by="2020-01-01",
            commune="Banonville",
            contact_email="anne arobase banon",
        )

        client.post(address("save_draft", draft), wrong)

        page = client.get(address("intake", draft)).content.decode()
        for text in ("douze mille", "2020-01-01", "Banonville", "anne arobase banon"):
            assert f'value="{text}"' in page
        assert "À corriger avant de déposer" in page
        assert "toit fuit" in page

    def test_the_page_saves_itself(self, people: People, client_of: SignIn, draft: Demand) -> None:
        answer = client_of(people.anne).post(
            address("autosave", draft),
            typed(title="Une école", version="0"),
            headers={"HX-Request": "true"},
        )

        fragment = answer.content.decode()
        assert "Brouillon enregistré à 10\u00a0h" in fragment
        assert '<input type="hidden" name="version" value="1" id="id_version"' in fragment
        draft.refresh_from_db()
        assert (draft.title, draft.budget) == ("Une école", Decimal("12500.50"))

    def test_the_page_that_saves_itself_is_told_of_a_deposit_made_elsewhere(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        demand = make_demand(world, people, at=now)

        answer = client_of(people.anne).post(
            address("autosave", demand), typed(title="Autre"), headers={"HX-Request": "true"}
        )

        assert answer.status_code == 422
        assert "déjà déposée, sous le numéro D-04-26-0001" in answer.content.decode()

    def test_a_button_takes_a_file_back_and_saves_the_rest(
        self, people: People, client_of: SignIn, draft: Demand, now: datetime
    ) -> None:
        attachment = actions.attach(draft, upload=pdf(), by=people.anne, at=now)

        client_of(people.anne).post(
            address("save_draft", draft), {**typed(title="Gardé"), "detach": attachment.pk}
        )

        draft.refresh_from_db()
        assert (draft.attachments.count(), draft.title) == (0, "Gardé")

    def test_two_colleagues_on_one_draft(
        self, world: World, people: People, client_of: SignIn, draft: Demand, now: datetime
    ) -> None:
        actions.save_draft(draft, {"title": "De la collègue"}, by=people.lea, at=now)

        answer = client_of(people.anne).post(
            address("save_draft", draft), typed(title="D’Anne", version="0")
        )

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "a été modifié par Léa" in page
        assert 'value="D’Anne"' in page
        assert 'name="version" value="1"' in page
        draft.refresh_from_db()
        assert draft.title == "De la collègue"

    def test_signed_out_meanwhile(self, client_of: SignIn, draft: Demand) -> None:
        page = f"http://testserver{address('intake', draft)}"

        client = client_of(None)
        answer = client.post(
            address("submit", draft),
            typed(title="Ce que j’ai tapé"),
            headers={"Referer": page},
            follow=True,
        )

        assert "ce que vous aviez saisi est gardé" in answer.content.decode()
        kept = client.get(reverse("accounts:kept_text")).content.decode()
        assert "Ce que j’ai tapé" in kept
        assert answer.redirect_chain[0][0].endswith(f"?next={quote(address('intake', draft), '')}")

    def test_signed_out_while_the_page_saves_itself(self, client_of: SignIn, draft: Demand) -> None:
        answer = client_of(None).post(
            address("autosave", draft), typed(), headers={"HX-Request": "true"}
        )

        assert answer.status_code == 422
        assert "Reconnectez-vous dans un autre onglet" in answer.content.decode()
        assert f"next={address('intake', draft)}" in answer.content.decode()


class TestSubmit:
    def test_gives_the_number_on_the_page_of_the_case(
        self, people: People, client_of: SignIn, draft: Demand
    ) -> None:
        answer = client_of(people.anne).post(address("submit", draft), typed(), follow=True)

        page = answer.content.decode()
        assert answer.redirect_chain[-1][0] == "/demandes/D-04-26-0001/"
        assert "Votre demande est déposée sous le numéro D-04-26-0001" in page
        draft.refresh_from_db()
        assert draft.status == DemandStatus.SUBMITTED
        assert draft.budget == Decimal("12500.50")
        assert Delivery.objects.filter(to_email="anne@example.fr").count() == 1

    def test_a_refused_form_loses_nothing_and_leads_to_the_fields(
        self, people: People, client_of: SignIn, draft: Demand
    ) -> None:
        answer = client_of(people.anne).post(
            address("submit", draft), typed(title="", budget="beaucoup", expected_help="")
        )

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "3 champs sont à corriger" in page
        for key in ("title", "budget", "expected_help"):
            assert f'<a href="#id_{key}">' in page
            assert f'id="id_{key}"' in page
        assert 'value="beaucoup"' in page
        draft.refresh_from_db()
        assert draft.status == DemandStatus.DRAFT
        assert draft.description.startswith("L’école est vide"), "it is at least a saved draft"
        assert draft.draft_data == {"budget": "beaucoup"}

    def test_a_second_click_gives_one_number_and_says_so(
        self, people: People, client_of: SignIn, draft: Demand
    ) -> None:
        client = client_of(people.anne)
        client.post(address("submit", draft), typed())

        answer = client.post(address("submit", draft), typed(), follow=True)

        assert "déjà déposée : elle porte le numéro D-04-26-0001" in answer.content.decode()
        assert Demand.objects.count() == 1

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"commune": "Banonville"}, "Aucune commune ne s’appelle « Banonville »"),
            ({"commune": "Gap (05061)"}, "Gap est dans le département 05"),
            ({"wanted_by": "2026-03-09"}, "Le 9 mars 2026 est déjà passé"),
            ({"wanted_by": "31/02/2027"}, "Cette date n’existe pas"),
            ({"budget": "1.500"}, "peut se lire de deux façons"),
            ({"contact_email": "anne"}, "mairie@exemple.fr"),
            ({"contact_phone": "12"}, "dix chiffres"),
            ({"contact_name": ""}, "Indiquez la personne que le guichet peut appeler."),
        ],
    )
    def test_each_mistake_has_its_sentence(
        self,
        people: People,
        client_of: SignIn,
        draft: Demand,
        changes: dict[str, str],
        sentence: str,
    ) -> None:
        answer = client_of(people.anne).post(address("submit", draft), typed(**changes))

        assert answer.status_code == 422
        assert sentence in answer.content.decode().replace("&#x27;", "’")

    def test_today_and_a_date_written_in_french_are_accepted(
        self, people: People, client_of: SignIn, draft: Demand
    ) -> None:
        client_of(people.anne).post(address("submit", draft), typed(wanted_by="10/03/2026"))

        draft.refresh_from_db()
        assert draft.wanted_by == date(2026, 3, 10)

    def test_the_name_of_a_merged_commune_leads_to_the_living_one(
        self, world: World, people: People, client_of: SignIn, draft: Demand
    ) -> None:
        Territory.objects.create(
            id="commune-04999",
            kind="COMMUNE",
            code="04999",
            name="Vieux-Banon",
            search_key="vieux banon",
            department_code="04",
            valid_to=date(2019, 1, 1),
            successor=world.banon,
        )

        answer = client_of(people.anne).post(
            address("submit", draft), typed(commune="Vieux-Banon"), follow=True
        )

        assert "Vieux-Banon (04999) n’est plus une commune" in answer.content.decode()
        draft.refresh_from_db()
        assert draft.commune == world.banon

    def test_good_files_are_kept_and_bad_ones_are_explained(
        self, people: People, client_of: SignIn, draft: Demand
    ) -> None:
        files = [pdf("plan.pdf"), pdf("virus.exe", b"MZ"), pdf("vide.pdf", b"")]

        answer = client_of(people.anne).post(
            address("submit", draft), {**typed(), "uploads": files}
        )

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "« virus.exe » n’est pas d’un type accepté" in page
        assert "« vide.pdf » est vide" in page
        assert [a.document.name for a in draft.attachments.for_panel()] == ["plan.pdf"]
        assert "toit fuit" in page

    def test_a_file_too_big(
        self, people: People, client_of: SignIn, draft: Demand, settings: object
    ) -> None:
        settings.MAX_UPLOAD_BYTES = 10  # type: ignore[attr-defined]

        answer = client_of(people.anne).post(
            address("submit", draft), {**typed(), "uploads": [pdf()]}
        )

        assert answer.status_code == 422
        assert "la limite est de" in answer.content.decode()

    def test_the_same_file_sent_twice_is_kept_once(
        self, people: People, client_of: SignIn, draft: Demand
    ) -> None:
        client = client_of(people.anne)
        client.post(address("submit", draft), {**typed(title=""), "uploads": [pdf()]})

        client.post(address("submit", draft), {**typed(), "uploads": [pdf()]})

        assert draft.attachments.count() == 1

    def test_somebody_else_changed_the_draft(
        self, people: People, client_of: SignIn, draft: Demand, now: datetime
    ) -> None:
        actions.save_draft(draft, {"title": "De la collègue"}, by=people.lea, at=now)
        client = client_of(people.anne)

        refused = client.post(address("submit", draft), typed(title="D’Anne", version="0"))
        draft.refresh_from_db()
        after_refusal = draft.status
        accepted = client.post(address("submit", draft), typed(title="D’Anne", version="1"))

        assert (refused.status_code, after_refusal) == (422, DemandStatus.DRAFT)
        assert accepted.status_code == 302
        draft.refresh_from_db()
        assert draft.title == "D’Anne"

    def test_takes_twenty_queries_at_most(
        self, world: World, people: People, client_of: SignIn, draft: Demand, now: datetime
    ) -> None:
        # The first number of a year also opens its counter: not the ordinary case.
        make_demand(world, people, at=now)
        client = client_of(people.anne)

        with CaptureQueriesContext(connection) as captured:
            client.post(address("submit", draft), typed())

        queries = [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"]]
        assert len(queries) <= 20, "\n".join(sql[:120] for sql in queries)


class TestDiscard:
    def test_erases_the_draft(self, people: People, client_of: SignIn, draft: Demand) -> None:
        client_of(people.anne).post(address("discard", draft))

        assert not Demand.objects.exists()

    def test_never_a_deposited_demand(
        self, world: World, people: People, client_of: SignIn
    ) -> None:
        demand = make_demand(world, people, at=datetime(2026, 3, 1, 9, tzinfo=PARIS))

        answer = client_of(people.anne).post(address("discard", demand), follow=True)

        assert "déjà déposée" in answer.content.decode()
        assert Demand.objects.exists()
