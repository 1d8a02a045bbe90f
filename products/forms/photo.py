from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.pages.forms import PublicTextMixin, RecordForm, SeveralFilesField, SeveralFilesInput
from products.models import Photo

ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/heic,.heic"


class PhotoTextMixin(PublicTextMixin):
    """The public texts of a photograph."""

    public_texts = ("alt_vi", "alt_en", "credit")
    of_product = True


class PhotoAddForm(PhotoTextMixin, forms.Form):
    pictures = SeveralFilesField(
        label=_("Pictures"),
        help_text=_(
            "JPEG, PNG, WebP, AVIF or HEIC, up to 20 MB and 40 megapixels each; several at once, together up to 24 MB."
            " Where a picture was taken is removed."
        ),
        widget=SeveralFilesInput(attrs={"accept": ACCEPTED}),
    )
    alt_vi = forms.CharField(label=_("what it shows, in Vietnamese"), max_length=200)
    alt_en = forms.CharField(label=_("what it shows, in English"), max_length=200, required=False)
    credit = forms.CharField(label=_("photographer or source"), max_length=200, required=False)
    licence = forms.CharField(label=_("licence"), max_length=100, required=False)


class PhotoForm(PhotoTextMixin, RecordForm):
    """The texts of a photograph; the file itself never changes."""

    class Meta:
        model = Photo
        fields = ["alt_vi", "alt_en", "credit", "licence", "position", "is_label", "focus_x", "focus_y"]
