"""Concurrent edits of one sheet, on two devices or in two tabs: no save overwrites what the other stored."""

import re

import pytest

from ratings.dossiers.workflow import DossierState
from ratings.scoring.score_sheet import stored_sheet
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    return make.assessment(make.dossier(state=DossierState.SCORING), choices={"1.1": 1, "1.2": 1})


def page(assessment):
    """Return the unchanged form of a page opened now."""
    data = {}
    for block in stored_sheet(assessment).blocks:
        data |= {block.version_field: block.version, block.note_field: block.note}
        if block.answered:
            data[block.field] = block.marked
    return data


def on(assessment, code, position=None, note=None):
    """Return the fields of one criterion as filled in by somebody."""
    [block] = [block for block in stored_sheet(assessment).blocks if block.criterion.code == code]
    data = {} if position is None else {block.field: str(block.options[position].pk)}
    return data if note is None else data | {block.note_field: note}


def lines_of(data, assessment, *codes):
    """Return the fields of some criteria of a page, as the script sends them."""
    keys = {str(node.pk) for node in assessment.dossier.sheet.criteria.filter(code__in=codes)}
    return {name: value for name, value in data.items() if name[1:] in keys}


def stored(assessment):
    return {
        answer.criterion.code: (answer.option.position, answer.note)
        for answer in assessment.answers.for_list()
    }


@pytest.fixture
def save(client, sheet):
    client.force_login(sheet.by)

    def post(data, **headers):
        return client.post(sheet.get_absolute_url(), data, headers=headers)

    return post


def test_what_a_page_did_not_change_never_overwrites_what_another_stored(sheet, save):
    old = page(sheet)
    save(page(sheet) | on(sheet, "1.1", 2, "Hợp đồng số 12"))
    response = save(old | on(sheet, "1.3", 1))
    assert response.status_code == 302
    assert stored(sheet) == {"1.1": (2, "Hợp đồng số 12"), "1.2": (1, ""), "1.3": (1, "")}


def test_a_choice_on_an_older_page_is_refused_and_both_stand_on_the_page(sheet, save):
    old = page(sheet)
    save(page(sheet) | on(sheet, "1.1", 2, "Hợp đồng số 12"))
    response = save(old | on(sheet, "1.1", 0, "Không có") | on(sheet, "1.2", 2))
    text = response.content.decode()
    assert response.status_code == 409
    assert stored(sheet) == {"1.1": (2, "Hợp đồng số 12"), "1.2": (2, "")}
    assert "Meanwhile another answer was saved here. Say which of the two counts." in text
    assert "<p>Hợp đồng số 12</p>" in text
    assert re.search(rf"Saved by {sheet.by} at \d\d:\d\d:\d\d on \d\d/\d\d/\d{{4}}", text)
    assert ">Không có</textarea>" in text
    [[name, value]] = on(sheet, "1.1", 0).items()
    assert f'name="{name}" value="{value}" checked' in text


def kept(response):
    """Return all filled or checked fields of the page's form."""
    text = response.content.decode()
    form = text[text.index('id="sheet"') :]
    data = dict(re.findall(r'<input type="hidden" name="(v\d+)" value="(\w*)"', form))
    data |= dict(re.findall(r'<textarea [^>]*name="(n\d+)"[^>]*>([^<]*)</textarea>', form))
    return data | dict(re.findall(r'name="(c\d+)" value="(\w+)" checked', form))


def test_without_a_word_the_conflict_stays(sheet, save):
    old = page(sheet)
    save(page(sheet) | on(sheet, "1.1", 2))
    conflict = save(old | on(sheet, "1.1", 0))
    assert save(kept(conflict)).status_code == 409
    assert stored(sheet)["1.1"] == (2, "")


def both(sheet, code):
    """Return the conflict choice: its field, the value for the own answer, the value for the stored one."""
    [block] = [block for block in stored_sheet(sheet).blocks if block.criterion.code == code]
    return block.counts_field, block.version, "stored"


