"""Rows as other systems write them, invented."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from detente.store.exchange.imports import LAYOUTS
from detente.store.exchange.layouts import Form

ROWS: dict[str, dict[str, str]] = {
    "gdelt": {
        "GLOBALEVENTID": "950000001", "SQLDATE": "20201023", "Actor1Code": "CHNGOV", "Actor1Name": "BEIJING",
        "Actor1CountryCode": "CHN", "Actor1Type1Code": "GOV", "Actor2Code": "ROM", "Actor2Name": "ROMANIA",
        "Actor2CountryCode": "ROM", "EventCode": "042", "EventBaseCode": "042", "EventRootCode": "04", "QuadClass": "1",
        "GoldsteinScale": "1.9", "NumMentions": "12", "NumSources": "2", "NumArticles": "7", "AvgTone": "1.25",
        "DATEADDED": "20201023120000", "SOURCEURL": "https://example.org/visit",
    },
    "icews": {
        "Event ID": "31000001", "Event Date": "2014-02-03", "Source Name": "Sergei Ivanovich",
        "Source Sectors": "Government,Executive", "Source Country": "Russian Federation",
        "Event Text": "Criticize or denounce", "CAMEO Code": "111", "Intensity": "-2.0",
        "Target Name": "North Atlantic Treaty Organization",
        "Target Sectors": "International Government Organization", "Target Country": "", "Story ID": "33000001",
        "Sentence Number": "2", "Publisher": "Example Wire", "Latitude": "55.75", "Longitude": "37.61",
    },
    "polecat": {
        "Event ID": "20230105-77-0a1b", "Event Date": "2023-01-05", "Event Type": "ACCUSE", "Event Mode": "disapprove",
        "Intensity": "-2.0", "Quad Code": "VERBAL CONFLICT", "Actor Name": "Ministry of Foreign Affairs",
        "Actor Country": "JPN", "Primary Actor Sector": "GOV", "Recipient Name": "None", "Recipient Country": "KOS",
        "Primary Recipient Sector": "None", "Language": "English", "Version": "NGEC_coder-Vers001",
    },
    "phoenix": {
        "EventID": "412", "Date": "20150817", "Year": "2015", "Month": "08", "Day": "17", "SourceActorFull": "TURMIL",
        "SourceActorEntity": "TUR", "SourceActorRole": "MIL", "TargetActorFull": "IGOUNO", "TargetActorEntity": "IGO",
        "EventCode": "1122", "EventRootCode": "11", "PentaClass": "3", "GoldsteinScore": "-2.0",
        "SentenceID": "5_1;9_2", "URLs": "http://example.org/a;http://example.org/b", "NewsSources": "bbc;cnn",
    },
}  # fmt: skip
ROWS["gdelt1"] = ROWS["gdelt"]

PLOVER: dict[str, Any] = {
    "id": "EX-1",
    "date": "2021-03-04",
    "actor": [{"code": "ISR", "sector": "GOV", "entity_text": "Israel"}],
    "recipient": [{"code": "PSE", "entity_text": "the Palestinians"}, {"code": "UNO", "entity_text": "the UN"}],
    "event": "THREATEN",
    "mode": "restrict",
    "context": ["election"],
    "event_scale": -3.0,
    "cite_info": {"url": "https://example.org/threat"},
}


def build_line(form: str, **changes: str) -> str:
    """One row of a table, some cells changed."""
    layout = LAYOUTS[form]  # type: ignore[index]
    empty = layout.empty[0] if form == "polecat" else ""
    cells = ROWS[form] | changes
    return "\t".join(cells.get(column, empty) for column in layout.columns)


def write_table(path: Path, form: Form, *rows: Mapping[str, str] | str) -> Path:
    """A file of rows, each given by what differs from the usual one, or as a whole line."""
    layout = LAYOUTS[form]
    lines = ["\t".join(layout.columns)] if layout.has_header else []
    lines += [row if isinstance(row, str) else build_line(form, **row) for row in rows]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def write_records(path: Path, *changes: Mapping[str, Any]) -> Path:
    """A file of PLOVER records, each given by what differs from the usual one."""
    path.write_text("".join(json.dumps({**PLOVER, **change}) + "\n" for change in changes), encoding="utf-8")
    return path
