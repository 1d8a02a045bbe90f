"""TCVN3, the encoding of .VnTime fonts: one byte per letter, without accented capitals.

It is the lower half of TCVN 5712:1993. Some lists contain its bytes decoded as Latin-1 ("B¾c K¹n" for "Bắc
Kạn"); `repaired` reverses that.
"""

_FROM = 0xA1
# Characters of the bytes 0xA1–0xFF, sixteen per line; a dot where TCVN3 has none.
_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđ·\u0300"
    "\u0309\u0303\u0301\u0323àảãáạ·ằẳẵắ··"
    "·····ặầẩẫấậè·ẻẽé"
    "ẹềểễếệìỉ···ĩíịò·"
    "ỏõóọồổỗốộờởỡớợù·"
    "ủũúụừửữứựỳỷỹýỵ·"
)
TABLE = {_FROM + place: letter.replace("·", "\ufffd") for place, letter in enumerate(_LETTERS)}


def decode(data: bytes) -> str:
    """Decode TCVN3; raise UnicodeError for a byte without a character."""
    text = data.decode("latin-1").translate(TABLE)
    if (at := text.find("\ufffd")) >= 0 or (at := _first_control(text)) >= 0:
        raise UnicodeDecodeError("tcvn3", data, at, at + 1, "no letter")
    return text


def repair(text: str) -> str:
    """Return `text` with TCVN3 decoded as Latin-1 repaired; unchanged if that is not the case."""
    try:
        return decode(text.encode("latin-1")) if not text.isascii() else text
    except UnicodeError:
        return text


def _first_control(text: str) -> int:
    """Return the position of the first C1 control character; -1 if there is none."""
    return next((at for at, letter in enumerate(text) if "\x80" <= letter < "\xa0"), -1)
