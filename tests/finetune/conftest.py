"""A made-up corpus and a run over it, made once for all tests that look at them."""

from pathlib import Path

import pytest

from fractoscope.finetune.mine import MiningSettings, mine
from fractoscope.finetune.synthetic_literature import CorpusTruth, synthesise
from fractoscope.model.embedded import make_embedded

ARTICLES, PDFS, MICROGRAPHS = 24, 3, 24


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CorpusTruth]:
    """Folder and truth of a small corpus with whole and broken articles."""
    folder = tmp_path_factory.mktemp("literature") / "corpus"
    return folder, synthesise(folder, seed=3, articles=ARTICLES, pdfs=PDFS, micrographs=MICROGRAPHS)


@pytest.fixture(scope="session")
def mined_corpus(corpus: tuple[Path, CorpusTruth], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a run over the corpus, with OCR and tagger."""
    out = tmp_path_factory.mktemp("mined") / "run"
    mine([corpus[0]], out, MiningSettings(tagger="embedded"), make_tagger=make_embedded)
    return out


@pytest.fixture
def shared_data() -> Path:
    """The folder of real files, which the repository does not hold."""
    data = Path(__file__).parents[2] / ".." / "shared" / "data"
    if not data.is_dir():
        pytest.skip("the real articles and pictures (../shared/data) are not on this machine")
    return data
