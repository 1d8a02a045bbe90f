"""Required contents of a dossier: kinds of evidence of form 02, with what each usually proves.

Source: Decision 26/2026/QĐ-TTg, article 6 and form 02 (part III: fifteen kinds of evidence). The law names
the kinds. Which are required for a sheet follows from its head (facility certificate, declaration) and its
3-star requirements. All others are optional.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ocop.values.vietnamese import fold

# Sheets by number: food and drinks; products with a declaration; everything but tourism.
FOOD = frozenset(range(1, 18))
DECLARED = frozenset(range(1, 21))
GOODS = frozenset(range(1, 26))
ALL = frozenset(range(1, 27))


@dataclass(frozen=True)
class Requirement:
    """A kind of evidence: sheets that ask for it, sheets that require it, criteria that it proves.

    `proves` holds prefixes of labels of criteria, without accents, because codes differ between sheets.
    """

    key: str
    name: str | Promise
    proves: tuple[str, ...] = ()
    sheets: frozenset[int] = ALL
    obligatory_on: frozenset[int] = frozenset()

    def is_obligatory(self, sheet_number):
        """Whether a dossier on this sheet cannot be filed without it."""
        return sheet_number in self.obligatory_on

    def criteria_of(self, criteria):
        """Return the criteria that it usually proves."""
        return [node for node in criteria if fold(node.label_vi).startswith(self.proves)]


REQUIREMENTS = (
    Requirement(
        "registration",
        _("Business registration or founding decision"),
        ("loai hinh to chuc", "dai dien phap luat"),
        obligatory_on=ALL,
    ),
    Requirement(
        "facility",
        _("Certificate of the facility (food safety, GMP, licence)"),
        ("dam bao chat luong", "dieu kien dam bao"),
        sheets=DECLARED,
        obligatory_on=FOOD,
    ),
    Requirement(
        "material",
        _("Origin of the material, contracts of linkage"),
        ("nguon nguyen lieu", "nguon goc san pham", "vung nguyen lieu", "vung san xuat", "lien ket"),
        sheets=GOODS,
        obligatory_on=GOODS,
    ),
    Requirement(
        "environment",
        _("Environment and technology papers"),
        ("bao ve moi truong", "su dung cong nghe", "gia tang gia tri", "nang luc san xuat"),
    ),
    Requirement("labour", _("List of insured local workers"), ("su dung lao dong",)),
    Requirement("growth", _("Financial reports or ranking of the cooperative"), ("tang truong",)),
    Requirement("property", _("Trademark and other intellectual property"), ("so huu tri tue",)),
    Requirement(
        "market",
        _("Market and trade promotion: contracts, invoices"),
        ("khu vuc phan phoi", "to chuc phan phoi", "co hoi thi truong"),
    ),
    Requirement("publicity", _("Publicity: website, fairs, press"), ("quang ba",)),
    Requirement(
        "story",
        _("Product story and idea"),
        ("cau chuyen", "cau truc cau chuyen", "tri tue", "nguon goc y tuong", "tinh doc dao"),
        obligatory_on=ALL,
    ),
    Requirement(
        "declaration",
        _("Declaration of the quality standard"),
        ("cong bo",),
        sheets=GOODS,
        obligatory_on=DECLARED,
    ),
    Requirement(
        "test",
        _("Test reports"),
        ("dinh duong", "kiem tra dinh ky", "cong bo"),
        sheets=GOODS,
        obligatory_on=DECLARED,
    ),
    Requirement(
        "label",
        _("Packaging, label, barcode and traceability stamp"),
        ("dong goi", "phong cach", "ghi nhan", "bao bi", "huong dan su dung"),
        sheets=GOODS,
        obligatory_on=GOODS,
    ),
    Requirement(
        "management",
        _("Quality management system (ISO, HACCP and others)"),
        ("dam bao chat luong", "dieu kien dam bao"),
    ),
    Requirement("award", _("Awards"), ("tinh doc dao",)),
    Requirement("other", _("Other evidence")),
)
BY_KEY = {requirement.key: requirement for requirement in REQUIREMENTS}
CHOICES = [(requirement.key, requirement.name) for requirement in REQUIREMENTS]


def requirements_on(sheet_number):
    """Return the kinds of evidence of a sheet, required ones first."""
    asked = [requirement for requirement in REQUIREMENTS if sheet_number in requirement.sheets]
    return sorted(asked, key=lambda requirement: not requirement.is_obligatory(sheet_number))
