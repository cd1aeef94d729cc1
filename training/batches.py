"""Windows as tensors, and how training roughens them."""
import torch

from pieces import CLS, FIRST_WORD, MASK, SEP

STYLES = [("‘", "’"), ("'", "'"), ('"', '"'), ("“", "”"), ("«", "»")]


def collate(batch, roughen=None, column=None):
    """ids, mask and shapes of windows, batch × pieces with [CLS] and [SEP]; with `column`, that field too (0 where nothing stands)."""
    width = max(len(w.ids) for w in batch) + 2
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    mask, shapes, wanted = torch.zeros_like(ids), torch.zeros_like(ids), torch.zeros_like(ids)
    for k, w in enumerate(batch):
        n = len(w.ids)
        pieces, shape = roughen(w) if roughen else (w.ids, w.shapes)
        ids[k, 0], ids[k, n + 1] = CLS, SEP
        ids[k, 1 : n + 1], shapes[k, 1 : n + 1] = torch.as_tensor(pieces), torch.as_tensor(shape)
        mask[k, : n + 2] = 1
        if column:
            wanted[k, 1 : n + 1] = torch.tensor(getattr(w, column))
    return (ids, mask, shapes, wanted) if column else (ids, mask, shapes)


class Roughen:
    """Quotation marks and line breaks as other houses set them (the corpus has double marks and clean paragraphs only), and words
    masked in some windows, so that a boundary is not learned from one word."""

    def __init__(self, tokenizer, rng, masked):
        self.of = tokenizer.token_to_id
        self.rng = rng
        self.masked = masked

    def __call__(self, window):
        ids, shapes, rng = window.ids, window.shapes, self.rng
        if rng.random() < 0.35:
            left, right = (self.of(m) for m in rng.choice(STYLES))
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
        if rng.random() < 0.1:
            shapes = [s % 3 for s in shapes]
        if self.masked and rng.random() < 0.5:
            ids = [MASK if i >= FIRST_WORD and rng.random() < self.masked else i for i in ids]
        return ids, shapes
