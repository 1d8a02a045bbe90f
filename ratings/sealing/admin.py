from django.contrib import admin

from ocop.pages.admin_base import ReadOnlyAdmin
from ratings.sealing.models import SealedPackage


@admin.register(SealedPackage)
class SealedPackageAdmin(ReadOnlyAdmin):
    """Sealed packages, without the file."""

    list_display = ["pk", "result", "decision", "sha256"]
    list_select_related = ["result", "decision"]
    exclude = ["archive"]
