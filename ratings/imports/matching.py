"""Match a row with a producer and a product of the register; ask where names agree only nearly."""

from collections.abc import Sequence
from typing import cast

from django.utils.translation import gettext as _

from ocop.models import Place
from ocop.values.likeness import identity_key, loose_key
from ocop.values.vietnamese import has_accents
from producers.names import are_alike, is_person, producer_key
from ratings.imports.names import OWN_KEY
from ratings.imports.parsed_row import ParsedRow
from ratings.imports.places import ResolvedPlace
from ratings.imports.questions import Option, QuestionKind, Questions, question_key
from ratings.imports.snapshot import MakerName, ProducerDraft, ProductDraft, RegisterSnapshot

NEW = "new"
SHOWN = 3  # products of a producer in a question


class Matcher:
    """Matches the rows of a list one after the other; each sees what the rows before it make."""

    def __init__(self, snapshot: RegisterSnapshot, questions: Questions) -> None:
        self.snapshot, self.questions = snapshot, questions

    def producer(self, parsed: ParsedRow, standing: ResolvedPlace) -> ProducerDraft | None:
        """Return the row's producer; None if it is new, or the row is refused or asks who it is.

        The first match counts: a producer with the row's tax number; the producer of the product with the row's
        key; a producer of the same name whose place is compatible; the one that an answer names.
        """
        if standing.open and parsed.asked:  # where it is
            return None
        names = self.snapshot.in_province(cast(Place, standing.place.province))
        number = parsed.producer.get("tax_number")
        if number and (found := self.snapshot.by_tax_number.get(number)):
            if not are_alike(found.values["name"], parsed.maker):
                expected = _("another number: “%(name)s” has this one") % {"name": found.values["name"]}
                parsed.refuse("tax_number", expected)
            return found
        if number and number in self.snapshot.foreign_tax_numbers:
            parsed.refuse("tax_number", _("another number: a producer of another province has this one"))
            return None
        if (
            (item := self._by_key(parsed))
            and are_alike(item.maker.values["name"], parsed.maker)
            and self._province_of(item.maker) == standing.place.province
        ):
            return item.maker
        same = [each for each in names.same(parsed.maker) if self._is_sure(each, parsed, standing)]
        makers = list({id(each.draft): each.draft for each in same if each.draft}.values())
        if len(makers) > 1:
            makers = _likeliest(makers, standing, identity_key(parsed.name))
        if len(makers) == 1:
            return makers[0]
        possible = [each for each in names.alike(parsed.maker) if self._is_possible(each, parsed, standing)]
        return self._ask_who(parsed, standing, possible) if possible else None

    def is_registered_in(self, parsed: ParsedRow, places: Sequence[Place]) -> bool:
        """Whether a producer of the row's name is known in one of the places, which then need not be chosen."""
        names = self.snapshot.in_province(cast(Place, places[0].province)).same(parsed.maker)
        return any(self._place(each.draft.values["place_id"]) in places for each in names if each.draft)

    def _province_of(self, maker: ProducerDraft) -> Place | None:
        return self._place(maker.values["place_id"]).province

    def _place(self, pk: int) -> Place:
        return self.snapshot.gazetteer.places[pk]

    def _is_sure(self, known: MakerName, parsed: ParsedRow, standing: ResolvedPlace) -> bool:
        """Whether a name that differs by nothing or by written-out abbreviations is the row's producer.

        Its place must not be another; where only the abbreviations differ, it must be known to be the same.
        """
        maker = known.draft
        if maker is None or not self._fits(maker, parsed, standing):
            return False
        if identity_key(known.name) == identity_key(parsed.maker):
            return True
        place = self._place(maker.values["place_id"])
        district = self.snapshot.district_of(maker)
        return (
            place == standing.place
            and standing.is_commune
            or place in standing.open
            or (district is not None and district == standing.district)
        )

    def _fits(self, maker: ProducerDraft, parsed: ParsedRow, standing: ResolvedPlace) -> bool:
        """Whether a producer of the same name can be the row's: same commune, or same district if a commune is
        unknown.
        """
        if parsed.producer.get("tax_number") and maker.values["tax_number"]:
            return False
        place = self._place(maker.values["place_id"])
        if standing.is_commune and place.level == "commune":
            return place == standing.place
        if standing.open and place.level == "commune":
            return place in standing.open
        district = self.snapshot.district_of(maker)
        return district is None or standing.district is None or district == standing.district

    def _is_possible(self, known: MakerName, parsed: ParsedRow, standing: ResolvedPlace) -> bool:
        """Whether a person must say if an alike name is the row's producer.

        Not if both have a tax number, unless name and commune are the same and only the numbers differ; nor if both are
        persons in different communes.
        """
        place = self._place(known.draft.values["place_id"] if known.draft else known.place_id)
        if (
            known.question
            and place == standing.place
            and producer_key(known.name) == producer_key(parsed.maker)
        ):
            return False
        if known.draft and known.draft.values["tax_number"] and parsed.producer.get("tax_number"):
            return producer_key(known.name) == producer_key(parsed.maker) and place == standing.place
        elsewhere = standing.is_commune and place.level == "commune" and place != standing.place
        return not (elsewhere and is_person(parsed.maker) and is_person(known.name))

    def _ask_who(
        self, parsed: ParsedRow, standing: ResolvedPlace, possible: list[MakerName]
    ) -> ProducerDraft | None:
        """Ask once for all rows with this name and place whether it is one of the known producers."""
        by_value = {each.value: each for each in possible}
        about = "|".join([producer_key(parsed.maker), str(standing.place.pk), *sorted(by_value)])
        row = parsed.row.place_in_file
        number = parsed.producer.get("tax_number", "")
        answer = self.questions.ask(
            QuestionKind.PRODUCER,
            about,
            _("Which producer is “%(name)s”?") % {"name": parsed.maker},
            [
                *(Option(value, self._label(each)) for value, each in by_value.items()),
                Option(NEW, _("Another producer: it is registered as new")),
            ],
            row=row,
            is_kept=True,
            detail=_describe(parsed.maker, standing.place, number, [parsed.name], row),
        )
        chosen = by_value.get(answer)
        if answer == NEW:
            return None
        names = self.snapshot.in_province(cast(Place, standing.place.province))
        key = question_key(QuestionKind.PRODUCER, about)
        if chosen is None or chosen.draft is None:
            parsed.asked.append(chosen.question if chosen else key)
            if not any(each.question == key for each in names.same(parsed.maker)):
                names.add(MakerName(parsed.maker, standing.place.pk, None, row, key))
            return None
        names.add(MakerName(parsed.maker, standing.place.pk, chosen.draft, row))
        return chosen.draft

    def _label(self, known: MakerName) -> str:
        maker = known.draft
        if maker is None:
            return _describe(known.name, self._place(known.place_id), "", [], known.row)
        products = [item.values["name"] for items in maker.items.values() for item in items]
        place, number = self._place(maker.values["place_id"]), maker.values["tax_number"] or ""
        return _describe(known.name, place, number, products, known.row)

    def _by_key(self, parsed: ParsedRow) -> ProductDraft | None:
        """Return the product with the row's key.

        A key made of our own number counts only if the product's or producer's name matches as well.
        """
        if not parsed.key:
            return None
        if found := self.snapshot.by_key.get(parsed.key):
            return found
        if not (own := OWN_KEY.fullmatch(parsed.key)) or not (found := self.snapshot.by_pk.get(int(own[1]))):
            return None
        same = identity_key(found.values["name"]) == identity_key(parsed.name)
        return (
            found if same or producer_key(found.maker.values["name"]) == producer_key(parsed.maker) else None
        )

    def product(self, parsed: ParsedRow, maker: ProducerDraft | None) -> ProductDraft | None:
        """Return the row's product: by its key, else by its name among the producer's products; None if it is new,
        or the row is refused or asks which it is.
        """
        name = identity_key(parsed.name)
        if found := self._by_key(parsed):
            if found.maker is not maker and found.maker:
                expected = _("“%(producer)s”, who makes the product with this key")
                parsed.refuse("producer", expected % {"producer": found.maker.values["name"]})
            elif "name" in found.said and identity_key(found.values["name"]) != name:
                parsed.refuse("key", _("another key: row %(row)s has this one") % {"row": found.said["name"]})
            return found
        if parsed.key in self.snapshot.foreign_keys:
            parsed.refuse("key", _("another key: a product of another producer or province has this one"))
            return None
        if maker is None:
            return None
        named = maker.items.get(name, [])
        if len(named) > 1:
            parsed.refuse("name", _("the key of the product: the producer has several of this name"))
        found = named[0] if named else self._ask_which(parsed, maker)
        if found and parsed.key and found.values["import_key"] and not OWN_KEY.fullmatch(parsed.key):
            parsed.refuse(
                "key", _("“%(key)s”, the key of this product") % {"key": found.values["import_key"]}
            )
        return found

    def _ask_which(self, parsed: ParsedRow, maker: ProducerDraft) -> ProductDraft | None:
        """Ask whether a product is one that the producer has under a name alike."""
        alike = [item for item in maker.alike.find(parsed.name) if not self._is_listed_besides(item, parsed)]
        if not alike:
            return None
        by_value = {f"{identity_key(item.values['name'])}#{item.pk or ''}": item for item in alike}
        whose = producer_key(maker.values["name"])
        about = "|".join([identity_key(parsed.name), whose, *sorted(by_value)])
        answer = self.questions.ask(
            QuestionKind.PRODUCT,
            about,
            _("Which product of “%(maker)s” is “%(name)s”?")
            % {"maker": maker.values["name"], "name": parsed.name},
            [
                *(Option(value, _describe_product(item)) for value, item in by_value.items()),
                Option(NEW, _("Another product: it is registered as new")),
            ],
            row=parsed.row.place_in_file,
            is_kept=True,
        )
        if not answer:
            parsed.asked.append(question_key(QuestionKind.PRODUCT, about))
        if not (found := by_value.get(answer)):
            return None
        maker.items[identity_key(parsed.name)].append(found)
        return found

    def _is_listed_besides(self, item: ProductDraft, parsed: ParsedRow) -> bool:
        """Whether the list itself names both products: then they are two, unless one is the other without accents."""
        name = item.values["name"]
        if (producer_key(parsed.maker), identity_key(name)) not in self.snapshot.listed:
            return False
        same = loose_key(name) == loose_key(parsed.name)
        return not same or (has_accents(name) and has_accents(parsed.name))


