"""The owner of a form, known from the form itself when session and cookies are gone."""

from django.core.signing import BadSignature, Signer

FIELD = "form_of"
_signer = Signer(salt="ocop.pages.whose")


def proof_for(user) -> str:
    """A signed value that says the form was made for `user`."""
    return _signer.sign(str(user.pk))


def owner_of(data) -> int | None:
    """The key of the user for whom the form was made; None without a valid signature."""
    try:
        return int(_signer.unsign(data.get(FIELD, "")))
    except (BadSignature, ValueError):
        return None
