from datetime import date

import pytest
from django.utils.translation import override

from ocop.models import Place, PlaceLevel
from ocop.places.gazetteer import Gazetteer
from ocop.refusal import RefusedError
from ocop.values.dates import today
from producers.models import LegalForm, Producer
from products.models import Certification, Product, Scheme
from ratings.decisions.models import Decision, Origin, Recognition, RecordedAs, RecordedStar, StarClaim
from ratings.imports.register import ALL_REFUSED, import_register, preview
from tests import factories as make
from tests.once import made_once
from tests.ratings.imports import files
from tests.ratings.imports.answering import import_recognised

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vietnam")]

HEAD = ["Tên sản phẩm", "Chủ thể", "Xã", "Huyện", "Tỉnh", "Hạng sao", "Số quyết định", "Ngày ký"]
TEA = ["Chè Đinh", "HTX Tân Hương", "Phúc Xuân", "TP Thái Nguyên", "Thái Nguyên", "4 sao", "", ""]


@pytest.fixture(scope="module", autouse=True)
def gazetteer(vietnam, django_db_blocker):
    """All places, loaded once per module."""
    global GAZETTEER
    with django_db_blocker.unblock():
        GAZETTEER = Gazetteer()


def run(rows, *, head=None, name="list.xlsx", gazetteer=None, **options):
    data = files.xlsx([head or HEAD, *rows])
    options.setdefault("by", make.user(place=make.province()))
    return import_recognised(data, file_name=name, gazetteer=gazetteer or GAZETTEER, **options)[0]


def example(name, **options):
    path = files.EXAMPLES / name
    options.setdefault("by", make.user(place=make.province()))
    return import_recognised(
        path.read_bytes(), file_name=path.name, leave_out=ALL_REFUSED, gazetteer=GAZETTEER, **options
    )[0]


def reasons(plan):
    return [(refusal.cell, refusal.value) for outcome in plan.outcomes for refusal in outcome.refusals]


def thai_nguyen():
    return Place.objects.in_force().get(level=PlaceLevel.PROVINCE, name="Thái Nguyên")


def imported():
    with override("en"):
        return example("products.csv")


registered = made_once(imported, scope="class")


@pytest.mark.usefixtures("registered")
class TestExampleRegister:
    """All tests share one import."""

    def test_every_row_of_the_example_register_is_registered_or_refused(self, registered):
        assert registered.summary == "238 rows: 192 new, 0 changed, 0 same, 40 refused, 6 wait for an answer"
        assert {refusal.expected for outcome in registered.outcomes for refusal in outcome.refusals} == {
            "the name of the producer, at most 250 characters"
        }
        assert (Product.objects.count(), RecordedStar.objects.count(), Recognition.objects.count()) == (
            192,
            7,
            0,
        )
        assert StarClaim.objects.filter(confidence="low").count() == 0
        low = Product.objects.get(import_key="R68dc1074")
        assert (low.recognitions.count(), low.star_claims.count()) == (0, 0)
        assert Certification.objects.get(product=low).scheme == Scheme.HACCP

    def test_communes_that_were_dissolved_before_2025_are_asked_about(self, registered):
        assert [outcome.status for outcome in registered.outcomes].count("asked") == 6
        assert {question.text for question in registered.questions if question.kind == "place"} >= {
            "Which place is “Rã Bản, Huyện Chợ Đồn”?",
            "Which place is “Thanh Kim, Thị xã Sa Pa”?",
        }

    def test_importing_the_same_file_twice_changes_nothing(self):
        before = [model.objects.count() for model in (Producer, Product, StarClaim, RecordedStar, Decision)]
        events = Product.pgh_event_model.objects.count() + Producer.pgh_event_model.objects.count()
        plan = example("products.csv")
        assert plan.summary == "238 rows: 0 new, 0 changed, 192 same, 40 refused, 6 wait for an answer"
        assert before == [m.objects.count() for m in (Producer, Product, StarClaim, RecordedStar, Decision)]
        assert events == Product.pgh_event_model.objects.count() + Producer.pgh_event_model.objects.count()

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("officer_lists/A_phu_luc_gop_o.xlsx", "41 rows: 0 new, 0 changed, 38 same, 3 refused"),
            ("officer_lists/B_bang_word.docx", "8 rows: 0 new, 0 changed, 8 same, 0 refused"),
            ("officer_lists/D_nfc_nfd_lan_lon.csv", "11 rows: 0 new, 0 changed, 11 same, 0 refused"),
            ("officer_lists/E_tcvn3.csv", "11 rows: 0 new, 0 changed, 11 same, 0 refused"),
        ],
    )
    def test_officers_lists_name_products_that_the_example_register_has(self, name, said):
        assert example(name, province=thai_nguyen()).summary == said


