"""Which articles lie under what a person names."""

import json
from pathlib import Path

import pytest

from fractoscope.finetune.mine.sources import SourceKind, find_sources
from fractoscope.instruments.errors import BadFile


def put(path: Path, text: str = "x") -> Path:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def names(root: Path) -> list[str]:
    """Return what is found under a folder."""
    return [source.name for source in find_sources([root])[0]]


def test_all_kinds_are_found_in_order(tmp_path: Path):
    """Pins a kind of file that nobody looks for, and an order that differs from run to run."""
    for name in ("b/a.nxml", "b/a.jpg", "a/p.tar.gz", "a/q.zip", "c/d.pdf", "c/readme.txt"):
        put(tmp_path / "in" / name)
    found, _ = find_sources([tmp_path / "in"])
    assert [(source.name, source.kind) for source in found] == [
        ("in/a/p.tar.gz", SourceKind.PACKAGE),
        ("in/a/q.zip", SourceKind.PACKAGE),
        ("in/b/a.nxml", SourceKind.JATS),
        ("in/c/d.pdf", SourceKind.PDF),
    ]


def test_a_pdf_beside_its_xml_is_the_same_article(tmp_path: Path):
    """Pins every panel of the open-access bucket found twice."""
    put(tmp_path / "in" / "PMC1.1" / "PMC1.1.xml")
    put(tmp_path / "in" / "PMC1.1" / "PMC1.1.pdf")
    found, passed = find_sources([tmp_path / "in"])
    assert [source.name for source in found] == ["in/PMC1.1/PMC1.1.xml"]
    assert passed == {"a PDF beside its XML": 1}


def test_the_highest_version_that_is_no_manuscript_is_taken(tmp_path: Path):
    """Pins articles mined once for each version, and manuscripts in place of the published text."""
    for version, manuscript in ((1, False), (2, False), (10, True)):
        put(tmp_path / "in" / f"PMC1.{version}" / "a.xml")
        put(tmp_path / "in" / f"PMC1.{version}" / f"PMC1.{version}.json", json.dumps({"is_manuscript": manuscript}))
    put(tmp_path / "in" / "PMC2.1" / "a.xml")
    put(tmp_path / "in" / "metadata" / "PMC2.1.json", json.dumps({"is_manuscript": True}))
    found, passed = find_sources([tmp_path / "in"])
    assert [source.name for source in found] == ["in/PMC1.2/a.xml"]
    assert passed == {"an older version or a manuscript": 2, "only an author manuscript": 1}


def test_a_link_out_of_the_input_is_not_followed(tmp_path: Path):
    """Pins a link in a downloaded folder that pulls in a file of the machine."""
    outside = put(tmp_path / "secret.xml")
    put(tmp_path / "in" / "a.xml")
    try:
        (tmp_path / "in" / "b.xml").symlink_to(outside)
    except OSError:
        pytest.skip("this account may not make links")
    assert names(tmp_path / "in") == ["in/a.xml"]


def test_two_inputs_of_one_name_stay_apart(tmp_path: Path):
    """Pins one article that takes the place of another of the same name."""
    first, second = put(tmp_path / "x" / "in" / "a.xml"), put(tmp_path / "y" / "in" / "a.xml")
    found, _ = find_sources([first.parent, second.parent])
    assert {source.path for source in found} == {first, second}
    assert len({source.key for source in found}) == 2


def test_tables_are_read_only_where_they_are_named(tmp_path: Path):
    """Pins any CSV file of a data folder taken for a list of pictures."""
    put(tmp_path / "in" / "a.xml")
    table = put(tmp_path / "in" / "rare.csv", "image,caption,licence\nf.jpg,Fisheye,CC BY 4.0\ng.jpg,Fisheye,CC BY 4.0\n")
    assert names(tmp_path / "in") == ["in/a.xml"]
    assert [source.id for source in find_sources([table])[0]] == ["rare.csv#0", "rare.csv#1"]


@pytest.mark.parametrize(("name", "reason"), [("absent", "no such file"), ("a.docx", "not a kind"), ("empty", "no article")])
def test_an_input_of_no_use_is_one_clear_error(tmp_path: Path, name: str, reason: str):
    """Pins a run that ends well and found nothing because of a slip of the pen."""
    put(tmp_path / "a.docx")
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadFile, match=reason):
        find_sources([tmp_path / name])
