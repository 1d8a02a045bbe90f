"""The token of a form, which also says for whom the form was made.

Stands in for Django's own tag everywhere (settings.TEMPLATES), so that no form of any page can do without.
"""

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from ocop.whose import FIELD, proof_for

register = template.Library()


class WhoseTokenNode(CsrfTokenNode):
    """Django's hidden field, and on pages behind the sign-in one that names who is signed in."""

    def render(self, context):
        """Render both."""
        token = super().render(context)
        request = getattr(context, "request", None)
        if not token or not getattr(request, "behind_sign_in", False) or not request.user.is_authenticated:
            return token
        return token + format_html(
            '<input type="hidden" name="{}" value="{}">', FIELD, proof_for(request.user)
        )


@register.tag
def csrf_token(parser, token):
    """Make the node."""
    return WhoseTokenNode()
