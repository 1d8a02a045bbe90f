"""The benchmark's register is a register like any other."""

import pytest
from django.core.management import call_command

from ocop.calendar import today
from producers.models import LegalForm, Producer
from products.models import Certification, ExportMarket, Listing, Product
from ratings.code import normalise_code
from ratings.models import Recognition, last_recognitions
from tests.bench.bulk import events_of
from tests.bench.register import LOADED, make_register

PRODUCTS = 200

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(vietnam):
    call_command("load_channels", verbosity=0)
    make_register(PRODUCTS, today())


def test_register_has_the_shares_of_the_programme(register):
    latest = last_recognitions()
    assert Product.objects.public().count() == PRODUCTS
    assert Producer.objects.count() == PRODUCTS / 2
    assert Producer.objects.filter(legal_form=LegalForm.OTHER).count() == 0
    assert 0.9 < Producer.objects.filter(place__level="commune", place__valid_until=None).count() / 100 <= 1
    assert 0.8 < Recognition.objects.valid_on().count() / PRODUCTS < 0.97
    assert 0.65 < latest.filter(stars=3).count() / latest.count() < 0.87
    assert latest.filter(stars=4).count() > 20
    for state in ("lapsed", "superseded", "withdrawn", "valid", "late", "renewal"):
        assert Recognition.objects.with_state().filter(state=state).exists(), state
    assert Product.objects.filter(recognitions=None).count() < PRODUCTS * 0.06
    for model in (Certification, Listing, ExportMarket):
        assert model.objects.valid_on().exists()
    assert Product.objects.values("product_set").distinct().count() > 20


def test_register_holds_what_its_triggers_demand(register):
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
