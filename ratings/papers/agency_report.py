"""The provincial OCOP agency's report on a reassessment of five stars (Decision 26/2026/QĐ-TTg, article 7.6).

The decision prescribes no form; this is the usual order of such reports.
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
    heading,
)
from ratings.papers.vietnamese import address_of, file_name_of, local_date, province_of


def agency_report(dossier):
    """Return the agency's report on a dossier; None until it is signed."""
    report = getattr(dossier.origin, "agency_report", None)
    if report is None or not report.is_signed:
        return None
    product, day = dossier.product, local_date(report.signed_at)
    province = province_of(product.producer, day)
    return Paper(
        title=f"Báo cáo đánh giá, phân hạng lại: {product.name}",
        file_name=file_name_of(dossier, "bao-cao-co-quan-ocop-cap-tinh"),
        blocks=(
            Head(
                issuer=(f"ỦY BAN NHÂN DÂN {province.full_name_on(day).upper()}", "CƠ QUAN OCOP CẤP TỈNH"),
                number=f"Số: {report.number or '……/BC'}",
                place_and_day=f"{province.name_on(day)}, {format_date_in_words(day)}",
            ),
            heading("BÁO CÁO"),
            heading("Về việc đánh giá, phân hạng lại sản phẩm OCOP hạng 5 sao", size=13),
            Line(
                "Căn cứ khoản 6 Điều 7 Quyết định số 26/2026/QĐ-TTg của Thủ tướng Chính phủ, Cơ quan OCOP cấp tỉnh báo cáo "
                "kết quả kiểm tra hồ sơ đánh giá, phân hạng lại như sau:",
                indent=True,
            ),
            Field("1. Sản phẩm", product.name),
            Field("2. Chủ thể", f"{product.producer.name}, {address_of(product.producer, day)}"),
            Field("3. Nội dung đã kiểm tra", report.checked),
            *(
                [Field("4. Ngày kiểm tra thực tế", format_date(report.visited_on))]
                if report.visited_on
                else []
            ),
            Field(f"{5 if report.visited_on else 4}. Kiểm tra thực tế", report.site_check),
            Field(f"{6 if report.visited_on else 5}. Kết luận và đề xuất", report.conclusion),
            Signatures(
                (
                    SignatureBlock("Nơi nhận:", "- Ủy ban nhân dân cấp tỉnh;\n- Lưu: VT.", " "),
                    SignatureBlock("CƠ QUAN OCOP CẤP TỈNH", "(Ký tên, đóng dấu)", report.signed_by.full_name),
                )
            ),
        ),
    )
