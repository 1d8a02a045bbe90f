"""Detect the legal form in a producer's name, and what is no name at all; keys of exported products."""

import re
from functools import lru_cache

from django.utils.translation import gettext as _

from ocop.values.vietnamese import fold
from producers.models import LegalForm
from producers.names import producer_key

_FORM_IN_NAME = [
    (LegalForm.COOPERATIVE, r"(lien hiep )?hop tac xa\b|.*\bcooperative$"),
    (LegalForm.COOPERATIVE_GROUP, r"to hop tac\b|to lien ket\b|.*\bcooperative group$"),
    (LegalForm.JOINT_STOCK_COMPANY, r"cong ty co phan\b|.*\bjoint stock company$"),
    (LegalForm.LIMITED_COMPANY, r"cong ty .*trach nhiem huu han\b|.*\b(company limited|co ltd)$"),
    (LegalForm.PRIVATE_ENTERPRISE, r"doanh nghiep tu nhan\b|xi nghiep tu nhan\b"),
    (LegalForm.FARM, r"trang trai\b"),
    (LegalForm.BUSINESS_HOUSEHOLD, r"ho kinh doanh\b"),
    (LegalForm.HOUSEHOLD, r"(ho|nong ho)\b"),
    (LegalForm.ASSOCIATION, r"(hiep hoi|hoi|trung tam|ban quan ly)\b"),
]
_FORM_PATTERNS = [(form, re.compile(pattern)) for form, pattern in _FORM_IN_NAME]
# Legal forms as written in their own column. A plain "company" leaves the kind of company to the name.
_FORM_IN_COLUMN = {
    "hop tac xa": LegalForm.COOPERATIVE,
    "cooperative": LegalForm.COOPERATIVE,
    "to hop tac": LegalForm.COOPERATIVE_GROUP,
    "cooperative group": LegalForm.COOPERATIVE_GROUP,
    "cong ty trach nhiem huu han": LegalForm.LIMITED_COMPANY,
    "cong ty trach nhiem huu han mot thanh vien": LegalForm.LIMITED_COMPANY,
    "limited liability company": LegalForm.LIMITED_COMPANY,
    "cong ty co phan": LegalForm.JOINT_STOCK_COMPANY,
    "joint stock company": LegalForm.JOINT_STOCK_COMPANY,
    "doanh nghiep tu nhan": LegalForm.PRIVATE_ENTERPRISE,
    "private enterprise": LegalForm.PRIVATE_ENTERPRISE,
    "trang trai": LegalForm.FARM,
    "farm": LegalForm.FARM,
    "ho kinh doanh": LegalForm.BUSINESS_HOUSEHOLD,
    "household business": LegalForm.BUSINESS_HOUSEHOLD,
    "ho san xuat": LegalForm.HOUSEHOLD,
    "ho gia dinh": LegalForm.HOUSEHOLD,
    "producing household": LegalForm.HOUSEHOLD,
    "hoi": LegalForm.ASSOCIATION,
    "trung tam": LegalForm.ASSOCIATION,
}


def _in_full(name: str) -> str:
    """Return a name without accents, its abbreviations written out."""
    return fold(producer_key(name))


@lru_cache(maxsize=20_000)
def legal_form(name: str, column: str) -> tuple[str, bool]:
    """Return the legal form, and whether it comes from its own column and not from the name."""
    written = _in_full(column)
    if form := _FORM_IN_COLUMN.get(written):
        return form, True
    full = _in_full(name)
    return next((form for form, pattern in _FORM_PATTERNS if pattern.match(full)), LegalForm.OTHER), False


# “0”, “...”, “Không có”, “Chưa rõ”, “3 hộ”, “05 sản phẩm chè”, “Các hộ dân trong xóm”.
_NO_NAME = re.compile(
    r"[\W\d_]+"
    r"|\(?(?:khong(?: co| ro| xac dinh)?|chua(?: co| ro| xac dinh| cap nhat)?|(?:dang|se) cap nhat|cap nhat sau)\)?[.!]*"
    r"|\(?(?:\d+|cac|nhieu|mot so|nhung) (?:nong )?(?:ho|co so|htx|hop tac xa|chu the|don vi|doanh nghiep|cong ty"
    r"|san pham|sp|mat hang|nguoi)\b.*"
    r"|(?:nong )?ho dan(?: (?:trong|cua|tai|o|xa|xom|thon|ban|dia phuong)\b.*)?"
)


# What is said of a star, beside a name: “Chè Sen (đã thu hồi)”.
_OF_A_STAR = re.compile(
    r"\b(?:(?:da|bi) thu hoi|het (?:han|hieu luc)|(?:khong|chua) (?:dat|cong nhan|duoc cong nhan)|(?:ngung|dung) san xuat"
    r"|(?:xin|bi) rut|cong nhan lai|nang hang)\b"
)
# Words that begin names of producers, and none of products.
_MAKER = re.compile(
    r"(?:lien hiep )?(?:hop tac xa|to hop tac|cong ty|doanh nghiep tu nhan|ho kinh doanh|co so san xuat)\b"
)
_BETWEEN_MAKERS = re.compile(r"\s*(?:[;,/+&\n]|\bvà\b)\s*")


def why_not_a_name(text: str) -> str:
    """Return why a text is not the name of one product or producer and no more; else an empty string."""
    folded = fold(text)
    if folded and _NO_NAME.fullmatch(folded):
        return _("“%(text)s” is no name: write it as on the certificate.") % {"text": text}
    if found := _OF_A_STAR.search(folded):
        return _("“%(text)s” says more than the name: “%(words)s”. Write only the name; what became of its star is not read.") % {
            "text": text, "words": text[found.start() : found.end()],
        }  # fmt: skip
    return ""


@lru_cache(maxsize=5000)
def is_of_a_maker(name: str) -> bool:
    """Whether a name begins as only those of producers do: “HTX …”, “Công ty …”."""
    return bool(_MAKER.match(_in_full(name)))


def makers_in(name: str) -> list[str]:
    """Return the producers that a cell names, if they are several: “HTX A và Công ty TNHH B”."""
    parts = [part for part in _BETWEEN_MAKERS.split(name) if part]
    return parts if len(parts) > 1 and all(map(is_of_a_maker, parts)) else []


OWN_KEY = re.compile(r"OCOP-(\d{1,9})")


def own_key(pk: int) -> str:
    """Return the import key of a product of the register."""
    return f"OCOP-{pk}"
