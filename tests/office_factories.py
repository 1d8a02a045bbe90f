"""What offices do and sign: their people, interpretations, reports, rounds, decisions. `tests.factories` has them all."""

import base64
from contextlib import contextmanager, nullcontext
from datetime import date, datetime, time, timedelta
from unittest.mock import patch

import pgtrigger
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction
from django.utils import timezone

from ocop.models import Role
from ocop.permissions import SeatKind
from ocop.values.dates import today
from ratings.councils.models import ScoreDisclosure, SpreadLimit
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import (
    Conclusion,
    Confirmation,
    Decision,
    DecisionKind,
    Recognition,
    RecordedDecision,
    RecordedStar,
    RecordedWithdrawal,
)
from ratings.decisions.prepare import prepare_decision
from ratings.decisions.recording import OLD_RULES_TO, needs_rules
from ratings.dossiers.models import AdvisoryReport, AgencyReport, CommuneReport, Dossier, Round
from ratings.dossiers.unfinished import unfinished_before
from ratings.labels.models import CLAIMED, Label, LabelKey
from ratings.labels.signed_text import signed
from ratings.labels.signing import claims_of
from ratings.scoring.models import Objection, ObjectionKind
from ratings.sheets.models import SheetInterpretation
from tests.register_factories import numbers, province, user
from tests.register_factories import product as a_product
from tests.sheet_factories import sheet as official_sheet


@contextmanager
def on_day(day):
    """The clock of the machine on another day, at nine in the morning; that of the database goes on."""
    with patch("django.utils.timezone.now", return_value=timezone.make_aware(datetime.combine(day, time(9)))):
        yield


def sheet_interpretation(*, place=None, sheet=None, question="boundary:3.3", day=None, by=None, **fields):
    """A province's interpretation of a question of the tea sheet, from today unless told; `place` is a province."""
    fields = {"text": f"Cách hiểu {next(numbers)}", "reason": "Hội đồng thống nhất"} | fields
    by = by or user(place=place or province())
    return SheetInterpretation.objects.record(
        sheet or official_sheet(), question, day=day or today(), by=by, **fields
    )


def officer_of(row):
    """An officer of the province of a product or dossier."""
    product = getattr(row, "product", row)
    return user(Role.PROVINCIAL_OFFICER, place=product.producer.place.province)


def leader_of(row):
    """A leader of the province of a product or dossier."""
    product = getattr(row, "product", row)
    return user(Role.PROVINCIAL_LEADER, place=product.producer.place.province)


def spread_limit(*, place=None, confirmed=True, **fields):
    """A limit of a new province for the spread of totals, from today and confirmed by a second person unless told."""
    place = place or province()
    fields = {"points": 20, "in_force_from": today(), "ground": "Quy chế Hội đồng"} | fields
    limit = SpreadLimit.objects.create(**{"place": place, "set_by": user(place=place)} | fields)
    if confirmed:
        limit.confirm(by=user(place=place))
    return limit


def score_disclosure(*, place=None, **fields):
    """That a new province publishes part scores, from today unless told."""
    place = place or province()
    fields = {"published": True, "in_force_from": today(), "ground": "Quy chế công khai"} | fields
    return ScoreDisclosure.objects.create(**{"place": place, "set_by": user(place=place)} | fields)


def commune_officer_of(row):
    """An officer of the commune of a product or dossier."""
    product = getattr(row, "product", row)
    return user(Role.COMMUNE_OFFICER, place=product.producer.place)


def report_of_commune(dossier, *, by=None):
    """Form 03, signed."""
    by = by or commune_officer_of(dossier)
    report = CommuneReport.open(dossier, by=by)
    for content in CommuneReport.contents:
        setattr(report, content, "Đúng như hồ sơ.")
    report.save()
    report.sign(by=by)
    return report


def report_of_advisers(dossier):
    """The advisory team's report, signed."""
    adviser = dossier.council.seats.filter(kind=SeatKind.ADVISER).first().user
    report = AdvisoryReport.open(dossier, by=adviser)
    report.conclusion = "Đề nghị Hội đồng chấm điểm."
    report.save()
    report.sign(by=adviser)
    return report


def report_of_agency(dossier, *, by=None):
    """The agency's report on five stars again, signed."""
    by = by or officer_of(dossier)
    report = AgencyReport.open(dossier, by=by)
    for content in AgencyReport.contents:
        setattr(report, content, "Đủ hồ sơ, không thay đổi quy mô.")
    report.save()
    report.sign(by=by)
    return report


def objection(dossier, *, by=None, kind=ObjectionKind.DISQUALIFIER, reason="Chứng nhận bị sửa.", code="7"):
    """An objection of a member, or of `by`; a stop stands at the criterion with `code`."""
    by = by or dossier.council.seats.filter(kind=SeatKind.MEMBER).first().user
    criterion = dossier.sheet.criteria.get(code=code, case=None) if kind == ObjectionKind.STOP else None
    return Objection.objects.raise_against(dossier, by=by, kind=kind, reason=reason, criterion=criterion)


