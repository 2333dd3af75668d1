"""What is measured: sizes only, no torch. The same list on every machine, so that files can be laid side by side."""

# Weight shapes (n, k) of y[m,n] = x[m,k] W[n,k]: layers of models people train and serve, whole and as one of eight ranks, and two squares.
WEIGHTS = [
    (2304, 768),  # GPT-2 124M: query, key and value
    (768, 3072),
    (50304, 768),  # its vocabulary
    (2048, 2048),
    (1536, 2048),  # one expert of a small mixture
    (6144, 4096),  # Llama 3 8B
    (4096, 4096),
    (28672, 4096),
    (4096, 14336),
    (4096, 11008),  # Llama 2 7B
    (7680, 5120),  # 13B to 32B
    (5120, 5120),
    (27648, 5120),
    (1280, 8192),  # Llama 3 70B, one of eight ranks
    (8192, 1024),
    (7168, 8192),
    (8192, 3584),
    (8192, 8192),
    (2112, 7168),  # DeepSeek-V3
    (7168, 2304),
]
ROWS = [1, 4, 16, 32, 64, 96, 128, 256, 512, 768, 1024, 2048, 4096, 8192, 16384]
GEMMS = [(m, n, k) for (n, k) in WEIGHTS for m in ROWS]  # 300

# (query heads, key and value heads, head size)
LAYOUTS = [(12, 12, 64), (32, 32, 64), (32, 32, 128), (32, 8, 128), (8, 1, 128), (64, 8, 128), (16, 16, 128), (40, 8, 128)]
PROMPTS = [(1, 512), (1, 2048), (1, 8192), (1, 16384), (8, 1024), (8, 4096), (32, 1024)]
PREFILLS = [(batch, length, *layout) for layout in LAYOUTS for (batch, length) in PROMPTS]
CONTEXTS = [(1, 1024), (1, 16384), (8, 4096), (32, 2048), (64, 8192), (128, 1024)]
DECODES = [(batch, length, *layout) for layout in LAYOUTS for (batch, length) in CONTEXTS]

COPIES = [2**power for power in range(16, 34)]  # bytes, 64 KiB to 8 GiB

# GPT-2 124M as nanoGPT has it, and how many sequences a step takes.
GPT = {"layers": 12, "hidden": 768, "heads": 12, "kv_heads": 12, "ffn": 3072, "vocab": 50304}
LENGTH = 1024
MICRO_BATCHES = [4, 16, 32]

STEPS = [(size, LENGTH, compiled) for compiled in (False, True) for size in MICRO_BATCHES]
TRIAL_STEPS = [(1, 64, False)]


def few(calls):
    """A dozen of the smaller calls, for a trial."""
    return sorted(calls, key=work)[:: max(1, len(calls) // 24)][:12]


def work(call):
    """What a call grows with: bytes of a copy, products of a matrix product or of attention."""
    if isinstance(call, int):
        return call
    rows, *sizes = call
    return rows * sizes[0] * sizes[1] * (sizes[0] if len(sizes) > 2 else 1)
