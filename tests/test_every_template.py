"""That the reader of pages (conftest: every_page_is_read) sees what is wrong with one."""

import pytest

from tests.pages import faults

GOOD = '<html lang="en"><head><script src="/a.js"></script></head><body><h1 id="a">A</h1></body></html>'


def test_good_page_has_no_faults():
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    "good, bad, fault",
    [
        ('lang="en"', "", "lang is None"),
        ("<h1", "<h2", "0 h1 instead of one"),
        ("</body>", "<h1>B</h1></body>", "2 h1 instead of one"),
        ("</body>", '<p id="a"></p></body>', "the id 'a' stands 2 times"),
        ("</body>", '<p style="color: red"></p></body>', "inline style"),
        ("</body>", "<style></style></body>", "inline style"),
        ("</body>", '<p onclick="x()"></p></body>', "inline onclick"),
        ("</body>", "<script>x()</script></body>", "inline script"),
        ("</body>", "{{ name }}</body>", "left over: {{"),
        ("</body>", "{% if %}</body>", "left over: {%"),
    ],
)
def test_page_with_a_fault_is_found_out(good, bad, fault):
    assert faults(GOOD.replace(good, bad)) == [fault]


def test_data_for_machines_is_no_script():
    assert faults(GOOD.replace("</body>", '<script type="application/ld+json">{}</script></body>')) == []
