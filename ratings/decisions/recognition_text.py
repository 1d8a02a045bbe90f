"""Texts on recognitions and deadlines: badge, sentence, timeline, time left."""

import re
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from ocop.values.dates import format_day, today
from ratings.decisions.correction import correction_as_text
from ratings.decisions.models import IN_FORCE_STATES, DecisionKind, Origin, RecognitionState
from ratings.decisions.models.recognition_state import OPEN_ENDED_STATES
from ratings.decisions.validity import LONGEST_EXTENSION
from ratings.scoring.models.result import format_stars
from ratings.scoring.result_page import averages

# Source of the demonstration's decisions.
INVENTED = "Quyết định giả định của bản minh họa"

UNCONFIRMED = gettext_lazy("No recognition confirmed")


def time_left(dossier):
    """Return the time left for the step: “3 days left”, “last day today”, “overdue by 2 days”."""
    if dossier.due_on is None:
        return ""
    left = (dossier.due_on - today()).days
    if left == 0:
        return _("last day today")
    if left < 0:
        return ngettext("overdue by %(count)d day", "overdue by %(count)d days", -left) % {"count": -left}
    return ngettext("%(count)d day left", "%(count)d days left", left) % {"count": left}


def ground_of(dossier):
    """Return what a decision on the dossier rests on: result and reason, or the agency's report (article 7.6)."""
    result = getattr(dossier, "result", None)
    return result.reason() if result else _("report of the provincial OCOP agency")


def badge_of(recognition):
    """Return the badge of a recognition with `state`: kind, text, and the day of its end."""
    words = {"kind": recognition.state, "word": RecognitionState(recognition.state).label}
    match recognition.state:
        case RecognitionState.WITHDRAWN:
            return words | {"since": recognition.withdrawn_on}
        case RecognitionState.SUPERSEDED | RecognitionState.LAPSED:
            return words | {"since": recognition.end}
        case RecognitionState.EXTENDED:
            return words | {"until": recognition.last_day}
        case RecognitionState.AWAITING:
            return words | {"kind": "waiting", "since": recognition.end}
        case RecognitionState.NOT_YET:
            return words | {"kind": "waiting"}
    return {"kind": "valid", "word": _("In force"), "until": recognition.last_day}


def standing_of(recognition: Any) -> dict[str, str] | None:
    """Return the notice above stars that are over or await a result, for ui/notice.html; None above others.

    `recognition` has `state`, as with_state() gives it.
    """
    match recognition.state:
        case RecognitionState.LAPSED:
            title = _("This recognition has lapsed")
            text = _(
                "The stars below were true until the end of %(day)s. They may not be used on labels any more."
            ) % {"day": format_day(recognition.last_day)}
        case RecognitionState.AWAITING:
            title = _("Awaiting the result, article 12.3")
            text = _(
                "The term of the stars below ended with %(day)s. The re-assessment was filed in time, and neither its"
                " result nor an extension is decided yet: today no star is in force."
            ) % {"day": format_day(recognition.last_day)}
        case RecognitionState.WITHDRAWN:
            title = _("This recognition was withdrawn")
            text = _("The stars may not be used on labels any more.")
        case RecognitionState.SUPERSEDED:
            title, text = _("This recognition was replaced"), _("A later recognition took its place.")
        case _other:
            return None
    kind = "waiting" if recognition.state == RecognitionState.AWAITING else "lapsed"
    return {"kind": kind, "title": title, "text": text}


def meaning_of(stars):
    """Return the meaning of a number of stars (Decision 26/2026/QĐ-TTg, article 3); empty below three."""
    match stars:
        case 5:
            return _(
                "5 stars mean at least 90 of 100 points and every requirement for 5 stars met, the highest rank."
            )
        case 4:
            return _("4 stars mean at least 70 of 100 points and every requirement for 4 stars met.")
        case 3:
            return _("3 stars mean at least 50 of 100 points and every requirement for 3 stars met.")
    return ""


def is_in_force(recognition):
    """Whether the recognition's `state` is one of those in force."""
    return recognition.state in IN_FORCE_STATES


def is_over(recognition):
    """Whether the recognition has ended or not started; not while its result is awaited (article 12.3)."""
    return recognition.state not in OPEN_ENDED_STATES


def sentence_of(recognition):
    """Return one or two sentences on the recognition's `state` and decisions."""
    return _sentence(recognition) % _values(recognition)


