"""The official sheet of one assessor (Decision 26/2026/QĐ-TTg, appendix II), filled in or blank."""

from ratings.papers.criteria import is_heading, printed_title, scored_nodes
from ratings.papers.paper import (
    NOT_TICKED,
    TICKED,
    Field,
    Line,
    Paper,
    SignatureBlock,
    Signatures,
    Table,
    TableRow,
    format_date_in_words,
    heading,
    state_alone,
)
from ratings.papers.vietnamese import (
    SECTORS,
    address_of,
    commune_of,
    file_name_of,
    local_date,
    province_of,
    year_of,
)
from ratings.scoring.kinds import Stage
from ratings.scoring.models.second_round import SECOND
from ratings.sheets.models.sheet import CriterionKind

# Printed on most sheets. A criterion without an option of 0 points may have no option that applies.
NONE_REACHED = "Không đạt mức nào"
KEY_TO_CODE = (
    "T: Mã tỉnh - X: Mã xã - STT: Số thứ tự sản phẩm do xã lập thống kê - Năm đánh giá. Mã đơn vị hành chính theo"
    " Quyết định số 19/2025/QĐ-TTg ngày 30/6/2025"
)
KEY_TO_GATES = (
    "Ghi chú: (***), (****), (*****) là mức tối thiểu phải đạt của tiêu chí để sản phẩm được phân hạng 3 sao, 4 sao,"
    " 5 sao."
)


def score_sheet(assessment):
    """Return the sheet as filled in by its assessor; unanswered criteria are blank."""
    return official_sheet(assessment.dossier, assessment)


def blank_sheet(dossier):
    """Return the dossier's sheet to fill in by hand."""
    return official_sheet(dossier, None)


def official_sheet(dossier, assessment):
    """Return the official sheet with head, criteria, sums, remarks and signature."""
    name = dossier.sheet.head["name"]["vi"]
    assessor = f"-{assessment.pk}" if assessment else "-de-trong"
    return Paper(
        title=f"Phiếu đánh giá sản phẩm OCOP: {dossier.product.name}",
        file_name=file_name_of(dossier, "phieu-danh-gia") + assessor,
        blocks=(
            state_alone(),
            heading("PHIẾU ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM OCOP"),
            heading(f"{dossier.sheet.number}. Bộ sản phẩm: {name}", size=13),
            *round_note(assessment),
            *sheet_head(dossier),
            Table(
                head=("Các tiêu chí", "Thang điểm", "Điểm chấm"),
                rows=tuple(rows_of(dossier, assessment)),
                widths=(122, 19, 19),
                aligns=("left", "center", "center"),
            ),
            *([Line(KEY_TO_GATES, size=12)] if dossier.sheet.gates_footnote_printed else []),
            Field("Ý kiến của người đánh giá", remarks_of(assessment), lines=4),
            Signatures((signature_of(assessment),)),
        ),
    )


def round_note(assessment):
    """Return a note that the sheet is of a second round; nothing for other sheets."""
    if assessment and assessment.round == SECOND:
        yield Line("(Phiếu chấm vòng hai)", align="center")


def sheet_head(dossier):
    """Return the block above the criteria: product, code, producer, and when the dossier is excluded."""
    product, producer, head = dossier.product, dossier.product.producer, dossier.sheet.head
    result = getattr(dossier, "result", None)
    day = local_date(result.concluded_at) if result else None
    yield Line(f"(Sản phẩm: {SECTORS[head['sector']['code']]}. Nhóm: {head['group']['vi']})", align="center")
    yield Field("Tên sản phẩm", product.name)
    yield Field("Mã số sản phẩm", product.code or code_to_complete(dossier))
    yield Line(KEY_TO_CODE, size=11)
    yield Field("Tên chủ thể sản xuất", producer.name)
    yield Field("Số điện thoại", producer.phone)
    yield Field("Địa chỉ", address_of(producer, day))
    if grounds := [ground["vi"] for ground in dossier.sheet.disqualifiers]:
        yield Line(f"Hồ sơ bị loại khi: {'; hoặc '.join(grounds)}.")


def code_to_complete(dossier):
    """Return the code of a product without a code yet; the commune assigns its serial number."""
    producer = dossier.product.producer
    commune = commune_of(producer)
    return f"{province_of(producer).code}-{commune.code if commune else '……'}-……-{year_of(dossier)}"


def rows_of(dossier, assessment):
    """Return the criteria in printed order with their options, the chosen one ticked, and the sum."""
    rows = scored_nodes(dossier, assessment)
    for row in rows:
        points = "" if row.points is None else str(row.points)
        full = "" if row.node.kind == CriterionKind.CASE else str(row.node.max)
        yield TableRow((printed_title(row), full, points), bold=is_heading(row) or row.is_leaf)
        for words in remarks_on(row.node):
            yield TableRow((words, "", ""))
        yield from options_of(row)
    total = sum(row.points or 0 for row in rows if row.depth == 0)
    yield TableRow(("TỔNG CỘNG", str(dossier.sheet.total), str(total) if assessment else ""), bold=True)


def remarks_on(node):
    """Return the printed remarks of a criterion: condition, exclusion, notes."""
    if node.condition:
        yield node.condition["text"]["vi"]
    if node.disqualifier:
        yield node.disqualifier["vi"]
    for note in node.notes:
        yield note["text"]["vi"]


def options_of(row):
    """Return the options of a criterion, including “none of these” if it was chosen."""
    chosen = row.answer.option_id if row.answer and row.points is not None else None
    for option in row.node.options.all():
        gate = f" ({'*' * option.gate})" if option.gate else ""
        box = TICKED if option.pk == chosen else NOT_TICKED
        yield TableRow((f"{box} {option.label_vi}{gate}", str(option.points), ""))
    if row.answer and row.points is not None and chosen is None:
        yield TableRow((f"{TICKED} {NONE_REACHED}", "0", ""))


def remarks_of(assessment):
    """Return the assessor's notes by criterion, and whether 0 points there mean that the product is unsafe."""
    if not assessment:
        return ""
    noted = [
        f"{answer.criterion.code}: {words}"
        for answer in assessment.answers.for_list()
        for words in (answer.note, safety_of(answer))
        if words
    ]
    return "\n".join(["", *noted]) if noted else ""


def safety_of(answer):
    """Return the declaration, made when locking, on 0 points that stop the assessment of an unsafe product."""
    if answer.unsafe is None:
        return ""
    return f"{'mất an toàn' if answer.unsafe else 'không mất an toàn'} vì {answer.safety_reason}"


def signature_of(assessment):
    """Return assessor and day of locking, or a dotted line."""
    if not assessment:
        return SignatureBlock(
            "Người đánh giá", "(Ký và ghi rõ họ tên)", day=f"…………, {format_date_in_words(None)}"
        )
    day = f"…………, {format_date_in_words(local_date(assessment.locked_at))}"
    if assessment.stage == Stage.SELF:
        return SignatureBlock(
            "Chủ thể tự đánh giá",
            "(Ký và ghi rõ họ tên)",
            assessment.dossier.product.producer.representative,
            day,
        )
    return SignatureBlock("Người đánh giá", "(Ký và ghi rõ họ tên)", assessment.by.full_name, day)
