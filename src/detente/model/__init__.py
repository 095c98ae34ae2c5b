"""What we speak about: frozen types without input or output."""

from detente.model.actor import Actor, ActorKind, Mention, Sector, Timex
from detente.model.article import Article, Section, SectionKind, hash_claim
from detente.model.correction import Correction
from detente.model.document import Document, Sentence, Sign, SpeechSign, Token
from detente.model.event import Event, EventStatus, EventType, Participant, QuadClass
from detente.model.evidence import Evidence
from detente.model.happening import Happening, Report, name_happening
from detente.model.imported import ImportedEvent, Origin
from detente.model.issue import Issue
from detente.model.period import Period, Precision
from detente.model.portfolio import PortfolioEntry, PortfolioKind
from detente.model.quote import Quote, QuoteType
from detente.model.span import Span, cover_spans
from detente.model.tie import Standing, StandingValue, Tie, TieKind

__all__ = [
    "Actor", "ActorKind", "Article", "Correction", "Document", "Event", "EventStatus", "EventType", "Evidence",
    "Happening", "ImportedEvent", "Issue", "Mention", "Origin", "Participant", "Period", "PortfolioEntry",
    "PortfolioKind", "Precision", "QuadClass", "Quote", "QuoteType", "Report", "Section", "SectionKind", "Sector",
    "Sentence", "Sign", "Span", "SpeechSign", "Standing", "StandingValue", "Tie", "TieKind", "Timex", "Token",
    "cover_spans", "hash_claim", "name_happening",
]  # fmt: skip
