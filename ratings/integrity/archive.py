"""Sealed package: a ZIP of files with a list of their hashes. Equal files give equal bytes.

The list is named SHA256SUMS and has the format of `sha256sum -c`; its own SHA-256 stands for the whole
package.
"""

import hashlib
import io
import zipfile

MANIFEST = "SHA256SUMS"
# The earliest date in ZIP; the files themselves say when things happened.
DAY_OF_FILES = (1980, 1, 1, 0, 0, 0)
READABLE = 0o100644 << 16


def manifest_of(files: dict[str, bytes]) -> str:
    """Return one line per file, sorted by name: SHA-256, two spaces, name."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))


def pack(files: dict[str, bytes]) -> bytes:
    """Return the ZIP of the files and their manifest, sorted by name and with fixed times."""
    whole = files | {MANIFEST: manifest_of(files).encode()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(whole):
            info = zipfile.ZipInfo(name, DAY_OF_FILES)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, READABLE, 3
            archive.writestr(info, whole[name])
    return buffer.getvalue()


def unpack(archive: bytes) -> dict[str, bytes]:
    """Return the files of a package including its manifest. Raise zipfile.BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def deviations(archive: bytes, sha256: str) -> list[tuple[str, str, str]]:
    """Return (what, expected, found) for every deviation of the package from its manifest or from `sha256`."""
    try:
        files = unpack(archive)
    except zipfile.BadZipFile as error:
        return [("archive", "a ZIP", str(error))]
    manifest = files.pop(MANIFEST, b"")
    found = hashlib.sha256(manifest).hexdigest()
    wrong = [] if found == sha256 else [(MANIFEST, sha256, found)]
    claimed = {name: digest for digest, _gap, name in (line.partition("  ") for line in lines(manifest))}
    real = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return wrong + [
        (name, claimed.get(name, "nothing"), real.get(name, "nothing"))
        for name in sorted({*claimed, *real})
        if claimed.get(name) != real.get(name)
    ]


def lines(manifest: bytes) -> list[str]:
    """Return the lines of a manifest."""
    return manifest.decode("utf-8", "replace").splitlines()
