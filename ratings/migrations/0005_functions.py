"""What the database computes itself: results, facts that are anchored, renewals, and the key of a number."""

from django.db import migrations


# Who waits for a renewal, so that the former term is extended (Decision 26/2026/QĐ-TTg, article 12.3): filed in time,
# until 120 days before the last day of the term, which is the day before `expires_on`; where that had passed before
# 22/05/2026, within the term. What was decided after `day` was pending on it. The ministry's dossier stands for the
# province's, which was filed; what is evaluated anew came in with the filing that the ministry had before it, and is
# pending as a draft.
RENEWAL_PENDING = """
CREATE FUNCTION renewal_pending(recognition bigint, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
SELECT EXISTS (
    SELECT FROM ratings_dossier d JOIN ratings_recognition r ON r.id = d.builds_on_id
    WHERE d.builds_on_id = recognition AND d.kind = 'renewal'
        AND (d.state IN ('filed', 'returned', 'checking', 'advisory', 'scoring', 'concluded', 'handed_back')
            OR d.state = 'draft' AND d.evaluates_anew_id IS NOT NULL
            OR d.state IN ('recognised', 'closed') AND (d.since AT TIME ZONE 'Asia/Ho_Chi_Minh')::date > day)
        AND (
            WITH RECURSIVE line AS (
                SELECT d.id, d.forwarded_from_id, d.evaluates_anew_id
                UNION SELECT o.id, o.forwarded_from_id, o.evaluates_anew_id
                FROM line l JOIN ratings_dossier o ON o.id IN (l.forwarded_from_id, l.evaluates_anew_id)
            )
            SELECT min((f.filed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
            FROM ratings_filing f JOIN line ON line.id = f.dossier_id
        ) <= least(day, CASE WHEN r.expires_on - 121 < DATE '2026-05-22' THEN r.expires_on - 1
                ELSE r.expires_on - 121 END))
$$;
"""

OUTCOME = """
-- The arithmetic of ratings/star.py once more: what the members of a council chose, {code: position or null}
-- each, and what was found on requirements, {code, star, met} each, give points, requirements missed and star.
CREATE FUNCTION ratings_outcome(
    of_sheet bigint, of_branch integer, members jsonb, findings jsonb,
    OUT total integer, OUT sheets integer, OUT stars_by_points integer, OUT stars_by_gates integer,
    OUT missing jsonb, OUT stars integer, OUT unknown text
) LANGUAGE sql STABLE AS $$
WITH leaf AS MATERIALIZED (
    SELECT c.id, c.code, c.position,
        CASE WHEN c.condition ->> 'kind' = 'applies_only_if' THEN c.condition ->> 'depends_on' END AS needs
    FROM ratings_criterion c
    WHERE c.sheet_id = of_sheet AND (c."case" IS NULL OR c."case" = of_branch)
        AND EXISTS (SELECT 1 FROM ratings_option o WHERE o.criterion_id = c.id)
), level AS MATERIALIZED (
    SELECT o.criterion_id, o.position, o.points, o.gate
    FROM ratings_option o JOIN leaf ON leaf.id = o.criterion_id
), chosen AS MATERIALIZED (
    SELECT m.n, leaf.code, leaf.needs, COALESCE(level.points, 0) AS points,
        CASE WHEN m.choices ->> leaf.code IS NOT NULL AND level.position IS NULL THEN leaf.code END AS unknown
    FROM jsonb_array_elements(members) WITH ORDINALITY AS m(choices, n)
    CROSS JOIN leaf
    LEFT JOIN level ON level.criterion_id = leaf.id AND level.position = (m.choices ->> leaf.code)::integer
), counted AS MATERIALIZED (
    -- What depends on a criterion without points has none.
    SELECT c.code, c.unknown,
        CASE WHEN c.needs IS NULL OR base.points > 0 THEN c.points ELSE 0 END AS points
    FROM chosen c LEFT JOIN chosen base ON base.n = c.n AND base.code = c.needs
), summed AS (
    SELECT COALESCE(sum(points), 0)::integer AS total, max(unknown) AS unknown FROM counted
), council AS (
    SELECT jsonb_array_length(members) AS sheets
), reached AS (
    SELECT leaf.code, leaf.position, level.position AS level, level.gate AS star, level.points,
        count(*) FILTER (WHERE counted.points >= level.points)::integer AS reached_by
    FROM leaf JOIN level ON level.criterion_id = leaf.id AND level.gate IS NOT NULL
    JOIN counted ON counted.code = leaf.code
    GROUP BY leaf.code, leaf.position, level.position, level.gate, level.points
), missed AS (
    SELECT reached.* FROM reached CROSS JOIN council
    LEFT JOIN jsonb_to_recordset(findings) AS f(code text, star integer, met boolean)
        ON f.code = reached.code AND f.star = reached.star AND reached_by > 0 AND reached_by < sheets
    WHERE NOT COALESCE(f.met, 2 * reached_by > sheets)
), gates AS (
    SELECT COALESCE(min(star) - 1, 5) AS stars,
        COALESCE(
            jsonb_agg(
                jsonb_build_object('code', code, 'star', star, 'points', points, 'reached_by', reached_by)
                ORDER BY star, position, level
            ),
            '[]'
        ) AS missing
    FROM missed
), points AS (
    SELECT max((band ->> 0)::integer) AS stars
    FROM ratings_sheet s, jsonb_array_elements(s.bands) AS band, summed, council
    WHERE s.id = of_sheet AND summed.total >= (band ->> 1)::integer * council.sheets
)
SELECT
    summed.total,
    council.sheets,
    CASE WHEN council.sheets = 0 THEN 0 ELSE points.stars END,
    CASE WHEN council.sheets = 0 THEN 0 ELSE gates.stars END,
    gates.missing,
    CASE WHEN council.sheets = 0 THEN 0 ELSE LEAST(points.stars, gates.stars) END,
    summed.unknown
FROM summed, council, gates, points
$$;
"""

