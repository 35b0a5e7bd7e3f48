"""`fractoscope bench mining`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def bench_mining(
    articles: Annotated[Path | None, typer.Option(help="Folder of JATS articles of your own; made-up ones by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Time mining on one core, and its reader of articles beside pubmed_parser."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.finetune.mining_bench import measure_mining

    print_result(measure_mining(articles), as_json=as_json)
