"""A step past unfinished parts of a dossier needs a confirmation."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from ocop.refusal import RefusedError
from ratings.dossiers.models import Dossier, EvidenceState, Filing
from ratings.dossiers.unfinished import UnfinishedError
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Assessment
from tests import factories as make

pytestmark = pytest.mark.django_db
S = DossierState


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def url(name, *args):
    return reverse(name, args=args)


def ready_to_file():
    dossier = make.dossier()
    make.obligatory_evidence(dossier, by=dossier.opened_by)
    return dossier


def test_dossier_without_self_assessment_is_not_filed():
    dossier = ready_to_file()
    with pytest.raises(RefusedError, match="The self-assessment is missing: fill in the score sheet first."):
        dossier.move(S.FILED, by=dossier.opened_by)


def test_unfinished_self_assessment_is_not_filed_until_the_last_criterion_has_its_points(client):
    dossier = ready_to_file()
    own = make.self_assessment(dossier, by=dossier.opened_by)
    own.answers.filter(criterion__code__in=["1.3", "4.1"]).delete()
    client.force_login(dossier.opened_by)
    page = client.post(url("desk-dossier-file", dossier.pk))
    sentence = "The self-assessment is not finished. Choose an option, or 0 points, for: 1.3, 4.1."
    assert (page.status_code, sentence in page.content.decode()) == (409, True)
    assert not Filing.objects.exists()
    Assessment.objects.get().fill({"1.3": 0, "4.1": 0}, by=dossier.opened_by)
    assert client.post(url("desk-dossier-file", dossier.pk)).status_code == 302


def test_step_past_unfinished_papers_asks_first_and_names_them(client):
    dossier = make.dossier(state=S.FILED)
    commune = make.commune_officer_of(dossier)
    make.report_of_commune(dossier, by=commune)
    pieces = list(dossier.evidence.order_by("pk"))
    pieces[0].decide(EvidenceState.RETURNED, by=commune, reason="Mờ, không đọc được.")
    client.force_login(commune)
    step = url("desk-dossier-move", dossier.pk)
    asked = client.post(step, {"to": "checking", "note": "Gửi tỉnh"})
    words = f"1 paper to be completed, {len(pieces) - 1} papers not looked at"
    assert (asked.status_code, str(asked.context["unfinished"])) == (409, words)
    assert Dossier.objects.get().state == S.FILED
    page = asked.content.decode()
    assert str(dossier.product) in page and url("desk-dossier-evidence", dossier.pk) in page
    sent = dict(asked.context["kept"]) | {"confirmed": asked.context["unfinished"].key}
    assert sent["note"] == "Gửi tỉnh"
    assert client.post(step, sent).status_code == 302
    assert Dossier.objects.get().state == S.CHECKING
    assert dossier.transitions.get(to_state=S.CHECKING).note == f"Gửi tỉnh; {words}"


def test_confirmation_holds_for_what_it_named_only():
    dossier = make.dossier(state=S.FILED)
    commune = make.commune_officer_of(dossier)
    make.report_of_commune(dossier, by=commune)
    seen = make.confirmed(dossier, S.CHECKING)
    dossier.evidence.first().decide(EvidenceState.RETURNED, by=commune, reason="Hết hạn.")
    with pytest.raises(UnfinishedError):
        dossier.move(S.CHECKING, by=commune, confirmed=seen)


def test_nothing_is_asked_once_every_paper_is_accepted():
    dossier = make.dossier(state=S.FILED)
    commune = make.commune_officer_of(dossier)
    make.report_of_commune(dossier, by=commune)
    for piece in dossier.evidence.all():
        piece.decide(EvidenceState.ACCEPTED, by=commune)
    dossier.move(S.CHECKING, by=commune)
    assert dossier.transitions.get(to_state=S.CHECKING).note == ""


@pytest.mark.parametrize(("state", "to"), [(S.CHECKING, S.ADVISORY), (S.ADVISORY, S.SCORING)])
def test_council_gets_no_unfinished_dossier_unasked(state, to):
    dossier = make.dossier(state=state)
    officer = make.officer_of(dossier)
    if state == S.CHECKING:
        dossier.name_council(make.council(place=officer.place), by=officer)
    else:
        make.report_of_advisers(dossier)
    with pytest.raises(UnfinishedError):
        dossier.move(to, by=officer)
    make.move(dossier, to, by=officer)
    assert dossier.state == to
