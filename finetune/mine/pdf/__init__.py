"""Reading articles that exist as PDF only: pictures with the caption below them, and paragraphs that cite them."""

from fractoscope.finetune.mine.pdf.read_pdf import read_pdf

__all__ = ["read_pdf"]
