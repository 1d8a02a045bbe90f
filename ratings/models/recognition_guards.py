"""What the database itself asks of a recognition: who gave it, for how long, and who took or prolonged it."""

import pgtrigger

from ocop.naming import IDENTITY, STARS, TELEPHONE, public_name
from ratings.models.guard import guard
from ratings.star import NATIONAL
from ratings.terms import TERMS

WRITE = pgtrigger.Insert | pgtrigger.Update
# The decision that gave NEW, with the dossier that it rests on.
GIVEN = "FROM ratings_decision d JOIN ratings_dossier o ON o.id = NEW.dossier_id WHERE d.id = NEW.decision_id"


def months_of_the_term(day: str) -> str:
    """Return the SQL of the months for which a recognition of `day` holds (ratings.terms)."""
    rising = sorted(TERMS, key=lambda term: term.issued_from)
    newest_first = "".join(
        f" WHEN {day} >= '{term.issued_from.isoformat()}' THEN {term.months}" for term in reversed(rising)
    )
    return f"(CASE{newest_first} ELSE {rising[0].months} END)"


def guards_of_recognitions() -> list[pgtrigger.Trigger]:
    """Return the triggers; each refuses with its own name."""
    return [
        _afterwards(
            "recognition_of_five_stars_is_the_ministrys",
            f"NEW.origin = 'issued' AND EXISTS (SELECT 1 {GIVEN}"
            f" AND (NEW.stars >= {NATIONAL}) <> (d.place_id IS NULL))",
        ),
        _afterwards(
            "recognition_of_the_ministry_is_national",
            f"NEW.origin = 'issued' AND EXISTS (SELECT 1 {GIVEN}"
            " AND d.place_id IS NULL AND o.forwarded_from_id IS NULL)",
        ),
        _afterwards(
            "recognition_for_the_term_of_its_day",
            f"NEW.origin = 'issued' AND NEW.term_months IS DISTINCT FROM {months_of_the_term('NEW.issued_on')}",
        ),
        # By a decision of the level that gave it, or that gives such stars today; one that was issued here says just this.
        _afterwards(
            "recognition_withdrawn_by_what_names_it",
            "NEW.withdrawal_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_decision d"
            " JOIN ratings_decision given ON given.id = NEW.decision_id WHERE d.id = NEW.withdrawal_id"
            " AND (d.place_id IS NULL) IN (given.place_id IS NULL, NEW.stars = 5) AND d.kind = 'withdraw'"
            " AND d.signed_on = NEW.withdrawn_on AND (d.origin = 'recorded' OR EXISTS ("
            "SELECT 1 FROM ratings_decisionitem i WHERE i.decision_id = d.id"
            " AND i.recognition_id = NEW.id AND i.ground = NEW.withdrawal_ground)))",
        ),
        _afterwards(
            "recognition_extended_by_what_names_it",
            "NEW.extension_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_decision d"
            " JOIN ratings_decision given ON given.id = NEW.decision_id WHERE d.id = NEW.extension_id"
            " AND (d.place_id IS NULL) IN (given.place_id IS NULL, NEW.stars = 5) AND d.kind = 'extend'"
            " AND d.signed_on IS NOT NULL AND (d.origin = 'recorded' OR EXISTS ("
            "SELECT 1 FROM ratings_decisionitem i WHERE i.decision_id = d.id"
            " AND i.recognition_id = NEW.id AND i.until >= NEW.extended_until)))",
        ),
        # What correction.py refuses: no reason, stars that the authority could not give, a term beyond 36 months, more
        # than stood without the signed document.
        guard(
            "recognition_corrected_within_the_law",
            pgtrigger.Update,
            "NEW.correction_id IS DISTINCT FROM OLD.correction_id AND NOT EXISTS (SELECT 1 FROM ratings_decisionitem i"
            " JOIN ratings_decision g ON g.id = NEW.decision_id LEFT JOIN ocop_place p ON p.id = g.place_id"
            " WHERE i.decision_id = NEW.correction_id AND i.recognition_id = NEW.id AND i.reason <> ''"
            " AND (NEW.stars = OLD.stars OR (CASE WHEN p.id IS NULL THEN NEW.stars = 5"
            " WHEN p.level = 'district' THEN NEW.stars = 3 ELSE NEW.stars < 5 END))"
            " AND (i.seen_where <> '' OR (NEW.stars <= OLD.stars AND NEW.expires_on <= OLD.expires_on))"
            " AND (NEW.expires_on <= OLD.expires_on"
            " OR NEW.expires_on <= (g.signed_on + make_interval(months => 36))::date + 1))",
            when=pgtrigger.After,
        ),
        public_name(
            "recognition_name_is_public",
            STARS,
            TELEPHONE,
            IDENTITY,
            columns=("name", "variants"),
            operation=pgtrigger.Update,
        ),
        public_name(
            "recognition_maker_is_public",
            TELEPHONE,
            IDENTITY,
            columns=("maker",),
            operation=pgtrigger.Update,
        ),
    ]


def _afterwards(name: str, broken_if: str) -> pgtrigger.Trigger:
    return guard(name, WRITE, broken_if, when=pgtrigger.After)
