"""The ministry's letter that hands a result below five stars back to the province.

Decision 26/2026/QĐ-TTg (article 7) prescribes no form; this is the usual order of such letters.
"""

from ratings.papers.paper import (
    Field,
    Head,
    Line,
    Paper,
    SignatureBlock,
    Signatures,
    format_date,
    format_date_in_words,
    format_decimal,
)
from ratings.papers.vietnamese import MINISTRY, address_of, file_name_of, local_date, province_of


def letter_of_handing_back(dossier):
    """Return the letter of a dossier that was handed back; None for any other."""
    handing_back = getattr(dossier, "handing_back", None)
    if handing_back is None:
        return None
    product, result = dossier.product, dossier.result
    day = local_date(handing_back.at)
    province = province_of(product.producer, day)
    star = f"{result.stars} sao" if result.stars else "không xếp hạng"
    return Paper(
        title=f"Công văn chuyển trả hồ sơ: {product.name}",
        file_name=file_name_of(dossier, "cong-van-chuyen-tra"),
        blocks=(
            Head(
                issuer=(MINISTRY.upper(),),
                number=f"Số: {handing_back.letter_number or '……/BNNMT-VPĐP'}",
                place_and_day=f"Hà Nội, {format_date_in_words(day)}",
            ),
            Line("V/v chuyển trả hồ sơ đánh giá, phân hạng sản phẩm OCOP", align="center"),
            Line(f"Kính gửi: Ủy ban nhân dân {province.name_in_text_on(day)}", align="center", bold=True),
            Line(
                "Hội đồng đánh giá, phân hạng sản phẩm OCOP cấp Trung ương đã đánh giá hồ sơ do Ủy ban nhân dân "
                f"{province.name_in_text_on(day)} chuyển đến. Kết quả đánh giá dưới 90 điểm hoặc chưa đạt yêu cầu của "
                f"hạng 5 sao. Căn cứ Điều 7 Quyết định số 26/2026/QĐ-TTg, {MINISTRY} chuyển trả hồ sơ như sau:",
                indent=True,
            ),
            Field("1. Sản phẩm", product.name),
            Field("2. Chủ thể", f"{product.producer.name}, {address_of(product.producer, day)}"),
            Field(
                "3. Kết quả của Hội đồng cấp Trung ương",
                f"{format_decimal(result.mean)} điểm trung bình, {star}",
            ),
            Field("4. Lý do", handing_back.reason),
            Line(
                f"Đề nghị Ủy ban nhân dân {province.name_in_text_on(day)} sử dụng kết quả nêu trên để quyết định công nhận hạng "
                "3 sao hoặc 4 sao, hoặc tổ chức đánh giá, phân hạng lại, và thông báo cho chủ thể trước khi hết ngày "
                f"{format_date(handing_back.due_on)}./.",
                indent=True,
            ),
            Signatures(
                (
                    SignatureBlock("Nơi nhận:", "- Như trên;\n- Chủ thể;\n- Lưu: VT.", " "),
                    SignatureBlock("TL. BỘ TRƯỞNG", "(Ký tên, đóng dấu)"),
                )
            ),
        ),
    )
