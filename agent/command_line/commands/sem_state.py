"""`fractoscope sem state`."""

from fractoscope.agent.command_line.commands.options import AsJson, ClientTls, UriFile


def sem_state(uri_file: UriFile, tls: ClientTls = None, as_json: AsJson = False) -> None:
    """Show what the microscope can do and what it is doing now."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.instruments.wire import RemoteSem

    with RemoteSem(uri_file, tls=tls) as sem:
        state, capabilities = sem.state(), sem.describe()
    print_result({**state.model_dump(mode="json"), "capabilities": capabilities.model_dump(mode="json")}, as_json=as_json)
