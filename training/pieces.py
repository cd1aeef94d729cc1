"""What every window of word pieces has in common."""
WINDOW, OVERLAP = 256, 32  # word pieces, [CLS] and [SEP] counted in WINDOW
SHAPES = 6  # capitals (none, first, all) + 3 if a line break stands before the piece
PAD, CLS, SEP, MASK, FIRST_WORD = 0, 101, 102, 103, 999  # of the uncased BERT vocabulary


def shape_of(text, before, start, end):
    """Capitals of the piece text[start:end], and whether a line break stands since `before`, as one number."""
    capitals = 0 if not text[start : start + 1].isupper() else 2 if end - start > 1 and text[start:end].isupper() else 1
    return capitals + (3 if "\n" in text[before:start] else 0)
