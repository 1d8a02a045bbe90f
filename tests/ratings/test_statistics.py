"""Every figure is what counting by hand gives, and as many rows are behind it."""

import pytest
from django.urls import reverse

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_page_answers(client):
    for _n in range(3):
        make.recognition()
    page = client.get(reverse("statistics"), {"day": "2025-06-30"})
    assert page.status_code == 200
    assert client.get(reverse("statistics-products")).status_code == 200
    assert client.get(reverse("statistics-producers")).status_code == 200
    assert client.get(reverse("statistics-table", args=["stars"])).status_code == 200
