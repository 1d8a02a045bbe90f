"""What the tables of a file gave so far."""

from collections.abc import Collection
from dataclasses import dataclass, field

from ratings.imports.account import Part
from ratings.imports.blocks import Block
from ratings.imports.headings import Columns
from ratings.imports.layouts import Layout
from ratings.imports.list_row import ListRow
from ratings.imports.questions import Questions


@dataclass
class Found:
    """What was found in the tables before: a table without headings can go on from the last list."""

    questions: Questions
    columns: Columns = field(default_factory=dict)
    # Names of product sets, as loose keys.
    set_names: Collection[str] = ()
    rows: list[ListRow] = field(default_factory=list)
    layouts: list[Layout] = field(default_factory=list)
    account: list[Part] = field(default_factory=list)
    # Keys of the headings that are read as they were matched before.
    matched: set[str] = field(default_factory=set)
    last: Block | None = None
