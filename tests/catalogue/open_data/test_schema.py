import re

import pytest
import schemathesis
from bs4 import BeautifulSoup
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils.http import http_date, parse_http_date
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import validate
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ocop.api import throttle
from ocop.api.schema import schema_in
from ocop.values.dates import today
from ocop.wsgi import application
from tests import factories as make

pytestmark = pytest.mark.django_db
PATHS = sorted(schema_in("en")["paths"])
SHEET = {"decision": "26-2026", "number": 11}
# The client that asks the application itself does not unpack what it gets.
PLAIN = {"Accept-Encoding": "identity"}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
FEW = settings(
    max_examples=8,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def one_connection():
    """Keep the test's transaction open from request to request, as Django's own test client does."""
    ends = [request_started, request_finished]
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_description_is_openapi(client, language):
    described = client.get(f"/api/v1/schema/?lang={language}").json()
    validate(described)
    assert described["openapi"].startswith("3.")


@pytest.mark.parametrize("name", PATHS)
def test_whatever_the_description_allows_is_answered_as_it_says(name, monkeypatch, one_connection):
    monkeypatch.setattr(throttle, "MOST", 10**6)
    make.recognition(stars=4, signed_on=today())
    make.recognition(stars=5, signed_on=today().replace(year=2020))
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)

    @FEW
    @given(case=schema[name]["GET"].as_strategy())
    def ask(case):
        case.call_and_validate(checks=CHECKS, headers=PLAIN)

    ask()


@pytest.mark.parametrize("name", PATHS)
def test_what_one_has_is_not_sent_again_and_too_much_is_refused_as_described(
    name, monkeypatch, one_connection
):
    make.recognition(stars=4, signed_on=today())
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
    case = schema[name]["GET"].Case(path_parameters=SHEET if "{" in name else {})
    first = case.call_and_validate(checks=CHECKS, headers=PLAIN)
    (etag,) = first.headers["etag"]
    for known in (etag, f'"other", W/{etag}', "*"):
        again = case.call_and_validate(checks=CHECKS, headers=PLAIN | {"If-None-Match": known})
        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert case.call(headers=PLAIN | {"If-None-Match": '"other"'}).status_code == 200
    if modified := first.headers.get("last-modified"):
        # What does not know when it last changed is as new as its making, which may be a second later by now.
        soon = http_date(parse_http_date(modified[0]) + 30)
        assert case.call(headers=PLAIN | {"If-Modified-Since": soon}).status_code == 304
    monkeypatch.setattr(throttle, "MOST", 0)
    refused = case.call_and_validate(checks=CHECKS, headers=PLAIN)
    assert (refused.status_code, "etag" in refused.headers) == (429, False)
    assert 0 < int(refused.headers["retry-after"][0]) <= throttle.WINDOW.total_seconds()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_names_every_address_parameter_and_field_and_loads_no_script_of_others(client, prefix):
    page = BeautifulSoup(client.get(f"{prefix}/open-data/").content, "html.parser")
    described = schema_in("en" if prefix else "vi")
    assert [path for path in described["paths"] if path not in page.text] == []
    named = {cell.text for cell in page.select("tbody th")}
    fields = {
        name for part in described["components"]["schemas"].values() for name in part.get("properties", {})
    }
    assert fields - named == {"next", "results"}
    assert [tag["src"] for tag in page.select("[src]") if re.match("https?:", tag["src"])] == []
