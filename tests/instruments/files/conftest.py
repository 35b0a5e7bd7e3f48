"""Where the real instrument files lie, and pictures made up for tests."""

import tarfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from fractoscope.instruments.values import Pixels

DATA = Path(__file__).parents[3] / ".." / "shared" / "data"


@pytest.fixture
def shared_data() -> Path:
    """The folder of real files, which the repository does not hold."""
    if not DATA.is_dir():
        pytest.skip("the real instrument files (../shared/data) are not on this machine")
    return DATA


@pytest.fixture
def vendor_file(shared_data: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Find a vendor's file by its path; the archives are unpacked first."""

    def find(name: str) -> Path:
        folder, _, stem = name.partition("/")
        archives = [
            p for p in (shared_data / "vendor_metadata" / folder).glob("*.tar.gz") if p.name.startswith(f"nexuslims_{stem.split('.')[0]}")
        ]
        if not archives:
            return shared_data / "vendor_metadata" / name
        with tarfile.open(archives[0]) as archive:
            archive.extractall(tmp_path, filter="data")
        return tmp_path / stem

    return find


@pytest.fixture
def texture() -> Pixels:
    """A picture like a fracture surface: rough on several scales, 480 rows by 640 columns."""
    rng = np.random.default_rng(7)
    coarse = np.kron(rng.normal(size=(30, 40)), np.ones((16, 16)))
    fine = rng.normal(size=(480, 640))
    return np.clip(120 + 35 * coarse + 12 * fine, 0, 255).astype(np.uint8)
