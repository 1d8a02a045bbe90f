import hashlib
import json
import subprocess
import sys

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from ocop.models import Role
from ocop.permissions import SeatKind
from ratings.decisions.issue import sealed_files
from ratings.dossiers.workflow import DossierState
from ratings.integrity.archive import MANIFEST, deviations, unpack
from ratings.scoring.models import ObjectionOutcome
from ratings.scoring.models.result import Result
from ratings.sealing.models import SealedPackage
from ratings.sealing.seal import download_of, files_of, seal_result
from tests import factories as make

pytestmark = pytest.mark.django_db
NAMES = [
    "README.txt",
    "answers.json",
    "decision.json",
    "evidence.json",
    "objections.json",
    "papers/decision.pdf",
    "papers/form-02.pdf",
    "papers/form-03.pdf",
    "result.json",
    "sheet.json",
    "star_from_seal.py",
    "way.json",
]


@pytest.fixture
def package():
    return make.issued_recognition().dossier.result.package


def files(package):
    return unpack(bytes(package.archive))


def test_issuing_a_decision_seals_the_package_of_each_result(package):
    assert sorted(files(package)) == sorted([*NAMES, MANIFEST])
    assert files(package)[MANIFEST].decode() == package.manifest
    assert package.sha256 == hashlib.sha256(package.manifest.encode()).hexdigest()
    assert deviations(bytes(package.archive), package.sha256) == []


def test_the_package_can_be_made_again_byte_for_byte(package):
    again = files_of(package.result) | sealed_files(package.decision)
    assert again == {name: content for name, content in files(package).items() if name != MANIFEST}


def test_what_lies_in_the_package_computes_the_star_in_a_bare_interpreter(package, tmp_path):
    tmp_path.joinpath("papers").mkdir()
    for name, content in files(package).items():
        tmp_path.joinpath(name).write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-I", "-S", "star_from_seal.py", "result.json", "sheet.json", package.result.sha256],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[2:] == ["Stars    4", "Everything agrees."]
    checked = subprocess.run(["sha256sum", "-c", MANIFEST], cwd=tmp_path, capture_output=True, check=False)
    assert checked.returncode == 0


def test_the_package_says_who_decided_what(package):
    decision = json.loads(files(package)["decision.json"])
    dossier = package.result.dossier
    assert decision["number"] == package.decision.number
    assert decision["items"] == [
        {
            "dossier": dossier.pk,
            "product": dossier.product.name,
            "maker": dossier.product.producer.name,
            "stars": 4,
            "result": package.result.sha256,
        }
    ]
    assert decision["issued_by"] == package.decision.issued_by.full_name


def test_the_package_holds_the_self_assessment_every_locked_sheet_and_the_reports(package):
    content = files(package)
    assert len(json.loads(content["answers.json"])) == 1 + 3
    way = json.loads(content["way.json"])
    assert [move["to_state"] for move in way["moves"]][-1] == "recognised"
    assert way["reports"]["commune_report"]["idea_finding"] == "Đúng như hồ sơ."


def test_the_package_lists_evidence_and_filings_with_their_hashes():
    dossier = make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars())
    certificate = make.certification(product=dossier.product)
    content = json.loads(unpack(download_of(dossier.result)[1])["evidence.json"])
    assert [piece["sha256"] for piece in content["evidence"]] == [
        piece.sha256 for piece in dossier.evidence.order_by("pk")
    ]
    assert all(piece["cites"] for piece in content["evidence"])
    assert [filing["sha256"] for filing in content["filings"]] == [dossier.filings.get().sha256]
    assert [each["number"] for each in content["certificates"]] == [certificate.number]


def test_the_ministrys_package_lists_what_the_province_was_shown():
    national = make.national(state=DossierState.CONCLUDED)
    content = json.loads(unpack(download_of(national.result)[1])["evidence.json"])
    pieces = national.forwarded_from.evidence.order_by("pk")
    assert [piece["sha256"] for piece in content["evidence"]] == [piece.sha256 for piece in pieces]


