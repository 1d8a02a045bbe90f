"""Read the product set of a row: its number, its name in this decision or the one before, or a usual short name."""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _
from rapidfuzz.distance import OSA

from ocop.values.likeness import loose_key
from products.models import ProductSet
from ratings.imports.cells import CellParseError, cell_text
from ratings.imports.questions import Option, QuestionKind, Questions, question_key

# Names of Decision 148/QĐ-TTg of 2023 that differ from those of 26/2026/QĐ-TTg, and short names in use. Those that
# fit several sets are asked about.
ALSO_CALLED: dict[str, tuple[int, ...]] = {
    "Chế biến từ thịt, thủy sản, trứng, sữa, các sản phẩm từ mật ong": (8,),
    "Nước khoáng thiên nhiên, nước uống tinh khiết đóng chai": (16,),
    "Nước khoáng thiên nhiên, nước uống tinh khiết": (16,),
    "Thực phẩm chức năng, thuốc dược liệu, thuốc y học cổ truyền": (18,),
    "Mỹ phẩm có thành phần từ thảo dược": (19,),
    "Tinh dầu và thảo dược khác": (20,),
    "Sản phẩm cà phê, ca cao": (13,),
    "Rau củ quả": (1, 7),
    "Rau": (1, 7),
    "Trái cây": (1,),
    "Trái cây tươi": (1,),
    "Rau củ quả tươi": (1,),
    "Thịt": (2, 8),
    "Thủy sản": (2, 8),
    "Trứng": (2, 8),
    "Gạo": (3,),
    "Gạo, ngũ cốc": (3, 6),
    "Mật ong": (4, 8),
    "Miến, bún, phở": (6, 7),
    "Nước mắm": (9,),
    "Tương": (9,),
    "Chè": (11, 12),
    "Trà": (11, 12),
    "Chè khô": (11,),
    "Chè xanh": (11,),
    "Chè tươi": (11,),
    "Chè chế biến": (11,),
    "Trà thảo mộc": (12,),
    "Trà thảo dược": (12,),
    "Trà túi lọc": (11, 12),
    "Cà phê": (13,),
    "Ca cao": (13,),
    "Rượu": (14, 15),
    "Nước khoáng": (16,),
    "Nước uống đóng chai": (16,),
    "Nước giải khát": (17,),
    "Thảo dược": (18, 19, 20),
    "Dược liệu": (18, 19, 20),
    "Thực phẩm chức năng": (18,),
    "Mỹ phẩm": (19,),
    "Tinh dầu": (20,),
    "Thủ công mỹ nghệ": (21, 22),
    "Lưu niệm, nội thất, trang trí": (21,),
    "Vải và may mặc": (22,),
    "Thổ cẩm": (22,),
    "Du lịch": (26,),
    "Du lịch cộng đồng": (26,),
    "Dịch vụ du lịch": (26,),
    "Dịch vụ du lịch cộng đồng và điểm du lịch": (26,),
}
_NUMBER = re.compile(r"(?:(?:bo san pham|bo|phieu|set|so) )*0*(\d{1,2})(?: (.+))?")
_WORDS_BEFORE = re.compile(r"^(?:(?:bo san pham|phan nhom|nhom|bo|nganh) )+(?=\S)")
NEAREST, LEAST = 3, 0.4


def names_of_sets() -> frozenset[str]:
    """Return everything that the product sets are called, as loose keys."""
    return frozenset(ProductSets(ProductSet.objects.all(), Questions({})).by_name)


class ProductSets:
    """The 26 sets by everything that they are called."""

    def __init__(self, sets: Iterable[ProductSet], questions: Questions) -> None:
        self.questions = questions
        self.sets = {each.number: each for each in sets}
        self.by_name: dict[str, set[int]] = defaultdict(set)
        for each in self.sets.values():
            for name in (each.name_vi, each.name_en):
                self.by_name[loose_key(name)] = {each.number}
        for name, numbers in ALSO_CALLED.items():
            self.by_name.setdefault(loose_key(name), set(numbers) & self.sets.keys())
        # A group counts where no set and no usual name is called so.
        groups: dict[str, set[int]] = defaultdict(set)
        for each in self.sets.values():
            for name in (each.group_vi, each.group_en):
                groups[loose_key(name)].add(each.number)
        self.by_name = {**groups, **self.by_name}

    def parse(self, value: object, row: str, asked: list[str]) -> int | None:
        """Return the number of a set. A name of several is asked about; the question's key is added to `asked`.

        Raise CellParseError with the nearest sets if it is none.
        """
        written = cell_text(value)
        if not written:
            return None
        key = loose_key(written)
        numbers = self._numbers(key)
        if not numbers:
            raise self._no_set(key)
        return next(iter(numbers)) if len(numbers) == 1 else self._ask(written, key, numbers, row, asked)

    def _numbers(self, key: str) -> set[int]:
        """Return the numbers of the sets that a text means; none if its number and its words mean different ones."""
        if found := _NUMBER.fullmatch(key):
            number = {int(found[1])} & self.sets.keys()
            return number & self._named(found[2]) if found[2] else number
        return self._named(key)

    def _named(self, key: str) -> set[int]:
        return self.by_name.get(key) or self.by_name.get(_WORDS_BEFORE.sub("", key)) or set()

    def _ask(self, written: str, key: str, numbers: set[int], row: str, asked: list[str]) -> int | None:
        options = [Option(str(number), self._label(number)) for number in sorted(numbers)]
        about = f"set|{key}"
        text = _("Which product set is “%(name)s”?") % {"name": written}
        answer = self.questions.ask(QuestionKind.PRODUCT, about, text, options, row=row)
        if not answer:
            asked.append(question_key(QuestionKind.PRODUCT, about))
        return int(answer) if answer else None

    def _label(self, number: int) -> str:
        return f"{number} {self.sets[number].name}"

    def _no_set(self, key: str) -> CellParseError:
        """Return what was expected, with the sets whose names are nearest."""
        scores: dict[int, float] = {}
        for name, numbers in self.by_name.items():
            score = OSA.normalized_similarity(key, name)
            for number in numbers if score >= LEAST else ():
                scores[number] = max(score, scores.get(number, 0))
        nearest = sorted(scores, key=lambda number: (-scores[number], number))[:NEAREST]
        expected = _("the number of a product set, 1 to 26, or its name")
        if not nearest:
            return CellParseError(expected)
        labels = [self._label(number) for number in nearest]
        told = _("%(what)s (nearest: %(names)s)") % {"what": expected, "names": "; ".join(labels)}
        return CellParseError(told, nearest=labels)
