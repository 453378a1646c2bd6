"""Forms in the State's design system."""

from django import forms

INPUT_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxSelectMultiple, ""),
    (forms.Select, "fr-select"),
    (forms.FileInput, "fr-upload"),
    (forms.Textarea, "fr-input"),
    (forms.Widget, "fr-input"),
)


class Form(forms.Form):
    """A form whose widgets bear DSFR classes and whose errors are tied to their fields."""

    error_css_class = "fr-error"
    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for field in self.fields.values():
            dress(field.widget)


class FilterForm(Form):
    """What narrows a list: every field may stay empty, so none says « facultatif »."""

    is_filter = True


class ModelForm(forms.ModelForm):  # type: ignore[type-arg]
    """The same, for reference data."""

    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for field in self.fields.values():
            dress(field.widget)


class DateInput(forms.DateInput):
    """The browser's calendar; it wants ISO dates whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def dress(widget: forms.Widget) -> None:
    for kind, classes in INPUT_CLASSES:
        if isinstance(widget, kind):
            present = widget.attrs.get("class", "")
            widget.attrs["class"] = f"{present} {classes}".strip()
            return