def _sentence(recognition):
    by_extension = recognition.end > recognition.expires_on
    match recognition.state:
        case RecognitionState.WITHDRAWN:
            return _(
                "Was recognised %(stars)s by Decision %(number)s of %(signed)s. The recognition was withdrawn"
                " on %(withdrawn)s by Decision %(withdrawal)s. Ground: %(ground)s."
            )
        case RecognitionState.SUPERSEDED:
            return _(
                "Was recognised %(stars)s by Decision %(number)s of %(signed)s. A later recognition replaced"
                " it on %(end)s."
            )
        case RecognitionState.AWAITING:
            return _(
                "Was recognised %(stars)s by Decision %(number)s of %(signed)s until the end of %(last)s. The producer"
                " filed for the re-assessment in time; neither its result nor an extension is decided yet (article"
                " 12.3). Until then the register counts no star for it; without a decision it has lapsed after"
                " %(latest)s."
            )
        case RecognitionState.LAPSED if by_extension:
            return _(
                "Was recognised %(stars)s by Decision %(number)s of %(signed)s and extended by Decision"
                " %(extension)s until the end of %(last)s. It is no longer in force."
            )
        case RecognitionState.LAPSED:
            return _(
                "Was recognised %(stars)s by Decision %(number)s of %(signed)s, valid until the end of"
                " %(last)s. It is no longer in force."
            )
        case RecognitionState.NOT_YET:
            return _(
                "Recognised %(stars)s by Decision %(number)s of %(signed)s, in force from %(issued)s on."
            )
    if by_extension:
        return _(
            "Recognised %(stars)s by Decision %(number)s of %(signed)s, valid until the end of %(expires)s and"
            " extended until the end of %(last)s by Decision %(extension)s."
        )
    return _("Recognised %(stars)s by Decision %(number)s of %(signed)s, valid until the end of %(last)s.")


def _values(recognition):
    """Return the values used in the sentences."""
    return {
        "stars": format_stars(recognition.stars),
        "number": recognition.decision.number,
        "signed": format_day(recognition.decision.signed_on),
        "issued": format_day(recognition.issued_on),
        "expires": format_day(recognition.last_day_of_term),
        "last": format_day(recognition.last_day or recognition.end),
        "end": format_day(recognition.end),
        "latest": format_day(recognition.last_day_of_term + LONGEST_EXTENSION),
        "extension": recognition.extension.number if recognition.extension else "",
        "withdrawn": format_day(recognition.withdrawn_on) if recognition.withdrawn_on else "",
        "withdrawal": recognition.withdrawal.number if recognition.withdrawal else "",
        "ground": recognition.get_withdrawal_ground_display(),
    }


def correction_of(recognition):
    """Return the latest correction of the recognition and its decision; empty if there is none."""
    decision = recognition.correction
    if decision is None:
        return ""
    item = decision.content.get("items", {}).get(f"recognition {recognition.pk}", {})
    sentence = _("Corrected by Decision %(number)s on %(signed)s: %(changes)s.") % {
        "number": decision.number,
        "signed": format_day(decision.signed_on),
        "changes": "; ".join(correction_as_text(item.get("correction", {}))),
    }
    if not item.get("reason"):
        return sentence
    return " ".join([sentence, _("Reason: %(reason)s") % {"reason": item["reason"]}])


def events_of(recognitions):
    """Return the events of a product's recognitions up to today, newest first, for ui/timeline.html."""
    events = [event for recognition in recognitions for event in _events(recognition)]
    return sorted(events, key=lambda event: event["on"], reverse=True)


def _events(recognition):
    """Yield the start of a recognition, its extension, and its end if it is over."""
    number = _("Decision %(number)s of %(signed)s")
    by, stars = number % _values(recognition), format_stars(recognition.stars)
    if recognition.state != RecognitionState.NOT_YET:
        yield {
            "on": recognition.issued_on,
            "title": _("Recognised: %(stars)s") % {"stars": stars},
            "text": by,
        }
    extension = recognition.extension
    if extension and extension.signed_on <= today():
        text = number % {"number": extension.number, "signed": format_day(extension.signed_on)}
        title = _("Extended until the end of %(last)s") % {"last": format_day(recognition.last_day_extended)}
        yield {"on": extension.signed_on, "title": title, "text": text}
    if recognition.correction:
        signed_on = recognition.correction.signed_on
        yield {"on": signed_on, "title": _("Corrected"), "text": correction_of(recognition)}
    if recognition.state == RecognitionState.LAPSED:
        yield {
            "on": recognition.end,
            "title": _("Lapsed: %(stars)s") % {"stars": stars},
            "text": by,
            "gone": True,
        }
    if recognition.state == RecognitionState.WITHDRAWN:
        text = f"{recognition.get_withdrawal_ground_display()} · {recognition.withdrawal.number}"
        title = _("Withdrawn: %(stars)s") % {"stars": stars}
        yield {"on": recognition.withdrawn_on, "title": title, "text": text, "gone": True}


