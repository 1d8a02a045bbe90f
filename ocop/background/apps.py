"""The queue's table under a name for readers."""

from django.utils.translation import gettext_lazy as _
from django_tasks_db.apps import TasksAppConfig


class QueueConfig(TasksAppConfig):
    verbose_name = _("Background jobs")  # type: ignore[assignment]
