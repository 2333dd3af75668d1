"""Steps of the lab's model by PyTorch on a GPU: eager and compiled, fp32 and 16 bits, as JSON of milliseconds.

  GPT_SHAPE=6,6,384,256,64,65 python3 torch_gpu.py STEPS

Model, optimizer and step are torch_gpt.py's, with attention by scaled_dot_product_attention and 16 bits by autocast (a gradient scaler
for fp16), as nanoGPT's train.py has them on a GPU. Every step ends with a synchronisation, as the lab's does with its loss. Needs
PyTorch 2; GPT_DEVICE=cpu runs the fp32 row without a GPU.
"""
import contextlib
import json
import os
import sys
import time

import numpy
import torch
import torch.nn as nn
import torch.nn.functional as F

import torch_gpt as lab

DEVICE = os.environ.get("GPT_DEVICE", "cuda")
BURN_IN = 10


class Layer(lab.Layer):
    def forward(self, x):
        B, T, C = x.shape
        q, k, v = (a.view(B, T, lab.HEADS, -1).transpose(1, 2) for a in self.c_attn(self.ln_1(x)).split(C, 2))
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.attn_proj(y.transpose(1, 2).reshape(B, T, C))
        return x + self.mlp_proj(F.gelu(self.c_fc(self.ln_2(x))))


def step_of(dtype, compiled):
    torch.manual_seed(1337)
    if hasattr(F, "scaled_dot_product_attention"):
        lab.Layer = Layer
    model = lab.Model(lab.VOCABULARY).to(DEVICE)
    run = torch.compile(model) if compiled else model
    optimizer = lab.optimizer_of(model)
    half = dtype is not torch.float32
    scaler = torch.cuda.amp.GradScaler(enabled=dtype is torch.float16)
    random = numpy.random.default_rng(1337)
    data = random.integers(0, lab.VOCABULARY, 100_000)

    def step():
        tokens, targets = (each.to(DEVICE) for each in lab.batch_of(data, random))
        with torch.autocast(DEVICE, dtype) if half else contextlib.nullcontext():
            loss = run(tokens, targets)
        optimizer.zero_grad(set_to_none=True)
        scaler.scale(loss).backward()
        scaler.unscale_(optimizer)
        nn.utils.clip_grad_norm_(model.parameters(), lab.CLIP)
        scaler.step(optimizer)
        scaler.update()
        return loss.item()

    return step


def timed(steps, dtype, compiled):
    step, times = step_of(dtype, compiled), []
    for _ in range(BURN_IN + steps):
        began = time.perf_counter()
        step()
        if DEVICE == "cuda":
            torch.cuda.synchronize()
        times.append((time.perf_counter() - began) * 1000)
    return times[BURN_IN:]


if __name__ == "__main__":
    count = int(sys.argv[1])
    kinds = {"fp32": torch.float32}
    if DEVICE == "cuda":
        kinds.update({"fp16": torch.float16, "bf16": torch.bfloat16})
    found = {}
    for name, dtype in kinds.items():
        for compiled in (False, True) if DEVICE == "cuda" else (False,):
            label = f"{name} {'compiled' if compiled else 'eager'}"
            try:
                found[label] = timed(count, dtype, compiled)
            except Exception as error:  # a row that cannot be had is named, and the others are had
                print(f"{label}: {error}", file=sys.stderr)
    device = torch.cuda.get_device_name() if DEVICE == "cuda" else "cpu"
    print(json.dumps({"device": device, "torch": torch.__version__, "milliseconds": found}))
