"""Events on the way to a council's results, as lines of the minutes (from `ratings.scoring.models.proceedings`)."""

from collections.abc import Iterator

from django.utils import timezone

from ratings.dossiers.models.dossier import Dossier
from ratings.scoring.kinds import Stage
from ratings.scoring.models.proceedings import first_totals, moved, total_of, unlockings
from ratings.scoring.models.session import SessionItemQuerySet

# Titles of seats in minutes.
SEATS = {
    "chair": "Chủ tịch Hội đồng",
    "deputy": "Phó Chủ tịch Hội đồng",
    "secretary": "Thư ký",
    "member": "Ủy viên",
}
KINDS = {"meeting": "họp Hội đồng", "written": "lấy ý kiến bằng văn bản"}


def proceedings_lines(items: SessionItemQuerySet, dossiers: list[Dossier]) -> Iterator[str]:
    """Yield a line for each event on the way to the results, by dossier; nothing if there were none."""
    yield from taken_off(items)
    for dossier in dossiers:
        for line in (
            *moved_here(dossier),
            *rules(dossier),
            *second_round(dossier),
            *unlocked(dossier),
            *abstained(dossier),
        ):
            yield f"- {dossier.product.name}: {line}"


def format_day(moment) -> str:
    """Return the local date of a moment as “29/11/2026”."""
    return f"{timezone.localtime(moment):%d/%m/%Y}"


def taken_off(items: SessionItemQuerySet) -> Iterator[str]:
    """Yield items moved from this session to a later meeting, with the reason."""
    for item in items.exclude(taken_off="").for_list():
        yield (
            f"- {item.dossier.product.name}: không quyết định tại phiên này, chuyển sang họp Hội đồng. "
            f"Lý do: {item.taken_off}"
        )


def moved_here(dossier: Dossier) -> Iterator[str]:
    """Yield the earlier session that the item was moved from, with the reason."""
    for item in moved(dossier):
        earlier = item.session
        yield (
            f"trước đó được đưa vào phiên {KINDS[earlier.kind]} số {earlier.number} "
            f"(từ ngày {earlier.held_on:%d/%m/%Y}), chuyển sang họp Hội đồng. Lý do: {item.taken_off}"
        )


def rules(dossier: Dossier) -> Iterator[str]:
    """Yield changes of the council during scoring."""
    for terms in dossier.scoring_terms.exclude(amendment=None).for_list():
        change = terms.amendment
        parts = []
        if change.leaves:
            parts.append(f"{change.leaves.full_name} thôi tham gia")
        if change.joins:
            parts.append(f"{change.joins.full_name} tham gia ({SEATS[change.joins_as]})")
        if change.quorum:
            parts.append(f"tỷ lệ tối thiểu {change.quorum}%")
        if change.regulation_number:
            parts.append(f"quy chế số {change.regulation_number} ngày {change.regulation_of:%d/%m/%Y}")
        if change.least_members:
            parts.append(f"ít nhất {change.least_members} người chấm")
        yield (
            f"Hội đồng thay đổi trong khi chấm điểm theo Quyết định số {change.decision_number} "
            f"ngày {change.decided_on:%d/%m/%Y}: {'; '.join(parts)}."
        )


def second_round(dossier: Dossier) -> Iterator[str]:
    """Yield first totals, limit and reason of a second round."""
    second = getattr(dossier, "second_round", None)
    if second is None:
        return
    totals = ", ".join(f"{name} {total}" for name, total in first_totals(dossier))
    why = f"tổng điểm vòng một chênh lệch quá {second.limit} điểm ({totals})"
    if second.unlocking:
        sheet_of = second.unlocking.assessment.by.full_name
        why = f"phiếu của {sheet_of} cần sửa sau khi điểm đã được xem (tổng điểm vòng một: {totals})"
    yield (f"{why}; {second.by.full_name} mở vòng hai ngày {format_day(second.at)}. Lý do: {second.reason}")


def unlocked(dossier: Dossier) -> Iterator[str]:
    """Yield unlocked sheets: whose, by whom, why, and the earlier total."""
    for each in unlockings(dossier):
        stood = "không chấm" if each.abstention else f"{total_of(each, dossier)} điểm"
        yield (
            f"{each.by.full_name} mở khóa phiếu của {each.assessment.by.full_name} (vòng {each.assessment.round}, "
            f"khi đó {stood}) ngày {format_day(each.at)}. Lý do: {each.reason}"
        )


def abstained(dossier: Dossier) -> Iterator[str]:
    """Yield members who abstained, with their reasons."""
    rows = dossier.assessments.filter(stage=Stage.MEMBER, abstained_at__isnull=False).select_related("by")
    for sheet in rows.order_by("pk"):
        yield f"{sheet.by.full_name} không chấm, ngày {format_day(sheet.abstained_at)}. Lý do: {sheet.abstention}"
