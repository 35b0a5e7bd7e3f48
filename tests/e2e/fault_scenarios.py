"""One scenario for each fault, and for what happens when its remedies are used up."""

from fractoscope.simulators.faults import Fault, FaultKind
from tests.e2e.fault_scenario import NARROW, Scenario

KIND = FaultKind

SCENARIOS: dict[str, Scenario] = {
    "link drop": Scenario("The link drops for 0.7 s during a scan", (Fault(kind=KIND.LINK_DROP, nth=2, seconds=0.7),), harmless=True),
    "link gone": Scenario(
        "The link drops for good during a scan",
        (Fault(kind=KIND.LINK_DROP, nth=2),),
        recovers=False,
        harmless=True,
        pauses=(0.1, 0.2, 0.4),
    ),
    "link hang": Scenario(
        "The server hangs for 5 s during a scan",
        (Fault(kind=KIND.LINK_HANG, nth=2, seconds=5.0),),
        harmless=True,
        answer_within=2.0,
    ),
    "link late": Scenario("A reply comes 0.5 s late", (Fault(kind=KIND.LINK_LATE, nth=2, seconds=0.5),), harmless=True),
    "call hang": Scenario(
        "The driver's call for a move hangs", (Fault(kind=KIND.CALL_HANG, nth=2, seconds=240.0),), area=NARROW, harmless=True
    ),
    "blank": Scenario("A frame is blank", (Fault(kind=KIND.FRAME_BLANK, nth=2),)),
    "blank for good": Scenario(
        "Frames are blank from now on", (Fault(kind=KIND.FRAME_BLANK, nth=2, times=3),), recovers=False, resumed=True
    ),
    "torn": Scenario(
        "The lower half of a frame is missing; of another it is from the frame before",
        (Fault(kind=KIND.FRAME_TORN, nth=2), Fault(kind=KIND.FRAME_MIXED, nth=4)),
    ),
    "stale": Scenario(
        "The frame before comes again: with its time stamp, with its id, with nothing but its pixels",
        (Fault(kind=KIND.FRAME_STALE, nth=2), Fault(kind=KIND.FRAME_OLD_ID, nth=4), Fault(kind=KIND.FRAME_REPEATED, nth=6)),
        frames=4,
    ),
    "wrong size": Scenario("A frame has half its lines", (Fault(kind=KIND.FRAME_WRONG_SIZE, nth=2),)),
    "charging": Scenario("The specimen charges during a scan", (Fault(kind=KIND.FRAME_CHARGING, nth=2),)),
    "stall": Scenario("The stage stops half-way and says that it is not moving", (Fault(kind=KIND.STAGE_STALL, nth=2),)),
    "stall again": Scenario("The stage stops half-way twice", (Fault(kind=KIND.STAGE_STALL, nth=2, times=2),), recovers=False),
    "miss": Scenario("The stage rests 0.5 mm off and reports that it arrived", (Fault(kind=KIND.STAGE_MISS, nth=2),)),
    "drift": Scenario(
        "The stage drifts during a scan of a field 60 µm wide",
        (Fault(kind=KIND.STAGE_DRIFT, nth=2, severity=1.0),),
        area=NARROW,
        dwell_time=10e-6,
    ),
    "focus": Scenario(
        "The focus jumps by 0.4 mm", (Fault(kind=KIND.FOCUS_JUMP, nth=2, severity=1.0),), harmless=True, area=NARROW, dwell_time=10e-6
    ),
    "beam": Scenario("The beam trips during a scan", (Fault(kind=KIND.BEAM_TRIP, nth=2),), recovers=False, resumed=True),
    "vacuum": Scenario("The vacuum is lost during a scan", (Fault(kind=KIND.VACUUM_LOSS, nth=2),), recovers=False),
    "disk": Scenario(
        "The instrument's disk is full when a frame is to be kept", (Fault(kind=KIND.DISK_FULL, nth=2),), recovers=False, resumed=True
    ),
}
