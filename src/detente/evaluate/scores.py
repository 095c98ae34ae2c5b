"""Scores of predictions against gold labels: events, quotes, speakers, dates, actors, ties, pairs.

Each function takes gold and predicted rows by id and gives nested measures. What the gold has and the predictions
lack counts as predicted empty.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from detente.evaluate.matching import Fits, Measure, Row, combine, count_matches, measure
from detente.evaluate.speakers import score_speakers

Rows = dict[str, Row]

QUAD_CLASS = {
    event_type: quad
    for quad, types in {
        "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
        "material cooperation": ("COOPERATE", "AID", "RETREAT"),
        "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
        "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
    }.items()
    for event_type in types
}


def score_events(gold: Rows, predicted: Rows) -> dict[str, Any]:
    """Events by type alone, with the parties, with exact parties, with status too; quad triples; each type."""
    levels: dict[str, Fits] = {"type": same_type, "dyad": same_dyad, "exact": _same_parties, "full": _same_all}
    scores: dict[str, Any] = {name: _match_all(gold, predicted, "events", fits) for name, fits in levels.items()}
    scores["quad"] = _compare_sets(gold, predicted, lambda row: _quad_triples(row["events"]))
    scores["by_type"] = {kind: _score_type(gold, predicted, kind) for kind in sorted(QUAD_CLASS)}
    return scores


def score_quotes(gold: Rows, predicted: Rows) -> dict[str, Any]:
    """Attributions, all and by type; precision and recall of a type are each taken against all of the other side."""
    return {kind: _score_attributions(gold, predicted, kind) for kind in ("all", "direct", "mixed", "indirect")}


def score_dates(gold: Rows, predicted: Rows) -> dict[str, Any]:
    """Temporal expressions that overlap, and those that overlap with an equal value."""
    return {
        "overlap": _match_all(gold, predicted, "timexes", _touch),
        "value": _match_all(gold, predicted, "timexes", lambda a, b: _touch(a, b) and a["value"] == b["value"]),
    }


def score_actors(gold: Rows, predicted: Rows) -> dict[str, Any]:
    """Share of the gold's own spans whose country is right, and how many were answered."""
    total = answered = right = 0
    for row_id, row in gold.items():
        said = {tuple(m["span"]): m.get("country") for m in _listed(predicted, row_id, "mentions")}
        answers = [(m["country"], said.get(tuple(m["span"]))) for m in row["mentions"]]
        total += len(answers)
        answered += sum(answer is not None for _, answer in answers)
        right += sum(country == answer for country, answer in answers)
    return {"accuracy": round(right / total, 3) if total else 0.0, "answered": answered, "gold": total}


def score_ties(gold: Rows, predicted: Rows) -> dict[str, Any]:
    """Pairs of parties named; ties of the right kind and parties; those with the right standing."""
    return {
        "pair": _compare_sets(gold, predicted, lambda row: {_parties(t) for t in row["ties"]}),
        "tie": _match_all(gold, predicted, "ties", _same_tie),
        "standing": _match_all(
            gold, predicted, "ties", lambda a, b: _same_tie(a, b) and a["standing"] == b["standing"]
        ),
    }


def score_pairs(gold: Rows, predicted: Rows) -> dict[str, Any]:
    """Macro-F1 over the gold's types and over quad classes; no answer counts as wrong."""
    folded = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
    quad = {**QUAD_CLASS, "YIELD": "material cooperation"}
    answers: list[tuple[str, str | None]] = []
    for row_id, row in gold.items():
        said = predicted.get(row_id, {}).get("event_type")
        answers.append((str(row["event_type"]), folded.get(str(said), said)))
    return {
        "macro_f1": _macro_f1(answers),
        "quad_macro_f1": _macro_f1([(quad[g], quad.get(str(p))) for g, p in answers]),
        "accuracy": round(sum(g == p for g, p in answers) / len(answers), 3) if answers else 0.0,
        "gold": len(answers),
    }


SCORERS: dict[str, Callable[[Rows, Rows], dict[str, Any]]] = {
    "events": score_events,
    "quotes": score_quotes,
    "speakers": score_speakers,
    "dates": score_dates,
    "actors": score_actors,
    "ties": score_ties,
    "pairs": score_pairs,
}


def _listed(rows: Rows, row_id: str, key: str) -> list[Row]:
    return rows[row_id].get(key) or [] if row_id in rows else []