COUNTED = """
-- The sheets of which a dossier's result is the mean, as ratings_outcome reads them, and the findings that stand.
CREATE FUNCTION ratings_counted_sheets(of_dossier bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
SELECT COALESCE(jsonb_agg(sheet.choices ORDER BY sheet.id), '[]') FROM (
    SELECT a.id, COALESCE(jsonb_object_agg(c.code, o.position) FILTER (WHERE c.id IS NOT NULL), '{}') AS choices
    FROM ratings_assessment a
    LEFT JOIN ratings_answer answer ON answer.assessment_id = a.id
    LEFT JOIN ratings_criterion c ON c.id = answer.criterion_id
    LEFT JOIN ratings_option o ON o.id = answer.option_id
    WHERE a.dossier_id = of_dossier AND a.stage = 'member' AND a.locked_at IS NOT NULL
        AND a.abstained_at IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM ratings_conflict conflict
            WHERE conflict.dossier_id = a.dossier_id AND conflict.user_id = a.by_id AND conflict.lifted_at IS NULL
        )
        AND NOT EXISTS (
            SELECT 1 FROM ratings_assessment later
            WHERE later.dossier_id = a.dossier_id AND later.by_id = a.by_id AND later.stage = 'member'
                AND later.round > a.round AND later.locked_at IS NOT NULL
        )
    GROUP BY a.id
) AS sheet
$$;
"""

# The findings that stand, as the trigger of results reads them.
FINDINGS = """
-- The findings of a dossier that stand, as ratings_outcome reads them.
CREATE FUNCTION ratings_findings(of_dossier bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
SELECT COALESCE(jsonb_agg(jsonb_build_object('code', c.code, 'star', f.star, 'met', f.met)), '[]')
FROM ratings_gatefinding f JOIN ratings_criterion c ON c.id = f.criterion_id
WHERE f.dossier_id = of_dossier AND f.voided_at IS NULL
$$;
"""

DIGEST = """
CREATE FUNCTION ratings_digest(words text) RETURNS text LANGUAGE sql IMMUTABLE
AS $$ SELECT encode(sha256(convert_to(COALESCE(words, ''), 'UTF8')), 'hex') $$;
"""

