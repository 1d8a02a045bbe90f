import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from ocop.models import Role
from producers.models import Producer
from products.models import Product
from ratings.imports import tasks
from ratings.imports.listing import read_source_list
from ratings.imports.models import ImportState, RegisterImport
from ratings.imports.reading.file import read_file
from tests import factories as make
from tests.background import queue_held, work_off
from tests.ratings.imports import files

pytestmark = pytest.mark.django_db
HEAD = ["Tên sản phẩm", "Chủ thể", "Hạng sao"]
GOOD, BAD = ["Chè", "HTX A", "3 sao"], ["Mật ong", "", "7 sao"]


def upload(desk, data, name="Danh sách.xlsx"):
    return desk.post("/en/desk/import/", {"file": SimpleUploadedFile(name, data)})


def answer_decisions(desk, job, value="recognises"):
    """Answer the questions about the decisions of a list."""
    answers = {each["key"]: value for each in job.questions if each["kind"] == "decision"}
    desk.post(reverse("desk-import-answers", args=[job.pk]), answers)
    job.refresh_from_db()


def kept(desk, *rows):
    upload(desk, files.xlsx([HEAD, *rows]))
    return RegisterImport.objects.get()


def test_an_upload_shows_what_would_happen_and_writes_nothing(desk, officer):
    response = upload(desk, files.xlsx([HEAD, GOOD, BAD]))
    job = RegisterImport.objects.get()
    assert (response.status_code, response.url) == (302, f"/en/desk/import/{job.pk}/")
    assert (job.place, job.uploaded_by, job.file_name) == (officer.place, officer, "Danh sách.xlsx")
    page = desk.get(response.url).content.decode()
    assert "2 rows: 1 new, 0 changed, 0 same, 1 refused" in page
    assert "Expected: the name of the producer" in page
    assert "Expected: 0 to 5" in page
    assert "Leave out 1 row that is refused or waits for an answer, and import the others" in page
    assert not Producer.objects.exists()


def test_a_list_without_refused_rows_is_imported_by_one_button(desk, officer):
    job = kept(desk, GOOD)
    response = desk.post(reverse("desk-import-write", args=[job.pk]), follow=True)
    page = response.content.decode()
    assert "Written: Producers: 1; Products: 1; Claims of stars: 1" in page
    assert f"{officer} imported this list on" in page
    product = Product.objects.get()
    assert product.producer.place == officer.place
    assert product.events.get().pgh_context.metadata["user"] == officer.pk


def test_nothing_is_imported_while_rows_are_refused_and_nobody_chose_to_leave_them_out(desk):
    job = kept(desk, GOOD, BAD)
    url = reverse("desk-import-write", args=[job.pk])
    response = desk.post(url)
    assert response.status_code == 409
    assert not Producer.objects.exists()
    response = desk.post(url, {"accept_good_rows": "on"})
    assert response.status_code == 302
    assert [product.name for product in Product.objects.all()] == ["Chè"]


def test_a_second_click_changes_nothing_and_says_so(desk):
    job = kept(desk, GOOD)
    url = reverse("desk-import-write", args=[job.pk])
    desk.post(url)
    response = desk.post(url, headers={"accept-language": "en"})
    assert response.status_code == 409
    assert Product.objects.count() == 1
    assert Product.objects.get().events.count() == 1


def test_rows_that_are_refused_only_now_are_shown_before_anything_is_written(desk, officer):
    job = kept(desk, GOOD)
    for variants in ("100 g", "200 g"):
        producer = Producer.objects.first() or make.producer(place=officer.place, name="HTX A")
        make.product(producer=producer, name="Chè", variants=variants)
    response = desk.post(reverse("desk-import-write", args=[job.pk]), follow=True)
    assert "the register has changed since the preview" in response.content.decode()
    job.refresh_from_db()
    assert (job.is_written, job.counts["refused"]) == (False, 1)


def test_changed_rows_show_before_and_after(desk, officer):
    producer = make.producer(place=officer.place, name="HTX A")
    make.product(producer=producer, name="Chè", variants="100 g")
    upload(desk, files.xlsx([[*HEAD[:2], "Quy cách"], ["Chè", "HTX A", "200 g"]]))
    page = " ".join(
        desk.get(RegisterImport.objects.get().get_desk_url() + "?status=changed").content.decode().split()
    )
    assert "<del>100 g</del> → <ins>200 g</ins>" in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The submitted file is empty."),
        (b"x" * (10 * 1024 * 1024 + 1), "The file is larger than 10 MB."),
    ],
)
def test_a_file_without_a_list_is_not_stored(desk, data, said):
    page = upload(desk, data).content.decode()
    assert said.replace("submitted ", "") in page.replace("submitted ", "")
    assert not RegisterImport.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html></html>", "No table was found in this web page or XML file."),
        (b"PK\x03\x04", "The file is damaged and cannot be opened."),
    ],
)
def test_why_a_file_cannot_be_read_stands_on_its_page(desk, data, said):
    upload(desk, data)
    job = RegisterImport.objects.get()
    assert job.state == ImportState.UNREADABLE
    assert said in desk.get(job.get_desk_url()).content.decode()
    assert desk.post(f"/en/desk/import/{job.pk}/write/").status_code == 409


