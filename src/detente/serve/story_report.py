"""The report on stories as sheets of figures, and the groups of articles that went wrong."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping

from detente.evaluate.coreference import Coreference, Figure
from detente.evaluate.matching import Row
from detente.evaluate.stories import StoryReport
from detente.serve.sheets import Sheet


def list_sheets(report: StoryReport) -> list[Sheet]:
    """All figures of a report."""
    rows = (
        ("gold mentions, detente", report.given),
        ("gold mentions, same words", report.repeated),
        ("  in one group of articles", report.repeated_near),
        ("events found", report.found),
    )
    return [
        Sheet("Pairs of articles on the same event", ("p", "r", "f1"), (_show_figure(report.articles),)),
        Sheet(
            "Mentions of the same event, F1",
            ("", "MUC", "B3", "CEAF-e", "CoNLL", "pairs"),
            tuple((name, *_show_coreference(figures)) for name, figures in rows),
            "Over the whole set; lone mentions kept.",
        ),
    ]


def list_mixed(gold: Mapping[str, Row], predicted: Mapping[str, Row], count: int) -> Sheet:
    """Groups of articles that hold more than one gold event, or gold events torn over several groups, largest first."""
    found = {row_id: predicted.get(row_id, {}).get("group", row_id) for row_id in gold}
    wanted = {row_id: str(row["subtopic"]) for row_id, row in gold.items()}
    rows = [("mixed", str(g), *parts) for g, parts in _split(found, wanted)]
    rows += [("torn", w, *parts) for w, parts in _split(wanted, found)]
    rows.sort(key=lambda row: -int(row[2]))
    return Sheet(f"The worst {min(count, len(rows))}", ("", "group", "articles", "of"), tuple(rows[:count]))


def _split(labels: Mapping[str, Hashable], others: Mapping[str, Hashable]) -> list[tuple[str, tuple[str, str]]]:
    """Groups by one label whose members differ in the other: how many there are, and how many of each."""
    counts: dict[Hashable, Counter[Hashable]] = defaultdict(Counter)
    for row_id, label in labels.items():
        counts[label][others[row_id]] += 1
    return [
        (str(label), (str(parts.total()), ", ".join(f"{n} {part}" for part, n in parts.most_common())))
        for label, parts in counts.items()
        if len(parts) > 1
    ]


def _show_figure(figure: Figure) -> tuple[str, ...]:
    return tuple(f"{value:.3f}" for value in (figure.p, figure.r, figure.f1))


def _show_coreference(figures: Coreference) -> tuple[str, ...]:
    values = (figures.muc.f1, figures.b_cubed.f1, figures.ceaf_e.f1, figures.conll, figures.pairs.f1)
    return tuple(f"{value:.3f}" for value in values)
