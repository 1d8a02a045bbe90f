"""Amounts in đồng on a page."""

from django import template

from ocop.money import in_dong

register = template.Library()


@register.filter
def dong(amount):
    """The amount with separators; empty if it is not known."""
    return "" if amount is None else in_dong(amount)
