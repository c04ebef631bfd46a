#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What lies beside a document: sidecars, and folders that are one release.

A running daemon is driven through its folder.  A sidecar's word goes before
the document's; the languages of a folder are one work with its pictures; its
attachments ask once; what does not belong is spoken of and stays.
"""
import json
import os
import re
import struct
import subprocess
import sys
import time
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import SOURCE, Newsroom, Tap, release

SWEDISH = ["Norrviks kommun ställer en ny bänk vid den gamla hamnen. Den är av lärk och rymmer fyra.",
           "Snickaren gjorde den på tre veckor av träd som föll i stormen i höstas."]
FINNISH = ["Norrvikin kunta asettaa uuden penkin vanhaan satamaan. Se on lehtikuusta, ja siihen mahtuu neljä ihmistä.",
           "Puuseppä teki sen kolmessa viikossa puista, jotka kaatuivat viime syksyn myrskyssä."]


def png(secret=b""):
    """A picture of ours, with words in it that nobody is to read."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + b"\x40\x80\xc0" * 8 for _ in range(8))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
            + (chunk(b"tEXt", b"Author\0" + secret) if secret else b"")
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def meta(inner, lang=""):
    return ('<meta xmlns="urn:gazette:release:1"%s>%s</meta>' % (' xml:lang="%s"' % lang if lang else "", inner))


class Desk:
    def __init__(self):
        self.room = Newsroom()
        with open(self.room.conf, encoding="utf-8") as f:
            conf = f.read()
        with open(self.room.conf, "w", encoding="utf-8") as f:
            f.write(conf.replace("limits {", 'limits { folder_settle = "1s" ').replace('rescan = "2s"', 'rescan = "1s"'))
        self.room.start()

    def live(self):
        found = {}
        for path in self.room.releases():
            with open(self.room.www(path, "release.json"), encoding="utf-8") as f:
                found[path] = json.load(f)
        return found

    def wait(self, condition, limit=12):
        return self.room.waits_for(condition, limit)

    def path(self, title):
        """The folder of the release with that title, or ""."""
        return next((p for p, j in self.live().items() if j["title"] == title), "")

    def done(self, name):
        for base, _, files in os.walk(self.room.press("_done")):
            if name in files:
                return os.path.join(base, name)
        return ""

    def folder(self, name, files):
        """Drop a folder as a person does: it appears, then fills."""
        os.makedirs(self.room.press(name), exist_ok=True)
        for path, data in files:
            self.room.drop(os.path.basename(path), data, os.path.join(name, os.path.dirname(path)))


def sidecars(tap, desk):
    room = desk.room
    tap.scenario("a sidecar says what the document does not")
    room.drop("bench.meta.xml", meta("<title>Said beside it</title><deck>A deck</deck><issued>2026-05-03</issued>"
                                     "<subject>harbours</subject><subject>wood</subject>"))
    room.drop("bench.docx", release(title="Said in it"))
    path = desk.wait(lambda: desk.path("Said beside it"))
    tap.ok(path, "a sidecar's title goes before the document's", list(desk.live()))
    page = room.page(path)
    tap.ok("Said in it" in page, "no word of the document is lost")
    tap.ok(re.search(r">harbours</a></span>.*>wood</a></span>", page) is not None, "tags come from it", page[-900:])
    desk.wait(lambda: desk.done("bench.docx.receipt.html"))
    with open(desk.done("bench.docx.receipt.html"), encoding="utf-8") as f:
        said = f.read()
    tap.ok("meta.xml" in said, "the receipt names it as the source")
    desk.wait(lambda: not os.path.exists(room.press("bench.meta.xml")))
    tap.ok(desk.done("bench.meta.xml") and not os.path.exists(room.press("bench.meta.xml")),
           "it goes where its document goes", "\n".join(room.listing() + room.done()))

    room.drop("ferry.sv.meta.xml", meta("<embargo>2099-05-03 09:00</embargo>"))
    room.drop("ferry.sv.docx", release(lang="sv", title="Färjan går igen", body=SWEDISH))
    desk.wait(lambda: any(n.startswith("ferry.sv.docx.") for n in room.listing()))
    tap.ok(desk.path("Färjan går igen") == "", "its embargo holds")

    tap.scenario("a sidecar is broken, and mended")
    room.drop("broken.meta.xml", "<meta xmlns='urn:gazette:release:1'><title>x</titel></meta>")
    room.drop("broken.docx", release(title="Beside something broken"))
    page = desk.wait(lambda: room.report("broken.docx", ".FIX.html"), 20)
    tap.ok(page and "meta.xml" in page, "one that can't be read is spoken of", "\n".join(room.listing()))
    room.drop("broken.meta.xml", meta("<title>Mended beside it</title>"))
    tap.ok(desk.wait(lambda: desk.path("Mended beside it"), 20), "saving it well publishes the document",
           "\n".join(room.listing()))

    room.drop("odd.meta.xml", meta("<colour>red</colour>"))
    room.drop("odd.docx", release(title="Beside something odd"))
    page = desk.wait(lambda: room.report("odd.docx", ".QUESTION.html"))
    tap.ok(page and "&lt;colour&gt;" in page, "what it says and nobody knows is asked about")
    tap.ok(desk.path("Beside something odd") == "", "and does not go out")


