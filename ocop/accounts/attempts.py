"""Limits on guessing, counted across processes."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.crypto import salted_hmac

from ocop.models import RequestCount


@dataclass(frozen=True)
class Attempts:
    """At most `most` tries within a window that starts with the first one."""

    name: str
    most: int
    window: timedelta

    def take(self, who: object) -> bool:
        """Count a try of `who` (an account or an address); whether it is within the limit."""
        tries, _left = RequestCount.objects.count_one(self._key(who), self.window)
        return tries <= self.most

    def used_up(self, who: object) -> bool:
        """Whether `who` has no try left; does not count as one."""
        return RequestCount.objects.of(self._key(who), self.window) >= self.most

    def forget(self, who: object) -> None:
        """Reset the count after a successful try."""
        RequestCount.objects.filter(address=self._key(who)).delete()

    def _key(self, who: object) -> str:
        return salted_hmac(f"ocop.accounts.attempts.{self.name}", str(who), algorithm="sha256").hexdigest()
