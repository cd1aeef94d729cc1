"""Dev scores of a reader in training: spans by word pieces, links given gold spans, entities, pronouns given the names."""
import collections

import torch
import torch.nn as nn

from batches import collate
from mentions import ENTITY_LABELS
from model import LINK, antecedent_scores, decode, span_states
from polnear import LABELS, ROLES


def tagged_spans(tags, labels):
    out, current = set(), None
    for i, tag in enumerate(tags + [0]):
        label = labels[tag]
        if current and (label[0] != "I" or label[2:] != current[0]):
            out.add((*current, i))
            current = None
        if label != "O" and current is None:
            current = (label[2:], i)
    return out


def f1(hits, found_and_wanted):
    return round(200 * hits / max(1, found_and_wanted), 1)


def batches_of(rows, size=16):
    rows = sorted(rows, key=lambda w: len(w.ids))
    return [rows[k : k + size] for k in range(0, len(rows), size)]


@torch.no_grad()
def attribution(net, data, teacher):
    """Span F1 by role on whole articles, link accuracy given gold spans, mean cosine to the teacher's vectors"""
    at, linked, cosines = {}, collections.Counter(), []
    for batch in batches_of(data):
        ids, mask, shapes = collate(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            heads = net(ids, mask, shapes, ("tags", "links", "vector"))
        for q, w in enumerate(batch):
            n = len(w.ids)
            for t in range(n):
                key, centre = (w.document, w.start + t), min(t + 1, n - t)
                if key not in at or at[key][0] < centre:
                    at[key] = (centre, heads["tags"][q, t + 1], w.tags[t])
            if w.links:
                qs, ks, qc, kc, none = heads["links"][q, 1:].split((LINK, LINK, LINK, LINK, 1), -1)
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
                mean = heads["vector"][q, first + 1 : last + 2].mean(0)
                cosines.append(float(nn.functional.cosine_similarity(mean, teacher[words].float(), dim=0)))
    docs = collections.defaultdict(list)
    for (document, _), v in sorted(at.items(), key=lambda kv: kv[0]):
        docs[document].append(v)
    count, table = collections.Counter(), net.tag_table()
    for v in docs.values():
        found = tagged_spans(decode(torch.stack([x[1] for x in v]), table, LABELS), LABELS)
        wanted = tagged_spans([x[2] for x in v], LABELS)
        for role in ROLES:
            a, b = {s for s in found if s[0] == role}, {s for s in wanted if s[0] == role}
            count[role, "hit"] += len(a & b)
            count[role, "n"] += len(a) + len(b)
    out = {role: f1(count[role, "hit"], count[role, "n"]) for role in ROLES}
    for role in ("source", "content"):
        out["link " + role] = round(100 * linked[role + " right"] / max(1, linked[role]), 1)
    out["vector"] = round(sum(cosines) / max(1, len(cosines)), 3)
    return out


@torch.no_grad()
def entities(net, data):
    """Exact F1 of entities, and by type"""
    count, table = collections.Counter(), net.mention_table()
    for batch in batches_of(data):
        ids, mask, shapes = collate(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = net(ids, mask, shapes, ("mentions",))["mentions"]
        for row, w in zip(scores, batch):
            found = tagged_spans(decode(row[1 : 1 + len(w.ids)], table, ENTITY_LABELS), ENTITY_LABELS)
            wanted = tagged_spans(list(w.tags), ENTITY_LABELS)
            for kind, items in (("hit", found & wanted), ("n", found), ("n", wanted)):
                for name, *_ in items:
                    count[name, kind] += 1
                    count["all", kind] += 1
    names = ["all"] + sorted({name for name, _ in count} - {"all"})
    return {name: f1(count[name, "hit"], count[name, "n"]) for name in names}


@torch.no_grad()
def pronouns(net, data):
    """GAP's F1 over the decisions "is this name what the pronoun means", all, masculine, feminine (Webster et al. 2018)"""
    count = collections.Counter()
    for batch in batches_of(data):
        ids, mask, shapes = collate(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = net(ids, mask, shapes, ("antecedents",))["antecedents"]
        for row, w in zip(scores, batch):
            anaphor, candidates, right = w.anaphors[0]
            best = int(antecedent_scores(row[1:], anaphor, candidates).argmax()) - 1
            found = {best} if best >= 0 else set()
            gender = "feminine" if w.feminine else "masculine"
            for kind in ("all", gender):
                count[kind, "hit"] += len(found & right)
                count[kind, "n"] += len(found) + len(right)
    return {kind: f1(count[kind, "hit"], count[kind, "n"]) for kind in ("all", "masculine", "feminine")}
