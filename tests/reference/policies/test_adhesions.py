"""Who is a member of what: several authorities at once, ended, taken back."""

from datetime import date

import pytest
from django.urls import reverse

from guichet.foundations.audit.history import lines
from guichet.foundations.audit.models import Event
from guichet.reference.directory.actions import add_membership
from guichet.reference.directory.choices import Role
from guichet.reference.directory.models import Organisation, Person
from guichet.reference.policies import actions
from guichet.reference.policies.actions import FactRefused
from guichet.reference.policies.models import Adhesion

DAY, LAST = date(2025, 1, 1), date(2025, 12, 31)


def tell(world, now, *members, **changes):
    wanted = {"since": DAY, "source": "Délibérations", "by": None, "at": now, **changes}
    return actions.tell_adhesions(world.it04, members, **wanted)


def told(world, on) -> dict[str, bool]:
    rows = Adhesion.objects.current(on).filter(provider=world.it04).select_related("member")
    return {row.member.name: row.holds for row in rows.order_by("pk")}


class TestActions:
    def test_the_same_list_again_writes_nothing(self, world, now):
        assert tell(world, now, world.banon_hall, others=[world.digne_hall]) == 2
        assert tell(world, now, world.banon_hall, others=[world.digne_hall]) == 0

    def test_leaving_ends_the_membership_on_the_eve(self, world, now):
        tell(world, now, world.banon_hall)
        tell(world, now, others=[world.banon_hall], since=date(2026, 1, 1))

        assert told(world, LAST) == {"Commune de Banon": True}
        assert told(world, date(2026, 1, 1)) == {"Commune de Banon": False}

    def test_after_its_end_nobody_knows(self, world, people, now):
        tell(world, now, world.banon_hall)

        actions.end_adhesions(
            world.it04, [world.banon_hall], until=LAST, because="Délibération", by=people.bruno,
            at=now,
        )  # fmt: skip

        assert told(world, LAST) == {"Commune de Banon": True}
        assert told(world, date(2026, 1, 1)) == {}

    def test_only_a_member_can_leave_and_nothing_is_half_done(self, world, people, now):
        tell(world, now, world.banon_hall)

        with pytest.raises(FactRefused, match=r"N’adhère pas .* : Commune de Digne-les-Bains"):
            actions.end_adhesions(
                world.it04, [world.banon_hall, world.digne_hall], until=LAST, because="x",
                by=people.bruno, at=now,
            )  # fmt: skip

        assert Adhesion.objects.get().until is None

    def test_what_is_taken_back_stays_in_the_journal(self, world, people, now):
        tell(world, now, world.banon_hall)

        actions.retract_adhesions(
            world.it04, [world.banon_hall], because="Autre agence", by=people.bruno, at=now
        )

        event = Event.objects.get(action="organisation.retract_adhesions")
        assert not Adhesion.objects.exists()
        assert event.changes == {str(world.banon_hall.pk): ["oui (Délibérations)", None]}
        [line] = lines([event])
        assert (line.what, line.because) == (
            "a retiré ce qui était écrit, à vérifier : Commune de Banon", "Autre agence",
        )  # fmt: skip
        with pytest.raises(FactRefused, match="rien à retirer"):
            actions.retract_adhesions(
                world.it04, [world.banon_hall], because="x", by=people.bruno, at=now
            )


