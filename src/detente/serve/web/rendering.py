"""Pages from templates; whatever comes from an article is data and never markup."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from detente.analyse.histories import find_contests
from detente.analyse.wording import (
    capitalise,
    count_things,
    head_tie,
    join_words,
    name_participants,
    name_party,
    say_day,
    say_period,
)
from detente.model import Participant
from detente.reference.actors import load_actors
from detente.serve.names import name_actor
from detente.serve.tables import join_lines, shorten, show_dated, show_mark, show_parties, show_source
from detente.serve.tie_lanes import label_history, say_contest, say_known, say_prospects, say_turns
from detente.serve.web.addresses import link, link_article, link_pair, link_record, name_anchor, name_record
from detente.serve.web.pair import link_citation
from detente.serve.web.sentences import cut_sentence
from detente.serve.web.tie_chart import draw_sign

FOLDER = Path(__file__).parent
SECTIONS = (("/pair", "Pairs"),)
POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
THEMES = ("auto", "light", "dark")


def render(request: Request, name: str, status_code: int = 200, **parts: Any) -> HTMLResponse:
    """A page from its template, in the colours that the reader chose."""
    theme = request.cookies.get("theme", "auto")
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    shared = {
        "sections": SECTIONS,
        "theme": theme if theme in THEMES else "auto",
        "here": here,
        "here_quoted": quote(here, safe=""),
    }
    page = _open_templates().get_template(name).render(shared | parts)
    return HTMLResponse(page, status_code, {"Content-Security-Policy": POLICY})


@cache
def _open_templates() -> Environment:
    # Text in a template is markup only where the template itself says so, never what is put into it.
    env = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(_FILTERS)
    env.globals.update(
        link=link, link_article=link_article, link_pair=link_pair, list_pairs=list_pairs, show_dated=show_dated
    )
    return env


def list_pairs(first: Sequence[Participant | str], second: Sequence[Participant | str] = ()) -> list[tuple[str, str]]:
    """Pairs of countries and bodies with a page of their own: one of the first and one of the second; three at most."""
    left, right = (dict.fromkeys(filter(None, map(_find_code, side))) for side in (first, second or first))
    pairs = dict.fromkeys(tuple(sorted((a, b))) for a in left for b in right if a != b)
    return [(a, b) for a, b in pairs][:3]


def _find_code(party: Participant | str) -> str | None:
    code = party if isinstance(party, str) else party.code
    return code if code and code != "IGO" and load_actors().state(code) else None


def _name_parties(parties: Iterable[Participant], first: tuple[str, str] = ("", "")) -> str:
    return capitalise(name_participants(parties, first))


def _words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def _share(value: float) -> str:
    return f"{value:.0%}"


_FILTERS = {
    "contests": find_contests,
    "count_things": count_things,
    "cut_sentence": cut_sentence,
    "head_tie": head_tie,
    "join_lines": join_lines,
    "join_words": join_words,
    "label_history": label_history,
    "link_citation": link_citation,
    "link_record": link_record,
    "name_actor": name_actor,
    "name_anchor": name_anchor,
    "name_party": name_party,
    "name_parties": _name_parties,
    "name_record": name_record,
    "say_contest": say_contest,
    "say_day": say_day,
    "say_known": say_known,
    "say_period": say_period,
    "say_prospects": say_prospects,
    "say_turns": say_turns,
    "shorten": shorten,
    "show_mark": show_mark,
    "show_parties": show_parties,
    "show_source": show_source,
    "sign": draw_sign,
    "signed": _signed,
    "share": _share,
    "words": _words,
}
