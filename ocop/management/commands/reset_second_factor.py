from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ocop.models import User


class Command(BaseCommand):
    """`reset_second_factor E-MAIL`: deletes a second factor, for the last administrator, whom no other can help."""

    help = (
        "Forget the second factor of an account and end its sessions; it makes a new one at the next sign-in."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")

    @transaction.atomic
    def handle(self, *, email, **options):
        user = User.objects.filter(email=email).first()
        if user is None:
            raise CommandError(f"There is no account {email}.")
        if not user.forget_second_factor():
            raise CommandError(f"{email} has no second factor.")
        self.stdout.write(f"{email} makes a new second factor at the next sign-in.")
