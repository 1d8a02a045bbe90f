"""Minutes of a council session. Decision 26/2026/QĐ-TTg prescribes no form; this is the usual order."""

from django.utils import timezone

from ocop.permissions import SeatKind
from ratings.councils.models.scoring_rules import SCORING_SEATS
from ratings.dossiers.models.dossier import Dossier
from ratings.papers.council_course import proceedings_lines
from ratings.papers.paper import (
    NOT_TICKED,
    TICKED,
    Field,
    Head,
    Line,
    Paper,
    SignatureBlock,
    Signatures,
    Table,
    TableRow,
    format_date_in_words,
    format_decimal,
    heading,
    part,
)
from ratings.papers.vietnamese import address_of, local_date
from ratings.scoring.kinds import SessionKind

HEADINGS = {
    SessionKind.MEETING: "Họp Hội đồng đánh giá, phân hạng sản phẩm OCOP",
    SessionKind.WRITTEN: "Lấy ý kiến bằng văn bản của Hội đồng đánh giá, phân hạng sản phẩm OCOP",
}
OFFICES = {
    SeatKind.CHAIR: "Chủ tịch Hội đồng",
    SeatKind.DEPUTY: "Phó Chủ tịch Hội đồng",
    SeatKind.SECRETARY: "Thư ký",
    SeatKind.MEMBER: "Ủy viên",
    SeatKind.ADVISER: "Tổ tư vấn",
}
KINDS_OF_OBJECTION = {"disqualifier": "Căn cứ loại hồ sơ", "stop": "Dừng chấm điểm"}
OUTCOMES = {
    "pending": "Chưa quyết định",
    "confirmed": "Chấp nhận",
    "rejected": "Không chấp nhận",
    "withdrawn": "Đã rút",
}


def minutes(session, items=None):
    """Return the minutes: form, time and place of the session, attendance, items, conclusions.

    `items` are the agenda items that the reader may see; if some are missing, the paper is an extract. What
    the portal does not know (guests, the office's number) is left blank.
    """
    council, written = session.council, not session.is_meeting
    items = session.items.all() if items is None else items
    extract = items.count() < session.items.count()
    dossiers = list(
        Dossier.objects.filter(session_items__in=items.standing())
        .select_related("product__producer__place__province", "result")
        .prefetch_related("objections__raised_by", "objections__criterion", "findings__criterion")
        .order_by("pk")
    )
    seats = seats_of(session, dossiers)
    return Paper(
        title=f"Biên bản Hội đồng: {council.name}",
        file_name=f"bien-ban-hoi-dong-{council.pk}-{session.number}",
        blocks=(
            Head(
                issuer=tuple(council.name.upper().split("\n")),
                number="Số: ……/BB-HĐ",
                place_and_day=place_of(session),
            ),
            heading("TRÍCH BIÊN BẢN" if extract else "BIÊN BẢN"),
            heading(HEADINGS[session.kind], size=13),
            part("I. THỜI GIAN, ĐỊA ĐIỂM, HÌNH THỨC"),
            Field("Thời gian", time_of(session)),
            Field("Địa điểm", session.venue or "không họp tập trung"),
            Line(
                f"Hình thức: {box(not written)} Họp Hội đồng     {box(written)} Lấy ý kiến bằng văn bản",
                align="left",
            ),
            *set_up_by(council),
            *rules_of(dossiers),
            part("II. THÀNH PHẦN"),
            attendance(session, seats, dossiers),
            *presence(session),
            *([Field("Khách mời", lines=2)] if session.is_meeting else []),
            part("III. KẾT QUẢ CHẤM ĐIỂM"),
            results(dossiers),
            *findings(dossiers),
            part("V. DIỄN BIẾN CHẤM ĐIỂM"),
            *(Line(words) for words in list(proceedings_lines(items, dossiers)) or ["Không có."]),
            part("VI. Ý KIẾN THẢO LUẬN, KẾT LUẬN CỦA CHỦ TỊCH HỘI ĐỒNG"),
            *([] if extract else conclusion(session)),
            Line("Biên bản được các thành viên thống nhất thông qua.", indent=True),
            Signatures(
                (
                    SignatureBlock("THƯ KÝ", name=seat_holder(seats, SeatKind.SECRETARY)),
                    SignatureBlock("CHỦ TỊCH HỘI ĐỒNG", name=seat_holder(seats, SeatKind.CHAIR)),
                )
            ),
        ),
    )