def send_back(dossier, *, by):
    """Return the dossier for a paper that is missing."""
    items = [("Phiếu kiểm nghiệm", "Đã quá 12 tháng.")]
    return dossier.send_back(items, by=by, reason="Cần bổ sung.", due_on=today() + timedelta(days=14))


def conclusion(*, on=None):
    """A conclusion of an inspection, of today unless told."""
    return Conclusion("Chi cục Quản lý chất lượng", f"{next(numbers)}/KL-QLCL", on or today())


def withdraw(recognition, ground="stopped", *, signed_on=None, number=None):
    """A withdrawal by the level of the star, issued on its day (today unless told)."""
    on = conclusion(on=signed_on)
    ground_of = {"conclusion_body": on.body, "conclusion_number": on.number, "concluded_on": on.on}
    by = decided("withdraw", recognition, signed_on=signed_on, number=number, ground=ground, **ground_of)
    recognition.withdraw(ground, by)
    return by


def decide(dossier, kind=DecisionKind.RECOGNISE, *, by=None):
    """A decision of the province on the dossier, prepared by `by` and issued by a leader."""
    decision = prepare_decision(kind, [dossier], by=by or officer_of(dossier))
    issue_decision(decision, by=leader_of(dossier), number=f"{next(numbers)}/QĐ-UBND")
    return decision


def extend(recognition, until, *, signed_on=None, number=None):
    """An extension by the level of the star, issued on its day (today unless told), when it still had its ground."""
    by = decided("extend", recognition, signed_on=signed_on, number=number, until=until)
    with pgtrigger.ignore("ratings.Recognition:recognition_extended_while_a_result_is_awaited"):
        Recognition.objects.filter(pk=recognition.pk).update(extension=by, extended_until=until)
    recognition.refresh_from_db()
    return by


def decided(kind, recognition, *, signed_on=None, number=None, **item):
    """A decision on a recognition by the level of its star, prepared and issued by two people on a day."""
    place = None if recognition.stars == 5 else recognition.product.producer.place.province
    leader = user(Role.PROVINCIAL_LEADER, place=place) if place else user(Role.MINISTRY_LEADER)
    made = Decision.objects.create(kind=kind, origin="issued", place=place, prepared_by=preparer_of(place))
    made.items.create(recognition=recognition, **item)
    made.keep_content()
    Decision.objects.filter(pk=made.pk).update(
        number=number or f"{next(numbers)}/QĐ-UBND",
        signed_on=signed_on or today(),
        issued_by=leader,
        issued_at=timezone.now(),
    )
    return Decision.objects.get(pk=made.pk)


def round_of(place=None, **fields):
    """A round of a province, or of the ministry."""
    n = next(numbers)
    day = date(2026, 1, 1) + timedelta(days=n)
    fields = {"name": f"Đợt {n}", "proposals_before": day, "result_before": day + timedelta(days=60)} | fields
    return Round.objects.create(place=place, **fields)


def decision(*, kind="recognise", signed_on=date(2025, 1, 15), **fields):
    """A recorded decision; it waits where it recognises, any other kind is confirmed."""
    if "place" not in fields:
        fields["place"] = province()
    fields = {
        "number": f"{next(numbers)}/{'QĐ-UBND' if fields['place'] else 'QĐ-BNNMT'}",
        "signed_on": signed_on,
        "origin": "recorded",
        "recorded_as": "" if fields.get("origin") == "issued" else "proposed",
        "kind": kind,
        "prepared_by": preparer_of(fields["place"]),
    } | fields
    # Tests of places give stars of days before a province of today.
    with unguarded() if is_older_than_its_place(fields) else nullcontext():
        decision = RecordedDecision.objects.create(**fields)
    if decision.origin == "recorded" and decision.kind not in ("recognise", "x"):
        confirmation(decision, seen_on=max(decision.signed_on, today()))
        Decision.objects.filter(pk=decision.pk).update(recorded_as="confirmed")
    return Decision.objects.get(pk=decision.pk)


