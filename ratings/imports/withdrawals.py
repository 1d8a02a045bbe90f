"""Plan withdrawals: a row of a list of withdrawn products proposes one, which a second person has to confirm."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import Q
from django.utils.translation import gettext as _

from ocop.models import Place
from ocop.values.dates import today
from ocop.values.last_day import last_day
from ocop.values.vietnamese import fold
from ratings.decisions.models import (
    DecisionKind,
    Origin,
    Recognition,
    RecordedWithdrawal,
    WithdrawalGround,
    in_force_on,
)
from ratings.decisions.models.recorded_withdrawal import why_not_withdraw_by
from ratings.decisions.number import number_key
from ratings.decisions.recording import why_not_signed
from ratings.imports import cells
from ratings.imports.parsed_row import ParsedRow
from ratings.imports.questions import Option, QuestionKind, Questions, question_key
from ratings.imports.snapshot import ProductDraft, RegisterSnapshot

# Folded words of a reason → the ground of article 8 that they say. Other words, or those of two grounds, are asked about.
_SIGNS = {
    WithdrawalGround.UNTRUE: r"\bkhong trung thuc|\bgian doi|\bgia mao|\bsai su that|\bkhong dung su that|\bkhai man",
    WithdrawalGround.CRITERIA: r"\bkhong (?:con )?(?:dap ung|dam bao|dat|du) (?:cac )?(?:tieu chi|yeu cau|diem)",
    WithdrawalGround.BREACH: r"\bvi pham (?:quy dinh|phap luat|ve)",
    WithdrawalGround.MARK: r"\b(?:nhan hieu (?:chung nhan )?|logo |bieu trung )ocop",
    WithdrawalGround.STOPPED: (
        r"\b(?:ngung|dung|ngung han|cham dut|khong con|khong) (?:viec )?(?:san xuat|hoat dong|kinh doanh)"
        r"|\bgiai the|\bpha san"
    ),
}
_SIGNS_BY_GROUND = [(ground, re.compile(pattern)) for ground, pattern in _SIGNS.items()]


@dataclass(slots=True, eq=False)
class WithdrawalDraft:
    """A withdrawal that a list proposes."""

    number: str
    signed_on: date
    authority: int | None
    recognition: int
    ground: str
    source: str
    decision: int | None = None


class Withdrawals:
    """The recognitions that a list can withdraw; those of a province are loaded on first use."""

    def __init__(self, snapshot: RegisterSnapshot, questions: Questions) -> None:
        self.snapshot, self.questions = snapshot, questions
        self._of_product: dict[int, dict[int, list[Recognition]]] = {}
        self._proposed: dict[int, RecordedWithdrawal] = {}
        # Product → first row of the list that withdraws its star.
        self._rows: dict[int, str] = {}

    def plan(
        self, parsed: ParsedRow, item: ProductDraft | None, authority: Place | None
    ) -> WithdrawalDraft | None:
        """Return the withdrawal that a row proposes; None if it is refused, or recorded already."""
        if parsed.asked or parsed.refusals:
            return None
        number, signed_on = parsed.number, cast(date, parsed.signed_on)
        if item is None or item.pk is None:
            parsed.refuse_because(
                "name", _("The register has no such product of this producer: nothing is withdrawn.")
            )
            return None
        row = self._rows.setdefault(item.pk, parsed.row.place_in_file)
        if row != parsed.row.place_in_file:
            parsed.refuse_because("name", _("Row %(row)s names the same product.") % {"row": row})
            return None
        if refusal := why_not_signed(number, signed_on, authority, day=today()) or self._why_not_kind(
            parsed, authority
        ):
            parsed.refuse_because("decision", refusal)
            return None
        recognition = self._in_force(parsed, item, authority)
        if recognition is None:
            return None
        ground = self._ground(parsed)
        if not ground:
            return None
        return WithdrawalDraft(
            number, signed_on, authority.pk if authority else None, recognition.pk, ground, parsed.source
        )

    def _why_not_kind(self, parsed: ParsedRow, authority: Place | None) -> str:
        """Return why the decision is none of withdrawal with this day; else an empty string."""
        signed_on = cast(date, parsed.signed_on)
        key = number_key(parsed.number), authority.pk if authority else None, signed_on.year
        known = self.snapshot.decisions.setdefault(key, (signed_on, Origin.RECORDED, DecisionKind.WITHDRAW))
        if known[1:] != (Origin.RECORDED, DecisionKind.WITHDRAW):
            return _(
                "%(number)s is known as another kind of decision: %(kind)s. Write the one that withdraws."
            ) % {
                "number": parsed.number,
                "kind": DecisionKind(known[2]).label,
            }
        if known[0] != signed_on:
            return _("%(number)s of this authority is recorded with another day.") % {"number": parsed.number}
        return ""

    def _in_force(self, parsed: ParsedRow, item: ProductDraft, authority: Place | None) -> Recognition | None:
        """Return the recognition in force that the row withdraws; refuse the row if there is none to withdraw."""
        signed_on, key = cast(date, parsed.signed_on), number_key(parsed.number)
        rows = self._recognitions(item)
        star = next((each for each in rows if each.issued_on <= today() < each.ends_on), None)
        done = (each.withdrawal for each in rows if each.withdrawal and each.withdrawn_on == signed_on)
        if star is None and any(number_key(each.number) == key for each in done):
            parsed.notes.append(_("The register has this withdrawal already."))
            return None
        if star is None:
            parsed.refuse_because("name", _why_none(item, rows))
            return None
        if parsed.stars and parsed.stars != star.stars:
            parsed.refuse("stars", _("%(stars)d, the stars in force") % {"stars": star.stars})
            return None
        if proposed := self._proposed.get(star.pk):
            if (number_key(proposed.decision.number), proposed.decision.signed_on) == (key, signed_on):
                parsed.notes.append(_("This withdrawal waits for a second person already."))
            else:
                parsed.refuse_because(
                    "decision",
                    _("A withdrawal of this star by %(number)s waits for a second person already.")
                    % {"number": proposed.decision.number},
                )
            return None
        if refusal := why_not_withdraw_by(star, signed_on=signed_on, place=authority):
            parsed.refuse_because("decision", refusal)
            return None
        return star

    def _recognitions(self, item: ProductDraft) -> list[Recognition]:
        province = cast(Place, self.snapshot.gazetteer.places[item.maker.values["place_id"]].province).pk
        if province not in self._of_product:
            within = {"product__producer__place__province": province}
            found: dict[int, list[Recognition]] = defaultdict(list)
            rows = Recognition.objects.filter(in_force_on(today()) | Q(withdrawal__isnull=False), **within)
            for each in rows.select_related("decision__place", "withdrawal", "product__producer__place"):
                found[each.product_id].append(each)
            self._of_product[province] = found
            waiting = RecordedWithdrawal.objects.waiting().filter(recognition__in=rows.values("pk"))
            self._proposed |= {each.recognition_id: each for each in waiting.select_related("decision")}
        return self._of_product[province].get(cast(int, item.pk), [])

    def _ground(self, parsed: ParsedRow) -> str:
        """Return the ground that the row says, or that a person answered for its words."""
        written = cells.cell_text(parsed.row.get("ground")) or cells.cell_text(parsed.row.get("remark"))
        if ground := ground_of(written):
            return ground
        about = f"ground {number_key(parsed.number)} {parsed.signed_on} {fold(written)}"
        text = _("On which ground does %(number)s withdraw? (Decision 26/2026/QĐ-TTg, article 8)")
        options = [Option(value, str(label)) for value, label in WithdrawalGround.choices]
        answer = self.questions.ask(
            QuestionKind.DECISION,
            about,
            text % {"number": parsed.number},
            options,
            row=parsed.row.place_in_file,
            detail=f"“{written}”" if written else _("The list says none."),
        )
        if not answer:
            parsed.asked.append(question_key(QuestionKind.DECISION, about))
        return answer


def ground_of(written: str) -> str:
    """Return the ground of withdrawal that words say; an empty string if they say none, or several."""
    folded = fold(written)
    found = [ground for ground, sign in _SIGNS_BY_GROUND if sign.search(folded)]
    return str(found[0]) if len(found) == 1 else ""


def in_words(draft: WithdrawalDraft) -> str:
    """Return a proposed withdrawal as short text."""
    return _("withdrawn by %(number)s of %(day)s: %(ground)s") % {
        "number": draft.number,
        "day": cells.cell_text(draft.signed_on),
        "ground": WithdrawalGround(draft.ground).label,
    }


def _why_none(item: ProductDraft, rows: list[Recognition]) -> str:
    """Return why the product has no star to withdraw."""
    if withdrawal := next((each.withdrawal for each in rows if each.withdrawal), None):
        return _("Its star is withdrawn already, by %(number)s of %(day)s.") % {
            "number": withdrawal.number,
            "day": cells.cell_text(withdrawal.signed_on),
        }
    if any(star.is_waiting for star in item.stars):
        return _("Its star waits for a second person and is not public: discard it there.")
    ended = [star.ends_on for star in item.stars if star.ends_on]
    if ended:
        return _("It has no star in force: the last one ended on %(day)s.") % {
            "day": cells.cell_text(last_day(max(ended)))
        }
    return _("It has no star in the register: nothing is withdrawn.")
