"""TCVN3 (the encoding of .VnTime fonts): one byte a letter; toned capitals do not exist in it.

It is the lower half of TCVN 5712:1993. Some lists carry its bytes as if they were Latin letters
("B¾c K¹n" for "Bắc Kạn"), which `repaired` undoes.
"""

_FROM = 0xA1
# What the bytes 0xA1–0xFF mean, sixteen in a row; a dot where TCVN3 has no letter.
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
    """Return the text of TCVN3 bytes; raise UnicodeError at a byte that TCVN3 has no letter for."""
    text = data.decode("latin-1").translate(TABLE)
    if (at := text.find("\ufffd")) >= 0 or (at := _first_control(text)) >= 0:
        raise UnicodeDecodeError("tcvn3", data, at, at + 1, "no letter")
    return text


def repaired(text: str) -> str:
    """Return `text` with TCVN3 letters that were read as Latin ones; itself where that is not what happened."""
    try:
        return decode(text.encode("latin-1")) if not text.isascii() else text
    except UnicodeError:
        return text


def _first_control(text):
    """Where the text has a control character of the upper half, which no list has; -1 where it has none."""
    return next((at for at, letter in enumerate(text) if "\x80" <= letter < "\xa0"), -1)
