"""How sure an event and its parties are: what the lexicon, the network and the ontology say, weighed together."""

from collections.abc import Mapping
from math import exp, log

from detente.coding.duplicates import Candidate
from detente.model import EventType, Sign
from detente.reference.lexicon import load_priors, load_weights

_UNMEASURED = 0.5
_LEAST = 0.004  # what a probability that was too small to keep counts as


def weigh(kind: str, evidence: Mapping[str, float]) -> float:
    """The probability that all pieces of evidence for an "event", "actor" or "recipient" make together."""
    weights = load_weights()[kind]
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in evidence.items())
    return share_of_odds(total)


def share_of_odds(odds: float) -> float:
    """The probability whose odds have that logarithm."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


def log_odds(share: float) -> float:
    """Logarithm of the odds of a probability, kept finite."""
    share = min(max(share, _LEAST), 1 - _LEAST)
    return log(share / (1 - share))


def find_prior(found: Candidate) -> float:
    """How often cues of its frame, or those that turn into another type, are right with so many sides named."""
    return load_priors().get(f"{found.measured_as} {found.side_count}", _UNMEASURED)


def describe_event(
    sign: Sign | None, found: Candidate, prior: float | None, *, rival: bool, matter: bool
) -> dict[str, float]:
    """The evidence for a candidate.

    Args:
        sign: what the network makes of the word, if anything.
        found: the candidate, with its sides.
        prior: how often the lexicon's frame is right, or None where the lexicon does not say this type.
        rival: whether the lexicon says another type.
        matter: whether it is only what a demand, a refusal or the like is about.
    """
    share = sign.types.get(found.verdict.event_type, 0.0) if sign else 0.0
    told = log_odds(sign.strength if sign else 0.0)
    return {
        "network": log_odds(share),
        "network_rest": log_odds(sign.strength - share if sign else 0.0),
        "lexicon": float(prior is not None),
        "lexicon_told": 0.0 if prior is None else told,
        "prior": 0.0 if prior is None else log_odds(prior),
        "rival": float(rival),
        "blocked": float(found.reading.blocked),
        "matter": float(matter),
        "nobody": float(not found.actors and not found.recipients),
        "states": float(len(found.codes) > 1),
        found.verdict.event_type: 1.0,
    }


def describe_side(
    acting: float,
    taking: float,
    *,
    here: bool,
    there: bool,
    empty: bool,
    coded: bool,
    steps: int,
    event_type: EventType,
) -> dict[str, float]:
    """The evidence that a party stands on a side.

    Args:
        acting: probability by the network that it stands on this side.
        taking: the same for the other side.
        here: whether the grammar puts it on this side.
        there: whether the grammar puts it on the other side.
        empty: whether the grammar puts nobody on this side.
        coded: whether its country or body is known.
        steps: how many words it stands away from the cue.
        event_type: of the event; some types hardly ever have a recipient.
    """
    return {
        "network": log_odds(acting),
        "network_other": log_odds(taking),
        "here": float(here),
        "there": float(there),
        "empty": float(empty),
        "coded": float(coded),
        "steps": log(1 + steps),
        event_type: 1.0,
    }
