"""One article, from its source to panels."""

import time
from collections.abc import Callable
from pathlib import Path

from fractoscope.finetune.mine.captions.caption_parts import caption_parts
from fractoscope.finetune.mine.jats import ArticleFigure
from fractoscope.finetune.mine.records.licence import UNKNOWN
from fractoscope.finetune.mine.run.article_outcome import ArticleOutcome
from fractoscope.finetune.mine.run.choose_picture import ChosenPicture, choose_picture
from fractoscope.finetune.mine.run.drop import Drop
from fractoscope.finetune.mine.run.make_panels import FigureContext, make_panels
from fractoscope.finetune.mine.run.mining_settings import MiningSettings
from fractoscope.finetune.mine.run.tools import Tools
from fractoscope.finetune.mine.sources import ArticleDropped, ArticleSource, OpenedArticle, open_source
from fractoscope.instruments.errors import BadFile


def mine_article(
    source: ArticleSource, settings: MiningSettings, tools: Tools, folder: Path, seconds: Callable[[], float] = time.perf_counter
) -> ArticleOutcome:
    """Mine one article; whatever is wrong with it is written into the outcome, and never raised.

    Parameters
    ----------
    source
        Where it is.
    settings, tools
        Of the run.
    folder
        Of the run; panels that are kept are written below it.
    seconds
        A monotonic clock.

    Raises
    ------
    OSError
        If a panel cannot be written.
    """
    begun = seconds()
    outcome = ArticleOutcome(source=source.id, size=source.size, modified_ns=source.modified_ns)
    try:
        opened = open_source(source)
    except (ArticleDropped, BadFile) as error:
        drop = Drop(stage="article", reason=error.reason, detail=error.detail) if isinstance(error, ArticleDropped) else _unreadable(error)
        return outcome.replace(drops=(drop,), seconds=seconds() - begun)
    except Exception as error:  # noqa: BLE001 - a library that trips over one article must not end the run of a million
        drop = Drop(stage="article", reason="unforeseen fault", detail=" ".join(f"{type(error).__name__}: {error}".split())[:300])
        return outcome.replace(drops=(drop,), seconds=seconds() - begun)
    outcome = outcome.replace(read=True, figures=len(opened.article.figures), citations=opened.article.citations)
    return _mined(source, opened, settings, tools, folder, outcome).replace(seconds=seconds() - begun)


def _unreadable(error: BadFile) -> Drop:
    kind = str(error.reason)
    reason = "declares XML entities" if "entities" in kind else "not well-formed XML" if "well-formed" in kind else "unreadable"
    return Drop(stage="article", reason=reason, detail=str(error)[:300])


def _mined(
    source: ArticleSource, opened: OpenedArticle, settings: MiningSettings, tools: Tools, folder: Path, outcome: ArticleOutcome
) -> ArticleOutcome:
    """Go through the figures of an article that could be read."""
    article = opened.article
    if not article.figures:
        return outcome.replace(drops=(Drop(stage="article", reason="no figures"),))
    own = [figure for figure in article.figures if figure.licence is not None and settings.allows(figure.licence.id)]
    if not settings.allows(article.licence.id) and not own:
        # Refused before any picture is opened.
        return outcome.replace(drops=(Drop(stage="licence", reason=article.licence.id, detail=article.licence.statement),))
    drops: list[Drop] = []
    panels = []
    pictures = 0
    for figure in article.figures:
        licence = figure.licence or article.licence
        if not settings.allows(licence.id):
            reason = licence.id if licence.source == "article" or licence.id != UNKNOWN else "belongs to somebody else"
            drops.append(Drop(stage="licence", reason=reason, figure=figure.id, detail=licence.statement))
            continue
        if not figure.pictures:
            drops.append(Drop(stage="figure", reason="no picture named", figure=figure.id))
            continue
        parts = caption_parts(figure.caption)
        context = FigureContext(source, article.identity, licence, figure, parts, vouched=opened.vouched)
        chosen = _chosen(figure, opened, drops)
        pictures += len(chosen)
        try:
            panels += make_panels(context, chosen, tools, folder)
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001 - one figure must not cost the article its other figures
            detail = " ".join(f"{type(error).__name__}: {error}".split())[:300]
            drops.append(Drop(stage="figure", reason="unforeseen fault", figure=figure.id, detail=detail))
    return outcome.replace(panels=tuple(panels), drops=tuple(drops), pictures=pictures)


def _chosen(figure: ArticleFigure, opened: OpenedArticle, drops: list[Drop]) -> list[ChosenPicture]:
    """Return the pictures of a figure that can be decoded."""
    found = []
    names = opened.media.names()
    for references in figure.pictures:
        picture = choose_picture(references, names, opened.media)
        if isinstance(picture, ChosenPicture):
            found.append(picture)
        else:
            drops.append(picture.replace(figure=figure.id))
    return found
