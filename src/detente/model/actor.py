"""Who acts: states, bodies, groups and the people who speak for them."""

from dataclasses import dataclass
from typing import Literal

from detente.model.period import Period
from detente.model.span import Span

ActorKind = Literal["state", "territory", "body", "group", "institution", "person", "population"]
Sector = Literal[
    "GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PTY", "OPP", "REB", "CVL",
    "MED", "BUS", "NGO", "REL", "LAB", "EDU", "CRM", "IGO", "UNK",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts in politics, with a stable id.

    Attributes:
        actor_id: ISO 3166 alpha-3 for a state or territory ("RUS"), the usual short name for a body ("NATO", "SCO"),
            and code plus name for the rest ("RUS/vladimir-putin", "USA/pentagon", "LBN/hezbollah").
        name: as English-language news writes it.
        code: the country or body whose agent this is, as in the codebook (ISO alpha-3, "UNO", "EUR", "IGO", ...);
            None for one without a country (al-Qaida).
        sector: PLOVER sector.
        note: what a reader should know, such as that a place is contested.
    """

    actor_id: str
    name: str
    kind: ActorKind
    code: str | None
    sector: Sector
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names an actor, and how it was resolved.

    Attributes:
        span: in characters of the article's text.
        head: index of the token that heads it in the sentence's parse.
        actor_id: the resolved actor; None where only a country or sector is known ("the gunmen").
        name: full name as the reader of the article knows it.
        code: country or body code, None where there is none or none can be told.
        sector: PLOVER sector.
        how: "table", "title", "demonym", "apposition", "coreference", "context" or "name" (unresolved).
        members: for a mention of several ("the two countries"), the codes of each; else empty.
        is_name: whether the words are a name or nominal of their own (False for pronouns and possessives).
    """

    span: Span
    head: int
    actor_id: str | None
    name: str
    code: str | None
    sector: Sector
    how: str
    members: tuple[str, ...] = ()
    is_name: bool = True


@dataclass(frozen=True, slots=True)
class Timex:
    """A temporal expression.

    Attributes:
        span: in characters of the article's text.
        timex_type: DATE, TIME, DURATION or SET (TIMEX3).
        value: TIMEX3 value ("2020-10-22", "P2Y", "PAST_REF"); None where it hangs on an unknown day.
        period: the days meant, or None where it names none.
    """

    span: Span
    timex_type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    period: Period | None
