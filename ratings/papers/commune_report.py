"""Form 03: the commune's report on four contents (Decision 26/2026/QĐ-TTg, appendix III, Mẫu số 03)."""

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
    part,
)
from ratings.papers.self_assessment import representative
from ratings.papers.vietnamese import (
    LEGAL_FORMS,
    address_of,
    committee_of,
    commune_of,
    file_name_of,
    local_date,
    province_of,
)

# Contents in printed order: title and fields of the report.
CONTENTS = (
    ("1. Về sử dụng nguyên liệu địa phương", "material"),
    ("2. Về sử dụng lao động địa phương", "labour"),
    ("3. Nguồn gốc ý tưởng sản phẩm", "idea"),
    ("4. Bản sắc/trí tuệ địa phương", "identity"),
)


def commune_report(dossier):
    """Return form 03 of a dossier, filled from its report; missing parts are left blank to write on."""
    producer = dossier.product.producer
    report = getattr(dossier.origin, "commune_report", None)
    signed_on = local_date(report.signed_at) if report else None
    commune, province = commune_of(producer, signed_on), province_of(producer, signed_on)
    return Paper(
        title=f"Báo cáo đánh giá một số nội dung của hồ sơ đăng ký: {dossier.product.name}",
        file_name=file_name_of(dossier, "mau-03-bao-cao-cua-xa"),
        blocks=(
            Head(
                issuer=("ỦY BAN NHÂN DÂN", commune.full_name_on(signed_on).upper() if commune else "…………………"),
                number=f"Số: {report.letter_number if report and report.letter_number else '……/BC-UBND'}",
                place_and_day=f"{commune.name_on(signed_on) if commune else '…………'}, {format_date_in_words(signed_on)}",
                form="Mẫu số 03",
            ),
            heading("BÁO CÁO"),
            heading(
                "Đánh giá một số nội dung của hồ sơ đăng ký tham gia\nđánh giá, phân hạng sản phẩm OCOP",
                size=13,
            ),
            part("I. THÔNG TIN CHUNG VỀ HỒ SƠ SẢN PHẨM"),
            Field("1. Tên chủ thể", producer.name),
            Field("2. Loại hình tổ chức", LEGAL_FORMS[producer.legal_form]),
            Field("3. Địa chỉ", address_of(producer, signed_on)),
            Line("4. Tên người đại diện pháp luật:"),
            *representative(producer),
            Field("5. Sản phẩm đăng ký đánh giá", dossier.product.name),
            part("II. ĐÁNH GIÁ MỘT SỐ NỘI DUNG CỦA HỒ SƠ SẢN PHẨM"),
            *(block for title, name in CONTENTS for block in content(report, title, name)),
            *([Field("Họp đánh giá ngày", format_date(report.met_on))] if report and report.met_on else []),
            Line(request(dossier, commune, province, signed_on), indent=True),
            Signatures((SignatureBlock(f"TM. {committee_of(commune, signed_on)}", "(Ký tên và đóng dấu)"),)),
        ),
    )


def content(report, title, name):
    """One content: the producer's description and the commune's findings."""
    return (
        part(title),
        Field("- Mô tả của chủ thể", getattr(report, f"{name}_claim", ""), lines=3),
        Field("- Đánh giá của Ủy ban nhân dân cấp xã", getattr(report, f"{name}_finding", ""), lines=3),
    )


def request(dossier, commune, province, day):
    """Return the sentence that asks the province to assess the product."""
    committee = f"Ủy ban nhân dân {commune.name_in_text_on(day) if commune else 'xã …………'}"
    return (
        f"{committee} đề nghị Ủy ban nhân dân {province.name_in_text_on(day)} đánh giá, phân hạng sản phẩm OCOP cho sản phẩm "
        f"{dossier.product.name} của {dossier.product.producer.name}."
    )
