"""Being stopped: a signal ends the command as Ctrl-C does, so that everything is put away."""

from __future__ import annotations

import contextlib
import signal
import weakref
from collections.abc import Iterator
from types import FrameType
from typing import Any

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
_interruptible: weakref.WeakSet[Any] = weakref.WeakSet()
_received: list[int] = []


def interrupt_when_stopped(connection: Any) -> None:
    """Call `interrupt` of a connection when a signal arrives: DuckDB may not leave a query for it otherwise."""
    _interruptible.add(connection)


def was_stopped() -> bool:
    """Return whether a signal arrived, whatever exception became of it."""
    return bool(_received)


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Raise KeyboardInterrupt when a signal asks to stop; one that the caller ignores, as nohup does, is let be."""
    _received.clear()
    before: dict[signal.Signals, Any] = {}
    # Only the main thread may say what signals do.
    with contextlib.suppress(ValueError):
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) != signal.SIG_IGN:
                before[number] = signal.signal(number, _stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, _frame: FrameType | None) -> None:
    _received.append(number)
    for connection in list(_interruptible):
        connection.interrupt()
    if number != signal.SIGINT:
        # What asks again shall not cut the tidying short; who presses Ctrl-C again may.
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
