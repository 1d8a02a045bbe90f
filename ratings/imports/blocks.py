"""Read the lines below the headings of one list into product rows, and account for each."""

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from ratings.imports import cells
from ratings.imports.account import Account, Fate
from ratings.imports.cells import cell_text
from ratings.imports.decision_cell import find_decision
from ratings.imports.evaluations import star_by_mark, with_evaluations
from ratings.imports.footnotes import ask_about_notes, carry_footnotes
from ratings.imports.headings import NOTED_ONLY
from ratings.imports.layouts import Layout, names_a_product
from ratings.imports.lines import Kind, footnote, is_count, is_serial, kind_of, looks_like_product
from ratings.imports.list_row import ListRow
from ratings.imports.purposes import Title
from ratings.imports.questions import Questions
from ratings.imports.reading.table import cell_address
from ratings.imports.sections import Sections
from ratings.imports.several_products import are_several, names_in
from ratings.imports.star_cell import parse_stars
from ratings.imports.unread import ask_part

# A shorter name of a numbered row is looked at twice: it can be the numbers of the columns.
_SHORT_NAME = 4
# The rest of a name that was too long for its line.
_GOES_ON = "(+&,;–-"
_REMARK = re.compile(r"\bngày\b|[.:;]$|\./\.", re.IGNORECASE)
_CLOSED_BY = {Kind.TOTAL, Kind.SIGNATURE, Kind.NOTE}
_FATE = {Kind.BLANK: Fate.BLANK, Kind.TOTAL: Fate.TOTAL, Kind.SIGNATURE: Fate.NOTE, Kind.NOTE: Fate.NOTE}


