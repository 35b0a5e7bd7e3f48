"""Everything that can go wrong between a request and a frame, as one tree under `SemError`.

Each class takes its fields as keyword arguments and builds its text from them: what happened, the values, the way out.
The same fields cross the wire, so an error is as telling at the client as where it was raised.
"""

from typing import Any, ClassVar


class SemError(Exception):
    """Root of all errors of an instrument.

    Parameters
    ----------
    **fields
        Exactly the names listed in `field_names`.

    Raises
    ------
    TypeError
        If a field is missing or unknown.
    """

    field_names: ClassVar[tuple[str, ...]] = ("reason",)
    template: ClassVar[str] = "{reason}"

    def __init__(self, **fields: Any) -> None:
        if set(fields) != set(self.field_names):
            raise TypeError(f"{type(self).__name__} takes {', '.join(self.field_names)}; got {', '.join(fields) or 'nothing'}")
        self.fields: dict[str, Any] = {name: fields[name] for name in self.field_names}
        super().__init__(self.template.format(**self.fields))

    def __getattr__(self, name: str) -> Any:
        """Return a field by its name."""
        fields = self.__dict__.get("fields", {})
        if name in fields:
            return fields[name]
        raise AttributeError(name)

    def __reduce__(self) -> tuple[Any, ...]:
        """Rebuild from the fields when copied or sent to another process."""
        return (error_from_dict, (self.to_dict(),))

    def to_dict(self) -> dict[str, Any]:
        """Return the fields with the class name under "error", ready for a journal or a wire."""
        return {"error": type(self).__name__, **self.fields}


class ConnectionLost(SemError):
    """The link to the instrument server broke or never stood. What was under way there is unknown: read the state again."""

    field_names = ("address", "reason")
    template = "no connection to the instrument at {address} ({reason}); check that `fractoscope sem serve` runs, then resume the session"


class Busy(SemError):
    """The instrument is carrying out another action. Wait for that one; nothing was started."""

    field_names = ("operation",)
    template = "the instrument is busy with {operation}; wait until it ends or stop it"


class NotInControl(SemError):
    """The caller holds no valid lease. Also raised for a fencing number that another grant has outdated.

    The note says what the holder wants, since when it is in control and from whom it took over, or how control was lost and when.
    """

    field_names = ("fence", "holder", "role", "note")
    template = "fencing number {fence} is not in control; {holder} ({role}) is: {note}; take the lease again"


class NotPermitted(SemError):
    """The caller's certificate does not carry the role that this needs. For a lease that somebody else holds see `NotInControl`."""

    field_names = ("identity", "role", "wanted")
    template = "{identity} has the role {role} and may not {wanted}; use a certificate of a role that may"


class LimitExceeded(SemError):
    """A value lies outside what the instrument or the site allows. Nothing is clipped and nothing moved."""

    field_names = ("axis", "value", "low", "high", "unit")
    template = "{axis} = {value:.6g} {unit} is outside {low:.6g} to {high:.6g} {unit}; ask for a value inside"


class InterlockOpen(SemError):
    """A condition for the action does not hold, such as vacuum or an inserted detector."""

    field_names = ("interlock", "remedy")
    template = "interlock {interlock} is open; {remedy}"


class Unsupported(SemError):
    """The microscope never offers this, whatever the values. For values out of range see `LimitExceeded`."""

    field_names = ("ability", "instrument")
    template = "{instrument} does not offer {ability}; choose what `fractoscope sem state` lists"


class OperationCancelled(SemError):
    """Somebody stopped or cancelled the action. A new attempt needs a new action id."""

    field_names = ("action_id", "reason")
    template = "action {action_id} was cancelled ({reason}); ask again under a new action id"


class OperationTimedOut(SemError):
    """The action did not end within the time computed from distance and speed; the instrument was halted."""

    field_names = ("action_id", "timeout")
    template = "action {action_id} did not end within {timeout:.3g} s and was halted; look at the instrument before going on"


class StaleFrame(SemError):
    """The frame asked for is not, or no longer, the one that the instrument holds."""

    field_names = ("frame_id", "reason")
    template = "frame {frame_id} cannot be used ({reason}); acquire it again under a new action id"


class SpoiltFrame(SemError):
    """The frame is the one asked for, and its pixels show that it must not be judged. For a frame that is another one see `StaleFrame`."""

    field_names = ("frame_id", "fault", "remedy")
    template = "frame {frame_id} shows {fault} and is not judged; {remedy}"


class Unwritable(SemError):
    """The disk of the instrument does not take what was done. What was written before stands."""

    field_names = ("path", "reason")
    template = "{path} cannot be written ({reason}); free disk space there, then resume"


class ActionConflict(SemError):
    """An action id came again with another payload. The recorded effect stands and the new payload is refused."""

    field_names = ("action_id", "recorded", "offered")
    template = "action {action_id} is recorded with payload {recorded}, not {offered}; use a new action id for a new action"


class HardwareFault(SemError):
    """The vendor's software or the hardware reported a failure."""

    field_names = ("vendor_code", "vendor_text")
    template = "the microscope reported {vendor_code}: {vendor_text}; clear it at the microscope, then resume"


class BadFile(SemError):
    """A picture or another file cannot be read as what it claims to be."""

    field_names = ("path", "reason", "remedy")
    template = "{path}: {reason}; {remedy}"


ERRORS: dict[str, type[SemError]] = {
    kind.__name__: kind
    for kind in (
        SemError,
        ConnectionLost,
        Busy,
        NotInControl,
        NotPermitted,
        LimitExceeded,
        InterlockOpen,
        Unsupported,
        OperationCancelled,
        OperationTimedOut,
        StaleFrame,
        SpoiltFrame,
        Unwritable,
        ActionConflict,
        HardwareFault,
        BadFile,
    )
}
"""Every class of the tree by name: what a wire and a journal may rebuild."""


def error_from_dict(data: dict[str, Any]) -> SemError:
    """Rebuild an error from `SemError.to_dict`; an unknown class becomes a plain `SemError` that says so."""
    fields = dict(data)
    kind = ERRORS.get(str(fields.pop("error", "")))
    if kind is None or set(fields) != set(kind.field_names):
        return SemError(reason=f"unreadable error from the instrument: {data!r}")
    return kind(**fields)
