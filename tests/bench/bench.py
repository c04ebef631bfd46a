#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""make bench: what a release costs, beside the floor and pandoc in one run.

    bench.py [--inputs DIR] [--quick]

DIR holds w-small.docx, w-medium.docx, w-large.docx, w-huge.docx and scale/.
Without it they are made by ../shared/bench/gen.py beside this source tree,
and the floor (the least that a C program can do) is built from there; where
that folder is absent, both are left out, aloud.  CPU is user and system time
of the whole process tree, in ms; medians.
"""
import argparse
import glob
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "system"))
from newsroom import BUILD, SOURCE, Newsroom, release

SHARED = os.path.join(SOURCE, "..", "shared", "bench")
TARGETS = {"small": 2.2, "medium": 4.4, "large": 45, "huge": 497}


def cpu(args, env=None):
    """(ms of CPU, ms of wall time, peak MB of the largest process) of a run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    run = subprocess.run(args, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env)
    took = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode != 0:
        print("! %s: %s" % (" ".join(args)[:100], run.stderr.decode("utf-8", "replace")[-200:]))
    return ((after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1e3, took * 1e3)


def per_document(path, copies, runs):
    """CPU of one more document through a warm zygote, and of a cold start."""
    out = tempfile.mkdtemp()
    command = [os.path.join(BUILD, "gazette"), "convert", "--to", "html,text,epub", "-o", out]
    warm, cold = [], []
    for _ in range(runs):
        one, _ = cpu(command + [path])
        many, _ = cpu(command + [path] * (copies + 1))
        cold.append(one)
        warm.append((many - one) / copies)
    shutil.rmtree(out)
    return statistics.median(warm), statistics.median(cold)


def floor_program():
    source = os.path.join(SHARED, "c", "floor.c")
    if not os.path.exists(source):
        return None
    top = os.path.join(BUILD, "bench-floor")
    program = os.path.join(top, "bin", "floor")
    if not os.path.exists(program):
        os.makedirs(os.path.join(top, "bin"), exist_ok=True)
        shutil.copytree(os.path.join(SHARED, "c"), os.path.join(top, "c"), dirs_exist_ok=True)
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "libxml-2.0", "libxslt"],
                               capture_output=True, text=True).stdout.split()
        if subprocess.run(["cc", "-O2", "-w", "-o", program, source, *flags, "-ldeflate", "-lexpat", "-lz"]).returncode:
            print("The floor does not build (apt install libdeflate-dev libexpat1-dev); it is left out.")
            return None
    return program


def floor(program, path, runs):
    out = tempfile.mkdtemp()
    run = subprocess.run([program, "three", str(runs), out, path], capture_output=True, text=True,
                         env=dict(os.environ, FORK="1"))
    shutil.rmtree(out)
    found = re.search(r"cpu_ms med ([0-9.]+)", run.stdout)
    return float(found.group(1)) if found else None


def pandoc(path):
    if not shutil.which("pandoc"):
        return None
    out = tempfile.mkdtemp()
    total = 0
    for to, name in (("html5", "a.html"), ("plain", "a.txt"), ("epub3", "a.epub")):
        ms, _ = cpu(["pandoc", "-s", "-f", "docx", "-t", to, path, "-o", os.path.join(out, name)])
        total += ms
    shutil.rmtree(out)
    return total


def number(value):
    return "-" if value is None else "%.2f" % value if value < 100 else "%.0f" % value


def conversions(inputs, quick):
    program = floor_program()
    print("\nThree editions of one document, ms of CPU")
    print("%-8s %10s %10s %10s %8s %10s" % ("", "warm", "cold", "floor+fork", "ratio", "pandoc x3"))
    for size, copies, runs in (("small", 100, 5), ("medium", 40, 5), ("large", 6, 3), ("huge", 1, 3)):
        path = os.path.join(inputs, "w-%s.docx" % size)
        if not os.path.exists(path):
            continue
        warm, cold = per_document(path, copies, runs)
        least = floor(program, path, 5 if size == "huge" else 31) if program else None
        peer = None if quick and size in ("large", "huge") else pandoc(path)
        print("%-8s %10s %10s %10s %8s %10s" % (size, number(warm), number(cold), number(least),
                                                number(warm / least if least else None), number(peer)))
        sys.stdout.flush()


