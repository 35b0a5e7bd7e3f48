"""What goes wrong between us and a teacher."""


class TeacherUnreachable(ConnectionError):
    """The server does not answer, or not in time. What was finished is kept, and the same command goes on."""


class TeacherRefused(Exception):
    """The server will not do what all requests need: a wrong key, an unknown model, a batch that it could not read."""
