from django import template

from ocop.values.money import in_dong

register = template.Library()


@register.filter
def dong(amount):
    """The amount with separators; empty if unknown."""
    return "" if amount is None else in_dong(amount)
