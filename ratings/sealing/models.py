"""The sealed package of a result: everything that made the star, in one file that nothing changes."""

import hashlib
from datetime import date
from pathlib import Path

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from ocop.canonical_json import canonical
from ocop.models import Role
from ocop.scoping import ScopedQuerySet
from ocop.triggers import immutable, refuse_if
from products.models import Certification
from ratings.decisions.models.decision import Decision
from ratings.decisions.papers.decision_draft import decision_draft
from ratings.dossiers.models.dossier import Dossier
from ratings.dossiers.models.queryset import forwarded
from ratings.integrity.archive import manifest_of, packed
from ratings.integrity.models.anchor import AnchorKind, anchored
from ratings.papers import pdf
from ratings.papers.agency_report import agency_report
from ratings.papers.commune_report import commune_report
from ratings.papers.self_assessment import self_assessment
from ratings.scoring.models.result import Result
from ratings.sheets import star_from_seal
from ratings.sheets.models.sheet import Sheet

SCRIPT = Path(star_from_seal.__file__)
README = Path(__file__).with_name("README.txt")
MINISTRY = "Bộ Nông nghiệp và Môi trường"
REPORTS = ("commune_report", "advisory_report")
# Packages name the members and what each of them chose: producers and communes read the result page.
READERS = (
    Role.PROVINCIAL_OFFICER,
    Role.PROVINCIAL_LEADER,
    Role.MINISTRY_OFFICER,
    Role.MINISTRY_LEADER,
    Role.AUDITOR,
)


class SealedPackageQuerySet(ScopedQuerySet):
    """Packages, and the one way to make them."""

    def visible_to(self, user):
        """Those of the user's province, for its offices and the auditor."""
        return super().visible_to(user) if user.role in READERS else self.none()

    def for_list(self):
        """Rows without the file itself."""
        return self.select_related("result__dossier__product", "decision__place").defer("archive")

    def for_detail(self):
        """One row with its file."""
        return self.select_related("result__dossier__product", "decision__place")

    def seal(self, result, decision):
        """Pack what made a result and the decision on it, just issued, and keep it for good."""
        files = files_of(result, decision)
        manifest = manifest_of(files)
        return self.create(
            result=result,
            decision=decision,
            manifest=manifest,
            sha256=hashlib.sha256(manifest.encode()).hexdigest(),
            archive=packed(files),
        )


def files_of(result, decision=None):
    """Return {name: bytes} of a result's package; without a decision as it would be if sealed now."""
    sheet = Sheet.objects.for_detail().get(pk=result.dossier.sheet_id)
    data = {
        "answers.json": answers_of(result.dossier),
        "objections.json": objections_of(result.dossier),
        "evidence.json": evidence_of(result.dossier),
        "way.json": way_of(result.dossier),
    }
    if decision:
        data["decision.json"] = decision_of(decision)
    texts = {name: canonical(content).encode() for name, content in data.items()}
    return (
        texts
        | papers_of(result, decision)
        | {
            "result.json": result.sealed.encode(),
            "sheet.json": canonical(sheet.sealed_document()).encode(),
            SCRIPT.name: SCRIPT.read_bytes(),
            README.name: README.read_bytes(),
        }
    )


def papers_of(result, decision):
    """The papers that were signed or sent by an office or the producer, as PDF: forms 02 and 03, the decision."""
    dossier = Dossier.objects.for_detail().get(pk=result.dossier_id)
    papers = {"form-02": self_assessment(dossier)}
    if getattr(dossier.origin, "commune_report", None):
        papers["form-03"] = commune_report(dossier)
    if report := agency_report(dossier):
        papers["agency-report"] = report
    rendered = {f"papers/{name}.pdf": pdf.rendered(paper) for name, paper in papers.items()}
    return rendered | ({"papers/decision.pdf": _decision_pdf(decision)} if decision else {})


def _decision_pdf(decision):
    """The text of a decision as PDF, rendered once however many products it decides on."""
    if not hasattr(decision, "_pdf"):
        decision._pdf = pdf.rendered(decision_draft(decision))
    return decision._pdf


def download_of(result):
    """Return (file name, bytes): the sealed package, or what would be sealed if a decision were issued now."""
    if package := SealedPackage.objects.filter(result=result).first():
        return package.file_name, bytes(package.archive)
    return f"ocop-{result.pk}-not-sealed.zip", packed(files_of(result))


def answers_of(dossier):
    """The self-assessment and the members' locked sheets, with their notes."""
    sheets = dossier.assessments.for_detail().order_by("pk")
    return [
        plain(sheet, "stage", "round", "by", "locked_at") | {"answers": [_answer(a) for a in answers(sheet)]}
        for sheet in sheets
        if sheet.is_locked or sheet.stage == "self"
    ]


def answers(sheet):
    """The answers of a sheet in printed order."""
    return sorted(sheet.answers.all(), key=lambda answer: answer.criterion.position)


def _answer(answer):
    return {
        "code": answer.criterion.code,
        "option": answer.option.position if answer.option else None,
        "points": answer.points,
        "note": answer.note,
    }