def test_the_appendix_alone_is_registered_but_for_three_rows_with_their_cells():
    plan = example("officer_lists/A_phu_luc_gop_o.xlsx")
    assert plan.summary == "41 rows: 38 new, 0 changed, 0 same, 3 refused"
    assert reasons(plan) == [("C7", ""), ("C51", ""), ("F51", "91,14"), ("C52", ""), ("F52", "44377")]
    vermicelli = RecordedStar.objects.get().decision
    assert (vermicelli.number, vermicelli.signed_on) == ("2890/QĐ-BNN-VPĐP", date(2021, 6, 30))


def test_one_list_after_the_other_in_two_encodings_is_the_same():
    example("officer_lists/D_nfc_nfd_lan_lon.csv", province=thai_nguyen())
    plan = example("officer_lists/E_tcvn3.csv", province=thai_nguyen())
    assert plan.summary == "11 rows: 0 new, 0 changed, 11 same, 0 refused"


def test_a_producer_stands_in_the_commune_of_today_and_keeps_the_one_of_its_papers():
    run([TEA])
    producer = Producer.objects.get()
    assert (producer.place.full_name, producer.former_place.full_name) == ("Xã Đại Phúc", "Xã Phúc Xuân")
    assert producer.legal_form == LegalForm.COOPERATIVE


def test_a_producer_without_commune_stands_at_its_province_and_is_incomplete():
    run([["Chè", "HTX A", "", "Đồng Hỷ", "Thái Nguyên", "", "", ""]])
    producer = Producer.objects.get()
    assert (producer.place, producer.former_place.full_name, producer.is_incomplete) == (
        thai_nguyen(),
        "Huyện Đồng Hỷ",
        True,
    )


def test_a_commune_that_comes_later_completes_the_producer():
    run([["Chè", "HTX A", "", "Đồng Hỷ", "Thái Nguyên", "", "", ""]])
    plan = run([["Chè", "Hợp tác xã A", "Khe Mo", "Đồng Hỷ", "Thái Nguyên", "", "", ""]])
    assert plan.summary == "1 row: 0 new, 1 changed, 0 same, 0 refused"
    assert Producer.objects.get().former_place.full_name == "Xã Khe Mo"


def test_rows_of_one_producer_share_it_however_its_name_is_spelled():
    rows = [[*TEA] for _spelling in range(4)]
    for row, (name, maker) in zip(
        rows,
        [
            ("Chè 1", "HTX Tân Hương"),
            ("Chè 2", "Hợp tác xã Tân Hương"),
            ("Chè 3", "HTX  TÂN HƯƠNG"),
            ("Chè 4", "Htx Ta\u0302n Hu\u031bo\u031bng"),
        ],
        strict=True,
    ):
        row[:2] = name, maker
    plan = run(rows)
    assert plan.counts["new"] == 4
    assert Producer.objects.count() == 1
    assert plan.outcomes[1].notes == ["Registered as “HTX Tân Hương”."]


def test_a_star_with_a_decision_waits_for_a_second_person_and_is_no_recognition():
    officer = make.user(place=thai_nguyen())
    run([[*TEA[:6], "124/QĐ-UBND", date(2023, 2, 20)]], by=officer)
    star = RecordedStar.objects.get()
    assert (star.stars, star.expires_on, star.source, star.proposed_by) == (
        4,
        None,
        "list.xlsx, row 2",
        officer,
    )
    decision = star.decision
    assert (decision.number, decision.origin, decision.recorded_as) == (
        "124/QĐ-UBND",
        Origin.RECORDED,
        RecordedAs.PROPOSED,
    )
    assert (decision.place.name, decision.prepared_by) == ("Thái Nguyên", officer)
    assert decision.place.is_in_force_on(date(2023, 2, 20))
    assert not (
        Recognition.objects.exists() or StarClaim.objects.exists() or Decision.objects.public().exists()
    )


