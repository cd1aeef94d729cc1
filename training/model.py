"""The reader: one MiniLM-L6 encoder with heads for tags, links, mentions, antecedents and sentence vectors."""
import json

import torch
import torch.nn as nn
from safetensors.torch import load_file
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from mentions import ENTITY_LABELS
from pieces import CLS, MASK, SEP, SHAPES
from polnear import LABELS

HIDDEN, LINK = 384, 64


def forbidden(labels):
    """−1000 where a label that continues does not continue the one before, else 0"""
    return torch.tensor([[-1e3 if b[0] == "I" and (a == "O" or a[2:] != b[2:]) else 0.0 for b in labels] for a in labels])


FORBIDDEN, FORBIDDEN_MENTION = forbidden(LABELS), forbidden(ENTITY_LABELS)


class Int8(nn.Linear):
    """A linear layer that can train as it will run: weights int8 per output, activations uint8 per window (Jacob et al. 2018).

    Gradients pass the rounding unchanged (straight-through: Bengio et al. 2013)."""

    on = False

    def forward(self, x):
        return nn.functional.linear(as_uint8(x), as_int8(self.weight), self.bias) if Int8.on else super().forward(x)


class Rounded(torch.autograd.Function):
    """The second tensor in place of the first, whose gradient it gets"""

    @staticmethod
    def forward(ctx, x, rounded):
        return rounded

    @staticmethod
    def backward(ctx, gradient):
        return gradient, None


@torch.no_grad()
def uint8(x):
    least, most = x.amin((1, 2), keepdim=True).float().clamp(max=0), x.amax((1, 2), keepdim=True).float().clamp(min=0)
    step = ((most - least) / 255).clamp(min=1e-8)
    zero = (-least / step).round()
    return ((x / step).round() + zero).clamp(0, 255).sub(zero).mul(step).to(x.dtype)


def as_uint8(x):
    """Rounded to 256 steps between each window's least and greatest value, zero among them. x: batch × pieces × width"""
    return Rounded.apply(x, uint8(x))


def as_int8(weight):
    """Rounded to 255 steps around zero, row by row."""
    with torch.no_grad():
        step = (weight.abs().amax(1, keepdim=True) / 127).clamp(min=1e-12)
        rounded = (weight / step).round().mul(step)
    return Rounded.apply(weight, rounded)


def with_int8(module):
    """The module with every linear layer made `Int8`"""
    for name, child in module.named_children():
        if type(child) is nn.Linear:
            layer = Int8(child.in_features, child.out_features)
            layer.load_state_dict(child.state_dict())
            setattr(module, name, layer)
        else:
            with_int8(child)
    return module


class Encoder(nn.Module):
    """A pretrained encoder with an added embedding for capitals and line breaks, which the uncased vocabulary cannot see.

    Takes word pieces of uncased BERT. `directory` holds config.json and model.safetensors of a BERT (MiniLM, the reader itself) or an
    MPNet (a teacher), whose vocabulary is BERT's moved by four."""

    def __init__(self, directory, dropout=0.1):
        super().__init__()
        self.is_mpnet = json.load(open(directory + "/config.json"))["model_type"] == "mpnet"
        config, model = (MPNetConfig, MPNetModel) if self.is_mpnet else (BertConfig, BertModel)
        config = config.from_json_file(directory + "/config.json")
        # Dropout of attention weights takes longer than all else together on a CPU.
        config.attention_probs_dropout_prob, config.hidden_dropout_prob = 0.0, dropout
        self.bert, self.hidden, self.n_layers = model(config, add_pooling_layer=False), config.hidden_size, config.num_hidden_layers
        weights = load_file(directory + "/model.safetensors")
        found = self.bert.load_state_dict({k: v for k, v in weights.items() if not k.startswith("pooler")}, strict=False)
        assert not found.missing_keys, found.missing_keys
        with_int8(self.bert.encoder)
        self.shape = nn.Embedding(SHAPES, self.hidden)
        nn.init.zeros_(self.shape.weight)

    def forward(self, ids, mask, shapes):
        if self.is_mpnet:
            ids = torch.where(mask.bool(), ids + 4, 1)
            for bert, mpnet in ((CLS, 0), (SEP, 2), (MASK, 30526)):
                ids = torch.where(ids == bert + 4, mpnet, ids)
        table = self.bert.embeddings.word_embeddings.weight
        words = nn.functional.embedding(ids, as_int8(table) if Int8.on else table)
        return self.bert(inputs_embeds=words + self.shape(shapes), attention_mask=mask)[0]