UNCORRECTED = """
-- What a recognition said when it was given: what stands, or what the first decision of correction found, if what
-- stands is what the last one made of it.
CREATE FUNCTION ratings_uncorrected(of_recognition bigint, field text, stands text) RETURNS text LANGUAGE sql STABLE AS $$
WITH corrected AS (
    SELECT i.correction -> field ->> 0 AS was, i.correction -> field ->> 1 AS becomes, d.issued_at, d.id
    FROM ratings_decisionitem i JOIN ratings_decision d ON d.id = i.decision_id
    WHERE i.recognition_id = of_recognition AND d.kind = 'correct' AND d.issued_at IS NOT NULL
        AND i.correction -> field IS NOT NULL
)
SELECT CASE WHEN (SELECT becomes FROM corrected ORDER BY issued_at DESC, id DESC LIMIT 1) = stands
    THEN (SELECT was FROM corrected ORDER BY issued_at, id LIMIT 1) ELSE stands END
$$;
"""

FACTS = """
-- What stays true of a row for good, in words that do not depend on who asks: {name: value}. Long texts as SHA-256.
-- Null where there is no such row.
CREATE FUNCTION ratings_facts(of_kind text, of_row bigint) RETURNS jsonb LANGUAGE sql STABLE
SET timezone = 'UTC' SET datestyle = 'ISO, YMD' AS $$
SELECT CASE of_kind
WHEN 'result' THEN (
    SELECT jsonb_build_object(
        'dossier', r.dossier_id, 'product', d.product_id, 'sheet', d.sheet_id, 'branch', d.branch,
        'council', d.council_id, 'kind', d.kind, 'forwarded from', d.forwarded_from_id,
        'total', r.total, 'stars', r.stars, 'sha256', r.sha256, 'seal', ratings_digest(r.sealed),
        'session', r.session_id, 'established by', r.concluded_by_id, 'established at', r.concluded_at,
        'score sheets', (
            SELECT COALESCE(jsonb_object_agg(a.id, jsonb_build_object(
                'by', a.by_id, 'stage', a.stage, 'round', a.round, 'locked at', a.locked_at,
                'abstention', ratings_digest(a.abstention),
                'answers and notes', (
                    SELECT ratings_digest(string_agg(
                        jsonb_build_array(w.criterion_id, w.option_id, w.note)::text, '' ORDER BY w.criterion_id
                    ))
                    FROM ratings_answer w WHERE w.assessment_id = a.id
                )
            )), '{}')
            FROM ratings_assessment a
            WHERE a.dossier_id = d.id AND a.locked_at IS NOT NULL
        ),
        'conflicts', (
            SELECT COALESCE(jsonb_object_agg(c.id, jsonb_build_array(c.user_id, c.kind, ratings_digest(c.reason))), '{}')
            FROM ratings_conflict c WHERE c.dossier_id = d.id
        ),
        'objections', (
            SELECT COALESCE(jsonb_object_agg(o.id, jsonb_build_array(
                o.kind, o.criterion_id, o.raised_by_id, o.outcome, o.decided_by_id,
                ratings_digest(o.reason), ratings_digest(o.decision_reason)
            )), '{}')
            FROM ratings_objection o WHERE o.dossier_id = d.id
        ),
        'findings', (
            SELECT COALESCE(jsonb_object_agg(f.id, jsonb_build_array(
                f.criterion_id, f.star, f.met, ratings_digest(f.reason), f.by_id, f.void_ground
            )), '{}')
            FROM ratings_gatefinding f WHERE f.dossier_id = d.id
        ),
        'unlockings', (
            SELECT COALESCE(jsonb_object_agg(u.id, jsonb_build_array(
                u.assessment_id, u.by_id, ratings_digest(u.reason), u.locked_at, ratings_digest(u.answers::text)
            )), '{}')
            FROM ratings_unlocking u JOIN ratings_assessment a ON a.id = u.assessment_id WHERE a.dossier_id = d.id
        ),
        'attendance', (
            SELECT COALESCE(jsonb_object_agg(p.user_id, jsonb_build_array(p.present, ratings_digest(p.reason))), '{}')
            FROM ratings_attendance p WHERE p.session_id = r.session_id
        ),
        'evidence', (
            SELECT COALESCE(jsonb_object_agg(e.id, jsonb_build_object(
                'kind', e.requirement, 'title', e.title, 'document', e.document, 'sha256', e.sha256, 'size', e.size,
                'cites', (
                    SELECT COALESCE(jsonb_object_agg(t.criterion_id, true), '{}')
                    FROM ratings_citation t WHERE t.evidence_id = e.id
                )
            )), '{}')
            FROM ratings_evidence e WHERE e.dossier_id = COALESCE(d.forwarded_from_id, d.id)
        ),
        'filings', (
            SELECT COALESCE(jsonb_object_agg(f.id, jsonb_build_array(
                f.place_id, f.year, f.serial, f.copy, f.sha256, ratings_digest(f.sealed), f.filed_by_id, f.filed_at
            )), '{}')
            FROM ratings_filing f WHERE f.dossier_id = COALESCE(d.forwarded_from_id, d.id)
        ),
        'report of the commune', (
            SELECT ratings_digest(jsonb_build_array(
                c.material_claim, c.material_finding, c.labour_claim, c.labour_finding, c.idea_claim, c.idea_finding,
                c.identity_claim, c.identity_finding, c.met_on, c.letter_number, c.letter_on, c.samples,
                c.signed_by_id, c.signed_at
            )::text)
            FROM ratings_communereport c WHERE c.dossier_id = d.id
        ),
        'report of the advisory team', (
            SELECT ratings_digest(jsonb_build_array(
                c.visited_on, c.visit_notes, c.tests, c.conclusion, c.signed_by_id, c.signed_at
            )::text)
            FROM ratings_advisoryreport c WHERE c.dossier_id = d.id
        )
    )
    FROM ratings_result r JOIN ratings_dossier d ON d.id = r.dossier_id WHERE r.id = of_row
)
WHEN 'decision' THEN (
    SELECT jsonb_build_object(
        'kind', d.kind, 'origin', d.origin, 'number', d.number, 'signed on', d.signed_on, 'place', d.place_id,
        'signatory', d.signatory, 'content', ratings_digest(d.content::text), 'prepared by', d.prepared_by_id,
        'prepared at', d.prepared_at, 'issued by', d.issued_by_id, 'issued at', d.issued_at,
        'items', (
            SELECT COALESCE(jsonb_object_agg(i.id, jsonb_build_array(
                i.dossier_id, i.recognition_id, i.until, i.ground, i.correction
            )), '{}')
            FROM ratings_decisionitem i WHERE i.decision_id = d.id
        )
    )
    FROM ratings_decision d WHERE d.id = of_row
)
WHEN 'recognition' THEN (
    SELECT jsonb_build_object(
        'code', r.code, 'product', r.product_id, 'dossier', r.dossier_id, 'decision', r.decision_id,
        'origin', r.origin, 'stars', r.stars, 'issued on', r.issued_on, 'term in months', r.term_months,
        'name', ratings_uncorrected(r.id, 'name', r.name),
        'variants', ratings_uncorrected(r.id, 'variants', r.variants),
        'maker', ratings_uncorrected(r.id, 'maker', r.maker)
    )
    FROM ratings_recognition r WHERE r.id = of_row
)
WHEN 'package' THEN (
    SELECT jsonb_build_object(
        'result', p.result_id, 'decision', p.decision_id, 'sha256', p.sha256,
        'list of files', ratings_digest(p.manifest), 'archive', encode(sha256(p.archive), 'hex')
    )
    FROM ratings_sealedpackage p WHERE p.id = of_row
)
WHEN 'document' THEN (
    SELECT jsonb_build_object(
        'decision', d.id, 'sha256', d.file_sha256, 'attached by', d.attached_by_id, 'attached at', d.attached_at
    )
    FROM ratings_decision d WHERE d.id = of_row AND d.file_sha256 <> ''
)
END
$$;
"""

