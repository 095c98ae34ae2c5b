"""Articles to documents: words, sentences, names, dates."""
