"""Raised where a rule refuses an act."""


class RefusedError(Exception):
    """What was asked is not allowed now; the message is shown to the person and says why."""
