"""The words of our templates: `{% breadcrumb %}`, `{% form_fields %}`, `{{ day|long_date }}`…

Built into every template (settings), so that no page needs a load.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse

from guichet.foundations.audit.history import Line, lines
from guichet.foundations.audit.models import Event
from guichet.foundations.toolkit import dates, text

register = template.Library()


@register.filter
def long_date(value: date | datetime | None) -> str:
    return dates.long_date(_day(value)) if value else ""


@register.filter
def full_date(value: date | datetime | None) -> str:
    return dates.full_date(_day(value)) if value else ""


@register.filter
def clock_time(value: datetime | None) -> str:
    return dates.clock_time(value) if value else ""


@register.filter
def euros(value: Decimal | None) -> str:
    return "" if value is None else text.euros(value)


@register.filter
def number(value: int | Decimal | None) -> str:
    return "" if value is None else text.number(value)


@register.filter
def plural(count: int, words: str) -> str:
    """`{{ n|plural:"jour" }}`, `{{ n|plural:"avis,avis" }}`."""
    one, _, many = words.partition(",")
    return text.plural(count, one, many)


def _day(value: date | datetime) -> date:
    return dates.local_day(value) if isinstance(value, datetime) else value


# What a colour says is always said by the word of the badge too.
_COLOURS = {
    "success": {"ACCEPTED", "SUPPORTED", "DELIVERED", "PUBLISHED", "ADOPTED", "KEPT", "APPROVED",
                "ELIGIBLE", "SENT_OK"},
    "info": {"SUBMITTED", "SENT", "CONVENED", "OPENED", "RUNNING", "REFERRED", "QUALIFIED"},
    "warning": {"RETURNED", "NEARLY", "DUE", "MINUTED", "WAITING"},
    "error": {"DECLINED", "REFUSED", "FAILED", "CANCELLED", "EXCLUDED", "ABANDONED"},
}  # fmt: skip


@register.inclusion_tag("ui/components/status.html")
def status(label: str, code: str) -> dict[str, str]:
    """A badge: the French word, with the colour of its family."""
    colour = next((name for name, codes in _COLOURS.items() if code in codes), "new-none")
    return {"label": label, "colour": "" if colour == "new-none" else colour}


@register.inclusion_tag("ui/components/banner.html", takes_context=True)
def page_banner(context: template.Context) -> dict[str, str]:
    """What the subject of the page wants said before anything else (`page_banner`), on each page
    that shows it, without a line in its template."""
    return {"words": getattr(context.get("meeting"), "page_banner", "")}


@register.inclusion_tag("ui/components/breadcrumb.html")
def breadcrumb(*steps: str, current: str) -> dict[str, object]:
    """Steps are « Words|url:name » or « Words|/path »; `current` closes the trail."""
    trail = []
    for step in steps:
        words, _, target = step.partition("|")
        trail.append({"words": words, "url": _address(target)})
    return {"trail": trail, "current": current}


def _address(target: str) -> str:
    if target.startswith("/"):
        return target
    try:
        return reverse(target)
    except NoReverseMatch:
        return ""


@register.inclusion_tag("ui/components/form_fields.html")
def form_fields(form: forms.BaseForm) -> dict[str, object]:
    """Every visible field with label, help and error tied to it; hidden fields as they are."""
    told = getattr(form, "errors_are_told", False)
    return {"fields": [_described(field) for field in form], "form": form, "told": told}


@register.inclusion_tag("ui/components/field.html")
def field(bound: BoundField) -> dict[str, object]:
    """One field, for pages that order their own."""
    return {"field": _described(bound)}


@register.inclusion_tag("ui/components/form_errors.html")
def form_errors(form: forms.BaseForm) -> dict[str, object]:
    """The summary on top of a refused form, each line leading to its field."""
    form.errors_are_told = True  # type: ignore[attr-defined]  # `form_fields` need not repeat them
    return {"form": form, "wrong": [bound for bound in form if bound.errors]}


def _described(bound: BoundField) -> BoundField:
    widget: Any = bound.field.widget
    notes = []
    if bound.help_text:
        notes.append(f"{bound.auto_id}-hint")
    if bound.errors:
        notes.append(f"{bound.auto_id}-error")
        if not is_group(bound):
            widget.attrs["aria-invalid"] = "true"
    if notes and not is_group(bound):
        widget.attrs["aria-describedby"] = " ".join(notes)
    if bound.field.required and not is_group(bound) and not is_checkbox(bound):
        widget.attrs["aria-required"] = "true"
    return bound


@register.filter
def is_checkbox(bound: BoundField) -> bool:
    return isinstance(bound.field.widget, forms.CheckboxInput)


@register.filter
def is_group(bound: BoundField) -> bool:
    return isinstance(bound.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))


@register.filter
def is_radio(bound: BoundField) -> bool:
    widget = bound.field.widget
    return isinstance(widget, forms.RadioSelect) and not isinstance(
        widget, forms.CheckboxSelectMultiple
    )


@register.filter
def is_file(bound: BoundField) -> bool:
    return isinstance(bound.field.widget, forms.FileInput)


@register.filter
def is_select(bound: BoundField) -> bool:
    return isinstance(bound.field.widget, forms.Select)


@register.inclusion_tag("ui/components/empty.html")
def empty(words: str, link: str = "", action: str = "") -> dict[str, str]:
    """A list with nothing in it says why, and what to do next."""
    return {"words": words, "link": link, "action": action}


@register.inclusion_tag("ui/components/pages.html", takes_context=True)
def pages(context: template.Context, page: Page[Any]) -> dict[str, object]:
    """Pagination that keeps the filters of the address."""
    query: QueryDict = context["request"].GET.copy()
    query.pop("page", None)
    prefix = f"{query.urlencode()}&" if query else ""
    return {"page": page, "prefix": prefix}


@register.inclusion_tag("ui/components/history.html")
def history(events: Iterable[Event]) -> dict[str, list[Line]]:
    """The timeline of a case, newest first, in sentences."""
    return {"lines": lines(events)}
