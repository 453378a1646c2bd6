"""What anybody may read: published meetings only, as they were on the day of publication."""

from datetime import timedelta

import pytest
from django.http import HttpResponse

from guichet.casework.committee.choices import ItemKind, MeetingStatus
from guichet.casework.committee.models import AgendaItem, Committee, Meeting, Minutes
from guichet.foundations.toolkit.dates import PARIS
from guichet.reference.policies.actions import withdraw_orientation
from tests.casework.committee.factories import DAY, LATER, make_meeting

S = MeetingStatus
ADDRESS = "/comites/04/2026-03-30/"


@pytest.fixture
def published(world, people) -> Meeting:
    return make_meeting(world, people, stage=S.PUBLISHED)


def main_of(response: HttpResponse) -> str:
    """The page without its header, whose token changes each time."""
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


class TestFrontPage:
    def test_says_what_guichet_is_and_leads_to_the_offers(self, db, client):
        page = client.get("/").content.decode()

        assert "au guichet unique de son département" in page
        assert 'href="/offres/"' in page
        assert "Aucun comité n’a encore publié de séance" in page

    def test_lists_published_meetings_only(self, published, world, people, client):
        make_meeting(world, people, stage=S.APPROVED, day=DAY + timedelta(days=60))

        page = client.get("/comites/").content.decode()

        assert f'href="{ADDRESS}"' in page
        assert "lundi 30 mars 2026" in page
        assert "2026-05-29" not in page

    def test_same_number_of_queries_for_one_meeting_and_for_thirty(
        self, published, world, client, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(2) as few:
            client.get("/comites/")
        other = Committee.objects.create(
            department=world.d05, slug="05", name="CLCT du 05", chair_title=""
        )
        for rank in range(30):
            committee = other if rank % 2 else world.committee
            meeting = Meeting.objects.create(
                committee=committee, form="VIDEO", status=S.PUBLISHED, published_at=LATER,
                scheduled_at=DAY + timedelta(days=rank + 1), chair_label="la préfète",
            )  # fmt: skip
            Minutes.objects.create(meeting=meeting, drafted_at=LATER)
        with django_assert_max_num_queries(2) as many:
            page = client.get("/comites/").content.decode()

        assert len(few) == len(many)
        assert page.count("/comites/04/20") == 16
        assert page.count("/comites/05/20") == 15


class TestMeeting:
    def test_reads_as_a_page_of_its_own(self, published, client):
        page = client.get(ADDRESS).content.decode()

        assert "<h1>Réunion du comité local de cohésion territoriale du 30 mars 2026</h1>" in page
        assert "Mis à jour le" in page
        assert "02/04/2026" in page
        assert '<meta property="og:title"' in page
        assert f'href="{ADDRESS}proces-verbal.pdf"' in page
        assert "PDF accessible" in page

    def test_every_entry_of_the_summary_leads_somewhere(self, published, client):
        page = client.get(ADDRESS).content.decode()

        anchors = [part.split('"')[0] for part in page.split('fr-summary__link" href="#')[1:]]
        assert anchors
        assert [anchor for anchor in anchors if f'id="{anchor}"' not in page] == []

    def test_names_nobody_who_attended(self, published, client):
        minutes = Minutes.objects.get()
        page = client.get(ADDRESS).content.decode()

        assert "La préfète" in str(minutes.sections)
        assert "Nom et qualité" not in page

    def test_is_what_was_published_whatever_happens_later(self, published, world, people, client):
        before = main_of(client.get(ADDRESS))
        assert "Revitaliser les bourgs-centres" in before

        world.departmental.refresh_from_db()
        withdraw_orientation(
            world.departmental, on=LATER.date(), because="Remplacée.", by=people.elise, at=LATER
        )
        item = AgendaItem.objects.of_meeting(published).get(kind=ItemKind.DEMANDS)
        AgendaItem.objects.filter(pk=item.pk).update(figures=[["Demandes reçues", 99]])

        assert main_of(client.get(ADDRESS)) == before

    @pytest.mark.parametrize(
        "address",
        [
            "/comites/05/2026-03-30/",
            "/comites/04/2026-03-31/",
            "/comites/04/20260330/",
            "/comites/04/2026-02-30/",
            "/comites/04/hier/",
        ],
    )
    def test_any_other_address_is_unknown(self, published, client, address):
        assert client.get(address).status_code == 404

    @pytest.mark.parametrize("stage", [S.HELD, S.MINUTED, S.APPROVED])
    def test_nothing_is_public_before_publication(self, world, people, client, stage):
        make_meeting(world, people, stage=stage)

        assert client.get(ADDRESS).status_code == 404
        assert client.get(f"{ADDRESS}proces-verbal.pdf").status_code == 404

    def test_the_day_is_that_of_paris(self, world, people, client):
        late = DAY.replace(hour=0, minute=30).astimezone(PARIS)
        make_meeting(world, people, stage=S.PUBLISHED, day=late)

        assert client.get(ADDRESS).status_code == 200

    def test_in_a_fixed_number_of_queries(self, published, client, django_assert_num_queries):
        with django_assert_num_queries(1):
            client.get(ADDRESS)


class TestFile:
    def test_opens_in_the_browser(self, published, client):
        answer = client.get(f"{ADDRESS}proces-verbal.pdf")

        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith("inline")
        assert b"".join(answer.streaming_content).startswith(b"%PDF-1.7")

    def test_a_missing_file_is_a_missing_page_not_a_broken_one(self, published, client):
        Minutes.objects.update(document=None)

        assert client.get(f"{ADDRESS}proces-verbal.pdf").status_code == 404
        assert "PDF accessible" not in client.get(ADDRESS).content.decode()
