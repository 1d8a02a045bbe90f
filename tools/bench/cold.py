"""The first request after the register has changed: what was kept of its counts no longer holds."""

import time
from statistics import median

from django.db.models import Case, Value, When

from products.models import Product
from tools.bench.pages import fetch

TIMES = 7


def first_requests(site, path, servers):
    """Medians over several changes of (ms until the page was there, ms of CPU of all servers)."""
    waited, used = [], []
    for _time in range(TIMES):
        touch_a_product()
        servers.drain()
        before, began = sum(servers.cpu().values()), time.perf_counter()
        status, _headers, _body = fetch(site, path)
        waited.append(1000 * (time.perf_counter() - began))
        used.append(1000 * (sum(servers.cpu().values()) - before))
        assert status == 200, (status, path)
    return median(waited), median(used)


def touch_a_product():
    """Let a product change as any officer may change it."""
    season = Case(When(season="", then=Value("Quanh năm")), default=Value(""))
    assert Product.objects.filter(pk=1).update(season=season) == 1
