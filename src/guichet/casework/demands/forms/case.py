"""What is typed about a deposited demand, by the desk or by its authority."""

from datetime import date, timedelta
from typing import Any

from django import forms

from guichet.foundations.accounts.models import User
from guichet.foundations.ui.dsfr import Form
from guichet.reference.offers.choices import EngineeringType, Phase
from guichet.reference.policies.models import Programme, StrategicOrientation, Theme
from guichet.reference.policies.suggestion import suggest
from guichet.reference.policies.taxonomy import read_lexicon

from .. import pieces
from ..actions import Findings
from ..choices import Complexity, DeclineReason, DemandStatus
from ..complexity import QUESTIONS, SCALE, proposed
from ..correspondents import officers_of, right_addressees
from ..models import Demand
from ..owners import portfolios_of, proposed_officer
from ..theme_lessons import lessons_of
from .fields import ComingDayField, FilesField, VersionedForm, add

USUAL_DAYS = 15
# Follow the proposal of the grid; never stored.
AS_THE_GRID = "GRID"


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AcknowledgeForm(Form):
    def __init__(self, demand: Demand, *args: Any, by: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = None
        if not self.is_bound and demand.status == DemandStatus.SUBMITTED:
            usual = proposed_officer(demand, portfolios_of([demand.department_code], on=today))
        add(
            self,
            "officer",
            forms.ModelChoiceField(
                officers_of(demand, on=today).exclude(user=by),
                label="Qui suit la demande",
                empty_label="Moi",
                required=False,
                initial=usual,
            ),
        )


class SendBackForm(Form):
    pieces = forms.MultipleChoiceField(
        label="Pièces et précisions habituelles",
        choices=list(pieces.USUAL.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    missing = forms.CharField(
        label="Ce qui manque encore",
        help_text="La collectivité lira ces mots : une ligne par pièce ou précision.",
        widget=_area(),
        max_length=3000,
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = today + timedelta(days=USUAL_DAYS)
        add(
            self,
            "expected_by",
            ComingDayField(today=today, label="Attendu avant le", initial=usual),
        )

    def clean(self) -> dict[str, Any]:
        """`missing` becomes the whole list, as the authority will read it."""
        given = super().clean() or {}
        whole = pieces.listed(given.get("pieces", []), given.get("missing", ""))
        if not whole and "missing" not in self.errors:
            self.add_error("missing", "Dites à la collectivité ce qui manque.")
        return {**given, "missing": whole}


class CompleteForm(Form):
    answer = forms.CharField(
        label="Votre réponse",
        widget=_area(6),
        max_length=5000,
        error_messages={"required": "Écrivez votre réponse, même si tout est dans les fichiers."},
    )
    uploads = FilesField()


class FilesForm(Form):
    uploads = FilesField(label="Ajouter des fichiers")


class QualifyForm(VersionedForm):
    """The facts that the matching engine reads."""

    theme = forms.ModelChoiceField(
        Theme.objects.order_by("rank", "pk"),
        label="Thème",
        empty_label="Choisir",
        error_messages={"required": "Choisissez le thème principal."},
    )
    engineering_types = forms.MultipleChoiceField(
        label="Types d’ingénierie",
        choices=EngineeringType.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un type d’ingénierie."},
    )
    phase = forms.ChoiceField(
        label="Phase du projet",
        choices=Phase.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites où en est le projet."},
    )
    grid = forms.MultipleChoiceField(
        label="Grille de complexité : cochez ce qui est vrai",
        help_text=SCALE,
        choices=list(QUESTIONS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    complexity = forms.ChoiceField(
        label="Complexité",
        choices=[(AS_THE_GRID, "Comme le propose la grille"), *Complexity.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si la demande est simple, moyenne ou complexe."},
    )
    is_urgent = forms.BooleanField(
        label="Urgente",
        help_text="Une échéance proche que la collectivité ne maîtrise pas.",
        required=False,
    )
    programme = forms.ModelChoiceField(
        Programme.objects.order_by("name", "pk"),
        label="Programme dans lequel s’inscrit le projet",
        empty_label="Aucun",
        required=False,
    )
    tried = forms.CharField(
        label="Ce qui a déjà été tenté, et avec qui",
        help_text="Ce que la collectivité a dit, complété de ce que vous en savez : elle le lira.",
        widget=_area(3),
        max_length=3000,
        required=False,
    )
    note = forms.CharField(
        label="Analyse du guichet",
        help_text="Lue par les services de l’État seulement, jamais par la collectivité.",
        widget=_area(),
        max_length=5000,
        required=False,
    )

    def __init__(self, demand: Demand, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._put_first(demand)
        self.fields["tried"].initial = demand.already_tried
        adopted = StrategicOrientation.objects.of_department(demand.department_code).adopted()
        if not adopted.exists():
            return
        add(
            self,
            "orientations",
            forms.ModelMultipleChoiceField(
                adopted.order_by("number", "pk"),
                label="Orientations stratégiques servies",
                help_text="Celles que le comité du département a adoptées.",
                widget=forms.CheckboxSelectMultiple,
                required=False,
            ),
        )
        last = ("tried", "note")
        self.order_fields([*(key for key in self.fields if key not in last), *last])

    def _put_first(self, demand: Demand) -> None:
        """The themes that the text speaks of open the list; the words that say so are told."""
        labels = {theme.pk: theme.label for theme in Theme.objects.in_order()}
        text = f"{demand.title}\n{demand.description}\n{demand.expected_help}"
        history = lessons_of(demand.department_id)
        found = [one for one in suggest(text, read_lexicon(), history) if one.code in labels]
        if not found:
            return
        first = [(one.code, labels[one.code]) for one in found]
        others = [(code, label) for code, label in labels.items() if (code, label) not in first]
        field = self.fields["theme"]
        field.choices = [  # type: ignore[attr-defined]
            ("", "Choisir"), ("D’après le texte", first), ("Autres thèmes", others)
        ]  # fmt: skip
        told = " ; ".join(f"{labels[one.code]} ({', '.join(one.words)})" for one in found)
        field.help_text = f"D’après le texte : {told}."

    def findings(self) -> Findings:
        given = self.cleaned_data
        grid = tuple(given["grid"])
        chosen = given["complexity"]
        return Findings(
            theme=given["theme"],
            engineering_types=tuple(given["engineering_types"]),
            phase=given["phase"],
            complexity=proposed(grid) if chosen == AS_THE_GRID else chosen,
            grid=grid,
            # A page opened before the question existed does not erase what was written.
            tried=given["tried"] if "tried" in self.data else None,
            programme=given["programme"],
            orientations=tuple(given.get("orientations", ())),
            is_urgent=given["is_urgent"],
            note=given["note"],
        )


class DeclineForm(Form):
    reason = forms.ChoiceField(
        label="Motif",
        # The wrong addressee has a deed of its own, which names the right one and writes to both.
        choices=[
            ("", "Choisir"),
            *(row for row in DeclineReason.choices if row[0] != DeclineReason.WRONG_ADDRESSEE),
        ],
        error_messages={"required": "Choisissez le motif du classement."},
    )
    note = forms.CharField(
        label="Explication pour la collectivité",
        help_text="Dites pourquoi, et vers qui elle peut se tourner.",
        widget=_area(),
        max_length=3000,
        error_messages={"required": "Expliquez votre décision à la collectivité."},
    )


class RedirectForm(Form):
    note = forms.CharField(
        label="Explication, lue par les deux",
        initial="Cette demande relève de vos missions plutôt que de celles du guichet.",
        widget=_area(),
        max_length=3000,
        error_messages={"required": "Dites pourquoi cet interlocuteur est le bon."},
    )

    def __init__(self, demand: Demand, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add(
            self,
            "to",
            forms.ModelChoiceField(
                right_addressees(demand, on=today),
                label="À qui transmettre la demande",
                empty_label="Choisir",
                error_messages={"required": "Choisissez l’interlocuteur compétent."},
            ),
        )
        self.order_fields(["to", "note"])


class ReopenForm(Form):
    because = forms.CharField(
        label="Pourquoi rouvrir",
        widget=_area(3),
        max_length=2000,
        error_messages={"required": "Dites pourquoi la demande est rouverte."},
    )


class CloseForm(Form):
    because = forms.CharField(
        label="Ce qui a été apporté à la collectivité",
        widget=_area(3),
        max_length=2000,
        error_messages={"required": "Dites comment la demande se termine."},
    )
