"""The address in a label's QR code, and the public keys with which anybody can check labels."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.generic import View

from catalogue import lookup
from catalogue.label_check import signed_label
from catalogue.views.verify import CheckPage
from ocop.pages.public import PublicCacheMixin
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act
from ratings.decisions import recognition_text
from ratings.labels.models import LabelKey


class LabelView(CheckPage):
    """What is in force now of the recognition that a signed label names; 404 for a label that nobody here signed."""

    def get(self, request: HttpRequest, text: str, **kwargs: Any) -> HttpResponse:
        label = signed_label(text)
        recognition = lookup.recognition_of(label.claims.code) if label else None
        if label is None or recognition is None:
            return self.answer("", status=404, forged=True)
        return self.answer(
            recognition.code,
            recognition=recognition,
            answer=recognition_text.answer_of(recognition),
            current=lookup.current_instead_of(recognition),
            label=label,
            other_scope=label.differs_in_scope(recognition),
            other_last_day=label.other_last_day(recognition),
        )


class LabelKeysView(PublicCacheMixin, ScopedViewMixin, View):
    """The public keys of labels as a JWK set (RFC 7517, RFC 8037), revoked ones with day and reason."""

    act = Act.READ_CATALOGUE

    def get(self, request: HttpRequest) -> JsonResponse:
        return JsonResponse({"keys": [as_jwk(key) for key in LabelKey.objects.all()]})


def as_jwk(key: LabelKey) -> dict[str, str]:
    """Return a public key as JWK; `revoked_at` and `revoked_because` only where it counts no more."""
    jwk = {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig"}
    jwk |= {"kid": str(key.number), "x": key.public_key}
    if key.revoked_at:
        jwk |= {"revoked_at": key.revoked_at.isoformat(), "revoked_because": key.revoked_because}
    return jwk
