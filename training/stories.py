"""Fits the weights by which two articles are held to tell of one event, and scores them on sets they were not fitted on.

    sayso eval stories DIR --pairs pairs.tsv
    python training/stories.py pairs.tsv

Prints B-cubed scores of weights fitted on one half of the sets and used on the other, at several thresholds, with and without
the cosines of sentence vectors, then the weights fitted on all sets, without vectors, for `crates/sayso-ledger/src/likeness.rs`.
"""

import sys

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

FLOOR = -7.0
# The last columns: cosines of sentence vectors, of headlines and of leads.
N_VECTORS = 2
THRESHOLDS = (-2.0, -1.5, -1.25, -1.0, -0.75, -0.5, 0.0)


def fit(numbers, same, penalty=1.0, steps=25, counts=1.0):
    """Logistic regression by Newton's method, with an L2 penalty on standardized weights; weights, then the constant. `counts`: how much
    each row counts."""
    mean, deviation = numbers.mean(0), numbers.std(0) + 1e-9
    x = np.column_stack([(numbers - mean) / deviation, np.ones(len(numbers))])
    ridge = np.diag([penalty] * numbers.shape[1] + [0.0])
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (counts * p * (1 - p))[:, None]).T @ x + ridge + 1e-9 * np.eye(len(w))
        w -= np.linalg.solve(hessian, x.T @ (counts * (p - same)) + ridge @ w)
    weights = w[:-1] / deviation
    return np.append(weights, w[-1] - weights @ mean)


def stories(n, a, b, odds, threshold):
    """Average link over log odds; pairs that are not listed have the floor."""
    table = np.full((n, n), FLOOR)
    table[a, b] = table[b, a] = np.maximum(odds, FLOOR)
    distance = table.max() - table
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), "average")
    return fcluster(tree, table.max() - threshold, "distance")


def b_cubed(found, wanted):
    """Precision, recall and F1 over items."""
    found, wanted = np.asarray(found), np.asarray(wanted)
    cluster = found[:, None] == found
    klass = wanted[:, None] == wanted
    both = (cluster & klass).sum(1)
    p, r = (both / cluster.sum(1)).mean(), (both / klass.sum(1)).mean()
    return p, r, 2 * p * r / (p + r)


def main(path):
    with open(path) as rows:
        n = int(rows.readline().split()[1])
        table = np.loadtxt(rows)
    a, b, set_a, set_b = table[:, :4].astype(int).T
    numbers, same = table[:, 4:], (set_a == set_b).astype(float)
    wanted = np.full(n, -1)
    wanted[a], wanted[b] = set_a, set_b
    # An article that is like no other is a set of its own here.
    wanted[wanted < 0] = wanted.max() + 1 + np.arange((wanted < 0).sum())
    half_a, half_b = set_a % 2, set_b % 2
    for name, seen in (("words", numbers[:, :-N_VECTORS]), ("words and vectors", numbers)):
        odds = np.zeros(len(same))
        for half in (0, 1):
            others = (half_a != half) & (half_b != half)
            w = fit(seen[others], same[others])
            of_pair = seen @ w[:-1] + w[-1]
            odds += of_pair * ((half_a == half) * 0.5 + (half_b == half) * 0.5)
        for threshold in THRESHOLDS:
            p, r, f = b_cubed(stories(n, a, b, odds, threshold), wanted)
            print(f"{name}, half by half, threshold {threshold:5.2f}: P {p:.3f} R {r:.3f} F1 {f:.3f}")
    w = fit(numbers[:, :-N_VECTORS], same)
    print("const WEIGHTS:", ", ".join(f"{x:.4f}" for x in w[:-1]))
    print(f"const INTERCEPT: {w[-1]:.4f}")


if __name__ == "__main__":
    main(sys.argv[1])
