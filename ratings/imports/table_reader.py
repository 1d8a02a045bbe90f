"""Find the lists of one table, decide which of its lines and columns are read, and account for all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from ocop.values.vietnamese import clean
from ratings.imports import headings
from ratings.imports.account import Account, Fate
from ratings.imports.blocks import Block, fault_sentence
from ratings.imports.cells import cell_text
from ratings.imports.columns import account_for_columns, is_written, settle_columns
from ratings.imports.found import Found
from ratings.imports.hidden import is_sheet_read, skipped_lines
from ratings.imports.layouts import (
    Layout,
    heading_height,
    is_group_line,
    is_heading_line,
    read_headings,
)
from ratings.imports.lines import is_serial, looks_like_product, looks_like_stars
from ratings.imports.purposes import Purpose, Title
from ratings.imports.reading.table import SourceTable, cell_address
from ratings.imports.sections import is_section, parse_title, said_by
from ratings.imports.unread import READ, ask_heading, ask_part

# A line above the headings with more different texts is a line of another table.
_MOST_IN_TITLE = 2
# Lines to choose the heading from.
_MOST_HEADINGS = 8


class TableReader:
    """Reads one table."""

    def __init__(self, table: SourceTable, found: Found) -> None:
        self.table, self.found, self.questions = table, found, found.questions
        self.lines = table.rows
        self.width = max(map(len, self.lines), default=0)
        self.texts = [[cell_text(cell) for cell in line] for line in self.lines]
        self.account = Account(table.label)
        self.blocks: list[Block] = []
        self.done: list[Block] = []
        self.titles = [Title(clean(words)) for words in table.above]
        self._account_for_text()
        # “4 sao”, “Xã Tân Cương”, “Thu hồi”: what the name of a sheet says holds for its rows.
        sheet = Title(clean(table.name), table.label.rstrip("!"))
        self.sheet_titles = [sheet] if parse_title(sheet) or sheet.purpose != Purpose.UNKNOWN else []
        self.titles += self.sheet_titles
        # The cells of lines that are titles, by the address of the line.
        self._titled: dict[str, list[str]] = {}
        self.faults: dict[int, dict[int, str]] = {}
        for (row, column), fault in table.faults.items():
            self.faults.setdefault(row, {})[column] = fault
        self.comments: dict[int, dict[int, str]] = {}
        for (row, column), text in table.comments.items():
            self.comments.setdefault(row, {})[column] = text
        self._heading_lines = self._find_headings()

    def read(self) -> None:
        """Read the table into what was found before."""
        if self.table.is_hidden and not is_sheet_read(self):
            self._all(Fate.LEFT_OUT, _("The sheet is hidden."))
        else:
            self.skipped = skipped_lines(self)
            if self._heading_lines:
                first = min(self._heading_lines)
                self._above(first)
                self._lines(first)
            else:
                self._without_headings()
        self._finish()

    def _account_for_text(self) -> None:
        """Account for the text above the table, and below the last one."""
        for words in self.table.above:
            self.account.add_text(Fate.TITLE, words)
        for words in self.table.below:
            if looks_like_stars(words):
                self.account.add_text(Fate.NOT_READ, words, _("It stands below the tables."))
            else:
                self.account.add_text(Fate.NOTE, words)

    def _find_headings(self) -> set[int]:
        """Return the numbers of the heading rows."""
        found = set()
        for number, texts in enumerate(self.texts):
            written = [text for text in texts if text][:4]
            # Most lines begin with their serial number.
            if not written or written[0].isdecimal():
                continue
            if headings.may_be_heading(written, self.found.columns) and is_heading_line(
                self.lines[number], self.found.columns
            ):
                found.add(number)
        return found

    def is_heading(self, number: int) -> bool:
        return number in self._heading_lines

    def _lines(self, number: int) -> None:
        """Read the lines from the first heading on."""
        while number < len(self.lines):
            if self.is_heading(number):
                number = self._begin(number)
                continue
            if not self._is_group(number):
                self._line(number)
            number += 1

    def _is_group(self, number: int) -> bool:
        """Whether the line groups the headings of the next one; both are read together."""
        return (
            self.is_heading(number + 1) and not self.is_heading(number) and is_group_line(self.lines[number])
        )

    def _line(self, number: int) -> None:
        line, texts = self.lines[number], self.texts[number]
        if reason := self.skipped.get(number):
            self.account.add_line(Fate.LEFT_OUT, number, self._span, _words(texts), reason)
            return
        for block in self.blocks:
            block.add(number, line, texts)

    def _begin(self, number: int) -> int:
        """Begin the lists of a heading row; return the number of the line below the headings."""
        first = number - 1 if number and self._is_group(number - 1) else number
        height = heading_height(self.lines, number, self.found.columns) + number - first
        after = first + height
        for line in range(first, after):
            self.account.add_line(Fate.HEADING, line, self._span, _words(self.texts[line]))
        layouts = read_headings(
            self.table.label, self.lines[first:after], self.found.columns, self.width, self._said()
        )
        if len(self.blocks) == len(layouts) and all(
            not block.is_closed and block.layout.has_same_headings(layout)
            for block, layout in zip(self.blocks, layouts, strict=True)
        ):
            return after
        if goes_on := self._goes_on_with(layouts):
            self.titles = list(goes_on.layout.titles)
            layouts[0].said = goes_on.layout.said | layouts[0].said
        self._change(layouts, after)
        if goes_on:
            self.blocks[0].take_sections(goes_on.sections)
        return after

    def _goes_on_with(self, layouts: list[Layout]) -> Block | None:
        """Return the list of the table before if this one only repeats its headings, as on the next page of a document."""
        last = self.found.last
        if (
            last is None
            or self.table.is_sheet
            or self.titles
            or self.blocks
            or self.done
            or len(layouts) != 1
        ):
            return None
        return last if last.layout.has_same_headings(layouts[0]) else None

    def _change(self, layouts: list[Layout], after: int) -> None:
        """Go on with other lists; single lines since the last product are their titles."""
        before, self.blocks = self.blocks, []
        for block in before:
            block.end_waiting(fate=Fate.TITLE)
            block.sections.clear(keep=block.fresh)
            self.done.append(block)
        for number, layout in enumerate(layouts):
            layout.outer = self._titles_over(layout) if len(layouts) > 1 else list(self.titles)
            sections = before[number].sections if number < len(before) else None
            layout.titles = list(sections.titles) if sections else list(layout.outer)
            block = self._block(layout, after)
            if sections:
                block.take_sections(sections)
            self.blocks.append(block)

    def _titles_over(self, layout: Layout) -> list[Title]:
        """Return the titles of one of the lists that stand side by side: those that have a line to themselves, and its own."""
        found = []
        for title in self.titles:
            line = self._titled.get(title.cell, ())
            own = _words(line[layout.first : layout.last + 1])
            if len({*line} - {""}) < 2:
                found.append(title)
            elif own:
                found.append(Title(own, title.cell))
        layout.said = said_by(found)
        return found

    def _block(self, layout: Layout, after: int) -> Block:
        layout.settle_purpose()
        layout.number = len(self.found.layouts)
        lines = [number for number in range(after, len(self.lines)) if number not in self.skipped]
        self.found.matched |= settle_columns(
            layout,
            [self.texts[number] for number in lines],
            self.questions,
            self.found.columns,
            self.table.hidden_columns,
            self.found.set_names,
        )
        self.found.layouts.append(layout)
        return Block(layout, self.account, self.questions, self.faults, self.comments)

    def _said(self) -> dict:
        return said_by(self.titles)

    @property
    def _span(self) -> tuple[int, int]:
        return 0, max(self.width - 1, 0)

    def _above(self, first: int) -> None:
        """Account for the lines above the first headings: titles, or products of the table before."""
        end = first - 1 if first and self._is_group(first - 1) else first
        products = [number for number in range(end) if self._may_be_product(number)]
        if not products:
            self._titles(range(end))
            return
        if self._goes_on(products):
            self._go_on(range(end))
            self.done += self.blocks
            self.blocks = []
            return
        text = _(
            "Lines above the headings of %(table)s look like products. Are they read as rows of that list?"
        )
        about = f"above:{self.sample(products)}"
        if ask_part(self.questions, about, text % {"table": self.name}, self.sample(products)):
            self._titles([number for number in range(end) if number not in products])
            self._begin_early(first, products)
            return
        for number in range(end):
            if number in products:
                self._not_read(number, _("It stands above the headings."))
            else:
                self._titles([number])

    def _begin_early(self, first: int, products: list[int]) -> None:
        """Read lines above the headings with the columns below them."""
        height = heading_height(self.lines, first, self.found.columns)
        layouts = read_headings(
            self.table.label, self.lines[first : first + height], self.found.columns, self.width, self._said()
        )
        self._change(layouts, 0)
        for number in products:
            self._line(number)

    def _titles(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            if words := _words(self.texts[number]):
                if number in self.skipped:
                    self.account.add_line(Fate.LEFT_OUT, number, self._span, words, self.skipped[number])
                    continue
                if len({*self.texts[number]} - {""}) > _MOST_IN_TITLE and not looks_like_stars(words):
                    self.account.add_line(Fate.NOTE, number, self._span, words)
                    continue
                title = Title(words, cell_address(self.table.label, number, 0))
                self.titles.append(title)
                self._titled[title.cell] = self.texts[number]
            self.account.add_line(Fate.TITLE if words else Fate.BLANK, number, self._span, words)

    def _without_headings(self) -> None:
        """Read a table without headings as the going on of the one before, or ask; else its lines are notes."""
        products = [number for number in range(len(self.lines)) if self._may_be_product(number)]
        if products and self._goes_on(products):
            self._go_on(range(len(self.lines)))
        elif products:
            self._as_chosen(products)
        else:
            self._all(Fate.NOTE, "")

    def _as_chosen(self, products: Sequence[int]) -> None:
        """Read a table whose headings are not known as a person says; its columns are then asked about."""
        first = [number for number in range(len(self.lines)) if len({*self.texts[number]} - {""}) > 1]
        lines = {n: _line_of(self.texts[n]) for n in first if n not in self.skipped and n <= products[0]}
        lines = dict(list(lines.items())[-_MOST_HEADINGS:])
        about = f"headless:{self.sample(products)}"
        chosen = ask_heading(self.questions, self.name, about, lines)
        if isinstance(chosen, int):
            self._heading_lines.add(chosen)
            self._above(chosen)
            self._lines(chosen)
        elif chosen == READ:
            self._change(read_headings(self.table.label, [], self.found.columns, self.width, self._said()), 0)
            for number in range(len(self.lines)):
                self._line(number)
        else:
            self._all(Fate.NOT_READ, _("The table has no headings."))

    def _may_be_product(self, number: int) -> bool:
        texts = self.texts[number]
        if number in self.skipped or all(map(is_section, filter(None, texts))):
            return False
        return looks_like_product(texts) or self._fits(number)

    def _fits(self, number: int) -> bool:
        """Whether a line has the serial number, name and producer of a row of the list before."""
        last = self.found.last
        return (
            last is not None
            and max(last.layout.read, default=0) < self.width
            and last.is_numbered_product(self.texts[number])
        )

    def _goes_on(self, products: list[int]) -> bool:
        """Whether lines have the columns of the last list of the table before: as many, filled alike."""
        last = self.found.last
        if last is None or last.layout.label == self.table.label != "" or last.layout.first:
            return False
        layout, used = (
            last.layout,
            max(n for line in products for n, text in enumerate(self.texts[line]) if text),
        )
        needed = [layout.columns.get(name, 0) for name in ("name", "name_en", "producer", "stars")]
        if not max(needed) <= used <= max(layout.headings, default=0):
            return False
        fitting = [number for number in products if self._is_alike(layout, self.texts[number])]
        return len(fitting) * 5 >= len(products) * 4

    def _is_alike(self, layout: Layout, texts: Sequence[str]) -> bool:
        """Whether a line has a number, words and stars where the list has them."""
        serial, stars = layout.columns.get("serial"), layout.columns.get("stars")
        words = [texts[layout.columns[name]] for name in ("name", "producer") if name in layout.columns]
        return (
            (serial is None or is_serial(texts[serial]))
            and all(any(letter.isalpha() for letter in text) for text in words)
            and (stars is None or len(texts[stars]) <= 30)
        )

    def _go_on(self, numbers: Iterable[int]) -> None:
        """Read lines with the columns of the list before, and with its sections where the numbers go on."""
        last = self.found.last
        if last is None:
            return
        if self.titles == self.sheet_titles:
            self.titles = [*last.layout.titles, *self.sheet_titles]
        layout = replace(last.layout, label=self.table.label, rows=[], said=last.layout.said | self._said())
        layout.titles = list(self.titles)
        layout.last = self.width - 1
        layout.goes_on = _("It goes on from the list before.")
        layout.settle_purpose()
        layout.number = len(self.found.layouts)
        self.found.layouts.append(layout)
        block = Block(layout, self.account, self.questions, self.faults, self.comments)
        block.take_sections(last.sections)
        self.blocks = [block]
        for number in numbers:
            self._line(number)

    def sample(self, numbers: Sequence[int]) -> list[str]:
        return [_line_of(self.texts[number]) for number in numbers[:200]]

    @property
    def name(self) -> str:
        return self.table.label.rstrip("! ") or _("The table")

    def _not_read(self, number: int, reason: str) -> None:
        self.account.add_line(Fate.NOT_READ, number, self._span, _words(self.texts[number]), reason)

    def _all(self, fate: Fate, reason: str) -> None:
        for number, texts in enumerate(self.texts):
            words = _line_of(texts)
            if words or any(is_written(cell) for cell in self.lines[number]):
                self.account.add_line(fate, number, self._span, words, reason)
            else:
                self.account.add_line(Fate.BLANK, number, self._span)

    def _finish(self) -> None:
        blocks = [*self.done, *self.blocks]
        rows = [row for block in blocks for row in block.finish()]
        self.found.rows += sorted(rows, key=lambda row: row.number) if len(blocks) > 1 else rows
        for block in blocks:
            account_for_columns(block.layout, self.account, self.lines)
        self._account_for_faults()
        self.found.account += self.account.parts()
        if len(self.blocks) == 1 and self.blocks[0].rows:
            self.found.last = self.blocks[0]

    def _account_for_faults(self) -> None:
        """Name the cells without a value that no row has been refused for."""
        used = {(number, column) for block in [*self.done, *self.blocks] for number in block.layout.rows
                for column in block.layout.read} if self.faults else set()  # fmt: skip
        for row, faults in self.faults.items():
            for column, fault in faults.items():
                if (row, column) in used or row >= len(self.lines) or fault in ("short", "struck", "hidden"):
                    continue
                address = cell_address(self.table.label, row, column)
                if not self.texts[row][column]:
                    self.account.add_fault(row, column, fault_sentence(fault) % {"cell": address})


def _words(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(text for text in texts if text))


def _line_of(texts: Iterable[str]) -> str:
    return " | ".join(text for text in texts if text)
