"""Open questions of the printed sheets: what is unclear, the portal's interpretation, and provinces'
interpretations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ocop.models import Place
from ratings.sheets.models import CriterionKind, Sheet, SheetInterpretation

if TYPE_CHECKING:
    from ratings.dossiers.models import Dossier

AS_PRINTED = _("As printed.")
# Subject of a question, and the portal's interpretation.
KINDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "equal_points": (_("Two options with the same points"), AS_PRINTED),
    "likely_misprint_points": (_("Points that look like a misprint"), AS_PRINTED),
    "missing_gate": (
        _("A star requirement that the other sheets have"),
        _("As printed: there is no requirement at this option."),
    ),
    "gate_outlier": (_("A star requirement unlike that of the other sheets"), AS_PRINTED),
    "gate_strict": (_("A star requirement at the best option"), AS_PRINTED),
    "gate_single_5": (_("A requirement for five stars alone"), AS_PRINTED),
    "gate_split": (_("A star requirement that the sheets place differently"), AS_PRINTED),
    "no_gates": (_("No star requirement, unlike the other sheets"), AS_PRINTED),
    "gates_absent_vs_sibling": (_("No star requirement, unlike a sheet of the same kind"), AS_PRINTED),
    "no_footnote": (
        _("The note on star requirements is not printed"),
        _("The requirements mean the same as on the other sheets."),
    ),
    "no_disqualifier": (
        _("No ground on which the dossier is out is printed"),
        _("As printed: the sheet names no such ground."),
    ),
    "branch_choice": (
        _("Alternative cases"),
        _("One case is chosen for the whole sheet when the dossier is opened."),
    ),
    "catch_all": (_("An option for everybody else"), AS_PRINTED),
    "conditional_gate": (
        _("A requirement under a condition"),
        _("The requirement counts for every product on this sheet."),
    ),
    "condition": (
        _("A criterion that applies only with another"),
        _("It is not scored and counts 0; the total stays out of 100."),
    ),
    "boundary": (
        _("A value between two options or in both"),
        _("The assessor chooses the option; the portal draws no line."),
    ),
    "no_zero_option": (
        _("No option with 0 points"),
        _("“None of these is reached” can be chosen and counts 0."),
    ),
    "requirement_effect": (
        _("A requirement without a consequence"),
        _("It is shown to the assessor; nothing follows by itself."),
    ),
    "stop_effect": (
        _("What follows when scoring stops"),
        _(
            "Where the print says what 0 points mean (sheets 16, 19 and 20), the locked sheet raises an objection by"
            " itself; elsewhere who gives 0 points says whether the product is unsafe. Once the objection is confirmed,"
            " scoring ends and there is no star."
        ),
    ),
    "exclusion_effect": (
        _("Products that are not assessed"),
        _("It is shown to the assessor; nothing follows by itself."),
    ),
}


@dataclass(frozen=True)
class Question:
    """A question on one sheet. `key` is unique within the sheet; `codes` are the criteria concerned, empty
    for all.
    """

    key: str
    printed: str
    kind: str
    detail: str
    suggested: str
    codes: tuple[str, ...]

    @property
    def title(self) -> str | Promise:
        """Its subject, in the reader's language."""
        return KINDS[self.kind][0] if self.kind in KINDS else self.kind

    @property
    def interpretation(self) -> str | Promise:
        """The portal's interpretation."""
        return KINDS[self.kind][1] if self.kind in KINDS else AS_PRINTED


@dataclass(frozen=True)
class LawQuestion:
    """A question that the law leaves open for every recognition, and the portal's interpretation."""

    article: str | Promise
    title: str | Promise
    interpretation: str | Promise


OF_THE_LAW = (
    LawQuestion(
        _("Decision 26/2026/QĐ-TTg, article 4; Civil Code 91/2015/QH13, articles 147 and 148"),
        _("The last day of 36 months"),
        _(
            "The first day is not counted: the term ends with the end of the same day of its last month."
            " 36 months from 28/11/2026 hold until the end of 28/11/2029."
        ),
    ),
    LawQuestion(
        _("Decision 26/2026/QĐ-TTg, article 7.6"),
        _("From which day 180 and 120 days are counted back"),
        _("From the last day of the term, as the certificate prints it; both days are in time."),
    ),
    LawQuestion(
        _("Decision 26/2026/QĐ-TTg, article 12.3"),
        _("Which certificates hold until the result, and whether by themselves"),
        _(
            "Those whose re-assessment was filed in time, also after the transition, and by a decision. Until there"
            " is one, the portal says “awaiting the result, article 12.3” and counts no star."
        ),
    ),
)


