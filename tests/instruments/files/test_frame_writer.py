import errno
import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
import tifffile
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.files import read_frame, write_frame
from fractoscope.instruments.values import BeamSettings, Frame, FrameMetadata, Pixels, ScanSettings, StagePosition

lengths = st.floats(-1, 1)
positive = st.floats(1e-9, 1e-1)
texts = st.text(st.characters(codec="utf-8"), max_size=20)
positions = st.builds(StagePosition, x=lengths, y=lengths, z=lengths, tilt=lengths, rotation=lengths)
scans = st.builds(ScanSettings, dwell_time=positive, detector=texts, bits=st.sampled_from([8, 16]), contrast=st.none() | st.floats(0, 1))
beams = st.builds(BeamSettings, voltage=st.floats(1, 1e5), current=positive, working_distance=positive, blanked=st.booleans())
moments = st.none() | st.datetimes(timezones=st.just(UTC))
metadatas = st.builds(
    FrameMetadata,
    frame_id=texts,
    position=st.none() | positions,
    field_width=st.none() | positive,
    scan=st.none() | scans,
    beam=st.none() | beams,
    started=moments,
    ended=moments,
    instrument=texts,
    simulated=st.booleans(),
    dose=st.floats(0, 1e-3),
    notes=st.dictionaries(texts, texts, max_size=3),
)
pictures = st.sampled_from([np.uint8, np.uint16]).flatmap(lambda kind: arrays(kind, array_shapes(min_dims=2, max_dims=2, max_side=40)))


def frame(pixels: Pixels, **changes: object) -> Frame:
    metadata = FrameMetadata(frame_id="000001", simulated=True, field_width=12.5e-9 * pixels.shape[1])
    return Frame(pixels=pixels, metadata=metadata.replace(**changes))


@settings(max_examples=60, deadline=None)
@given(pixels=pictures, metadata=metadatas)
def test_a_saved_frame_comes_back_as_it_was(pixels: Pixels, metadata: FrameMetadata):
    """Any loss here is a loss of recorded data: a note with a control character, a scale rounded, a narrow picture."""
    with TemporaryDirectory() as folder:
        back = read_frame(write_frame(Frame(pixels=pixels, metadata=metadata), Path(folder) / "f.ome.tif"))
        assert back.metadata == metadata
        assert back.pixels.dtype == pixels.dtype
        assert np.array_equal(back.pixels, pixels)
        assert FrameMetadata.model_validate_json((Path(folder) / "f.json").read_text("ascii")) == metadata
        assert sorted(path.name for path in Path(folder).iterdir()) == ["f.json", "f.ome.tif"]


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore:As of version 0.4.0, the parser argument is ignored:DeprecationWarning")
def test_bioio_hyperspy_and_tifffile_agree_on_the_scale(tmp_path: Path, texture: Pixels, kind: type):
    """An OME-TIFF without the private tags opens in hyperspy with scale 1; nm instead of µm opens in bioio a thousand times too large."""
    import bioio
    import bioio_ome_tiff
    from rsciio.tiff import file_reader

    path = write_frame(frame(texture.astype(kind)), tmp_path / "000001.ome.tif")
    axes = file_reader(str(path))[0]["axes"]
    assert [(axis["scale"], axis["units"]) for axis in axes] == [(pytest.approx(12.5), "nm")] * 2
    image = bioio.BioImage(path, reader=bioio_ome_tiff.Reader)
    assert pytest.approx(0.0125) == image.physical_pixel_sizes.X
    assert pytest.approx(0.0125) == image.physical_pixel_sizes.Y
    assert np.array_equal(np.squeeze(image.data), texture)
    with tifffile.TiffFile(path) as file:
        tags = file.pages[0].tags
        pixels_per_cm = tags["XResolution"].value
        assert pixels_per_cm[0] / pixels_per_cm[1] == pytest.approx(0.01 / 12.5e-9)
        assert tags["ResolutionUnit"].value == tifffile.RESUNIT.CENTIMETER
        assert [tags[code].value for code in (65003, 65004)] == ["nm", "nm"]
        for axis in "XY":
            assert f'PhysicalSize{axis}="0.012500000000000" PhysicalSize{axis}Unit="&#181;m"' in file.pages[0].description


@pytest.mark.parametrize("simulated", [True, False])
def test_simulated_is_stamped_in_both_files(tmp_path: Path, texture: Pixels, simulated: bool):
    """A simulated frame that passes for a real one ends in a report about a part that was never examined."""
    path = write_frame(frame(texture, simulated=simulated), tmp_path)
    assert f'"simulated": {str(simulated).lower()}' in tifffile.tiffcomment(path)
    assert json.loads((tmp_path / "000001.json").read_text())["simulated"] is simulated


def test_a_frame_without_scale_claims_none(tmp_path: Path, texture: Pixels):
    """A made-up resolution would be read as a scale by Fiji."""
    path = write_frame(frame(texture, field_width=None), tmp_path)
    with tifffile.TiffFile(path) as file:
        assert file.pages[0].tags["ResolutionUnit"].value == tifffile.RESUNIT.NONE
        assert 65009 not in file.pages[0].tags
        assert "PhysicalSize" not in file.pages[0].description
    assert read_frame(path).pixel_size is None


def test_an_id_with_a_colon_makes_a_name_that_windows_takes(tmp_path: Path, texture: Pixels):
    """Action ids may hold colons; file names on the lab PC may not."""
    path = write_frame(frame(texture, frame_id="run:7/é"), tmp_path)
    assert path.name == "run_7__.ome.tif"
    assert read_frame(path).metadata.frame_id == "run:7/é"


def test_a_full_disk_leaves_the_old_files_and_no_others(tmp_path: Path, texture: Pixels, monkeypatch: pytest.MonkeyPatch):
    """Writing in place would have destroyed the frame that was there, or left half of one."""
    path = write_frame(frame(texture), tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    def fill_the_disk(file: BytesIO, *_args: object, **_kwargs: object):
        file.write(b"II*\0 half of it")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tifffile, "imwrite", fill_the_disk)
    with pytest.raises(BadFile, match=r"No space left on device.*free space"):
        write_frame(frame(texture, simulated=False), path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_what_cannot_be_saved_is_refused_in_words(tmp_path: Path, texture: Pixels):
    """A wrong name or a float picture must not become a file that no reader opens."""
    with pytest.raises(BadFile, match="cannot be written"):
        write_frame(frame(texture), tmp_path / "missing" / "a.ome.tif")
    (tmp_path / "file").touch()
    with pytest.raises(BadFile, match="cannot be written"):
        write_frame(frame(texture), tmp_path / "file" / "a.ome.tif")
    (tmp_path / "file").unlink()
    with pytest.raises(BadFile, match=r"end in \.ome\.tif"):
        write_frame(frame(texture), tmp_path / "a.tif")
    with pytest.raises(BadFile, match="8- or 16-bit"):
        write_frame(frame(texture.astype(np.float32)), tmp_path / "a.ome.tif")
    assert list(tmp_path.iterdir()) == []


def test_our_file_with_altered_metadata_is_refused(tmp_path: Path, texture: Pixels):
    """Falling back to the plain picture would turn a simulated frame into one that counts as real."""
    path = write_frame(frame(texture, started=datetime(2026, 1, 1, tzinfo=UTC)), tmp_path)
    path.write_bytes(path.read_bytes().replace(b'"schema_version"', b'"schema_versien"'))
    with pytest.raises(BadFile, match="frame metadata cannot be read"):
        read_frame(path)
