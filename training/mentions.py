"""What teaches mentions and coreference: entities of en-worldwide-newswire, pronouns of GAP, chains of CoreNLP, as windows of word pieces."""
import bisect
import collections
import csv
import glob
import os

from pieces import WINDOW, shape_of

TYPES = ("Date", "Facility", "Location", "Misc", "Money", "NORP", "Organization", "Person", "Product")
ENTITY_LABELS = ["O"] + [prefix + kind for kind in TYPES for prefix in ("B-", "I-")]
ENTITY_ID = {label: i for i, label in enumerate(ENTITY_LABELS)}
PRONOUNS = {"he", "she", "him", "her", "his", "hers", "himself", "herself", "they", "them", "their", "theirs", "it", "its"}

# document, ids, shapes, tags (one a piece, by ENTITY_LABELS)
Marked = collections.namedtuple("Marked", "document ids shapes tags")
# ids, shapes; anaphors: [(span, [candidate spans], {numbers of the right candidates})], spans as (first piece, last piece)
Referring = collections.namedtuple("Referring", "feminine ids shapes anaphors")


def held_out(name):
    """Whether a file of the set is in the fifth that is only measured on: 64-bit FNV-1a of its name, modulo 5."""
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value % 5 == 0


def sentences(path):
    """[(word, label)] of each sentence; lines that are no pair of word and label are dropped"""
    rows = []
    for line in open(path, encoding="utf8"):
        cells = [c.strip() for c in line.rstrip("\n").split("\t")]
        if len(cells) == 2 and cells[0] and cells[1] in ENTITY_ID:
            rows.append(tuple(cells))
        elif not line.strip() and rows:
            yield rows
            rows = []
    if rows:
        yield rows


def running_text(rows):
    """Words as printed: (text, [(start, end, label)]). Blanks before closing marks and after opening ones are taken out."""
    text, words, quoted = "", [], False
    for word, label in rows:
        glued = not text or word in ",.;:?!)]}%'s’s" or word in ("n't", "n’t", "'re", "'ve", "'ll", "'m", "'d", "...") or text[-1] in "([{$£€"
        if word == '"':
            glued, quoted = glued or quoted, not quoted
        elif text.endswith('"') and quoted:
            glued = True
        text += word if glued else " " + word
        words.append((len(text) - len(word), len(text), label))
    return text, words


def entity_windows(root, tokenizer, held, rng):
    """Windows of the files in (`held`) or out of the measured fifth; sentences run on, or each begins a line, by chance."""
    out = []
    for document, path in enumerate(sorted(glob.glob(root + "/*.tsv"))):
        if held_out(os.path.basename(path)) != held:
            continue
        ids, shapes, tags, breaks = [], [], [], [0]
        newline = rng.random() < 0.5
        for rows in sentences(path):
            text, words = running_text(rows)
            starts = [start for start, _, _ in words]
            encoding, before = tokenizer.encode(text, add_special_tokens=False), 0
            for piece, (start, end) in zip(encoding.ids, encoding.offsets):
                k = bisect.bisect_right(starts, start) - 1
                label = words[k][2]
                if label[0] == "B" and start != words[k][0]:
                    label = "I" + label[1:]
                shape = shape_of(text, before, start, end)
                shapes.append(shape + 3 if newline and not before else shape)
                ids.append(piece)
                tags.append(ENTITY_ID[label])
                before = end
            breaks.append(len(ids))
        # Cut between sentences where one fits.
        first = 0
        while first < len(ids):
            last = max([b for b in breaks if first < b <= first + WINDOW - 2], default=min(first + WINDOW - 2, len(ids)))
            out.append(Marked(document, ids[first:last], shapes[first:last], begun(tags[first:last])))
            first = last
    return out


