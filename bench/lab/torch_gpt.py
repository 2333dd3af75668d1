"""The lab's model in PyTorch, to hold the lab against: how fast a step is, and what it learns.

  python3 torch_gpt.py bench STEPS                 milliseconds of each step, as JSON
  python3 torch_gpt.py learn FOLDER SEED [STEPS]   losses of a run over FOLDER/train.bin and val.bin, as JSON
  python3 torch_gpt.py follow FOLDER               losses of a run that begins at FOLDER/begin.json and begin.bin and reads the batches of
                                                   FOLDER/order.bin, as same-order.ts writes them, as JSON
  python3 torch_gpt.py sample TOKENS               milliseconds of each token that is written, as nanoGPT's sample.py does: the whole
                                                   context is read again for every token, the newest BLOCK tokens at most

The architecture, settings and schedule are those of nanoGPT's README run on a CPU (github.com/karpathy/nanoGPT, 3adf61e): 4 layers, 4
heads, 128 wide, 64 tokens, 12 sequences, 2,000 steps. GPT_SHAPE=layers,heads,width,block,batch,vocabulary says another: 12,12,768,64,8,50304
is GPT-2 124M. NANOGPT=FOLDER takes the model out of a checkout of nanoGPT instead of the one below, which is the same.
Needs Debian's python3-torch and python3-numpy (apt-get install python3-torch). OMP_NUM_THREADS says how many threads.
"""
import contextlib
import json
import math
import os
import sys
import time

import numpy
import torch
import torch.nn as nn
import torch.nn.functional as F

LAYERS, HEADS, WIDTH, BLOCK, BATCH, VOCABULARY = (int(n) for n in os.environ.get("GPT_SHAPE", "4,4,128,64,12,65").split(","))
STEPS, WARMUP, RATE, LEAST, BETAS, DECAY, CLIP = 2000, 100, 1e-3, 1e-4, (0.9, 0.99), 0.1, 1.0
NANOGPT = os.environ.get("NANOGPT")
BURN_IN = int(os.environ.get("BURN_IN", "5"))
JUDGE_EVERY, JUDGE_BATCHES, LAST_BATCHES = 250, 20, 200


