"""The whole of what is asked."""

from typing import Any

from pydantic import Field, model_validator

from fractoscope.agent.mission.area import Area
from fractoscope.agent.mission.budget import Budget
from fractoscope.agent.mission.oversight_orders import OversightOrders
from fractoscope.instruments.values import FrozenValue, ScanSettings


class Specimen(FrozenValue):
    """What lies under the beam: data for the report, never instructions."""

    name: str = Field(min_length=1, max_length=200)
    notes: str = Field(default="", max_length=10_000)


class InstrumentChoice(FrozenValue):
    """A server that runs already, or an adapter to serve in a child process.

    Attributes
    ----------
    uri_file
        File that the running server wrote, relative to the mission file.
    tls
        Folder with this session's certificate, relative to the mission file, for a server that asks for one.
    adapter, options
        Name from the `fractoscope.microscopes` entry points, and what its factory takes.
    """

    uri_file: str | None = None
    tls: str | None = None
    adapter: str | None = None
    options: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_of_two(self) -> "InstrumentChoice":
        if (self.uri_file is None) == (self.adapter is None):
            raise ValueError("give either uri_file (a server that runs) or adapter (one to start), not both and not neither")
        if self.tls is not None and self.uri_file is None:
            raise ValueError("tls goes with uri_file: a server of the session's own listens on this machine only and asks for none")
        return self


class PluginChoice(FrozenValue):
    """A plugin by name, and what its factory takes."""

    name: str
    options: dict[str, Any] = Field(default_factory=dict)


class Mission(FrozenValue):
    """What a session is asked to do.

    Attributes
    ----------
    specimen, area
        What is examined, and where.
    instrument, tagger, policy
        With what.
    budget
        How much it may spend.
    oversight
        How much it may do unasked.
    scan
        Settings of every frame.
    survey_field_width_m
        Horizontal field width (m) of the survey; None leaves it to the policy.
    images_may_leave_lab
        Only then may a tagger outside the lab be used.
    licence
        Under which the session may be passed on: an SPDX identifier or an address; None says nothing.
    """

    specimen: Specimen
    area: Area
    instrument: InstrumentChoice
    tagger: PluginChoice = PluginChoice(name="embedded")
    policy: PluginChoice = PluginChoice(name="survey")
    budget: Budget = Budget()
    oversight: OversightOrders = OversightOrders()
    scan: ScanSettings = ScanSettings()
    survey_field_width_m: float | None = Field(default=None, gt=0)
    images_may_leave_lab: bool = False
    licence: str | None = Field(default=None, min_length=1, max_length=200)

    @model_validator(mode="after")
    def _pictures_are_mounted(self) -> "Mission":
        if self.area.mounted and self.instrument.adapter != "mounted":
            raise ValueError('area.mounted needs instrument.adapter = "mounted"; list area.targets for another instrument')
        return self
