"""The overview of a case and the deeds of the desk, as people meet them."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guichet.casework.demands import actions
from guichet.casework.demands.choices import DemandStatus
from guichet.casework.demands.models import Demand
from guichet.foundations.accounts.models import User
from tests.casework.demands.factories import make_demand, pdf
from tests.client import StrictClient
from tests.people import People
from tests.world import World

S = DemandStatus
SignIn = Callable[[User | None], StrictClient]

QUALIFICATION = {
    "theme": "HABITAT",
    "engineering_types": ["TECHNICAL", "FINANCIAL"],
    "phase": "DESIGN",
    "complexity": "MODERATE",
    "programme": "PVD",
    "note": "À voir avec l’architecte.",
}


@pytest.fixture(autouse=True)
def clock(now: datetime) -> Iterator[None]:
    with patch("django.utils.timezone.now", return_value=now):
        yield


def address(name: str, demand: Demand) -> str:
    return reverse(f"demands:{name}", args=[demand.reference])


class TestOverview:
    def test_shows_the_demand_the_place_and_what_comes_next(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.QUALIFIED, at=now)
        actions.attach(demand, upload=pdf(), by=people.anne, at=now)

        page = client_of(people.bruno).get(demand.get_absolute_url()).content.decode()

        for words in (
            "D-04-26-0001",
            "Prochaine étape : orienter la demande",
            "Le guichet (Bruno)",
            "toit fuit",
            "1\u202f006\u00a0habitants",
            "Petites villes de demain",
            "Forcalquier",
            "plan.pdf",
            "a qualifié la demande (thème : Centre-bourg et habitat)",
        ):
            assert words in page, words

    @pytest.mark.parametrize("stage", [s for s in S.values if s != S.DRAFT])
    def test_every_stage_opens_for_everybody_who_sees_it(
        self, world: World, people: People, client_of: SignIn, now: datetime, stage: str
    ) -> None:
        demand = make_demand(world, people, stage=stage, at=now)

        for person in (people.anne, people.bruno, people.denis, people.elise):
            for name in ("detail", "conversation", "history"):
                assert client_of(person).get(address(name, demand)).status_code == 200

    def test_only_what_may_be_done_now_is_offered(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.ACKNOWLEDGED, at=now)

        officer = client_of(people.bruno).get(demand.get_absolute_url()).content.decode()
        applicant = client_of(people.anne).get(demand.get_absolute_url()).content.decode()

        assert "Qualifier la demande" in officer and "Classer sans suite" in officer
        assert "Clore la demande" not in officer and "Rouvrir" not in officer
        assert "Autres actions possibles" not in applicant

    def test_the_applicant_reads_what_is_missing_and_answers_there(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.RETURNED, at=now)
        client = client_of(people.anne)
        page = client.get(demand.get_absolute_url()).content.decode()
        assert "Le plan de situation." in page and "Envoyer le complément" in page

        answer = client.post(
            address("complete", demand),
            {"answer": "Voici le plan.", "uploads": [pdf()]},
            follow=True,
        )

        assert "le guichet reprend l’étude" in answer.content.decode()
        demand.refresh_from_db()
        assert (demand.status, demand.attachments.count()) == (S.ACKNOWLEDGED, 1)

    def test_a_bad_file_keeps_the_answer(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.RETURNED, at=now)

        answer = client_of(people.anne).post(
            address("complete", demand),
            {"answer": "Voici le plan.", "uploads": [pdf("plan.exe")]},
        )

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "n’est pas d’un type accepté" in page and "Voici le plan." in page

    def test_stays_within_fifteen_queries(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.SUPPORTED, at=now)
        for number in range(5):
            upload = pdf(f"{number}.pdf")
            actions.attach(demand, upload=upload, by=people.anne, at=now)
            later = now + timedelta(minutes=number)
            actions.write_message(
                demand, audience="INTERNAL", body=str(number), by=people.bruno, at=later
            )
        client = client_of(people.bruno)

        with CaptureQueriesContext(connection) as captured:
            client.get(demand.get_absolute_url())

        assert len(captured) <= 15, [q["sql"][:100] for q in captured]

    def test_history_is_newest_first_and_leaves_out_the_keystrokes(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        demand = make_demand(world, people, at=now)

        page = client_of(people.anne).get(address("history", demand)).content.decode()

        deposited = page.index("a déposé la demande sous le numéro D-04-26-0001")
        assert deposited < page.index("a commencé la demande")
        assert "a modifié le brouillon" not in page


class TestDeeds:
    def test_from_deposit_to_qualification(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        demand = make_demand(world, people, at=now)
        client = client_of(people.bruno)

        client.post(address("acknowledge", demand), {"officer": ""})
        form = client.get(address("qualification", demand)).content.decode()
        done = client.post(
            address("qualify", demand), {**QUALIFICATION, "version": 99}, follow=True
        )

        assert '<option value="PVD" selected>' in form, "the registry knows the programme"
        assert "Choisissez maintenant à qui l’adresser" in done.content.decode()
        demand.refresh_from_db()
        assert demand.status == S.QUALIFIED
        assert demand.qualification.engineering_types == ["TECHNICAL", "FINANCIAL"]

    def test_two_officers_qualify_at_once(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.ACKNOWLEDGED, at=now)
        opened = demand.version
        other = {"theme": world.mobility, "engineering_types": ["LEGAL"], "phase": "USE"}
        actions.qualify(demand, **other, complexity="SIMPLE", by=people.elise, at=now)
        client = client_of(people.bruno)

        refused = client.post(address("qualify", demand), {**QUALIFICATION, "version": str(opened)})

        page = refused.content.decode()
        assert refused.status_code == 422
        assert "La demande D-04-26-0001 a été modifiée par Élise" in page
        assert "À voir avec l’architecte." in page, "what he typed is kept"
        demand.refresh_from_db()
        assert demand.qualification.theme == world.mobility, "nothing is overwritten"
        again = client.post(
            address("qualify", demand), {**QUALIFICATION, "version": str(demand.version)}
        )
        assert again.status_code == 302

    def test_a_refused_explanation_is_not_thrown_away(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.SUPPORTED, at=now)
        words = {"reason": "DUPLICATE", "note": "Une longue explication."}

        answer = client_of(people.bruno).post(address("decline", demand), words)

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "n’est plus possible" in page and "Une longue explication." in page

    @pytest.mark.parametrize(
        ("name", "stage", "data"),
        [
            ("acknowledge", S.SUBMITTED, {"officer": ""}),
            ("send_back", S.SUBMITTED, {"missing": "Le plan.", "expected_by": "2026-04-01"}),
            ("decline", S.SUBMITTED, {"reason": "DUPLICATE", "note": "Déjà vue."}),
            ("reopen", S.DECLINED, {"because": "Le projet a changé."}),
            ("close", S.SUPPORTED, {"because": "C’est rendu."}),
            ("qualify", S.ACKNOWLEDGED, QUALIFICATION),
        ],
    )
    def test_a_double_click_is_done_once_and_said_politely(
        self,
        world: World,
        people: People,
        client_of: SignIn,
        now: datetime,
        name: str,
        stage: str,
        data: dict[str, object],
    ) -> None:
        demand = make_demand(world, people, stage=stage, at=now)
        client = client_of(people.bruno)

        first = client.post(address(name, demand), data)
        second = client.post(address(name, demand), data, follow=True)

        assert first.status_code == 302
        assert second.status_code == 200
        page = second.content.decode()
        # A second qualification is a correction that changes nothing.
        assert "C’est déjà fait" in page or name == "qualify"

    @pytest.mark.parametrize(
        ("name", "stage", "data", "sentence"),
        [
            ("send_back", S.SUBMITTED, {"missing": "", "expected_by": "2026-04-01"},
             "Dites à la collectivité ce qui manque."),
            ("send_back", S.SUBMITTED, {"missing": "Le plan.", "expected_by": "2026-03-09"},
             "Le 9 mars 2026 est déjà passé"),
            ("decline", S.SUBMITTED, {"reason": "", "note": "x"}, "Choisissez le motif"),
            ("decline", S.SUBMITTED, {"reason": "DUPLICATE", "note": ""}, "Expliquez votre"),
            ("reopen", S.DECLINED, {"because": ""}, "Dites pourquoi"),
            ("close", S.SUPPORTED, {"because": ""}, "Dites comment"),
            ("attach", S.SUBMITTED, {}, "Choisissez un fichier"),
        ],
    )  # fmt: skip
    def test_a_refused_form_says_what_to_mend(
        self,
        world: World,
        people: People,
        client_of: SignIn,
        now: datetime,
        name: str,
        stage: str,
        data: dict[str, str],
        sentence: str,
    ) -> None:
        demand = make_demand(world, people, stage=stage, at=now)

        answer = client_of(people.bruno).post(address(name, demand), data)

        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        demand.refresh_from_db()
        assert demand.status == stage

    def test_qualifying_at_the_wrong_moment_leads_back_to_the_case(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        demand = make_demand(world, people, at=now)

        answer = client_of(people.bruno).get(address("qualification", demand), follow=True)

        assert "elle ne se qualifie pas à ce stade" in answer.content.decode()

    def test_the_officer_writes_the_answer_of_an_authority_without_account(
        self, world: World, people: People, client_of: SignIn, now: datetime
    ) -> None:
        demand = make_demand(world, people, stage=S.RETURNED, at=now, author=people.bruno)

        answer = client_of(people.bruno).post(
            address("complete", demand), {"answer": "Reçu par téléphone."}
        )

        assert answer.status_code == 302
        demand.refresh_from_db()
        assert demand.status == S.ACKNOWLEDGED
