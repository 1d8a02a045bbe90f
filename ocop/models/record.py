"""The base of every register: optimistic locking and a full history."""

import pghistory
import pgtrigger
from django.db import models


def hold_row(row):
    """Lock a row until the transaction ends and read it again. Raises DoesNotExist if it is gone."""
    row.refresh_from_db(from_queryset=type(row)._base_manager.select_for_update(of=("self",)))


class Record(models.Model):
    """A row that people edit. `version` counts its updates, in the database.

    A form carries the version it was filled from; a save from an older one is a conflict, not a lost update.
    """

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Trigger(
                name="count_version",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func="NEW.version = OLD.version + 1; RETURN NEW;",
            )
        ]

    def hold(self):
        """Lock the row until the transaction ends, after the rows it belongs to, and read it again."""
        hold_row(self)


def tracked(**options):
    """Decorate a model whose inserts, updates and deletes are recorded, with who and why."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        **options,
    )
