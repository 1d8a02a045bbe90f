from django.core.management.base import BaseCommand

import ocop.mail.tasks
import ocop.operation.tasks  # noqa: F401 -- what is due by itself
from ocop.background.worker import run


class Command(BaseCommand):
    """`run_queue`: beside the web server, as many as there shall be jobs at once; ./run starts two."""

    help = "Work off the queue of background jobs until it is told to end (SIGTERM), or its caller has ended."

    def handle(self, **options):
        run()
