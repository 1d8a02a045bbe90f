"""Templates lose their indentation when they are compiled, and nothing that a browser shows."""

import pytest

from ocop.pages.template_loader import collapsed


@pytest.mark.parametrize(
    ("written", "compiled"),
    [
        ("<ul>\n    <li>a</li>\n    <li>b</li>\n</ul>\n", "<ul><li>a</li><li>b</li></ul>"),
        ("<p>\n    a\n    <b>b</b>\n</p>", "<p>a\n<b>b</b></p>"),
        ("<p>a <b>b</b>, c</p>", "<p>a <b>b</b>, c</p>"),
        ('<a class="x"\n   href="/">b</a>', '<a class="x" href="/">b</a>'),
        (
            "<p>\n    {% if a > b %}\n        c\n    {% endif %}\n    d\n</p>",
            "<p>{% if a > b %}c\n{% endif %}d</p>",
        ),
        ("{% load i18n %}\n{% comment %}\nWhat.\n{% endcomment %}\n<b>a</b>\n", "{% load i18n %}<b>a</b>\n"),
        ('{% url "a" as b %}\n{% translate "c" %}\nd', '{% url "a" as b %}{% translate "c" %}\nd'),
        (
            "{% if a %}b{% endif %}\n{% if c %}\n    <b>d</b>\n{% endif %}",
            "{% if a %}b{% endif %}\n{% if c %}<b>d</b>\n{% endif %}",
        ),
        (
            "{% block a %}{% endblock %}\n{% block b %}\n    · c\n{% endblock %}\n",
            "{% block a %}{% endblock %}\n{% block b %}· c\n{% endblock %}\n",
        ),
        ("<pre>\n  a\n</pre>\n<p>b</p>", "<pre>\n  a\n</pre><p>b</p>"),
        ('<textarea name="a">\n  b\n</textarea>\nc', '<textarea name="a">\n  b\n</textarea>\nc'),
        ('<td{% if a %} class="b"{% endif %}>\n    c\n</td>', '<td{% if a %} class="b"{% endif %}>c</td>'),
    ],
)
def test_what_is_written_over_lines_is_compiled_without_them(written, compiled):
    assert collapsed(written) == compiled


def test_attributes_that_a_condition_adds_may_stand_on_lines_of_their_own():
    written = """<input name="a"
        {% if b %}value="{{ b }}"{% endif %}
        {% if c %}checked{% else %}disabled{% endif %}>"""
    assert collapsed(written) == (
        '<input name="a"{% if b %} value="{{ b }}"{% endif %} {% if c %}checked{% else %}disabled{% endif %}>'
    )
