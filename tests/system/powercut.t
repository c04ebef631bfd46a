#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Cut the power at any moment: what was promised is there, no visitor sees a
part of a release.

tests/dev/publisher works on a file system on a disk that logs its writes and
flushes (tests/dev/logdisk.c).  Images of the disk are made as a loss of power
would leave it: all writes up to a flush, and of those after it any, page by
page.  Each is mounted, looked at, recovered and looked at again.  A publisher
that syncs nothing of its own must be caught.

POWERCUTS: images of each kind (60); POWERCUT_FS: "ext4", or "ext4 xfs btrfs".
"""
import bisect
import mmap
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import visitor

SOURCE = os.environ.get("GAZETTE_SOURCE", ".")
BUILD = os.environ.get("GAZETTE_BUILD", ".")
CUTS = int(os.environ.get("POWERCUTS", "60"))
SYSTEMS = os.environ.get("POWERCUT_FS", "ext4").split()
MEGABYTES = {"ext4": 32, "xfs": 320, "btrfs": 128}
MKFS = {"ext4": ["mkfs.ext4", "-q", "-F", "-J", "size=4"],
        "xfs": ["mkfs.xfs", "-q", "-f"], "btrfs": ["mkfs.btrfs", "-q", "-f"]}
DOCUMENTS = 12
PAGE = 4096
WRITE, FLUSH, MARK = 1, 2, 3


def run(*command, **more):
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **more)


def missing():
    """Why it can't be done here, or None."""
    if os.geteuid() != 0:
        return "not root: no loop device, no mount"
    for device in ("/dev/fuse", "/dev/loop-control"):
        if not os.access(device, os.R_OK | os.W_OK):
            return f"no {device}"
    for program in ("cc", "pkg-config", "losetup", "mount", "mkfs.ext4"):
        if shutil.which(program) is None:
            return f"no {program}"
    if run("pkg-config", "--exists", "fuse3").returncode != 0:
        return "fuse3 is missing: apt install libfuse3-dev"
    probe = run("losetup", "-f")
    return "no free loop device" if probe.returncode != 0 else None


def build_logdisk(folder):
    flags = run("pkg-config", "--cflags", "--libs", "fuse3").stdout.split()
    subprocess.run(["cc", "-O2", "-o", f"{folder}/logdisk",
                    f"{SOURCE}/tests/dev/logdisk.c", *flags], check=True)


class Loop:
    """A file as a mounted file system."""

    def __init__(self, file, at):
        self.at, self.mounted = at, False
        self.device = subprocess.run(["losetup", "-f", "--show", file], check=True,
                                     capture_output=True, text=True).stdout.strip()

    def mount(self):
        self.mounted = run("mount", self.device, self.at).returncode == 0
        return self.mounted

    def close(self):
        if self.mounted:
            subprocess.run(["umount", self.at], check=True)
        subprocess.run(["losetup", "-d", self.device], check=True)


def record(folder, system, publisher):
    """Let the publisher work on the log disk; the log of it."""
    fuse, at, log = f"{folder}/fuse", f"{folder}/at", f"{folder}/log"
    for name in (fuse, at):
        os.makedirs(name, exist_ok=True)
    disk = subprocess.Popen([f"{folder}/logdisk", str(MEGABYTES[system]), log, fuse])
    try:
        while not os.path.exists(f"{fuse}/disk"):
            time.sleep(0.02)
        loop = Loop(f"{fuse}/disk", at)
        try:
            subprocess.run([*MKFS[system], loop.device], check=True, stdout=subprocess.DEVNULL)
            if not loop.mount():
                raise RuntimeError(f"can't mount {system}")
            work(publisher, at, f"{fuse}/mark")
        finally:
            loop.close()
    finally:
        run("umount", fuse)
        disk.wait(timeout=30)
    return read_log(log)


def work(publisher, at, mark):
    os.mkdir(f"{at}/p")
    subprocess.run([publisher, f"{at}/p", "init"], check=True)
    subprocess.run(["sync", "-f", at], check=True)
    with open(mark, "w") as f:
        f.write("START\n")
    subprocess.run([publisher, f"{at}/p", "run", str(DOCUMENTS)], check=True,
                   env=dict(os.environ, MARK=mark))
    with open(mark, "w") as f:
        f.write("END\n")


def read_log(file):
    records = []
    with open(file, "rb") as f:
        while len(head := f.read(16)) == 16:
            kind, length, offset = struct.unpack("=IIQ", head)
            records.append((kind, offset, f.read(length)))
    return records


