"""What the portal writes into its templates for people, and never reads as data: the example, and the sheet of words."""

from ocop.values.vietnamese import fold
from ratings.imports.reading.table import SourceTable

EXAMPLE = "Ví dụ:"
# In the first cell of a sheet.
WORDS = "Danh mục của biểu mẫu, không nhập gì ở trang này"


def is_example(text: str) -> bool:
    """Whether a line that begins with this text is the example of a template."""
    return fold(text).startswith(fold(EXAMPLE))


def is_sheet_of_words(table: SourceTable) -> bool:
    """Whether a table holds the words that a template offers."""
    return bool(table.rows and table.rows[0] and table.rows[0][0] == WORDS)
