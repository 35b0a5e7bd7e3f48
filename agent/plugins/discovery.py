"""Finding what installed packages offer."""

from importlib.metadata import EntryPoint, entry_points
from typing import Any

from fractoscope.agent.plugins.plugin import Plugin
from fractoscope.agent.plugins.plugin_error import PluginError


def discover(group: str, *, try_loading: bool = False) -> list[Plugin]:
    """Return the plugins of a group, by name.

    Parameters
    ----------
    group
        An entry-point group: one of `PluginGroup`.
    try_loading
        True imports each one, so that a broken one says why; False imports nothing.
    """
    found = sorted(entry_points(group=group), key=lambda point: (point.name, _distribution(point)))
    return [
        Plugin(
            name=point.name,
            group=group,
            distribution=_distribution(point),
            target=point.value,
            error=_why_not(point) if try_loading else None,
        )
        for point in found
    ]


def load(group: str, name: str) -> Any:
    """Return the factory that a plugin names.

    Raises
    ------
    PluginError
        If there is none of this name (the text lists those there are), several packages offer it, or it does not load.
    """
    found = [point for point in entry_points(group=group) if point.name == name]
    if not found:
        names = sorted({point.name for point in entry_points(group=group)})
        raise PluginError(group, name, f"not installed; choose one of: {', '.join(names) or '(none)'}, or install its package")
    if len({point.value for point in found}) > 1:
        offers = ", ".join(sorted(_distribution(point) for point in found))
        raise PluginError(group, name, f"offered by several packages ({offers}); uninstall all but one")
    try:
        return found[0].load()
    except Exception as error:  # a foreign module may raise anything while it is imported
        raise PluginError(group, name, f"did not load ({_one_line(error)}); repair or uninstall {_distribution(found[0])}") from error


def _why_not(point: EntryPoint) -> str | None:
    try:
        point.load()
    except Exception as error:  # noqa: BLE001 - listing what is broken must survive whatever broke it
        return _one_line(error)
    return None


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def _distribution(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist is not None else ""
