"""A plugin that cannot be had."""


class PluginError(Exception):
    """No such plugin, several of one name, or one that does not load.

    Parameters
    ----------
    group, name
        What was asked for.
    reason
        What is wrong, with the way out.
    """

    def __init__(self, group: str, name: str, reason: str) -> None:
        self.group = group
        self.name = name
        self.reason = reason
        super().__init__(f"plugin {name!r} of {group}: {reason}")
