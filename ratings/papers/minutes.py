"""Minutes of a council's meeting. Decision 26/2026/QĐ-TTg prescribes no form; this is the usual order of such papers."""

from ratings.models.council import SeatKind
from ratings.models.moves import SCORED_STATES
from ratings.papers.paper import (
    NOT_TICKED,
    Field,
    Head,
    Line,
    Paper,
    Row,
    Signature,
    Signatures,
    Table,
    decimal,
    heading,
    in_words,
    part,
)
from ratings.papers.vietnamese import address_of

OFFICES = {
    SeatKind.CHAIR: "Chủ tịch Hội đồng",
    SeatKind.SECRETARY: "Thư ký",
    SeatKind.MEMBER: "Ủy viên",
    SeatKind.ADVISER: "Tổ tư vấn",
}
KINDS_OF_OBJECTION = {"disqualifier": "Căn cứ loại hồ sơ", "stop": "Dừng chấm điểm"}
OUTCOMES = {"pending": "Chưa quyết định", "confirmed": "Chấp nhận", "rejected": "Không chấp nhận"}


def minutes(council):
    """Return the minutes with the seats, the dossiers and, where there is one, the result of each.

    Who was there, when and where it met, and what was said is left to write in.
    """
    dossiers = list(
        council.dossiers.filter(state__in=SCORED_STATES)
        .select_related("product__producer__place__province", "result")
        .prefetch_related("objections__raised_by", "objections__criterion")
        .order_by("pk")
    )
    seats = list(council.seats.for_list())
    return Paper(
        title=f"Biên bản họp Hội đồng: {council.name}",
        file_name=f"bien-ban-hop-hoi-dong-{council.pk}",
        blocks=(
            Head(
                issuer=tuple(council.name.upper().split("\n")),
                number="Số: ……/BB-HĐ",
                place_and_day=place_of(council),
            ),
            heading("BIÊN BẢN"),
            heading("Họp Hội đồng đánh giá, phân hạng sản phẩm OCOP", size=13),
            part("I. THỜI GIAN, ĐỊA ĐIỂM, HÌNH THỨC"),
            Field("Thời gian"),
            Field("Địa điểm"),
            Line(
                f"Hình thức: {NOT_TICKED} Họp Hội đồng     {NOT_TICKED} Lấy ý kiến bằng văn bản", align="left"
            ),
            *set_up_by(council),
            part("II. THÀNH PHẦN"),
            attendance(seats),
            Field("Khách mời", lines=2),
            part("III. KẾT QUẢ CHẤM ĐIỂM"),
            results(dossiers),
            *findings(dossiers),
            part("V. Ý KIẾN THẢO LUẬN, KẾT LUẬN CỦA CHỦ TỊCH HỘI ĐỒNG"),
            Field("Ý kiến", lines=4),
            Field("Kết luận", lines=4),
            Line("Biên bản được các thành viên dự họp thống nhất thông qua.", indent=True),
            Signatures(
                (
                    Signature("THƯ KÝ", name=name_of(seats, SeatKind.SECRETARY)),
                    Signature("CHỦ TỊCH HỘI ĐỒNG", name=name_of(seats, SeatKind.CHAIR)),
                )
            ),
        ),
    )


def place_of(council):
    """Where it sits; the day is that of the meeting."""
    return f"{council.place.name if council.place else 'Hà Nội'}, {in_words(None)}"


def set_up_by(council):
    """The decision that set it up, where it is recorded."""
    if council.decision_number:
        day = f" {in_words(council.decided_on)}" if council.decided_on else ""
        yield Line(f"Hội đồng được thành lập theo Quyết định số {council.decision_number}{day}.")


def attendance(seats):
    """The seats with a box for being there and room to sign."""
    order = list(OFFICES)
    ordered = sorted(seats, key=lambda seat: (order.index(seat.kind), seat.user.full_name, seat.pk))
    return Table(
        head=("TT", "Họ và tên", "Chức danh", "Có mặt", "Chữ ký"),
        rows=tuple(
            Row((str(number), seat.user.full_name, OFFICES[seat.kind], NOT_TICKED, ""))
            for number, seat in enumerate(ordered, 1)
        ),
        widths=(10, 58, 42, 18, 32),
        aligns=("center", "left", "left", "center", "left"),
    )


def results(dossiers):
    """Each product with the sheets counted, the mean, and the star by points, by requirements and in the end."""
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
        rows=tuple(Row((str(number), *cells_of(dossier))) for number, dossier in enumerate(dossiers, 1)),
        widths=(9, 34, 41, 14, 16, 15, 16, 15),
        aligns=("center", "left", "left", "center", "center", "center", "center", "center"),
        size=11,
    )


def cells_of(dossier):
    """One product; nothing of its marks before the result."""
    producer, result = dossier.product.producer, getattr(dossier, "result", None)
    known = (dossier.product.name, f"{producer.name}, {address_of(producer)}")
    if result is None:
        return *known, "", "", "", "", "chưa có"
    star = f"{result.stars} sao" if result.stars else "không xếp hạng"
    return (
        *known,
        str(result.sheets),
        decimal(result.mean),
        f"{result.stars_by_points} sao",
        f"{result.stars_by_gates} sao",
        star,
    )


def findings(dossiers):
    """Requirements of a star that were missed, and objections with the chair's decision."""
    lines = []
    for dossier in dossiers:
        result = getattr(dossier, "result", None)
        if gates := result.decisive_gates() if result else []:
            codes = ", ".join(
                f"{gate['code']} ({gate['reached_by']}/{result.sheets} phiếu đạt)" for gate in gates
            )
            lines.append(
                f"- {dossier.product.name}: chưa đạt yêu cầu tối thiểu {gates[0]['star']} sao ở tiêu chí {codes}."
            )
        for objection in dossier.objections.all():
            lines.append(f"- {dossier.product.name}: {words_of(objection)}")
    yield part("IV. YÊU CẦU TỐI THIỂU CHƯA ĐẠT, Ý KIẾN VỀ LOẠI HỒ SƠ HOẶC DỪNG CHẤM ĐIỂM")
    yield from (Line(words) for words in lines or ["Không có."])


def words_of(objection):
    """An objection: what, by whom, why, and what the chair decided."""
    where = f" (tiêu chí {objection.criterion.code})" if objection.criterion else ""
    decided = f": {objection.decision_reason}" if objection.decision_reason else ""
    return (
        f"{KINDS_OF_OBJECTION[objection.kind]}{where}, {objection.raised_by.full_name} nêu: {objection.reason} "
        f"{OUTCOMES[objection.outcome]}{decided}."
    )


def name_of(seats, kind):
    """The name of the one who has the seat, empty where nobody has it."""
    return next((seat.user.full_name for seat in seats if seat.kind == kind), "")
