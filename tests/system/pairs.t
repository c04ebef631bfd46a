#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Pairs: the languages of one work are public in the same moment, or none.

A running daemon is driven as staff would: files come one by one, in any order
and under any name, are held, fail, vanish, are opened and saved again.  What
is looked at is what people see: the web root, feeds, changes, receipts and
notices.  The daemon's clock is set by the test (tests/dev/mutant_hasty.c).
"""
import json
import os
import re
import signal
import sys
import time
import zoneinfo
from datetime import datetime

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import BUILD, Newsroom, Tap, samples

PROGRAM = "tests/dev/gazetted-hasty"
HELSINKI = zoneinfo.ZoneInfo("Europe/Helsinki")
tap = Tap()
if not os.path.exists(os.path.join(BUILD, PROGRAM)):
    tap.skip("pairs", "the daemon with a clock to be set is not built")
    tap.done()

TEXTS = {
    "en": ("A bench for the harbour", [
        "The municipality of Norrvik puts a new bench at the old harbour. It is made of larch and seats four.",
        "The carpenter made it in three weeks from trees that fell in the storm of last autumn."]),
    "fi": ("Penkki satamaan", [
        "Norrvikin kunta asettaa uuden penkin vanhaan satamaan. Se on lehtikuusta, ja siihen mahtuu neljä ihmistä.",
        "Puuseppä teki sen kolmessa viikossa puista, jotka kaatuivat viime syksyn myrskyssä."]),
    "sv": ("En bänk vid hamnen", [
        "Norrviks kommun ställer en ny bänk vid den gamla hamnen. Den är av lärk och har plats för fyra personer.",
        "Snickaren gjorde den på tre veckor av träd som föll i stormen förra hösten."]),
}
TOGETHER = '\tfolder "." { pair = together pair_languages = {"sv", "fi"} %s }\n'
WAIT = '\tfolder "." { pair = "wait 2h" pair_languages = {"sv", "fi"} }\n'


def document(lang, rows=None, first=None, more="", title=None):
    """A function that writes the text of one language."""
    own, body = TEXTS[lang]

    def write(path):
        d = samples.Document(lang)
        if rows:
            d.table(rows)
        if first:
            d.p(first)
        d.p(title or own, "title")
        for text in body:
            d.p(text + more)
        d.save(path, title or own)
    return write


class Room(Newsroom):
    """With a clock of its own."""

    def __init__(self, folders, mutant=""):
        os.environ["GAZETTE_MUTANT"] = mutant
        super().__init__(folders, PROGRAM)
        with open(self.conf, encoding="utf-8") as f:
            conf = f.read()
        with open(self.conf, "w", encoding="utf-8") as f:
            f.write(conf.replace("limits {", 'limits { folder_settle = "1s" ').replace('rescan = "2s"', 'rescan = "1s"'))
        os.environ["GAZETTE_CLOCK"] = self.path("clock")
        self.ahead = 0
        self.set(0)
        self.start()

    def start(self):
        before = self.log_text().count("started version")
        super().start()
        self.waits_for(lambda: self.log_text().count("started version") > before)

    def set(self, ahead):
        self.ahead = ahead
        with open(self.path("clock.new"), "w", encoding="ascii") as f:
            f.write("%d\n" % ahead)
        os.rename(self.path("clock.new"), self.path("clock"))
        if self.daemon is not None and self.daemon.poll() is None:
            self.daemon.send_signal(signal.SIGHUP)

    def langs(self):
        """The languages in which something is public."""
        return sorted(p.split("/")[0] for p in self.releases())

    def notice(self, name, folder=""):
        return self.waits_for(lambda: plain(self.report(name, ".NOTICE.html", folder)))

    def says(self, name, words, suffix=".NOTICE.html", folder=""):
        """The page beside a file, as soon as it says so."""
        self.waits_for(lambda: words in plain(self.report(name, suffix, folder)))
        return plain(self.report(name, suffix, folder))

    def receipt(self, name):
        return self.waits_for(lambda: self.receipt_now(name))

    def receipt_now(self, name):
        """Of all versions of a document that were put away."""
        said = ""
        for base, _, files in os.walk(self.press("_done")):
            for file in sorted(files):
                if file.startswith(name[:-5]) and file.endswith(".receipt.html"):
                    with open(os.path.join(base, file), encoding="utf-8") as f:
                        said += plain(f.read())
        return said

    def works(self, count):
        """The works of so many changes, when they are out."""
        self.waits_for(lambda: len(self.changes()) >= count)
        return {c["id"] for c in self.changes()}

    def changes(self):
        """The changes that machines read."""
        found = []
        for base, _, files in os.walk(self.www("api", "v1", "changes")):
            for name in sorted(files):
                if name.endswith(".jsonl"):
                    with open(os.path.join(base, name), encoding="utf-8") as f:
                        found += [json.loads(line) for line in f]
        return found

    def feed(self, lang):
        try:
            with open(self.www("feeds", lang + ".json"), encoding="utf-8") as f:
                return [item["title"] for item in json.load(f)["items"]]
        except FileNotFoundError:
            return []

    def settle(self):
        """A second whole look at the folder after this moment has ended."""
        self.drop("settled.txt", "x")
        self.waits_for(lambda: self.report("settled.txt", ".FIX.html"))
        os.unlink(self.press("settled.txt"))
        self.waits_for(lambda: not self.report("settled.txt", ".FIX.html"))

    def stop(self, how=signal.SIGTERM, limit=30):
        os.environ["GAZETTE_MUTANT"] = ""
        return super().stop(how, limit)

    def is_sound(self, what):
        status, out, err = self.command("verify")
        tap.ok(status == 0, what + ": the web root is what the catalogue says", out + err)
        tap.ok(" error" not in self.log_text(), what + ": the log has no error", self.log_text()[-1500:])


def plain(html):
    html = re.sub(r"<style.*?</style>", " ", html or "", flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


def both(room):
    return room.waits_for(lambda: room.langs() == ["fi", "sv"])


def one_after_the_other():
    """The first waits, and says for whom; the second brings both out."""
    room = Room(TOGETHER % "")
    room.drop("Bänken.sv.docx", document("sv"))
    page = room.notice("Bänken.sv.docx")
    tap.ok("Bänken.fi.docx" in page and "_approve" in page, "the first waits, and names the file that is missing",
           page or room.log_text()[-800:])
    tap.ok("finska" in page, "in the language of the document", page)
    status = room.waits_for(lambda: "Bänken.fi.docx" in plain(room.report("_status", ".html")))
    tap.ok(status, "so does the page of the folder", plain(room.report("_status", ".html"))[:1500])
    tap.ok("Not yet published" in page or "Inte publicerat" in page, "nothing of it is public")
    room.settle()
    tap.equal(room.langs(), [], "also after another look")
    room.drop("Bänken.fi.docx", document("fi"))
    tap.ok(both(room), "with the second both are public", room.log_text()[-1500:])
    tap.ok(room.receipt("Bänken.sv.docx") and room.receipt("Bänken.fi.docx"), "both have their receipts", room.done())
    room.works(2)
    lines = [c for c in room.changes() if c["op"] in ("publish", "translate")]
    tap.equal(sorted(c["lang"] for c in lines), ["fi", "sv"], "machines are told of both")
    tap.equal(len({c["t"] for c in lines}), 1, "at one instant")
    tap.equal(len({c["id"] for c in lines}), 1, "as one work")
    tap.ok(abs(lines[0]["seq"] - lines[1]["seq"]) == 1, "one after the other", lines)
    room.waits_for(lambda: room.feed("fi") and room.feed("sv"))
    tap.equal((room.feed("sv"), room.feed("fi")), ([TEXTS["sv"][0]], [TEXTS["fi"][0]]), "both stand in their feeds")
    tap.ok(not any(n.startswith("Bänken") for n in room.listing()), "nothing stays in the folder", room.listing())
    links = room.waits_for(lambda: all(len(json.load(open(room.www(p, "release.json"))).get("alternates", [])) >= 1
                                       for p in room.releases()))
    tap.ok(links, "the pages name each other")

    # A correction of one alone is not kept back, and says what it leaves behind.
    room.drop("Bänken.sv.docx", document("sv", more=" Den är oljad."))
    tap.ok(room.waits_for(lambda: any("oljad" in room.page(p) for p in room.releases())), "a correction of one goes out")
    page = room.waits_for(lambda: "gamla text" in room.receipt_now("Bänken.sv.docx"))
    tap.ok(page, "its receipt says that the other has its old text", room.receipt_now("Bänken.sv.docx"))
    room.is_sound("together")
    room.stop()


def three_names():
    """However the languages are written; a third one goes along."""
    room = Room(TOGETHER % "")
    room.drop("plan_SWE.docx", document("sv"))
    page = room.notice("plan_SWE.docx")
    tap.ok("plan_FIN.docx" in page, "the missing file is named as the first one is", page)
    room.drop("plan (en).docx", document("en"))
    page = room.notice("plan (en).docx")
    tap.ok("plan (fi).docx" in page, "a third language waits with it", page or room.log_text()[-500:])
    tap.equal(room.langs(), [], "nothing is public")
    room.drop("plan-fin.docx", document("fi"))
    tap.ok(room.waits_for(lambda: room.langs() == ["en", "fi", "sv"]), "all three come out", room.log_text()[-1500:])
    tap.equal(len(room.works(3)), 1, "as one work")
    room.drop("alone.en.docx", document("en", title="Only for strangers"))
    tap.ok(room.waits_for(lambda: room.langs().count("en") == 2), "a language that is not owed does not wait")
    room.drop("odd.se.docx", document("sv", title="Med udda namn"))
    page = room.says("odd.se.docx", "nordsamiska", ".QUESTION.html")
    tap.ok("nordsamiska" in page, ".se asks", page)
    room.is_sound("names")
    room.stop()


def by_words():
    """A row in the document names the other, whichever comes first."""
    room = Room(TOGETHER % "")
    room.drop("satama.docx", document("fi", rows=[("Käännös", TEXTS["sv"][0])]))
    page = room.notice("satama.docx")
    tap.ok("toista kieltään" in page, "one that names what is not here waits for it", page or room.listing())
    room.drop("hamnen.docx", document("sv"))
    tap.ok(both(room), "and they come out together", room.log_text()[-1500:])
    tap.equal(len(room.works(2)), 1, "as one work")
    room.is_sound("words")
    room.stop()


def alone_by_a_person():
    room = Room(TOGETHER % "")
    room.drop("x.sv.docx", document("sv"))
    room.notice("x.sv.docx")
    os.makedirs(room.press("_approve"), exist_ok=True)
    os.rename(room.press("x.sv.docx"), room.press("_approve", "x.sv.docx"))
    tap.ok(room.waits_for(lambda: room.langs() == ["sv"]), "dragged into _approve it is published alone", room.log_text()[-800:])
    page = room.receipt("x.sv.docx")
    tap.ok("x.fi.docx" in page, "and its receipt says without what", page)
    room.drop("x.fi.docx", document("fi"))
    tap.ok(both(room), "the other comes later, and waits for nobody", room.log_text()[-800:])
    tap.equal(len(room.works(2)), 1, "as a translation of it")
    room.stop()


def a_partner_that_fails():
    """A fault of one keeps both back, and both are told."""
    room = Room(TOGETHER % "")
    room.drop("y.sv.docx", document("sv"))
    room.notice("y.sv.docx")
    room.drop("y.fi.docx", document("fi", first="LUONNOS"))
    page = room.says("y.fi.docx", "y.sv.docx", ".QUESTION.html")
    tap.ok("y.sv.docx" in page, "one that is asked about is told who waits for it", page)
    page = room.says("y.sv.docx", "är här")
    tap.ok("y.fi.docx" in page and "är här" in page, "and the one that waits, why", page)
    tap.equal(room.langs(), [], "nobody is published")
    os.unlink(room.press("y.fi.docx"))
    room.drop("y.fi.docx", lambda path: samples.Document("fi").save(path, "x"))
    room.says("y.fi.docx", "y.sv.docx", ".FIX.html")
    room.settle()
    page = room.says("y.sv.docx", "är här")
    tap.ok("är här" in page, "so it is with one that can't be read", page)
    tap.equal(room.langs(), [], "nobody is published")
    room.drop("y.fi.docx", document("fi"))
    tap.ok(both(room), "mended, it brings both out", room.log_text()[-1500:])
    room.waits_for(lambda: not any(n.startswith("y.") for n in room.listing()))
    tap.ok(not any(n.startswith("y.") for n in room.listing()), "no page is left", room.listing())
    room.is_sound("faults")
    room.stop()


def in_the_way(room):
    """A file where the year of Finnish releases should be: its path."""
    path = room.www("fi", time.strftime("%Y"))
    os.makedirs(room.www("fi"), exist_ok=True)
    with open(path, "w", encoding="ascii") as f:
        f.write("in the way")
    return path


def on_the_web_root():
    """One that can't be installed takes the other back."""
    room = Room(TOGETHER % "")
    path = in_the_way(room)
    room.drop("z.sv.docx", document("sv"))
    room.drop("z.fi.docx", document("fi"))
    tap.ok(room.waits_for(lambda: room.log_text().count("job deferred") == 2), "one of them can't be installed",
           room.log_text()[-500:])
    tap.equal(room.langs(), [], "the other is not public either")
    tap.equal(room.changes(), [], "nobody is told of it")
    os.unlink(path)
    room.set(20)
    tap.ok(both(room), "both come out when they can", room.log_text()[-1500:])
    room.works(2)
    tap.equal(len({c["t"] for c in room.changes() if c["op"] != "rerender"}), 1, "at one instant")
    status, out, err = room.command("verify")
    tap.ok(status == 0, "the web root is what the catalogue says", out + err)
    room.stop()


