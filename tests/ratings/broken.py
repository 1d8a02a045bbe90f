"""Rows for breaking the rules of the database: valid except for what a test changes."""

from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from ocop.models import Role
from ocop.values.dates import today
from ratings.decisions.issue import recognise
from ratings.decisions.models import Decision, Recognition
from ratings.decisions.prepare import prepare_decision
from ratings.decisions.recording import end_of_its_term
from ratings.decisions.validity import end_of_term
from ratings.dossiers.models import CompletionRequest, Dossier
from ratings.scoring.models import (
    Answer,
    Assessment,
    Conflict,
    GateFinding,
    Objection,
    Reply,
    Result,
    SecondRound,
    Unlocking,
)
from ratings.sealing.models import SealedPackage
from ratings.sheets.models import Criterion, Option, Sheet, SheetInterpretation
from tests import factories as make


def update(row, **fields):
    type(row)._base_manager.filter(pk=row.pk).update(**fields)
    return row


def scoring():
    return make.dossier(state="scoring")


def concluded():
    return make.dossier(state="concluded", choices=make.four_stars())


def chair_of(dossier):
    return dossier.council.seats.get(kind="chair").user


def node(code, number=11):
    return Criterion.objects.get(sheet__number=number, code=code, case=None)


def sheet(**fields):
    """Unpublished copy of the tea sheet's row."""
    row = make.sheet()
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return Sheet.objects.create(**values | {"id": None, "published_at": None, "version": 2} | fields)


def criterion(**fields):
    owner = fields.pop("sheet", None) or sheet()
    labels = {"label_vi": "x", "label_en": "x", "max": 1, "kind": "section"}
    position = owner.criteria.count()
    return Criterion.objects.create(
        **labels | {"sheet": owner, "code": f"9{position}", "position": position} | fields
    )


def option(**fields):
    owner = fields.pop("criterion", None) or criterion()
    return Option.objects.create(
        **{"criterion": owner, "position": 0, "points": 1, "label_vi": "x", "label_en": "x"} | fields
    )


def objection(dossier=None, **fields):
    dossier = dossier or scoring()
    defaults = {"kind": "disqualifier", "reason": "Forged.", "raised_by": chair_of(dossier)}
    return Objection.objects.create(dossier=dossier, **defaults | fields)


def decided_objection():
    """The chair's objection, rejected by the deputy."""
    dossier = scoring()
    deputy = make.seat(dossier.council, "deputy").user
    raised = objection(dossier)
    raised.decide("rejected", by=deputy, reason="x")
    return raised


def confirmed():
    """Dossier whose scoring was ended by a confirmed objection."""
    dossier = scoring()
    make.objection(dossier).decide("confirmed", by=chair_of(dossier), reason="x")
    return dossier


def result(dossier, **fields):
    defaults = {
        "total": 0,
        "sheets": 0,
        "stars_by_points": 0,
        "stars_by_gates": 0,
        "stars": 0,
        "ended_by": "",
    }
    session = fields.pop("session", None) or make.session(dossier)
    return Result.objects.create(
        dossier=dossier,
        session=session,
        sealed="{}",
        sha256="",
        **{"concluded_by": chair_of(dossier)} | defaults | fields,
    )


def all_locked():
    dossier = scoring()
    for seat in dossier.council.seats.scoring():
        make.assessment(dossier, by=seat.user, locked=True)
    return dossier


def recognition(**fields):
    product = fields.get("product") or make.product()
    decision = fields.get("decision") or confirmed_for(product, expires_on=fields.get("expires_on"))
    defaults = {"product": product, "stars": 3, "origin": "recorded", "decision": decision}
    days = {"issued_on": date(2025, 1, 15), "expires_on": date(2028, 1, 16)}
    return Recognition.objects.create(**defaults | days | {"name": "x", "maker": "x"} | fields)


def withdrawn_item(*, recognition=None, signed=True, **fields):
    """Withdrawal item of a decision that is recorded or only prepared."""
    recognition = recognition or make.recognition()
    if signed:
        decision = make.decision(kind="withdraw")
    else:
        by = {
            "place": recognition.product.producer.place.province,
            "prepared_by": make.officer_of(recognition),
        }
        decision = Decision.objects.create(kind="withdraw", origin="issued", **by)
    defaults = {"conclusion_body": "x", "conclusion_number": "1", "concluded_on": today(), "ground": "mark"}
    return decision.items.create(recognition=recognition, **defaults | fields)


