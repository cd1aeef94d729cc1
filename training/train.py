#!/usr/bin/env python3
"""Train the reader and write its weights.

    train.py DATA MINILM_DIR OUT.pt [--encoder ENCODER.pt | MPNET_DIR] [--start READER.pt | MODEL_DIR] [--taught TAUGHT.pt] [--steps 1000] [--int8 200]

DATA holds polnear/ (train/, dev/, corenlp-{train,dev}.jsonl.gz), ner-worldwide/ and coref-gap/. MINILM_DIR holds config.json,
model.safetensors and tokenizer.json of all-MiniLM-L6-v2; ENCODER.pt the weights that pretrain.py wrote, to start from, and MPNET_DIR a
larger encoder, for a teacher of tags and links, which takes windows of PolNeAR only and keeps its word vectors; TAUGHT.pt the news that
teach.py tagged. Each step takes 8 windows of PolNeAR (16 without news), 6 of entities (8), 4 of pronouns, and 20 of news that teachers
tagged, with words masked that the encoder is to guess as well. The last `--int8` steps compute as the int8 model will. Prints dev scores
of the averaged weights every `--every` steps. `export.py` then writes the int8 model.
"""
import argparse
import collections
import itertools
import os
import random
import re
import time

import torch
import torch.nn as nn
from tokenizers import Tokenizer

import measure
from batches import Roughen, collate
from export import restored
from mentions import entity_windows, gap_windows
from model import Encoder, Guess, Int8, Reader, antecedent_loss, antecedent_scores, crf_loss, link_loss, posteriors
from pieces import CLS, FIRST_WORD, MASK, SEP
from polnear import LABELS, Inventory, annotated, windows

PER_STEP = {"attribution": 8, "entities": 6, "pronouns": 4, "news": 20}  # windows
AUXILIARY, LINKS, VECTORS = 0.15, 0.2, 1.0  # weights of losses
ENTITIES, ANTECEDENTS, NEWS, GUESSES, REFERENCES = 0.5, 0.1, 1.0, 0.03, 0.2
MASKED_GOLD, MASKED_NEWS = 0.1, 0.15  # share of pieces


class Untuned:
    """The sentence encoder as it came, whose vectors the reader's are held to"""

    def __init__(self, directory, tokenizer):
        self.encoder, self.tokenizer = Encoder(directory).eval(), tokenizer

    @torch.no_grad()
    def __call__(self, rows):
        """Unit vectors of rows of word pieces"""
        width = max(map(len, rows)) + 2
        ids = torch.zeros(len(rows), width, dtype=torch.long)
        mask = torch.zeros_like(ids)
        for k, row in enumerate(rows):
            ids[k, 0], ids[k, len(row) + 1] = CLS, SEP
            ids[k, 1 : len(row) + 1], mask[k, : len(row) + 2] = torch.as_tensor(row), 1
        # It is the full encoder that is held to, also while the student computes as the int8 model.
        of_student, Int8.on = Int8.on, False
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.encoder(ids, mask, torch.zeros_like(ids))
        Int8.on = of_student
        return nn.functional.normalize((states.float() * mask[..., None]).sum(1) / mask.sum(1, keepdim=True), dim=-1)

    def of_texts(self, texts):
        """{text: unit vector}"""
        out, texts = {}, sorted(set(texts), key=len)
        for k in range(0, len(texts), 64):
            batch = texts[k : k + 64]
            rows = [self.tokenizer.encode(t, add_special_tokens=False).ids[:254] for t in batch]
            out.update(zip(batch, self(rows).to(torch.float16)))
        return out


def vector_loss(vectors, batch, untuned, rng):
    """1 − cosine between a span's mean vector in context and the untuned encoder's of the span alone, at most six spans a window; None without any"""
    spans = [(k, *span) for k, window in enumerate(batch) for span in rng.sample(window.spans, min(6, len(window.spans)))]
    if not spans:
        return None
    wanted = untuned.of_texts([words for *_, words in spans])
    means = torch.stack([vectors[k, first + 1 : last + 2].mean(0) for k, first, last, _ in spans])
    return (1 - nn.functional.cosine_similarity(means, torch.stack([wanted[words].float() for *_, words in spans]))).mean()