def with_time_to_think():
    """publish = after: both may be stopped until the later one's time."""
    room = Room(TOGETHER % 'publish = after after = "60s"')
    room.drop("t.sv.docx", document("sv"))
    room.notice("t.sv.docx")
    room.set(300)
    room.settle()
    tap.equal(room.langs(), [], "no time to think ends the waiting for the other")
    room.drop("t.fi.docx", document("fi"))
    page = room.says("t.sv.docx", "t.fi.docx")
    page = room.says("t.fi.docx", "t.sv.docx")
    tap.ok("t.sv.docx" in page, "whole, they wait in company", page)
    tap.equal(room.langs(), [], "for the time of the later one")
    # One is deleted: the other waits again.
    os.unlink(room.press("t.fi.docx"))
    page = room.says("t.sv.docx", "väntar på sitt andra språk")
    tap.ok("väntar på sitt andra språk" in page, "when one is deleted the other waits again", page)
    room.set(600)
    room.settle()
    tap.equal(room.langs(), [], "and is not published")
    room.drop("t.fi.docx", document("fi"))
    room.says("t.fi.docx", "t.sv.docx")
    # One is open when both are due.
    room.drop("~$t.fi.docx", b"\x05Karin")
    room.settle()
    room.set(900)
    room.settle()
    tap.equal(room.langs(), [], "while one is open in Word neither is published")
    os.unlink(room.press("~$t.fi.docx"))
    room.settle()
    room.set(1200)
    tap.ok(both(room), "closed, both are", room.log_text()[-1500:])
    room.is_sound("after")
    room.stop()


