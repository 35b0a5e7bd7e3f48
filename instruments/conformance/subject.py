"""The microscope under test, with the ways to look at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fractoscope.instruments.clocks import SystemClock
from fractoscope.instruments.conformance.holdable_clock import HoldableClock
from fractoscope.instruments.conformance.second_look import AdapterLook, SecondLook, StopPortLook
from fractoscope.instruments.conformance.witness import Witness
from fractoscope.instruments.protocols import Adapter, Clock, Microscope
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.wire import RemoteSem, ServerAddress


@dataclass(frozen=True)
class Subject:
    """What the suite is run on.

    Attributes
    ----------
    microscope
        Near or far.
    second_look
        Another way to its read-backs.
    address
        Of its server; None for a microscope in this process.
    clock
        The time in which it works: real time, but for a simulator under test.
    hold
        That clock again if it can be held, else None.
    witness
        A simulator's own account, or None.
    """

    microscope: Microscope
    second_look: SecondLook
    address: ServerAddress | None = None
    clock: Clock = field(default_factory=SystemClock)
    hold: HoldableClock | None = None
    witness: Witness | None = None

    @classmethod
    @contextmanager
    def served(
        cls, server: Path | ServerAddress, *, hold: HoldableClock | None = None, witness: Witness | None = None
    ) -> "Iterator[Subject]":
        """Yield a microscope behind a running instrument server.

        Parameters
        ----------
        server
            Its URI file or its address.
        hold, witness
            As for the class.

        Raises
        ------
        ConnectionLost
            If no server is there.
        """
        address = server if isinstance(server, ServerAddress) else ServerAddress.read(server)
        look = StopPortLook(address)
        try:
            with RemoteSem(server) as sem:
                yield cls(sem, look, address, hold or SystemClock(), hold, witness)
        finally:
            look.close()

    @classmethod
    @contextmanager
    def in_process(
        cls, adapter: Adapter, folder: Path, *, hold: HoldableClock | None = None, witness: Witness | None = None
    ) -> "Iterator[Subject]":
        """Yield an adapter under the server's rules, in this process.

        Parameters
        ----------
        adapter
            The microscope.
        folder
            Where the effect ledger and the frames are kept.
        hold, witness
            As for the class.
        """
        with LocalSem(adapter, EffectLedger(folder / "effects.sqlite")) as sem:
            yield cls(sem, AdapterLook(adapter), None, hold or SystemClock(), hold, witness)
