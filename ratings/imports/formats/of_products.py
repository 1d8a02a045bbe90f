"""Formats of the registers whose rows belong to products: certifications, listings, export markets, sales."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ocop.files.spreadsheets import Cell
from ocop.models import PlaceLevel
from products.models import (
    Certification,
    ChannelKind,
    ExportMarket,
    Found,
    Listing,
    Product,
    ProductSales,
    Scheme,
)
from ratings.imports import cells
from ratings.imports.certificates import certificates
from ratings.imports.formats.columns import (
    RegisterColumn,
    choice,
    country,
    day,
    dong,
    exported,
    quantity,
    source,
    text,
    until,
    until_year,
    year,
)
from ratings.imports.formats.known_rows import (
    belongs_to_producer_or_product,
    belongs_to_product,
    sold_through_channel,
)
from ratings.imports.formats.register_format import RegisterFormat
from ratings.imports.names import own_key

PRODUCT_NAMES = ("san pham", "ten san pham ocop", "ten sp")
PRODUCER_NAMES = ("ten chu the", "don vi", "co so", "chu the ocop", "don vi san xuat", "co so san xuat")


def commune_of(maker: Any) -> str:
    """Return the commune of a producer; empty where only its province is known."""
    return maker.place.full_name if maker.place.level == PlaceLevel.COMMUNE else ""


def producer_columns(path: str = "producer") -> tuple[RegisterColumn, ...]:
    """Return the columns that name a producer: its name, and what tells it from another of the name."""

    def maker(row: Any) -> Any:
        for name in path.split("."):
            row = getattr(row, name)
        return row

    return (
        text("producer", "Chủ thể", 36, *PRODUCER_NAMES, value=lambda row: maker(row).name),
        RegisterColumn(
            "tax_number",
            "Mã số thuế",
            14,
            ("mst", "ma so doanh nghiep"),
            lambda row: maker(row).tax_number,
            None,
            cells.parse_tax_number,
        ),
        text(
            "commune", "Xã, phường", 20, "xa", "phuong", "dia chi", value=lambda row: commune_of(maker(row))
        ),
    )


def _key(product: Product | None) -> Cell:
    return (product.import_key or own_key(product.pk)) if product else None


PRODUCT_COLUMNS = (
    text("key", "Khóa dòng", 14, "ma dong", value=lambda row: _key(row.product)),
    text("name", "Tên sản phẩm", 36, *PRODUCT_NAMES, value="product.name"),
)
OF_PRODUCT = (*PRODUCT_COLUMNS, *producer_columns("product.producer"))
NAMED = ("key", "name")
WITH_PRODUCER = ("product__producer__place",)


def _read_scheme(cell: object) -> str | None:
    """Return the scheme that a cell names, in the words of the template or as lists write it."""
    try:
        return SCHEME.read(cell) if SCHEME.read else None
    except cells.CellParseError:
        found, rest = certificates(cells.cell_text(cell))
        if len(found) != 1 or rest:
            raise
        return next(iter(found))


SCHEME = choice("scheme", "Loại chứng nhận", Scheme)

CERTIFICATIONS = RegisterFormat(
    "certifications",
    _("Certifications"),
    Certification,
    (
        *PRODUCT_COLUMNS,
        *producer_columns(),
        RegisterColumn(
            "scheme",
            "Loại chứng nhận",
            28,
            ("ten chung nhan", "loai giay chung nhan", "loai chung chi", "tieu chuan chung nhan"),
            "",
            SCHEME.shown,
            _read_scheme,
            SCHEME.choices,
        ),
        text("number", "Số giấy chứng nhận", 24, "so chung nhan", "so giay", "ma so chung nhan"),
        text("issuer", "Đơn vị cấp", 30, "co quan cap", "to chuc chung nhan", "noi cap"),
        day("issued_on", "Ngày cấp", "ngay cap giay"),
        until(
            "expires_on",
            "Có giá trị đến hết ngày",
            "het han",
            "ngay het han",
            "co gia tri den",
            "hieu luc den",
        ),
        text("coverage", "Phạm vi", 36, "pham vi chung nhan"),
        source(),
    ),
    ("producer_id", "product_id", "scheme", "number"),
    (("name", "key", "producer"), ("scheme",)),
    (belongs_to_producer_or_product,),
    ("scheme", "number"),
    related=("producer__place", "product"),
)

LISTINGS = RegisterFormat(
    "listings",
    _("Listings"),
    Listing,
    (
        *OF_PRODUCT,
        text(
            "channel",
            "Kênh bán hàng",
            28,
            "kenh ban",
            "kenh phan phoi",
            "kenh tieu thu",
            value="channel.name",
        ),
        choice("channel_kind", "Loại kênh", ChannelKind, value="channel.kind"),
        text("address", "Địa chỉ trang bán", 36, "duong dan", "link", "lien ket", "dia chi web"),
        text("outlet", "Cửa hàng, chi nhánh", 30, "cua hang", "chi nhanh", "diem ban"),
        day("since", "Bán từ ngày", "tu ngay"),
        until("until", "Bán đến hết ngày", "den ngay", "den het ngay"),
        RegisterColumn("found", "Kết quả kiểm tra", 28, value="", shown=choice("found", "", Found).shown),
        exported("checked_on", "Ngày kiểm tra", 14, "checked_on"),
        source(),
    ),
    ("product_id", "channel_id", "address", "outlet", "since"),
    (NAMED, ("channel",), ("since", "outlet", "address", "channel_kind")),
    (belongs_to_product, sold_through_channel),
    ("name", "channel"),
    related=(*WITH_PRODUCER, "channel"),
)

EXPORT_MARKETS = RegisterFormat(
    "export-markets",
    _("Export markets"),
    ExportMarket,
    (
        *OF_PRODUCT,
        country("country", "Nước xuất khẩu", "nuoc", "quoc gia", "thi truong", "nuoc nhap khau"),
        year("from_year", "Từ năm", "xuat khau tu nam"),
        until_year("until_year", "Đến hết năm", "den nam"),
        source(),
    ),
    ("product_id", "country", "from_year"),
    (NAMED, ("country",), ("from_year",)),
    (belongs_to_product,),
    ("name", "country"),
    related=WITH_PRODUCER,
)

PRODUCT_SALES = RegisterFormat(
    "product-sales",
    _("Sales of products by year"),
    ProductSales,
    (
        *OF_PRODUCT,
        year("year", "Năm", "nam bao cao"),
        dong("domestic", "Doanh thu trong nước (đồng)", "tieu thu trong nuoc", "ban trong nuoc"),
        dong("export", "Doanh thu xuất khẩu (đồng)", "gia tri xuat khau"),
        quantity("quantity", "Sản lượng", "so luong", "san luong tieu thu", "so luong ban"),
        text("unit", "Đơn vị tính", 12, "dvt"),
        source(),
    ),
    ("product_id", "year"),
    (NAMED, ("year",), ("domestic", "export", "quantity")),
    (belongs_to_product,),
    ("name", "year"),
    related=WITH_PRODUCER,
)
