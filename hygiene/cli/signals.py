"""SIGINT and SIGTERM as exceptions, raised where they end the command without a traceback."""

from __future__ import annotations

import signal
import sys
import threading
from typing import TYPE_CHECKING

from hygiene.errors import Terminated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sys import UnraisableHookArgs
    from types import FrameType

AGAIN_AFTER_S = 0.05
_NUMBERS = (signal.SIGINT, signal.SIGTERM)


class _State:
    """``held``: until the command line is parsed, how to report is not known; signals are noted in ``pending``.

    ``raised`` is the signal of which the exception was raised.
    """

    held = False
    pending = 0
    raised = 0


def hold(early: Sequence[int] = ()) -> None:
    """Handle both signals from now on, but raise nothing before ``release``.

    ``early`` are those that came before. A signal that was ignored when the process started stays ignored: so shells
    start background jobs.
    """
    _State.held = True
    for number in _NUMBERS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _handle)
    sys.unraisablehook = _unraisable
    if early:
        _State.pending = early[0]


def release() -> None:
    """Raise the exception of a signal that came since ``hold``; later ones raise theirs at once."""
    pending, _State.held, _State.pending = _State.pending, False, 0
    if pending:
        raise _exception(pending)


def ignore() -> None:
    """Ignore both signals, if ``hold`` was called: the exit code is known, and only its message is missing."""
    for number in _NUMBERS:
        if signal.getsignal(number) is _handle:
            signal.signal(number, signal.SIG_IGN)


def _handle(number: int, frame: FrameType | None) -> None:
    if _State.held:
        _State.pending = _State.pending or number
    elif _importing(frame):
        # An exception here could be raised in a callback of the import system, which prints it and goes on.
        _send_later(AGAIN_AFTER_S, number)
    else:
        raise _exception(number)


def _unraisable(lost: UnraisableHookArgs) -> None:
    """Send a signal again whose exception a callback of a compiled module could not raise, instead of printing it."""
    if issubclass(lost.exc_type, KeyboardInterrupt | Terminated):
        _send_later(AGAIN_AFTER_S, signal.SIGTERM if issubclass(lost.exc_type, Terminated) else signal.SIGINT)
    else:
        sys.__unraisablehook__(lost)


def _send_later(seconds: float, number: int) -> None:
    timer = threading.Timer(seconds, _send, [number])
    timer.daemon = True
    timer.start()


def _importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _send(number: int) -> None:
    """Send a signal to the main thread, so that it interrupts what that waits for; Windows has one for the process."""
    main = threading.main_thread().ident
    if main is not None and hasattr(signal, "pthread_kill"):
        signal.pthread_kill(main, number)
    else:
        signal.raise_signal(number)


def forget() -> None:
    """Forget the signals of an earlier command in this process."""
    _State.raised = 0


def raised() -> BaseException | None:
    """The exception of a signal that was raised. A compiled module may have made another one of it."""
    return _exception(_State.raised) if _State.raised else None


def _exception(number: int) -> BaseException:
    _State.raised = number
    return Terminated() if number == signal.SIGTERM else KeyboardInterrupt()