def begun(tags):
    """The tags with a begin where one continues nothing: at the start of a window, and where the annotation has it so"""
    before, out = "O", []
    for tag in tags:
        label = ENTITY_LABELS[tag]
        if label[0] == "I" and before[2:] != label[2:]:
            label = "B" + label[1:]
        out.append(ENTITY_ID[label])
        before = label
    return out


def gap_windows(path, tokenizer):
    """GAP: a pronoun and two names; right is A, B, or neither"""
    out = []
    for row in csv.DictReader(open(path, encoding="utf8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = row["Text"]
        encoding = tokenizer.encode(text, add_special_tokens=False)
        starts = [start for start, _ in encoding.offsets]

        def span(at, words):
            return bisect.bisect_right(starts, at) - 1, bisect.bisect_left(starts, at + len(words)) - 1

        spans = [span(int(row[k + "-offset"]), row[k]) for k in ("Pronoun", "A", "B")]
        first = max(0, max(s[1] for s in spans) - (WINDOW - 3))
        stop = min(len(starts), first + WINDOW - 2)
        if min(s[0] for s in spans) < first:
            continue
        spans = [(a - first, b - first) for a, b in spans]
        shapes, before = [], 0
        for start, end in encoding.offsets:
            shapes.append(shape_of(text, before, start, end))
            before = end
        right = {k for k, name in enumerate("AB") if row[name + "-coref"].upper() == "TRUE"}
        out.append(Referring(row["Pronoun"].lower() in ("she", "her", "hers", "herself"), encoding.ids[first:stop], shapes[first:stop], [(spans[0], spans[1:], right)]))
    return out


def chains(doc, pieces):
    """Anaphors of one CoreNLP document: pronouns and "the ..." of a chain that has a name or noun elsewhere.

    `pieces` maps characters (start, end) to a span of pieces. A candidate that is in a named entity stands as that entity.
    Gives [(anaphor span, [(span, chain)], chain)], candidates of all chains and all persons and organizations."""
    entities, found = {}, []
    for number, sentence in enumerate(doc["sentences"]):
        tokens, k = sentence["tokens"], 0
        while k < len(tokens):
            stop = k + 1
            if tokens[k][5] in ("PERSON", "ORGANIZATION", "COUNTRY", "LOCATION"):
                while stop < len(tokens) and tokens[stop][5] == tokens[k][5]:
                    stop += 1
                for t in range(k, stop):
                    entities[number + 1, t + 1] = (tokens[k][1], tokens[stop - 1][2])
            k = stop
    candidates, anaphors = {}, []
    for chain, mentions in enumerate(doc["coref"]):
        for number, start, end, head in mentions:
            tokens = doc["sentences"][number - 1]["tokens"]
            words = tokens[start - 1 : end - 1]
            if not words:
                continue
            characters = entities.get((number, head), (words[0][1], words[-1][2]))
            alone = len(words) == 1 and words[0][0].lower() in PRONOUNS
            if alone or (number, head) not in entities and words[0][0].lower() in ("the", "this", "that"):
                anaphors.append((characters, chain))
            if not alone and end - start <= 12 and words[0][0].lower() not in ("i", "we", "you", "my", "our", "your", "me", "us"):
                candidates[characters] = chain
    for characters in entities.values():
        candidates.setdefault(characters, -1)
    placed = [(pieces(*characters), chain) for characters, chain in candidates.items()]
    placed = [(span, chain) for span, chain in placed if span]
    for characters, chain in anaphors:
        span = pieces(*characters)
        if span:
            found.append((span, placed, chain))
    return found


def in_window(found, first, stop):
    """The anaphors of `chains` within pieces first..stop, with candidates that do not overlap them, as of `Referring`"""
    out = []
    for (a, b), placed, chain in found:
        if not (first <= a and b < stop):
            continue
        near = [((s - first, e - first), c) for (s, e), c in placed if first <= s and e < stop and (e < a or s > b)]
        right = {k for k, (_, c) in enumerate(near) if c == chain}
        if right:
            out.append(((a - first, b - first), [s for s, _ in near], right))
    return out
