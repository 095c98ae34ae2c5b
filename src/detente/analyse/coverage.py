"""Articles on the same event, in the same words or in others."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from detente.analyse.clustering import cluster
from detente.analyse.linking import Features, load_linker
from detente.analyse.words import Vector, cosine, split_words, weigh_stems
from detente.reference.words import load_frequencies, stem_word

LEAD = 70  # words at the start of an article that say what it is about
HEAVIEST = 120  # words of a text that are kept: the rest weighs next to nothing
COMMON = 0.1  # a word of more texts than this share makes no phrase
RARE = 2.0  # rarity from which a word of two articles is a reason to compare them
MOST_SHARED = 400  # articles with the same word, beyond which that word is no reason
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """What an article is about, as weighted words.

    Attributes:
        whole: all words.
        lead: those that it opens with.
        names: those that it only writes with a capital.
        lead_names: names that it opens with.
        rest: neither names nor numbers.
        numbers: as printed.
        phrases: two uncommon words in a row, each pair the same weight.
        years: the years that it names.
    """

    whole: Vector
    lead: Vector
    names: Vector
    lead_names: Vector
    rest: Vector
    numbers: Vector
    phrases: Vector
    years: frozenset[str]


def weigh_article(text: str) -> ArticleWords:
    """The words of an article, headline included."""
    words = split_words(text)
    stems = [stem_word(word) for word in words]
    small = {stem for word, stem in zip(words, stems, strict=True) if word[0].islower()}
    capital = [stem for word, stem in zip(words, stems, strict=True) if word[0].isupper() and stem not in small]
    names, numbers = set(capital), {stem for stem in stems if stem[0].isdigit()}
    return ArticleWords(
        whole=weigh_stems(stems, HEAVIEST),
        lead=weigh_stems(set(stems[:LEAD])),
        names=weigh_stems(capital, HEAVIEST),
        lead_names=weigh_stems(stem for stem in set(stems[:LEAD]) if stem in names),
        rest=weigh_stems((s for s in stems if s not in names and s not in numbers), HEAVIEST),
        numbers=weigh_stems(numbers, HEAVIEST),
        phrases=_weigh_phrases(stems),
        years=frozenset(word for word in words if _YEAR.fullmatch(word)),
    )


def compare_articles(a: ArticleWords, b: ArticleWords) -> Features:
    """What two articles have in common."""
    return {
        "whole": cosine(a.whole, b.whole),
        "lead": cosine(a.lead, b.lead),
        "names": cosine(a.names, b.names),
        "lead_names": cosine(a.lead_names, b.lead_names),
        "rest": cosine(a.rest, b.rest),
        "numbers": cosine(a.numbers, b.numbers),
        "phrases": cosine(a.phrases, b.phrases),
        "same_year": float(bool(a.years & b.years)),
        "other_year": float(bool(a.years and b.years) and not a.years & b.years),
    }


def group_articles(articles: Sequence[ArticleWords]) -> list[int]:
    """For each article the number of its group: all that report the same event.

    Only articles that share two uncommon words of their leads are compared.
    """
    linker = load_linker("articles")
    links = {(i, j): linker.log_odds(compare_articles(articles[i], articles[j])) for i, j in find_candidates(articles)}
    return cluster(len(articles), links, bar=linker.bar, unseen=linker.unseen)


def find_candidates(articles: Sequence[ArticleWords]) -> list[tuple[int, int]]:
    """Pairs with two rare words in common."""
    rarity = load_frequencies().rarity
    holders: dict[str, list[int]] = defaultdict(list)
    for place, article in enumerate(articles):
        for stem in article.whole.keys() | article.lead.keys():
            if rarity(stem) >= RARE:
                holders[stem].append(place)
    shared = Counter[tuple[int, int]]()
    for places in holders.values():
        if len(places) <= MOST_SHARED:
            shared.update(combinations(places, 2))
    return [pair for pair, count in shared.items() if count > 1]


def _weigh_phrases(stems: Sequence[str]) -> Vector:
    frequencies = load_frequencies()
    least = -math.log(COMMON)
    found = {f"{a} {b}" for a, b in pairwise(stems) if max(map(frequencies.rarity, (a, b))) > least}
    return {phrase: 1 / math.sqrt(len(found)) for phrase in found}
