"""A request is waited for as long as it comes at a fair pace."""

from socket import socketpair

import pytest

from ocop import serving
from ocop.serving import PatientSocket, SlowError


@pytest.fixture
def pair():
    here, there = socketpair()
    with here, there:
        yield PatientSocket(here), there


def test_what_is_there_is_received_at_once_also_where_nobody_may_wait(pair, monkeypatch):
    here, there = pair
    monkeypatch.setattr(serving, "AT_FIRST", -1)
    there.sendall(b"GET /")
    assert here.recv(100) == b"GET /"
    there.close()
    assert here.recv(100) == b""


def test_what_does_not_come_in_time_is_not_waited_for_until_the_next_request_begins(pair, monkeypatch):
    here, there = pair
    monkeypatch.setattr(serving, "AT_FIRST", 0.01)
    with pytest.raises(SlowError):
        here.recv(100)
    there.sendall(b"GET /")
    here.begin()
    assert here.recv(100) == b"GET /"


def test_who_sends_at_a_fair_pace_may_go_on(pair, monkeypatch):
    here, there = pair
    monkeypatch.setattr(serving, "AT_FIRST", 0)
    monkeypatch.setattr(serving, "PACE", 100)
    there.sendall(bytes(10))
    assert here.recv(100) == bytes(10)
    with pytest.raises(SlowError):  # after a tenth of a second
        here.recv(100)


def test_only_a_few_wait_at_a_time(pair, monkeypatch):
    here, _there = pair
    monkeypatch.setattr(serving, "_places", serving.threading.Semaphore(0))
    with pytest.raises(SlowError):
        here.recv(100)
