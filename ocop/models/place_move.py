"""Who moved with an event that ended their unit: where they were before, and what an undo brings back."""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, cast

from django.db import connection, models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ocop.values.json_encoding import to_json

if TYPE_CHECKING:
    from ocop.models.place_event import PlaceEvent
    from ocop.models.user import User


class PlaceMove(models.Model):
    """A row lay in `old` until an event, and since then in `new`. `moved` names the field of the row."""

    moved: ClassVar[str]

    event = models.ForeignKey(
        "ocop.PlaceEvent", models.PROTECT, verbose_name=_("by"), related_name="%(class)ss"
    )
    old = models.ForeignKey(
        "ocop.Place", models.PROTECT, verbose_name=_("former place"), related_name="%(class)ss_from"
    )
    new = models.ForeignKey(
        "ocop.Place", models.PROTECT, verbose_name=_("new place"), related_name="%(class)ss_to"
    )

    class Meta:
        abstract = True

    @property
    def last_day(self) -> date:
        """The last day at the former place."""
        return self.event.in_force_from - timedelta(days=1)

    @classmethod
    def rows_moved(cls) -> type[models.Model]:
        """The model whose rows move; they are at their `place`."""
        return cast(type[models.Model], cls._meta.get_field(cls.moved).related_model)

    @classmethod
    def changed_since(cls, event: "PlaceEvent") -> models.QuerySet:
        """The rows that an event moved and that are elsewhere by now."""
        moves = cls._base_manager.filter(event=event).exclude(**{f"{cls.moved}__place": F("new")})
        return cls.rows_moved()._base_manager.filter(pk__in=moves.values(cls.moved)).order_by("pk")

    @classmethod
    def why_not(cls, event: "PlaceEvent", rows: models.QuerySet) -> str:
        """Why an event cannot move these rows; empty if it can."""
        return ""

    @classmethod
    def why_not_back(cls, event: "PlaceEvent") -> str:
        """Why the rows that an event moved cannot go back; empty if they can."""
        return ""

    @classmethod
    def move(cls, event: "PlaceEvent", by: "User | None", to: dict[int, tuple[int, int]]) -> None:
        """Move rows by key from an old to a new place, and keep that."""
        cls._base_manager.bulk_create(
            cls(event=event, old_id=old, new_id=new, **{f"{cls.moved}_id": key})
            for key, (old, new) in to.items()
        )
        for new in {new for _old, new in to.values()}:
            keys = [key for key, (_old, goes_to) in to.items() if goes_to == new]
            cls.rows_moved()._base_manager.filter(pk__in=keys).update(place=new)

    @classmethod
    def move_back(cls, event: "PlaceEvent", by: "User") -> None:
        """Bring the rows back that an event moved."""
        moves = cls._base_manager.filter(event=event)
        for old in set(moves.values_list("old", flat=True)):
            keys = moves.filter(old=old).values_list(cls.moved, flat=True)
            cls.rows_moved()._base_manager.filter(pk__in=list(keys)).update(place=old)
        moves.delete()


class AccountMove(PlaceMove):
    """An account that moved. The database moves it (place_event_move_accounts): nobody else gives an open one a place."""

    moved = "user"

    user = models.ForeignKey(
        "ocop.User", models.CASCADE, verbose_name=_("user"), related_name="account_moves"
    )

    class Meta:
        verbose_name = _("move of an account")
        verbose_name_plural = _("moves of accounts")
        constraints = [models.UniqueConstraint(name="account_move_once", fields=["event", "user"])]

    def __str__(self):
        return f"{self.user_id}: {self.old_id} → {self.new_id}"

    @classmethod
    def move(cls, event: "PlaceEvent", by: "User | None", to: dict[int, tuple[int, int]]) -> None:
        moves = [{"account": key, "old": old, "new": new} for key, (old, new) in to.items()]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT place_event_move_accounts(%s, %s, %s)",
                [event.pk, by.pk if by else None, to_json(moves)],
            )

    @classmethod
    def move_back(cls, event: "PlaceEvent", by: "User") -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT place_event_move_accounts_back(%s, %s)", [event.pk, by.pk])
