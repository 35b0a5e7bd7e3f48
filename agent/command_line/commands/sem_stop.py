"""`fractoscope sem stop`."""

from fractoscope.agent.command_line.commands.options import AsJson, UriFile


def sem_stop(uri_file: UriFile, as_json: AsJson = False) -> None:
    """Halt the stage, end the scan, blank the beam; needs no lease and waits for nobody."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.agent.command_line.stop_sem import stop_sem

    print_result(stop_sem(uri_file).model_dump(mode="json"), as_json=as_json)