def with_approval():
    """publish = approve: each is approved, and then they go together."""
    room = Room(TOGETHER % "publish = approve")
    room.drop("a.sv.docx", document("sv"))
    room.drop("a.fi.docx", document("fi"))
    room.waits_for(lambda: room.report("a.sv.docx", ".QUESTION.html") and room.report("a.fi.docx", ".QUESTION.html"))
    os.makedirs(room.press("_approve"), exist_ok=True)
    os.rename(room.press("a.sv.docx"), room.press("_approve", "a.sv.docx"))
    page = room.notice("a.sv.docx", "_approve")
    tap.ok("a.fi.docx" in page, "approved, one waits for the other", page or room.listing("_approve"))
    tap.equal(room.langs(), [], "nothing is public")
    os.rename(room.press("a.fi.docx"), room.press("_approve", "a.fi.docx"))
    tap.ok(both(room), "approved both, both are public", room.log_text()[-1500:])
    room.stop()


def with_an_embargo():
    """The later time governs both, also after a restart."""
    room = Room(TOGETHER % "")
    when = (int(time.time()) // 60 + 61) * 60
    local = datetime.fromtimestamp(when, HELSINKI)
    words = "Julkaisuvapaa %d.%d.%d klo %d.%02d" % (local.day, local.month, local.year, local.hour, local.minute)
    room.drop("e.sv.docx", document("sv"))
    room.notice("e.sv.docx")
    room.drop("e.fi.docx", document("fi", first=words))
    clock = "%d:%02d" % (local.hour, local.minute), "%d.%02d" % (local.hour, local.minute)
    page = room.waits_for(lambda: any(c in plain(room.report("e.sv.docx", ".NOTICE.html")) for c in clock))
    tap.ok(page, "an embargo of one is the other's as well", plain(room.report("e.sv.docx", ".NOTICE.html")) + room.log_text()[-800:])
    page = room.says("e.fi.docx", clock[1])
    tap.ok(any(c in page for c in clock) and TEXTS["fi"][0] not in page, "which keeps it, and its title", page)
    room.stop()
    os.environ["GAZETTE_CLOCK"] = room.path("clock")
    room.start()
    room.set(int(when - 30 - time.time()))
    room.waits_for(lambda: len([f for b, _, files in os.walk(room.path("stage")) for f in files if f == "index.html"]) == 2)
    tap.equal(room.langs(), [], "a minute before, both are rendered and neither is public")
    room.set(int(when - time.time()) + 1)
    tap.ok(both(room), "at their second both are", room.log_text()[-1500:])
    lines = [c for c in room.waits_for(lambda: len(room.changes()) > 1 and room.changes()) or [] if c["op"] != "rerender"]
    dates = [json.load(open(room.www(p, "release.json")))["published"] for p in room.releases()]
    tap.equal([datetime.fromisoformat(d).timestamp() for d in dates], [when, when], "both bear that instant")
    tap.equal(len(lines), 2, "in two lines of changes")
    room.is_sound("embargo")
    room.stop()


def for_a_time():
    """pair = wait: alone after two hours, which the receipt says."""
    room = Room(WAIT)
    room.drop("w.sv.docx", document("sv"))
    page = room.notice("w.sv.docx")
    tap.ok("w.fi.docx" in page and "ensamt" in page, "it waits, and says until when", page)
    room.set(3600)
    room.settle()
    tap.equal(room.langs(), [], "after an hour it waits")
    room.set(7300)
    tap.ok(room.waits_for(lambda: room.langs() == ["sv"]), "after two it is published alone", room.log_text()[-800:])
    tap.ok("w.fi.docx" in room.receipt("w.sv.docx"), "and its receipt says without what", room.receipt("w.sv.docx"))
    room.drop("w.fi.docx", document("fi"))
    tap.ok(both(room), "the other comes a day late, and waits for nobody")
    room.drop("v.fi.docx", document("fi", title="Toinen penkki"))
    room.notice("v.fi.docx")
    room.drop("v.sv.docx", document("sv", title="En annan bänk"))
    tap.ok(room.waits_for(lambda: len(room.releases()) == 4), "two that come in time go together", room.log_text()[-800:])
    room.is_sound("wait")
    room.stop()


def over_a_crash():
    """What waits waits on, whatever became of the daemon."""
    room = Room(TOGETHER % "")
    room.drop("c.sv.docx", document("sv"))
    room.notice("c.sv.docx")
    room.stop(signal.SIGKILL)
    room.drop("c.fi.docx", document("fi"))
    os.environ["GAZETTE_CLOCK"] = room.path("clock")
    room.start()
    tap.ok(both(room), "after a crash the pair comes out whole", room.log_text()[-1500:])
    # A folder that is one release.
    os.makedirs(room.path("outbox", "Kajen"))
    for lang in "sv", "fi":
        document(lang, title="Kajen " + lang)(room.path("outbox", "Kajen", lang + ".docx"))
    os.rename(room.path("outbox", "Kajen", "fi.docx"), room.path("outbox", "late"))
    os.rename(room.path("outbox", "Kajen"), room.press("Kajen"))
    page = room.waits_for(lambda: plain(room.report("sv.docx", ".NOTICE.html", "Kajen")), 45)
    tap.ok("väntar på sitt andra språk" in page, "a folder with one language waits", page or room.log_text()[-500:])
    os.rename(room.path("outbox", "late"), room.press("Kajen", "fi.docx"))
    tap.ok(room.waits_for(lambda: len(room.releases()) == 4, 45), "with both it is published", room.log_text()[-1500:])
    room.is_sound("crash")
    room.stop()


def likely_partners():
    """Named unlike, they are not joined; the second receipt says what it seems to be."""
    room = Room("")
    contact = {"sv": "Kontakt:|Maja Exempel, informatör|tfn 06 123 4567|maja.exempel@norrvik.example",
               "fi": "Lisätietoja:|Maja Exempel, tiedottaja|puh. 06 123 4567|maja.exempel@norrvik.example"}

    def with_contact(lang):
        def write(path):
            title, body = TEXTS[lang]
            d = samples.Document(lang)
            d.p(title, "title")
            for text in body + contact[lang].split("|"):
                d.p(text)
            d.save(path, title)
        return write
    room.drop("bänken.docx", with_contact("sv"))
    room.receipt("bänken.docx")
    tap.ok("andra språk: dagen" not in room.receipt_now("bänken.docx"), "the first release suggests nothing")
    room.drop("penkki.docx", with_contact("fi"))
    page = room.receipt("penkki.docx")
    tap.ok("sama tiedote kuin ”%s”" % TEXTS["sv"][0] in page, "a likely partner is suggested", page[:2500])
    tap.equal(len(room.works(2)), 2, "and not joined")
    room.drop("other.docx", document("en"))
    page = room.receipt("other.docx")
    tap.ok("same release as" not in page, "what shares no contact is not suggested", page[:1500])
    room.is_sound("likely")
    room.stop()


def mutants():
    """Daemons that publish half a pair are caught by what is seen above."""
    room = Room(TOGETHER % "", "goes-alone")
    room.drop("m.sv.docx", document("sv"))
    tap.ok(room.waits_for(lambda: room.langs() == ["sv"]), "a daemon that knows no pairs is caught")
    room.stop()
    room = Room(TOGETHER % "", "keeps-half")
    path = in_the_way(room)
    room.drop("m.sv.docx", document("sv"))
    room.waits_for(lambda: "job waits" in room.log_text())
    room.drop("m.fi.docx", document("fi"))
    room.waits_for(lambda: room.log_text().count("job deferred") == 2)
    tap.equal(room.langs(), ["sv"], "so is one that leaves half a pair behind")
    os.unlink(path)
    room.stop()


SCENARIOS = (one_after_the_other, three_names, by_words, alone_by_a_person, a_partner_that_fails, on_the_web_root,
             with_time_to_think, with_approval, with_an_embargo, for_a_time, over_a_crash, likely_partners,
             mutants)
wanted = sys.argv[1:]
for scenario in SCENARIOS:
    if not wanted or scenario.__name__ in wanted:
        scenario()
tap.done()
