"""The answer of the child: one line of JSON, then each cell as the number of its value.

A value is sent once, so that an answer stays small whatever a file repeats. JSON and numbers, because a hostile file
may have taken over the child: pickle and marshal would take over the portal as well.
"""

import json
from array import array
from datetime import date
from itertools import islice
from typing import Any

from ratings.imports.reading.table import ReadingError, SourceTable, Value

# Bytes; the portal holds the answer whole.
LARGEST_ANSWER = 40 << 20


def encode_tables(tables: list[SourceTable]) -> bytes:
    """Return the answer; raise ReadingError if it is too long."""
    numbers: dict[Value, int] = {None: 0}
    cells = array("I")
    for table in tables:
        for row in table.rows:
            cells.extend([numbers.setdefault(value, len(numbers)) for value in row])
    values = [[value.isoformat()] if isinstance(value, date) else value for value in numbers]
    head = _line({"values": values, "tables": [_described(table) for table in tables]})
    if len(head) + 4 * len(cells) > LARGEST_ANSWER:
        raise ReadingError("size")
    return head + cells.tobytes()


def encode_error(error: ReadingError) -> bytes:
    """Return the answer that the file is not read."""
    return _line({"code": error.code, "parameters": error.parameters})


def decode(answer: bytes) -> list[SourceTable]:
    """Return the tables of an answer; raise the ReadingError in it, or "damaged" if it is no answer."""
    line, _, rest = answer.partition(b"\n")
    try:
        head = json.loads(line)
        if "code" in head:
            raise ReadingError(str(head["code"]), **head["parameters"])
        values = [
            date.fromisoformat(value[0]) if isinstance(value, list) else value for value in head["values"]
        ]
        cells = array("I")
        cells.frombytes(rest)
        left = iter(cells)
        return [_table(described, values, left) for described in head["tables"]]
    except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
        raise ReadingError("damaged") from error


def _line(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(errors="replace") + b"\n"


def _described(table: SourceTable) -> dict[str, Any]:
    return {
        "size": [len(table.rows), len(table.rows[0]) if table.rows else 0],
        "label": table.label,
        "name": table.name,
        "above": table.above,
        "below": table.below,
        "merged": table.merged,
        "is_hidden": table.is_hidden,
        "hidden_rows": list(table.hidden_rows),
        "struck_rows": list(table.struck_rows),
        "hidden_columns": list(table.hidden_columns),
        "faults": [[row, column, code] for (row, column), code in table.faults.items()],
        "comments": [[row, column, text] for (row, column), text in table.comments.items()],
    }


def _table(described: dict[str, Any], values: list[Value], left: Any) -> SourceTable:
    height, width = described["size"]
    return SourceTable(
        label=described["label"],
        name=described["name"],
        above=tuple(described["above"]),
        below=tuple(described["below"]),
        rows=[[values[number] for number in islice(left, width)] for _row in range(height)],
        merged=[(top, first, bottom, last) for top, first, bottom, last in described["merged"]],
        is_hidden=described["is_hidden"],
        hidden_rows=set(described["hidden_rows"]),
        struck_rows=set(described["struck_rows"]),
        hidden_columns=set(described["hidden_columns"]),
        faults={(row, column): code for row, column, code in described["faults"]},
        comments={(row, column): text for row, column, text in described["comments"]},
    )
