"""Fits the weights by which two statements are held to put forward one proposition, and scores them on sets they were not fitted on.

    sayso eval joins DIR eval/pairs.tsv --fields text=content_original --pairs pairs.tsv
    python training/pairs.py pairs.tsv

Prints average precision, and recall at a precision of 80 %, of weights fitted on nine tenths of the sets and used on the others, beside
those of the plain overlap of words (pairs of which one is part of the other, or no assertion, are left out there), then the weights fitted
on all sets, for `crates/sayso-ledger/src/pair.rs`.
"""

import sys

import numpy as np

from stories import fit

PARTS = 10
OVERLAP = 0  # the column


def measures(odds, same):
    """Average precision; recall where 80 % of what lies above is right; the best F1."""
    same = same[np.argsort(-odds)]
    precision = same.cumsum() / np.arange(1, len(same) + 1)
    recall = same.cumsum() / same.sum()
    enough = np.flatnonzero(precision >= 0.8)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return precision[same > 0].mean(), recall[enough.max()] if len(enough) else 0.0, f1.max()


def main(path):
    with open(path) as rows:
        cells = [row.split() for row in rows]
    sets = np.array([int(c[0]) for c in cells])
    verdict = np.array([c[1] for c in cells])
    numbers = np.array([[float(x) for x in c[2:]] for c in cells])
    same = (verdict == "same").astype(float)
    clear = (verdict != "part") & (verdict != "junk")
    odds = np.zeros(len(same))
    for part in range(PARTS):
        seen = sets % PARTS != part
        w = fit(numbers[seen], same[seen])
        odds[~seen] = numbers[~seen] @ w[:-1] + w[-1]
    for name, score in (("overlap of words", numbers[:, OVERLAP]), ("fitted, tenth by tenth", odds)):
        ap, recall, f1 = measures(score[clear], same[clear])
        print(f"{name:24} average precision {ap:.3f}, recall at P 80 {recall:.3f}, best F1 {f1:.3f}")
    w = fit(numbers, same)
    print("const WEIGHTS:", ", ".join(f"{x:.4f}" for x in w[:-1]))
    print(f"const INTERCEPT: {w[-1]:.4f}")


if __name__ == "__main__":
    main(sys.argv[1])
