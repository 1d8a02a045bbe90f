"""Every rule of the database, broken once; the error names the rule."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pghistory.models import Event

from ocop.models import Role
from ocop.values.dates import today
from ratings.decisions.models import DecisionItem, Recognition
from ratings.dossiers.models import (
    AdvisoryReport,
    AgencyReport,
    CalendarDay,
    CommuneReport,
    Dossier,
    HandingBack,
)
from ratings.scoring.models import Assessment
from ratings.sealing.models import SealedPackage
from tests import factories as make
from tests.ratings import aftercare_rules, council_rules, filing_rules, recorded_rules, result_rules
from tests.ratings.broken import (
    answer,
    answer_of_nothing,
    answered,
    concluded,
    conflict,
    conflicted_sheet,
    criterion,
    decided_objection,
    differing,
    draft,
    failed_upgrade,
    finding,
    interpretation,
    issued_decision,
    issued_fields,
    late_reply,
    locked,
    node,
    objection,
    option,
    package,
    package_again,
    prepared_decision,
    proposed,
    recognised_otherwise,
    recognition,
    replaced_by_a_recorded_one,
    reply,
    returned,
    scoring,
    second_round,
    sent_back,
    sheet,
    sheet_of_the_commune,
    stopped_sheet,
    twice,
    unanimous,
    unlocked,
    unlocking,
    update,
    withdrawn_item,
)
from tests.ratings.filing_rules import agency_report
from tests.ratings.forged import FORGED
from tests.web_role import as_web

pytestmark = pytest.mark.django_db

RULES = council_rules.RULES | {
    # score sheets
    "sheet_version_once": lambda: sheet(version=1),
    "sheet_from_before_until": lambda: sheet(in_force_until=date(2026, 5, 21)),
    "sheet_one_in_force_per_set": lambda: sheet(published_at=timezone.now()),
    "sheet_published_is_immutable": lambda: update(make.sheet(), source="x"),
    "sheet_ends_where_the_next_begins": lambda: as_web(
        "UPDATE ratings_sheet SET in_force_until = in_force_from WHERE id = %s", make.sheet().pk
    ),
    "criterion_code_once": lambda: twice(criterion, sheet=sheet(), code="1"),
    "criterion_position_once": lambda: twice(criterion, sheet=sheet(), position=1),
    "criterion_kind_known": lambda: criterion(kind="x"),
    "criterion_case_only_on_cases": lambda: criterion(case=1),
    "criterion_of_published_sheet": lambda: criterion(sheet=make.sheet(), code="99", position=999),
    "option_position_once": lambda: twice(option, criterion=criterion()),
    "option_gate_known": lambda: option(gate=2),
    "option_of_published_sheet": lambda: option(criterion=node("7"), position=99),
    "sheet_published_after_it_adds_up": lambda: update(
        draft(decision_slug="9-2027"), published_at=timezone.now()
    ),
    "sheet_published_by_with_its_moment": lambda: update(draft(), published_by=make.user()),
    "sheet_published_by_nobody_alone": lambda: sheet(
        published_at=timezone.now(), published_by_id=make.user().pk
    ),
    "sheet_bands_fixed_by_its_decision": lambda: sheet(published_at=timezone.now(), bands=[[5, 60]]),
    "sheet_requirements_fixed_by_its_decision": lambda: update(sheet(), published_at=timezone.now()),
    "sheet_attached_by_and_at": lambda: update(sheet(), file_name="x.pdf"),
    "sheet_proposed_with_its_instrument": lambda: update(
        sheet(), proposed_by=make.user(), proposed_at=timezone.now()
    ),
    "sheet_recalled_before_its_day": lambda: update(
        make.sheet(), recalled_by=make.user(), recalled_at=timezone.now(), recall_reason="x"
    ),
    "sheet_recalled_by_at_and_why": lambda: update(sheet(), recall_reason="x"),
    "sheet_reading_is_kept": lambda: update(interpretation(), text="y"),
    "sheet_reading_from_before_until": lambda: interpretation(in_force_until=date(2026, 5, 1)),
    "sheet_reading_says_something": lambda: interpretation(reason=""),
    "sheet_reading_one_in_force": lambda: twice(interpretation, place=make.province()),
    "assessment_not_by_the_commune": lambda: sheet_of_the_commune(),
    "answer_none_only_where_it_is_offered": lambda: update(answer_of_nothing(), option=None),
    "citation_stands_under_results": lambda: concluded().evidence.first().citations.all().delete(),
    "decision_item_one_decision_a_dossier": lambda: prepared_decision().items.create(
        dossier=prepared_decision().items.get().dossier
    ),
    "dossier_state_has_its_ground": lambda: update(concluded(), state="recognised"),
    "dossier_move_is_kept": lambda: update(make.dossier().transitions.get(), note="x"),
    "dossier_move_states_known": lambda: make.dossier().transitions.create(to_state="x", by=make.user()),
    # conflicts and findings
    "council_quorum_in_per_cent": lambda: make.council(confirmed=False, quorum=0),
    "conflict_is_kept": lambda: conflict().delete(),
    "conflict_kind_known": lambda: conflict(kind="x"),
    "conflict_has_a_reason": lambda: conflict(reason=""),
    "conflict_lifted_by_at_and_why": lambda: update(conflict(), lifted_at=timezone.now()),
    "conflict_once_per_kind": lambda: twice(conflict, dossier=scoring(), user=make.user()),
    "assessment_not_in_conflict": lambda: conflicted_sheet(),
    "gate_finding_is_kept": lambda: update(finding(), met=True),
    "gate_finding_while_scoring": lambda: finding(concluded()),
    "gate_finding_on_a_gate_of_the_sheet": lambda: finding(star=4, criterion=node("2.2")),
    "gate_finding_has_a_reason": lambda: finding(reason=""),
    "gate_finding_once": lambda: twice(finding, dossier=differing()),
    "gate_finding_by_who_presides": lambda: finding(by=make.user(Role.EXPERT)),
    "gate_finding_without_a_dispute": lambda: finding(unanimous()),
    "gate_finding_void_at_and_why": lambda: update(finding(), voided_at=timezone.now()),
    "gate_finding_is_voided_once": lambda: update(
        update(finding(), voided_at=timezone.now(), void_ground="unlocked"), void_ground="second_round"
    ),
    "conflict_lifted_by_who_presides": lambda: update(
        (one := conflict()), lifted_by=one.user, lifted_at=timezone.now(), lift_reason="x"
    ),
    # on the way through the offices
    "calendar_day_named_with_its_instrument": lambda: CalendarDay.objects.create(
        day=today(), works=False, name="Tết"
    ),
    "return_ground_known": lambda: returned(ground="x"),
    "return_is_kept": lambda: update(returned(), reason="y"),
    "return_answered_is_kept": lambda: update(answered(), answered_at=timezone.now()),
    "return_answered_by_and_at": lambda: update(returned(), answered_at=timezone.now()),
    "return_from_an_office": lambda: returned(from_state="draft"),
    "return_has_a_reason": lambda: returned(reason=""),
    "return_one_open_per_dossier": lambda: returned(make.dossier(state="returned")),
    "return_item_is_kept": lambda: update(
        make.dossier(state="returned").completion_requests.get().items.get(), why="x"
    ),
    "return_item_says_what_and_why": lambda: returned().items.create(what="x", why=""),
    "round_results_after_proposals": lambda: make.round_of(result_before=date(2020, 1, 1)),
    "round_once_per_cut_off": lambda: twice(make.round_of, proposals_before=date(2026, 5, 1)),
    "commune_report_signed": lambda: update(
        make.report_of_commune(make.dossier(state="filed")), idea_finding="x"
    ),
    "commune_report_signed_whole": lambda: CommuneReport.objects.create(
        dossier=make.dossier(state="filed"), signed_by=make.user(), signed_at=timezone.now()
    ),
    "commune_report_while_with_the_commune": lambda: CommuneReport.objects.create(dossier=make.dossier()),
    "advisory_report_signed": lambda: update(
        make.report_of_advisers(make.dossier(state="advisory")), conclusion="x"
    ),
    "advisory_report_signed_whole": lambda: AdvisoryReport.objects.create(
        dossier=make.dossier(state="advisory"), signed_by=make.user(), signed_at=timezone.now()
    ),
    "advisory_report_while_with_the_team": lambda: AdvisoryReport.objects.create(dossier=make.dossier()),
    "agency_report_signed": lambda: update(make.report_of_agency(make.five_stars_again()), conclusion="x"),
    "agency_report_signed_whole": lambda: update(
        (one := agency_report()), signed_at=timezone.now(), signed_by=make.officer_of(one.dossier)
    ),
    "agency_report_on_five_stars_again": lambda: AgencyReport.objects.create(
        dossier=make.dossier(state="checking")
    ),
    "agency_report_signed_by_the_agency": lambda: update(
        agency_report(), signed_at=timezone.now(), signed_by=make.user()
    ),
    "dossier_evaluates_anew_by_decision": lambda: Dossier.objects.create(
        product=(back := make.dossier(state="handed_back")).product,
        sheet=back.sheet,
        evaluates_anew=back,
        opened_by=make.user(),
    ),
    "decision_item_evaluates_what_was_handed_back": lambda: DecisionItem.objects.create(
        decision=make.decision(kind="evaluate"), dossier=make.dossier(state="concluded")
    ),
    "dossier_past_the_council_on_a_report": lambda: update(
        make.report_of_agency(make.five_stars_again()).dossier, state="forwarded"
    ),
    # assessments
    "assessment_stage_known": lambda: Assessment.objects.create(
        dossier=make.dossier(), stage="x", by=make.user()
    ),
    "assessment_once_per_member": lambda: Assessment.objects.create(
        dossier=(one := unlocked()).dossier, stage="member", by=one.by
    ),
    "assessment_one_by_the_producer": lambda: twice(
        Assessment.objects.create, dossier=make.dossier(), stage="self", by=make.user()
    ),
    "assessment_by_a_scoring_seat": lambda: Assessment.objects.create(
        dossier=scoring(), stage="member", by=make.user(Role.EXPERT)
    ),
    "assessment_locked": lambda: update(locked(), locked_at=None),
    "assessment_abstained_with_a_reason": lambda: update(
        unlocked(), locked_at=(now := timezone.now()), abstained_at=now
    ),
    "unlocking_is_kept": lambda: update(unlocking(), reason="y"),
    "unlocking_by_who_presides_in_the_first_round": lambda: unlocking(by=make.user(Role.EXPERT)),
    "unlocking_has_a_reason": lambda: unlocking(reason=""),
    "unlocking_once_per_lock": lambda: unlocking(assessment=unlocking().assessment),
    # the second round
    "dossier_second_round_has_its_ground": lambda: update(scoring(), scoring_round=2),
    "second_round_is_kept": lambda: update(second_round(), reason="y"),
    "second_round_after_the_first": lambda: second_round(make.dossier()),
    "second_round_by_nobody_in_conflict": lambda: second_round((one := conflict()).dossier, by=one.user),
    "second_round_has_a_reason": lambda: second_round(reason=""),
    "spread_limit_not_backwards": lambda: make.spread_limit(in_force_from=today() - timedelta(days=1)),
    "spread_limit_in_force_is_kept": lambda: update(make.spread_limit(), points=5),
    "spread_limit_of_full_marks": lambda: make.spread_limit(points=101),
    "spread_limit_once_a_day": lambda: make.spread_limit(place=make.spread_limit().place),
    "score_disclosure_not_backwards": lambda: make.score_disclosure(
        in_force_from=today() - timedelta(days=1)
    ),
    "score_disclosure_in_force_is_kept": lambda: update(make.score_disclosure(), ground="y"),
    "score_disclosure_once_a_day": lambda: make.score_disclosure(place=make.score_disclosure().place),
    "answer_once_per_criterion": lambda: twice(answer, assessment=unlocked()),
    "answer_of_locked_assessment": lambda: locked().answers.all().delete(),
    "answer_on_the_dossiers_sheet": lambda: answer(criterion=node("7", 12)),
    "answer_option_of_its_criterion": lambda: answer(option=node("1.1").options.first()),
    # objections
    "objection_is_never_deleted": lambda: objection().delete(),
    "objection_to_stop_names_its_criterion": lambda: objection(kind="stop"),
    "objection_by_nobody_in_conflict": lambda: objection(conflict().dossier),
    "objection_decided_by_who_presides": lambda: update(
        (one := objection()),
        outcome="rejected",
        decided_by=one.raised_by,
        decided_at=timezone.now(),
        decision_reason="x",
    ),
    "objection_of_a_sheet_falls_with_it": lambda: update(
        stopped_sheet().dossier.objections.get(),
        outcome="withdrawn",
        decided_at=timezone.now(),
        decision_reason="x",
    ),
    "objection_by_a_person_or_by_sheets": lambda: objection(raised_by=None),
    "objection_of_sheets_waits_once": lambda: objection(
        (sheet := stopped_sheet()).dossier,
        kind="stop",
        criterion=node("6.1", 16),
        raised_by=None,
        sheets=[sheet.pk],
    ),
    "assessment_locked_with_a_word_on_safety": lambda: update(
        make.assessment(scoring(), choices=make.best(make.sheet()) | {"6.1.1": 0}), locked_at=timezone.now()
    ),
    "objection_kind_known": lambda: objection(kind="x"),
    "objection_outcome_known": lambda: objection(
        outcome="x", decided_by=make.user(), decided_at=timezone.now(), decision_reason="x"
    ),
    "objection_has_a_reason": lambda: objection(reason=""),
    "objection_decided_by_at_and_why": lambda: objection(outcome="confirmed"),
    "objection_while_scoring": lambda: objection(concluded()),
    "objection_on_the_dossiers_sheet": lambda: objection(criterion=node("7", 12)),
    "objection_decided_is_kept": lambda: update(
        decided_objection(),
        outcome="confirmed",
    ),
    # decisions
    "decision_kind_known": lambda: make.decision(kind="x"),
    "decision_origin_known": lambda: make.decision(origin="x"),
    "decision_four_eyes": lambda: update(
        d := prepared_decision(),
        issued_by=d.prepared_by,
        issued_at=timezone.now(),
        number="1",
        signed_on=today(),
    ),
    "decision_issued_by_at_number_and_day": lambda: update(prepared_decision(), number="1"),
    "decision_sent_back_by_at_and_why": lambda: update(prepared_decision(), sent_back_reason="Sai."),
    "decision_issued_was_prepared": lambda: update(prepared_decision(), prepared_by=None),
    "decision_recorded_has_number_and_day": lambda: make.decision(number=""),
    "decision_number_once_per_authority_and_year": lambda: twice(
        make.decision, number="1/QĐ-BNNMT", place=None
    ),
    "decision_signed_after_its_ground": lambda: update(
        prepared_decision(),
        signed_on=date(2020, 2, 29),
        number="1",
        issued_by=make.user(),
        issued_at=timezone.now(),
    ),
    "decision_sent_back_is_kept": lambda: update(sent_back(), sent_back_reason="x"),
    "decision_issued_is_kept": lambda: update(issued_decision(), signatory="x"),
    "decision_item_once": lambda: DecisionItem.objects.create(
        decision=(d := prepared_decision()), dossier=d.items.get().dossier
    ),
    "decision_item_of_issued_is_kept": lambda: issued_decision().items.all().delete(),
    "decision_item_fits_its_kind": lambda: prepared_decision().items.create(recognition=make.recognition()),
    "decision_item_on_one_thing": lambda: update(
        prepared_decision().items.get(), recognition=make.recognition()
    ),
    "decision_item_conclusion_whole": lambda: withdrawn_item(conclusion_body=""),
    "decision_item_withdraws_on_a_conclusion": lambda: withdrawn_item(concluded_on=None),
    "decision_item_one_of_its_kind_at_a_time": lambda: twice(
        withdrawn_item, recognition=make.recognition(), signed=False
    ),
    "recognition_withdrawn_by_its_level": lambda: update(
        make.recognition(),
        withdrawn_on=today(),
        withdrawal=make.decision(kind="withdraw", place=None, signed_on=today()),
        withdrawal_ground="mark",
    ),
    "handing_back_is_kept": lambda: update(make.dossier(state="handed_back").handing_back, reason="y"),
    "handing_back_has_a_reason": lambda: HandingBack.objects.create(
        dossier=make.dossier(), reason="", due_on=today(), by=make.user()
    ),
    "dossier_handed_back_with_a_reason": lambda: update(
        make.national(state="concluded", choices=make.four_stars()), state="handed_back"
    ),
    "decision_attached_by_and_at": lambda: update(prepared_decision(), file_name="x.pdf"),
    "sealed_package_is_kept": lambda: update(package(), sha256="x"),
    "sealed_package_of_an_issued_decision": lambda: SealedPackage.objects.create(
        result=concluded().result,
        decision=make.decision(),
        manifest="x",
        sha256=sha256(b"x").hexdigest(),
        archive=b"",
    ),
    "sealed_package_has_its_own_hash": lambda: package_again(),
    "reply_is_kept": lambda: update(reply(), text="y"),
    "reply_says_something": lambda: reply(text=""),
    "reply_in_time": lambda: late_reply(),
    # recognitions
    "recognition_origin_known": lambda: recognition(origin="x"),
    "recognition_issued_has_dossier": lambda: recognition(dossier=concluded()),
    "recognition_issued_for_the_term": lambda: Recognition.objects.create(
        **issued_fields(expires_on=today() + timedelta(days=3 * 365))
    ),
    "recognition_issued_before_expiry": lambda: recognition(expires_on=date(2025, 1, 15)),
    "recognition_extended_by_180_days_at_most": lambda: recognition(
        extended_until=date(2028, 1, 16) + timedelta(days=181),
        extension=make.decision(kind="extend"),
    ),
    "recognition_superseded_after_issue": lambda: recognition(superseded_on=date(2025, 1, 14)),
    "recognition_withdrawn_by_decision_on_a_ground": lambda: recognition(withdrawn_on=date(2026, 1, 1)),
    "recognition_one_in_force_per_product": lambda: twice(recognition, product=make.product()),
    "recognition_of_an_upgrade_rises": failed_upgrade,
    "recognition_of_what_was_scored": lambda: recognised_otherwise(name="Khác"),
    "recognition_follows_from_decision": lambda: recognition(decision=make.decision(kind="refuse")),
    "recognition_corrected_by_decision": lambda: update(make.recognition(), name="x"),
    "recognition_issued_is_kept": lambda: update(make.issued_recognition(), term_months=12),
    "recognition_code_is_for_ever": lambda: update(make.recognition(), code="0000-0000-0"),
    "ratings_recognition_code_key": lambda: recognition(code=make.recognition().code),
    "ratings_recognition_dossier_id_key": lambda: Recognition.objects.create(**issued_fields()),
    "recognition_recorded_of_confirmed_star": lambda: recognition(decision=proposed()),
    "recognition_recorded_replaces_none_issued": lambda: replaced_by_a_recorded_one(),
    "recognition_recorded_is_kept": lambda: update(make.recognition(), issued_on=date(2025, 1, 14)),
    **aftercare_rules.RULES,
    **filing_rules.RULES,
    **recorded_rules.RULES,
    **result_rules.RULES,
    # stars by raw writes
    **FORGED,
}


@pytest.mark.parametrize("name", RULES)
def test_the_database_holds(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        RULES[name]()
        connection.check_constraints()


def test_every_constraint_and_guard_of_the_ratings_is_broken_once_above():
    models = [model for model in apps.get_app_config("ratings").get_models() if not issubclass(model, Event)]
    constraints = {constraint.name for model in models for constraint in model._meta.constraints}
    triggers = {trigger.name for model in models for trigger in getattr(model._meta, "triggers", [])}
    ours = {
        name
        for name in triggers
        if not name.startswith(("count_", "insert_", "update_", "delete_", "append_", "raise_", "void_"))
        # They write anchors and refuse nothing.
        and not name.endswith(("_is_anchored", "_is_filled"))
    }
    untested = (constraints | ours) - set(RULES) - council_rules.WRITING
    # These cannot be reached: result_of_all_locked_sheets and result_stars_is_the_lower, or
    # recognition_recorded_of_confirmed_star and recognition_follows_from_decision, refuse first.
    assert untested == {"result_ended_by_known", "recognition_stars_certified"}
