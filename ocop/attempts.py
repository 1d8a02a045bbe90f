"""How often somebody may try what can be guessed, counted for all processes together."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.crypto import salted_hmac

from ocop.models import RequestCount


@dataclass(frozen=True)
class Attempts:
    """At most so many tries of something in a window that begins with the first of them."""

    name: str
    most: int
    window: timedelta

    def take(self, who: object) -> bool:
        """Count a try of `who`, an account or an address, and tell whether it is within the limit."""
        tries, _left = RequestCount.objects.count_one(self._key(who), self.window)
        return tries <= self.most

    def used_up(self, who: object) -> bool:
        """Whether `who` has no further try just now; asking is none."""
        return RequestCount.objects.of(self._key(who), self.window) >= self.most

    def forget(self, who: object) -> None:
        """Begin anew, after a try that succeeded."""
        RequestCount.objects.filter(address=self._key(who)).delete()

    def _key(self, who: object) -> str:
        return salted_hmac(f"ocop.attempts.{self.name}", str(who), algorithm="sha256").hexdigest()
