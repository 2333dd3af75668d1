#!/usr/bin/env python3
"""Measures one GPU: matrix products, attention, copies, launches and a small training step. See README.md beside this file.

python3 measure.py --out rows.json            about eight minutes on an H100
python3 measure.py --dry-run --out rows.json  no GPU, no torch: lists the shapes and writes made-up rows, marked as such
"""

import argparse
import json
import sys
import time

import made_up
from rows import Rows, clocks, machine
from shapes import COPIES, DECODES, GEMMS, GPT, LENGTH, MICRO_BATCHES, PREFILLS

# Seconds of each part at the most; what does not fit is named and left out.
PARTS = {"launch": 10, "memory": 20, "gemm bf16": 110, "gemm fp8": 100, "attention": 110, "training": 110}


def main():
    parser = argparse.ArgumentParser(description="Measures one GPU for Ridgepoint.")
    parser.add_argument("--out", default="rows.json", help="file of rows to write")
    parser.add_argument("--dry-run", action="store_true", help="no GPU: list the shapes, write made-up rows")
    parser.add_argument("--accelerator", help="name to record instead of what the driver says")
    parser.add_argument("--only", default="", help="parts whose names contain this")
    given = parser.parse_args()
    if given.dry_run:
        rows = Rows(machine(accelerator=given.accelerator or "NVIDIA H200"))
        made_up.fill(rows)
        for row in rows.rows:
            print(row["id"])
        print(f"made up, nothing was measured: {len(rows.rows)} rows in {given.out}", file=sys.stderr)
    else:
        import torch

        if not torch.cuda.is_available():
            sys.exit("no CUDA device: torch.cuda.is_available() is false. --dry-run needs none.")
        rows = measured(torch, given)
    with open(given.out, "w", encoding="utf-8") as file:
        json.dump(rows.rows, file, indent=None, separators=(",", ":"))
        file.write("\n")


def measured(torch, given):
    from timing import Timer

    rows = Rows(machine(torch, given.accelerator))
    timer = Timer(torch)
    print(json.dumps(rows.record), file=sys.stderr)
    for name, seconds in PARTS.items():
        if given.only not in name:
            continue
        until = time.monotonic() + seconds
        before, started = len(rows.rows), time.monotonic()
        left = part(torch, timer, rows, name, until)
        torch.cuda.empty_cache()
        spent = f"{name}: {len(rows.rows) - before} rows in {time.monotonic() - started:.0f} s, clocks {clocks().get('clocks.sm')} MHz"
        print(spent + (f", left out: {'; '.join(left)}" if left else ""), file=sys.stderr)
    return rows


def part(torch, timer, rows, name, until):
    """Measures one part; returns what was left out, and why."""
    if name == "launch":
        in_graph, by_host = timer.launch()
        rows.kernel("launch", "graph", {}, in_graph)
        rows.kernel("launch", "host", {}, by_host)
        return []
    if name == "memory":
        return each(COPIES, lambda size: copy(torch, timer, rows, size), until)
    if name.startswith("gemm"):
        dtype = name.split()[1]
        if dtype == "fp8" and torch.cuda.get_device_capability() < (8, 9):
            return ["this GPU has no fp8"]
        from timing import Arena

        arena = Arena(torch, max(timer.cache * 4, max(n * k for _, n, k in GEMMS) * 4, max(m * max(n, k) for m, n, k in GEMMS) * 2))
        return each(spread(GEMMS), lambda shape: gemm(torch, timer, rows, arena, dtype, *shape), until)
    if name == "attention":
        calls = [(op, call) for op, calls in (("prefill", PREFILLS), ("decode", DECODES), ("backward", PREFILLS)) for call in calls]
        return each(spread(calls), lambda one: attention(torch, timer, rows, *one), until)
    return each([(size, compiled) for compiled in (False, True) for size in MICRO_BATCHES], lambda one: train(torch, timer, rows, *one), until)


def spread(calls):
    """A fixed order in which any beginning is a sample of the whole: time may run out."""
    return [calls[(i * 7919) % len(calls)] for i in range(len(calls))]


