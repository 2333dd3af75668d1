"""Rows in the format of the kernel and training corpora, and the record of the machine that goes into each of them."""

import datetime
import platform
import subprocess

QUERY = "name,driver_version,clocks.sm,clocks.mem,clocks.max.sm,power.draw,power.limit,temperature.gpu"


def clocks():
    """What nvidia-smi says of the first visible GPU now; empty where it is not there."""
    try:
        command = ["nvidia-smi", f"--query-gpu={QUERY}", "--format=csv,noheader,nounits"]
        line = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True).stdout.splitlines()[0]
    except (OSError, subprocess.SubprocessError, IndexError):
        return {}
    return dict(zip(QUERY.split(","), (cell.strip() for cell in line.split(","))))


def processor():
    """The processor's name as Linux has it."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def machine(torch=None, accelerator=None, device="cuda"):
    """Driver, CUDA, torch, name, clocks and date; without torch the record of a dry run."""
    date = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    if torch is None:
        return {"accelerator": accelerator, "date": date, "software": "made up", "made_up": True, "python": platform.python_version()}
    if device == "cpu":
        software = f"torch {torch.__version__}, {torch.get_num_threads()} threads"
        return {"accelerator": accelerator or processor(), "date": date, "software": software, "host": True, "python": platform.python_version()}
    now = clocks()
    return {
        "accelerator": accelerator or torch.cuda.get_device_name(0),
        "date": date,
        "software": f"torch {torch.__version__}",
        "cuda": torch.version.cuda,
        "cudnn": torch.backends.cudnn.version(),
        "driver": now.get("driver_version"),
        "clocks": now,
        "python": platform.python_version(),
    }


class Rows:
    """Collects rows of kernels, and steps apart; each carries where it is from, so that any part of a file stands by itself."""

    def __init__(self, record):
        self.record = record
        self.rows = []
        self.steps = []
        versions = [f"{key} {record[key]}" for key in ("driver", "cuda", "software") if record.get(key)]
        self.source = {
            "title": "made up: no machine was measured" if record.get("made_up") else "bench/gpu/measure.py",
            "where": ", ".join(versions),
            "date": record["date"],
        }

    def kernel(self, kind, op, config, microseconds, spread=None, **measured):
        """One call; `spread` is the 10 and 90 % quantile of its repeats, microseconds."""
        size = "-".join(str(value) for value in config.values())
        self.rows.append(
            {
                "id": f"gpu-{kind}-{op.replace(' ', '-')}-{size}",
                "kind": kind,
                "op": op,
                "source": self.source,
                "hardware": {"accelerator": self.record["accelerator"], "gpus": 1, "nodes": 1},
                "config": {**config, "software": self.record["software"]},
                "measured": {"time_us": round(microseconds, 4), **measured},
                "notes": self.notes(spread),
            }
        )

    def training(self, model, length, micro_batch, framework, seconds, memory_bytes):
        """One optimizer step of one micro-batch on one GPU."""
        tokens = micro_batch * length
        self.steps.append(
            {
                "id": f"gpu-step-gpt2-124m-{micro_batch}-{framework.split()[-1]}",
                "family": "gpu-bench/gpt2-124m",
                "source": self.source,
                "model": {"name": "nanoGPT 124M", **model},
                "hardware": {"accelerator": self.record["accelerator"], "gpus": 1, "gpus_per_node": 1},
                "run": {
                    "stage": "pretrain",
                    "tp": 1,
                    "pp": 1,
                    "dp": 1,
                    "micro_batch": micro_batch,
                    "global_batch": micro_batch,
                    "seq_len": length,
                    "recompute": "none",
                    "precision": "bf16",
                    "framework": framework,
                    "flash_attention": True,
                },
                "measured": {
                    "step_time_s": round(seconds, 7),
                    "tokens_per_s_per_gpu": round(tokens / seconds, 1),
                    "memory_gb_per_gpu": round(memory_bytes / 1e9, 3) if memory_bytes else None,
                },
                "notes": self.notes(None),
            }
        )

    def notes(self, spread):
        if self.record.get("made_up"):
            return "made up"
        said = ["on a processor, as a trial of the script"] if self.record.get("host") else []
        if spread is not None:
            said.append(f"10 and 90 % of repeats: {spread[0]:.3f} and {spread[1]:.3f} us")
        return "; ".join(said) or None
