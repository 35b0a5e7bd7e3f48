"""Packages, kind and unkind."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from fractoscope.finetune.mine.sources import package_media
from fractoscope.finetune.mine.sources.article_dropped import ArticleDropped
from fractoscope.finetune.mine.sources.package_media import PackageMedia


def tar_of(path: Path, members: dict[str, bytes], link: str = "") -> Path:
    """Write a package."""
    with tarfile.open(path, "w:gz") as package:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            package.addfile(info, io.BytesIO(data))
        if link:
            info = tarfile.TarInfo("a/link.jpg")
            info.type, info.linkname = tarfile.SYMTYPE, link
            package.addfile(info)
    return path


def zip_of(path: Path, members: dict[str, bytes]) -> Path:
    """Write a package."""
    with zipfile.ZipFile(path, "w") as package:
        for name, data in members.items():
            package.writestr(name, data)
    return path


GOOD = {"PMC1/a.nxml": b"<article/>", "PMC1/f.jpg": b"jpg", "PMC1/notes.txt": b"no"}


def test_both_kinds_give_text_and_pictures(tmp_path: Path):
    """Pins files that are neither taken along, and one kind that is read and not the other."""
    for package in (PackageMedia(tar_of(tmp_path / "a.tar.gz", GOOD)), PackageMedia(zip_of(tmp_path / "a.zip", GOOD))):
        assert package.texts == {"PMC1/a.nxml": b"<article/>"}
        assert package.names() == ["PMC1/f.jpg"]
        assert package.read("PMC1/f.jpg") == b"jpg"


@pytest.mark.parametrize("name", ["../out.jpg", "/etc/out.jpg", "a/../../out.jpg", "..\\out.jpg", "C:\\out.jpg"])
def test_a_path_that_leads_out_is_refused(tmp_path: Path, name: str):
    """Pins a package that writes where it likes, under either system's rules for paths."""
    for path in (tar_of(tmp_path / "a.tar.gz", GOOD | {name: b"x"}), zip_of(tmp_path / "a.zip", GOOD | {name: b"x"})):
        with pytest.raises(ArticleDropped, match="path out of the package"):
            PackageMedia(path)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.tar.gz", "a.zip"]


def test_links_are_not_followed(tmp_path: Path):
    """Pins a link in a package through which another file of the machine becomes a picture."""
    assert PackageMedia(tar_of(tmp_path / "a.tar.gz", GOOD, link="/etc/passwd")).names() == ["PMC1/f.jpg"]


@pytest.mark.parametrize("kind", ["tar.gz", "zip"])
def test_what_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str):
    """Pins a bomb: a few kilobytes of zeros that unpack to the machine's memory."""
    monkeypatch.setattr(package_media, "PACKAGE_BYTES", 1 << 20)
    monkeypatch.setattr(package_media._Bounded, "_left", 1 << 20)
    members = GOOD | {f"PMC1/{number}.jpg": bytes(700_000) for number in range(4)}
    path = (tar_of if kind == "tar.gz" else zip_of)(tmp_path / f"a.{kind}", members)
    with pytest.raises(ArticleDropped, match="package too large"):
        PackageMedia(path)


@pytest.mark.parametrize("keep", [0, 10, 100])
def test_a_damaged_package_is_dropped_with_one_reason(tmp_path: Path, keep: int):
    """Pins the many exceptions of two libraries."""
    for path in (tar_of(tmp_path / "a.tar.gz", GOOD), zip_of(tmp_path / "a.zip", GOOD)):
        path.write_bytes(path.read_bytes()[:keep])
        with pytest.raises(ArticleDropped, match="damaged package"):
            PackageMedia(path)
