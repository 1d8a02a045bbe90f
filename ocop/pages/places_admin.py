"""Places and their changes in the Django admin: looked up, and changed by resolutions alone."""

from typing import cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.models import Place, PlaceEvent, PlaceListCheck, PlaceName, Succession
from ocop.models.place import PlaceQuerySet
from ocop.models.place_event import PlaceEventState
from ocop.pages.admin_base import ChangedHere, FoldedSearchMixin, ReadOnly, last_day_of
from ocop.pages.once import once
from ocop.pages.place_moves_form import MovesForm
from ocop.places import events
from ocop.places.event_units import read_units
from ocop.places.list_age import age_of_list


class InForceFilter(admin.SimpleListFilter):
    """Whether places exist today."""

    title = _("in force")
    parameter_name = "in_force"

    def lookups(self, request, model_admin):
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request, queryset):
        in_force = Place.objects.in_force().values("pk")
        match self.value():
            case "yes":
                return queryset.filter(pk__in=in_force)
            case "no":
                return queryset.exclude(pk__in=in_force)
        return queryset


class BecameInline(ReadOnly, admin.TabularInline):
    model = Succession
    fk_name = "old"
    fields = ["new", "on", "event"]
    verbose_name_plural = _("became")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("new", "event")


class WasInline(ReadOnly, admin.TabularInline):
    model = Succession
    fk_name = "new"
    fields = ["old", "on", "event"]
    verbose_name_plural = _("was before")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("old", "event")


