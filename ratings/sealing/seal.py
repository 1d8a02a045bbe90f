"""Contents of the sealed package of a result: everything that led to the star, and the printed papers."""

import hashlib
from datetime import date
from pathlib import Path

from django.db import models

from ocop.values.canonical_json import canonical
from products.models import Certification
from ratings.dossiers.models.dossier import Dossier
from ratings.integrity.archive import manifest_of, pack
from ratings.papers import pdf
from ratings.papers.agency_report import agency_report
from ratings.papers.commune_report import commune_report
from ratings.papers.self_assessment import self_assessment
from ratings.scoring.kinds import Stage
from ratings.sealing.models import SealedPackage
from ratings.sheets import star_from_seal
from ratings.sheets.models.sheet import Sheet

SCRIPT = Path(star_from_seal.__file__)
README = Path(__file__).with_name("README.txt")
REPORTS = ("commune_report", "advisory_report")


def seal_result(result, decision, of_the_decision):
    """Create and store the package of a result and the decision just issued on it.

    `of_the_decision` maps names to files of the decision (ratings.decisions.issue).
    """
    files = files_of(result) | of_the_decision
    manifest = manifest_of(files)
    return SealedPackage.objects.create(
        result=result,
        decision=decision,
        manifest=manifest,
        sha256=hashlib.sha256(manifest.encode()).hexdigest(),
        archive=pack(files),
    )


def files_of(result):
    """Return {name: bytes} of a result's package, without the files of its decision."""
    sheet = Sheet.objects.for_detail().get(pk=result.dossier.sheet_id)
    data = {
        "answers.json": answers_of(result.dossier),
        "objections.json": objections_of(result.dossier),
        "evidence.json": evidence_of(result.dossier),
        "way.json": history_of(result.dossier),
    }
    texts = {name: canonical(content).encode() for name, content in data.items()}
    return (
        texts
        | papers_of(result)
        | {
            "result.json": result.sealed.encode(),
            "sheet.json": canonical(sheet.sealed_document()).encode(),
            SCRIPT.name: SCRIPT.read_bytes(),
            README.name: README.read_bytes(),
        }
    )


def papers_of(result):
    """Return the papers signed or sent by an office or the producer, as PDF: forms 02 and 03, the agency's report."""
    dossier = Dossier.objects.for_detail().get(pk=result.dossier_id)
    papers = {"form-02": self_assessment(dossier)}
    if getattr(dossier.origin, "commune_report", None):
        papers["form-03"] = commune_report(dossier)
    if report := agency_report(dossier):
        papers["agency-report"] = report
    return {f"papers/{name}.pdf": pdf.render(paper) for name, paper in papers.items()}


def download_of(result):
    """Return (file name, bytes) of the sealed package, or of what would be sealed if a decision were issued now."""
    if package := SealedPackage.objects.filter(result=result).first():
        return package.file_name, bytes(package.archive)
    return f"ocop-{result.pk}-not-sealed.zip", pack(files_of(result))


def answers_of(dossier):
    """Return the self-assessment and the members' locked sheets, with their notes."""
    sheets = dossier.assessments.for_detail().order_by("pk")
    return [
        fields_as_data(sheet, "stage", "round", "by", "locked_at")
        | {"answers": [_answer(a) for a in answers(sheet)]}
        for sheet in sheets
        if sheet.is_locked or sheet.stage == Stage.SELF
    ]


def answers(sheet):
    """Return the answers of a sheet in printed order."""
    return sorted(sheet.answers.all(), key=lambda answer: answer.criterion.position)


def _answer(answer):
    return {
        "code": answer.criterion.code,
        "option": answer.option.position if answer.option else None,
        "points": answer.points,
        "note": answer.note,
    }


def objections_of(dossier):
    """Return all objections, including rejected and withdrawn ones."""
    names = (
        "kind", "reason", "raised_by", "raised_at", "outcome", "decided_by", "decided_at", "decision_reason",
    )  # fmt: skip
    return [
        fields_as_data(objection, *names)
        | {
            "criterion": objection.criterion.code if objection.criterion else None,
            "sheets": objection.sheet_numbers,
        }
        for objection in dossier.objections.for_list()
    ]


def evidence_of(dossier):
    """Return the evidence of the dossier and certificates that cover the product, each with its file's hash."""
    pieces = ("requirement", "document_name", "sha256", "size", "issued_on", "state", "reason")
    certificates = ("scheme", "number", "issued_on", "document_name", "document_sha256")
    return {
        "evidence": [
            fields_as_data(piece, *pieces)
            | {"expires_on": _plain(piece.last_day)}
            | {"cites": sorted(node.code for node in piece.cites.all())}
            for piece in dossier.all_evidence.for_list()
        ],
        "filings": [
            fields_as_data(filing, "receipt", "copy", "sha256", "filed_by", "filed_at")
            for filing in dossier.all_filings.for_list().order_by("pk")
        ],
        "certificates": [
            fields_as_data(each, *certificates) | {"expires_on": _plain(each.last_day)}
            for each in certifications_of(dossier.product)
        ],
    }


def certifications_of(product):
    """Return certificates of the product and of its producer."""
    of_the_producer = models.Q(producer=product.producer_id, product=None)
    return Certification.objects.filter(models.Q(product=product) | of_the_producer).order_by("pk")


def history_of(dossier):
    """Return transitions, completion requests, and signed reports."""
    transitions = dossier.transitions.select_related("by").order_by("pk")
    requests = dossier.completion_requests.select_related("by").prefetch_related("items").order_by("pk")
    reports = {name: getattr(dossier, name, None) for name in REPORTS}
    reports["agency_report"] = getattr(dossier.origin, "agency_report", None)
    return {
        "kind": dossier.kind,
        "moves": [fields_as_data(each, "from_state", "to_state", "by", "at", "note") for each in transitions],
        "returns": [
            fields_as_data(each, "from_state", "reason", "due_on", "by", "at")
            | {"items": [fields_as_data(item, "what", "why") for item in each.items.all()]}
            for each in requests
        ],
        "reports": {name: row_as_data(report) for name, report in reports.items() if report},
    }


def fields_as_data(row, *names):
    """Return the named fields of a row as plain data: dates and times as text, people by name."""
    return {name: _plain(getattr(row, name)) for name in names}


def row_as_data(row):
    """Return all fields of a row as plain data, without keys and counters."""
    return fields_as_data(
        row, *(f.name for f in row._meta.fields if f.name not in ("id", "dossier", "version"))
    )


def _plain(value):
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)
