"""The format of the register of producers: all that officers edit, with the contacts that are not public."""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.models import Place
from ocop.values.likeness import identity_key
from ocop.values.naming import why_not_public_name
from producers.models import LegalForm, Producer
from producers.names import are_alike, is_person, producer_key
from ratings.imports import addresses
from ratings.imports.cells import CellParseError, cell_text, parse_tax_number
from ratings.imports.exporting import former_columns
from ratings.imports.formats.columns import (
    RegisterColumn,
    choice,
    day,
    degrees,
    number,
    only_read,
    source,
    text,
    web_address,
    yes_no,
)
from ratings.imports.formats.known_rows import KnownRows
from ratings.imports.formats.of_products import PRODUCER_NAMES, commune_of
from ratings.imports.formats.reading_rows import RegisterRow
from ratings.imports.formats.register_format import RegisterFormat
from ratings.imports.matching import NEW
from ratings.imports.names import legal_form
from ratings.imports.parsed_row import find_places, text_without_telephones
from ratings.imports.places import ResolvedPlace
from ratings.imports.private_numbers import joined, parse_telephones
from ratings.imports.questions import Option, QuestionKind, question_key

_OWN_KEY = re.compile(r"CT-(\d{1,9})")
LONGEST_TELEPHONE = 30


def _former(level: str) -> Any:
    return lambda row: former_columns(row.former_place).get(f"former_{level}", "")


def _read_form(cell: object) -> str | None:
    """Return the legal form in the words of the template, or as officers' lists write it."""
    try:
        return _FORM.read(cell) if _FORM.read else None
    except CellParseError:
        form, is_said = legal_form("", cell_text(cell))
        if not is_said:
            raise
        return form


def _read_telephone(cell: object) -> str | None:
    return parse_telephones(cell, LONGEST_TELEPHONE)


def own_producer_key(maker: Producer) -> str:
    """Return what names a producer of the register in a list, whatever its name becomes."""
    return f"CT-{maker.pk}"


def is_its_own(known: KnownRows, row: RegisterRow) -> None:
    """Find the producer that a row is, and read its place; a name that is nearly known is asked about."""
    maker = text_without_telephones(row, "producer")
    if not {"commune", "address"} & row.row.layout.columns.keys():
        maker, row.place = addresses.split_producer(maker)
    row.name = maker
    find_places(row)
    _read_texts(row)
    if not maker:
        row.refuse("producer", _("the name of the producer, at most 250 characters"))
    if row.refusals or (standing := known.places.standing(row)) is None:
        return
    found, is_sure = _producer(known, row, standing)
    if standing.open and not (found and found.place in standing.open):
        known.places.choose(row, standing)
    if not (row.refusals or row.asked):
        _say(row, standing, found, is_sure)


def _read_texts(row: RegisterRow) -> None:
    """Take telephone numbers out of the row's texts, and refuse public ones with other personal numbers."""
    for cell, name in (("producer_en", "name_en"), ("representative", "representative")):
        if written := text_without_telephones(row, cell):
            row.values[name] = written
    for cell, written in (("producer", row.name), ("producer_en", row.values.get("name_en", ""))):
        if refusal := why_not_public_name(written):
            row.refuse(cell, refusal)
    numbers = joined([*filter(None, [row.values.get("phone", "")]), *row.telephones])
    if len(numbers) > LONGEST_TELEPHONE:
        row.refuse(
            "phone", _("one telephone number: the names and addresses of the row have others"), numbers
        )
    elif numbers:
        row.values["phone"] = numbers


def _producer(known: KnownRows, row: RegisterRow, standing: ResolvedPlace) -> tuple[Producer | None, bool]:
    """Return the producer that a row means, None for a new one; and whether its key or its tax number says so."""
    number = row.values.get("tax_number")
    for cell, found in (
        ("key", _by_key(known, row)),
        ("tax_number", known.producers_by_tax_number.get(number) if number else None),
    ):
        if found:
            same_number = number and number == found.tax_number
            if not are_alike(found.name, row.name) and not (cell == "key" and same_number):
                row.refuse(cell, _another(cell) % {"name": found.name})
            return found, True
    same = [
        each
        for each in known.producers_by_name.get(producer_key(row.name), [])
        if _stands_there(each, standing) and not (number and each.tax_number)
    ]
    if len(same) == 1:
        return same[0], False
    if same:
        row.refuse("key", _("the key or the tax number: several producers have this name"))
        return None, False
    return _ask_who(known, row, standing), False


def _another(cell: str) -> str:
    return (
        _("another key: “%(name)s” has this one")
        if cell == "key"
        else _("another number: “%(name)s” has this one")
    )


def _by_key(known: KnownRows, row: RegisterRow) -> Producer | None:
    """Return the producer with the row's key; one of another register means nothing here."""
    own = _OWN_KEY.fullmatch(row.text("key"))
    return known.producers_by_pk.get(int(own[1])) if own else None


def _stands_there(maker: Producer, standing: ResolvedPlace) -> bool:
    """Whether the place of a producer of the row's name is not another than that of the row."""
    if not (standing.is_commune or standing.open) or maker.is_incomplete:
        return True
    return maker.place in (standing.open or [standing.place])


