"""Administration: people are managed here, places are looked up. Only administrators come in (User.is_staff)."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from ocop.admin_base import FoldedSearch, ReadOnly, last_day_of
from ocop.models import Place, Succession, User

# Who may do what follows from role and place; Django's groups mean nothing here.
admin.site.unregister(Group)
admin.site.site_header = admin.site.site_title = _("OCOP register: administration")
admin.site.index_title = _("What can be looked up")


class InForceFilter(admin.SimpleListFilter):
    """Places that exist today, or those that do not."""

    title = _("in force")
    parameter_name = "in_force"

    def lookups(self, request, model_admin):
        """Yes or no."""
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request, queryset):
        """The queryset of places, narrowed by the answer."""
        in_force = Place.objects.in_force().values("pk")
        match self.value():
            case "yes":
                return queryset.filter(pk__in=in_force)
            case "no":
                return queryset.exclude(pk__in=in_force)
        return queryset


class BecameInline(ReadOnly, admin.TabularInline):
    """What a place became."""

    model = Succession
    fk_name = "old"
    fields = ["new", "on"]
    verbose_name_plural = _("became")

    def get_queryset(self, request):
        """With the names."""
        return super().get_queryset(request).select_related("new")


class WasInline(ReadOnly, admin.TabularInline):
    """What a place was before."""

    model = Succession
    fk_name = "new"
    fields = ["old", "on"]
    verbose_name_plural = _("was before")

    def get_queryset(self, request):
        """With the names."""
        return super().get_queryset(request).select_related("old")


@admin.register(Place)
class PlaceAdmin(FoldedSearch, ReadOnly, admin.ModelAdmin):
    """Places come from the seed (load_places), so they are only read here."""

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
    inlines = [BecameInline, WasInline]

    @admin.display(description=_("name"), ordering="name_order")
    def name_with_kind(self, place):
        """“Xã Tân Cương”."""
        return place.full_name


class UserCreationForm(AdminUserCreationForm):
    """A new account: who, what they are, and a password typed twice or none."""

    class Meta:
        model = User
        fields = ["email", "full_name", "office", "role", "place"]


class UserEditForm(UserChangeForm):
    """An account; the password is a link to its own form."""

    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Accounts. One that is no longer needed is closed, not deleted: its history names it."""

    form = UserEditForm
    add_form = UserCreationForm
    list_display = ["full_name", "email", "role", "place", "is_active", "last_login"]
    list_filter = ["role", "is_active"]
    list_select_related = ["place"]
    search_fields = ["full_name", "email"]
    ordering = ["full_name", "pk"]
    filter_horizontal = []
    # A list to choose from, because a name alone does not tell six communes Yên Mỹ apart.
    raw_id_fields = ["place"]
    readonly_fields = ["last_login"]
    fieldsets = [
        (None, {"fields": ["email", "password", "full_name", "office"]}),
        (_("What they may do"), {"fields": ["role", "place", "is_active"]}),
        (_("Seen"), {"fields": ["last_login"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["email", "full_name", "office", "role", "place"]}),
        (_("Password"), {"classes": ["wide"], "fields": ["usable_password", "password1", "password2"]}),
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """People work in a place in force."""
        if db_field.name == "place":
            kwargs["queryset"] = Place.objects.in_force()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        """Nobody is deleted."""
        return False
