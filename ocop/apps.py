from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class OcopConfig(AppConfig):
    name = "ocop"
    verbose_name = _("People and places")

    def ready(self):
        """Register checks and signal handlers for sign-in, background jobs, and after migrations."""
        from ocop.accounts import login_required as login
        from ocop.background import attempts, progress  # noqa: F401
        from ocop.database import access as database_access

        user_logged_in.connect(login.begin_session)
        post_migrate.connect(database_access.after_migrate, sender=self)
