"""The result of an import: what was written, by name, with links."""

import pytest

from producers.models import Producer, Revenue
from products.models import Certification, Product
from ratings.imports.models import RegisterImport
from tests import factories as make
from tests.ratings.imports import files
from tests.ratings.imports.test_pages import BAD, GOOD, HEAD, upload

pytestmark = pytest.mark.django_db


def imported(desk, rows):
    """Import a list, leaving out what cannot be written; return it."""
    upload(desk, files.xlsx(rows))
    job = RegisterImport.objects.get()
    desk.post(f"/en/desk/import/{job.pk}/write/", {"accept_good_rows": "on"})
    job.refresh_from_db()
    assert job.is_written
    return job


def page_of(desk, url):
    return " ".join(desk.get(url).content.decode().split())


def test_the_lead_says_what_was_written_and_left_out(desk):
    job = imported(desk, [[*HEAD[:2], "Hạng sao"], ["Chè", "HTX A", ""], BAD])
    page = page_of(desk, job.get_desk_url())
    assert "Written: Producers: 1; Products: 1 · 1 row was left out." in page
    assert "2 rows: 1 new" not in page


def test_the_result_of_producers_links_to_each(desk, officer):
    make.commune(province=officer.place, name="Xã Tân Cương")
    job = imported(
        desk,
        [["Chủ thể", "Loại hình", "Xã, phường", "Điện thoại"], ["HTX A", "Hợp tác xã", "Xã Tân Cương", ""]],
    )
    producer = Producer.objects.get()
    assert f'<a href="{producer.get_desk_url()}">HTX A</a>' in page_of(desk, job.get_desk_url())


def test_a_row_without_a_page_of_its_own_links_to_where_it_stands(desk, officer):
    producer = make.producer(place=officer.place, name="HTX A")
    job = imported(desk, [["Chủ thể", "Năm", "Doanh thu trong nước (đồng)"], ["HTX A", "2024", "2 tỷ"]])
    page, made = page_of(desk, job.get_desk_url()), Revenue.objects.get(producer=producer)
    assert f'<a href="{made.get_desk_url()}">HTX A – 2024</a>' in page


def test_a_certification_is_named_with_its_product(desk, officer):
    product = make.product(producer=make.producer(place=officer.place, name="HTX A"), name="Chè")
    job = imported(
        desk,
        [
            ["Tên sản phẩm", "Chủ thể", "Loại chứng nhận", "Số giấy chứng nhận"],
            ["Chè", "HTX A", "HACCP", "H 12"],
        ],
    )
    made = Certification.objects.get(product=product)
    page = page_of(desk, job.get_desk_url())
    assert f'<a href="{made.get_desk_url()}">{made}</a> <span class="quiet">– Chè</span>' in page


def test_of_many_rows_the_result_names_the_first_and_leads_to_all(desk):
    job = imported(desk, [HEAD[:2], *([f"Chè {number:03}", "HTX A"] for number in range(120))])
    page = page_of(desk, job.get_desk_url())
    everything = f"/en/desk/import/{job.pk}/made/?kind=products.Product"
    assert f'<a href="{everything}"> All of them – Products: 120 </a>' in page
    last = Product.objects.get(name="Chè 119")
    link = f'<a href="{last.get_desk_url()}">Chè 119</a>'
    assert link not in page
    assert link in page_of(desk, f"{everything}&page=2")


def test_what_was_taken_back_is_no_longer_listed(desk):
    job = imported(desk, [HEAD[:2], GOOD[:2]])
    desk.post(f"/en/desk/import/{job.pk}/undo/", {"reason": "Wrong list"})
    assert "<h3>" not in page_of(desk, job.get_desk_url())
    assert "Nothing of this list is in the register." in page_of(desk, f"/en/desk/import/{job.pk}/made/")


def test_before_a_written_list_is_deleted_its_page_says_what_stays(desk):
    job = imported(desk, [HEAD[:2], GOOD[:2]])
    page = page_of(desk, f"/en/desk/import/{job.pk}/delete/")
    assert "What it wrote stays in the register" in page
    assert f'<a href="{Product.objects.get().get_desk_url()}">Chè</a>' in page
    assert "The file “Danh sách.xlsx”" in page


def test_before_another_list_is_deleted_its_page_says_what_goes(desk):
    upload(desk, files.xlsx([HEAD[:2], GOOD[:2]]))
    page = page_of(desk, f"/en/desk/import/{RegisterImport.objects.get().pk}/delete/")
    assert "Nothing of it was imported." in page
    assert "1 row: 1 new, 0 changed, 0 same, 0 refused" in page
    assert "What stays in the register" not in page
