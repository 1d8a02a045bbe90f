"""Accounts.

No administrator can create an account alone: one that an administrator creates, or whose address, role, place or second
factor they change, cannot sign in until another administrator confirms it. Nobody sets the password of another. Accounts
made on the server (createsuperuser) need no confirmation.

The column `email` is the sign-in name; for producers it may be a telephone number (ocop/values/sign_in_names.py).
"""

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.models.mail import CodeKind, Mail
from ocop.models.record import tracked
from ocop.permissions import Act, Role
from ocop.values.sign_in_names import E_MAIL, TELEPHONE, SignInNameField, is_telephone, normal
from ocop.values.vietnamese import NameField

PLACED_ROLES = (Role.COMMUNE_OFFICER, Role.PROVINCIAL_OFFICER, Role.PROVINCIAL_LEADER)

# Fields that say whose the account is and what it may do; changing one needs confirmation.
CONFIRMED_FIELDS = frozenset({"email", "role", "place"})


# What is said where others get a link by mail.
NO_MAIL = _(
    "No mail goes to a telephone number. The person gets a printed code from their commune: an officer there makes it"
    " on the page of the producer, once the membership is recorded."
)


class AccountState(models.TextChoices):
    OPEN = "open", _("open")
    WAITING = "waiting", _("waits for another administrator")
    CLOSED = "closed", _("closed")


# Name, role and place of an open account cannot change, except its place together with its unit (place_event_move_accounts).
# An account is opened only by an active administrator other than the one who changed it. While it waits nobody else changes
# it, so that the one who confirms has changed nothing; another may close it (`confirmed_by` is then the one who closed it).
OPENED_BY_TWO = f"""
    IF TG_OP = 'INSERT' THEN
        -- Only the console, which runs as the tables' owner, makes an account with which somebody can sign in at once.
        IF NEW.confirmed_by_id IS NOT NULL OR (NEW.is_active AND NOT pg_has_role(
            current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE'))
        THEN
            RAISE EXCEPTION 'account_opened_by_two' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (OLD.changed_by_id IS NOT NULL AND NEW.changed_by_id IS NULL)
        OR (NOT OLD.is_active AND OLD.confirmed_by_id IS NULL AND NEW.changed_by_id <> OLD.changed_by_id
            AND NEW.confirmed_by_id IS DISTINCT FROM NEW.changed_by_id)
        OR (NEW.is_active AND (NEW.email, NEW.role) IS DISTINCT FROM (OLD.email, OLD.role))
        OR (NEW.is_active AND NEW.place_id IS DISTINCT FROM OLD.place_id AND NOT (
            pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE')
            AND EXISTS (SELECT FROM ocop_accountmove WHERE user_id = NEW.id
                AND (OLD.place_id, NEW.place_id) IN ((old_id, new_id), (new_id, old_id)))))
        OR (NEW.is_active AND NOT OLD.is_active AND NOT EXISTS (
            SELECT FROM ocop_user other WHERE other.id = NEW.confirmed_by_id AND other.id <> OLD.changed_by_id
                AND other.id <> NEW.id AND other.role = '{Role.ADMINISTRATOR}' AND other.is_active))
    THEN
        RAISE EXCEPTION 'account_opened_by_two' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""  # noqa: S608 - nothing that anybody typed


class UserQuerySet(models.QuerySet["User"]):
    """Accounts by state; the same rule as User.state, for querysets."""

    def open(self):
        return self.filter(is_active=True)

    def waiting(self):
        return self.filter(is_active=False, changed_by__isnull=False, confirmed_by=None)

    def closed(self):
        return self.filter(is_active=False).exclude(pk__in=self.model.objects.waiting().values("pk"))


class UserManager(BaseUserManager["User"]):
    """Creates users and finds them by sign-in name in any spelling."""

    def create_user(self, email, password=None, **fields):
        """Create a user; without a password the account cannot sign in."""
        user = self.model(email=normal(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """Create an administrator (manage.py createsuperuser)."""
        return self.create_user(email, password, **{**fields, "role": Role.ADMINISTRATOR})

    def get_by_natural_key(self, email):
        """Find by sign-in name; called by Django's authentication backend."""
        return self.get(email=email)


