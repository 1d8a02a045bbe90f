"""The meta elements of a page that is shared."""

from django import template

from catalogue import share_images

register = template.Library()


@register.inclusion_tag("catalogue/_shared.html", takes_context=True)
def shared_as(context, title, text, picture=None, url=""):
    """Title, description and image for search engines and messengers; `url` if it is not the request's path."""
    return {
        "title": title,
        "text": text,
        "picture": picture or share_images.of_portal(),
        "url": url or context["request"].path,
        "SITE_URL": context["SITE_URL"],
    }
