"""Evidence and filing: models and pages."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from ocop.history.log import Log, LogFilters
from ocop.models import Role
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.dossiers.checklist import NEEDS_FIXING, evidence_groups_of
from ratings.dossiers.models import Dossier, Evidence, EvidenceState, Filing
from ratings.dossiers.models.filing import missing_requirements
from ratings.dossiers.requirements import REQUIREMENTS
from ratings.dossiers.workflow import DossierKind, DossierState
from tests import factories as make
from tests import signed_pdfs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def url(name, *args):
    return reverse(name, args=args)


@pytest.fixture
def sign_in(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def pdf(name="paper.pdf", text=""):
    return SimpleUploadedFile(name, signed_pdfs.pdf(text or name), "application/pdf")


def upload(client, dossier, *files, **fields):
    values = {"requirement": "test", "documents": list(files)} | fields
    return client.post(url("desk-dossier-evidence", dossier.pk), values)


@pytest.mark.parametrize("number", range(1, 27))
def test_every_kind_of_evidence_but_the_last_proves_something_on_some_sheet(number):
    sheet = make.sheet(number)
    criteria = list(sheet.criteria.scored(1 if sheet.has_branches else None))
    proved = {node.code for requirement in REQUIREMENTS for node in requirement.criteria_of(criteria)}
    # Taste is judged by tasting, services by visiting; everything else needs evidence.
    assert {node.code for node in criteria if node.code.split(".")[0] in "1234" and number < 26} <= proved | {
        "2.4"
    }


def test_several_files_at_once_and_a_bad_one_does_not_lose_the_others(sign_in):
    dossier = make.dossier()
    client = sign_in(make.officer_of(dossier))
    response = upload(client, dossier, pdf("a.pdf"), pdf("b.exe.pdf", ""), SimpleUploadedFile("c.pdf", b"MZ"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Evidence added: a.pdf, b.exe.pdf." in page
    assert "c.pdf: This is not a PDF or a picture" in page
    assert sorted(dossier.evidence.values_list("title", flat=True)) == ["a", "b.exe"]


def test_the_same_file_is_said_to_be_there_already(sign_in):
    dossier = make.dossier()
    client = sign_in(make.officer_of(dossier))
    assert upload(client, dossier, pdf("a.pdf")).status_code == 302
    page = upload(client, dossier, pdf("other.pdf", "a.pdf")).content.decode()
    kind = dossier.evidence.get().get_requirement_display()
    assert f"other.pdf: This file is in the dossier already: “a”, under “{kind}”." in page
    assert dossier.evidence.count() == 1


def test_an_uploaded_paper_cites_what_its_kind_proves_and_is_marked_on_behalf(sign_in):
    dossier = make.dossier()
    client = sign_in(make.officer_of(dossier))
    upload(client, dossier, pdf(), requirement="declaration")
    piece = dossier.evidence.get()
    assert [node.label_vi for node in piece.cites.all()] == ["Công bố chất lượng sản phẩm"]
    assert piece.is_on_behalf
    assert "entered on behalf by" in client.get(url("desk-dossier-evidence", dossier.pk)).content.decode()


def test_all_that_a_dossier_lacks_is_said_at_once(sign_in):
    dossier = make.dossier()
    officer = make.officer_of(dossier)
    refusal = dossier.why_not(DossierState.FILED, by=officer)
    assert "Evidence is missing: " in refusal
    assert refusal.endswith("The self-assessment is missing: fill in the score sheet first.")
    assert (
        refusal.replace("“", "")
        in sign_in(officer).get(url("desk-dossier-file", dossier.pk)).content.decode()
    )


def test_a_step_that_somebody_did_already_says_who_and_when(sign_in):
    dossier = make.dossier(state=DossierState.FILED)
    officer = make.user(Role.COMMUNE_OFFICER, place=dossier.product.producer.place)
    dossier.send_back([("A", "B")], by=officer, reason="Thiếu.", due_on=today() + timedelta(days=9))
    told = rf"{officer} changed this dossier at \S+ \S+ to “Returned for completion”\. "
    assert re.fullmatch(
        told + "It stands there already; nothing was done\\.", dossier.why_not("returned", by=officer)
    )
    assert re.fullmatch(
        told + "From “Returned for completion” it cannot go to “Being scored”; nothing was done\\.",
        dossier.why_not("scoring", by=officer),
    )
    sent = sign_in(officer).post(url("desk-dossier-move", dossier.pk), {"to": "scoring"})
    assert "it cannot go to “Being scored”" in sent.content.decode()


def test_evidence_does_not_change_once_the_dossier_is_filed(sign_in):
    dossier = make.dossier(state=DossierState.FILED)
    client = sign_in(make.officer_of(dossier))
    assert (
        "documents"
        not in client.get(url("desk-dossier-evidence", dossier.pk)).content.decode().split("<form")[-1]
    )
    before = dossier.evidence.count()
    upload(client, dossier, pdf())
    assert dossier.evidence.count() == before
    piece = dossier.evidence.first()
    assert client.get(url("desk-evidence-remove", piece.pk)).status_code == 409
    assert client.post(url("desk-evidence-remove", piece.pk), {"reason": "Chụp nhầm"}).status_code == 409
    assert dossier.evidence.count() == before
    assert client.get(url("desk-evidence-edit", piece.pk)).status_code == 404


def test_removing_a_piece_asks_why_and_leads_back_to_the_others(sign_in):
    dossier = make.dossier()
    piece = make.evidence(dossier=dossier, title="Bản tự công bố")
    officer, page = make.officer_of(dossier), url("desk-evidence-remove", piece.pk)
    client = sign_in(officer)
    asked = client.get(page).content.decode()
    assert "Bản tự công bố" in asked and "Why it is deleted" in asked
    client.post(page)
    assert dossier.evidence.get() == piece
    response = client.post(page, {"reason": "Chụp nhầm trang"})
    assert response["Location"] == url("desk-dossier-evidence", dossier.pk)
    assert not dossier.evidence.exists()
    [last] = Log(asked=LogFilters(model="ratings.evidence", row=piece.pk))[:1]
    assert (last.kind, last.row, last.who) == ("delete", "Bản tự công bố", str(officer))
    assert last.reason == "Chụp nhầm trang"


def test_who_added_a_paper_sees_it_where_it_stands(sign_in):
    dossier = make.dossier()
    response = upload(sign_in(make.officer_of(dossier)), dossier, pdf())
    assert response["Location"] == dossier.evidence.get().get_desk_url()


def test_a_form_far_down_leads_to_what_is_wrong_with_it(sign_in):
    dossier = make.dossier()
    text = upload(sign_in(make.officer_of(dossier)), dossier).content.decode()
    assert 'action="#wrong"' in text
    assert 'id="wrong" role="alert" tabindex="-1"' in text


def test_what_a_paper_proves_can_be_changed(sign_in):
    dossier = make.dossier()
    piece = make.evidence(dossier=dossier, cites=["1.1"])
    criteria = dossier.sheet.criteria.filter(code__in=["2.1", "7"])
    values = {
        "requirement": "award",
        "title": "Bằng khen",
        "cites": [node.pk for node in criteria],
        "version": piece.version,
    }
    response = sign_in(make.officer_of(dossier)).post(url("desk-evidence-edit", piece.pk), values)
    assert response.status_code == 302
    assert sorted(piece.cites.values_list("code", flat=True)) == ["2.1", "7"]


def test_the_province_accepts_and_returns_item_by_item(sign_in):
    dossier = make.dossier(state=DossierState.CHECKING)
    client = sign_in(make.officer_of(dossier))
    good, bad, *others = dossier.evidence.order_by("pk")
    client.post(url("desk-evidence-accept", good.pk))
    assert client.post(url("desk-evidence-return", bad.pk), {"reason": ""}).status_code == 200
    client.post(url("desk-evidence-return", bad.pk), {"reason": "No stamp."})
    page = client.get(url("desk-dossier-return", dossier.pk))
    assert page.context["form"].initial["what1"] == bad.title
    assert page.context["form"].initial["why1"] == "No stamp."
    make.send_back(dossier, by=make.officer_of(dossier))
    states = dict(dossier.evidence.values_list("pk", "state"))
    expected = {good.pk: EvidenceState.ACCEPTED, bad.pk: EvidenceState.RETURNED}
    assert states == expected | dict.fromkeys([other.pk for other in others], EvidenceState.WAITING)
    group = next(group for group in evidence_groups_of(dossier) if bad in group.pieces)
    assert (group.kind, group.word) == (NEEDS_FIXING, "Needs fixing")


@pytest.mark.parametrize(
    ("state", "role"),
    [(DossierState.FILED, "provincial_officer"), (DossierState.CHECKING, "commune_officer")],
)
def test_only_the_office_that_has_the_dossier_looks_at_evidence(state, role):
    dossier = make.dossier(state=state)
    people = {"provincial_officer": make.officer_of, "commune_officer": make.commune_officer_of}
    with pytest.raises(RefusedError, match="Evidence is looked at by the office that has the dossier."):
        dossier.evidence.first().decide(EvidenceState.ACCEPTED, by=people[role](dossier))


def test_the_file_is_read_by_those_in_charge_and_by_the_council_only(sign_in):
    dossier = make.dossier()
    upload(sign_in(make.officer_of(dossier)), dossier, pdf())
    piece = dossier.evidence.get()
    council = make.council(place=dossier.product.producer.place.province)
    dossier.name_council(council, by=make.officer_of(dossier))
    member, stranger = council.seats.filter(kind="member").first().user, make.user(Role.EXPERT)
    page = url("evidence-document", piece.pk)
    readers = [make.officer_of(dossier), make.commune_officer_of(dossier), member]
    for user in readers:
        assert b"".join(sign_in(user).get(page).streaming_content).startswith(b"%PDF")
    others = [stranger, make.user(), make.user(Role.PRODUCER)]
    assert {sign_in(user).get(page).status_code for user in others} == {404}


def test_a_dossier_without_an_obligatory_paper_is_not_filed(sign_in):
    dossier = make.dossier()
    officer = make.officer_of(dossier)
    make.obligatory_evidence(dossier, by=officer)
    make.self_assessment(dossier, by=officer)
    dossier.evidence.filter(requirement="test").delete()
    client = sign_in(officer)
    assert (
        "Evidence is missing: Test reports."
        in client.get(url("desk-dossier-file", dossier.pk)).content.decode()
    )
    assert client.post(url("desk-dossier-file", dossier.pk)).status_code == 409
    assert not Filing.objects.exists()


def test_each_kind_of_evidence_leads_to_the_form_with_that_kind_chosen(sign_in):
    dossier = make.dossier()
    client = sign_in(make.officer_of(dossier))
    page = client.get(url("desk-dossier-evidence", dossier.pk))
    asked = [group.requirement.key for group in page.context["groups"]]
    assert [key for key in asked if f'href="?kind={key}#add"' in page.content.decode()] == asked
    chosen = client.get(url("desk-dossier-evidence", dossier.pk), {"kind": asked[-1]})
    assert chosen.context["form"]["requirement"].value() == asked[-1]


def test_filing_keeps_everything_under_a_receipt_number():
    dossier = make.dossier(state=DossierState.FILED)
    filing, place = dossier.filings.get(), dossier.product.producer.place
    assert filing.receipt == f"001-01/PĐK-{place.province.code}-{place.code}-{today().year}"
    hashes = {piece["sha256"] for piece in filing.content["evidence"]}
    assert hashes == set(dossier.evidence.values_list("sha256", flat=True))
    assert filing.is_intact()


def test_receipt_numbers_run_on_in_a_commune_and_a_copy_keeps_its_number():
    first = make.dossier(state=DossierState.RETURNED)
    place = first.product.producer.place
    make.dossier(product=make.product(place=place), state=DossierState.FILED)
    make.move(first, DossierState.CHECKING, by=make.officer_of(first))
    make.dossier(product=make.product(), state=DossierState.FILED)
    numbers = Filing.objects.filter(place=place).order_by("pk").values_list("serial", "copy")
    assert list(numbers) == [(1, 1), (2, 1), (1, 2)]


def test_the_producer_confirms_what_an_officer_filed(sign_in):
    filing = make.dossier(state=DossierState.FILED).filings.get()
    officer, producer = filing.filed_by, make.user(Role.PRODUCER)
    make.membership(producer, filing.dossier.product.producer)
    page = sign_in(officer).get(filing.get_desk_url()).content.decode()
    assert "Awaits the producer" in page
    assert sign_in(officer).post(url("desk-filing-confirm", filing.pk)).status_code == 403
    sign_in(producer).post(url("desk-filing-confirm", filing.pk))
    filing.refresh_from_db()
    assert filing.confirmed_by == producer
    with pytest.raises(RefusedError, match="The producer has confirmed this already."):
        filing.confirm(by=producer)


def renewal():
    """Renewal of a recognition issued in the portal, in its window."""
    recognition = make.issued_recognition(signed_on=today())
    opens = recognition.expires_on - timedelta(days=170)
    officer = make.officer_of(recognition)
    dossier = Dossier.objects.start(recognition.product, by=officer, kind=DossierKind.RENEWAL, day=opens)
    return dossier, officer


def test_a_renewal_carries_the_old_evidence_over_and_each_piece_is_looked_at_again():
    dossier, officer = renewal()
    old = dossier.builds_on.dossier.evidence
    assert dossier.evidence.count() == old.count() > 0
    assert set(dossier.evidence.values_list("look_again", flat=True)) == {True}
    assert [
        sorted(piece.cites.values_list("code", flat=True)) for piece in dossier.evidence.order_by("pk")
    ] == [sorted(piece.cites.values_list("code", flat=True)) for piece in old.order_by("pk")]
    assert dossier.why_not(DossierState.FILED, by=officer).startswith("Look again at the evidence")
    for piece in dossier.evidence.all():
        piece.confirm(by=officer)
    make.self_assessment(dossier, by=officer)
    assert dossier.why_not(DossierState.FILED, by=officer) == ""


def test_an_expired_paper_holds_until_the_day_before():
    dossier = make.dossier()
    ends_today = make.evidence(dossier=dossier, expires_on=today())
    assert ends_today.is_expired
    assert list(Evidence.objects.unexpired()) == []
    assert list(Evidence.objects.unexpired(today() - timedelta(days=1))) == [ends_today]


def test_missing_requirements_are_those_of_the_sheet():
    tourism = make.dossier(product=make.product(product_set=26), branch=1)
    assert [requirement.key for requirement in missing_requirements(tourism)] == ["registration", "story"]
