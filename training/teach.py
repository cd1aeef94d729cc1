#!/usr/bin/env python3
"""Let trained readers tag news that nobody annotated, for a student to learn from.

    teach.py ARTICLES.jsonl.gz MINILM_DIR OUT.pt TEACHER... [--windows 20000] [--seed 2]

ARTICLES.jsonl.gz holds an article a line, with its words under `text`. A TEACHER is a READER.pt that train.py wrote, as READER.pt:DIR if
its encoder is not MiniLM but the one in DIR (such a one teaches tags only), or a MODEL_DIR that export.py wrote. Their scores and transitions are averaged, and the
posterior of each tag and of each label of names at each piece is kept (structure-level distillation by posteriors: Wang et al. 2020),
and for each "he" or "she" how likely it is each of the persons that the window names.
OUT.pt holds ids and shapes (windows × 254, padded with 0), lengths, the posteriors `tags` (windows × 254 × 7, float16) and `names`
(likewise, by ENTITY_LABELS), and `references`: a list a window of (piece, [(first piece, last piece) of a name], [probability of
"none of these", then of each name]).
"""
import argparse
import itertools
import json
import random
import time

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer

from measure import tagged_spans
from mentions import ENTITY_LABELS
from model import LINK, Reader, antecedent_scores, posteriors
from pieces import CLS, SEP, WINDOW
from polnear import LABELS
from pretrain import windows


class Trained:
    """The float weights of train.py"""

    def __init__(self, path, minilm):
        path, _, directory = path.partition(":")
        self.tags_only = bool(directory)
        saved = torch.load(path, weights_only=True)
        self.net = Reader(directory or minilm, len(saved["pos"]), len(saved["entity"])).eval()
        self.net.load_state_dict(saved["weights"])
        self.tables = self.net.tag_table().detach(), self.net.mention_table().detach()

    @torch.no_grad()
    def __call__(self, ids, mask, shapes):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            heads = self.net(ids, mask, shapes, ("tags", "mentions", "antecedents"))
        return heads["tags"], heads["mentions"], heads["antecedents"]


class Exported:
    """The int8 model of export.py, which reads one window at a time and knows no padding"""

    tags_only = False

    def __init__(self, directory):
        self.session = onnxruntime.InferenceSession(directory + "/reader.onnx")
        about = json.load(open(directory + "/reader.json"))
        tags = torch.tensor(about["transitions"])
        self.tables = tags, torch.tensor(about["name_transitions"])
        self.widths = len(LABELS), 4 * LINK + 1, 2 * LINK + 1, len(ENTITY_LABELS)  # in the order of HEADS

    def __call__(self, ids, mask, shapes):
        out = torch.zeros(*ids.shape, sum(self.widths))
        for k, n in enumerate(mask.sum(1).tolist()):
            row = {"ids": ids[k : k + 1, :n].numpy(), "shapes": shapes[k : k + 1, :n].numpy()}
            out[k, :n] = torch.from_numpy(np.asarray(self.session.run(None, row)[0][0]))[:, : sum(self.widths)]
        tags, _, antecedents, names = out.split(self.widths, -1)
        return tags, names, antecedents


def references(ids, names, scores, pronouns):
    """Of each "he" or "she" in a window: the piece, the persons named, the probabilities of "none" and of each.

    ids: pieces; names: pieces × ENTITY_LABELS; scores: a teacher each, pieces × (2·LINK+1)."""
    persons = sorted((a, b - 1) for kind, a, b in tagged_spans(names.argmax(-1).tolist(), ENTITY_LABELS) if kind == "Person")
    asked = [i for i, piece in enumerate(ids.tolist()) if piece in pronouns] if persons else []
    out = []
    for i in asked:
        choice = sum(antecedent_scores(s, (i, i), persons) for s in scores) / len(scores)
        out.append((i, persons, [round(p, 4) for p in choice.softmax(0).tolist()]))
    return out


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("minilm")
    parser.add_argument("out")
    parser.add_argument("teachers", nargs="+")
    parser.add_argument("--windows", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=2)
    args = parser.parse_args()
    tokenizer = Tokenizer.from_file(args.minilm + "/tokenizer.json")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    teachers = [Trained(t, args.minilm) if ".pt" in t else Exported(t) for t in args.teachers]
    of_names = [not t.tags_only for t in teachers]
    if not any(of_names):
        parser.error("no teacher of names")
    mean = lambda rows: sum(rows) / len(rows)
    tables = mean([t.tables[0] for t in teachers]), mean([t.tables[1] for t in teachers if not t.tags_only])
    pieces, shapes, _, bounds = windows(args.articles, tokenizer)
    # Another draw than pretrain.py makes, of windows that are nearly full: no time goes into padding.
    bounds = [(i, j) for i, j in bounds if j - i > WINDOW // 2]
    random.Random(args.seed + 100).shuffle(bounds)
    bounds = sorted(bounds[: args.windows], key=lambda b: b[1] - b[0])
    width = WINDOW - 2
    ids, shape = torch.zeros(len(bounds), width, dtype=torch.int32), torch.zeros(len(bounds), width, dtype=torch.int8)
    lengths = torch.tensor([j - i for i, j in bounds])
    soft = [torch.zeros(len(bounds), width, len(labels), dtype=torch.float16) for labels in (LABELS, ENTITY_LABELS)]
    pronouns = {tokenizer.token_to_id(word) for word in ("he", "she", "him", "her", "his", "hers", "himself", "herself")}
    referring, began = [], time.time()
    for k in range(0, len(bounds), 32):
        rows = bounds[k : k + 32]
        n = max(j - i for i, j in rows)
        batch = torch.zeros(len(rows), n + 2, dtype=torch.long)
        marks, mask = torch.zeros_like(batch), torch.zeros_like(batch)
        for q, (i, j) in enumerate(rows):
            ids[k + q, : j - i], shape[k + q, : j - i] = pieces[i:j], shapes[i:j]
            batch[q, 0], batch[q, 1 + j - i] = CLS, SEP
            batch[q, 1 : 1 + j - i], marks[q, 1 : 1 + j - i] = pieces[i:j].long(), shapes[i:j].long()
            mask[q, : 2 + j - i] = 1
        scores = [teacher(batch, mask, marks) for teacher in teachers]
        live = torch.arange(n)[None] < lengths[k : k + len(rows), None]
        tags, names, antecedents = zip(*scores)
        names, antecedents = (list(itertools.compress(head, of_names)) for head in (names, antecedents))
        for head, table, out in zip((tags, names), tables, soft):
            out[k : k + len(rows), :n] = posteriors(mean(head)[:, 1:-1], table, live).exp().half()
        for q, (i, j) in enumerate(rows):
            referring.append(references(ids[k + q, : j - i], soft[1][k + q, : j - i], [s[q, 1:] for s in antecedents], pronouns))
        if k // 32 % 25 == 24:
            print(f"{k + 32}/{len(bounds)} windows, {time.time() - began:.0f} s", flush=True)
    torch.save({"ids": ids, "shapes": shape, "lengths": lengths, "tags": soft[0], "names": soft[1], "references": referring}, args.out)


if __name__ == "__main__":
    main()
