"""Answers typed by the desk: written, ended by the next one, corrected, taken back; all kept."""

from datetime import date

import pytest
from django.urls import reverse

from guichet.foundations.audit.history import lines
from guichet.foundations.audit.models import Event
from guichet.reference.policies import actions, answers
from guichet.reference.policies.actions import FactRefused, Told
from guichet.reference.policies.models import TerritoryFact
from guichet.reference.territories.models import Territory

DAY, LATER, SOURCED = date(2025, 1, 1), date(2026, 1, 1), date(2024, 12, 1)


def write(world, people, now, **changes):
    wanted = {
        "kind": "MOUNTAIN", "holds": True, "since": DAY, "source": "Arrêté", "source_date": SOURCED,
        "by": people.bruno, "at": now, **changes,
    }  # fmt: skip
    actions.write_fact(world.banon, **wanted)


def told() -> list[tuple[bool, date | None, date | None]]:
    rows = TerritoryFact.objects.order_by("since", "pk")
    return [(row.holds, row.since, row.until) for row in rows]


def history(territory) -> list[str]:
    events = Event.objects.of_stream(f"territories.territory:{territory.pk}")
    return [f"{line.what} | {line.because}" for line in lines(events)]


class TestWrite:
    def test_the_next_answer_ends_the_one_before(self, world, people, now):
        write(world, people, now)
        write(world, people, now, holds=False, since=LATER)

        assert told() == [(True, DAY, date(2025, 12, 31)), (False, LATER, None)]

    def test_is_told_in_the_history_of_the_commune(self, world, people, now):
        write(world, people, now)

        assert history(world.banon) == [
            "a écrit « En zone de montagne » : oui, depuis le 1er janvier 2025 (Arrêté) | "
        ]

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"source": " "}, "Indiquez la source"),
            ({"amount": 900}, "potentiel financier se donne en euros"),
            ({"kind": "POTENTIAL"}, "potentiel financier se donne en euros"),
            ({"until": date(2020, 1, 1)}, "la fin du classement en précède le début"),
        ],
    )
    def test_refusals_say_what_to_mend(self, world, people, now, changes, sentence):
        with pytest.raises(FactRefused, match=sentence):
            write(world, people, now, **changes)
        assert told() == []

    def test_two_answers_of_the_same_day_are_one_to_correct(self, world, people, now):
        write(world, people, now)

        with pytest.raises(FactRefused, match="corrigez-la"):
            write(world, people, now, holds=False)

    @pytest.mark.parametrize(
        ("source_date", "who"),
        [(SOURCED, "cette source"), (date(2020, 1, 1), "une source plus récente")],
    )
    def test_what_is_told_already_is_not_written_again(self, world, people, now, source_date, who):
        write(world, people, now)

        with pytest.raises(FactRefused, match=f"déjà dit ainsi par {who}"):
            write(world, people, now, since=LATER, source_date=source_date)
        assert told() == [(True, DAY, None)]


class TestCorrect:
    def correct(self, people, now, **changes):
        fact = TerritoryFact.objects.get()
        wanted = {
            "holds": fact.holds, "since": fact.since, "until": fact.until, "source": fact.source,
            "source_date": fact.source_date, "because": "Erreur de saisie", "by": people.bruno,
            "at": now, **changes,
        }  # fmt: skip
        actions.correct_fact(fact, **wanted)

    def test_what_it_said_before_stays_in_the_journal(self, world, people, now):
        write(world, people, now)

        self.correct(people, now, holds=False, until=LATER)

        assert told() == [(False, DAY, LATER)]
        assert history(world.banon)[0] == (
            "a corrigé « En zone de montagne » : oui, depuis le 1er janvier 2025 devient non, "
            "depuis le 1er janvier 2025, jusqu’au 1er janvier 2026 | Erreur de saisie"
        )
        event = Event.objects.get(action="territory.correct_fact")
        before, after = event.changes["answer"]
        assert (before["holds"], before["source"], after["holds"]) == ("True", "Arrêté", "False")

    def test_takes_no_day_of_another_answer(self, world, people, now):
        write(world, people, now)
        write(world, people, now, holds=False, since=LATER)
        fact = TerritoryFact.objects.get(since=LATER)

        with pytest.raises(FactRefused, match="choisissez un autre jour"):
            actions.correct_fact(
                fact, holds=False, since=DAY, until=None, source="Arrêté", source_date=None,
                because="x", by=people.bruno, at=now,
            )  # fmt: skip

    def test_nothing_changed_is_not_a_correction(self, world, people, now):
        write(world, people, now)

        with pytest.raises(FactRefused, match="Rien n’a été changé"):
            self.correct(people, now)

    def test_what_should_not_have_been_written_is_to_be_checked_again(self, world, people, now):
        write(world, people, now)

        actions.retract_fact(
            TerritoryFact.objects.get(), because="Autre commune", by=people.bruno, at=now
        )

        assert told() == []
        assert history(world.banon)[0].endswith(": à vérifier | Autre commune")


