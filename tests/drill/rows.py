"""The province of the drill: its people, its producer, dossiers ready to be filed."""

from dataclasses import dataclass
from itertools import count

from django.test import override_settings

from ocop.models import Demonstration, Place, Role, User
from producers.models import Producer
from products.models import Product
from ratings.decisions.models import Recognition
from ratings.demo.accounts import password
from ratings.dossiers.models import Dossier
from tests import factories as make
from tests.kept_rows import QUICK

numbers = count(1)


@dataclass(frozen=True)
class Province:
    """Who and what there is in the province."""

    commune: Place
    producer: Producer
    officers: tuple[User, User]
    leader: User
    administrator: User


def make_province() -> Province:
    """A province with its people, on a database that is marked as a demonstration: nobody needs a second factor."""
    Demonstration.mark()
    place = make.province(code="DT", name="Tỉnh Diễn Tập")
    commune = make.commune(province=place, code="DT-1", name="Xã Diễn Tập")
    officer, other = (
        make.user(Role.PROVINCIAL_OFFICER, place=place, password=password()) for _number in range(2)
    )
    return Province(
        commune=commune,
        producer=make.producer(place=commune),
        officers=(officer, other),
        leader=make.user(Role.PROVINCIAL_LEADER, place=place, password=password()),
        administrator=make.user(Role.ADMINISTRATOR, password=password()),
    )


def product(province: Province) -> Product:
    """One more product of the producer."""
    return make.product(producer=province.producer, name=f"Chè diễn tập {next(numbers)}")


def bare(province: Province) -> Dossier:
    """A dossier in which nothing is yet."""
    return Dossier.objects.start(product(province), by=province.officers[0])


def draft(province: Province) -> Dossier:
    """A dossier with all that is asked for, not filed yet."""
    dossier, officer = bare(province), province.officers[0]
    make.obligatory_evidence(dossier, by=officer)
    make.self_assessment(dossier, by=officer)
    return dossier


@override_settings(PASSWORD_HASHERS=QUICK)
def star(province: Province) -> Recognition:
    """Four stars in force."""
    return make.recognition(product=product(province), stars=4)
