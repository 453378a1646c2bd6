"""What the list, the board, the map and the exports have in common: the filters of the address."""

from dataclasses import dataclass

from guichet.foundations.accounts.http import Request
from guichet.reference.directory.access import DESK, access_of
from guichet.reference.directory.choices import Role

from ..choices import Bucket
from ..filter_choices import filter_choices
from ..filters import BUCKETS, Filters
from ..forms import IndexForm
from ..models import Demand, DemandQuerySet

PERIMETER = (Role.SUB_PREFECT, *DESK)


@dataclass(frozen=True)
class Tag:
    """An active filter, and the address without it."""

    label: str
    without: str


@dataclass(frozen=True)
class Stage:
    """A link above the list: the same filters, another stage."""

    code: str
    label: str
    count: int
    address: str
    is_current: bool


@dataclass(frozen=True)
class Narrowing:
    form: IndexForm
    filters: Filters
    # Narrowed by everything but the stage, of which pages show the counts.
    found: DemandQuerySet
    bucket: str

    @property
    def listed(self) -> DemandQuerySet:
        return self.found.in_bucket(self.bucket)

    @property
    def is_narrowed(self) -> bool:
        """Whether something else than the stage was asked for."""
        return any(name != "etat" for name in self.filters.as_dict())

    @property
    def is_open(self) -> bool:
        """Whether a filter of the folded part is in use: it must be seen."""
        return bool(self.filters.as_dict().keys() - {"etat", "texte", "theme", "miennes"})


def narrow(request: Request, *, with_choices: bool = True) -> Narrowing:
    access = access_of(request.user)
    departments = access.departments(PERIMETER)
    choices = filter_choices(departments) if with_choices else {}
    form = IndexForm(request.GET, department=min(departments, default=""), choices=choices)
    filters = form.filters()
    return Narrowing(
        form=form,
        filters=filters,
        found=Demand.objects.visible_to(request.user)
        .deposited()
        .narrowed(filters, reader=request.user),
        bucket=filters.etat or (Bucket.TO_DO if access.has(*DESK) else Bucket.OPEN),
    )


def tags(request: Request, narrowing: Narrowing) -> list[Tag]:
    return [
        Tag(label, address(request, **{name: ""}))
        for name, label in narrowing.form.labels(narrowing.filters).items()
    ]


def address(request: Request, **changes: str) -> str:
    """The same page with some words of its address changed, from its first page on."""
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"


def stages(request: Request, counts: dict[str, int], *, current: str) -> list[Stage]:
    found = []
    for code, label in BUCKETS:
        # An empty stage is not worth a link, except those that people look for first.
        if counts[code] or code in Bucket.values or code == current:
            there = address(request, etat=code)
            found.append(Stage(code, label, counts[code], there, code == current))
    return found
