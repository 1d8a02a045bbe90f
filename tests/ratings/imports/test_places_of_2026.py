"""A list that names cities and wards of 2026 as they are called now."""

import pytest

from ocop.places.gazetteer import Gazetteer
from producers.models import Producer
from ratings.imports.register import import_register
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vietnam")]

LIST = """\
Tên sản phẩm;Chủ thể;Xã, phường;Huyện cũ;Tỉnh
Bánh thử;HTX Thử M1;Phường Yên Phong;;Bắc Ninh
Mì thử;HTX Thử M2;Phường Tiên Du;;Thành phố Bắc Ninh
Chả mực thử;HTX Thử M3;Xã Ba Chẽ;;Thành phố Quảng Ninh
Bưởi thử;HTX Thử M4;Phường Long Thành;;TP Đồng Nai
Cam thử;HTX Thử M5;Phường Trị An;;TP. Đồng Nai
Chuối thử;HTX Thử M6;Xã Dầu Giây;;Tỉnh Đồng Nai
"""


def test_each_row_comes_to_its_place_of_today():
    import_register(
        LIST.encode(), file_name="list.csv", by=make.user(place=make.province()), gazetteer=Gazetteer()
    )
    assert {
        producer.name: (str(producer.place), str(producer.place.province), producer.address_line)
        for producer in Producer.objects.all()
    } == {
        "HTX Thử M1": ("Phường Yên Phong", "Thành phố Bắc Ninh", ""),
        "HTX Thử M2": ("Phường Tiên Du", "Thành phố Bắc Ninh", ""),
        "HTX Thử M3": ("Xã Ba Chẽ", "Thành phố Quảng Ninh", ""),
        "HTX Thử M4": ("Phường Long Thành", "Thành phố Đồng Nai", ""),
        "HTX Thử M5": ("Phường Trị An", "Thành phố Đồng Nai", ""),
        "HTX Thử M6": ("Phường Dầu Giây", "Thành phố Đồng Nai", ""),
    }
