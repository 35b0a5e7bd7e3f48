"""The settings file of the page on labelled frames is one, and names every setting."""

import re
from pathlib import Path

from fractoscope.simulators.dataset_writer.dataset_settings import DatasetSettings

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "render-a-dataset.md"
TITLED = re.compile(r'```toml title="set.toml"\n(.*?)```', re.DOTALL)


def test_the_settings_of_the_page_are_accepted_and_are_the_defaults_it_claims(tmp_path: Path):
    """Pins a setting that was renamed, or a default that moved."""
    (text,) = TITLED.findall(PAGE.read_text(encoding="utf-8"))
    (tmp_path / "set.toml").write_text(text, encoding="utf-8")
    settings, plain = DatasetSettings.read(tmp_path / "set.toml"), DatasetSettings()
    assert settings.frames == 4000
    for name in ("bands", "boundary_share", "defocus_share", "tilt", "dwell_time", "voltage", "current", "truth_stride", "charging_share"):
        assert getattr(settings, name) == getattr(plain, name), name
