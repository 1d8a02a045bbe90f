"""Invented stars written by raw SQL, by the name of the rule that refuses each."""

import hashlib
import json
from datetime import timedelta

from django.utils import timezone

from ocop.values.canonical_json import canonical
from ocop.values.dates import today
from ratings.decisions.models import Decision, Recognition
from ratings.decisions.models.recognition import scope_of
from ratings.decisions.validity import end_of_term, term_on
from ratings.integrity.models import Anchor
from ratings.scoring.models import Result
from ratings.scoring.models.result import result_content
from tests import factories as make
from tests.ratings.broken import all_locked, chair_of, prepared_decision, unlocked, update


def issued(kind="recognise", *, place=None, dossier=None, recognition=None, day=None, **item):
    """Decision signed by two people without the acts of the portal; `place` None is the ministry."""
    preparer = make.user("provincial_officer" if place else "ministry_officer", place=place)
    leader = make.user("provincial_leader" if place else "ministry_leader", place=place)
    decision = Decision.objects.create(kind=kind, origin="issued", place=place, prepared_by=preparer)
    if dossier or recognition:
        decision.items.create(dossier=dossier, recognition=recognition, **item)
    update(
        decision,
        number=f"{decision.pk}/QĐ",
        signed_on=day or today(),
        issued_by=leader,
        issued_at=timezone.now(),
    )
    decision.refresh_from_db()
    return decision


def province_of(dossier):
    return dossier.product.producer.place.province


def recognised(dossier, decision, **fields):
    """Insert a recognition by `decision`."""
    months = fields.pop("term_months", term_on(decision.signed_on).months)
    return Recognition.objects.create(
        product=dossier.product,
        dossier=dossier,
        decision=decision,
        origin="issued",
        stars=dossier.result.stars,
        issued_on=decision.signed_on,
        term_months=months,
        expires_on=end_of_term(decision.signed_on, months),
        **scope_of(dossier.product) | fields,
    )


def by_its_province(dossier, **fields):
    """Recognition of the dossier by a decision of its own province."""
    return recognised(dossier, issued(place=province_of(dossier), dossier=dossier), **fields)


def with_document():
    """Issued decision with its signed document."""
    decision = make.issued_recognition().decision
    of = {"file": "decisions/x.pdf", "file_name": "x.pdf", "file_sha256": "1" * 64}
    return update(decision, **of, attached_by=decision.issued_by, attached_at=timezone.now())


def conclusion(dossier, *, sealed=None, by=None, **changes):
    """Result written directly: as the portal would, with `changes` in columns and seal."""
    session = make.session(dossier)
    content = json.loads(canonical(result_content(dossier, session))) | changes
    sealed = canonical(content if sealed is None else content | sealed)
    names = ("total", "stars_by_points", "stars_by_gates", "missing", "stars")
    return Result.objects.create(
        dossier=dossier,
        session=session,
        sheets=len(content["sheets"]),
        sealed=sealed,
        sha256=hashlib.sha256(sealed.encode()).hexdigest(),
        concluded_by=by or chair_of(dossier),
        **{name: content[name] for name in names},
    )


def five_stars():
    return make.dossier(state="concluded")


def four_stars():
    return make.dossier(state="concluded", choices=make.four_stars())


def withdrawn(recognition, decision):
    update(recognition, withdrawal=decision, withdrawn_on=decision.signed_on, withdrawal_ground="mark")


def extended(recognition, decision, until):
    update(recognition, extension=decision, extended_until=until)


def a_day_later(recognition):
    return recognition.expires_on + timedelta(days=1)


def extended_with_nothing_awaited():
    """Extension signed for this star, although no re-assessment was filed."""
    row = make.recognition()
    until = a_day_later(row)
    extended(row, issued("extend", place=row.decision.place, recognition=row, until=until), until)


