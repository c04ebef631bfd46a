#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Relations: a document says of which release it is a version or translation.

A running daemon is driven through its folder, with words as people write them
(a title, an address, the name of a file) and with wires, which count their
versions and call their own releases back.
"""
import json
import os
import re
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import Newsroom, Tap, samples

TITLE = "A bench for the harbour"
BODY = ["The municipality of Norrvik puts a new bench at the old harbour. It is made of larch and seats four.",
        "The carpenter made it in three weeks from trees that fell in the storm of last autumn."]
FINNISH = ["Norrvikin kunta asettaa uuden penkin vanhaan satamaan. Se on lehtikuusta, ja siihen mahtuu neljä ihmistä.",
           "Puuseppä teki sen kolmessa viikossa puista, jotka kaatuivat viime syksyn myrskyssä."]


def document(rows=None, title=TITLE, body=None, lang="en"):
    def write(path):
        d = samples.Document(lang)
        if rows:
            d.table(rows)
        d.p(title, "title")
        for text in body or BODY:
            d.p(text)
        d.save(path, title)
    return write


def wire(number, text, status="usable"):
    return ('<nitf><head><docdata management-status="%s"><doc-id id-string="norrvik-77"/><du-key version="%d"/>'
            '</docdata></head><body><body.head><hedline><hl1>The ferry sails again</hl1></hedline></body.head>'
            '<body.content><p>%s</p><p>It sails from the old harbour at noon, every day of the week.</p></body.content>'
            '</body></nitf>' % (status, number, text))


class Desk:
    def __init__(self):
        self.room = Newsroom()
        self.room.start()

    def live(self):
        """{path: release.json} of what is public."""
        found = {}
        for path in self.room.releases():
            with open(self.room.www(path, "release.json"), encoding="utf-8") as f:
                found[path] = json.load(f)
        return found

    def told(self):
        return ["%s v%d" % (p, j["version"]) for p, j in self.live().items()]

    def version(self, path):
        return self.live().get(path, {}).get("version", 0)

    def drop(self, name, data, until):
        self.room.drop(name, data)
        return self.room.waits_for(until, 8)

    def receipt(self, name):
        for base, _, files in os.walk(self.room.press("_done")):
            if name + ".receipt.html" in files:
                with open(os.path.join(base, name + ".receipt.html"), encoding="utf-8") as f:
                    return f.read()
        return ""


def people(tap, desk):
    room = desk.room
    tap.scenario("a release is corrected by its title, its address and the name of its file")
    tap.ok(desk.drop("bench.docx", document(), lambda: len(desk.live()) == 1), "a release is published")
    time.sleep(1.1)  # or all of it would bear one second
    path = list(desk.live())[0]
    url = desk.live()[path]["url"]

    body = [BODY[0].replace("four", "five"), BODY[1]]
    tap.ok(desk.drop("quite another name.docx", document([("Replaces", TITLE)], body=body),
                     lambda: desk.version(path) == 2), "the title of a release says whose version it is",
           desk.told())
    body = [BODY[0].replace("four", "six"), BODY[1]]
    tap.ok(desk.drop("third.docx", document([("Replaces", url)], body=body), lambda: desk.version(path) == 3),
           "so does its address", desk.told())
    body = [BODY[0].replace("four", "seven"), BODY[1]]
    tap.ok(desk.drop("fourth.docx", document([("Replaces", "third.docx"), ("Correction", "The number of seats was wrong.")],
                                             body=body), lambda: desk.version(path) == 4),
           "so does the name of its file", desk.told())
    tap.ok(re.search(r'class="version"><strong>Corrected</strong> <time[^>]*>[^<]*</time>: The number of seats was wrong\.',
                     room.page(path)) is not None, "a correction says so above the article", room.page(path)[-1500:])
    tap.equal(desk.live()[path].get("change"), "correction", "and in the data")

    tap.scenario("a translation says of what")
    tap.ok(desk.drop("penkki.docx", document([("Käännös", TITLE)], title="Penkki satamaan", body=FINNISH, lang="fi"),
                     lambda: len(desk.live()) == 2), "a translation says of what", desk.told())
    other = [p for p in desk.live() if p != path]
    room.waits_for(lambda: desk.live()[path].get("alternates"))
    tap.ok(other and desk.live()[path].get("alternates") and desk.live()[other[0]].get("alternates"),
           "both pages link to each other")

    tap.scenario("a document replaces what nobody knows")
    room.drop("lost.docx", document([("Replaces", "A title that nobody ever wrote")], title="Lost", body=BODY))
    page = room.waits_for(lambda: room.report("lost.docx", ".QUESTION.html"))
    tap.ok("A title that nobody ever wrote" in (page or ""), "words that mean no release are asked about")
    tap.equal(len(desk.live()), 2, "and nothing goes out")

    tap.ok(desk.drop("fourth.docx", document(title="Correction: " + TITLE, body=[BODY[0], BODY[1] + " It is oiled."]),
                     lambda: desk.version(path) == 5), "a correction that has the name of what it corrects goes out",
           "\n".join(room.listing()))
    tap.ok("<strong>Corrected</strong>" in room.page(path), "as a correction")
    room.drop("unclear.docx", document(title="Correction: the town hall is closed", body=FINNISH))
    page = room.waits_for(lambda: room.report("unclear.docx", ".QUESTION.html"))
    tap.ok(page, "one that says of nothing is asked about")


def wires(tap, desk):
    room = desk.room
    tap.scenario("a wire has versions, comes late and is canceled")
    before = set(desk.live())
    tap.ok(desk.drop("one.xml", wire(2, "The ferry has been repaired."), lambda: len(desk.live()) > len(before)),
           "a wire is published")
    path = (set(desk.live()) - before or {""}).pop()
    tap.ok(desk.drop("two.xml", wire(3, "The ferry has been repaired and painted."), lambda: desk.version(path) == 2),
           "its next version replaces it, whatever the file is called")
    text = room.page(path)
    room.drop("late.xml", wire(1, "The ferry has been lost at sea."))
    said = room.waits_for(lambda: desk.receipt("late.xml"))
    tap.ok(said and room.page(path) == text, "an earlier version that comes late replaces nothing")
    tap.ok(said and "later version" in said, "its receipt says so", re.sub(r"<[^>]*>", " ", said)[:1500])
    tap.ok(desk.drop("killed.xml", wire(4, "The ferry has been repaired.", "canceled"), lambda: path not in desk.live()),
           "one that is canceled takes it down")
    room.waits_for(lambda: desk.receipt("killed.xml"))
    tap.ok("painted" not in room.page(path), "a notice stands in its place", room.page(path))
    tap.ok(desk.receipt("killed.xml") != "", "with a receipt", "\n".join(room.done()))
    room.drop("held.xml", wire(1, "Nothing of this is public.", "withheld").replace("norrvik-77", "norrvik-78"))
    tap.ok(room.waits_for(lambda: room.report("held.xml", ".QUESTION.html")), "one that is withheld does not go out")
    tap.ok(not any("Nothing of this is public" in room.page(p) for p in desk.live()), "nowhere")
    status, out, err = room.command("verify")
    tap.ok(status == 0, "the web root is what the catalogue says", out + err)


tap = Tap()
desk = Desk()
people(tap, desk)
wires(tap, desk)
tap.ok("error" not in desk.room.log_text(), "the log has no error", desk.room.log_text()[-1500:])
desk.room.stop()
tap.done()
