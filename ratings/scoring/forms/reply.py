"""The producer's reply to a result."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ratings.scoring.models.reply import LONGEST


class ReplyForm(forms.Form):
    """What the producer says."""

    text = forms.CharField(
        label=_("Your reply"),
        help_text=_("Once the product is recognised, the reply stands on its public page."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