def test_a_list_that_waits_to_be_read_says_so_and_can_be_left(desk):
    with queue_held():
        upload(desk, files.xlsx([HEAD, GOOD]))
        job = RegisterImport.objects.get()
        page = desk.get(job.get_desk_url()).content.decode()
        assert "The list waits for its turn." in page
        assert "Without scripts this page does not renew itself" in page
        assert f'hx-get="{job.get_desk_url()}" hx-trigger="every 1s"' in " ".join(page.split())
        assert desk.post(f"/en/desk/import/{job.pk}/write/").status_code == 409
        assert desk.post(f"/en/desk/import/{job.pk}/delete/", {"reason": "Wrong"}).status_code == 409
    work_off()
    page = desk.get(job.get_desk_url()).content.decode()
    assert "1 row: 1 new" in page
    assert "hx-trigger" not in page


def test_a_job_that_has_begun_says_so_before_its_rows_are_counted(desk):
    with queue_held():
        upload(desk, files.xlsx([HEAD, GOOD]))
    job = RegisterImport.objects.get()
    DBTaskResult.objects.update(status="RUNNING")
    page = desk.get(job.get_desk_url()).content.decode()
    assert "The work has begun: the file is being opened." in page
    DBTaskResult.objects.update(return_value={"done": 1, "of": 4})
    assert "1 / 4" in desk.get(job.get_desk_url()).content.decode()


def test_a_job_that_is_done_twice_imports_once(desk):
    job = kept(desk, GOOD)
    with queue_held():
        desk.post(f"/en/desk/import/{job.pk}/write/")
    for _again in range(2):
        tasks.write_list.call(job.pk)
    assert Product.objects.get().events.count() == 1


def test_an_officer_brings_lists_of_their_own_province_only(desk):
    make.province(name="Tỉnh Khác")
    job = kept_of_other(desk)
    assert job.counts["refused"] == 1
    assert job.rows[0]["refusals"][0][1] == "Tỉnh Khác"


def kept_of_other(desk):
    upload(desk, files.xlsx([[*HEAD, "Tỉnh"], [*GOOD, "Tỉnh Khác"]]))
    return RegisterImport.objects.get()


def test_nobody_sees_the_lists_of_another_province(desk, client):
    job = kept(desk, GOOD, BAD)
    client.force_login(make.user(), backend="django.contrib.auth.backends.ModelBackend")
    names = ["desk-import-detail", "desk-import-write", "desk-import-marked"]
    assert [client.get(reverse(name, args=[job.pk])).status_code for name in names] == [404] * 3
    assert client.post(reverse("desk-import-write", args=[job.pk])).status_code == 404


