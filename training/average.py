#!/usr/bin/env python3
"""Write the mean of the weights of readers that started from the same ones (model soups: Wortsman et al. 2022).

    average.py OUT.pt MINILM_DIR READER.pt|MODEL_DIR ...

A MODEL_DIR holds an exported reader, whose int8 weights are taken back to float. `export.py` then writes the int8 model.
"""
import argparse
import os

import torch

from export import restored
from model import Reader


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out")
    parser.add_argument("minilm")
    parser.add_argument("readers", nargs="+")
    args = parser.parse_args()
    # An exported reader does not tell the sizes of the auxiliary heads.
    whole = {path: torch.load(path, weights_only=True) for path in args.readers if not os.path.isdir(path)}
    any_whole = next(iter(whole.values()), None)
    if any_whole is None:
        parser.error("one of the readers must be a .pt file")
    net = Reader(args.minilm, len(any_whole["pos"]), len(any_whole["entity"]))
    net.load_state_dict(any_whole["weights"])
    found = [whole[path]["weights"] if path in whole else restored(path, net) for path in args.readers]

    def mean(key, value):
        if not value.dtype.is_floating_point:
            return value
        return sum(1 / len(found) * weights[key].float() for weights in found)

    weights = {key: mean(key, value) for key, value in any_whole["weights"].items()}
    torch.save({**any_whole, "weights": weights}, args.out)


if __name__ == "__main__":
    main()
