"""The decision concerns what was filed and scored: producer, product set, name and variants."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from ocop.refusal import RefusedError
from ocop.values.dates import today
from producers.models import Producer
from products.models import Product
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import Decision, DecisionKind, Recognition
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.models import CompletionGround, Dossier
from ratings.dossiers.workflow import DossierState
from ratings.imports.register import preview
from ratings.recompute.differences import differences
from tests import factories as make

pytestmark = pytest.mark.django_db
S = DossierState
RUNNING = [S.FILED, S.RETURNED, S.CHECKING, S.ADVISORY, S.SCORING, S.CONCLUDED, S.HANDED_BACK]
ENDED = [S.DRAFT, S.CLOSED]
COLUMNS = {"name": "Chè khác", "variants": "100 g", "product_set": 12, "producer": None}


def changed(product, column):
    value = COLUMNS[column] or make.producer(place=product.producer.place).pk
    Product.objects.filter(pk=product.pk).update(**{column: value})


def concluded(**fields):
    return make.dossier(state=S.CONCLUDED, choices=make.four_stars(), **fields)


def back_for_change(dossier, *, by=None):
    dossier.send_back(
        [("Tên", "Sai")],
        by=by or make.officer_of(dossier),
        reason="Đổi tên",
        due_on=today() + timedelta(days=9),
        ground=CompletionGround.CHANGE,
    )
    return dossier


@pytest.mark.parametrize("state", RUNNING)
def test_what_was_filed_is_kept_by_the_database_until_it_is_decided(state):
    dossier = make.dossier(state=state)
    for column in COLUMNS:
        with pytest.raises(IntegrityError, match="product_kept_while_its_dossier_runs"), transaction.atomic():
            changed(dossier.product, column)


@pytest.mark.parametrize("state", ENDED)
def test_before_filing_and_after_it_is_closed_the_register_may_be_changed(state):
    dossier = make.dossier(state=state)
    for column in COLUMNS:
        changed(dossier.product, column)


def stays(product, column):
    try:
        with transaction.atomic():
            changed(product, column)
    except IntegrityError as error:
        return "product_stays_with_the_maker_of_its_stars" in str(error)
    return False


def test_a_product_stays_with_the_maker_and_in_the_set_of_a_star_that_was_issued_here():
    product = make.dossier(state=S.RECOGNISED).product
    assert {column: stays(product, column) for column in COLUMNS} == {
        **{"name": False, "variants": False},
        **{"product_set": True, "producer": True},
    }


@pytest.mark.parametrize(
    ("signed", "of_maker"), [(-400, True), (-1090, True), (-1200, False)], ids=["valid", "late", "lapsed"]
)
def test_a_product_stays_with_the_maker_of_a_recorded_star_while_it_holds(signed, of_maker):
    product = make.recognition(signed_on=today() + timedelta(days=signed)).product
    assert (stays(product, "producer"), stays(product, "product_set")) == (of_maker, False)


def test_the_page_of_a_product_says_why_it_stays_with_its_maker(client):
    star = make.dossier(state=S.RECOGNISED).recognition
    client.force_login(make.officer_of(star.product))
    page = reverse("desk-product-edit", args=[star.product_id])
    form = client.get(page).context["form"]
    assert [name for name, field in form.fields.items() if field.disabled] == ["producer", "product_set"]
    other = make.producer(place=star.product.producer.place)
    sent = {name: "" if value is None else value for name, value in form.initial.items()}
    answer = client.post(page, sent | {"producer": other.pk, "version": star.product.version})
    assert "They were given to this maker and do not go to another" in str(
        answer.context["form"].errors["producer"]
    )
    assert Product.objects.get(pk=star.product_id).producer_id == star.product.producer_id


def test_a_list_does_not_move_a_star_that_was_issued_here_to_another_set():
    product = make.dossier(state=S.RECOGNISED).product
    maker = product.producer
    row = f"{product.name};{maker.name};{maker.place.name};{maker.place.province.name};12"
    plan = preview(f"Tên sản phẩm;Chủ thể;Xã;Tỉnh;Bộ sản phẩm\n{row}".encode(), file_name="a.csv")
    assert ["They were given to this maker" in refusal.expected for refusal in plan.outcomes[0].refusals] == [
        True
    ]


def test_what_is_not_filed_may_be_changed_at_any_time():
    dossier = make.dossier(state=S.SCORING)
    Product.objects.filter(pk=dossier.product_id).update(season="Xuân", gtin="8936012345676")


def test_while_a_dossier_is_returned_for_it_the_name_may_change_and_is_filed_anew():
    dossier = back_for_change(make.dossier(state=S.CHECKING))
    before = dossier.filings.get().sha256
    changed(dossier.product, "name")
    dossier = Dossier.objects.get(pk=dossier.pk)
    make.move(dossier, S.CHECKING, by=make.officer_of(dossier))
    filing = dossier.filings.order_by("pk").last()
    assert (filing.content["product"]["name"], filing.sha256 == before) == ("Chè khác", False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.filter(pk=dossier.product_id).update(name="Chè thứ ba")


def refusal(dossier, to):
    dossier = Dossier.objects.get(pk=dossier.pk)
    with pytest.raises(RefusedError) as refused:
        dossier.move(to, by=make.officer_of(dossier))
    return str(refused.value)


def test_another_set_needs_another_sheet_and_so_another_dossier():
    dossier = back_for_change(make.dossier(state=S.CHECKING))
    changed(dossier.product, "product_set")
    assert refusal(dossier, S.CHECKING) == (
        "The product is in set 12 now, and this dossier is on the sheet of set 11: close it and open another one."
    )
    with pytest.raises(IntegrityError, match="dossier_filed_on_the_sheet_of_its_set"):
        Dossier.objects.filter(pk=dossier.pk).update(state=S.CHECKING)


def test_a_draft_whose_set_has_changed_is_not_filed():
    dossier = make.dossier()
    make.obligatory_evidence(dossier, by=dossier.opened_by)
    make.self_assessment(dossier, by=dossier.opened_by)
    changed(dossier.product, "product_set")
    assert "on the sheet of set 11" in refusal(dossier, S.FILED)


def test_another_maker_than_the_commune_reported_on_needs_another_dossier():
    dossier = back_for_change(make.dossier(state=S.CHECKING))
    changed(dossier.product, "producer")
    assert refusal(dossier, S.CHECKING).startswith("The commune has reported on another maker")


def test_before_the_commune_has_reported_the_maker_may_change():
    dossier = make.dossier(state=S.FILED)
    back_for_change(dossier, by=make.commune_officer_of(dossier))
    changed(dossier.product, "producer")
    dossier = Dossier.objects.get(pk=dossier.pk)
    dossier.move(S.FILED, by=make.officer_of(dossier))
    content = dossier.filings.order_by("pk").last().content
    assert content["producer"]["id"] == dossier.product.producer_id


def test_from_scoring_on_nothing_is_returned_for_a_change():
    with pytest.raises(RefusedError):
        back_for_change(make.dossier(state=S.SCORING))


def test_the_ministry_returns_nothing_for_a_change_of_what_a_province_has_scored():
    national = make.national()
    with pytest.raises(RefusedError, match="The province's council has scored"):
        back_for_change(national, by=make.user("ministry_officer"))


def test_the_result_and_the_decision_carry_what_was_filed():
    dossier = concluded()
    product, filing = dossier.product, dossier.filings.get()
    about = {
        "producer": product.producer_id,
        "maker": product.producer.name,
        "set": 11,
        "name": product.name,
        "variants": "",
        "filing": filing.sha256,
    }
    assert dossier.result.content["subject"] == about
    decision = prepare_decision(DecisionKind.RECOGNISE, [dossier], by=make.officer_of(dossier))
    item = decision.content["items"][f"dossier {dossier.pk}"]
    assert item == about | {"stars": 4, "result": dossier.result.sha256}


def test_a_maker_renamed_since_the_filing_is_not_decided_on():
    dossier = concluded()
    maker = dossier.product.producer
    Producer.objects.filter(pk=maker.pk).update(name="Công ty khác")
    with pytest.raises(RefusedError, match=f"maker “{maker.name}” → “Công ty khác”"):
        prepare_decision(
            DecisionKind.RECOGNISE, [Dossier.objects.get(pk=dossier.pk)], by=make.officer_of(dossier)
        )


def without_triggers(sql, *values):
    """Run SQL with triggers disabled, as the database owner can."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.mark.parametrize("column", ["producer_id", "product_set_id", "name", "variants"])
