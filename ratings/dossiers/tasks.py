"""What is done about a dossier while nobody waits for it."""

from django.utils.translation import gettext_lazy as _
from django_tasks import task

from ocop.models import DocumentReading
from ratings.dossiers.models import Evidence


@task(title=_("Read a piece of evidence"), seconds=120)
def read_evidence(key: int) -> None:
    """Find out before anybody opens it how many pages it has, whether it can be drawn, and what in it could act."""
    if piece := Evidence.objects.filter(pk=key).first():
        with piece.document.open("rb") as file:
            DocumentReading.objects.of(file.read())
