"""Lists with invented decisions."""

from pathlib import Path

import pytest

from ocop.models import Place, PlaceLevel
from products.models import Product
from ratings.decisions.models import Recognition, RecordedStar
from ratings.imports.register import ALL_REFUSED, import_register
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vietnam")]


def test_invented_decisions_of_a_list_become_no_star():
    province = Place.objects.in_force().get(level=PlaceLevel.PROVINCE, name="Thái Nguyên")
    officer = make.user(place=province)
    path = Path(__file__).with_name("invented-decision.csv")
    plan, _written = import_register(
        # A name that promises stars is refused for itself.
        path.read_bytes().replace(b" 5 sao;", b";"),
        file_name=path.name,
        province=province,
        by=officer,
        leave_out=ALL_REFUSED,
    )
    assert plan.summary == "2 rows: 0 new, 0 changed, 0 same, 2 refused"
    here = (
        "After 21/07/2026 this province recognises by a result in this portal only (Decision 26/2026/QĐ-TTg,"
        " articles 7 and 12.2): open a dossier."
    )
    five = "Five stars are recognised by the ministry only (Decision 26/2026/QĐ-TTg, articles 4 and 7)."
    assert [refusal.why for outcome in plan.outcomes for refusal in outcome.refusals] == [
        here,
        five,
        here,
        five,
    ]
    assert not (Recognition.objects.exists() or RecordedStar.objects.exists() or Product.objects.exists())
