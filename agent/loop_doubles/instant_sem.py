"""A microscope without any physics."""

from collections.abc import Sequence

import numpy as np

from fractoscope.instruments.values import (
    AcquireFrame,
    Action,
    AxisRange,
    BeamSettings,
    Capabilities,
    Frame,
    FrameMetadata,
    Lease,
    MoveStage,
    Operation,
    Phase,
    Role,
    SemState,
    StagePosition,
    StopReport,
    Ticket,
    VacuumState,
)


class InstantSem:
    """Carries out everything at once; for timing only."""

    def __init__(self) -> None:
        self._position = StagePosition(x=0.0, y=0.0)
        self._frames: dict[str, FrameMetadata] = {}
        self._pixels = np.random.default_rng(0).integers(0, 255, (48, 64), dtype=np.uint8)

    def describe(self) -> Capabilities:
        """Return wide limits."""
        axis = AxisRange(low=-1.0, high=1.0, unit="m", speed=2e-3)
        width = AxisRange(low=1e-9, high=1.0, unit="m")
        return Capabilities(
            instrument="instant", simulated=True, axes={"x": axis, "y": axis}, settings={"field_width": width}, detectors=("SE",)
        )

    def state(self) -> SemState:
        """Return where the stage was sent."""
        return SemState(
            position=self._position,
            beam=BeamSettings(),
            field_width=1e-3,
            vacuum=VacuumState.PUMPED,
            moving=False,
            scanning=False,
            simulated=True,
        )

    def take_lease(self, holder: str, role: Role, note: str = "", time_to_live: float = 30.0) -> Lease:
        """Grant it."""
        return Lease(holder=holder, role=role, note=note, fence=1, time_to_live=time_to_live)

    def renew_lease(self, fence: int) -> Lease:
        """Grant it again."""
        return self.take_lease("bench", Role.AGENT)

    def release_lease(self, fence: int) -> None:
        """Take it back."""

    def check(self, action: Action) -> None:
        """Accept everything."""

    def check_plan(self, actions: Sequence[Action]) -> tuple[None, ...]:
        """Accept everything."""
        return (None,) * len(actions)

    def start(self, action: Action, ticket: Ticket) -> Operation:
        """Do it at once."""
        if isinstance(action, MoveStage):
            self._position = action.target
        if isinstance(action, AcquireFrame):
            self._frames[ticket.action_id] = FrameMetadata(
                frame_id=ticket.action_id,
                position=self._position,
                field_width=action.field_width,
                scan=action.scan,
                simulated=True,
                dose=1e-12,
            )
        return Operation(action_id=ticket.action_id, kind=action.kind, phase=Phase.DONE, timeout=1.0, outcome={})

    def wait(self, action_id: str, timeout: float) -> Operation:
        """Say that it is done."""
        return Operation(action_id=action_id, kind="acquire_frame", phase=Phase.DONE, timeout=1.0, outcome={})

    def cancel(self, action_id: str, fence: int) -> Operation:
        """Say that it is done."""
        return self.wait(action_id, 0.0)

    def frame(self, frame_id: str) -> Frame:
        """Return noise, other noise for each frame: the same twice would be a stale one."""
        return Frame(pixels=self._pixels ^ np.uint8(len(self._frames) % 256), metadata=self._frames[frame_id])

    def stop(self) -> StopReport:
        """Stand still."""
        return StopReport(position=self._position, halted=True, scan_ended=True, blanked=True)
