from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.files import read_frame, read_vendor_metadata


@dataclass(frozen=True)
class Expected:
    file: str
    pixel_size: float
    shape: tuple[int, int]
    voltage: float
    working_distance: float
    detector: str
    dwell_time: float
    vendor: str
    x: float | None


SAMPLES = [
    Expected("zeiss/heu_Zeiss_0.5k_2_high.tif", 223.3e-9, (691, 1024), 10e3, 9.9e-3, "BSD", 115.86e-3 / 1024, "Zeiss", 66.7455e-3),
    Expected("zeiss/zeiss_tiff_meta_test.tif", 55.82e-9, (768, 1024), 8e3, 7.7e-3, "SE2", 14.08e-3 / 1024, "Zeiss", 65.4402e-3),
    Expected("zeiss/aquami_Sample.tif", 543e-12, (691, 1024), 20e3, 6.2e-3, "InLens", 63.43e-3 / 1024, "Zeiss", 53.5882e-3),
    Expected(
        "zeiss/nexuslims_orion-zeiss_dataZeroed.tif",
        9.765625e-10,
        (1024, 1024),
        29997,
        11.977e-3,
        "ETDetector",
        0.5e-6,
        "Zeiss Orion",
        25157.23e-6,
    ),
    Expected("fei/nexuslims_quanta_image.tif", 4.41942e-7, (884, 1024), 30e3, 11.051e-3, "LFD", 30e-6, "FEI / Thermo Fisher", 9.654e-3),
    Expected("fei/fibsem_test_image_2.tif", 9.76562e-8, (1024, 1536), 30e3, 16.5e-3, "ETD", 1e-6, "FEI / Thermo Fisher", -3.2391e-3),
    Expected("fei/quanta-fei_2_dataZeroed.tif", 3.33333e-9, (884, 1024), 5e3, 10.611e-3, "ETD", 20e-6, "FEI / Thermo Fisher", -0.62975e-3),
    Expected(
        "fei/scios_multigis_metadata_sections.tif",
        3.3724e-9,
        (2048, 3072),
        5e3,
        6.85358e-3,
        "CBS",
        20e-6,
        "FEI / Thermo Fisher",
        -10.5162e-3,
    ),
    Expected("fei/scios_xml_metadata.tif", 2.69792e-8, (1024, 1536), 5e3, 6.98462e-3, "CBS", 10e-6, "FEI / Thermo Fisher", -19.8497e-3),
    Expected("tescan/tescan-pfib_dataZeroed.tif", 1.5625e-9, (1280, 1280), 15e3, 5.947501e-3, "E-T", 10e-6, "TESCAN", 4.07293e-3),
    Expected("other/orion-fibics_dataZeroed.tif", 2.5e-6 / 2048, (2048, 2048), 30e3, 11.8617592e-3, "ET", 10e-6, "Fibics", -21319.2369e-6),
    Expected("jeol/JEOL_Exp_Reference_6005_T6_05.bmp", 10e-6 / 53, (964, 1280), 10e3, 23.5e-3, "SEI", 1e-6, "JEOL", None),
]


@pytest.mark.parametrize("expected", SAMPLES, ids=lambda expected: expected.file)
def test_a_real_vendor_file_is_read_with_its_scale_and_settings(expected: Expected, vendor_file: Callable[[str], Path]):
    """A reader that takes the monitor's pixel size, keeps the databar or mixes up units gives wrong field widths on real files."""
    frame = read_frame(vendor_file(expected.file))
    metadata = frame.metadata
    assert frame.pixels.shape == expected.shape
    assert frame.pixel_size == pytest.approx(expected.pixel_size, rel=1e-6)
    assert metadata.field_width == pytest.approx(expected.pixel_size * expected.shape[1], rel=1e-6)
    assert metadata.beam is not None
    assert metadata.beam.voltage == pytest.approx(expected.voltage)
    assert metadata.beam.working_distance == pytest.approx(expected.working_distance, rel=1e-6)
    assert metadata.scan is not None
    assert (metadata.scan.detector, metadata.scan.rows, metadata.scan.columns) == (expected.detector, *expected.shape)
    assert metadata.scan.dwell_time == pytest.approx(expected.dwell_time, rel=1e-6)
    assert metadata.notes["vendor"] == expected.vendor
    assert (None if metadata.position is None else metadata.position.x) == (
        None if expected.x is None else pytest.approx(expected.x, rel=1e-6)
    )
    assert not metadata.simulated


def test_sixteen_bits_stay_sixteen_bits(vendor_file: Callable[[str], Path]):
    """Taking every file through an 8-bit library throws away half of what the detector saw."""
    assert read_frame(vendor_file("fei/quanta-fei_2_dataZeroed.tif")).pixels.dtype == np.uint16


def test_what_a_file_does_not_tell_is_named_as_assumed(vendor_file: Callable[[str], Path]):
    """A default current that looks like a reading would turn into a dose that nobody measured."""
    assert read_frame(vendor_file("fei/nexuslims_quanta_image.tif")).metadata.notes["assumed"] == "beam.current"
    assert read_frame(vendor_file("jeol/JEOL_Exp_Reference_6005_T6_05.bmp")).metadata.notes["assumed"] == "scan.dwell_time beam.current"
    assert "assumed" not in read_frame(vendor_file("fei/scios_xml_metadata.tif")).metadata.notes


def test_a_file_whose_pixels_are_lost_still_tells_its_settings(vendor_file: Callable[[str], Path]):
    """A text conversion destroyed this file's strip offsets, not its appended text; black pixels would be made up."""
    path = vendor_file("fei/quanta_no_beam_scan_or_system_meta.tif")
    with pytest.raises(BadFile, match="truncated"):
        read_frame(path)
    readings = read_vendor_metadata(path)
    assert readings is not None
    assert readings.pixel_size == pytest.approx(4.41942e-7)
    assert (readings.voltage, readings.working_distance, readings.detector) == (30e3, 0.011051, "LFD")


def test_tescan_without_its_tag_is_read_from_the_hdr_file(vendor_file: Callable[[str], Path]):
    """TESCAN's own export options drop the tag and leave the text file."""
    path = vendor_file("tescan/tescan-pfib_dataZeroed.tif")
    with_tag = read_vendor_metadata(path)
    stripped = path.read_bytes().replace((50431).to_bytes(2, "little") + b"\x01\x00", (50430).to_bytes(2, "little") + b"\x01\x00")
    path.write_bytes(stripped)
    assert read_vendor_metadata(path) == with_tag
    path.with_suffix(".hdr").unlink()
    assert read_vendor_metadata(path) is None
