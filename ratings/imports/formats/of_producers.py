"""Formats of the registers whose rows belong to producers: support, revenue, deals, events and who took part."""

from django.utils.translation import gettext_lazy as _

from producers.models import (
    Deal,
    DealKind,
    EventKind,
    Participation,
    Revenue,
    Support,
    SupportKind,
    TradeEvent,
)
from ratings.imports.formats.columns import choice, day, dong, source, text, until, year, yes_no
from ratings.imports.formats.known_rows import (
    belongs_to_producer,
    belongs_to_province,
    held_at_event,
    takes_part_in_event,
)
from ratings.imports.formats.of_products import producer_columns
from ratings.imports.formats.register_format import RegisterFormat

EVENT = ("su kien", "hoi cho", "ten hoi cho", "ten su kien", "su kien xuc tien thuong mai")
EVENT_COLUMNS = (
    text("event", "Sự kiện xúc tiến", 36, *EVENT, value="event.name"),
    day("event_starts_on", "Ngày khai mạc", "ngay to chuc", value="event.starts_on"),
)
WITH_PRODUCER = ("producer__place",)

SUPPORT = RegisterFormat(
    "support",
    _("Support"),
    Support,
    (
        *producer_columns(),
        text("programme", "Chương trình hỗ trợ", 36, "chuong trinh", "nguon ho tro"),
        choice("kind", "Loại hỗ trợ", SupportKind, "noi dung ho tro chinh", "hinh thuc ho tro"),
        text("content", "Nội dung hỗ trợ", 36, "noi dung"),
        text("agency", "Đơn vị hỗ trợ", 30, "co quan ho tro"),
        dong("amount", "Số tiền (đồng)", "kinh phi", "kinh phi ho tro"),
        year("year", "Năm", "nam ho tro"),
        yes_no("released", "Được công khai", "cong khai"),
        source(),
    ),
    ("producer_id", "programme", "kind", "content", "year"),
    (("producer",), ("programme",), ("year",)),
    (belongs_to_producer,),
    ("programme", "year"),
    related=WITH_PRODUCER,
)

REVENUE = RegisterFormat(
    "revenue",
    _("Revenue"),
    Revenue,
    (
        *producer_columns(),
        year("year", "Năm", "nam bao cao"),
        dong("domestic", "Doanh thu trong nước (đồng)", "tieu thu trong nuoc", "ban trong nuoc"),
        dong("export", "Doanh thu xuất khẩu (đồng)", "gia tri xuat khau"),
        source(),
    ),
    ("producer_id", "year"),
    (("producer",), ("year",), ("domestic", "export")),
    (belongs_to_producer,),
    ("producer", "year"),
    related=WITH_PRODUCER,
)

DEALS = RegisterFormat(
    "deals",
    _("Deals"),
    Deal,
    (
        *producer_columns(),
        choice("kind", "Loại thỏa thuận", DealKind, "loai hop dong"),
        text("counterpart", "Đối tác", 36, "ben mua", "khach hang"),
        day("signed_on", "Ngày ký", "ngay ky ket"),
        dong("value", "Giá trị (đồng)", "gia tri hop dong"),
        *EVENT_COLUMNS,
        source(),
    ),
    ("producer_id", "kind", "counterpart", "signed_on"),
    (("producer",), ("counterpart",)),
    (belongs_to_producer, held_at_event),
    ("counterpart", "signed_on"),
    related=(*WITH_PRODUCER, "event"),
)

EVENTS = RegisterFormat(
    "events",
    _("Trade events"),
    TradeEvent,
    (
        text("name", "Tên sự kiện xúc tiến", 36, *EVENT),
        choice("kind", "Loại sự kiện", EventKind, "hinh thuc"),
        text("venue", "Địa điểm", 30, "noi to chuc"),
        day("starts_on", "Ngày khai mạc", "ngay to chuc", "tu ngay", "ngay bat dau"),
        until("ends_on", "Ngày bế mạc", "den ngay", "den het ngay", "ngay ket thuc"),
        text("organiser", "Đơn vị tổ chức", 30, "co quan to chuc"),
        text("website", "Trang thông tin", 30, "website"),
        source(),
    ),
    ("province_id", "name", "starts_on"),
    (("name",), ("starts_on",), ("ends_on", "venue", "kind", "organiser")),
    (belongs_to_province,),
    ("name",),
    maker="",
)

PARTICIPATIONS = RegisterFormat(
    "participations",
    _("Participants of trade events"),
    Participation,
    (
        *EVENT_COLUMNS,
        *producer_columns(),
        text("note", "Kết quả tham gia", 40, "ket qua", "ghi chu"),
    ),
    ("event_id", "producer_id"),
    (("event",), ("producer",)),
    (takes_part_in_event, belongs_to_producer),
    ("event",),
    related=(*WITH_PRODUCER, "event"),
)
