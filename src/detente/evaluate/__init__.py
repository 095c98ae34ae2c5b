"""Our output against gold labels."""
