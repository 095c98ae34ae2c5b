"""The record over HTTP: the same rows as the commands write, typed and paged."""

from detente.serve.api.app import make_app

__all__ = ["make_app"]
