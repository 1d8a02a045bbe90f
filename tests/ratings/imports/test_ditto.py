"""“nt” and its like stand for the cell above, in columns that say who and where; never for a star."""

import pytest

from ratings.imports.ditto import fill_ditto, is_ditto
from tests.ratings.imports.tables import listing

HEAD = ["TT", "Tên sản phẩm", "Chủ thể", "Xã", "Hạng sao"]


@pytest.mark.parametrize(
    "mark", ['"', "″", "//", "nt", "-nt-", "Nt.", "như trên", "(như trên)", "cùng chủ thể trên"]
)
def test_a_ditto_mark_is_the_cell_above(mark):
    rows = listing(
        HEAD,
        ["1", "Chè A", "HTX Sen", "Xã Tân Cương", "3 sao"],
        ["2", "Chè B", mark, mark, "4 sao"],
        ["3", "Chè C", mark, "Xã Đại Phúc", "3 sao"],
    ).rows
    fill_ditto(rows)
    assert [(row.get("producer"), row.get("commune")) for row in rows] == [
        ("HTX Sen", "Xã Tân Cương"),
        ("HTX Sen", "Xã Tân Cương"),
        ("HTX Sen", "Xã Đại Phúc"),
    ]
    assert rows[1].notes == [
        f"“{mark}” in C3 is read as the cell above: HTX Sen",
        f"“{mark}” in D3 is read as the cell above: Xã Tân Cương",
    ]
    assert [problem for row in rows for problem in row.problems] == []


def test_a_ditto_mark_below_no_row_is_a_problem():
    rows = listing(HEAD, ["1", "Chè A", "nt", "Xã Tân Cương", "3 sao"]).rows
    fill_ditto(rows)
    assert rows[0].problems == [
        ("producer", "“nt” repeats the row above, and no row of the list is there. Write it out.")
    ]


def test_a_star_is_never_taken_from_the_row_above():
    rows = listing(
        HEAD, ["1", "Chè A", "HTX Sen", "Xã Tân Cương", "3 sao"], ["2", "Chè B", "HTX Sen", "nt", "nt"]
    ).rows
    fill_ditto(rows)
    assert rows[1].get("stars") == "nt"


@pytest.mark.parametrize("name", ["HTX NT", "Nương Tiên", "N.T", "HTX Như Trên Mây", "", None, 5])
def test_names_are_no_ditto_marks(name):
    assert not is_ditto(name)
