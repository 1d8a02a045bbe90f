from ratings.integrity.models.anchor import Anchor, AnchorKind

__all__ = ["Anchor", "AnchorKind"]