def _ask_who(known: KnownRows, row: RegisterRow, standing: ResolvedPlace) -> Producer | None:
    """Ask whether a row is a producer of a name alike; two persons in different communes are two."""
    number = row.values.get("tax_number")
    possible = [
        each
        for each in known.producers_alike.find(row.name)
        if not (number and each.tax_number)
        and (_stands_there(each, standing) or not (is_person(row.name) and is_person(each.name)))
    ]
    if not possible:
        return None
    about = "|".join([producer_key(row.name), str(standing.place.pk), *(str(each.pk) for each in possible)])
    answer = known.questions.ask(
        QuestionKind.PRODUCER,
        about,
        _("Which producer is “%(name)s”?") % {"name": row.name},
        [
            *(Option(str(each.pk), _describe(each)) for each in possible),
            Option(NEW, _("Another producer: it is registered as new")),
        ],
        row=row.row.place_in_file,
        detail=f"“{row.name}”, {standing.place.full_name}",
    )
    if not answer:
        row.asked.append(question_key(QuestionKind.PRODUCER, about))
    return next((each for each in possible if str(each.pk) == answer), None)


def _describe(maker: Producer) -> str:
    parts = [f"“{maker.name}”", maker.place.full_name]
    if maker.tax_number:
        parts.append(_("tax number %(number)s") % {"number": maker.tax_number})
    return ", ".join(parts)


def _say(row: RegisterRow, standing: ResolvedPlace, found: Producer | None, is_sure: bool) -> None:
    """Set what the row says of its producer; only a key or a tax number lets a list rename one."""
    if found is None or is_sure:
        row.values["name"] = row.name
    elif identity_key(found.name) != identity_key(row.name):
        row.notes.append(_("Registered as “%(name)s”.") % {"name": found.name})
    if found:
        row.known = found.pk
    if found is None or standing.is_commune:
        row.values["place_id"] = standing.place.pk
    if standing.former and (row.former or found is None or found.former_place_id is None):
        row.values["former_place_id"] = standing.former.pk
    if standing.line:
        row.values["address_line"] = standing.line
    form = legal_form(row.name, "")[0]
    if found is None and form != LegalForm.OTHER:
        row.values.setdefault("legal_form", form)


_FORM = choice("legal_form", "Loại hình", LegalForm)


def _province_of(row: Any) -> str:
    place: Place = row.place
    return place.province.name if place.province else place.name


PRODUCERS = RegisterFormat(
    "producers",
    gettext_lazy("Producers"),
    Producer,
    (
        text("key", "Khóa dòng", 14, "ma dong", value=own_producer_key),
        text("producer", "Chủ thể", 36, *PRODUCER_NAMES, value="name"),
        text("producer_en", "Tên tiếng Anh", 30, "ten chu the bang tieng anh", value="name_en"),
        RegisterColumn(
            "legal_form",
            "Loại hình",
            24,
            ("loai hinh chu the", "loai hinh san xuat", "loai hinh to chuc", "loai hinh to chuc san xuat"),
            "",
            _FORM.shown,
            _read_form,
            _FORM.choices,
        ),
        RegisterColumn(
            "tax_number", "Mã số thuế", 14, ("mst", "ma so doanh nghiep"), "", None, parse_tax_number
        ),
        day("founded_on", "Ngày thành lập"),
        text("village", "Số nhà, đường, thôn", 30, "thon", "so nha", value="address_line"),
        only_read("address", "Địa chỉ", "dia chi san xuat", "dia chi tru so"),
        text("commune", "Xã, phường", 20, "xa", "phuong", "xa phuong", value=commune_of),
        only_read("district", "Huyện", "quan huyen", "huyen thi xa"),
        text("province", "Tỉnh", 16, "tinh thanh pho", value=_province_of),
        text("former_commune", "Xã cũ", 20, value=_former("commune")),
        text("former_district", "Huyện cũ", 20, value=_former("district")),
        text("former_province", "Tỉnh cũ", 16, value=_former("province")),
        degrees("latitude", "Vĩ độ"),
        degrees("longitude", "Kinh độ"),
        text("representative", "Người đại diện", 26, "dai dien", "nguoi dai dien phap luat", "giam doc"),
        yes_no("led_by_woman", "Người đại diện là nữ", "nu lam chu"),
        yes_no("led_by_minority", "Người đại diện là người dân tộc thiểu số"),
        yes_no("led_by_disabled", "Người đại diện là người khuyết tật"),
        number("workers", "Số lao động", "lao dong", "tong so lao dong"),
        number("local_workers", "Số lao động tại địa phương", "lao dong dia phuong"),
        RegisterColumn(
            "phone", "Điện thoại", 16, ("so dien thoai", "sdt", "dien thoai lien he"), read=_read_telephone
        ),
        text("email", "Thư điện tử", 26, "email", "e mail"),
        web_address("website", "Trang thông tin", "website", "trang web"),
        yes_no("contacts_released", "Được công khai liên hệ"),
        text("story", "Giới thiệu", 40, "gioi thieu chu the"),
        text("story_en", "Giới thiệu bằng tiếng Anh", 40),
        source(),
    ),
    ("place_id", "name"),
    (
        ("producer",),
        ("legal_form", "tax_number", "village", "address", "representative", "phone", "email", "founded_on"),
    ),
    (is_its_own,),
    ("producer",),
    maker="",
    related=(
        "place__province",
        "former_place__province",
        "former_place__parent__parent",
        "former_place__parent__province",
    ),
    yields=True,
    leading=("place_id", "legal_form", "phone", "tax_number"),
)
