"""How gunicorn's threads are spared those who send slowly; nginx sends whole requests only, but not all ask through it.

A connection takes a thread when its first bytes are there. Of the threads of a process READING at most wait for the rest
of a request, as long as it comes at a fair pace; what else would make one wait is cut off. A connection that ends is
left to end without anybody waiting for it.
"""

import errno
import select
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from ocop.work import READING

AT_FIRST = 10.0  # seconds
PACE = 16 * 1024  # bytes a second after that
IDLE = 5.0  # seconds in which a connection says its first word, or its last
DRAINED = 64 * 1024  # bytes at a time

_places = threading.Semaphore(READING)


class SlowError(ConnectionResetError):
    """A request comes too slowly, or too many others do."""

    def __init__(self) -> None:
        super().__init__(errno.ECONNRESET, "sent too slowly")


class PatientSocket:
    """A socket whose `recv` waits as long as a request may take, counted from `begin`, and raises SlowError then."""

    def __init__(self, sock: socket.socket):
        self._socket = sock
        self.begin()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)

    def begin(self) -> None:
        """A request begins."""
        self._since, self._received = time.monotonic(), 0

    def recv(self, size: int, *flags: int) -> bytes:
        """Receive what is there; wait for it if need be."""
        if self._socket.gettimeout() != 0 and not self._comes_within(0):
            self._wait()
        received = self._socket.recv(size, *flags)
        self._received += len(received)
        return received

    def _wait(self) -> None:
        if not _places.acquire(blocking=False):
            raise SlowError
        try:
            until = self._since + AT_FIRST + self._received / PACE
            if not self._comes_within(until - time.monotonic()):
                raise SlowError
        finally:
            _places.release()

    def _comes_within(self, seconds: float) -> bool:
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        return bool(poll.poll(max(0, seconds) * 1000))


class Worker(ThreadWorker):
    """gunicorn's worker with threads, none of which waits for somebody who has said nothing."""

    def accept(self, listener: socket.socket) -> None:
        """Take a connection; it gets a thread with its first bytes."""
        try:
            sock, address = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        conn = TConn(self.cfg, PatientSocket(sock), address, listener.getsockname())
        self._await(conn, self.on_pending_socket_readable)

    def handle(self, conn: TConn) -> object:
        """Answer a request; in a thread."""
        conn.sock.begin()
        return super().handle(conn)

    def finish_request(self, conn: TConn, answered: Future) -> None:
        """Go on with a connection; one that ends is waited for by nobody, so that its last words arrive."""
        if answered.cancelled() or answered.exception() or answered.result():
            super().finish_request(conn, answered)
            return
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            self._await(conn, self._drain)
        except (OSError, ValueError):
            self._end(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        """A process that ends waits for the silent no longer than for those that gunicorn keeps."""
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, deadline)

    def _await(self, conn: TConn, come: Callable) -> None:
        """Call `come` when there is something to read; gunicorn closes the connection where nothing comes in time."""
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + IDLE
        self.poller.register(conn.sock, EVENT_READ, partial(come, conn))
        self.pending_conns.append(conn)

    def _drain(self, conn: TConn, sock: PatientSocket) -> None:
        """Throw away what still comes; at the end of it close."""
        try:
            more = sock.recv(DRAINED)
        except OSError:
            more = b""
        if not more:
            self.poller.unregister(sock)
            self.pending_conns.remove(conn)
            self._end(conn)

    def _end(self, conn: TConn) -> None:
        self.nr_conns -= 1
        conn.close()
