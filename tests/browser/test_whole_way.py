"""The main job in a real browser: from a producer that nobody has registered to a star that anyone can check."""

import io
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from PIL import Image

from ocop.models import Role
from ocop.values.dates import today
from ratings.decisions.models import Recognition
from ratings.dossiers.models import CommuneReport, Dossier
from ratings.dossiers.models.filing import missing_requirements
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Assessment
from tests import factories as make
from tests import signed_pdfs

pytestmark = pytest.mark.django_db(transaction=True)

PDF = signed_pdfs.pdf()


def jpeg():
    buffer = io.BytesIO()
    Image.new("RGB", (1200, 900), "#2f6b4f").save(buffer, "JPEG")
    return buffer.getvalue()


class Browser:
    """A person at a browser: signs in as somebody, opens pages by name, fills fields by name."""

    def __init__(self, page, site):
        self.page, self.site = page, site

    def sign_in(self, user):
        self.page.context.clear_cookies()
        self.page.goto(f"{self.site}/en/accounts/login/")
        self.page.get_by_label("E-mail").fill(user.email)
        self.page.get_by_label("Password").fill("secret")
        self.page.get_by_role("main").get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(lambda address: "login" not in address)

    def enter(self, user):
        """Be signed in, as after sign_in(), without the form."""
        client = Client()
        client.force_login(user)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": self.site}
        self.page.context.clear_cookies()
        self.page.context.add_cookies([cookie])

    def open(self, name, *args, language="en"):
        with override(language):
            self.page.goto(self.site + reverse(name, args=args))

    def fill(self, **fields):
        for name, value in fields.items():
            field = self.page.locator(f"main [name={name}]").first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(str(value))
            else:
                field.fill(str(value))

    def press(self, words):
        self.page.get_by_role("main").get_by_role("button", name=words).first.click()
        self.page.wait_for_load_state()

    def follow(self, words):
        self.page.get_by_role("main").get_by_role("link", name=words).first.click()
        self.page.wait_for_load_state()

    @property
    def text(self):
        return self.page.locator("main").inner_text()


@pytest.fixture
def browser_of(live_server, page):
    page.set_viewport_size({"width": 1280, "height": 900})
    return Browser(page, live_server.url)


@pytest.fixture
def people():
    """The people of a province; the chair and two members score."""
    province = make.province(name="Thái Nguyên")
    commune = make.commune(province=province, name="Tân Cương")
    return {
        "commune": commune,
        "officer": make.user(Role.PROVINCIAL_OFFICER, place=province),
        "leader": make.user(Role.PROVINCIAL_LEADER, place=province),
        "commune_officer": make.user(Role.COMMUNE_OFFICER, place=commune),
        "adviser": make.user(Role.EXPERT),
        "scorers": [make.user(Role.EXPERT) for _number in range(3)],
    }


