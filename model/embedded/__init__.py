"""A very small Qwen3-VL that is shipped with the program: what it reads, how it is asked, what it answers."""

from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES
from fractoscope.model.embedded.tagger import EmbeddedTagger, make_embedded

__all__ = ["EMBEDDED_FEATURES", "EmbeddedTagger", "make_embedded"]