class NameInline(ReadOnly, admin.TabularInline):
    model = PlaceName
    fields = ["kind", "name", "valid_from", "valid_until", "event"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("event")


@admin.register(Place)
class PlaceAdmin(FoldedSearchMixin, ReadOnly, admin.ModelAdmin):
    """Places come from the seed (load_places) and from changes by resolutions, so they are read-only."""

    list_display = [
        "name_with_kind",
        "code",
        "level",
        "parent",
        "province",
        "valid_from",
        last_day_of("valid_until", _("existed until the end of")),
    ]
    list_filter = ["level", InForceFilter]
    search_fields = ["name_key", "=code"]
    search_help_text = _("Name with or without accents, or statistics code.")
    list_select_related = ["parent", "province"]
    inlines = [NameInline, BecameInline, WasInline]

    def get_queryset(self, request):
        """All places; for choosing one for an account, only places in force."""
        rows = cast(PlaceQuerySet, super().get_queryset(request))
        return rows.in_force() if IS_POPUP_VAR in request.GET else rows

    @admin.display(description=_("name"), ordering="name_order")
    def name_with_kind(self, place):
        return place.full_name


class PlaceEventForm(forms.ModelForm):
    """A change of places as its resolution says it."""

    class Meta:
        model = PlaceEvent
        fields = ["kind", "resolution", "signed_on", "in_force_from", "province", "goes_to", "units"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Not known only of those that the seed brought; a confirmed one has no fields to fill in.
        if "signed_on" in self.fields:
            self.fields["signed_on"].required = True

    def clean(self):
        """With each line of the units read."""
        cleaned = super().clean() or {}
        needed = ("kind", "in_force_from", "province", "units")
        if all(cleaned.get(name) for name in needed):
            try:
                read_units(PlaceEvent(**{name: cleaned[name] for name in needed}))
            except ValidationError as error:
                self.add_error("units", error)
        return cleaned


@admin.register(PlaceEvent)
class PlaceEventAdmin(ChangedHere):
    """Changes of places: entered, seen with what they touch, confirmed, and undone while nothing newer stands on them."""

    form = PlaceEventForm
    change_list_template = "admin/place_event_list.html"
    list_display = ["resolution", "kind", "in_force_from", "province", "shown_state", "what_it_touches"]
    list_filter = ["kind"]
    list_select_related = ["province"]
    search_fields = ["resolution", "units"]
    actions = None
    readonly_fields = ["what_it_touches"]
    fieldsets = [(None, {"fields": [*PlaceEventForm.Meta.fields, "what_it_touches"]})]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Provinces in force."""
        kwargs["queryset"] = Place.objects.in_force().provinces().for_list()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        """Until it is confirmed."""
        entered = obj is None or obj.state == PlaceEventState.ENTERED
        return super().has_change_permission(request, obj) and entered

    def has_delete_permission(self, request, obj=None):
        """A draft, which had no effect."""
        entered = obj is not None and obj.state == PlaceEventState.ENTERED
        return super().has_delete_permission(request, obj) and entered

    @admin.display(description=_("state"))
    def shown_state(self, event):
        return event.state.label

    @admin.display(description=_("what it touches"))
    def what_it_touches(self, event):
        if not event.pk:
            return gettext("It is shown once the change is saved, before it is confirmed.")
        return format_html('<a href="{}">{}</a>', self.address_of(event), gettext("Look at what it touches"))

    def address_of(self, event):
        return reverse("admin:ocop_placeevent_touched", args=[event.pk])

    def save_model(self, request, obj, form, change):
        if not change:
            obj.entered_by = request.user
        super().save_model(request, obj, form, change)

    def response_post_save_add(self, request, obj):
        return HttpResponseRedirect(self.address_of(obj))

    response_post_save_change = response_post_save_add

    def get_urls(self):
        pages = [
            path("check/", self.admin_site.admin_view(self.check_view), name="ocop_placeevent_check"),
            path(
                "<path:object_id>/touched/",
                self.admin_site.admin_view(self.touched_view),
                name="ocop_placeevent_touched",
            ),
        ]
        return pages + super().get_urls()

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {**(extra_context or {}), "age": age_of_list()})

    def check_view(self, request):
        """Note that the list was compared today."""
        if request.method == "POST" and self.has_add_permission(request):
            PlaceListCheck.objects.create(checked_by=request.user)
            messages.success(request, gettext("Noted: the list of places was compared today."))
        return HttpResponseRedirect(reverse("admin:ocop_placeevent_changelist"))

    def touched_view(self, request, object_id):
        """The page on which an event is seen, confirmed and undone."""
        event = self.get_object(request, object_id)
        if event is None:
            raise Http404
        if not self.has_view_permission(request, event):
            raise PermissionDenied
        if request.method == "POST":
            return once(request, lambda: self._act(request, event))
        return self._page(request, event, MovesForm(event))

    def _page(self, request, event, form):
        context = {**self.admin_site.each_context(request), **_shown(event), "form": form, "opts": self.opts}
        return TemplateResponse(request, "admin/place_event_touched.html", context)

    def _act(self, request, event):
        """Confirm or undo it, and say why not; what was chosen stays."""
        form = MovesForm(event, request.POST)
        refusal = self._why_not(request, event, form)
        if refusal:
            messages.error(request, refusal)
            if form.fields:
                return self._page(request, event, form)
        else:
            messages.success(request, f"{event}: {event.state.label}")
        return HttpResponseRedirect(self.address_of(event))

    def _why_not(self, request, event, form):
        """Do what is asked; why not, or an empty text."""
        act = request.POST.get("act")
        if not self.has_add_permission(request) or act not in ("confirm", "undo"):
            raise PermissionDenied
        if act == "undo":
            return events.undo(event, by=request.user)
        if request.POST.get("seen") != events.digest(event):
            return gettext("Somebody has changed it since you looked: look at what it touches now.")
        if not form.is_valid():
            return gettext("Choose the new unit of each producer and each account.")
        return events.confirm(event, by=request.user, choices=form.cleaned_data)


def _shown(event):
    """What the page of an event shows."""
    try:
        changes = read_units(event) if event.state == PlaceEventState.ENTERED else []
        counts, refusal = events.touched(event), ""
    except ValidationError as error:
        changes, counts, refusal = [], [], " ".join(error.messages)
    return {
        "event": event,
        "seen": events.digest(event),
        "changes": changes,
        "counts": counts,
        "why_not_confirm": refusal or events.why_not_confirm(event),
        "why_not_undo": events.why_not_undo(event),
    }
