"""The portal, the script in the package and the database compute the same star for every set of answers."""

import json
import os
import random
from dataclasses import replace
from functools import cache

import pytest
from django.db import connection

from ratings.management.commands.load_sheets import SHEETS
from ratings.sheets import star_from_seal
from ratings.sheets.files import read_folder
from ratings.sheets.models import Sheet
from ratings.sheets.star import Rubric
from tests.ratings.recompute.vectors import Vector, made_up, stored

DOCUMENTS = {file.document["number"]: file.document for file in read_folder(SHEETS / "26-2026")}
RUBRICS = {number: Rubric.from_document(document) for number, document in DOCUMENTS.items()}
MANY = 2000
# Repeat a failed run with OCOP_SEED=…
SEED = int(os.environ.get("OCOP_SEED") or random.SystemRandom().getrandbits(32))


def of_the_portal(vector):
    outcome = RUBRICS[vector.number].outcome(vector.members, vector.branch, vector.findings)
    missing = [(gate.code, gate.star, gate.points, gate.reached_by) for gate in outcome.missing]
    return outcome.total, outcome.stars_by_points, outcome.stars_by_gates, outcome.stars, missing


def of_the_script(vector):
    seal = {
        "branch": vector.branch,
        "sheets": [{"choices": choices} for choices in vector.members],
        "findings": [
            {"code": code, "star": star, "met": met} for (code, star), met in vector.findings.items()
        ],
        "objections": [],
    }
    again = star_from_seal.recompute(seal, DOCUMENTS[vector.number])
    missing = [(gate["code"], gate["star"], gate["points"], gate["reached_by"]) for gate in again["missing"]]
    return again["total"], again["stars_by_points"], again["stars_by_gates"], again["stars"], missing


def of_the_database(vectors):
    """Return what ratings_outcome computes for each vector, in one query."""
    numbered = dict(Sheet.objects.filter(decision_slug="26-2026", version=1).values_list("number", "pk"))
    asked = [
        {
            "sheet": numbered[vector.number],
            "branch": vector.branch,
            "members": vector.members,
            "findings": [{"code": c, "star": star, "met": met} for (c, star), met in vector.findings.items()],
        }
        for vector in vectors
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o.total, o.stars_by_points, o.stars_by_gates, o.stars, o.missing"
            " FROM jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS v(asked, n), ratings_outcome("
            "(asked ->> 'sheet')::bigint, (asked ->> 'branch')::integer, asked -> 'members', asked -> 'findings'"
            ") AS o ORDER BY n",
            [json.dumps(asked)],
        )
        rows = cursor.fetchall()
    names = ("code", "star", "points", "reached_by")
    return [(*row[:4], [tuple(gate[name] for name in names) for gate in json.loads(row[4])]) for row in rows]


def as_stored(found):
    """Return a result in the format of the stored vectors."""
    return *found[:4], {gate[:3] for gate in found[4]}


@pytest.mark.parametrize("engine", [of_the_portal, of_the_script])
def test_the_312_stored_vectors_have_the_star_of_the_decision(engine):
    vectors = stored()
    assert len(vectors) == 312
    wrong = [
        (vector, as_stored(engine(vector)), right)
        for vector, right in vectors
        if as_stored(engine(vector)) != right
    ]
    assert wrong == []


@pytest.mark.django_db
def test_the_312_stored_vectors_have_that_star_in_the_database_too():
    vectors = stored()
    found = of_the_database([vector for vector, _right in vectors])
    assert [as_stored(each) for each in found] == [right for _vector, right in vectors]


@cache
def vectors_of_this_run():
    """Random vectors, each with the result of the portal."""
    return [(vector, of_the_portal(vector)) for vector in made_up(RUBRICS, SEED, MANY)]


def test_made_up_vectors_have_one_star_whoever_computes_it():
    for vector, found in vectors_of_this_run():
        assert of_the_script(vector) == found, f"OCOP_SEED={SEED}: {vector}"


@pytest.mark.django_db
def test_the_database_computes_what_the_portal_computes_for_made_up_vectors():
    vectors = vectors_of_this_run()
    for (vector, right), found in zip(
        vectors, of_the_database([vector for vector, _right in vectors]), strict=True
    ):
        assert found == right, f"OCOP_SEED={SEED}: {vector}"


def test_made_up_vectors_reach_every_star_and_every_kind_of_finding():
    assert {found[3] for _vector, found in vectors_of_this_run()} == {1, 2, 3, 4, 5}
    found_on = [(vector, found) for vector, found in vectors_of_this_run() if vector.findings]
    standing = [v for v, found in found_on if of_the_portal(replace(v, findings={})) != found]
    assert min(len(standing), len(found_on) - len(standing)) > 100, f"OCOP_SEED={SEED}"


@pytest.mark.parametrize("engine", [of_the_portal, of_the_script])
@pytest.mark.parametrize(
    ("position", "met", "stars"),
    [(None, False, 5), (0, True, 3)],
    ids=["all reach it, found not met", "nobody reaches it, found met"],
)
def test_a_finding_that_was_made_while_they_differed_falls_once_they_agree(engine, position, met, stars):
    best = {leaf.code: len(leaf.options) - 1 for leaf in RUBRICS[11].leaves}
    sheet = best if position is None else best | {"7": position}
    assert engine(Vector(11, None, [sheet] * 3, {("7", 4): met}))[3] == stars


@pytest.mark.parametrize("engine", [of_the_portal, of_the_script])
def test_where_no_story_is_told_the_way_of_telling_it_brings_no_points(engine):
    best = {leaf.code: len(leaf.options) - 1 for leaf in RUBRICS[11].leaves}
    unanswered = {code: position for code, position in best.items() if code != "5.1"}
    for sheet in (best | {"5.1": None}, best | {"5.1": 0}, unanswered):
        assert engine(Vector(11, None, [sheet], {}))[0] == 100 - 5 - 2
