import re
from datetime import date

import pytest

from build_ties import happen, say, tell
from detente.analyse.brief_happenings import Told
from detente.analyse.brief_scope import say_speaker
from detente.analyse.briefs import Dossier, build_brief
from detente.analyse.citations import Brief
from detente.model import Happening, Period, Report
from detente.store import EventRow


def _tell_of(*rows: EventRow, stories: int | None = None) -> Told:
    """One happening of which the rows are the reports, in so many stories."""
    event, count = rows[0].event, stories or len(rows)
    reports = tuple(
        Report(r.event_id, r.article.article_id, r.article.published, "Courier", f"story {n % count}", 1.0)
        for n, r in enumerate(rows)
    )
    actors, recipients = (tuple(p.code or "" for p in side) for side in (event.actors, event.recipients))
    made = Happening(
        "happening", event.event_type, event.mode, event.status, actors, recipients, event.day, event.quad_class,
        event.score, reports,
    )  # fmt: skip
    return Told(made, rows)


def _read(brief: Brief, heading: str) -> list[str]:
    return [s.text for passage in brief.passages if passage.heading.startswith(heading) for s in passage.sentences]


PACT = {"kind": "treaty", "parties": "RUS USA", "name": "INF Treaty"}
STRAINED = tell("strained", "2018-10-21", "The treaty is in danger.", **PACT)
OVER = tell("ended", "2019-08-03", "The treaty ended on Friday.", since="2019-08-02", outlet="Herald", **PACT)
STILL = tell("in_force", "2019-09-01", "The treaty holds, the minister said.", **PACT)
TALKS = tell("proposed", "2019-09-02", "Talks on trade were offered.", kind="trade", parties="RUS USA")
MET = happen("RUS USA", "CONSULT", "", "2019-08-20", "Both sides met in Geneva.")
MET_TOO = happen("RUS USA", "CONSULT", "", "2019-08-20", "In Geneva there were talks.")
BLAMED = happen(
    "USA", "ACCUSE", "RUS", "2019-08-21", "Washington blamed Moscow.", quad_class="verbal conflict", attributed=True
)
PLAN = happen("USA", "CONSULT", "RUS", "2019-09-05", "A visit is planned.", status="future", mode="visit")

DOSSIER = Dossier(
    ties=(STRAINED, OVER, STILL, TALKS),
    told=(_tell_of(MET, MET_TOO), _tell_of(BLAMED), _tell_of(PLAN)),
    quotes=(say(BLAMED, "Mike Pompeo", "USA", about=("RUS",)),),  # type: ignore[arg-type]
    spoken=(say(STILL, "Sergey Lavrov", "RUS", "2019-08-31"),),
)
BRIEF = build_brief(DOSSIER, "RUS", "USA")


def test_title_names_both_with_their_articles() -> None:
    assert BRIEF.title == "Russia and the United States: how they stand"
    assert build_brief(Dossier(), "USA", "PHL").title == "The United States and the Philippines: how they stand"


def test_record_says_how_much_it_holds() -> None:
    assert _read(BRIEF, "Record") == [
        "The record holds eight articles on Russia and the United States, published from 21 October 2018 to 5 "
        "September 2019 by Courier and Herald."
    ]


def test_ties_stand_as_last_told_with_source_words_and_turns() -> None:
    assert _read(BRIEF, "Ties")[:2] == [
        "The INF Treaty is in force, according to Sergey Lavrov (Russia), as Courier of 1 September 2019 reports: “The "
        "treaty holds, the minister said.”",
        "Earlier articles have it as under strain (October 2018), then as over (August 2019).",
    ]


def test_what_changed_is_newest_first_and_says_from_what() -> None:
    brief = build_brief(DOSSIER, "RUS", "USA", since=date(2019, 8, 1))
    assert _read(brief, "What changed since 1 August 2019") == [
        "On 2 September 2019 articles have trade for the first time, as proposed.",
        "On 31 August 2019 articles have the INF Treaty as in force, until then as over.",
        "On 3 August 2019 articles have the INF Treaty as over, until then as under strain.",
    ]


