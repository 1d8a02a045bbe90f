from catalogue.models.entry import (
    CatalogueChange,
    CatalogueEntry,
    CatalogueWord,
    Standing,
    standing_is,
)

__all__ = ["CatalogueChange", "CatalogueEntry", "CatalogueWord", "Standing", "standing_is"]
