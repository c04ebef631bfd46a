#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Kill at any system call, fail any system call: what was promised is there,
no visitor sees a part of a release.

tests/dev/publisher is run under strace, which kills it at one system call or
lets one fail; then its web root is looked at, it recovers, and is looked at
again.  Recovery is treated so as well.  A publisher that installs file by
file must be caught, and each kill and fault must have happened.

KILLPOINTS: how many of each are tried, spread evenly (50), or "all".
"""
import collections
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import visitor

BUILD = os.environ.get("GAZETTE_BUILD", ".")
WANT = os.environ.get("KILLPOINTS", "50")
DOCUMENTS = "5"  # an update and a withdrawal among them
CHANGING = ("openat", "write", "pwrite64", "fsync", "fdatasync", "syncfs", "linkat", "renameat",
            "renameat2", "unlinkat", "unlink", "mkdirat", "mkdir", "ftruncate", "fchmod")
FAULTS = {
    "openat": ["ENOSPC", "EMFILE", "EROFS", "EACCES"],
    "write": ["ENOSPC", "EIO", "EDQUOT"],
    "pwrite64": ["ENOSPC", "EIO"],
    "pread64": ["EIO"],
    "read": ["EIO"],
    "fsync": ["EIO", "ENOSPC"],
    "fdatasync": ["EIO"],
    "syncfs": ["EIO"],
    "linkat": ["ENOSPC", "EDQUOT", "EMLINK"],
    "renameat": ["ENOSPC", "EIO"],
    "renameat2": ["ENOSPC", "EIO"],
    "unlinkat": ["EIO", "EROFS"],
    "mkdirat": ["ENOSPC"],
    "ftruncate": ["EIO", "ENOSPC"],
    "fchmod": ["EIO"],
    "fstat": ["EIO"],
    "newfstatat": ["EIO"],
    "getdents64": ["EIO"],
    "fcntl": ["EAGAIN"],
    "mmap": ["ENOMEM"],
    "lseek": ["EIO"],
}


class Room:
    """A publisher's folder, and what it promised."""

    def __init__(self, folder, program):
        self.folder, self.program = folder, f"{BUILD}/tests/dev/{program}"
        self.base, self.mark = f"{folder}/p", f"{folder}/mark"
        self.trace = f"{folder}/trace"

    def fresh(self, command):
        """As it is before the command: empty, or with work half done."""
        shutil.rmtree(self.base, ignore_errors=True)
        self.forget()
        kept = f"{self.folder}/before-{command}"
        if not os.path.exists(kept):
            self.prepare(command)
            os.rename(self.base, kept)
            if os.path.exists(self.mark):
                os.rename(self.mark, f"{kept}.mark")
        # cp keeps no inode: documents are the same by their bytes
        subprocess.run(["cp", "-a", kept, self.base], check=True)
        if os.path.exists(f"{kept}.mark"):
            shutil.copy(f"{kept}.mark", self.mark)

    def forget(self):
        if os.path.exists(self.mark):
            os.unlink(self.mark)

    def prepare(self, command):
        os.mkdir(self.base)
        subprocess.run([self.program, self.base, "init"], check=True)
        if command == "recover":
            # cut off after a rename and before its commit
            self.strace("run", "renameat2", 5, "signal=SIGKILL")

    def arguments(self, command):
        return [self.program, self.base, command, *([DOCUMENTS] if command == "run" else [])]

    def strace(self, command, call, nth, what):
        # not with --seccomp-bpf: strace 6.1 then injects no signal
        return subprocess.run(
            ["strace", "-qq", "-o", self.trace, "-e", f"trace={call}",
             "-e", f"inject={call}:{what}:when={nth}", *self.arguments(command)],
            capture_output=True, text=True, timeout=60, env=dict(os.environ, MARK=self.mark))

    def count(self, command):
        """The system calls after the program has begun: [(call, nth)]."""
        self.fresh(command)
        subprocess.run(["strace", "-qq", "-o", self.trace, *self.arguments(command)],
                       check=True, capture_output=True, env=dict(os.environ, MARK=self.mark))
        counts, points, begun = collections.Counter(), [], False
        with open(self.trace, errors="replace") as f:
            for line in f:
                match = re.match(r"(\w+)\(", line)
                if not match:
                    continue
                counts[match[1]] += 1
                begun = begun or "umask" == match[1]
                if begun and match[1] not in ("exit_group", "umask"):
                    points.append((match[1], counts[match[1]]))
        return points

    def judge(self):
        """What is wrong, now and after recovery."""
        marks = []
        if os.path.exists(self.mark):
            with open(self.mark) as f:
                marks = f.readlines()
        promises = visitor.Promises(marks)
        seen, wrong = visitor.look(f"{self.base}/www")
        wrong += promises.broken_before(seen)
        after = subprocess.run(self.arguments("recover"), capture_output=True, text=True,
                               timeout=60)
        if after.returncode != 0:
            return wrong + [f"recovery ends with {after.returncode}: {after.stderr.strip()}"]
        seen, more = visitor.look(f"{self.base}/www")
        return wrong + more + visitor.leftovers(self.base) + \
            promises.broken_after(seen, after.stdout.splitlines())


