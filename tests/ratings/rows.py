"""One row of each kind that belongs to councils and results."""

from ocop.values.dates import today
from ratings.councils.models import ScoreDisclosure, SpreadLimit
from ratings.scoring.models import Conflict, GateFinding, Reply, SecondRound
from ratings.sheets.models import SheetInterpretation
from tests import factories as make


def council_work(dossier):
    """Rows of a council during scoring: conflict, finding, second round."""
    chair = dossier.council.seats.get(kind="chair").user
    secretary = dossier.council.seats.get(kind="secretary").user
    Conflict.objects.declare(dossier, by=secretary, reason="Kin.")
    gate = dossier.sheet.criteria.get(code="2.2")
    for low, seat in zip(({}, {"2.2": 0}), dossier.council.seats.scoring(), strict=False):
        make.assessment(dossier, by=seat.user, choices=make.best(dossier.sheet) | low, locked=True)
    GateFinding.objects.create(dossier=dossier, criterion=gate, star=3, met=True, reason="x", by=chair)
    make.amendment(dossier.council, quorum=80)
    SecondRound.objects.create(dossier=dossier, by=chair, reason="x", limit=10)


def after_the_result(recognition):
    """Rows after a result, of recorded decisions, and of a province's rules."""
    make.label(recognition)
    place, result = recognition.product.producer.place.province, recognition.dossier.result
    make.recognition(product=make.product(place=recognition.product.producer.place))
    Reply.objects.create(result=result, text="x", by=make.user())
    SheetInterpretation.objects.create(
        place=place,
        sheet=make.sheet(),
        question="q",
        text="x",
        reason="x",
        in_force_from=today(),
        recorded_by=make.user(),
    )
    ScoreDisclosure.objects.create(place=place, published=True, in_force_from=today(), set_by=make.user())
    SpreadLimit.objects.create(place=place, points=12, in_force_from=today(), set_by=make.user())
