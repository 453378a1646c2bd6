"""The main menu: one short list per role, so that nobody meets a door that is closed to him."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from guichet.foundations.accounts.models import User

from .access import DESK, Access, access_of
from .choices import Role


@dataclass(frozen=True)
class Entry:
    words: str
    url: str
    # « page » on the page itself, « true » on those below it: the section that one is in.
    current: str


PUBLIC = (
    ("Demander", "doors:ask"),
    ("Comités", "committee:public_index"),
    ("Offres d’ingénierie", "offers:index"),
)


def navigation(request: HttpRequest) -> dict[str, list[Entry]]:
    user = getattr(request, "user", None)
    pages = _pages(access_of(user)) if isinstance(user, User) else PUBLIC
    return {"navigation": [_entry(words, name, request.path) for words, name in pages]}


def _pages(access: Access) -> tuple[tuple[str, str], ...]:
    pages = [("Accueil", "dashboards:home")]
    if not access.grants:
        return (*pages, *PUBLIC)
    if access.has(Role.APPLICANT, Role.SUB_PREFECT, *DESK):
        pages.append(("Demandes", "demands:index"))
    if access.has(Role.PROVIDER):
        pages.append(("Demandes reçues", "matching:referrals"))
    if access.has(Role.PROVIDER, *DESK):
        pages.append(("Accompagnements", "support:index"))
    if access.has(Role.COMMITTEE_MEMBER, Role.SUB_PREFECT, Role.NATIONAL_OBSERVER, *DESK):
        pages.append(("Séances", "committee:index"))
    pages += [
        ("Offres", "offers:index"),
        ("Orientations", "policies:orientations"),
        ("Annuaire", "directory:index"),
    ]
    return tuple(pages)


def _entry(words: str, name: str, path: str) -> Entry:
    url = reverse(name)
    below = url != "/" and path.startswith(url)
    return Entry(words, url, "page" if path == url else "true" if below else "")