def seats_of(session, dossiers):
    """Return the council's seats and advisers when these dossiers were scored; today's before scoring begins."""
    terms = [terms for dossier in dossiers if (terms := dossier.terms)]
    if not terms:
        return list(session.council.seats.for_list())
    sat = {seat.user_id: seat for each in terms for seat in each.seats.for_list()}
    advisers = session.council.seats.filter(kind=SeatKind.ADVISER).exclude(user__in=sat)
    return [*sat.values(), *advisers.for_list()]


def time_of(session):
    """Return the day of a meeting, or the period of written answers."""
    if session.answers_until is None:
        return format_date_in_words(session.held_on)
    return f"từ {format_date_in_words(session.held_on)} đến hết {format_date_in_words(session.answers_until)}"


def rules_of(dossiers):
    """Return regulation, quorum and limit at the start of scoring; once if they are the same for all dossiers."""
    lines = []
    for dossier in dossiers:
        terms = dossier.terms
        if terms is None:
            continue
        regulation = ""
        if terms.regulation_number:
            regulation = f"Quy chế số {terms.regulation_number} ngày {terms.regulation_of:%d/%m/%Y}; "
        lines.append(
            f"{regulation}tỷ lệ tối thiểu {terms.quorum}% số người chấm; chênh lệch tổng điểm tối đa "
            f"{terms.spread_limit} điểm."
        )
    yield from (Line(f"Áp dụng: {line}") for line in dict.fromkeys(lines))


def place_of(session):
    """Return the place of the council and the day of the session."""
    place = session.council.place
    return f"{place.name if place else 'Hà Nội'}, {format_date_in_words(session.held_on)}"


def box(ticked):
    """Return a ticked or empty box."""
    return TICKED if ticked else NOT_TICKED


def conclusion(session):
    """Return discussion and conclusion, or blank lines."""
    if session.conclusion:
        return [Line(line, indent=True) for line in session.conclusion.splitlines() if line.strip()]
    return [Field("Ý kiến", lines=4), Field("Kết luận", lines=4)]


def presence(session):
    """Return the number of voting members present, and the absent ones with reasons."""
    if not session.is_meeting:
        return
    rows = list(session.attendance.for_list())
    there = sum(row.present for row in rows)
    yield Line(f"Có mặt: {there}/{len(rows)}.")
    for row in rows:
        if not row.present:
            yield Line(f"- Vắng mặt: {row.user.full_name}{f', lý do: {row.reason}' if row.reason else ''}.")


def set_up_by(council):
    """Return the decision that established the council, if recorded."""
    if council.decision_number:
        day = f" {format_date_in_words(council.decided_on)}" if council.decided_on else ""
        yield Line(f"Hội đồng được thành lập theo Quyết định số {council.decision_number}{day}.")


def attendance(session, seats, dossiers):
    """Return the table of seats with attendance boxes (or days of written answers) and room for signatures."""
    order = list(OFFICES)
    ordered = sorted(seats, key=lambda seat: (order.index(seat.kind), seat.user.full_name, seat.pk))
    shown = presence_by_user(session) if session.is_meeting else answers_by_user(dossiers)
    return Table(
        head=("TT", "Họ và tên", "Chức danh", "Có mặt" if session.is_meeting else "Trả lời ngày", "Chữ ký"),
        rows=tuple(
            TableRow((str(number), seat.user.full_name, OFFICES[seat.kind], shown(seat), ""))
            for number, seat in enumerate(ordered, 1)
        ),
        widths=(10, 58, 42, 18, 32),
        aligns=("center", "left", "left", "center", "left"),
    )


def presence_by_user(session):
    """Return, for a meeting, a ticked box for each user who was present."""
    there = set(session.attendance.filter(present=True).values_list("user", flat=True))
    return lambda seat: box(seat.user_id in there)


