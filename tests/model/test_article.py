"""Articles know their sections and their identity."""

from datetime import date

import pytest

from detente.model import Article, Section, Span, cover_spans, hash_claim

TEXT = "Talks end\n\nThe talks ended."
SECTIONS = (Section("headline", Span(0, 9)), Section("body", Span(11, 27)))


def test_identity_is_by_content() -> None:
    article = Article(TEXT, SECTIONS, published=date(2020, 1, 2))
    assert article.article_id == Article(TEXT, SECTIONS, title="Talks end", published=date(2020, 1, 2)).article_id
    assert article.article_id != Article(TEXT + "!", SECTIONS, published=date(2020, 1, 2)).article_id
    assert article.article_id != Article(TEXT, SECTIONS).article_id


def test_sections_are_found_by_offset() -> None:
    article = Article(TEXT, SECTIONS)
    assert [article.section_at(i) for i in (0, 9, 11, 26, 27)] == ["headline", None, "body", "body", None]


def test_span_gives_back_its_words() -> None:
    assert Span(11, 20).words(TEXT) == "The talks"
    assert cover_spans([Span(4, 6), Span(1, 2)]) == Span(1, 6)
    with pytest.raises(ValueError, match="cannot run from 3 to 2"):
        Span(3, 2)


def test_claims_differ_where_their_parts_differ() -> None:
    assert hash_claim("ab", "c") != hash_claim("a", "bc")
