"""Form 02: the producer's self-assessment report (Decision 26/2026/QĐ-TTg, appendix III, Mẫu số 02)."""

from ocop.values.dates import today
from producers.models import LegalForm
from products.models import Certification, Scheme
from ratings.dossiers.workflow import DossierKind
from ratings.papers.criteria import is_heading, printed_title, scored_nodes
from ratings.papers.evidence import annex, cited_by_criterion, numbered
from ratings.papers.paper import (
    Field,
    Line,
    Paper,
    SignatureBlock,
    Signatures,
    Table,
    TableRow,
    Ticks,
    format_date,
    heading,
    state_alone,
)
from ratings.papers.vietnamese import LEGAL_FORMS, address_of, file_name_of, filed_on, signed_where
from ratings.scoring.kinds import Stage

# Registration paper by legal form.
REGISTERED = (
    LegalForm.COOPERATIVE,
    LegalForm.LIMITED_COMPANY,
    LegalForm.JOINT_STOCK_COMPANY,
    LegalForm.PRIVATE_ENTERPRISE,
    LegalForm.BUSINESS_HOUSEHOLD,
)
MARKS = (Scheme.GEOGRAPHICAL_INDICATION, Scheme.COLLECTIVE_MARK, Scheme.CERTIFICATION_MARK)
PART_II = (
    "Tổ chức vùng nguyên liệu, công nghệ sản xuất, sơ chế, chế biến, đóng gói sản phẩm của chủ thể",
    "Sự thay đổi về chất lượng sản phẩm: chất lượng, tiêu chuẩn chất lượng, bao bì, nhãn mác, hình thức đóng gói",
    "Thị trường phân phối sản phẩm",
    "Kết quả sản xuất, kinh doanh: doanh thu, lợi nhuận",
)
PART_IV = (
    "Định hướng, kế hoạch phát triển sản phẩm",
    "Định hướng, kế hoạch tổ chức sản xuất",
    "Định hướng, kế hoạch phát triển thị trường",
)


def self_assessment(dossier):
    """Return form 02 of a dossier; data missing in the register are left blank."""
    producer = dossier.product.producer
    return Paper(
        title=f"Báo cáo tự đánh giá về sản phẩm: {dossier.product.name}",
        file_name=file_name_of(dossier, "mau-02-bao-cao-tu-danh-gia"),
        blocks=(
            state_alone("Mẫu số 02"),
            heading("BÁO CÁO TỰ ĐÁNH GIÁ VỀ SẢN PHẨM"),
            Line("(Dành cho chủ thể có sản phẩm đăng ký)", align="center"),
            *part_i(dossier, producer),
            *part_ii(dossier),
            *part_iii(dossier),
            *part_title("Phần IV", "KẾ HOẠCH SẢN XUẤT, KINH DOANH"),
            *(Field(f"- {content}", lines=3) for content in PART_IV),
            Signatures(
                (
                    SignatureBlock(
                        "ĐẠI DIỆN THEO PHÁP LUẬT CỦA CƠ SỞ",
                        "(Ký, họ tên, đóng dấu)",
                        producer.representative,
                        signed_where(producer, filed_on(dossier)),
                    ),
                )
            ),
        ),
    )


def part_title(number, title):
    """Return the two title lines of a part."""
    return heading(number, size=13), heading(title, size=13)


def part_i(dossier, producer):
    """Return part I: the producer, the product and the papers held."""
    product = dossier.product
    yield from part_title("Phần I", "THÔNG TIN CHUNG")
    yield Field("1. Tên chủ thể", producer.name)
    yield Field("2. Loại hình tổ chức", LEGAL_FORMS[producer.legal_form])
    yield Field("3. Địa chỉ", address_of(producer, filed_on(dossier)))
    yield Field("4. Điện thoại", producer.phone)
    yield Field("Email", producer.email)
    yield Line("5. Tên người đại diện pháp luật:")
    yield from representative(producer)
    yield Field("6. Ngày thành lập/đăng ký kinh doanh", format_date(producer.founded_on))
    yield Field("Số giấy đăng ký (nếu có)", producer.tax_number or "")
    described = [product.name, product.variants, product.ingredients]
    yield Field(
        "7. Tên sản phẩm/dịch vụ, mô tả về quy cách sản phẩm, tiêu chuẩn",
        "; ".join(words for words in described if words),
    )
    yield Line("Đánh dấu (√) vào mục tương ứng:")
    yield from papers_held(dossier, producer)
    yield Field(
        "8. Lịch sử hình thành của chủ thể (nêu các giai đoạn hình thành và phát triển)",
        producer.story,
        lines=4,
    )
    yield Field("9. Cơ cấu tổ chức của chủ thể", structure_of(producer), lines=3)


def representative(producer):
    """Return the block on the representative. The register holds no ethnicity and no private address."""
    gender = {True: "Nữ", False: "Nam", None: ""}[producer.led_by_woman]
    return (
        Field("- Họ tên", producer.representative),
        Field("- Giới tính (Nam/nữ)", gender),
        Field("- Dân tộc"),
        Field("- Địa chỉ thường trú"),
    )


