"""What a list does not say of its decisions: who signed, and whether they recognise. Asked once for each decision."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ocop.models import Place
from ocop.values.likeness import identity_key
from ocop.values.vietnamese import fold
from producers.names import producer_key
from ratings.decisions.number import number_key
from ratings.imports import cells
from ratings.imports.parsed_row import ParsedRow
from ratings.imports.places import PlaceResolver, ResolvedPlace
from ratings.imports.purposes import Purpose, purpose_of_line
from ratings.imports.questions import Option, QuestionKind, Questions, question_key
from ratings.imports.snapshot import RegisterSnapshot

RECOGNISES, NOTHING, WITHDRAWS = "recognises", "nothing", "withdraws"
MINISTRY, AS_EACH_ROW = "ministry", "each"
# A list for one of these recognises nothing, unless a person says so of its decision.
_RECOGNISES_NOTHING = frozenset(
    {*(Purpose.WITHDRAWAL, Purpose.ENDED, Purpose.EXTENSION, Purpose.REGISTRATION, Purpose.PLAN)}
)
LEAVE_OUT, TAKE = "leave_out", "take"
_BECAME = re.compile(r"\b(?:len|xuong|thanh|con)(?: hang| dat)? ([1-5]) ?(?:sao|\*)")

_NamedRows = list[tuple[ParsedRow, ResolvedPlace]]


@dataclass(slots=True)
class _Rows:
    """The rows of a list that name one decision, with the place of each, and who signed by each row."""

    rows: _NamedRows = field(default_factory=list)
    signers: dict[int | None, Place | None] = field(default_factory=dict)


# Key of the number and day → what the list says of this decision.
Decisions = dict[tuple[str, date], _Rows]


def _speaks_against(remark: str, stars: int) -> bool:
    """Whether a remark says that a star does not hold, or that it became another: “nâng lên 4 sao năm 2024”."""
    became = _BECAME.findall(fold(remark))
    return purpose_of_line(remark) in _RECOGNISES_NOTHING or any(int(each) != stars for each in became)


class DecisionQuestions:
    """Settles the decisions of a list before its rows are compared with the register."""

    def __init__(
        self,
        snapshot: RegisterSnapshot,
        places: PlaceResolver,
        questions: Questions,
    ) -> None:
        self.snapshot, self.places, self.questions = snapshot, places, questions
        # Who signed the decision of a row, by the other rows of the list or a person's answer.
        self._signed_by: dict[int, Place | None] = {}
        self._purposes: dict[tuple, Purpose] = {}

    def settle(self, parsed_rows: Iterable[ParsedRow], standings: Iterable[ResolvedPlace | None]) -> None:
        """Ask about the decisions of the rows, or apply the answers to the rows."""
        decisions: Decisions = defaultdict(_Rows)
        for row, standing in zip(parsed_rows, standings, strict=True):
            self._ask_about_remark(row)
            for parsed in (*row.evaluations, row):
                is_withdrawn = self._purpose(parsed) == Purpose.WITHDRAWAL
                if is_withdrawn:
                    _take_decision_of_title(parsed)
                if not (parsed.stars or is_withdrawn):
                    continue
                if parsed.number and parsed.signed_on:
                    if standing:
                        decisions[number_key(parsed.number), parsed.signed_on].rows.append((parsed, standing))
                elif is_withdrawn:
                    parsed.refuse_because(
                        "decision",
                        _(
                            "The list is one of withdrawn products: write the number and the day of the decision that"
                            " withdraws, in the title or in a column “Quyết định thu hồi”."
                        ),
                    )
                elif self._purpose(parsed) in _RECOGNISES_NOTHING:
                    leave_out_stars(parsed, self._said(parsed))
        for (key, _signed_on), named in decisions.items():
            self._ask_who_signed(key, named)
        self._ask_which_days(decisions)
        for (key, signed_on), named in decisions.items():
            if named.rows:
                self._ask_what_it_does(key, signed_on, named)

    def _ask_about_remark(self, parsed: ParsedRow) -> None:
        """Ask whether a row has its star although its remark speaks against it: “Đã thu hồi”, “Chỉ đăng ký”."""
        remark = cells.cell_text(parsed.row.get("remark"))
        if not parsed.stars or not _speaks_against(remark, parsed.stars):
            return
        about = f"remark {fold(remark)}"
        text = _("The remark “%(remark)s” speaks against the star beside it. Is the star taken?")
        options = [
            Option(LEAVE_OUT, _("No: the product comes without this star")),
            Option(TAKE, _("Yes: the star is taken as it stands")),
        ]
        answer = self.questions.ask(
            QuestionKind.DECISION, about, text % {"remark": remark}, options, row=parsed.row.place_in_file
        )
        if not answer:
            parsed.asked.append(question_key(QuestionKind.DECISION, about))
        elif answer == LEAVE_OUT:
            leave_out_stars(parsed, _("“%(remark)s”: its star is left out.") % {"remark": remark})

    def is_settled(self, parsed: ParsedRow) -> bool:
        """Whether the list, not the row alone, tells who signed the decision of a row."""
        return id(parsed) in self._signed_by

    def signed_by(self, parsed: ParsedRow) -> Place | None:
        """Return who signed the decision of a settled row; None for the ministry."""
        return self._signed_by[id(parsed)]

    def _purpose(self, parsed: ParsedRow) -> Purpose:
        row = parsed.row
        key = id(row.layout), row.sections
        if key not in self._purposes:
            self._purposes[key] = row.purpose
        return self._purposes[key]

    def _said(self, parsed: ParsedRow) -> str:
        return _("The list says “%(purpose)s”: it recognises nothing, its stars are left out.") % {
            "purpose": self._purpose(parsed).label
        }

    def _ask_who_signed(self, key: str, named: _Rows) -> None:
        """Give rows without an authority that of the others; ask if the rows do not agree."""
        told = [(parsed, standing, self.places.signer(parsed, standing)) for parsed, standing in named.rows]
        in_words = {signer.unit for _parsed, _standing, signer in told if signer and signer.is_named}
        only = next(iter(in_words)) if len(in_words) == 1 else None
        by_unit: dict[Place | None, int] = defaultdict(int)
        for parsed, standing, signer in told:
            if signer is None:
                continue
            unit = signer.unit
            if in_words == {only} and not signer.is_named and self.places.could_sign(only, standing):
                unit = self._signed_by[id(parsed)] = only
            by_unit[unit] += 1
        named.signers = {unit.pk if unit else None: unit for unit in by_unit}
        if len(by_unit) > 1 and not self._is_known(key, named):
            self._ask_for_one(key, named, by_unit)

    def _ask_for_one(self, key: str, named: _Rows, by_unit: dict[Place | None, int]) -> None:
        first = named.rows[0][0]
        about = f"signer {key} {first.signed_on}"
        options = {str(unit.pk) if unit else MINISTRY: unit for unit in by_unit}
        text = _("%(number)s of %(day)s: who signed it? The rows of the list do not agree.") % {
            "number": first.number,
            "day": cells.cell_text(first.signed_on),
        }
        choices = [
            Option(value, f"{_signer_name(unit)} ({by_unit[unit]})") for value, unit in options.items()
        ]
        choices.append(Option(AS_EACH_ROW, _("Each as its row says: several decisions of one number")))
        for parsed, standing in named.rows:
            answer = self.questions.ask(
                QuestionKind.DECISION, about, text, choices, row=parsed.row.place_in_file
            )
            if not answer:
                parsed.asked.append(question_key(QuestionKind.DECISION, about))
            elif answer != AS_EACH_ROW and self.places.could_sign(options[answer], standing):
                self._signed_by[id(parsed)] = options[answer]
            elif answer != AS_EACH_ROW:
                parsed.refuse_because(
                    "authority",
                    _("%(unit)s signed no decision for a producer of this place.")
                    % {"unit": _signer_name(options[answer])},
                )
        if answer in options:
            chosen = options[answer]
            named.signers = {chosen.pk if chosen else None: chosen}

    def _ask_which_days(self, decisions: Decisions) -> None:
        """Ask once about a number that stands with several days of a year; its rows go to the day that is answered.

        While the question is open they are in no decision. A day that the register has is not asked about.
        """
        days: dict[tuple[str, int], list[date]] = defaultdict(list)
        for key, signed_on in decisions:
            days[key, signed_on.year].append(signed_on)
        for (key, year), several in days.items():
            if len(several) == 1:
                continue
            by_unit: dict[Place | None, dict[date, _NamedRows]] = defaultdict(lambda: defaultdict(list))
            for signed_on in several:
                for parsed, standing in decisions[key, signed_on].rows:
                    if self.is_settled(parsed):
                        by_unit[self.signed_by(parsed)][signed_on].append((parsed, standing))
                    elif signer := self.places.signer(parsed, standing):
                        by_unit[signer.unit][signed_on].append((parsed, standing))
            for unit, by_day in by_unit.items():
                if len(by_day) > 1 and (key, unit.pk if unit else None, year) not in self.snapshot.decisions:
                    self._ask_which_day(key, unit, by_day, decisions)

    def _ask_which_day(
        self, key: str, unit: Place | None, by_day: dict[date, _NamedRows], decisions: Decisions
    ) -> None:
        said = {day: f"{cells.cell_text(day)} ({len(rows)})" for day, rows in sorted(by_day.items())}
        about = f"day {key} {unit.pk if unit else MINISTRY} {[*said]}"
        text = _(
            "%(number)s, signed by %(authority)s, stands in this list with several days: %(days)s rows. Which day is right?"
        )
        first = next(iter(by_day.values()))[0][0]
        named = {"number": first.number, "authority": _signer_name(unit), "days": ", ".join(said.values())}
        choices = [Option(day.isoformat(), label) for day, label in said.items()]
        for day, rows in by_day.items():
            for parsed, standing in rows:
                answer = self.questions.ask(
                    QuestionKind.DECISION, about, text % named, choices, row=parsed.row.place_in_file
                )
                if not answer:
                    parsed.asked.append(question_key(QuestionKind.DECISION, about))
                if answer == day.isoformat():
                    continue
                decisions[key, day].rows.remove((parsed, standing))
                if answer:
                    self._move(parsed, standing, date.fromisoformat(answer), decisions[key, day], decisions)

    def _move(
        self, parsed: ParsedRow, standing: ResolvedPlace, day: date, before: _Rows, decisions: Decisions
    ) -> None:
        """Give a row the day that was answered for its decision."""
        written = cells.cell_text(parsed.signed_on)
        parsed.notes.append(
            _("%(number)s is of %(day)s, as was answered; the row says %(written)s.")
            % {"number": parsed.number, "day": cells.cell_text(day), "written": written}
        )
        parsed.signed_on = day
        chosen = decisions[number_key(parsed.number), day]
        chosen.rows.append((parsed, standing))
        chosen.signers = before.signers | chosen.signers

    def _is_known(self, key: str, named: _Rows) -> bool:
        """Whether the register has the decision of each authority; rows with another day are then refused."""
        year = cast(date, named.rows[0][0].signed_on).year
        return bool(named.signers) and all((key, pk, year) in self.snapshot.decisions for pk in named.signers)

    def _ask_what_it_does(self, key: str, signed_on: date, named: _Rows) -> None:
        """Ask whether a decision recognises what the list says, for each section that says something else apart.

        What the register has of the decision already is not asked about.
        """
        by_purpose: dict[Purpose | None, list[ParsedRow]] = defaultdict(list)
        for parsed, _standing in named.rows:
            purpose = self._purpose(parsed)
            by_purpose[purpose if purpose in _RECOGNISES_NOTHING else None].append(parsed)
        for other, rows in by_purpose.items():
            if other is None and self._is_known(key, named):
                rows = [parsed for parsed in rows if not self._is_named(key, signed_on, named, parsed)]
            if rows:
                self._ask_about(key, signed_on, named, other, rows)

    def _is_named(self, key: str, signed_on: date, named: _Rows, parsed: ParsedRow) -> bool:
        """Whether the register has the row's product by the decision."""
        product = producer_key(parsed.maker), identity_key(parsed.name)
        return any(product in self.snapshot.named_by(key, pk, signed_on.year) for pk in named.signers)

    def _ask_about(
        self, key: str, signed_on: date, named: _Rows, other: Purpose | None, rows: list[ParsedRow]
    ) -> None:
        first = rows[0]
        about = f"recognises {key} {signed_on}{f' {other}' if other else ''}"
        text = ngettext(
            "Does %(number)s of %(day)s, signed by %(authority)s, recognise this %(rows)d product?",
            "Does %(number)s of %(day)s, signed by %(authority)s, recognise these %(rows)d products?",
            len(rows),
        ) % {
            "number": first.number,
            "day": cells.cell_text(signed_on),
            "authority": " / ".join(_signer_name(unit) for unit in named.signers.values()) or "–",
            "rows": len(rows),
        }
        detail = _wording(first)
        if other:
            detail = f"{self._said(first)} {detail}"
        for parsed in rows:
            answer = self.questions.ask(
                QuestionKind.DECISION,
                about,
                text,
                _options(other or Purpose.RECOGNITION),
                row=parsed.row.place_in_file,
                detail=detail,
            )
            _apply(parsed, answer, question_key(QuestionKind.DECISION, about))


