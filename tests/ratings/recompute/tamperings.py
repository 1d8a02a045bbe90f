"""Tampering by the owner of the tables with triggers disabled, each with the report of verify_results
(test_tampering.py).
"""

from django.db import connection

from ocop.values.canonical_json import canonical
from ratings.integrity.archive import MANIFEST, manifest_of, pack, unpack
from ratings.integrity.models import Anchor
from ratings.scoring.models import Conflict, GateFinding
from tests import factories as make
from tests.ratings.forged import issued


def run(sql, **values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount > 0


def sql(text):
    """Return a tampering by one statement, which may refer to keys of the world's rows."""

    def tamper(world):
        keys = {name: row.pk for name, row in vars(world).items()}
        run(text, **keys)

    return tamper


SHEET = "(SELECT min(id) FROM ratings_assessment WHERE dossier_id = %(dossier)s AND stage = 'member')"
ANSWER = f"(SELECT min(id) FROM ratings_answer WHERE assessment_id = {SHEET})"
PIECE = "(SELECT min(id) FROM ratings_evidence WHERE dossier_id = %(dossier)s)"
OPTION = (
    "(SELECT o.id FROM ratings_option o JOIN ratings_criterion c ON c.id = o.criterion_id"
    " JOIN ratings_dossier d ON d.sheet_id = c.sheet_id WHERE d.id = %(dossier)s AND c.code = '4.1' AND o.gate = 5)"
)
SEALED = (
    "UPDATE ratings_result SET sealed = %(text)s, sha256 = encode(sha256(convert_to(%(text)s, 'UTF8')), 'hex')"
    " WHERE id = %(key)s"
)


def sealed_anew(world, **changes):
    run(SEALED, text=canonical(world.result.content | changes), key=world.result.pk)


def package_made_again(world, **files):
    package = world.result.package
    kept = {name: text for name, text in unpack(bytes(package.archive)).items() if name != MANIFEST} | files
    manifest = manifest_of(kept)
    run(
        "UPDATE ratings_sealedpackage SET archive = %(archive)s, manifest = %(manifest)s,"
        " sha256 = encode(sha256(convert_to(%(manifest)s, 'UTF8')), 'hex') WHERE id = %(key)s",
        archive=pack(kept),
        manifest=manifest,
        key=package.pk,
    )


def recorded_beside(world):
    place = world.decision.place
    make.recognition(
        product=make.product(producer=make.producer(place=make.commune(province=place))), stars=5
    )


def anchor_made_again(world):
    """Anchor changed with a new hash; the next one still contains the old hash."""
    first = Anchor.objects.order_by("number").first()
    facts = first.facts.replace('"kind"', '"kine"', 1)
    run(
        "UPDATE ratings_anchor SET facts = %(facts)s, head = ratings_digest(concat_ws(E'\\n', number, kind, row_id,"
        " %(facts)s::text, previous)) WHERE number = %(number)s",
        facts=facts,
        number=first.number,
    )


def package_lost_with_its_anchor(world):
    run("DELETE FROM ratings_anchor WHERE kind = 'package' AND row_id = %(key)s", key=world.result.package.pk)
    run("DELETE FROM ratings_sealedpackage WHERE result_id = %(key)s", key=world.result.pk)


TAMPERINGS = {
    # the members' sheets
    "a note": (sql(f"UPDATE ratings_answer SET note = 'x' WHERE id = {ANSWER}"), "answers and notes"),
    "an option": (
        sql(
            "UPDATE ratings_answer a SET option_id = (SELECT min(id) FROM ratings_option"
            f" WHERE criterion_id = a.criterion_id) WHERE id = {ANSWER}"
        ),
        "sheets.1..choices",
    ),
    "an answer deleted": (sql(f"DELETE FROM ratings_answer WHERE id = {ANSWER}"), "answers and notes"),
    "author of a sheet": (
        sql(f"UPDATE ratings_assessment SET by_id = %(user)s WHERE id = {SHEET}"),
        "score sheets, .*, by:",
    ),
    "day of locking": (
        sql(f"UPDATE ratings_assessment SET locked_at = locked_at - interval '1 day' WHERE id = {SHEET}"),
        "locked at",
    ),
    "a sheet unlocked": (
        sql(f"UPDATE ratings_assessment SET locked_at = NULL WHERE id = {SHEET}"),
        "column sheets",
    ),
    # what the council did
    "a conflict added": (
        lambda world: Conflict.objects.create(
            dossier=world.dossier, user=world.dossier.assessments.first().by, kind="declared", reason="x"
        ),
        "conflicts",
    ),
    "a finding added": (
        lambda world: GateFinding.objects.create(
            dossier=world.dossier,
            criterion=world.dossier.sheet.criteria.get(code="7"),
            star=4,
            met=True,
            reason="x",
            by=world.user,
        ),
        "findings",
    ),
    "day of the session": (
        sql(
            "UPDATE ratings_session SET held_on = held_on - 1"
            " WHERE id = (SELECT session_id FROM ratings_result WHERE id = %(result)s)"
        ),
        "held_on",
    ),
    "attendance": (
        sql(
            "DELETE FROM ratings_attendance"
            " WHERE session_id = (SELECT session_id FROM ratings_result WHERE id = %(result)s)"
        ),
        "attendance",
    ),
    "council of the dossier": (
        sql(
            "UPDATE ratings_dossier SET council_id = (SELECT council_id FROM ratings_dossier d"
            " JOIN ratings_recognition r ON r.dossier_id = d.id WHERE r.id = %(other)s) WHERE id = %(dossier)s"
        ),
        "result .*, council",
    ),
    "a dossier said to be forwarded": (
        sql(
            "UPDATE ratings_dossier SET forwarded_from_id = (SELECT dossier_id FROM ratings_recognition"
            " WHERE id = %(other)s) WHERE id = %(dossier)s"
        ),
        "forwarded from: kept None",
    ),
    "product of the dossier": (
        sql("UPDATE ratings_dossier SET product_id = %(product)s WHERE id = %(dossier)s"),
        "result .*, product",
    ),
    # the score sheet
    "points of an option": (
        sql(f"UPDATE ratings_option SET points = points - 1 WHERE id = {OPTION}"),
        "sheet.sha256",
    ),
    "a requirement removed": (
        sql(f"UPDATE ratings_option SET gate = NULL WHERE id = {OPTION}"),
        "sheet.sha256",
    ),
    "bands of the sheet": (
        sql(
            "UPDATE ratings_sheet SET bands = '[[5, 60], [1, 0]]'"
            " WHERE id = (SELECT sheet_id FROM ratings_dossier WHERE id = %(dossier)s)"
        ),
        "bands",
    ),
    # the result
    "sum of points": (
        sql("UPDATE ratings_result SET total = total - 1 WHERE id = %(result)s"),
        "column total",
    ),
    "star of the result": (
        sql("UPDATE ratings_result SET stars = 5, stars_by_gates = 5, missing = '[]' WHERE id = %(result)s"),
        "column stars",
    ),
    "who established it": (
        sql("UPDATE ratings_result SET concluded_by_id = %(user)s WHERE id = %(result)s"),
        "established by",
    ),
    "day of the result": (
        sql("UPDATE ratings_result SET concluded_at = concluded_at - interval '1 day' WHERE id = %(result)s"),
        "established at",
    ),
    "star in the seal, with its hash": (lambda world: sealed_anew(world, stars=5), "script, stars"),
    "bands in the seal, with its hash": (
        lambda world: sealed_anew(world, bands=[[5, 60], [1, 0]]),
        "script, bands",
    ),
    "hash of the seal": (
        sql("UPDATE ratings_result SET sha256 = repeat('0', 64) WHERE id = %(result)s"),
        "sha256",
    ),
    # the decision
    "number of the decision": (
        sql("UPDATE ratings_decision SET number = '1/QĐ-X' WHERE id = %(decision)s"),
        "decision .*, number",
    ),
    "day of the decision": (
        sql("UPDATE ratings_decision SET signed_on = signed_on - 1 WHERE id = %(decision)s"),
        "decision .*, signed on",
    ),
    "content of the decision": (
        sql("UPDATE ratings_decision SET content = '{}' WHERE id = %(decision)s"),
        "decision .*, content",
    ),
    "preparer": (
        sql("UPDATE ratings_decision SET prepared_by_id = %(user)s WHERE id = %(decision)s"),
        "prepared by",
    ),
    "issuer": (
        sql("UPDATE ratings_decision SET issued_by_id = %(user)s WHERE id = %(decision)s"),
        "issued by",
    ),
    "signatory": (
        sql("UPDATE ratings_decision SET signatory = 'x' WHERE id = %(decision)s"),
        "decision .*, signatory",
    ),
    "authority": (
        sql("UPDATE ratings_decision SET place_id = NULL WHERE id = %(decision)s"),
        "decision .*, place",
    ),
    "an item taken out": (
        sql("DELETE FROM ratings_decisionitem WHERE decision_id = %(withdrawal)s"),
        "decision .*, items",
    ),
    "number of the withdrawal": (
        sql("UPDATE ratings_decision SET number = '2/QĐ-X' WHERE id = %(withdrawal)s"),
        "decision .*, number",
    ),
    "document of the withdrawal": (
        sql("UPDATE ratings_decision SET file_sha256 = repeat('0', 64) WHERE id = %(withdrawal)s"),
        "document .*, sha256",
    ),
    "file of the document of the withdrawal": (
        sql("UPDATE ratings_decision SET file = 'decisions/other.pdf' WHERE id = %(withdrawal)s"),
        "decision .*, file of its document.*gone",
    ),
    "a document taken away": (
        sql(
            "UPDATE ratings_decision SET file = '', file_name = '', file_sha256 = '', attached_by_id = NULL,"
            " attached_at = NULL WHERE id = %(withdrawal)s"
        ),
        "document .*gone",
    ),
    "a decision that nobody prepared here": (
        lambda world: issued("extend", place=world.decision.place),
        "decision .*an anchor",
    ),
    # the recognition
    "star": (sql("UPDATE ratings_recognition SET stars = 5 WHERE id = %(recognition)s"), "recognition"),
    "name": (sql("UPDATE ratings_recognition SET name = 'x' WHERE id = %(recognition)s"), "name"),
    "maker": (sql("UPDATE ratings_recognition SET maker = 'x' WHERE id = %(recognition)s"), "maker"),
    "variants": (sql("UPDATE ratings_recognition SET variants = 'x' WHERE id = %(recognition)s"), "variants"),
    "code": (
        sql("UPDATE ratings_recognition SET code = '0000-0000-0' WHERE id = %(recognition)s"),
        "recognition .*, code",
    ),
    "moved to another product": (
        sql("UPDATE ratings_recognition SET product_id = %(product)s WHERE id = %(recognition)s"),
        "recognition .*, product",
    ),
    "ended early": (
        sql("UPDATE ratings_recognition SET superseded_on = issued_on WHERE id = %(recognition)s"),
        "recognition .*, superseded_on",
    ),
    "a withdrawal undone": (
        sql(
            "UPDATE ratings_recognition SET withdrawal_id = NULL, withdrawn_on = NULL, withdrawal_ground = ''"
            " WHERE id = %(other)s"
        ),
        "recognition .*, withdrawn by: kept",
    ),
    "a withdrawal written that no decision names": (
        sql(
            "UPDATE ratings_recognition SET withdrawal_id = %(withdrawal)s, withdrawn_on = issued_on,"
            " withdrawal_ground = 'mark' WHERE id = %(recognition)s"
        ),
        "recognition .*, withdrawn by: kept None",
    ),
    "an extension written that no decision names": (
        sql(
            "UPDATE ratings_recognition SET extension_id = %(withdrawal)s, extended_until = expires_on + 1"
            " WHERE id = %(recognition)s"
        ),
        "recognition .*, extended until: kept None",
    ),
    "a successor that there is not": (
        sql("UPDATE ratings_recognition SET superseded_on = issued_on + 1 WHERE id = %(recognition)s"),
        "recognition .*, superseded on: kept None",
    ),
    "a recognition deleted": (
        sql("DELETE FROM ratings_recognition WHERE id = %(recognition)s"),
        "recognition .*gone",
    ),
    "a recorded one of five stars": (recorded_beside, "recognition .*a history"),
    # what was filed
    "hash of a piece of evidence": (
        sql(f"UPDATE ratings_evidence SET sha256 = repeat('0', 64) WHERE id = {PIECE}"),
        "evidence, .*, sha256",
    ),
    "file of a piece of evidence": (
        sql(f"UPDATE ratings_evidence SET document = 'x.pdf' WHERE id = {PIECE}"),
        "evidence, .*, document",
    ),
    "what evidence cites": (
        sql(f"DELETE FROM ratings_citation WHERE evidence_id = {PIECE}"),
        "evidence, .*, cites",
    ),
    "content of the filing": (
        sql("UPDATE ratings_filing SET sealed = '{}' WHERE dossier_id = %(dossier)s"),
        "filing",
    ),
    "number of the filing": (
        sql("UPDATE ratings_filing SET serial = 999 WHERE dossier_id = %(dossier)s"),
        "filings",
    ),
    "filing deleted": (sql("DELETE FROM ratings_filing WHERE dossier_id = %(dossier)s"), "filings"),
    "report of the commune": (
        sql("UPDATE ratings_communereport SET idea_finding = 'x' WHERE dossier_id = %(dossier)s"),
        "report of the commune",
    ),
    "who signed the report of the commune": (
        sql("UPDATE ratings_communereport SET signed_by_id = %(user)s WHERE dossier_id = %(dossier)s"),
        "report of the commune",
    ),
    "report of the advisory team": (
        sql("UPDATE ratings_advisoryreport SET conclusion = 'x' WHERE dossier_id = %(dossier)s"),
        "report of the advisory team",
    ),
    # the package
    "a package lost": (
        sql("DELETE FROM ratings_sealedpackage WHERE result_id = %(result)s"),
        "package .*gone",
    ),
    "a package lost with its anchor": (package_lost_with_its_anchor, "result .*a sealed package"),
    "a package made again with other answers": (
        lambda world: package_made_again(world, **{"answers.json": b"[]"}),
        "package .*, sha256",
    ),
    "a package made again with another sheet": (
        lambda world: package_made_again(world, **{"sheet.json": b"{}"}),
        "package .*, archive",
    ),
    "bytes of a package": (
        sql("UPDATE ratings_sealedpackage SET archive = 'x' WHERE result_id = %(result)s"),
        "package, archive",
    ),
    # the anchors
    "facts of an anchor": (
        sql("UPDATE ratings_anchor SET facts = facts || ' ' WHERE number = 2"),
        "anchor 2",
    ),
    "an anchor with its own head": (anchor_made_again, "previous head"),
    "an anchor deleted": (sql("DELETE FROM ratings_anchor WHERE number = 2"), "anchor 2"),
    "all anchors of a decision": (
        sql("DELETE FROM ratings_anchor WHERE kind = 'decision' AND row_id = %(withdrawal)s"),
        "decision .*an anchor",
    ),
}
