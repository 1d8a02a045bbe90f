from ocop.files.document_reading import DocumentReading
from ocop.models.access import Denial, PaperReading
from ocop.models.demonstration import Demonstration
from ocop.models.kept_upload import KeptUpload
from ocop.models.mail import Mail
from ocop.models.nightly_run import NightlyRun
from ocop.models.one_time_code import OneTimeCode
from ocop.models.place import Place, Succession
from ocop.models.place_event import PlaceEvent, PlaceEventKind, PlaceListCheck, PlaceName
from ocop.models.place_move import AccountMove, PlaceMove
from ocop.models.place_name import PlaceKind, PlaceLevel
from ocop.models.record import Record
from ocop.models.request_count import RequestCount
from ocop.models.second_factor import RecoveryCode, SecondFactor
from ocop.models.sent_form import SentForm
from ocop.models.user import User
from ocop.models.user_session import UserSession
from ocop.permissions import Role

__all__ = [
    "AccountMove",
    "Demonstration",
    "Denial",
    "DocumentReading",
    "KeptUpload",
    "Mail",
    "NightlyRun",
    "OneTimeCode",
    "PaperReading",
    "Place",
    "PlaceEvent",
    "PlaceEventKind",
    "PlaceKind",
    "PlaceLevel",
    "PlaceListCheck",
    "PlaceMove",
    "PlaceName",
    "Record",
    "RecoveryCode",
    "RequestCount",
    "Role",
    "SecondFactor",
    "SentForm",
    "Succession",
    "User",
    "UserSession",
]