class Guess(nn.Module):
    """Word piece and capitals of a masked place; the pieces' scores share the encoder's embedding."""

    def __init__(self, encoder):
        super().__init__()
        self.words = [encoder.bert.embeddings.word_embeddings]  # in a list, so that it is not counted twice
        width = encoder.hidden
        self.dense, self.norm = nn.Linear(width, width), nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(self.words[0].num_embeddings))
        self.shape = nn.Linear(width, SHAPES)

    def forward(self, states):
        states = self.norm(nn.functional.gelu(self.dense(states)))
        return states @ self.words[0].weight.T + self.bias, self.shape(states)


HEADS = ("tags", "links", "antecedents", "mentions", "vector")  # what the program gets, in this order


class Reader(nn.Module):
    """All heads are linear on the encoder's last layer, so that one pass gives everything.

    tags         7 scores a piece, decoded by a linear-chain CRF (`transitions`)
    links        q_source, k_source, q_content, k_content (LINK each) and the score of "no source", a piece. A span's key or
                 query is the sum over its first and last piece; a link's score is query·key. A cue chooses among the sources
                 and "none"; a content segment chooses among the cues (head selection: Zhang, Cheng, Lapata 2017).
    mentions     scores of `ENTITY_LABELS` a piece, decoded likewise (`mention_transitions`)
    antecedents  query and key (LINK each) and the score of "none of these": a pronoun or "the ..." chooses among mentions
    vector       the mean over a span's pieces is its sentence vector, held to that of the untuned MiniLM
    entity, syntax  CoreNLP's entity class, part of speech, constituents opening and closing: in training only
    """

    def __init__(self, directory, n_pos, n_entity):
        super().__init__()
        self.encoder = Encoder(directory)
        width = self.encoder.hidden
        self.drop = nn.Dropout(0.15)
        self.tags = Int8(width, len(LABELS))
        self.links = Int8(width, 4 * LINK + 1)
        self.mentions = Int8(width, len(ENTITY_LABELS))
        self.antecedents = Int8(width, 2 * LINK + 1)
        self.entity = nn.Linear(width, n_entity)
        self.syntax = nn.Linear(width, n_pos + 14)
        self.vector = Int8(width, HIDDEN, bias=False)
        nn.init.eye_(self.vector.weight)
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.mention_transitions = nn.Parameter(torch.zeros(len(ENTITY_LABELS), len(ENTITY_LABELS)))

    def forward(self, ids, mask, shapes, heads):
        """{head: its scores, batch × pieces × width} of the heads asked for"""
        states = self.encoder(ids, mask, shapes)
        dropped = self.drop(states)
        return {head: getattr(self, head)(states if head == "vector" else dropped).float() for head in heads}

    def tag_table(self):
        return self.transitions + FORBIDDEN

    def mention_table(self):
        return self.mention_transitions + FORBIDDEN_MENTION


def crf_loss(scores, gold, mask, table):
    """Mean negative log likelihood a piece. Shapes: batch × pieces × labels, batch × pieces, batch × pieces, labels × labels."""
    alpha = scores[:, 0]
    path = scores[:, 0].gather(1, gold[:, :1]).squeeze(1)
    for t in range(1, gold.shape[1]):
        live = mask[:, t]
        alpha = torch.where(live[:, None], torch.logsumexp(alpha[:, :, None] + table[None], 1) + scores[:, t], alpha)
        step = table[gold[:, t - 1], gold[:, t]] + scores[:, t].gather(1, gold[:, t : t + 1]).squeeze(1)
        path = path + torch.where(live, step, torch.zeros_like(path))
    return (torch.logsumexp(alpha, 1) - path).sum() / mask.sum()