def test_what_was_changed_past_the_triggers_is_neither_decided_nor_recognised(column):
    dossier = concluded()
    decision = prepare_decision(DecisionKind.RECOGNISE, [dossier], by=make.officer_of(dossier))
    value = {"producer_id": make.producer().pk, "product_set_id": 12}.get(column, "Khác")
    without_triggers(f"UPDATE products_product SET {column} = %s WHERE id = %s", value, dossier.product_id)
    decision = Decision.objects.get(pk=decision.pk)
    with pytest.raises(RefusedError, match="It is no longer what was prepared"):
        issue_decision(decision, by=make.leader_of(dossier), number="1/QĐ-UBND")
    decision = decision.keep_content()
    leader = make.user("provincial_leader", place=decision.place)
    with pytest.raises(RefusedError):
        issue_decision(decision, by=leader, number="1/QĐ-UBND")
    assert not Recognition.objects.exists()
    names, again = {"producer_id": "producer", "product_set_id": "set"}, Dossier.objects.get(pk=dossier.pk)
    assert f"register, {names.get(column, column)}" in {each.field for each in differences(again.result)}


def test_the_database_recognises_nothing_else_than_was_scored():
    recognition = make.issued_recognition()
    values = {
        field.attname: getattr(recognition, field.attname) for field in Recognition._meta.concrete_fields
    }
    without_triggers("DELETE FROM ratings_recognition WHERE id = %s", recognition.pk)
    for other in ({"name": "Chè khác"}, {"maker": "Ai đó"}, {"variants": "1 kg"}):
        with pytest.raises(IntegrityError, match="recognition_of_what_was_scored"), transaction.atomic():
            Recognition.objects.create(**values | {"id": None, "code": "AAAA-AAAA-A"} | other)