def register(browser, people):
    """Register producer and product, with a photo and a certificate."""
    browser.sign_in(people["officer"])
    browser.open("desk-producer-create")
    browser.fill(name="Hợp tác xã chè Tân Cương", legal_form="cooperative", place=people["commune"].pk)
    browser.press(re.compile("Register|Save"))
    producer = people["commune"].producers.get()
    browser.open("desk-product-create")
    browser.fill(producer=producer.pk, name="Chè Đinh Tân Cương", product_set=11)
    browser.press(re.compile("Register|Save"))
    product = producer.products.get()
    browser.open("desk-photo-add", product.pk)
    browser.page.locator("main [name=pictures]").set_input_files(
        {"name": "che.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    )
    browser.fill(alt_vi="Gói chè Đinh")
    browser.press("Add the pictures")
    with override("en"):
        address = reverse("desk-certification-create")
    browser.page.goto(f"{browser.site}{address}?producer={producer.pk}&product={product.pk}")
    issued, expires = today() - timedelta(days=30), today() + timedelta(days=700)
    browser.fill(
        scheme="haccp",
        number="HACCP 01/2026",
        issued_on=f"{issued:%d/%m/%Y}",
        expires_on=f"{expires:%d/%m/%Y}",
    )
    browser.page.locator("main [name=document]").set_input_files(
        {"name": "haccp.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    browser.press(re.compile("Record|Register|Save"))
    assert product.photos.count() == 1
    assert product.certifications.get().document_name == "haccp.pdf"
    return product


def seat_and_open(browser, people, product):
    """Set up the council, open the dossier and bring it before the council."""
    browser.open("desk-council-create")
    day = f"{today():%d/%m/%Y}"
    browser.fill(name="Hội đồng đánh giá năm 2026", decision_number="643/QĐ-UBND", decided_on=day)
    browser.fill(regulation_number="1253/QĐ-UBND", regulation_of=day, least_members="3")
    browser.press("Save the council")
    council = people["officer"].place.councils.get()
    seats = zip(
        [*people["scorers"], people["adviser"]], ["chair", "member", "member", "adviser"], strict=True
    )
    for person, kind in seats:
        browser.open("desk-seat-create", council.pk)
        browser.fill(email=person.email, kind=kind)
        browser.press("Give the seat")
    browser.sign_in(people["leader"])
    browser.open("desk-council", council.pk)
    browser.press("Confirm the council")
    browser.sign_in(people["officer"])
    browser.open("desk-dossier-open", product.pk)
    browser.press("Open the dossier")
    dossier = Dossier.objects.get()
    hand_in(browser, dossier)
    report_of_the_commune(browser, people, dossier)
    browser.sign_in(people["officer"])
    browser.open("desk-dossier", dossier.pk)
    browser.follow("Name a council")
    browser.fill(council=council.pk)
    browser.press("Name this council")
    browser.press("Give to the advisory team")
    browser.press("Go on all the same")
    report_of_the_advisers(browser, people, dossier)
    browser.sign_in(people["officer"])
    browser.open("desk-dossier", dossier.pk)
    browser.press("Open for scoring")
    browser.press("Go on all the same")
    dossier.refresh_from_db()
    assert dossier.state == "scoring"
    return dossier


def hand_in(browser, dossier):
    """Add a paper of each obligatory kind, read everything back and file the dossier."""
    for requirement in missing_requirements(dossier):
        browser.open("desk-dossier-evidence", dossier.pk)
        browser.fill(requirement=requirement.key)
        name = f"{requirement.key}.pdf"
        browser.page.locator("main [name=documents]").set_input_files(
            {"name": name, "mimeType": "application/pdf", "buffer": signed_pdfs.pdf(name)}
        )
        browser.press("Add the files")
    make.self_assessment(dossier, by=dossier.opened_by)
    browser.open("desk-dossier", dossier.pk)
    browser.follow("Check and file")
    browser.press("File the dossier")
    assert "/PĐK-" in browser.text


def report_of_the_commune(browser, people, dossier):
    """Write and sign form 03, then forward the dossier to the province."""
    browser.sign_in(people["commune_officer"])
    browser.open("desk-dossier", dossier.pk)
    browser.press("Write the report")
    browser.fill(**dict.fromkeys(CommuneReport.contents, "Đúng như hồ sơ."))
    browser.press("Save the report")
    browser.press("Sign the report")
    browser.press("Forward to the province")
    browser.press("Go on all the same")


def report_of_the_advisers(browser, people, dossier):
    """Write and sign the advisory team's report."""
    browser.sign_in(people["adviser"])
    browser.open("score-dossier", dossier.pk)
    browser.press("Write the report")
    browser.fill(visit_notes="Cơ sở sạch sẽ.", conclusion="Đề nghị chấm điểm.")
    browser.press("Save the report")
    browser.press("Sign the report")


def score(browser, dossier, person, choices):
    """Fill one's sheet option by option, check it, lock it."""
    browser.sign_in(person)
    browser.open("score-dossier", dossier.pk)
    browser.press("Begin to score")
    nodes = dossier.sheet.criteria.scored(dossier.branch).prefetch_related("options")
    for node in nodes:
        option = node.options.all()[choices[node.code]]
        browser.page.locator(f"input[name=c{node.pk}][value='{option.pk}']").check()
    browser.press("Save and check before locking")
    browser.page.locator("#refused").wait_for()
    browser.page.locator("#waiting").wait_for(state="hidden")
    # What no evidence supports needs the member's own reason.
    refused = browser.page.locator(".criterion--refused textarea")
    for name in refused.evaluate_all("fields => fields.map(field => field.name)"):
        browser.page.locator(f"textarea[name={name}]").fill("Đã xem tại nơi sản xuất")
    browser.press("Save and check before locking")
    browser.page.get_by_role("heading", name="Check before locking").wait_for()
    assert "Not answered" not in browser.text
    browser.press("Lock my sheet")
    assert dossier.assessments.filter(by=person, locked_at__isnull=False).exists()


def decide(browser, dossier, people):
    """Establish the result; one prepares the decision, another issues it."""
    make.session(dossier)
    browser.sign_in(people["officer"])
    browser.open("desk-dossier", dossier.pk)
    browser.press("Establish the result")
    result = browser.text
    browser.open("desk-decision-prepare")
    browser.page.locator(f"input[name=dossiers][value='{dossier.pk}']").check(force=True)
    browser.press("Prepare the decision")
    browser.sign_in(people["leader"])
    browser.open("desk-decision-list")
    browser.follow("Recognition")
    browser.follow("Issue the decision")
    browser.fill(number="1234/QĐ-UBND", signed_on=f"{today():%d/%m/%Y}")
    browser.press("Issue")
    browser.page.context.clear_cookies()
    return result


def test_from_a_new_producer_to_four_stars_that_anyone_can_check(browser_of, people):
    browser, choices = browser_of, make.four_stars()
    dossier = seat_and_open(browser, people, register(browser, people))
    first, *others = people["scorers"]
    score(browser, dossier, first, choices)
    # Nine members score in browsers in test_nine_members.py.
    for person in others:
        sheet = Assessment.objects.open_member(dossier, by=person)
        sheet.fill(choices, by=person, note="Đã xem tại nơi sản xuất")
        make.lock(sheet)
    decide(browser, dossier, people)
    recognition = Recognition.objects.get()
    browser.open("product-list")
    assert "Chè Đinh Tân Cương" in browser.text
    browser.follow("Chè Đinh Tân Cương")
    until = f"until the end of {recognition.last_day:%d/%m/%Y}"
    for fact in ("4 stars", "1234/QĐ-UBND", until, "HACCP"):
        assert fact in browser.text
    assert browser.page.locator("main picture img").first.evaluate("image => image.naturalWidth") > 0
    browser.open("verify-code", recognition.code)
    assert "valid" in browser.text.lower()
    browser.open("verify-code", recognition.code, language="vi")
    assert "4 sao" in browser.text
    assert "còn hiệu lực" in browser.text.lower()
    assert browser.page.context.cookies() == []


def test_a_missing_requirement_gives_three_stars_and_says_why(browser_of, people):
    browser = browser_of
    tea = make.product(name="Chè Đinh Tân Cương", place=people["commune"])
    dossier = make.dossier(state=DossierState.SCORING, product=tea)
    for seat in dossier.council.seats.scoring():
        make.assessment(dossier, by=seat.user, choices=make.four_stars() | {"5.1": 3}, locked=True)
    result = decide(browser, dossier, people)
    reason = "96 points reach 5 stars; requirement 5.1 (4 stars) is not met: 3 stars"
    assert reason in result
    browser.open("product-list")
    browser.follow("Chè Đinh Tân Cương")
    assert "3 stars" in browser.text
    assert reason in browser.text
