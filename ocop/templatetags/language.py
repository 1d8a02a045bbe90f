from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

register = template.Library()


@register.filter
def in_language(vietnamese, english=""):
    """The text in the language of the page; Vietnamese text on other pages is marked with lang="vi"."""
    if not vietnamese or get_language() == "vi":
        return vietnamese or ""
    return english or format_html('<span lang="vi">{}</span>', vietnamese)
