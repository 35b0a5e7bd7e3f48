"""`fractoscope dataset review`."""

from pathlib import Path
from typing import Annotated

import typer


def dataset_review(
    annotated: Annotated[Path, typer.Argument(metavar="ANNOTATED", help="Folder of a run of `dataset annotate`.")],
    mined: Annotated[Path, typer.Argument(metavar="MINED", help="Folder of the run of `dataset mine` under it.")],
    reviewer: Annotated[str, typer.Option(help="Who reviews at this page.")],
    reviewers: Annotated[
        str, typer.Option(help="All reviewers with commas between, at the first start; the same for all later ones.")
    ] = "",
    double: Annotated[float, typer.Option(min=0, max=1, help="Share of panels that all reviewers see, at the first start.")] = 0.2,
    blind: Annotated[bool, typer.Option("--blind", help="Hide the teacher on these panels, at the first start.")] = False,
    adjudicate: Annotated[bool, typer.Option("--adjudicate", help="Settle the disagreements of others.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8767,
) -> None:
    """Accept, correct or reject the teacher's labels in a browser, on this computer only."""
    from fractoscope.agent.command_line.output import print_note
    from fractoscope.finetune.annotate.review import ReviewPlan
    from fractoscope.finetune.annotate.review.review_desk import ReviewDesk, require_reviewer
    from fractoscope.finetune.annotate.review.review_plan import keep_plan
    from fractoscope.finetune.annotate.review.serve_review import serve_review
    from fractoscope.instruments.clocks import SystemClock

    names = tuple(name.strip() for name in reviewers.split(",") if name.strip())
    plan = keep_plan(annotated, ReviewPlan(reviewers=names, double=double, blind=blind) if names else None)
    require_reviewer(plan, reviewer, adjudicate=adjudicate)
    desk = ReviewDesk(annotated, mined, plan, reviewer, SystemClock(), adjudicate=adjudicate)
    serve_review(desk, port, ready=lambda address: print_note(f"open {address} in a browser; Ctrl-C ends the page"))