def growth(inputs):
    files = sorted(glob.glob(os.path.join(inputs, "scale", "*.docx")), key=os.path.getsize)
    if not files:
        return
    print("\nGrowth: ms of CPU, and the ratio to the file before")
    last = None
    for path in files:
        warm, _ = per_document(path, 1, 3)
        print("%-24s %10s %8s" % (os.path.basename(path), number(warm), number(warm / last) if last else ""))
        last = warm


def tree_cpu(pid):
    """User and system time of a process, its children that ended, and those that run, in ms."""
    tick = os.sysconf("SC_CLK_TCK")
    total = 0
    pids = [pid]
    while pids:
        p = pids.pop()
        try:
            with open("/proc/%d/stat" % p, encoding="utf-8") as f:
                fields = f.read().rsplit(")", 1)[1].split()
            total += sum(int(x) for x in fields[11:15])
            with open("/proc/%d/task/%d/children" % (p, p), encoding="utf-8") as f:
                pids += [int(x) for x in f.read().split()]
        except (FileNotFoundError, ProcessLookupError):
            pass
    return total * 1e3 / tick


def publishing(count, pause):
    """Close to published, one at a time; then many at once."""
    room = Newsroom()
    room.start()
    room.drop("warm-up.docx", release(title="Warm up"))
    room.waits_for(lambda: any("warm-up" in p for p in room.releases()))
    time.sleep(0.5)
    month = time.strftime("en/%Y/%m")
    made = room.path("outbox", "made.docx")
    took = []
    for i in range(count):
        release(title="Single", number=i)(made)
        target = room.www(month, "single-%d" % i if i else "single", "index.html")
        began = time.monotonic()
        os.rename(made, room.press("single-%d.docx" % i))
        while not os.path.exists(target) and time.monotonic() - began < 5:
            time.sleep(0.0002)
        took.append((time.monotonic() - began) * 1e3)
        time.sleep(pause)
    took.sort()
    print("\nClose to published, every fsync on: median %.1f ms, p95 %.1f ms (%d releases)"
          % (statistics.median(took), took[int(0.95 * len(took))], count))
    documents = []
    for i in range(count * 5):
        path = room.path("outbox", "many-%d.docx" % i)
        release(title="Many", number=i)(path)
        documents.append(path)
    before = tree_cpu(room.daemon.pid)
    began = time.monotonic()
    for i, path in enumerate(documents):
        os.rename(path, room.press("many-%d.docx" % i))
    room.waits_for(lambda: sum(f.startswith("many-") and f.endswith(".receipt.html") for f in room.done()) == len(documents), 120)
    took = time.monotonic() - began
    spent = tree_cpu(room.daemon.pid) - before
    print("Many at once, to the last receipt: %.0f a second, %.1f ms of CPU each (%d releases)"
          % (len(documents) / took, spent / len(documents), len(documents)))
    room.stop()


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--inputs")
    ap.add_argument("--quick", action="store_true", help="fewer and smaller")
    a = ap.parse_args()
    inputs = a.inputs
    if inputs is None and os.path.exists(os.path.join(SHARED, "gen.py")):
        inputs = os.path.join(BUILD, "bench-inputs")
        if not os.path.exists(os.path.join(inputs, "w-huge.docx")):
            subprocess.run([sys.executable, os.path.join(SHARED, "gen.py"), inputs],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open("/proc/loadavg", encoding="utf-8") as f:
        print("Load when this began: " + f.read().split()[0])
    if inputs is None:
        print("Without ../shared/bench and --inputs there is nothing to convert.")
    else:
        conversions(inputs, a.quick)
        if not a.quick:
            growth(inputs)
    publishing(40 if a.quick else 100, 0.03)


if __name__ == "__main__":
    main()
