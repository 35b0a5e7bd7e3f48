"""The base of every value object that crosses a room or a wire."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class FrozenValue(BaseModel):
    """Immutable, compared by content, with unknown keys and non-finite numbers refused.

    Examples
    --------
    >>> from fractoscope.instruments.values import StagePosition
    >>> StagePosition(x=1e-3, y=0.0).replace(y=2e-3).y
    0.002
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def replace(self, **changes: Any) -> Self:
        """Return a copy with some fields changed, validated like a new value.

        Raises
        ------
        pydantic.ValidationError
            If a changed field is unknown or its value is not accepted.
        """
        return type(self).model_validate({**dict(self), **changes})