def answers_by_user(dossiers):
    """Return, for a written procedure, the days on which each user answered."""
    days: dict[int, list[str]] = {}
    for dossier in dossiers:
        for sheet in dossier.assessments.answers_in_writing():
            day = f"{timezone.localtime(sheet.locked_at):%d/%m/%Y}"
            if day not in days.setdefault(sheet.by_id, []):
                days[sheet.by_id].append(day)
    return lambda seat: ", ".join(days.get(seat.user_id, [])) if seat.kind in SCORING_SEATS else "–"


def results(dossiers):
    """Return the products with counted sheets, mean, and star by points, by requirements and in the end."""
    return Table(
        head=(
            "TT",
            "Sản phẩm",
            "Chủ thể, địa chỉ",
            "Số phiếu",
            "Điểm TB",
            "Hạng theo điểm",
            "Hạng theo yêu cầu",
            "Kết quả",
        ),
        rows=tuple(
            TableRow((str(number), *result_cells(dossier))) for number, dossier in enumerate(dossiers, 1)
        ),
        widths=(9, 34, 41, 14, 16, 15, 16, 15),
        aligns=("center", "left", "left", "center", "center", "center", "center", "center"),
        size=11,
    )


def result_cells(dossier):
    """Return the cells of one product; no scores before the result."""
    producer, result = dossier.product.producer, getattr(dossier, "result", None)
    day = local_date(result.concluded_at) if result else None
    known = (dossier.product.name, f"{producer.name}, {address_of(producer, day)}")
    if result is None:
        return *known, "", "", "", "", "chưa có"
    star = f"{result.stars} sao" if result.stars else "không xếp hạng"
    return (
        *known,
        str(result.sheets),
        format_decimal(result.mean),
        f"{result.stars_by_points} sao",
        f"{result.stars_by_gates} sao",
        star,
    )


def findings(dossiers):
    """Return missed requirements, and objections with the chair's decision."""
    lines = []
    for dossier in dossiers:
        result = getattr(dossier, "result", None)
        if result and (gates := result.decisive_gates()):
            codes = ", ".join(
                f"{gate['code']} ({gate['reached_by']}/{result.sheets} phiếu đạt)" for gate in gates
            )
            lines.append(
                f"- {dossier.product.name}: chưa đạt yêu cầu tối thiểu {gates[0]['star']} sao ở tiêu chí {codes}."
            )
        for finding in dossier.findings.standing().for_list():
            met = "đạt" if finding.met else "không đạt"
            lines.append(
                f"- {dossier.product.name}: Người chủ trì kết luận {met} yêu cầu {finding.star} sao ở tiêu chí "
                f"{finding.criterion.code}: {finding.reason}"
            )
        for conflict in dossier.conflicts.standing().for_list():
            lines.append(
                f"- {dossier.product.name}: {conflict.user.full_name} không chấm vì xung đột lợi ích."
            )
        for objection in dossier.objections.all():
            lines.append(f"- {dossier.product.name}: {objection_as_text(objection)}")
    yield part("IV. YÊU CẦU TỐI THIỂU, XUNG ĐỘT LỢI ÍCH, Ý KIẾN VỀ LOẠI HỒ SƠ HOẶC DỪNG CHẤM ĐIỂM")
    yield from (Line(words) for words in lines or ["Không có."])


def objection_as_text(objection):
    """Return an objection as a sentence: subject, author, reason, and the chair's decision."""
    where = f" (tiêu chí {objection.criterion.code})" if objection.criterion else ""
    decided = f": {objection.decision_reason}" if objection.decision_reason else ""
    who = (
        objection.raised_by.full_name
        if objection.raised_by
        else f"phiếu đã khóa số {objection.sheet_numbers}"
    )
    raised = f"{KINDS_OF_OBJECTION[objection.kind]}{where}, {who} nêu: {objection.reason}"
    return f"{with_full_stop(raised)} {with_full_stop(OUTCOMES[objection.outcome] + decided)}"


def with_full_stop(words):
    """Return the text with exactly one full stop at its end."""
    return f"{words.strip().rstrip('.')}."


def seat_holder(seats, kind):
    """Return the name of the person in the seat; an empty string if it is vacant."""
    return next((seat.user.full_name for seat in seats if seat.kind == kind), "")
