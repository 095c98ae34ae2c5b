"""detente: reads news and keeps the record of how states stand with one another."""

__version__ = "0.1.0"
