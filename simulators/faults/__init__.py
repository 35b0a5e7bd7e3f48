"""What can go wrong with a microscope, rehearsed: faults as values, a plan of them, and wrappers that carry it out.

Only what can go wrong is here. Finding it out is the business of whoever judges.
"""

from fractoscope.simulators.faults.fault import Fault
from fractoscope.simulators.faults.fault_fitting import FaultFitting
from fractoscope.simulators.faults.fault_kind import FaultKind
from fractoscope.simulators.faults.fault_plan import FaultPlan, read_fault_plan

__all__ = ["Fault", "FaultFitting", "FaultKind", "FaultPlan", "read_fault_plan"]
