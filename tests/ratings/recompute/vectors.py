"""Sets of answers with their star: 312 computed independently of the portal, and random ones.

Each entry in vectors.json is [sheet, or sheet/case of sheet 26; a word per member; findings; sum and stars
by points, by requirements and in the end; missed requirements]. A word has one character per code of the
sheet: the position of the option, or `-` for none. Findings are code:star:met; requirements are
code:star:points.
"""

import json
import random
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("vectors.json")


@dataclass(frozen=True)
class Vector:
    """Choices of the members of a council, and findings on requirements: {(code, star): met}."""

    number: int
    branch: int | None
    members: list[dict]
    findings: dict


def stored():
    """Return [(Vector, expected)], in the format of `as_stored`, without the number of sheets that reach a requirement."""
    content = json.loads(FILE.read_text(encoding="utf-8"))
    return [_read(content["codes"][line[0]].split(), *line) for line in content["vectors"]]


def _read(codes, key, words, findings, numbers, missing):
    number, _slash, branch = key.partition("/")
    members = [
        {code: None if sign == "-" else int(sign) for code, sign in zip(codes, word, strict=True)}
        for word in words.split()
    ]
    found = {(code, int(star)): met == "met" for code, star, met in _triples(findings)}
    gates = {(code, int(star), int(points)) for code, star, points in _triples(missing)}
    return Vector(int(number), int(branch) if branch else None, members, found), (
        *map(int, numbers.split()),
        gates,
    )


def _triples(text):
    return [word.split(":") for word in text.split()]


def made_up(rubrics, seed, count):
    """Return `count` random vectors over all `rubrics`: good, poor, mixed and incomplete councils with any
    findings.
    """
    chance = random.Random(seed)
    return [_made_up(rubrics, chance) for _vector in range(count)]


def _made_up(rubrics, chance):
    number = chance.choice(list(rubrics))
    branch = chance.choice([1, 2]) if number == 26 else None
    leaves = [leaf for leaf in rubrics[number].leaves if leaf.case in (None, branch)]
    good, unfinished = chance.choice([0, 0.5, 0.8, 0.95, 1]), chance.choice([0, 0, 0, 0.05])
    first = _sheet(leaves, chance, good)
    agreeing = chance.choice([0, 0.5, 0.9, 1])
    members = [first]
    for _member in range(chance.randrange(9)):
        other = _sheet(leaves, chance, good)
        members.append({c: first[c] if chance.random() < agreeing else other[c] for c in first})
    members = [{c: m[c] for c in m if chance.random() >= unfinished} for m in members]
    gates = [(gate.code, gate.star) for gate in rubrics[number].gates(branch)]
    findings = {
        chance.choice(gates): chance.random() < 0.5 for _finding in range(chance.choice([0, 0, 1, 3]))
    }
    return Vector(number, branch, members, findings)


def _sheet(leaves, chance, good):
    return {
        leaf.code: len(leaf.options) - 1
        if chance.random() < good
        else chance.choice([None, *range(len(leaf.options))])
        for leaf in leaves
    }
