#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""As powercut.t, for the daemon itself: drop folder, state, stage and web root
lie on a disk whose power is cut while documents are dropped and saved again.

What the journal called published is there with all its editions, no list
leads nowhere, and gazetted --once then publishes all that people had dropped,
once, so that gazette verify finds nothing.  A daemon that syncs nothing of
its own must be caught.

POWERCUTS_DAEMON: how many images (12).
"""
import json
import os
import random
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import logdisk
from newsroom import BUILD, MODE, Newsroom, Tap, release

CUTS = int(os.environ.get("POWERCUTS_DAEMON", {"long": "300", "quick": "6"}.get(MODE, "12")))
DOCUMENTS = 8
WANTED = {"index.html", "fragment.html", "release.txt", "release.epub", "release.json"}


class Press(Newsroom):
    """A newsroom on the disk, with its journal elsewhere."""

    def __init__(self, at, folder, program):
        tempfile.tempdir = at
        super().__init__(program=program)
        tempfile.tempdir = None
        self.log = os.path.join(folder, "journal")

    def remove(self):
        if self.daemon is not None and self.daemon.poll() is None:
            self.daemon.kill()
            self.daemon.wait()

    def drop_synced(self, number, version):
        """A file server that has said yes has synced."""
        name = f"release-{number}.docx"
        self.drop(name, release(title="Release", number=number, body=[
            f"The municipality of Norrvik tells of its bench number {number}, and of nothing else.",
            f"This is what it has to say about it, for the {version}. time."]))
        for path in (self.press(name), self.press()):
            fd = os.open(path, os.O_RDONLY)
            os.fsync(fd)
            os.close(fd)


class Marker:
    """Writes to the mark what the journal has said since the last time."""

    def __init__(self, room, mark):
        self.room, self.mark, self.seen = room, mark, 0

    def write(self, line):
        with open(self.mark, "w") as f:
            f.write(line + "\n")

    def published(self):
        lines = re.findall(r"job published .*work=(\S+) .*version=(\d+)", self.room.log_text())
        for work, version in lines[self.seen:]:
            self.write(f"PUB {work} {version}")
        self.seen = len(lines)
        return self.seen


def work_in(folder, program, rooms):
    def work(at, mark):
        room = Press(at, folder, program)
        rooms.append(room)
        try:
            drive(room, at, mark)
        finally:
            room.remove()  # or the disk can't be unmounted
    return work


def drive(room, at, mark):
    subprocess.run(["sync", "-f", at], check=True)
    marker = Marker(room, mark)
    room.start()
    room.waits_for(lambda: "ready" in room.log_text() or room.www() and os.listdir(room.www()))
    marker.write("START")
    for number in range(1, DOCUMENTS + 1):
        room.drop_synced(number, 1)
        marker.write(f"DROP {number} 1")
        if number % 3 == 2:  # saved again, when it is out
            room.waits_for(lambda: marker.published() >= number)
            room.drop_synced(number - 1, 2)
            marker.write(f"DROP {number - 1} 2")
        room.waits_for(lambda: marker.published() and False, 0.3)
    total = DOCUMENTS + DOCUMENTS // 3 + (DOCUMENTS % 3 == 2)
    if room.waits_for(lambda: marker.published() >= total, 30) is not True:
        raise RuntimeError(f"{marker.seen} of {total} were published:\n{room.log_text()}")
    room.waits_for(lambda: len(room.done()) >= 2 * total, 5)
    marker.write("END")
    room.stop()


def look(room, wrong):
    """{title: (work, version)} of what a visitor sees."""
    found = {}
    for folder, _, files in os.walk(room.www()):
        path = os.path.relpath(folder, room.www())
        if re.fullmatch(r"\w+/\d{4}/\d\d/[^/]+", path):
            if not WANTED <= set(files):
                wrong.append(f"{path}: a part of a release: {sorted(files)}")
                continue
            title, work, version = read(folder, path, wrong)
            if title in found:
                wrong.append(f"{title} is there twice")
            found[title] = (work, version)
        elif "index.html" in files:
            listing(room, folder, wrong)
    return found


def read(folder, path, wrong):
    with open(os.path.join(folder, "index.html")) as f:
        page = f.read()
    if not page.rstrip().endswith("</html>"):
        wrong.append(f"{path}: half a page")
    try:
        with open(os.path.join(folder, "release.json")) as f:
            data = json.load(f)
    except ValueError as e:
        wrong.append(f"{path}: release.json {e}")
        return path, "", 0
    with open(os.path.join(folder, "release.txt")) as f:
        text = f.read()
    version = re.search(r"for the (\d+)\. time", text)
    if not version or version[0] not in page:
        wrong.append(f"{path}: editions of different versions")
    return data["title"], data["id"].split(":")[-1], int(version[1]) if version else 0


def listing(room, folder, wrong):
    with open(os.path.join(folder, "index.html")) as f:
        page = f.read()
    if not page.rstrip().endswith("</html>"):
        wrong.append(f"{folder}: half a list")
    for href in re.findall(r'href="(/\w+/\d{4}/\d\d/[^/"]+/)"', page):
        if not os.path.exists(room.www() + href + "index.html"):
            wrong.append(f"{folder}: leads to {href}, where nothing is")


def judge(room, replay, count):
    wrong = []
    marks = [line.split() for line in replay.marks_before(count)]
    seen = look(room, wrong)
    works = dict(seen.values())
    for _, work, version in (m for m in marks if m[0] == "PUB"):
        if works.get(work, 0) < int(version):
            wrong.append(f"{work} was published in version {version}, {works.get(work)} is there")
    status = room.once()
    if status != 0:
        return wrong + [f"gazetted --once ends with {status}: {room.log_text()[-600:]}"]
    seen = look(room, wrong)
    dropped = {f"Release {m[1]}": int(m[2]) for m in marks if m[0] == "DROP"}
    for title, version in dropped.items():
        if seen.get(title, ("", 0))[1] < version:
            wrong.append(f"{title} of version {version} was dropped, there is {seen.get(title)}")
    status, out, err = room.command("verify")
    if (status, out) != (0, ""):
        wrong.append(f"verify says {status}: {out} {err}")
    return wrong


def cut(folder, program, limit):
    """What broke a promise; stops at limit of these."""
    dice = random.Random(os.environ.get("POWERCUT_SEED", "1"))
    rooms, broken, tried = [], [], 0
    records = logdisk.record(folder, "ext4", work_in(folder, program, rooms))
    rooms[0].program = os.path.join(BUILD, "gazetted")
    replay = logdisk.Replay(records, folder, "ext4")
    print(f"# {program}: {replay.end - replay.start} records", flush=True)
    for count in sorted(dice.randint(replay.start + 1, replay.end) for _ in range(CUTS)):
        replay.image(count, dice)
        loop = logdisk.Loop(replay.file, f"{folder}/at")
        try:
            wrong = judge(rooms[0], replay, count) if loop.mount() else ["it can't be mounted"]
        finally:
            loop.close()
        tried += 1
        if wrong:
            broken.append(f"after record {count}: " + "; ".join(wrong))
        if len(broken) >= limit:
            break
    return tried, broken


def main():
    why = logdisk.missing()
    if why:
        print(f"1..0 # SKIP {why}")
        return
    tap = Tap()
    shm = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="gazette-powercut-", dir=shm) as folder:
        logdisk.build(folder)
        tried, broken = cut(folder, "gazetted", CUTS)
        tap.ok(not broken, f"{tried} cuts, {len(broken)} broke a promise", "\n".join(broken[:8]))
        os.unlink(os.path.join(folder, "journal"))
        tried, broken = cut(folder, "tests/dev/gazetted-nosync", 1)
        tap.ok(broken, f"a daemon that does not sync is caught, at cut {tried}")
        print("# the mutant: " + (broken[0][:300] if broken else "nothing"))
    tap.done()


main()
