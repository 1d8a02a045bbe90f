"""List of evidence, the annex of form 02, with the numbers that criteria cite."""

from ratings.papers.paper import Line, Table, TableRow, format_date, part

# Kinds of evidence of form 02, part III, by key of ratings.dossiers.requirements, in the form's wording.
KINDS = {
    "registration": "Giấy đăng ký kinh doanh",
    "facility": "Giấy chứng nhận cơ sở đủ điều kiện sản xuất",
    "material": "Nguồn gốc nguyên liệu, vùng nguyên liệu, liên kết chuỗi",
    "environment": "Bảo vệ môi trường, sử dụng công nghệ theo hướng bền vững",
    "labour": "Sử dụng lao động địa phương",
    "growth": "Tăng trưởng sản xuất kinh doanh",
    "property": "Sở hữu trí tuệ",
    "market": "Phát triển thị trường, hoạt động quảng bá, xúc tiến thương mại",
    "publicity": "Quảng bá sản phẩm",
    "story": "Câu chuyện về sản phẩm",
    "declaration": "Công bố chất lượng sản phẩm",
    "test": "Phiếu kết quả kiểm nghiệm chỉ tiêu chất lượng, an toàn thực phẩm theo tiêu chuẩn công bố",
    "label": "Mã số mã vạch, tem truy xuất nguồn gốc",
    "management": "Hệ thống quản lý chất lượng tiên tiến, kiểm soát chất lượng",
    "award": "Giải thưởng của sản phẩm, bình chọn của các tổ chức uy tín trong nước và quốc tế",
    "other": "Tài liệu khác",
}


def numbered(dossier):
    """Return the dossier's evidence as (number, piece), in order of upload."""
    return list(enumerate(dossier.all_evidence.for_list(), 1))


def cited_by_criterion(pieces):
    """Return {key of a criterion: numbers of the evidence that cites it}."""
    cited: dict[int, list[int]] = {}
    for number, piece in pieces:
        for node in piece.cites.all():
            cited.setdefault(node.pk, []).append(number)
    return cited


def annex(pieces):
    """Return the table of evidence; nothing if there is none yet."""
    if not pieces:
        return
    yield part("Danh mục tài liệu minh chứng kèm theo")
    yield Table(
        head=("TT", "Nội dung", "Tài liệu", "Ngày cấp", "Hết hạn", "Tiêu chí"),
        rows=tuple(TableRow((str(number), *evidence_cells(piece))) for number, piece in pieces),
        widths=(10, 42, 46, 21, 21, 20),
        aligns=("center", "left", "left", "center", "center", "center"),
        size=11,
    )
    yield Line("Bản điện tử của từng tài liệu được lưu trong hồ sơ điện tử cùng mã băm SHA-256.", size=11)


def evidence_cells(piece):
    title = f"{piece.title} ({piece.issuer})" if piece.issuer else piece.title
    codes = ", ".join(node.code for node in piece.cites.all())
    return KINDS[piece.requirement], title, format_date(piece.issued_on), format_date(piece.last_day), codes
