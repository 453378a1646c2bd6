"""Leave with whoever started us: nobody would be there to press Ctrl-C."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from types import FrameType

PR_SET_PDEATHSIG = 1  # prctl(2): the signal that the kernel sends when the parent dies


def follow() -> None:
    """A shell or a `make` that is killed takes Guichet with it, in order.

    Not under nohup, which asks to go on, nor under init, which does not die. Linux only; elsewhere
    the end of the terminal (SIGHUP) is the only news of a parent.
    """
    parent = os.getppid()
    if not sys.platform.startswith("linux") or parent == 1:
        return
    if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
        return

    def on_news(number: int, frame: FrameType | None) -> None:
        # The kernel also tells the end of the thread that started us, of a parent that lives on.
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)

    signal.signal(signal.SIGUSR1, on_news)
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGUSR1)
    on_news(signal.SIGUSR1, None)  # it may have died just before we asked