class Block:
    """The lines of one list: its products, sections, totals, and what stands below it."""

    def __init__(
        self,
        layout: Layout,
        account: Account,
        questions: Questions,
        faults: Mapping[int, dict[int, str]],
        comments: Mapping[int, dict[int, str]],
    ) -> None:
        self.layout, self.account, self.questions = layout, account, questions
        self.faults, self.comments = faults, comments
        self.sections = Sections()
        self.rows: list[ListRow] = []
        self._waiting: list[tuple[int, list, list[str]]] = []
        self._footnotes: dict[str, Title] = {}
        # Those that name a decision.
        self._notes: list[Title] = []
        # Sections since the last product: a heading row below them makes them titles of its list.
        self.fresh = 0
        self.is_closed = False
        self._said = layout.said
        columns = layout.columns
        # Rows of a list without products are told by who made them.
        self._name = columns.get("name", columns.get("name_en", columns.get("producer", -1)))
        self._maker, self._serial = columns.get("producer", -1), columns.get("serial", -1)
        self._stars = columns.get("stars", -1)
        self._fields = list(columns.items())
        self._noted = [name for name in columns if name in NOTED_ONLY]
        self._is_plain = not (layout.stars_of or layout.evaluations)
        self._settle()

    def take_sections(self, sections: Sections) -> None:
        """Go on in the sections of the list before."""
        self.sections = sections
        self._settle()

    def add(self, number: int, line: list, texts: list[str]) -> None:
        """Take the next line."""
        if self.is_numbered_product(texts) and not self.is_closed:
            self._product(number, line, texts)
            return
        first, last = self.layout.span
        own = texts[first : last + 1]
        kind = kind_of([*[""] * first, *own], self.layout.columns)
        if self.layout.stars_of and kind == Kind.UNCLEAR and texts[self._name]:
            kind = Kind.PRODUCT
        if self.is_closed and kind in (Kind.PRODUCT, Kind.UNCLEAR, Kind.SECTION, Kind.ALONE):
            self._below(number, line, texts, own)
        else:
            self._add(kind, number, line, texts, own)

    def is_numbered_product(self, texts: list[str]) -> bool:
        """Whether a line is plainly a product: numbered, with its name and its producer."""
        name, maker = texts[self._name], texts[self._maker]
        return bool(
            self._serial >= 0
            and self._maker >= 0
            and self._name >= 0
            and name
            and maker
            and len(name) > _SHORT_NAME
            and name != maker
            and not (maker[0] in "(0123456789" and is_count(maker))
            and is_serial(texts[self._serial])
        )

    def _add(self, kind: Kind, number: int, line: list, texts: list[str], own: list[str]) -> None:
        if kind == Kind.PRODUCT:
            self._product(number, line, texts)
        elif kind == Kind.ALONE:
            self._waiting.append((number, line, texts))
        elif kind == Kind.SECTION:
            self._section(number, own)
        elif kind == Kind.UNCLEAR:
            self._unclear(number, line, texts, own)
        else:
            if kind in _CLOSED_BY:
                self.end_waiting()
            self.is_closed = self.is_closed or kind == Kind.SIGNATURE
            self._note(kind, number, own)

    def _note(self, kind: Kind, number: int, own: list[str]) -> None:
        words = _words(own)
        cell = cell_address(self.layout.label, number, self.layout.first)
        if found := footnote(words):
            self._footnotes[found[0]] = Title(found[1], cell)
        elif kind == Kind.NOTE and find_decision(words):
            self._notes.append(Title(words, cell))
        self.account.add_line(_FATE[kind], number, self.layout.span, words)

    def _section(self, number: int, own: list[str]) -> None:
        """Open a section; its number stands in the text or in a cell of its own."""
        distinct = list(dict.fromkeys(text for text in own if text))
        marker = distinct[0].strip(".) ") if len(distinct) > 1 and len(distinct[0]) <= 6 else ""
        name, *beside = distinct[1:] if marker else distinct
        words = (" – " if beside and all(map(is_count, beside)) else " ").join([name, *beside])
        self.sections.add(Title(words, cell_address(self.layout.label, number, self.layout.first)), marker)
        self.fresh += 1
        self._settle()
        self.account.add_line(Fate.SECTION, number, self.layout.span, _words(own))

    def _settle(self) -> None:
        self._said = self.layout.said | self.sections.said if self.sections.said else self.layout.said
        self._stars_title = self.sections.title_of("stars")
        if self._stars_title is None and "stars" not in self.layout.columns and "stars" in self.layout.said:
            self._stars_title = next(
                (
                    title
                    for title in (*self.layout.titles, *self.layout.outer)
                    if " sao" in title.text.lower()
                ),
                None,
            )

    def _unclear(self, number: int, line: list, texts: list[str], own: list[str]) -> None:
        if not names_a_product(self.layout):
            # Its columns are asked about first.
            self._not_read(number, own, _("Nobody has said yet in which column the products stand."))
            return
        if looks_like_product(own) or len({*own} - {""}) > 2:
            named = bool(texts[self._name]) and self._name >= 0
            text = (
                _(
                    "Lines of the list begin like totals or notes, and go on like products. Are they read as rows?"
                )
                if named
                else _("Lines of the list name no product in its column. Are they read as rows?")
            )
            about = f"{'doubtful' if named else 'unclear'}:{self.layout.number}:{sorted(self.layout.columns)}"
            if ask_part(self.questions, about, text, [_words(own)], row=self._place(number)):
                self._product(number, line, texts)
                return
        self._not_read(number, own, _("It names no product, or begins like a total or a note."))

    def _below(self, number: int, line: list, texts: list[str], own: list[str]) -> None:
        """Take a line below the signatures: a note, unless it looks like a product."""
        if (self.is_numbered_product(texts) and looks_like_product(own)) or len({*own} - {""}) > 4:
            text = _("Lines below the signatures look like products. Are they read as rows?")
            about = f"below:{self.layout.number}:{sorted(self.layout.columns)}"
            if ask_part(self.questions, about, text, [_words(own)], row=self._place(number)):
                self._product(number, line, texts)
            else:
                self._not_read(number, own, _("It stands below the signatures."))
            return
        self._note(Kind.NOTE, number, own)

    def _not_read(self, number: int, own: Sequence[str], reason: str) -> None:
        self.account.add_line(Fate.NOT_READ, number, self.layout.span, _words(own), reason)

    def end_waiting(self, *, fate: Fate = Fate.NOTE) -> None:
        """Take the single texts at the end of the rows as notes; before another heading row they are titles."""
        for number, _line, texts in self._waiting:
            own = texts[self.layout.first : self.layout.last + 1]
            if fate == Fate.TITLE:
                self.sections.add(
                    Title(_words(own), cell_address(self.layout.label, number, self.layout.first))
                )
                self.fresh += 1
                self.account.add_line(fate, number, self.layout.span, _words(own))
            elif self._goes_on(number, texts):
                self._not_read(number, own, _("It may belong to the cell above it."))
            elif self._may_be_product(texts):
                self._not_read(number, own, _("It stands alone below the rows, in a column of names."))
            else:
                self._note(Kind.NOTE, number, own)
        self._waiting.clear()

    def _may_be_product(self, texts: list[str]) -> bool:
        """Whether a single text stands where the names of products or producers do, and is no day and no sentence."""
        written = [column for column, text in enumerate(texts) if text]
        return (
            len(written) == 1
            and written[0] in (self._name, self._maker)
            and not _REMARK.search(texts[written[0]])
        )

    def _take_waiting(self) -> None:
        """Take the single texts between products: a row without its producer, or a section."""
        waiting, self._waiting = self._waiting, []
        for number, line, texts in waiting:
            own = texts[self.layout.first : self.layout.last + 1]
            if self._goes_on(number, texts):
                self._not_read(number, own, _("It may belong to the cell above it."))
            elif texts[self._name] and self._name >= 0:
                self._product(number, line, texts)
            elif texts[self._maker] and self._maker >= 0:
                self._not_read(number, own, _("It names no product, or begins like a total or a note."))
            else:
                self._section(number, own)

    def _goes_on(self, number: int, texts: list[str]) -> bool:
        """Whether a single text looks like the rest of the cell above it; that cell then refuses its row."""
        if not self.rows or self.rows[-1].number != number - 1:
            return False
        written = [
            (name, texts[column]) for name, column in self._fields if texts[column] and name != "serial"
        ]
        if len(written) != 1:
            return False
        [(name, text)] = written
        if name not in self.rows[-1].values or not (text[0] in _GOES_ON or text[0].islower()):
            return False
        about = {"cell": cell_address(self.layout.label, number, self.layout.columns[name]), "text": text}
        why = (
            _("The line below, %(cell)s, “%(text)s”, may be the rest of this cell: write all of it in one.")
            % about
        )
        self.rows[-1].problems.append((name, why))
        return True

    def _product(self, number: int, line: list, texts: list[str]) -> None:
        if self._waiting:
            self._take_waiting()
        self.fresh = 0
        layout = self.layout
        layout.rows.append(number)
        values = {
            name: texts[column] if isinstance(line[column], str) else line[column]
            for name, column in self._fields
            if texts[column]
        }
        row = ListRow(layout, number, values, self._said, self.sections.titles)
        if self._stars >= 0 and "stars" not in values and line[self._stars] in ("x", "X"):
            row.problems.append(("stars", _("An “x” does not say how many stars: write 3, 4 or 5.")))
        if number in self.faults:
            self._faults(row, self.faults[number])
        if number in self.comments:
            self._comments(row, self.comments[number])
        if not self._is_plain or self._stars_title or self._noted:
            row = self._with_stars(row, line)
        if products := names_in(line[self._name]) if "name" in values and "key" not in values else ():
            self.rows += self._several(row, products)
        else:
            self.rows.append(row)

    def _with_stars(self, row: ListRow, line: list) -> ListRow:
        if self.layout.stars_of:
            star_by_mark(row, line)
        if title := self._stars_title:
            self._star_from_above(row, title)
        for name in self._noted:
            if name in row.values:
                row.notes.append(
                    _("“%(heading)s” says “%(text)s”: noted only.")
                    % {
                        "heading": self.layout.headings[self.layout.columns[name]],
                        "text": cell_text(row.values[name]),
                    }
                )
        return with_evaluations(row, line) if self.layout.evaluations else row

    def _star_from_above(self, row: ListRow, title: Title) -> None:
        """Set the star that the section or the title gives to its rows; a row that says another one is refused."""
        stars = self._said["stars"]
        if "stars" not in row.values:
            row.values["stars"] = f"{stars} sao"
            row.addresses = {**row.addresses, "stars": title.cell}
            return
        try:
            own = parse_stars(row.values["stars"])
        except cells.CellParseError:
            return
        if own and own != stars:
            row.problems.append(
                ("stars", _("The line above says otherwise: %(cell)s, “%(text)s”.") % title_words(title))
            )

    def _faults(self, row: ListRow, faults: Mapping[int, str]) -> None:
        """Refuse a row of which a cell that is used cannot be read."""
        used = self.layout.read - {self._serial}
        for column, fault in faults.items():
            missing = [each for each in used if each >= column] if fault == "short" else []
            if column in used or missing:
                address = cell_address(self.layout.label, row.number, min(missing, default=column))
                name = next((n for n, c in self._fields if c == min(missing, default=column)), "name")
                row.addresses = {**row.addresses, name: address}
                row.problems.append((name, fault_sentence(fault) % {"cell": address}))

    def _comments(self, row: ListRow, comments: Mapping[int, str]) -> None:
        """Show what is noted at the cells of a row; it counts as a remark of the row."""
        for column, text in comments.items():
            words = cell_text(text)
            row.notes.append(
                _("Comment at %(cell)s: “%(text)s”.")
                % {"cell": cell_address(self.layout.label, row.number, column), "text": words}
            )
            row.values["remark"] = " ; ".join(filter(None, [row.text("remark"), words]))

    def _several(self, row: ListRow, products: tuple[str, ...]) -> list[ListRow]:
        """Return one row for each product if a person said that the cell names several."""
        if not are_several(self.questions.answers, products):
            row.products = products
            return [row]
        return [
            ListRow(
                row.layout, row.number, row.values | {"name": name}, row.said, row.sections, row.addresses,
                list(row.problems), list(row.notes), list(row.asked), row.evaluations, products,
            )
            for name in products
        ]  # fmt: skip

    def finish(self) -> list[ListRow]:
        """Return the rows at the end of the table."""
        self.end_waiting()
        carry_footnotes(self.rows, self._footnotes, self.questions)
        ask_about_notes(self.rows, self._notes, self.questions)
        return self.rows

    def _place(self, number: int) -> str:
        return f"{self.layout.label}{number + 1}"


def title_words(title: Title) -> dict[str, str]:
    return {"cell": title.cell, "text": title.text}


def fault_sentence(fault: str) -> str:
    """Return the sentence about a cell that could not be read whole."""
    if fault == "formula":
        return _(
            "%(cell)s holds a formula without a result. Open the file in Excel and save it, or write the value."
        )
    if fault == "short":
        return _("The line ends before %(cell)s: it has fewer cells than the headings. Complete it.")
    if fault == "letters":
        return _("The letters of %(cell)s cannot be read. Write them again.")
    if fault in ("struck", "hidden"):
        return _("%(cell)s is hidden or struck through, the rest of its row is not. Write what holds.")
    error = fault.removeprefix("error:")
    return _("%(cell)s holds the error %(error)s. Write the value.") % {"cell": "%(cell)s", "error": error}


def _words(own: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(text for text in own if text))
