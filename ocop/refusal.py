"""The exception for refused actions."""


class RefusedError(Exception):
    """Raised when a rule refuses an action; the message is shown to the user."""
