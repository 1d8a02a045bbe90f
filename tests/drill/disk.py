"""A disk that is full, then one that is read-only: uploads are refused with a sentence, nothing of them is left."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from products.models import Certification, Photo
from ratings.dossiers.models import Evidence
from tests.drill import rows
from tests.drill.judge import lost
from tests.drill.people import Answer, Form, Person, noise
from tests.drill.portal import FOLDER, Portal, serving
from tests.drill.report import Report, counted

SIZE = "12m"
FREE = 300_000  # bytes that are left when it is full
SENTENCE = "The file could not be kept"
# What a file system of our own is mounted in; it goes with the web server, whatever becomes of us.
ROOT = os.geteuid() == 0
OWN_MOUNTS = ("unshare", "--mount") if ROOT else ("unshare", "--map-root-user", "--mount")
MOUNT = 'mount -t tmpfs -o size="$0" tmpfs "$1" && shift && exec "$@"'


def is_possible() -> bool:
    """Whether we may mount a file system where nobody else sees it."""
    command = [*OWN_MOUNTS, "sh", "-c", MOUNT, "1m", str(FOLDER), "true"]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def uploads(province: rows.Province, officer: Person, name: str) -> dict[str, Form]:
    """Evidence, a certificate and a photo, by the name of the file."""
    dossier, pictured = rows.bare(province), rows.product(province)
    of = {kind: f"{name}-{kind}.jpg" for kind in ("evidence", "certificate", "photo")}
    certificate = {"producer": province.producer.pk, "scheme": "haccp", "issuer": "Chi cục"}
    return {
        of["evidence"]: officer.form(
            f"/en/desk/dossiers/{dossier.pk}/evidence/", requirement="other", documents=noise(of["evidence"])
        ),
        of["certificate"]: officer.form(
            "/en/desk/certifications/new/",
            **certificate,
            number=of["certificate"],
            document=noise(of["certificate"]),
        ),
        of["photo"]: officer.form(
            f"/en/desk/products/{pictured.pk}/photos/new/", alt_vi=of["photo"], pictures=noise(of["photo"])
        ),
    }


def there(names: dict[str, Form]) -> dict[str, list[str]]:
    """How many rows each file has made."""
    return {
        name: [""]
        * (
            Evidence.objects.filter(document_name=name).count()
            + Certification.objects.filter(number=name).count()
            + Photo.objects.filter(alt_vi=name).count()
        )
        for name in names
    }


def fill(folder: Path) -> Path:
    """A file that leaves hardly any room."""
    left, filler = os.statvfs(folder), folder / "filler"
    filler.write_bytes(bytes(left.f_bavail * left.f_frsize - FREE))
    return filler


def remount(portal: Portal, media: Path, how: str) -> None:
    """Let the file system of the web server be read-only (ro) or not (rw)."""
    user = () if ROOT else ("--user", "--preserve-credentials")
    enter = ["nsenter", "--target", str(portal.process.pid), *user, "--mount"]
    subprocess.run([*enter, "mount", "-o", f"remount,bind,{how}", str(media)], check=True)


def everything(media: Path) -> set[str]:
    """All files, unfinished ones and public ones too."""
    return {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}


def refused(
    report: Report, portal: Portal, what: str, forms: dict[str, Form], again: Callable[[], None]
) -> None:
    """Send what cannot be kept; then, once it can be, the same forms again."""
    before = everything(portal.media)
    answers = {name: form.send() for name, form in forms.items()}
    left = everything(portal.media) - before
    public = Person(portal.site).get("/en/products/").status
    wrong = lost([answer.sent(name) for name, answer in answers.items()], there(forms))
    wrong += [f"{name}: left on the disk" for name in left]
    wrong += [f"{name}: {answer.status}, not refused with a sentence" for name, answer in unsaid(answers)]
    wrong += [] if public == 200 else [f"the public catalogue answers {public}"]
    seen = f"{counted(answer.status for answer in answers.values())}, {len(left)} files left, pages 200"
    again()
    later = [form.send().status for form in forms.values()]
    wrong += [f"{name}: {len(rows)} rows afterwards" for name, rows in there(forms).items() if len(rows) != 1]
    report.tell(f"{what}, {len(forms)} uploads", f"{seen}; sent again afterwards {counted(later)}", wrong)


def unsaid(answers: dict[str, Answer]) -> list[tuple[str, Answer]]:
    """Uploads to which something else was answered than a refusal in words."""
    return [
        (name, answer)
        for name, answer in answers.items()
        if answer.status not in (503, 507) or SENTENCE not in answer.text
    ]


def exercise(report: Report, province: rows.Province) -> None:
    """A web server whose files lie on a small file system."""
    if not is_possible():
        report.tell("a full disk", "NOT TRIED: mounting a small file system needs root, or user namespaces")
        return
    media = FOLDER / "small"
    media.mkdir()
    with serving(media, inside=(*OWN_MOUNTS, "sh", "-c", MOUNT, SIZE, str(media))) as portal:
        officer = Person(portal.site, province.officers[0].email)
        for name, form in uploads(province, officer, "room").items():  # while there is room
            if form.send().status != 302:
                report.tell("a disk with room", f"{name} is refused", [name])
        forms = uploads(province, officer, "full")
        filler = fill(portal.media)
        refused(report, portal, "a full disk", forms, filler.unlink)
        forms = uploads(province, officer, "closed")
        remount(portal, media, "ro")
        refused(report, portal, "a read-only disk", forms, lambda: remount(portal, media, "rw"))
