"""Who stands with whom in a window."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from detente.analyse.network_report import describe_network
from detente.analyse.networks import FEWEST, NetworkRules, build_network
from detente.analyse.sides import find_bloc
from detente.serve.api.pair_schemas import NetworkOut
from detente.serve.api.pairs import answer_kept
from detente.serve.api.queries import DatabasePart, Window, Words
from detente.serve.network_summary import write_network
from detente.store import Filters

router = APIRouter(tags=["network"])


class NetworkQuery(Window):
    """Which network."""

    min_happenings: int = Field(FEWEST, ge=1, le=10_000, description="Independent happenings that a pair needs.")
    top: int = Field(60, ge=2, le=250, description="Only so many of the most often involved.")
    bloc: Annotated[list[Words], Field(max_length=10)] = Field(default=[], description="One node for members: NATO.")
    expand: bool = Field(False, description="Instead, what a bloc does counts for each member on the day.")


@router.get("/network", response_model=NetworkOut)
def get_network(request: Request, database: DatabasePart, query: Annotated[NetworkQuery, Query()]) -> Response:
    """The network of friendly and hostile relations in a window, with balance, communities and centrality."""
    query.check_order()
    rules = NetworkRules(
        since=query.since,
        until=query.until,
        fewest=query.min_happenings,
        blocs=tuple(find_bloc(name) for name in query.bloc),
        expand=query.expand,
    )

    def work_out() -> dict[str, Any]:
        filters = Filters(since=query.since, until=query.until, newest_first=False)
        found = build_network(database.iter_happenings(filters), rules, ()).keep(query.top)
        written: dict[str, Any] = json.loads(write_network(describe_network(found, 0), rules, "json"))
        return written

    return answer_kept(request, database, ("network", *sorted(request.query_params.multi_items())), work_out)
