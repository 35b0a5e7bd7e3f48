"""Opening articles as the open-access bucket serves them."""

import json
from hashlib import md5
from pathlib import Path
from typing import Any

import pytest

from fractoscope.finetune.mine.sources import ArticleDropped, OpenedArticle, find_sources, open_source
from fractoscope.instruments.errors import BadFile

BY = '<permissions><license xlink:href="https://creativecommons.org/licenses/by/4.0/"/></permissions>'


def opened(tmp_path: Path, permissions: str = BY, **metadata: Any) -> OpenedArticle:
    """Write and open an article with one picture and this metadata."""
    folder = tmp_path / "in" / "PMC7.1"
    folder.mkdir(parents=True)
    xml = (
        f'<article xmlns:xlink="http://www.w3.org/1999/xlink"><front><article-meta>{permissions}</article-meta></front>'
        '<body><fig id="F1"><graphic xlink:href="f1"/></fig></body></article>'
    )
    (folder / "PMC7.1.xml").write_text(xml, "utf-8")
    (folder / "f1.jpg").write_bytes(b"picture")
    (folder / "PMC7.1.json").write_text(json.dumps(metadata), "utf-8")
    return open_source(find_sources([tmp_path / "in"])[0][0])


@pytest.mark.parametrize(("key", "reason"), [("is_retracted", "retracted"), ("is_historical_ocr", "scan")])
def test_what_must_not_be_used_is_dropped(tmp_path: Path, key: str, reason: str):
    """Pins pictures of retracted work in a training set."""
    with pytest.raises(ArticleDropped, match=reason):
        opened(tmp_path, **{key: True})


@pytest.mark.parametrize(
    ("code", "licence"), [("CC BY", "CC-BY-4.0"), ("CC BY-NC", "unknown"), ("NO-CC CODE", "CC-BY-4.0"), ("", "CC-BY-4.0")]
)
def test_where_xml_and_metadata_differ_nothing_is_known(tmp_path: Path, code: str, licence: str):
    """Pins a wide licence in one place that overrules a narrow one in the other."""
    assert opened(tmp_path, license_code=code).article.licence.id == licence


def test_metadata_fills_in_a_licence_that_the_xml_lacks(tmp_path: Path):
    """Pins open articles lost because their XML says nothing."""
    found = opened(tmp_path, permissions="", license_code="CC0", doi="10.1/x", pmcid="PMC7").article
    assert (found.licence.id, found.identity.doi, found.identity.pmcid) == ("CC0-1.0", "10.1/x", "PMC7")


@pytest.mark.parametrize("right", [True, False])
def test_a_picture_is_held_against_its_checksum(tmp_path: Path, right: bool):
    """Pins a half-copied picture that is mined as if it were whole."""
    digest = md5(b"picture" if right else b"other", usedforsecurity=False).hexdigest()
    media = opened(tmp_path, media_urls=[f"s3://bucket/PMC7.1/f1.jpg?md5={digest}"]).media
    if right:
        assert media.read("f1.jpg") == b"picture"
    else:
        with pytest.raises(BadFile, match="MD5"):
            media.read("f1.jpg")


def test_metadata_that_cannot_be_read_stops_the_article(tmp_path: Path):
    """Pins a retracted article that passes because its metadata is broken."""
    opened(tmp_path)
    (tmp_path / "in" / "PMC7.1" / "PMC7.1.json").write_text("{", "utf-8")
    with pytest.raises(BadFile, match="no JSON"):
        open_source(find_sources([tmp_path / "in"])[0][0])