def test_ones_own_choice_can_replace_what_is_stored(sheet, save):
    old = page(sheet)
    save(page(sheet) | on(sheet, "1.1", 2))
    conflict = save(old | on(sheet, "1.1", 0, "Đã kiểm lại"))
    field, mine, _stored = both(sheet, "1.1")
    assert f'name="{field}" value="{mine}"' in conflict.content.decode()
    assert save(kept(conflict) | {field: mine}).status_code == 302
    assert stored(sheet)["1.1"] == (0, "Đã kiểm lại")


def test_what_is_stored_can_stay(sheet, save):
    old = page(sheet)
    save(page(sheet) | on(sheet, "1.1", 2))
    conflict = save(old | on(sheet, "1.1", 0))
    field, _mine, theirs = both(sheet, "1.1")
    assert save(kept(conflict) | {field: theirs}).status_code == 302
    assert stored(sheet)["1.1"] == (2, "")


def test_the_word_counts_only_against_what_was_shown(sheet, save):
    old = page(sheet)
    save(page(sheet) | on(sheet, "1.1", 2))
    conflict = save(old | on(sheet, "1.1", 0))
    field, mine, _stored = both(sheet, "1.1")
    save(page(sheet) | on(sheet, "1.1", 2, "Ghi thêm"))
    assert save(kept(conflict) | {field: mine}).status_code == 409
    assert stored(sheet)["1.1"] == (2, "Ghi thêm")


def test_an_answer_that_met_another_stays_an_answer_though_the_page_was_opened_with_it(sheet, save):
    old = page(sheet)
    save(page(sheet) | on(sheet, "1.1", 2))
    conflict = save(old | on(sheet, "1.1", 0))
    back = save(kept(conflict) | on(sheet, "1.1", 1))
    assert back.status_code == 409
    [[name, value]] = on(sheet, "1.1", 1).items()
    assert f'name="{name}" value="{value}" checked' in back.content.decode()
    field, mine, _stored = both(sheet, "1.1")
    assert save(kept(back) | {field: mine}).status_code == 302
    assert stored(sheet)["1.1"] == (1, "")


def test_what_scripts_send_was_chosen_though_the_page_was_opened_with_it(sheet, save):
    old = lines_of(page(sheet), sheet, "1.1")
    save(page(sheet) | on(sheet, "1.1", 2))
    text = save(old, hx_request="true").content.decode()
    assert text.count("Say which of the two counts.") == 1
    [[name, value]] = on(sheet, "1.1", 1).items()
    assert f'name="{name}" value="{value}" checked' in text
    assert stored(sheet)["1.1"] == (2, "")


def test_the_same_answer_from_two_pages_is_no_conflict(sheet, save):
    old = page(sheet)
    save(page(sheet) | on(sheet, "1.1", 2))
    assert save(old | on(sheet, "1.1", 2)).status_code == 302


def test_a_save_that_does_not_say_what_it_saw_changes_no_answer(sheet, save):
    assert save(on(sheet, "1.1", 2)).status_code == 409
    assert save(on(sheet, "1.3", 2)).status_code == 302
    assert stored(sheet) == {"1.1": (1, ""), "1.2": (1, ""), "1.3": (2, "")}


def test_scripts_get_the_conflict_at_its_line_and_the_others_are_saved(sheet, save):
    old = page(sheet)
    save(page(sheet) | on(sheet, "1.1", 2, "Lý do dài"))
    mine = old | on(sheet, "1.1", 0) | on(sheet, "1.2", 2)
    response = save(lines_of(mine, sheet, "1.1", "1.2"), hx_request="true")
    text = response.content.decode()
    assert response.status_code == 200
    assert stored(sheet) == {"1.1": (2, "Lý do dài"), "1.2": (2, "")}
    assert text.count("Say which of the two counts.") == 1
    assert text.count("<fieldset") == 2
    assert '<p data-part="saved"></p>' in text
