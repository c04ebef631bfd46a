#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Duplicates: the bytes that are live once more are no fault; they are put
away, and the receipt says where they can be read already, in the language of
the document."""
import os
import re
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import Newsroom, Tap, release

TEXTS = {
    "en": ("A bench for the harbour", "is already published", [
        "The municipality of Norrvik puts a new bench at the old harbour. It is made of larch and seats four.",
        "The carpenter made it in three weeks from trees that fell in the storm of last autumn."]),
    "fi": ("Penkki satamaan", "on jo julkaistu", [
        "Norrvikin kunta asettaa uuden penkin vanhaan satamaan. Se on lehtikuusta, ja siihen mahtuu neljä ihmistä.",
        "Puuseppä teki sen kolmessa viikossa puista, jotka kaatuivat viime syksyn myrskyssä."]),
    "sv": ("En bänk vid hamnen", "är redan publicerat", [
        "Norrviks kommun ställer en ny bänk vid den gamla hamnen. Den är av lärk och har plats för fyra personer.",
        "Snickaren gjorde den på tre veckor av träd som föll i stormen förra hösten."]),
}


def receipt(room, name):
    for base, _, files in os.walk(room.press("_done")):
        if name + ".receipt.html" in files:
            with open(os.path.join(base, name + ".receipt.html"), encoding="utf-8") as f:
                return re.sub(r"<[^>]*>", " ", f.read())
    return ""


tap = Tap()
room = Newsroom()
room.start()
tap.scenario("what is live is dropped once more")
for lang, (title, said, body) in TEXTS.items():
    write = release(lang, title, body)
    room.drop("once-%s.docx" % lang, write)
    tap.ok(room.waits_for(lambda: receipt(room, "once-%s.docx" % lang)), "one in %s is published" % lang, room.log_text())
    tree = {n: h for n, h in room.tree().items() if not n.startswith("api/")}
    with open(os.path.join(room.press("_done"), time.strftime("%Y-%m"), "once-%s.docx" % lang), "rb") as f:
        data = f.read()
    room.drop("again-%s.docx" % lang, data)
    page = room.waits_for(lambda: receipt(room, "again-%s.docx" % lang))
    tap.ok(said in (page or ""), "the same bytes have a receipt that says so", (page or "")[-1500:])
    path = [p for p in room.releases() if p.startswith(lang + "/")]
    tap.ok(len(path) == 1 and "https://press.norrvik.example/" + path[0] in (page or ""), "and where they can be read", path)
    tap.ok("again-%s.docx" % lang in room.done() and not any(n.startswith("again") for n in room.listing()),
           "they are put away, without a question", room.listing())
    tap.equal({n: h for n, h in room.tree().items() if not n.startswith("api/")}, tree, "nothing public is different")
# The same bytes in another folder are meant to be there, too.
room.drop("other-folder.docx", data, "sv")
other = room.waits_for(lambda: len([p for p in room.releases() if p.startswith("sv/")]) == 2)
tap.ok(other, "the same bytes in another folder are no duplicate", room.log_text()[-800:])
room.waits_for(lambda: receipt(room, "other-folder.docx"))
room.drop("other-again.docx", data, "sv")
page = room.waits_for(lambda: receipt(room, "other-again.docx"))
tap.ok("är redan publicerat" in (page or ""), "but twice there, they are", page)
room.drop("once-sv.en.docx", data)
tap.ok(room.waits_for(lambda: len([p for p in room.releases() if p.startswith("en/")]) == 2),
       "nor are they in another language, which the name says", room.log_text()[-800:])
tap.ok("error" not in room.log_text(), "the log has no error", room.log_text()[-1500:])
room.stop()
tap.done()
