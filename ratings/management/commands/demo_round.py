"""Run a whole round on the embedded database: 60 dossiers before a council of nine."""

import time
from collections import Counter

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from ratings.councils.models import Council
from ratings.demo.accounts import make_accounts
from ratings.demo.whole_round import SIZE, WholeRound, recomputed
from ratings.dossiers.models import Dossier


class Command(BaseCommand):
    """From filing to signed decisions, with conflicts, a second round, a gate finding and the ministry's level."""

    help = "Play a round of 60 dossiers over eight sheets before a council of nine; recompute every result."

    def add_arguments(self, parser):
        parser.add_argument("--size", type=int, default=SIZE, help="the first so many of 60 dossiers")

    def handle(self, *, size, **options):
        """Run it, then print the outcome and whether every result can be recomputed."""
        if not settings.DEMO:
            raise CommandError("The demonstration is only for the embedded database that ./run starts.")
        if Council.objects.filter(name="Hội đồng minh họa, chín thành viên").exists():
            raise CommandError("The round has been played. Start over with ./run reset.")
        with override("en"):
            self._play(size)

    def _play(self, size):
        began = time.monotonic()
        played = []
        for case, dossier in WholeRound(make_accounts()).play(size):
            played.append((case, dossier.pk))
            if self.stderr.isatty():
                self.stderr.write(f"\r  {len(played)} of {size} dossiers", ending="")
        self.stderr.write("")
        self._tell(played)
        results, wrong = recomputed()
        self.stdout.write(f"{results} results computed again, {wrong} of them differ.")
        self.stdout.write(f"{time.monotonic() - began:.0f} s")

    def _tell(self, played):
        """Print each special case with the state of its dossier, then the totals."""
        rows = Dossier.objects.select_related("result", "sheet", "product").in_bulk(
            [pk for _case, pk in played]
        )
        for case, pk in played:
            if case.what:
                dossier = rows[pk]
                self.stdout.write(
                    f"  {case.what:<13} sheet {dossier.sheet.number:>2}  {dossier.get_state_display()}:"
                    f" {dossier.result.reason()}"
                )
        self.stdout.write(
            f"{len(played)} dossiers over {len({case.product_set for case, _ in played})} sheets"
        )
        stars = Counter(dossier.result.stars for dossier in rows.values())
        self.stdout.write("  " + ", ".join(f"{stars[n]} with {n} stars" for n in sorted(stars, reverse=True)))
