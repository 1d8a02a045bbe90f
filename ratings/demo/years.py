"""Recognitions in every state and decisions of every kind, which a single round does not produce.

The past is written by the owner of a database that is marked as a demonstration
(ocop.models.Demonstration); the web role may do none of it. Nothing issued in the portal can be older than
Decision 26/2026/QĐ-TTg. Recognitions near or past their end are therefore recorded from invented earlier
decisions, and their pages say so.
"""

from datetime import date, timedelta
from io import BytesIO

import pghistory
import pgtrigger
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from PIL import Image

from ocop.models import Demonstration, PlaceLevel, User
from ocop.values.dates import today
from ocop.values.last_day import end_after
from products.models import Certification, Photo, Product, Scheme, Traceability
from ratings.councils.models import Council
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import Decision, DecisionKind, Recognition, RecordedDecision
from ratings.decisions.prepare import prepare_correction, prepare_decision, prepare_extension
from ratings.decisions.recognition_text import INVENTED
from ratings.demo import sessions
from ratings.demo.accounts import PLAYED, THAI_NGUYEN
from ratings.demo.round import Played
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import DossierKind, DossierState

# Approximate length of 36 months in days; the exact end is set separately.
TERM = 1096
# Recorded recognitions by the state shown, with the days until their last day.
ENDING = {"valid": 700, "renewal": 150, "late": 60, "lapsed": -200}
# Prefixes of triggers that record or count changes; all others are guards.
NOTING = ("insert_", "update_", "delete_", "count_", "append_")
# Placeholder traceability system.
SYSTEM = "DEMO"
# Days since the filing of a re-assessment that was filed in time and whose term has ended meanwhile.
SINCE_FILING = 170


def is_played() -> bool:
    """Whether these examples exist in this database."""
    return Traceability.objects.filter(system=SYSTEM).exists()


@transaction.atomic
def play(users: dict[str, User]) -> None:
    """Bring further products of Thái Nguyên into the missing states, in one transaction."""
    if not Demonstration.is_marked():
        raise PermissionError(
            "The past of a demonstration is written only where the database is marked as one."
        )
    years = Years(THAI_NGUYEN, users)
    with pghistory.context(command=PLAYED):
        for act, product in zip(years.acts(), years.products(), strict=False):
            act(product)