def decode(scores, table, labels):
    """Best label sequence of one article; scores: pieces × labels."""
    best, back = scores[0].clone(), []
    best[[i for i, label in enumerate(labels) if label[0] == "I"]] -= 1e3
    for row in scores[1:]:
        value, index = (best[:, None] + table).max(0)
        back.append(index)
        best = value + row
    path = [int(best.argmax())]
    for index in reversed(back):
        path.append(int(index[path[-1]]))
    return path[::-1]


def posteriors(scores, table, live):
    """Log of the posterior of each label at each place, by forward and backward sums over the chain.

    scores: batch × pieces × labels; table: labels × labels; live: batch × pieces, False behind a row's end."""
    n = scores.shape[1]
    forward, backward = [scores[:, 0]], [torch.zeros_like(scores[:, 0])]
    for t in range(1, n):
        forward.append(torch.logsumexp(forward[-1][:, :, None] + table, 1) + scores[:, t])
    for t in range(n - 1, 0, -1):
        step = torch.logsumexp(table + (scores[:, t] + backward[-1])[:, None, :], 2)
        backward.append(torch.where(live[:, t, None], step, torch.zeros_like(step)))
    return torch.log_softmax(torch.stack(forward, 1) + torch.stack(backward[::-1], 1), -1)


def span_states(rows, spans):
    """Sum over first and last piece: rows pieces × LINK, spans [(first, last)] → spans × LINK"""
    return torch.stack([rows[first] + rows[last] for first, last in spans])


def link_loss(links, window):
    """Cross-entropy of source choice a cue and of cue choice a content segment, mean over choices; None without cue.

    links: pieces × (4·LINK+1), [CLS] first."""
    if not window.links:
        return None
    links = links[1:]
    q_source, k_source, q_content, k_content, none = links.split((LINK, LINK, LINK, LINK, 1), -1)
    cues = [cue for cue, _, _ in window.links]
    sources = sorted({source for _, source, _ in window.links if source})
    losses = []
    asked = span_states(q_source, cues)
    scores = torch.stack([none[first, 0] for first, _ in cues])[:, None]
    if sources:
        scores = torch.cat([scores, asked @ span_states(k_source, sources).T / LINK**0.5], 1)
    wanted = torch.tensor([1 + sources.index(source) if source else 0 for _, source, _ in window.links])
    losses.append(nn.functional.cross_entropy(scores, wanted, reduction="none"))
    segments = [(segment, k) for k, (_, _, content) in enumerate(window.links) for segment in content]
    if segments:
        scores = span_states(k_content, [s for s, _ in segments]) @ span_states(q_content, cues).T / LINK**0.5
        losses.append(nn.functional.cross_entropy(scores, torch.tensor([k for _, k in segments]), reduction="none"))
    return torch.cat(losses).mean()


def antecedent_loss(scores, anaphors):
    """Minus log of the share that the right candidates get among all and "none", mean over anaphors; None without any.

    scores: pieces × (2·LINK+1), [CLS] first; anaphors as of `mentions.Referring`."""
    scores, losses = scores[1:], []
    for anaphor, candidates, right in anaphors:
        choice = antecedent_scores(scores, anaphor, candidates)
        wanted = sorted(k + 1 for k in right) or [0]
        losses.append(torch.logsumexp(choice, 0) - torch.logsumexp(choice[wanted], 0))
    return torch.stack(losses).mean() if losses else None


def antecedent_scores(scores, anaphor, candidates):
    """Score of "none of these", then of each candidate"""
    query, key, none = scores.split((LINK, LINK, 1), -1)
    found = span_states(key, candidates) @ span_states(query, [anaphor])[0] / LINK**0.5
    return torch.cat([none[anaphor[0]], found])
