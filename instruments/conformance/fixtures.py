"""What pytest hands to the properties."""

from collections.abc import Iterator

import pytest

from fractoscope.instruments.conformance.bench import Bench


class Fixtures:
    """A pytest plugin around one bench; whatever a property leaves behind is brought to rest before the next.

    Parameters
    ----------
    bench
        For all properties.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    @pytest.fixture
    def bench(self) -> Iterator[Bench]:
        """Yield the bench while nobody holds the lease."""
        yield self._bench
        self._bench.settle()

    @pytest.fixture
    def led(self, bench: Bench) -> Bench:
        """Return the bench in control."""
        bench.take()
        return bench

    @pytest.fixture
    def there(self, led: Bench) -> Bench:
        """Return the bench in control, with the stage where the run began."""
        led.go_home()
        return led
