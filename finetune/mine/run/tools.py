"""What a process needs to mine articles, made once."""

from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version

from fractoscope.finetune.mine.lettering.text_reader import NoTextReader, TextReader, make_text_reader
from fractoscope.finetune.mine.run.mining_settings import MiningSettings, TaggerFactory
from fractoscope.model.tagger import Tagger

LIBRARIES = ("fractoscope", "lxml", "numpy", "pillow", "pypdfium2", "scipy")


@dataclass(frozen=True)
class Tools:
    """A reader of text, perhaps a tagger, and the versions that stand in every record."""

    reader: TextReader
    tagger: Tagger | None = None
    versions: dict[str, str] = field(default_factory=dict)


def make_tools(settings: MiningSettings, make_tagger: TaggerFactory | None = None) -> Tools:
    """Return the tools that settings ask for.

    Parameters
    ----------
    settings
        Of the run.
    make_tagger
        Factory of the tagger that the settings name; the command line finds it among the plugins.
    """
    reader = make_text_reader() if settings.ocr else NoTextReader()
    versions = {name: number for name in LIBRARIES if (number := _version(name))}
    if reader.name:
        name, _, number = reader.name.partition(" ")
        versions[name] = number
    tagger: Tagger | None = None
    if make_tagger is not None:
        tagger = make_tagger({})
        identity = tagger.identity()
        versions["tagger"] = f"{identity.name} {identity.version}"
    return Tools(reader, tagger, versions)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
