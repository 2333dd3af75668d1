#!/usr/bin/env python3
"""Measures one GPU: matrix products, attention, copies, launches and a small training step. See README.md beside this file.

python3 measure.py --out rows.json                        within eight minutes on an H100 or H200
python3 measure.py --device cpu --quick --out rows.json   the same calls on a processor, few of them: a trial where no GPU is
python3 measure.py --dry-run --out rows.json              no GPU, no torch: lists the shapes and writes made-up rows, marked as such
"""

import argparse
import json
import sys
import time

import made_up
from rows import Rows, clocks, machine
from shapes import COPIES, DECODES, GEMMS, GPT, PREFILLS, STEPS, TRIAL_STEPS, few

# Share of the time that each part may take; what one leaves the next may have. What does not fit is named and left out.
PARTS = {"launch": 2, "memory": 4, "gemm bf16": 24, "gemm fp8": 22, "attention": 24, "training": 24}
BUDGET = 480  # seconds of all parts; compiling the last step may take a minute more


def main():
    parser = argparse.ArgumentParser(description="Measures one GPU for Ridgepoint.")
    parser.add_argument("--out", default="rows.json", help="file of rows to write; steps go beside it, into NAME-steps.json")
    parser.add_argument("--dry-run", action="store_true", help="no GPU: list the shapes, write made-up rows")
    parser.add_argument("--device", choices=["cuda", "cpu"], default="cuda", help="cpu: a trial of the script, figures are the processor's")
    parser.add_argument("--quick", action="store_true", help="few and small calls of each part")
    parser.add_argument("--budget", type=float, default=BUDGET, help=f"seconds of all parts together ({BUDGET})")
    parser.add_argument("--accelerator", help="name to record instead of what the driver says")
    parser.add_argument("--only", default="", help="parts whose names contain this")
    given = parser.parse_args()
    if given.dry_run:
        rows = Rows(machine(accelerator=given.accelerator or "NVIDIA H200"))
        made_up.fill(rows)
        for row in rows.rows + rows.steps:
            print(row["id"])
        print(f"made up, nothing was measured: {len(rows.rows + rows.steps)} rows in {given.out}", file=sys.stderr)
    else:
        import torch

        if given.device == "cuda" and not torch.cuda.is_available():
            sys.exit("no CUDA device: torch.cuda.is_available() is false. --dry-run needs none, --device cpu --quick tries the calls.")
        rows = measured(torch, given)
    write(given.out, rows.rows)
    if rows.steps:
        write(f"{given.out.removesuffix('.json')}-steps.json", rows.steps)


def write(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(rows, file, indent=None, separators=(",", ":"))
        file.write("\n")


def measured(torch, given):
    rows = Rows(machine(torch, given.accelerator, given.device))
    timer = timer_of(torch, given.device)
    print(json.dumps(rows.record), file=sys.stderr)
    begun, share = time.monotonic(), 0
    wanted = {name: seconds for name, seconds in PARTS.items() if given.only in name}
    for name, weight in wanted.items():
        share += weight
        until = begun + given.budget * share / sum(wanted.values())
        before, started = len(rows.rows) + len(rows.steps), time.monotonic()
        left = part(torch, timer, rows, name, until, given.quick)
        if given.device == "cuda":
            torch.cuda.empty_cache()
        made = len(rows.rows) + len(rows.steps) - before
        spent = f"{name}: {made} rows in {time.monotonic() - started:.0f} s, clocks {clocks().get('clocks.sm')} MHz"
        print(spent + (f", left out: {'; '.join(left)}" if left else ""), file=sys.stderr)
    return rows


def timer_of(torch, device):
    if device == "cpu":
        from host import HostTimer

        return HostTimer(torch)
    from timing import Timer

    return Timer(torch)


def part(torch, timer, rows, name, until, quick):
    """Measures one part, few of its calls if quick; returns what was left out, and why."""
    some = few if quick else list
    if name == "launch":
        in_graph, by_host = timer.launch()
        rows.kernel("launch", "graph", {}, in_graph)
        rows.kernel("launch", "host", {}, by_host)
        return []
    if name == "memory":
        return each(some(COPIES), lambda size: copy(torch, timer, rows, size), until)
    if name.startswith("gemm"):
        dtype = name.split()[1]
        if dtype == "fp8" and (timer.device == "cpu" or torch.cuda.get_device_capability() < (8, 9)):
            return ["no fp8 here"]
        from timing import Arena

        shapes = some(GEMMS)
        largest = max(max(n * k * 4, m * max(n, k) * 2) for m, n, k in shapes)
        arena = Arena(torch, max(timer.cache * 4, largest), timer.device)
        return each(spread(shapes), lambda shape: gemm(torch, timer, rows, arena, dtype, *shape), until)
    if name == "attention":
        calls = [(op, call) for op, calls in (("prefill", PREFILLS), ("decode", DECODES), ("backward", PREFILLS)) for call in some(calls)]
        return each(spread(calls), lambda one: attention(torch, timer, rows, *one), until)
    return each(TRIAL_STEPS if quick else STEPS, lambda one: train(torch, timer, rows, *one), until)


def spread(calls):
    """A fixed order in which any beginning is a sample of the whole, for time may run out: by the golden ratio's multiples, less their whole part."""
    return [calls[i] for i in sorted(range(len(calls)), key=lambda i: i * 0.6180339887 % 1)]


def each(calls, one, until):
    left = []
    for i, call in enumerate(calls):
        if time.monotonic() > until:
            left.append(f"{len(calls) - i} of {len(calls)} for lack of time")
            break
        try:
            one(call)
        # Out of memory, or a version of torch that lacks the call.
        except (RuntimeError, TypeError, ValueError, AttributeError, ImportError) as error:
            left.append(f"{call}: {(str(error).splitlines() or [type(error).__name__])[0][:100]}")
    return left


def copy(torch, timer, rows, size):
    copies = min(timer.copies(2 * size), max(1, 2**31 // size))
    source = torch.ones(copies, size, dtype=torch.uint8, device=timer.device)
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
    outputs = [torch.empty(m, n, dtype=torch.bfloat16, device=timer.device) for _ in range(min(copies, 1 + timer.cache // (m * n)))]
    if dtype == "bf16":
        middle, tails = timer.median(lambda i: torch.mm(inputs[i], weights[i], out=outputs[i % len(outputs)]), copies)
    else:
        scale = torch.ones((), device=timer.device)
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
        return torch.randn(batch, count, tokens, head, device=timer.device, dtype=torch.bfloat16, requires_grad=gradient)

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
        with timer.on_stream():  # autograd goes back on the stream it came on
            results = [forward(i) for i in range(copies)]
            above = torch.randn_like(results[0])
        middle, tails = timer.median(lambda i: torch.autograd.grad(results[i], operands[i], above, retain_graph=True), copies)
    rows.kernel("attention_backward", "backward attention", config, middle, tails)


def train(torch, timer, rows, micro_batch, length, compiled):
    from training_step import step_seconds

    seconds, memory = step_seconds(torch, timer, GPT, length, micro_batch, compiled)
    rows.training(GPT, length, micro_batch, "PyTorch compiled" if compiled else "PyTorch eager", seconds, memory)


if __name__ == "__main__":
    main()
