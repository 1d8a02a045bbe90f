"""Django's migrate in half of the time: it renders all models anew after each step, most of which add a trigger."""

import gc
from collections.abc import Callable
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger


def without_rendering(
    change: Callable[[Any, str, ProjectState], None],
) -> Callable[[Any, str, ProjectState], None]:
    """Change the state of a model's triggers only: no field or relation of a rendered model depends on them."""

    def state_forwards(self: Any, app_label: str, state: ProjectState) -> None:
        rendered = state.__dict__.pop("apps", None)
        change(self, app_label, state)
        if rendered is not None:
            state.__dict__["apps"] = rendered

    return state_forwards


for operation in (AddTrigger, RemoveTrigger):
    operation.state_forwards = without_rendering(operation.state_forwards)  # type: ignore[assignment, method-assign]


class Command(migrate.Command):
    """Migrates in a process that hardly does anything else."""

    def handle(self, *args: Any, **options: Any) -> Any:
        """Migrate, without looking for garbage in what is not to be thrown away."""
        limits = gc.get_threshold()
        gc.freeze()
        gc.set_threshold(50_000, 20, 5)
        try:
            return super().handle(*args, **options)
        finally:
            gc.set_threshold(*limits)
