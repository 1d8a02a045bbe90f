"""Request every public page once, to fill the proxy's cache."""

from concurrent.futures import ThreadPoolExecutor
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SECONDS = 30  # after which a page counts as failed


class Command(BaseCommand):
    """`warm`: reads the sitemap through the proxy and requests each page in both languages."""

    help = "Ask for every page of the sitemap once; fails if a page fails."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--site", default=settings.SITE_URL, help="address of the proxy")
        parser.add_argument("--at-once", type=int, default=4, help="how many pages at a time")

    def handle(self, *, site, at_once, **options):
        pages = list(dict.fromkeys(pages_of(site.rstrip("/"))))
        with ThreadPoolExecutor(at_once) as threads:
            answers = zip(pages, threads.map(fault_of, pages), strict=True)
            failed = [f"{page}: {fault}" for page, fault in answers if fault]
        for line in failed:
            self.stderr.write(line)
        if failed:
            raise CommandError(f"{len(failed)} of {len(pages)} pages failed.")
        self.stdout.write(f"{len(pages)} pages are warm.")


def pages_of(site):
    """Yield the URLs of all public pages on `site`, from its sitemap."""
    for section in addresses(f"{site}/sitemap.xml", site):
        yield from addresses(section, site)


def addresses(page, site):
    """The URLs in a sitemap, with their host replaced by `site`."""
    with urlopen(asking(page), timeout=SECONDS) as answer:  # noqa: S310 - http(s) is checked by asking()
        tree = ElementTree.fromstring(answer.read())  # noqa: S314 - our own portal wrote it
    for location in tree.iter(f"{SITEMAP}loc"):
        _scheme, _host, path, query, _fragment = urlsplit(location.text or "")
        yield f"{site}{path}{'?' if query else ''}{query}"


def asking(page):
    """The request for a page; http and https only."""
    if not page.startswith(("http://", "https://")):
        raise CommandError(f"{page}: not an address of the web.")
    return page


def fault_of(page):
    """Why the page failed, or an empty text."""
    try:
        with urlopen(asking(page), timeout=SECONDS) as answer:  # noqa: S310
            answer.read()
    except (URLError, TimeoutError, ConnectionError) as error:
        return str(error)
    return ""
