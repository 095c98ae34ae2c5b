"""Articles, and the text of one."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from detente.errors import UsageError
from detente.serve.api.forms import STREAMS, JsonResponse, answer_list
from detente.serve.api.problems import NotFoundError
from detente.serve.api.queries import ArticleListing, DatabasePart, PlainQuery
from detente.serve.api.records import Key
from detente.serve.api.schemas import ArticleOut, ArticleText, Page
from detente.store import Filters
from detente.store.columns import flatten

router = APIRouter(tags=["articles"])


@router.get("/articles", response_model=Page[ArticleOut], responses=STREAMS)  # type: ignore[valid-type]
def list_articles(request: Request, database: DatabasePart, query: Annotated[ArticleListing, Query()]) -> Response:
    """Articles without their texts; each actor asked for takes part in some record of it."""
    return answer_list(request, database, "articles", query, lambda row: flatten("articles", row))


@router.get("/articles/{article_id}", response_model=ArticleText)
def get_article(article_id: Key, database: DatabasePart, _: PlainQuery) -> Response:
    """The article whose id begins so, with its text and sections; its records are at /events?article= and the like."""
    try:
        article = database.read_article(article_id)
    except UsageError as error:
        raise NotFoundError(str(error)) from error
    [row] = database.read_page("articles", Filters(article=article.article_id, old_versions=True), 1).rows
    parts = [{"kind": section.kind, **asdict(section.span)} for section in article.sections]
    return JsonResponse({**flatten("articles", row), "text": article.text, "sections": parts})