def objections_of(dossier):
    """All objections, those that were rejected or taken back too."""
    names = (
        "kind", "reason", "raised_by", "raised_at", "outcome", "decided_by", "decided_at", "decision_reason",
    )  # fmt: skip
    return [
        plain(objection, *names)
        | {
            "criterion": objection.criterion.code if objection.criterion else None,
            "sheets": objection.sheet_numbers,
        }
        for objection in dossier.objections.for_list()
    ]


def evidence_of(dossier):
    """The evidence of the dossier and certificates that cover the product, each with the hash of its file."""
    pieces = ("requirement", "document_name", "sha256", "size", "issued_on", "state", "reason")
    certificates = ("scheme", "number", "issued_on", "document_name", "document_sha256")
    return {
        "evidence": [
            plain(piece, *pieces)
            | {"expires_on": _plain(piece.last_day)}
            | {"cites": sorted(node.code for node in piece.cites.all())}
            for piece in dossier.all_evidence.for_list()
        ],
        "filings": [
            plain(filing, "receipt", "copy", "sha256", "filed_by", "filed_at")
            for filing in dossier.all_filings.for_list().order_by("pk")
        ],
        "certificates": [
            plain(each, *certificates) | {"expires_on": _plain(each.last_day)}
            for each in certifications_of(dossier.product)
        ],
    }


def certifications_of(product):
    """Certificates of the product and of its whole producer."""
    of_the_producer = models.Q(producer=product.producer_id, product=None)
    return Certification.objects.filter(models.Q(product=product) | of_the_producer).order_by("pk")


def way_of(dossier):
    """The moves, what it was returned for, and the reports that were signed."""
    moves = dossier.moves.select_related("by").order_by("pk")
    returns = dossier.returns.select_related("by").prefetch_related("items").order_by("pk")
    reports = {name: getattr(dossier, name, None) for name in REPORTS}
    reports["agency_report"] = getattr(dossier.origin, "agency_report", None)
    return {
        "kind": dossier.kind,
        "moves": [plain(move, "from_state", "to_state", "by", "at", "note") for move in moves],
        "returns": [
            plain(each, "from_state", "reason", "due_on", "by", "at")
            | {"items": [plain(item, "what", "why") for item in each.items.all()]}
            for each in returns
        ],
        "reports": {name: whole(report) for name, report in reports.items() if report},
    }


def decision_of(decision):
    """Number, day, signatory, who prepared and issued it, and everything that it decides."""
    names = (
        "kind",
        "number",
        "signed_on",
        "signatory",
        "prepared_by",
        "prepared_at",
        "issued_by",
        "issued_at",
    )
    items = decision.items.select_related(
        "dossier__product__producer", "dossier__result", "dossier__agency_report", "recognition"
    )
    return plain(decision, *names) | {
        "authority": decision.place.full_name if decision.place else MINISTRY,
        "signed_document": decision.file_sha256,
        "items": [
            {
                "dossier": item.dossier_id,
                "product": item.dossier.product.name,
                "maker": item.dossier.product.producer.name,
                **item.rests_on(),
            }
            for item in items
            if item.dossier
        ],
    }


def plain(row, *names):
    """Return the named fields of a row as plain data: days and moments as text, people by their names."""
    return {name: _plain(getattr(row, name)) for name in names}


def whole(row):
    """Return all own fields of a row as plain data, without its keys and counters."""
    return plain(row, *(f.name for f in row._meta.fields if f.name not in ("id", "dossier", "version")))


def _plain(value):
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


class SealedPackage(models.Model):
    """The package of a result as it was when its decision was issued. `sha256` is that of its manifest."""

    place_path = "result__dossier__product__producer__place"
    producer_path = "result__dossier__product__producer"
    ministry_reads = forwarded("result__dossier")

    result = models.OneToOneField(Result, models.PROTECT, verbose_name=_("result"), related_name="package")
    decision = models.ForeignKey(
        Decision, models.PROTECT, verbose_name=_("decision"), related_name="packages"
    )
    manifest = models.TextField(_("list of files with their hashes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    archive = models.BinaryField(_("file"))

    objects = SealedPackageQuerySet.as_manager()

    class Meta:
        verbose_name = _("sealed package")
        verbose_name_plural = _("sealed packages")
        ordering = ["pk"]
        triggers = [
            immutable("sealed_package_is_kept"),
            refuse_if(
                "sealed_package_of_an_issued_decision",
                pgtrigger.Insert,
                "NOT EXISTS (SELECT 1 FROM ratings_result r"
                " JOIN ratings_decisionitem i ON i.dossier_id = r.dossier_id"
                " JOIN ratings_decision d ON d.id = i.decision_id"
                " WHERE r.id = NEW.result_id AND d.id = NEW.decision_id AND d.issued_at IS NOT NULL)",
            ),
            refuse_if(
                "sealed_package_has_its_own_hash",
                pgtrigger.Insert,
                "NEW.sha256 <> encode(sha256(convert_to(NEW.manifest, 'UTF8')), 'hex')",
            ),
            anchored(AnchorKind.PACKAGE),
        ]

    def __str__(self):
        return self.file_name

    @property
    def file_name(self):
        """What the file is called when it is taken away."""
        return f"ocop-{self.result_id}-{self.sha256[:8]}.zip"
