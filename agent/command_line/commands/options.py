"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
"""Results for a program instead of a person."""

UriFile = Annotated[Path, typer.Option("--uri-file", help="File in which the instrument server wrote where it listens.")]
"""Where to find a running instrument server."""

ClientTls = Annotated[Path | None, typer.Option("--tls", metavar="DIR", help="Folder with this client's certificate.")]
"""Who asks, where the server wants to know."""

SessionFolder = Annotated[Path, typer.Argument(metavar="SESSION", help="Folder of a session.")]
"""A session on disk."""

BrandFolder = Annotated[
    Path | None, typer.Option("--brand", envvar="FRACTOSCOPE_BRAND", help="Folder with the lab's brand.toml, logo and texts.")
]
"""A lab's own look."""
