"""What the database must have before the first table, and how its rules are added: extensions, two functions, one step.

The first migration begins with OPERATIONS. The functions are immutable, so that indexes and generated
columns can use them.
"""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db.migrations import RunSQL
from django.db.migrations.operations.base import Operation

FOLD = r"""
-- The same as ocop.vietnamese.fold, sign by sign: unaccent would also turn curly quotes straight and ½ into 1/2.
create or replace function fold(s text) returns text language sql immutable strict parallel safe
as $$ select lower(regexp_replace(translate(normalize(s, NFD), 'đĐ', 'dD'), '[\u0300-\u036F]', '', 'g')) $$;
"""

VI_KEY = """
-- Vietnamese dictionary order without ICU:  ORDER BY vi_key(name) COLLATE "C"
-- letter order a ă â b c d đ e ê ... first, then the tones ngang < huyền < hỏi < ngã < sắc < nặng; immutable, so it can feed an
-- index or a GENERATED column. Primary letters are mapped to U+0100.. in alphabet order, tones to 0..5.
create or replace function vi_key(s text) returns text language sql immutable strict parallel safe as $$
  select translate(lower(normalize(s, NFC)), 'aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz', 'ĀĀĀĀĀĀāāāāāāĂĂĂĂĂĂăĄąĆććććććĈĈĈĈĈĈĉĊċČČČČČČčĎďĐđĒĒĒĒĒĒēēēēēēĔĔĔĔĔĔĕĖėĘęĚĚĚĚĚĚěěěěěěĜĝĞğğğğğğĠ')
      || chr(1) ||
         translate(lower(normalize(s, NFC)), 'aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz', '012345012345012345000001234501234500001234500000012345012345012345000000123450123450000123450')
$$;
"""  # noqa: E501

OPERATIONS = [
    BtreeGistExtension(),
    TrigramExtension(),
    UnaccentExtension(),
    RunSQL(FOLD, "drop function fold(text)"),
    RunSQL(VI_KEY, "drop function vi_key(text)"),
]


class Together(Operation):
    """Constraints, indexes and triggers, added in order as one step.

    Django draws up all related models anew after each operation. With a few hundred of them a new database
    would take a minute; none of these changes what a model looks like, so once is enough.
    """

    def __init__(self, operations):
        self.operations = operations

    def deconstruct(self):
        """How a migration writes it."""
        return self.__class__.__name__, [self.operations], {}

    def describe(self):
        """What it does, for `migrate` and `sqlmigrate`."""
        return f"{len(self.operations)} constraints, indexes and triggers"

    def state_forwards(self, app_label, state):
        """Take all into the state; its models are drawn up when somebody asks for them."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Add them one by one."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """Take them away, the last first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)
