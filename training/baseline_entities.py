#!/usr/bin/env python3
"""A plain model of names to hold the reader's against: a linear-chain CRF on words and their shapes (python-crfsuite).

    baseline_entities.py DATA/ner-worldwide

Trains on the same files as the reader, and prints exact F1 on the same held-out fifth.
"""
import collections
import glob
import os
import sys
import tempfile

import pycrfsuite

from mentions import held_out, sentences


def features(words, i):
    word = words[i]
    shape = "".join("X" if c.isupper() else "x" if c.islower() else "0" if c.isdigit() else c for c in word)
    out = ["bias", "w=" + word.lower(), "shape=" + shape[:8], "title=%s" % word.istitle(), "upper=%s" % word.isupper()]
    out += [f"{side}{n}=" + (word[:n] if side == "start" else word[-n:]).lower() for n in (2, 3, 4) for side in ("start", "end")]
    for step in (-2, -1, 1, 2):
        near = words[i + step] if 0 <= i + step < len(words) else "EDGE"
        out += [f"{step}w=" + near.lower(), f"{step}title={near.istitle()}"]
    return out


def spans(labels):
    out, start = set(), None
    for i, label in enumerate(list(labels) + ["O"]):
        if start is not None and (label[0] != "I" or label[2:] != labels[start][2:]):
            out.add((start, i, labels[start][2:]))
            start = None
        if label != "O" and start is None:
            start = i
    return out


def main(folder):
    train, held = [], []
    for path in sorted(glob.glob(folder + "/*.tsv")):
        (held if held_out(os.path.basename(path)) else train).extend(sentences(path))
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.1, "c2": 0.05, "max_iterations": 100})
    for rows in train:
        words = [w for w, _ in rows]
        trainer.append([features(words, i) for i in range(len(words))], [label for _, label in rows])
    tagger = pycrfsuite.Tagger()
    with tempfile.TemporaryDirectory() as scratch:
        model = os.path.join(scratch, "entities.crfsuite")
        trainer.train(model)
        tagger.open(model)
    count = collections.Counter()
    for rows in held:
        words = [w for w, _ in rows]
        found, wanted = spans(tagger.tag([features(words, i) for i in range(len(words))])), spans([label for _, label in rows])
        for name, items in (("right", found & wanted), ("found", found), ("wanted", wanted)):
            for item in items:
                count[item[2], name] += 1
                count["all", name] += 1
    for kind in sorted({kind for kind, _ in count}):
        right, found, wanted = (count[kind, name] for name in ("right", "found", "wanted"))
        print(f"{kind:14} F1 {200 * right / max(1, found + wanted):.1f}")


if __name__ == "__main__":
    main(sys.argv[1])
