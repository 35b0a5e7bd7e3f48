"""`fractoscope sem stop`."""

from fractoscope.agent.command_line.commands.options import AsJson, ClientTls, UriFile


def sem_stop(uri_file: UriFile, tls: ClientTls = None, as_json: AsJson = False) -> None:
    """Halt the stage, end the scan, blank the beam; needs no lease and waits for nobody."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.agent.command_line.stop_sem import stop_sem

    print_result(stop_sem(uri_file, tls).model_dump(mode="json"), as_json=as_json)
