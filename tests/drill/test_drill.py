"""The drill's own judge finds what is lost."""

import pytest

from tests.drill.judge import Sent, broken_files, lost, not_there_once, unsealed

WHOLE = [""]


@pytest.mark.parametrize(
    "sent, there",
    [
        ([Sent("a", 302)], WHOLE),
        ([Sent("a", 409)], []),
        ([Sent("a", 503)], []),
        ([Sent("a", 0)], WHOLE),
        ([Sent("a", 0)], []),
        ([Sent("a", 503, is_open=True)], WHOLE),
        ([Sent("a", 302), Sent("a", 302), Sent("a", 503)], WHOLE),
    ],
)
def test_what_is_there_as_people_were_told_is_not_lost(sent, there):
    assert lost(sent, {"a": there}) == []


@pytest.mark.parametrize(
    "sent, there, said",
    [
        ([Sent("a", 302)], [], "a: stored, people were told, but it is not there"),
        ([Sent("a", 409)], WHOLE, "a: refused (409), but it is there"),
        ([Sent("a", 503)], WHOLE, "a: refused (503), but it is there"),
        ([Sent("a", 500)], [], "a: answered 500, which does not say whether it is stored"),
        ([Sent("a", 302), Sent("a", 302)], ["", ""], "a: there 2 times"),
        ([Sent("a", 0)], ["its file"], "a: there without its file"),
    ],
)
def test_what_differs_from_what_people_were_told_is_lost(sent, there, said):
    assert lost(sent, {"a": there}) == [said]


def test_what_is_sent_again_must_be_there_whole_and_once():
    assert not_there_once("abcd", {"a": WHOLE, "b": [], "c": ["", ""], "d": ["its file"]}) == [
        "b: sent again, there 0 times",
        "c: sent again, there 2 times",
        "d: sent again, there without its file",
    ]


def test_a_dossier_that_differs_from_its_seal_is_found():
    assert unsealed({"evidence": [1], "kind": "first"}, {"evidence": [1], "kind": "first"}) == []
    assert unsealed({"evidence": [1]}, {"evidence": [1, 2]}) == [
        "evidence: sealed [1], in the dossier [1, 2]"
    ]


def test_files_that_are_missing_or_in_parts_are_found():
    assert broken_files({"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "9", "d": "4"}) == [
        "b: in parts",
        "c: not on the disk",
    ]