@pytest.mark.parametrize(
    ("sql", "field"),
    [
        ("UPDATE ratings_recognition SET maker = 'x' WHERE dossier_id = %s", "recognition"),
        ("UPDATE ratings_recognition SET name = 'x' WHERE dossier_id = %s", "recognition"),
        ("UPDATE ratings_filing SET sealed = replace(sealed, 'Chè', 'Trà') WHERE dossier_id = %s", "filing"),
        (
            "UPDATE ratings_decision SET content = replace(content::text, '\"set\": 11', '\"set\": 12')::jsonb"
            " WHERE id = (SELECT decision_id FROM ratings_decisionitem WHERE dossier_id = %s)",
            "decision",
        ),
    ],
)
def test_computing_again_names_what_was_changed(sql, field):
    recognition = make.issued_recognition()
    assert differences(recognition.dossier.result) == []
    without_triggers(sql, recognition.dossier_id)
    result = Recognition.objects.get().dossier.result
    assert any(each.field.startswith(field) for each in differences(result))


def test_after_the_decision_the_register_may_name_it_otherwise():
    recognition = make.issued_recognition()
    for column in ("name", "variants"):
        changed(recognition.product, column)
    assert differences(Recognition.objects.get().dossier.result) == []


# Pages


def edit(client, dossier, **fields):
    product = Product.objects.get(pk=dossier.product_id)
    data = {
        "producer": product.producer_id,
        "name": product.name,
        "product_set": 11,
        "registration": "active",
    }
    url = reverse("desk-product-edit", args=[product.pk])
    client.force_login(make.officer_of(dossier))
    return client.post(url, data | {"version": product.version} | fields)


def test_the_form_of_a_product_says_why_it_is_kept_and_saves_the_rest(client):
    dossier = make.dossier(state=S.CHECKING)
    client.force_login(make.officer_of(dossier))
    page = client.get(reverse("desk-product-edit", args=[dossier.product_id])).content.decode()
    assert "To change one of them, return the dossier for that." in page
    assert edit(client, dossier, season="Xuân").status_code == 302
    assert Product.objects.get(pk=dossier.product_id).season == "Xuân"


@pytest.mark.parametrize(
    ("name", "value"), [("name", "Chè khác"), ("product_set", "12"), ("variants", "1 kg")]
)
def test_what_is_sent_for_a_closed_field_is_refused_with_the_sentence(client, name, value):
    dossier = make.dossier(state=S.CONCLUDED)
    response = edit(client, dossier, **{name: value})
    assert response.status_code == 200
    assert "close the dossier and open another one" in response.content.decode()


def test_the_office_returns_a_dossier_for_a_change_by_its_own_page(client):
    dossier = make.dossier(state=S.CHECKING)
    client.force_login(make.officer_of(dossier))
    url = reverse("desk-dossier-return-for-change", args=[dossier.pk])
    assert url in client.get(dossier.get_desk_url()).content.decode()
    assert client.get(url).status_code == 200
    data = {"reason": "Tên trên nhãn khác.", "due_on": f"{today() + timedelta(days=5):%d/%m/%Y}"}
    assert client.post(url, data).status_code == 302
    assert Dossier.objects.get(pk=dossier.pk).open_completion_request.is_for_change
    assert (
        "Returned for a change of maker, name or variants"
        in client.get(dossier.get_desk_url()).content.decode()
    )
    assert edit(client, dossier, name="Chè theo nhãn").status_code == 302


def test_a_list_that_says_otherwise_is_refused_with_the_sentence():
    dossier = make.dossier(state=S.SCORING)
    maker = dossier.product.producer
    Producer.objects.filter(pk=maker.pk).update(name="HTX Một")
    Product.objects.filter(pk=dossier.product_id).update(story="x")
    province, commune = maker.place.province, maker.place
    row = f"{dossier.product.name};HTX Một;{commune.name};{province.name};1 kg"
    data = f"Tên sản phẩm;Chủ thể;Xã;Tỉnh;Quy cách\n{row}".encode()
    plan = preview(data, file_name="a.csv")
    assert [refusal.expected for refusal in plan.outcomes[0].refusals] == [
        "Maker, product set, name and variants stay as they were filed: the council scores them, or its result"
        " waits for a decision. To change one of them, close the dossier and open another one."
    ]