def structure_of(producer):
    """Return the registered data on the producer's staff."""
    known = []
    if producer.workers is not None:
        known.append(f"{producer.workers} lao động")
    if producer.local_workers is not None:
        known.append(f"trong đó {producer.local_workers} lao động trên địa bàn xã")
    return ", ".join(known)


def papers_held(dossier, producer):
    """Return the boxes, ticked if the register holds the paper and it was valid on the day of filing."""
    day = filed_on(dossier) or today()
    held = set(Certification.objects.covering(dossier.product).valid_on(day).values_list("scheme", flat=True))
    marks = {
        "Giấy chứng nhận đăng ký nhãn hiệu": Scheme.TRADEMARK in held,
        "Văn bản ghi nhận quyền sử dụng chỉ dẫn địa lý, nhãn hiệu tập thể, nhãn hiệu chứng nhận": not held.isdisjoint(
            MARKS
        ),
        "Bằng sáng chế": False,
        "Bằng độc quyền kiểu dáng công nghiệp": False,
        "Giấy chứng nhận bản quyền tác giả": False,
        "Khác (ghi rõ): …………………": False,
    }
    filed = set(dossier.all_evidence.values_list("requirement", flat=True))
    registered = "registration" in filed or (bool(producer.tax_number) and producer.legal_form in REGISTERED)
    yield Ticks((("a) Giấy đăng ký kinh doanh", registered),))
    yield Ticks(
        (
            (
                "b) Đã công bố chất lượng sản phẩm theo quy định",
                Scheme.DECLARATION in held or "declaration" in filed,
            ),
        )
    )
    yield Line("c) Đã có các điều kiện sản xuất theo quy định:")
    yield Ticks(
        (
            (
                "Giấy chứng nhận cơ sở đủ điều kiện vệ sinh an toàn thực phẩm theo quy định của pháp luật cho sản xuất"
                " sản phẩm",
                Scheme.FOOD_SAFETY in held,
            ),
        )
    )
    yield Ticks(
        (
            (
                "Giấy chứng nhận cơ sở đủ điều kiện sản xuất bắt buộc theo quy định cho sản phẩm (đối với các sản phẩm"
                " bắt buộc theo quy định)",
                Scheme.PRODUCTION_LICENCE in held,
            ),
        )
    )
    yield Ticks((("d) Đã có đăng ký sở hữu trí tuệ", any(marks.values()) or "property" in filed),))
    for name, ticked in marks.items():
        yield Ticks(((name, ticked),))


def part_ii(dossier):
    """Return part II, results of the plan.

    The register holds no accounts; changes are stated if the dossier builds on an earlier recognition.
    """
    yield from part_title("Phần II", "KẾT QUẢ THỰC HIỆN PHƯƠNG ÁN SẢN XUẤT KINH DOANH")
    if dossier.kind != DossierKind.FIRST:
        yield Field("Những thay đổi so với lần được công nhận trước", dossier.changes, lines=4)
    for content in PART_II:
        yield Field(f"- {content}", lines=3)


def part_iii(dossier):
    """Return part III, the producer's own score by criterion in printed order."""
    yield from part_title("Phần III", "ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN THEO BỘ TIÊU CHÍ SẢN PHẨM OCOP")
    sheet = dossier.sheet
    yield Line(
        f"Bộ sản phẩm số {sheet.number}: {sheet.head['name']['vi']} (Quyết định số {sheet.decision}).",
        indent=True,
    )
    assessment = dossier.origin.assessments.filter(stage=Stage.SELF).for_detail().order_by("-round").first()
    rows, pieces = scored_nodes(dossier, assessment), numbered(dossier)
    cited = cited_by_criterion(pieces)
    total = sum(row.points or 0 for row in rows if row.depth == 0)
    yield Table(
        head=("Tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Mô tả, tài liệu minh chứng"),
        rows=(
            *(TableRow(criterion_cells(row, cited), bold=is_heading(row)) for row in rows),
            TableRow(("TỔNG CỘNG", str(sheet.total), str(total) if assessment else "", ""), bold=True),
        ),
        widths=(54, 16, 16, 74),
        aligns=("left", "center", "center", "left"),
    )
    yield from annex(pieces)


def criterion_cells(row, cited):
    """Return the cells of a criterion: chosen points, text of the option, producer's note, evidence."""
    points = "" if row.points is None else str(row.points)
    claims = claims_of(row.answer) if row.answer else []
    if numbers := cited.get(row.node.pk):
        claims.append(f"Minh chứng số: {', '.join(str(number) for number in numbers)}")
    return printed_title(row), str(row.node.max), points, "\n".join(claims)


def claims_of(answer):
    """Return the text of the chosen option and the producer's note."""
    reached = answer.option.label_vi if answer.option else "Không đạt mức nào"
    return [reached, answer.note] if answer.note else [reached]