def folders(tap, desk):
    room = desk.room
    tap.scenario("a folder is one release")
    before = set(desk.live())
    desk.folder("Bänken 2026", [
        ("text.sv.docx", release(lang="sv", title="En bänk för hamnen", body=SWEDISH)),
        ("text.fi.docx", release(lang="fi", title="Penkki satamaan", body=FINNISH)),
        ("hamnen.png", png(b"Canary of the camera")),
        ("meta.xml", meta('<picture name="hamnen.png" alt="A bench by the water">The old harbour</picture>'))])
    time.sleep(0.4)
    tap.ok(set(desk.live()) == before, "a folder waits until it is quiet")
    tap.ok(desk.wait(lambda: len(set(desk.live()) - before) == 2), "both languages are published",
           "\n".join(room.listing("Bänken 2026")))
    new = {p: desk.live()[p] for p in set(desk.live()) - before}
    tap.ok(len({j["id"] for j in new.values()}) == 1, "as one work")
    desk.wait(lambda: all(j.get("alternates") for p, j in desk.live().items() if p in new))
    tap.ok(all(j.get("alternates") for p, j in desk.live().items() if p in new), "that link to each other")
    for path in new:
        page = room.page(path)
        tap.ok('alt="A bench by the water"' in page and "The old harbour</figcaption>" in page,
               "its picture is shown, as the sidecar says: " + path[:2], page[-2500:])
        with open(room.www(path, "media", "p1.png"), "rb") as f:
            tap.ok(b"Canary" not in f.read(), "without what the camera wrote: " + path[:2])
    desk.wait(lambda: not os.path.exists(room.press("Bänken 2026")))
    tap.ok(not os.path.exists(room.press("Bänken 2026")) and desk.done("hamnen.png"), "the folder has been put away",
           "\n".join(room.listing("Bänken 2026")))
    kept = os.path.dirname(desk.done("hamnen.png"))
    tap.ok(kept.endswith("Bänken 2026"), "as a folder")
    desk.wait(lambda: len([n for n in os.listdir(kept) if n.endswith(".receipt.html")]) == 2)
    tap.scenario("the folder of a release is withdrawn whole, and brought back")
    # Its folder is dragged to be withdrawn, and back.
    down = room.press("_withdraw", "Bänken 2026")
    os.rename(kept, down)
    tap.ok(desk.wait(lambda: all(not os.path.exists(room.www(p, "release.epub")) for p in new)), "dragged into _withdraw it is taken down whole",
           "\n".join(os.listdir(down)) + room.log_text()[-600:])
    pages = [room.page(p) for p in new]
    tap.ok(not [p for p in pages if "Bänken 2026" in p], "the name of its own folder is no reason", pages)
    desk.wait(lambda: are_switches(down))
    tap.equal([n for n in os.listdir(down) if "FIX" in n], [], "nobody is asked about its pictures")
    os.rename(down, kept)
    tap.ok(desk.wait(lambda: all(os.path.exists(room.www(p, "release.epub")) for p in new)), "dragged back it is public again",
           "\n".join(os.listdir(kept)) + room.log_text()[-600:])
    tap.scenario("it is withdrawn for a reason")
    os.makedirs(room.press("_withdraw", "The wrong bench", "2026-03"))
    down = room.press("_withdraw", "The wrong bench", "2026-03", "Bänken 2026")
    time.sleep(0.5)
    os.rename(kept, down)
    tap.ok(desk.wait(lambda: all("The wrong bench" in room.page(p) for p in new)), "within the folder of a reason it has that one",
           [room.page(p)[-900:] for p in new])
    desk.wait(lambda: are_switches(down))
    os.rename(down, kept)
    tap.ok(desk.wait(lambda: all(os.path.exists(room.www(p, "release.epub")) for p in new)), "and comes back from there",
           room.log_text()[-600:])
    desk.wait(lambda: "är publicerat igen" in open(os.path.join(kept, "text.sv.docx.receipt.html"), encoding="utf-8").read())
    tap.scenario("a document of it is mended in _done")
    # A document is mended where it lies.
    room.drop("text.sv.docx", release(lang="sv", title="En bänk för hamnen", body=SWEDISH[:1] + ["Snickaren gjorde den på fyra veckor."]),
              os.path.relpath(kept, room.press()))
    tap.ok(desk.wait(lambda: "text.sv.docx.QUESTION.html" in os.listdir(kept), 25), "saved again in _done its document asks",
           "\n".join(os.listdir(kept)) + room.log_text()[-600:])


