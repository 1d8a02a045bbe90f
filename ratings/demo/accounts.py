"""Demonstration accounts, one per role."""

import os
from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from ocop.models import Place, PlaceLevel, Role, User
from producers.models import Membership, Producer
from ratings.papers.vietnamese import MINISTRY

# Actor of the demonstration in history records, since no person acted.
PLAYED = "Bản minh họa"
THAI_NGUYEN, CAO_BANG = "19", "04"
COUNTRY = ""


class Account(NamedTuple):
    """Local part and organisation of the e-mail, name and role; `part` is the description in the printed list."""

    local: str
    province: str
    name: str
    role: Role
    office: str = ""

    @property
    def email(self):
        """For example officer@thai-nguyen.ocop.example."""
        domain = {THAI_NGUYEN: "thai-nguyen.", CAO_BANG: "cao-bang.", COUNTRY: ""}[self.province]
        return f"{self.local}@{domain}ocop.example"


# Invented names; no real officer or expert appears.
ACCOUNTS = [
    Account(
        "officer", THAI_NGUYEN, "Nguyễn Thị Cán", Role.PROVINCIAL_OFFICER, "Văn phòng điều phối OCOP tỉnh"
    ),
    Account("leader", THAI_NGUYEN, "Trần Văn Lãnh", Role.PROVINCIAL_LEADER, "Ủy ban nhân dân tỉnh"),
    Account("chair", THAI_NGUYEN, "Lê Thị Chủ", Role.EXPERT, "Chủ tịch Hội đồng"),
    Account("deputy", THAI_NGUYEN, "Bùi Văn Phó", Role.EXPERT, "Phó Chủ tịch Hội đồng"),
    Account("member1", THAI_NGUYEN, "Hoàng Văn Nhất", Role.EXPERT, "Sở Nông nghiệp và Môi trường"),
    Account("member2", THAI_NGUYEN, "Dương Thị Nhì", Role.EXPERT, "Sở Công Thương"),
    Account("member3", THAI_NGUYEN, "Nông Văn Ba", Role.EXPERT, "Sở Y tế"),
    Account("secretary", THAI_NGUYEN, "Phạm Thị Ký", Role.EXPERT, "Thư ký Hội đồng"),
    Account("adviser", THAI_NGUYEN, "Lý Thị Tư", Role.EXPERT, "Tổ tư vấn Hội đồng"),
    Account("commune", THAI_NGUYEN, "Ma Văn Xã", Role.COMMUNE_OFFICER, "Ủy ban nhân dân xã"),
    Account("producer", THAI_NGUYEN, "Triệu Thị Chè", Role.PRODUCER),
    Account("auditor", THAI_NGUYEN, "Vũ Văn Soát", Role.AUDITOR, "Thanh tra tỉnh"),
    Account("officer", CAO_BANG, "Nông Thị Cán", Role.PROVINCIAL_OFFICER, "Văn phòng điều phối OCOP tỉnh"),
    Account("leader", CAO_BANG, "Hoàng Thị Lãnh", Role.PROVINCIAL_LEADER, "Ủy ban nhân dân tỉnh"),
    Account("auditor", CAO_BANG, "Bế Văn Soát", Role.AUDITOR, "Thanh tra tỉnh"),
    Account("ministry", COUNTRY, "Đỗ Thị Bộ", Role.MINISTRY_OFFICER, MINISTRY),
    Account("ministry-leader", COUNTRY, "Cao Văn Bộ", Role.MINISTRY_LEADER, MINISTRY),
    Account("ministry-chair", COUNTRY, "Tạ Văn Chủ", Role.EXPERT, "Chủ tịch Hội đồng cấp Trung ương"),
    Account("ministry-member1", COUNTRY, "Đặng Thị Nhất", Role.EXPERT, "Bộ Công Thương"),
    Account("ministry-member2", COUNTRY, "Bùi Văn Nhì", Role.EXPERT, "Bộ Y tế"),
    Account("ministry-member3", COUNTRY, "Đinh Thị Ba", Role.EXPERT, "Bộ Khoa học và Công nghệ"),
    Account("ministry-member4", COUNTRY, "Mai Văn Tư", Role.EXPERT, "Bộ Văn hóa, Thể thao và Du lịch"),
    Account("ministry-secretary", COUNTRY, "Lại Thị Ký", Role.EXPERT, "Thư ký Hội đồng cấp Trung ương"),
    Account("ministry-adviser", COUNTRY, "Tô Văn Tư", Role.EXPERT, "Tổ tư vấn Hội đồng cấp Trung ương"),
    Account("admin", COUNTRY, "Quản trị viên", Role.ADMINISTRATOR),
    Account("admin2", COUNTRY, "Quản trị viên thứ hai", Role.ADMINISTRATOR),
]


# Seats of the ministry's council by account.
MINISTRY_SEATS = {
    "ministry-chair": "chair",
    "ministry-member1": "member",
    "ministry-member2": "member",
    "ministry-member3": "member",
    "ministry-member4": "member",
    "ministry-secretary": "secretary",
    "ministry-adviser": "adviser",
}


def password() -> str:
    """The password of all demonstration accounts: OCOP_DEMO_PASSWORD, else the one in the README."""
    return os.environ.get("OCOP_DEMO_PASSWORD") or "ocop-demo-2026"


def make_accounts() -> dict[str, User]:
    """Create missing accounts and return all by e-mail. They share one password, which is hashed once."""
    users = {account.email: _make(account) for account in ACCOUNTS}
    if not users[ACCOUNTS[0].email].check_password(password()):
        User.objects.filter(email__in=users).update(password=make_password(password()))
    if producer := _producer_with_products():
        Membership.objects.get_or_create(user=users["producer@thai-nguyen.ocop.example"], producer=producer)
    return {user.email: user for user in User.objects.filter(email__in=users)}


def _make(account):
    details = {
        "full_name": account.name,
        "role": account.role,
        "office": account.office,
        "place": _place(account),
        "password": make_password(None),
    }
    return User.objects.get_or_create(email=account.email, defaults=details)[0]


def _place(account):
    if account.role == Role.COMMUNE_OFFICER:
        producer = _producer_with_products()
        communes = Place.objects.in_force().communes().filter(province__code=account.province)
        return producer.place if producer else communes.for_list().first()
    if account.role in (Role.PROVINCIAL_OFFICER, Role.PROVINCIAL_LEADER, Role.AUDITOR):
        return Place.objects.in_force().provinces().get(code=account.province)
    return None


def _producer_with_products():
    """Return the producer of Thái Nguyên with a known commune and the most products in the example lists."""
    return (
        Producer.objects.filter(place__province__code=THAI_NGUYEN, place__level=PlaceLevel.COMMUNE)
        .for_list()
        .order_by("-product_count", "pk")
        .first()
    )


def commune_officer(place) -> User:
    """Return the officer of a commune, created on first use. Those who are not in ACCOUNTS cannot sign in."""
    found = User.objects.filter(role=Role.COMMUNE_OFFICER, place=place, is_active=True).first()
    return found or User.objects.create(
        email=f"commune-{place.code}@ocop.example".lower(),
        full_name=f"Cán bộ {place.name}",
        role=Role.COMMUNE_OFFICER,
        place=place,
        password=make_password(None),
    )


def expert(local, name) -> User:
    """Return another member of the demonstration council, created on first use; this member can sign in."""
    email = f"{local}@thai-nguyen.ocop.example"
    found = User.objects.filter(email=email).first()
    return found or User.objects.create(
        email=email, full_name=name, role=Role.EXPERT, password=make_password(password())
    )
