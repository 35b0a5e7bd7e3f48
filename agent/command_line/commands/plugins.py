"""`fractoscope plugins`."""

from fractoscope.agent.command_line.commands.options import AsJson


def plugins(as_json: AsJson = False) -> None:
    """List the microscopes, taggers and policies installed, and why one did not load."""
    from fractoscope.agent.command_line.output import print_json, print_line
    from fractoscope.agent.plugins import PluginGroup, discover

    found = [plugin for group in PluginGroup for plugin in discover(group, try_loading=True)]
    if as_json:
        print_json({"plugins": [vars(plugin) for plugin in found]})
        return
    for plugin in found:
        state = "ok" if plugin.error is None else f"did not load: {plugin.error}"
        print_line(f"{plugin.group.split('.')[-1]:12} {plugin.name:14} {plugin.distribution:24} {state}")
