"""What a person does next with a list that was read and is not imported yet."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ratings.imports.models import RegisterImport


def what_next(kept: RegisterImport) -> list[dict[str, str]]:
    """Return the parts of the work in their order, as ui/tasks.html shows them; what a list has nothing of is missing."""
    return [*filter(None, (_questions(kept), _refused(kept), _import(kept)))]


def _questions(kept: RegisterImport) -> dict[str, str] | None:
    if not kept.questions:
        return None
    count = kept.open_questions
    said = ngettext("%(count)d is open", "%(count)d are open", count) % {"count": count}
    return _task(_("Answer the questions"), "#questions", count, said, _("All are answered"))


def _refused(kept: RegisterImport) -> dict[str, str] | None:
    if not (count := kept.refused_count):
        return None
    said = ngettext("%(count)d is refused", "%(count)d are refused", count) % {"count": count}
    note = _("Here, or in your own workbook, which you then upload again; or leave them out.")
    return _task(_("Correct the refused rows"), "#refused", count, said, "", note)


def _import(kept: RegisterImport) -> dict[str, str]:
    count = kept.to_write
    said = ngettext("%(count)d row to write", "%(count)d rows to write", count) % {"count": count}
    task = _task(_("Import the list"), "#write", count, said, _("No row to write"))
    return task | {"kind": "waiting" if count else "draft"}


def _task(label: str, url: str, count: int, said: str, none: str, note: str = "") -> dict[str, str]:
    kind = "waiting" if count else "done"
    return {"label": label, "url": url, "kind": kind, "word": said if count else none, "note": note}
