"""Medians of calls by CUDA events, with operands that are not in the cache. Needs torch; nothing here knows what is timed."""

CALLS_MOST = 1024  # in one graph
COLD = 3  # operands in turn fill the cache this many times
REPEATS = 9
WARM_UP_SECONDS = 0.02
LONGEST_SECONDS = 0.15  # of one repeat


class Timer:
    device = "cuda"

    def __init__(self, torch):
        self.torch = torch
        self.cache = getattr(torch.cuda.get_device_properties(0), "L2_cache_size", 50 * 2**20)
        self.stream = torch.cuda.Stream()

    def on_stream(self):
        """A context whose calls go on the timer's stream, after what was asked for before."""
        self.stream.wait_stream(self.torch.cuda.default_stream())
        return self.torch.cuda.stream(self.stream)

    def copies(self, size):
        """How many sets of operands of `size` bytes are gone round before one is touched again."""
        return max(1, min(CALLS_MOST, -(-COLD * self.cache // max(1, size))))

    def median(self, call, copies):
        """Microseconds of call(i), i = 0 .. copies-1 in turn: (median, (10 %, 90 %)). Graphs leave the host out; without them, one call by one."""
        torch = self.torch
        torch.cuda.synchronize()  # operands were made on another stream

        def row(count):  # results are dropped at once: kept, they would fill the memory
            for i in range(count):
                call(i % copies)

        with torch.cuda.stream(self.stream):
            row(3)  # libraries choose and load their kernels
            once = max(1e-6, self.events(lambda: row(3)) / 3)
            calls = copies if copies > 1 else max(1, min(64, int(0.002 / once)))
            calls = max(1, min(calls, int(LONGEST_SECONDS / once)))
            run = self.graph(lambda: row(calls))
            for _ in range(max(1, min(50, int(WARM_UP_SECONDS / (once * calls))))):
                run()
            times = sorted(1e6 * self.events(run) / calls for _ in range(REPEATS))
        return times[len(times) // 2], (times[len(times) // 10], times[-1 - len(times) // 10])

    def events(self, run):
        """Seconds between two events around run()."""
        torch = self.torch
        start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        start.record()
        run()
        end.record()
        end.synchronize()
        return start.elapsed_time(end) / 1e3

    def graph(self, run):
        torch = self.torch
        try:
            torch.cuda.synchronize()
            graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(graph, stream=self.stream):
                run()
            return graph.replay
        except RuntimeError:
            torch.cuda.synchronize()
            return run

    def launch(self):
        """Microseconds of the smallest kernel: one after another in a graph, and as a host launches them."""
        torch = self.torch
        small = torch.zeros(32, device="cuda")
        in_graph, _ = self.median(lambda i: small.add_(1), 1)
        with torch.cuda.stream(self.stream):
            times = sorted(self.events(lambda: [small.add_(1) for _ in range(500)]) / 500 for _ in range(REPEATS + 1))[:-1]
        return in_graph, 1e6 * times[len(times) // 2]


class Arena:
    """Memory that operands are cut from in turn; filled once with normal numbers, for power, and so speed, depends on the data."""

    def __init__(self, torch, size, device):
        self.torch = torch
        self.size = size
        chunk = torch.randn(2**24, device=device, dtype=torch.bfloat16).mul_(0.5)
        self.wide = chunk.repeat(-(-size // 2 // chunk.numel()))
        self.narrow = None

    def cut(self, elements, index, dtype):
        """A flat view of `elements`, the index-th in turn, 256-byte aligned."""
        torch = self.torch
        if dtype == torch.bfloat16:
            store = self.wide
        else:
            if self.narrow is None:
                one = self.wide[: 2**24].to(dtype).view(torch.uint8)
                self.narrow = one.repeat(-(-self.size // 2**24)).view(dtype)
            store = self.narrow
        step = -(-elements // 256) * 256
        places = max(1, store.numel() // step)
        begin = (index % places) * step
        return store[begin : begin + elements]
