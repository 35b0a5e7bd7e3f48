"""`fractoscope console-user`."""

from pathlib import Path
from typing import Annotated

import typer


def console_user(
    name: Annotated[str, typer.Argument(help="Small letters, digits, _ . and -.")],
    users: Annotated[Path, typer.Option(help="File of users; made if it is not there.")],
    role: Annotated[str, typer.Option(help="viewer (looks and stops) or operator (commands).")] = "viewer",
) -> None:
    """Add a user of an exposed console, or give a known one another role and password; asks for the password."""
    from fractoscope.agent.command_line.input_error import InputError
    from fractoscope.agent.command_line.output import print_note
    from fractoscope.agent.console.access import UserRole, Users

    try:
        chosen = UserRole(role)
    except ValueError:
        raise InputError(f"--role {role!r} is not known; give viewer or operator") from None
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    try:
        Users(users).add(name, chosen, password)
    except ValueError as error:
        raise InputError(str(error)) from error
    print_note(f"{name} may sign in as {chosen}")
