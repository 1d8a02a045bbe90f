"""What counts as lost: what people were told of what they sent, beside what is there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

DONE = 302
BROKEN = 500
NO_ANSWER = 0


@dataclass(frozen=True)
class Sent:
    """A form that somebody sent, and the answer. By `mark` one finds what it makes."""

    mark: str
    status: int  # NO_ANSWER where the line broke
    is_open: bool = False  # the answer leaves open whether it was stored

    @property
    def is_done(self) -> bool:
        """Whether the person was told that it is stored."""
        return self.status == DONE

    @property
    def is_refused(self) -> bool:
        """Whether the person was told that nothing was stored."""
        return not (self.is_done or self.is_open or self.status == NO_ANSWER)


def lost(sent: Iterable[Sent], there: Mapping[str, Sequence[str]]) -> list[str]:
    """What is wrong, in words; empty if nothing is.

    `there` has for each mark what each of its rows lacks, an empty text for one that is whole. Forms with one mark are
    the same form, sent several times: it makes one row.
    """
    wrong, by_mark = [], defaultdict(list)
    for each in sent:
        by_mark[each.mark].append(each)
    for mark, same in by_mark.items():
        rows = there.get(mark, ())
        if any(each.is_done for each in same) and not rows:
            wrong.append(f"{mark}: stored, people were told, but it is not there")
        if all(each.is_refused for each in same) and rows:
            wrong.append(f"{mark}: refused ({same[0].status}), but it is there")
        if any(each.status == BROKEN for each in same):
            wrong.append(f"{mark}: answered {BROKEN}, which does not say whether it is stored")
        if len(rows) > 1:
            wrong.append(f"{mark}: there {len(rows)} times")
        wrong += [f"{mark}: there without {lack}" for lack in rows if lack]
    return wrong


def not_there_once(marks: Iterable[str], there: Mapping[str, Sequence[str]]) -> list[str]:
    """What is wrong after everybody whose form was not answered has sent it again."""
    wrong = []
    for mark in marks:
        rows = there.get(mark, ())
        if len(rows) != 1:
            wrong.append(f"{mark}: sent again, there {len(rows)} times")
        wrong += [f"{mark}: sent again, there without {lack}" for lack in rows if lack]
    return wrong


def unsealed(sealed: Mapping[str, Any], stored: Mapping[str, Any]) -> list[str]:
    """The parts in which a dossier differs from what was sealed when it was filed."""
    return [
        f"{part}: sealed {sealed.get(part)}, in the dossier {stored.get(part)}"
        for part in sorted(sealed.keys() | stored.keys())
        if sealed.get(part) != stored.get(part)
    ]


def broken_files(named: Mapping[str, str], on_disk: Mapping[str, str]) -> list[str]:
    """Files that rows name but that are not on the disk as the rows say; both are {name: SHA-256}."""
    return [
        f"{name}: {'in parts' if name in on_disk else 'not on the disk'}"
        for name, sha256 in named.items()
        if on_disk.get(name) != sha256
    ]
