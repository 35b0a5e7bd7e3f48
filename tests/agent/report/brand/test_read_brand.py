"""A lab's own look: data, and never code."""

import re
from base64 import b64decode
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from fractoscope.agent.command_line.main import main
from fractoscope.agent.report.brand import Brand, BrandError, read_brand
from fractoscope.agent.report.brand.contrast import contrast
from fractoscope.agent.report.page import render
from fractoscope.agent.report.report_content import report_content
from fractoscope.agent.report.section import NEEDED, Section
from fractoscope.agent.report.session_record import read_record

from ..parsed_page import ParsedPage  # noqa: TID252 - test modules have no package name of their own
from ..recorded_session import record_session  # noqa: TID252 - test modules have no package name of their own

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def _brand(folder: Path, text: str = "", **files: bytes) -> Path:
    (folder / "brand.toml").write_text('lab = "Materials Lab"\n' + text, encoding="utf-8")
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    return folder


def _page(tmp_path: Path, brand: Brand) -> str:
    content = report_content(read_record(record_session(tmp_path / "session", frames=[])))
    return "".join(render(replace(content, brand=brand, sections=brand.order)))


def test_name_logo_texts_and_order_are_on_the_page_as_text(tmp_path: Path):
    """Pins a brand that is ignored, and one whose text runs: markup and template code are shown as they are."""
    evil = "<script>alert(1)</script>{{ 7*7 }}{% raw %}"
    order = ", ".join(f'"{name}"' for name in (*reversed(NEEDED),))
    _brand(
        tmp_path,
        f"logo = 'logo.svg'\ncover_note = 'note.txt'\naddress = ['{evil}']\nsections = [{order}]\n",
        logo_svg=SVG.format('<path d="M0 0h9" fill="#123456"/>').encode(),
        note_txt=evil.encode(),
    )
    page = ParsedPage(_page(tmp_path, read_brand(tmp_path)))
    assert "Materials Lab" in page.text
    assert page.text.count("<script>alert(1)</script>{{ 7*7 }}") == 2
    assert page.count("script") == 0
    assert page.count("img") == 1
    assert page.text.index("Data integrity") < page.text.index("Summary")
    assert "Decisions" not in page.text
    assert "SIMULATED" in page.text


@pytest.mark.parametrize("section", NEEDED)
def test_what_keeps_a_report_honest_cannot_be_left_out(tmp_path: Path, section: Section):
    """Pins a brand that hides what was not examined, or whether the record holds."""
    rest = [f'"{name}"' for name in Section if name is not section]
    with pytest.raises(BrandError, match=f"{section} cannot be left out"):
        read_brand(_brand(tmp_path, f"sections = [{', '.join(rest)}]\n"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('accent = "#ffee88"', "contrast with white"),
        ('accent = "red;}"', "accent"),
        ('colour = "#000000"', "unknown key; accepted here"),
        ('logo = "../secret.png"', "same folder"),
        ('logo = "missing.png"', "cannot be read"),
        ('disclaimer = "missing.txt"', "cannot be read"),
        ('sections = ["summary", "summary"]', "twice"),
        ("lab =", "not valid TOML"),
        ('contact = "' + "x" * 300 + '"', "contact"),
    ],
)
def test_a_bad_brand_is_refused_in_one_line(tmp_path: Path, text: str, told: str):
    """Pins a traceback, or a brand that is quietly half used."""
    with pytest.raises(BrandError, match=told) as caught:
        read_brand(_brand(tmp_path, text + "\n"))
    assert "\n" not in str(caught.value)
    assert "brand.toml" in str(caught.value) or "missing" in str(caught.value)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<path d="M0 0" onload="alert(1)"/>',
        '<image href="https://example.org/a.png"/>',
        '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
        "<style>@import url(https://example.org)</style>",
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<rect fill="url(https://example.org/a.svg#b)"/>',
        '<use href="#a"/>',
        '<animate attributeName="href"/>',
        '<rect style="fill:url(x)"/>',
    ],
)
def test_an_svg_that_acts_or_fetches_is_refused(tmp_path: Path, inside: str):
    """Pins a logo that runs or calls home in the reader's browser."""
    with pytest.raises(BrandError, match="svg"):
        read_brand(_brand(tmp_path, 'logo = "logo.svg"\n', logo_svg=SVG.format(inside).encode()))


def test_an_svg_that_expands_is_refused_before_it_is_parsed(tmp_path: Path):
    """Pins a file of a kilobyte that takes all memory."""
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + SVG.format("<title>&b;</title>")
    with pytest.raises(BrandError, match="entities"):
        read_brand(_brand(tmp_path, 'logo = "logo.svg"\n', logo_svg=bomb.encode()))


def test_a_raster_logo_is_drawn_anew(tmp_path: Path):
    """Pins what hides in a picture's text chunks, and a logo larger than the page."""
    info = PngImagePlugin.PngInfo()
    info.add_text("comment", "<script>secret</script>")
    buffer = BytesIO()
    Image.new("RGB", (1500, 300), "navy").save(buffer, "PNG", pnginfo=info)
    brand = read_brand(_brand(tmp_path, 'logo = "logo.png"\n', logo_png=buffer.getvalue()))
    data = b64decode(brand.logo.partition(",")[2])
    assert b"secret" not in data
    assert Image.open(BytesIO(data)).size == (600, 120)


@pytest.mark.parametrize(("data", "told"), [(b"GIF89a rubbish", "neither PNG nor JPEG"), (b"x" * 1_000_001, "larger than 1 MB")])
def test_a_logo_that_is_none_is_refused(tmp_path: Path, data: bytes, told: str):
    """Pins a file of any kind embedded as a picture."""
    with pytest.raises(BrandError, match=told):
        read_brand(_brand(tmp_path, 'logo = "logo.png"\n', logo_png=data))


def test_contrast_is_that_of_the_guidelines():
    """Pins a wrong luminance: black on white is 21, and #767676 is the lightest grey that passes."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_the_documented_brand_is_accepted(tmp_path: Path):
    """Pins an example that is refused, and a section that the page does not name."""
    text = (Path(__file__).parents[4] / "docs/how-to/report.md").read_text(encoding="utf-8")
    example = next(block for block in re.findall(r"```text\n(.*?)```", text, re.DOTALL) if "lab =" in block)
    (tmp_path / "brand.toml").write_text(example, encoding="utf-8")
    (tmp_path / "logo.svg").write_text(SVG.format(""), encoding="utf-8")
    for name in ("cover.txt", "disclaimer.txt"):
        (tmp_path / name).write_text("words", encoding="utf-8")
    assert read_brand(tmp_path).disclaimer == "words"
    assert [name for name in Section if f"`{name}`" not in text and f'"{name}"' not in example] == []
    assert [name for name in Brand.model_fields if f"`{name}`" not in text] == []


def test_the_command_takes_the_brand_from_its_option_or_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Pins a brand that only one of the two ways reaches, and a bad one that costs the report more than one line."""
    folder = record_session(tmp_path / "session", frames=[])
    brand = tmp_path / "brand"
    brand.mkdir()
    _brand(brand)
    monkeypatch.setenv("FRACTOSCOPE_BRAND", str(brand))
    assert main(["report", str(folder)]) == 0
    assert "Materials Lab" in (folder / "report.html").read_text(encoding="utf-8")
    assert main(["report", str(folder), "--brand", str(tmp_path / "none")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["export", str(folder), "--frames", "some"]) == 2
    assert "give all or cited" in capsys.readouterr().err
