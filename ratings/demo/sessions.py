"""Council sessions of a demonstration round."""

from datetime import timedelta

from ocop.permissions import SeatKind
from ocop.values.dates import today
from ratings.councils.models.presiding import presiding
from ratings.dossiers.workflow import DossierKind
from ratings.scoring.conclude import conclude_scoring
from ratings.scoring.models import Session, SessionKind

VENUE = "Phòng họp Văn phòng điều phối nông thôn mới"
CONCLUSION = "Hội đồng thống nhất kết quả đánh giá, phân hạng của các sản phẩm trong chương trình họp."


def conclude(dossier, *, by):
    """Conclude the result in an open session of the right kind; call one if there is none."""
    written = dossier.kind == DossierKind.RENEWAL and dossier.scoring_round == 1
    kind = SessionKind.WRITTEN if written else SessionKind.MEETING
    chair = presiding(dossier).user
    session = Session.objects.open().filter(council=dossier.council, kind=kind).first()
    if session:
        session.add([dossier], by=chair)
    else:
        call(dossier, kind, by=chair)
    return conclude_scoring(dossier, by=by)


def call(dossier, kind, *, by):
    """Call a session with the dossier; in a large council one member is excused."""
    session = Session.objects.call(
        dossier.council,
        kind,
        [dossier],
        by=by,
        held_on=today(),
        answers_until=today() + timedelta(days=14),
        venue=VENUE if kind == SessionKind.MEETING else "",
    )
    users = list(session.attendance.values_list("user", flat=True))
    excused = users[3:4] if len(users) > 8 else []
    if session.is_meeting:
        session.attend(set(users) - set(excused), by=by, reasons=dict.fromkeys(excused, "Đi công tác"))


def close(council):
    chair = council.seats.get(kind=SeatKind.CHAIR).user
    for session in Session.objects.open().filter(council=council):
        session.close(by=chair, conclusion=CONCLUSION)
