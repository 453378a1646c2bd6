"""A village secretary is called away: what was typed waits, on this machine or by a link."""

from datetime import datetime, timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from guichet.casework.doors import actions
from guichet.casework.doors.actions.drafts import PER_ORIGIN, DraftRefused
from guichet.casework.doors.actions.public import PER_EMAIL, KnockRefused, Visit
from guichet.casework.doors.forms.public import SALT
from guichet.casework.doors.models import PublicDraft, PublicEntry
from guichet.foundations.notifications.models import Delivery
from tests.client import StrictClient
from tests.people import People
from tests.world import World

BEGUN = {"title": "Rénover l’école", "commune": "Banon", "contact_email": "mairie@banon.example"}


def visit(now: datetime, *, address: str = "192.0.2.7", trap: str = "") -> Visit:
    return Visit(address, now - timedelta(minutes=2), trap)


def begun(now: datetime, **changes: str) -> PublicDraft:
    return actions.keep_draft("", {**BEGUN, **changes}, visit=visit(now), at=now)


def posted(**changes: str) -> dict[str, str]:
    shown = (timezone.now() - timedelta(minutes=5)).isoformat()
    return {**BEGUN, "asker": "COMMUNE", "shown": signing.dumps(shown, salt=SALT), **changes}


class TestPage:
    def test_each_field_is_kept_and_found_again_on_this_machine(self, world: World) -> None:
        browser = StrictClient()

        first = browser.post(reverse("doors:keep_draft"), posted(commune="Ban"))
        draft = PublicDraft.objects.get()
        browser.post(reverse("doors:keep_draft"), posted(draft=draft.token, description="Il pleut"))

        assert "Brouillon gardé à" in first.content.decode()
        page = browser.get(reverse("doors:ask")).content.decode()
        assert "est repris ci-dessous" in page and "Il pleut" in page
        assert PublicDraft.objects.count() == 1
        assert "Il pleut" not in StrictClient().get(reverse("doors:ask")).content.decode()

    def test_the_link_opens_it_elsewhere(self, world: World) -> None:
        browser = StrictClient()

        answer = browser.post(reverse("doors:send_draft_link"), posted(description="Il pleut"))

        assert answer.status_code == 302
        [letter] = Delivery.objects.all()
        assert letter.to_email == "mairie@banon.example"
        assert "« Rénover l’école »" in letter.body
        elsewhere = StrictClient().get(letter.link).content.decode()
        assert "Il pleut" in elsewhere and "Banon" in elsewhere

    def test_no_link_without_a_whole_address_and_nothing_is_lost(self, world: World) -> None:
        answer = StrictClient().post(
            reverse("doors:send_draft_link"), posted(contact_email="mairie@", description="Ici")
        )

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Indiquez d’abord votre adresse" in page and "Ici" in page

    def test_deposited_or_erased_it_is_no_longer_there(self, world: World, people: People) -> None:
        browser = StrictClient()
        whole = posted(
            description="Le toit fuit.", expected_help="Un conseil", contact_name="Camille Exemple"
        )
        browser.post(reverse("doors:keep_draft"), whole)
        token = PublicDraft.objects.get().token

        sent = browser.post(reverse("doors:leave_entry"), {**whole, "draft": token})
        gone = browser.get(reverse("doors:resume_draft", args=[token]), follow=True)

        assert sent.status_code == 302 and PublicEntry.objects.count() == 1
        assert not PublicDraft.objects.exists()
        assert "Ce brouillon n’existe plus" in gone.content.decode()
        browser.post(reverse("doors:keep_draft"), posted())
        browser.post(reverse("doors:erase_draft"), {"draft": PublicDraft.objects.get().token})
        assert not PublicDraft.objects.exists()

    def test_taken_up_again_it_may_be_sent_at_once(self, world: World, people: People) -> None:
        begun(timezone.now() - timedelta(days=3))
        token = PublicDraft.objects.get().token
        just_now = signing.dumps(timezone.now().isoformat(), salt=SALT)
        whole = posted(
            description="Le toit fuit.", expected_help="Un conseil", contact_name="Camille Exemple"
        )

        for draft, status in (("", 422), (token, 302)):
            data = {**whole, "shown": just_now, "draft": draft}
            assert StrictClient().post(reverse("doors:leave_entry"), data).status_code == status

    def test_a_robot_opens_no_draft(self, world: World) -> None:
        for wrong in ({"site": "http://x"}, {"shown": ""}):
            answer = StrictClient().post(reverse("doors:keep_draft"), posted(**wrong))
            assert answer.status_code == 422
        assert not PublicDraft.objects.exists()


@pytest.mark.usefixtures("db")
class TestActions:
    def test_recalled_once_after_a_week_and_forgotten_after_a_month(self, now: datetime) -> None:
        begun(now)
        begun(now, contact_email="incomplète@")
        week = timedelta(days=7, minutes=1)

        early = actions.recall_drafts(at=now + timedelta(days=6))
        recalled = (actions.recall_drafts(at=now + week), actions.recall_drafts(at=now + 2 * week))
        kept = actions.forget_drafts(at=now + timedelta(days=29))
        erased = actions.forget_drafts(at=now + timedelta(days=31))

        assert (early, recalled, kept, erased) == (0, (1, 0), 0, 2)
        assert [letter.to_email for letter in Delivery.objects.all()] == ["mairie@banon.example"]

    def test_an_altered_token_opens_a_new_draft(self, now: datetime) -> None:
        first = begun(now)

        other = actions.keep_draft(first.token + "x", BEGUN, visit=visit(now), at=now)

        assert other.pk != first.pk

    def test_so_many_drafts_per_hour_and_per_origin(self, now: datetime) -> None:
        for _ in range(PER_ORIGIN):
            begun(now)

        with pytest.raises(DraftRefused, match="Vous pouvez continuer"):
            begun(now)
        begun(now + timedelta(hours=2))

    def test_so_many_letters_per_hour(self, now: datetime) -> None:
        draft = begun(now)
        for _ in range(PER_EMAIL):
            actions.send_draft_link(draft, visit=visit(now), at=now)

        with pytest.raises(KnockRefused):
            actions.send_draft_link(draft, visit=visit(now), at=now)
        assert Delivery.objects.count() == PER_EMAIL
