"""Asks hardmax conform about every implementation in wrong.py, right.py or dtype.py.

    python3 causes.py [NAME ..]           a Markdown table: implementation, true cause, verdict, causes named
    python3 causes.py --write FILE        puts the whole table behind the line <!-- causes --> of the file
    python3 causes.py --right [NAME ..]   right implementations under seeds 1 to 20; prints those that are called wrong
    python3 causes.py --dtype [NAME ..]   wrong declarations under seeds 1 to 50; prints those with another verdict than DTYPE

Exit code 1 if a wrong implementation passes or gets a false cause, a right one fails, or a declaration gets another verdict. The column
"judged" compares the cause that is named with ACCEPT in wrong.py: right, unknown (nothing named) or FALSE.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, "..", "..", "..", ".."))
ADAPTER = os.path.join(ROOT, "src", "adapters", "python")
sys.path[:0] = [HERE, ADAPTER]
PASSES = {"EXACT", "CORRECTLY_ROUNDED", "WITHIN_BOUND", "NEAR_TIE", "TIE_WITH_INEXACT_SCORES", "SKIPPED"}


MARK = "<!-- causes -->\n"
INTRODUCTION = """
## Causes that are named for wrong implementations

These layers in NumPy, wrong each in its own way, were written without looking at the list of mistakes above; some mistakes were
added to what a report can name because of them. `conform` judged
{} of them by {} cases each (seed {}). The named cause is {}. The table is made by
`python3 proofs-tests/Hardmax.Cli.Tests/Numpy/engineers/causes.py --jobs 2 --write docs/kill-matrix.md`.

"""


def conform(options, seed, implementation):
    """The JSON of one run, in a folder that is thrown away."""
    command = ["dotnet", options.hardmax, "conform", "--cases", str(options.cases), "--seed", str(seed), "--json",
               "--seconds", str(options.seconds), "--threads", "1", "--", sys.executable, os.path.join(HERE, implementation[0]),
               *implementation[1:]]
    environment = dict(os.environ, PYTHONPATH=ADAPTER, OPENBLAS_NUM_THREADS="1")
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    try:
        return json.loads(run.stdout)
    except ValueError:
        return {"verdict": f"exit {run.returncode}: {run.stderr.strip()[-300:]}", "counts": {}}


def fails(answer):
    return {name: count for name, count in answer["counts"].items() if name not in PASSES}


def judged(named, accept):
    return "unknown" if not named else "right" if named[0] == accept else "FALSE"


def table(options, pool):
    """Judges the wrong implementations, prints what comes of each, and writes the table."""
    from wrong import ACCEPT, WRONG
    names = options.names or list(WRONG)
    passed, judgements = [], []
    lines = ["| implementation | true cause | verdicts | cause named | judged |", "| --- | --- | --- | --- | --- |"]
    for name, answer in zip(names, pool.map(lambda name: conform(options, options.seed, ["wrong.py", name]), names)):
        verdict = ", ".join(f"{k} {v}" for k, v in sorted(fails(answer).items(), key=lambda pair: -pair[1])) or answer["verdict"]
        named = answer.get("causes", [])
        passed += [name] if answer["verdict"] != "fail" else []
        judgements.append(judged(named, ACCEPT.get(name)))
        lines.append(f"| {name} | {WRONG[name]['cause']} | {verdict} | {', '.join(named) or '-'} | {judgements[-1]} |")
        print(lines[-1], flush=True)
    counts = ", ".join(f"{kind} for {judgements.count(kind)}" for kind in ("right", "unknown", "FALSE"))
    print(f"{len(names)} implementations, {options.cases} cases each, seed {options.seed}: the named cause is {counts}")
    if options.write:
        with open(options.write, encoding="utf-8") as file:
            head = file.read().split(MARK)[0]
        with open(options.write, "w", encoding="utf-8") as file:
            file.write(head + MARK + INTRODUCTION.format(len(names), options.cases, options.seed, counts) + "\n".join(lines) + "\n")
    return bool(passed) or "FALSE" in judgements


def seeds(options, pool, implementations, last, holds):
    """Runs all implementations under seeds up to last and prints those for which `holds` is false."""
    runs = [(implementation, seed) for implementation in implementations for seed in range(options.first, last + 1)]
    bad = 0
    for (implementation, seed), answer in zip(runs, pool.map(lambda run: conform(options, run[1], run[0]), runs)):
        if not holds(answer):
            bad += 1
            first = answer.get("failures", [{}])[0] if answer.get("failures") else {}
            print(f"{' '.join(implementation)} --seed {seed}: {answer['verdict']} {fails(answer)} {answer.get('causes', [])} "
                  f"{first.get('message', '')}", flush=True)
    print(f"{len(runs)} runs, {bad} not as they should be")
    return bad > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--write", metavar="FILE", help="a Markdown file with the line <!-- causes -->")
    parser.add_argument("--right", action="store_true")
    parser.add_argument("--dtype", action="store_true")
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, help="the last seed (--right: 20, --dtype: 50)")
    parser.add_argument("--first", type=int, default=1, help="the first of these seeds")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--hardmax", default=os.path.join(ROOT, "src/Hardmax.Cli/bin/Release/net10.0/hardmax.dll"))
    options = parser.parse_args()
    with ThreadPoolExecutor(options.jobs) as pool:
        if options.right:
            from right import FORMATS, RIGHT
            chosen = [["right.py", name, dtype] for name in options.names or RIGHT for dtype in FORMATS[name]]
            return seeds(options, pool, chosen, options.seeds or 20, lambda answer: answer["verdict"] in ("pass", "acceptable"))
        if options.dtype:
            from dtype import DTYPE
            chosen = [["dtype.py", name] for name in options.names or DTYPE]
            return seeds(options, pool, chosen, options.seeds or 50,
                         lambda answer: answer["verdict"] == "fail" and set(fails(answer)) == {"DTYPE"})
        return table(options, pool)


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
