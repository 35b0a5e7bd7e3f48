"""Progress on a terminal and elsewhere."""

import io

from fractoscope.agent.command_line.progress import terminal_progress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_without_a_terminal_each_event_is_a_plain_line():
    """Escape sequences in a log."""
    stream = io.StringIO()
    with terminal_progress(stream) as progress:
        progress.event("server is\nup")
        progress.frame(3, 40, "[bold] 50 µm")
    assert stream.getvalue() == "server is up\nframe 3/40: [bold] 50 µm\n"


def test_on_a_terminal_a_bar_shows_the_note_as_it_is():
    """A note in brackets taken for markup vanishes, or breaks the bar."""
    stream = _Terminal()
    with terminal_progress(stream) as progress:
        progress.event("server is up [/]")
        progress.frame(3, 40, "note [/x]")
    assert "server is up [/]" in stream.getvalue()
    assert "3/40" in stream.getvalue()
    assert "note [/x]" in stream.getvalue()
