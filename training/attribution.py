"""Fits the weights by which what the model links is held to be an attribution, and scores them on articles they were not fitted on.

    sayso eval statements POLNEAR_DEV --numbers dev.tsv
    sayso eval attributions DIR eval/attributions.tsv --fields text=content_original --numbers news.tsv
    python training/attribution.py dev.tsv news.tsv

Statements of news count half, and have a constant of their own, which is dropped: what is right is told more strictly on PolNeAR.
Prints, of weights fitted on nine tenths of the articles and used on the others, how well right and wrong are told apart (area under the
ROC curve, log loss) beside the model's probability alone, and what a threshold leaves; then the weights fitted on all, for
`crates/sayso-read/src/attribution.rs`.
"""

import sys

import numpy as np

from stories import fit

PARTS = 10
NEWS = 0.5  # what a statement of news counts
THRESHOLDS = (0.0, 0.3, 0.35, 0.4, 0.5)


def read(path):
    table = np.loadtxt(path)
    return table[:, 0].astype(int), table[:, 1], table[:, 2:]


def area(odds, right):
    """The chance that a right one is above a wrong one."""
    rank = np.empty(len(odds))
    rank[np.argsort(odds, kind="stable")] = np.arange(1, len(odds) + 1)
    n = right.sum()
    return (rank[right > 0].sum() - n * (n + 1) / 2) / (n * (len(right) - n))


def loss(odds, right):
    p = np.clip(1 / (1 + np.exp(-odds)), 1e-6, 1 - 1e-6)
    return -np.mean(right * np.log(p) + (1 - right) * np.log(1 - p))


def main(dev, news):
    tables = [read(dev), read(news)]
    articles = np.concatenate([tables[0][0], tables[1][0] + tables[0][0].max() + 1])
    right = np.concatenate([t[1] for t in tables])
    is_news = np.concatenate([np.full(len(t[1]), float(k)) for k, t in enumerate(tables)])
    numbers = np.column_stack([np.concatenate([t[2] for t in tables]), is_news])
    counts = np.where(is_news > 0, NEWS, 1.0)
    odds = np.zeros(len(right))
    for part in range(PARTS):
        held = articles % PARTS == part
        w = fit(numbers[~held], right[~held], penalty=1.0, counts=counts[~held])
        odds[held] = numbers[held] @ w[:-1] + w[-1]
    for k, name in enumerate(("PolNeAR", "news")):
        of = is_news == k
        alone = numbers[of, 0]
        print(f"{name}: {of.sum()} statements, {right[of].mean():.3f} right; model alone: area {area(alone, right[of]):.3f}")
        print(f"  fitted: area {area(odds[of], right[of]):.3f}, log loss {loss(odds[of], right[of]):.3f}")
        shown = odds[of] - (w[-2] if k else 0.0)
        for threshold in THRESHOLDS:
            kept = 1 / (1 + np.exp(-shown)) >= threshold
            print(f"  from {threshold}: {kept.sum()} kept, {right[of][kept].mean():.3f} right, {right[of][kept].sum() / right[of].sum():.3f} of what is right")
    w = fit(numbers, right, penalty=1.0, counts=counts)
    print("const WEIGHTS:", ", ".join(f"{x:.4f}" for x in w[:-2]))
    print(f"const CONSTANT: {w[-1]:.4f} (news {w[-2]:+.4f})")


if __name__ == "__main__":
    main(*sys.argv[1:])