def spread(points, want):
    if WANT == "all" or len(points) <= want:
        return points
    return [points[i * len(points) // want] for i in range(want)]


def how_many():
    return 0 if WANT == "all" else int(WANT)


def kill(room, command):
    """Kill it at its system calls: (those, kills, broken promises)."""
    points = room.count(command)
    changing = [p for p in points if p[0] in CHANGING]
    chosen = spread(points if WANT == "all" else changing, how_many())
    return len(points), *kill_at(room, command, chosen)


def kill_at(room, command, chosen, limit=None):
    broken, killed = [], 0
    for call, nth in chosen:
        room.fresh(command)
        done = room.strace(command, call, nth, "signal=SIGKILL")
        if done.returncode not in (-9, 137):
            broken.append(f"{call} {nth}: was not killed ({done.returncode})")
            continue
        killed += 1
        wrong = room.judge()
        if wrong:
            broken.append(f"{call} {nth}: {'; '.join(wrong[:3])}")
        if limit and len(broken) >= limit:
            break
    return killed, broken


def fail(room, command):
    """Let its system calls fail: (faults, those it took, broken promises)."""
    points = [(call, nth, error) for call, nth in room.count(command)
              for error in FAULTS.get(call, [])]
    broken, taken, happened = [], 0, 0
    for call, nth, error in spread(points, how_many()):
        room.fresh(command)
        done = room.strace(command, call, nth, f"error={error}")
        with open(room.trace) as f:
            if "(INJECTED)" not in f.read():
                broken.append(f"{call} {nth} {error}: did not happen")
                continue
        happened += 1
        taken += done.returncode == 0
        if done.returncode not in (0, 70, 75):
            broken.append(f"{call} {nth} {error}: ended with {done.returncode} {done.stderr}")
        wrong = room.judge()
        if wrong:
            broken.append(f"{call} {nth} {error}: {'; '.join(wrong[:3])}")
    return len(points), happened, taken, broken


def result(n, broken, words):
    for line in broken[:8]:
        print("# " + line.replace("\n", " "))
    print(f"{'not ' if broken else ''}ok {n} - {words}", flush=True)


def main():
    if os.environ.get("GAZETTE_CHECK") == "sanitizers":
        print("1..0 # SKIP the leak sanitizer and strace both want to trace a process")
        return
    if shutil.which("strace") is None:
        print("1..0 # SKIP no strace")
        return
    if subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"],
                      capture_output=True).returncode != 0:
        print("1..0 # SKIP strace may not trace here")
        return
    print("1..5")
    shm = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="gazette-kill-", dir=shm) as folder:
        room, n = Room(folder, "publisher"), 0
        for command in ("run", "recover"):
            n += 1
            points, killed, broken = kill(room, command)
            result(n, broken, f"{command}: killed at {killed} of {points} system calls")
        for command in ("run", "recover"):
            n += 1
            points, happened, taken, broken = fail(room, command)
            result(n, broken, f"{command}: {happened} of {points} faults, {taken} of them survived")
        shutil.rmtree(folder)
        os.mkdir(folder)
        room = Room(folder, "publisher_torn")
        killed, broken = kill_at(room, "run", [p for p in room.count("run") if p[0] == "write"],
                                 limit=1)
        print("# the mutant: " + (broken[0] if broken else "nothing"))
        print(f"{'' if broken else 'not '}ok {n + 1} - a publisher that installs file by file "
              f"is caught, at kill {killed}")


main()
