"""The pages of the benchmark, and their budgets (issue 3, « Speed »)."""

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guichet.casework.demands import actions
from guichet.casework.demands.models import Demand
from guichet.demonstration.stage import Stage
from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.spreadsheets import WRITERS
from guichet.reference.directory.models import Organisation

from .measures import KILOBYTE, Answer, Budget, Subject

HOST = "localhost"
LIST = Budget(queries=12, size=60 * KILOBYTE)
WORDS = "toiture mairie"


def subjects(stage: Stage, hall: Organisation) -> list[Subject]:
    desk, clerk = _client(stage.officer), _client(stage.clerk_of(hall))
    case = Demand.objects.deposited().order_by("-pk")[0]
    every = reverse("demands:index") + "?etat=toutes"
    return [
        _page("liste", desk, every, LIST),
        _page("liste, recherche", desk, f"{every}&texte={WORDS.replace(' ', '+')}", LIST),
        _page("liste, faute de frappe", desk, f"{every}&texte=cimetiaire+mosque", LIST),
        _search("recherche seule", stage.officer, WORDS),
        _search("recherche, mot fréquent", stage.officer, "école"),
        _page("dossier", desk, case.get_absolute_url(), Budget(queries=15)),
        _page("échanges", desk, _of(case, "conversation"), Budget(queries=12)),
        _page("tableau", desk, reverse("demands:board"), Budget(queries=12)),
        _page("carte", desk, reverse("demands:atlas") + "?etat=toutes", Budget(queries=12)),
        *(_export(desk, file_format) for file_format in WRITERS),
        _deposit(clerk, stage.clerk_of(hall), hall),
    ]


def _client(user: User) -> Client:
    client = Client(headers={"host": HOST})
    client.force_login(user)
    return client


def _of(demand: Demand, name: str) -> str:
    return reverse(f"demands:{name}", args=[demand.reference])


def _page(name: str, client: Client, address: str, budget: Budget) -> Subject:
    def ask(given: object) -> Answer:
        return client.get(address)  # type: ignore[return-value]

    return Subject(name, ask, budget)


def _search(name: str, reader: User, text: str) -> Subject:
    """The first page of answers, without the page around it."""

    def ask(given: object) -> Answer:
        seen = Demand.objects.visible_to(reader).deposited()
        found = list(seen.search(text, reader=reader)[:25])
        return HttpResponse("\n".join(str(demand) for demand in found))

    return Subject(name, ask, Budget(milliseconds=50))


def _export(client: Client, file_format: str) -> Subject:
    address = reverse("demands:export", args=[file_format])

    def ask(given: object) -> Answer:
        return client.post(address, {"liste": "etat=toutes"})  # type: ignore[return-value]

    return Subject(f"export {file_format.upper()}", ask, Budget(milliseconds=1000))


def _deposit(client: Client, clerk: User, hall: Organisation) -> Subject:
    """From a draft to a number, with its receipt: what « create » means to a town hall."""
    commune = hall.territory
    answers = {
        "title": "Rénover la toiture de l’école",
        "commune": commune.label if commune else "",
        "description": "La toiture fuit depuis l’hiver dernier.",
        "expected_help": "Savoir par où commencer.",
        "contact_name": "Secrétariat",
        "contact_email": "secretariat@demonstration.example",
    }

    def draft() -> object:
        return actions.start_draft(hall, by=clerk, at=timezone.now())

    def ask(given: object) -> Answer:
        assert isinstance(given, Demand)  # noqa: S101  # for the type checker
        address = reverse("demands:submit", args=[given.uuid])
        response = client.post(address, answers)
        if response.status_code != 302:
            raise RuntimeError(f"dépôt refusé : {response.status_code}")
        return response  # type: ignore[return-value]

    return Subject("dépôt d’une demande", ask, Budget(queries=20), draft)
