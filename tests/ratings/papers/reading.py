"""Read rendered papers."""

import io

import docx as python_docx
from docx.oxml.ns import qn
from pypdf import PdfReader

from ratings.papers import docx, pdf

FORMATS = [docx, pdf]


def text_of(content):
    """Return all words of a rendered paper in order, separated by single spaces."""
    if content.startswith(b"%PDF"):
        return " ".join(
            " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split()
        )
    body = python_docx.Document(io.BytesIO(content)).element.body
    paragraphs = (
        "".join(each.text or " " for each in p.iter(qn("w:t"), qn("w:br"))) for p in body.iter(qn("w:p"))
    )
    return " ".join(" ".join(paragraphs).split())
