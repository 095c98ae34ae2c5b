"""Event data in the forms that other systems have: in and out."""

from detente.store.exchange.exports import export_events
from detente.store.exchange.ftm import export_entities
from detente.store.exchange.imports import ImportResult, import_file
from detente.store.exchange.outgoing import Written
from detente.store.exchange.package import export_package

__all__ = ["ImportResult", "Written", "export_entities", "export_events", "export_package", "import_file"]
