"""Proceedings of a council as plain data for the seal.

These are rules and their changes, a second round, unlockings, written answers, and dossiers moved to a
meeting.
"""

from ratings.scoring.kinds import Stage
from ratings.scoring.models.unlocking import Unlocking


def proceedings_of_council(dossier, session):
    """Return the proceedings of a dossier concluded in this session; the minutes show the same as text."""
    return {
        "council": council_of(dossier),
        "second_round": second_round_of(dossier),
        "unlockings": unlockings_of(dossier),
        "moved": moved_of(dossier),
        "answers": answers_of(dossier, session),
    }


def second_round_of(dossier):
    """Return who opened a second round, why, the limit, and the first totals; None if there was none."""
    second = getattr(dossier, "second_round", None)
    if second is None:
        return None
    ground = {"unlocked_sheet_of": second.unlocking.assessment.by.full_name} if second.unlocking else {}
    return ground | {
        "by": second.by.full_name,
        "at": second.at.isoformat(),
        "reason": second.reason,
        "limit": second.limit,
        "totals": [{"by": name, "total": total} for name, total in first_totals(dossier)],
    }


def first_totals(dossier):
    """Return [(name, points)] of the first round, in the order of the sheets."""
    first = dossier.assessments.filter(stage=Stage.MEMBER, round=1, abstained_at=None).locked()
    rubric, sheets = dossier.sheet.rubric(), first.select_related("by").order_by("pk").chosen()
    return [(sheet.by.full_name, rubric.tally(choices, dossier.branch).total) for sheet, choices in sheets]


def unlockings_of(dossier):
    """Return unlocked sheets: whose, by whom, why, and their former answers."""
    return [
        {
            "sheet_of": each.assessment.by.full_name,
            "round": each.assessment.round,
            "by": each.by.full_name,
            "at": each.at.isoformat(),
            "reason": each.reason,
            "locked_at": each.locked_at.isoformat(),
            "abstention": each.abstention,
            "total": None if each.abstention else total_of(each, dossier),
            "answers": each.answers,
        }
        for each in unlockings(dossier)
    ]


def choices_of(unlocking):
    """Return the former choices, {code: position of the option}."""
    return {code: answer["option"] for code, answer in unlocking.answers.items()}


def total_of(unlocking, dossier):
    """Return the former total."""
    return dossier.sheet.rubric().tally(choices_of(unlocking), dossier.branch).total


def unlockings(dossier):
    """Return the unlockings of members' sheets of the dossier, oldest first."""
    return Unlocking.objects.filter(assessment__dossier=dossier, assessment__stage=Stage.MEMBER).for_list()


def moved_of(dossier):
    """Return the sessions from which the dossier was moved, and why."""
    return [
        {
            "kind": item.session.kind,
            "number": item.session.number,
            "held_on": item.session.held_on.isoformat(),
            "reason": item.taken_off,
        }
        for item in moved(dossier)
    ]


def moved(dossier):
    """Return the agenda items that were taken off, oldest first."""
    return dossier.session_items.exclude(taken_off="").for_list()


def answers_of(dossier, session):
    """Return when each member answered in writing; empty for a meeting."""
    if session is None or session.is_meeting:
        return []
    return [
        {
            "by": sheet.by.full_name,
            "at": sheet.locked_at.isoformat(),
            "abstained": sheet.is_abstained,
        }
        for sheet in dossier.assessments.answers_in_writing()
    ]


def council_of(dossier):
    """Return the council and its rules at the time of the result, with their changes."""
    rows = list(dossier.scoring_terms.for_list())
    terms = rows[-1]
    return {
        "name": dossier.council.name,
        "decision": {"number": terms.decision_number, "day": iso_date(terms.decided_on)},
        "regulation": {"number": terms.regulation_number, "day": iso_date(terms.regulation_of)},
        "quorum": terms.quorum,
        "least_members": terms.least_members,
        "spread_limit": terms.spread_limit,
        "scoring_began_at": rows[0].at.isoformat(),
        "seats": [{"by": seat.user.full_name, "kind": seat.kind} for seat in terms.seats.for_list()],
        "amendments": [amendment_of(each.amendment) for each in rows if each.amendment],
    }


def amendment_of(amendment):
    """Return a change of the council by a decision, with the persons who entered and confirmed it."""
    return {
        "decision": {"number": amendment.decision_number, "day": iso_date(amendment.decided_on)},
        "source": amendment.source,
        "joins": amendment.joins.full_name if amendment.joins else None,
        "joins_as": amendment.joins_as,
        "leaves": amendment.leaves.full_name if amendment.leaves else None,
        "quorum": amendment.quorum,
        "regulation": {"number": amendment.regulation_number, "day": iso_date(amendment.regulation_of)},
        "least_members": amendment.least_members,
        "entered_by": amendment.entered_by.full_name,
        "confirmed_by": amendment.confirmed_by.full_name,
        "confirmed_at": amendment.confirmed_at.isoformat(),
    }


def iso_date(day):
    """Return a date as ISO text; None for None."""
    return day.isoformat() if day else None
