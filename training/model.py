"""The reader: one MiniLM-L6 encoder with heads for tags, links, entities and sentence vectors."""
import torch
import torch.nn as nn
from safetensors.torch import load_file
from transformers import BertConfig, BertModel

from polnear import LABELS, SHAPES

HIDDEN, LINK = 384, 64
FORBIDDEN = torch.zeros(len(LABELS), len(LABELS))
for a, before in enumerate(LABELS):
    for b, after in enumerate(LABELS):
        if after[0] == "I" and not (before != "O" and before[2:] == after[2:]):
            FORBIDDEN[a, b] = -1e3


class Encoder(nn.Module):
    """MiniLM-L6 with an added embedding for capitals and line breaks, which the uncased vocabulary cannot see."""

    def __init__(self, directory, dropout=0.1):
        super().__init__()
        config = BertConfig.from_json_file(directory + "/config.json")
        # Dropout of attention weights takes longer than all else together on a CPU.
        config.attention_probs_dropout_prob, config.hidden_dropout_prob = 0.0, dropout
        self.bert = BertModel(config, add_pooling_layer=False)
        weights = load_file(directory + "/model.safetensors")
        self.bert.load_state_dict({k: v for k, v in weights.items() if not k.startswith("pooler")}, strict=False)
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        nn.init.zeros_(self.shape.weight)

    def forward(self, ids, mask, shapes):
        words = self.bert.embeddings.word_embeddings(ids) + self.shape(shapes)
        return self.bert(inputs_embeds=words, attention_mask=mask)[0]


class Reader(nn.Module):
    """All heads are linear on the encoder's last layer, so that one pass gives everything.

    tags       7 scores a piece, decoded by a linear-chain CRF (`transitions`)
    links      q_source, k_source, q_content, k_content (LINK each) and the score of "no source", a piece. A span's key or
               query is the sum over its first and last piece; a link's score is query·key. A cue chooses among the sources
               and "none"; a content segment chooses among the cues (head selection: Zhang, Cheng, Lapata 2017).
    entity     CoreNLP entity class a piece
    vector     the mean over a span's pieces is its sentence vector, held to that of the untuned MiniLM
    """

    def __init__(self, directory, n_pos, n_entity):
        super().__init__()
        self.encoder = Encoder(directory)
        self.drop = nn.Dropout(0.15)
        self.tags = nn.Linear(HIDDEN, len(LABELS))
        self.links = nn.Linear(HIDDEN, 4 * LINK + 1)
        self.entity = nn.Linear(HIDDEN, n_entity)
        self.syntax = nn.Linear(HIDDEN, n_pos + 14)
        self.vector = nn.Linear(HIDDEN, HIDDEN, bias=False)
        nn.init.eye_(self.vector.weight)
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))

    def forward(self, ids, mask, shapes):
        states = self.encoder(ids, mask, shapes)
        dropped = self.drop(states)
        return self.tags(dropped), self.links(dropped), self.entity(dropped), self.vector(states), self.syntax(dropped)

    def crf_loss(self, scores, gold, mask):
        """Mean negative log likelihood a piece. Shapes: batch × pieces × labels, batch × pieces, batch × pieces."""
        table = self.transitions + FORBIDDEN
        alpha = scores[:, 0]
        path = scores[:, 0].gather(1, gold[:, :1]).squeeze(1)
        for t in range(1, gold.shape[1]):
            live = mask[:, t]
            alpha = torch.where(live[:, None], torch.logsumexp(alpha[:, :, None] + table[None], 1) + scores[:, t], alpha)
            step = table[gold[:, t - 1], gold[:, t]] + scores[:, t].gather(1, gold[:, t : t + 1]).squeeze(1)
            path = path + torch.where(live, step, torch.zeros_like(path))
        return (torch.logsumexp(alpha, 1) - path).sum() / mask.sum()

    def decode(self, scores):
        """Best label sequence of one article; scores: pieces × labels."""
        table = (self.transitions + FORBIDDEN).detach()
        best, back = scores[0].clone(), []
        best[[i for i, label in enumerate(LABELS) if label[0] == "I"]] -= 1e3
        for row in scores[1:]:
            value, index = (best[:, None] + table).max(0)
            back.append(index)
            best = value + row
        path = [int(best.argmax())]
        for index in reversed(back):
            path.append(int(index[path[-1]]))
        return path[::-1]


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
