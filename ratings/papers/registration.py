"""Form 01: the registration (Decision 26/2026/QĐ-TTg, appendix III, Mẫu số 01)."""

from ratings.dossiers.workflow import DossierKind
from ratings.papers.paper import (
    Field,
    Line,
    PageBreak,
    Paper,
    SignatureBlock,
    Signatures,
    Ticks,
    format_date,
    heading,
    part,
    state_alone,
)
from ratings.papers.vietnamese import (
    address_of,
    arrived_on,
    commune_of,
    file_name_of,
    filed_on,
    group_of,
    province_of,
    signed_where,
    year_of,
)

PLEDGE = (
    "Cam đoan những thông tin trong Phiếu đăng ký là đúng sự thật, chúng tôi xin cam kết tuân thủ các quy định về "
    "đánh giá, phân hạng sản phẩm OCOP, chịu trách nhiệm trước Hội đồng và pháp luật về Hồ sơ đăng ký đánh giá, "
    "phân hạng sản phẩm."
)
KINDS = {
    DossierKind.FIRST: "Lần đầu",
    DossierKind.UPGRADE: "Nâng hạng",
    DossierKind.RENEWAL: "Đánh giá lại",
}


def registration(dossier):
    """Return form 01 of a dossier; data missing in the register are left blank."""
    producer, year, day = dossier.product.producer, year_of(dossier), filed_on(dossier)
    filing = dossier.all_filings.order_by("-pk").first()
    ticket = filing.receipt if filing else number_of_ticket(producer, year)
    return Paper(
        title=f"Phiếu đăng ký tham gia đánh giá, phân hạng sản phẩm OCOP: {dossier.product.name}",
        file_name=file_name_of(dossier, "mau-01-phieu-dang-ky"),
        blocks=(
            state_alone("Mẫu số 01"),
            heading("PHIẾU ĐĂNG KÝ"),
            heading(
                "Tham gia đánh giá, phân hạng sản phẩm OCOP\n"
                f"của {province_of(producer, day).name_in_text_on(day)} năm {year}",
                size=13,
            ),
            *applicant(producer, day),
            Field("2. Tên sản phẩm", dossier.product.name),
            Field("3. Nhóm sản phẩm đăng ký (Ngành, Nhóm, Phân nhóm)", group_of(dossier.sheet), lines=2),
            Ticks(
                tuple((name, dossier.kind == kind) for kind, name in KINDS.items()),
                label="4. Lần đăng ký đánh giá",
            ),
            Line("5. Tài liệu kèm theo:"),
            Line("- Báo cáo đánh giá về sản phẩm theo Bộ tiêu chí (bản gốc, bản điện tử)."),
            Field(
                "- Sản phẩm mẫu (số lượng)",
                f"{dossier.sheet.samples:02}" if dossier.sheet.samples else "không",
            ),
            Line(PLEDGE, indent=True),
            Signatures(
                (
                    SignatureBlock(
                        "ĐẠI DIỆN",
                        "(Ký, đóng dấu, ghi rõ họ tên)",
                        producer.representative,
                        signed_where(producer, day),
                    ),
                )
            ),
            PageBreak(),
            heading("PHẦN DÀNH CHO CƠ QUAN QUẢN LÝ"),
            *received("DÀNH CHO ỦY BAN NHÂN DÂN CẤP XÃ", ticket, arrived_on(dossier, "filed")),
            *received("DÀNH CHO CƠ QUAN QUẢN LÝ OCOP CẤP TỈNH", ticket, arrived_on(dossier, "checking")),
        ),
    )


def applicant(producer, day):
    """Return the block on the applicant. The register does not hold the representative's position."""
    return (
        Line("1. Thông tin về đơn vị đăng ký:"),
        Field("- Tên đơn vị", producer.name),
        Field("- Họ tên người đại diện pháp lý", producer.representative),
        Field("- Chức vụ"),
        Field("- Địa chỉ liên hệ", address_of(producer, day)),
        Field("- Điện thoại", producer.phone),
        Field("- Email", producer.email),
    )


def number_of_ticket(producer, year):
    """Return the printed number: two blanks for the office, the codes and the year."""
    commune = commune_of(producer)
    return f"……-……/PĐK-{province_of(producer).code}-{commune.code if commune else '……'}-{year}"


def received(title, ticket, day):
    """Return the block that the receiving office fills in."""
    return (
        part(title),
        Field("Phiếu số", ticket),
        Field("Ngày nhận", format_date(day)),
        Field("Người tiếp nhận"),
        Field("Chữ ký"),
        Signatures((SignatureBlock("Cơ quan tiếp nhận", "(Ký, đóng dấu và ghi rõ họ tên)"),)),
    )
