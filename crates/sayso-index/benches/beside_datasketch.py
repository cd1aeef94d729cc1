"""Candidates for copying, beside MinHash LSH of datasketch: seconds on one core and recall, on one generated file.

    cargo build --release -p sayso-index --examples
    target/release/examples/generate 5000 > made.jsonl
    pip install datasketch; python crates/sayso-index/benches/beside_datasketch.py made.jsonl

Recall is of the pairs of an article and one that it is derived from (`derived_from`). datasketch takes shingles of five words, 128
permutations, in one batch an article, and the highest of the thresholds below at which it finds as many; its time at the others
is printed as well. Reading the file is not counted on either side.
"""

import json
import subprocess
import sys
import time

from datasketch import MinHash, MinHashLSH

SHINGLE = 5
THRESHOLDS = (0.5, 0.4, 0.3, 0.2, 0.15, 0.1, 0.05)


def sayso(path, wanted):
    run = subprocess.run(["target/release/examples/families", path], capture_output=True, text=True, check=True)
    family = {}
    for number, line in enumerate(run.stdout.splitlines()):
        for article in line.split():
            family[int(article)] = number
    found = sum(a in family and family[a] == family.get(b) for a, b in wanted)
    return float(run.stderr), found / len(wanted)


def sketches(texts):
    made = []
    for text in texts:
        words = text.lower().split()
        shingles = {" ".join(words[i : i + SHINGLE]).encode() for i in range(len(words) - SHINGLE + 1)}
        sketch = MinHash(num_perm=128)
        sketch.update_batch(list(shingles))
        made.append(sketch)
    return made


def lsh(made, threshold, wanted):
    start = time.perf_counter()
    index = MinHashLSH(threshold=threshold, num_perm=128)
    found = []
    for number, sketch in enumerate(made):
        found.append(set(index.query(sketch)))
        index.insert(number, sketch)
    seconds = time.perf_counter() - start
    return seconds, sum(b in found[a] for a, b in wanted) / len(wanted)


def main():
    path = sys.argv[1]
    records = [json.loads(line) for line in open(path, encoding="utf-8")]
    wanted = [(r["id"], source) for r in records for source in set(r["derived_from"])]
    ours = [sayso(path, wanted) for _ in range(3)]
    seconds, recall = sorted(ours)[1]
    print(f"sayso       {seconds:8.3f} s  recall {recall:.4f}  ({len(records)} articles, {len(wanted)} pairs; median of 3)")
    start = time.perf_counter()
    made = sketches([r["text"] for r in records])
    sketching = time.perf_counter() - start
    told = False
    for threshold in THRESHOLDS:
        querying, theirs = lsh(made, threshold, wanted)
        total = sketching + querying
        mark = ""
        if theirs >= recall and not told:
            told, mark = True, f"  the first with that recall: {total / seconds:.1f} times as long"
        print(f"datasketch  {total:8.3f} s  recall {theirs:.4f}  at threshold {threshold}{mark}")


if __name__ == "__main__":
    main()
