"""The demonstration: a mission on a simulated specimen, carried out like any other."""

from pathlib import Path

from fractoscope.agent.mission import Area, Budget, InstrumentChoice, Mission, Rectangle, Specimen, mission_toml
from fractoscope.agent.progress import Progress
from fractoscope.agent.session.start import begin

_STAGE_RATE = 20.0
"""Simulated seconds in a real one: stage travel keeps its proportions and nobody waits for it."""


def run_demo(out: Path, seed: int, frames: int, family: str, progress: Progress) -> Path:
    """Work the simulated specimen of a seed and family in a new folder under `out`, and return that folder.

    The simulated SEM runs behind Pyro5 in a process of its own, as a real one would. Of the specimen the agent is told the outline
    alone, as a person would draw it.

    Raises
    ------
    SemError, KeyboardInterrupt
        If the session ended early; it can be resumed.
    ValueError
        If the simulator has no such family of specimens.
    """
    # Loads numba, which no other command of a session needs.
    from fractoscope.simulators.drawn_outline import drawn_outline

    x_low, y_low, x_high, y_high = drawn_outline(seed, family)
    outline = Rectangle(x_min_m=x_low, y_min_m=y_low, x_max_m=x_high, y_max_m=y_high)
    mission = Mission(
        specimen=Specimen(name=f"Demo specimen {seed}", notes="Simulated; nothing here is about a real part."),
        area=Area(outline=(outline,)),
        instrument=InstrumentChoice(adapter="simulated", options={"seed": seed, "family": family, "rate": _STAGE_RATE}),
        budget=Budget(frames=frames),
    )
    text = mission_toml(mission)
    return begin(mission, text.encode(), Path.cwd(), "the demo's mission", out, progress)
