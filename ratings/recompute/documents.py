"""Check that the signed documents of decisions are the ones that people confirmed."""

from collections.abc import Iterator
from typing import Any

from ocop.files.documents import sha256_of
from ratings.decisions.models import Confirmation, Decision


def changed_documents() -> Iterator[tuple[str, Any, Any]]:
    """Yield (decision, hash confirmed or stored, hash found): of its confirmations and of the file itself."""
    seen = Confirmation.objects.exclude(file_sha256="").select_related("decision").order_by("pk")
    for confirmation in seen:
        if confirmation.file_sha256 != confirmation.decision.file_sha256:
            where = f"decision {confirmation.decision_id}, document that was confirmed"
            yield where, confirmation.file_sha256, confirmation.decision.file_sha256
    for decision in Decision.objects.with_kept_document().distinct().order_by("pk"):
        if (found := _hash_of(decision.file)) != decision.file_sha256:
            yield f"decision {decision.pk}, file of its document", decision.file_sha256, found


def _hash_of(file) -> str:
    if not file.storage.exists(file.name):
        return "gone"
    with file.open("rb") as opened:
        return sha256_of(opened)
