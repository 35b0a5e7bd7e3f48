from pathlib import Path

import pytest

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.files import PictureScale, read_pixel_sizes


def table(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "sizes.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_table_is_read_with_its_further_columns(tmp_path: Path):
    """Spreadsheets put a byte order mark first, Windows writes backslashes, and a picture without a bar has an empty cell."""
    path = table(tmp_path, "note,file,pixel_size_nm,bar_top_row\r\n,a\\b.png,133.3,475\r\n,c.tif,2e3,\r\n,d.jpg,,470\r\n", "utf-8-sig")
    assert read_pixel_sizes(path) == {
        "a/b.png": PictureScale(pytest.approx(133.3e-9), 475),
        "c.tif": PictureScale(pytest.approx(2e-6), None),
    }


def test_the_bar_column_may_be_missing(tmp_path: Path):
    """Two columns are all that a lab has to write."""
    assert read_pixel_sizes(table(tmp_path, "file,pixel_size_nm\na.png,5\n")) == {"a.png": PictureScale(pytest.approx(5e-9))}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no column file and pixel_size_nm"),
        ("file,size\na.png,5\n", "no column pixel_size_nm"),
        ("file,pixel_size_nm\na.png,5\nb.png,five\n", "line 3: pixel_size_nm 'five' is not a number"),
        ("file,pixel_size_nm\na.png,-5\n", "line 2: pixel_size_nm -5 is not above 0"),
        ("file,pixel_size_nm\na.png,nan\n", "line 2: pixel_size_nm nan is not above 0"),
        ("file,pixel_size_nm\na.png,inf\n", "not above 0"),
        ("file,pixel_size_nm,bar_top_row\na.png,5,4.5\n", "bar_top_row '4.5' is not a row number"),
        ("file,pixel_size_nm,bar_top_row\na.png,5,0\n", "bar_top_row '0' is not a row number"),
        ("file,pixel_size_nm\n,5\n", "line 2: file"),
        ("file,pixel_size_nm\n../../etc/x.png,5\n", "not a path below"),
        ("file,pixel_size_nm\n/etc/x.png,5\n", "not a path below"),
        ("file,pixel_size_nm\nC:\\x.png,5\n", "not a path below"),
        ("file,pixel_size_nm\na.png,5\na.png,6\n", "line 3: a.png stands there twice"),
    ],
)
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, text: str, reason: str):
    """A wrong pixel size taken silently makes every field width of a session wrong."""
    with pytest.raises(BadFile, match=reason):
        read_pixel_sizes(table(tmp_path, text))


def test_what_is_no_table_is_refused(tmp_path: Path):
    """A spreadsheet's own format, a missing file or a folder are common slips."""
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04\xff\xfe\x00")
    for name in ("a.xlsx", "missing.csv", "."):
        with pytest.raises(BadFile):
            read_pixel_sizes(tmp_path / name)


def test_the_doitpoms_table_is_read(shared_data: Path):
    """The table that a session over the archive pictures starts from."""
    scales = read_pixel_sizes(shared_data / "doitpoms_sem" / "labels.csv")
    assert scales["fracture/000137.jpg"] == PictureScale(pytest.approx(133.3e-9), 475)
    assert "fracture/000732.jpg" not in scales
