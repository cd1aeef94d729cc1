"""Trains the classifier of blocks: whether a line of a page, or of a page flattened, is the article's.

    cargo run --release -p sayso-eval --example blocks -- ../shared/data/html-wcxb DATA
    python training/blocks.py DATA crates/sayso-ingest/model/blocks.txt

Gradient-boosted trees on the log loss, each line weighted by its words; pages that are held out are only measured on.
Without the second path, five-fold cross-validation over pages is printed instead. Needs numpy and lightgbm.
"""

import sys
from pathlib import Path

import lightgbm as lgb
import numpy as np

N_TREES = 200
SETTINGS = {
    "objective": "cross_entropy",
    "learning_rate": 0.06,
    "num_leaves": 24,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 127,
    "num_threads": 2,
    "deterministic": True,
    "seed": 7,
    "verbosity": -1,
}


def load(folder: Path):
    """Columns of the lines: page, held out, input, words, share that is the article's; and the vectors."""
    rows = [line.rstrip("\n").split("\t") for line in open(folder / "lines.tsv", encoding="utf-8")]
    pages, held_out, inputs, words, share = map(np.array, zip(*rows))
    vectors = np.fromfile(folder / "vectors.f32", dtype="<f4").reshape(len(rows), -1)
    return pages, held_out == "1", inputs, words.astype(float), share.astype(float), vectors


def train(vectors, share, words, pages, inputs):
    # A page counts once, however long it is and in however many forms it comes; lines of one word count a little.
    weight = np.sqrt(words + 1.0)
    for page in np.unique(pages):
        for kind in np.unique(inputs):
            chosen = (pages == page) & (inputs == kind)
            if chosen.any():
                weight[chosen] *= 200.0 / weight[chosen].sum() * (2.0 if kind == "html" else 1.0)
    return lgb.train(SETTINGS, lgb.Dataset(vectors, share, weight=weight), N_TREES)


def report(name, pages, inputs, words, share, kept):
    """Mean over pages of F1 by words; the words of the article that no line has are left out of account."""
    for kind in ("html", "lines", "layout", "stripped", "glued"):
        scores = []
        for page in np.unique(pages):
            chosen = (pages == page) & (inputs == kind)
            right = (words * share)[chosen & kept].sum()
            found, wanted = words[chosen & kept].sum(), (words * share)[chosen].sum()
            scores.append(2 * right / (found + wanted) if found + wanted else 1.0)
        print(f"{name:10} {kind:10} F1 {100 * np.mean(scores):.2f}")


def tree_text(node) -> str:
    """Nodes in preorder: a split as feature<threshold, a leaf as =value."""
    if "leaf_value" in node:
        return f"={node['leaf_value']:.5g}"
    return f"{node['split_feature']}<{node['threshold']:.6g} {tree_text(node['left_child'])} {tree_text(node['right_child'])}"


def main():
    pages, held_out, inputs, words, share, vectors = load(Path(sys.argv[1]))
    seen = ~held_out
    if len(sys.argv) < 3:
        names = np.unique(pages[seen])
        fold_of = {name: i % 5 for i, name in enumerate(names)}
        folds = np.array([fold_of.get(page, -1) for page in pages])
        kept = np.zeros(len(pages), bool)
        for fold in range(5):
            part, rest = folds == fold, seen & (folds != fold)
            booster = train(vectors[rest], share[rest], words[rest], pages[rest], inputs[rest])
            kept[part] = booster.predict(vectors[part]) > 0.5
        report("crossed", pages[seen], inputs[seen], words[seen], share[seen], kept[seen])
        return
    booster = train(vectors[seen], share[seen], words[seen], pages[seen], inputs[seen])
    kept = booster.predict(vectors) > 0.5
    report("held out", pages[held_out], inputs[held_out], words[held_out], share[held_out], kept[held_out])
    trees = booster.dump_model()["tree_info"]
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        out.write("# Whether a line is the article's; made by training/blocks.py, read by classify.rs.\n")
        for tree in trees:
            out.write(tree_text(tree["tree_structure"]) + "\n")


main()
