"""Weights of the evidence for events and their parties, fitted on texts that the network did not learn from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from detente.coder import Coder
from detente.coding.duplicates import Candidate
from detente.coding.events import EventCoder
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


def measure_calibration(shares: NDArray[np.float64], truth: NDArray[np.float64], bins: int = 10) -> float:
    """Expected calibration error: the mean distance of probability and rate over bins, by their size."""
    place = np.minimum((shares * bins).astype(int), bins - 1)
    gaps = [abs(shares[place == b].mean() - truth[place == b].mean()) * (place == b).mean() for b in set(place)]
    return float(sum(gaps))


def write_weights(path: Path, rows: Mapping[str, Sequence[Row]]) -> None:
    """Fit and write the weights, below the comment that the file begins with."""
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    weights = {name: fit(given) for name, given in rows.items()}
    path.write_text("\n".join(head) + "\n" + yaml.safe_dump({"weights": weights}, sort_keys=False), encoding="utf-8")
