"""Which pages are asked for: of each kind many, so that no one of them is what is measured."""

import gzip
import random
from http.client import HTTPConnection
from itertools import product as pairs
from urllib.parse import quote, urlencode, urlsplit

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ocop.models import Place
from ocop.pages.views import ListPage
from products.models import Product
from ratings.decisions.models import Recognition
from tools.bench import vocabulary

CATALOGUE = "/products/"
LIST, FILTERED, DEEP = "list", "list, filtered", "list, page in the middle"
SEARCH, SLIPS = "search", "search, with a slip of the pen"
PRODUCT, VERIFY, DATA = "product page", "verification page", "open data, JSON list"
MANY = 500
LOOKED_AT = 8  # pages of a kind whose queries and bytes are counted
NO_QUERIES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def pages():
    """Return {kind: paths}; the same on every machine for the same register, but for codes."""
    shuffled = random.Random(2026)  # noqa: S311
    kinds = {
        LIST: [CATALOGUE],
        FILTERED: _filtered(shuffled),
        DEEP: _deep(),
        SEARCH: _searches(shuffled),
        SLIPS: [_search(_slip(good)) for good in _goods()[::5]],
        PRODUCT: [product.get_absolute_url() for product in _spread(Product.objects.public())],
        VERIFY: [recognition.get_absolute_url() for recognition in _spread(Recognition.objects.public())],
        DATA: ["/api/v1/products/"],
    }
    for paths in kinds.values():
        shuffled.shuffle(paths)
    return kinds


def _spread(rows, most=MANY):
    """So many rows, spread over all keys."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    return list(rows.filter(pk__in=keys[:: max(1, len(keys) // most)]))


def _list(**asked):
    return f"{CATALOGUE}?{urlencode(asked)}"


def _search(text):
    return f"{CATALOGUE}?q={quote(text)}"


def _filtered(shuffled):
    """Every province, every set, and as many lists narrowed by two things at once."""
    provinces = list(Place.objects.provinces().in_force().order_by("pk").values_list("code", flat=True))
    sets = list(vocabulary.GOODS)
    single = [_list(province=code) for code in provinces] + [_list(set=number) for number in sets]
    double = [_list(province=code, set=number) for code, number in pairs(provinces, sets)]
    double += [_list(province=code, stars=stars) for code, stars in pairs(provinces, (3, 4, 5))]
    double += [_list(set=number, scheme=scheme) for number, scheme in pairs(sets, ("haccp", "vietgap"))]
    double += [_list(sector=sector, form="cooperative") for sector in ("I", "II", "III", "IV", "V", "VI")]
    double += [_list(market=country, stars=stars) for country, stars in pairs(vocabulary.COUNTRIES, (3, 4))]
    return single + shuffled.sample(double, len(single))


def _deep():
    """Ten pages around the middle of the list."""
    middle = Recognition.objects.public().valid_on().count() // ListPage.paginate_by // 2
    return [_list(page=max(1, middle + step)) for step in range(-5, 5)]


def _goods():
    return [good for names in vocabulary.GOODS.values() for good in names.split(", ")]


def _searches(shuffled):
    """Words that many names hold and few, names of places new and old, whole names; one in eight with a slip."""
    goods = _goods()
    common = [good.split()[0] for good in goods[::6]]
    brands = [f"{shuffled.choice(vocabulary.FIRST)} {shuffled.choice(vocabulary.SECOND)}" for _n in range(20)]
    now, before = Place.objects.in_force(), Place.objects.filter(valid_until__isnull=False)
    places = [place.name for rows in (now.provinces(), now.communes(), before) for place in _spread(rows, 15)]
    whole = [product.name for product in _spread(Product.objects.public(), 40)]
    exact = common + goods[::3] + brands + places + whole
    return [_search(text) for text in exact + [_slip(text) for text in exact[::7]]]


def _slip(text):
    """Two letters of the last word that has three in the wrong order."""
    words = text.split()
    at = max((n for n, word in enumerate(words) if len(word) > 2), default=0)
    word = words[at]
    words[at] = word[:-2] + word[-1] + word[-2]
    return " ".join(words)


def queries(paths):
    """The most queries that one of a few of these pages needs, in a process that has shown it before."""
    client = Client(HTTP_HOST="127.0.0.1")
    most = 0
    for path in paths[:LOOKED_AT]:
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200, path
        most = max(most, sum(not one["sql"].startswith(NO_QUERIES) for one in seen))
    return most


def fetch(site, path, **headers):
    """Return (status, headers, body as it came)."""
    connection = HTTPConnection(urlsplit(site).netloc, timeout=120)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def sizes(site, paths):
    """The mean bytes of a few of these pages: (as they are, as the proxy at `site` compresses them)."""
    plain = compressed = 0
    few = paths[:LOOKED_AT]
    for path in few:
        status, headers, body = fetch(site, path, **{"Accept-Encoding": "gzip"})
        assert status == 200, (status, path)
        compressed += len(body)
        packed = headers["Content-Encoding"] == "gzip"
        plain += len(gzip.decompress(body) if packed else body)
    return plain // len(few), compressed // len(few)
