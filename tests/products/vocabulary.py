"""Whether JSON-LD keeps to the vocabulary of schema.org, as the package msgspec-schemaorg holds it."""

import re
from datetime import date

import msgspec_schemaorg.enums as enums
import msgspec_schemaorg.models as models

NAMES = re.compile(r"\w+")
CONTAINERS = {"Union", "List", "None", "Optional"}


def faults(node, path="$"):
    """What is wrong in a node and in those inside it, in words: unknown types, properties, values of another type."""
    shape = getattr(models, node.get("@type", ""), None)
    if shape is None:
        return [f"{path}: no type {node.get('@type')!r}"]
    known = {
        name: text
        for each in reversed(shape.__mro__)
        for name, text in vars(each).get("__annotations__", {}).items()
    }
    found = []
    for name, value in node.items():
        if name.startswith("@"):
            continue
        if name not in known:
            found.append(f"{path}: {node['@type']} has no {name}")
            continue
        allowed = set(NAMES.findall(str(known[name]))) - CONTAINERS
        for each in value if isinstance(value, list) else [value]:
            found += value_faults(each, allowed, f"{path}.{name}")
    return found


def value_faults(value, allowed, path):
    """What is wrong with one value of a property that takes the types `allowed`."""
    if isinstance(value, dict):
        kinds = {each.__name__ for each in getattr(models, value.get("@type", ""), object).__mro__}
        inside = [] if kinds & allowed else [f"{path}: {value.get('@type')} is none of {sorted(allowed)}"]
        return inside + faults(value, path)
    return (
        []
        if any(is_a(value, kind) for kind in allowed)
        else [f"{path}: {value!r} is none of {sorted(allowed)}"]
    )


def is_a(value, kind):
    """Whether a plain value is of a type of the vocabulary."""
    match kind:
        case "URL":
            return isinstance(value, str) and re.match(r"https?://\S+$", value) is not None
        case "date":
            return (
                isinstance(value, str)
                and re.fullmatch(r"\d{4}-\d\d-\d\d", value)
                and bool(date.fromisoformat(value))
            )
        case "str" | "int" | "float" | "bool":
            return type(value).__name__ == kind
    values = getattr(enums, kind, ())
    return isinstance(value, str) and value.removeprefix("https://schema.org/") in {
        each.value for each in values
    }