def test_happenings_count_independent_reports() -> None:
    assert _read(BRIEF, "Main happenings") == [
        "On 21 August 2019 the United States accused or criticised Russia, on someone's word: “Washington blamed "
        "Moscow.”",
        "On 20 August 2019 Russia and the United States met or held talks (in two independent reports): “Both sides "
        "met in Geneva.”",
    ]


def test_copies_are_no_independent_reports() -> None:
    brief = build_brief(Dossier(told=(_tell_of(MET, MET_TOO, stories=1),)), "RUS", "USA")
    assert "independent" not in " ".join(_read(brief, "Main happenings"))


def test_contested_claims_stand_side_by_side_and_none_wins() -> None:
    contest, disagreement = _read(BRIEF, "Contested")
    assert contest == (
        "On the INF Treaty claims contradict one another: Sergey Lavrov (Russia) has it as in force (31 August 2019), "
        "but Herald has it as over (3 August 2019). Neither is preferred."
    )
    assert "the table has it as in force from 8 December 1987 until 2 August 2019" in disagreement
    assert "Sergey Lavrov (Russia) has it as in force (31 August 2019)" in disagreement


def test_plans_are_ties_not_in_force_and_what_lies_ahead() -> None:
    assert _read(BRIEF, "Planned") == [
        "Not in force by the last that is told: trade is proposed (September 2019).",
        "The United States was to pay a visit to Russia on 5 September 2019, according to Courier of 5 September 2019: "
        "“A visit is planned.”",
    ]


def test_reference_is_apart_and_marked() -> None:
    [*_, over, _] = _read(BRIEF, "Reference, apart from articles")
    assert "the INF Treaty (from 8 December 1987 until 2 August 2019)" in over
    cited = {c.record_id for c in BRIEF.citations if c.record == "reference"}
    assert "pacts.yaml: INF Treaty" in cited


def test_every_sentence_rests_on_records_and_quotes_only_their_words() -> None:
    known = {c.number: c for c in BRIEF.citations}
    told = [row.sentence for row in DOSSIER.ties] + [row.sentence for t in DOSSIER.told for row in t.rows]
    words = " ".join(told)
    for sentence in (s for passage in BRIEF.passages for s in passage.sentences):
        assert sentence.citations
        assert set(sentence.citations) <= set(known)
        assert all(quoted in words for quoted in re.findall("“([^”]+)”", sentence.text))
    assert [c.number for c in BRIEF.citations] == list(range(1, len(BRIEF.citations) + 1))
    assert len({(c.record, c.record_id) for c in BRIEF.citations}) == len(BRIEF.citations)


def test_words_are_quoted_once() -> None:
    text = " ".join(s.text for passage in BRIEF.passages for s in passage.sentences)
    assert text.count("The treaty holds") == 1


def test_thin_and_empty_records_say_so() -> None:
    assert _read(build_brief(Dossier(ties=(TALKS,)), "RUS", "USA"), "Record") == [
        "The record holds one article on Russia and the United States, published on 2 September 2019 by Courier.",
        "That is little to go by.",
    ]
    empty = build_brief(Dossier(), "CHN", "JPN", since=date(2020, 1, 1))
    assert _read(empty, "Record") == ["The record holds no article on China and Japan from 1 January 2020."]
    assert (len(empty.passages), empty.citations) == (1, ())


def test_article_without_a_day_is_told_without_one() -> None:
    brief = build_brief(Dossier(ties=(tell("in_force", None, outlet=None),)), "CHN", "RUS")
    assert "by an unknown outlet, without a day of publication" in _read(brief, "Record")[0]
    assert _read(brief, "How they stand")[0] == "No article says how any tie between them stands."


