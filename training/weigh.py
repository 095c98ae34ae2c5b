"""Weights of the evidence for events and their parties, fitted on texts that the network did not learn from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import yaml

from detente.coder import Coder
from detente.coding.duplicates import Candidate
from detente.coding.events import EventCoder, is_sure
from detente.coding.evidence import log_odds
from detente.coding.sides import describe_party, list_parties
from detente.ingest.articles import Facts, build_article
from detente.model import Document, Participant, Span
from training.acts import Act, LabelledText

Row = tuple[Mapping[str, float], bool]
_RIDGE = 1.0


def read_documents(texts: Iterable[LabelledText], coder: Coder) -> Iterator[tuple[LabelledText, Document]]:
    """Each text with what the shipped reader makes of it."""
    for number, labelled in enumerate(texts):
        article = build_article(labelled.text, None, Facts(), str(number), normalise=False)
        yield labelled, coder.read_document(article)


def collect(texts: Iterable[tuple[LabelledText, Document]]) -> dict[str, list[Row]]:
    """Evidence with the truth, for events, actors and recipients."""
    rows: dict[str, list[Row]] = {"event": [], "actor": [], "recipient": []}
    for labelled, doc in texts:
        collect_text(labelled, doc, rows)
    return rows


def collect_text(labelled: LabelledText, doc: Document, rows: dict[str, list[Row]]) -> None:
    """Add the evidence of one text to the rows."""
    events = EventCoder(doc)
    options = [c for found in events.list_options() for c in found]
    pairs = match_acts(options, labelled.acts)
    rows["event"] += [(c.evidence, i in pairs) for i, c in enumerate(options)]
    for i, act in pairs.items():
        for side, row in _collect_sides(doc, events, options[i], act):
            rows[side].append(row)


def match_acts(options: Sequence[Candidate], acts: Sequence[Act]) -> dict[int, Act]:
    """Which candidate is which labelled event: of one type, with common words or else the likeliest left."""
    found: dict[int, Act] = {}
    for near in (True, False):
        for act in acts:
            if act in found.values():
                continue
            fits = [i for i, c in enumerate(options) if i not in found and _fits(c, act, near=near)]
            if fits:
                found[max(fits, key=lambda i: options[i].confidence)] = act
    return found


def _fits(candidate: Candidate, act: Act, *, near: bool) -> bool:
    same = candidate.verdict.event_type == act.event_type
    return same and (not near or candidate.cue.span.overlaps(Span(*act.cue)))


def _collect_sides(doc: Document, events: EventCoder, candidate: Candidate, act: Act) -> Iterator[tuple[str, Row]]:
    sign = next((s for s in doc.signs or () if s.index == candidate.cue.index), None)
    if sign is None:
        return
    actors, recipients = events.arguments.fill(candidate.cue)
    parties = list_parties(doc, events.participants, sign, actors, recipients)
    spans = [party.participant.span for party in parties]
    for party in parties:
        evidence = describe_party(party, actors, recipients, act.event_type)
        for side, name in ((1, "actor"), (2, "recipient")):
            named = [(Span(*span), code) for span, code, s in act.parties if s == side]
            yield name, (evidence[side - 1], any(_is_meant(party.participant, *gold, spans) for gold in named))


def _is_meant(participant: Participant, span: Span, code: str | None, others: Sequence[Span]) -> bool:
    """Whether the labelled words are these, or, where they are none of the candidates', name the same state."""
    if any(other.overlaps(span) for other in others):
        return participant.span.overlaps(span) and participant.code == code
    return participant.code == code


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """A logistic regression with a small ridge, by Newton's method."""
    names = list(dict.fromkeys(name for row, _ in rows for name in row))
    x = np.array([[1.0, *(row.get(n, 0.0) for n in names)] for row, _ in rows])
    y = np.array([float(truth) for _, truth in rows])
    w = np.zeros(x.shape[1])
    ridge = np.diag([0.0] + [_RIDGE] * len(names))
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (y - p) - ridge @ w
        bend = (x * (p * (1 - p))[:, None]).T @ x + ridge
        w += np.linalg.solve(bend, slope)
    return dict(zip(["bias", *names], (round(float(v), 3) for v in w), strict=True))


def calibrate(path: Path, texts: Iterable[tuple[LabelledText, Document]]) -> tuple[float, float]:
    """Stretch and shift the odds of events so that on these texts records are right as often as they say.

    The bars in coding/events.py are of the confidence before this, and want to be moved with it; gives slope and shift.
    """
    shares: list[float] = []
    truth: list[float] = []
    for labelled, doc in texts:
        found = [c for c in EventCoder(doc).find_candidates() if is_sure(c)]
        pairs = match_acts(found, labelled.acts)
        shares += [c.confidence for c in found]
        truth += [float(i in pairs) for i in range(len(found))]
    scale = fit([({"odds": log_odds(share)}, bool(right)) for share, right in zip(shares, truth, strict=True)])
    table = yaml.safe_load(path.read_text(encoding="utf-8"))["weights"]
    event = {name: round(value * scale["odds"], 3) for name, value in table["event"].items()}
    event["bias"] = round(event["bias"] + scale["bias"], 3)
    _write(path, table | {"event": event})
    return scale["odds"], scale["bias"]


def write_weights(path: Path, rows: Mapping[str, Sequence[Row]]) -> None:
    """Fit and write the weights, below the comment that the file begins with."""
    _write(path, {name: fit(given) for name, given in rows.items()})


def _write(path: Path, weights: Mapping[str, Mapping[str, float]]) -> None:
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    path.write_text("\n".join(head) + "\n" + yaml.safe_dump({"weights": weights}, sort_keys=False), encoding="utf-8")