class TestPages:
    def post(self, client, world, **typed):
        wanted = {
            "answer": "MEMBER", "day": "2025-01-01", "source": "Liste de l’agence",
            "source_date": "2025-01-15", **typed,
        }  # fmt: skip
        return client.post(reverse("policies:tell_adherents", args=[world.it04.pk]), wanted)

    def test_several_at_once_then_the_counts(self, client_of, world, people):
        bruno = client_of(people.bruno)
        ticked = [world.banon_hall.pk, world.digne_hall.pk]

        assert self.post(bruno, world, members=ticked).status_code == 302
        self.post(bruno, world, members=[world.forcalquier_hall.pk], answer="OTHER")

        structures = bruno.get(reverse("policies:adhesions")).context["structures"]
        counts = {one.body: (one.members, one.others, one.unknown) for one in structures}
        assert counts[world.it04] == (2, 1, 0)
        page = bruno.get(reverse("policies:adherents", args=[world.it04.pk]), {"reponse": "non"})
        assert [row.body for row in page.context["rows"]] == [world.forcalquier_hall]

    def test_what_was_ticked_is_ticked_again_when_something_is_missing(
        self, client_of, world, people
    ):
        answer = self.post(
            client_of(people.bruno), world, members=[world.banon_hall.pk], day="", source=""
        )

        page = answer.content.decode()
        assert answer.status_code == 422
        assert f'value="{world.banon_hall.pk}" id="membre-{world.banon_hall.pk}" checked' in page
        assert "Indiquez le jour." in page and "Indiquez la source" in page

    def test_nobody_ticked_is_told_so(self, client_of, world, people):
        page = self.post(client_of(people.bruno), world).content.decode()

        assert "Cochez au moins une collectivité" in page

    @pytest.mark.parametrize("answer", ["ENDED", "UNKNOWN"])
    def test_an_end_says_why(self, client_of, world, people, answer):
        typed = {"members": [world.banon_hall.pk], "answer": answer}
        bruno = client_of(people.bruno)

        assert "Dites pourquoi" in self.post(bruno, world, **typed).content.decode()
        self.post(bruno, world, members=[world.banon_hall.pk])
        assert self.post(bruno, world, **typed, because="Délibération").status_code == 302
        # Joined and left on the same day, or never: nothing is known of tomorrow.
        rows = list(Adhesion.objects.values_list("until", flat=True).order_by("pk"))
        assert rows == ([DAY] if answer == "ENDED" else [])

    def test_an_authority_of_another_department_is_not_ours_to_tell(self, client_of, world, people):
        answer = self.post(client_of(people.bruno), world, members=[world.gap_hall.pk])

        assert answer.status_code == 422
        assert not Adhesion.objects.exists()

    def test_whoever_holds_two_desks_stays_in_the_one_that_was_chosen(
        self, client_of, world, people, now
    ):
        bruno = client_of(people.bruno)
        add_membership(
            Person.objects.get(user=people.bruno), world.ddt05, role=Role.DESK_OFFICER, by=None,
            at=now,
        )  # fmt: skip
        page = reverse("policies:adherents", args=[world.it04.pk])

        assert bruno.get(reverse("policies:adhesions")).context["others"] == ["05"]
        other = bruno.get(reverse("policies:adhesions"), {"departement": "05"})
        assert other.context["department"] == world.d05
        assert bruno.get(page, {"departement": "05"}).status_code == 404
        told = self.post(bruno, world, members=[world.banon_hall.pk])
        assert told["Location"] == f"{page}?departement=04"

    def test_the_same_queries_for_ten_rows_and_for_a_thousand(
        self, client_of, world, people, now, django_assert_num_queries
    ):
        bruno = client_of(people.bruno)
        for size in (10, 1_000):
            have = Organisation.objects.filter(kind="COMMUNE", department=world.d04).count()
            Organisation.objects.bulk_create(
                Organisation(
                    kind="COMMUNE", name=f"Commune {n}", search_key=f"commune {n}",
                    department=world.d04,
                )
                for n in range(have, size)
            )  # fmt: skip
            halls = Organisation.objects.filter(kind="COMMUNE", department=world.d04)
            tell(world, now, *halls.order_by("pk"))
            with django_assert_num_queries(9):
                page = bruno.get(reverse("policies:adherents", args=[world.it04.pk]))
            assert page.context["page"].paginator.count == size
            with django_assert_num_queries(7):
                bruno.get(reverse("policies:adhesions"))
