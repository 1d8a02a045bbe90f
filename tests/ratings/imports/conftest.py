import pytest

from tests import factories as make


@pytest.fixture
def officer():
    return make.user(place=make.province(name="Tỉnh Thử"))


@pytest.fixture
def desk(client, officer):
    """A client that is signed in as the officer of a province."""
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client
