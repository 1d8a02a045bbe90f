"""The data that search engines read of products whose star is the ministry's."""

import json

import pytest

from ocop.models import Role
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import DecisionKind
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.workflow import DossierState
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("prefix", "issuer"),
    [("", "Bộ Nông nghiệp và Môi trường"), ("/en", "Ministry of Agriculture and Environment")],
)
def test_page_of_a_product_of_five_stars_names_the_ministry(client, prefix, issuer):
    dossier = make.national(state=DossierState.SCORING)
    officer = make.user(Role.MINISTRY_OFFICER)
    make.conclude(dossier, by=officer)
    decision = prepare_decision(DecisionKind.RECOGNISE, [dossier], by=officer)
    issue_decision(decision, by=make.user(Role.MINISTRY_LEADER), number="601/QĐ-BNNMT")

    answer = client.get(prefix + dossier.product.get_absolute_url().removeprefix("/en"))

    assert answer.status_code == 200
    text = (
        answer.content.decode().partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    )
    [star] = json.loads(text)["hasCertification"]
    assert star["certificationRating"]["ratingValue"] == 5
    assert star["issuedBy"]["name"] == issuer
    assert star["validFrom"] == decision.signed_on.isoformat()
