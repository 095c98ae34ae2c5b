"""Documents to events, quotes and ties."""
