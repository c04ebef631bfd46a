# SPDX-License-Identifier: GPL-2.0-or-later
"""A disk whose power can be cut at any moment: tests/dev/logdisk.c logs its
writes and flushes, Replay makes the images that a cut would leave.  Shared by
powercut.t and powercut_daemon.t."""
import bisect
import mmap
import os
import shutil
import signal
import struct
import subprocess
import sys
import time

SOURCE = os.environ.get("GAZETTE_SOURCE", ".")
MEGABYTES = {"ext4": 48, "xfs": 320, "btrfs": 128}
MKFS = {"ext4": ["mkfs.ext4", "-q", "-F", "-J", "size=4"],
        "xfs": ["mkfs.xfs", "-q", "-f"], "btrfs": ["mkfs.btrfs", "-q", "-f"]}
PAGE = 4096
# A test that is stopped takes its mounts along.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
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


def build(folder):
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
        if self.mounted and run("umount", self.at).returncode != 0:
            time.sleep(1)  # somebody is still in it: at least it goes with them
            subprocess.run(["umount", "-l", self.at], check=True)
        subprocess.run(["losetup", "-d", self.device], check=True)


def record(folder, system, work):
    """Let work(at, mark) write on the log disk mounted at at; the log of it.
    What it writes to the file mark is in the log too."""
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
            work(at, f"{fuse}/mark")
        finally:
            loop.close()
    finally:
        run("umount", fuse)
        disk.wait(timeout=30)
    return read_log(log)


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

    def marks_before(self, count):
        """The lines that were written to the mark by then."""
        return [words for i, words in self.marks if self.start < i < count]