def test_a_printed_end_is_kept_with_the_star():
    run([[*TEA[:6], "12/QĐ-UBND (12/12/2018)", "", "12/12/2021"]], head=[*HEAD, "Hiệu lực đến"])
    assert RecordedStar.objects.get().expires_on == date(2021, 12, 13)


def test_nobody_proposes_decisions_by_a_command_without_an_officer():
    with pytest.raises(RefusedError, match="say which officer"):
        run([[*TEA[:6], "124/QĐ-UBND", date(2023, 2, 20)]], by=None)
    assert not Producer.objects.exists()


def test_a_star_without_a_decision_is_a_claim():
    run([TEA])
    assert not Recognition.objects.exists()
    claim = StarClaim.objects.get()
    assert (claim.stars, claim.source) == (4, "list.xlsx, row 2")


def test_the_decision_that_a_title_names_holds_for_all_rows():
    title = [["(Kèm theo Quyết định số 124/QĐ-UBND ngày 20/02/2023 của UBND tỉnh Thái Nguyên)"]]
    data = files.xlsx([HEAD[:6], TEA[:6]], title=title)
    import_recognised(data, file_name="list.xlsx", by=make.user(place=make.province()))
    assert RecordedStar.objects.get().decision.number == "124/QĐ-UBND"


def test_a_renewal_is_a_second_star_of_the_product():
    first = [*TEA[:5], "3 sao", "10/QĐ-UBND", date(2022, 1, 10)]
    second = [*TEA[:5], "4 sao", "20/QĐ-UBND", date(2024, 5, 20)]
    plan = run([second, first])
    assert plan.summary == "2 rows: 1 new, 1 changed, 0 same, 0 refused"
    stars = RecordedStar.objects.order_by("decision__signed_on")
    assert list(stars.values_list("stars", "decision__number")) == [(3, "10/QĐ-UBND"), (4, "20/QĐ-UBND")]
    assert run([second, first]).summary == "2 rows: 0 new, 0 changed, 2 same, 0 refused"


@pytest.mark.parametrize(
    ("row", "cell", "value"),
    [
        (["", "HTX A", "", "", "Thái Nguyên", "3 sao", "12/QĐ-UBND", "01/02/2024"], "A2", ""),
        (["Chè", "", "", "", "Thái Nguyên", "", "", ""], "B2", ""),
        (["Chè", "HTX A", "", "", "Atlantis", "", "", ""], "E2", "Atlantis"),
        (["Chè", "HTX A", "", "Mỏ Vàng", "Thái Nguyên", "", "", ""], "D2", "Mỏ Vàng"),
        (["Chè", "HTX A", "", "", "", "3 sao", "", ""], "E2", ""),
        (["Chè", "HTX A", "", "", "Thái Nguyên", "6 sao", "", ""], "F2", "6 sao"),
        (["Chè", "HTX A", "", "", "Thái Nguyên", "2 sao", "12/QĐ-UBND", "01/02/2024"], "F2", "2 sao"),
        (["Chè", "HTX A", "", "", "Thái Nguyên", "3 sao", "Có", "01/02/2024"], "G2", "Có"),
        (["Chè", "HTX A", "", "", "Thái Nguyên", "3 sao", "12/QĐ-UBND", "31/02/2024"], "H2", "31/02/2024"),
        (["Chè", "HTX A", "", "", "Thái Nguyên", "3 sao", "12/QĐ-UBND", "01/02/2124"], "H2", "01/02/2124"),
        (["Chè" * 100, "HTX A", "", "", "Thái Nguyên", "", "", ""], "A2", ("Chè" * 100)[:200]),
    ],
)
def test_a_row_that_cannot_be_is_refused_by_its_cell(row, cell, value):
    plan = run([row], leave_out=ALL_REFUSED)
    assert reasons(plan) == [(cell, value)]
    assert not Producer.objects.exists()


