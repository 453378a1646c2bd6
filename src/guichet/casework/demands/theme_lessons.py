"""What the titles that a department has qualified teach about the next ones."""

from guichet.reference.policies.learning import Lessons, learn

from .models import Qualification

# The last ones: a desk changes its habits, and five hundred titles are read in a few milliseconds.
MOST_TITLES = 500


def lessons_of(department: str | None) -> Lessons:
    """One query; `department` is the key of a territory."""
    decided = Qualification.objects.filter(demand__department=department)
    titles = decided.order_by("-qualified_at", "-pk").values_list("demand__title", "theme")
    return learn(titles[:MOST_TITLES])