def are_switches(folder):
    """Do its two receipts say by now how all is undone?"""
    said = []
    for name in os.listdir(folder):
        if name.endswith(".receipt.html"):
            with open(os.path.join(folder, name), encoding="utf-8") as f:
                said.append("undo=" in f.read())
    return said == [True, True]


def attachments(tap, desk):
    room = desk.room
    tap.scenario("a folder with attachments asks once")
    desk.folder("Bokslut", [
        ("bokslut.sv.docx", release(lang="sv", title="Bokslutet är klart", body=SWEDISH)),
        ("Bilagor/Bokslut 2026.pdf", b"%PDF-1.4\n" + b"x" * 1500000 + b"\n%%EOF\n"),
        ("lost.pdf", b"%PDF-1.4\n%%EOF\n")])
    page = desk.wait(lambda: room.report("bokslut.sv.docx", ".QUESTION.html", "Bokslut"))
    tap.ok(page and "Bokslut 2026.pdf" in page, "attachments are asked about", "\n".join(room.listing("Bokslut")))
    tap.ok(desk.path("Bokslutet är klart") == "", "before anything goes out")
    tap.ok(room.report("lost.pdf", ".FIX.html", "Bokslut"), "a file beside them is spoken of")
    os.rename(room.press("Bokslut"), room.press("_approve", "Bokslut"))
    path = desk.wait(lambda: desk.path("Bokslutet är klart"), 20)
    tap.ok(path, "dragging the folder into _approve publishes it", "\n".join(room.listing("_approve/Bokslut")))
    page = room.page(path)
    tap.ok(re.search(r'href="[^"]*files/bokslut-2026\.pdf"[^>]*>Bokslut 2026\.pdf</a> \(1,5.MB\)', page) is not None,
           "with a link that says what it is and how large", page[-2500:])
    file = room.www(path, "files", "bokslut-2026.pdf")
    tap.ok(os.path.exists(file) and os.path.getsize(file) > 1500000, "to the file itself")
    tap.ok(desk.live()[path]["attachments"][0]["mime_type"] == "application/pdf", "the data names it too")
    with open(room.www(path, "release.txt"), encoding="utf-8") as f:
        text = f.read()
    tap.ok("Bilagor" in text and "files/bokslut-2026.pdf" in text, "and the text", text)
    tap.ok(not any("lost.pdf" in f for files in room.releases().values() for f in files), "what was not asked about stays in")

    def receipt():
        for base, _, names in os.walk(room.press("_done")):
            for name in names:
                if name == "bokslut.sv.docx.receipt.html":
                    with open(os.path.join(base, name), encoding="utf-8") as f:
                        return f.read()
        return ""

    said = desk.wait(receipt, 20)
    tap.ok(said and re.search(r'<a href="https://press\.norrvik\.example/%s/files/bokslut-2026\.pdf"><bdi>Bokslut 2026\.pdf</bdi></a> \(PDF, 1,5.MB\)'
                              % re.escape(path.strip("/")), said) is not None, "and so does the receipt, with kind, size and address", said[-2500:])
    room.stop()
    status, out, err = room.command("verify")
    tap.ok(status == 0, "the web root is what the catalogue says", out + err)
    before = room.tree()
    status, out, err = room.command("rebuild")
    after = room.tree()
    tap.ok(status == 0 and before == after, "rebuilt, it is the same byte for byte",
           out + err + str([k for k in before if before[k] != after.get(k)][:5]))


def described(tap):
    """The example of the page about sidecars is what its schema describes."""
    with open(os.path.join(SOURCE, "doc/sidecar.md"), encoding="utf-8") as f:
        example = re.search(r"```xml\n(.*?)```", f.read(), re.S).group(1)
    check = ["xmllint", "--noout", "--relaxng", os.path.join(SOURCE, "schema/sidecar.rng"), "-"]
    run = subprocess.run(check, input=example.encode("utf-8"), capture_output=True, timeout=20)
    tap.ok(run.returncode == 0, "the documented example is valid", run.stderr.decode())
    run = subprocess.run(check, input=example.replace("subject>", "topic>").encode("utf-8"), capture_output=True, timeout=20)
    tap.ok(run.returncode != 0, "another one is not")


tap = Tap()
described(tap)
desk = Desk()
sidecars(tap, desk)
folders(tap, desk)
attachments(tap, desk)
tap.ok("error" not in desk.room.log_text(), "the log has no error", desk.room.log_text()[-1500:])
tap.done()