def whys(plan):
    return [refusal.why for outcome in plan.outcomes for refusal in outcome.refusals]


def test_two_rows_that_give_a_product_two_decisions_on_one_day_are_both_refused_and_named():
    row = [*TEA[:6], "10/QĐ-UBND", date(2024, 1, 10)]
    plan = run([row, [*TEA[:6], "11/QĐ-UBND", date(2024, 1, 10)]], leave_out=ALL_REFUSED)
    assert plan.summary == "2 rows: 0 new, 0 changed, 0 same, 2 refused"
    assert whys(plan) == [
        "Rows of this list contradict each other. row 3: 4★ 11/QĐ-UBND.",
        "Rows of this list contradict each other. row 2: 4★ 10/QĐ-UBND.",
    ]
    assert not Product.objects.exists()


def test_rows_that_give_one_product_different_stars_by_one_decision_are_all_refused_and_named():
    rows = [[*TEA[:5], stars, "10/QĐ-UBND", date(2024, 1, 10)] for stars in ("3 sao", "4 sao", "3 sao")]
    plan = run([*rows, ["Gạo", *TEA[1:]]], leave_out=ALL_REFUSED)
    assert plan.summary == "4 rows: 1 new, 0 changed, 0 same, 3 refused"
    assert whys(plan) == [
        "Rows of this list contradict each other. row 3: 4★ 10/QĐ-UBND.",
        "Rows of this list contradict each other. row 2: 3★ 10/QĐ-UBND; row 4: 3★ 10/QĐ-UBND.",
        "Rows of this list contradict each other. row 3: 4★ 10/QĐ-UBND.",
    ]
    assert not RecordedStar.objects.exists()


def test_another_list_that_gives_other_stars_by_the_same_decision_is_refused():
    row = [*TEA[:5], "3 sao", "130/QĐ-UBND", date(2024, 1, 10)]
    run([row])
    plan = run([[*TEA[:5], "5 sao", "130/QĐ-UBND", date(2024, 1, 10)]])
    assert whys(plan) == [
        "3★ by 130/QĐ-UBND of 10/01/2024, until the end of 10/01/2027 waits for a second person: change it on the page of its"
        " recorded decision."
    ]
    assert RecordedStar.objects.get().stars == 3


def test_a_decision_of_one_number_has_one_day():
    run([[*TEA[:6], "10/QĐ-UBND", date(2024, 1, 10)]])
    plan = run([["Chè Nõn", *TEA[1:6], "10/QĐ-UBND", date(2024, 1, 11)]])
    assert reasons(plan) == [("H2", "11/01/2024")]


def test_a_recognition_that_was_issued_here_is_not_changed_by_a_list():
    issued = make.issued_recognition(signed_on=today())
    Place.objects.filter(pk=issued.product.producer.place.province_id).update(name="Tỉnh Thử")
    row = [issued.name, issued.maker, "", "", "Tỉnh Thử", "5 sao", issued.decision.number, today()]
    plan = run([row], gazetteer=Gazetteer())
    assert [refusal.cell for refusal in plan.outcomes[0].refusals] == ["F2"]
    assert "this recognition was issued here, no list changes it" in whys(plan)[0]
    row[5] = f"{issued.stars} sao"
    assert run([row], gazetteer=Gazetteer()).summary == "1 row: 0 new, 0 changed, 1 same, 0 refused"


def test_nothing_is_written_while_a_row_is_refused():
    data = files.xlsx([HEAD, TEA, ["Chè", "", *TEA[2:]]])
    plan, written = import_register(data, file_name="list.xlsx")
    assert (plan.summary, written) == ("2 rows: 1 new, 0 changed, 0 same, 1 refused", False)
    assert not Producer.objects.exists()
    plan, written = import_register(data, file_name="list.xlsx", leave_out=ALL_REFUSED)
    assert written
    assert Product.objects.count() == 1


def test_a_preview_writes_nothing():
    plan = preview(files.xlsx([HEAD, TEA]), file_name="list.xlsx")
    assert plan.summary == "1 row: 1 new, 0 changed, 0 same, 0 refused"
    assert not Producer.objects.exists()


