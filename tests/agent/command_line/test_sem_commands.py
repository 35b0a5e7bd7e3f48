"""`fractoscope sem` with a server in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fractoscope.agent.command_line.main import main

COMMAND = "import sys; from fractoscope.agent.command_line.main import main; sys.exit(main())"
PATIENCE = 60.0
LOOK = 0.05


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """Serve one mounted picture, and end the process whatever happened."""
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    Image.fromarray(np.random.default_rng(7).integers(0, 255, (96, 128), dtype=np.uint8)).save(pictures / "one.png")
    (pictures / "sizes.csv").write_text("file,pixel_size_nm\none.png,500\n", encoding="utf-8")
    uri_file = tmp_path / "uri.json"
    options = ["--option", f"folder={pictures}", "--option", f"csv={pictures / 'sizes.csv'}"]
    arguments = ["sem", "serve", "--adapter", "mounted", "--uri-file", str(uri_file), *options]
    with subprocess.Popen([sys.executable, "-c", COMMAND, *arguments], stderr=subprocess.PIPE) as process:
        for _ in range(int(PATIENCE / LOOK)):
            if uri_file.exists():
                break
            try:
                process.wait(LOOK)
            except subprocess.TimeoutExpired:
                continue
            pytest.fail(f"the server ended: {process.stderr.read().decode() if process.stderr else ''}")
        try:
            yield process, uri_file
        finally:
            process.kill()


def test_a_server_tells_its_state_stops_and_ends_in_good_order(
    server: tuple[subprocess.Popen[bytes], Path], capsys: pytest.CaptureFixture[str]
):
    """A URI file left behind sends the next session to a server that is gone."""
    process, uri_file = server
    assert main(["sem", "state", "--uri-file", str(uri_file), "--json"]) == 0
    state = json.loads(capsys.readouterr().out)
    assert state["moving"] is False
    assert state["capabilities"]["instrument"]
    assert main(["sem", "stop", "--uri-file", str(uri_file), "--json"]) == 0
    stopped = json.loads(capsys.readouterr().out)
    assert (stopped["halted"], stopped["scan_ended"], stopped["blanked"]) == (True, True, True)
    process.terminate()
    status = process.wait(30)
    if sys.platform != "win32":  # there a process cannot be asked to end, only ended
        assert status == 0
        assert not uri_file.exists()
        assert main(["sem", "state", "--uri-file", str(uri_file)]) == 4


def test_the_stop_does_without_the_microscopes_port(server: tuple[subprocess.Popen[bytes], Path], capsys: pytest.CaptureFixture[str]):
    """A client that first asks the busy port who is there cannot stop anything."""
    _, uri_file = server
    address = json.loads(uri_file.read_text("utf-8"))
    address["sem"] = address["sem"].rpartition(":")[0] + ":1"
    uri_file.write_text(json.dumps(address), encoding="utf-8")
    assert main(["sem", "stop", "--uri-file", str(uri_file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["blanked"] is True


def test_a_second_server_on_the_same_ledger_is_refused(server: tuple[subprocess.Popen[bytes], Path], capsys: pytest.CaptureFixture[str]):
    """Two processes that drive one microscope."""
    _, uri_file = server
    pictures = uri_file.parent / "pictures"
    options = ["--option", f"folder={pictures}", "--option", f"csv={pictures / 'sizes.csv'}"]
    assert main(["sem", "serve", "--adapter", "mounted", "--uri-file", str(uri_file), *options]) == 5
    err = capsys.readouterr().err
    assert "effects.sqlite" in err
    assert uri_file.exists()


@pytest.mark.parametrize(
    ("option", "says"), [("colour=red", "no option colour"), ("folder", "KEY=VALUE"), ("rate=1", "needs the option folder")]
)
def test_a_bad_option_is_bad_input(option: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """An adapter's ValueError shown as a fault of the program."""
    assert main(["sem", "serve", "--adapter", "mounted", "--uri-file", str(tmp_path / "u"), "--option", option]) == 2
    err = capsys.readouterr().err
    assert says in err
    assert err.count("\n") == 1
