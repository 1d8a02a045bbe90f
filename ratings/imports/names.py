"""Detect the legal form in a producer's name; keys of exported products."""

import re
from functools import lru_cache

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


OWN_KEY = re.compile(r"OCOP-(\d{1,9})")


def own_key(pk: int) -> str:
    """Return the import key of a product of the register."""
    return f"OCOP-{pk}"
