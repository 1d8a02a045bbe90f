"""Acts on a dossier: each holds the dossier before it reads anything, so that of two at once one comes after the other.

Everybody locks in one order, so that no two wait for each other: councils, products, dossiers by their keys, then
sessions, then what belongs to one dossier, then recognitions, then decisions.
"""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from ocop.history import because
from ocop.models.record import hold_row
from ocop.refusal import RefusedError
from products.models import Product

GONE = _("Somebody else has just removed this. Look at the page again.")
MOVED = _("Somebody else has just moved this dossier.")

# Every act by its name; tests/ratings/test_acts_at_once.py runs each pair of them at once.
ACTS: dict[str, Callable[..., Any]] = {}


def hold_dossiers(dossiers: Iterable[Any]) -> None:
    """Lock dossiers, after their councils and products, until the transaction ends, and read them anew.

    Nobody changes the seats and rules of their councils meanwhile; other acts before the same council go on.
    """
    dossiers = sorted(dossiers, key=lambda dossier: dossier.pk)
    while dossiers and not _held(dossiers):
        pass  # one came before another council meanwhile, which is to be held before it


def _held(dossiers: list[Any]) -> bool:
    """Lock councils, products and dossiers; if a dossier has another council now, let go of all and return False."""
    before = transaction.savepoint()
    councils = _hold_councils([dossier.pk for dossier in dossiers])
    rows = Product.objects.filter(pk__in=[dossier.product_id for dossier in dossiers])
    rows = rows.order_by("pk").select_for_update(of=("self",), no_key=True)
    products = {product.pk: product for product in rows}
    for dossier in dossiers:
        held = type(dossier)._base_manager.select_for_update(of=("self",), no_key=True)
        sheet = dossier._state.fields_cache.get("sheet")
        dossier.refresh_from_db(from_queryset=held)
        dossier.product = products[dossier.product_id]
        if sheet and sheet.pk == dossier.sheet_id:  # published: it does not change
            dossier.sheet = sheet
    if any(dossier.council_id not in councils for dossier in dossiers):
        transaction.savepoint_rollback(before)
        return False
    transaction.savepoint_commit(before)
    return True


def _hold_councils(keys: list[int]) -> set[int | None]:
    """Let nobody change the councils of these dossiers; return the keys of the councils, and None."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.id FROM ratings_council c WHERE c.id IN (SELECT council_id FROM ratings_dossier"
            " WHERE id = ANY(%s)) ORDER BY c.id FOR SHARE",
            [keys],
        )
        return {None, *(row[0] for row in cursor.fetchall())}


class OfDossier:
    """A row that belongs to a dossier, which is held before it."""

    dossier: Any

    def hold(self) -> None:
        """Lock the dossier, then the row, until the transaction ends, and read both anew."""
        dossier = self.dossier
        dossier.hold()
        hold_row(self)
        self.dossier = dossier


def act(method: Callable[..., Any]) -> Callable[..., Any]:
    """Make a method of a row an act on its dossier: one transaction, all held first and read anew.

    The `reason` that it is given stands in the history.
    Raises RefusedError if the row is gone, or no longer in the state in which the caller saw it.
    """

    @wraps(method)
    def held(self: Any, *args: Any, **kwargs: Any) -> Any:
        seen = getattr(self, "state", None)
        with transaction.atomic(), because(kwargs.get("reason", "")):
            try:
                self.hold()
            except ObjectDoesNotExist as gone:
                raise RefusedError(GONE) from gone
            if seen != getattr(self, "state", None):
                raise RefusedError(self.CHANGED)
            return method(self, *args, **kwargs)

    ACTS[method.__qualname__] = held
    return held


SUBJECTS = ("dossier", "dossiers", "result")


def act_on(method: Callable[..., Any]) -> Callable[..., Any]:
    """The same for a method that is given a dossier, several of them, or a result."""
    signature = inspect.signature(method)
    subject = next(name for name in SUBJECTS if name in signature.parameters)

    @wraps(method)
    def held(*args: Any, **kwargs: Any) -> Any:
        given = signature.bind(*args, **kwargs)
        with transaction.atomic(), because(kwargs.get("reason", "")):
            if subject == "dossiers":
                given.arguments[subject] = list(given.arguments[subject])
                hold_dossiers(given.arguments[subject])
            else:
                given.arguments[subject].hold()
            return method(*given.args, **given.kwargs)

    ACTS[method.__qualname__] = held
    return held
