"""Acts on a dossier: each locks the dossier before it reads anything, so that concurrent acts run one after
the other.

All acts lock in the same order to avoid deadlocks: councils, products, dossiers by key, then sessions, then
rows of one dossier, then recognitions, then decisions.
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

# All acts by name; tests/ratings/test_acts_at_once.py runs each pair of them concurrently.
ACTS: dict[str, Callable[..., Any]] = {}


def hold_dossiers(dossiers: Iterable[Any]) -> None:
    """Lock dossiers after their councils and products, until the end of the transaction, and read them anew.

    Seats and rules of their councils cannot change meanwhile; other acts of the same council are not
    blocked.
    """
    dossiers = sorted(dossiers, key=lambda dossier: dossier.pk)
    while dossiers and not _held(dossiers):
        pass  # another council was assigned meanwhile; it must be locked first


def _held(dossiers: list[Any]) -> bool:
    """Lock councils, products and dossiers; if a dossier has another council now, release all and return False."""
    before = transaction.savepoint()
    councils = _hold_councils([dossier.pk for dossier in dossiers])
    rows = Product.objects.filter(pk__in=[dossier.product_id for dossier in dossiers])
    rows = rows.order_by("pk").select_for_update(of=("self",), no_key=True)
    products = {product.pk: product for product in rows}
    for dossier in dossiers:
        held = type(dossier)._base_manager.select_for_update(of=("self",), no_key=True)
        sheet = dossier.sheet if type(dossier).sheet.is_cached(dossier) else None
        dossier.refresh_from_db(from_queryset=held)
        dossier.product = products[dossier.product_id]
        if sheet and sheet.pk == dossier.sheet_id:  # published sheets do not change
            dossier.sheet = sheet
    if any(dossier.council_id not in councils for dossier in dossiers):
        transaction.savepoint_rollback(before)
        return False
    transaction.savepoint_commit(before)
    return True


def _hold_councils(keys: list[int]) -> set[int | None]:
    """Lock the councils of these dossiers (shared); return the keys of the councils, and None."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.id FROM ratings_council c WHERE c.id IN (SELECT council_id FROM ratings_dossier"
            " WHERE id = ANY(%s)) ORDER BY c.id FOR SHARE",
            [keys],
        )
        return {None, *(row[0] for row in cursor.fetchall())}


class OfDossier:
    """A row that belongs to a dossier; the dossier is locked before it."""

    dossier: Any
    dossier_id: int

    def hold(self) -> None:
        """Lock the dossier, then the row, until the end of the transaction, and read both anew."""
        dossier = self.dossier
        dossier.hold()
        hold_row(self)
        self.dossier = dossier


def act(method: Callable[..., Any]) -> Callable[..., Any]:
    """Decorator: make a method an act on its dossier, in one transaction, with all rows locked and read anew.

    An argument `reason` is recorded in the history. Raise RefusedError if the row is gone, or if its state
    has changed since the caller read it.
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
    """Decorator: the same for a function that takes a dossier, several dossiers, or a result."""
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
