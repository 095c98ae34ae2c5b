"""Temporal expressions: the patterns' own examples, directions, contexts, what is no date, and what always holds."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import build_article, build_document
from detente.errors import ReferenceDataError
from detente.evaluate.scores import score_dates
from detente.model import Document, Period, Section, Span
from detente.read.dates import find_in_text, find_own_day, find_timexes
from detente.reference.timex_grammar import build_class, compile_pattern
from detente.reference.timexes import TimexRule, load_timex_rules

FRIDAY = date(2020, 10, 23)


def read(text: str, published: date | None = FRIDAY) -> list[tuple[str, str | None]]:
    return [(timex.span.words(text), timex.value) for timex in find_in_text(text, published)]


@pytest.mark.parametrize("rule", load_timex_rules().rules, ids=lambda rule: rule.example[1])
def test_every_pattern_finds_its_example(rule: TimexRule) -> None:
    text, words, value = rule.example
    found = [(t.span.words(text), t.timex_type, t.value) for t in find_in_text(text, FRIDAY)]
    assert (words, rule.timex_type, value) in found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ministers met on Monday.", "2020-10-19"),
        ("The ministers will meet on Monday.", "2020-10-26"),
        ("On Monday, the ministers will meet.", "2020-10-26"),
        ("The offer stands until Monday.", "2020-10-26"),
        ("Shelling has gone on since Monday.", "2020-10-19"),
        ("The ministers met on Friday.", "2020-10-23"),
        ("The ministers met this Monday.", "2020-10-19"),
        ("A summit this Monday in Rome", "2020-10-26"),
        ("Putin said Thursday.", "2020-10-22"),
        ("The talks are to be held on Monday.", "2020-10-26"),
        ("Ahead of Monday's vote, he left.", "2020-10-26"),
        ("It is stamped 2020-10-21T12:30.", "2020-10-21"),
        ("The summit is scheduled for December.", "2020-12"),
        ("The pipeline was opened in December.", "2019-12"),
        ("The two held drills in September.", "2020-09"),
        ("Voters go to the polls on Nov. 3.", "2020-11-03"),
        ("Elections were held on Aug. 9.", "2020-08-09"),
        ("The truce was signed on Feb. 29.", "2020-02-29"),
        ("The fourth quarter was weak.", "2020-Q4"),
        ("Output fell in the first quarter.", "2020-Q1"),
        ("They will meet in the first quarter.", "2021-Q1"),
        ("They will confer this weekend.", "2020-W43-WE"),
        ("Trade reached $200 billion last year.", "2019"),
        ("A deal is likely next year.", "2021"),
        ("The ban was imposed three months ago.", "2020-07"),
        ("They will train there for 24 hours.", "PT24H"),
        ("It was signed in the '90s.", "199"),
        ("It was signed in the mid-2010s.", "201"),
        ("Spending in fiscal 2020 rose.", "2020"),
        ("He will leave at 8:30 pm on Sunday", "2020-10-25T20:30"),
        ("He left on 3/4/2020 for Rome", "2020"),
        ("He left on 13/4/2020 for Rome", "2020-04-13"),
        ("It has lasted two hundred and fifty years", "P250Y"),
        ("İn İstanbul the envoys met on Thursday", "2020-10-22"),
    ],
)
def test_value(text: str, value: str) -> None:
    assert [found for _, found in read(text)] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("He resigned on Oct. 2. The following day, a truce began.", ["2020-10-02", "2020-10-03"]),
        ("He resigned on Oct. 2. Three days later, a truce began.", ["2020-10-02", "2020-10-05"]),
        ("Crimea voted in 2014. The following year, talks began.", ["2014", "2015"]),
        ("Crimea voted in 2014. Two years later, talks began.", ["2014", "2016"]),
        ("It was drafted in 2014-2016.", ["2014", "2016"]),
        ("It was fought in 1914-18.", ["1914"]),
        ("It ran from 1991 to 2004.", ["1991", "2004"]),
        ("Both 1990 and 1991 were bad.", ["1990", "1991"]),
        ("Third-quarter exports beat those of a year earlier.", ["2020-Q3", "2019-Q3"]),
        ("He spoke on Thursday. In the morning he had flown.", ["2020-10-22", "2020-10-22TMO"]),
    ],
)
def test_values_that_hang_on_what_was_said_before(text: str, values: list[str]) -> None:
    assert [found for _, found in read(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "The army sent 2000 troops and 1,990 vehicles.",
        "They paid $2,000 and $1990 for it.",
        "The S-400 and the S-1900 took part in Caucasus-2020.",
        "Resolution 1973 was passed.",
        "Flight 1812 was late.",
        "A 2000-strong force",
        "The Six-Day War and the Seven Years' War",
        "They may march to the palace.",
        "Theresa May and April Glaspie spoke before May left.",
        "The 30-year-old man and a woman of 45 years of age",
        "The fall of the wall came at once.",
        "Russia Today and USA Today reported it.",
        "Bloody Sunday is remembered.",
        "The Sunday Times reported it.",
        "One in four people fled.",
        "He came second in the first round.",
        "",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read(text) == []


def test_without_a_day_of_publication_only_whole_dates_have_values() -> None:
    text = (
        "On Nov. 13, 2019, he met him; last week, on Monday, in March and in recent years he met others; now he waits."
    )
    assert read(text, None) == [
        ("Nov. 13, 2019", "2019-11-13"),
        ("last week", None),
        ("Monday", None),
        ("March", None),
        ("recent years", "PXY"),
        ("now", "PRESENT_REF"),
    ]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("They met on Thursday.", Period.parse("2020-10-22")),
        ("They met on Thursday morning.", Period.parse("2020-10-22")),
        ("They met earlier this week.", Period.parse("2020-W43")),
        ("They met in mid-May 2019.", Period.parse("2019-05")),
        ("They met in summer 2019.", Period(date(2019, 6, 1), date(2019, 9, 1), "quarter")),
        ("They met in the winter of 2019.", Period.parse("2019")),
        ("They met in the second half of 2019.", Period(date(2019, 7, 1), date(2020, 1, 1), "quarter")),
        ("They met in the 1990s.", Period.parse("199")),
        ("They met over the weekend.", Period(date(2020, 10, 17), date(2020, 10, 19), "week")),
        ("They met in the 20th century.", None),
        ("They met for two years.", None),
        ("They recently met.", None),
    ],
)
def test_period(text: str, period: Period | None) -> None:
    assert [timex.period for timex in find_in_text(text, FRIDAY)] == [period]


MEETS_MONDAY = """
The the DET DT 2 det
talks talk NOUN NNS 3 nsubj
{verb}
Monday Monday PROPN NNP {head} obl:unmarked
"""


@pytest.mark.parametrize(
    ("verb", "head", "value"),
    [
        ("began begin VERB VBD 0 root", 3, "2020-10-19"),
        ("begin begin VERB VBP 0 root", 3, "2020-10-26"),
        ("will will AUX MD 4 aux\nbegin begin VERB VB 0 root", 4, "2020-10-26"),
        ("were be AUX VBD 4 aux:pass\nheld hold VERB VBN 0 root", 4, "2020-10-19"),
        ("are be AUX VBP 4 aux:pass\nscheduled schedule VERB VBN 0 root\nfor for ADP IN 6 case", 4, "2020-10-26"),
        ("planned plan VERB VBD 0 root\nfor for ADP IN 5 case", 3, "2020-10-19"),
    ],
)
def test_the_verb_decides_between_the_last_and_the_next(verb: str, head: int, value: str) -> None:
    doc = build_document(MEETS_MONDAY.format(verb=verb, head=head), published=FRIDAY)
    assert [timex.value for timex in find_timexes(doc)] == [value]


OWN_DAYS = [
    ("ROME, October 22, 2020 (AP) - The minister left on Thursday.", date(2020, 10, 22)),
    ("Talks fail\n\nPublished: 22 October 2020\n\nThe minister left.", date(2020, 10, 22)),
    ("Talks fail\nUpdated October 22, 2020, 10:30 p.m.\nThe minister left.", date(2020, 10, 22)),
    ("Talks fail\n\nThursday, October 22, 2020\n", date(2020, 10, 22)),
    ("2020-10-22\n\nThe minister left.", date(2020, 10, 22)),
    ("ROME, Oct 22 (Reuters) - The minister left.", None),
    ("On October 22, 2020 the minister left.", None),
    ("He came in\nMay 2020\nand left.", None),
    ("Chapter 12, 2020\n", None),
]


@pytest.mark.parametrize(("text", "expected"), OWN_DAYS)
def test_the_day_on_which_a_text_says_it_was_written(text: str, expected: date | None) -> None:
    assert find_own_day(text) == expected


def test_days_are_reckoned_from_the_texts_own_where_publication_is_unknown() -> None:
    text = "ROME, October 22, 2020 (AP) - The minister left on Monday and came back a day ago."
    doc = Document(build_article(text), (), ())
    assert [timex.value for timex in find_timexes(doc)] == ["2020-10-22", "2020-10-19", "2020-10-21"]


def test_furniture_says_nothing() -> None:
    text = "Talks on Monday\nPhotographed on Tuesday\nThey met in 2013."
    kinds = [("headline", 0, 15), ("furniture", 16, 39), ("body", 40, len(text))]
    sections = tuple(Section(kind, Span(start, end)) for kind, start, end in kinds)  # type: ignore[arg-type]
    doc = Document(build_article(text, sections=sections, published=FRIDAY), (), ())
    assert [timex.value for timex in find_timexes(doc)] == ["2020-10-19", "2013"]


WORDS = [
    "the", "last", "next", "two", "years", "year", "ago", "May", "31", "Feb.", "1999", "'", "Monday", "9999",
    "99999999", "decades", "later", "a", "few", "centuries", "morning", "10", "a.m.", "GMT", ",", "-", "İ",
    "\n\n", "0", "before", "quarter", "first", "half", "of", "nineteen", "thousand", "1/2", "0000-00-00",
    "1000-00", "99/99/1999", "earlier",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))


@given(TEXTS, st.one_of(st.none(), st.dates()))
def test_spans_lie_in_the_text_in_order_without_overlap(text: str, published: date | None) -> None:
    end = 0
    for timex in find_in_text(text, published):
        assert end <= timex.span.start < timex.span.end <= len(text)
        end = timex.span.end


@pytest.mark.parametrize(
    "piece", ["the last ", "1", "two hundred and ", "10:", "May ", "'90s", "a.m. ", "early in ", "- "]
)
def test_a_long_text_of_one_piece_is_read_in_linear_time(piece: str) -> None:
    find_in_text(piece * 5000, FRIDAY)


@pytest.mark.parametrize("pattern", ["<nothing>", "(the", "the)", "the?"])
def test_a_malformed_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(ReferenceDataError, match=r"dates\.yaml"):
        compile_pattern(pattern, {"month": build_class({"may": 5})})


def test_every_word_before_or_after_is_text() -> None:
    words = {word for rule in load_timex_rules().rules for word in rule.before | rule.not_before | rule.not_after}
    assert not words & {"True", "False", "None"}


def test_gold_dates(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "gold" / "dates.dev.jsonl").read_text(encoding="utf-8").splitlines()]
    found = {
        row["id"]: {
            "timexes": [
                {"span": [t.span.start, t.span.end], "value": t.value}
                for t in find_in_text(row["text"], date.fromisoformat(row["published"][:10]))
            ]
        }
        for row in rows
    }
    scores = score_dates({row["id"]: row for row in rows}, found)
    assert scores["overlap"]["f1"] >= 0.91
    assert scores["value"]["f1"] >= 0.73
