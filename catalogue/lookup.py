"""Find what a person who checks a star typed: a code, a pasted address, a product code or a barcode number."""

import re

from django.db.models import F, OuterRef

from catalogue.cards import for_cards
from catalogue.models import CatalogueEntry
from catalogue.recognitions import for_page
from catalogue.search import best_matches, has_number
from ocop.database.json_rows import Rows
from ocop.database.prepared import compiled
from ocop.values.vietnamese import fold
from products.models import Photo, Product
from ratings.decisions import recognition_text
from ratings.decisions.models import Recognition
from ratings.decisions.recognition_code import normalise_code
from ratings.labels.claims import LabelError
from ratings.labels.signed_text import claims_in

NEAR = 5
LONGEST_NAME = 100
_IN_ADDRESS = re.compile(r"/(?:verify|01|Q)/([^/?#\s]+)")
_NUMBER = re.compile(r"[\d\s.-]{6,}")


def written_in(text):
    """The code or number in `text`: in a pasted address what follows /verify/, /01/ or /Q/, else the whole text."""
    address = _IN_ADDRESS.search(text)
    return (address[1] if address else text).replace("\0", "").strip()


def code_in(text):
    """The well-formed recognition code in `text`, or an empty text."""
    return normalise_code(written_in(text))


def is_label(text):
    """Whether `text` has the form of a label's QR code."""
    try:
        claims_in(written_in(text))
    except LabelError:
        return False
    return True


def products_numbered(text):
    """Public products with this product code or GTIN, for cards."""
    number = written_in(text)
    if not _NUMBER.fullmatch(number):
        return Product.objects.none()
    same = CatalogueEntry.objects.public().filter(has_number(re.sub(r"\D", "", number)))
    return for_cards(Product.objects.filter(entry__in=same)).order_by("name_order", "pk")


def recognition_of(code):
    """The recognition with a well-formed code, with its page's data and labels, or None; one query."""
    return next(iter(_recognitions(code)), None)


@compiled
def _recognitions(code):
    labels = Photo.objects.filter(product=OuterRef("product"), is_label=True)
    asked = for_page(Recognition.objects.filter(code=code).with_state())
    return asked.annotate(
        labels=Rows(labels, "renditions", "alt_vi", "alt_en", "credit"),
        package_sha256=F("dossier__result__package__sha256"),
    )


def current_instead_of(recognition):
    """The recognition of the same product that is in force today; None if there is none or `recognition` is it."""
    if recognition_text.is_in_force(recognition):
        return None
    return next(iter(_in_force(recognition.product_id)), None)


@compiled
def _in_force(product):
    return Recognition.objects.valid_on().filter(product=product)


def near_matches(text):
    """A few products that may be meant: the code with an error in one half, or the product's name."""
    letters = re.sub(r"[^0-9A-Z]", "", fold(written_in(text)).upper())
    products = for_cards(Product.objects.public())
    # Of what is no whole code, only digits tell a code from a name; one code in thirty has none.
    if code_in(text) or (len(letters) in (8, 9, 10) and any(letter.isdigit() for letter in letters)):
        halves = Recognition.objects.with_half(letters[:4], letters[4:8])
        return products.filter(pk__in=halves.values("product")).order_by("name_order", "pk")[:NEAR]
    name = written_in(text)[:LONGEST_NAME]
    keys = best_matches(name, NEAR)
    return sorted(products.filter(pk__in=keys), key=lambda product: keys.index(product.pk))
