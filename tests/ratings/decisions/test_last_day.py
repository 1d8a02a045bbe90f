"""Every channel shows the same last day of a star."""

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from catalogue.open_data.tables import TABLES
from ocop.files.spreadsheets import write_list
from ocop.models import Role
from ocop.pages.forms import RecordForm
from ocop.values.dates import today
from ocop.values.last_day import LastDayField, end_after, last_day
from products.models import Certification, Product
from ratings.decisions.papers.certificate import certificate
from ratings.decisions.validity import add_months
from ratings.dossiers.models import Evidence
from ratings.imports.exporting import HEADINGS, cells_of, rows
from ratings.papers import pdf
from ratings.papers.paper import format_date_in_words
from tests import factories as make
from tests.ratings.papers.reading import text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_the_last_day_of_all_has_no_day_after_it_and_is_refused():
    with pytest.raises(ValidationError):
        LastDayField(input_formats=["%d/%m/%Y"]).clean("31/12/9999")


def written(day):
    """Return the possible formats of a day."""
    return {f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", format_date_in_words(day)}


def channels(client, recognition):
    """Return each channel that tells when a star ends, as text."""
    product = recognition.product
    for language in ("vi", "en"):
        with override(language):
            public = {
                "page of the product": product.get_absolute_url(),
                "answer about the code": recognition.get_absolute_url(),
                "catalogue": reverse("product-list"),
                "badge": reverse("badge", args=[recognition.code]),
                "statistics": f"{reverse('statistics-products')}?figure=in_force",
            }
            for name, address in public.items():
                response = client.get(address)
                assert response.status_code == 200, address
                yield f"{name}, {language}", response.content.decode()
    for name in ("products", "recognitions"):
        yield f"API, {name}", client.get(f"/api/v1/{name}/").content.decode()
    for table in TABLES:
        if table.name in ("products", "recognitions"):
            yield f"open data, {table.name}", str(list(table.read(today())))
    for kind in ("csv", "json"):
        sent = client.get(f"/products/download/?format={kind}")
        yield f"list as {kind}", b"".join(sent.streaming_content).decode()
    file = io.BytesIO()
    write_list("csv", HEADINGS, cells_of(rows(Product.objects.all())), file)
    yield "export of the register", file.getvalue().decode()
    yield "certificate", text_of(pdf.render(certificate(recognition)))
    client.force_login(make.officer_of(recognition))
    for name, address in {
        "list in the desk": reverse("desk-recognition-list"),
        "page in the desk": recognition.get_desk_url(),
        "product in the desk": product.get_desk_url(),
    }.items():
        yield name, client.get(address).content.decode()
    client.force_login(make.user(role=Role.ADMINISTRATOR))
    for name in ("changelist", "change"):
        args = [recognition.pk] if name == "change" else []
        address = reverse(f"admin:ratings_recognition_{name}", args=args)
        yield f"admin, {name}", client.get(address).content.decode()


def test_every_channel_names_the_same_last_day_and_no_day_beside_it(client):
    recognition = make.issued_recognition(signed_on=today())
    last = add_months(today(), 36)
    assert recognition.expires_on == last + DAY
    silent, other = [], []
    for name, text in channels(client, recognition):
        if not any(day in text for day in written(last)):
            silent.append(name)
        if any(day in text for near in (last - DAY, last + DAY) for day in written(near)):
            other.append(name)
    assert (silent, other) == ([], [])


def test_a_lapsed_star_names_the_last_day_on_which_it_held(client):
    recognition = make.recognition(signed_on=date(2020, 5, 1))
    answer = client.get(f"/verify/{recognition.code}/").content.decode()
    assert "đến hết ngày 01/05/2023" in answer
    assert "02/05/2023" not in answer.split("</main>")[0].split("split")[0]


@pytest.mark.parametrize("typed", ["28/11/2029", "2029-11-28"])
def test_a_printed_day_is_the_last_that_holds(typed):
    field = LastDayField()
    stored = field.clean(typed)
    assert stored == date(2029, 11, 29)
    assert field.prepare_value(stored) == date(2029, 11, 28) == last_day(end_after(date(2029, 11, 28)))
    assert not field.has_changed(stored, typed)
    assert field.has_changed(stored, "29/11/2029")
    assert field.clean(stored) == stored


def test_a_certificate_is_shown_in_its_form_as_it_was_typed(client):
    producer = make.producer()
    client.force_login(make.officer_of(make.product(producer=producer)))
    paper = make.certification(producer=producer, expires_on=date(2029, 6, 3))
    form = client.get(reverse("desk-certification-edit", args=[paper.pk])).context["form"]
    assert isinstance(form, RecordForm)
    assert form["expires_on"].value() == date(2029, 6, 2)
    assert "02/06/2029" in client.get(paper.get_desk_url()).content.decode()


def test_a_paper_holds_on_the_last_day_that_it_prints():
    paper = make.certification(expires_on=end_after(today()))
    assert list(Certification.objects.valid_on()) == [paper]
    piece = make.evidence(dossier=make.dossier(), expires_on=end_after(today()))
    assert not piece.is_expired and list(Evidence.objects.unexpired()) == [piece]


@pytest.mark.parametrize(
    ("page", "made", "name", "typed", "stored"),
    [
        ("desk-listing-edit", make.listing, "until", "31/12/2025", date(2026, 1, 1)),
        ("desk-market-edit", make.export_market, "until_year", "2025", 2026),
    ],
)
def test_the_end_of_a_sale_is_typed_shown_and_told_as_the_last_that_counts(
    client, page, made, name, typed, stored
):
    row = made()
    client.force_login(make.officer_of(row.product))
    address = reverse(page, args=[row.pk])
    form = client.get(address).context["form"]
    values = {key: "" if form[key].value() is None else form[key].value() for key in form.fields}
    assert client.post(address, values | {name: typed}).status_code == 302
    row.refresh_from_db()
    assert getattr(row, name) == stored
    again = client.get(address).context["form"]
    assert again[name].value() == (2025 if typed == "2025" else date(2025, 12, 31))
    told = client.get(row.product.get_desk_url()).content.decode()
    assert typed in told and "01/01/2026" not in told
    assert not again.fields[name].has_changed(stored, typed)
