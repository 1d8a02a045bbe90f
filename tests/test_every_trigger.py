"""What holds for every trigger of ours."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

APPS = ("catalogue", "ocop", "producers", "products", "ratings")
SOURCES = [path for app in APPS for path in Path(app).rglob("*.py") if "migrations" not in path.parts]
MODELS = [model for model in apps.get_models() if model.__module__.split(".")[0] in APPS]
TRIGGERS = [
    pytest.param(trigger, model, id=f"{model.__name__}-{trigger.name}")
    for model in MODELS
    for trigger in getattr(model._meta, "triggers", ())
    if isinstance(trigger.func, str)
]
# {column: the values that it may have, in whichever table}
CHOICES: dict[str, set[str]] = {}
for field in (field for model in MODELS for field in model._meta.concrete_fields if field.choices):
    CHOICES.setdefault(field.column, set()).update(str(value) for value, _label in field.choices)

COMPARED = re.compile(
    rf"\b(?P<column>{'|'.join(sorted(CHOICES))})\b\)? (?:=|<>|IN|NOT IN) (?P<values>'\w+'|\((?:'\w+'(?:, )?)+\))"
)


def compared(trigger, model):
    """(column, value) for every word with which the SQL of a trigger compares a column that has choices."""
    sql = f"{trigger.get_func(model)} {trigger.render_condition(model)}"
    return [
        (found["column"], value)
        for found in COMPARED.finditer(sql)
        for value in re.findall(r"\w+", found["values"])
    ]


@pytest.mark.parametrize(("trigger", "model"), TRIGGERS)
def test_states_and_kinds_that_a_trigger_names_exist(trigger, model):
    """Most come from the enums; a room names those of a room above it as words, which no import would miss."""
    assert [pair for pair in compared(trigger, model) if pair[1] not in CHOICES[pair[0]]] == []


def test_the_words_of_triggers_are_found():
    found = {pair for param in TRIGGERS for pair in compared(*param.values)}
    assert {("state", "scoring"), ("kind", "renewal"), ("origin", "issued"), ("stage", "member")} <= found


def python_of_ours():
    """{name of a class or module: the functions in it} of the apps."""
    found: dict[str, set[str]] = {}
    for path in SOURCES:
        tree = ast.parse(path.read_text())
        for name, body in [
            (path.stem, tree.body),
            *((node.name, node.body) for node in tree.body if isinstance(node, ast.ClassDef)),
        ]:
            found.setdefault(name, set()).update(n.name for n in body if isinstance(n, ast.FunctionDef))
    return found


def test_python_rules_that_triggers_double_exist():
    doubled = {
        (owner, function)
        for path in SOURCES
        for comment in re.findall(r"# Doubles (?:[^.]|\.(?=\w))+\.$", path.read_text(), re.MULTILINE)
        for owner, function in re.findall(r"(\w+)\.(\w+)\(\)", comment)
    }
    ours = python_of_ours()
    assert len(doubled) > 80
    assert [pair for pair in doubled if pair[1] not in ours.get(pair[0], ())] == []
