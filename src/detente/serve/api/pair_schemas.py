"""What the API answers on pairs and networks, as types."""

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class LevelOut(BaseModel):
    """How friendly two are to each other, from -1 to 1, with an interval."""

    value: float
    low: float
    high: float
    coverage: float
    act_count: int
    source_count: int
    weight: float


class PairOut(BaseModel):
    """How two stand, at a glance."""

    a: str
    b: str
    title: str
    happening_count: int
    undated_count: int = Field(description="Happenings of which nothing tells the day; they are left out.")
    first_day: date | None
    last_day: date | None
    alignment: LevelOut | None
    alignment_of_last_year: LevelOut | None = Field(description="Over the 365 days up to the last happening.")


class StepOut(BaseModel):
    """One step of a series, with a count for each quad class or type."""

    model_config = ConfigDict(extra="allow")

    period: str
    first: date
    last: date
    happenings: int
    reports: int
    balance: float
    net_cooperation: float
    alignment: float | None
    alignment_low: float | None
    alignment_high: float | None
    sources: int | None
    weight: float | None


class SeriesOut(BaseModel):
    """How two stood over time."""

    title: str
    since: date | None
    until: date | None
    happening_count: int
    report_count: int
    without_score: int
    without_day: int
    alignment: LevelOut | None
    steps: list[StepOut]


class ChangeOut(BaseModel):
    """A change in what passes between two, with what made it so."""

    model_config = ConfigDict(extra="allow")

    day: date
    last_before: date
    probability: float
    happenings: list[str]
    sentences: list[str]
    sources: list[str]
    ties: list[str]


class ClaimOut(BaseModel):
    """What one article says of a tie, or what the reference table knows."""

    source: str
    kind: str
    name: str | None
    parties: list[str]
    directed: bool | None
    standing: str
    day: str | None
    since: str | None
    until: str | None
    is_turn: bool | None = Field(description="Whether the tie stands otherwise from that day on.")
    claimants: list[str] | None
    claimant_codes: list[str] | None
    is_quoted: bool | None
    sentence: str | None
    confidence: float | None
    story_id: str | None
    article_id: str | None
    title: str | None
    outlet: str | None
    published: date | None
    standing_id: str | None


class SentenceOut(BaseModel):
    """A sentence with the numbers of what it rests on."""

    text: str
    citations: list[int]
    more_count: int


class PassageOut(BaseModel):
    """Sentences under a heading."""

    heading: str
    sentences: list[SentenceOut]


class CitationOut(BaseModel):
    """One record that a sentence rests on."""

    number: int
    record: str
    record_id: str
    article_id: str | None
    title: str | None
    outlet: str | None
    published: date | None
    url: str | None
    words: str | None


class BriefOut(BaseModel):
    """How a pair stands, in plain sentences."""

    a: str
    b: str
    title: str
    since: date | None
    until: date | None
    passages: list[PassageOut]
    citations: list[CitationOut]


class NetworkOut(BaseModel):
    """The signed network of a window."""

    model_config = ConfigDict(extra="allow")

    since: date | None
    until: date | None
    happening_count: int
    communities: list[list[str]]
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    unbalanced: list[list[str]]
