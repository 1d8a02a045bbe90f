"""Encodings of Vietnamese from before Unicode, as text in which each byte was taken for a letter of Latin-1.

TCVN3 is the encoding of .VnTime fonts, the lower half of TCVN 5712:1993: one byte per letter, without accented
capitals. In VNI a mark is a byte after its vowel; in Windows-1258 it is so for some letters and all rare tones.
"""

import re
import unicodedata
from collections.abc import Callable

# Characters of the bytes 0xA1–0xFF, sixteen per line; a dot where TCVN3 has none.
_TCVN3 = (
    "ĂÂÊÔƠƯĐăâêôơưđ·\u0300"
    "\u0309\u0303\u0301\u0323àảãáạ·ằẳẵắ··"
    "·····ặầẩẫấậè·ẻẽé"
    "ẹềểễếệìỉ···ĩíịò·"
    "ỏõóọồổỗốộờởỡớợù·"
    "ủũúụừửữứựỳỷỹýỵ·"
)
NO_LETTER = "\ufffd"
TCVN3 = {0xA1 + place: letter.replace("·", NO_LETTER) for place, letter in enumerate(_TCVN3)}
# Quotes and dashes, which all encodings of Windows share.
WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
WINDOWS_1258 = {code: bytes([code]).decode("cp1258") for code in range(0xC0, 0x100)}

_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_HATS = {"â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303"}
_HATS |= {"ä": "\u0302\u0323"}
_BREVES = {"ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303"}
_BREVES |= {"ë": "\u0306\u0323"}
_VNI_ALONE = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì"}
_VNI_PAIRS = {
    vowel + mark: unicodedata.normalize("NFC", _VNI_ALONE.get(vowel, vowel) + added)
    for vowels, marks in (("aeouyôö", _TONES), ("aeo", _HATS), ("a", _BREVES))
    for vowel in vowels
    for mark, added in marks.items()
}
VNI = _VNI_ALONE | _VNI_PAIRS
_VNI_LETTER = re.compile("[aeouyôö][ùøûõï]|[aeo][âáàåãä]|a[êéèúüë]|[\xa1-\xff]", re.IGNORECASE)


def from_tcvn3(text: str) -> str | None:
    """Return the text, or None if it has a letter that TCVN3 has not."""
    told = text.translate(TCVN3)
    return None if NO_LETTER in told else unicodedata.normalize("NFC", told)


def from_vni(text: str) -> str | None:
    """Return the text, or None if it has a letter that VNI has not."""
    told = _VNI_LETTER.sub(_vni_letter, text)
    return None if NO_LETTER in told else told


def _vni_letter(found: re.Match[str]) -> str:
    letter = VNI.get(found[0].lower(), NO_LETTER)
    return letter.upper() if found[0][0].isupper() else letter


def from_windows_1258(text: str) -> str | None:
    """Return the text; every letter exists."""
    return unicodedata.normalize("NFC", text.translate(WINDOWS_1258))


def from_utf8(text: str) -> str | None:
    """Return the text of UTF-8 that was taken for Windows-1252 (“TrÃ ”), or None."""
    try:
        return unicodedata.normalize("NFC", b"".join(map(_byte, text)).decode())
    except UnicodeError:
        return None


def _byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeError:
        return letter.encode("latin-1")


ENCODINGS: dict[str, Callable[[str], str | None]] = {
    "TCVN3": from_tcvn3,
    "VNI": from_vni,
    "Windows-1258": from_windows_1258,
}
