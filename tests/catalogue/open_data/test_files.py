import csv
import gzip
import hashlib
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from pyshacl import validate
from rdflib import DCAT, Graph

from catalogue.nightly import open_data_files
from catalogue.open_data.files import checksums, days, due, export, tidy
from catalogue.open_data.tables import TABLES
from ocop.models import NightlyRun
from ocop.operation import nightly
from ocop.values.dates import today
from ratings.decisions.models import StarClaim
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 1)
# The shapes of DCAT-AP 3.0.0, © European Union, CC BY 4.0, as SEMIC publishes them.
SHAPES = Path(__file__).with_name("dcat-ap-3.0.0-shacl.jsonld")


@pytest.fixture
def recognition():
    producer = make.producer(name="Hợp tác xã Hảo Đạt", phone="0912345678")
    product = make.product(name='Chè "Đinh", loại 1', producer=producer)
    StarClaim.objects.create(product=make.product(name="Khai báo"), stars=5)
    make.product(name="Ẩn", in_catalogue=False)
    return make.recognition(product=product, stars=4, signed_on=date(2025, 6, 1))


def lines(folder, name):
    with gzip.open(folder / f"{name}.jsonl.gz", "rt") as file:
        return [json.loads(line) for line in file]


def test_files_tell_what_was_true_on_the_day(recognition, tmp_path):
    before, on = (export(tmp_path, day) for day in (date(2025, 5, 31), date(2025, 6, 1)))
    told = [{row["name"]: row["stars"] for row in lines(folder, "products")} for folder in (before, on)]
    assert told == [
        {'Chè "Đinh", loại 1': None, "Khai báo": None},
        {'Chè "Đinh", loại 1': 4, "Khai báo": None},
    ]
    assert [len(lines(before, name)) for name in ("recognitions", "changes", "changes-of-the-day")] == [
        0,
        0,
        0,
    ]
    assert [len(lines(on, name)) for name in ("recognitions", "changes", "changes-of-the-day")] == [1, 1, 1]
    assert [len(lines(export(tmp_path, DAY), name)) for name in ("changes", "changes-of-the-day")] == [1, 0]


def test_csv_says_the_same_as_json_lines_and_nothing_private(recognition, tmp_path):
    folder = export(tmp_path, DAY)
    for table in TABLES:
        with gzip.open(folder / f"{table.name}.csv.gz", "rt", newline="") as file:
            rows = list(csv.DictReader(file))
        told = lines(folder, table.name)
        assert [list(row) for row in rows] == [table.rows.columns()] * len(told)
        assert [list(row.values()) for row in rows] == [
            ["" if row[name] is None else str(row[name]) for name in table.rows.columns()] for row in told
        ]
        assert "0912345678" not in str(told) and "Ẩn" not in str(told)


def test_the_same_data_give_the_same_files_with_true_checksums(recognition, tmp_path):
    first = checksums(export(tmp_path, DAY))
    folder = export(tmp_path, DAY)
    assert checksums(folder) == first
    assert {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name, _sha, _size in first
    } == {name: sha for name, sha, _size in first}


def test_the_dictionary_explains_every_column_and_dcat_names_every_file(recognition, tmp_path, settings):
    folder = export(tmp_path, DAY)
    with (folder / "data-dictionary.csv").open(newline="") as file:
        told = list(csv.DictReader(file))
    assert [(line["table"], line["column"]) for line in told] == [
        (table.name, column) for table in TABLES for column in table.rows.columns()
    ]
    assert [line for line in told if not (line["meaning_vi"] and line["meaning_en"])] == []
    described = json.loads((folder / "dcat.jsonld").read_text())
    files = {part["dct:title"] for each in described["dcat:dataset"] for part in each["dcat:distribution"]}
    assert files == {path.name for path in folder.glob("*.gz")}
    assert described["dct:license"]["@id"] == settings.DATA_LICENCE_URL
    graph = Graph().parse(data=json.dumps(described), format="json-ld")
    shapes = Graph().parse(data=SHAPES.read_text(), format="json-ld")
    # Everything is a resource (RDFS), which the shapes ask for.
    conforms, _results, faults = validate(graph, shacl_graph=shapes, inference="rdfs")
    assert conforms, faults
    graph.remove((None, DCAT.accessURL, None))
    assert not validate(graph, shacl_graph=shapes, inference="rdfs")[0]


def test_the_nightly_files_are_written_once_and_anybody_may_fetch_them(recognition, client, settings, capsys):
    for _time in range(2):
        call_command("run_due")
    assert capsys.readouterr().out.count("open_data_files: done") == 1
    assert NightlyRun.objects.filter(job="open_data_files", day=today()).count() == 1
    assert b"products.csv.gz" in client.get("/en/open-data/").content
    response = client.get("/open-data/files/latest/products.csv.gz")
    assert b"Ch\xc3\xa8" in gzip.decompress(b"".join(response.streaming_content))
    assert (response["Access-Control-Allow-Origin"], response.cookies) == ("*", {})
    same = {"if-none-match": response["ETag"]}
    yesterday = today() - timedelta(days=1)
    assert client.get(f"/open-data/files/{yesterday}/products.csv.gz", headers=same).status_code == 304
    for wrong in ("latest/..%2Fsecret", f"{yesterday}/none.csv", "2020-01-01/products.csv.gz"):
        assert client.get(f"/open-data/files/{wrong}").status_code == 404


def test_what_is_recorded_in_the_course_of_a_day_is_in_its_files(settings):
    open_data_files(today())
    make.recognition(signed_on=today())
    open_data_files(today() + timedelta(days=1))
    folder = settings.OPEN_DATA_ROOT / today().isoformat()
    for name in ("recognitions", "changes", "changes-of-the-day"):
        assert len(lines(folder, name)) == 1


def test_days_that_were_missed_are_made_up_for(tmp_path):
    assert due(tmp_path, DAY) == [DAY]
    for back, number in ((0, 1), (1, 1), (3, 3), (40, 31)):
        folder = tmp_path / (DAY - timedelta(days=back)).isoformat()
        folder.mkdir()
        assert due(tmp_path, DAY) == [DAY - timedelta(days=n) for n in reversed(range(number))]
        folder.rmdir()


def test_a_job_that_fails_stops_no_other_and_is_tried_again(monkeypatch):
    tried = []
    monkeypatch.setitem(nightly.JOBS, "a_broken_one", lambda day: tried.append(day) or 1 / 0)
    told = [{name: bool(error) for name, error in nightly.run_due()} for _time in range(2)]
    assert told == [{name: name == "a_broken_one" for name in nightly.JOBS}, {"a_broken_one": True}]
    assert tried == [today(), today()]


def test_old_files_go_except_those_of_the_first_of_a_month(tmp_path):
    for back in range(70):
        (tmp_path / (DAY - timedelta(days=back)).isoformat()).mkdir()
    tidy(tmp_path, DAY)
    left = days(tmp_path)
    assert left[:31] == [DAY - timedelta(days=back) for back in range(31)]
    assert left[31:] == [date(2026, 1, 1), date(2025, 12, 1)]
