"""One function per model, valid by default; keyword arguments override. `from tests import factories as make`."""

from itertools import count

from ocop.models import Place, PlaceKind, PlaceLevel, Role, User
from producers.models import Producer
from products.models import Product, ProductSet
from ratings.models import Sheet

numbers = count(1)


def province(**fields):
    """A province in force; its own province."""
    n = next(numbers)
    fields = {
        "code": f"P{n}",
        "name": f"Tỉnh {n}",
        "level": PlaceLevel.PROVINCE,
        "kind": PlaceKind.PROVINCE,
    } | fields
    place = Place.objects.create(**fields)
    Place.objects.filter(pk=place.pk).update(province=place)
    place.refresh_from_db()
    return place


def commune(*, province=None, **fields):
    """A commune in force, in a new province unless told."""
    n = next(numbers)
    above = province or globals()["province"]()
    fields = {
        "code": f"C{n}",
        "name": f"Xã {n}",
        "level": PlaceLevel.COMMUNE,
        "kind": PlaceKind.COMMUNE,
    } | fields
    return Place.objects.create(parent=above, province=above, **fields)


def user(role=Role.PROVINCIAL_OFFICER, **fields):
    """A person who can sign in with the password “secret”; roles that need a place get a new one."""
    n = next(numbers)
    if "place" not in fields and role in (
        Role.PROVINCIAL_OFFICER,
        Role.PROVINCIAL_LEADER,
        Role.COMMUNE_OFFICER,
    ):
        fields["place"] = commune() if role == Role.COMMUNE_OFFICER else province()
    return User.objects.create_user(
        **{"email": f"user{n}@ocop.example", "password": "secret", "full_name": f"Người {n}", "role": role}
        | fields
    )


def producer(*, place=None, **fields):
    """A producer in a new commune unless told."""
    return Producer.objects.create(
        **{"name": f"Hợp tác xã {next(numbers)}", "place": place or commune()} | fields
    )


def product(*, place=None, product_set=11, **fields):
    """A tea of a new producer unless told; `product_set` is the number of a set, or None."""
    if "producer" not in fields:
        fields["producer"] = producer(place=place)
    chosen = ProductSet.objects.get(pk=product_set) if product_set else None
    return Product.objects.create(**{"name": f"Chè {next(numbers)}", "product_set": chosen} | fields)


def sheet(number=11):
    """The official sheet, with its tree."""
    return Sheet.objects.for_detail().get(number=number)
