"""detente: reads news and keeps the record of how states stand with one another."""

__version__ = "0.1.0"

# The function `read` takes the name that the package `detente.read` had; `from detente.read.x import y` still works.
from detente.coder import Records
from detente.model import Article, Event, Quote, Standing
from detente.pipeline import read

__all__ = ["Article", "Event", "Quote", "Records", "Standing", "read"]
