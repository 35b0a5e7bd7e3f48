"""From what a person names to the articles in it."""

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from fractoscope.finetune.mine.sources.article_source import ArticleSource, SourceKind
from fractoscope.finetune.mine.sources.bucket_metadata import read_bucket_metadata
from fractoscope.finetune.mine.sources.manifest import read_manifest
from fractoscope.instruments.errors import BadFile

VERSION = re.compile(r"^(PMC\d+)\.(\d+)$")
"""A folder of the open-access bucket: article and version."""
XML, PACKAGES, TABLES = (".xml", ".nxml"), (".tar.gz", ".tgz", ".zip"), (".csv", ".jsonl")


def find_sources(inputs: Sequence[Path]) -> tuple[list[ArticleSource], dict[str, int]]:
    """Return the articles under some files and folders, each once, sorted by name, and how many were passed over by reason.

    In a folder XML comes first: a PDF beside it is the same article. Of several versions of an article the highest that is no
    author manuscript is taken. Tables are read only where they are named themselves, since any folder may hold some.

    Parameters
    ----------
    inputs
        Folders, looked through to any depth without following links; or single files.

    Raises
    ------
    BadFile
        If an input does not exist, is no kind of file that is read, or holds no article.
    """
    passed: Counter[str] = Counter()
    found: dict[str, ArticleSource] = {}
    for given in inputs:
        here = list(_under(given, passed) if given.is_dir() else _file(given))
        if not here:
            raise BadFile(path=str(given), reason="no article in it", remedy=f"it should hold {', '.join((*XML, *PACKAGES, '.pdf'))} files")
        for source in here:
            # Two inputs of one name would share keys; the path keeps them apart.
            name = source.name if source.name not in found or found[source.name].path == source.path else source.path.as_posix()
            kept = source.replace(name=name)
            found[kept.id] = kept
    return [found[name] for name in sorted(found)], dict(passed)


def _file(path: Path) -> Iterator[ArticleSource]:
    if not path.is_file():
        raise BadFile(path=str(path), reason="no such file or folder", remedy="check the name")
    if path.name.lower().endswith(TABLES):
        for row in range(len(read_manifest(path))):
            yield ArticleSource.at(SourceKind.MANIFEST, path, path.name, row)
    elif kind := _kind(path.name):
        yield ArticleSource.at(kind, path, path.name)
    else:
        endings = ", ".join((*XML, *PACKAGES, ".pdf", *TABLES))
        raise BadFile(path=str(path), reason="not a kind of file that articles come in", remedy=f"give one of {endings}, or a folder")


def _kind(name: str) -> SourceKind | None:
    lower = name.lower()
    if lower.endswith(XML):
        return SourceKind.JATS
    if lower.endswith(PACKAGES):
        return SourceKind.PACKAGE
    return SourceKind.PDF if lower.endswith(".pdf") else None


def _under(root: Path, passed: Counter[str]) -> Iterator[ArticleSource]:
    for folder, subfolders, files in os.walk(root):
        here = Path(folder)
        subfolders[:] = _versions(here, sorted(subfolders), passed)
        kinds = {name: kind for name in sorted(files) if (kind := _kind(name))}
        has_xml = SourceKind.JATS in kinds.values()
        for name, kind in kinds.items():
            path = here / name
            if kind is SourceKind.PDF and has_xml:
                passed["a PDF beside its XML"] += 1
            elif path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
                passed["a link that leads out of the input"] += 1
            elif path.is_file():
                yield ArticleSource.at(kind, path, (Path(root.name) / path.relative_to(root)).as_posix())


def _versions(folder: Path, names: list[str], passed: Counter[str]) -> list[str]:
    """Return the subfolders to enter: of each article's versions one."""
    kept = [name for name in names if VERSION.match(name) is None]
    versions: dict[str, list[int]] = {}
    for match in filter(None, map(VERSION.match, names)):
        versions.setdefault(match[1], []).append(int(match[2]))
    for article, numbers in versions.items():
        chosen = next((number for number in sorted(numbers, reverse=True) if not _is_manuscript(folder / f"{article}.{number}")), None)
        if chosen is None:
            passed["only an author manuscript"] += 1
        else:
            kept.append(f"{article}.{chosen}")
            if len(numbers) > 1:
                passed["an older version or a manuscript"] += len(numbers) - 1
    return sorted(kept)


def _is_manuscript(article: Path) -> bool:
    """Return what the metadata says; an unreadable file is met again, and reported, when the article is opened."""
    try:
        return read_bucket_metadata(article).manuscript
    except BadFile:
        return False
