"""Whether the speakers of the quotes that we find are the right ones, and of the right country."""

from typing import Any

from detente.evaluate.matching import Row, match

_LEAST_OVERLAP = 0.5


def score_speakers(gold: dict[str, Row], predicted: dict[str, Row]) -> dict[str, Any]:
    """Of the gold's quotes whose words we find, how many have the right speaker; where it tells countries, these too.

    A speaker is right where our words for it touch the gold's, or are a mention of the same one among its "entities".
    """
    pairs = [
        (row, gold_quote, found)
        for row_id, row in gold.items()
        for gold_quote, found in _pair_up(row["attributions"], predicted.get(row_id, {}).get("attributions") or [])
    ]
    scores: dict[str, Any] = {
        "gold": sum(len(row["attributions"]) for row in gold.values()),
        "found": len(pairs),
        "answered": sum(found.get("source_span") is not None for _, _, found in pairs),
        "right": _share([_is_right(row, quote, found) for row, quote, found in pairs]),
    }
    told = [(quote, found) for _, quote, found in pairs if "speaker_country" in quote and _touches(quote, found)]
    if told:
        countries = [quote["speaker_country"] == found.get("speaker_country") for quote, found in told]
        scores["country"] = {"matched": len(told), "right": _share(countries)}
    return scores


def _pair_up(golds: list[Row], guesses: list[Row]) -> list[tuple[Row, Row]]:
    known = [quote for quote in golds if quote.get("content_span")]
    matched = match(known, guesses, _same_words, lambda a, b: (_touches(a, b), _same_country(a, b)))
    return [(known[i], guesses[j]) for i, j in matched]


def _same_words(a: Row, b: Row) -> bool:
    left, right = _characters(a), _characters(b)
    return len(left & right) >= _LEAST_OVERLAP * len(left | right) > 0


def _characters(quote: Row) -> set[int]:
    content = quote["content_span"]
    spans = content if isinstance(content[0], list) else [content]
    return {place for start, end in spans for place in range(start, end)}


def _same_country(a: Row, b: Row) -> bool:
    return bool(a.get("speaker_country") == b.get("speaker_country"))


def _is_right(row: Row, quote: Row, found: Row) -> bool:
    span = found.get("source_span")
    if span is None or _touches(quote, found):
        return bool(span is not None or quote.get("source_span") is None)
    cluster = (quote.get("speaker") or {}).get("cluster")
    same = (entity["span"] for entity in row.get("entities", ()) if cluster and entity["cluster"] == cluster)
    return any(start <= span[0] and span[1] <= end for start, end in same)


def _touches(a: Row, b: Row) -> bool:
    """Whether the words for two speakers overlap, or neither quote has any."""
    one, other = a.get("source_span"), b.get("source_span")
    if one is None or other is None:
        return one is other
    return bool(one[0] < other[1] and other[0] < one[1])


def _share(answers: list[bool]) -> float:
    return round(sum(answers) / len(answers), 3) if answers else 0.0