def distance(vectors, ids, posteriors, untuned):
    """The same for stretches of news that the teachers read as content, at most three a window; None without any

    vectors: batch × pieces × HIDDEN, ids likewise; posteriors: batch × pieces without [CLS] × labels."""
    content, means, rows = posteriors.argmax(-1) >= LABELS.index("B-Content"), [], []
    for k, row in enumerate(content.tolist()):
        stretches = [list(group) for said, group in itertools.groupby(range(len(row)), row.__getitem__) if said]
        for stretch in [s for s in stretches if len(s) > 3][:3]:
            first, stop = stretch[0] + 1, stretch[-1] + 2
            means.append(vectors[k, first:stop].mean(0))
            rows.append(ids[k, first:stop])
    return (1 - nn.functional.cosine_similarity(torch.stack(means), untuned(rows))).mean() if rows else None


def mean_of(losses):
    losses = [loss for loss in losses if loss is not None]
    return torch.stack(losses).mean() if losses else None


def scaled(weight, loss):
    return None if loss is None else weight * loss


def groups(modules, rate, n_layers):
    """Layer-wise decayed learning rates (Howard and Ruder 2018)"""
    out = []
    for name, p in (pair for module in modules for pair in module.named_parameters() if pair[1].requires_grad):
        layer = re.search(r"layer\.(\d+)\.", name)
        scale = 0.9 ** (n_layers - 1 - int(layer.group(1))) if layer else 0.5 if "embeddings" in name else 1.0 if name.startswith(("encoder", "vector")) else 3.0
        out.append({"params": [p], "lr": rate * scale, "weight_decay": 0.01 if p.dim() > 1 else 0})
    return out


def endless(windows, size, rng):
    """Batches of windows of like length, all that `windows` gives before it is asked again"""
    while True:
        rows = windows()
        order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids) + rng.random() * 20)
        batches = [order[i : i + size] for i in range(0, len(order), size)]
        rng.shuffle(batches)
        for chosen in batches:
            yield [rows[i] for i in chosen]


