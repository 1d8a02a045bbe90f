"""How a model says no."""


class Refused(Exception):
    """What was asked is not allowed now; the message is the reason, a sentence for the person."""
