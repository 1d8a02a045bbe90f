"""What holds for the project as a whole."""

import ast
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template.loader import get_template

from tests.conftest import BEGUN_FIRST

ROOT = settings.BASE_DIR
LONGEST, LONGEST_OF_MODELS = 400, 600  # lines
WIDEST, WIDEST_TAG = 120, 160  # columns of a template
# A tag of Django cannot be broken: what stands alone on its line may be wider. Nobody reads a drawing by its figures.
TAG = re.compile(r"\s*\{%((?!%\}).)*%\}")
DRAWN = re.compile(r"\s*<(path|circle|rect|text|pre)\b.*")
MADE_BY_TOOLS = {"var", "staticfiles", "__pycache__", "node_modules"}
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())


def own_folders():
    return sorted(
        path
        for path in ROOT.iterdir()
        if path.is_dir() and path.name not in MADE_BY_TOOLS and not path.name.startswith(".")
    )


def written_files():
    """Sources that people write and read; not migrations, catalogues or data."""
    for folder in [ROOT / "run", ROOT / "manage.py", *own_folders()]:
        for path in [folder] if folder.is_file() else folder.rglob("*"):
            kept_apart = {"migrations", "locale", "data", "__pycache__"} & set(path.relative_to(ROOT).parts)
            if path.suffix in {".py", ".html", ".css", ".js", ""} and path.is_file() and not kept_apart:
                yield path


def test_files_that_begin_first_exist():
    assert set(BEGUN_FIRST) <= {path.name for path in (ROOT / "tests").rglob("test_*.py")}


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_checks_are_clean(settings):
    # Without the object by which pytest finds names that a template does not know.
    settings.TEMPLATES = [
        {**engine, "OPTIONS": {**engine["OPTIONS"], "string_if_invalid": ""}} for engine in settings.TEMPLATES
    ]
    call_command("check", fail_level="WARNING")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_compiles(path):
    get_template(str(path.relative_to(ROOT / "templates")))


def test_static_files_named_in_templates_exist():
    named = {
        (path.name, name)
        for path in TEMPLATES
        for name in re.findall(r"{% static ['\"]([^'\"]+)['\"]", path.read_text())
    }
    assert sorted(pair for pair in named if not finders.find(pair[1])) == []


def test_static_files_can_be_collected_with_names_by_content(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    manifest = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": manifest}}
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()


def test_no_file_is_longer_than_one_can_read():
    lengths = {path.relative_to(ROOT): path.read_text().count("\n") for path in written_files()}
    assert {
        str(path): length
        for path, length in lengths.items()
        if length > (LONGEST_OF_MODELS if path.parent.name == "models" else LONGEST)
    } == {}


def asked_at_import(node):
    """Calls of today() that run when a module is imported: outside functions, and in their decorators and defaults."""
    inner = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.FunctionDef):
        inner = [*node.decorator_list, node.args]
    elif isinstance(node, ast.Lambda):
        inner = [node.args]
    elif isinstance(node, ast.Call) and ast.unparse(node.func) == "today":
        yield node
    for each in inner:
        yield from asked_at_import(each)


def test_no_test_asks_for_the_day_before_it_runs():
    """A run may cross midnight: see tests/days.py."""
    asked = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for call in asked_at_import(ast.parse(path.read_text()))
    ]
    assert asked == []


def test_no_line_of_a_template_is_wider_than_a_screen():
    lines = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in TEMPLATES
        if path.suffix == ".html"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > (WIDEST_TAG if TAG.fullmatch(line) else WIDEST) and not DRAWN.fullmatch(line)
    }
    assert sorted(lines) == []


@pytest.mark.parametrize("name", ["requirements.in", "requirements-test.in"])
def test_every_requirement_says_what_it_is_for(name):
    lines = (ROOT / name).read_text().splitlines()
    unexplained = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if line and not line.startswith(("#", "-r")) and not before.startswith("# ")
    ]
    assert unexplained == []


@pytest.mark.parametrize("name", ["requirements", "requirements-test"])
def test_every_requirement_is_locked_with_its_hashes(name):
    wanted = re.findall(r"^(\w[^\s\[=]*)[^=]*==(\S+)", (ROOT / f"{name}.in").read_text(), re.MULTILINE)
    locked = (ROOT / f"{name}.txt").read_text()
    entries = re.findall(
        r"^(\w[^\s\[=]*)\S*==([^\s;]+)([^\n]*\\\n(?:    --hash=\S+[^\n]*\n)+)?", locked, re.MULTILINE
    )
    assert [name for name, _version, hashes in entries if not hashes] == []
    found = {(name, version) for name, version, _hashes in entries}
    assert [pin for pin in wanted if (pin[0].lower(), pin[1]) not in found] == []
    assert re.findall(r"https?://\S+|^--.*", locked, re.MULTILINE) == []


def test_readme_names_every_folder():
    mapped = set(re.findall(r"^\| `(\w+)/` \|", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert {path.name for path in own_folders()} - mapped == set()
