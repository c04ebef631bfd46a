#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Embargoes: nothing before the second, and everything at it.

The daemon's clock is set by the test (tests/dev/mutant_hasty.c), so that hours
pass while nobody waits.  Until its instant no byte of an embargoed document,
nor its title, is anywhere but in the drop folder and the state.
"""
import os
import signal
import sys
import time
import zoneinfo
from datetime import datetime, timedelta

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import BUILD, Newsroom, Tap, release, samples

PROGRAM = "tests/dev/gazetted-hasty"
HELSINKI = zoneinfo.ZoneInfo("Europe/Helsinki")
tap = Tap()
if not os.path.exists(os.path.join(BUILD, PROGRAM)):
    tap.skip("embargoes", "the daemon with a clock to be set is not built")
    tap.done()


class Room(Newsroom):
    """With a clock of its own."""

    def __init__(self, folders="", mutant=""):
        os.environ["GAZETTE_MUTANT"] = mutant
        super().__init__(folders, PROGRAM)
        os.environ["GAZETTE_CLOCK"] = self.path("clock")
        self.ahead = 0
        self.set(0)

    def start(self):
        os.environ["GAZETTE_CLOCK"] = self.path("clock")
        before = self.log_text().count("started version")
        super().start()
        self.waits_for(lambda: self.log_text().count("started version") > before)

    def set(self, ahead):
        """The clock is so many seconds ahead; the daemon sees it soon, as it
        would see a real one that is set."""
        self.ahead = ahead
        with open(self.path("clock.new"), "w", encoding="ascii") as f:
            f.write("%d\n" % ahead)
        os.rename(self.path("clock.new"), self.path("clock"))
        if self.daemon is not None and self.daemon.poll() is None:
            self.daemon.send_signal(signal.SIGHUP)

    def now(self):
        return time.time() + self.ahead

    def leaks(self, word):
        """Where, of what others read, the word stands."""
        found = []
        for top in "www", "press/_done":
            for base, _, files in os.walk(self.path(top)):
                for name in files:
                    with open(os.path.join(base, name), "rb") as f:
                        if word.encode() in f.read() or word.lower() in os.path.join(base, name):
                            found.append(os.path.join(base, name))
        for base, names, files in os.walk(self.path("press")):
            for name in files:
                if name.endswith(".html") and not name.startswith("quay"):
                    with open(os.path.join(base, name), "rb") as f:
                        if word.encode() in f.read():
                            found.append(name)
        if word in self.log_text() or word.lower() in self.log_text():
            found.append("log")
        return found


def written(instant):
    local = datetime.fromtimestamp(instant, HELSINKI)
    return "Embargo until %d %s %d at %d:%02d" % (local.day, local.strftime("%B"), local.year, local.hour, local.minute)


def embargoed(instant, title="Zebrafinch nests at the harbour"):
    return document(written(instant), title)


def document(first, title):
    def write(path):
        d = samples.Document("en")
        d.p(first)
        d.p(title, "title")
        d.p("The municipality of Norrvik has counted the birds of the old harbour, and there are more than ever before.")
        d.p("The carpenter, who lives in the next street, hangs up new nesting boxes before the end of the winter.")
        d.save(path, "x")
    return write


def in_an_hour():
    """A whole minute, an hour or so from now."""
    return (int(time.time()) // 60 + 61) * 60


def at_its_second():
    tap.scenario("an embargo passes, over a crash and a clock that jumps")
    room = Room()
    room.start()
    when = in_an_hour()
    room.drop("quay.docx", embargoed(when))
    page = room.waits_for(lambda: room.report("quay.docx", ".NOTICE.html"))
    local = datetime.fromtimestamp(when, HELSINKI)
    utc = datetime.utcfromtimestamp(when)
    tap.ok("%d:%02d" % (local.hour, local.minute) in page and "%d:%02d" % (utc.hour, utc.minute) in page and "UTC" in page,
           "an embargoed document waits, and its notice says until when, also in UTC", page or room.log_text())
    tap.ok("Zebrafinch" not in page, "but not its title")
    tap.ok("Zebrafinch" in room.report("quay.docx", ".PREVIEW.html"), "which stands in the preview")
    tap.ok("quay.docx" in room.listing() and not room.releases(), "the file stays, nothing is public")
    room.drop("other.docx", release(title="Something else"))
    room.waits_for(lambda: room.releases())
    # A minute before: rendered beside the web root.
    room.set(int(when - 40 - time.time()))
    staged = lambda: [f for base, _, files in os.walk(room.path("stage")) for f in files if f == "index.html"]
    tap.ok(room.waits_for(staged), "a minute before it is rendered outside of the web root", room.log_text()[-800:])
    tap.equal(room.leaks("Zebrafinch"), [], "and no word of it is where others look")
    # Killed and started again, with the clock set back and forth.
    room.daemon.kill()
    room.daemon.wait()
    room.set(int(when - 30 - time.time()))
    room.start()
    tap.ok(room.waits_for(staged), "so too after a crash", room.log_text()[-800:])
    room.set(int(when - 3600 - time.time()))
    time.sleep(1)
    tap.equal(len(room.releases()), 1, "a clock that is set back changes nothing")
    room.set(int(when - time.time()) - 4)
    found = room.waits_for(lambda: [p for p in room.releases() if "zebrafinch" in p] and room.now(), 20)
    tap.ok(found and -1 <= found - when <= 1, "it is public at its second (%+.2f s)" % ((found or 0) - when), room.log_text()[-1500:])
    path = [p for p in room.releases() if "zebrafinch" in p]
    html = room.page(path[0]) if path else ""
    tap.ok(html and "Embargo" not in html, "without the line of the embargo")
    stamp = datetime.utcfromtimestamp(when).strftime("%Y-%m-%dT%H:%M:%S")
    with open(room.www(path[0], "release.json"), encoding="utf-8") as f:
        tap.ok(stamp in f.read() or local.strftime("%Y-%m-%dT%H:%M:%S") in html, "its instant is that of the embargo")
    tap.ok(room.waits_for(lambda: "quay.docx" in room.done()), "then the original moves")
    tap.ok(room.stop() == 0, "the daemon stops when asked")


def over_the_summer_time():
    """A clock that jumps an hour, and one that was off while it came."""
    tap.scenario("an embargo passes while nothing runs")
    room = Room()
    room.start()
    when = in_an_hour()
    room.drop("quay.docx", embargoed(when))
    room.waits_for(lambda: room.report("quay.docx", ".NOTICE.html"))
    room.set(int(when - 40 - time.time()))
    room.waits_for(lambda: os.listdir(room.path("stage")))
    began = time.monotonic()
    room.stop()
    tap.ok(time.monotonic() - began < 5, "what is rendered early keeps nobody from stopping")
    room.set(3700)
    room.start()
    tap.ok(room.waits_for(lambda: [p for p in room.releases() if "zebrafinch" in p]), "what fell due while nobody ran is published after a start",
           room.log_text()[-1500:])
    room.drop("gap.docx", document("Embargo until 28 March 2027 at 3:30", "In the hour that is not"))
    page = room.waits_for(lambda: room.report("gap.docx", ".QUESTION.html"))
    tap.ok("does not exist" in page, "a time in the gap of summer time asks", page[:600])
    room.drop("overlap.docx", document("Embargo until 31 October 2027 at 3:30", "In the hour that comes twice"))
    page = room.waits_for(lambda: room.report("overlap.docx", ".QUESTION.html"))
    tap.ok("exists twice" in page, "and so does one that comes twice", page[:600])
    room.stop()


def folder():
    tap.scenario("an embargoed file is dragged out of _embargo")
    room = Room()
    room.start()
    when = in_an_hour()
    room.drop("quay.docx", embargoed(when), "_embargo")
    tap.ok(room.waits_for(lambda: room.report("quay.docx", ".NOTICE.html", "_embargo")), "_embargo waits for its time",
           room.log_text()[-800:])
    room.drop("when.docx", release(title="Nobody says when"), "_embargo")
    page = room.waits_for(lambda: room.report("when.docx", ".QUESTION.html", "_embargo"))
    tap.ok("no time is written" in page, "without a time it is held there", page[:600])
    room.set(int(when - 30 - time.time()))
    room.waits_for(lambda: os.listdir(room.path("stage")))
    os.rename(room.press("_embargo", "quay.docx"), room.press("quay.docx"))
    page = room.waits_for(lambda: room.report("quay.docx", ".QUESTION.html"))
    tap.ok("called off" in page and "Zebrafinch" not in page, "dragged out, it is cancelled and held", page[:600] or room.log_text()[-800:])
    room.set(int(when + 60 - time.time()))
    time.sleep(3)
    tap.equal(room.releases(), {}, "and not published at its time")
    tap.ok(not [n for n in room.listing("_embargo") if n.startswith("quay")], "no page is left behind", room.listing("_embargo"))
    room.stop()


def later_after_all():
    """Saved again with a later time when it was rendered already."""
    tap.scenario("an embargo is put off when all is rendered")
    room = Room()
    room.start()
    when = in_an_hour()
    room.drop("quay.docx", embargoed(when))
    room.waits_for(lambda: room.report("quay.docx", ".NOTICE.html"))
    room.set(int(when - 30 - time.time()))
    room.waits_for(lambda: os.listdir(room.path("stage")))
    room.drop("quay.docx", embargoed(when + 3600, "Zebrafinch nests at the old harbour"))
    local = datetime.fromtimestamp(when + 3600, HELSINKI)
    tap.ok(room.waits_for(lambda: "%d:%02d" % (local.hour, local.minute) in room.report("quay.docx", ".NOTICE.html")),
           "saved again while it was rendered, it has its new time", room.log_text()[-800:])
    room.set(int(when + 2 - time.time()))
    time.sleep(3)
    tap.equal(room.releases(), {}, "at the old one nothing happens")
    room.set(int(when + 3601 - time.time()))
    tap.ok(room.waits_for(lambda: room.releases()), "at the new one it is published", room.log_text()[-800:])
    time.sleep(1)
    tap.equal(len(room.releases()), 1, "once")
    tap.equal([n for n in room.listing() if n.startswith("quay")], [], "and nothing is left of it")
    room.stop()


def usual():
    """What is many for one is few for another: days are compared with days."""
    room = Room('folder "." { publish = after after = "1 s" }\n')
    with open(room.conf, encoding="utf-8") as f:
        conf = f.read()
    with open(room.conf, "w", encoding="utf-8") as f:
        f.write(conf.replace("limits { ", "limits { breaker = 2 breaker_usual = 2 "))
    room.start()
    for day in range(3):
        room.set(day * 86400)
        room.drop("day-%d.docx" % day, release(title="One a day", number=day + 1))
        room.waits_for(lambda: room.report("day-%d.docx" % day, ".NOTICE.html"))
    for i in range(3):
        room.set(5 * 86400 + 1200 * i)
        room.drop("more-%d.docx" % i, release(title="More than usual", number=i + 1))
        page = room.waits_for(lambda: room.report("more-%d.docx" % i, ".NOTICE.html") or room.report("more-%d.docx" % i, ".QUESTION.html"))
        tap.ok(("Unusually many" in page) == (i == 2), "document %d of a day is %s" % (i + 1, "many" if i == 2 else "usual"),
               page[:600] or room.log_text()[-800:])
    room.stop()


def unreadable(mutant=""):
    room = Room(mutant=mutant)
    room.start()
    room.drop("quay.docx", document("Embargo until Friday", "Zebrafinch nests at the harbour"))
    room.waits_for(lambda: room.report("quay.docx", ".QUESTION.html"))
    os.rename(room.press("quay.docx"), room.press("_approve", "quay.docx"))
    room.waits_for(lambda: room.releases() or room.report("quay.docx", ".QUESTION.html", "_approve"))
    time.sleep(0 if room.releases() else 2)
    return room


def asks_again():
    tap.scenario("an embargo that nobody can read is approved")
    room = unreadable()
    page = room.report("quay.docx", ".QUESTION.html", "_approve")
    tap.ok(page and "does not answer this" in page and not room.releases(),
           "an embargo that nobody can read is not approved away", page[:600] or room.log_text()[-800:])
    os.utime(room.press("_approve", "quay.docx"))
    time.sleep(3)
    tap.equal(room.releases(), {}, "nor by touching the file")
    when = in_an_hour()
    room.drop("quay.docx", embargoed(when), "_approve")
    tap.ok(room.waits_for(lambda: room.report("quay.docx", ".NOTICE.html", "_approve")), "with a time that can be read it waits for that",
           room.log_text()[-800:])
    room.set(int(when + 1 - time.time()))
    tap.ok(room.waits_for(lambda: room.releases()), "and is published then", room.log_text()[-800:])
    room.stop()


at_its_second()
over_the_summer_time()
folder()
later_after_all()
usual()
asks_again()
room = unreadable("nods")
tap.ok(room.releases(), "a daemon that nods embargoes through is caught", room.log_text()[-800:])
room.stop()
room = Room(mutant="looks-away")
room.start()
when = in_an_hour()
room.drop("quay.docx", embargoed(when), "_embargo")
room.waits_for(lambda: room.report("quay.docx", ".NOTICE.html", "_embargo"))
os.rename(room.press("_embargo", "quay.docx"), room.press("quay.docx"))
time.sleep(1)
room.set(int(when + 60 - time.time()))
tap.ok(room.waits_for(lambda: room.releases()), "a daemon that does not see what is dragged out is caught", room.log_text()[-800:])
room.stop()
room = Room(mutant="waits-for-none")
room.start()
room.drop("quay.docx", embargoed(in_an_hour()))
tap.ok(room.waits_for(lambda: room.releases()), "a daemon that does not wait for an embargo is caught", room.log_text()[-800:])
room.stop()
tap.done()
