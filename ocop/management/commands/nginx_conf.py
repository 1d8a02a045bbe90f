from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils.translation import override

from ocop.pages.checks import url_patterns, view_of

FOLDER = Path(__file__).resolve().parent.parent.parent / "deploy"


def working_side() -> str:
    """Patterns of the URLs behind the sign-in, for nginx."""
    others = "|".join(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
    with override(settings.LANGUAGE_CODE):
        private = [route for route, pattern in url_patterns() if not view_of(pattern).act.is_public]
        first = sorted({route.partition("/")[0] for route in (*private, reverse("admin:index").lstrip("/"))})
    return f"^/(?:(?:{others})/)?(?:{'|'.join(first)})(?:/|$)"


class Command(BaseCommand):
    """`nginx_conf`: prints ocop/deploy/nginx.conf with the addresses and folders of this installation."""

    help = (
        "Print the server block for nginx. Certificates are added to it (listen 443 ssl; ssl_certificate …)."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--listen", default="80", help="port or address:port on which nginx listens")
        parser.add_argument("--server-name", default="_", help="host name of the portal")
        parser.add_argument("--upstream", default="127.0.0.1:8000", help="where gunicorn listens")
        parser.add_argument("--cache", default="/var/cache/nginx/ocop", help="folder of kept pages")

    def handle(self, **options):
        values = {name: options[name] for name in ("listen", "server_name", "upstream", "cache")}
        self.stdout.write(
            (FOLDER / "nginx.conf")
            .read_text()
            .format(
                **values,
                scheme="$scheme",
                static=settings.STATIC_ROOT,
                media=settings.MEDIA_ROOT,
                pages=FOLDER,
                working=working_side(),
                largest=settings.LARGEST_REQUEST // 1024**2,
            )
        )
