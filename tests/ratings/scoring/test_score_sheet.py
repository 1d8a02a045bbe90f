"""Score sheet: layout and parsing of its form."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ocop.values.dates import today
from ratings.dossiers.models import CommuneReport
from ratings.dossiers.workflow import DossierState
from ratings.scoring.score_sheet import stored_sheet
from ratings.scoring.sheet_form import read_form
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def scoring():
    return make.dossier(state=DossierState.SCORING)


def block_of(assessment, code):
    [block] = [block for block in stored_sheet(assessment).blocks if block.criterion.code == code]
    return block


def sent(assessment, code, position=None, note=None):
    """Return the form's fields for one criterion, from a page that shows what is stored now."""
    block = block_of(assessment, code)
    data = {block.version_field: block.version}
    if position is not None:
        data[block.field] = str(block.options[position].pk)
    if note is not None:
        data[block.note_field] = note
    return data


def post(client, assessment, data, **headers):
    client.force_login(assessment.by)
    return client.post(assessment.get_absolute_url(), data, headers=headers)


def test_the_layout_adds_up_as_the_assessment_does(scoring):
    choices = make.four_stars() | {"5.1": 0}
    del choices["5.2"]
    assessment = make.assessment(scoring, choices=choices)
    sheet = stored_sheet(assessment)
    assert (sheet.choices, sheet.tally, sheet.outcome) == (
        assessment.choices(),
        assessment.tally(),
        assessment.outcome(),
    )
    assert (sheet.answered, sheet.asked_for, sheet.first_open) == (31, 31, None)


def test_a_missing_requirement_is_named(scoring):
    assessment = make.assessment(scoring, choices=make.four_stars() | {"5.1": 3})
    assert [(str(each.criterion), each.gate.star) for each in stored_sheet(assessment).missing] == [
        ("5.1 Product story", 4),
        *[(str(each.criterion), 5) for each in stored_sheet(assessment).missing[1:]],
    ]


def test_the_queries_are_the_same_for_a_full_sheet(scoring, django_assert_num_queries):
    empty = make.assessment(scoring, choices={})
    full = make.assessment(scoring, choices=make.four_stars())
    for assessment in (empty, full):
        with django_assert_num_queries(9):
            assert stored_sheet(type(assessment).objects.for_list().get(pk=assessment.pk)).parts


def test_a_member_sees_what_the_producer_claims_and_the_commune_found(scoring, client):
    assessment = make.assessment(scoring, choices={})
    claim = scoring.assessments.get(stage="self").answers.filter(criterion__code="1.1")
    claim.update(option=block_of(assessment, "1.1").options[2], note="Hợp đồng với 23 hộ")
    block = block_of(assessment, "1.1")
    report = CommuneReport.objects.get(dossier=scoring)
    assert (block.beside.claim.points, block.beside.claim.note) == (3, "Hợp đồng với 23 hộ")
    assert block.beside.finding == report.material_finding
    assert block_of(assessment, "3.3").beside.finding == report.labour_finding
    client.force_login(assessment.by)
    page = client.get(assessment.get_absolute_url()).content.decode()
    assert "Hợp đồng với 23 hộ" in page
    assert block.beside.finding in page


def test_evidence_stands_beside_the_criteria_that_it_cites(client):
    dossier = make.dossier()
    officer = make.officer_of(dossier)
    piece = make.evidence(dossier=dossier, cites=["1.1"], issuer="Sở Y tế", expires_on=today())
    make.evidence(dossier=make.dossier(), cites=["1.1"], title="Giấy của người khác")
    assessment = dossier.assessments.open_self(dossier, by=officer)
    assert block_of(assessment, "1.1").beside.evidence == [piece]
    assert block_of(assessment, "1.2").beside.evidence == []
    client.force_login(officer)
    page = client.get(assessment.get_absolute_url()).content.decode()
    assert f"Expired: held until the end of {today() - timedelta(days=1):%d/%m/%Y}" in page
    assert "Sở Y tế" in page
    assert "Giấy của người khác" not in page


def test_the_producers_own_sheet_says_which_papers_prove_a_criterion():
    dossier = make.dossier()
    assessment = dossier.assessments.open_self(dossier, by=make.officer_of(dossier))
    assert block_of(assessment, "3.4").beside.papers == ["Financial reports or ranking of the cooperative"]


def test_the_commune_speaks_of_two_criteria_on_the_tourism_sheet():
    product = make.product(product_set=26)
    dossier = make.dossier(state=DossierState.SCORING, product=product, branch=1)
    sheet = stored_sheet(make.assessment(dossier, choices={}))
    assert [block.criterion.code for block in sheet.blocks if block.beside.finding] == ["2.1", "3.3"]


