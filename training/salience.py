"""Fits the weights by which names are held to be meant by "he" or "she" for where they stand, and the power of the model's own choice.

    sayso eval pronouns gap-development.tsv --numbers fit.tsv
    sayso eval pronouns gap-validation.tsv --numbers held.tsv
    python training/salience.py fit.tsv held.tsv > crates/sayso-read/src/data/salience.tsv

The model was trained on the first table and is too sure there, so that the weights are fitted without its shares: a log-linear
model over mentions, where the probability of all mentions that are meant is maximized, with an L2 penalty. The power to which its
shares are taken, one number, is fitted on the second. On standard error: how often A or B is chosen rightly where one is meant, on the
second table, each half with the power fitted on the other.
"""

import sys

import numpy as np
from scipy.optimize import minimize

FACTORS = (
    "in the pronoun's sentence",
    "in the sentence beside it",
    "one sentence farther",
    "after the pronoun",
    "words between, ln(1 + n)",
    "names of persons between",
    "first person of its sentence",
    "opens its sentence",
    "followed by an apostrophe",
    "behind a preposition",
    "behind and, or",
    "before and, or",
    "before a comma",
    "before a verb, by its look",
    "name of several words",
    "how often the article names the person",
    "rank of the person by first mention",
    "commas between",
    "a subject, by its place",
    "first person of the article",
    "first person of the article, in full",
    "a subject, by its place and a verb behind",
    "behind a preposition, in the sentence beside it",
    "first of its sentence, in the sentence beside it",
    "before a verb, in the sentence beside it",
    "any name of a person between",
)
CIRCUMSTANCES = 6
LEAST = 1e-3


class Table:
    """Mentions, and a row for nobody at the end of each question, whose numbers are zero but for a constant of its own."""

    def __init__(self, path):
        n = len(FACTORS)
        self.which, people, meant, shares, rows, asked = [], [], [], [], [], []
        for line in open(path):
            cells = line.rstrip("\n").split("\t")
            numbers = np.array(cells[5:], float)
            row = np.zeros(n * CIRCUMSTANCES + 1)
            if len(numbers):
                row[:-1] = np.outer(numbers[:n], numbers[n:]).ravel()
            else:
                row[-1] = 1
            asked.append(int(cells[0]))
            self.which.append(cells[1])
            people.append((cells[0], cells[2]))
            meant.append(cells[3] == "1")
            shares.append(float(cells[4]))
            rows.append(row)
        self.rows, self.meant = np.array(rows), np.array(meant)
        # The model's share of a mention's person.
        _, person = np.unique([f"{a} {b}" for a, b in people], return_inverse=True)
        self.log_share = np.log(np.bincount(person, shares)[person] + LEAST)
        starts = np.flatnonzero(np.diff(np.array([-1] + asked)))
        self.groups = [np.arange(a, b) for a, b in zip(starts, [*starts[1:], len(asked)])]
        self.group = np.repeat(np.arange(len(self.groups)), [len(g) for g in self.groups])
        # A question where nothing that may be chosen is right teaches nothing.
        kept = np.array([self.meant[g].any() for g in self.groups])
        self.kept = kept[self.group]

    def shares(self, scores):
        """Softmax within each question."""
        top = np.array([scores[g].max() for g in self.groups])
        e = np.exp(scores - top[self.group])
        return e / np.bincount(self.group, e)[self.group]

    def loss(self, scores):
        """Negative log-likelihood, and its gradient by score."""
        p = self.shares(scores)
        right = np.where(self.meant, p, 0)
        total = np.where(self.kept, np.bincount(self.group, right)[self.group], 1)
        gradient = np.where(self.kept, p - right / total, 0)
        firsts = [g[0] for g in self.groups]
        return -np.log(total[firsts]).sum() / len(self.groups), gradient / len(self.groups)


def fit(table, penalty):
    """Weights of all factors in all circumstances, then nobody's constant."""
    scale = table.rows[:, :-1].std(0) + 1e-6
    scale = np.append(scale, 1)
    x = table.rows / scale

    def loss(w):
        value, gradient = table.loss(x @ w)
        held = np.append(w[:-1], 0)
        return value + penalty * held @ held, x.T @ gradient + 2 * penalty * held

    found = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return found.x / scale


def powers(table, scores, part):
    """The powers of the model's shares and of where mentions stand that make what is meant likeliest, on part of the questions."""
    kept = table.kept.copy()
    table.kept = kept & np.isin(table.group, part)
    both = np.stack([table.log_share, scores])
    found = minimize(lambda powers: table.loss(powers @ both)[0], np.array([0.3, 0.6]), method="Nelder-Mead")
    table.kept = kept
    return found.x


def accuracy(table, scores, part):
    """Of the questions of a part where A or B is meant, how often the greater share of the two is right; and how many."""
    p, right, n = table.shares(scores), 0, 0
    which = np.array(table.which)
    for g in (table.groups[i] for i in part):
        share = [p[g][which[g] == k].sum() for k in "ab"]
        meant = [table.meant[g][which[g] == k].any() for k in "ab"]
        if any(meant):
            n += 1
            right += meant[int(share[1] > share[0])]
    return right, n


def main(fitted, held, penalty=3e-3):
    table, other = Table(fitted), Table(held)
    w = fit(table, penalty)
    scores = other.rows @ w
    halves = [np.arange(k, len(other.groups), 2) for k in (0, 1)]
    alone = accuracy(other, scores, np.arange(len(other.groups)))
    model = accuracy(other, other.log_share, np.arange(len(other.groups)))
    both = np.zeros(2, int)
    for own, rest in (halves, halves[::-1]):
        model_power, place_power = powers(other, scores, rest)
        both += accuracy(other, model_power * other.log_share + place_power * scores, own)
    for name, (right, n) in (("where they stand", alone), ("model", model), ("both", both)):
        print(f"{name}: {right} of {n}, {100 * right / n:.1f} %", file=sys.stderr)
    print("# How a name that a pronoun may mean stands to it: the weight always, then added where the pronoun is a subject, a possessive, an")
    print("# object, opens its sentence, stands in the name's sentence. Written by training/salience.py.")
    model_power, place_power = powers(other, scores, np.arange(len(other.groups)))
    w *= place_power
    print(f"model\t{model_power:.3f}")
    print(f"nobody\t{w[-1]:.3f}")
    for name, row in zip(FACTORS, w[:-1].reshape(len(FACTORS), CIRCUMSTANCES)):
        print("\t".join([name, *(f"{x:.3f}" for x in row)]))


if __name__ == "__main__":
    main(*sys.argv[1:3])
