"""What was filled in, in the words of its page."""

from django.template.loader import render_to_string
from django.utils.translation import override

from ocop.pages.form_words import FormWords


def test_an_option_and_what_it_is_worth_are_two_words():
    with override("vi"):
        option = {"name": "c1", "value": 2, "id": "c1-2", "label": "Từ 75% đến 100%", "points": 3}
        shown = render_to_string("ui/option.html", option)
    words = FormWords(f"<fieldset><legend>1.1 Nguyên liệu</legend>{shown}</fieldset>")
    assert words.rows([("c1", "2")]) == [("1.1 Nguyên liệu", "Từ 75% đến 100%, 3 điểm")]