@tracked(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """A person who signs in with an e-mail address or, as a producer without one, with a telephone number."""

    email = SignInNameField(_("e-mail or telephone number"), max_length=254, unique=True)
    full_name = NameField(_("full name"), max_length=120)
    office = NameField(
        _("office"), max_length=200, blank=True, help_text=_("As it stands in minutes and decisions.")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    place = models.ForeignKey(
        "ocop.Place", models.PROTECT, verbose_name=_("place"), null=True, blank=True, related_name="users"
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    changed_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("made, changed or closed by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    confirmed_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = UserManager.from_queryset(UserQuerySet)()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["full_name", "pk"]
        triggers = [
            # Doubles User.why_not_confirm() and User.why_not_change().
            pgtrigger.Trigger(
                name="account_opened_by_two",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=OPENED_BY_TWO,
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="user_open_once_another_confirms",
                condition=Q(is_active=False)
                | Q(changed_by=None)
                | (Q(confirmed_by__isnull=False) & ~Q(confirmed_by=F("changed_by"))),
            ),
            models.CheckConstraint(name="user_role_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="user_has_place_if_role_needs_it",
                condition=~Q(role__in=PLACED_ROLES) | Q(place__isnull=False),
                violation_error_message=_("This role needs a place."),
            ),
            models.CheckConstraint(
                name="user_name_in_its_spelling",
                condition=Q(email__regex=TELEPHONE) | Q(email__regex=E_MAIL, email=Lower("email")),
                violation_error_message=_(
                    "Write an e-mail address, or a telephone number of ten digits that begins with 0."
                ),
            ),
            # Printed codes are for producers only.
            models.CheckConstraint(
                name="user_with_telephone_is_producer",
                condition=Q(email__contains="@") | Q(role=Role.PRODUCER),
                violation_error_message=_("Only producers sign in with a telephone number: others get mail."),
            ),
        ]

    def __str__(self):
        return self.full_name

    @property
    def is_staff(self):
        """Whether the account may open the Django admin."""
        return Act.ADMINISTER.allows(self)

    @property
    def is_superuser(self):
        """Administrators have every admin permission; the admin classes say what is read-only."""
        return self.is_active and Act.ADMINISTER.allows(self)

    def has_perm(self, perm, obj=None):
        """For the Django admin; everything else goes by scope."""
        return self.is_superuser

    def has_module_perms(self, app_label):
        """For the Django admin."""
        return self.is_superuser

    @property
    def state(self) -> AccountState:
        if self.is_active:
            return AccountState.OPEN
        waits = self.changed_by_id is not None and self.confirmed_by_id is None
        return AccountState.WAITING if waits else AccountState.CLOSED

    @property
    def gets_no_mail(self):
        """Whether there is no e-mail address: the commune prints a code instead."""
        return is_telephone(self.email)

    def wait_for_another(self, *, by: "User") -> None:
        """Block the sign-in until an administrator other than `by` confirms; saved with the row."""
        self.is_active, self.changed_by, self.confirmed_by = False, by, None

    def why_not_confirm(self, *, by: "User") -> str:
        """Why `by` may not open the account; empty if they may."""
        if self.state != AccountState.WAITING:
            return gettext("Nothing waits to be confirmed here.")
        if by.pk in (self.changed_by_id, self.pk):
            return gettext("Who made or changed an account does not confirm it: another administrator does.")
        return ""

    def why_not_change(self, *, by: "User") -> str:
        """Why `by` may not change the account; empty if they may."""
        if self.state == AccountState.WAITING and self.changed_by_id != by.pk:
            return gettext("Another administrator has changed this account: confirm or close it first.")
        return ""

    @transaction.atomic
    def confirm(self, *, by: "User") -> str:
        """Open an account that another administrator created or changed; return why not, or an empty text."""
        row = User.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if refusal := row.why_not_confirm(by=by):
            return refusal
        User.objects.filter(pk=row.pk, is_active=False).update(is_active=True, confirmed_by=by)
        if not row.has_usable_password():
            row.send_link(by=by)
        return ""

    def send_link(self, *, by: "User") -> str:
        """Put a mail with a link for choosing a password into the outbox; return why not, or an empty text."""
        if self.gets_no_mail:
            return str(NO_MAIL)
        if not User.objects.open().filter(pk=self.pk).exists():
            return gettext("Nobody can sign in with this account now: a link would open nothing.")
        Mail.objects.create(address=self.email, kind=CodeKind.INVITATION, made_by=by)
        return ""

    @transaction.atomic
    def close(self, *, by: "User") -> str:
        """Close the account and delete its password; return why not, or an empty text."""
        row = User.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if row.state == AccountState.CLOSED:
            return gettext("This account is closed already.")
        if row.pk == by.pk:
            return gettext("Another administrator closes your own account.")
        User.objects.filter(pk=row.pk).update(
            is_active=False, changed_by=by, confirmed_by=by, password=make_password(None)
        )
        return ""

    @transaction.atomic
    def reopen(self, *, by: "User") -> str:
        """Ask to open a closed account again, which another administrator confirms; return why not, or an empty text."""
        row = User.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if row.state != AccountState.CLOSED:
            return gettext("Only a closed account is opened again.")
        User.objects.filter(pk=row.pk, is_active=False).update(changed_by=by, confirmed_by=None)
        return ""

    @transaction.atomic
    def reset_second_factor(self, *, by: "User") -> str:
        """Delete the second factor and block the sign-in until another administrator confirms.

        Return why not, or an empty text.
        """
        row = User.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if row.pk == by.pk:
            return gettext("Make a new second factor on the page of your own account.")
        if row.state == AccountState.CLOSED:
            return gettext("This account is closed already.")
        if refusal := row.why_not_change(by=by):
            return refusal
        row.forget_second_factor()
        row.wait_for_another(by=by)
        row.save(update_fields=["is_active", "changed_by", "confirmed_by"])
        return ""

    def forget_second_factor(self) -> bool:
        """Delete the second factor and end all sessions; whether there was one."""
        self.sessions.all().delete()
        if had_one := hasattr(self, "second_factor"):
            self.second_factor.delete()
        return had_one

    @property
    def works_at_desk(self):
        """Whether the user may open the officers' desk."""
        return Act.OPEN_DESK.allows(self)

    @property
    def edits_registers(self):
        """Whether the user may register and change rows in their scope."""
        return Act.EDIT_REGISTERS.allows(self)
