"""Figures of kernels beside each other, one after the other in every round; a table in Markdown.

    python3 kernel_figures.py [--rounds N] [--long] KERNEL …     e.g. jarl python3 rapaio-jupyter-kernel

Compare within one run only, on a machine that does nothing else. --long adds 5,000 redefinitions (minutes).
"""

import argparse
import math
import os
import statistics
import time
from queue import Empty

from jupyter_client.manager import KernelManager

JAVA = {
    "cell": "{n} + 1",
    "prints": 'for (int i = 0; i < 20_000; i++) System.out.print("x");',
    "loop": "while (true) { }",
    "redefine": "int redefined(int x) {{ return x + {n}; }}",
    "complete": ["Math.ma", "String.val", "List.of(1).st", "new ArrayL", 'System.getP', '"text".toUp'],
}
PYTHON = {
    "cell": "{n} + 1",
    "prints": "for i in range(20_000): print('x', end='')",
    "loop": "while True: pass",
    "redefine": "def redefined(x): return x + {n}",
    "complete": ["print.__do", "str.joi", "[1].app", "import o", "dict.ke", '"text".upp'],
}


class Kernel:
    def __init__(self, name):
        self.begin = time.perf_counter()
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel(stderr=open(os.devnull, "w"))
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        self.words = PYTHON if self.manager.kernel_spec.language == "python" else JAVA

    def reply(self, msg_id, patience=120):
        while True:
            message = self.client.get_shell_msg(timeout=patience)
            if message["parent_header"].get("msg_id") == msg_id:
                return message["content"]

    def run(self, code, **options):
        """Reply and idle both: what a person waits for. The published messages come back."""
        msg_id = self.client.execute(code, **options)
        self.reply(msg_id)
        published = []
        while True:
            message = self.client.get_iopub_msg(timeout=30)
            if message["parent_header"].get("msg_id") == msg_id:
                published.append(message)
                if message["content"].get("execution_state") == "idle":
                    return published

    def cpu(self):
        """Seconds of processor time that the process has taken."""
        with open(f"/proc/{self.pid()}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident(self):
        """MiB in memory."""
        with open(f"/proc/{self.pid()}/status") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))

    def pid(self):
        return self.manager.provisioner.process.pid

    def end(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def milliseconds(work):
    begin = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begin)


def measure(name, long):
    """Figures by name; infinity where the kernel did not answer, or lost what it should have told."""
    figures = {}

    def note(what, work):
        try:
            figures[what] = work()
        except Empty:
            figures[what] = math.inf

    kernel = Kernel(name)
    cell = kernel.words["cell"]
    try:
        kernel.reply(kernel.client.kernel_info())
        figures["start to kernel_info, s"] = time.perf_counter() - kernel.begin
        figures["start to kernel_info, s of CPU"] = kernel.cpu()
        kernel.run(cell.format(n=0))
        figures["start and first cell, s"] = time.perf_counter() - kernel.begin
        figures["start and first cell, s of CPU"] = kernel.cpu()
        for n in range(20):
            kernel.run(cell.format(n=n))
        note("kernel_info round trip, median, ms", lambda: statistics.median(
            milliseconds(lambda: kernel.reply(kernel.client.kernel_info())) for _ in range(50)))
        before = kernel.cpu()
        cells = [milliseconds(lambda: kernel.run(cell.format(n=n))) for n in range(100)]
        figures["trivial cell, 10th percentile, ms"] = statistics.quantiles(cells, n=10)[0]
        figures["trivial cell, median, ms"] = statistics.median(cells)
        figures["trivial cell, ms of CPU"] = 1000 * (kernel.cpu() - before) / len(cells)
        note("completion, median, ms", lambda: statistics.median(
            milliseconds(lambda: kernel.reply(kernel.client.complete(text)))
            for _ in range(10) for text in kernel.words["complete"]))
        for n in range(300):
            kernel.run(cell.format(n=n))
        figures["resident after 400 cells, MiB"] = kernel.resident()
        if long:
            for n in range(5000):
                kernel.run(kernel.words["redefine"].format(n=n))
            figures["resident after 5,000 redefinitions, MiB"] = kernel.resident()
        note("20,000 prints, ms", lambda: milliseconds(lambda: kernel.run(kernel.words["prints"])))
        note("20,000 prints, messages", lambda: sum(
            message["msg_type"] == "stream" for message in kernel.run(kernel.words["prints"])))
        note("interrupt of an endless loop, median, ms", lambda: statistics.median(
            interrupt(kernel) for _ in range(5)))
        return figures
    finally:
        kernel.end()


def interrupt(kernel):
    msg_id = kernel.client.execute(kernel.words["loop"])
    time.sleep(0.7)
    kernel.manager.interrupt_kernel()
    return milliseconds(lambda: kernel.reply(msg_id, 10))


parser = argparse.ArgumentParser()
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--long", action="store_true")
parser.add_argument("kernels", nargs="+")
asked = parser.parse_args()
all_figures = {name: [] for name in asked.kernels}
for turn in range(asked.rounds):
    for name in asked.kernels:
        all_figures[name].append(measure(name, asked.long and turn == 0))
        print(f"round {turn + 1}: {name}, load {os.getloadavg()[0]:.1f}", flush=True)
print("\n| measure, best and median of rounds | " + " | ".join(asked.kernels) + " |")
print("|---" * (1 + len(asked.kernels)) + "|")
measures = list(dict.fromkeys(measure for rounds in all_figures.values() for each in rounds for measure in each))
for measure in measures:
    row = []
    for name in asked.kernels:
        seen = [figures[measure] for figures in all_figures[name] if measure in figures]
        row.append(f"{min(seen):.4g}, {statistics.median(seen):.4g}".replace("inf", "lost") if seen else "–")
    print(f"| {measure} | " + " | ".join(row) + " |")
