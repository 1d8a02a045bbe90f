"""Names of producers: abbreviations in them, their legal forms, and which names may mean one producer."""

import re
from functools import lru_cache

from ocop.values.likeness import Comparable, LikeNames, comparable, identity_key, loose_key

# Abbreviations in names of producers; a longer one wins over its parts.
ABBREVIATIONS = {
    "htx": "hợp tác xã",
    "htxnn": "hợp tác xã nông nghiệp",
    "htxdv": "hợp tác xã dịch vụ",
    "htxdvnn": "hợp tác xã dịch vụ nông nghiệp",
    "lhhtx": "liên hiệp hợp tác xã",
    "tht": "tổ hợp tác",
    "cty": "công ty",
    "ctcp": "công ty cổ phần",
    "tnhh": "trách nhiệm hữu hạn",
    "mtv": "một thành viên",
    "dntn": "doanh nghiệp tư nhân",
    "hkd": "hộ kinh doanh",
    "cssx": "cơ sở sản xuất",
    "kd": "kinh doanh",
    "sx": "sản xuất",
    "sxkd": "sản xuất kinh doanh",
    "tm": "thương mại",
    "dv": "dịch vụ",
    "dvnn": "dịch vụ nông nghiệp",
    "tmdv": "thương mại dịch vụ",
    "nn": "nông nghiệp",
    "xnk": "xuất nhập khẩu",
    "cp": "cổ phần",
}
_LONG = {short: identity_key(full) for short, full in ABBREVIATIONS.items()}
_ABBREVIATED = re.compile(rf"\b(?:{'|'.join(sorted(_LONG, key=len, reverse=True))})\b")
# Words for legal forms and for what all of them do, as loose keys; they tell no producer from another.
_OF_FORMS = re.compile(
    r"\b(?:"
    r"lien hiep hop tac xa|hop tac xa|to hop tac|to lien ket|cong ti|trach nhiem huu han|mot thanh vien|co phan"
    r"|doanh nghiep tu nhan|doanh nghiep|xi nghiep|ho kinh doanh|ho san xuat|ho gia dinh|nong ho|ho|co so|trang trai"
    r"|ca the|kinh doanh|san xuat|che bien|thuong mai|dich vu|nong nghiep|lam nghiep|tong hop|xuat nhap khau"
    r"|dau tu|phat trien|va"
    r")\b"
)
_SPACES = re.compile(r"\s+")
_BRACKETS = re.compile(r"\([^()]*\)")
# Loose keys of the family names of the country; three or four words behind one of them are a person.
_FAMILY_NAMES = frozenset({
    "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo",
    "duong", "ly", "li", "dinh", "ha", "dao", "doan", "trinh", "luong", "mai", "to", "truong", "cao", "lam",
    "ta", "quach", "nong", "ma", "trieu", "chu", "be", "dam", "luc", "la", "loc", "hua", "sam", "phung",
    "ban", "lo", "vi", "quan", "than", "luu", "thai", "vuong", "giang", "sung", "lau", "tu", "tong", "kieu",
    "mac", "nghiem", "chau", "mua", "hau", "au", "am", "thang", "sin", "phu", "lang",
})  # fmt: skip
# Measured on the example register: 0.85 finds a slip in seven letters, and no two makers that differ.
LEAST = 0.85


@lru_cache(maxsize=20_000)
def producer_key(name: str) -> str:
    """Return the key that the spellings of one producer's name share: “HTX Hoà Bình”, “Hợp tác xã Hòa Bình”."""
    return _ABBREVIATED.sub(lambda found: _LONG[found.group()], identity_key(name))


@lru_cache(maxsize=20_000)
def distinctive(name: str) -> Comparable:
    """Return what tells one producer from another: its name without the words of legal forms.

    Two persons differ by their given name, so it counts among the marks.
    """
    bare = _without_form(name)
    given = (bare.rsplit(" ", 1)[-1],) if _is_of_a_person(bare) else ()
    return Comparable(bare, comparable(bare).marks + given)


def is_person(name: str) -> bool:
    """Whether a producer is named after a person only: “Hộ kinh doanh Nguyễn Văn Hùng”."""
    return _is_of_a_person(_without_form(name))


def are_alike(name: str, other: str) -> bool:
    """Whether two names may be those of one producer."""
    names = like_producers()
    names.add(name, name)
    return bool(names.find(other))


def _without_form(name: str) -> str:
    # “HTX Sen Hồng (bà Lan)” may be “HTX Sen Hồng”.
    full = loose_key(producer_key(_BRACKETS.sub(" ", name).strip() or name))
    return _SPACES.sub(" ", _OF_FORMS.sub("", full)).strip() or full


def _is_of_a_person(bare: str) -> bool:
    words = bare.split(" ")
    return len(words) in (3, 4) and words[0] in _FAMILY_NAMES


def like_producers() -> LikeNames:
    """Return an empty index that finds producers of names alike."""
    return LikeNames(LEAST, compared=distinctive, drops_a_word=True)