class Norm(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(WIDTH))

    def forward(self, x):
        return F.layer_norm(x, (WIDTH,), self.weight, None, 1e-5)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.ln_1, self.ln_2 = Norm(), Norm()
        self.c_attn = nn.Linear(WIDTH, 3 * WIDTH, bias=False)
        self.attn_proj = nn.Linear(WIDTH, WIDTH, bias=False)
        self.c_fc = nn.Linear(WIDTH, 4 * WIDTH, bias=False)
        self.mlp_proj = nn.Linear(4 * WIDTH, WIDTH, bias=False)
        self.register_buffer("past", torch.ones(BLOCK, BLOCK).tril().bool())

    def forward(self, x):
        B, T, C = x.shape
        q, k, v = (a.view(B, T, HEADS, -1).transpose(1, 2) for a in self.c_attn(self.ln_1(x)).split(C, 2))
        scores = (q @ k.transpose(2, 3)) / math.sqrt(C // HEADS)
        weights = scores.masked_fill(~self.past[:T, :T], float("-inf")).softmax(-1)
        x = x + self.attn_proj((weights @ v).transpose(1, 2).reshape(B, T, C))
        return x + self.mlp_proj(F.gelu(self.c_fc(self.ln_2(x))))


class Model(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.wte, self.wpe = nn.Embedding(vocabulary, WIDTH), nn.Embedding(BLOCK, WIDTH)
        self.layers, self.ln_f = nn.ModuleList(Layer() for _ in range(LAYERS)), Norm()
        for name, p in self.named_parameters():
            if p.dim() > 1:
                nn.init.normal_(p, 0.0, 0.02 / math.sqrt(2 * LAYERS) if "_proj" in name else 0.02)

    def forward(self, tokens, targets=None):
        x = self.wte(tokens) + self.wpe.weight[: tokens.shape[1]]
        for layer in self.layers:
            x = layer(x)
        if targets is None:
            return F.linear(self.ln_f(x[:, -1:]), self.wte.weight)
        logits = F.linear(self.ln_f(x), self.wte.weight)
        return F.cross_entropy(logits.view(-1, logits.shape[-1]), targets.reshape(-1))


class Checkout(nn.Module):
    """nanoGPT's own model, out of the checkout in NANOGPT."""

    def __init__(self, vocabulary):
        super().__init__()
        sys.path.insert(0, NANOGPT)
        from model import GPT, GPTConfig

        shape = {"n_layer": LAYERS, "n_head": HEADS, "n_embd": WIDTH, "block_size": BLOCK, "vocab_size": vocabulary}
        self.gpt = GPT(GPTConfig(**shape, dropout=0.0, bias=False))

    def forward(self, tokens, targets=None):
        logits, loss = self.gpt(tokens, targets)
        return logits if targets is None else loss


def model_of(vocabulary):
    with contextlib.redirect_stdout(sys.stderr):
        return Checkout(vocabulary) if NANOGPT else Model(vocabulary)


def optimizer_of(model):
    groups = [
        {"params": [p for p in model.parameters() if p.dim() > 1], "weight_decay": DECAY},
        {"params": [p for p in model.parameters() if p.dim() == 1], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=RATE, betas=BETAS)


def rate_at(step, steps):
    if step < WARMUP:
        return RATE * (step + 1) / (WARMUP + 1)
    return LEAST + 0.5 * (1 + math.cos(math.pi * (step - WARMUP) / max(1, steps - WARMUP))) * (RATE - LEAST)


def batch_of(data, random):
    starts = random.integers(0, len(data) - BLOCK, BATCH)
    window = torch.from_numpy(numpy.stack([data[i : i + BLOCK + 1] for i in starts]).astype(numpy.int64))
    return window[:, :-1], window[:, 1:]


def learn_step(model, optimizer, tokens, targets, rate):
    for group in optimizer.param_groups:
        group["lr"] = rate
    loss = model(tokens, targets)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), CLIP)
    optimizer.step()
    return loss.item()


def bench(steps):
    torch.manual_seed(1337)
    model, random = model_of(VOCABULARY), numpy.random.default_rng(1337)
    optimizer = optimizer_of(model)
    data = random.integers(0, VOCABULARY, 100_000)
    times, busy = [], []
    for _ in range(steps + BURN_IN):
        began, began_busy = time.perf_counter(), time.process_time()
        learn_step(model, optimizer, *batch_of(data, random), RATE)
        times.append((time.perf_counter() - began) * 1000)
        busy.append((time.process_time() - began_busy) * 1000)
    return {"milliseconds": times[BURN_IN:], "busy": busy[BURN_IN:]}


def sample(count):
    torch.manual_seed(1337)
    model, tokens = model_of(VOCABULARY), torch.zeros((1, 1), dtype=torch.long)
    times, busy = [], []
    with torch.no_grad():
        for _ in range(count):
            began, began_busy = time.perf_counter(), time.process_time()
            logits = model(tokens[:, -BLOCK:])[:, -1, :] / 0.8
            least, _ = torch.topk(logits, min(200, VOCABULARY))
            logits[logits < least[:, [-1]]] = -float("inf")
            tokens = torch.cat((tokens, torch.multinomial(logits.softmax(-1), 1)), 1)
            times.append((time.perf_counter() - began) * 1000)
            busy.append((time.process_time() - began_busy) * 1000)
    return {"milliseconds": times, "busy": busy}


def learn(folder, seed, steps):
    torch.manual_seed(seed)
    train, val = (numpy.fromfile(os.path.join(folder, f"{part}.bin"), dtype="<u2") for part in ("train", "val"))
    model = model_of(int(max(train.max(), val.max())) + 1)
    optimizer, random = optimizer_of(model), numpy.random.default_rng(seed)

    def judge(data, batches, order):
        with torch.no_grad():
            return sum(model(*batch_of(data, order)).item() for _ in range(batches)) / batches

    losses, judged = [], []
    for step in range(steps + 1):
        if step % JUDGE_EVERY == 0:
            order = numpy.random.default_rng([seed, step])
            judged.append([step, judge(train, JUDGE_BATCHES, order), judge(val, JUDGE_BATCHES, order)])
        if step < steps:
            losses.append(learn_step(model, optimizer, *batch_of(train, random), rate_at(step, steps)))
    last = judge(val, LAST_BATCHES, numpy.random.default_rng([seed, steps, 1]))
    means = [sum(losses[i : i + 50]) / len(losses[i : i + 50]) for i in range(0, len(losses), 50)]
    return {"seed": seed, "judged": judged, "val": last, "train": means, "steps": steps}


def follow(folder):
    path = lambda name: os.path.join(folder, name)
    with open(path("begin.json")) as file:
        order = json.load(file)
    model = Model(VOCABULARY)
    begin, into = numpy.fromfile(path("begin.bin"), dtype="<f4"), dict(model.named_parameters())
    with torch.no_grad():
        for name, at, dims in order["parameters"]:
            values = torch.from_numpy(begin[at : at + math.prod(dims)].reshape(dims).copy())
            mine = name.replace("h.", "layers.", 1) if name.startswith("h.") else name
            for theirs in ("attn.c_proj", "mlp.c_proj", "attn.c_attn", "mlp.c_fc"):
                mine = mine.replace(theirs, theirs.replace(".c_proj", "_proj").split(".")[-1])
            # A linear layer is [in, out] in GPT-2's checkpoint, and [out, in] in PyTorch.
            into.pop(mine).copy_(values.t() if len(dims) == 2 and name not in ("wte.weight", "wpe.weight") else values)
    assert not into, f"nothing was said of {sorted(into)}"
    windows = torch.from_numpy(numpy.fromfile(path("order.bin"), dtype="<u2").astype(numpy.int64)).view(-1, BATCH, BLOCK + 1)
    steps, optimizer = order["steps"], optimizer_of(model)
    losses = [learn_step(model, optimizer, w[:, :-1], w[:, 1:], rate_at(i, steps)) for i, w in enumerate(windows[:steps])]
    with torch.no_grad():
        val = [model(w[:, :-1], w[:, 1:]).item() for w in windows[steps:]]
    return {"losses": losses, "val": sum(val) / len(val)}


if __name__ == "__main__":
    threads = int(os.environ.get("OMP_NUM_THREADS", "1"))
    torch.set_num_threads(threads)
    what = sys.argv[1:]
    if what[0] == "bench":
        result = bench(int(what[1]))
    elif what[0] == "sample":
        result = sample(int(what[1]))
    elif what[0] == "follow":
        result = follow(what[1])
    else:
        result = learn(what[1], int(what[2]), int(what[3]) if len(what) > 3 else STEPS)
    json.dump({"torch": torch.__version__, "threads": threads, **result}, sys.stdout)
