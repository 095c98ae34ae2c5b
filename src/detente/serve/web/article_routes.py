"""Addresses under which an article is read."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from detente.errors import UsageError
from detente.serve.web.addresses import link_article, name_record
from detente.serve.web.article import ArticlePage, Card, read_article_page
from detente.serve.web.files import answer_json
from detente.serve.web.rendering import render
from detente.store import Database, flatten
from detente.store.columns import TableName

_TABLES: dict[str, TableName] = {"event": "events", "quote": "quotes", "tie": "ties"}


def make_article_routes(database: Database) -> APIRouter:
    """The page of each article, and the same as JSON."""
    router = APIRouter(include_in_schema=False)

    @router.get("/article/{article_id}.json")
    def show_json(article_id: str) -> Response:
        return answer_json(_describe(_read(database, article_id)))

    @router.get("/article/{article_id}")
    def show(request: Request, article_id: str) -> Response:
        page = _read(database, article_id)
        found = page.article.article_id
        if found != article_id:
            return RedirectResponse(link_article(found), 303)
        cite = f"{str(request.base_url).rstrip('/')}{link_article(found)}"
        return render(request, "article.html", page=page, cite=cite)

    return router


def _read(database: Database, article_id: str) -> ArticlePage:
    try:
        return read_article_page(database, article_id)
    except UsageError as error:
        raise HTTPException(404, str(error)) from error


def _describe(page: ArticlePage) -> dict[str, Any]:
    return {
        "article": asdict(page.facts),
        "text": page.article.text,
        "sections": [asdict(section) for section in page.article.sections],
        "records": [_describe_card(card) for card in page.cards],
    }


def _describe_card(card: Card) -> dict[str, Any]:
    return {
        "sort": card.sort,
        **flatten(_TABLES[card.sort], card.row),
        "happening_id": card.happening and card.happening.happening_id,
        "other_reports": [link_article(row.article.article_id, name_record(row)) for row in card.others],
    }
