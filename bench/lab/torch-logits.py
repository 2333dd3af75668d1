"""Logits of a GPT-2 checkpoint by PyTorch, to hold the lab's against: python3 torch-logits.py CHECKPOINT HEADS TOKEN... > logits.json

Needs Debian's python3-torch and python3-numpy, and nothing else. Linear layers are [in, out], as in GPT-2's own checkpoint.
"""
import json
import struct
import sys

import numpy
import torch
import torch.nn.functional as F

path, heads, tokens = sys.argv[1], int(sys.argv[2]), [int(t) for t in sys.argv[3:]]
with open(path, "rb") as file:
    raw = file.read()
(length,) = struct.unpack("<Q", raw[:8])
entries = json.loads(raw[8 : 8 + length])
w = {}
for name, entry in entries.items():
    if name == "__metadata__":
        continue
    start, end = (8 + length + at for at in entry["data_offsets"])
    w[name] = torch.from_numpy(numpy.frombuffer(raw[start:end], dtype="<f4").copy()).reshape(entry["shape"])


def norm(x, name):
    return F.layer_norm(x, x.shape[-1:], w[name + ".weight"], w.get(name + ".bias"))


def linear(x, name):
    return x @ w[name + ".weight"] + w.get(name + ".bias", 0)


T = len(tokens)
x = w["wte.weight"][tokens] + w["wpe.weight"][:T]
layer = 0
while f"h.{layer}.ln_1.weight" in w:
    q, k, v = linear(norm(x, f"h.{layer}.ln_1"), f"h.{layer}.attn.c_attn").chunk(3, dim=-1)
    q, k, v = (a.view(T, heads, -1).transpose(0, 1) for a in (q, k, v))
    scores = (q @ k.transpose(1, 2)) / q.shape[-1] ** 0.5
    scores = scores.masked_fill(torch.ones(T, T).tril() == 0, float("-inf"))
    attended = (scores.softmax(-1) @ v).transpose(0, 1).reshape(T, -1)
    x = x + linear(attended, f"h.{layer}.attn.c_proj")
    x = x + linear(F.gelu(linear(norm(x, f"h.{layer}.ln_2"), f"h.{layer}.mlp.c_fc")), f"h.{layer}.mlp.c_proj")
    layer += 1
logits = norm(x, "ln_f") @ w["wte.weight"].T
json.dump([[round(float(v), 6) for v in row] for row in logits], sys.stdout)
