"""Plugins: ours are found, a broken one says why and breaks nothing else."""

from importlib.metadata import EntryPoint, EntryPoints

import pytest

from fractoscope.agent.plugins import PluginError, PluginGroup, discover, load

GROUP = "fractoscope.taggers"


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch):
    """Stand in for installed packages: one good, one whose module is missing, one whose attribute is missing."""
    points = EntryPoints(
        [
            EntryPoint("good", "json:loads", GROUP),
            EntryPoint("absent", "no_such_module_here:make", GROUP),
            EntryPoint("empty", "json:no_such_name", GROUP),
            EntryPoint("twice", "json:loads", GROUP),
            EntryPoint("twice", "json:dumps", GROUP),
        ]
    )
    monkeypatch.setattr("fractoscope.agent.plugins.discovery.entry_points", lambda group: points.select(group=group))


def test_our_own_plugins_are_announced():
    """An entry point lost from pyproject.toml leaves a mission that names it without a microscope."""
    names = {group: {plugin.name for plugin in discover(group)} for group in PluginGroup}
    assert names[PluginGroup.MICROSCOPES] >= {"simulated", "mounted", "openfibsem"}
    assert "embedded" in names[PluginGroup.TAGGERS]
    assert "survey" in names[PluginGroup.POLICIES]
    assert all(plugin.distribution.startswith("fractoscope ") for plugin in discover(PluginGroup.TAGGERS) if plugin.name == "embedded")


@pytest.mark.usefixtures("offered")
def test_a_broken_plugin_is_listed_with_its_reason():
    """A broken package of somebody else took down the listing, or vanished from it."""
    listed = {plugin.name: plugin.error for plugin in discover(GROUP, try_loading=True)}
    assert listed["good"] is None
    assert listed["absent"] == "ModuleNotFoundError: No module named 'no_such_module_here'"
    assert listed["empty"] is not None
    assert "\n" not in listed["empty"]
    assert "no_such_name" in listed["empty"]


@pytest.mark.usefixtures("offered")
def test_listing_names_only_imports_nothing():
    """A listing that imports every model library of the house."""
    assert all(plugin.error is None for plugin in discover(GROUP))


@pytest.mark.usefixtures("offered")
def test_a_good_plugin_loads_beside_broken_ones():
    """One broken package must not cost the others."""
    assert load(GROUP, "good")("[1]") == [1]


@pytest.mark.usefixtures("offered")
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("tagger", r"not installed; choose one of: absent, empty, good, twice"),
        ("absent", r"did not load \(ModuleNotFoundError"),
        ("twice", r"offered by several packages"),
    ],
)
def test_what_cannot_be_loaded_says_why(name: str, says: str):
    """An ImportError from deep inside tells a microscopist nothing."""
    with pytest.raises(PluginError, match=says):
        load(GROUP, name)
