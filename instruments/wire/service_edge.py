"""The edge of the process: nothing but known errors and plain dicts leaves it, and nothing but validated values enters."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import ValidationError

from fractoscope.instruments.errors import SemError
from fractoscope.instruments.values import FrozenValue
from fractoscope.instruments.wire.dialect import PIXELS_KEY
from fractoscope.instruments.wire.pixel_sender import attach_pixels

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")


def answer(call: Callable[[], Answer]) -> Answer:
    """Carry out one remote call.

    Pixels attached by a call that then fails would go out with its error, or with the next call's answer; they are therefore taken back
    before each call and after each failure.

    Raises
    ------
    SemError
        The call's own, or one that says that the arguments or the server are at fault.
    """
    attach_pixels(PIXELS_KEY, None)
    try:
        return call()
    except SemError:
        attach_pixels(PIXELS_KEY, None)
        raise
    except ValidationError as error:
        attach_pixels(PIXELS_KEY, None)
        raise SemError(reason=f"the request is not understood: {_first_line(error)}; check it against the protocol") from error
    except Exception as error:
        attach_pixels(PIXELS_KEY, None)
        log.exception("a remote call failed")
        raise SemError(reason=f"the instrument server failed with {type(error).__name__} ({error}); its log tells more") from error


def plain(value: FrozenValue) -> dict[str, Any]:
    """Return a value as plain dicts, lists, texts and numbers."""
    return value.model_dump(mode="json")


def _first_line(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc'])) or 'value'}: {first['msg']}"
