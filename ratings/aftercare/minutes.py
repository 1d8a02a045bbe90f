"""Checklist to take along and minutes of an inspection.

Decision 26/2026/QĐ-TTg (articles 9 and 10) prescribes no form; this is the usual order of such minutes.
"""

from ratings.aftercare.kinds import Answer, InspectionKind, InspectionState, Outcome, Subject
from ratings.aftercare.models import ChecklistItem, Inspection
from ratings.papers.paper import (
    Block,
    Field,
    Head,
    Line,
    Paper,
    SignatureBlock,
    Signatures,
    Table,
    TableRow,
    format_date,
    format_date_in_words,
    heading,
    part,
)
from ratings.papers.vietnamese import MINISTRY, address_of

KINDS = {InspectionKind.PERIODIC: "định kỳ", InspectionKind.UNANNOUNCED: "đột xuất"}
SUBJECTS = {
    Subject.MARK: "Sử dụng nhãn hiệu chứng nhận OCOP",
    Subject.PUBLICITY: "Thông tin, quảng bá về hạng sao",
}
ANSWERS = {
    "": "☐ Còn đạt\n☐ Không còn đạt\n☐ Chưa kiểm tra",
    Answer.HOLDS: "Còn đạt",
    Answer.NO_LONGER: "Không còn đạt",
    Answer.NOT_LOOKED_AT: "Chưa kiểm tra",
}
OUTCOMES = {Outcome.MENDED: "Đã khắc phục", Outcome.NOT_MENDED: "Chưa khắc phục"}


def checklist(inspection: Inspection) -> Paper | None:
    """Return the checklist to take along on a visit; None unless the visit is still planned."""
    if inspection.state != InspectionState.PLANNED:
        return None
    return _paper(inspection, "PHIẾU KIỂM TRA SẢN PHẨM OCOP", "phieu-kiem-tra")


def minutes(inspection: Inspection) -> Paper | None:
    """Return the minutes of a visit, with what was followed up and concluded; None before it."""
    if inspection.visited_on is None:
        return None
    return _paper(inspection, "BIÊN BẢN KIỂM TRA SẢN PHẨM OCOP", "bien-ban-kiem-tra")


def _paper(inspection: Inspection, title: str, file_name: str) -> Paper:
    recognition, items = inspection.recognition, list(inspection.items.for_list())
    return Paper(
        title=f"{title.capitalize()}: {recognition.name}",
        file_name=f"{file_name}-{recognition.product.slug}-{recognition.code}",
        blocks=(
            _head(inspection),
            heading(title),
            heading(f"(Kiểm tra {KINDS[InspectionKind(inspection.kind)]} sau công nhận)", size=13),
            Line(
                "Căn cứ Điều 9 và Điều 10 Quyết định số 26/2026/QĐ-TTg của Thủ tướng Chính phủ; "
                f"căn cứ: {inspection.ground}.",
                indent=True,
            ),
            *_facts(inspection),
            part("Nội dung kiểm tra"),
            _table(items),
            *_followed_up(items),
            *([Field("Kết luận", inspection.conclusion)] if inspection.conclusion else []),
            Signatures(
                (
                    SignatureBlock("ĐẠI DIỆN CHỦ THỂ", name=inspection.met),
                    SignatureBlock("NGƯỜI KIỂM TRA", name=inspection.inspectors),
                )
            ),
        ),
    )


def _head(inspection: Inspection) -> Head:
    place, day = inspection.place, inspection.visited_on
    where = place.name_on(day) if place else "Hà Nội"
    issuer = (
        (f"ỦY BAN NHÂN DÂN {place.full_name_on(day).upper()}", "CƠ QUAN OCOP CẤP TỈNH")
        if place
        else (MINISTRY.upper(),)
    )
    return Head(issuer=issuer, number="Số: ……/BB", place_and_day=f"{where}, {format_date_in_words(day)}")


def _facts(inspection: Inspection) -> list[Block]:
    """Return the product, who makes it, its star, when it was visited and by whom."""
    recognition = inspection.recognition
    address = address_of(recognition.product.producer, inspection.visited_on)
    return [
        Field("1. Sản phẩm", recognition.name),
        Field("2. Chủ thể", f"{recognition.maker}, {address}"),
        Field("3. Hạng sao", f"{recognition.stars} sao, mã {recognition.code}"),
        Field("4. Ngày kiểm tra", format_date(inspection.visited_on)),
        Field("5. Người kiểm tra", inspection.inspectors),
        Field("6. Đại diện chủ thể", inspection.met),
    ]


def _table(items: list[ChecklistItem]) -> Table:
    """Return the lines of the checklist, with room to write where nothing is found yet."""
    return Table(
        head=("TT", "Nội dung và mức đã chứng minh", "Kết quả", "Ghi nhận", "Hạn khắc phục"),
        rows=tuple(
            TableRow(
                (
                    str(number),
                    _said_of(item),
                    ANSWERS[Answer(item.answer) if item.answer else ""],
                    item.note,
                    format_date(item.mend_by),
                )
            )
            for number, item in enumerate(items, start=1)
        ),
        widths=(10, 62, 28, 36, 24),
        aligns=("center",),
        size=11,
    )


def _said_of(item: ChecklistItem) -> str:
    if item.criterion is None or item.option is None:
        return SUBJECTS[Subject(item.subject)]
    return f"{item.criterion.code}. {item.criterion.label_vi}:\n{item.option.label_vi}"


def _followed_up(items: list[ChecklistItem]) -> list[Block]:
    """Return what was found of what was to be mended; nothing before a follow-up visit."""
    found = [item for item in items if item.outcome]
    if not found:
        return []
    rows = tuple(
        TableRow(
            (
                str(items.index(item) + 1),
                OUTCOMES[Outcome(item.outcome)],
                format_date(item.followed_up_on),
                item.remark,
            )
        )
        for item in found
    )
    head = ("TT", "Kết quả", "Ngày kiểm tra lại", "Ghi chú")
    return [
        part("Kết quả kiểm tra lại"),
        Table(head=head, rows=rows, widths=(10, 40, 40, 70), aligns=("center",), size=11),
    ]
