#!/usr/bin/env python3
"""Write the trained reader as the int8 model that the program carries.

    export.py READER.pt MINILM_DIR MODEL_DIR

Writes MODEL_DIR/reader.onnx (weights int8 per channel, activations quantized as they come), vocab.txt and reader.json
(labels, CRF transitions), and prints how far int8 strays from float32.
"""
import argparse
import json
import math
import os
import shutil
import tempfile

import numpy as np
import onnx
import onnxruntime
import torch
import torch.nn as nn
from onnxruntime.quantization import QuantType, quantize_dynamic

from mentions import ENTITY_LABELS
from model import FORBIDDEN, FORBIDDEN_MENTION, HEADS, HIDDEN, LINK, Reader
from polnear import LABELS

ATTENTION_HEADS = 12


class Flat(nn.Module):
    """The reader's forward pass for one window without padding, written out so that the graph holds plain operators only."""

    def __init__(self, reader):
        super().__init__()
        self.reader = reader
        # One matrix for all heads, so that one product gives them all.
        heads = [getattr(reader, head) for head in HEADS]
        self.heads = nn.Linear(HIDDEN, sum(h.out_features for h in heads))
        with torch.no_grad():
            self.heads.weight.copy_(torch.cat([h.weight for h in heads]))
            self.heads.bias.copy_(torch.cat([h.bias if h.bias is not None else torch.zeros(h.out_features) for h in heads]))
        # A word's vector as int8 with a scale of its own: the quantizer would give the whole table one.
        table = reader.encoder.bert.embeddings.word_embeddings.weight.detach()
        scale = (table.abs().amax(1, keepdim=True) / 127).clamp(min=1e-12)
        self.register_buffer("table", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)
        # Likewise one product for query, key and value; the query carries the scale of the dot product.
        self.attend = nn.ModuleList()
        for layer in reader.encoder.bert.encoder.layer:
            attention, scale = layer.attention.self, math.sqrt(HIDDEN // ATTENTION_HEADS)
            joint = nn.Linear(HIDDEN, 3 * HIDDEN)
            with torch.no_grad():
                joint.weight.copy_(torch.cat([attention.query.weight / scale, attention.key.weight, attention.value.weight]))
                joint.bias.copy_(torch.cat([attention.query.bias / scale, attention.key.bias, attention.value.bias]))
            self.attend.append(joint)

    def forward(self, ids, shapes):
        bert = self.reader.encoder.bert
        embeddings = bert.embeddings
        x = self.table[ids].float() * self.scale[ids] + self.reader.encoder.shape(shapes)
        x = x + embeddings.position_embeddings.weight[: ids.shape[1]] + embeddings.token_type_embeddings.weight[0]
        x = embeddings.LayerNorm(x)
        for layer, joint in zip(bert.encoder.layer, self.attend):
            q, k, v = joint(x).view(1, -1, 3, ATTENTION_HEADS, HIDDEN // ATTENTION_HEADS).permute(2, 0, 3, 1, 4)
            weights = torch.softmax(q @ k.transpose(2, 3), -1)
            y = (weights @ v).transpose(1, 2).reshape(1, -1, HIDDEN)
            x = layer.attention.output.LayerNorm(layer.attention.output.dense(y) + x)
            y = nn.functional.gelu(layer.intermediate.dense(x))
            x = layer.output.LayerNorm(layer.output.dense(y) + x)
        return self.heads(x)


@torch.no_grad()
def restored(directory, reader):
    """The weights of an exported model, for training to go on from: int8 values times their scales.

    What only training needs (part of speech, constituents, entity classes) is not in the model and stays as it is in
    `reader`."""
    graph = onnx.load(directory + "/reader.onnx").graph
    held = {one.name: torch.tensor(onnx.numpy_helper.to_array(one)) for one in graph.initializer}
    about = json.load(open(directory + "/reader.json"))
    # The products in the order in which the pass makes them: for each layer query, key and value, what attention gives, and two more.
    names = [node.input[1].removesuffix("_quantized") for node in graph.node if node.op_type == "MatMulInteger"]
    products = [(held[name + "_quantized"].float() * held[name + "_scale"]).T for name in names]
    weights = reader.state_dict()
    weights |= {name.removeprefix("reader."): value for name, value in held.items() if name.startswith("reader.")}
    embeddings = "encoder.bert.embeddings."
    weights[embeddings + "word_embeddings.weight"] = held["table"].float() * held["scale"]
    weights[embeddings + "token_type_embeddings.weight"][0] = next(value for name, value in held.items() if name.startswith("onnx::Add"))
    scale = math.sqrt(HIDDEN // ATTENTION_HEADS)
    for k in range(reader.encoder.n_layers):
        layer = f"encoder.bert.encoder.layer.{k}."
        joint, given, wide, narrow = products[4 * k : 4 * k + 4]
        for name, weight, bias, by in zip(("query", "key", "value"), joint.chunk(3), held[f"attend.{k}.bias"].chunk(3), (scale, 1, 1)):
            weights[f"{layer}attention.self.{name}.weight"], weights[f"{layer}attention.self.{name}.bias"] = weight * by, bias * by
        weights[layer + "attention.output.dense.weight"] = given
        weights[layer + "intermediate.dense.weight"], weights[layer + "output.dense.weight"] = wide, narrow
    sizes = [getattr(reader, head).out_features for head in HEADS]
    for head, weight, bias in zip(HEADS, products[-1].split(sizes), held["heads.bias"].split(sizes)):
        weights |= {name: value for name, value in ((head + ".weight", weight), (head + ".bias", bias)) if name in weights}
    weights["transitions"] = torch.tensor(about["transitions"]) - FORBIDDEN
    weights["mention_transitions"] = torch.tensor(about["name_transitions"]) - FORBIDDEN_MENTION
    return weights


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reader")
    parser.add_argument("minilm")
    parser.add_argument("out")
    args = parser.parse_args()
    saved = torch.load(args.reader, weights_only=True)
    reader = Reader(args.minilm, len(saved["pos"]), len(saved["entity"]))
    reader.load_state_dict(saved["weights"])
    flat = Flat(reader.eval()).eval()
    os.makedirs(args.out, exist_ok=True)
    ids = torch.randint(1000, 20000, (1, 200), generator=torch.Generator().manual_seed(0))
    ids[0, 0], ids[0, -1] = 101, 102
    shapes = torch.zeros_like(ids)
    wanted = flat(ids, shapes).detach().numpy()
    with tempfile.TemporaryDirectory() as scratch:
        full = scratch + "/full.onnx"
        torch.onnx.export(
            flat, (ids, shapes), full, input_names=["ids", "shapes"], output_names=["heads"], dynamo=False,
            dynamic_axes={"ids": {1: "pieces"}, "shapes": {1: "pieces"}, "heads": {1: "pieces"}}, opset_version=17,
        )
        target = args.out + "/reader.onnx"
        quantize_dynamic(full, target, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"])
        model = onnx.load(target)
        model.producer_name, model.producer_version, model.doc_string = "", "", ""
        del model.metadata_props[:]
        for node in model.graph.node:
            del node.metadata_props[:]
            node.doc_string = ""
        onnx.save(model, target)
    session = onnxruntime.InferenceSession(target)
    found = session.run(None, {"ids": ids.numpy(), "shapes": shapes.numpy()})[0]
    n = len(LABELS)
    print("int8 size", os.path.getsize(target), "tag scores: mean distance from float32", np.abs(found - wanted)[..., :n].mean(), "of spread", wanted[..., :n].std())
    shutil.copy(args.minilm + "/vocab.txt", args.out + "/vocab.txt")
    with open(args.out + "/reader.json", "w") as out:
        json.dump(
            {
                "labels": LABELS,
                "name_labels": ENTITY_LABELS,
                "link": LINK,
                "hidden": HIDDEN,
                "transitions": [[round(v, 4) for v in row] for row in reader.tag_table().tolist()],
                "name_transitions": [[round(v, 3) for v in row] for row in reader.mention_table().tolist()],
            },
            out,
            indent=1,
        )
        out.write("\n")


if __name__ == "__main__":
    main()
