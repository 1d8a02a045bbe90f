"""What the database must have before the first table: extensions and two functions on Vietnamese text.

The first migration begins with OPERATIONS. The functions are immutable, so that indexes and generated
columns can use them.
"""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db.migrations import RunSQL

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
