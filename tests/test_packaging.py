"""What is in the repository is in the wheel."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("agent", "finetune", "instruments", "model", "simulators")


def test_every_package_is_listed_for_the_wheel():
    """An editable install finds folders that a wheel leaves out, so users miss what tests have."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = {
        ".".join(("fractoscope", *init.parent.relative_to(ROOT).parts)) for room in ROOMS for init in (ROOT / room).rglob("__init__.py")
    }
    assert set(settings["tool"]["setuptools"]["packages"]) == found


def test_every_folder_with_source_is_a_package():
    """A folder without __init__.py is installed by nobody and checked by nothing."""
    homeless = {
        str(path.parent.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if not (path.parent / "__init__.py").exists()
    }
    assert not homeless
