"""Recompute established results from the stored answers."""

from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ratings.integrity.models import Anchor
from ratings.management.progress import Bar
from ratings.recompute.differences import ResultDifference, differences, differences_of_the_whole
from ratings.scoring.models import Result

RECENT = timedelta(days=366)
AT_A_TIME = 50


class Command(BaseCommand):
    """`verify_results [--all] [DOSSIER …]`: by default results of the last twelve months."""

    help = (
        "Recompute results from the stored answers and compare them with their seals, columns, recognitions, "
        "packages and anchors; unless single dossiers are named, also the chain of anchors and the history of "
        "the registers. Says every difference by dossier and field; the exit status is 1 if there is one."
    )

    def add_arguments(self, parser):
        parser.add_argument("dossiers", nargs="*", type=int, help="Only the results of these dossiers.")
        parser.add_argument("--all", action="store_true", help="All results that there are.")
        parser.add_argument(
            "--head", help="The head of the anchors that was noted down earlier; it must still be among them."
        )

    def handle(self, *, dossiers, verbosity, **options):
        """Compare results in batches, so that memory does not grow with their number."""
        results = Result.objects.select_related("dossier__product", "dossier__recognition").order_by("pk")
        if dossiers:
            results = results.filter(dossier__in=dossiers)
        elif not options["all"]:
            results = results.filter(concluded_at__gte=timezone.now() - RECENT)
        total, differing = results.count(), 0
        progress = Bar(self.stderr) if verbosity else None
        for number, result in enumerate(results.iterator(chunk_size=AT_A_TIME), 1):
            differing += self._report(result)
            if progress:
                progress(number, total)
        self.stdout.write(f"{total} results recomputed, {differing} differ.")
        if not dossiers:
            differing += self._report_whole(options["head"])
        if differing:
            raise CommandError("Results differ from what is stored.")

    def _report(self, result):
        """Print a line for each difference; return whether there is one."""
        found = differences(result)
        for difference in found:
            self.stdout.write(f"dossier {result.dossier_id}, {difference}")
        return bool(found)

    def _report_whole(self, head):
        """Print each difference that belongs to no single result, and the head of the chain; return their number."""
        found = differences_of_the_whole()
        if head and not Anchor.objects.filter(head=head).exists():
            found.append(ResultDifference("head", head, "nothing"))
        for difference in found:
            self.stdout.write(str(difference))
        last = Anchor.objects.order_by("number").last()
        self.stdout.write(f"{last.number} anchors, head {last.head}." if last else "0 anchors.")
        return len(found)
