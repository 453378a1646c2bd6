"""The lines that an order or the internal rules may change."""

from typing import Any

from django import forms

from guichet.casework.committee.quorum import QuorumRule, Recused
from guichet.casework.committee.ruleset import RuleSet, freeze
from guichet.casework.committee.votes import Majority
from guichet.foundations.ui.dsfr import DateInput, Form

_SHARES = {
    "1/2": "La moitié au moins (R133-10)",
    ">1/2": "Plus de la moitié",
    "2/3": "Les deux tiers au moins",
    "3/4": "Les trois quarts au moins",
}
_YES_NO = (("yes", "Oui"), ("no", "Non"))
_RECUSED = [(one.name, f"Le membre {one.value}") for one in Recused]


class RulesForm(Form):
    basis = forms.CharField(
        label="Texte qui fonde ces règles",
        help_text="Par exemple « règlement intérieur du 12 janvier 2027, article 4 ».",
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
    share = forms.ChoiceField(label="Quorum", choices=list(_SHARES.items()))
    number = forms.IntegerField(
        label="Quorum en nombre de membres",
        help_text="À la place d’une part ; laissez vide sinon.",
        required=False,
        min_value=1,
        max_value=500,
    )
    vacancies_count = forms.ChoiceField(
        label="Les sièges vacants comptent-ils parmi les membres ?", choices=_YES_NO
    )
    recused = forms.ChoiceField(label="Quand un membre se retire d’un point", choices=_RECUSED)
    second_convocation = forms.ChoiceField(
        label="Séance sans quorum après une seconde convocation ?", choices=_YES_NO
    )
    proxies_per_holder = forms.IntegerField(
        label="Pouvoirs par membre, au plus", min_value=1, max_value=10
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
        label="Séances par an, au moins", min_value=1, max_value=12
    )

    def get_changes(self, current: RuleSet) -> dict[str, object]:
        """The lines as `set_rules` takes them; what the form does not show is left as it is."""
        given = self.cleaned_data
        top, _, bottom = given["share"].removeprefix(">").partition("/")
        quorum: dict[str, Any] = dict(freeze(current)["quorum"])
        quorum.update(
            share=[int(top), int(bottom)],
            strictly=given["share"].startswith(">"),
            number=given["number"],
            vacancies_count=given["vacancies_count"] == "yes",
            recused=given["recused"],
        )
        plain = ("notice_days", "proxies_per_holder", "majority", "meetings_per_year")
        asked = ("second_convocation", "remote", "abstentions_count", "casting_vote")
        return {
            **{name: given[name] for name in plain},
            **{name: given[name] == "yes" for name in asked},
            "quorum": quorum,
        }


def initial_of(rules: RuleSet) -> dict[str, object]:
    """The form as the rules of today fill it."""
    data = freeze(rules)
    asked = ("second_convocation", "remote", "abstentions_count", "casting_vote")
    return {
        **{name: "yes" if data[name] else "no" for name in asked},
        **{
            name: data[name]
            for name in ("notice_days", "proxies_per_holder", "majority", "meetings_per_year")
        },
        "share": _share(rules.quorum),
        "number": rules.quorum.number,
        "vacancies_count": "yes" if rules.quorum.vacancies_count else "no",
        "recused": rules.quorum.recused.name,
    }


def _share(rule: QuorumRule) -> str:
    share = f"{'>' if rule.strictly else ''}{rule.numerator}/{rule.denominator}"
    return share if share in _SHARES else "1/2"
