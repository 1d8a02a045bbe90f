"""Export of the register as a list that imports without changes."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ocop.files.spreadsheets import Heading, write_list
from ocop.models import Place, PlaceLevel, User
from producers.models import LegalForm
from products.models import Product, ProductSet
from ratings.decisions.models import Decision
from ratings.imports.certificates import certificates
from ratings.imports.names import own_key
from ratings.imports.template_workbook import TemplateColumn, write_template_workbook
from ratings.papers.vietnamese import ministry_on

# Headings are Vietnamese in every language, because the import recognises them; the order is that of
# officers' lists.
COLUMNS = {
    "key": ("Khóa dòng", 14),
    "name": ("Tên sản phẩm", 36),
    "name_en": ("Tên tiếng Anh", 24),
    "producer": ("Chủ thể", 36),
    "legal_form": ("Loại hình", 20),
    "tax_number": ("Mã số thuế", 14),
    "village": ("Số nhà, đường, thôn", 24),
    "commune": ("Xã, phường", 20),
    "province": ("Tỉnh", 16),
    "former_commune": ("Xã cũ", 20),
    "former_district": ("Huyện cũ", 20),
    "former_province": ("Tỉnh cũ", 16),
    "product_set": ("Bộ sản phẩm", 12),
    "variants": ("Quy cách", 20),
    "code": ("Mã sản phẩm", 18),
    "gtin": ("Mã vạch", 16),
    "stars": ("Hạng sao", 10),
    "year": ("Năm", 8),
    "decision": ("Số quyết định", 20),
    "decided_on": ("Ngày ký", 12),
    "expires_on": ("Hết hạn", 12),
    "authority": ("Cơ quan ban hành", 22),
    "certifications": ("Chứng nhận", 20),
    "confidence": ("Độ tin cậy", 12),
    "source": ("Nguồn", 30),
}
HEADINGS = [Heading(*each) for each in COLUMNS.values()]


def export(products: QuerySet[Product], path: Path) -> int:
    """Write products to an .xlsx or .csv file, chosen by its suffix; return their number.

    An existing file is replaced.
    """
    with path.open("wb") as file:
        return write_list(path.suffix.lower().removeprefix("."), HEADINGS, cells_of(rows(products)), file)


class ProductFormat:
    """The register of products as a list, in the order of its rows."""

    model = Product

    @property
    def headings(self) -> list[Heading]:
        return HEADINGS

    def cells(self, rows: QuerySet[Product], reader: User | None = None) -> Iterator[list]:
        return cells_of(_in_their_order(rows))


def rows(products: QuerySet[Product]) -> Iterator[dict]:
    """Yield the row of each product by province and producer; three queries per thousand products."""
    order = ("producer__place__province__name_order", "producer__name_order", "name_order", "pk")
    return _in_their_order(products.order_by(*order))


def _in_their_order(products: QuerySet[Product]) -> Iterator[dict]:
    products = (
        products.select_related("producer__place__province", "producer__former_place__parent__parent")
        .select_related("producer__former_place__province")
        .prefetch_related("recognitions__decision__place__names", "star_claims", "certifications")
    )
    for product in products.iterator(chunk_size=1000):
        yield {name: value for name, value in _row(product).items() if value not in (None, "")}


def _row(product: Product) -> dict[str, object]:
    maker = product.producer
    form = maker.legal_form
    return {
        "key": product.import_key or own_key(product.pk),
        "name": product.name,
        "name_en": product.name_en,
        "producer": maker.name,
        "legal_form": _FORMS.get(form, ""),
        "tax_number": maker.tax_number,
        "village": maker.address_line,
        "commune": maker.place.full_name if maker.place.level == PlaceLevel.COMMUNE else "",
        "province": cast(Place, maker.place.province).name,
        **former_columns(maker.former_place),
        "product_set": product.product_set_id,
        "variants": product.variants,
        "code": product.code,
        "gtin": product.gtin,
        "source": product.source,
        "certifications": "; ".join(_certificates(product)),
        **_star(product),
    }


def former_columns(place: Place | None) -> dict[str, str]:
    """Return the former unit by the columns of its levels."""
    found = {}
    while place is not None:
        found[f"former_{place.level}"] = place.full_name if place.level != PlaceLevel.PROVINCE else place.name
        place = place.parent
    return found


def _star(product: Product) -> dict[str, object]:
    """Return the newest recognition, or else the newest claim."""
    recognitions = sorted(product.recognitions.all(), key=lambda each: (each.issued_on, each.pk))
    if recognitions:
        last = recognitions[-1]
        return {
            "stars": last.stars,
            "decision": last.decision.number,
            "decided_on": last.decision.signed_on,
            "expires_on": last.last_day_of_term,
            "authority": _authority(last.decision),
        }
    claims = sorted(product.star_claims.all(), key=lambda each: (each.year or 0, each.pk))
    if not claims:
        return {}
    return {"stars": claims[-1].stars, "year": claims[-1].year, "confidence": claims[-1].confidence}


def _authority(decision: Decision) -> str:
    """Return the name of who decided, on the day of signing."""
    signed_on = decision.signed_on
    return decision.place.full_name_on(signed_on) if decision.place else ministry_on(signed_on)


def _certificates(product: Product) -> Iterator[str]:
    """Return certificates in words that the import recognises."""
    for certification in product.certifications.all():
        for words in (certification.coverage, certification.get_scheme_display()):
            if list(certificates(words)[0]) == [certification.scheme] and not certificates(words)[1]:
                yield words
                break


def cells_of(found: Iterable[dict]) -> Iterator[list]:
    """Yield the cells of rows in the order of the columns."""
    for row in found:
        yield [row.get(name) for name in COLUMNS]


def write_template(file: BinaryIO) -> None:
    """Write an empty list with the words that its cells can have, and the product sets."""
    sets = ProductSet.objects.order_by("pk")
    write_template_workbook(
        [_template_column(name) for name in COLUMNS],
        file,
        more_words=[
            TemplateColumn(Heading("Bộ sản phẩm", 90), words=[f"{each.pk}: {each.name_vi}" for each in sets])
        ],
    )


def _template_column(name: str) -> TemplateColumn:
    words = {"stars": ["3", "4", "5"], "legal_form": list(_FORMS.values())}.get(name, [])
    notes = {
        "key": _(
            "Stands in what you download here, so that the same row is found again. Leave it empty for a new one."
        ),
        "product_set": _("The number of the product set, see the second sheet."),
        "confidence": _("How sure a star is that no decision is named for: high, medium or low."),
        "source": _("Where the row comes from, such as a list or a web page."),
    }
    return TemplateColumn(
        Heading(*COLUMNS[name]), name in NEEDED, _EXAMPLES.get(name, ""), words, notes.get(name, "")
    )


# Columns that a new row cannot do without, and an example of each usual one.
NEEDED = {"name", "producer"}
_EXAMPLES = {
    "name": "Chè xanh Ví Dụ",
    "producer": "HTX Ví Dụ",
    "legal_form": "Hợp tác xã",
    "tax_number": "4600123456",
    "commune": "Xã Tân Cương",
    "province": "Thái Nguyên",
    "product_set": "6",
    "variants": "Hộp 200 g",
    "stars": "4",
    "decision": "124/QĐ-UBND",
    "decided_on": "20/12/2024",
    "expires_on": "20/12/2027",
    "authority": "UBND tỉnh Thái Nguyên",
}


def products_of(province: Place | None = None) -> QuerySet[Product]:
    return Product.objects.filter(producer__place__province=province) if province else Product.objects.all()


_FORMS: dict[str, str] = {
    LegalForm.COOPERATIVE: "Hợp tác xã",
    LegalForm.COOPERATIVE_GROUP: "Tổ hợp tác",
    LegalForm.LIMITED_COMPANY: "Công ty TNHH",
    LegalForm.JOINT_STOCK_COMPANY: "Công ty cổ phần",
    LegalForm.PRIVATE_ENTERPRISE: "Doanh nghiệp tư nhân",
    LegalForm.FARM: "Trang trại",
    LegalForm.BUSINESS_HOUSEHOLD: "Hộ kinh doanh",
    LegalForm.HOUSEHOLD: "Hộ sản xuất",
    LegalForm.ASSOCIATION: "Hội",
}