# Letters, signs and figures of other scripts that pass for Latin ones, and marks that nobody sees: the key of a number in
# ratings/decision_number.py.
NUMBER_KEY = r"""
CREATE INDEX decision_number_key ON ratings_decision (
    (regexp_replace(fold(translate(normalize(translate(normalize(number, NFKC),
        U&'\+000410\+000412\+000415\+000405\+000417\+000406\+000408\+00041A\+00041C\+00041D\+00041E\+000420'
        '\+000421\+000422\+000425\+000430\+000435\+000455\+000456\+000458\+00043E\+00043A\+000440\+000441'
        '\+000442\+000443\+000445\+0003BD\+0003BF\+0003B1\+0003B9\+0003C4\+0003BA\+000391\+000392\+000395'
        '\+000396\+000397\+000399\+00039A\+00039C\+00039D\+00039F\+0003A1\+0003A4\+0003A5\+0003A7\+002010'
        '\+002011\+002012\+002013\+002014\+002015\+002212\+002043\+00FE63\+00FF0D\+0002D7\+002E3A\+0000B7'
        '\+002022\+002219\+0022C5\+002027\+0030FB\+003002\+00FF0E\+002024\+00FF0C\+003001\+00066B\+00066C'
        '\+00FF3F\+00203F\+002217\+00204E\+00066D\+002731\+002732\+00273B\+00FE61\+000660\+000661\+000662'
        '\+000663\+000664\+000665\+000666\+000667\+000668\+000669\+0006F0\+0006F1\+0006F2\+0006F3\+0006F4'
        '\+0006F5\+0006F6\+0006F7\+0006F8\+0006F9\+000966\+000967\+000968\+000969\+00096A\+00096B\+00096C'
        '\+00096D\+00096E\+00096F\+000E50\+000E51\+000E52\+000E53\+000E54\+000E55\+000E56\+000E57\+000E58'
        '\+000E59\+000ED0\+000ED1\+000ED2\+000ED3\+000ED4\+000ED5\+000ED6\+000ED7\+000ED8\+000ED9\+0017E0'
        '\+0017E1\+0017E2\+0017E3\+0017E4\+0017E5\+0017E6\+0017E7\+0017E8\+0017E9\+002776\+002777\+002778'
        '\+002779\+00277A\+00277B\+00277C\+00277D\+00277E\+002780\+002781\+002782\+002783\+002784\+002785'
        '\+002786\+002787\+002788\+00278A\+00278B\+00278C\+00278D\+00278E\+00278F\+002790\+002791\+002792'
        '\+0024F5\+0024F6\+0024F7\+0024F8\+0024F9\+0024FA\+0024FB\+0024FC\+0024FD\+0000AD\+00034F\+00061C'
        '\+00115F\+001160\+00180E\+003164\+00FEFF\+00FFA0\+00200B\+00200C\+00200D\+00200E\+00200F\+00202A'
        '\+00202B\+00202C\+00202D\+00202E\+002060\+002061\+002062\+002063\+002064\+002065\+002066\+002067'
        '\+002068\+002069\+00206A\+00206B\+00206C\+00206D\+00206E\+00206F\+00FE00\+00FE01\+00FE02\+00FE03'
        '\+00FE04\+00FE05\+00FE06\+00FE07\+00FE08\+00FE09\+00FE0A\+00FE0B\+00FE0C\+00FE0D\+00FE0E\+00FE0F',
        'ABES3IJKMHOPCTXaesijokpctyxvoaitkABEZHIKMNOPTYX------------.........,,,,__*******012345678901234567890123456789012345678901234567890123456789123456789123456789123456789123456789'),
        NFKC), 'ÐðƉɖ', 'ĐđĐđ')), '[^a-z0-9/]', '', 'g')))
"""


class Migration(migrations.Migration):

    replaces = [
        ('ratings', '0015_proof'),
        ('ratings', '0022_anchors'),
    ]

    dependencies = [
        ('ratings', '0004_decisions_and_recognitions'),
    ]

    operations = [
        migrations.RunSQL(RENEWAL_PENDING),
        migrations.RunSQL(OUTCOME),
        migrations.RunSQL(COUNTED),
        migrations.RunSQL(FINDINGS),
        migrations.RunSQL(DIGEST),
        migrations.RunSQL(UNCORRECTED),
        migrations.RunSQL(FACTS),
        migrations.RunSQL(NUMBER_KEY),
    ]
