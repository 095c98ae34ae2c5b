"""What one party did to another."""

import pytest

from build import build_document
from detente.coding.pairs import code_pair

ACCUSED = """
Georgia Georgia PROPN NNP 2 nsubj
accused accuse VERB VBD 0 root
Russia Russia PROPN NNP 2 obj
of of SCONJ IN 5 mark
bombing bomb VERB VBG 2 advcl
Israel Israel PROPN NNP 5 obj
"""
SILENT = """
Georgia Georgia PROPN NNP 2 nsubj
resembles resemble VERB VBZ 0 root
Russia Russia PROPN NNP 2 obj
"""


@pytest.mark.parametrize(
    ("table", "source", "target", "expected"),
    [(ACCUSED, "Georgia", "Russia", "ACCUSE"), (SILENT, "Georgia", "Russia", None)],
)
def test_pair_has_its_type(table: str, source: str, target: str, expected: str | None) -> None:
    doc = build_document(table)
    spans = {t.text: t.span for t in doc.tokens}
    assert code_pair(doc, spans[source], spans[target]) == expected