class TestTellFacts:
    def tell(self, world, now, **changes):
        line = Told(world.banon, **{"since": DAY, **changes})
        return actions.tell_facts(
            "MOUNTAIN", [line], source="Liste", source_date=SOURCED, by=None, at=now
        )

    def test_the_same_list_again_writes_nothing(self, world, now):
        assert (self.tell(world, now), self.tell(world, now)) == (1, 0)

    def test_the_answer_in_force_is_the_one_that_began_last(self, world, now):
        self.tell(world, now, since=None)
        self.tell(world, now, holds=False)

        before = answers.facts_of("MOUNTAIN", [world.banon], date(2024, 6, 1))
        after = answers.facts_of("MOUNTAIN", [world.banon], LATER)

        assert (before[world.banon.pk].holds, after[world.banon.pk].holds) == (True, False)


class TestTallies:
    def test_count_the_living_communes_of_the_department(self, world, people, now):
        write(world, people, now)
        actions.tell_facts(
            "MOUNTAIN", [Told(world.forcalquier, holds=False), Told(world.gap)], source="Liste",
            by=None, at=now,
        )  # fmt: skip

        mountain, *others = answers.tallies(world.d04, LATER)

        communes = Territory.objects.living().communes().of_department("04").count()
        assert (mountain.yes, mountain.no, mountain.unknown) == (1, 1, communes - 2)
        assert all((one.yes, one.no) == (0, 0) and one.stake for one in others)


class TestPages:
    def typed(self, **changes):
        return {
            "kind": "MOUNTAIN", "answer": "oui", "since": "2025-01-01", "source": "Arrêté",
            "source_date": "2024-12-01", **changes,
        }  # fmt: skip

    def test_from_to_be_checked_to_a_yes_and_back(self, client_of, world, people):
        bruno = client_of(people.bruno)
        sheet = reverse("policies:territory_facts", args=[world.banon.pk])
        index = reverse("policies:facts")
        assert "la moitié des communes est en zone de montagne" in bruno.get(sheet).content.decode()

        bruno.post(reverse("policies:write_fact", args=[world.banon.pk]), self.typed())
        listed = bruno.get(index, {"nature": "MOUNTAIN", "reponse": "oui"}).content.decode()
        assert "Banon (04018)" in listed and "Forcalquier (04088)" not in listed

        fact = TerritoryFact.objects.get()
        correct = reverse("policies:correct_fact", args=[fact.pk])
        name = f"fait{fact.pk}-"
        kept = {f"{name}{field}": value for field, value in self.typed(answer="inconnu").items()}
        refused = bruno.post(correct, kept)
        assert refused.status_code == 422 and "Dites pourquoi" in refused.content.decode()

        bruno.post(correct, {**kept, f"{name}because": "Pas de liste"})
        page = bruno.get(sheet).content.decode()
        assert not TerritoryFact.objects.exists() and "Pas de liste" in page

    def test_a_name_or_a_code_is_looked_for_in_the_department_only(self, client_of, people):
        bruno = client_of(people.bruno)

        def found(text):
            page = bruno.get(reverse("policies:facts"), {"q": text})
            return [row.place.name for row in page.context["rows"]]

        assert (found("banon"), found("04018")) == (["Banon"], ["Banon"])
        assert "Gap" not in found("gap")

    def test_an_intercommunality_is_asked_of_its_own_right_only(self, client_of, people, world):
        sheet = reverse("policies:territory_facts", args=[world.digne.epci.pk])

        questions = client_of(people.bruno).get(sheet).context["questions"]

        assert [str(one.kind) for one in questions] == ["ASSISTED"]

    def test_a_refused_answer_keeps_what_was_typed(self, client_of, world, people):
        answer = client_of(people.bruno).post(
            reverse("policies:write_fact", args=[world.banon.pk]),
            self.typed(kind="POTENTIAL", source="Fiches DGF 2026"),
        )

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "en euros par habitant" in page and "Fiches DGF 2026" in page

    def test_what_the_action_refuses_keeps_what_was_typed(self, client_of, world, people, now):
        write(world, people, now)

        answer = client_of(people.bruno).post(
            reverse("policies:write_fact", args=[world.banon.pk]), self.typed(source="Autre source")
        )

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "corrigez-la plutôt" in page and "Autre source" in page

    def test_the_page_says_that_a_massif_is_not_the_zone(self, client_of, people):
        page = client_of(people.bruno).get(reverse("policies:facts")).content.decode()

        assert "dans un massif, cela reste à vérifier" in page

    def test_the_same_queries_for_ten_rows_and_for_a_thousand(
        self, client_of, world, people, now, django_assert_num_queries
    ):
        bruno = client_of(people.bruno)
        for size in (10, 1_000):
            have = Territory.objects.communes().of_department("04").count()
            Territory.objects.bulk_create(
                Territory(
                    pk=f"commune-x{n}", kind="COMMUNE", code=f"x{n}", name=f"Lieu {n}",
                    search_key=f"lieu {n}", department_code="04",
                )
                for n in range(have, size)
            )  # fmt: skip
            places = Territory.objects.communes().of_department("04").order_by("pk")
            actions.tell_facts(
                "MOUNTAIN", [Told(place) for place in places], source="Liste", by=None, at=now
            )
            with django_assert_num_queries(9):
                page = bruno.get(reverse("policies:facts"))
            assert page.context["page"].paginator.count == size
