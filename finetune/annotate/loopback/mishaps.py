"""What goes wrong at a loopback teacher, on purpose."""

from hashlib import sha256

from pydantic import Field

from fractoscope.instruments.values.frozen_value import FrozenValue

KINDS = ("too_busy", "server_fault", "cut_off", "not_in_schema", "refused")


class Mishaps(FrozenValue):
    """Shares of requests whose first attempt goes wrong; `refused` ones go wrong every time.

    Attributes
    ----------
    too_busy, server_fault
        Answered with status 429 and 500.
    cut_off, not_in_schema, refused
        Answered, and paid: truncated, with a feature that does not exist, with a refusal.
    expired_batches
        How many batches, from the first, expire with half of their requests done.
    seed
        Decides which.
    """

    too_busy: float = Field(default=0.0, ge=0, le=1)
    server_fault: float = Field(default=0.0, ge=0, le=1)
    cut_off: float = Field(default=0.0, ge=0, le=1)
    not_in_schema: float = Field(default=0.0, ge=0, le=1)
    refused: float = Field(default=0.0, ge=0, le=1)
    expired_batches: int = Field(default=0, ge=0)
    seed: int = 0

    def of(self, request: str, attempt: int) -> str:
        """Return what happens to a request at an attempt, from 1: one of `KINDS`, or an empty text."""
        draw = int.from_bytes(sha256(f"{self.seed} {request}".encode()).digest()[:8], "big") / 2**64
        for kind in KINDS:
            share = float(getattr(self, kind))
            if draw < share:
                return kind if attempt == 1 or kind == "refused" else ""
            draw -= share
        return ""
