"""Trigger that recomputes a result from the stored answers when it is written."""

import pgtrigger

# ratings_counted_sheets, ratings_findings and ratings_outcome are defined in migrations; test_vectors.py
# compares them with ratings.sheets.star.
AGAIN = """
    members = ratings_counted_sheets(NEW.dossier_id);
    SELECT jsonb_build_object(
        'total', o.total, 'stars_by_points', o.stars_by_points, 'stars_by_gates', o.stars_by_gates,
        'missing', o.missing, 'stars', CASE WHEN NEW.ended_by = '' THEN o.stars ELSE 0 END
    ) INTO again
    FROM ratings_dossier d, ratings_outcome(d.sheet_id, d.branch, members, ratings_findings(d.id)) AS o
    WHERE d.id = NEW.dossier_id;
    IF NEW.sheets <> jsonb_array_length(members) OR again IS DISTINCT FROM jsonb_build_object(
        'total', NEW.total, 'stars_by_points', NEW.stars_by_points, 'stars_by_gates', NEW.stars_by_gates,
        'missing', NEW.missing, 'stars', NEW.stars
    )
    THEN RAISE EXCEPTION 'result_says_what_the_answers_give' USING ERRCODE = 'check_violation'; END IF;
"""
SEAL = """
    IF NEW.sha256 <> encode(sha256(convert_to(NEW.sealed, 'UTF8')), 'hex')
    THEN RAISE EXCEPTION 'result_has_the_hash_of_its_seal' USING ERRCODE = 'check_violation'; END IF;
    SELECT s.bands INTO bands FROM ratings_sheet s JOIN ratings_dossier d ON d.sheet_id = s.id
    WHERE d.id = NEW.dossier_id;
    seal = NEW.sealed::jsonb;
    IF (seal -> 'dossier', seal -> 'bands', seal -> 'missing')
        IS DISTINCT FROM (to_jsonb(NEW.dossier_id), bands, NEW.missing)
        OR jsonb_path_query_array(seal, '$.sheets[*].choices') IS DISTINCT FROM members
        OR NOT seal @> (again - 'missing')
    THEN RAISE EXCEPTION 'result_seals_what_the_answers_give' USING ERRCODE = 'check_violation'; END IF;
    RETURN NULL;
"""


def result_from_answers() -> pgtrigger.Trigger:
    """Return the trigger that refuses a result whose columns or seal differ from ratings_outcome."""
    # Doubles result.arithmetic().
    return pgtrigger.Trigger(
        name="result_says_what_the_answers_give",
        operation=pgtrigger.Insert,
        when=pgtrigger.After,
        declare=[("members", "jsonb"), ("again", "jsonb"), ("bands", "jsonb"), ("seal", "jsonb")],
        func=AGAIN + SEAL,
    )
