"""`fractoscope sem serve`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import UriFile


def sem_serve(
    uri_file: UriFile,
    adapter: Annotated[str, typer.Option(help="simulated, mounted, or another that `fractoscope plugins` lists.")],
    option: Annotated[list[str] | None, typer.Option(metavar="KEY=VALUE", help="For the adapter; may be given several times.")] = None,
    ledger: Annotated[Path | None, typer.Option(help="Folder of the effect ledger; default: beside the URI file.")] = None,
    facility: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Rules of the facility; default: the file that FRACTOSCOPE_FACILITY names.")
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on; only with --tls one that other machines reach.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 0,
    stop_port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the stop service; 0 takes a free one.")] = 0,
    tls: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder with the server's certificate; every client then needs one.")
    ] = None,
    end_when_idle: Annotated[
        float | None,
        typer.Option(metavar="MINUTES", min=0.01, help="End after so long without call and lease; default: never."),
    ] = None,
) -> None:
    """Serve a microscope until Ctrl-C; the only process that touches it."""
    import os
    import signal
    import threading

    from fractoscope.agent.command_line.adapter_options import adapter_options
    from fractoscope.agent.command_line.input_error import InputError
    from fractoscope.agent.command_line.output import print_note
    from fractoscope.agent.plugins import PluginGroup, load
    from fractoscope.instruments.errors import SemError
    from fractoscope.instruments.facility import find_facility
    from fractoscope.instruments.server import EffectLedger, LocalSem
    from fractoscope.instruments.wire import serve
    from fractoscope.instruments.wire.dialect import require_loopback

    try:
        if tls is None:
            require_loopback(host)
    except SemError as error:
        raise InputError(f"--host: {error}") from error
    rules = find_facility(facility, os.environ)
    make_adapter = load(PluginGroup.MICROSCOPES, adapter)
    try:
        microscope = make_adapter(adapter_options(option or []))
    except ValueError as error:
        raise InputError(f"--option: {error}") from error
    folder = ledger or uri_file.absolute().parent / "ledger"
    ended = threading.Event()
    with LocalSem(microscope, EffectLedger(folder / "effects.sqlite"), facility=rules) as sem:
        signal.signal(signal.SIGTERM, lambda *_: ended.set())  # so that whoever ends this process leaves the microscope in its safe state
        instrument = sem.describe().instrument
        under = "no facility file" if rules.identity is None else f"the rules of {rules.identity.path}"
        serve(
            sem,
            host=host,
            port=port,
            stop_port=stop_port,
            uri_file=uri_file,
            tls=tls,
            ended=ended,
            end_when_idle=None if end_when_idle is None else 60.0 * end_when_idle,
            disturbance=sem.disturbance,
            ready=lambda: print_note(f"serving {instrument} under {under}; its address is in {uri_file}; Ctrl-C ends it"),
        )
