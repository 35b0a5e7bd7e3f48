"""The microscope as Pyro5 sees it: plain dicts in, plain dicts out, pixels beside them."""

from typing import Annotated, Any

from pydantic import Field, TypeAdapter, validate_call
from Pyro5.server import expose

from fractoscope.instruments.errors import SemError
from fractoscope.instruments.protocols import Microscope
from fractoscope.instruments.values import Action, Role, Ticket
from fractoscope.instruments.wire.dialect import CHUNK, PIXELS_KEY
from fractoscope.instruments.wire.frame_shelf import FrameShelf
from fractoscope.instruments.wire.pixel_sender import attach_pixels
from fractoscope.instruments.wire.service_edge import answer, plain

LONGEST_WAIT = 5.0
"""Seconds that one call may wait; clients ask again, so that no connection is ever blocked for long."""

LONGEST_PLAN = 1000
"""Steps that one call may ask about."""

Plain = dict[str, Any]
Name = Annotated[str, Field(max_length=256)]
Seconds = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)]

_ACTION: TypeAdapter[Action] = TypeAdapter(Action)
_PLAN: TypeAdapter[list[Action]] = TypeAdapter(Annotated[list[Action], Field(max_length=LONGEST_PLAN)])


class SemService:
    """One instance stands before one microscope and serves all connections.

    Parameters
    ----------
    microscope
        Usually a `LocalSem`; it enforces, this only translates.
    """

    def __init__(self, microscope: Microscope) -> None:
        self._microscope = microscope
        self._shelf = FrameShelf(microscope)

    def describe(self) -> Plain:
        """Return `Capabilities`."""
        return answer(lambda: plain(self._microscope.describe()))

    def state(self) -> Plain:
        """Return `SemState`."""
        return answer(lambda: plain(self._microscope.state()))

    def take_lease(self, holder: Any, role: Any, note: Any, time_to_live: Any) -> Plain:
        """Return a `Lease`."""
        return answer(lambda: self._take_lease(holder, role, note, time_to_live))

    def renew_lease(self, fence: Any) -> Plain:
        """Return the `Lease`."""
        return answer(lambda: plain(self._microscope.renew_lease(_fence(fence))))

    def release_lease(self, fence: Any) -> None:
        """Give control back."""
        answer(lambda: self._microscope.release_lease(_fence(fence)))

    def check(self, action: Any) -> None:
        """Raise what `start` would."""
        answer(lambda: self._microscope.check(_action(action)))

    def check_plan(self, actions: Any) -> list[Plain | None]:
        """Return for each step None, or the fields of the `SemError` that it would meet."""
        return answer(lambda: [None if error is None else error.to_dict() for error in self._check_plan(actions)])

    def start(self, action: Any, ticket: Any) -> Plain:
        """Return the `Operation`."""
        return answer(lambda: plain(self._microscope.start(_action(action), Ticket.model_validate(ticket, strict=True))))

    def wait(self, action_id: Any, timeout: Any) -> Plain:
        """Return the `Operation` after at most `LONGEST_WAIT` seconds."""
        return answer(lambda: plain(self._microscope.wait(_name(action_id), min(_seconds(timeout), LONGEST_WAIT))))

    def cancel(self, action_id: Any, fence: Any) -> Plain:
        """Return the `Operation`."""
        return answer(lambda: plain(self._microscope.cancel(_name(action_id), _fence(fence))))

    def frame_chunk(self, frame_id: Any, offset: Any) -> str | None:
        """Return the header, as JSON, with the first chunk, None with the others; the chunk itself travels as an annotation."""
        return answer(lambda: self._frame_chunk(_name(frame_id), _fence(offset)))

    def stop(self) -> Plain:
        """Return the `StopReport`; for a client that cannot reach the stop port."""
        return answer(lambda: plain(self._microscope.stop()))

    def _check_plan(self, actions: Any) -> tuple[SemError | None, ...]:
        return self._microscope.check_plan(_PLAN.validate_python(actions))

    def _take_lease(self, holder: Any, role: Any, note: Any, time_to_live: Any) -> Plain:
        return plain(self._microscope.take_lease(_name(holder), _role(role), _note(note), _seconds(time_to_live)))

    def _frame_chunk(self, frame_id: str, offset: int) -> str | None:
        header, pixels = self._shelf.take(frame_id)
        attach_pixels(PIXELS_KEY, pixels[offset : offset + CHUNK])
        return header if offset == 0 else None


def _action(value: Any) -> Action:
    # Strict, since True is no position of 1 m and "0.001" no length: who sends those means something else.
    return _ACTION.validate_python(value, strict=True)


@validate_call
def _name(value: Name) -> str:
    return value


@validate_call
def _note(value: Annotated[str, Field(max_length=2000)]) -> str:
    return value


@validate_call
def _role(value: Role) -> Role:
    return value


@validate_call
def _seconds(value: Seconds) -> float:
    return value


@validate_call
def _fence(value: Annotated[int, Field(strict=True, ge=0)]) -> int:
    return value


expose(SemService)
