"""`fractoscope resume`."""

from fractoscope.agent.command_line.commands.options import SessionFolder


def resume(session: SessionFolder) -> int:
    """Go on with a session that was cut off; nothing already done is done again."""
    from fractoscope.agent.command_line.finished import announce
    from fractoscope.agent.command_line.progress import terminal_progress
    from fractoscope.agent.session import resume_session

    with terminal_progress() as progress:
        folder = resume_session(session, progress)
    return announce(folder)