def test_objections_that_were_rejected_lie_in_the_package_too():
    dossier = make.dossier(state=DossierState.SCORING)
    chair = dossier.council.seats.get(kind=SeatKind.CHAIR).user
    raised = make.objection(dossier, kind="stop", reason="Impure.")
    raised.decide(ObjectionOutcome.REJECTED, by=chair, reason="The test was good.")
    result = make.conclude(dossier, by=make.officer_of(dossier))
    (objection,) = json.loads(unpack(download_of(result)[1])["objections.json"])
    assert (objection["outcome"], objection["decision_reason"]) == ("rejected", "The test was good.")


def test_before_the_decision_there_is_a_package_that_says_so_and_nothing_sealed():
    result = make.dossier(state=DossierState.CONCLUDED).result
    name, archive = download_of(result)
    assert name == f"ocop-{result.pk}-not-sealed.zip"
    assert {*NAMES, MANIFEST} - {*unpack(archive)} == {"decision.json", "papers/decision.pdf"}
    assert not SealedPackage.objects.exists()


def test_later_changes_do_not_reach_the_sealed_package(package):
    dossier = package.result.dossier
    before = download_of(package.result)
    type(dossier.product).objects.filter(pk=dossier.product_id).update(name="Chè khác")
    assert download_of(Result.objects.get(pk=package.result_id)) == before


@pytest.mark.parametrize("change", ["UPDATE {} SET archive = 'x'", "DELETE FROM {}"])
def test_a_sealed_package_is_kept_even_against_raw_sql(package, change):
    with (
        pytest.raises(IntegrityError, match="sealed_package_is_kept"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format("ratings_sealedpackage"))


def test_no_package_is_sealed_without_an_issued_decision(package):
    other = make.dossier(state=DossierState.CONCLUDED).result
    with pytest.raises(IntegrityError, match="sealed_package_of_an_issued_decision"), transaction.atomic():
        seal_result(other, package.decision, {})


def test_a_package_cannot_claim_another_hash_than_its_list_has(package):
    with (
        pytest.raises(IntegrityError, match="sealed_package_has_its_own_hash"),
        transaction.atomic(),
    ):
        SealedPackage.objects.create(
            result=package.result, decision=package.decision, manifest="x", sha256="0" * 64, archive=b""
        )


def page(client, user, result):
    client.force_login(user)
    return client.get(reverse("desk-result-package", args=[result.pk]))


def test_the_offices_and_the_auditor_take_the_package_and_nobody_else(package, client):
    province = package.result.dossier.product.producer.place.province
    for role in (Role.PROVINCIAL_OFFICER, Role.PROVINCIAL_LEADER, Role.AUDITOR):
        response = page(client, make.user(role, place=province), package.result)
        assert (response.status_code, response.content) == (200, bytes(package.archive))
        assert response["Cache-Control"] == "private, no-store"
        assert response["Content-Disposition"] == f'attachment; filename="{package.file_name}"'
    chair = package.result.dossier.council.seats.get(kind=SeatKind.CHAIR).user
    producer = make.user(Role.PRODUCER)
    make.membership(producer, package.result.dossier.product.producer)
    commune = make.commune_officer_of(package.result.dossier)
    assert {page(client, user, package.result).status_code for user in (chair, producer, commune)} == {403}
    assert page(client, make.user(), package.result).status_code == 404


def test_the_hash_stands_on_the_result_and_in_the_public_answer(package, client):
    recognition = package.result.dossier.recognition
    assert package.sha256 in client.get(reverse("verify-code", args=[recognition.code])).content.decode()
    client.force_login(make.officer_of(package.result.dossier))
    desk = client.get(package.result.dossier.get_desk_url()).content.decode()
    assert package.sha256 in desk
    assert reverse("desk-result-package", args=[package.result_id]) in desk
