#!/usr/bin/env python3
"""Continue the masked-language pretraining of MiniLM on news, so that fine-tuning starts from an encoder of tokens.

    pretrain.py ARTICLES.jsonl.gz MINILM_DIR OUT.pt [--steps 1400] [--stop 500] [--batch 32] [--seed 2]

ARTICLES.jsonl.gz holds an article a line, with its words under `text`. The weights of all-MiniLM-L6-v2 were last tuned for sentence
vectors. Whole words are masked (Devlin et al. 2019, the later "whole word masking" release), and the encoder is asked for the word
pieces and for their capitals, which the uncased vocabulary cannot see. Windows never cross articles. The rate falls linearly towards `--steps`; training ends at `--stop`, and fine-tuning goes on
falling from there. Writes the encoder's weights.
"""
import argparse
import gzip
import json
import math
import random
import time

import torch
import torch.nn as nn
from tokenizers import Tokenizer

from model import Encoder, Guess
from pieces import CLS, FIRST_WORD, MASK, SEP, SHAPES, WINDOW, shape_of

MASKED = 0.2  # share of words


def windows(path, tokenizer):
    """Rows of at most WINDOW − 2 (piece, shape, begins a word), shuffled in memory as three flat tensors and their bounds."""
    ids, shapes, heads, bounds = [], [], [], []
    with gzip.open(path, "rt", encoding="utf8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    for k in range(0, len(texts), 256):
        chunk = texts[k : k + 256]
        for text, encoding in zip(chunk, tokenizer.encode_batch(chunk, add_special_tokens=False)):
            before, row = 0, len(ids)
            for piece, (start, end), token in zip(encoding.ids, encoding.offsets, encoding.tokens):
                ids.append(piece)
                shapes.append(shape_of(text, before, start, end))
                heads.append(not token.startswith("##"))
                before = end
            for i in range(row, len(ids), WINDOW - 2):
                j = min(i + WINDOW - 2, len(ids))
                if j - i >= 32:
                    bounds.append((i, j))
    return torch.tensor(ids, dtype=torch.int32), torch.tensor(shapes, dtype=torch.int8), torch.tensor(heads), bounds


def masked(ids, heads, rng):
    """Mask whole words: 80 % as [MASK], 10 % as another piece, 10 % as they are. Gives inputs and the places asked for."""
    word = heads.cumsum(1)
    chosen = torch.rand(ids.shape[0], int(word.max()) + 1, generator=rng) < MASKED
    asked = chosen.gather(1, word) & (ids >= FIRST_WORD)
    how = torch.rand(ids.shape[0], int(word.max()) + 1, generator=rng).gather(1, word)
    out = torch.where(asked & (how < 0.8), torch.full_like(ids, MASK), ids)
    other = torch.randint(FIRST_WORD, 30522, ids.shape, generator=rng)
    return torch.where(asked & (how > 0.9), other, out), asked, how


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("minilm")
    parser.add_argument("out")
    parser.add_argument("--steps", type=int, default=1400)
    parser.add_argument("--stop", type=int, default=500)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--seed", type=int, default=2)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = torch.Generator().manual_seed(args.seed)
    tokenizer = Tokenizer.from_file(args.minilm + "/tokenizer.json")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    began = time.time()
    ids, shapes, heads, bounds = windows(args.articles, tokenizer)
    random.Random(args.seed).shuffle(bounds)
    print(len(bounds), "windows,", len(ids), f"word pieces, {time.time() - began:.0f} s", flush=True)
    encoder = Encoder(args.minilm, dropout=0.0)
    guess = Guess(encoder)
    params = list({id(p): p for m in (encoder, guess) for p in m.parameters()}.values())
    optimizer = torch.optim.AdamW(
        [{"params": [p for p in params if p.dim() > 1]}, {"params": [p for p in params if p.dim() < 2], "weight_decay": 0}],
        lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, s / 300) * max(0.02, (args.steps - s) / args.steps))
    began, running = time.time(), [0.0, 0.0, 0.0]
    for step in range(args.stop):
        rows = [bounds[(step * args.batch + k) % len(bounds)] for k in range(args.batch)]
        width = max(j - i for i, j in rows) + 2
        batch = torch.zeros(len(rows), width, dtype=torch.long)
        shape, mask, head = torch.zeros_like(batch), torch.zeros_like(batch), torch.ones_like(batch)
        for k, (i, j) in enumerate(rows):
            n = j - i
            batch[k, 0], batch[k, n + 1] = CLS, SEP
            batch[k, 1 : n + 1], shape[k, 1 : n + 1], head[k, 1 : n + 1] = ids[i:j], shapes[i:j], heads[i:j]
            mask[k, : n + 2] = 1
        inputs, asked, how = masked(batch, head, rng)
        asked = asked & mask.bool()
        hidden = torch.where(asked & (how < 0.9), shape - shape % 3, shape)  # a line break still shows
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = encoder(inputs, mask, hidden)[asked]
            words, capitals = guess(states)
        loss = nn.functional.cross_entropy(words.float(), batch[asked])
        capital = nn.functional.cross_entropy(capitals.float(), shape[asked])
        optimizer.zero_grad()
        (loss + 0.3 * capital).backward()
        nn.utils.clip_grad_norm_(params, 1.0)
        optimizer.step()
        schedule.step()
        for k, value in enumerate((float(loss.detach()), float(capital.detach()), float(mask.sum()))):
            running[k] += value
        if (step + 1) % 20 == 0:
            spent = time.time() - began
            print(f"step {step + 1}/{args.stop} {spent:.0f} s, loss {running[0] / 20:.3f}, capitals {running[1] / 20:.3f}, {running[2] / 20 * (step + 1) / spent:.0f} pieces/s", flush=True)
            running = [0.0, 0.0, 0.0]
    torch.save(encoder.state_dict(), args.out)


if __name__ == "__main__":
    main()
