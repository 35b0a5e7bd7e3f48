"""A session, a frame or a file that is not there."""


class NoSuchSession(Exception):
    """Nothing of that name lies in the folder that the console was opened on."""