def each(calls, one, until):
    left = []
    for i, call in enumerate(calls):
        if time.monotonic() > until:
            left.append(f"{len(calls) - i} of {len(calls)} for lack of time")
            break
        try:
            one(call)
        except (RuntimeError, TypeError, ValueError) as error:  # out of memory, or a version of torch that lacks the call
            left.append(f"{call}: {str(error).splitlines()[0][:100]}")
    return left


def copy(torch, timer, rows, size):
    copies = min(timer.copies(2 * size), max(1, 2**31 // size))
    source = torch.ones(copies, size, dtype=torch.uint8, device="cuda")
    target = torch.empty_like(source)
    middle, tails = timer.median(lambda i: target[i].copy_(source[i]), copies)
    rows.kernel("memory", "copy", {"bytes": size}, middle, tails)


def gemm(torch, timer, rows, arena, dtype, m, n, k):
    kind = torch.bfloat16 if dtype == "bf16" else torch.float8_e4m3fn
    size = 2 if dtype == "bf16" else 1
    copies = timer.copies(size * (m * k + n * k) + 2 * m * n)
    inputs = [arena.cut(m * k, i, kind).view(m, k) for i in range(copies)]
    # Weights lie further on, so that no call multiplies a matrix by itself.
    weights = [arena.cut(n * k, i + 1, kind).view(n, k).t() for i in range(copies)]
    outputs = [torch.empty(m, n, dtype=torch.bfloat16, device="cuda") for _ in range(min(copies, 1 + timer.cache // (m * n)))]
    if dtype == "bf16":
        middle, tails = timer.median(lambda i: torch.mm(inputs[i], weights[i], out=outputs[i % len(outputs)]), copies)
    else:
        scale = torch.ones((), device="cuda")
        middle, tails = timer.median(
            lambda i: torch._scaled_mm(inputs[i], weights[i], scale_a=scale, scale_b=scale, out_dtype=torch.bfloat16, use_fast_accum=True), copies
        )
    rows.kernel("gemm", "gemm", {"dtype": dtype, "m": m, "n": n, "k": k, "kernel": "torch.mm" if dtype == "bf16" else "torch._scaled_mm"}, middle, tails)


def attention(torch, timer, rows, op, call):
    from torch.nn.attention import SDPBackend, sdpa_kernel

    batch, length, heads, kv_heads, head = call
    queries = 1 if op == "decode" else length
    copies = min(64, timer.copies(4 * batch * head * (queries * heads + length * kv_heads)))
    gradient = op == "backward"

    def normal(count, tokens):
        return torch.randn(batch, count, tokens, head, device="cuda", dtype=torch.bfloat16, requires_grad=gradient)

    operands = [(normal(heads, queries), normal(kv_heads, length), normal(kv_heads, length)) for _ in range(copies)]
    grouped = {"enable_gqa": True} if heads != kv_heads else {}

    def forward(i):
        query, key, value = operands[i]
        return torch.nn.functional.scaled_dot_product_attention(query, key, value, is_causal=op != "decode", **grouped)

    config = {"dtype": "bf16", "batch": batch, "seq_len": length, "heads": heads, "kv_heads": kv_heads, "head_dim": head, "kernel": "sdpa-flash"}
    with sdpa_kernel(SDPBackend.FLASH_ATTENTION):
        if not gradient:
            with torch.no_grad():
                middle, tails = timer.median(forward, copies)
            rows.kernel("attention", f"{op} attention", config, middle, tails)
            return
        with torch.cuda.stream(timer.stream):  # autograd goes back on the stream it came on
            timer.stream.wait_stream(torch.cuda.default_stream())
            results = [forward(i) for i in range(copies)]
            above = torch.randn_like(results[0])
        middle, tails = timer.median(lambda i: torch.autograd.grad(results[i], operands[i], above, retain_graph=True), copies)
    rows.kernel("attention_backward", "backward attention", config, middle, tails)


def train(torch, timer, rows, micro_batch, compiled):
    from training_step import step_seconds

    seconds, memory = step_seconds(torch, timer, GPT, LENGTH, micro_batch, compiled)
    rows.training(GPT, LENGTH, micro_batch, "PyTorch compiled" if compiled else "PyTorch eager", seconds, memory)


if __name__ == "__main__":
    main()
