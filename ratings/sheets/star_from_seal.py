"""Recompute an OCOP star from its seal, without the portal: Python 3.8 or newer, standard library only.

    python star_from_seal.py result.json sheet.json [SHA-256 of result.json]

`result.json` is the seal: what every member chose (the position of the option, null for none reached), the
council's findings and the arithmetic. `sheet.json` is the score sheet that the seal names by its SHA-256.
Exit code 0 if everything agrees, 1 if anything differs, 2 if it cannot be read.

Decision 26/2026/QD-TTg: the sum over n sheets reaches a band that begins at `least` when sum >= least * n. A
requirement (an option with `gate`) is met when more than half of the sheets reach its points; where some reach them
and some do not, a finding of the council stands. The star is the lower of both; none after a confirmed objection.
"""

import hashlib
import json
import sys

HIGHEST = 5
# Article 3: [stars, least average]. The sheet of a decision that is not named here brings its own bands with it.
BANDS = {"26/2026/QĐ-TTg": [[5, 90], [4, 70], [3, 50], [2, 30], [1, 0]]}


def criteria_of(sheet, branch):
    """Return {code: (part, options, code it depends on)} of the criteria of this branch, in printed order."""
    found = {}

    def walk(node, part, code, case):
        code, case = node.get("code", code), node.get("case", case)
        if "options" in node:
            condition = node.get("condition") or {}
            needs = condition.get("depends_on") if condition.get("kind") == "applies_only_if" else None
            if case is None or case == branch:
                found[code] = (part, node["options"], needs)
        for name in ("sections", "children", "alternatives"):
            for child in node.get(name, ()):
                walk(child, part, code, case)

    for part in sheet["parts"]:
        walk(part, part["code"], part["code"], None)
    return found


def points_of(criteria, choices):
    """Return {code: points} of one sheet; what depends on a criterion without points is left out."""
    points = {}
    for code, (_part, options, _needs) in criteria.items():
        choice = choices.get(code)
        if choice is not None and not 0 <= choice < len(options):
            raise ValueError(f"{code} has no option {choice}")
        points[code] = 0 if choice is None else options[choice]["points"]
    needs = {code: criteria[code][2] for code in points}
    return {code: given for code, given in points.items() if needs[code] is None or points.get(needs[code])}


def bands_of(sheet):
    """Return the bands of the decision that a sheet belongs to, never those that a seal claims."""
    return BANDS.get(sheet["decision"]) or sheet["bands"]


def recompute(seal, sheet):
    """Return the arithmetic of a seal, done again: points of every sheet, totals, requirements missed, star."""
    criteria = criteria_of(sheet, seal["branch"])
    every_part = [part["code"] for part in sheet["parts"]]
    sheets = []
    for entry in seal["sheets"]:
        points = points_of(criteria, entry["choices"])
        parts = {
            part: sum(n for code, n in points.items() if criteria[code][0] == part) for part in every_part
        }
        sheets.append({"points": points, "parts": parts, "total": sum(points.values())})
    if not sheets:
        nothing = dict.fromkeys(("total", "stars_by_points", "stars_by_gates", "stars"), 0)
        return dict(nothing, bands=bands_of(sheet), sheets=[], missing=[])
    total, count = sum(each["total"] for each in sheets), len(sheets)
    by_points = max(stars for stars, least in bands_of(sheet) if total >= least * count)
    findings = {(found["code"], found["star"]): found["met"] for found in seal.get("findings", [])}
    missing = missing_of(criteria, [each["points"] for each in sheets], findings)
    by_gates = min([gate["star"] - 1 for gate in missing], default=HIGHEST)
    return {
        "bands": bands_of(sheet),
        "sheets": sheets,
        "total": total,
        "stars_by_points": by_points,
        "stars_by_gates": by_gates,
        "missing": missing,
        "stars": 0 if seal["objections"] else min(by_points, by_gates),
    }


def missing_of(criteria, points, findings):
    """Return the requirements that are not met, lowest star first, in printed order."""
    missing = []
    for code, (_part, options, _needs) in criteria.items():
        for option in options:
            if option["gate"] is None:
                continue
            reached_by = sum(sheet.get(code, 0) >= option["points"] for sheet in points)
            majority = 2 * reached_by > len(points)
            disputed = 0 < reached_by < len(points)
            if not (findings.get((code, option["gate"]), majority) if disputed else majority):
                gate = {"code": code, "star": option["gate"], "points": option["points"]}
                missing.append(dict(gate, reached_by=reached_by))
    return sorted(missing, key=lambda gate: gate["star"])


def differences(seal, again):
    """Yield (field, sealed, recomputed) for everything that the seal says otherwise."""
    for name in ("bands", "total", "stars_by_points", "stars_by_gates", "missing", "stars"):
        if seal[name] != again[name]:
            yield name, seal[name], again[name]
    for number, (entry, sheet) in enumerate(zip(seal["sheets"], again["sheets"]), 1):  # noqa: B905
        for name in ("points", "parts", "total"):
            if entry[name] != sheet[name]:
                yield f"sheet {number}, {name}", entry[name], sheet[name]


def compare(texts, claimed):
    """Return the seal's hash, the result computed again, and [(field, sealed, recomputed)] of what differs."""
    seal, sheet = (json.loads(text.decode("utf-8")) for text in texts)
    of_seal, of_sheet = (hashlib.sha256(text).hexdigest() for text in texts)
    again = recompute(seal, sheet)
    found = list(differences(seal, again))
    if claimed and claimed.lower() != of_seal:
        found.append(("SHA-256 of the seal", claimed, of_seal))
    if seal["sheet"]["sha256"] != of_sheet:
        found.append(("SHA-256 of the score sheet", seal["sheet"]["sha256"], of_sheet))
    return of_seal, again, found


def main(arguments):
    """Read, check the hashes, recompute and say; return the exit code."""
    if len(arguments) not in (2, 3):
        print(__doc__)
        return 2
    try:
        texts = [open(path, "rb").read() for path in arguments[:2]]  # noqa: SIM115
        of_seal, again, found = compare(texts, "".join(arguments[2:]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"Cannot be read: {error!r}")
        return 2
    print(f"SHA-256  {of_seal}\nSheets   {len(again['sheets'])}, sum of points {again['total']}")
    print(f"Stars    {again['stars']}")
    for field, sealed, computed in found:
        print(f"DIFFERS  {field}: sealed {sealed}, recomputed {computed}")
    print(f"{len(found)} differences." if found else "Everything agrees.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
