from datetime import date

import pytest
from django.utils.translation import override

from products.models import Product
from tests import factories as make

pytestmark = pytest.mark.django_db

MOST_BYTES = 30_000


def check(client, text, **options):
    """The answer to what was typed into the field."""
    return client.get("/en/verify/", {"code": text}, follow=True, **options)


def title(response):
    """The answer's first sentence."""
    return response.context["answer"]["title"]


@pytest.fixture
def recognition():
    product = make.product(name="Chè Đinh", producer=make.producer(name="HTX Hảo Đạt"), variants="Hộp 200 g")
    return make.recognition(product=product, stars=4, signed_on=date(2026, 3, 12))


def test_code_in_force_is_answered_first_in_a_sentence(client, recognition):
    response = check(client, recognition.code)
    assert response.status_code == 200
    assert title(response) == "In force: “Chè Đinh” of HTX Hảo Đạt holds 4 stars until the end of 12/03/2029."
    html = response.content.decode()
    assert "Hộp 200 g" in html
    assert recognition.decision.number in html
    assert "Vietnam time" in html
    committee = recognition.decision.place.name
    assert f"""People's Committee of <span lang="vi">{committee}</span>""" in html


def test_code_is_answered_in_both_languages(client, recognition):
    for prefix, language in (("", "vi"), ("/en", "en")):
        response = client.get(f"{prefix}/verify/{recognition.code}/")
        assert response.status_code == 200
        assert f'<html lang="{language}">' in response.content.decode()
        assert "12/03/2029" in response.content.decode()


@pytest.mark.parametrize(
    "written",
    [
        lambda code: code,
        lambda code: code.lower(),
        lambda code: f"  {code.replace('-', ' ')} ",
        lambda code: code.replace("-", ""),
        lambda code: f"https://ocop.example/verify/{code}/",
        lambda code: f"http://127.0.0.1:8000/en/verify/{code.lower()}?utm_source=x",
    ],
)
def test_code_is_understood_however_it_is_written(client, recognition, written):
    response = check(client, written(recognition.code))
    assert response.redirect_chain[-1][0] == f"/en/verify/{recognition.code}/"
    assert response.context["recognition"] == recognition


def test_address_with_another_spelling_leads_to_the_code(client, recognition):
    response = client.get(f"/verify/{recognition.code.lower().replace('-', '')}/")
    assert (response.status_code, response["Location"]) == (301, f"/verify/{recognition.code}/")


@pytest.mark.parametrize("number", ["19-05443-07-2026", "8936012345676", "08936012345676", "8936 0123 45676"])
def test_product_code_and_barcode_number_lead_to_the_latest_recognition(client, recognition, number):
    Product.objects.filter(pk=recognition.product_id).update(code="19-05443-07-2026", gtin="8936012345676")
    make.recognition(product=recognition.product, stars=3, signed_on=date(2022, 1, 1))
    assert check(client, number).context["recognition"] == recognition


def test_gs1_link_leads_to_the_answer(client, recognition):
    Product.objects.filter(pk=recognition.product_id).update(gtin="8936012345676")
    for address in ("/01/08936012345676", "/01/8936012345676"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (302, f"/verify/{recognition.code}/")


def test_number_of_a_product_without_recognition_says_so(client):
    product = make.product(name="Chè móc câu", gtin="8936012345676")
    product.star_claims.create(stars=5, year=2024, source="Báo", confidence="high")
    html = check(client, "8936012345676").content.decode()
    assert "Chè móc câu" in html
    assert "No recognition confirmed" in html
    assert "5 stars" not in html


def test_extended_recognition_says_until_when(client):
    recognition = make.recognition(signed_on=date(2023, 7, 1))
    make.extend(recognition, date(2026, 12, 21), number="9/QĐ", signed_on=date(2026, 6, 1))
    response = check(client, recognition.code)
    assert title(response).startswith("In force by extension:")
    assert "extended until the end of 20/12/2026 by Decision 9/QĐ" in response.content.decode()


def test_lapsed_recognition_says_since_when(client):
    recognition = make.recognition(signed_on=date(2020, 5, 1))
    response = check(client, recognition.code)
    assert response.status_code == 200
    assert title(response).startswith("Lapsed:")
    assert "01/05/2023" in title(response)


def test_withdrawn_recognition_says_day_and_ground(client, recognition):
    make.withdraw(recognition, "mark", signed_on=date(2026, 5, 2))
    response = check(client, recognition.code)
    assert title(response).startswith("Withdrawn:")
    assert "02/05/2026" in title(response)
    with override("en"):
        assert recognition.get_withdrawal_ground_display() in response.content.decode()


def test_superseded_recognition_leads_to_its_successor(client, recognition):
    successor = make.recognition(product=recognition.product, stars=5, signed_on=date(2026, 6, 1))
    response = check(client, recognition.code)
    assert title(response).startswith("Replaced:")
    assert f"/en/verify/{successor.code}/" in response.content.decode()


def test_code_answers_although_the_product_left_the_catalogue(client, recognition):
    Product.objects.filter(pk=recognition.product_id).update(in_catalogue=False)
    response = check(client, recognition.code)
    assert response.context["recognition"] == recognition
    with override("en"):
        assert recognition.product.get_absolute_url() not in response.content.decode()


@pytest.mark.parametrize(
    "text", ["7K3M-92QX", "nonsense", "0000000000000", "<script>", "../../etc", "x" * 5000]
)
def test_what_is_not_there_answers_404_with_what_to_do(client, text):
    response = check(client, text)
    assert response.status_code == 404
    html = response.content.decode()
    assert "Not in the register" in html
    assert "What to do" in html
    assert "<script>x" not in html


@pytest.mark.parametrize("code", ["7K3M-92QX-T", "KMQX-ABCE-R"], ids=["with digits", "of letters alone"])
def test_code_that_nobody_has_is_not_found_at_constant_cost(client, django_assert_num_queries, code):
    for _recognition in range(3):
        make.recognition()
    with django_assert_num_queries(4):
        assert client.get(f"/en/verify/{code}/").status_code == 404


def test_answer_costs_one_query_and_one_more_where_it_is_over(client, django_assert_num_queries):
    valid, lapsed = make.recognition(), make.recognition(signed_on=date(2020, 5, 1))
    make.photo(product=valid.product, is_label=True)
    # Two more open and close the transaction.
    for recognition, queries in ((valid, 3), (lapsed, 4)):
        with django_assert_num_queries(queries):
            assert client.get(f"/en/verify/{recognition.code}/").status_code == 200


def test_slip_in_one_half_of_a_code_names_the_product(client, recognition):
    wrong = (
        recognition.code[:5] + ("0000" if recognition.code[5:9] != "0000" else "1111") + recognition.code[9:]
    )
    response = client.get(f"/en/verify/{wrong}/")
    assert response.status_code == 404
    assert [product.name for product in response.context["near"]] == ["Chè Đinh"]


def test_name_of_a_product_is_answered_with_products_like_it(client, recognition):
    response = check(client, "che dinh")
    assert response.status_code == 404
    assert [product.name for product in response.context["near"]] == ["Chè Đinh"]


def test_no_answer_speaks_of_genuine_goods(client, recognition):
    for text in (recognition.code, "nonsense", ""):
        html = check(client, text).content.decode().lower()
        assert [word for word in ("genuine", "authentic", "hàng thật", "chính hãng") if word in html] == []


def test_answers_are_light(client, recognition):
    for text in ("", recognition.code, "che dinh"):
        assert len(check(client, text).content) < MOST_BYTES
