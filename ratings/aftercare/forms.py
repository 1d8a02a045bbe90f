"""Forms of inspections: plan, visit with its checklist, follow-up, end."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.values.dates import format_day, today
from ratings.aftercare.kinds import Answer, Outcome
from ratings.aftercare.models import ChecklistItem, Inspection


class PlanForm(forms.ModelForm):
    """A visit on the plan."""

    class Meta:
        model = Inspection
        fields = ["kind", "planned_for", "ground"]

    def clean_planned_for(self):
        """Today or a day to come."""
        day = self.cleaned_data["planned_for"]
        if day < today():
            raise forms.ValidationError(_("A visit is planned for today or a day to come."))
        return day


@dataclass
class Line:
    """A line of the checklist with its fields, for the page."""

    item: ChecklistItem
    fields: list[forms.BoundField]


class ChecklistForm(forms.Form):
    """A form with some fields for each line of a checklist; `names` are theirs, before the key of the line."""

    names: tuple[str, ...] = ()

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = list(items)
        for item in self.items:
            for name, field in self.fields_of(item).items():
                self.fields[f"{name}_{item.pk}"] = field

    def fields_of(self, item: ChecklistItem) -> dict[str, forms.Field]:
        """Return the fields of a line by their names."""
        raise NotImplementedError

    @property
    def lines(self) -> list[Line]:
        """Each line with its fields."""
        return [Line(item, [self[f"{name}_{item.pk}"] for name in self.names]) for item in self.items]

    @property
    def head(self) -> list[forms.BoundField]:
        """The fields that belong to no line."""
        of_lines = {field.name for line in self.lines for field in line.fields}
        return [field for field in self.visible_fields() if field.name not in of_lines]

    def said_of(self, item: ChecklistItem) -> dict:
        """Return what was entered for a line, by the names of its fields."""
        return {name: self.cleaned_data.get(f"{name}_{item.pk}") for name in self.names}


class VisitForm(ChecklistForm):
    """What a visit found, line by line."""

    names = ("answer", "note", "mend_by")

    on = forms.DateField(label=_("Day of the visit"), initial=today)
    inspectors = forms.CharField(
        label=_("Who inspected"), max_length=500, help_text=_("Names with their offices.")
    )
    met = forms.CharField(label=_("Who was there for the producer"), max_length=300, required=False)

    def __init__(self, *args, inspection, **kwargs):
        super().__init__(*args, **kwargs)
        self.inspection = inspection

    def fields_of(self, item):
        """Answer, what was seen, and by when it is to be mended."""
        words = {"line": item}
        answer = forms.ChoiceField(
            label=_("Found: %(line)s") % words,
            choices=Answer.choices,
            initial=Answer.NOT_LOOKED_AT,
            widget=forms.RadioSelect,
        )
        note = forms.CharField(label=_("What was seen: %(line)s") % words, max_length=1000, required=False)
        mend_by = forms.DateField(label=_("To be mended by: %(line)s") % words, required=False)
        for field in (note, mend_by):
            vars(field)["needed"] = _("needed if it no longer holds")
        return {"answer": answer, "note": note, "mend_by": mend_by}

    def clean_on(self):
        """A day on which the product had its stars."""
        day = self.cleaned_data["on"]
        if refusal := self.inspection.why_not_on(day):
            raise forms.ValidationError(refusal)
        return day

    def clean(self):
        """Ask for the note and the day of each line that no longer holds."""
        super().clean()
        for item in self.items:
            self._check(item, **self.said_of(item))
        if not self.errors and all(
            self.said_of(item)["answer"] == Answer.NOT_LOOKED_AT for item in self.items
        ):
            self.add_error(None, _("Nothing was looked at. Answer at least one line, or give the visit up."))
        return self.cleaned_data

    def _check(self, item, answer, note, mend_by):
        visited_on = self.cleaned_data.get("on")
        if answer != Answer.NO_LONGER:
            if mend_by:
                self.add_error(f"mend_by_{item.pk}", _("A day is set only for what no longer holds."))
            return
        if not note:
            self.add_error(f"note_{item.pk}", _("Write what no longer holds."))
        if f"mend_by_{item.pk}" not in self.errors and not mend_by:
            self.add_error(f"mend_by_{item.pk}", _("Set the last day by which it is to be mended."))
        if mend_by and visited_on and mend_by < visited_on:
            self.add_error(f"mend_by_{item.pk}", _("What was found cannot be mended before the visit."))

    @property
    def answers(self) -> dict[int, dict]:
        """What was found, by the key of the line."""
        return {item.pk: self.said_of(item) for item in self.items}


class FollowUpForm(ChecklistForm):
    """What a follow-up visit found of what was to be mended."""

    names = ("outcome", "remark")

    on = forms.DateField(label=_("Day of the follow-up visit"), initial=today)

    def __init__(self, *args, visited_on, **kwargs):
        super().__init__(*args, **kwargs)
        self.visited_on = visited_on

    def fields_of(self, item):
        """Whether it is mended, and a remark."""
        words = {"line": item}
        return {
            "outcome": forms.ChoiceField(
                label=_("After the follow-up visit: %(line)s") % words,
                choices=[("", _("Not looked at")), *Outcome.choices],
                required=False,
                widget=forms.RadioSelect,
            ),
            "remark": forms.CharField(label=_("Remark: %(line)s") % words, max_length=1000, required=False),
        }

    def clean_on(self):
        """Between the visit and today."""
        day = self.cleaned_data["on"]
        if not self.visited_on <= day <= today():
            raise forms.ValidationError(
                _("The follow-up visit lies between the visit of %(day)s and today.")
                % {"day": format_day(self.visited_on)}
            )
        return day

    def clean(self):
        """Ask for at least one answer."""
        super().clean()
        if not self.errors and not self.outcomes:
            self.add_error(None, _("Say of at least one line whether it is mended."))
        return self.cleaned_data

    @property
    def outcomes(self) -> dict[int, dict]:
        """What was found, by the key of the line; lines that were not looked at are left out."""
        said = {item.pk: self.said_of(item) for item in self.items}
        return {key: each for key, each in said.items() if each["outcome"]}


class ConclusionForm(forms.Form):
    conclusion = forms.CharField(
        label=_("Conclusion"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What the inspection came to; where something is not mended, what follows from it."),
    )


class GivingUpForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the visit does not take place"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
