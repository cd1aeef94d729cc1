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


# One article in word pieces; linked, kept and referring as links, spans and anaphors, not yet cut to windows
Annotated = collections.namedtuple("Annotated", "document ids tags shapes syntax linked kept referring")


def annotated(root, split, tokenizer, inventory, limit=None):
    """All articles of a split, in order."""
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
        out.append(Annotated(document, encoding.ids, tags, shapes, syntax, linked, kept, referring))
    return out


def bounds(shapes, rng=None):
    """Start and end of each window of an article, cut as the program does: where a line begins, if one does in the last half of the
    window, else the next one overlaps. With `rng` the first window is of any length, so that every call cuts elsewhere."""
    start, full, last = 0, rng.randint(1, WINDOW - 2) if rng else WINDOW - 2, len(shapes)
    while last > full:
        line = next((k for k in range(full, (start + full) // 2, -1) if shapes[k] >= 3), None)
        yield start, line or full
        start = line or max(start + 1, full - OVERLAP)
        full = start + WINDOW - 2
    yield start, last


def windows(articles, rng=None):
    """The windows of articles, in order"""
    out = []
    for a in articles:
        for i, j in bounds(a.shapes, rng):
            inside = lambda span: i <= span[0] and span[1] < j
            shift = lambda span: (span[0] - i, span[1] - i)
            links = [
                (shift(cue), shift(source) if source else None, [shift(c) for c in content if inside(c)])
                for cue, source, content in a.linked
                if inside(cue) and (source is None or inside(source))
            ]
            spans = [(*shift(p), words) for p, words in a.kept if inside(p)]
            out.append(Window(a.document, i, a.ids[i:j], a.tags[i:j], a.shapes[i:j], a.syntax[i:j], links, spans, mentions.in_window(a.referring, i, j)))
    return out
