"""`fractoscope dataset teacher-truth`."""

from pathlib import Path
from typing import Annotated

import typer


def dataset_teacher_truth(
    mined: Annotated[Path, typer.Argument(metavar="MINED", help="Folder of a run of `dataset mine` over the corpus's folder.")],
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS", help="Folder of `dataset synthesise`.")],
    out: Annotated[Path, typer.Option(help="File to write.")] = Path("teacher-truth.jsonl"),
) -> None:
    """Write down what `dataset teacher` shall know: the truth of each mined panel of a made-up corpus."""
    from fractoscope.agent.command_line.output import print_line, print_note
    from fractoscope.finetune.annotate.loopback import write_truth_table

    print_note(f"{write_truth_table(mined, corpus, out)} pictures with a known truth")
    print_line(str(out))