@pytest.mark.parametrize("role", [Role.PRODUCER, Role.COMMUNE_OFFICER, Role.PROVINCIAL_LEADER, Role.EXPERT])
def test_only_provincial_officers_import(client, role):
    client.force_login(make.user(role), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/en/desk/import/").status_code == 403
    assert client.post("/en/desk/import/").status_code == 403


def test_the_desk_gives_a_template_and_the_register_as_a_list(desk, officer):
    make.product(producer=make.producer(place=officer.place, name="HTX A"), name="Chè")
    make.product(name="Chè nơi khác")
    assert desk.get("/en/desk/import/template.xlsx").content.startswith(b"PK")
    data = b"".join(desk.get("/en/desk/import/register.xlsx").streaming_content)
    assert [row.get("name") for row in read_source_list(read_file(data)).rows] == ["Chè"]


def test_the_preview_asks_the_same_number_of_queries_for_any_number_of_rows(desk, django_assert_num_queries):
    job = kept(desk, GOOD)
    with django_assert_num_queries(6):
        desk.get(job.get_desk_url())
    RegisterImport.objects.all().delete()
    job = kept(desk, *([f"Chè {n}", "HTX A", "3 sao"] for n in range(150)))
    with django_assert_num_queries(6):
        desk.get(job.get_desk_url())


def test_a_list_in_the_desk_is_kept_as_it_came(desk):
    data = files.xlsx([HEAD, GOOD])
    upload(desk, data)
    with RegisterImport.objects.get().file.open() as file:
        assert file.read() == data


def test_a_list_speaks_the_language_of_each_reader(desk):
    head = [*HEAD, "Mã kho hàng"]
    upload(desk, files.xlsx([head, [*GOOD, "K-7"], [*BAD, "K-8"]]))
    job = RegisterImport.objects.get()
    english, vietnamese = (
        " ".join(desk.get(f"{language}/desk/import/{job.pk}/?status=refused").content.decode().split())
        for language in ("/en", "")
    )
    for said, told in (
        ("Expected: the name of the producer", "Cần: tên chủ thể"),
        ("expected: 0 to 5", "từ 0 đến 5"),
        (">Product code</option>", ">Mã sản phẩm</option>"),
    ):
        assert [said in page for page in (english, vietnamese)] == [True, False], said
        assert [told in page for page in (english, vietnamese)] == [False, True], told


def test_what_is_answered_in_one_language_is_answered_in_the_other(desk):
    upload(desk, files.xlsx([[*HEAD[:2], "Xếp loại chung"], GOOD]))
    job = RegisterImport.objects.get()
    desk.post(f"/desk/import/{job.pk}/answers/", {job.questions[0]["key"]: "stars"})
    job.refresh_from_db()
    assert (job.open_questions, job.remarks["language"]) == (0, "en")
    for language, label in (("/en", "Stars"), ("", "Hạng sao")):
        page = desk.get(f"{language}/desk/import/{job.pk}/").content.decode()
        assert f'<option value="stars" selected>{label}</option>' in " ".join(page.split())


def test_the_result_of_an_import_speaks_the_language_of_each_reader(desk):
    job = kept(desk, GOOD)
    desk.post(f"/en/desk/import/{job.pk}/write/")
    page = desk.get(f"/desk/import/{job.pk}/?status=new").content.decode()
    assert ("New producer" in page, "Chủ thể mới" in page) == (False, True)


def test_a_long_list_says_in_which_language_it_was_read_and_is_read_again_in_another(desk, monkeypatch):
    monkeypatch.setattr(tasks, "MOST_IN_LANGUAGES", 1)
    job = kept(desk, GOOD, BAD)
    assert "This list was read in" not in desk.get(f"/en/desk/import/{job.pk}/").content.decode()
    page = desk.get(f"/desk/import/{job.pk}/").content.decode()
    assert "Danh sách này được đọc bằng Tiếng Anh" in page
    assert "the name of the producer" in page
    desk.post(f"/desk/import/{job.pk}/read/")
    page = desk.get(f"/desk/import/{job.pk}/").content.decode()
    assert "the name of the producer" not in page
    assert "tên chủ thể" in page
    assert "This list was read in Vietnamese" in desk.get(f"/en/desk/import/{job.pk}/").content.decode()


def test_a_written_list_is_not_read_again(desk):
    job = kept(desk, GOOD)
    desk.post(f"/en/desk/import/{job.pk}/write/")
    assert desk.post(f"/en/desk/import/{job.pk}/read/").status_code == 409
    job.refresh_from_db()
    assert job.is_written


def test_why_a_file_holds_no_list_stands_in_the_language_of_the_reader(desk):
    upload(desk, files.xlsx([["Họ tên", "Ngày sinh"], ["An", "Bình"]]))
    job = RegisterImport.objects.get()
    assert "No list was found." in desk.get(f"/en/desk/import/{job.pk}/").content.decode()
    assert "Không tìm thấy danh sách" in desk.get(f"/desk/import/{job.pk}/").content.decode()


def test_a_list_that_proposes_stars_says_who_comes_next(desk):
    row = [*GOOD[:2], "4 sao", "124/QĐ-UBND", "20/03/2023"]
    upload(desk, files.xlsx([[*HEAD[:3], "Số quyết định", "Ngày ký"], row]))
    job = RegisterImport.objects.get()
    assert job.counts["asked"] == 1
    answer_decisions(desk, job)
    page = desk.get(f"/en/desk/import/{job.pk}/").content.decode()
    assert "Stars are proposed only: a second person confirms each decision" in page
    done = desk.post(reverse("desk-import-write", args=[job.pk]), follow=True).content.decode()
    assert "nothing of them is public until a second person has confirmed each decision" in done
    assert f'href="{reverse("desk-recorded-decision-list")}?state=waiting"' in done


def test_what_was_not_read_and_what_was_taken_as_a_title_stand_on_the_page(desk):
    upload(desk, files.xlsx([[*HEAD, "Mã kho"], [*GOOD, "K-7"]], title=[["DANH SÁCH NĂM 2024"]]))
    page = desk.get(RegisterImport.objects.get().get_desk_url()).content.decode()
    assert "What was not read" in page
    assert "Mã kho" in page
    assert "DANH SÁCH NĂM 2024" in page


def test_rows_that_lower_a_star_have_a_tab_of_their_own(desk):
    job = kept(desk, GOOD)
    assert "Lower stars" not in desk.get(job.get_desk_url()).content.decode()
    RegisterImport.objects.update(rows=[row | {"lowers": True} for row in job.rows])
    page = desk.get(job.get_desk_url()).content.decode()
    assert '<a href="?status=lowered" aria-current="page">' in " ".join(page.split())
    assert "Lower star" in page


def test_the_administrator_reads_which_list_a_job_works_on_and_whose_it_is(desk, officer, client):
    job = kept(desk, GOOD)
    client.force_login(make.user(Role.ADMINISTRATOR), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/en/admin/django_tasks_database/dbtaskresult/").content.decode()
    assert f"Danh sách.xlsx, {officer}" in page
    assert tasks.list_named(job.pk + 1) == ""