def _likeliest(makers: list[ProducerDraft], standing: ResolvedPlace, product: str) -> list[ProducerDraft]:
    """Choose among several matches: the one in the same place, else those with a product of that name."""
    exact = [maker for maker in makers if maker.values["place_id"] == standing.place.pk]
    if len(exact) == 1:
        return exact
    return [maker for maker in makers if maker.items.get(product)] or makers


def _describe(name: str, place: Place, number: str, products: list[str], row: str) -> str:
    """Return a producer as a question shows it: its place, tax number and first products."""
    parts = [f"“{name}”", place.full_name]
    if number:
        parts.append(_("tax number %(number)s") % {"number": number})
    if products:
        shown = "; ".join(dict.fromkeys(products[:SHOWN]))
        parts.append(_("products: %(products)s") % {"products": shown})
    parts.append(_("row %(row)s of this list") % {"row": row} if row else _("registered"))
    return ", ".join(parts)


def _describe_product(item: ProductDraft) -> str:
    parts = [f"“{item.values['name']}”", item.values["variants"], item.values["code"]]
    parts += sorted(f"{star.stars}★ {star.number}" for star in item.stars)
    row = item.said.get("name") if item.pk is None else ""
    parts.append(_("row %(row)s of this list") % {"row": row} if row else _("registered"))
    return ", ".join(filter(None, parts))
