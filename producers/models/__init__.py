"""Who makes OCOP products."""

from producers.models.producer import LegalForm, Membership, Producer

__all__ = ["LegalForm", "Membership", "Producer"]
