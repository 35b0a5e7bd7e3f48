"""Who may use the console, and from where."""

from fractoscope.agent.console.access.guard import Guard
from fractoscope.agent.console.access.sign_in import SignIn, Visitor
from fractoscope.agent.console.access.users import UserRole, Users

__all__ = ["Guard", "SignIn", "UserRole", "Users", "Visitor"]