def test_an_answer_is_saved_with_its_note(scoring, client):
    assessment = make.assessment(scoring, choices={})
    post(client, assessment, sent(assessment, "1.1", 1, " Hợp đồng\r\nsố 12 "))
    [answer] = assessment.answers.all()
    assert (answer.option.position, answer.note) == (1, "Hợp đồng\nsố 12")


def test_a_note_alone_changes_and_leaves_its_option(scoring, client):
    assessment = make.assessment(scoring, choices={"1.1": 1})
    post(client, assessment, sent(assessment, "1.1", None, "Đã xem"))
    [answer] = assessment.answers.all()
    assert (answer.option.position, answer.note) == (1, "Đã xem")


def test_a_form_that_does_not_name_the_note_keeps_it(scoring, client):
    assessment = make.assessment(scoring, choices={"1.1": 1})
    assessment.answers.update(note="Giữ lại")
    post(client, assessment, sent(assessment, "1.1", 2))
    [answer] = assessment.answers.all()
    assert (answer.option.position, answer.note) == (2, "Giữ lại")


def test_a_form_that_says_nothing_new_writes_nothing(scoring):
    assessment = make.assessment(scoring, choices={"1.1": 1})
    form = read_form(assessment, sent(assessment, "1.1", 1, ""))
    assert (form.chosen, form.notes, form.refusals) == ({}, {}, {})


def test_a_note_without_an_option_is_refused_and_kept_on_the_page(scoring, client):
    assessment = make.assessment(scoring, choices={})
    page = post(client, assessment, sent(assessment, "1.1", None, "Chưa chọn")).content.decode()
    assert "Choose an option too: the note is kept with it." in page
    assert ">Chưa chọn</textarea>" in page
    assert assessment.answers.count() == 0


def test_a_note_that_is_too_long_is_refused_and_kept_on_the_page(scoring, client):
    assessment = make.assessment(scoring, choices={"1.2": 1})
    page = post(client, assessment, sent(assessment, "1.2", 0, "à" * 1001)).content.decode()
    assert "A note has at most 1000 characters." in page
    assert "à" * 1001 in page
    assert assessment.answers.get().option.position == 1


def test_what_was_asked_and_refused_stays_chosen_on_the_page_but_not_in_the_totals(scoring, client):
    assessment = make.assessment(scoring, choices={"5.1": 0})
    data = sent(assessment, "5.2", 1)
    page = post(client, assessment, data).content.decode()
    block = block_of(assessment, "5.2")
    name, value = block.field, data[block.field]
    assert "5.2 counts only where 5.1 has points." in page
    assert f'name="{name}" value="{value}" checked' in page
    assert [block.criterion.code for block in stored_sheet(assessment).blocks if block.answered] == ["5.1"]


def test_the_answer_to_a_save_is_the_line_as_it_is_stored_with_those_that_depend_on_it(scoring, client):
    assessment = make.assessment(scoring, choices={"5.2": 1})
    data = sent(assessment, "5.1", 0, "Không có câu chuyện")
    body = post(client, assessment, data, hx_request="true").content.decode()
    story, structure = (block_of(assessment, code) for code in ("5.1", "5.2"))
    assert body.strip().startswith(
        f'<div data-part="s{story.criterion.pk}"><fieldset class="criterion criterion--done" id="c{story.criterion.pk}">'
    )
    assert ">Không có câu chuyện</textarea>" in body
    assert f'<div data-part="s{structure.criterion.pk}">' in body
    assert "criterion--idle" in body
    assert body.count("<fieldset") == 2


def test_a_save_that_is_refused_altogether_says_why_in_a_sentence(scoring, client):
    assessment = make.assessment(scoring, choices=make.four_stars(), locked=True)
    response = post(client, assessment, sent(assessment, "1.1", 0), hx_request="true")
    assert (response.status_code, response.content.decode()) == (409, "This sheet is locked.")


def test_the_page_before_locking_reads_back_notes(scoring, client):
    assessment = make.assessment(scoring, choices=make.four_stars())
    assessment.answers.filter(criterion__code="1.1").update(note="Bản gốc hợp đồng số 12")
    client.force_login(assessment.by)
    page = client.get(reverse("score-lock", args=[assessment.pk])).content.decode()
    assert "Bản gốc hợp đồng số 12" in page


def test_who_abstained_is_not_told_that_they_locked_a_sheet(scoring, client):
    member = scoring.council.seats.filter(kind="member").first().user
    make.assessment(scoring, by=member, choices={}).abstain(by=member, reason="Có quan hệ.")
    client.force_login(member)
    pages = [client.get(address).content.decode() for address in (reverse("score"), scoring.get_score_url())]
    assert [("Abstained" in page, "Locked" in page) for page in pages] == [(True, False), (True, False)]
