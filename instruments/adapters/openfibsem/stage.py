"""Mechanics of a microscope under fibsem."""

from collections.abc import Mapping

from fractoscope.instruments.adapters.openfibsem.blocking_calls import LOOK, BlockingCalls
from fractoscope.instruments.adapters.openfibsem.connection import Connection
from fractoscope.instruments.adapters.openfibsem.stage_frame import STANDSTILL, difference, from_fibsem, to_fibsem
from fractoscope.instruments.adapters.openfibsem.travel_pieces import travel_pieces
from fractoscope.instruments.adapters.openfibsem.vendor_call import vendor_call
from fractoscope.instruments.errors import HardwareFault, OperationCancelled, Unsupported
from fractoscope.instruments.protocols import Clock, Watch
from fractoscope.instruments.values import AxisRange, StagePosition, quantity_text

TOLERANCE = {"x": 5e-6, "y": 5e-6, "z": 5e-6, "tilt": 1e-3, "rotation": 1e-3}
"""How far from its target (m, rad) an axis may stop."""

STILL = {"x": 2e-7, "y": 2e-7, "z": 2e-7, "tilt": 1e-4, "rotation": 1e-4}
"""How far (m, rad) an axis may differ between two looks and still count as standing."""

SETTLE = 0.05
"""Seconds between two looks at the position."""

SETTLE_PATIENCE = 2.0
"""Seconds in which the stage must come to rest after the driver says that it arrived."""


class FibsemStage:
    """A stage that is moved in pieces, because fibsem has no way to halt one.

    A halt takes effect at the end of the piece that is under way: until then `moving` stays True. Each piece is confirmed by two looks
    that agree and lie at its end.

    Parameters
    ----------
    connection, calls
        The microscope, and its long calls.
    axes
        Ranges and speeds of the axes that move.
    clock
        Paces the looks.
    """

    def __init__(self, connection: Connection, calls: BlockingCalls, axes: Mapping[str, AxisRange], clock: Clock) -> None:
        self._connection = connection
        self._calls = calls
        self._axes = dict(axes)
        self._clock = clock
        self._order: object | None = None
        self._travelling = False

    def position(self) -> StagePosition:
        """Return the position as read back; waits for no move."""
        with vendor_call("get_stage_position"):
            return from_fibsem(self._connection.driver.get_stage_position())

    def moving(self) -> bool:
        """Return True from the start of a move until its last piece has ended."""
        return self._travelling

    def halt(self) -> None:
        """Travel no further than the piece that is under way; returns at once."""
        self._order = None

    def move(self, target: StagePosition, watch: Watch) -> StagePosition:
        """Travel to a target and return where the stage came to rest.

        Raises
        ------
        LimitExceeded, Unsupported
            If an axis may not or cannot go there; nothing moved.
        OperationCancelled
            If the stage was halted; it rests at the end of a piece.
        HardwareFault
            If the driver fails, or the stage does not come to rest where it was sent.
        """
        self._calls.wait_until_free(watch)
        order = object()
        self._order = order
        self._travelling = True
        try:
            here = self.position()
            self._refuse_unreachable(target, here)
            pieces = travel_pieces(here, target, self._axes)
            for number, piece in enumerate(pieces):
                watch.report(number / len(pieces))
                self._look(order, watch)
                self._travel(piece, here)
                here = self._confirmed(piece, order, watch)
            return here
        finally:
            self._travelling = False

    def _refuse_unreachable(self, target: StagePosition, here: StagePosition) -> None:
        for name, value in target:
            if name in self._axes:
                self._axes[name].check(name, value)
            elif abs(value - getattr(here, name)) > STANDSTILL:
                raise Unsupported(ability=f"moving {name}", instrument=self._connection.name)

    def _look(self, order: object, watch: Watch) -> None:
        watch.raise_if_cancelled()
        if self._order is not order:
            raise OperationCancelled(action_id="stage move", reason="the stage was halted")

    def _travel(self, piece: StagePosition, here: StagePosition) -> None:
        driver = self._connection.driver
        asked = to_fibsem(piece, here, self._connection.library.structures)
        # Nothing gives this call up: while it blocks the stage moves, and whoever asks must be told so.
        self._calls.run("move_stage_absolute", lambda: driver.move_stage_absolute(asked), look=lambda: None)

    def _confirmed(self, piece: StagePosition, order: object, watch: Watch) -> StagePosition:
        deadline = self._clock.monotonic() + SETTLE_PATIENCE
        before = self.position()
        while True:
            self._settle(order, watch)
            now = self.position()
            if _within(STILL, before, now) and _within(TOLERANCE, now, piece):
                return now
            if self._clock.monotonic() > deadline:
                raise HardwareFault(vendor_code="stage_missed", vendor_text=_missed(now, piece))
            before = now

    def _settle(self, order: object, watch: Watch) -> None:
        until = self._clock.monotonic() + SETTLE
        while (left := until - self._clock.monotonic()) > 0:
            self._look(order, watch)
            self._clock.sleep(min(left, LOOK))


def _within(allowed: Mapping[str, float], one: StagePosition, other: StagePosition) -> bool:
    return all(difference(name, value, getattr(other, name)) <= allowed[name] for name, value in one)


def _missed(now: StagePosition, piece: StagePosition) -> str:
    off = {name: difference(name, value, getattr(piece, name)) for name, value in now}
    worst = max(off, key=lambda name: off[name] / TOLERANCE[name])
    unit = "rad" if worst in ("tilt", "rotation") else "m"
    return f"{worst} rests {quantity_text(off[worst], unit)} from where it was sent, or does not rest"
