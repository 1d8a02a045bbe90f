import io
from datetime import date

import pytest

from ocop.models import Place
from producers.models import Producer
from products.models import Product
from ratings.decisions.models import RecordedStar
from ratings.imports.exporting import export, products_of, write_template
from ratings.imports.listing import read_source_list
from ratings.imports.reading.file import UnreadableFileError, read_file
from ratings.imports.register import ALL_REFUSED, import_register
from tests import factories as make
from tests.once import made_once
from tests.ratings.imports import files
from tests.ratings.imports.answering import import_recognised
from tests.ratings.imports.formats.round_trip import not_the_same

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vietnam")]
NAMES = ["=1+1 chè", "+84 chè", "-5 độ", "@chè", "'=chè", 'Chè; "ngon"', "Chè\u0323 'a'", "1 chè", "Chè, nõn"]


def register():
    path = files.EXAMPLES / "products.csv"
    by = make.user(place=make.province())
    import_recognised(path.read_bytes(), file_name=path.name, leave_out=ALL_REFUSED, by=by)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_text_that_looks_like_a_formula_stays_text(tmp_path, ending):
    commune = make.commune(province=make.province(name="Tỉnh Thử"), name="Xã Thử")
    for name in NAMES:
        make.product(producer=make.producer(place=commune, name=f"HTX {name}, xã B (xã C)"), name=name)
    product = Product.objects.first()
    make.recognition(product=product, signed_on=date(2024, 3, 1))
    path = tmp_path / f"list.{ending}"
    export(Product.objects.all(), path)
    plan, _written = import_register(path.read_bytes(), file_name=path.name)
    assert plan.summary == f"{len(NAMES)} rows: 0 new, 0 changed, {len(NAMES)} same, 0 refused"
    if ending == "csv":
        assert not any(cell.startswith(("=", "+", "@")) for cell in path.read_text("utf-8-sig").split(";"))


def test_two_products_of_one_name_come_back_by_their_keys(tmp_path):
    producer = make.producer(place=make.commune(province=make.province(name="Tỉnh Thử")))
    make.product(producer=producer, name="Chè", variants="100 g")
    make.product(producer=producer, name="Chè", variants="200 g")
    path = tmp_path / "list.csv"
    export(Product.objects.all(), path)
    plan, _written = import_register(path.read_bytes(), file_name=path.name)
    assert plan.counts["same"] == 2


def test_the_template_is_a_list_without_rows():
    file = io.BytesIO()
    write_template(file)
    with pytest.raises(UnreadableFileError, match="headings but no rows"):
        read_source_list(read_file(file.getvalue()))


registered = made_once(register, scope="class")


@pytest.mark.usefixtures("registered")
class TestExampleRegister:
    """All tests share one import."""

    @pytest.mark.parametrize("ending", ["xlsx", "csv"])
    def test_an_exported_list_imports_back_without_a_change(self, tmp_path, ending):
        path = tmp_path / f"list.{ending}"
        assert export(products_of(), path) == 192
        plan, _written = import_register(path.read_bytes(), file_name=path.name)
        assert plan.summary == "192 rows: 0 new, 0 changed, 192 same, 0 refused"

    def test_all_registers_of_a_province_import_back_without_a_change(self):
        thai_nguyen = Place.objects.provinces().in_force().get(name="Thái Nguyên")
        assert not_the_same(thai_nguyen) == []

    def test_an_export_moves_a_register_to_an_empty_one(self, tmp_path):
        path = tmp_path / "list.xlsx"
        export(products_of(), path)
        kept = set(Producer.objects.values_list("name", "place", "former_place", "legal_form"))
        RecordedStar.objects.all().delete()
        Product.objects.all().delete()
        Producer.objects.all().delete()
        plan, _written = import_register(path.read_bytes(), file_name=path.name)
        assert plan.summary == "192 rows: 192 new, 0 changed, 0 same, 0 refused"
        assert set(Producer.objects.values_list("name", "place", "former_place", "legal_form")) == kept
