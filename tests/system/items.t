#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Files of several items: each is published, held, refused or taken down for
itself, and one letter tells of all.

A running daemon is driven through its folder with feeds and wires; it is
killed in their middle; the mutant, which forgets what an item was already,
must be caught.
"""
import json
import os
import re
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import BUILD, SOURCE, Newsroom, Tap

WORDS = "The municipality of Norrvik puts a new bench at the old harbour. It is made of larch and seats four."
MORE = "The carpenter made it in three weeks from trees that fell in the storm of last autumn, she says in the evening."
TEXTS = {
    "en": ("A bench for the harbour", WORDS + " " + MORE),
    "sv": ("En bänk till hamnen", "Norrviks kommun ställer en ny bänk i den gamla hamnen. Den är av lärk och har plats för "
           "fyra. Snickaren gjorde den på tre veckor av träd som föll i höstens storm, säger hon på kvällen."),
    "fi": ("Uusi penkki satamaan", "Norrvikin kunta asettaa uuden penkin vanhaan satamaan. Se on lehtikuusta, ja siihen "
           "mahtuu neljä ihmistä. Puuseppä teki sen kolmessa viikossa puista, jotka kaatuivat viime syksyn myrskyssä."),
}


def entry(number, title=None, text=None, extra=""):
    return ('<entry><id>tag:norrvik.example,2026:%s</id><title>%s</title><updated>2026-05-03T09:00:00Z</updated>%s'
            '<content type="html">&lt;p&gt;%s&lt;/p&gt;</content></entry>'
            % (number, title or "Bench %s for the harbour" % number, extra, text or "%s This is bench %s. %s" % (WORDS, number, MORE)))


def feed(*entries, updated="2026-05-03T09:00:00Z"):
    return ('<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="en">'
            '<title>Norrvik</title><updated>%s</updated>%s</feed>' % (updated, "".join(entries)))


def deleted(number):
    return '<at:deleted-entry ref="tag:norrvik.example,2026:%s" when="2026-05-04T09:00:00Z"/>' % number


def newsml(langs, day="20260503"):
    items = []
    for number, lang in enumerate(langs):
        title, text = TEXTS[lang]
        items.append(
            '<NewsItem><Identification><NewsIdentifier><ProviderId>norrvik.example</ProviderId><DateId>%s</DateId>'
            '<NewsItemId>bench-%d</NewsItemId><RevisionId>1</RevisionId></NewsIdentifier></Identification>'
            '<NewsManagement><Status FormalName="Usable"/></NewsManagement>'
            '<NewsComponent><NewsLines><HeadLine>%s</HeadLine></NewsLines><DescriptiveMetadata><Language FormalName="%s"/>'
            '</DescriptiveMetadata><ContentItem><DataContent><p>%s</p></DataContent></ContentItem></NewsComponent></NewsItem>'
            % (day, number, title, lang, text))
    return '<NewsML><NewsEnvelope><DateAndTime>20260503T090000</DateAndTime></NewsEnvelope>%s</NewsML>' % "".join(items)


class Desk:
    def __init__(self, program="gazetted"):
        self.room = Newsroom(program=program)
        self.room.start()

    def live(self):
        found = {}
        for path in self.room.releases():
            try:
                with open(self.room.www(path, "release.json"), encoding="utf-8") as f:
                    found[path] = json.load(f)
            except FileNotFoundError:
                pass
        return found

    def versions(self):
        """{"Bench 1": 1, …} of what is public."""
        return {" ".join(j["title"].split()[:2]): j["version"] for j in self.live().values()}

    def receipts(self, name):
        texts = []
        for base, _, files in os.walk(self.room.press("_done")):
            for found in sorted(files):
                if found.startswith(name) and found.endswith(".receipt.html"):
                    with open(os.path.join(base, found), encoding="utf-8") as f:
                        texts.append(re.sub(r"<[^>]*>", "", f.read()))
        return texts

    def question(self, name):
        return re.sub(r"<[^>]*>", "", self.room.report(name, ".QUESTION.html") or "")


def feeds(tap):
    desk = Desk()
    room = desk.room
    held = entry(3, text="EMBARGO until the mayor has spoken. " + WORDS + " " + MORE)
    broken = "<entry><id>tag:norrvik.example,2026:5</id></entry>"
    room.drop("feed.xml", feed(entry(1), entry(2), held, deleted(4), broken))
    page = room.waits_for(lambda: desk.question("feed.xml"), 20)
    tap.equal(desk.versions(), {"Bench 1": 1, "Bench 2": 1}, "of five entries the two that may are public")
    for number, words in ((1, "“Bench 1 for the harbour” is published"), (2, "“Bench 2 for the harbour” is published"),
                          (3, "“Bench 3 for the harbour” is held"), (4, "called back by its sender"),
                          (5, "could not be published")):
        tap.ok(re.search(r"\b%d\. [^\n]*%s" % (number, words), page or ""), "the question tells of entry %d" % number, page)
    tap.ok(page and "the mayor has spoken" in page, "and quotes what is asked about", page)
    tap.equal([n for n in room.listing() if n.startswith("feed")], ["feed.xml", "feed.xml.QUESTION.html"],
              "one page lies beside the file, which stays")

    room.drop("feed.xml", feed(entry(1), entry(2, text="It is painted now. " + WORDS + " " + MORE), entry(3), deleted(4),
                               entry(5), updated="2026-05-04T09:00:00Z"))
    told = room.waits_for(lambda: desk.receipts("feed.xml"), 20)
    tap.equal(desk.versions(), {"Bench 1": 1, "Bench 2": 2, "Bench 3": 1, "Bench 5": 1},
              "the mended feed publishes what has changed and nothing else")
    for words in ("1. “Bench 1 for the harbour” was published before", "2. “Bench 2 for the harbour” is published in a new version",
                  "3. “Bench 3 for the harbour” is published", "5. “Bench 5 for the harbour” is published", "4 of 5 items are public"):
        tap.ok(told and words in told[0], "the receipt says: " + words, told)
    tap.equal([n for n in room.listing() if n.startswith("feed")], [], "the file has gone to _done")
    tap.equal(len(desk.receipts("feed.xml")), 1, "with one receipt")

    room.drop("feed.xml", feed(deleted(2), entry(3), updated="2026-05-05T09:00:00Z"))
    room.waits_for(lambda: len(desk.receipts("feed")) == 2, 20)
    room.waits_for(lambda: len(desk.versions()) == 3)
    tap.equal(desk.versions(), {"Bench 1": 1, "Bench 3": 1, "Bench 5": 1},
              "a deleted entry takes itself down alone; one that is missing stays")

    # What is asked about one is answered by approving the file.
    room.drop("other.xml", feed(entry(7), entry(8, title="DRAFT: Bench 8")))
    room.waits_for(lambda: desk.question("other.xml"), 20)
    tap.ok("Bench 7" in desk.versions() and len(desk.versions()) == 4, "a draft among entries is held alone", desk.versions())
    os.rename(room.press("other.xml"), room.press("_approve", "other.xml"))
    room.waits_for(lambda: desk.receipts("other.xml"), 20)
    tap.equal(len(desk.versions()), 5, "approving the file publishes what was held")
    tap.equal(desk.versions().get("Bench 7"), 1, "and nothing twice")

    # Erasing one leaves no word of it, and the others whole.
    _, out, _ = room.command("list")
    line = [words for words in out.splitlines() if "Bench 7" in words]
    work = line[0].split()[3] if line else ""
    status, _, errors = room.command("erase", work)
    room.waits_for(lambda: "Bench 7" not in desk.versions())
    tap.equal((status, len(desk.versions())), (0, 4), "one of them is erased")
    def left():
        return subprocess.run(["grep", "-rl", "This is bench 7", room.dir, "--exclude=log"], capture_output=True, text=True).stdout

    room.waits_for(lambda: not left())
    tap.equal(left(), "", "and no word of it is left, not even in the file that brought it")
    # Which of several is meant by moving their file, nobody knows.
    room.drop("third.xml", feed(entry(21), entry(22)))
    room.waits_for(lambda: desk.receipts("third.xml"), 20)
    had = desk.versions()
    for base, _, files in os.walk(room.press("_done")):
        if "third.xml" in files:
            os.rename(os.path.join(base, "third.xml"), room.press("_withdraw", "third.xml"))
    page = room.waits_for(lambda: room.report("third.xml", ".FIX.html", "_withdraw"), 20)
    tap.ok("several releases" in (page or ""), "a file of several does not say which is to be taken down", page)
    tap.equal(desk.versions(), had, "and takes none down")

    # A description beside it is not heard by halves.
    with open(room.press("told.meta.xml"), "w", encoding="utf-8") as f:
        f.write('<meta xmlns="urn:gazette:release:1"><embargo>2099-01-01 9.00</embargo></meta>')
    room.drop("told.xml", feed(entry(31), entry(32)))
    page = room.waits_for(lambda: room.report("told.xml", ".FIX.html"), 20)
    tap.ok("told.meta.xml" in (page or "") and desk.versions() == had, "a sidecar beside several refuses them", page)
    room.stop()


def languages(tap):
    desk = Desk()
    desk.room.drop("bench.xml", newsml(("sv", "fi", "en")))
    desk.room.waits_for(lambda: desk.receipts("bench.xml"), 20)
    live = desk.live()
    tap.equal(sorted(j["lang"] for j in live.values()), ["en", "fi", "sv"], "three NewsItems are three languages …")
    desk.room.waits_for(lambda: all(len(j.get("alternates", [])) >= 2 for j in desk.live().values()), 10)
    tap.equal(len({j["id"] for j in desk.live().values()}), 1, "… of one work")
    tap.ok(all(len(j.get("alternates", [])) >= 2 for j in desk.live().values()), "that lead to each other",
           [j.get("alternates") for j in desk.live().values()])
    desk.room.stop()


EDITIONS = {"html": ".html", "fragment": ".fragment.html", "text": ".txt", "epub": ".epub", "json": ".json",
            "ninjs": ".ninjs.json", "nitf": ".nitf.xml", "release": ".release.xml"}


def command(*args):
    run = subprocess.run([os.path.join(BUILD, "gazette"), *args], capture_output=True, text=True, timeout=120)
    return run.returncode, run.stdout, run.stderr


def editions(tap):
    """Each item of each format through all editions, by the command."""
    folder = os.path.join(SOURCE, "tests", "golden", "items")
    with tempfile.TemporaryDirectory() as out:
        for name in sorted(n for n in os.listdir(folder) if ".in." in n):
            path, stem = os.path.join(folder, name), name.rsplit(".", 1)[0]
            status, lines, _ = command("check", "--json", path)
            said = [json.loads(line) for line in lines.splitlines()]
            tap.equal([s.get("item") for s in said], list(range(1, len(said) + 1)), name + ": check tells of each item")
            status, _, errors = command("convert", "--to", ",".join(EDITIONS), "-o", out, path)
            wrong = []
            for number, words in enumerate(said, 1):
                base = os.path.join(out, stem + ("-%d" % number if number > 1 else ""))
                wrong += [base + e for e in EDITIONS.values() if not os.path.exists(base + e) or not os.path.getsize(base + e)]
                with open(base + ".json", encoding="utf-8") as f:
                    wrong += [] if json.load(f)["title"] == words["title"] else [base]
            tap.ok(status == 0 and len(said) > 1 and not wrong, name + ": each has all editions", errors + "\n".join(wrong))
        path = os.path.join(folder, "rss.in.xml")
        status, page, errors = command("convert", path)
        tap.ok(status == 64 and page == "" and "2 items" in errors and "-o DIR" in errors and "--item" in errors,
               "several pages are no page", errors)
        status, page, _ = command("convert", "--item", "2", "--to", "text", path)
        tap.ok(status == 0 and page.startswith("The tunnel closes"), "one of them is", page)
        status, page, errors = command("convert", "--item", "3", path)
        tap.ok(status == 64 and page == "" and "there is no item 3" in errors, "what is not there is said", errors)
        status, page, _ = command("convert", "--item", "0", path)
        tap.equal((status, page), (64, ""), "items are counted from 1")


def message(*items):
    return ('<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>%s</itemSet></newsMessage>'
            % "".join(items))


def item(number, embargo="", version=1, words=""):
    return ('<newsItem guid="urn:newsml:norrvik.example:2026:%s" version="%d" xml:lang="en"><itemMeta>%s'
            '<pubStatus qcode="stat:usable"/></itemMeta><contentMeta><headline>Bench %s for the harbour</headline></contentMeta>'
            '<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>%s This is bench %s. %s %s</p></body>'
            '</html></inlineXML></contentSet></newsItem>'
            % (number, version, "<embargoed>%s</embargoed>" % embargo if embargo else "", number, WORDS, number, MORE, words))


def waits(tap):
    desk = Desk()
    room = desk.room
    room.drop("wire.xml", message(item(1), item(2, "2099-05-03T09:00:00+03:00")))
    page = room.waits_for(lambda: room.report("wire.xml", ".NOTICE.html"), 20) or ""
    tap.equal(desk.versions(), {"Bench 1": 1}, "of two items the one without an embargo is public")
    tap.ok("2099" in page and "Bench 2" not in page, "the notice says when the other is, and not what", page)
    room.stop()
    room.start()
    room.drop("wire.xml", message(item(1), item(2, "2099-06-03T09:00:00+03:00"), item(3)))
    room.waits_for(lambda: "Bench 3" in desk.versions(), 20)
    page = room.waits_for(lambda: re.search("3 June 2099", room.report("wire.xml", ".NOTICE.html") or ""), 20)
    tap.equal((desk.versions(), bool(page)), ({"Bench 1": 1, "Bench 3": 1}, True), "saved again, it waits for another time")
    os.unlink(room.press("wire.xml"))
    tap.ok(room.waits_for(lambda: "scheduled" not in room.command("status")[1], 20), "moved away, nothing of it waits any more",
           room.command("status")[1])
    tap.equal([n for n in room.listing() if n.startswith("wire")], [], "and no page speaks of it")
    tap.equal(desk.versions(), {"Bench 1": 1, "Bench 3": 1}, "and what is public stays")

    # A later version is one, also within a file; two of one version are a question.
    room.drop("again.xml", message(item(1, version=2, words="It is painted."), item(3, words="It is not painted.")))
    room.waits_for(lambda: desk.receipts("again.xml") or desk.question("again.xml"), 20)
    tap.equal(desk.versions().get("Bench 1"), 2, "a later version replaces what is public")
    room.drop("twice.xml", message(item(7), item(7, words="Or rather not.")))
    page = room.waits_for(lambda: desk.question("twice.xml"), 20)
    tap.ok(page and "under the same id" in page and desk.versions().get("Bench 7") == 1,
           "two items of one id are asked about", page)
    room.stop()


def kills(tap):
    """Wherever it dies, all of it is published in the end, and once."""
    desk = Desk()
    names = []
    for stage, is_reached in (
            ("its items are jobs", lambda n: "taken apart" in desk.room.log_text().split("# %d" % n)[-1]),
            ("the first is public", lambda n: any("Bench %d." % n in t for t in desk.versions())),
            ("half of them are public", lambda n: sum("Bench %d." % n in t for t in desk.versions()) > 5)):
        number = len(names)
        names.append("feed-%d.xml" % number)
        with open(desk.room.log, "a", encoding="utf-8") as f:
            f.write("# %d\n" % number)
        desk.room.drop(names[-1], feed(*[entry("%d.%d" % (number, n)) for n in range(1, 13)]))
        reached = desk.room.waits_for(lambda: is_reached(number), 20)
        desk.room.stop(signal.SIGKILL)
        had = len(desk.receipts(names[-1]))
        desk.room.start()
        desk.room.waits_for(lambda: desk.receipts(names[-1]), 30)
        found = {t: v for t, v in desk.versions().items() if "Bench %d." % number in t}
        tap.ok(reached and had == 0, "killed when " + stage)
        tap.equal(sorted(found.values()), [1] * 12, "each is published once")
        tap.equal(len(desk.receipts(names[-1])), 1, "and there is one receipt")
    desk.room.stop()


def mutant(tap):
    """Knows neither what has not changed nor what are languages of one text."""
    desk = Desk("tests/dev/gazetted-jumbled")
    room = desk.room
    room.drop("feed.xml", feed(entry(1), entry(2)))
    room.waits_for(lambda: desk.receipts("feed.xml"), 20)
    room.drop("feed.xml", feed(entry(1), entry(2), entry(3)))
    room.waits_for(lambda: len(desk.receipts("feed")) == 2, 20)
    room.drop("bench.xml", newsml(("sv", "fi")))
    room.waits_for(lambda: desk.receipts("bench.xml"), 20)
    tap.ok(desk.versions().get("Bench 1") != 1, "a mutant that forgets what was published is caught")
    tap.equal(len({j["id"] for j in desk.live().values() if j["lang"] != "en"}), 2, "and one that forgets kin")
    room.stop()


tap = Tap()
editions(tap)
feeds(tap)
languages(tap)
waits(tap)
kills(tap)
mutant(tap)
tap.done()
