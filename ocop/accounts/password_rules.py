"""Password strength, also against people who know the country, the programme and the person."""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from zxcvbn import zxcvbn

from ocop.values.vietnamese import fold

# More than somebody with stolen hashes can try (zxcvbn's highest score).
GUESSES = 10**10
# Longer passwords are not weaker, and not worth the time.
READ = 100  # characters
# Each other character between words, such as “@” or a hyphen, multiplies the guesses by this.
SIGNS = 30

# Words tried first here, folded and without spaces. Provinces: all since 2008.
PROGRAMME = """
    ocop ocops ocopvn ocopdemo moixamotsanpham onecommuneoneproduct sanpham sanphamocop dacsan nongthon
    nongthonmoi nongnghiep nongsan hoptacxa hosoocop chuongtrinhocop bannganh hoidong ubnd ubndtinh ubndxa
    vietnam vietnamese hanoi saigon tiengviet danhgia phanhang basao bonsao namsao
    matkhau matkhaumoi matkhaumanh dangnhap taikhoan quantri quantrivien admin administrator password passw0rd
    xinchao anhyeuem emyeuanh khongbiet toiyeuvietnam chucmungnammoi vietnamvodich
"""
PROVINCES = """
    angiang bariavungtau bacgiang backan baclieu bacninh bentre binhdinh binhduong binhphuoc binhthuan camau cantho
    caobang danang daklak daknong dienbien dongnai dongthap gialai hagiang hanam hanoi hatay hatinh haiduong haiphong
    haugiang hoabinh hue hungyen khanhhoa kiengiang kontum laichau lamdong langson laocai longan namdinh nghean ninhbinh
    ninhthuan phutho phuyen quangbinh quangnam quangngai quangninh quangtri soctrang sonla tayninh thaibinh thainguyen
    thanhhoa thuathienhue tiengiang hochiminh tphochiminh travinh tuyenquang vinhlong vinhphuc yenbai
"""
LOCAL_WORDS = tuple((PROGRAMME + PROVINCES).split())


def own_words(user: object) -> Iterator[str]:
    """Words that others know of a person: parts of name, address and office, single and joined."""
    known = [str(getattr(user, name, None) or "") for name in ("email", "full_name", "office", "place")]
    for text in map(fold, known):
        parts = re.findall(r"[a-z0-9]+", text)
        yield from (part for part in parts if len(part) > 2)
        yield from (
            "".join(parts[first:last])
            for first in range(len(parts))
            for last in range(first + 2, len(parts) + 1)
        )


def guesses(password: str, user: object = None) -> float:
    """Guesses needed by somebody who knows the user, with and without accents."""
    words = [*own_words(user), *LOCAL_WORDS]
    plain = fold(password[:READ])
    signs = re.findall(r"[^a-z0-9]", plain)
    joined = _guesses(plain.translate(dict.fromkeys(map(ord, signs))), words) * SIGNS ** len(set(signs))
    return min(_guesses(password[:READ], words), _guesses(plain, words), joined)


def _guesses(text: str, words: list[str]) -> float:
    return float(zxcvbn(text, user_inputs=words, max_length=READ)["guesses"]) if text else 1


class GuessingValidator:
    """A password validator that refuses passwords a program finds soon."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError if it can be guessed."""
        if password.strip() and guesses(password, user) < GUESSES:
            raise ValidationError(
                gettext(
                    "This password would soon be guessed: it is made of what is tried first, such as your name, “ocop”,"
                    " a province, a year or a row of digits. Take four or more words that have nothing to do"
                    " with each other."
                ),
                code="password_soon_guessed",
            )

    def get_help_text(self) -> str:
        return gettext(
            "Four or more words that have nothing to do with each other are a good password; your name,"
            " “ocop”, a province or a year are not."
        )
