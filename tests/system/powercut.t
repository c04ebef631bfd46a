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
import os
import random
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import logdisk
import visitor

BUILD = os.environ.get("GAZETTE_BUILD", ".")
CUTS = int(os.environ.get("POWERCUTS", "60"))
SYSTEMS = os.environ.get("POWERCUT_FS", "ext4").split()
DOCUMENTS = 12


def work_of(publisher):
    def work(at, mark):
        os.mkdir(f"{at}/p")
        subprocess.run([publisher, f"{at}/p", "init"], check=True)
        subprocess.run(["sync", "-f", at], check=True)
        with open(mark, "w") as f:
            f.write("START\n")
        subprocess.run([publisher, f"{at}/p", "run", str(DOCUMENTS)], check=True,
                       env=dict(os.environ, MARK=mark))
        with open(mark, "w") as f:
            f.write("END\n")
    return work


def judge(replay, folder, publisher, count):
    """What is wrong with the image of a cut after count records."""
    at = f"{folder}/at"
    promises = visitor.Promises(replay.marks_before(count))
    loop = logdisk.Loop(replay.file, at)
    try:
        if not loop.mount():
            return ["it can't be mounted"]
        seen, wrong = visitor.look(f"{at}/p/www")
        wrong += promises.broken_before(seen)
        for _ in range(2):  # to recover is to change nothing the second time
            after = logdisk.run(publisher, f"{at}/p", "recover")
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
    replay = logdisk.Replay(logdisk.record(folder, system, work_of(publisher)), folder,
                            system)
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
    why = logdisk.missing()
    if why:
        print(f"1..0 # SKIP {why}")
        return
    print(f"1..{len(SYSTEMS) + 1}")
    shm = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="gazette-powercut-", dir=shm) as folder:
        logdisk.build(folder)
        for n, system in enumerate(SYSTEMS, 1):
            if shutil.which(logdisk.MKFS[system][0]) is None:
                print(f"ok {n} - {system} # SKIP no {logdisk.MKFS[system][0]}", flush=True)
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
