"""`fractoscope sem certs`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def sem_certs(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder of the lab's certificates; a later call adds to it.")],
    host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Name or address by which clients reach the server; may be given several times."),
    ] = None,
    client: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME:ROLE", help="A client and its role: operator, agent or observer; may be given several times."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make certificates for a server that other machines reach: an authority, the server's, and one for each client."""
    from datetime import UTC, datetime

    from fractoscope.agent.command_line.input_error import InputError
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.instruments.errors import SemError
    from fractoscope.instruments.wire.tls.certificate_order import CertificateOrder
    from fractoscope.instruments.wire.tls.make_certificates import make_certificates

    try:
        order = CertificateOrder.parse(host or [], client or [])
    except SemError as error:
        raise InputError(str(error)) from error
    print_result(make_certificates(out, order, datetime.now(UTC)), as_json=as_json)