def recognised_otherwise(**fields):
    """Recognition by a signed decision, created without the model's act."""
    dossier = concluded()
    product = dossier.product
    decision = prepared_decision(dossier)
    update(
        decision,
        issued_by=make.leader_of(dossier),
        issued_at=timezone.now(),
        number="1/QĐ-UBND",
        signed_on=today(),
    )
    term = {"issued_on": today(), "term_months": 36, "expires_on": end_of_term(today(), 36)}
    about = {"name": product.name, "variants": product.variants, "maker": product.producer.name}
    rest = {"product": product, "dossier": dossier, "decision": decision, "origin": "issued", "stars": 4}
    return Recognition.objects.create(**term | about | rest | fields)


def failed_upgrade():
    """Upgrade without a higher star that replaces the one in force without a reason."""
    product = make.product()
    make.recognition(product=product, stars=4, signed_on=today() - timedelta(days=9))
    fields = {"kind": "upgrade", "choices": make.four_stars()}
    dossier = make.dossier(product=product, state="concluded", **fields)
    decision = prepare_decision("recognise", [dossier], by=make.officer_of(dossier), reason="Theo đề nghị.")
    decision.items.update(reason="")
    update(
        decision,
        issued_by=make.leader_of(dossier),
        issued_at=timezone.now(),
        number="1/QĐ-UBND",
        signed_on=today(),
    )
    recognise(dossier, Decision.objects.get(pk=decision.pk))


def draft_of_another_set():
    """Draft filed after its product was given another set."""
    dossier = make.dossier()
    update(dossier.product, product_set=12)
    update(dossier, state="filed")


def replaced_by_a_recorded_one():
    """Recorded recognition that begins where an issued one was made to end."""
    issued = make.issued_recognition()
    update(issued, superseded_on=today())
    decision = confirmed_for(issued.product, signed_on=today(), place=None)
    days = {"issued_on": today(), "expires_on": end_of_its_term(today())}
    return recognition(product=issued.product, decision=decision, **days)


def proposed(**fields):
    return make.decision(**{"place": make.province(name="Tỉnh của quyết định")} | fields)


def confirmed_for(product, expires_on=None, **fields):
    """Confirmed decision that gives the product three stars, not yet public."""
    decision = make.decision(**{"place": product.producer.place.province} | fields)
    star = make.recorded_star(product=product, decision=decision, expires_on=expires_on)
    update(star, confirmation=make.confirmation(decision, longer_term_seen=True))
    update(decision, recorded_as="confirmed")
    return decision


def issued_decision():
    return make.issued_recognition().decision


def prepared_decision(dossier=None):
    dossier = dossier or concluded()
    decision = prepare_decision("recognise", [dossier], by=make.officer_of(dossier))
    return decision


def sent_back():
    """Prepared decision that its leader has sent back."""
    decision = prepared_decision()
    decision.send_back(by=make.leader_of(decision.items.get().dossier), reason="One name is wrong.")
    return decision


def conflict(dossier=None, **fields):
    dossier = dossier or scoring()
    defaults = {"user": chair_of(dossier), "kind": "declared", "reason": "Kin."}
    return Conflict.objects.create(dossier=dossier, **defaults | fields)


def conflicted_sheet():
    """Sheet of a member with a conflict of interest."""
    dossier = conflict().dossier
    return Assessment.objects.create(dossier=dossier, stage="member", by=chair_of(dossier))


def to_the_commune(user):
    """Member who now works for a commune."""
    place = make.commune()
    administrator = make.user(Role.ADMINISTRATOR)
    update(user, role="commune_officer", place=place, is_active=False, changed_by=administrator)
    return user


def sheet_of_the_commune():
    """Sheet of a seat whose holder works for a commune."""
    dossier = scoring()
    by = to_the_commune(chair_of(dossier))
    return Assessment.objects.create(dossier=dossier, stage="member", by=by)


def finding(dossier=None, **fields):
    """The chair's finding where the members differ."""
    dossier = dossier or differing()
    defaults = {"criterion": node("2.2"), "star": 3, "met": False, "reason": "x", "by": chair_of(dossier)}
    return GateFinding.objects.create(dossier=dossier, **defaults | fields)