class Replay:
    """Images of the disk after any number of records."""

    def __init__(self, records, folder, system):
        self.records, self.done = records, 0
        self.base = bytearray(MEGABYTES[system] << 20)
        self.file = f"{folder}/image"
        self.flushes = [i for i, r in enumerate(records) if r[0] == FLUSH]
        self.marks = [(i, r[2].decode()) for i, r in enumerate(records) if r[0] == MARK]
        self.start = next(i for i, words in self.marks if words == "START\n")
        self.end = next(i for i, words in self.marks if words == "END\n")

    def advance(self, count):
        """base is what is certainly on the disk after count records."""
        for kind, offset, data in self.records[self.done:count]:
            if kind == WRITE:
                self.base[offset:offset + len(data)] = data
        self.done = max(self.done, count)

    def image(self, count, dice):
        """Write the image of a cut after count records."""
        last = bisect.bisect_left(self.flushes, count) - 1
        flushed = self.flushes[last] if last >= 0 else 0
        self.advance(flushed)
        with open(self.file, "wb") as f:
            f.write(self.base)
        how = dice.random()
        with open(self.file, "r+b") as f, mmap.mmap(f.fileno(), 0) as image:
            for kind, offset, data in self.records[flushed:count]:
                for at in range(0, len(data) if kind == WRITE else 0, PAGE):
                    # a third of the disks wrote all, a third about half
                    if how < 0.33 or dice.random() < (0.5 if how < 0.66 else 0.9):
                        part = data[at:at + PAGE]
                        image[offset + at:offset + at + len(part)] = part

    def promises(self, count):
        return visitor.Promises(words for i, words in self.marks
                                if self.start < i < count)


def judge(replay, folder, publisher, count):
    """What is wrong with the image of a cut after count records."""
    at = f"{folder}/at"
    promises = replay.promises(count)
    loop = Loop(replay.file, at)
    try:
        if not loop.mount():
            return ["it can't be mounted"]
        seen, wrong = visitor.look(f"{at}/p/www")
        wrong += promises.broken_before(seen)
        for _ in range(2):  # to recover is to change nothing the second time
            after = run(publisher, f"{at}/p", "recover")
            if after.returncode != 0:
                return wrong + [f"recovery ends with {after.returncode}: {after.stderr.strip()}"]
            seen, more = visitor.look(f"{at}/p/www")
            wrong += more + visitor.leftovers(f"{at}/p")
            wrong += promises.broken_after(seen, after.stdout.splitlines())
        return wrong
    finally:
        loop.close()


def cut(folder, system, publisher, limit):
    """Cuts and those that broke a promise; stops at limit of these."""
    dice = random.Random(os.environ.get("POWERCUT_SEED", "1"))
    replay = Replay(record(folder, system, publisher), folder, system)
    points = sorted(dice.randint(replay.start + 1, replay.end) for _ in range(CUTS))
    broken, tried = [], 0
    print(f"# {system}: {replay.end - replay.start} records, "
          f"{len([i for i in replay.flushes if replay.start < i < replay.end])} flushes",
          flush=True)
    for count in points:
        replay.image(count, dice)
        wrong = judge(replay, folder, f"{BUILD}/tests/dev/publisher", count)
        tried += 1
        if wrong:
            broken.append((count, wrong))
        if len(broken) >= limit:
            break
    return tried, broken


def main():
    why = missing()
    if why:
        print(f"1..0 # SKIP {why}")
        return
    print(f"1..{len(SYSTEMS) + 1}")
    shm = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="gazette-powercut-", dir=shm) as folder:
        build_logdisk(folder)
        for n, system in enumerate(SYSTEMS, 1):
            if shutil.which(MKFS[system][0]) is None:
                print(f"ok {n} - {system} # SKIP no {MKFS[system][0]}", flush=True)
                continue
            tried, broken = cut(folder, system, f"{BUILD}/tests/dev/publisher", CUTS)
            for count, wrong in broken[:10]:
                print(f"# after record {count}: {'; '.join(wrong)}")
            print(f"{'not ' if broken else ''}ok {n} - {system}: {tried} cuts, "
                  f"{len(broken)} broke a promise", flush=True)
        tried, broken = cut(folder, "ext4", f"{BUILD}/tests/dev/publisher_nosync", 1)
        for count, wrong in broken[:1]:
            print(f"# the mutant, after record {count}: {'; '.join(wrong[:3])}")
        print(f"{'' if broken else 'not '}ok {len(SYSTEMS) + 1} - a publisher that does "
              f"not sync is caught, at cut {tried}", flush=True)


main()
