"""What stands between callers and hardware: leases, the effect ledger, operations and the stop, and where the rules are enforced."""

from fractoscope.instruments.server.action_payload import ActionPayload
from fractoscope.instruments.server.effect_ledger import EffectLedger
from fractoscope.instruments.server.lease_desk import LeaseDesk
from fractoscope.instruments.server.limit_check import LimitCheck
from fractoscope.instruments.server.local_sem import LocalSem
from fractoscope.instruments.server.time_allowance import time_allowance

__all__ = ["ActionPayload", "EffectLedger", "LeaseDesk", "LimitCheck", "LocalSem", "time_allowance"]
