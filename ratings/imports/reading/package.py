"""ZIP packages, with limits on what they unpack to."""

import io
import zipfile

from ratings.imports.reading.table import LARGEST_UNPACKED, ReadingError
from ratings.imports.reading.xml_reader import DAMAGES

MOST_ENTRIES = 500
# Times that an entry may be larger than its packed form.
STEEPEST = 200


def open_package(data: bytes) -> zipfile.ZipFile:
    """Open a package; raise ReadingError if its directory declares that it unpacks to too much."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGES as error:
        raise ReadingError("damaged") from error
    entries = package.infolist()
    steep = any(
        entry.file_size > 1_000_000 and entry.file_size > STEEPEST * max(entry.compress_size, 1)
        for entry in entries
    )
    if len(entries) > MOST_ENTRIES or steep or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise ReadingError("unpacks")
    return package