def corrects(row):
    """Decision that corrects two fields of a recognition."""
    correction = {"name": [row.name, "Chè mới"], "maker": [row.maker, "Nhà mới"]}
    return issued("correct", place=row.decision.place, recognition=row, correction=correction, reason="Sai.")


def corrected_again():
    """Correction that was undone by another one and applied a second time."""
    row = make.issued_recognition()
    first = corrects(row)
    stood = {"name": row.name, "maker": row.maker}
    update(row, correction=first, name="Chè mới", maker="Nhà mới").refresh_from_db()
    back = {name: [getattr(row, name), was] for name, was in stood.items()}
    update(
        row,
        correction=issued(
            "correct", place=row.decision.place, recognition=row, correction=back, reason="Sai."
        ),
        **stood,
    )
    update(row, correction=first, name="Chè mới", maker="Nhà mới")


def replaced():
    """Recognition superseded by a later one that was withdrawn meanwhile; nothing would be in force."""
    row = make.recognition(signed_on=today() - timedelta(days=300))
    later = make.recognition(product=row.product, signed_on=today() - timedelta(days=200))
    make.withdraw(later, signed_on=later.issued_on)
    return row


def anchored():
    make.issued_recognition()
    return Anchor.objects.last()


def anchor():
    Anchor.objects.create(kind="result", row_id=four_stars().result.pk)


FORGED = {
    "anchor_is_kept": lambda: update(anchored(), facts="{}"),
    "anchor_once": anchor,
    "anchor_of_what_is_final": lambda: Anchor.objects.create(kind="decision", row_id=prepared_decision().pk),
    "decision_document_is_kept": lambda: update(with_document(), file_sha256="0" * 64),
    "decision_prepared_by_its_authority": lambda: Decision.objects.create(
        kind="refuse", origin="issued", place=make.province(), prepared_by=make.user()
    ),
    "decision_prepared_is_kept": lambda: update(prepared_decision(), prepared_by=make.user()),
    "decision_issued_by_its_authority": lambda: update(
        prepared_decision(), number="1", signed_on=today(), issued_by=make.user(), issued_at=timezone.now()
    ),
    "decision_item_of_its_authority": lambda: issued(place=make.province(), dossier=four_stars()),
    "dossier_before_a_council_of_its_authority": lambda: update(make.dossier(), council=make.council()),
    "council_confirmed_by_its_authority": lambda: update(
        make.council(confirmed=False), confirmed_by=make.user(), confirmed_at=timezone.now()
    ),
    "council_amendment_confirmed_by_its_authority": lambda: update(
        make.amendment(), confirmed_by=make.user(), confirmed_at=timezone.now()
    ),
    "result_established_by_council_or_office": lambda: conclusion(all_locked(), by=make.user()),
    "assessment_locked_is_complete": lambda: update(unlocked(), locked_at=timezone.now()),
    "result_says_what_the_answers_give": lambda: conclusion(all_locked(), total=299),
    "recognition_of_five_stars_is_the_ministrys": lambda: by_its_province(five_stars()),
    "recognition_for_the_term_of_its_day": lambda: by_its_province(four_stars(), term_months=120),
    "recognition_withdrawn_by_what_names_it": lambda: withdrawn(
        (row := make.issued_recognition()), issued("withdraw", place=row.decision.place)
    ),
    "recognition_extended_by_what_names_it": lambda: extended(
        (row := make.recognition()), make.decision(kind="extend", place=None), a_day_later(row)
    ),
    "recognition_changed_once_by_a_decision": corrected_again,
    "recognition_corrected_in_full": lambda: update(
        (row := make.issued_recognition()), correction=corrects(row), name="Chè mới"
    ),
    "recognition_superseded_for_good": lambda: update(replaced(), superseded_on=None),
    "recognition_superseded_by_a_later_one": lambda: update(make.issued_recognition(), superseded_on=today()),
    "recognition_extended_while_a_result_is_awaited": extended_with_nothing_awaited,
}
