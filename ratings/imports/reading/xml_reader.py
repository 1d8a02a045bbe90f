"""A parser of XML that builds no tree and takes no entities: neither depth nor size of a document costs memory."""

import zipfile
from collections.abc import Callable
from typing import IO, Any
from xml.parsers import expat

from ratings.imports.reading.table import ReadingError

DAMAGES = (
    expat.ExpatError,
    zipfile.BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


class XmlReader:
    """Calls the methods start_x(attributes) and end_x() that a subclass has, for each element x without its prefix.

    Attributes are a list: name, value, name, value …
    """

    def __init__(self) -> None:
        self._starts, self._ends = _Methods(self, "start_"), _Methods(self, "end_")
        self.parser = self._new_parser()

    def _new_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartDoctypeDeclHandler = _refuse
        starts, ends = self._starts, self._ends

        def start(name: str, attributes: list[str]) -> None:
            if method := starts[name]:
                method(attributes)

        def end(name: str) -> None:
            if method := ends[name]:
                method()

        parser.StartElementHandler = start
        parser.EndElementHandler = end if any(name.startswith("end_") for name in dir(self)) else None
        return parser

    def hear(self, text: Callable[[str], Any] | None) -> None:
        """Pass text between tags to a function from now on."""
        self.parser.CharacterDataHandler = text

    def read(self, file: IO[bytes]) -> None:
        """Parse a document; raise ReadingError if it is not well-formed or declares its type."""
        self.parser = self._new_parser()  # one takes one document
        try:
            self.parser.ParseFile(file)
        except DAMAGES as error:
            raise ReadingError("damaged") from error

    def read_part(self, package: zipfile.ZipFile, part: str) -> None:
        """Parse a part of a package, if there is one."""
        try:
            with package.open(part) as file:
                self.read(file)
        except KeyError:
            return
        except DAMAGES as error:
            raise ReadingError("damaged") from error


class _Methods(dict[str, Callable[..., None] | None]):
    """Methods of a reader by the names of elements."""

    def __init__(self, reader: XmlReader, prefix: str) -> None:
        self.reader, self.prefix = reader, prefix

    def __missing__(self, name: str) -> Callable[..., None] | None:
        local = name.rpartition(":")[2].replace("-", "_")
        method = self[name] = getattr(self.reader, self.prefix + local, None)
        return method


def attribute(attributes: list[str], wanted: str, default: str = "") -> str:
    """Return an attribute by its name without prefix."""
    for place in range(0, len(attributes), 2):
        if attributes[place].rpartition(":")[2] == wanted:
            return attributes[place + 1]
    return default


def number(text: str, default: int, most: int) -> int:
    """Return a whole number, at most `most`."""
    return min(int(text), most) if text.isascii() and text.isdecimal() and len(text) < 12 else default


def _refuse(*_declared: object) -> None:
    raise ReadingError("damaged")
