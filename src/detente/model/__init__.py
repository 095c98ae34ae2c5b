"""What we speak about: frozen types without input or output."""

from detente.model.actor import Actor, ActorKind, Mention, Sector, Timex
from detente.model.article import Article, Section, SectionKind, hash_claim
from detente.model.document import Document, Sentence, Sign, Token
from detente.model.event import Event, EventStatus, EventType, Participant, QuadClass
from detente.model.evidence import Evidence
from detente.model.issue import Issue
from detente.model.period import Period, Precision
from detente.model.quote import Quote, QuoteType
from detente.model.span import Span, cover_spans
from detente.model.tie import Standing, StandingValue, Tie, TieKind

__all__ = [
    "Actor", "ActorKind", "Article", "Document", "Event", "EventStatus", "EventType", "Evidence", "Issue", "Mention",
    "Participant", "Period", "Precision", "QuadClass", "Quote", "QuoteType", "Section", "SectionKind", "Sector",
    "Sentence", "Sign", "Span", "Standing", "StandingValue", "Tie", "TieKind", "Timex", "Token", "cover_spans",
    "hash_claim",
]  # fmt: skip
