#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Stories of people and a shared folder, from the first save to the last.

A running daemon is driven by what people do in its folder, and by nothing
else; what they then find there, and what the public sees, is looked at.
"""
import datetime
import os
import re
import shutil
import sys
import time
import zoneinfo

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from builders import BODIES, DEL, MARKED, TITLES, document
from newsroom import BUILD, MODE, Newsroom, Tap, release, samples

MONTH = time.strftime("%Y-%m")
HELSINKI = zoneinfo.ZoneInfo("Europe/Helsinki")
MACHINES = '\tfolder "." { publish = at_once }\n\tfolder "wires" { publish = at_once }\n'
tap = Tap()


class Desk:
    """A room, and what is asked of it again and again."""

    def __init__(self, folders=MACHINES, limits="", program="gazetted"):
        self.room = Newsroom(folders, program)
        with open(self.room.conf, encoding="utf-8") as f:
            conf = f.read()
        with open(self.room.conf, "w", encoding="utf-8") as f:
            f.write(conf.replace("limits {", 'limits { folder_settle = "700ms" ' + limits).replace('rescan = "2s"', 'rescan = "1s"'))

    def begin(self):
        self.room.start()
        self.room.waits_for(lambda: "_done" in self.room.listing())
        return self

    def until(self, condition, limit=15):
        return self.room.waits_for(condition, limit)

    def path(self, word):
        return next((p for p in sorted(self.room.releases()) if word in p), "")

    def put_away(self, name):
        return self.until(lambda: name + ".receipt.html" in self.room.done())

    def publish(self, name, data, word, folder=""):
        """Drop it; where it stands when all is said about it."""
        self.room.drop(name, data, folder)
        self.put_away(name)
        return self.path(word)

    def has(self, path, words):
        return self.until(lambda: words in self.room.page(path))

    def done(self, name):
        return self.room.press("_done", MONTH, name)

    def bytes_of(self, write):
        made = self.room.path("outbox", "bytes")
        write(made)
        with open(made, "rb") as f:
            return f.read()

    def asks(self, name, folder=""):
        return self.until(lambda: self.room.report(name, ".QUESTION.html", folder))

    def changes(self):
        """Lines of what machines are told."""
        lines = 0
        for base, _, files in os.walk(self.room.www("api", "v1", "changes")):
            for name in files:
                if name.endswith(".jsonl"):
                    with open(os.path.join(base, name), encoding="utf-8") as f:
                        lines += len(f.readlines())
        return lines


def bench(*more, title="A bench for the harbour"):
    body = ["The municipality of Norrvik puts a new bench at the old harbour. It is made of larch and seats four people of any age.",
            "The carpenter, who lives in the next street, made it in three weeks from trees that fell in the storm of last autumn."]
    return release(title=title, body=body + list(more))


# Publishing, correcting, translating.

def mending(desk):
    room = desk.room
    tap.scenario("a fault is mended by saving again")
    room.drop("ferry.xml", samples.NITF.replace("</body.content>", "</body>"))
    tap.ok(desk.until(lambda: room.report("ferry.xml", ".FIX.html")), "a file that nobody can read has its report")
    room.drop("ferry.xml", samples.NITF)
    tap.ok(desk.put_away("ferry.xml") and "ferry.xml.FIX.html" not in room.listing(), "saved well it is published, and the report goes",
           "\n".join(room.listing()))

    tap.scenario("a damaged Word file is saved anew under another name")
    data = desk.bytes_of(bench(title="A damaged bench"))
    room.drop("damaged.docx", data[:400] + b"\0" * 200 + data[600:])
    tap.ok(desk.until(lambda: room.report("damaged.docx", ".FIX.html")), "a damaged file has its report", "\n".join(room.listing()))
    os.remove(room.press("damaged.docx"))
    tap.ok(desk.publish("sound.docx", data, "a-damaged-bench"), "its sound copy is published")
    tap.ok(desk.until(lambda: "damaged.docx.FIX.html" not in room.listing()), "and the report goes with its file")

    tap.scenario("a release is corrected twice")
    path = desk.publish("bench.docx", bench(title="A bench that is corrected"), "that-is-corrected")
    for number, words in ((2, "Coffee is served at noon."), (3, "Tea is served at four.")):
        room.drop("bench.docx", bench(words, title="A bench that is corrected"))
        tap.ok(desk.has(path, words), "version %d is under the same address" % number)
        desk.until(lambda: "bench.docx" not in room.listing())
    tap.ok("Coffee" not in room.page(path) and len([p for p in room.releases() if "that-is-corrected" in p]) == 1,
           "the second correction replaces the first")

    tap.scenario("a word is changed and changed back")
    data = desk.bytes_of(bench(title="A bench that changes"))
    path = desk.publish("there.docx", data, "that-changes")
    room.drop("there.docx", bench("It is painted red.", title="A bench that changes"))
    desk.has(path, "painted red")
    desk.until(lambda: "there.docx" not in room.listing())
    room.drop("there.docx", data)
    tap.ok("that-changes" in path and desk.asks("there.docx"), "the bytes of an earlier version ask whether they are meant")
    os.rename(room.press("there.docx"), room.press("_approve", "there.docx"))
    tap.ok(desk.until(lambda: "painted red" not in room.page(path)), "approved, the earlier text is public again")


def languages(desk):
    room = desk.room
    tap.scenario("each of three languages is published in its own")
    for lang in ("sv", "fi", "en"):
        desk.publish("hall-%s.docx" % lang, document(lang, title="%s %s" % (TITLES[lang], lang)), "")
    found = [p for p in room.releases() if p.endswith(("-sv", "-fi", "-en"))]
    tap.equal(sorted(p[:2] for p in found), ["en", "fi", "sv"], "each under its language")

    tap.scenario("a translation comes late")
    first = desk.publish("dagis.sv.docx", document("sv", title="Daghemmet öppnar"), "daghemmet-oppnar")
    second = desk.publish("dagis.fi.docx", document("fi", title="Päiväkoti avataan"), "paivakoti-avataan")
    tap.ok(first and desk.until(lambda: second in room.page(first) and first in room.page(second)), "both pages lead to each other",
           first + " " + second)

    tap.scenario("a third language joins two")
    third = desk.publish("dagis.en.docx", document("en", title="The nursery opens"), "the-nursery-opens")
    tap.ok(third and desk.until(lambda: all(third in room.page(p) for p in (first, second))), "both lead to the third")

    tap.scenario("one of three languages is corrected")
    room.drop("dagis.fi.docx", document("fi", title="Päiväkoti avataan", last="Kahvia tarjotaan kello kaksi."))
    tap.ok(desk.has(second, "Kahvia") and "version\"" not in room.page(first), "the others keep their text")
    desk.until(lambda: "dagis.fi.docx" not in room.listing())

    tap.scenario("the folder says the language")
    path = desk.publish("plain.docx", document("fi", title="Kirjasto sulkee ovensa"), "kirjasto-sulkee", "fi")
    tap.ok(path.startswith("fi/"), "what lies in fi/ is Finnish", path)

    tap.scenario("a folder with three languages and a picture")
    for lang in ("sv", "fi", "en"):
        room.drop("bro.%s.docx" % lang, document(lang, title={"sv": "Bron är klar", "fi": "Silta on valmis", "en": "The bridge is ready"}[lang]),
                  "Bron")
    room.drop("bro.png", samples.harbour(8, 8), "Bron")
    tap.ok(desk.until(lambda: all(desk.path(w) for w in ("bron-ar-klar", "silta-on-valmis", "the-bridge-is-ready")), 20),
           "all three are published", "\n".join(room.listing("Bron")))
    tap.ok(desk.until(lambda: all(os.path.exists(room.www(desk.path(w), "media")) for w in ("bron-ar-klar", "silta-on", "the-bridge"))),
           "each with its picture")
    tap.ok(desk.until(lambda: "Bron" not in room.listing()), "and the folder is put away", "\n".join(room.listing("Bron")))


# Names, copies, programs that save in their own ways.

def names(desk):
    room = desk.room
    tap.scenario("last week's name with this week's text, which is a new release")
    first = desk.publish("weekly.docx", document("en", title="Road works at the coast"), "road-works-at")
    other = document("en", title="Boats need a number", body=["From June every boat in the guest harbour needs a number on its bow.",
                                                              "It can be had at the harbour office for free, every day until noon."])
    room.drop("weekly.docx", other)
    tap.ok(desk.asks("weekly.docx") and not desk.path("boats-need"), "it asks first")
    os.rename(room.press("weekly.docx"), room.press("weekly 2.docx"))
    tap.ok(desk.until(lambda: desk.path("boats-need")) and "Road works" in room.page(first), "renamed, it is a release of its own",
           "\n".join(room.listing()))

    tap.scenario("last week's name with this week's text, which replaces it")
    first = desk.publish("menu.docx", document("en", title="Menu of the week"), "menu-of-the-week")
    room.drop("menu.docx", document("en", title="Menu of the week", body=["Peas on Thursday, and pancakes with jam for all who want them.",
                                                                          "Fish on Friday, from the lake behind the old mill of Norrvik."]))
    tap.ok(desk.asks("menu.docx"), "it asks first")
    os.rename(room.press("menu.docx"), room.press("_approve", "menu.docx"))
    tap.ok(desk.has(first, "pancakes"), "approved, it is the new version")

    tap.scenario("the same bytes under another name")
    lines = desk.changes()
    data = desk.bytes_of(bench(title="A bench that comes twice"))
    desk.publish("once.docx", data, "comes-twice")
    desk.until(lambda: desk.changes() > lines)
    lines = desk.changes()
    desk.publish("again.docx", data, "comes-twice")
    tap.equal((len([p for p in room.releases() if "comes-twice" in p]), desk.changes()), (1, lines), "are published once")

    tap.scenario("a conflict copy of a file server is thrown away")
    name = "once (Anna's conflicted copy 2026-05-03).docx"
    room.drop(name, bench("Anna's sentence.", title="A bench that comes twice"))
    tap.ok(desk.asks(name), "it is asked about")
    os.remove(room.press(name))
    tap.ok(desk.until(lambda: not [n for n in room.listing() if n.startswith("once (")]), "deleted, nothing is left of it")

    tap.scenario("a conflict copy was the right one")
    room.drop(name, bench("Anna's sentence was right.", title="A bench that comes twice"))
    desk.asks(name)
    os.rename(room.press(name), room.press("once.docx"))
    tap.ok(desk.has(desk.path("comes-twice"), "was right"), "under the right name it is the next version", "\n".join(room.listing()))

    tap.scenario("a long name with quotes, blanks and another script")
    name = "Ny ”skola” – 学校 & 'gym' (klar) " + "å" * 80 + ".docx"
    tap.ok(desk.publish(name, bench(title="A school with a long name"), "a-school-with"), "is published", room.log_text()[-600:])


def programs(desk):
    room = desk.room
    path = desk.publish("word.docx", bench(title="A bench of Word's"), "bench-of-words" if desk.path("bench-of-words") else "bench-of-word")

    def text(words):
        return desk.bytes_of(bench(words, title="A bench of Word's"))

    tap.scenario("Word saves by renaming twice")
    shutil.copy(desk.done("word.docx"), room.path("outbox", "back"))
    lines = desk.changes()
    for i, data in enumerate((text("Word wrote one."), text("Word wrote two."))):
        with open(room.press("~WRD000%d.tmp" % i), "wb") as f:
            f.write(data)
        if os.path.exists(room.press("word.docx")):
            os.rename(room.press("word.docx"), room.press("~WRL000%d.tmp" % i))
        os.rename(room.press("~WRD000%d.tmp" % i), room.press("word.docx"))
    tap.ok(desk.has(path, "Word wrote two."), "the last save is public", room.log_text()[-600:])
    desk.until(lambda: "word.docx" not in room.listing())
    tap.ok(len([p for p in room.releases() if "bench-of-word" in p]) == 1, "under one address, and nothing was withdrawn")

    tap.scenario("Word saves by itself while the document is open")
    lines = desk.changes()
    with open(room.press("~$word.docx"), "wb") as f:
        f.write(b"\x05Anna" + b" " * 157)
    for i in range(5):
        room.drop("word.docx", text("Saved by itself %d." % i))
        time.sleep(0.25)
    tap.ok("Saved by itself" not in room.page(path) and desk.until(lambda: room.report("word.docx", ".NOTICE.html")),
           "nothing goes out while it is open")
    os.remove(room.press("~$word.docx"))
    tap.ok(desk.has(path, "Saved by itself 4."), "closed, its last state does")
    desk.until(lambda: "word.docx" not in room.listing())
    tap.ok(desk.until(lambda: desk.changes() == lines + 1), "once", "%d %d" % (lines, desk.changes()))

    tap.scenario("LibreOffice saves beside its lock")
    with open(room.press(".~lock.word.docx#"), "w") as f:
        f.write(",Anna,host,,;")
    with open(room.press("lu12ab.tmp"), "wb") as f:
        f.write(text("LibreOffice wrote this."))
    os.rename(room.press("lu12ab.tmp"), room.press("word.docx"))
    time.sleep(0.6)
    held_back = "LibreOffice wrote" not in room.page(path)
    os.remove(room.press(".~lock.word.docx#"))
    tap.ok(held_back and desk.has(path, "LibreOffice wrote"), "it goes out when the lock is gone")
    desk.until(lambda: "word.docx" not in room.listing())

    tap.scenario("Explorer copies over SMB: the size first, the bytes later, the time last")
    data = text("Copied over the network.")
    fd = os.open(room.press("word.docx"), os.O_CREAT | os.O_WRONLY, 0o644)
    os.ftruncate(fd, len(data))
    pieces = list(range(0, len(data), 1000))
    for at in pieces[1:] + pieces[:1]:
        os.pwrite(fd, data[at:at + 1000], at)
        time.sleep(0.05)
        early = "Copied over" in room.page(path)
    os.utime(fd, (1577880000, 1577880000))
    os.close(fd)
    os.chmod(room.press("word.docx"), 0o664)
    tap.ok(not early and desk.has(path, "Copied over"), "it is read when it is whole, whatever its time", room.log_text()[-600:])
    desk.until(lambda: "word.docx" not in room.listing())

    tap.scenario("a browser downloads into the folder")
    with open(room.press("fair.docx.crdownload"), "wb") as f:
        f.write(text("x")[:1500])
    time.sleep(0.5)
    with open(room.press("fair.docx.crdownload"), "wb") as f:
        f.write(desk.bytes_of(bench(title="A fair of benches")))
    os.rename(room.press("fair.docx.crdownload"), room.press("fair.docx"))
    tap.ok(desk.put_away("fair.docx") and desk.path("a-fair-of"), "it is read under its own name")


# Questions and their answers.

def answers(desk):
    room = desk.room
    tap.scenario("a question is answered by approving")
    room.drop("marked.docx", document("en", title="The hall is marked", raw=MARKED))
    tap.ok(desk.asks("marked.docx") and not desk.path("hall-is-marked"), "it waits for an answer")
    os.rename(room.press("marked.docx"), room.press("_approve", "marked.docx"))
    tap.ok(desk.until(lambda: desk.path("hall-is-marked")), "then it is public")

    tap.scenario("a question is answered by a clean save")
    room.drop("tracked.docx", document("en", title="The hall is tracked", raw=DEL))
    tap.ok(desk.asks("tracked.docx"), "it asks")
    room.drop("tracked.docx", document("en", title="The hall is tracked"))
    tap.ok(desk.until(lambda: desk.path("hall-is-tracked")) and desk.until(lambda: not room.report("tracked.docx", ".QUESTION.html")),
           "clean, it is public and the question gone")

    tap.scenario("a question is answered by deleting the file")
    room.drop("never.docx", document("en", title="The hall was never", raw=MARKED))
    desk.asks("never.docx")
    os.remove(room.press("never.docx"))
    tap.ok(desk.until(lambda: not [n for n in room.listing() if n.startswith("never")]) and not desk.path("hall-was-never"),
           "nothing is published, nothing left")

    tap.scenario("a held file is renamed")
    room.drop("older name.docx", document("en", title="The hall is renamed", raw=MARKED))
    desk.asks("older name.docx")
    os.rename(room.press("older name.docx"), room.press("newer name.docx"))
    tap.ok(desk.asks("newer name.docx") and desk.until(lambda: not room.report("older name.docx", ".QUESTION.html")),
           "its question follows it")

    tap.scenario("a held file is moved into the folder of a language")
    room.drop("hallen.docx", document("sv", title="Hallen flyttar", raw=MARKED))
    desk.asks("hallen.docx")
    os.makedirs(room.press("sv"), exist_ok=True)
    os.rename(room.press("hallen.docx"), room.press("sv", "hallen.docx"))
    tap.ok(desk.asks("hallen.docx", "sv") and desk.until(lambda: not room.report("hallen.docx", ".QUESTION.html")), "its question follows it there")

    tap.scenario("another text is saved straight into _approve")
    room.drop("straight.docx", document("en", title="The hall goes straight", raw=MARKED), "_approve")
    tap.ok(desk.until(lambda: desk.path("hall-goes-straight")), "who puts it there has answered")

    tap.scenario("all our pages are deleted")
    room.drop("asked.docx", document("en", title="The hall is asked", raw=MARKED))
    desk.asks("asked.docx")
    before = room.tree()
    for name in room.listing():
        if name.endswith(".html"):
            os.remove(room.press(name))
    time.sleep(1.2)
    tap.equal(room.tree(), before, "nothing depends on them")
    os.remove(room.press("asked.docx"))

    tap.scenario("what is shown first is published then")
    room.drop("show.docx", bench(title="A bench that is shown"), "_preview")
    tap.ok(desk.until(lambda: room.report("show.docx", ".PREVIEW.html", "_preview")) and not desk.path("bench-that-is-shown"), "it is shown")
    os.rename(room.press("_preview", "show.docx"), room.press("show.docx"))
    tap.ok(desk.until(lambda: desk.path("bench-that-is-shown")), "moved out, it is public")
    tap.ok(desk.until(lambda: room.listing("_preview") == []), "and its preview gone", room.listing("_preview"))

    tap.scenario("a format that nobody reads is shown")
    room.drop("old.rtf", b"{\\rtf1\\ansi Hello}", "_preview")
    tap.ok(desk.until(lambda: room.report("old.rtf", ".FIX.html", "_preview")), "says what to do there too")


# Down and up again.

def withdrawals(desk):
    room = desk.room

    def down(path):
        return desk.until(lambda: not os.path.exists(room.www(path, "release.epub")))

    def up(path):
        return desk.until(lambda: os.path.exists(room.www(path, "release.epub")))

    tap.scenario("a slip of the mouse: into _withdraw and out again")
    path = desk.publish("slip.docx", bench(title="A bench of a slip"), "bench-of-a-slip")
    desk.until(lambda: desk.changes())
    time.sleep(0.5)
    lines = desk.changes()
    os.rename(desk.done("slip.docx"), room.press("_withdraw", "slip.docx"))
    os.rename(room.press("_withdraw", "slip.docx"), desk.done("slip.docx"))
    time.sleep(1.5)
    tap.ok(path and desk.changes() == lines and up(path), "nothing has happened")

    tap.scenario("a release is taken down while nothing runs")
    room.stop()
    os.rename(desk.done("slip.docx.receipt.html"), room.press("_withdraw", "slip.docx.receipt.html"))
    desk.begin()
    tap.ok(down(path), "it is down after the start", room.log_text()[-600:])

    tap.scenario("that is undone while nothing runs")
    desk.until(lambda: "undo=" in room.report("slip.docx", ".receipt.html", "_withdraw"))
    room.stop()
    os.rename(room.press("_withdraw", "slip.docx.receipt.html"), desk.done("slip.docx.receipt.html"))
    desk.begin()
    tap.ok(up(path), "it is back after the start", room.log_text()[-600:])

    tap.scenario("one language of two is taken down")
    sv = desk.publish("fest.sv.docx", document("sv", title="Festen börjar"), "festen-borjar")
    fi = desk.publish("fest.fi.docx", document("fi", title="Juhla alkaa"), "juhla-alkaa")
    desk.until(lambda: fi in room.page(sv))
    os.rename(desk.done("fest.fi.docx"), room.press("_withdraw", "fest.fi.docx"))
    tap.ok(down(fi) and up(sv), "the other stays")
    tap.ok(desk.until(lambda: 'hreflang="fi"' not in room.page(sv)), "and leads to it no more")

    tap.scenario("what is down is dropped again")
    data = open(room.press("_withdraw", "fest.fi.docx"), "rb").read()
    desk.until(lambda: room.report("fest.fi.docx", ".receipt.html", "_withdraw"))
    room.drop("fest uusi.fi.docx", data)
    tap.ok(desk.asks("fest uusi.fi.docx"), "its bytes ask first", "\n".join(room.listing()))
    os.rename(room.press("fest uusi.fi.docx"), room.press("_approve", "fest uusi.fi.docx"))
    tap.ok(desk.until(lambda: [p for p in room.releases() if p.startswith("fi/") and "juhla-alkaa" in p]), "approved, it is public again",
           room.log_text()[-600:])

    tap.scenario("an original is deleted from _done")
    path = desk.publish("tidy.docx", bench(title="A bench that is tidied"), "that-is-tidied")
    os.remove(desk.done("tidy.docx"))
    os.remove(desk.done("tidy.docx.receipt.html"))
    time.sleep(1.5)
    tap.ok(path and os.path.exists(room.www(path, "release.epub")), "takes nothing down")

    tap.scenario("a month of _done is dragged into _withdraw, and back")
    live = [p for p in room.releases()]
    os.rename(room.press("_done", MONTH), room.press("_withdraw", MONTH))
    tap.ok(desk.until(lambda: len([p for p in room.releases() if os.path.exists(room.www(p, "release.epub"))]) < len(live) // 3, 20),
           "all of it is down", "%d of %d" % (len(room.releases()), len(live)))
    desk.until(lambda: MONTH in room.listing("_withdraw"))
    time.sleep(2)
    for base, _, files in os.walk(room.press("_withdraw", MONTH)):
        for name in files:
            os.makedirs(room.press("_done", MONTH, os.path.relpath(base, room.press("_withdraw", MONTH))), exist_ok=True)
            os.rename(os.path.join(base, name), os.path.normpath(room.press("_done", MONTH, os.path.relpath(base, room.press("_withdraw", MONTH)), name)))
    tap.ok(desk.until(lambda: len([p for p in live if os.path.exists(room.www(p, "release.epub"))]) >= len(live) - 4, 30), "and up again",
           "%s\n%s" % ([p for p in live if not os.path.exists(room.www(p, "release.epub"))], room.log_text()[-600:]))

    tap.scenario("the share is away for a while")
    before = len(room.releases())
    os.rename(room.press(), room.path("away"))
    time.sleep(1.5)
    os.mkdir(room.press())
    time.sleep(1.5)
    shutil.rmtree(room.press())
    os.rename(room.path("away"), room.press())
    tap.ok(len(room.releases()) >= before, "nothing is withdrawn")
    tap.ok(desk.publish("back.docx", bench(title="A bench that is back"), "bench-that-is-back"), "and what comes next is published",
           room.log_text()[-800:])


# Many at once.

def crowds():
    few = MODE in ("quick", "sanitizers")
    tap.scenario("a share with 400 old files at the first start")
    desk = Desk('\tfolder "." { publish = after after = "1 s" }\n')
    room = desk.room
    write = bench(title="An old bench")
    data = desk.bytes_of(write)
    for i in range(400):
        room.drop("old-%03d.docx" % i, data)
    desk.begin()
    page = desk.until(lambda: room.report("_inventory", ".NOTICE.html"), 30)
    tap.ok("400 files" in page, "are counted", page[:800])
    room.drop("new.docx", bench(title="A new bench"))
    time.sleep(2)
    tap.ok(room.releases() == {} and len(room.listing()) >= 401, "and stay where they are, unpublished")

    tap.scenario("the old files are adopted")
    room.command("adopt")
    room.drop("next.docx", bench(title="The next bench"))
    tap.ok(desk.until(lambda: desk.path("the-next-bench")), "what comes next is published", room.log_text()[-600:])
    tap.equal(len(room.releases()), 1, "and it alone")
    room.stop()

    tap.scenario("fifty files at once into a folder of staff")
    desk = Desk('\tfolder "." { publish = after after = "1 s" }\n').begin()
    room = desk.room
    for i in range(50):
        room.drop("many-%02d.docx" % i, release(title="One of fifty", number=i + 1))
    held = lambda: [n for n in room.listing() if n.endswith(".QUESTION.html")]
    tap.ok(desk.until(lambda: len(held()) == 40, 40), "forty of them ask", "%d\n%s" % (len(held()), room.log_text()[-300:]))
    tap.ok(desk.until(lambda: len(room.releases()) == 10), "ten go out, which is nothing unusual", len(room.releases()))
    room.stop()

    count = 60 if few else 500
    tap.scenario("five hundred files at once into a folder of machines")
    desk = Desk().begin()
    room = desk.room
    began = time.monotonic()
    for i in range(count):
        room.drop("wire-%03d.docx" % i, release(title="Wire", number=i + 1), "wires")
    tap.ok(desk.until(lambda: len([n for n in room.done() if n.endswith(".receipt.html")]) == count, 120), "are all published",
           "%d\n%s" % (len(room.releases()), room.log_text()[-600:]))
    print("# %d files in %.1f s" % (count, time.monotonic() - began))
    tap.equal(len(room.releases()), count, "each once")
    room.stop()


# The clock, which the test sets (tests/dev/mutant_hasty.c).

class Clock(Desk):
    def __init__(self):
        os.environ["GAZETTE_MUTANT"] = ""
        super().__init__(program="tests/dev/gazetted-hasty")
        os.environ["GAZETTE_CLOCK"] = self.room.path("clock")

    def set(self, when):
        """It is that instant now, and the daemon notices as it would."""
        with open(self.room.path("clock.new"), "w", encoding="ascii") as f:
            f.write("%d\n" % int(when - time.time()))
        os.rename(self.room.path("clock.new"), self.room.path("clock"))
        if self.room.daemon is not None and self.room.daemon.poll() is None:
            self.room.daemon.send_signal(1)


def ends(written):
    return '<?xml version="1.0"?>\n<meta xmlns="urn:gazette:release:1"><expires>%s</expires></meta>' % written


def clocks():
    if not os.path.exists(os.path.join(BUILD, "tests/dev/gazetted-hasty")):
        tap.skip("clocks", "the daemon with a clock to be set is not built")
        return
    desk = Clock()
    room = desk.room
    # The night in which clocks go forward: 3.00 is 4.00.
    night = datetime.datetime(2027, 3, 28, 2, 50, tzinfo=HELSINKI).timestamp()
    desk.set(night)
    desk.begin()
    tap.scenario("a release ends in the night in which clocks go forward")
    room.drop("sale.meta.xml", ends("2027-03-28 04:10"))
    path = desk.publish("sale.docx", bench(title="A sale that ends"), "a-sale-that-ends")
    desk.set(night + 11 * 60)
    time.sleep(1)
    tap.ok(path and 'class="ended"' not in room.page(path), "at 4.01 it has not ended", room.log_text()[-600:])
    desk.set(night + 21 * 60)
    tap.ok(desk.until(lambda: 'class="ended"' in room.page(path)), "at 4.11, twenty minutes after 2.50, it has")

    tap.scenario("the clock is set back over an end")
    desk.set(night)
    time.sleep(1)
    tap.ok('class="ended"' in room.page(path), "what has ended does not begin again")

    tap.scenario("an embargo ends in the night in which clocks go forward")
    room.drop("early.docx", document("en", title="The bridge is early", first="Embargo until 28 March 2027 at 4:20"))
    tap.ok(desk.until(lambda: "4:20" in room.report("early.docx", ".NOTICE.html")), "it waits", "\n".join(room.listing()))
    desk.set(night + 29 * 60)
    time.sleep(1)
    tap.ok(not desk.path("the-bridge-is-early"), "at 4.19 it is not public")
    desk.set(night + 30 * 60 + 1)
    tap.ok(desk.until(lambda: desk.path("the-bridge-is-early")), "at 4.20 it is", room.log_text()[-600:])

    tap.scenario("a mere time to publish: the file stays until then")
    room.drop("later.docx", document("en", title="The bridge is later", rows=[("Publish", "28 March 2027 at 5:00")]))
    tap.ok(desk.until(lambda: "5:00" in room.report("later.docx", ".NOTICE.html")) and "later.docx" in room.listing(), "it waits in its place",
           "\n".join(room.listing()))
    desk.set(night + 71 * 60)
    tap.ok(desk.until(lambda: desk.path("the-bridge-is-later")) and desk.put_away("later.docx"), "then it is public and put away")

    tap.scenario("what waits for its time is moved into _embargo")
    room.drop("moved.docx", document("en", title="The bridge is moved", first="Embargo until 28 March 2027 at 6:00"))
    desk.until(lambda: room.report("moved.docx", ".NOTICE.html"))
    os.rename(room.press("moved.docx"), room.press("_embargo", "moved.docx"))
    tap.ok(desk.until(lambda: "6:00" in room.report("moved.docx", ".NOTICE.html", "_embargo")), "waits on there")
    tap.ok(desk.until(lambda: not room.report("moved.docx", ".NOTICE.html")), "and its notice with it")
    desk.set(night + 131 * 60)
    tap.ok(desk.until(lambda: desk.path("the-bridge-is-moved")), "and is public at its time", room.log_text()[-600:])

    tap.scenario("an embargo is taken off by saving without it")
    room.drop("free.docx", document("en", title="The bridge is free", first="Embargo until 28 March 2027 at 9:00"))
    desk.until(lambda: room.report("free.docx", ".NOTICE.html"))
    room.drop("free.docx", document("en", title="The bridge is free"))
    tap.ok(desk.until(lambda: desk.path("the-bridge-is-free")), "goes out at once", room.log_text()[-600:])

    tap.scenario("an embargo that nobody can read is written again")
    room.drop("again.docx", document("en", title="The bridge is unclear", first="Embargo until Friday"))
    tap.ok(desk.asks("again.docx"), "it asks")
    room.drop("again.docx", document("en", title="The bridge is unclear", first="Embargo until 28 March 2027 at 8:00"))
    tap.ok(desk.until(lambda: "8:00" in room.report("again.docx", ".NOTICE.html")) and not desk.path("bridge-is-unclear"), "then it waits")
    os.remove(room.press("again.docx"))
    tap.ok(desk.until(lambda: not room.report("again.docx", ".NOTICE.html")), "deleted, it is called off")

    # Clocks go back: 4.00 is 3.00, and 3.30 comes twice.
    tap.scenario("a release ends in the night in which clocks go back")
    night = datetime.datetime(2027, 10, 31, 2, 50, tzinfo=HELSINKI).timestamp()
    desk.set(night)
    room.drop("autumn.meta.xml", ends("2027-10-31 04:10"))
    path = desk.publish("autumn.docx", bench(title="An autumn that ends"), "an-autumn-that-ends")
    desk.set(night + 81 * 60)
    time.sleep(1)
    tap.ok(path and 'class="ended"' not in room.page(path), "an hour and twenty minutes after 2.50 it is 3.11, and not over")
    desk.set(night + 141 * 60)
    tap.ok(desk.until(lambda: 'class="ended"' in room.page(path)), "after two hours and twenty-one minutes it is")
    tap.ok("error" not in room.log_text(), "the log has no error", room.log_text()[-1500:])
    room.stop()


def main():
    desk = Desk().begin()
    for part in (mending, languages, names, programs, answers, withdrawals):
        part(desk)
    tap.ok("error" not in desk.room.log_text(), "the log has no error", desk.room.log_text()[-1500:])
    tap.ok(desk.room.stop() == 0, "the daemon stops when asked")
    status, out, err = desk.room.command("verify")
    tap.ok(status == 0, "the web root is what the catalogue says", out + err)
    crowds()
    clocks()
    tap.done()


main()
