#!/usr/bin/env python3
"""Train the reader on PolNeAR and write its weights.

    train.py POLNEAR_DIR MINILM_DIR OUT.pt [--encoder ENCODER.pt] [--epochs 7] [--seed 2]

POLNEAR_DIR holds train/, dev/ and corenlp-{train,dev}.jsonl.gz. MINILM_DIR holds config.json, model.safetensors and
tokenizer.json of all-MiniLM-L6-v2; ENCODER.pt the weights that pretrain.py wrote, to start from. Prints dev scores of the averaged weights after each epoch. `export.py` then writes the int8 model.
"""
import argparse
import collections
import math
import random
import re
import time

import torch
import torch.nn as nn
from tokenizers import Tokenizer

from model import Encoder, Reader, link_loss, span_states, LINK
from polnear import LABELS, ROLES, Inventory, windows

BATCH = 16
AUXILIARY, LINKS, VECTORS = 0.15, 0.2, 0.3  # loss weights


def collate(batch, ids_of):
    width = max(len(w.ids) for w in batch) + 2
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    mask, tags, shapes = torch.zeros_like(ids), torch.zeros_like(ids), torch.zeros_like(ids)
    syntax = torch.full((len(batch), width, 4), -100)
    for k, w in enumerate(batch):
        n = len(w.ids)
        pieces, shape = ids_of(w)
        ids[k, 0], ids[k, n + 1] = 101, 102
        ids[k, 1 : n + 1], shapes[k, 1 : n + 1] = torch.tensor(pieces), torch.tensor(shape)
        tags[k, 1 : n + 1], syntax[k, 1 : n + 1] = torch.tensor(w.tags), torch.tensor(w.syntax)
        mask[k, : n + 2] = 1
    return ids, mask, tags, shapes, syntax


class Restyle:
    """Quotation marks and line breaks as other houses set them: the corpus has double marks and clean paragraphs only."""

    STYLES = [("‘", "’"), ("'", "'"), ('"', '"'), ("“", "”"), ("«", "»")]

    def __init__(self, tokenizer, rng):
        self.of = lambda mark: tokenizer.token_to_id(mark)
        self.rng = rng

    def __call__(self, window):
        ids, shapes = window.ids, window.shapes
        if self.rng.random() < 0.35:
            left, right = (self.of(m) for m in self.rng.choice(self.STYLES))
            if left is not None and right is not None:
                straight, curly_left, curly_right = self.of('"'), self.of("“"), self.of("”")
                out, open_ = [], False
                for i in ids:
                    if i == straight:
                        open_ = not open_
                        i = left if open_ else right
                    elif i == curly_left:
                        i, open_ = left, True
                    elif i == curly_right:
                        i, open_ = right, False
                    out.append(i)
                ids = out
        if self.rng.random() < 0.1:
            shapes = [s % 3 for s in shapes]
        return ids, shapes


def plain(window):
    return window.ids, window.shapes