def differing():
    """Dossier with two locked sheets, one of which meets requirement 2.2."""
    dossier = scoring()
    for low, seat in zip(({}, {"2.2": 0}), dossier.council.seats.scoring(), strict=False):
        make.assessment(dossier, by=seat.user, choices=make.best(make.sheet()) | low, locked=True)
    return dossier


def unanimous():
    """Dossier with locked sheets that all meet every requirement."""
    dossier = scoring()
    make.assessment(dossier, by=chair_of(dossier), locked=True)
    return dossier


def stopped_sheet():
    """Locked water sheet with 0 points at 6.1, which stops the assessment by the printed sheet."""
    dossier = make.dossier(state="scoring", product=make.product(product_set=16))
    member = dossier.council.seats.filter(kind="member").first().user
    return make.assessment(dossier, by=member, choices=make.best(make.sheet(16)) | {"6.1": 0}, locked=True)


def draft(**fields):
    """New, unverified version of a sheet."""
    return sheet(validated_at=None, **fields)


def interpretation(**fields):
    defaults = {"place": fields.pop("place", None) or make.province(), "sheet": make.sheet(), "question": "q"}
    words = {"text": "x", "reason": "x", "in_force_from": date(2026, 6, 1), "recorded_by": make.user()}
    return SheetInterpretation.objects.create(**defaults | words | fields)


def package():
    return make.issued_recognition().dossier.result.package


def package_again():
    """Second package with a wrong hash."""
    first = package()
    return SealedPackage.objects.create(
        result=first.result, decision=first.decision, manifest="x", sha256="x", archive=b""
    )


def reply(result=None, **fields):
    values = {"text": "x", "by": make.user()} | fields
    return Reply.objects.create(result=result or concluded().result, **values)


def late_reply():
    """Reply sixteen days after the result; written by SQL because the database sets the time."""
    row = concluded().result
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ratings_reply (result_id, text, by_id, at) VALUES (%s, 'x', %s, now() + interval '16 days')",
            [row.pk, make.user().pk],
        )


def returned(dossier=None, **fields):
    """A completion request without its transition."""
    dossier = dossier or make.dossier(state="checking")
    defaults = {"from_state": "checking", "reason": "x", "due_on": date(2030, 1, 1), "by": make.user()}
    return CompletionRequest.objects.create(dossier=dossier, **defaults | fields)


def answered():
    """A completion request that was answered."""
    request = make.dossier(state="returned").completion_requests.get()
    update(request, answered_by=make.user(), answered_at=timezone.now())
    return request


def twice(make_one, **fields):
    make_one(**fields)
    make_one(**fields)


def unlocked():
    dossier = scoring()
    return make.assessment(dossier, by=chair_of(dossier), choices={})


def locked():
    dossier = scoring()
    return make.assessment(dossier, by=chair_of(dossier), locked=True)


def unlocking(**fields):
    sheet = fields.pop("assessment", None) or make.assessment(
        (dossier := scoring()), by=dossier.council.seats.filter(kind="member").first().user, locked=True
    )
    defaults = {"by": chair_of(sheet.dossier), "reason": "x", "locked_at": sheet.locked_at, "answers": {}}
    return Unlocking.objects.create(assessment=sheet, **defaults | fields)


def second_round(dossier=None, **fields):
    fields = {"by": make.user(), "reason": "x", "limit": 10} | fields
    return SecondRound.objects.create(dossier=dossier or scoring(), **fields)


def answer(**fields):
    assessment = fields.pop("assessment", None) or unlocked()
    criterion = fields.pop("criterion", None) or node("7")
    option = fields.pop("option", None) or criterion.options.first()
    return Answer.objects.create(assessment=assessment, criterion=criterion, option=option, **fields)


def answer_of_nothing():
    """Answer without an option to a criterion that has an option of 0 points."""
    return make.assessment(scoring()).answers.filter(criterion__options__points=0).first()


def dossier_of(**fields):
    product = fields.pop("product", None) or make.product()
    defaults = {"sheet": make.sheet(), "opened_by": make.officer_of(product)}
    return Dossier.objects.create(product=product, **defaults | fields)


def issued_fields(**fields):
    """Fields of an issued recognition, for a copy; the original has ended."""
    row = make.issued_recognition()
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in ("id", "ends_on", "code")
    }
    update(row, superseded_on=row.issued_on)
    return values | fields
