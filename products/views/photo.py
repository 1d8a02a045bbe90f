"""Photographs of a product in the desk, and their public renditions."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.generic import DeleteView, FormView, View
from django.views.generic.detail import SingleObjectMixin

from ocop.operation.headers import ANYBODYS, RESOURCE_POLICY
from ocop.operation.work import UPLOADS
from ocop.pages.kept_uploads import KeepsUploads, keep_each, refuse
from ocop.pages.views import EditPage, HistoryPage, ScopedViewMixin
from ocop.permissions import Act
from products.forms.photo import PhotoAddForm, PhotoForm
from products.models import Photo, Product

TYPES = {".avif": "image/avif", ".webp": "image/webp", ".jpeg": "image/jpeg"}


class PhotoAddView(KeepsUploads, ScopedViewMixin, SingleObjectMixin, FormView):
    """Add pictures; usable ones are stored even if others fail, and each failure is named."""

    model = Product
    act = Act.EDIT_REGISTERS
    work = UPLOADS
    form_class = PhotoAddForm
    template_name = "products/desk/photo_add.html"

    def dispatch(self, request, *args, **kwargs):
        """Find the product in the user's scope first."""
        if self.act.allows(request.user):
            self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        """Store the usable pictures, then show the product, or the form again with the failures."""
        texts = {name: said for name, said in form.cleaned_data.items() if name != "pictures"}
        add = partial(Photo.objects.add, self.object, **texts)
        kept, refused = keep_each(form.cleaned_data["pictures"], add)
        if kept:
            messages.success(self.request, _("Pictures added: %(names)s.") % {"names": ", ".join(kept)})
        if refused:
            refuse(form, "pictures", refused)
        return self.form_invalid(form) if refused else HttpResponseRedirect(self.object.get_desk_url())


class PhotoEditView(EditPage):
    model = Photo
    act = Act.EDIT_REGISTERS
    folder = "desk"
    form_class = PhotoForm


class PhotoHistoryView(HistoryPage):
    model = Photo
    act = Act.READ_HISTORY


class PhotoDeleteView(ScopedViewMixin, DeleteView):
    model = Photo
    act = Act.EDIT_REGISTERS
    folder = "desk"
    template_name_suffix = "_confirm_delete"

    def get_success_url(self):
        return self.object.get_desk_url()


class RenditionView(ScopedViewMixin, View):
    """A public rendition. Its name is a hash of its content, so it is cached for ever."""

    act = Act.READ_CATALOGUE

    def get(self, request, name):
        kind = next((kind for ending, kind in TYPES.items() if name.endswith(ending)), None)
        try:
            if kind is None or not storages["renditions"].exists(name):
                raise Http404
        except SuspiciousFileOperation as outside:
            raise Http404 from outside
        response = FileResponse(storages["renditions"].open(name), content_type=kind)
        response["Cache-Control"] = "public, max-age=31536000, immutable"
        response["X-Content-Type-Options"] = "nosniff"
        response[RESOURCE_POLICY] = ANYBODYS
        return response
