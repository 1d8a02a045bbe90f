import subprocess
import unicodedata

import pytest

from ratings.imports.reading import legacy
from ratings.imports.reading.file import read_file
from ratings.imports.reading.syllables import is_syllable
from tests.ratings.imports import files

NAMES = ["Bún khô Bắc Kạn", "Trà nõn tôm Hương Sơn", "Đường phên Nguyễn Huệ", "hợp tác xã sản xuất"]


def tcvn3(text):
    byte_of = {letter: chr(code) for code, letter in legacy.TCVN3.items()}
    return "".join(byte_of.get(letter, letter) for letter in text)


def vni(text):
    written = {letter: letters for letters, letter in legacy.VNI.items()}
    return "".join(
        written[letter.lower()].upper()
        if letter.isupper() and letter.lower() in written
        else written.get(letter, letter)
        for letter in text
    )


def windows_1258(text):
    """As Windows writes it: letters with a hat or a hook, then the tone."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    letters = []
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones))
        letters.append(bare + "".join(mark for mark in marks if mark in tones))
    return "".join(letters).encode("cp1258").decode("latin-1")


def utf8(text):
    return text.encode().decode("latin-1")


OLDER = {"TCVN3": tcvn3, "VNI": vni, "Windows-1258": windows_1258, "UTF-8": utf8}


def column(*texts):
    """Return the cells below the heading as they are read, and the faults."""
    (table,) = read_file(files.xlsx([["Tên sản phẩm"], *([text] for text in texts)]))
    return [row[0] for row in table.rows[1:]], table.faults


@pytest.mark.parametrize("encoding", OLDER)
def test_older_letters_in_a_workbook_are_put_right(encoding):
    assert column(*map(OLDER[encoding], NAMES)) == (NAMES, {})


@pytest.mark.parametrize("encoding", OLDER)
def test_a_text_file_in_an_older_encoding_is_put_right(encoding):
    rows = [["Tên sản phẩm", "Hạng"], *([name, "3 sao"] for name in NAMES)]
    data = "\r\n".join(";".join(map(OLDER[encoding], row)) for row in rows).encode("latin-1")
    (table,) = read_file(data)
    assert (table.rows, table.faults) == (rows, {})


def test_a_file_of_several_encodings_comes_out_right_cell_by_cell():
    rows = [["Tên sản phẩm", "Hạng"], *([name, "3 sao"] for name in NAMES)]
    ways = [tcvn3, vni, windows_1258, utf8]
    data = "\r\n".join(";".join(map(way, row)) for way, row in zip([utf8, *ways], rows, strict=True)).encode(
        "latin-1"
    )
    (table,) = read_file(data)
    assert (table.rows, table.faults) == (rows, {})


def test_a_column_in_an_older_encoding_beside_columns_of_unicode():
    (table,) = read_file((files.CASES / "05_tcvn3_mot_cot.xlsx").read_bytes())
    assert [row[1] for row in table.rows] == [
        "Tên sản phẩm",
        "Trà nõn tôm Hương Sơn",
        "Miến dong Bình Minh",
        "Mật ong hoa bạc hà Khe Cốc",
        "Lạp sườn Na Rì",
    ]
    assert (table.rows[1][2], table.faults) == ("HTX chè Hương Sơn", {})


@pytest.mark.parametrize(
    "text",
    [
        "Đỗ", "Xã", "Bé", "Chè Hà", "Café", "Müller", "№ 5", "½ kg", "Côte d’Or", "crème brûlée", "São Paulo", "Nestlé",
        "Vinamilk®", "5µm", "100 m²", "100°C", "«Trà»", "Chè¹", "2117/QÐ-UBND", "Krông Nô", "Señor Peña", "Citroën",
        "L’Oréal Paris", "Häagen-Dazs", "El Niño", "Quới Sơn", "Qúy Hợp", "hoà, hòa, thuỷ, thủy", "Công\xadty", "Đắk R’lấp",
    ],
)  # fmt: skip
def test_what_is_unicode_is_never_changed(text):
    assert column(text, "Miến dong", *NAMES) == ([text, "Miến dong", *NAMES], {})


def test_the_letter_of_iceland_is_read_as_the_one_of_viet_nam():
    written = ("Ðặc sản chè Ðịnh Hóa", "HTX ÐẠI PHÚC", "Ðồng")
    assert column(*written) == (["Đặc sản chè Định Hóa", "HTX ĐẠI PHÚC", "Đồng"], {})


def test_decomposed_letters_are_composed():
    assert column(*(unicodedata.normalize("NFD", name) for name in NAMES)) == (NAMES, {})


def test_a_cell_of_two_encodings_is_a_fault_and_stays_as_it_is():
    assert column("Trµ Hương Sơn", "B¾c Kạn") == (
        ["Trµ Hương Sơn", "B¾c Kạn"],
        {(1, 0): "letters", (2, 0): "letters"},
    )


def test_a_cell_that_can_be_read_in_two_ways_goes_with_its_neighbours():
    assert column("Bé", "Chợ Mới") == (["Bé", "Chợ Mới"], {})
    assert column(*map(tcvn3, ["Bắc Kạn", "Bộ", "Chợ Mới"])) == (["Bắc Kạn", "Bộ", "Chợ Mới"], {})
    assert column("Chợ Mới", "Bé", tcvn3("Bắc Kạn")) == (["Chợ Mới", "Bé", "Bắc Kạn"], {(2, 0): "letters"})


def test_quotes_and_dashes_of_windows_are_kept():
    names = ["“Đường phên” – HTX Kạn", "Chè ‘Tân Cương’"]
    data = "\r\n".join(f"{tcvn3(name)};1" for name in names).encode("cp1252")
    (table,) = read_file(data)
    assert [row[0] for row in table.rows] == names


def test_capitals_fonts_have_small_letters_inside():
    assert column(tcvn3("bắc kạn"), tcvn3("HTX số 500/QĐ-UBND")) == (["bắc kạn", "HTX số 500/QĐ-UBND"], {})


def test_our_tcvn3_table_is_the_one_of_the_c_library():
    codes = bytes(code for code, letter in legacy.TCVN3.items() if letter != legacy.NO_LETTER)
    told = subprocess.run(
        ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=codes, capture_output=True, check=True
    )
    ours = legacy.from_tcvn3(codes.decode("latin-1"))
    assert unicodedata.normalize("NFC", told.stdout.decode()) == ours


@pytest.mark.parametrize(
    "word",
    ["Nguyễn", "quốc", "giếng", "khuỷu", "ngoằn", "Thuý", "thúy", "xoong", "ý", "ươm", "Đường", "quý", "gì"],
)
def test_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Müller", "Nestlé", "baùn", "thaù", "cảc", "bàt", "Café", "zô", "ñ", "sóò"])
def test_no_syllables(word):
    assert not is_syllable(word)