class Years(Played):
    """The people of the round, used for recognitions before and after it."""

    def __init__(self, code, users):
        super().__init__(code, users)
        self.numbers = iter(range(501, 1000))
        self.council = Council.objects.filter(place=self.place).order_by("pk").first()

    def products(self):
        """Return products without recognition and dossier. Those of sheet 26 need a case and are left out."""
        rows = Product.objects.editable_by(self.officer).filter(recognitions=None, dossiers=None)
        rows = rows.filter(producer__place__level=PlaceLevel.COMMUNE, product_set__lt=26)
        return list(rows.select_related("producer__place", "product_set").order_by("pk"))

    def acts(self):
        """Return what is done with each product in turn."""
        yield from (lambda product, days=days: self.ending(product, days) for days in ENDING.values())
        yield from (self.superseded, self.awaiting, self.extended, self.refused, self.corrected)
        yield from (self.upgrade_in_draft, self.draft, self.complete)

    def ending(self, product, days, stars=3):
        """Record a recognition whose last day is in `days` days (negative: past)."""
        signed_on = today() + timedelta(days=days - TERM)
        decision = RecordedDecision.objects.example(
            number=self._number(), signed_on=signed_on, place=self._authority_on(signed_on, product)
        )
        decision.recorded_stars.create(product=product, stars=stars, source=INVENTED)
        decision.make_recognitions()
        recognition = Recognition.objects.get(decision=decision)
        back(
            Recognition.objects.filter(pk=recognition.pk),
            expires_on=end_after(today() + timedelta(days=days)),
        )
        return recognition

    def superseded(self, product):
        """Recognition that a later one has superseded."""
        self._record([product], today() - timedelta(days=800))
        self._record([product], date(2026, 3, 2))

    def awaiting(self, product):
        """Expired recognition whose re-assessment was filed in time (article 12.3)."""
        recognition = self.ending(product, 150)
        dossier = self._file(product, 3, kind=DossierKind.RENEWAL, changes="Công suất tăng gấp đôi.")
        shift(Recognition.objects.filter(pk=recognition.pk), "issued_on", "expires_on")
        shift(Decision.objects.filter(pk=recognition.decision_id), "signed_on", "prepared_at")
        shift(Dossier.objects.filter(pk=dossier.pk), "since", "opened_at", "due_on")
        shift(dossier.transitions.all(), "at")
        shift(dossier.filings.all(), "filed_at", "confirmed_at")
        return Recognition.objects.get(pk=recognition.pk)

    def extended(self, product):
        """Same as `awaiting`, extended by a decision."""
        recognition = self.awaiting(product)
        until = recognition.expires_on + timedelta(days=120)
        decision = prepare_extension(recognition, until, by=self.officer)
        issue_decision(decision, by=self.leader, number=self._number())

    def refused(self, product):
        """Result of three stars that a decision refuses."""
        dossier = self._score(product, self.council, 3, None, DossierState.CONCLUDED)
        sessions.close(self.council)
        refusal = prepare_decision(DecisionKind.REFUSE, [dossier], by=self.officer)
        issue_decision(refusal, by=self.leader, number=self._number())

    def corrected(self, product):
        """Recognition issued in the portal, with variants corrected afterwards."""
        dossier = self._score(product, self.council, 4, None, DossierState.CONCLUDED)
        sessions.close(self.council)
        decision = prepare_decision(DecisionKind.RECOGNISE, [dossier], by=self.officer)
        issue_decision(decision, by=self.leader, number=self._number())
        recognition = Recognition.objects.get(dossier=dossier)
        wanted = {"variants": "Hộp 100 g\nHộp 200 g"}
        correction = prepare_correction(
            recognition, wanted, by=self.officer, reason="Quyết định in thiếu quy cách đã thẩm định."
        )
        issue_decision(correction, by=self.leader, number=self._number())

    def upgrade_in_draft(self, product):
        self.ending(product, 700)
        Dossier.objects.start(product, by=self.officer, kind=DossierKind.UPGRADE, changes="Đạt HACCP.")

    def draft(self, product):
        Dossier.objects.start(product, by=self.officer)

    def complete(self, product):
        """Product with every kind of data that its page can show."""
        self.ending(product, 500, stars=4)
        product.name_en, product.gtin = "Demonstration product with all its papers", "8935001730019"
        product.story = product.story or "Câu chuyện minh họa của sản phẩm."
        product.save()
        Photo.objects.add(product, picture(), alt_vi="Ảnh minh họa", alt_en="Demonstration picture")
        Certification.objects.create(
            producer=product.producer,
            product=product,
            scheme=Scheme.HACCP,
            number="DEMO-HACCP-01",
            issued_on=today() - timedelta(days=200),
            expires_on=today() + timedelta(days=895),
        )
        Traceability.objects.create(product=product, system=SYSTEM, provider=SYSTEM)


def picture() -> ContentFile:
    """Return an image of one plain colour."""
    file = BytesIO()
    Image.new("RGB", (1200, 900), "#5b8c5a").save(file, "JPEG")
    return ContentFile(file.getvalue(), "demo.jpg")


def shift(rows, *fields):
    """Move the given dates and times of rows back by SINCE_FILING days."""
    back(rows, **{name: F(name) - timedelta(days=SINCE_FILING) for name in fields})


def back(rows, **values):
    """Update rows with guard triggers disabled, which only the database owner can do.

    The change is recorded in the history like any other.
    """
    guards = [trigger.name for trigger in rows.model._meta.triggers if not trigger.name.startswith(NOTING)]
    with pgtrigger.ignore(*(f"{rows.model._meta.label}:{name}" for name in guards)):
        rows.update(**values)