def test_treaties_without_a_name_are_not_joined() -> None:
    rows = [tell(s, d, kind="treaty") for s, d in (("agreed", "2010-04-08"), ("ended", "2019-08-02"))]
    [loose] = _read(build_brief(Dossier(ties=rows), "CHN", "RUS"), "Ties")
    assert loose.startswith("Two articles speak of a treaty without naming it, which may be one or several")


def test_long_brief_tells_all() -> None:
    rows = [
        tell("in_force", "2020-01-01", kind=k, parties="RUS USA") for k in ("trade", "energy", "alliance", "dispute")
    ]
    rows += [
        tell("in_force", "2020-01-01", kind=k, parties="RUS USA") for k in ("investment", "conflict", "technology")
    ]
    short, full = (build_brief(Dossier(ties=rows), "RUS", "USA", long=long) for long in (False, True))
    assert (len(_read(short, "Ties")), len(_read(full, "Ties"))) == (4, 7)


def test_what_lay_ahead_is_no_plan_any_more() -> None:
    brief = build_brief(
        Dossier(ties=(tell("in_force", "2019-12-01", parties="RUS USA"),), told=(_tell_of(PLAN),)), "RUS", "USA"
    )
    assert _read(brief, "Planned") == []


def test_recent_ties_of_the_two_alone_come_first() -> None:
    deal = {"kind": "treaty", "name": "Iran nuclear deal", "parties": "CHN DEU FRA IRN RUS USA"}
    rows = [
        tell("in_force", "2010-01-01", kind="trade", parties="RUS USA"),
        tell("in_force", "2010-01-02", kind="trade", parties="RUS USA"),
        tell("agreed", "2020-01-01", **deal),
        tell("in_force", "2020-01-01", kind="treaty", parties="RUS USA"),
        tell("in_force", "2020-01-01", kind="energy", parties="RUS USA"),
    ]
    ties = _read(build_brief(Dossier(ties=rows), "RUS", "USA"), "Ties")
    firsts = ["Cooperation in energy", "The Iran nuclear deal (treaty with four others)", "One article speaks", "Trade"]
    assert all(text.startswith(first) for text, first in zip(ties, firsts, strict=True))


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (
            happen("USA", "SANCTION", "RUS", "2020-01-02", "W.", mode="expel"),
            "the United States expelled people of Russia",
        ),
        (happen("RUS USA", "SUPPORT", "RUS", "2020-01-02", "W."), "declared, signed or endorsed something together"),
        (
            happen("USA EUR", "AID", "UKR", "2020-01-02", "W."),
            "the United States and the European Union gave help to Ukraine",
        ),
    ],
)
def test_what_happened_in_words(event: EventRow, expected: str) -> None:
    [text] = _read(build_brief(Dossier(told=(_tell_of(event),)), "RUS", "USA"), "Main happenings")
    assert expected in text


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2020-W05", "In the week of 27 January 2020 "),
        ("2020-02", "In February 2020 "),
        (None, "As reported on 7 February 2020, "),
    ],
)
def test_day_is_as_precise_as_known(day: str | None, expected: str) -> None:
    event = happen("USA", "CONSULT", "RUS", "2020-02-07", "W.", day=Period.parse(day) if day else None)
    [text] = _read(build_brief(Dossier(told=(_tell_of(event),)), "RUS", "USA"), "Main happenings")
    assert text.startswith(expected)


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("Wang Yi", "CHN", "Wang Yi (China)"),
        ("Kremlin", None, "Kremlin"),
        ("China", "CHN", "China"),
        ("officials", "USA", "an unnamed speaker (“officials”, United States)"),
        ("officials", None, "an unnamed speaker (“officials”)"),
        (None, "USA", "the United States"),
        (None, None, "an unknown speaker"),
    ],
)
def test_speakers_are_told_with_their_country(name: str | None, code: str | None, expected: str) -> None:
    assert say_speaker(name, code) == expected
