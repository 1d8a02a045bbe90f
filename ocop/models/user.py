"""People and what they are."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ocop.models.record import tracked
from ocop.vietnamese import NameField


class Role(models.TextChoices):
    """What a user is. What they do in a council follows from their seat alone."""

    PRODUCER = "producer", _("Producer")
    COMMUNE_OFFICER = "commune_officer", _("Commune officer")
    PROVINCIAL_OFFICER = "provincial_officer", _("Provincial officer")
    PROVINCIAL_LEADER = "provincial_leader", _("Provincial leader")
    EXPERT = "expert", _("Expert")
    MINISTRY_OFFICER = "ministry_officer", _("Ministry officer")
    MINISTRY_LEADER = "ministry_leader", _("Leader of the ministry")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


PLACED_ROLES = (Role.COMMUNE_OFFICER, Role.PROVINCIAL_OFFICER, Role.PROVINCIAL_LEADER)
DESK_ROLES = frozenset(
    {
        Role.COMMUNE_OFFICER,
        Role.PROVINCIAL_OFFICER,
        Role.PROVINCIAL_LEADER,
        Role.MINISTRY_OFFICER,
        Role.MINISTRY_LEADER,
        Role.AUDITOR,
        Role.ADMINISTRATOR,
    }
)

MINISTRY_ROLES = frozenset({Role.MINISTRY_OFFICER, Role.MINISTRY_LEADER})

# Who registers and changes producers, products and their papers, each in the own province.
EDITOR_ROLES = frozenset({Role.PROVINCIAL_OFFICER})


class UserManager(BaseUserManager):
    """Makes users; e-mail addresses are stored in lower case."""

    def create_user(self, email, password=None, **fields):
        """Make and save a user. Without a password the account cannot sign in."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """Make an administrator (manage.py createsuperuser)."""
        return self.create_user(email, password, **{**fields, "role": Role.ADMINISTRATOR})

    def get_by_natural_key(self, email):
        """Find by e-mail in any case."""
        return self.get(email=email.lower())


@tracked(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """A person who signs in with an e-mail address."""

    email = models.EmailField(_("e-mail"), unique=True)
    full_name = NameField(_("full name"), max_length=120)
    office = NameField(
        _("office"), max_length=200, blank=True, help_text=_("As it stands in minutes and decisions.")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    place = models.ForeignKey(
        "ocop.Place", models.PROTECT, verbose_name=_("place"), null=True, blank=True, related_name="users"
    )
    is_active = models.BooleanField(_("may sign in"), default=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["full_name", "pk"]
        constraints = [
            models.CheckConstraint(name="user_role_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="user_has_place_if_role_needs_it",
                condition=~Q(role__in=PLACED_ROLES) | Q(place__isnull=False),
                violation_error_message=_("This role needs a place."),
            ),
            models.CheckConstraint(
                name="user_email_in_lower_case",
                condition=Q(email=Lower("email")),
                violation_error_message=_("Write the e-mail address in lower case."),
            ),
        ]

    def __str__(self):
        return self.full_name

    @classmethod
    def normalize_username(cls, username):
        """The e-mail address as it is stored: in lower case (called by clean(), so in every form)."""
        return super().normalize_username(username).lower()

    @property
    def is_staff(self):
        """May open the Django admin."""
        return self.role == Role.ADMINISTRATOR

    @property
    def is_superuser(self):
        """Administrators hold every admin permission; the admin classes say what is read-only."""
        return self.is_active and self.role == Role.ADMINISTRATOR

    def has_perm(self, perm, obj=None):
        """Django admin's question; everything else goes by scope."""
        return self.is_superuser

    def has_module_perms(self, app_label):
        """Django admin's question for an app."""
        return self.is_superuser

    @property
    def works_at_desk(self):
        """May open the officers' workspace."""
        return self.role in DESK_ROLES

    @property
    def edits_registers(self):
        """May register and change what is in their scope."""
        return self.role in EDITOR_ROLES
