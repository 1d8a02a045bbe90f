"""The Django admin: accounts are managed here. Open to administrators only (User.is_staff)."""

import django_tasks_db.admin  # noqa: F401 -- registers a page of its own first
from axes.admin import AccessAttemptAdmin, AccessLogAdmin
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

import ocop.pages.places_admin  # noqa: F401 -- registers its pages
from ocop.background.attempts import bounds, run_again
from ocop.background.progress import shown
from ocop.models import Mail, Place, User
from ocop.models.user import CONFIRMED_FIELDS, NO_MAIL, AccountState
from ocop.pages.admin_base import ChangedHere, ReadOnly, ReadOnlyAdmin

# Permissions follow from role and place; Django's groups are not used.
admin.site.unregister(Group)
admin.site.site_header = admin.site.site_title = _("OCOP register: administration")
admin.site.index_title = _("What can be looked up")


# The admin pages of django-axes can delete; AccessFailureLog is always empty, as failures are in AccessAttempt.
admin.site.unregister([AccessAttempt, AccessLog, AccessFailureLog])


@admin.register(AccessAttempt)
class TriedSignInAdmin(ReadOnly, AccessAttemptAdmin):
    """Failed sign-ins as counted by django-axes; nobody can delete them."""

    actions: list[str] = []


@admin.register(AccessLog)
class SignInAdmin(ReadOnly, AccessLogAdmin):
    pass


class UserCreationForm(forms.ModelForm):
    """A new account. The person chooses the password by a link in a mail."""

    class Meta:
        model = User
        fields = ["email", "full_name", "office", "role", "place"]

    def save(self, commit=True):
        """An account without a usable password."""
        self.instance.set_unusable_password()
        return super().save(commit)


class UserEditForm(forms.ModelForm):
    """An account, without its password."""

    class Meta:
        model = User
        fields = ["email", "full_name", "office", "role", "place"]


class AccountFilter(admin.SimpleListFilter):
    """Accounts by state."""

    title = _("account")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return AccountState.choices

    def queryset(self, request, queryset):
        state = self.value()
        return getattr(queryset, state)() if state in AccountState.values else queryset


WAITS = _(
    "Nobody can sign in with this account until another administrator confirms it, in the list of accounts."
)


@admin.register(User)
class UserAdmin(ChangedHere, DjangoUserAdmin):
    """Accounts; opening one takes two administrators. An account is closed, never deleted."""

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
    # Not a select box: six communes are named Yên Mỹ.
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
        """Only places in force can be chosen."""
        if db_field.name == "place":
            kwargs["queryset"] = Place.objects.in_force()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        """Not while it waits for another administrator: the one who confirms has changed nothing."""
        refused = obj is not None and obj.why_not_change(by=request.user)
        return super().has_change_permission(request, obj) and not refused

    @admin.display(description=_("account"))
    def shown_state(self, user):
        return user.state.label if user.pk else ""

    @admin.display(description=_("second factor"), boolean=True)
    def has_second_factor(self, user):
        return hasattr(user, "second_factor")

    def save_model(self, request, obj, form, change):
        """A new account, or one with new rights, waits for another administrator."""
        if not change or CONFIRMED_FIELDS & set(form.changed_data):
            obj.wait_for_another(by=request.user)
            self.message_user(request, WAITS, messages.WARNING)
        super().save_model(request, obj, form, change)

    def user_change_password(self, request, id, form_url=""):
        """Nobody sets the password of another; the own one is changed on the account page."""
        raise Http404

    @admin.action(description=_("Confirm what another administrator made or changed"))
    def confirm(self, request, queryset):
        self._each(request, queryset, "confirm")

    @admin.action(description=_("Close the accounts"))
    def close(self, request, queryset):
        self._each(request, queryset, "close")

    @admin.action(description=_("Open closed accounts again, once another administrator confirms"))
    def reopen(self, request, queryset):
        self._each(request, queryset, "reopen")

    @admin.action(description=_("Send a link by which they choose a password"))
    def send_link(self, request, queryset):
        self._each(request, queryset, "send_link")

    @admin.action(description=_("Reset the second factor, once another administrator confirms"))
    def reset_second_factor(self, request, queryset):
        """They enrol a new one at the next sign-in."""
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
    list_display = ["address", "kind", "state", "made", "made_by", "attempts", "tried", "remark"]
    list_filter = ["state", "kind"]
    list_select_related = ["made_by"]
    search_fields = ["address"]


admin.site.unregister(DBTaskResult)


@admin.register(DBTaskResult)
class JobAdmin(ReadOnlyAdmin):
    """Background jobs: what waits, runs and has failed, with a sentence in place of a traceback."""

    list_display = ["title", "about", "status", "enqueued_at", "took", "finished_at", "attempts", "remark"]
    fields = [
        "title",
        "about",
        "keys",
        "status",
        "enqueued_at",
        "started_at",
        "finished_at",
        "attempts",
        "remark",
    ]
    readonly_fields = ["title", "about", "keys", "attempts", "remark"]
    list_filter = ["status"]
    ordering = ["-enqueued_at"]
    actions = ["run_again"]

    @admin.display(description=_("what"), ordering="task_path")
    def title(self, job):
        return bounds(job).title or job.task_name

    @admin.display(description=_("what it works on"))
    def about(self, job):
        named = bounds(job).about
        return named(*job.args_kwargs["args"]) if named else ""

    @admin.display(description=_("seconds that it took so far"))
    def took(self, job):
        return (
            round(((job.finished_at or timezone.now()) - job.started_at).total_seconds())
            if job.started_at
            else ""
        )

    @admin.display(description=_("keys of its rows"))
    def keys(self, job):
        return ", ".join(map(str, job.args_kwargs["args"]))

    @admin.display(description=_("attempts"))
    def attempts(self, job):
        return len(job.worker_ids)

    @admin.display(description=_("remark"))
    def remark(self, job):
        return shown(job).sentence

    @admin.action(description=_("Run again what has failed"))
    def run_again(self, request, queryset):
        for job in queryset.order_by("enqueued_at"):
            if refusal := run_again(job):
                self.message_user(request, f"{self.title(job)}: {refusal}", messages.ERROR)
