"""Administration: people are managed here, places are looked up. Only administrators come in (User.is_staff)."""

from axes.admin import AccessAttemptAdmin, AccessLogAdmin
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from ocop.admin_base import ChangedHere, FoldedSearch, ReadOnly, ReadOnlyAdmin, last_day_of
from ocop.models import Mail, Place, Succession, User
from ocop.models.user import CONFIRMED_FIELDS, NO_MAIL, AccountState

# Who may do what follows from role and place; Django's groups mean nothing here.
admin.site.unregister(Group)
admin.site.site_header = admin.site.site_title = _("OCOP register: administration")
admin.site.index_title = _("What can be looked up")


# What django-axes registers can be emptied. The third stays empty: failures are among the attempts.
admin.site.unregister([AccessAttempt, AccessLog, AccessFailureLog])


@admin.register(AccessAttempt)
class TriedSignInAdmin(ReadOnly, AccessAttemptAdmin):
    """Failures at the sign-in as django-axes counts them: nobody takes them out of the record."""

    actions: list[str] = []


@admin.register(AccessLog)
class SignInAdmin(ReadOnly, AccessLogAdmin):
    """Who signed in, from where."""


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

    def get_queryset(self, request):
        """All that ever were; to choose from, for an account, only those that are."""
        rows = super().get_queryset(request)
        return rows.in_force() if IS_POPUP_VAR in request.GET else rows

    @admin.display(description=_("name"), ordering="name_order")
    def name_with_kind(self, place):
        """“Xã Tân Cương”."""
        return place.full_name


class UserCreationForm(forms.ModelForm):
    """A new account: who and what they are. They choose their password themselves, by a link in a mail."""

    class Meta:
        model = User
        fields = ["email", "full_name", "office", "role", "place"]

    def save(self, commit=True):
        """An account with which nobody can sign in yet."""
        self.instance.set_unusable_password()
        return super().save(commit)


class UserEditForm(forms.ModelForm):
    """An account; its password is nobody else's business."""

    class Meta:
        model = User
        fields = ["email", "full_name", "office", "role", "place"]


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
class UserAdmin(ChangedHere, DjangoUserAdmin):
    """Accounts, which take two administrators. One that is no longer needed is closed, not deleted."""

    add_form_template = "admin/user_sent_once.html"
    form = UserEditForm
    add_form = UserCreationForm
    list_display = ["full_name", "email", "role", "place", "shown_state", "has_second_factor", "last_login"]
    list_filter = ["role", AccountFilter]
    list_select_related = ["place", "second_factor"]
    actions = ["confirm", "close", "reopen", "send_link", "reset_second_factor"]
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
                "fields": ["email", "full_name", "office"],
                "description": _(
                    "An account with another address, role or place waits until another administrator confirms it,"
                    " in the list of accounts. Until then nobody else changes it."
                ),
            },
        ),
        (_("What they may do"), {"fields": ["role", "place", "shown_state", "changed_by", "confirmed_by"]}),
        (_("Seen"), {"fields": ["last_login"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["email", "full_name", "office", "role", "place"],
                "description": _(
                    "Once another administrator has confirmed the account, it gets a mail with a link by which its"
                    " owner chooses a password. A producer without e-mail signs in with a telephone number, and gets"
                    " a printed code from their commune instead."
                ),
            },
        ),
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """People work in a place in force."""
        if db_field.name == "place":
            kwargs["queryset"] = Place.objects.in_force()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        """Nobody is deleted."""
        return False

    def has_change_permission(self, request, obj=None):
        """Not while it waits for another than who changed it: whoever confirms has changed nothing."""
        refused = obj is not None and obj.refusal_to_change(by=request.user)
        return super().has_change_permission(request, obj) and not refused

    @admin.display(description=_("account"))
    def shown_state(self, user):
        """Open, waiting or closed."""
        return user.state.label if user.pk else ""

    @admin.display(description=_("second factor"), boolean=True)
    def has_second_factor(self, user):
        """Whether they have made one."""
        return hasattr(user, "second_factor")

    def save_model(self, request, obj, form, change):
        """What is new or means something else waits for another administrator."""
        if not change or CONFIRMED_FIELDS & set(form.changed_data):
            obj.wait_for_another(by=request.user)
            self.message_user(request, WAITS, messages.WARNING)
        super().save_model(request, obj, form, change)

    def user_change_password(self, request, id, form_url=""):
        """Nobody types the password of another; the own one is changed on the page of the account."""
        raise Http404

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

    @admin.action(description=_("Send a link by which they choose a password"))
    def send_link(self, request, queryset):
        """Put the mail into the outbox."""
        self._each(request, queryset, "send_link")

    @admin.action(description=_("Reset the second factor, once another administrator confirms"))
    def reset_second_factor(self, request, queryset):
        """Let them make a new one at the next sign-in."""
        self._each(request, queryset, "reset_second_factor")

    def _each(self, request, accounts, act):
        for account in accounts.order_by("pk"):
            if refusal := getattr(account, act)(by=request.user):
                self.message_user(request, f"{account.email}: {refusal}", messages.ERROR)
            else:
                account.refresh_from_db()
                self.message_user(request, f"{account.email}: {account.state.label}", messages.SUCCESS)
                if (
                    account.gets_no_mail
                    and account.state == AccountState.OPEN
                    and not account.has_usable_password()
                ):
                    self.message_user(request, f"{account.email}: {NO_MAIL}", messages.WARNING)


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    """The outbox: what was sent, what the mail server refused, and what it said."""

    list_display = ["address", "kind", "state", "made", "made_by", "attempts", "tried", "remark"]
    list_filter = ["state", "kind"]
    list_select_related = ["made_by"]
    search_fields = ["address"]