class News:
    """Batches of what teach.py wrote: ids, mask, shapes, posteriors of tags and names, which pieces live, references"""

    def __init__(self, path, seed):
        self.data = torch.load(path, weights_only=True)
        self.rng = torch.Generator().manual_seed(seed)
        self.order = torch.randperm(len(self.data["lengths"]), generator=self.rng)
        self.at = 0

    def __call__(self, size):
        if self.at + size > len(self.order):
            self.order, self.at = torch.randperm(len(self.order), generator=self.rng), 0
        chosen = self.order[self.at : self.at + size]
        self.at += size
        lengths = self.data["lengths"][chosen]
        n = int(lengths.max())
        live = torch.arange(n)[None] < lengths[:, None]
        ids = torch.zeros(size, n + 2, dtype=torch.long)
        shapes, mask = torch.zeros_like(ids), torch.zeros_like(ids)
        ids[:, 1:-1], shapes[:, 1:-1] = self.data["ids"][chosen, :n].long(), self.data["shapes"][chosen, :n].long()
        mask[:, 1:-1], mask[:, 0] = live.long(), 1
        ids[:, 0] = CLS
        ids[torch.arange(size), lengths + 1], mask[torch.arange(size), lengths + 1] = SEP, 1
        return ids, mask, shapes, self.data["tags"][chosen, :n].float(), self.data["names"][chosen, :n].float(), live, [self.data["references"][i] for i in chosen.tolist()]

    def loss(self, net, guess, untuned, size):
        """Cross-entropy of the teachers' posteriors and the student's, a piece; of guesses, a masked piece; of references, a pronoun;
        distance of vectors"""
        ids, mask, shapes, tags, names, live, references = self(size)
        hidden = (torch.rand(ids.shape, generator=self.rng) < MASKED_NEWS) & (ids >= FIRST_WORD)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = net.encoder(torch.where(hidden, MASK, ids), mask, torch.where(hidden, shapes - shapes % 3, shapes))
            words, capitals = guess(states[hidden])
            dropped, vectors = net.drop(states), net.vector(states)
            heads = (net.tags(dropped), net.tag_table(), tags), (net.mentions(dropped), net.mention_table(), names)
            antecedents = net.antecedents(dropped).float()

        def missed(scores, table, wanted):
            found = posteriors(scores.float()[:, 1:-1], table, live)
            return -(wanted * found.clamp(min=-20)).sum(-1)[live].mean()

        taught, named = (missed(*head) for head in heads)
        guesses = nn.functional.cross_entropy(words.float(), ids[hidden]) + 0.3 * nn.functional.cross_entropy(capitals.float(), shapes[hidden])
        referred = [
            nn.functional.cross_entropy(antecedent_scores(rows[1:], (i, i), persons)[None], torch.tensor([wanted]))
            for rows, of_window in zip(antecedents, references)
            for i, persons, wanted in of_window
        ]
        return {
            "taught": NEWS * taught,
            "named": NEWS * named,
            "guesses": GUESSES * guesses,
            "references": scaled(REFERENCES, mean_of(referred)),
            "news vectors": scaled(VECTORS, distance(vectors.float(), ids, tags, untuned)),
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("minilm")
    parser.add_argument("out")
    parser.add_argument("--encoder")
    parser.add_argument("--start", help="a reader to go on from, as this program or export.py wrote it")
    parser.add_argument("--taught")
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--int8", type=int, default=200, help="so many of the last steps compute as the int8 model will")
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--every", type=int, default=200, help="steps from one measurement on dev to the next")
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--limit", type=int, help="only so many articles (a smoke test)")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    tokenizer = Tokenizer.from_file(args.minilm + "/tokenizer.json")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    inventory, began = Inventory(), time.time()
    train, dev = (annotated(args.data + "/polnear", split, tokenizer, inventory, args.limit) for split in ("train", "dev"))
    n_windows, dev = len(windows(train)), windows(dev)
    named, named_dev = (entity_windows(args.data + "/ner-worldwide", tokenizer, held, rng)[: args.limit] for held in (False, True))
    gap, gap_dev = (gap_windows(f"{args.data}/coref-gap/gap-{part}.tsv", tokenizer)[: args.limit] for part in ("development", "validation"))
    untuned = Untuned(args.minilm, tokenizer)
    is_other = args.encoder and os.path.isdir(args.encoder)
    teacher = untuned.of_texts([words for w in dev for *_, words in w.spans[:4]])
    print(f"windows: {n_windows} + {len(dev)} attribution, {len(named)} + {len(named_dev)} entities, {len(gap)} + {len(gap_dev)} pronouns; {time.time() - began:.0f} s", flush=True)
    net = Reader(args.encoder if is_other else args.minilm, len(inventory.pos), len(inventory.entity))
    if is_other:
        # A few passes are all that there is time for: nothing is dropped, and word vectors stay.
        net.encoder.bert.embeddings.word_embeddings.weight.requires_grad_(False)
        for module in net.encoder.modules():
            if isinstance(module, nn.Dropout):
                module.p = 0.0
    elif args.encoder:
        net.encoder.load_state_dict(torch.load(args.encoder, weights_only=True))
    if args.start:
        is_exported = os.path.isdir(args.start)
        net.load_state_dict(restored(args.start, net) if is_exported else torch.load(args.start, weights_only=True)["weights"])
    guess, news = Guess(net.encoder), News(args.taught, args.seed) if args.taught else None
    optimizer = torch.optim.AdamW(groups((net, guess), args.rate, net.encoder.n_layers))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, (s + 1) / (0.06 * args.steps)) * max(0.02, (args.steps - s) / args.steps))
    classify = nn.CrossEntropyLoss(ignore_index=-100)
    roughen = Roughen(tokenizer, rng, MASKED_GOLD)
    sources = {"attribution": lambda: windows(train, rng), "entities": lambda: named, "pronouns": lambda: gap}
    sizes = PER_STEP if args.taught else PER_STEP | {"attribution": 16, "entities": 8}
    attributed, entities, pronouns = (endless(rows, sizes[name], rng) for name, rows in sources.items())
    average = {k: v.detach().clone() for k, v in net.state_dict().items()}
    running, began, n_pos = collections.Counter(), time.time(), len(inventory.pos)
    for step in range(args.steps):
        net.train()
        Int8.on = step >= args.steps - args.int8
        optimizer.zero_grad()

        def learn(losses):
            losses = {name: loss for name, loss in losses.items() if loss is not None}
            for name, loss in losses.items():
                running[name] += float(loss.detach())
            if losses:
                sum(losses.values()).backward()

        batch = next(attributed)
        ids, mask, shapes, tags = collate(batch, roughen, "tags")
        syntax = torch.full((*ids.shape, 4), -100)
        for k, w in enumerate(batch):
            syntax[k, 1 : len(w.ids) + 1] = torch.tensor(w.syntax)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            heads = net(ids, mask, shapes, ("tags", "links", "antecedents", "entity", "vector", "syntax"))
        auxiliary = classify(heads["entity"].flatten(0, 1), syntax[:, :, 1].flatten())
        for column, (a, b) in ((0, (0, n_pos)), (2, (n_pos, n_pos + 7)), (3, (n_pos + 7, n_pos + 14))):
            auxiliary = auxiliary + classify(heads["syntax"][:, :, a:b].flatten(0, 1), syntax[:, :, column].flatten())
        links = mean_of(link_loss(heads["links"][k], w) for k, w in enumerate(batch))
        chains = mean_of(antecedent_loss(heads["antecedents"][k], w.anaphors) for k, w in enumerate(batch))
        vectors = vector_loss(heads["vector"].float(), batch, untuned, rng) if not is_other else None
        learn({
            "crf": crf_loss(heads["tags"][:, 1:], tags[:, 1:], mask[:, 1:].bool(), net.tag_table()),
            "auxiliary": AUXILIARY * auxiliary,
            "links": scaled(LINKS, links),
            "chains": scaled(ANTECEDENTS, chains),
            "vectors": scaled(VECTORS, vectors),
        })
        if not is_other:
            ids, mask, shapes, tags = collate(next(entities), roughen, "tags")
            with torch.autocast("cpu", dtype=torch.bfloat16):
                heads = net(ids, mask, shapes, ("mentions",))
            learn({"entities": ENTITIES * crf_loss(heads["mentions"][:, 1:], tags[:, 1:], mask[:, 1:].bool(), net.mention_table())})
            batch = next(pronouns)
            ids, mask, shapes = collate(batch, roughen)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                heads = net(ids, mask, shapes, ("antecedents",))
            learn({"pronouns": ANTECEDENTS * mean_of(antecedent_loss(heads["antecedents"][k], w.anaphors) for k, w in enumerate(batch))})
        if news:
            learn(news.loss(net, guess, untuned, PER_STEP["news"]))
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        with torch.no_grad():
            for k, v in net.state_dict().items():
                if v.dtype.is_floating_point:
                    average[k].lerp_(v, 0.01)
        if (step + 1) % 25 == 0:
            print(f"step {step + 1}/{args.steps} {time.time() - began:.0f} s", {k: round(v / 25, 3) for k, v in running.items()}, flush=True)
            running.clear()
        if (step + 1) % 100 == 0 or step + 1 == args.steps:
            torch.save({"weights": average, "pos": list(inventory.pos), "entity": list(inventory.entity)}, args.out)
        if (step + 1) % args.every == 0 or step + 1 == args.steps:
            current = {k: v.clone() for k, v in net.state_dict().items()}
            net.load_state_dict(average)
            net.eval()
            print("dev", measure.attribution(net, dev, teacher), measure.entities(net, named_dev), measure.pronouns(net, gap_dev), f"{time.time() - began:.0f} s", flush=True)
            net.load_state_dict(current)


if __name__ == "__main__":
    main()
