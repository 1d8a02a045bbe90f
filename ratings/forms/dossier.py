"""Forms on dossiers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ratings.models import Council, DossierKind, Sheet


class DossierOpenForm(forms.Form):
    """What must be said when a dossier is opened: its kind and, on a sheet with cases, which case applies."""

    kind = forms.ChoiceField(label=_("Kind"), choices=DossierKind, initial=DossierKind.FIRST)
    branch = forms.TypedChoiceField(
        label=_("Case of the sheet"),
        coerce=int,
        empty_value=None,
        help_text=_("The same case holds for all criteria that have cases."),
    )

    def __init__(self, *args, product, **kwargs):
        super().__init__(*args, **kwargs)
        sheet = Sheet.objects.in_force().for_detail().filter(product_set=product.product_set_id).first()
        branches = sheet.branches() if sheet else {}
        if branches:
            self.fields["branch"].choices = [("", _("Choose")), *branches.items()]
        else:
            del self.fields["branch"]


class DossierCouncilForm(forms.Form):
    """Which council scores the dossier."""

    council = forms.ModelChoiceField(label=_("Council"), queryset=Council.objects.none())

    def __init__(self, *args, dossier, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["council"].queryset = Council.objects.filter(
            place=dossier.product.producer.place.province_id
        ).for_list()
        self.initial.setdefault("council", dossier.council_id)
