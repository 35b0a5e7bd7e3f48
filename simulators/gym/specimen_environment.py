"""One specimen, one episode: look where you like until you know, or until the budgets are spent."""

from collections.abc import Sequence
from typing import Any, cast

import gymnasium
import numpy as np
from gymnasium import spaces
from numpy.typing import NDArray

from fractoscope.instruments.errors import LimitExceeded
from fractoscope.simulators.gym import reach, scale
from fractoscope.simulators.gym.judge import Judge
from fractoscope.simulators.gym.modes import MODES
from fractoscope.simulators.imaging.conditions import ImagingConditions
from fractoscope.simulators.imaging.render_frame import render_frame
from fractoscope.simulators.imaging.rendered_frame import RenderedFrame
from fractoscope.simulators.specimen.families.registry import FAMILIES
from fractoscope.simulators.specimen.families.unknown_family import UnknownFamily
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.virtual_clock import VirtualClock

LOOK, FINISH = 0, 1
"""Values of the action's `kind`."""

REFUSED_TIME, REFUSED_REWARD = 5.0, -0.01
"""What a refused action costs: seconds of the budget, so that an episode of refusals ends, and reward."""

Observation = dict[str, NDArray[Any]]


class SpecimenEnvironment(gymnasium.Env[Observation, dict[str, Any]]):
    """A simulated microscope with a specimen that nothing is known of.

    Parameters
    ----------
    families
        From which a specimen is drawn at each reset; all by default.
    time_budget
        Simulated seconds for moves and scans.
    dose_budget
        Charge (C) for all scans together.
    columns, rows
        Size of a frame.

    Raises
    ------
    UnknownFamily
        If there is no such family.

    Notes
    -----
    Reward of a look: growth of the share of zones seen, minus the shares of both budgets that it took, halved. Reward of finishing:
    0 to 1 for the origin, exp(-distance / 0.5 mm), and 0 to 1 for the set of modes. A refused action gives -0.01. The best episode
    is therefore worth a little less than 3. The reward is computed from the truth; `info` holds none of it before the end.
    """

    metadata = {"render_modes": ["rgb_array"], "render_fps": 2}  # noqa: RUF012  # the base class declares it so

    def __init__(
        self,
        families: Sequence[str] = (),
        *,
        time_budget: float = 900.0,
        dose_budget: float = 2e-9,
        columns: int = 256,
        rows: int = 192,
        render_mode: str | None = None,
    ) -> None:
        self._families = tuple(families) or tuple(FAMILIES)
        for family in self._families:
            if family not in FAMILIES:
                raise UnknownFamily(family, tuple(FAMILIES))
        self._time_budget, self._dose_budget = time_budget, dose_budget
        self._columns, self._rows = columns, rows
        self.render_mode = render_mode
        place, width = spaces.Box(-1.0, 1.0, (2,), np.float32), spaces.Box(-1.0, 1.0, (1,), np.float32)
        self.action_space = spaces.Dict(
            {
                "kind": spaces.Discrete(2),
                "centre": place,
                "log_width": width,
                "dwell": spaces.Discrete(len(reach.DWELL_TIMES)),
                "detector": spaces.Discrete(len(reach.DETECTORS)),
                "origin": place,
                "modes": spaces.MultiBinary(len(MODES)),
            }
        )
        seen = spaces.Dict(
            {
                "frame": spaces.Box(0, 255, (rows, columns), np.uint8),
                "position": place,
                "log_width": width,
                "budgets": spaces.Box(0.0, 1.0, (2,), np.float32),
            }
        )
        # A dictionary of spaces is one of dictionaries of any arrays to its types; these are ours.
        self.observation_space = cast(spaces.Space[Observation], seen)

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Observation, dict[str, Any]]:
        """Mount a specimen and take a survey of it, which costs nothing and earns nothing.

        Parameters
        ----------
        seed
            Of the specimen and of the noise.
        options
            `family` and `specimen_seed` choose a specimen.

        Raises
        ------
        UnknownFamily
            If there is no such family.
        """
        super().reset(seed=seed)
        chosen = options or {}
        family = str(chosen.get("family", self._families[int(self.np_random.integers(len(self._families)))]))
        drawn = int(self.np_random.integers(2**31))
        self._specimen = FractureSpecimen(int(chosen.get("specimen_seed", drawn)), family)
        self._judge = Judge(self._specimen)
        self._clock = VirtualClock()
        self._dose, self._looks, self._over = 0.0, 0, False
        self._x, self._y, self._field_width = 0.0, 0.0, reach.FIELD_WIDTH.high
        self._frame = self._take(0.0, 0.0, self._field_width, 1, 0).pixels.astype(np.uint8)
        return self._observation(), self._info(None)

    def step(self, action: dict[str, Any]) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Look at a field, or finish.

        Raises
        ------
        RuntimeError
            If the episode is over, or none was begun.
        """
        if getattr(self, "_over", True):
            raise RuntimeError("the episode is over; call reset() before the next step")
        if int(action["kind"]) == FINISH:
            self._over = True
            modes = frozenset(mode for mode, named in zip(MODES, action["modes"], strict=True) if named)
            reward = self._judge.conclude(*scale.to_place(action["origin"]), modes)
            return self._observation(), reward, True, False, self._info(None)
        refusal, reward = None, 0.0
        try:
            reward = self._look(action)
        except LimitExceeded as error:
            refusal, reward = str(error), REFUSED_REWARD
            self._clock.sleep(REFUSED_TIME)
        self._over = self._spent()
        return self._observation(), reward, False, self._over, self._info(refusal)

    def render(self) -> NDArray[np.uint8]:
        """Return the last frame, shape (rows, columns, 3)."""
        return np.repeat(self._frame[:, :, None], 3, axis=2)

    def _look(self, action: dict[str, Any]) -> float:
        """Move, scan, and return the reward; refuse, before anything moves, what is out of reach or beyond a budget."""
        x, y = scale.to_place(action["centre"])
        field_width = scale.to_field_width(action["log_width"])
        dwell, detector = int(action["dwell"]), int(action["detector"])
        reach.check_reach(x, y, field_width)
        dwell_time = reach.DWELL_TIMES[dwell]
        seconds = reach.move_time(self._x, self._y, x, y) + reach.scan_time(self._columns, self._rows, dwell_time)
        dose = reach.scan_dose(self._columns, self._rows, dwell_time)
        time_left, dose_left = self._time_budget - self._clock.monotonic(), self._dose_budget - self._dose
        if seconds > time_left:
            raise LimitExceeded(axis="time", value=seconds, low=0.0, high=time_left, unit="s")
        if dose > dose_left:
            raise LimitExceeded(axis="dose", value=dose, low=0.0, high=dose_left, unit="C")
        self._clock.sleep(seconds)
        self._dose += dose
        self._looks += 1
        self._x, self._y, self._field_width = x, y, field_width
        frame = self._take(x, y, field_width, dwell, detector)
        self._frame = frame.pixels.astype(np.uint8)
        return self._judge.look(frame.truth) - 0.5 * (seconds / self._time_budget + dose / self._dose_budget)

    def _take(self, x: float, y: float, field_width: float, dwell: int, detector: int) -> RenderedFrame:
        grid = SurfaceGrid(x, y, field_width / self._columns, self._columns, self._rows)
        conditions = ImagingConditions(current=reach.CURRENT, dwell_time=reach.DWELL_TIMES[dwell], detector=reach.DETECTORS[detector])
        return render_frame(self._specimen, grid, conditions, int(self.np_random.integers(2**31)))

    def _spent(self) -> bool:
        """Return True once not even the quickest scan fits into the budgets."""
        quickest = reach.DWELL_TIMES[0]
        return (
            self._clock.monotonic() + reach.scan_time(self._columns, self._rows, quickest) > self._time_budget
            or self._dose + reach.scan_dose(self._columns, self._rows, quickest) > self._dose_budget
        )

    def _observation(self) -> Observation:
        time_left = max(0.0, 1 - self._clock.monotonic() / self._time_budget)
        dose_left = max(0.0, 1 - self._dose / self._dose_budget)
        return {
            "frame": self._frame.copy(),
            "position": scale.from_place(self._x, self._y),
            "log_width": scale.from_field_width(self._field_width),
            "budgets": np.array([time_left, dose_left], np.float32),
        }

    def _info(self, refusal: str | None) -> dict[str, Any]:
        info = {
            "simulated": True,
            "refused": refusal,
            "looks": self._looks,
            "elapsed_s": self._clock.monotonic(),
            "dose_C": self._dose,
        }
        return {**info, **self._judge.reveal()} if self._over else info
