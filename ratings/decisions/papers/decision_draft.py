"""Draft of a decision with its list, for the office to edit and sign."""

from django.utils.translation import override

from ocop.values.dates import today
from ratings.decisions.correction import correction_as_text
from ratings.decisions.kinds import DecisionKind
from ratings.decisions.papers.certificate import decision_head, signatory_of
from ratings.decisions.validity import term_on
from ratings.papers.paper import (
    Line,
    PageBreak,
    Paper,
    SignatureBlock,
    Signatures,
    Table,
    TableRow,
    format_date,
    format_decimal,
    heading,
)
from ratings.papers.vietnamese import MINISTRY, address_of, local_date

SUBJECTS = {
    DecisionKind.RECOGNISE: "Về việc công nhận kết quả đánh giá, phân hạng sản phẩm OCOP",
    DecisionKind.APPROVE: "Về việc phê duyệt kết quả đánh giá, phân hạng và đề nghị cấp Trung ương đánh giá sản phẩm OCOP",
    DecisionKind.REFUSE: "Về việc không công nhận sản phẩm OCOP",
    DecisionKind.EVALUATE: "Về việc tổ chức đánh giá, phân hạng lại sản phẩm OCOP do Bộ chuyển trả hồ sơ",
    DecisionKind.EXTEND: "Về việc kéo dài hiệu lực Giấy chứng nhận sản phẩm OCOP",
    DecisionKind.WITHDRAW: "Về việc thu hồi Giấy chứng nhận sản phẩm OCOP",
    DecisionKind.CORRECT: "Về việc đính chính Quyết định công nhận sản phẩm OCOP",
}
FIRST_ARTICLES = {
    DecisionKind.RECOGNISE: "Công nhận {count} sản phẩm đạt hạng sao OCOP tại danh sách kèm theo Quyết định này. "
    "Giấy chứng nhận có giá trị {months} tháng kể từ ngày ký Quyết định.",
    DecisionKind.APPROVE: "Phê duyệt kết quả đánh giá, phân hạng {count} sản phẩm tại danh sách kèm theo và chuyển hồ sơ "
    f"đến {MINISTRY} để đánh giá, phân hạng.",
    DecisionKind.REFUSE: "Không công nhận {count} sản phẩm tại danh sách kèm theo Quyết định này.",
    DecisionKind.EVALUATE: "Tổ chức đánh giá, phân hạng lại ở cấp tỉnh {count} sản phẩm tại danh sách kèm theo, do "
    f"{MINISTRY} chuyển trả hồ sơ. Kết quả của Hội đồng cấp Trung ương không dùng để công nhận hạng sao.",
    DecisionKind.EXTEND: "Kéo dài hiệu lực Giấy chứng nhận của {count} sản phẩm tại danh sách kèm theo Quyết định này.",
    DecisionKind.WITHDRAW: "Thu hồi Giấy chứng nhận của {count} sản phẩm tại danh sách kèm theo Quyết định này.",
    DecisionKind.CORRECT: "Đính chính nội dung về {count} sản phẩm tại danh sách kèm theo Quyết định này.",
}
# Article 8 of the decision, points a to đ and e.
GROUNDS = {
    "untrue": "thông tin không trung thực hoặc giả mạo hồ sơ",
    "criteria": "không còn đáp ứng tiêu chí",
    "breach": "vi phạm pháp luật về chất lượng, an toàn thực phẩm, môi trường, sở hữu trí tuệ, ghi nhãn",
    "mark": "sử dụng nhãn hiệu OCOP không đúng quy định",
    "stopped": "ngừng sản xuất",
    "other": "kết luận khác của cơ quan có thẩm quyền",
}


def decision_draft(decision):
    """Return the draft of a prepared decision, or the text of an issued one, with its list."""
    items = list(decision.items.for_list())
    article = FIRST_ARTICLES[decision.kind].format(
        count=f"{len(items):02}", months=term_on(decision.signed_on or today()).months
    )
    return Paper(
        title=f"Dự thảo Quyết định: {SUBJECTS[decision.kind]}",
        file_name=f"du-thao-quyet-dinh-{decision.pk}",
        blocks=(
            decision_head(
                decision,
                number=f"Số: {decision.number or '……/QĐ-' + ('UBND' if decision.place else 'BNNMT')}",
                form="" if decision.is_effective else "DỰ THẢO",
            ),
            heading("QUYẾT ĐỊNH"),
            heading(SUBJECTS[decision.kind], size=13),
            heading(who_decides(decision), size=13),
            *(Line(ground, indent=True) for ground in grounds(items)),
            heading("QUYẾT ĐỊNH:", size=13),
            Line(f"Điều 1. {article}", indent=True),
            Line("Điều 2. Quyết định này có hiệu lực kể từ ngày ký.", indent=True),
            Line(
                "Điều 3. Thủ trưởng các cơ quan, đơn vị có liên quan, Ủy ban nhân dân các xã, phường và các chủ thể có "
                "tên tại danh sách kèm theo chịu trách nhiệm thi hành Quyết định này./.",
                indent=True,
            ),
            Signatures(
                (SignatureBlock("Nơi nhận:", "- Như Điều 3;\n- Lưu: VT.", " "), signatory_of(decision))
            ),
            PageBreak(),
            heading("DANH SÁCH SẢN PHẨM"),
            Line(f"(Kèm theo Quyết định số {decision.number or '…………'})", align="center"),
            list_of(items),
        ),
    )


