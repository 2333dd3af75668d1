"""A clock for the same calls on a processor: tries the script where there is no GPU. Its figures are of the host, and rows say so."""

import contextlib
import time

REPEATS = 3
LONGEST_SECONDS = 0.3  # of all repeats of one call


class HostTimer:
    """Stands in for `timing.Timer`: no events, graphs or streams, and operands that may be in the cache."""

    device = "cpu"
    cache = 2**25  # bytes, of a server's processor

    def __init__(self, torch):
        self.torch = torch

    def copies(self, size):
        return 1

    def on_stream(self):
        return contextlib.nullcontext()

    def median(self, call, copies):
        """Microseconds of call(0): (median, (least, most))."""
        call(0)
        times = []
        while len(times) < REPEATS and sum(times) < LONGEST_SECONDS:
            times.append(self.events(lambda: call(0)))
        times.sort()
        return 1e6 * times[len(times) // 2], (1e6 * times[0], 1e6 * times[-1])

    def events(self, run):
        """Seconds of run()."""
        begin = time.perf_counter()
        run()
        return time.perf_counter() - begin

    def launch(self):
        """Microseconds of the smallest operator, twice: there is no graph."""
        small = self.torch.zeros(32)
        one, _ = self.median(lambda i: small.add_(1), 1)
        return one, one
