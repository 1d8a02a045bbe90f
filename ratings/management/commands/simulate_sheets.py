"""Simulate past results on another version of their sheet and print what would change; nothing is written."""

from django.core.management.base import BaseCommand, CommandError

from ratings.scoring.models import Result
from ratings.scoring.simulation import count_changes, counts_as_text, simulate
from ratings.sheets.models import Sheet


class Command(BaseCommand):
    """`simulate_sheets 26-2026/11 [--sheet-version 2] [--all]`: by default the newest version, including drafts."""

    help = (
        "Past results of a product set on another version of its sheet: star then, star on that version, why."
    )

    def add_arguments(self, parser):
        parser.add_argument("sheet", help="decision and number, such as 26-2026/11")
        parser.add_argument("--sheet-version", type=int, help="the newest one, drafts included, unless told")
        parser.add_argument("--all", action="store_true", help="name also the results that stay as they are")

    def handle(self, *, sheet, sheet_version, **options):
        to = self._sheet(sheet, sheet_version)
        results = Result.objects.filter(dossier__sheet__product_set=to.product_set_id)
        found = simulate(results.exclude(dossier__sheet=to).for_list(), to)
        for each in found:
            if each.changed or each.lost or options["all"]:
                self._line(each)
        self.stdout.write(
            f"{len(found)} results on version {to.version}: {counts_as_text(count_changes(found))}."
        )

    def _sheet(self, name, version):
        slug, _slash, number = name.partition("/")
        rows = Sheet.objects.filter(decision_slug=slug, number=number if number.isdecimal() else 0)
        rows = rows.filter(version=version) if version else rows
        if not (to := rows.order_by("-version").first()):
            raise CommandError(f"There is no such sheet: {name}.")
        return to

    def _line(self, each):
        before, after = each.before, each.after
        words = [str(before.dossier.product), f"{before.stars} → {after.stars}", after.reason(), *each.lost]
        self.stdout.write("; ".join(words))
