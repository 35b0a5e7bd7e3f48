"""`fractoscope taxonomy export`."""


def taxonomy_export() -> None:
    """Print the whole taxonomy as JSON: features, bands in metres, direction cues, look-alikes, modes, long list."""
    from fractoscope.agent.command_line.output import print_line
    from fractoscope.model.taxonomy import load_taxonomy

    print_line(load_taxonomy().export_json())