def who_decides(decision):
    """Return the deciding office in capitals."""
    if decision.place is None:
        return "BỘ TRƯỞNG BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"
    return f"CHỦ TỊCH ỦY BAN NHÂN DÂN {decision.place.full_name_on(decision.signed_on).upper()}"


def grounds(items):
    """Return the legal grounds; laws and proposals that the register does not hold are left blank."""
    dossiers = [item.dossier for item in items if item.dossier]
    sources = sorted({dossier.sheet.decision for dossier in dossiers}) or ["26/2026/QĐ-TTg"]
    councils = sorted({item.dossier.council.name for item in items if item.result and item.dossier.council})
    yield "Căn cứ ………………………………………………………………;"
    for source in sources:
        yield f"Căn cứ Quyết định số {source} của Thủ tướng Chính phủ;"
    for council in councils:
        yield f"Căn cứ kết quả đánh giá, phân hạng sản phẩm của {council};"
    for item in items:
        if item.dossier and not item.result:
            report = item.dossier.agency_report
            day = format_date(local_date(report.signed_at))
            yield f"Căn cứ Báo cáo {report.number or '……'} ngày {day} của Cơ quan OCOP cấp tỉnh về {item.product.name};"
        if item.decision.kind == DecisionKind.EVALUATE:
            back = item.dossier.handing_back
            day = format_date(local_date(back.at))
            letter = f"Công văn {back.letter_number or '……'} ngày {day}"
            yield f"Căn cứ {letter} của {MINISTRY} chuyển trả hồ sơ {item.product.name};"
        if item.concluded_on:
            day = format_date(item.concluded_on)
            yield f"Căn cứ {item.conclusion_number} ngày {day} của {item.conclusion_body};"
    yield "Theo đề nghị của …………………………………………………………."


def list_of(items):
    """Return the list of products with producer, address, points and star."""
    return Table(
        head=("TT", "Sản phẩm", "Chủ thể", "Địa chỉ", "Điểm", "Nội dung"),
        rows=tuple(TableRow((str(number), *item_cells(item))) for number, item in enumerate(items, 1)),
        widths=(10, 38, 36, 36, 14, 26),
        aligns=("center", "left", "left", "left", "center", "center"),
        size=11,
    )


def correction_in_vietnamese(correction):
    """Return a correction in Vietnamese, the language of the paper."""
    with override("vi"):
        return correction_as_text(correction)


ENDS = {"disqualifier": "Loại hồ sơ", "stop": "Dừng chấm điểm"}


def ground_of_the_end(result):
    """Return why an excluded product, or one whose scoring was stopped, is refused."""
    objection = result.content["objections"][0]
    where = f" (tiêu chí {objection['criterion']})" if objection["criterion"] else ""
    return f"{ENDS[result.ended_by]}{where}: {objection['reason']}"


def findings_as_text(result):
    """Return requirements met or missed by a finding, with the number of sheets that meet them."""
    return [
        f"yêu cầu {each['code']} ({each['star']} sao): {each['reached_by']}/{result.sheets} phiếu đạt, "
        f"{'đạt' if each['met'] else 'không đạt'} theo kết luận của chủ tịch Hội đồng"
        for each in result.found()
    ]


def item_cells(item):
    """Return the cells of one product of the list."""
    product, recognition = item.product, item.recognition
    if item.decision.kind == DecisionKind.EVALUATE:
        points, what = format_decimal(item.result.mean), "Bộ chuyển trả hồ sơ; tỉnh đánh giá, phân hạng lại"
    elif result := item.result:
        points = "" if result.ended_by else format_decimal(result.mean)
        what = (
            ground_of_the_end(result)
            if result.ended_by
            else "; ".join((f"{result.stars} sao", *findings_as_text(result)))
        )
    elif item.dossier:
        points, what = "", "đánh giá, phân hạng lại hạng 5 sao theo báo cáo của Cơ quan OCOP cấp tỉnh"
    elif item.correction:
        points, what = (
            "",
            f"{recognition.stars} sao; "
            + "; ".join([*correction_in_vietnamese(item.correction), f"lý do: {item.reason}"]),
        )
    elif item.until:
        points, what = "", f"{recognition.stars} sao, kéo dài đến hết ngày {format_date(item.last_day)}"
    else:
        points, what = "", f"{recognition.stars} sao; {GROUNDS.get(item.ground, '')}".rstrip("; ")
    return (
        product.name,
        product.producer.name,
        address_of(product.producer, item.decision.signed_on),
        points,
        what,
    )
