"""What the register holds, in the words of official papers, which are Vietnamese on every page's language."""

from django.utils import timezone

from ocop.models import PlaceLevel
from producers.models import LegalForm
from products.models.product import Sector
from ratings.papers.paper import in_words

# As a paper is headed.
MINISTRY = "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"

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
    # Not known: a dotted line to fill in.
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


def address_of(producer):
    """Return house and street, commune and province."""
    place = producer.place
    parts = [producer.address_line, place.name_in_text]
    if place.province_id and place.province_id != place.pk:
        parts.append(place.province.name_in_text)
    return ", ".join(part for part in parts if part)


def commune_of(producer):
    """Return the producer's commune, or None while only its province is known."""
    return producer.place if producer.place.level == PlaceLevel.COMMUNE else None


def province_of(producer):
    """Return the producer's province."""
    return producer.place.province


def committee_of(place):
    """Return the name of a place's People's Committee in capitals, dotted without a place."""
    return f"ỦY BAN NHÂN DÂN {place.full_name.upper() if place else '…………………'}"


def group_of(sheet):
    """Return sector, group and subgroup of a sheet as they are printed at its head."""
    head = sheet.head
    group, name = head["group"]["vi"], head["name"]["vi"]
    parts = [f"Ngành: {SECTORS[head['sector']['code']]}", f"Nhóm: {group}"]
    return "; ".join([*parts, f"Phân nhóm: {name}"] if head.get("subgroup") else parts)


def day_of(moment):
    """Return the day of a moment in Vietnam, None without a moment."""
    return timezone.localdate(moment) if moment else None


def signed_where(producer, day):
    """Return where and when a producer signs: the commune's name and the day, dotted where not known."""
    commune = commune_of(producer)
    return f"{commune.name if commune else '…………………'}, {in_words(day)}"


def arrived_on(dossier, state):
    """Return the day on which the dossier that was filed last came into a state, None if it never did."""
    move = dossier.origin.moves.filter(to_state=state).order_by("-pk").first()
    return day_of(move.at) if move else None


def filed_on(dossier):
    """Return the day on which the dossier was last filed, None while it is a draft."""
    return arrived_on(dossier, "filed")


def year_of(dossier):
    """Return the year of the assessment: that of its filing, before that of its opening."""
    return (filed_on(dossier) or day_of(dossier.origin.opened_at)).year


def named(dossier, paper):
    """Return the name of a paper's file: readable, without what file systems refuse."""
    return f"{paper}-{dossier.product.slug}-{dossier.pk}"
