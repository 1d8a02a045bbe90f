"""Import an officer's list into the register."""

from argparse import ArgumentTypeError
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ocop.models import Role, User
from ocop.places.gazetteer import Gazetteer
from ocop.refusal import RefusedError
from ratings.imports.account import Fate
from ratings.imports.models import RowStatus
from ratings.imports.register import (
    ALL_REFUSED,
    ConcurrentChangeError,
    UnreadableFileError,
    import_register,
    preview,
)
from ratings.management.progress import Bar


class Command(BaseCommand):
    """`import_register FILE [--province NAME] [--dry-run] [--accept-good-rows]`."""

    help = (
        "Import an Excel, Word or CSV list. Says row by row what is new, changed, the same or refused; "
        "writes nothing while a row is refused, unless --accept-good-rows leaves those rows out."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--province", default="", help="The only province that the list may speak of.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen; write nothing.")
        parser.add_argument("--accept-good-rows", action="store_true", help="Leave refused rows out.")
        parser.add_argument(
            "--by",
            default="",
            metavar="EMAIL",
            help="The officer who proposes the decisions that the list names; a second person confirms them.",
        )
        parser.add_argument(
            "--examples",
            action="store_true",
            help="Show the stars at once, as examples whose documents nobody has seen; in a demonstration only.",
        )
        parser.add_argument(
            "--answer",
            action="append",
            default=[],
            dest="answers",
            type=as_answer,
            metavar="KEY=VALUE",
            help="Answer to a question of the list, by the key and the value that are printed with it."
            " decision=recognises gives all questions about decisions this answer, where it is the first one offered.",
        )

    def handle(
        self,
        *,
        file,
        province,
        dry_run,
        accept_good_rows,
        by,
        examples,
        answers,
        verbosity,
        **options,
    ):
        """Import and report; exit status 1 if rows are refused and nothing was written."""
        chosen = {
            "file_name": file.name,
            "province": province_named(province) if province else None,
            "progress": Bar(self.stderr) if verbosity else None,
        }
        try:
            data = file.read_bytes()
            chosen["answers"] = answers_of(data, dict(answers), **chosen) if answers else {}
            if dry_run:
                plan, written = preview(data, **chosen), False
            else:
                plan, written = import_register(
                    data,
                    leave_out=ALL_REFUSED if accept_good_rows else 0,
                    by=officer_named(by) if by else None,
                    examples=examples,
                    **chosen,
                )
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except (UnreadableFileError, ConcurrentChangeError, RefusedError) as error:
            raise CommandError(f"{file.name}: {error}") from error
        self._report(plan, dry_run=dry_run, verbosity=verbosity)
        if not dry_run and not written and plan.open_questions:
            raise CommandError("Nothing was written: answer these questions, by --answer or in the desk.")
        if not dry_run and not written:
            raise CommandError(
                "Nothing was written, because rows are refused. --accept-good-rows imports the others."
            )

    def _report(self, plan, *, dry_run, verbosity):
        """Print a line for each row that is not unchanged (in a dry run for every row), then the summary."""
        for outcome in plan.outcomes if verbosity else ():
            if outcome.status == RowStatus.SAME and not (dry_run or verbosity > 1):
                continue
            if outcome.status == RowStatus.NEW and not (dry_run or verbosity > 1):
                continue
            self.stdout.write(
                f"{outcome.row:>6}  {RowStatus(outcome.status).label:<8}  {outcome.name} – {outcome.maker}"
            )
            for refusal in outcome.refusals:
                because = refusal.why or f"expected: {refusal.expected}"
                self.stdout.write(f"        {refusal.cell}: “{refusal.value}”; {because}")
            for change in outcome.differences:
                self.stdout.write(f"        {change.label}: {change.before or '–'} → {change.after or '–'}")
            for note in outcome.notes:
                self.stdout.write(f"        {note}")
        for part in plan.account if verbosity else ():
            if part.fate in (Fate.NOT_READ, Fate.LEFT_OUT):
                self.stdout.write(f"{part.place}  {part.fate.label}  {part.text}  {part.reason}")
        for question in plan.questions if verbosity else ():
            if not question.answer:
                self._ask(question)
        self.stdout.write(plan.summary)

    def _ask(self, question):
        """Print a question that has no answer, with what to pass as one."""
        self.stdout.write(" ".join(filter(None, [question.text, question.detail])))
        for option in question.options:
            self.stdout.write(f"        --answer {question.key}={option.value}  {option.label}")


def as_answer(text):
    """Return key and value of “KEY=VALUE”; a key has no sign of equality, a value may have one."""
    key, found, value = text.partition("=")
    if not (key and found and value):
        raise ArgumentTypeError(f"“{text}” is no KEY=VALUE.")
    return key, value


def answers_of(data, given, **chosen):
    """Return the answers that were given, those for a kind of question as one for each question that offers it first."""
    answers = dict(given)
    while True:
        asked = preview(data, **chosen, answers=answers).questions
        more = {
            question.key: value
            for question in asked
            if question.key not in answers
            and (value := given.get(question.kind)) == question.options[0].value
        }
        if not more:
            return answers
        answers |= more


def province_named(text):
    """Return the province in force for a name: “Bắc Kạn” is Thái Nguyên today. Raise CommandError if there
    is none.
    """
    found = Gazetteer().resolve(province=text).place
    if found is None:
        raise CommandError(f"There is no province “{text}”.")
    return found


def officer_named(email):
    """Return the officer with this e-mail address. Raise CommandError if there is none."""
    officers = User.objects.filter(role__in=(Role.PROVINCIAL_OFFICER, Role.MINISTRY_OFFICER), is_active=True)
    found = officers.filter(email=email).first()
    if found is None:
        raise CommandError(f"No officer signs in with {email}.")
    return found
