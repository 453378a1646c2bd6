"""What a signed-in person may see, read once per request and handed to every `visible_to`.

An account without a membership in force sees nothing: the default of each set is empty.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from guichet.foundations.accounts.models import User
from guichet.foundations.toolkit.dates import local_day

from .choices import Role
from .models import Membership

DESK = frozenset({Role.DESK_OFFICER, Role.PREFECT, Role.COMMITTEE_SECRETARY})


@dataclass(frozen=True)
class Grant:
    """One membership in force, flattened."""

    role: str
    organisation_id: int
    organisation_name: str
    territory_id: str
    department_id: str
    department_code: str
    title: str


@dataclass(frozen=True)
class Access:
    grants: tuple[Grant, ...]

    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)

    def has(self, *roles: str) -> bool:
        return any(grant.role in roles for grant in self.grants)

    def departments(self, roles: Iterable[str]) -> frozenset[str]:
        """Codes of the departments where the person holds one of these roles."""
        wanted = frozenset(roles)
        return frozenset(
            grant.department_code
            for grant in self.grants
            if grant.role in wanted and grant.department_code
        )

    def department_ids(self, roles: Iterable[str]) -> frozenset[str]:
        """The same departments by their keys: a query on them joins nothing."""
        wanted = frozenset(roles)
        return frozenset(
            grant.department_id
            for grant in self.grants
            if grant.role in wanted and grant.department_id
        )

    def territories(self, role: str) -> frozenset[str]:
        return frozenset(g.territory_id for g in self.grants if g.role == role and g.territory_id)

    def organisations(self, *roles: str) -> frozenset[int]:
        return frozenset(g.organisation_id for g in self.grants if g.role in roles)


def access_of(user: User) -> Access:
    """The person's memberships in force today: one query, kept on the account object."""
    kept: Access | None = getattr(user, "_access", None)
    if kept is None:
        kept = Access(_grants(user, on=local_day(timezone.now())))
        user._access = kept  # type: ignore[attr-defined]
    return kept


def served_departments() -> frozenset[str]:
    """Where somebody holds a desk: there, and nowhere else, a demand can be received."""
    desks = Membership.objects.with_role([Role.DESK_OFFICER])
    codes = desks.order_by().values_list("organisation__department__code", flat=True).distinct()
    return frozenset(code for code in codes if code)


def _grants(user: User, *, on: date) -> tuple[Grant, ...]:
    rows = (
        Membership.objects.of_user(user)
        .in_force(on)
        .select_related("organisation__department", "organisation__territory")
        .order_by("pk")
    )
    return tuple(
        Grant(
            role=row.role,
            organisation_id=row.organisation_id,
            organisation_name=row.organisation.name,
            territory_id=row.organisation.territory_id or "",
            department_id=row.organisation.department_id or "",
            department_code=row.organisation.department.code if row.organisation.department else "",
            title=row.title,
        )
        for row in rows
    )