def _match_all(gold: Rows, predicted: Rows, key: str, fits: Fits) -> Measure:
    hits = sum(count_matches(row[key], _listed(predicted, i, key), fits) for i, row in gold.items())
    return measure(
        hits, sum(len(_listed(predicted, i, key)) for i in gold), sum(len(row[key]) for row in gold.values())
    )


def _compare_sets(gold: Rows, predicted: Rows, take: Callable[[Row], Iterable[Any]]) -> Measure:
    wanted = {(i, item) for i, row in gold.items() for item in take(row)}
    found = {(i, item) for i in gold if i in predicted for item in take(predicted[i])}
    return measure(len(wanted & found), len(found), len(wanted))


def _codes(event: Row, side: str) -> set[str]:
    return {party.get("code") or "" for party in event.get(side) or []}


def same_type(a: Row, b: Row) -> bool:
    """Whether two events are of one type."""
    return bool(a["type"] == b["type"])


def share_party(a: Row, b: Row, side: str) -> bool:
    """Whether the "actors" or "recipients" of two events have a code in common, or are both nobody."""
    left, right = _codes(a, side), _codes(b, side)
    return bool(left & right) or not (left | right)


def same_dyad(a: Row, b: Row) -> bool:
    """Whether two events are of one type and have a party in common on each side."""
    return same_type(a, b) and share_party(a, b, "actors") and share_party(a, b, "recipients")


def _same_parties(a: Row, b: Row) -> bool:
    return same_type(a, b) and all(_codes(a, side) == _codes(b, side) for side in ("actors", "recipients"))


def _same_all(a: Row, b: Row) -> bool:
    return _same_parties(a, b) and a.get("status", "actual") == b.get("status", "actual")


def _quad_triples(events: Iterable[Row]) -> set[tuple[str, str, str]]:
    """Distinct (actor, recipient, quad class) over different codes; without recipients, actors face each other."""
    triples = set()
    for event in events:
        if event.get("status") == "negated":
            continue
        actors, recipients = _codes(event, "actors") - {""}, _codes(event, "recipients") - {""}
        pairs = {(a, b) for a in actors for b in recipients or actors}
        triples |= {(a, b, QUAD_CLASS[event["type"]]) for a, b in pairs if a != b}
    return triples


def _score_type(gold: Rows, predicted: Rows, kind: str) -> Measure:
    def only(rows: Rows) -> Rows:
        return {i: {"events": [e for e in _listed(rows, i, "events") if e["type"] == kind]} for i in rows}

    return _match_all(only(gold), only(predicted), "events", same_type)


def _score_attributions(gold: Rows, predicted: Rows, kind: str) -> Measure:
    def take(rows: Rows, row_id: str, wanted: str) -> list[Row]:
        return [a for a in _listed(rows, row_id, "attributions") if wanted in ("all", a["type"])]

    def count(gold_kind: str, predicted_kind: str) -> int:
        return sum(
            count_matches(take(gold, i, gold_kind), take(predicted, i, predicted_kind), is_same_quote) for i in gold
        )

    golds, guesses = (sum(len(take(rows, i, kind)) for i in gold) for rows in (gold, predicted))
    precision = count("all", kind) / guesses if guesses else 0.0
    recall = count(kind, "all") / golds if golds else 0.0
    return combine(precision, recall, guesses, golds)


def is_same_quote(a: Row, b: Row) -> bool:
    """Content spans share half of their joint characters, and the sources overlap or are both absent."""
    left, right = (set().union(*(range(s, e) for s, e in row["content_span"])) for row in (a, b))
    if not left | right or len(left & right) / len(left | right) < 0.5:
        return False
    source, other = a.get("source_span"), b.get("source_span")
    if source is None or other is None:
        return source is None and other is None
    return bool(source[0] < other[1] and other[0] < source[1])


def _touch(a: Row, b: Row) -> bool:
    return bool(a["span"][0] < b["span"][1] and b["span"][0] < a["span"][1])


def _parties(tie: Row) -> frozenset[str]:
    return frozenset(tie["parties"])


def _same_tie(a: Row, b: Row) -> bool:
    return a["kind"] == b["kind"] and _parties(a) == _parties(b)


def _macro_f1(answers: list[tuple[str, str | None]]) -> float:
    return round(_mean(map(partial(_label_f1, answers), sorted({g for g, _ in answers}))), 3)


def _label_f1(answers: list[tuple[str, str | None]], label: str) -> float:
    hits = sum(g == p == label for g, p in answers)
    return 2 * hits / (sum(g == label for g, _ in answers) + sum(p == label for _, p in answers))


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
