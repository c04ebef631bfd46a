#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The whole way of a release, as staff and the public see it."""
import json
import os
import signal
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import Newsroom, Tap, release, samples

tap = Tap()
room = Newsroom()

# A folder that holds documents before the daemon starts.
os.mkdir(room.path("samples"))
for name, write in (("biblioteket.sv.docx", samples.swedish), ("biblioteket.fi.docx", samples.finnish)):
    room.drop(name, write)
room.start()
tap.ok(room.waits_for(lambda: len(room.releases()) == 2), "two languages are published", room.log_text())
paths = sorted(room.releases())
month = time.strftime("%Y/%m")
tap.equal([p[:10] for p in paths], ["fi/" + month, "sv/" + month], "each under its language and month")
wanted = {"index.html", "fragment.html", "release.txt", "release.epub", "release.json"}
tap.ok(all(wanted <= set(files) for files in room.releases().values()), "each with every edition", room.releases())
tap.ok(room.waits_for(lambda: 'hreflang="fi"' in room.page(paths[1]) and 'hreflang="sv"' in room.page(paths[0])),
       "each page links its translation", room.page(paths[1])[:1500])
tap.ok(room.waits_for(lambda: len([f for f in room.done() if f.endswith(".receipt.html")]) == 2),
       "two receipts lie in _done", room.done())
with open(room.press("_done", time.strftime("%Y-%m"), "biblioteket.sv.docx.receipt.html"), encoding="utf-8") as f:
    said = f.read()
tap.ok('<span class="why"> – enligt formatmallen' in said and "ur filens namn" in said, "the receipt tells where each value came from", said)
tap.ok('<span class="why"> – enligt orden' in said, "and by which words contacts were known", said)
tap.ok("biblioteket.sv.docx" in room.done() and "biblioteket.sv.docx" not in room.listing(), "the original lies in _done")

# An English release with a picture, into the running daemon.
room.drop("ferry.en.docx", samples.english)
tap.ok(room.waits_for(lambda: len(room.releases()) == 3), "a third is published", room.log_text())
path = [p for p in room.releases() if p.startswith("en/")]
path = path[0] if path else "none"
tap.ok(os.path.isdir(room.www(path, "media")) and len(os.listdir(room.www(path, "media"))) == 1, "with its picture")
tap.ok("Måsen" in room.page(path) and "A red ferry lies at the pier" in room.page(path), "with caption and alternative text")
for name in ("index.html", "en/index.html", "en/%s/index.html" % month, "feeds/en.atom"):
    tap.ok(room.waits_for(lambda: os.path.exists(room.www(name))), name + " leads to it")
tap.ok(room.waits_for(lambda: "second ferry" in open(room.www("en", "index.html"), encoding="utf-8").read()),
       "the front page names it")
with open(room.www(path, "release.json"), encoding="utf-8") as f:
    record = json.load(f)
tap.ok(record.get("lang") == "en" and "ferry" in record.get("title", ""), "release.json has language and title", record)

# NITF through the second door.
room.drop("boil-water-notice.xml", samples.NITF)
tap.ok(room.waits_for(lambda: len(room.releases()) == 4), "a wire in NITF is published", room.log_text())

# The same name with a corrected text is a new version under the old address.
room.drop("bench.docx", release(title="A bench for the harbour"))
tap.ok(room.waits_for(lambda: any("bench" in p for p in room.releases())), "a bench is published")
bench = [p for p in room.releases() if "bench" in p][0]
room.waits_for(lambda: "bench.docx" in room.done())
room.drop("bench.docx", release(title="A bench for the harbour", body=[
    "The municipality of Norrvik puts a new bench at the old harbour. It is made of oak and seats four people of any age.",
    "The carpenter, who lives in the next street, made it in three weeks from trees that fell in the storm of last autumn."]))
tap.ok(room.waits_for(lambda: "oak" in room.page(bench)), "saved again it is a new version under its address", room.log_text())
tap.ok(len([p for p in room.releases() if "bench" in p]) == 1, "and not a second release")

# The same bytes once more.
room.waits_for(lambda: not [f for f in room.listing() if not f.startswith(("_", "Help"))])
before = len(room.releases())
room.drop("ferry.en.docx", samples.english)
tap.ok(room.waits_for(lambda: "ferry.en.docx" not in room.listing()), "a duplicate leaves the drop folder")
time.sleep(0.3)
tap.equal(len(room.releases()), before, "and publishes nothing")

