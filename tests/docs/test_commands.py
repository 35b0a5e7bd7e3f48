"""Every command line in the documentation exists, with these options."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from fractoscope.agent.command_line.commands import assemble
from fractoscope.finetune.embedded.seed_ranges import SPLITS
from fractoscope.finetune.embedded.training_settings import TrainingSettings

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`((?:time )?(?:fractoscope|make) [^`]+)`")
PLACEHOLDER = re.compile(r"^[A-Z]")


def command_lines() -> Iterator[tuple[str, str]]:
    """Yield page and command line."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        lines = [line for block in BLOCK.findall(text) for line in block.splitlines()] + INLINE.findall(text)
        for line in dict.fromkeys(lines):
            stripped = line.split(" #")[0].strip().removeprefix("time ")
            if stripped:
                yield page.relative_to(ROOT).as_posix(), stripped


LINES = list(command_lines())


def command_of(words: list[str]) -> tuple[Any, list[str]]:
    """Return the command that words name, and the words left for it."""
    command: Any = typer.main.get_command(assemble())
    while hasattr(command, "commands") and words and not PLACEHOLDER.match(words[0]) and not words[0].startswith("-"):
        assert words[0] in command.commands, f"there is no command {words[0]!r}"
        command, words = command.commands[words[0]], words[1:]
    return command, words


@pytest.mark.parametrize(("page", "line"), [pair for pair in LINES if pair[1].startswith("fractoscope ")])
def test_the_command_exists_with_these_options(page: str, line: str):
    """Pins a command or an option that was renamed, or was never there."""
    command, words = command_of(shlex.split(line)[1:])
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    given = {word.partition("=")[0] for word in words if word.startswith("--")}
    assert given - known - {"--help", "--debug"} == set(), f"{page}: {line}"


@pytest.mark.parametrize(("page", "line"), [pair for pair in LINES if pair[1].startswith("make ")])
def test_the_make_target_exists(page: str, line: str):
    """Pins a make target that was renamed."""
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(line.split()[1:]) <= set(targets), f"{page}: {line}"


def test_every_command_is_documented_with_all_its_options():
    """Pins a command or an option that the reference page forgot."""
    text = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    pending: list[tuple[str, Any]] = [("fractoscope", typer.main.get_command(assemble()))]
    while pending:
        name, command = pending.pop()
        if hasattr(command, "commands"):
            pending += [(f"{name} {child}", inner) for child, inner in command.commands.items()]
            continue
        assert name in text, f"{name} is not documented"
        section = text.partition(f"| `{name}` |" if f"| `{name}` |" in text else f"### `{name}`")[2].partition("\n### ")[0]
        options = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        for option in sorted(name for name in options if name.startswith("--") and name not in {"--help"}):
            assert option in section, f"{name} {option} is not documented"


def test_the_page_on_training_names_the_recipe_that_runs():
    """Pins a recipe that changed while its page did not."""
    text = " ".join((ROOT / "docs" / "how-to" / "train-the-embedded-model.md").read_text(encoding="utf-8").split())
    settings = TrainingSettings()
    facts = (
        f"learns for {settings.minutes:g} minutes",
        f"first {100 * settings.vision_share:g} %",
        f"up to {settings.frames:,} frames",
        f"Every {settings.log_minutes:g} minutes",
        f"on {settings.calibration_frames} frames",
        *(f"{SPLITS[name].start:,} to {SPLITS[name].stop - 1:,}" for name in SPLITS),
    )
    for fact in facts:
        assert fact in text, fact
