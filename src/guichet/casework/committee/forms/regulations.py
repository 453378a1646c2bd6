"""The lines that an order or internal rules may change, each with the article that founds it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from guichet.casework.committee.models import College, Seat
from guichet.casework.committee.quorum import CollegeRule, QuorumRule, Recused
from guichet.casework.committee.ruleset import LINES, RuleSet, by_line, freeze
from guichet.casework.committee.votes import Majority
from guichet.foundations.ui.dsfr import DateInput, Form

_YES_NO = (("yes", "Oui"), ("no", "Non"))
_RECUSED = [(one.name, f"Le membre {one.value}") for one in Recused]
_HOW = "Une fraction : 1/2 pour la moitié au moins, >1/2 pour plus de la moitié, 2/3, 3/5…"
_ASKED = ("second_convocation", "remote", "abstentions_count", "casting_vote")
_PLAIN = ("notice_days", "proxies_per_holder", "majority", "meetings_per_year")
# What each line is called on the screen, and the fields that say its value.
_TITLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "notice_days": ("Convocation", ("notice_days",)),
    "quorum": ("Quorum", ("share", "number", "vacancies_count", "recused", "necessary")),
    "second_convocation": ("Seconde convocation", ("second_convocation",)),
    "proxies_per_holder": ("Pouvoirs", ("proxies_per_holder",)),
    "remote": ("Participation à distance", ("remote",)),
    "majority": ("Majorité", ("majority",)),
    "abstentions_count": ("Abstentions", ("abstentions_count",)),
    "casting_vote": ("Voix prépondérante", ("casting_vote",)),
    "college_votes": ("Voix de chaque collège", ()),
    "meetings_per_year": ("Séances dues", ("meetings_per_year",)),
}

Share = tuple[int, int, bool]
_FRACTION = re.compile(r"(>?)\s*(\d{1,3})\s*/\s*(\d{1,3})")


class ShareField(forms.CharField):
    """« 1/2 », « >1/2 »: numerator, denominator, and whether it must be exceeded."""

    def clean(self, value: Any) -> Share | None:
        typed = super().clean(value)
        if not typed:
            return None
        read = _FRACTION.fullmatch(typed.strip())
        if read is None or not 0 < int(read[2]) <= int(read[3]):
            raise forms.ValidationError(
                f"« {typed} » n’est pas une part : écrivez une fraction entre 0 et 1, par exemple "
                "1/2, ou >1/2 pour plus de la moitié."
            )
        return int(read[2]), int(read[3]), bool(read[1])


@dataclass(frozen=True)
class Line:
    """One line of the rules on the screen: what it says today, its fields, its article."""

    title: str
    today: str
    fields: list[forms.BoundField]
    article: forms.BoundField

    @property
    def is_wrong(self) -> bool:
        return any(bound.errors for bound in (*self.fields, self.article))


class RulesForm(Form):
    basis = forms.CharField(
        label="Texte qui fonde ces règles",
        help_text="Par exemple « règlement intérieur du 12 janvier 2027 ». L’article de chaque "
        "ligne se précise plus bas.",
        max_length=300,
        error_messages={"required": "Citez l’arrêté ou le règlement intérieur."},
    )
    starts_on = forms.DateField(
        label="Applicables à partir du",
        widget=DateInput(),
        error_messages={"required": "Indiquez la date à partir de laquelle elles s’appliquent."},
    )
    notice_days = forms.IntegerField(
        label="Convocation reçue, en jours avant la séance", min_value=1, max_value=60
    )
    share = ShareField(label="Part des membres", help_text=_HOW)
    number = forms.IntegerField(
        label="Nombre de membres",
        help_text="À la place d’une part ; laissez vide sinon.",
        required=False,
        min_value=1,
        max_value=500,
    )
    vacancies_count = forms.ChoiceField(
        label="Les sièges vacants comptent-ils parmi les membres ?", choices=_YES_NO
    )
    recused = forms.ChoiceField(label="Quand un membre se retire d’un point", choices=_RECUSED)
    necessary = forms.TypedMultipleChoiceField(
        label="Sièges sans lesquels il n’y a pas de quorum",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    second_convocation = forms.ChoiceField(
        label="Séance sans quorum après une seconde convocation ?", choices=_YES_NO
    )
    proxies_per_holder = forms.IntegerField(
        label="Pouvoirs par membre, au plus",
        help_text="0 quand le texte n’admet aucun pouvoir.",
        min_value=0,
        max_value=10,
    )
    remote = forms.ChoiceField(label="Participation à distance admise ?", choices=_YES_NO)
    majority = forms.ChoiceField(
        label="Majorité", choices=[(one.name, one.words.capitalize()) for one in Majority]
    )
    abstentions_count = forms.ChoiceField(
        label="L’abstention compte-t-elle parmi les voix ?", choices=_YES_NO
    )
    casting_vote = forms.ChoiceField(label="Voix prépondérante de la présidence ?", choices=_YES_NO)
    meetings_per_year = forms.IntegerField(
        label="Séances par an, au moins",
        help_text="0 quand aucun texte n’en fixe le nombre.",
        min_value=0,
        max_value=12,
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        current: RuleSet,
        colleges: Iterable[College],
        seats: Iterable[Seat],
        body: str = "le comité",
    ) -> None:
        super().__init__(data, initial=initial_of(current))
        self.current = current
        self.body = body
        self.colleges = [one.name for one in colleges]
        necessary: Any = self.fields["necessary"]
        necessary.choices = [(seat.pk, seat.label) for seat in seats]
        if not necessary.choices:
            del self.fields["necessary"]
        self._add_shares("quorum_of", "Membres du collège", current.quorum.colleges)
        self._add_shares("votes_of", "Voix du collège", current.college_votes)
        for name in LINES:
            field = forms.CharField(
                label="Article qui fonde cette ligne",
                help_text=f"Aujourd’hui : {current.bases[name]}. Laissez vide pour garder ce "
                "texte, ou celui d’en haut si la ligne change.",
                max_length=300,
                required=False,
            )
            field.widget.attrs["class"] = "fr-input"
            self.fields[f"article_{name}"] = field

    def _add_shares(self, prefix: str, label: str, rules: Sequence[CollegeRule]) -> None:
        known = {one.college: _share(one) for one in rules}
        for number, college in enumerate(self.colleges):
            field = ShareField(
                label=f"{label} « {college} »",
                help_text="Une fraction ; laissez vide si le texte n’en demande pas.",
                required=False,
            )
            field.initial = known.get(college, "")
            field.widget.attrs["class"] = "fr-input"
            self.fields[f"{prefix}_{number}"] = field

    @property
    def heading(self) -> list[forms.BoundField]:
        return [self["basis"], self["starts_on"]]

    @property
    def lines(self) -> list[Line]:
        """The lines in the order of the screen, each with what it says today."""
        told = by_line(self.current, body=self.body)
        of_colleges = {"quorum": "quorum_of", "college_votes": "votes_of"}
        found = []
        for name, (title, fields) in _TITLES.items():
            prefix = of_colleges.get(name, "")
            shares = [f"{prefix}_{n}" for n in range(len(self.colleges))] if prefix else []
            bound = [self[one] for one in (*fields, *shares) if one in self.fields]
            found.append(Line(title, told[name], bound, self[f"article_{name}"]))
        return found

    def get_changes(self) -> dict[str, object]:
        """The lines as `set_rules` takes them."""
        given = self.cleaned_data
        top, bottom, strictly = given["share"]
        quorum: dict[str, Any] = dict(freeze(self.current)["quorum"])
        quorum.update(
            share=[top, bottom],
            strictly=strictly,
            number=given["number"],
            vacancies_count=given["vacancies_count"] == "yes",
            recused=given["recused"],
            colleges=self._shares("quorum_of"),
            necessary=sorted(given.get("necessary", [])),
        )
        return {
            **{name: given[name] for name in _PLAIN},
            **{name: given[name] == "yes" for name in _ASKED},
            "quorum": quorum,
            "college_votes": self._shares("votes_of"),
        }

    def get_articles(self) -> dict[str, str]:
        """The article of each line for which one was typed."""
        typed = {name: self.cleaned_data[f"article_{name}"] for name in LINES}
        return {name: article for name, article in typed.items() if article}

    def _shares(self, prefix: str) -> list[list[object]]:
        shares = {
            college: self.cleaned_data[f"{prefix}_{number}"]
            for number, college in enumerate(self.colleges)
        }
        return [[college, *share] for college, share in shares.items() if share]


def initial_of(rules: RuleSet) -> dict[str, object]:
    """The form as the rules of today fill it."""
    data = freeze(rules)
    return {
        **{name: "yes" if data[name] else "no" for name in _ASKED},
        **{name: data[name] for name in _PLAIN},
        "share": _share(rules.quorum),
        "number": rules.quorum.number,
        "vacancies_count": "yes" if rules.quorum.vacancies_count else "no",
        "recused": rules.quorum.recused.name,
        "necessary": sorted(rules.quorum.necessary),
    }


def _share(rule: QuorumRule | CollegeRule) -> str:
    return f"{'>' if rule.strictly else ''}{rule.numerator}/{rule.denominator}"
