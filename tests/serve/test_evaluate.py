"""`detente evaluate`: what it prints and what it keeps."""

from pathlib import Path

from detente.reference.codebook import EVENT_TYPES
from dispatches import Run, write_lines

TEXT = "Arland accused Borland of lies | and worse."
GOLD_EVENT = {
    "type": "ACCUSE", "mode": None, "cue": "accused", "status": "actual",
    "actors": [{"text": "Arland", "code": "ARL", "role": "GOV"}],
    "recipients": [{"text": "Borland", "code": "BOR", "role": "GOV"}],
}  # fmt: skip
FOUND_EVENT = {
    **GOLD_EVENT, "recipients": [], "cue_span": [7, 14], "confidence": 0.62,
    "rule": "events/accuse/accuse + network 0.93",
}  # fmt: skip


def evaluate(run: Run, folder: Path, *options: str | Path) -> str:
    gold = write_lines(folder / "gold.jsonl", [{"id": "a|b", "text": TEXT, "events": [GOLD_EVENT]}])
    found = write_lines(folder / "found.jsonl", [{"id": "a|b", "events": [FOUND_EVENT]}])
    result = run("evaluate", "events", gold, "--predicted", found, *options)
    assert result.exit_code == 0
    return str(result.stdout)


def test_tables_and_the_worst_misses_fit_a_terminal(run: Run, tmp_path: Path) -> None:
    shown = evaluate(run, tmp_path)
    lines = [line.split() for line in shown.splitlines()]
    assert ["type", "1.00", "1.00", "1.00", "1", "1"] in lines
    assert ["both", "1", "1", "1.00", "0", ".000"] in lines
    assert ["0.6", "to", "0.7", "1", ".620", "1.00"] in lines
    assert "Expected calibration error .380." in shown
    assert ["1.", "wrong", "recipient", "a|b"] in lines
    assert TEXT in shown
    assert "ARL GOV [Arland] ACCUSE –" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_all_types_fit_a_terminal(run: Run, tmp_path: Path) -> None:
    events = [{**GOLD_EVENT, "type": event_type} for event_type in EVENT_TYPES]
    gold = write_lines(tmp_path / "gold.jsonl", [{"id": "a", "text": TEXT, "events": events}])
    shown = run("evaluate", "events", gold, "--predicted", gold).stdout
    [heading] = [line for line in shown.splitlines() if line.startswith("gold ")]
    assert "ACC AGR AID ASS COE CNC CNS COO MOB PRO REJ REQ RET SAN SUP THR none" in heading
    assert max(map(len, shown.splitlines())) <= 80


def test_the_saved_page_holds_the_figures_but_not_the_texts(run: Run, tmp_path: Path) -> None:
    saved = tmp_path / "run.md"
    evaluate(run, tmp_path, "--save", saved)
    page = saved.read_text(encoding="utf-8")
    assert page.startswith("# Events: gold.jsonl, 1 texts, detente ")
    assert "| actual | 1 | 1 | 1.00 | 1 | 1.00 |" in page
    assert "| a\\|b | wrong recipient | ACCUSE | ACCUSE | .620 |" in page
    assert "Arland" not in page


def test_as_many_misses_as_wanted(run: Run, tmp_path: Path) -> None:
    assert TEXT not in evaluate(run, tmp_path, "--worst", "0")


def test_an_unknown_kind_is_told(run: Run, tmp_path: Path) -> None:
    assert run("evaluate", "poems", write_lines(tmp_path / "gold.jsonl", [])).exit_code == 2


def test_a_page_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    gold = write_lines(tmp_path / "gold.jsonl", [])
    result = run("evaluate", "events", gold, "--predicted", gold, "--save", tmp_path / "none" / "run.md")
    assert result.exit_code == 2


def test_stories_are_measured_over_the_whole_set(run: Run, tmp_path: Path) -> None:
    text = "Police foiled a raid."
    mention = {"m_id": "1", "kind": "event", "spans": [[7, 13]], "sentence": 0, "in_validated_sentence": True}
    sentences = [{"n": 0, "span": [0, 21]}]
    gold = [
        {
            "id": i,
            "text": text,
            "subtopic": i < "c",
            "sentences": sentences,
            "mentions": [{**mention, "cluster": i < "c"}],
        }
        for i in "abc"
    ]
    found = [{"id": i, "group": 1, "mentions": [{"m_id": "1", "cluster": i < "c"}], "events": []} for i in "abc"]
    paths = write_lines(tmp_path / "gold.jsonl", gold), write_lines(tmp_path / "found.jsonl", found)
    shown = run("evaluate", "stories", paths[0], "--predicted", paths[1]).stdout
    lines = [line.split() for line in shown.splitlines()]
    assert ["0.333", "1.000", "0.500"] in lines
    assert ["gold", "mentions,", "detente", *["1.000"] * 5] in lines
    assert ["mixed", "1", "3", "2", "True,", "1", "False"] in lines
    assert max(map(len, shown.splitlines())) <= 80


def test_stories_can_be_found_too(run: Run, tmp_path: Path) -> None:
    row = {
        "id": "a",
        "text": "Arland met Borland.",
        "subtopic": "x",
        "sentences": [{"n": 0, "span": [0, 19]}],
        "mentions": [],
    }
    result = run("evaluate", "stories", write_lines(tmp_path / "gold.jsonl", [row]))
    assert result.exit_code == 0
    assert run("evaluate", "stories", tmp_path / "gold.jsonl", "--interstate").exit_code == 2
