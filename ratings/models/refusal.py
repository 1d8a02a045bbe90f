"""How a model says no."""


class RefusedError(Exception):
    """What was asked is not allowed now; the message is the reason, a sentence for the person."""
