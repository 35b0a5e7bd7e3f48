"""`fractoscope console`."""

from pathlib import Path
from typing import Annotated

import typer


def console(
    sessions: Annotated[Path, typer.Argument(metavar="SESSION_OR_ROOT", help="A session's folder, or a folder of sessions.")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8765,
    host: Annotated[str, typer.Option(help="Address to listen on; another one than this computer's takes TLS and users.")] = "127.0.0.1",
    certificate: Annotated[Path | None, typer.Option(help="PEM file of the server's certificate.")] = None,
    key: Annotated[Path | None, typer.Option(help="PEM file of its key.")] = None,
    users: Annotated[Path | None, typer.Option(help="File of users, made with `fractoscope console-user`.")] = None,
    instrument_tls: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder with an operator's certificate, for an instrument server that asks for one.")
    ] = None,
) -> None:
    """Watch, approve, redirect, take over or stop sessions in a browser."""
    from fractoscope.agent.command_line.input_error import InputError
    from fractoscope.agent.command_line.output import print_note
    from fractoscope.agent.console.serve_console import ConsoleSettings, serve_console

    if not sessions.is_dir():
        raise InputError(f"{sessions} is no folder; give a session's folder, or the folder that holds sessions")
    settings = ConsoleSettings(host=host, port=port, certificate=certificate, key=key, users=users, instrument_tls=instrument_tls)
    serve_console(sessions, settings, ready=lambda address: print_note(f"open {address} in a browser; Ctrl-C ends the console"))
