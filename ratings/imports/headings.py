"""Recognise columns by the headings that officers write, in any order."""

import re

from ocop.values.vietnamese import fold

# By field; without accents, brackets and punctuation. The headings of the example register come last.
HEADINGS = {
    "serial": ["tt", "stt", "so tt", "so thu tu", "no", "id"],
    "key": ["ma dong", "khoa dong", "row key"],
    "name": [
        "ten san pham",
        "san pham",
        "ten san pham ocop",
        "san pham ocop",
        "ten sp",
        "ten goi san pham",
        "ten san pham dich vu",
        "ten san pham bo san pham",
        "name vi",
        "product",
    ],
    "name_en": ["ten tieng anh", "ten san pham tieng anh", "name en"],
    "producer": [
        "chu the",
        "ten chu the",
        "chu the ocop",
        "ten chu the ocop",
        "chu the san xuat",
        "ten chu the san xuat",
        "chu the san pham",
        "chu the tham gia",
        "chu the thuc hien",
        "co so",
        "co so san xuat",
        "ten co so",
        "ten co so san xuat",
        "don vi",
        "don vi san xuat",
        "ten don vi",
        "doanh nghiep",
        "nha san xuat",
        "to chuc ca nhan",
        "author",
        "producer",
    ],
    "producer_address": [
        "chu the dia chi",
        "chu the va dia chi",
        "ten chu the dia chi",
        "ten chu the va dia chi",
        "don vi dia chi",
        "co so dia chi",
        "ten co so dia chi",
    ],
    "address": ["dia chi", "dia chi san xuat", "dia chi chu the", "noi san xuat", "dia diem", "address"],
    "village": ["thon", "xom", "thon xom", "thon ban", "to dan pho", "thon to dan pho", "so nha duong thon"],
    "commune": [
        "xa",
        "phuong",
        "xa phuong",
        "xa thi tran",
        "xa phuong thi tran",
        "phuong xa",
        "phuong xa thi tran",
        "ten xa",
        "commune",
    ],
    "district": [
        "huyen",
        "huyen tp",
        "huyen thanh pho",
        "huyen thi xa thanh pho",
        "huyen tx tp",
        "quan huyen",
        "huyen thi",
        "district",
    ],
    "province": ["tinh", "tinh tp", "tinh thanh pho", "thanh pho tinh", "province"],
    "former_commune": ["xa cu", "xa phuong cu", "xa truoc sap nhap"],
    "former_district": ["huyen cu", "huyen truoc sap nhap"],
    "former_province": ["tinh cu", "tinh truoc sap nhap"],
    "legal_form": [
        "loai hinh",
        "loai hinh chu the",
        "loai hinh to chuc",
        "loai hinh kinh doanh",
        "hinh thuc to chuc",
        "loai chu the",
        "legal form",
    ],
    "tax_number": ["ma so thue", "mst", "ma so doanh nghiep", "ma so dkkd", "ma so hkd", "tax number"],
    "representative": ["nguoi dai dien", "dai dien", "dai dien phap luat", "nguoi dai dien phap luat"],
    "phone": ["dien thoai", "so dien thoai", "sdt", "dt", "so dt"],
    "product_set": ["bo san pham", "bo", "bo tieu chi", "bo so", "phieu", "product set"],
    "variants": ["quy cach", "quy cach dong goi", "dang san pham"],
    "code": ["ma san pham", "ma so san pham", "ma ho so", "ma sp"],
    "gtin": ["gtin", "ma vach", "ma so ma vach", "barcode"],
    "stars": [
        "hang sao",
        "so sao",
        "sao",
        "hang",
        "xep hang",
        "phan hang",
        "hang san pham",
        "hang sao hien tai",
        "ket qua xep hang",
        "ket qua phan hang",
        "hang ocop",
        "xep hang sao",
        "dat hang",
        "dat sao",
        "star",
        "stars",
    ],
    "year": ["nam", "nam cong nhan", "nam danh gia", "nam dat", "year"],
    "decision": [
        "so qd",
        "so quyet dinh",
        "quyet dinh",
        "quyet dinh so",
        "so qd cong nhan",
        "qd cong nhan",
        "quyet dinh cong nhan",
        "so quyet dinh cong nhan",
        "so ngay quyet dinh",
        "so ngay quyet dinh cong nhan",
        "so va ngay quyet dinh",
        "decision no",
    ],
    "decided_on": [
        "ngay quyet dinh",
        "ngay qd",
        "ngay ky",
        "ngay ban hanh",
        "ngay cong nhan",
        "ngay thang nam quyet dinh",
        "ngay cap",
    ],
    "expires_on": [
        "het han",
        "ngay het han",
        "han",
        "hieu luc den",
        "co hieu luc den",
        "gia tri den",
        "co gia tri den",
        "ngay het hieu luc",
        "thoi han den",
    ],
    "authority": [
        "co quan ban hanh",
        "co quan cong nhan",
        "co quan ky",
        "cap cong nhan",
        "don vi ban hanh",
        "co quan quyet dinh",
    ],
    "certifications": ["chung nhan", "chung chi", "giay chung nhan", "tieu chuan", "certifications"],
    "kind": ["loai", "loai san pham", "kind"],
    "export_markets": ["thi truong xuat khau", "xuat khau", "export markets"],
    "channels": ["kenh tieu thu", "kenh phan phoi", "kenh ban", "noi ban", "channels"],
    "source": ["nguon", "nguon tin", "source"],
    "confidence": ["do tin cay", "confidence"],
    "remark": ["ghi chu", "note", "remark", "ghi chu khac"],
    # Recognised but not imported: the set determines the group, and points belong to a score sheet.
    "group": ["nhom", "nhom san pham", "nganh", "nganh hang", "nganh san pham", "group"],
    "points": ["diem", "tong diem", "so diem", "diem danh gia", "diem binh quan"],
}
FIELD_OF = {heading: field for field, headings in HEADINGS.items() for heading in headings}
NOT_TAKEN = {"group", "points"}
# Fields that every row needs. A heading row has at least one of them and one other known heading.
NAMES = {"name", "name_en"}
_BRACKETS = re.compile(r"\([^)]*\)")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def field_of(heading: object) -> str | None:
    """Return the field of a heading, or None: “Tên sản phẩm (OCOP)” is a name."""
    if not isinstance(heading, str) or len(heading) > 120:
        return None
    text = fold(heading)
    for form in (text, _BRACKETS.sub(" ", text)):
        if field := FIELD_OF.get(_NOT_A_WORD.sub(" ", form).strip()):
            return field
    return None


def fields_of(row: list) -> dict[int, str]:
    """Return the columns of a row whose cells are known headings."""
    return {column: field for column, cell in enumerate(row) if (field := field_of(cell))}


def is_heading_row(fields: dict[int, str]) -> bool:
    """Whether these columns are the heading row of a list of products."""
    found = set(fields.values())
    return bool(found & NAMES) and len(found) >= 2
