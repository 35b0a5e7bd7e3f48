"""The JSON that PubMed Central's open-access bucket keeps beside each article."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from fractoscope.finetune.mine.jats.read_licence import licence_in
from fractoscope.finetune.mine.sources.folder_media import bounded_bytes
from fractoscope.instruments.errors import BadFile

JSON_BYTES = 4 << 20


@dataclass(frozen=True)
class BucketMetadata:
    """What an article's metadata file says.

    Attributes
    ----------
    manuscript, retracted, scanned
        True for an author manuscript, a retracted article, and text that was read from a scan.
    licence
        As a licence id; "unknown" where the code is not known, empty without a code.
    checksums
        MD5 by file name.
    doi, pmcid, title
        As it gives them.
    """

    manuscript: bool = False
    retracted: bool = False
    scanned: bool = False
    licence: str = ""
    checksums: dict[str, str] = field(default_factory=dict)
    doi: str = ""
    pmcid: str = ""
    title: str = ""


def read_bucket_metadata(article: Path) -> BucketMetadata:
    """Return the metadata of the article in a folder, from `PMC1.1/PMC1.1.json` or `metadata/PMC1.1.json`; empty without a file.

    Raises
    ------
    BadFile
        If there is a file and it is no JSON object: then nobody knows whether the article was retracted.
    """
    name = f"{article.name}.json"
    path = next((path for path in (article / name, article.parent / "metadata" / name) if path.is_file()), None)
    if path is None:
        return BucketMetadata()
    try:
        data = json.loads(bounded_bytes(path, JSON_BYTES))
    except ValueError as error:
        raise BadFile(path=str(path), reason="the article's metadata is no JSON", remedy="fetch it again") from error
    if not isinstance(data, dict):
        raise BadFile(path=str(path), reason="the article's metadata is no JSON object", remedy="fetch it again")
    code = str(data.get("license_code") or "")
    return BucketMetadata(
        manuscript=_true(data.get("is_manuscript")),
        retracted=_true(data.get("is_retracted")),
        scanned=_true(data.get("is_historical_ocr")),
        licence=licence_in(code if code.upper().startswith("CC") else f"{code} ").id if code else "",
        checksums=dict(filter(None, map(_checksum, _texts(data.get("media_urls"))))),
        doi=str(data.get("doi") or ""),
        pmcid=str(data.get("pmcid") or ""),
        title=str(data.get("title") or ""),
    )


def _true(value: Any) -> bool:
    return value is True or str(value).strip().lower() in {"true", "yes", "1"}


def _texts(value: Any) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _checksum(address: str) -> tuple[str, str] | None:
    """Return file name and MD5 of `s3://bucket/PMC1.1/f1.jpg?md5=...`."""
    parts = urlsplit(address)
    found = parse_qs(parts.query).get("md5")
    return (parts.path.rsplit("/", 1)[-1], found[0].lower()) if found else None
