"""Rows of a dry run: a roofline with a start and a ripple, so that what reads such files can be tried without a GPU. They mean nothing."""

import hashlib

from shapes import COPIES, DECODES, GEMMS, GPT, LENGTH, MICRO_BATCHES, PREFILLS

RATE = {"bf16": 700e12, "fp8": 1250e12}  # FLOP/s
BANDWIDTH = 4e12  # B/s
START = 4.0  # us


def ripple(*words):
    """A share between -4 and 4 % that the words decide."""
    digest = hashlib.sha256(" ".join(str(word) for word in words).encode()).digest()
    return 1 + 0.08 * (digest[0] / 255 - 0.5)


def time(flops, moved, rate, *words):
    compute, memory = 1e6 * flops / rate, 1e6 * moved / BANDWIDTH
    return (START + (compute**2.5 + memory**2.5) ** 0.4) * ripple(*words)


def fill(rows):
    for dtype, size in (("bf16", 2), ("fp8", 1)):
        for m, n, k in GEMMS:
            moved = size * (m * k + n * k) + 2 * m * n
            rows.kernel("gemm", "gemm", {"dtype": dtype, "m": m, "n": n, "k": k}, time(2 * m * n * k, moved, RATE[dtype], dtype, m, n, k))
    for op, calls, kind in (("prefill", PREFILLS, "attention"), ("decode", DECODES, "attention"), ("backward", PREFILLS, "attention_backward")):
        for batch, length, heads, kv_heads, head in calls:
            queries = batch if op == "decode" else batch * length
            context = length if op == "decode" else length / 2
            flops = 4 * queries * context * heads * head * (3.65 if op == "backward" else 1)
            moved = 4 * (queries * heads + batch * length * kv_heads) * head
            config = {"dtype": "bf16", "batch": batch, "seq_len": length, "heads": heads, "kv_heads": kv_heads, "head_dim": head}
            rows.kernel(kind, f"{op} attention", config, time(flops, moved, 0.75 * RATE["bf16"], op, *config.values()))
    for size in COPIES:
        rows.kernel("memory", "copy", {"bytes": size}, time(0, 2 * size, 1, "copy", size))
    rows.kernel("launch", "graph", {}, 1.5)
    rows.kernel("launch", "host", {}, 5.0)
    for micro_batch in MICRO_BATCHES:
        flops = 6 * 124e6 * micro_batch * LENGTH
        rows.training(GPT, LENGTH, micro_batch, "PyTorch eager", 0.02 + flops / (0.4 * 989e12), 0)
