"""How states of the evaluation look: the kind of badge for each."""

from django import template
from django.utils.translation import get_language

from ratings.models import CriterionKind, Dossier, DossierState, Recognition, RecognitionState, StarClaim
from ratings.models.result import stars_in_words

register = template.Library()

BADGES = {
    DossierState.DRAFT: "draft",
    DossierState.FILED: "waiting",
    DossierState.SCORING: "waiting",
    DossierState.CONCLUDED: "soon",
    DossierState.FORWARDED: "extended",
    DossierState.RECOGNISED: "done",
    DossierState.CLOSED: "superseded",
    RecognitionState.NOT_YET: "waiting",
    RecognitionState.VALID: "valid",
    RecognitionState.RENEWAL: "soon",
    RecognitionState.LATE: "soon",
    RecognitionState.EXTENDED: "extended",
    RecognitionState.LAPSED: "lapsed",
    RecognitionState.SUPERSEDED: "superseded",
    RecognitionState.WITHDRAWN: "withdrawn",
}


ENDED = {RecognitionState.LAPSED, RecognitionState.SUPERSEDED, RecognitionState.WITHDRAWN}


@register.filter
def badge(state):
    """The kind of ui/badge.html for a dossier's or a recognition's state."""
    return BADGES.get(state, "")


@register.inclusion_tag("ui/badge.html")
def recognition_state(recognition):
    """The badge of what a recognition is today: until when it holds, or since when it does not."""
    state = recognition.state_on()
    day = "since" if state in ENDED else "until"
    return {"kind": BADGES[state], "word": state.label, day: recognition.end}


@register.filter
def star_words(stars):
    """“4 stars”."""
    return stars_in_words(stars)


@register.filter
def is_section(criterion):
    """Whether a line of the sheet is a section's heading."""
    return criterion.kind == CriterionKind.SECTION


@register.filter
def words(text):
    """The half of {"vi": …, "en": …} in the language of the page."""
    return text.get("en" if get_language() == "en" else "vi", "") if text else ""


@register.inclusion_tag("ratings/desk/_ratings_of_product.html")
def ratings_of(product, user):
    """How a product stands: its recognitions, dossiers and mere claims, and whether `user` may open a dossier."""
    recognitions = Recognition.objects.visible_to(user).filter(product=product).with_state().for_list()
    return {
        "product": product,
        "recognitions": recognitions,
        "dossiers": Dossier.objects.visible_to(user).filter(product=product).for_list(),
        "claims": StarClaim.objects.visible_to(user).filter(product=product).order_by("-year", "-pk"),
        "refusal": Dossier.objects.refusal_to_open(product, by=user),
    }
