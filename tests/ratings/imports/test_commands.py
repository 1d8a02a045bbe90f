from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from products.models import Product
from tests import factories as make
from tests.ratings.imports import files

pytestmark = pytest.mark.django_db
ROWS = [
    ["Tên sản phẩm", "Chủ thể", "Tỉnh", "Hạng sao"],
    ["Chè", "HTX A", "Tỉnh Thử", "7 sao"],
    ["Gạo", "HTX A", "Tỉnh Thử", ""],
]


@pytest.fixture
def file(tmp_path):
    make.province(name="Tỉnh Thử")
    path = tmp_path / "list.csv"
    path.write_bytes(files.csv(ROWS))
    return str(path)


def run(*arguments, **options):
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_a_dry_run_tells_every_row_and_writes_nothing(file):
    told = run("import_register", file, dry_run=True)
    assert "D2: “7 sao”; expected: 0 to 5" in told
    assert "3  New       Gạo – HTX A" in told
    assert told.endswith("2 rows: 1 new, 0 changed, 0 same, 1 refused\n")
    assert not Product.objects.exists()


def test_nothing_is_written_while_a_row_is_refused(file):
    with pytest.raises(CommandError, match="Nothing was written"):
        run("import_register", file)
    assert not Product.objects.exists()


def test_good_rows_are_written_on_request(file):
    assert "1 new" in run("import_register", file, accept_good_rows=True)
    assert Product.objects.get().name == "Gạo"


def test_only_the_rows_of_the_chosen_province_are_taken(file):
    make.province(name="Tỉnh Khác")
    told = run("import_register", file, province="Tỉnh Khác", dry_run=True)
    assert told.endswith("2 rows: 0 new, 0 changed, 0 same, 2 refused\n")
    with pytest.raises(CommandError, match="There is no province"):
        run("import_register", file, province="Atlantis")


def test_a_file_that_is_none_is_answered_with_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run("import_register", str(tmp_path / "none.xlsx"))
    (tmp_path / "page.xlsx").write_bytes(b"<html>")
    with pytest.raises(CommandError, match=r"page.xlsx: No table was found in this web page"):
        run("import_register", str(tmp_path / "page.xlsx"))


def test_the_register_is_exported_by_the_ending_of_the_file(file, tmp_path):
    run("import_register", file, accept_good_rows=True)
    for name in ("register.xlsx", "register.csv"):
        assert run("export_register", str(tmp_path / name), province="Tỉnh Thử").startswith(
            "1 product written"
        )
    with pytest.raises(CommandError, match="must end in"):
        run("export_register", str(tmp_path / "register.pdf"))
