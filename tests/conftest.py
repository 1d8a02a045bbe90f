"""What every test gets: the official sheets, quick passwords, its own media folder, and a browser that is there or fails."""

import fcntl
import gc
import os
from itertools import count

import pytest
from babel.messages.mofile import write_mo
from django.conf import settings as portal
from django.contrib.auth.signals import user_logged_in
from django.core.files.storage import storages
from django.test import Client, TransactionTestCase, override_settings
from django.utils.translation import override
from hypothesis import HealthCheck
from hypothesis import settings as examples
from playwright.sync_api import expect

from ocop.accounts.second_factor_rules import SHOWN
from tests import background, kept_rows, schema_template
from tests.catalogue_of_texts import CATALOGUE, catalogue
from tests.chromium import CHROMIUM
from tests.country import Country
from tests.kept_rows import QUICK
from tests.pages import faults

# Playwright's synchronous interface keeps an event loop running in the thread of the tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A busy machine is slow, not wrong: no promise here is one of speed. In milliseconds.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
examples.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("any machine")

# Files whose tests take longest, the longest first: begun last, one of them would keep one process busy after the others.
BEGUN_FIRST = [
    *["test_every_state.py", "test_every_admin.py", "test_acts_at_once.py", "test_budgets.py"],
    *["test_whole_way.py", "test_migrations.py", "test_unsaved_answers.py", "test_offered.py"],
    *["test_state_machine.py", "test_every_page.py", "test_independent_marks.py", "test_demo.py"],
    *["test_state_machine_of_the_ministry.py", "test_whole_round.py", "test_tampering.py", "test_bench.py"],
    *["test_nine_members.py", "test_nginx_addresses.py", "test_register.py", "test_every_url.py"],
    *["test_public_pages.py", "test_nginx.py", "test_release.py", "test_evidence_viewer.py"],
    *["test_own_evaluation.py", "test_next_star.py", "test_suggestions.py", "test_constraints.py"],
    *["test_papers.py", "test_decision.py", "test_five_stars_again.py", "test_load_places.py"],
    *["test_pages_of_a_round.py", "test_exporting.py", "test_extension.py", "test_round_trip.py"],
]

# Where ./run test runs everything the databases are copies of one that has the sheets, and the places laid aside.
TEMPLATE = portal.DATABASES["default"]["TEST"]["TEMPLATE"]
COUNTRY = Country()
MEDIA_FOLDERS = {"default": "private", "renditions": "public"}


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Let one process of ./run test collect after the other: the first compiles all tests, the others read what it kept."""
    with (portal.VAR_DIR / "collecting.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return (yield)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Begin with what needs no database, while its template is made, then with the longest files, then with those that need
    all places of the country.

    ./run test hands out whole files in this order.
    """
    rank = {name: place for place, name in enumerate(BEGUN_FIRST)}
    with_database = {item.path for item in items if asks_for_database(item)}
    with_country = {item.path for item in items if asks_for_country(item)}
    items.sort(
        key=lambda item: (
            item.path in with_database,
            rank.get(item.path.name, len(BEGUN_FIRST)),
            item.path not in with_country,
        )
    )


def asks_for_database(item):
    """Whether a test, or what it is given, reads or writes the database."""
    return item.get_closest_marker("django_db") or "django_db_setup" in item.fixturenames


def pytest_collection_finish():
    """Let the collector of garbage pass over what stays: the portal and six thousand tests, which it read again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """The databases are copied from a template that may still be in the making."""
    if TEMPLATE and not schema_template.wait_until_made():
        pytest.exit("The schema cannot be made (see above).", 3)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A test database that holds the official sheets: they are read-only and many tests need them."""
    if not TEMPLATE:
        with django_db_blocker.unblock():
            kept_rows.load()


@pytest.fixture(scope="module")
def vietnam(django_db_setup, django_db_blocker):
    """All places of the country, gone again before a module that does not ask for them."""
    if not COUNTRY.is_here:
        COUNTRY.bring(django_db_blocker, is_kept=bool(TEMPLATE))


