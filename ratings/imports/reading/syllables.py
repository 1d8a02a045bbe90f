"""Whether letters are Vietnamese: a syllable is an initial, a rime and a tone that go together."""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

_INITIALS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
# Initials in names of the Central Highlands and the north-west: Krông, Blá, Prông.
_OTHER_INITIALS = "bh bl br dr đr f gr hr j kl kn kr mr pl pn pr sr w y z"
_RIMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu y yêm yên yêng yêt yêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong
    op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uơi uơn up ut uôc uôi uôm uôn uông uôt uy uya uych uyên
    uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
"""
INITIALS = frozenset(["", *_INITIALS.split()])
OTHER_INITIALS = INITIALS | frozenset(_OTHER_INITIALS.split())
RIMES = frozenset(_RIMES.split())
# The u after q belongs to the initial: quý, quang, quốc.
RIMES_AFTER_QU = frozenset(rime[1:] for rime in RIMES if rime[0] in "uo" and len(rime) > 1)
STOPS = ("c", "ch", "p", "t")
_VOWELS = frozenset("aăâeêioôơuưy")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_TONES_OF_STOPS = frozenset("\u0301\u0323")


@lru_cache(maxsize=50_000)
def is_syllable(word: str, *, others: bool = False) -> bool:
    """Whether a word in NFC, in either case, is a Vietnamese syllable; with `others`, also one of minorities' names."""
    letters, tone, at = _parted(word.lower())
    if letters.endswith(STOPS) and tone not in _TONES_OF_STOPS:
        return False
    if others and letters.endswith("k"):
        letters = letters[:-1] + "c"
    for initial in (letters[:length] for length in range(4)):
        rime = letters[len(initial) :]
        if (
            initial in (OTHER_INITIALS if others else INITIALS)
            and rime in (RIMES_AFTER_QU if initial == "qu" else RIMES)
            and (at < 0 or at - len(initial) in _places(rime) or (initial == "qu" and at == 1))
        ):
            return True
    return False


def is_common(word: str) -> bool:
    """Whether a syllable is a usual word or name; wherever the tone stands (hoà, hòa). Only those beyond ASCII are told."""
    letters, tone, _at = _parted(word.lower())
    return (letters, tone) in _common()


@cache
def _common() -> frozenset[tuple[str, str]]:
    """The syllables of our own texts, of the names of places, and of what makers of food and crafts call their products."""
    words = Path(__file__).with_name("common_syllables.txt").read_text().split()
    return frozenset(_parted(word)[:2] for word in words)


def _parted(word: str) -> tuple[str, str, int]:
    """Return the letters without the tone, the tone and its place; no letters if there are two tones."""
    bare, tone, at = "", "", -1
    for place, letter in enumerate(word):
        marks = unicodedata.normalize("NFD", letter)
        if found := _TONES.intersection(marks):
            if tone:
                return "", "", -1
            (tone,), at = found, place
            letter = unicodedata.normalize("NFC", marks.replace(tone, ""))
        bare += letter
    return bare, tone, at


@cache
def _places(rime: str) -> frozenset[int]:
    """Return the vowels of a rime that may bear the tone: hoà and hòa, but thàu, never thaù."""
    vowels = [place for place, letter in enumerate(rime) if letter in _VOWELS]
    marked = [place for place, letter in enumerate(rime) if letter in "ăâêôơ"]
    if marked:
        return frozenset(marked[-1:])
    if len(vowels) < len(rime):
        return frozenset(vowels[-1:])
    if rime in ("oa", "oe", "uy"):
        return frozenset((0, 1))
    return frozenset((1,) if len(rime) == 3 else (0,))
