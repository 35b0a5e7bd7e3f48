"""From a source to its article and its pictures."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fractoscope.finetune.mine.jats import Article, ArticleFigure, read_article
from fractoscope.finetune.mine.jats.read_licence import licence_in
from fractoscope.finetune.mine.records import ArticleIdentity, Excerpt
from fractoscope.finetune.mine.records.licence import UNKNOWN
from fractoscope.finetune.mine.sources.article_dropped import ArticleDropped
from fractoscope.finetune.mine.sources.article_source import ArticleSource, SourceKind
from fractoscope.finetune.mine.sources.bucket_metadata import BucketMetadata, read_bucket_metadata
from fractoscope.finetune.mine.sources.folder_media import FILE_BYTES, FolderMedia, bounded_bytes
from fractoscope.finetune.mine.sources.manifest import ManifestRow, read_manifest
from fractoscope.finetune.mine.sources.media_store import MediaStore
from fractoscope.finetune.mine.sources.package_media import PackageMedia
from fractoscope.instruments.errors import BadFile


@dataclass(frozen=True)
class OpenedArticle:
    """An article and its pictures.

    Attributes
    ----------
    article
        Text, terms and figures.
    media
        Its pictures.
    vouched
        True if a person vouches that all of them show fracture surfaces.
    """

    article: Article
    media: MediaStore
    vouched: bool = False


def open_source(source: ArticleSource) -> OpenedArticle:
    """Open and read an article.

    Raises
    ------
    ArticleDropped
        If it is not to be mined: retracted, read from a scan, damaged.
    BadFile
        If a file of it cannot be read.
    """
    if source.kind is SourceKind.PDF:
        from fractoscope.finetune.mine.pdf import read_pdf

        return OpenedArticle(*read_pdf(source.path))
    if source.kind is SourceKind.MANIFEST:
        return _open_row(source)
    if source.kind is SourceKind.PACKAGE:
        package = PackageMedia(source.path)
        if len(package.texts) != 1:
            raise ArticleDropped("no single XML in the package", f"{source.path.name} holds {len(package.texts)}")
        name, data = next(iter(package.texts.items()))
        return OpenedArticle(read_article(data, name), package)
    return _open_folder(source)


def _open_folder(source: ArticleSource) -> OpenedArticle:
    folder = source.path.parent
    metadata = read_bucket_metadata(folder)
    if metadata.retracted:
        raise ArticleDropped("retracted")
    if metadata.scanned:
        raise ArticleDropped("text read from a scan")
    article = read_article(bounded_bytes(source.path, FILE_BYTES), source.name)
    return OpenedArticle(_completed(article, metadata), FolderMedia(folder, metadata.checksums))


def _completed(article: Article, metadata: BucketMetadata) -> Article:
    """Fill in what the XML leaves out. Where both name terms and they differ, the terms are not known."""
    identity = article.identity
    identity = identity.replace(
        title=identity.title or metadata.title, doi=identity.doi or metadata.doi, pmcid=identity.pmcid or metadata.pmcid
    )
    licence = article.licence
    if metadata.licence and licence.id == UNKNOWN:
        licence = licence.replace(id=metadata.licence, statement=f"license_code {metadata.licence}")
    elif metadata.licence not in {"", UNKNOWN} and not _agree(licence.id, metadata.licence):
        licence = licence.replace(id=UNKNOWN, statement=f"the XML says {licence.id}, its metadata {metadata.licence}")
    return article.replace(identity=identity, licence=licence)


def _agree(first: str, second: str) -> bool:
    """Return True if two ids name the same licence; one of them may lack the version."""
    return first == second or (first.startswith(f"{second}-") and first[len(second) + 1].isdigit()) or _without_version(first) == second


def _without_version(name: str) -> str:
    stem, _, last = name.rpartition("-")
    return stem if last[:1].isdigit() else name


@lru_cache(maxsize=4)
def _rows(path: Path, modified_ns: int) -> list[ManifestRow]:
    """Read a manifest once and not again for each of its rows; `modified_ns` tells one state of the file from the next."""
    return read_manifest(path)


def _open_row(source: ArticleSource) -> OpenedArticle:
    rows = _rows(source.path, source.modified_ns)
    if source.row is None or source.row >= len(rows):
        raise BadFile(path=str(source.path), reason=f"there is no row {source.row}", remedy="start the run again")
    row = rows[source.row]
    name = row.image.rpartition("/")[2]
    figure = ArticleFigure(
        id=f"row-{source.row + 1}",
        label=row.label,
        caption=row.caption,
        pictures=((name,),),
        excerpts=tuple(Excerpt(text=text) for text in row.excerpts),
    )
    article = Article(identity=ArticleIdentity(title=row.title, doi=row.doi), licence=licence_in(row.licence), figures=(figure,))
    return OpenedArticle(article, FolderMedia((source.path.parent / row.image).parent), vouched=row.fracture)
