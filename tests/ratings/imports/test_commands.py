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


DECIDED = [
    ["Tên sản phẩm", "Chủ thể", "Tỉnh", "Hạng sao", "Số quyết định", "Ngày ký"],
    ["Chè", "HTX A", "Tỉnh Thử", "4 sao", "10/QĐ-UBND", "01/03/2024"],
    ["Gạo", "HTX A", "Tỉnh Thử", "4 sao", "20/QĐ-UBND", "01/03/2025"],
]


def answers_shown(told):
    return [line.split()[1] for line in told.splitlines() if line.strip().startswith("--answer")]


def test_questions_are_printed_with_the_answers_to_pass(tmp_path):
    by = make.user(place=make.province(name="Tỉnh Thử"))
    path = tmp_path / "list.csv"
    path.write_bytes(files.csv(DECIDED))
    told = run("import_register", str(path), dry_run=True)
    assert "Does 10/QĐ-UBND of 01/03/2024, signed by Tỉnh " in told
    assert [answer.partition("=")[2] for answer in answers_shown(told)] == [
        "recognises",
        "nothing",
        "withdraws",
    ] * 2
    chosen = [f"--answer={answers_shown(told)[0]}", "--accept-good-rows", f"--by={by.email}"]
    assert run("import_register", str(path), *chosen).endswith("0 refused, 1 waits for an answer\n")
    told = run("import_register", str(path), "--answer=decision=recognises", f"--by={by.email}")
    assert told.endswith("2 rows: 1 new, 0 changed, 1 same, 0 refused\n")
    with pytest.raises(CommandError, match="is no KEY=VALUE"):
        run("import_register", str(path), "--answer=decision")
