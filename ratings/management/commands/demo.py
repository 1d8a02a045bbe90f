"""Fill the embedded database with the demonstration: lists, accounts, a round."""

import time
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from ocop.models import Demonstration
from producers.models import Support
from products.models import Collection, SalesChannel
from ratings.demo import ministry, years
from ratings.demo.accounts import ACCOUNTS, CAO_BANG, THAI_NGUYEN, make_accounts, password
from ratings.demo.round import is_played, play
from ratings.demo.trade import load_trade
from ratings.dossiers.models import Dossier
from ratings.labels.keys import make_key, newest_key
from ratings.labels.signing import sign_due

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


class Command(BaseCommand):
    """Called by `./run` on the embedded database. Calling it again adds nothing."""

    help = "Load places, sheets, the example lists, demonstration accounts and a demonstration round."

    def handle(self, **options):
        """Run each step that is not done yet and print its duration."""
        if not settings.DEMO:
            raise CommandError("The demonstration is only for the embedded database that ./run starts.")
        Demonstration.mark()
        # The output of ./run is English; do not mix languages in one list.
        with override("en"):
            self._fill()

    def _fill(self):
        if not Dossier.objects.exists():
            self._step("places", lambda: call_command("load_places", stdout=self.stdout))
            self._step("score sheets", lambda: call_command("load_sheets", stdout=self.stdout))
            self._step("example lists", self._import_examples)
        if not SalesChannel.objects.exists():
            self._step("sales channels", lambda: call_command("load_channels", verbosity=0))
        if not Collection.objects.exists():
            self._step("collections", lambda: call_command("load_collections", verbosity=0))
        if not Support.objects.exists():
            self._step("support and trade", load_trade)
        users = self._step("accounts", make_accounts)
        if not all(map(is_played, (THAI_NGUYEN, CAO_BANG))):
            self._step("demonstration round", lambda: self._play(users))
        if not ministry.is_played():
            self._step("the ministry's part", lambda: ministry.play(users))
        if not years.is_played():
            self._step("stars of other years", lambda: years.play(users))
        if settings.LABEL_KEYS_ROOT and newest_key() is None:
            make_key()
            self._step("signed labels", sign_due)
        self._print_accounts()

    def _step(self, name, work):
        began = time.monotonic()
        self.stderr.write(f"  {name} …")
        result = work()
        self.stderr.write(f"  {name}: {time.monotonic() - began:.1f} s")
        return result

    def _import_examples(self):
        told = StringIO()
        call_command(
            "import_register",
            EXAMPLES / "products.csv",
            accept_good_rows=True,
            examples=True,
            answers=[("decision", "recognises")],
            stdout=told,
        )
        summary = told.getvalue().strip().splitlines()[-1]
        self.stderr.write(
            f"  {summary} Refused rows are no fault: the list is as public pages have it, with their gaps."
            " Why each: ./run manage import_register ratings/examples/products.csv --dry-run"
        )

    def _play(self, users):
        for count, _dossier in enumerate(play(users), start=1):
            if self.stderr.isatty():
                self.stderr.write(f"\r  {count} dossiers", ending="")
        self.stderr.write(f"  {Dossier.objects.count()} dossiers")

    def _print_accounts(self):
        self.stdout.write(f"Demonstration accounts, password {password()}:")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.email:<42} {account.role.label}")
