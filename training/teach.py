#!/usr/bin/env python3
"""Let trained readers tag news that nobody annotated, for a student to learn from.

    teach.py ARTICLES.jsonl.gz MINILM_DIR OUT.pt TEACHER... [--windows 20000] [--seed 2]

ARTICLES.jsonl.gz holds an article a line, with its words under `text`. A TEACHER is a READER.pt that train.py wrote, or a MODEL_DIR that
export.py wrote. Their tag scores and transitions are averaged, and the posterior of each tag at each piece is kept (structure-level
distillation by posteriors: Wang et al. 2020). OUT.pt holds ids and shapes (windows × 254, padded with 0), lengths, and posteriors
(windows × 254 × 7, float16).
"""
import argparse
import json
import random
import time

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer

from model import FORBIDDEN, Reader, posteriors
from pieces import CLS, SEP, WINDOW
from polnear import LABELS
from pretrain import windows


class Trained:
    """The float weights of train.py"""

    def __init__(self, path, minilm):
        saved = torch.load(path, weights_only=True)
        self.net = Reader(minilm, len(saved["pos"]), len(saved["entity"])).eval()
        self.net.load_state_dict(saved["weights"], strict=False)
        self.transitions = self.net.transitions.detach() + FORBIDDEN

    @torch.no_grad()
    def __call__(self, ids, mask, shapes):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return self.net.tags(self.net.encoder(ids, mask, shapes)).float()


class Exported:
    """The int8 model of export.py, which reads one window at a time and knows no padding"""

    def __init__(self, directory):
        self.session = onnxruntime.InferenceSession(directory + "/reader.onnx")
        self.transitions = torch.tensor(json.load(open(directory + "/reader.json"))["transitions"])

    def __call__(self, ids, mask, shapes):
        out = torch.zeros(*ids.shape, len(LABELS))
        for k, n in enumerate(mask.sum(1).tolist()):
            row = {"ids": ids[k : k + 1, :n].numpy(), "shapes": shapes[k : k + 1, :n].numpy()}
            out[k, :n] = torch.from_numpy(np.asarray(self.session.run(None, row)[0][0, :, : len(LABELS)]))
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
    teachers = [Trained(t, args.minilm) if t.endswith(".pt") else Exported(t) for t in args.teachers]
    transitions = sum(t.transitions for t in teachers) / len(teachers)
    pieces, shapes, _, bounds = windows(args.articles, tokenizer)
    # Another draw than pretrain.py makes, of windows that are nearly full: no time goes into padding.
    bounds = [(i, j) for i, j in bounds if j - i > WINDOW // 2]
    random.Random(args.seed + 100).shuffle(bounds)
    bounds = sorted(bounds[: args.windows], key=lambda b: b[1] - b[0])
    width = WINDOW - 2
    ids, shape = torch.zeros(len(bounds), width, dtype=torch.int32), torch.zeros(len(bounds), width, dtype=torch.int8)
    lengths, soft = torch.tensor([j - i for i, j in bounds]), torch.zeros(len(bounds), width, len(LABELS), dtype=torch.float16)
    began = time.time()
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
        scores = sum(teacher(batch, mask, marks) for teacher in teachers) / len(teachers)
        live = torch.arange(n)[None] < lengths[k : k + len(rows), None]
        soft[k : k + len(rows), :n] = posteriors(scores[:, 1:-1], transitions, live).exp().half()
        if k // 32 % 25 == 24:
            print(f"{k + 32}/{len(bounds)} windows, {time.time() - began:.0f} s", flush=True)
    torch.save({"ids": ids, "shapes": shape, "lengths": lengths, "posteriors": soft}, args.out)


if __name__ == "__main__":
    main()
