"""How many articles a second go from text to stored records, and how much memory that takes.

    python benchmarks/throughput.py [--articles FILE] [--count N] [--jobs 1 2]

Reads JSON Lines: the corpus beside the project where there is one, else the samples. Prints a table; each row is a run
of its own process from start-up to the last record stored, into an empty SQLite file.
"""

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpora" / "articles.jsonl"
READ = "from detente.serve.cli import main; main()"


def choose_lines(articles: Path | None, count: int) -> list[str]:
    """The first `count` lines of the given file, of the corpus, or of the samples."""
    paths = [articles] if articles else [CORPUS] if CORPUS.exists() else sorted((ROOT / "samples").glob("*.jsonl"))
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines(keepends=True))
    return list(itertools.islice(lines, count))


def run_once(source: Path, folder: Path, jobs: int) -> dict[str, float]:
    """Wall and CPU seconds of one reading, children included, and peak memory of the largest process in MiB."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", READ, "read", str(source), "--db", str(folder / f"{jobs}.db"), "--jobs", str(jobs)]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - start
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": wall, "cpu": cpu, "memory": after.ru_maxrss / 1024}


def main() -> None:
    """Print one row a run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    lines = choose_lines(options.articles, options.count)
    words = sum(len(json.loads(line)["text"].split()) for line in lines)
    print(f"{len(lines)} articles, {words / len(lines):.0f} words each\n")
    print("| jobs | wall s | CPU s | articles / wall s | articles of 700 words / CPU s | peak MiB |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_text("".join(lines), encoding="utf-8")
        for jobs in options.jobs:
            run = run_once(source, Path(folder), jobs)
            row = [jobs, run["wall"], run["cpu"], len(lines) / run["wall"], words / 700 / run["cpu"], run["memory"]]
            print(f"| {row[0]} | {row[1]:.1f} | {row[2]:.1f} | {row[3]:.2f} | {row[4]:.2f} | {row[5]:.0f} |")


if __name__ == "__main__":
    main()
