#!/usr/bin/env bash
# Prints the tables of docs/sentiment.md: trains on IMDb, judges on the test part, counts leaders.
# Usage: docs/sentiment-results.sh reviews.csv.gz   (columns review and label; 50,000 rows), after
#        dotnet build -c Release src/Hardmax.Cli. Needs python3 for the arithmetic of a table, and about fifteen minutes.
# A learned alpha is small, and exact limits take many layers then: its row has 1,000 test reviews.
set -eu
data=$(realpath "$1")
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
hardmax() { dotnet src/Hardmax.Cli/bin/Release/net10.0/hardmax.dll "$@"; }
train() { hardmax sentiment train "$data" --split 35000/15000 --out "$work/model" --json "$@" >"$work/train.json"; }
field() { python3 -c "import json,sys; r = json.load(open('$work/$1.json')); print($2)"; }
test_accuracy="f\"{r['test']['finite']:.4f} | {r['test']['infinite']:.4f}\""

echo "| d | trained for | seed | epoch | test, that depth | test, infinite, proved | seconds per epoch |"
echo "| --- | --- | --- | --- | --- | --- | --- |"
for seed in 1 2 3; do
  for run in "2 8" "4 8" "8 8" "16 8" "2 infinite" "16 infinite"; do
    read -r dim depth <<<"$run"
    train --dim "$dim" --depth "$depth" --epochs 10 --seed "$seed"
    echo "| $dim | $depth | $seed | $(field train "r['chosenEpoch']") | $(field train "$test_accuracy") | $(field train "f\"{sum(e['seconds'] for e in r['epochs']) / len(r['epochs']):.2f}\"") |"
  done
done

echo
echo "| options (and seed 1, 10 epochs) | test, that depth | test, infinite, proved | leaders, mean | sd | least | most | lead at layer 0 | differ |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
while read -r split options; do
  # shellcheck disable=SC2086
  hardmax sentiment train "$data" --split "$split" --epochs 10 --seed 1 $options --out "$work/model" --json >"$work/train.json"
  hardmax sentiment evaluate "$work/model" "$data" --split "$split" --seed 1 --json >"$work/evaluation.json" || [ $? -eq 2 ]
  echo "| \`$options\` | $(field train "$test_accuracy") | $(field evaluation "f\"{r['leaders']['mean']:.2f} | {r['leaders']['sd']:.2f} | {r['leaders']['min']} | {r['leaders']['max']} | {r['leaders']['initialFraction']:.1%} | {r['disagreements']}\"") |"
done <<'END'
35000/15000 --dim 2 --depth 8
35000/15000 --dim 2 --depth 8 --reads first
35000/15000 --dim 2 --depth 8 --plain-negations
35000/15000 --dim 2 --depth 8 --reads first --plain-negations
35000/15000 --dim 2 --depth 8 --matrix learned
35000/15000 --dim 2 --depth 8 --alpha 3
35000/15000 --dim 2 --depth 8 --spread 0.1
35000/15000 --dim 2 --depth infinite
35000/15000 --dim 2 --depth infinite --leak 0
35000/15000 --dim 2 --depth infinite --spread 0.1
35000/15000 --dim 16 --depth 8
35000/1000 --dim 2 --depth 8 --alpha learned
END