def test_rows_of_another_province_are_refused():
    cao_bang = ["Mật ong", "HTX B", "", "Hòa An", "Cao Bằng", "", "", ""]
    plan = run([TEA, cao_bang], province=thai_nguyen(), leave_out=ALL_REFUSED)
    assert reasons(plan) == [("E3", "Cao Bằng")]
    assert Product.objects.count() == 1


def test_rows_without_a_province_take_the_one_that_was_chosen():
    run([["Chè", "HTX A", "Nông Hạ", "Chợ Mới"]], head=HEAD[:4], province=thai_nguyen())
    assert Producer.objects.get().place.province == thai_nguyen()


def test_the_key_of_a_row_finds_its_product_under_a_new_name():
    head = ["Mã dòng", *HEAD]
    run([["K1", *TEA]], head=head)
    plan = run([["K1", "Chè Đinh Tân Hương", *TEA[1:]]], head=head)
    assert plan.outcomes[0].differences == [("Name", "Chè Đinh", "Chè Đinh Tân Hương")]
    assert Product.objects.get().name == "Chè Đinh Tân Hương"


def test_a_key_of_another_provinces_product_is_refused():
    head = ["Mã dòng", *HEAD]
    run([["K1", "Mật ong", "HTX B", "", "Hòa An", "Cao Bằng", "", "", ""]], head=head)
    plan = run([["K1", *TEA]], head=head, province=thai_nguyen())
    assert reasons(plan) == [("A2", "K1")]


def test_an_empty_cell_takes_nothing_away():
    head = [*HEAD, "Quy cách"]
    run([[*TEA, "Hộp 200 g"]], head=head)
    assert run([[*TEA, ""]], head=head).counts["same"] == 1
    assert Product.objects.get().variants == "Hộp 200 g"


def test_one_tax_number_is_one_producer():
    head = [*HEAD, "MST"]
    run([[*TEA, "0101234567"]], head=head)
    plan = run([["Chè Nõn", "Công ty TNHH Khác", *TEA[2:], "0101234567"]], head=head)
    assert reasons(plan) == [("I2", "0101234567")]
    plan = run([["Chè Nõn", "HTX Tân Hương", "", *TEA[3:], "0101234567"]], head=head)
    assert plan.counts["new"] == 1
    assert Producer.objects.count() == 1


def test_a_dossier_of_claims_grows_by_what_is_new():
    run([TEA])
    assert run([[*TEA[:5], "***", "", ""]]).counts["changed"] == 1
    assert run([[*TEA[:5], "Tiềm năng 5 sao", "", ""]]).counts["same"] == 1
    assert sorted(StarClaim.objects.values_list("stars", flat=True)) == [3, 4]


def test_the_history_says_which_file_changed_a_row_and_for_whom():
    officer = make.user(place=thai_nguyen())
    run([TEA], name="Danh sách 2026.xlsx", by=officer, province=thai_nguyen())
    context = Product.objects.get().events.get().pgh_context.metadata
    assert (context["import"], context["user"]) == ("Danh sách 2026.xlsx", officer.pk)


def test_officers_see_the_decisions_of_the_province_that_was_merged_into_theirs():
    run([["Chè", "HTX A", "Nông Hạ", "Chợ Mới", "Bắc Kạn", "3 sao", "10/QĐ-UBND", date(2024, 1, 10)]])
    decision = Decision.objects.get()
    assert decision.place.full_name == "Tỉnh Bắc Kạn"
    assert list(Decision.objects.visible_to(make.user(place=thai_nguyen()))) == [decision]
    assert not Decision.objects.visible_to(make.user()).exists()


def test_the_same_number_of_two_merged_provinces_is_two_decisions():
    run([[*TEA[:6], "10/QĐ-UBND", date(2024, 1, 10)]])
    plan = run([["Gạo", "HTX A", "Nông Hạ", "Chợ Mới", "Bắc Kạn", "3 sao", "10/QĐ-UBND", date(2024, 2, 20)]])
    assert plan.counts["new"] == 1
    assert sorted(Decision.objects.values_list("place__name", flat=True)) == ["Bắc Kạn", "Thái Nguyên"]
