"""What a list is for, told from its title: only a list of recognised products recognises anything."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from ocop.values.vietnamese import fold


class Purpose(models.TextChoices):
    """What the titles of a list say that it is for."""

    RECOGNITION = "recognition", _("Recognised products")
    REGISTRATION = "registration", _("Products registered for evaluation")
    WITHDRAWAL = "withdrawal", _("Products whose recognition is withdrawn")
    EXTENSION = "extension", _("Products whose recognition is extended")
    PLAN = "plan", _("A plan")
    ENDED = "ended", _("Products without a star in force: failed, ended or lowered")
    LEGAL_BASES = "legal_bases", _("Legal bases")
    UNKNOWN = "unknown", _("Not said")


# In this order: “kết quả … của sản phẩm đăng ký” is a result, “danh sách đăng ký đánh giá, công nhận” is none.
_SIGNS = [
    (
        Purpose.WITHDRAWAL,
        r"\bthu hoi|\bhuy (?:bo )?(?:ket qua|cong nhan|quyet dinh|giay)|\bxoa ten|\bbi rut|\btuoc\b",
    ),
    (Purpose.EXTENSION, r"\bgia han|\bkeo dai (?:thoi (?:gian|han) )?(?:hieu luc|cong nhan|giay)"),
    (
        Purpose.ENDED,
        r"\bkhong (?:dat|duoc (?:cong nhan|xep hang|danh gia)|cong nhan|xep hang|con|tiep tuc|danh gia)|\bchua dat"
        r"|\bhet (?:han|hieu luc|thoi han)|\b(?:dung|ngung|nghi) (?:san xuat|hoat dong|kinh doanh)|\bxin rut"
        r"|\bha (?:xuong|hang|sao|bac)|\bxuong hang|\bgiai the",
    ),
    (
        Purpose.RECOGNITION,
        r"\b(?:duoc|da) (?:cong nhan|xep hang|phan hang|cap giay)|\b(?:cong nhan|phe duyet|cong bo) ket qua"
        r"|\bket qua (?:danh gia|phan hang|xep hang|cong nhan|cham)",
    ),
    (
        Purpose.REGISTRATION,
        r"\bdang ky|\bde nghi|\bde xuat|\btham gia danh gia|\bnop ho so|\bchua (?:duoc )?(?:danh gia|cong nhan|xep hang)"
        r"|\bto trinh|\by tuong|\b(?:chua co|cho|dang (?:cho|trinh)) (?:qd|quyet dinh|cong nhan|phe duyet)",
    ),
    (Purpose.PLAN, r"\bke hoach|\bdu kien|\btiem nang|\bdinh huong|\blo trinh|\bphan dau|\bdu thao"),
    (
        Purpose.RECOGNITION,
        r"\bcong nhan|\bnang hang|\bxep hang|\bphan hang|\bdat (?:hang |tieu chuan |chuan )?(?:ocop|[345] sao|sao)",
    ),
]
_SIGNS_BY_PURPOSE = [(purpose, re.compile(pattern)) for purpose, pattern in _SIGNS]
_LEGAL_BASIS = re.compile(
    r"[-–+* ]*(?:can cu|theo (?:nghi dinh|thong tu|luat)|thuc hien (?:quyet dinh|nghi))\b"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A line above a list, or a line between its rows that holds for those below it; with its address."""

    text: str
    cell: str = ""

    @property
    def purpose(self) -> Purpose:
        """What this line alone says."""
        return purpose_of_line(self.text)


@lru_cache(maxsize=2000)
def purpose_of_line(text: str) -> Purpose:
    """Return what a line says; a line of legal bases says nothing about the list below it."""
    folded = fold(text)
    if _LEGAL_BASIS.match(folded):
        return Purpose.LEGAL_BASES
    return next((purpose for purpose, sign in _SIGNS_BY_PURPOSE if sign.search(folded)), Purpose.UNKNOWN)


def purpose_of(titles: Iterable[Title]) -> tuple[Purpose, str]:
    """Return the purpose that the titles say, and the words that say it.

    A withdrawal anywhere counts before an end, an extension, a registration or a plan, these before a recognition: what a
    list does not clearly recognise it does not recognise.
    """
    said: dict[Purpose, str] = {}
    for title in titles:
        said.setdefault(title.purpose, title.text)
    order = [
        *(Purpose.WITHDRAWAL, Purpose.ENDED, Purpose.EXTENSION, Purpose.REGISTRATION, Purpose.PLAN),
        *(Purpose.RECOGNITION, Purpose.LEGAL_BASES),
    ]
    return next(((each, said[each]) for each in order if each in said), (Purpose.UNKNOWN, ""))
