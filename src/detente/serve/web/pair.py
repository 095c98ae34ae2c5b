"""The page of a pair: how two stand, their ties, what passed between them, and in which words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from detente.analyse.acts import Selection, select_acts
from detente.analyse.briefs import Dossier, build_brief
from detente.analyse.changes import Change, find_changes
from detente.analyse.citations import Brief, Citation, Sentence
from detente.analyse.histories import TieHistory, build_histories
from detente.analyse.known import Known, list_known
from detente.analyse.series import Every, Series, build_series
from detente.analyse.sides import Side
from detente.analyse.tie_keys import TieKey
from detente.serve.change_pages import Teller
from detente.serve.dossiers import read_dossier
from detente.serve.names import name_actor
from detente.serve.tie_lanes import sort_lanes
from detente.serve.web.addresses import link, link_article, link_pair
from detente.serve.web.timeline import Choice, Entry, Facets, build_timeline, count_facets
from detente.store import Database, EventRow, Filters

ENTRIES = 20  # of the timeline on one page
STAND = "How they stand"


@dataclass(frozen=True, slots=True)
class PairView:
    """What the address of the page of a pair says.

    Attributes:
        one, other: codes of the two.
        since, until: first and last day; None where open.
        every: length of a step of the series.
        choice: what to show of the timeline.
        page: of the timeline, from 1.
    """

    one: str
    other: str
    since: date | None = None
    until: date | None = None
    every: Every = "month"
    choice: Choice = field(default_factory=Choice)
    page: int = 1

    @property
    def title(self) -> str:
        """The names of both."""
        return f"{name_actor(self.one)} and {name_actor(self.other)}"

    @property
    def address(self) -> str:
        """The address of this view."""
        return self.link()

    def link(self, part: str = "", **changes: object) -> str:
        """The address of this view with something changed, or of one of its parts as a file."""
        query: dict[str, object] = {
            "since": self.since,
            "until": self.until,
            "every": self.every if self.every != "month" else None,
            "type": self.choice.kind,
            "status": self.choice.status,
            "outlet": self.choice.outlet,
            "page": self.page,
        }
        return link(link_pair(self.one, self.other) + part, query | changes)


@dataclass(frozen=True, slots=True)
class PairPage:
    """All that the page of a pair shows.

    Attributes:
        histories: of the ties, in the order of their lanes.
        known: what the reference table has of them.
        selection: what passed on all days.
        changes: those in the window.
        entries: of the timeline that fit, newest first.
        facets: what the timeline can be filtered by.
    """

    view: PairView
    brief: Brief
    histories: Sequence[TieHistory]
    known: Mapping[TieKey, Known]
    reference: Sequence[Known]
    selection: Selection
    series: Series
    changes: Sequence[Change]
    entries: Sequence[Entry]
    facets: Facets

    @property
    def stand(self) -> Sequence[Sentence]:
        """How they stand, in a sentence or two."""
        return next((passage.sentences for passage in self.brief.passages if passage.heading == STAND), ())

    @property
    def shown(self) -> Sequence[Entry]:
        """The entries of this page of the timeline."""
        return self.entries[(self.view.page - 1) * ENTRIES : self.view.page * ENTRIES]

    @property
    def page_count(self) -> int:
        """How many pages the timeline has."""
        return max(-(-len(self.entries) // ENTRIES), 1)

    @property
    def is_empty(self) -> bool:
        """Whether the record holds nothing of the two in this window."""
        return not (self.histories or self.selection.acts or self.facets.kinds)


def read_pair(database: Database, view: PairView) -> PairPage:
    """All of a pair that the view asks for."""
    pair = (view.one, view.other)
    dossier = read_dossier(database, pair, view.since, view.until)
    histories = build_histories(dossier.ties, dossier.spoken, dossier.stories, pair)
    selection = _select(database, dossier, view)
    reference = list_known(*pair)
    by_name = {(one.kind, one.name): one for one in reference if not one.is_shared}
    timeline = build_timeline(dossier.told, dossier.quotes)
    return PairPage(
        view=view,
        brief=build_brief(dossier, *pair, view.since, view.until),
        histories=sort_lanes(histories),
        known={h.key: by_name[h.key.kind, h.key.name] for h in histories if (h.key.kind, h.key.name) in by_name},
        reference=reference,
        selection=selection,
        series=build_series(selection.acts, since=view.since, until=view.until, every=view.every),
        changes=[c for c in find_changes(selection.acts, histories) if _lies_within(c.day, view)],
        entries=[entry for entry in timeline if view.choice.fits(entry)],
        facets=count_facets(timeline),
    )


def find_culprits(database: Database, changes: Sequence[Change]) -> list[list[tuple[EventRow, float]]]:
    """For each change the first reports of the happenings that made it, with their shares."""
    teller = Teller(database)
    return [[(teller.read_row(each.act), each.share) for each in change.acts] for change in changes]


def link_citation(cited: Citation) -> str | None:
    """Where a citation of a brief can be read; None for the reference table."""
    if cited.article_id is None:
        return None
    return link_article(cited.article_id, None if cited.record == "article" else cited.record_id)


def turn_page(view: PairView, page: int) -> str:
    """The address of another page of the timeline."""
    return f"{replace(view, page=page).address}#timeline"


def _select(database: Database, dossier: Dossier, view: PairView) -> Selection:
    """What passed between the two; with a window also from before it, for what has not faded yet."""
    told = (each.happening for each in dossier.told)
    rows = (
        told if view.since is None else database.iter_happenings(Filters(pair=(view.one, view.other), until=view.until))
    )
    return select_acts(rows, Side(view.one), Side(view.other))


def _lies_within(day: date, view: PairView) -> bool:
    return (view.since is None or day >= view.since) and (view.until is None or day <= view.until)
