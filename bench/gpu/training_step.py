"""One training step of a GPT of 124 million parameters: autocast to bf16, fused AdamW, fused attention. Written for this benchmark."""

WARM_UPS = {"cuda": 5, "cpu": 1}
STEPS = {"cuda": 10, "cpu": 2}


def build(torch, sizes, length, device):
    nn, functional = torch.nn, torch.nn.functional
    hidden, heads = sizes["hidden"], sizes["heads"]

    class Layer(nn.Module):
        def __init__(self):
            super().__init__()
            self.before_attention = nn.LayerNorm(hidden, bias=False)
            self.qkv = nn.Linear(hidden, 3 * hidden, bias=False)
            self.out = nn.Linear(hidden, hidden, bias=False)
            self.before_mlp = nn.LayerNorm(hidden, bias=False)
            self.up = nn.Linear(hidden, sizes["ffn"], bias=False)
            self.down = nn.Linear(sizes["ffn"], hidden, bias=False)

        def forward(self, x):
            batch, tokens, _ = x.shape
            parts = self.qkv(self.before_attention(x)).view(batch, tokens, 3, heads, hidden // heads).permute(2, 0, 3, 1, 4)
            mixed = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], is_causal=True)
            x = x + self.out(mixed.transpose(1, 2).reshape(batch, tokens, hidden))
            return x + self.down(functional.gelu(self.up(self.before_mlp(x))))

    class Gpt(nn.Module):
        def __init__(self):
            super().__init__()
            self.words = nn.Embedding(sizes["vocab"], hidden)
            self.places = nn.Embedding(length, hidden)
            self.layers = nn.ModuleList(Layer() for _ in range(sizes["layers"]))
            self.last = nn.LayerNorm(hidden, bias=False)
            self.head = nn.Linear(hidden, sizes["vocab"], bias=False)
            self.head.weight = self.words.weight
            for parameter in self.parameters():
                if parameter.dim() > 1:
                    nn.init.normal_(parameter, std=0.02)

        def forward(self, tokens, targets):
            x = self.words(tokens) + self.places(torch.arange(tokens.shape[1], device=tokens.device))
            for layer in self.layers:
                x = layer(x)
            logits = self.head(self.last(x))
            return functional.cross_entropy(logits.view(-1, logits.shape[-1]), targets.view(-1))

    return Gpt().to(device)


def step_seconds(torch, timer, sizes, length, micro_batch, compiled):
    """(seconds of a step, median of ten after five, on a processor of two after one; peak bytes of a GPU)."""
    torch.manual_seed(1)
    device = timer.device
    if device == "cuda":
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()
    model = build(torch, sizes, length, device)
    run = torch.compile(model) if compiled else model
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, betas=(0.9, 0.95), weight_decay=0.1, fused=True)
    tokens = torch.randint(sizes["vocab"], (micro_batch, length + 1), device=device)

    def step():
        with torch.autocast(device, dtype=torch.bfloat16):
            loss = run(tokens[:, :-1].contiguous(), tokens[:, 1:].contiguous())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)

    for _ in range(WARM_UPS[device]):
        step()
    if device == "cuda":
        torch.cuda.synchronize()
    times = sorted(timer.events(step) for _ in range(STEPS[device]))
    half = len(times) // 2
    return (times[half] + times[~half]) / 2, torch.cuda.max_memory_allocated() if device == "cuda" else None