def questions_of(
    entries: Iterable[Mapping[str, Any]], number: int, names: Mapping[str, str]
) -> list[Question]:
    """Return the questions of sheet `number` in file order; `names` are its Vietnamese criteria by code."""
    return [
        Question(
            key=f"{entry['kind']}:{_printed(entry, number)}",
            printed=_printed(entry, number),
            kind=entry["kind"],
            detail=entry["detail"],
            suggested=entry.get("suggested") or "",
            codes=_about(entry["detail"], codes_in(_printed(entry, number), names), names),
        )
        for entry in entries
    ]


def codes_in(printed: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the codes meant by a text such as “1.4/1.5”, “8, 9, 15” or “6.x”, on a sheet with `known` codes."""
    wanted = re.split(r"[,/\s]+", printed)
    return tuple(
        code
        for code in known
        if code in wanted or any(each.endswith(".x") and code.startswith(each[:-1]) for each in wanted)
    )


def _about(detail: str, codes: tuple[str, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codes whose criterion the detail begins with, such as “Liên kết: …” for “1.4/1.5”."""
    subject, colon, _rest = detail.partition(":")
    return tuple(code for code in codes if colon and subject.casefold() in names[code].casefold()) or codes


def _printed(entry: Mapping[str, Any], number: int) -> str:
    """Return the criterion of an entry; “7 / 6 / 6” for three sheets is one code for each."""
    criterion, sheets = str(entry["criterion"]), entry["sheet"]
    each = criterion.split(" / ")
    if isinstance(sheets, list) and len(each) == len(sheets) > 1:
        return each[sheets.index(number)]
    return criterion


ASKED = (CriterionKind.SECTION, CriterionKind.CRITERION)


def questions_on(sheet: Sheet) -> list[Question]:
    """Return the open questions of a sheet; one query unless its criteria are prefetched."""
    nodes = sorted(sheet.criteria.all(), key=lambda node: node.position)
    names = {node.code: node.label_vi for node in nodes if node.kind in ASKED}
    return questions_of(sheet.open_questions, sheet.number, names)


def interpretations_for(dossier: Dossier, day: date | None = None) -> dict[str, list[SheetInterpretation]]:
    """Return the interpretations of the dossier's province on `day` (default: today) by code of the criterion.

    Key "" is the whole sheet. A dossier at the ministry has none, because a province's interpretation binds
    only its own council. One query if there are none.
    """
    if dossier.is_national:
        return {}
    place = Place.objects.filter(pk=dossier.product.producer.place_id).values("province")
    rows = (
        SheetInterpretation.objects.in_force(day)
        .filter(place__in=place)
        .on_versions_of(dossier.sheet)
        .for_list()
    )
    return by_code(newest(rows), dossier.sheet) if rows else {}


def newest(interpretations: Iterable[SheetInterpretation]) -> list[SheetInterpretation]:
    """Return, for each question, one province's interpretation on the latest version of the sheet.

    So an interpretation stays valid for later versions of a decision until the province changes it.
    """
    latest = {each.question: each for each in sorted(interpretations, key=lambda each: each.sheet.version)}
    return list(latest.values())


def by_code(
    interpretations: Iterable[SheetInterpretation], sheet: Sheet
) -> dict[str, list[SheetInterpretation]]:
    """Return interpretations of a sheet by code of the criteria concerned, "" for the whole sheet."""
    codes = {question.key: question.codes for question in questions_on(sheet)}
    found: dict[str, list[SheetInterpretation]] = {}
    # Interpretations of questions that this version no longer has are skipped.
    for interpretation in (each for each in interpretations if each.question in codes):
        for code in codes[interpretation.question] or ("",):
            found.setdefault(code, []).append(interpretation)
    return found


def questions_of_sheets(sheets: Iterable[Sheet]) -> list[dict]:
    """Return each question once, with the sheets and criteria concerned."""
    found: dict[tuple, dict] = {}
    for sheet in sheets:
        for each in questions_on(sheet):
            entry = found.setdefault((each.kind, each.detail), {"question": each, "sheets": [], "codes": {}})
            entry["sheets"].append(sheet)
            entry["codes"] |= dict.fromkeys(each.codes)
    return list(found.values())


def with_interpretations(sheet: Sheet, interpretations: Iterable[SheetInterpretation]) -> list[dict]:
    """Return the questions of a sheet, each with the interpretations visible to the reader."""
    interpretations = list(interpretations)
    return [
        {"question": each, "interpretations": [one for one in interpretations if one.question == each.key]}
        for each in questions_on(sheet)
    ]
