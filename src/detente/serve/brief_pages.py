"""A brief as text, Markdown, HTML and JSON."""

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from html import escape
from typing import Literal

from detente.analyse.citations import Brief, Citation, Sentence
from detente.serve.tables import join_lines, shorten

BriefForm = Literal["text", "md", "html", "json"]
WIDTH = 80
TITLE = 60  # characters of a headline in a list of sources
ID = 8

STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 Georgia, "Times New Roman", serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: .3rem; }
h2 { font-size: 1rem; margin: 1.2rem 0 .2rem; font-variant: small-caps; letter-spacing: .03em; }
ul { margin: 0; padding-left: 1.1rem; }
li { margin: .2rem 0; }
sup { line-height: 0; }
a { text-decoration: none; }
.sources { font-size: .82rem; }
.sources details { display: inline; }
.sources details[open] { display: block; }
.sources summary { display: inline; cursor: pointer; text-decoration: underline dotted; }
.sources blockquote { margin: .1rem 0 .3rem 1rem; font-style: italic; }
:target { background: Mark; color: MarkText; }
.more { opacity: .7; font-size: .8em; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } }
""".strip()


def write_brief(brief: Brief, form: BriefForm, *, words: bool = False) -> str:
    """The brief in one of its forms.

    Args:
        brief: what to write.
        form: text and md (Markdown) are for people, html is a page of its own, json has all fields.
        words: whether the sources of text and Markdown show the exact words too; HTML and JSON always do.
    """
    writers = {"text": _write_text, "md": _write_markdown}
    if form in writers:
        return writers[form](brief, words)
    return _write_html(brief) if form == "html" else _write_json(brief)


def _write_text(brief: Brief, words: bool) -> str:
    lines = [brief.title, "=" * len(brief.title)]
    for passage in brief.passages:
        lines += ["", passage.heading]
        lines += [_wrap(f"{s.text}{_mark(s)}", "- ") for s in passage.sentences]
    if brief.citations:
        lines += ["", "Sources"]
    for group in _group(brief.citations):
        lines.append(_wrap(f"{_say_article(group[0])}: {', '.join(map(_say_record, group))}", "- "))
        lines += [_wrap(f"“{join_lines(c.words)}” [{c.number}]", "  ") for c in group if words and c.words]
    return "\n".join(lines) + "\n"


def _write_markdown(brief: Brief, words: bool) -> str:
    lines = [f"# {_plain(brief.title)}"]
    for passage in brief.passages:
        lines += ["", f"## {_plain(passage.heading)}", ""]
        lines += [f"- {_plain(s.text)}{_plain(_mark(s))}" for s in passage.sentences]
    if brief.citations:
        lines += ["", "## Sources", ""]
    for group in _group(brief.citations):
        lines.append(_plain(f"- {_say_article(group[0])}: {', '.join(map(_say_record, group))}"))
        lines += [_plain(f"    - “{join_lines(c.words)}” [{c.number}]") for c in group if words and c.words]
    return "\n".join(lines) + "\n"


def _write_html(brief: Brief) -> str:
    return "\n".join(_iter_html(brief)) + "\n"


def _iter_html(brief: Brief) -> Iterator[str]:
    title = escape(brief.title)
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n<h1>{title}</h1>"
    for passage in brief.passages:
        yield f"<h2>{escape(passage.heading)}</h2>\n<ul>"
        yield from (f"<li>{escape(s.text)}{_link(s)}</li>" for s in passage.sentences)
        yield "</ul>"
    if brief.citations:
        yield '<h2>Sources</h2>\n<ul class="sources">'
        yield from map(_write_source, _group(brief.citations))
        yield "</ul>"
    yield "</body>\n</html>"


def _write_json(brief: Brief) -> str:
    return json.dumps(asdict(brief), ensure_ascii=False, indent=2, default=date.isoformat) + "\n"


def _write_source(group: Sequence[Citation]) -> str:
    """An article with what is cited of it; the exact words unfold."""
    head = escape(_say_article(group[0]))
    url = group[0].url
    if url and url.startswith(("http://", "https://")):
        head = f'<a href="{escape(url)}">{head}</a>'
    return f"<li>{head}: {' '.join(map(_write_record, group))}</li>"


def _write_record(cited: Citation) -> str:
    label = f'<span id="c{cited.number}">{escape(_say_record(cited))}</span>'
    if not cited.words:
        return label
    return f"<details><summary>{label}</summary><blockquote>“{escape(join_lines(cited.words))}”</blockquote></details>"


def _link(sentence: Sentence) -> str:
    links = ", ".join(f'<a href="#c{number}">{number}</a>' for number in sentence.citations)
    more = f' <span class="more">and {sentence.more_count} more</span>' if sentence.more_count else ""
    return (f" <sup>{links}</sup>" if links else "") + more


def _mark(sentence: Sentence) -> str:
    """The numbers of what a sentence rests on."""
    marks = "".join(f"[{number}]" for number in sentence.citations)
    more = f" and {sentence.more_count} more" if sentence.more_count else ""
    return f" {marks}{more}" if marks or more else ""


def _group(citations: Iterable[Citation]) -> list[list[Citation]]:
    """The citations of each article together, in the order of the first."""
    groups: dict[str | None, list[Citation]] = {}
    for cited in citations:
        groups.setdefault(cited.article_id, []).append(cited)
    return list(groups.values())


def _say_article(cited: Citation) -> str:
    """Outlet, day and headline, as a reader looks an article up."""
    if cited.record == "reference":
        return "Reference table"
    day = "no day" if cited.published is None else cited.published.isoformat()
    headline = f", “{shorten(cited.title, TITLE)}”" if cited.title else ""
    return f"{cited.outlet or 'unknown outlet'}, {day}{headline}"


def _say_record(cited: Citation) -> str:
    if cited.record == "reference":
        return f"[{cited.number}] {cited.record_id}"
    return f"[{cited.number}] {cited.record} {cited.record_id[:ID]}"


def _wrap(text: str, lead: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_on_hyphens=False)


def _plain(text: str) -> str:
    """The text with all that Markdown would read as markup escaped."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in text)
