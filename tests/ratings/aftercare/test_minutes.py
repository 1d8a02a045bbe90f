"""Papers of an inspection: the checklist to take along, and the minutes."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from ocop.values.dates import today
from ratings.aftercare.kinds import Outcome
from ratings.aftercare.minutes import checklist, minutes
from ratings.papers.paper import Table
from tests import factories as make
from tests.aftercare_factories import mended

pytestmark = pytest.mark.django_db


def tables(paper):
    return [block for block in paper.blocks if isinstance(block, Table)]


def test_a_planned_visit_has_a_checklist_with_room_to_write_and_no_minutes():
    inspection = make.inspection()
    [table] = tables(checklist(inspection))
    assert len(table.rows) == inspection.items.count()
    assert {row.cells[2:] for row in table.rows} == {("☐ Còn đạt\n☐ Không còn đạt\n☐ Chưa kiểm tra", "", "")}
    assert minutes(inspection) is None


def test_minutes_say_what_was_found_what_was_mended_and_the_conclusion_in_vietnamese():
    officer = make.officer_of(recognition := make.recognition())
    inspection = make.inspection(recognition=recognition, state="visited", by=officer)
    mended(inspection, by=officer, outcome=Outcome.NOT_MENDED)
    inspection.close(conclusion="Đề nghị thu hồi.", by=officer)
    with override("en"):
        paper = minutes(inspection)
    found, followed_up = tables(paper)
    day = f"{today():%d/%m/%Y}"
    assert found.rows[0].cells[2:] == ("Không còn đạt", "Nhãn in sai hạng sao.", day)
    assert {row.cells[2:] for row in found.rows[1:]} == {("Còn đạt", "", "")}
    assert [row.cells for row in followed_up.rows] == [("1", "Chưa khắc phục", day, "")]
    assert "Đề nghị thu hồi." in [getattr(block, "value", "") for block in paper.blocks]
    assert checklist(inspection) is None


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_page_of_an_inspection_offers_the_paper_of_its_state_in_both_formats(ending):
    officer = make.officer_of(recognition := make.recognition())
    inspection = make.inspection(recognition=recognition, state="visited", by=officer)
    client = Client()
    client.force_login(officer)
    address, other = (
        reverse("desk-inspection-paper", kwargs={"pk": inspection.pk, "paper": paper, "ending": ending})
        for paper in ("minutes", "checklist")
    )
    assert f'href="{address}"' in client.get(inspection.get_desk_url()).content.decode()
    assert (client.get(address).status_code, client.get(other).status_code) == (200, 404)
