"""The benchmark's register is a register like any other, and what is measured on it is there."""

import subprocess
import sys
import time

import pytest
from django.core.management import call_command

from ocop.values.dates import today
from producers.models import LegalForm, Producer
from products.models import Certification, ExportMarket, Listing, Product
from ratings.decisions.models import Recognition
from ratings.decisions.models.recognition import last_recognitions
from ratings.decisions.recognition_code import normalise_code
from tests.once import made_once
from tools.bench import load, pages, report
from tools.bench.bulk import events_of
from tools.bench.processes import cpu_of
from tools.bench.register import LOADED, make_register

PRODUCTS = 200

pytestmark = pytest.mark.django_db


def loaded():
    call_command("load_channels", verbosity=0)
    make_register(PRODUCTS, today())


register = made_once(loaded, scope="class")


@pytest.mark.usefixtures("vietnam", "register")
class TestRegister:
    """The register that all of these look at is loaded once."""

    def test_register_has_the_shares_of_the_programme(self):
        latest = last_recognitions()
        assert Product.objects.public().count() == PRODUCTS
        assert Producer.objects.count() == PRODUCTS / 2
        assert Producer.objects.filter(legal_form=LegalForm.OTHER).count() == 0
        assert (
            0.9 < Producer.objects.filter(place__level="commune", place__valid_until=None).count() / 100 <= 1
        )
        assert 0.8 < Recognition.objects.valid_on().count() / PRODUCTS < 0.97
        assert 0.65 < latest.filter(stars=3).count() / latest.count() < 0.87
        assert latest.filter(stars=4).count() > 20
        for state in ("lapsed", "superseded", "withdrawn", "valid", "late", "renewal"):
            assert Recognition.objects.with_state().filter(state=state).exists(), state
        assert Product.objects.filter(recognitions=None).count() < PRODUCTS * 0.06
        for model in (Certification, Listing, ExportMarket):
            assert model.objects.valid_on().exists()
        assert Product.objects.values("product_set").distinct().count() > 20

    def test_catalogue_shows_what_is_in_force(self, client):
        """What the portal derives from these rows by triggers must be derived after they were loaded without."""
        catalogue = client.get("/products/").context["page_obj"].paginator
        assert catalogue.count == Recognition.objects.valid_on().count()
        some = Recognition.objects.valid_on().select_related("product").order_by("pk")[:5]
        for recognition in some:
            found = client.get("/products/", {"q": recognition.code}).context["page_obj"].object_list
            assert list(found) == [recognition.product_id]

    def test_register_holds_what_its_triggers_demand(self):
        """It was loaded with triggers off; with them on, every row may be written again as it is."""
        for model in LOADED:
            count = model.objects.count()
            assert model.objects.update(version=1) == count > 0
            assert events_of(model).objects.filter(pgh_label="insert").count() == count
            for field in model._meta.concrete_fields:
                if field.is_relation:
                    there = field.related_model._base_manager.values("pk")
                    pointing = model.objects.exclude(**{field.name: None})
                    assert not pointing.exclude(**{f"{field.name}__in": there}).exists(), field
        codes = list(Recognition.objects.values_list("code", flat=True))
        assert [code for code in codes if normalise_code(code) != code] == []
        assert not Recognition.objects.exclude(stars=5).filter(decision__place=None).exists()

    def test_every_page_that_is_measured_answers(self):
        kinds = pages.pages()
        assert {kind: len(paths) for kind, paths in kinds.items() if len(paths) < 8} == {
            pages.LIST: 1,
            pages.DATA: 1,
        }
        asked = {kind: pages.queries(paths) for kind, paths in kinds.items()}
        assert min(asked.values()) > 0


def test_slip_is_two_letters_in_the_wrong_order():
    assert pages._slip("Chè Đinh") == "Chè Đihn"


def test_each_request_for_open_data_is_for_another_reader():
    lines = load.Target("data", "", ["/api/v1/products/"], many_readers=True).lines()
    assert len({line.partition("\t")[2] for line in lines}) == len(lines) > 600


def test_processor_time_of_ended_processes_counts():
    """Backends and parallel workers of the database come and go while it is measured."""
    busy = "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'sum(range(5 * 10**7))'])\ninput()"
    process = subprocess.Popen([sys.executable, "-c", busy], stdin=subprocess.PIPE)
    try:
        end = time.monotonic() + 20
        while cpu_of(process.pid) < 0.1 and time.monotonic() < end:
            time.sleep(0.05)
        assert cpu_of(process.pid) >= 0.1
    finally:
        process.communicate(b"\n")


def test_report_says_which_goals_are_met():
    def seen(cpu, rate=100):
        return {"cpu": cpu, "rate": rate}

    kept = {f"nginx, warmed {kind}": seen(0.03, 900) for kind in (pages.LIST, pages.PRODUCT)}
    kept |= {f"nginx, file like it ({kind})": seen(0.02, 1000) for kind in (pages.LIST, pages.PRODUCT)}
    costs = {pages.LIST: 15, pages.PRODUCT: 8, pages.VERIFY: 4, pages.DATA: 9, pages.SEARCH: 19}
    measured = kept | {report.HELLO: seen(1)} | {kind: seen(cpu) for kind, cpu in costs.items()}
    one = {"size": 18_000, "measured": measured, "bytes": {pages.LIST: (40_000, 7000)}}
    one["queries"] = {pages.LIST: 5, pages.PRODUCT: 5, pages.VERIFY: 2, pages.DATA: 2, pages.SEARCH: 9}
    met = {
        line.split(" | ")[0][2:].split(":")[0]: line.split(" | ")[3]
        for line in report.goals([one]).splitlines()[2:]
    }
    assert met == {
        "warmed list": "yes |",
        "warmed product page": "yes |",
        "list, uncached": "**no** |",
        "product page, uncached": "**no** |",
        "verification page, uncached": "yes |",
        "open data, JSON list, uncached": "**no** |",
        "search, uncached": "yes |",
        "HTML of the list": "yes |",
    }