def authority_of(decision):
    """Return the name of the signing authority: the people's committee of a province, or the ministry."""
    if decision.place is None:
        return decision.ministry
    place, day = decision.place, decision.signed_on
    return _("People's Committee of %(place)s") % {
        "place": place.name_in_text_on(day) if get_language() == "vi" else place.name_on(day)
    }


def provenance_of(recognition):
    """Return the source of a recorded recognition, and whether the signed document was seen; else empty."""
    if recognition.origin == Origin.PORTAL:
        return ""
    star = getattr(recognition, "recorded_star", None)
    confirmation = star.confirmation if star else None
    values = _values(recognition)
    if confirmation:
        return _("Recorded from Decision %(number)s of %(signed)s, document seen on %(seen)s.") % (
            values | {"seen": format_day(confirmation.seen_on)}
        )
    if star and star.source:
        return _(
            "Recorded from Decision %(number)s of %(signed)s; the signed document has not been seen; source: %(source)s."
        ) % (values | {"source": format_source(star.source)})
    return (
        _("Recorded from Decision %(number)s of %(signed)s; the signed document has not been seen.") % values
    )


def format_source(source):
    """Return the recorded source, with the portal's own phrases in the reader's language."""
    if source == INVENTED:
        return _("invented decision of the demonstration")
    if line := re.fullmatch(r"(.+), (?:dòng|row) (\d+)", source):
        return _("%(file)s, row %(row)s") % {"file": line[1], "row": line[2]}
    if sheet := re.fullmatch(r"(.+), Phụ lục (\w+), phiếu số (\d+)", source):
        words = {"decision": sheet[1], "appendix": sheet[2], "number": sheet[3]}
        return _("Decision %(decision)s, appendix %(appendix)s, sheet %(number)s") % words
    return source


def answer_of(recognition):
    """Return the first line of a verification, kind and title, for ui/answer.html."""
    values = _values(recognition) | {"name": recognition.name, "maker": recognition.maker}
    return {"kind": badge_of(recognition)["kind"], "title": _answer(recognition.state) % values}


def _answer(state):
    match state:
        case RecognitionState.WITHDRAWN:
            return _("Withdrawn: “%(name)s” of %(maker)s lost its %(stars)s on %(withdrawn)s.")
        case RecognitionState.SUPERSEDED:
            return _("Replaced: a later recognition of “%(name)s” of %(maker)s took its place on %(end)s.")
        case RecognitionState.LAPSED:
            return _(
                "Lapsed: “%(name)s” of %(maker)s held %(stars)s until the end of %(last)s, and not since."
            )
        case RecognitionState.AWAITING:
            return _(
                "No star in force today: the %(stars)s of “%(name)s” of %(maker)s ended with %(last)s, and the result"
                " of its re-assessment is awaited."
            )
        case RecognitionState.EXTENDED:
            return _(
                "In force by extension: “%(name)s” of %(maker)s holds %(stars)s until the end of %(last)s."
            )
        case RecognitionState.NOT_YET:
            return _("Not in force yet: “%(name)s” of %(maker)s holds %(stars)s from %(issued)s on.")
    return _("In force: “%(name)s” of %(maker)s holds %(stars)s until the end of %(last)s.")


def format_change(item):
    """Return the change by an item with `before`: “none → 4 stars”, “3 stars, renewed”, or that nothing changes."""
    before, after = item.before.stars if item.before else None, item.stars_after()
    if item.decision.kind == DecisionKind.EXTEND:
        return _("%(stars)s, until the end of %(until)s") % {
            "stars": _stars_or_none(after),
            "until": format_day(item.last_day),
        }
    if item.decision.kind == DecisionKind.CORRECT:
        return "; ".join(correction_as_text(item.correction))
    if item.decision.kind not in (DecisionKind.RECOGNISE, DecisionKind.WITHDRAW):
        return _("nothing changes: %(stars)s") % {"stars": _stars_or_none(before)}
    if before == after:
        return _("%(stars)s, renewed") % {"stars": _stars_or_none(after)}
    return f"{_stars_or_none(before)} → {_stars_or_none(after)}"


def _stars_or_none(stars):
    return format_stars(stars) if stars else _("no star")


def published_parts(recognition):
    """Return the parts with their averages of a recognition in force; none if not published."""
    if recognition is None or not is_in_force(recognition):
        return []
    return averages(recognition.parts, recognition.part_points or [])
