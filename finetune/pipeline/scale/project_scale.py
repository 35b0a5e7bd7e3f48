"""From what was measured on a few articles to all there are."""

from typing import Any

from fractoscope.finetune.pipeline.scale.assumptions import Assumptions
from fractoscope.finetune.pipeline.scale.measured_rates import MeasuredRates

HOUR, MILLION = 3600.0, 1e6


def project_scale(rates: MeasuredRates, given: Assumptions) -> dict[str, Any]:
    """Work out the run over a whole archive.

    The words of every article are read; pictures are fetched and opened only of those that speak of fracture surfaces. The second column
    opens every picture, for comparison.

    Parameters
    ----------
    rates, given
        Measured, and assumed.

    Returns
    -------
    dict
        `filtered` and `everything`, each with `articles`, `figures`, `panels`, `fetch_TB`, `fetch_hours` (one line), `read_hours`,
        `mine_hours` and `curate_hours` (one machine of `cores`), `panels_TB`, `requests_TB`, `batches` of 200 MB, `teacher_dollars`,
        `train_GPU_hours`, and `breaks_first`: what exceeds what the program is made for, worst first; `rates`, `assumptions`.
    """
    return {
        "filtered": _column(rates, given, given.share),
        "everything": _column(rates, given, 1.0),
        "rates": rates.model_dump(),
        "assumptions": given.model_dump(),
    }


def _column(rates: MeasuredRates, given: Assumptions, share: float) -> dict[str, Any]:
    articles = given.articles * share
    figures, panels = given.figures * share, articles * rates.panels
    fetched = given.articles * given.article_bytes + figures * given.figure_bytes
    requests = panels * rates.request_bytes
    dollars = given.batch_factor * panels / MILLION * (given.tokens_in * given.dollars_in + given.tokens_out * given.dollars_out)
    machine = given.cores * HOUR
    column = {
        "articles": articles,
        "figures": figures,
        "panels": panels,
        "fetch_TB": fetched / 1e12,
        "fetch_hours": fetched / given.bytes_per_s / HOUR,
        "read_hours": given.articles / given.read_per_s / machine,
        "mine_hours": articles * rates.mine_s / machine,
        "panels_TB": panels * rates.panel_bytes / 1e12,
        "requests_TB": requests / 1e12,
        "batches": requests / 200e6,
        "teacher_dollars": dollars,
        "curate_hours": panels * rates.curate_s / machine,
        "train_GPU_hours": panels * given.row_tokens * given.epochs / given.train_tokens_per_s / HOUR,
    }
    return {**column, "breaks_first": _breaks(column, given)}


def _breaks(column: dict[str, Any], given: Assumptions) -> list[str]:
    """Return what exceeds its measure, by how often, worst first."""
    loads = {
        "pairs of copies in curating: pictures": (column["panels"], given.most_pictures),
        "files of finished articles in one folder tree: articles": (column["articles"], 1e6),
        "hours of fetching on one line": (column["fetch_hours"], 7 * 24.0),
        "hours of mining on one machine": (column["mine_hours"], 7 * 24.0),
        "a teacher's batches": (column["batches"], 100.0),
    }
    over = {name: value / most for name, (value, most) in loads.items() if value > most}
    return [f"{name} {factor:.1f} times" for name, factor in sorted(over.items(), key=lambda item: -item[1])]