def asks_for_country(item):
    return "vietnam" in item.fixturenames


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item, nextitem):
    """Take the places of the country away when all that a module has made within is gone."""
    try:
        return (yield)
    finally:
        stays = nextitem and (nextitem.path == item.path or asks_for_country(nextitem))
        if COUNTRY.is_here and not stays:
            COUNTRY.take_away()


@pytest.fixture(scope="module")
def todays_texts(tmp_path_factory):
    """The catalogue as it stands, compiled: the one beside the sources may be older or missing."""
    root = tmp_path_factory.mktemp("texts")
    folder = root / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, catalogue(CATALOGUE)[0])
    with override_settings(LOCALE_PATHS=[root]):
        yield


@pytest.fixture(autouse=True, scope="session")
def quick_flush():
    """Django's own truncates each table, and tells all apps that they are migrated, for every test in a browser."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: kept_rows.start_over())
        yield


@pytest.fixture(autouse=True, scope="session")
def static_folder():
    """WhiteNoise warns where the folder of collected files is missing."""
    portal.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True, scope="session")
def quick_passwords():
    """Hash passwords quickly, also those of the people whom a module makes once."""
    with override_settings(PASSWORD_HASHERS=QUICK):
        yield


@pytest.fixture(autouse=True)
def every_page_is_read(monkeypatch):
    """Parse each page that any test fetches; the Django admin's own are not ours."""
    ask = Client.request

    def request(client, **environment):
        response = ask(client, **environment)
        ours = "/admin/" not in environment.get("PATH_INFO", "") and not response.streaming
        whole = response.headers.get("Content-Type", "").startswith("text/html") and ours
        if whole and b"<html" in response.content[:2000]:
            assert faults(response.content.decode()) == [], environment["PATH_INFO"]
        return response

    monkeypatch.setattr(Client, "request", request)


def second_factor_is_shown(sender, request, **signed_in):
    """Whoever signs in has shown a second factor; tests/ocop/accounts/test_second_factor.py asks for it."""
    request.session[SHOWN] = True


@pytest.fixture(autouse=True, scope="session")
def second_factors_are_shown():
    """Sign everybody in by one step, by force_login, a form or a browser."""
    user_logged_in.connect(second_factor_is_shown)


@pytest.fixture
def second_factors_are_asked_for():
    """Ask whoever signs in for the second factor after all."""
    user_logged_in.disconnect(second_factor_is_shown)
    yield
    user_logged_in.connect(second_factor_is_shown)


@pytest.fixture(autouse=True)
def jobs_are_done():
    """After each request, do the background jobs that the test and the request have enqueued."""
    with background.done_after_each_request():
        yield


@pytest.fixture(autouse=True)
def english():
    """Tests read the source language, unless they ask a Vietnamese address or say so."""
    with override("en"):
        yield


@pytest.fixture(scope="session")
def media_folders(tmp_path_factory):
    """A folder for each test, numbered: to make a tmp_path takes longer than most tests."""
    root = tmp_path_factory.mktemp("media")
    return (root / str(number) for number in count())


@pytest.fixture(autouse=True)
def own_media(media_folders, monkeypatch, settings):
    """Let each test write its files into a folder of its own."""
    own = next(media_folders)
    own.mkdir()
    settings.OPEN_DATA_ROOT = own / "open-data"
    settings.CHILDREN_ROOT = own / "children"
    for alias, folder in MEDIA_FOLDERS.items():
        monkeypatch.setattr(storages[alias], "base_location", own / folder)
        monkeypatch.setattr(storages[alias], "location", str(own / folder))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Drive Debian's Chromium, or fail with what to install; never skip."""
    if CHROMIUM is None:
        pytest.exit("There is no Chromium. On Debian: apt-get install chromium-headless-shell libatomic1", 3)
    return {**browser_type_launch_args, "executable_path": CHROMIUM}


@pytest.fixture
def context(context):
    """Wait for a page as long as it takes on a busy machine."""
    context.set_default_timeout(PATIENCE)
    return context
