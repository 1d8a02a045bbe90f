"""Register data in the Vietnamese wording of official papers, in every interface language."""

from datetime import date

from django.utils import timezone

from ocop.models import PlaceLevel
from producers.models import LegalForm
from products.models.product import Sector
from ratings.dossiers.ministry import is_former_ministry
from ratings.papers.paper import format_date_in_words

MINISTRY = "Bộ Nông nghiệp và Môi trường"
FORMER_MINISTRY = "Bộ Nông nghiệp và Phát triển nông thôn"

LEGAL_FORMS = {
    LegalForm.COOPERATIVE: "Hợp tác xã",
    LegalForm.COOPERATIVE_GROUP: "Tổ hợp tác",
    LegalForm.LIMITED_COMPANY: "Công ty trách nhiệm hữu hạn",
    LegalForm.JOINT_STOCK_COMPANY: "Công ty cổ phần",
    LegalForm.PRIVATE_ENTERPRISE: "Doanh nghiệp tư nhân",
    LegalForm.FARM: "Trang trại",
    LegalForm.BUSINESS_HOUSEHOLD: "Hộ kinh doanh",
    LegalForm.HOUSEHOLD: "Hộ sản xuất",
    LegalForm.ASSOCIATION: "Hội, trung tâm điều hành",
    # Unknown: a dotted line to fill in.
    LegalForm.OTHER: "",
}
SECTORS = {
    Sector.FOOD: "Thực phẩm",
    Sector.DRINKS: "Đồ uống",
    Sector.HERBAL: "Dược liệu và sản phẩm từ dược liệu",
    Sector.CRAFTS: "Thủ công mỹ nghệ",
    Sector.ORNAMENTAL: "Sinh vật cảnh",
    Sector.TOURISM: "Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch",
}


def ministry_on(day: date | None) -> str:
    """The name of the ministry for OCOP on a day."""
    return FORMER_MINISTRY if is_former_ministry(day) else MINISTRY


def address_of(producer, day=None):
    """Return the address with the units and their names on a day, or today's."""
    place = producer.place_on(day)
    parts = [producer.address_line, place.name_in_text_on(day)]
    if place.outer_province:
        parts.append(place.outer_province.name_in_text_on(day))
    return ", ".join(part for part in parts if part)


def commune_of(producer, day=None):
    """Return the producer's commune on a day, or None if only its province is known."""
    place = producer.place_on(day)
    return place if place.level == PlaceLevel.COMMUNE else None


def province_of(producer, day=None):
    return producer.place_on(day).province


def committee_of(place, day=None):
    """Return the name of a place's People's Committee on a day in capitals; dotted blanks without a place."""
    return f"ỦY BAN NHÂN DÂN {place.full_name_on(day).upper() if place else '…………………'}"


def group_of(sheet):
    """Return sector, group and subgroup of a sheet as printed at its head."""
    head = sheet.head
    group, name = head["group"]["vi"], head["name"]["vi"]
    parts = [f"Ngành: {SECTORS[head['sector']['code']]}", f"Nhóm: {group}"]
    return "; ".join([*parts, f"Phân nhóm: {name}"] if head.get("subgroup") else parts)


def local_date(moment):
    """Return the local date of a moment; None for None."""
    return timezone.localdate(moment) if moment else None


def signed_where(producer, day):
    """Return place (commune) and date of a producer's signature; dotted blanks if unknown."""
    commune = commune_of(producer, day)
    return f"{commune.name_on(day) if commune else '…………………'}, {format_date_in_words(day)}"


def arrived_on(dossier, state):
    """Return the date on which the filed dossier last entered a state; None if it never did."""
    transition = dossier.origin.transitions.filter(to_state=state).order_by("-pk").first()
    return local_date(transition.at) if transition else None


def filed_on(dossier):
    """Return the date of the last filing; None for a draft."""
    return arrived_on(dossier, "filed")


def year_of(dossier):
    """Return the year of the assessment: of its filing, or of its opening if not filed."""
    return (filed_on(dossier) or local_date(dossier.origin.opened_at)).year


def file_name_of(dossier, paper):
    """Return a readable file name without characters that file systems reject."""
    return f"{paper}-{dossier.product.slug}-{dossier.pk}"
