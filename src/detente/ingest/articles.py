"""Articles from texts and what is known of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from detente.ingest.cleaning import clean_in_place, normalise_text
from detente.ingest.sections import find_headline, fold_words, split_sections
from detente.model import Article


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a text besides its words; None where it is not known."""

    published: date | None = None
    outlet: str | None = None
    url: str | None = None

    def filled_from(self, other: "Facts") -> "Facts":
        """These facts, with the other's where these are silent."""
        return Facts(self.published or other.published, self.outlet or other.outlet, self.url or other.url)


def build_article(
    text: str,
    title: str | None = None,
    facts: Facts | None = None,
    given_id: str | None = None,
    *,
    normalise: bool = True,
    captions: Collection[str] = (),
) -> Article:
    """An article with its sections, from a text and what is known of it.

    Args:
        text: the words, as found.
        title: the headline; it becomes the first line of the stored text unless that repeats it already.
        facts: day, outlet and address.
        given_id: the id under which the user knows it.
        normalise: whether to bring the text into its stored form; if not, every character keeps its place (control
            characters and odd spaces are blanked) and the title is not put in front.
        captions: captions known as such from the page, added below the text where it lacks them.
    """
    facts = facts or Facts()
    title = " ".join(normalise_text(title).split()) or None if title else None
    if normalise:
        known = [caption for caption in (" ".join(normalise_text(c).split()) for c in captions) if caption]
        stored = _assemble(normalise_text(text), title, known)
    else:
        known, stored = list(captions), clean_in_place(text)
    sections = split_sections(stored, title, frozenset(known))
    found = title or find_headline(stored, sections)
    return Article(stored, sections, found, facts.published, facts.outlet, facts.url, given_id)


def _assemble(text: str, title: str | None, captions: list[str]) -> str:
    lines = set(text.split("\n"))
    parts = [text, *(caption for caption in dict.fromkeys(captions) if caption not in lines)]
    if title and fold_words(text.split("\n", 1)[0]) != fold_words(title):
        parts.insert(0, title)
    return "\n\n".join(part for part in parts if part)