@torch.no_grad()
def teacher_vectors(directory, tokenizer, texts):
    """{text: unit vector} of the untuned sentence encoder"""
    encoder, out = Encoder(directory).eval(), {}
    texts = sorted(set(texts), key=len)
    for k in range(0, len(texts), 64):
        batch = texts[k : k + 64]
        rows = [tokenizer.encode(t).ids[:256] for t in batch]
        ids = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.long)
        mask = torch.zeros_like(ids)
        for i, row in enumerate(rows):
            ids[i, : len(row)], mask[i, : len(row)] = torch.tensor(row), 1
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = encoder(ids, mask, torch.zeros_like(ids))
        mean = (states.float() * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        for t, v in zip(batch, nn.functional.normalize(mean, dim=-1)):
            out[t] = v.to(torch.float16)
    return out


def vector_loss(vectors, window, teacher, rng):
    """1 − cosine between a span's mean vector in context and the teacher's vector of the span alone"""
    spans = rng.sample(window.spans, min(6, len(window.spans)))
    if not spans:
        return None
    means = torch.stack([vectors[first + 1 : last + 2].mean(0) for first, last, _ in spans])
    wanted = torch.stack([teacher[words].float() for _, _, words in spans])
    return (1 - nn.functional.cosine_similarity(means, wanted)).mean()


def tagged_spans(tags):
    out, current = set(), None
    for i, tag in enumerate(tags + [0]):
        label = LABELS[tag]
        if current and (label[0] != "I" or label[2:] != current[0]):
            out.add((*current, i))
            current = None
        if label != "O" and current is None:
            current = (label[2:], i)
    return out


@torch.no_grad()
def evaluate(net, data, teacher):
    """Span F1 by role on whole articles, link accuracy given gold spans, mean cosine to the teacher's vectors"""
    net.eval()
    at, linked, cosines = {}, collections.Counter(), []
    for k in range(0, len(data), 16):
        batch = data[k : k + 16]
        ids, mask, _, shapes, _ = collate(batch, plain)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores, links, _, vectors, _ = net(ids, mask, shapes)
        scores, links, vectors = scores.float(), links.float(), vectors.float()
        for q, w in enumerate(batch):
            n = len(w.ids)
            for t in range(n):
                key, centre = (w.document, w.start + t), min(t + 1, n - t)
                if key not in at or at[key][0] < centre:
                    at[key] = (centre, scores[q, t + 1], w.tags[t])
            if w.links:
                qs, ks, qc, kc, none = links[q, 1:].split((LINK, LINK, LINK, LINK, 1), -1)
                cues = [c for c, _, _ in w.links]
                sources = sorted({s for _, s, _ in w.links if s})
                choice = torch.stack([none[f, 0] for f, _ in cues])[:, None]
                if sources:
                    choice = torch.cat([choice, span_states(qs, cues) @ span_states(ks, sources).T / LINK**0.5], 1)
                for row, (_, s, _) in zip(choice, w.links):
                    linked["source"] += 1
                    linked["source right"] += int(row.argmax()) == (1 + sources.index(s) if s else 0)
                asked = span_states(qc, cues)
                for c, (_, _, content) in enumerate(w.links):
                    for segment in content:
                        linked["content"] += 1
                        linked["content right"] += int((asked @ span_states(kc, [segment])[0]).argmax()) == c
            for first, last, words in w.spans[:4]:
                mean = vectors[q, first + 1 : last + 2].mean(0)
                cosines.append(float(nn.functional.cosine_similarity(mean, teacher[words].float(), dim=0)))
    docs = collections.defaultdict(list)
    for (document, _), v in sorted(at.items(), key=lambda kv: kv[0]):
        docs[document].append(v)
    count = collections.Counter()
    for v in docs.values():
        found, wanted = tagged_spans(net.decode(torch.stack([x[1] for x in v]))), tagged_spans([x[2] for x in v])
        for role in ROLES:
            a, b = {s for s in found if s[0] == role}, {s for s in wanted if s[0] == role}
            count[role, "hit"] += len(a & b)
            count[role, "n"] += len(a) + len(b)
    out = {role: round(200 * count[role, "hit"] / max(1, count[role, "n"]), 1) for role in ROLES}
    for role in ("source", "content"):
        out["link " + role] = round(100 * linked[role + " right"] / max(1, linked[role]), 1)
    out["vector"] = round(sum(cosines) / max(1, len(cosines)), 3)
    return out


def groups(net, rate):
    """Layer-wise decayed learning rates (Howard and Ruder 2018)"""
    out = []
    for name, p in net.named_parameters():
        layer = re.search(r"layer\.(\d+)\.", name)
        scale = 0.9 ** (5 - int(layer.group(1))) if layer else 0.5 if "embeddings" in name else 1.0 if name.startswith(("encoder", "vector")) else 3.0
        out.append({"params": [p], "lr": rate * scale, "weight_decay": 0.01 if p.dim() > 1 else 0})
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear")
    parser.add_argument("minilm")
    parser.add_argument("out")
    parser.add_argument("--encoder")
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--limit", type=int, help="only so many articles (a smoke test)")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    tokenizer = Tokenizer.from_file(args.minilm + "/tokenizer.json")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    inventory = Inventory()
    train = windows(args.polnear, "train", tokenizer, inventory, args.limit)
    dev = windows(args.polnear, "dev", tokenizer, inventory, args.limit)
    began = time.time()
    teacher = teacher_vectors(args.minilm, tokenizer, [s[2] for w in train + dev for s in w.spans])
    print(len(train), "training windows,", len(dev), "dev windows,", len(teacher), f"vectors in {time.time() - began:.0f} s", flush=True)
    net = Reader(args.minilm, len(inventory.pos), len(inventory.entity))
    if args.encoder:
        net.encoder.load_state_dict(torch.load(args.encoder, weights_only=True))
    optimizer = torch.optim.AdamW(groups(net, args.rate))
    steps = args.epochs * math.ceil(len(train) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, s / (0.06 * steps)) * max(0.02, (steps - s) / steps))
    classify = nn.CrossEntropyLoss(ignore_index=-100)
    restyle = Restyle(tokenizer, rng)
    average = {k: v.detach().clone() for k, v in net.state_dict().items()}
    step, began = 0, time.time()
    for epoch in range(args.epochs):
        net.train()
        order = sorted(range(len(train)), key=lambda i: len(train[i].ids) + rng.random() * 20)
        batches = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
        rng.shuffle(batches)
        running = collections.Counter()
        for chosen in batches:
            batch = [train[i] for i in chosen]
            ids, mask, tags, shapes, syntax = collate(batch, restyle)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores, links, entity, vectors, other = net(ids, mask, shapes)
            scores, links, entity, vectors, other = (x.float() for x in (scores, links, entity, vectors, other))
            losses = {"crf": net.crf_loss(scores[:, 1:], tags[:, 1:], mask[:, 1:].bool())}
            n_pos = len(inventory.pos)
            auxiliary = classify(entity.flatten(0, 1), syntax[:, :, 1].flatten())
            for column, (a, b) in ((0, (0, n_pos)), (2, (n_pos, n_pos + 7)), (3, (n_pos + 7, n_pos + 14))):
                auxiliary = auxiliary + classify(other[:, :, a:b].flatten(0, 1), syntax[:, :, column].flatten())
            losses["auxiliary"] = AUXILIARY * auxiliary
            found = [x for x in (link_loss(links[k], w) for k, w in enumerate(batch)) if x is not None]
            if found:
                losses["links"] = LINKS * torch.stack(found).mean()
            found = [x for x in (vector_loss(vectors[k], w, teacher, rng) for k, w in enumerate(batch)) if x is not None]
            if found:
                losses["vectors"] = VECTORS * torch.stack(found).mean()
            for name, value in losses.items():
                running[name] += float(value.detach())
            optimizer.zero_grad()
            sum(losses.values()).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            with torch.no_grad():
                for k, v in net.state_dict().items():
                    if v.dtype.is_floating_point:
                        average[k].lerp_(v, 0.01)
            if step % 25 == 0:
                print(f"step {step}/{steps} {time.time() - began:.0f} s", {k: round(v / (1 + (step - 1) % len(batches)), 3) for k, v in running.items()}, flush=True)
        current = {k: v.clone() for k, v in net.state_dict().items()}
        net.load_state_dict(average)
        print("epoch", epoch, evaluate(net, dev, teacher), f"{time.time() - began:.0f} s", flush=True)
        torch.save({"weights": average, "pos": list(inventory.pos), "entity": list(inventory.entity)}, args.out)
        net.load_state_dict(current)


if __name__ == "__main__":
    main()
