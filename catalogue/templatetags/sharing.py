"""What a page says of itself where its address is shared."""

from django import template

from catalogue import share_images

register = template.Library()


@register.inclusion_tag("products/_shared.html", takes_context=True)
def shared_as(context, title, text, picture=None, url=""):
    """Title, description and picture of a page for search engines and messengers; `url` where the path is not its address."""
    return {
        "title": title,
        "text": text,
        "picture": picture or share_images.of_portal(),
        "url": url or context["request"].path,
        "SITE_URL": context["SITE_URL"],
    }
