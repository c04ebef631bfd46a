#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Many releases at once, and kill -9 at random: nothing lost, nothing twice,
nothing torn.

Releases are dropped into a running daemon that is killed again and again,
while a reader polls the web root: a release folder is whole whenever it can
be seen.  The mutant copies file by file instead of renaming, and must be
caught.
"""
import os
import random
import signal
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import MODE, Newsroom, Tap, release

WANTED = {"index.html", "fragment.html", "release.txt", "release.epub", "release.json"}


class Reader(threading.Thread):
    """Polls the web root: is every release folder whole?"""

    def __init__(self, room):
        super().__init__(daemon=True)
        self.room, self.torn, self.looks, self.running = room, [], 0, True
        self.known = set()  # whole when first seen; looked at again now and then

    chance = random.Random(3)

    def look(self):
        top = self.room.www("en")
        for year in self.entries(top):
            for month in self.entries(os.path.join(top, year)):
                base = os.path.join(top, year, month)
                for slug in self.entries(base):
                    folder = os.path.join(base, slug)
                    if folder in self.known and self.chance.random() > 0.02:
                        continue
                    if not os.path.isdir(folder):
                        continue
                    files = set(self.entries(folder))
                    self.looks += 1
                    if not WANTED <= files:
                        self.torn.append((slug, sorted(files)))
                        continue
                    self.known.add(folder)
                    self.read(folder)

    def read(self, folder):
        with open(os.path.join(folder, "index.html"), "rb") as f:
            if not f.read().rstrip().endswith(b"</html>"):
                self.torn.append((folder, "half a page"))

    @staticmethod
    def entries(folder):
        try:
            return os.listdir(folder)
        except (FileNotFoundError, NotADirectoryError):
            return []

    def run(self):
        while self.running:
            self.look()
            time.sleep(0.01)


def burst(room, count, kills, seed):
    """Drop count releases, kill the daemon so many times; the reader's finds."""
    chance = random.Random(seed)
    made = room.path("outbox", "made.docx")
    reader = Reader(room)
    reader.start()
    room.start()
    killed_at_work = 0

    def drop_all():
        for i in range(count):
            release(title="Release", number=i)(made)
            os.rename(made, room.press("release-%05d.docx" % i))

    dropper = threading.Thread(target=drop_all)
    dropper.start()
    for _ in range(kills):
        time.sleep(chance.uniform(0.05, 0.6))
        killed_at_work += room.daemon.poll() is None
        room.daemon.send_signal(signal.SIGKILL)
        room.daemon.wait()
        room.start()
    dropper.join()
    room.waits_for(lambda: not [n for n in room.listing() if n.endswith(".docx")], 60 + count / 15)
    room.waits_for(lambda: len([f for f in room.done() if f.endswith(".receipt.html")]) >= count, 30)
    reader.running = False
    reader.join()
    return reader, killed_at_work


tap = Tap()
count, kills = {"quick": (300, 8), "sanitizers": (60, 4), "long": (5000, 60)}.get(MODE, (1000, 12))
room = Newsroom()
began = time.monotonic()
reader, killed = burst(room, count, kills, 1)
took = time.monotonic() - began
print("# %d releases and %d kills in %.1f s, %d looks of the reader" % (count, kills, took, reader.looks))
tap.ok(killed == kills, "the daemon was alive at each of %d kills" % kills)
published = room.releases()
titles = {}
for path in published:
    page = room.page(path)
    number = page.split("<h1", 1)[-1].split("</h1>")[0].rsplit(" ", 1)[-1] if "<h1" in page else path
    titles.setdefault(number, []).append(path)
tap.equal(len(titles), count, "none of %d is lost" % count)
twice = {k: v for k, v in titles.items() if len(v) > 1}
tap.equal(twice, {}, "none is published twice")
tap.ok(reader.looks > count / 10 and not reader.torn, "the reader saw no part of a release", reader.torn[:5])
left = [n for n in room.listing() if n.endswith(".docx")]
tap.ok(not left, "the drop folder is empty", "%d are left, such as %s" % (len(left), left[:3]))
tap.equal(len([f for f in room.done() if f.endswith(".docx")]), count, "every original lies in _done")
tap.ok(room.stop() == 0, "it stops when asked", room.log_text()[-2000:])
status, out, err = room.command("verify")
tap.equal((status, out), (0, ""), "the web root is what the catalogue says")

mutant = Newsroom(program="tests/dev/gazetted-torn")
if os.path.exists(mutant.program):
    reader, _ = burst(mutant, 40, 2, 2)
    tap.ok(reader.torn, "a daemon that copies instead of renaming is caught")
else:
    tap.skip("a daemon that copies instead of renaming is caught", "it is not built")
tap.done()
