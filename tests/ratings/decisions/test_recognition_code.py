import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.decisions.recognition_code import ALPHABET, new_code, normalise_code

codes = st.builds(new_code)


@given(codes)
def test_a_code_means_itself_however_it_is_typed(code):
    for typed in (
        code,
        code.lower(),
        code.replace("-", ""),
        f" {code.replace('-', ' ')} ",
        code.replace("0", "O"),
    ):
        assert normalise_code(typed) == code
    assert normalise_code(code.replace("1", "l")) == code


@given(codes, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_any_one_wrong_character_is_noticed(code, position, letter):
    letters = list(code.replace("-", ""))
    if letters[position] != letter:
        letters[position] = letter
        assert normalise_code("".join(letters)) == ""


@given(codes, st.integers(0, 7))
def test_any_two_swapped_neighbours_are_noticed(code, position):
    letters = list(code.replace("-", ""))
    letters[position], letters[position + 1] = letters[position + 1], letters[position]
    swapped = "".join(letters)
    assert normalise_code(swapped) == (code if swapped == code.replace("-", "") else "")


@pytest.mark.parametrize(
    "text", ["", "abc", "7K3M-92QX", "7K3M-92QX-DD", "UUUU-UUUU-U", "chè", "8938505974195"]
)
def test_what_cannot_be_a_code_is_none(text):
    assert normalise_code(text) == ""
