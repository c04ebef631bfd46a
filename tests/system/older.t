#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Older versions: public where a site wants it (public_versions), each under
its banner, in no list, and gone with the release."""
import os
import re
import struct
import sys
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import Newsroom, Tap, release, samples

tap = Tap()
BODY = ["The municipality of Norrvik puts a new bench at the old harbour. It is made of larch and seats %s.",
        "The carpenter made it in three weeks from trees that fell in the storm of last autumn.",
        "The bench stands there from the first of June, and everybody is welcome to sit down."]


def png(width):
    """Grey pixels in a row, and no other picture with as many."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\0" + b"\x80" * width)) + chunk(b"IEND", b""))


def bench(seats, pictures=0):
    def write(path):
        d = samples.Document("en")
        d.p("A bench for the harbour", "title")
        for text in BODY:
            d.p(text % seats if "%s" in text else text)
        for i in range(pictures):  # more than nine: p10 is not p2
            d.picture(png(16 + i), 16 + i, 1, "Bench number %d" % i, "")
        d.save(path, "A bench for the harbour")
    return write


def old(room):
    paths = [os.path.relpath(os.path.join(base, n), room.www()) for base, _, names in os.walk(room.www()) for n in names]
    return sorted(p for p in paths if "/v/" in p)


def sizes(page):
    return re.findall(r'<img src="(?:[^"]*/)?(media/[^"]+)" alt="([^"]*)" width="(\d+)"', page)


room = Newsroom('	public_versions = yes\n')
for seats in ("four", "5", "6"):
    room.drop("bench.docx", bench(seats, 11 if seats == "four" else 0))
    tap.ok(room.once() == 0, "a version: " + seats, room.log_text()[-800:])
path = list(room.releases())[0]
first, second, now = (room.page(p) for p in (path + "/v/1", path + "/v/2", path))
tap.ok("seats four." in first and "seats 5." in second and "seats 6." in now, "three versions stand side by side", old(room))
tap.ok(re.search(r'<p class="ended"><strong>This is version 1 of</strong> <a href="https://press.norrvik.example/%s/">A bench for the harbour</a>, '
                 r'replaced on <time datetime="[^"]+">[^<]+</time></p>' % re.escape(path), first) is not None, "an older one says that it is", first[:3000])
tap.ok("version 2 of" in second and 'content="noindex"' in first and 'content="noindex"' in second and "noindex" not in now, "and asks not to be found")
tap.ok('href="https://press.norrvik.example/%s/v/1/">1</a>, <a href="https://press.norrvik.example/%s/v/2/">2</a>' % (path, path) in now,
       "the page leads to them", now[:3000])
tap.equal([(n, int(w)) for n, _, w in sizes(first)], [("media/p%d.png" % (i + 1), 16 + i) for i in range(11)], "its pictures are its own, by their names")
tap.ok(all(os.path.exists(room.www(path, "v", "1", n)) for n, _, _ in sizes(first)), "and lie beside it")
tap.ok(not [p for p in room.tree() if "/v/" not in p and p != path + "/index.html" and not p.startswith(("api/", path + "/"))
            and b"/v/1" in open(room.www(p), "rb").read()], "no list, feed or sitemap names them")
tap.ok(room.command("verify")[0] == 0, "all is as it should be")
tree = room.tree()
status, out, err = room.command("rebuild")
tap.ok(status == 0 and {k: v for k, v in room.tree().items() if not k.startswith("api/")} ==
       {k: v for k, v in tree.items() if not k.startswith("api/")}, "a rebuild makes the same", out + err)
for base, folders, _ in os.walk(room.www(path)):
    tap.ok(os.stat(base).st_mode & 0o7777 == 0o755, "everybody may look into " + (os.path.relpath(base, room.www(path))))

# Down means down.
starts = room.log_text().count("started")
room.start()
room.waits_for(lambda: room.log_text().count("started") > starts)
work = re.search(r"urn:uuid:([0-9a-f-]+)", now).group(1)
tap.ok(room.command("withdraw", work)[0] == 0 and room.waits_for(lambda: not old(room)), "withdrawn: they leave with it", old(room))
tap.ok(room.command("restore", work)[0] == 0 and room.waits_for(lambda: len([p for p in old(room) if p.endswith("index.html")]) == 2), "and come back with it")
tap.ok(room.command("move", work, "a-bench-of-larch")[0] == 0 and room.waits_for(lambda: os.path.exists(room.www("en")) and
       [p for p in old(room) if "/a-bench-of-larch/v/2/index.html" in p]), "moved: they stand at the new address")
tap.ok(room.command("erase", work)[0] == 0 and room.waits_for(lambda: not old(room)), "erased: nothing is left", old(room))
tap.equal(room.stop(), 0, "SIGTERM ends it")
tap.equal([p for p in room.tree("state") if b"seats four" in open(room.path("state", p), "rb").read()], [], "nor in the store")

# The default.
room = Newsroom()
for seats in ("four", "5"):
    room.drop("bench.docx", release(body=[t % seats if "%s" in t else t for t in BODY]))
    room.once()
path = list(room.releases())[0]
tap.ok("seats 5" in room.page(path) and not old(room) and "Earlier versions" not in room.page(path), "what was replaced is private otherwise", old(room))

# The setting is changed.
with open(room.conf, encoding="utf-8") as f:
    text = f.read()
with open(room.conf, "w", encoding="utf-8") as f:
    f.write(text.replace('\ttitle = "Norrvik"\n', '\ttitle = "Norrvik"\n\tpublic_versions = yes\n'))
tap.ok(room.command("rebuild")[0] == 0 and [p for p in old(room) if p.endswith("v/1/index.html")], "a rebuild shows it", old(room))
with open(room.conf, "w", encoding="utf-8") as f:
    f.write(text)
tap.ok(room.command("rebuild")[0] == 0 and not old(room), "and hides it again", old(room))
tap.done()
