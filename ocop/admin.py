"""Administration: people are managed here, places are looked up. Only administrators come in (User.is_staff)."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ocop.admin_base import FoldedSearch, ReadOnly, last_day_of
from ocop.models import Place, Succession, User
from ocop.models.user import CONFIRMED_FIELDS, AccountState

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


class AccountFilter(admin.SimpleListFilter):
    """Accounts by whether they are open."""

    title = _("account")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        """The three states."""
        return AccountState.choices

    def queryset(self, request, queryset):
        """The accounts in one of the states."""
        state = self.value()
        return getattr(queryset, state)() if state in AccountState.values else queryset


WAITS = _(
    "Nobody can sign in with this account until another administrator confirms it, in the list of accounts."
)


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Accounts, which take two administrators. One that is no longer needed is closed, not deleted."""

    form = UserEditForm
    add_form = UserCreationForm
    list_display = ["full_name", "email", "role", "place", "shown_state", "last_login"]
    list_filter = ["role", AccountFilter]
    list_select_related = ["place"]
    actions = ["confirm", "close", "reopen"]
    search_fields = ["full_name", "email"]
    ordering = ["full_name", "pk"]
    filter_horizontal = []
    # A list to choose from, because a name alone does not tell six communes Yên Mỹ apart.
    raw_id_fields = ["place"]
    readonly_fields = ["last_login", "shown_state", "changed_by", "confirmed_by"]
    fieldsets = [
        (
            None,
            {
                "fields": ["email", "password", "full_name", "office"],
                "description": _(
                    "An account with another address, role, place or password waits until another administrator"
                    " confirms it, in the list of accounts. Until then nobody else changes it."
                ),
            },
        ),
        (_("What they may do"), {"fields": ["role", "place", "shown_state", "changed_by", "confirmed_by"]}),
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

    def get_object(self, request, object_id, from_field=None):
        """The account, held while it is changed."""
        found = super().get_object(request, object_id, from_field)
        if found and request.method == "POST":
            return User.objects.select_for_update(of=("self",)).get(pk=found.pk)
        return found

    def has_change_permission(self, request, obj=None):
        """Not while it waits for another than who changed it: whoever confirms has changed nothing."""
        refused = obj is not None and obj.refusal_to_change(by=request.user)
        return super().has_change_permission(request, obj) and not refused

    @admin.display(description=_("account"))
    def shown_state(self, user):
        """Open, waiting or closed."""
        return user.state.label if user.pk else ""

    def save_model(self, request, obj, form, change):
        """What is new or means something else waits for another administrator."""
        if not change or CONFIRMED_FIELDS & set(form.changed_data):
            obj.wait_for_another(by=request.user)
            self.message_user(request, WAITS, messages.WARNING)
        super().save_model(request, obj, form, change)

    @transaction.atomic
    def user_change_password(self, request, id, form_url=""):
        """Somebody else's new password waits as well: whoever set it could sign in by it."""
        before = User.objects.filter(pk=id).first()
        response = super().user_change_password(request, id, form_url)
        after = User.objects.filter(pk=id).first()
        if after and after.password != before.password and after.pk != request.user.pk:
            after.wait_for_another(by=request.user)
            after.save(update_fields=["is_active", "changed_by", "confirmed_by"])
            self.message_user(request, WAITS, messages.WARNING)
        return response

    @admin.action(description=_("Confirm what another administrator made or changed"))
    def confirm(self, request, queryset):
        """Let them sign in."""
        self._each(request, queryset, "confirm")

    @admin.action(description=_("Close the accounts"))
    def close(self, request, queryset):
        """Let them sign in no more."""
        self._each(request, queryset, "close")

    @admin.action(description=_("Open closed accounts again, once another administrator confirms"))
    def reopen(self, request, queryset):
        """Let them wait for another administrator."""
        self._each(request, queryset, "reopen")

    def _each(self, request, accounts, act):
        for account in accounts.order_by("pk"):
            if refusal := getattr(account, act)(by=request.user):
                self.message_user(request, f"{account.email}: {refusal}", messages.ERROR)
            else:
                account.refresh_from_db()
                self.message_user(request, f"{account.email}: {account.state.label}", messages.SUCCESS)
