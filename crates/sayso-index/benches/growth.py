"""How time and memory of `sayso index` grow with the number of articles: a table and a plot.

    cargo build --release -p sayso-cli && cargo build --release -p sayso-index --examples
    target/release/examples/generate 1000000 > made.jsonl
    pip install matplotlib; python crates/sayso-index/benches/growth.py made.jsonl eval/growth

Each size is the head of the file, indexed into a fresh folder and traced to JSONL, on as many threads as there are cores.
"""

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plot

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)


def run(path, n_articles):
    folder = tempfile.mkdtemp()
    try:
        head = os.path.join(folder, "head.jsonl")
        with open(path, "rb") as whole, open(head, "wb") as part:
            part.writelines(itertools.islice(whole, n_articles))
        command = ["target/release/sayso", "index", "--into", os.path.join(folder, "index"), "--format", "jsonl"]
        start = time.perf_counter()
        child = subprocess.Popen([*command, "-o", os.path.join(folder, "out.jsonl"), head], stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        if status:
            sys.exit(f"sayso ended with {status}")
        return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    finally:
        shutil.rmtree(folder)


def main():
    path, out = sys.argv[1:3]
    rows = []
    with open(out + ".tsv", "w", encoding="utf-8") as table:
        table.write("articles\tseconds\tcore seconds\tMiB\n")
        for n_articles in SIZES:
            rows.append((n_articles, *run(path, n_articles)))
            table.write("{}\t{:.1f}\t{:.1f}\t{:.0f}\n".format(*rows[-1]))
            table.flush()
            print("{} articles: {:.1f} s, {:.1f} core seconds, {:.0f} MiB".format(*rows[-1]), flush=True)
    sizes = [row[0] for row in rows]
    figure, (time_axis, memory_axis) = plot.subplots(1, 2, figsize=(9, 3.5), layout="constrained")
    time_axis.semilogx(sizes, [1000 * row[2] / row[0] for row in rows], marker="o")
    time_axis.set(xlabel="articles", ylabel="core milliseconds an article", ylim=(0, None))
    memory_axis.semilogx(sizes, [row[3] for row in rows], marker="o")
    memory_axis.set(xlabel="articles", ylabel="most memory, MiB", ylim=(0, None))
    # The same bytes for the same figures.
    matplotlib.rcParams["svg.hashsalt"] = "growth"
    figure.savefig(out + ".svg", metadata={"Date": None})


if __name__ == "__main__":
    main()