# A fault stays where it is, says why, and is mended by saving again.
room.drop("broken.docx", b"PK\x03\x04 this is no package" + b"\0" * 64)
room.drop("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2048)
tap.ok(room.waits_for(lambda: room.report("old.doc", ".FIX.html")), "an old .doc gets a page", room.listing())
tap.ok(".docx" in room.report("old.doc", ".FIX.html"), "that says what to do")
tap.ok(room.waits_for(lambda: room.report("broken.docx", ".FIX.html"), 25), "half a package gets one too", room.listing())
room.drop("broken.docx", release(title="Mended at last"))
tap.ok(room.waits_for(lambda: any("mended" in p for p in room.releases())), "saved again it is published", room.log_text())
tap.ok(room.waits_for(lambda: "broken.docx.FIX.html" not in room.listing()), "and its page is gone", room.listing())

# Nothing differs, and a rebuild makes the same bytes.
status, out, err = room.command("verify")
tap.equal((status, out), (0, ""), "the web root is what the catalogue says")
time.sleep(0.5)
tree = room.tree()
status, out, err = room.command("rebuild")
tap.ok(status == 0, "rebuild, asked of the daemon", out + err)
tap.equal(room.tree(), tree, "makes the same bytes")
tap.ok(room.stop() == 0, "SIGTERM ends it with 0")
victim = room.www(path, "release.txt")
os.remove(victim)
with open(room.www(bench, "index.html"), "w", encoding="utf-8") as f:
    f.write("defaced")
status, out, err = room.command("verify")
tap.ok(status == 65 and "missing" in out and "changed" in out, "verify tells what is missing and changed", out + err)
status, out, err = room.command("rebuild")
tap.ok(status == 0 and room.tree() == tree, "rebuild without the daemon mends it", out + err)

# A restart changes nothing.
room.start()
room.waits_for(lambda: "started" in room.log_text())
time.sleep(1)
tap.equal(room.tree(), tree, "a restart changes no byte")

# Withdrawn, and erased.
status, out, err = room.command("list")
work = [line.split()[3] for line in out.splitlines() if "ferry" in line]
tap.ok(len(work) == 1, "list tells the id", out)
status, out, err = room.command("withdraw", work[0])
tap.ok(status == 0, "withdraw", out + err)
tap.ok(room.waits_for(lambda: not os.path.exists(room.www(path, "release.epub"))), "its editions are gone", room.log_text())
tap.ok(room.waits_for(lambda: room.page(path) and "Måsen" not in room.page(path)), "a notice stands in its place")
tap.ok("second ferry" not in open(room.www("en", "index.html"), encoding="utf-8").read(), "no list names it")
status, out, err = room.command("verify")
tap.equal((status, out), (0, ""), "and the catalogue agrees")
notice = room.www(path, "index.html")
os.remove(notice)
tap.ok(room.command("rebuild")[0] == 0 and os.path.exists(notice), "a rebuild makes the notice anew")
status, out, err = room.command("erase", work[0])
tap.ok(status == 0 and room.waits_for(lambda: not os.path.exists(room.www(path))), "erased, not even the notice stays", out + err)
time.sleep(0.3)
leaks = [f for f in (os.path.join(b, n) for b, _, names in os.walk(room.path("state")) for n in names)
         if os.path.isfile(f) and b"archipelago route" in open(f, "rb").read()]
tap.equal(leaks, [], "and no word of it is left in the state folder")
room.stop()

# Taken down by hand: the receipt is dragged into _withdraw.
room.start()
receipt = room.press("_done", time.strftime("%Y-%m"), "bench.docx.receipt.html")
tap.ok(os.path.exists(receipt), "the bench has its receipt", room.done())
os.rename(receipt, room.press("_withdraw", "bench.docx.receipt.html"))
tap.ok(room.waits_for(lambda: not os.path.exists(room.www(bench, "release.epub"))), "a receipt in _withdraw takes it down",
       room.log_text()[-1000:])
tap.ok(room.waits_for(lambda: room.page(bench) and "oak" not in room.page(bench)), "and leaves a notice")
room.stop()

# Killed, and the web root damaged meanwhile: the next start mends it.
room.start()
room.waits_for(lambda: room.log_text().count("started") >= 4)
room.daemon.kill()
room.daemon.wait()
victim = [p for p in sorted(room.releases()) if p.startswith("sv/")][0]
os.remove(room.www(victim, "index.html"))
room.start()
tap.ok(room.waits_for(lambda: room.page(victim)), "what is missing after a kill is made again", room.log_text()[-800:])
room.stop()
status, out, err = room.command("verify")
tap.equal((status, out), (0, ""), "and nothing differs")

# Lists that can't be written hold nobody up who ends the daemon.
front = room.www("en", "index.html")
os.rename(front, room.path("aside"))
os.mkdir(front)
room.start()
room.drop("gate.docx", release(title="A gate for the harbour", number=9))
tap.ok(room.waits_for(lambda: "making pages" in room.log_text()), "lists that can't be written are said", room.log_text()[-800:])
tap.equal(room.stop(limit=20), 0, "and SIGTERM ends the daemon all the same")
os.rmdir(front)
os.rename(room.path("aside"), front)
room.start()
tap.ok(room.waits_for(lambda: "A gate for the harbour" in room.page("en")), "the next start makes them", room.log_text()[-800:])
room.stop()

# The command alone.
room.drop("x", b"x", folder="")
os.remove(room.press("x"))
one = room.path("outbox", "statement.docx")
release(title="A statement from the command line")(one)
status, out, err = room.command("publish", one)
tap.ok(status == 0 and "https://press.norrvik.example/en/" in out, "publish prints the address", out + err)
tap.ok(os.path.exists(one), "and leaves the file where it is")
tap.done()
