"""What people may ask of a running session, and what follows from it: commands, standing wishes, consent, a sign of life."""

from fractoscope.agent.oversight.command_desk import CommandDesk, corrections
from fractoscope.agent.oversight.command_refused import CommandRefused
from fractoscope.agent.oversight.consent import ConsentRequest, consent_needed, payload_sha256
from fractoscope.agent.oversight.mode import Mode
from fractoscope.agent.oversight.operator_command import OperatorCommand, Verdict
from fractoscope.agent.oversight.operator_entry import OperatorEntry, operator_payload
from fractoscope.agent.oversight.pulse import Beat, Pulse, read_beat
from fractoscope.agent.oversight.wishes import Answer, QueuedTarget, Wishes
from fractoscope.agent.oversight.wishes_reader import WishesReader

__all__ = [
    "Answer",
    "Beat",
    "CommandDesk",
    "CommandRefused",
    "ConsentRequest",
    "Mode",
    "OperatorCommand",
    "OperatorEntry",
    "Pulse",
    "QueuedTarget",
    "Verdict",
    "Wishes",
    "WishesReader",
    "consent_needed",
    "corrections",
    "operator_payload",
    "payload_sha256",
    "read_beat",
]