@contextmanager
def unguarded():
    """Write rows as they came about otherwise than the portal allows today: without triggers."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = DEFAULT")


def is_older_than_its_place(fields):
    """Whether a decision was signed before its unit began."""
    place, day = fields["place"], fields["signed_on"]
    return bool(place and day and place.valid_from and day < place.valid_from)


def guards_of_days(act):
    """The statement that disables or enables the guards by which days of a recognition change by a decision only."""
    guards = {trigger.name: trigger.get_pgid(Recognition) for trigger in Recognition._meta.triggers}
    names = (
        "recognition_corrected_by_decision",
        "recognition_extended_by_what_names_it",
        "recognition_superseded_for_good",
    )
    return "ALTER TABLE ratings_recognition " + ", ".join(f"{act} TRIGGER {guards[name]}" for name in names)


def preparer_of(place):
    """An officer of the authority of a place, None for the ministry."""
    if place is None:
        return user(Role.MINISTRY_OFFICER)
    return user(Role.PROVINCIAL_OFFICER, place=place.province)


def confirmer_of(decision):
    """Somebody who confirms a recorded decision: of the authority that signed it."""
    if decision.place is None:
        return user(Role.MINISTRY_OFFICER)
    return user(Role.PROVINCIAL_LEADER, place=decision.place.province)


def confirmation(decision, **fields):
    """That somebody of its authority has seen the document of a recorded decision."""
    rules = "old" if decision.kind == "recognise" and needs_rules(decision.signed_on) else ""
    fields = {
        "decision": decision,
        "confirmed_by": confirmer_of(decision),
        "seen_on": today(),
        "seen_where": "Hồ sơ 12/LT, Chi cục",
        "file_sha256": decision.file_sha256,
        "of_rules": rules,
    } | fields
    if decision.kind != "recognise" or decision.signed_on <= OLD_RULES_TO or decision.signed_on > today():
        return Confirmation.objects.create(**fields)
    # Nothing that is signed since is recorded by those who use the portal; tests of stars need days near today.
    with unguarded():
        return Confirmation.objects.create(**fields)


def recorded_star(*, product=None, decision=None, **fields):
    """A star of a recorded decision of the product's province, which waits for a second person."""
    product = product or a_product()
    by = decision or globals()["decision"](place=product.producer.place.province)
    fields = {"stars": 3, "source": "Danh sách 2025.xlsx, dòng 7", "proposed_by": by.prepared_by} | fields
    return RecordedStar.objects.create(decision_id=by.pk, product=product, **fields)


def recorded_withdrawal(*, recognition=None, decision=None, signed_on=date(2026, 3, 2), **fields):
    """The withdrawal of a recorded star by a decision of its province, which waits for a second person."""
    star = recognition or globals()["recognition"]()
    by = decision or RecordedDecision.objects.propose(
        number=f"{next(numbers)}/QĐ-UBND",
        signed_on=signed_on,
        place=star.product.producer.place.province,
        by=officer_of(star),
        kind="withdraw",
    )
    fields = {
        "ground": "stopped",
        "source": "Thu hồi 2026.xlsx, dòng 4",
        "proposed_by": by.prepared_by,
    } | fields
    return RecordedWithdrawal.objects.create(decision_id=by.pk, recognition=star, **fields)


def recognition(
    *, product=None, stars=3, signed_on=date(2025, 1, 15), issued_on=None, expires_on=None, **fields
):
    """A recognition recorded from a confirmed decision: of the product's province, else of the ministry.

    A province that uses the portal records nothing that is signed after 21/07/2026. What begins tomorrow was signed today.
    """
    product = product or a_product()
    issued_on = issued_on or signed_on
    signed_on = min(signed_on, today())
    ministry = stars == 5 or signed_on > OLD_RULES_TO
    place = None if ministry else product.producer.place.province
    number = f"{next(numbers)}/{'QĐ-BNNMT' if ministry else 'QĐ-UBND'}"
    by = decision(signed_on=signed_on, place=place, number=number, prepared_by=officer_of(product))
    return recognised_by(by, product, stars=stars, issued_on=issued_on, expires_on=expires_on, **fields)


@transaction.atomic
def recognised_by(decision, product, *, stars=3, issued_on=None, expires_on=None, **fields):
    """A recognition recorded from a decision that waits, confirmed for this product."""
    star = recorded_star(product=product, decision=decision, stars=stars, expires_on=expires_on)
    longer = {"longer_term_seen": True} if expires_on else {}
    RecordedStar.objects.filter(pk=star.pk).update(confirmation=confirmation(decision, **longer))
    waiting = Decision.objects.filter(pk=decision.pk, recorded_as="proposed")
    with (
        unguarded()
        if is_older_than_its_place({"place": decision.place, "signed_on": decision.signed_on})
        else nullcontext()
    ):
        waiting.update(recorded_as="confirmed")
    recognition = Recognition.objects.record(
        product, decision, stars=stars, issued_on=issued_on, expires_on=expires_on
    )
    RecordedStar.objects.filter(pk=star.pk).update(recognition=recognition)
    if fields:
        Recognition.objects.filter(pk=recognition.pk).update(**fields)
    return Recognition.objects.get(pk=recognition.pk)


def move(dossier, to, *, by, **note):
    """Take the dossier on, whatever is not finished in it."""
    dossier.move(to, by=by, confirmed=confirmed(dossier, to), **note)


def confirmed(dossier, to):
    """What confirms that the dossier goes on to `to` whatever is not finished in it."""
    return unfinished_before(Dossier.objects.get(pk=dossier.pk), to).key


def private_key(number=1):
    """A private key of labels, always the same one for a number; its public half is not in the register."""
    return Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)


def label_key(number=1):
    """The key of labels with this number, made where it is not there."""
    public = base64.urlsafe_b64encode(private_key(number).public_key().public_bytes_raw())
    return LabelKey.objects.get_or_create(number=number, public_key=public.decode().rstrip("="))[0]


def label(recognition, key=None):
    """A signed label of what a recognition says."""
    key = key or label_key()
    text = signed(claims_of(recognition, key.number), private_key(key.number))
    said = {column: getattr(recognition, column) for column in CLAIMED}
    return Label.objects.create(recognition=recognition, key=key, text=text, **said)
