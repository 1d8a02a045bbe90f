"""Who becomes a commune officer or a producer after being seated scores nothing, and is told why."""

import pytest
from django.urls import reverse

from ocop.models import Role, User
from ocop.refusal import RefusedError
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Assessment
from tests import factories as make
from tests.ratings.broken import chair_of, to_the_commune

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    return make.dossier(state=DossierState.SCORING)


def moved(user):
    """The member, who now works for a commune and whose account another administrator has confirmed."""
    to_the_commune(user)
    user = User.objects.get(pk=user.pk)
    user.confirm(by=make.user(Role.ADMINISTRATOR))
    return User.objects.get(pk=user.pk)


def sentence(user):
    return (
        f"{user} has the role “Commune officer” here: producers, commune officers, auditors and administrators judge no"
        " products."
    )


def test_no_sheet_is_opened(client, dossier):
    member = moved(chair_of(dossier))
    client.force_login(member)
    response = client.post(reverse("score-open", args=[dossier.pk]))
    assert (response.status_code, str(response.context["reason"])) == (409, sentence(member))
    assert not Assessment.objects.filter(by=member).exists()


def test_a_sheet_begun_before_is_neither_filled_in_nor_locked_nor_left(client, dossier):
    sheet = Assessment.objects.open_member(dossier, by=chair_of(dossier))
    member = moved(sheet.by)
    assert sheet.why_not_write(by=member) == sentence(member)
    with pytest.raises(RefusedError, match="judge no products"):
        sheet.lock(by=member)
    client.force_login(member)
    page = client.post(reverse("score-abstain", args=[dossier.pk]), {"reason": "Đã chuyển công tác."})
    assert (page.status_code, page.context["form"].non_field_errors()) == (409, [sentence(member)])


def test_a_sheet_locked_before_is_not_unlocked(dossier):
    chair = chair_of(dossier)
    other = dossier.council.seats.filter(kind="member").first().user
    sheet = Assessment.objects.open_member(dossier, by=other)
    sheet.abstain(by=other, reason="Có quan hệ họ hàng.")
    member = moved(other)
    sheet = Assessment.objects.get(pk=sheet.pk)
    assert sheet.why_not_unlock(by=chair) == sentence(member)
