"""The claims of a history as flat rows, with what the reference table knows beside them."""

from collections.abc import Iterable, Iterator

from detente.analyse.claims import Claim
from detente.analyse.histories import TieHistory
from detente.analyse.known import Known
from detente.store.fields import Value

COLUMNS = (
    "source", "kind", "name", "parties", "directed", "standing", "day", "since", "until", "is_turn", "claimants",
    "claimant_codes", "is_quoted", "sentence", "confidence", "story_id", "article_id", "title", "outlet", "published",
    "standing_id",
)  # fmt: skip


def flatten_claims(histories: Iterable[TieHistory], known: Iterable[Known]) -> Iterator[dict[str, Value]]:
    """One row for each claim, tie by tie and oldest first, then one for each tie that the reference table knows."""
    for history in histories:
        turns = {claim.standing_id for turn in history.turns for claim in turn.claims}
        yield from (_flatten_claim(history, claim, claim.standing_id in turns) for claim in history.claims)
    yield from map(_flatten_known, known)


def _flatten_claim(history: TieHistory, claim: Claim, is_turn: bool) -> dict[str, Value]:
    standing, article = claim.row.standing, claim.row.article
    values: tuple[Value, ...] = (
        "article", history.key.kind, history.key.name or None, list(history.parties), history.key.directed,
        claim.standing, str(claim.period) if claim.period else None, str(standing.since) if standing.since else None,
        None, is_turn, [claimant.name or "---" for claimant in claim.claimants],
        [claimant.code or "---" for claimant in claim.claimants], claim.claimants[0].is_speaker, claim.row.sentence,
        standing.evidence.confidence, claim.story_id, article.article_id, article.title, article.outlet,
        article.published, claim.standing_id,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def _flatten_known(known: Known) -> dict[str, Value]:
    blank: dict[str, Value] = dict.fromkeys(COLUMNS)
    return blank | {
        "source": f"reference ({known.table})",
        "kind": known.kind,
        "name": known.name,
        "parties": list(known.parties),
        "standing": "in_force",
        "since": known.start or None,
        "until": known.end or None,
    }
