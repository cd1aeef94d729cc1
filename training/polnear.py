"""PolNeAR as windows of word pieces: tags, links, syntax and sentence spans to learn from.

Each attribution of the corpus has one cue (one stretch of text), at most one source (one stretch, which several cues may
share) and one content (one or more stretches). That is what the link targets below rely on.
"""
import bisect
import collections
import glob
import gzip
import json
import os
import re

import mentions
from pieces import OVERLAP, WINDOW, shape_of

ROLES = ("Source", "Cue", "Content")
LABELS = ["O"] + [prefix + role for role in ROLES for prefix in ("B-", "I-")]
LABEL_ID = {label: i for i, label in enumerate(LABELS)}


def articles(root, split):
    """Yield (name, text, statements); a statement is {role: [(start, end)]} in characters. Of several annotators, the first."""
    for path in sorted(glob.glob(f"{root}/{split}/text/*.txt")):
        name = os.path.basename(path)[:-4]
        references = sorted(glob.glob(f"{root}/{split}/attributions/{glob.escape(name)}_*.ann"))
        if not references:
            continue
        spans, statements = {}, []
        for line in open(references[0], encoding="utf8"):
            cells = line.rstrip("\n").split("\t")
            if len(cells) < 2:
                continue
            if cells[0][0] == "T":
                _, ranges = cells[1].split(" ", 1)
                spans[cells[0]] = [tuple(map(int, r.split())) for r in ranges.split(";")]
            elif cells[0][0] == "E":
                roles = collections.defaultdict(list)
                for item in cells[1].split():
                    role, reference = item.split(":")
                    role = role.rstrip("0123456789")
                    if reference in spans and role in ROLES:
                        roles[role] += spans[reference]
                statements.append({role: sorted(set(found)) for role, found in roles.items()})
        yield name, open(path, encoding="utf8", newline="").read(), statements


def parses(root, split):
    """{article name: CoreNLP document}"""
    with gzip.open(f"{root}/corenlp-{split}.jsonl.gz", "rt", encoding="utf8") as lines:
        return {doc["name"]: doc for doc in map(json.loads, lines)}


class Inventory:
    """The tag sets of the syntax layer, numbered in order of first sight."""

    def __init__(self):
        self.pos, self.entity = {}, {}

    def layer(self, doc):
        """{char start: (char end, POS, entity, constituents opening, constituents closing)} of one parsed article"""
        out = {}
        for sentence in doc["sentences"] if doc else ():
            tokens = sentence["tokens"]
            opened, closed = [0] * len(tokens), [0] * len(tokens)
            leaf, pending, last = -1, 0, ""
            for match in re.finditer(r"\(|\)|[^\s()]+", sentence["parse"] or ""):
                piece = match.group()
                if piece == "(":
                    pending, last = pending + 1, "("
                elif piece == ")":
                    if 0 <= leaf < len(closed):
                        closed[leaf] += 1
                    last = ")"
                elif last == "tag":
                    leaf, last = leaf + 1, "leaf"
                    if leaf < len(opened):
                        opened[leaf] = pending
                    pending = 0
                else:
                    last = "tag"
            for k, (_, start, end, _, pos, entity) in enumerate(tokens):
                out[start] = (
                    end,
                    self.pos.setdefault(pos, len(self.pos)),
                    self.entity.setdefault(entity, len(self.entity)),
                    min(opened[k], 6),
                    min(closed[k], 6),
                )
        return out


Window = collections.namedtuple("Window", "document start ids tags shapes syntax links spans anaphors")
# anaphors: as of mentions.Referring
# links: (cue span, source span or None, [content spans]) as (first piece, last piece), all within the window
# spans: (first piece, last piece, text) whose vector the encoder is to keep


def windows(root, split, tokenizer, inventory, limit=None):
    """All training or dev windows of a split, in order."""
    layers, out = parses(root, split), []
    for document, (name, text, statements) in enumerate(list(articles(root, split))[:limit]):
        label = [0] * len(text)
        for roles in statements:
            for role, segments in roles.items():
                for start, end in segments:
                    for i in range(start, min(end, len(text))):
                        label[i] = LABEL_ID[("B-" if i == start else "I-") + role]
        encoding = tokenizer.encode(text, add_special_tokens=False)
        offsets = encoding.offsets
        starts = [start for start, _ in offsets]
        layer = inventory.layer(layers.get(name))
        heads = sorted(layer)
        tags, syntax, shapes, before = [], [], [], 0
        for start, end in offsets:
            tags.append(label[start] or next((label[i] for i in range(start, end) if label[i]), 0))
            k = bisect.bisect_right(heads, start) - 1
            row = (-100,) * 4
            if k >= 0 and start < layer[heads[k]][0]:
                stop, pos, entity, opened, closed = layer[heads[k]]
                row = (pos, entity, opened if start == heads[k] else 0, closed if end >= stop else 0)
            syntax.append(row)
            shapes.append(shape_of(text, before, start, end))
            before = end

        def pieces(start, end):
            first = bisect.bisect_left(starts, start)
            last = bisect.bisect_left(starts, end) - 1
            return (first, last) if first <= last else None

        linked = []
        for roles in statements:
            cue = [p for p in (pieces(*s) for s in roles.get("Cue", ())) if p]
            if cue:
                source = [p for p in (pieces(*s) for s in roles.get("Source", ())) if p]
                content = [p for p in (pieces(*s) for s in roles.get("Content", ())) if p]
                linked.append((cue[0], source[0] if source else None, content))
        kept = [s for roles in statements for s in roles.get("Content", ())]
        kept += [(s["tokens"][0][1], s["tokens"][-1][2]) for s in layers.get(name, {"sentences": ()})["sentences"] if len(s["tokens"]) > 3]
        kept = [(p, text[s:e]) for s, e in kept if e - s > 20 for p in [pieces(s, e)] if p]
        referring = mentions.chains(layers[name], pieces) if name in layers else []
        i = 0
        while True:
            j = min(i + WINDOW - 2, len(encoding.ids))
            inside = lambda span: i <= span[0] and span[1] < j
            shift = lambda span: (span[0] - i, span[1] - i)
            links = [
                (shift(cue), shift(source) if source else None, [shift(c) for c in content if inside(c)])
                for cue, source, content in linked
                if inside(cue) and (source is None or inside(source))
            ]
            spans = [(*shift(p), words) for p, words in kept if inside(p)]
            out.append(Window(document, i, encoding.ids[i:j], tags[i:j], shapes[i:j], syntax[i:j], links, spans, mentions.in_window(referring, i, j)))
            if j == len(encoding.ids):
                break
            i += WINDOW - 2 - OVERLAP
    return out