def _options(purpose: Purpose) -> list[Option]:
    """Return the answers, the likeliest one by the list's purpose first and “recognises” last if it is none for that."""
    recognises = Option(RECOGNISES, _("Yes: it recognises these products with these stars"))
    nothing = Option(
        NOTHING, _("No: it recognises none of them (a legal basis, an extension, a registration, a plan)")
    )
    withdraws = Option(WITHDRAWS, _("No: it withdraws their stars in force; a second person confirms it"))
    if purpose == Purpose.WITHDRAWAL:
        return [withdraws, nothing, recognises]
    return (
        [nothing, withdraws, recognises]
        if purpose in _RECOGNISES_NOTHING
        else [recognises, nothing, withdraws]
    )


def _apply(parsed: ParsedRow, answer: str, key: str) -> None:
    if not answer:
        parsed.asked.append(key)
    elif answer == NOTHING:
        leave_out_stars(
            parsed, _("%(number)s recognises nothing: no stars are taken.") % {"number": parsed.number}
        )
    elif answer == WITHDRAWS:
        parsed.withdraws = True


def _take_decision_of_title(parsed: ParsedRow) -> None:
    """Give a row of withdrawn products the decision of the title; that of a column is then the one that recognised.

    Unless the column's heading says that it withdraws.
    """
    said = parsed.row.said
    heading = fold(parsed.row.layout.headings.get(parsed.row.layout.columns.get("decision", -1), ""))
    if "thu hoi" in heading or not parsed.number or parsed.number == said.get("decision"):
        return
    if "decision" in said:
        parsed.notes.append(
            _("%(number)s recognised the product; %(withdraws)s of the title withdraws.")
            % {"number": parsed.number, "withdraws": said["decision"]}
        )
        parsed.number, parsed.signed_on = said["decision"], said["decided_on"]
        parsed.authority = said.get("decided_by", "")
    elif "cong nhan" in heading:
        parsed.number, parsed.signed_on = "", None


def leave_out_stars(parsed: ParsedRow, note: str) -> None:
    """Take the row without its stars and its decision, and say why."""
    parsed.notes.append(note)
    parsed.stars, parsed.number, parsed.signed_on, parsed.expires_on = None, "", None, None


def _wording(parsed: ParsedRow) -> str:
    """Return the words that name the decision of a row: its title, else its cell."""
    written = parsed.row.text("decision")
    title = parsed.row.decision_title
    if title and not written:
        return f"“{title.text}”"
    wording = parsed.row.layout.purpose_wording
    return " ".join(f"“{words}”" for words in (wording, written) if words)


def _signer_name(unit: Place | None) -> str:
    return unit.full_name if unit else _("the ministry for OCOP")
