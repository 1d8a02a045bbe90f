"""The database keeps what the catalogue lists, whoever writes and however."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from catalogue.models import CatalogueChange, CatalogueEntry, CatalogueWord, Standing
from ocop.models import Place, Succession
from producers.models import Producer
from products.models import Product, ProductSet
from tests import factories as make
from tests.days import in_days, tomorrow

pytestmark = pytest.mark.django_db


def entry_of(product):
    """The entry, and that it is what entering everything anew would write."""
    kept = list(CatalogueEntry.objects.order_by("pk").values())
    list(CatalogueEntry.objects.rebuild())
    assert list(CatalogueEntry.objects.order_by("pk").values()) == kept
    return CatalogueEntry.objects.with_standing().get(product=product)


def words_of(product):
    """The words by which a product is found."""
    entry_of(product)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tsvector_to_array(words) FROM ratings_catalogueentry WHERE product_id = %s", [product.pk]
        )
        return set(cursor.fetchone()[0])


@pytest.fixture
def product():
    """Tea from a commune that was part of a former province."""
    now = make.province(name="Thái Nguyên")
    old = make.province(name="Bắc Kạn", valid_until=date(2025, 7, 1))
    was = make.commune(province=old, name="Yên Hân", valid_until=date(2025, 7, 1))
    commune = make.commune(province=now, name="Chợ Mới")
    Succession.objects.create(old=was, new=commune, on=date(2025, 7, 1))
    return make.product(name="Chè Đinh", producer=make.producer(name="HTX Hảo Đạt", place=commune))


def test_product_is_entered_when_it_is_registered(product):
    entry = entry_of(product)
    assert (entry.place.name, entry.province.name, entry.sector, entry.stars, entry.standing) == (
        "Chợ Mới", "Thái Nguyên", "I", None, Standing.UNCONFIRMED,
    )  # fmt: skip
    assert {"che", "dinh", "hao", "dat", "cho", "moi", "yen", "bac", "kan", "thai", "tea"} <= words_of(
        product
    )


def test_bulk_writes_and_raw_sql_are_entered(product):
    Product.objects.filter(pk=product.pk).update(name="Trà sen", in_catalogue=False)
    Producer.objects.filter(pk=product.producer_id).update(legal_form="farm", led_by_woman=True)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE products_product SET product_set_id = 12 WHERE id = %s", [product.pk])
    entry = entry_of(product)
    assert (entry.is_public, entry.legal_form, entry.led_by_woman, entry.product_set_id) == (
        False,
        "farm",
        True,
        12,
    )
    assert {"tra", "sen"} <= words_of(product) and "dinh" not in words_of(product)


def test_stars_are_entered_with_their_days(product):
    recognition = make.recognition(product=product, stars=4, signed_on=date(2026, 1, 15))
    assert (entry_of(product).stars, entry_of(product).standing) == (4, Standing.IN_FORCE)
    assert entry_of(product).recognition == recognition
    make.withdraw(recognition, "criteria", signed_on=date(2026, 5, 1))
    assert (entry_of(product).stars, entry_of(product).standing) == (4, Standing.WITHDRAWN)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_stars_lapse_by_the_day_without_any_writing(product, days):
    make.recognition(product=product, signed_on=date(2024, 1, 15), expires_on=in_days(days))
    in_force = days > 0
    assert entry_of(product).standing == (Standing.IN_FORCE if in_force else Standing.LAPSED)
    assert CatalogueEntry.objects.in_force().exists() == in_force
    assert CatalogueEntry.objects.in_force(date(2024, 2, 1)).exists()


def test_later_of_two_recognitions_counts_and_the_earlier_again_when_it_is_gone(product):
    make.recognition(product=product, stars=3, signed_on=date(2024, 1, 15))
    with transaction.atomic():
        make.recognition(product=product, stars=5, signed_on=date(2026, 1, 15))
        assert entry_of(product).stars == 5
        transaction.set_rollback(True)
    assert entry_of(product).stars == 3


def test_recognition_that_begins_later_is_entered_on_its_day(product):
    make.recognition(product=product, stars=3, signed_on=date(2026, 1, 15))
    make.recognition(product=product, stars=4, signed_on=tomorrow())
    assert entry_of(product).stars == 3
    CatalogueEntry.objects.start_recognitions_due()
    assert entry_of(product).stars == 3


def test_names_of_places_and_kinds_reach_the_entries_of_their_products(product):
    Place.objects.filter(name="Bắc Kạn").update(name="Bắc Cạn")
    ProductSet.objects.filter(pk=11).update(name_en="Green leaves")
    assert {"can", "green"} <= words_of(product)
    assert "kan" not in words_of(product)
    other = make.commune(name="Chợ Rã")
    Succession.objects.update(new=other)
    assert {"can", "yen"} & words_of(product) == set()
    Succession.objects.update(new=product.producer.place)
    assert {"can", "yen"} <= words_of(product)
    Succession.objects.all().delete()
    assert {"can", "yen"} & words_of(product) == set()


def test_entry_goes_with_its_product(product):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM products_product WHERE id = %s", [product.pk])
    assert not CatalogueEntry.objects.exists()


def test_command_enters_what_came_in_while_triggers_were_off(product, capsys):
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE products_product SET name = 'Cao ngựa' WHERE id = %s", [product.pk])
        cursor.execute("SET session_replication_role = DEFAULT")
    assert "cao" not in CatalogueEntry.objects.get().words
    call_command("rebuild_catalogue")
    assert "cao" in CatalogueEntry.objects.get().words
    assert capsys.readouterr().out == "1 products stand in the catalogue's entries.\n"


def test_night_mends_what_two_transactions_at_once_have_missed(product):
    CatalogueEntry.objects.filter(product=product).update(legal_form="farm")
    before = CatalogueChange.version()
    call_command("run_due")
    assert entry_of(product).legal_form == product.producer.legal_form
    assert CatalogueChange.version() != before


def test_code_of_a_recognition_is_no_word_before_it_begins(product):
    make.recognition(product=product, stars=4, signed_on=tomorrow())
    assert [word for word in words_of(product) if word.startswith("=r")] == []


def test_words_are_kept_for_slips_but_numbers_are_not(product):
    Product.objects.filter(pk=product.pk).update(name="Chè Tước 500", gtin="8936012345676")
    code = make.recognition(product=product).code.replace("-", "").lower()
    assert {"=g8936012345676", f"=r{code}"} <= words_of(product)
    assert CatalogueWord.objects.filter(word="tuoc").exists()
    assert not CatalogueWord.objects.filter(word__regex="[^a-z]").exists()


def test_words_that_are_nowhere_any_more_are_forgotten_at_night(product):
    Product.objects.filter(pk=product.pk).update(name="Chè Tước")
    Product.objects.filter(pk=product.pk).update(name="Chè Đinh")
    CatalogueWord.objects.create(word="dinh")
    call_command("run_due")
    words = list(CatalogueWord.objects.values_list("word", flat=True))
    assert words.count("dinh") == 1 and "tuoc" not in words
    assert set(words) == {word for word in words_of(product) if word.isalpha()}


@pytest.mark.parametrize(
    "change",
    [
        lambda it: Product.objects.filter(pk=it.pk).update(season="Xuân"),
        lambda it: Producer.objects.filter(pk=it.producer_id).update(name="HTX Mới"),
        lambda it: make.certification(producer=it.producer),
        lambda it: make.photo(product=it),
        lambda it: make.listing(product=it),
        lambda it: make.export_market(product=it),
        lambda it: make.recognition(product=it),
        lambda it: Place.objects.filter(pk=it.producer.place_id).update(name="Khác"),
        lambda it: make.collection(),
        lambda it: Succession.objects.all().delete(),
    ],
)
def test_every_change_that_readers_can_see_makes_another_version(product, change):
    before = CatalogueChange.version()
    assert CatalogueChange.version() == before
    change(product)
    assert CatalogueChange.version() != before


@pytest.mark.parametrize(
    "change",
    [
        lambda it: Product.objects.filter(pk=0).update(season="Xuân"),
        lambda it: list(CatalogueEntry.objects.rebuild()),
    ],
)
def test_what_changes_nothing_leaves_the_version(product, change):
    before = CatalogueChange.version()
    change(product)
    assert CatalogueChange.version() == before


def test_forgotten_changes_do_not_bring_an_edition_back(product):
    seen = {CatalogueChange.version()}
    for _time in range(3):
        CatalogueChange.prune()
        assert CatalogueChange.objects.count() == 1
        seen.add(CatalogueChange.version())
    assert len(seen) == 4


@pytest.mark.django_db(transaction=True)
def test_two_changes_of_one_product_at_once_are_both_entered():
    product = make.product(name="Chè")
    renamed, rated = Event(), Event()

    def rename():
        with transaction.atomic():
            Product.objects.filter(pk=product.pk).update(name="Trà")
            renamed.set()
            rated.wait(1)  # the other is waiting for our row by then, or is done
        connection.close()

    def rate():
        renamed.wait(10)
        with transaction.atomic():
            make.recognition(product=product, stars=5, signed_on=date(2026, 1, 15))
        rated.set()
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(rename), pool.submit(rate)]:
            done.result()
    assert entry_of(product).stars == 5
    assert "tra" in words_of(product)


@pytest.mark.django_db(transaction=True)
def test_list_that_changes_makers_and_their_products_waits_for_a_form_and_does_not_deadlock():
    product = make.product(name="Chè")
    imported, saved = Event(), Event()

    def save():
        with transaction.atomic():
            Product.objects.filter(pk=product.pk).update(season="Xuân")
            saved.set()
            imported.wait(1)  # the list is waiting for our row by then
            Product.objects.filter(pk=product.pk).update(name="Trà")
        connection.close()

    def import_list():
        saved.wait(10)
        with transaction.atomic():
            Producer.objects.filter(pk=product.producer_id).update(name="HTX Mới")
            Product.objects.filter(pk=product.pk).update(variants="100 g")
        imported.set()
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(save), pool.submit(import_list)]:
            done.result()
    assert {"tra", "moi"} <= words_of(product)


@pytest.mark.django_db(transaction=True)
def test_edition_changes_when_a_transaction_ends_that_began_before_a_later_one():
    product, begun, read = make.product(), Event(), Event()

    def slow():
        with transaction.atomic():
            Product.objects.filter(pk=product.pk).update(season="Xuân")
            begun.set()
            read.wait(10)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(slow)
        begun.wait(10)
        Product.objects.filter(pk=make.product().pk).update(season="Thu")
        before = CatalogueChange.version()
        read.set()
        done.result()
    assert CatalogueChange.version() != before
