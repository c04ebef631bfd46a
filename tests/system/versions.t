#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Versions: what a later save changes is told to readers and to the sender.

A running daemon is driven through its folder.  A slip of the pen, mended,
moves no date; anything that a reader must know of does.  The mutant takes
every change for a slip, and must be caught.
"""
import json
import os
import re
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import Newsroom, Tap, release

BODY = ["The municipality of Norrvik puts a new bench at the old harbour. It is made of larch and seats four.",
        "The carpenter made it in three weeks from trees that fell in the strom of last autumn.",
        "The bench stands there from the first of June, and everybody is welcome to sit down."]


def told(room, path="en"):
    """(updated, version) of the only release."""
    found = [p for p in room.releases()]
    if len(found) != 1:
        return None
    with open(room.www(found[0], "release.json"), encoding="utf-8") as f:
        data = json.load(f)
    return data["updated"], data["version"]


def entry(room):
    with open(room.www("feeds", "en.atom"), encoding="utf-8") as f:
        entries = re.findall(r"<entry>.*?</entry>", f.read(), re.S)
    return re.search(r"<updated>(.*?)</updated>", entries[0]).group(1) if entries else ""


def save(room, body):
    before = told(room)
    room.drop("bench.docx", release(body=body))
    room.waits_for(lambda: told(room) and (before is None or told(room)[1] > before[1]), 30)
    room.waits_for(lambda: not os.path.exists(room.press("bench.docx")))
    return told(room)


def receipt(room):
    pages = []
    for base, _, files in os.walk(room.press("_done")):
        pages += [os.path.join(base, n) for n in files if n.endswith(".receipt.html")]
    if not pages:
        return ""
    with open(max(pages, key=os.path.getmtime), encoding="utf-8") as f:
        return f.read()


def quoted(room):
    """What the newest receipt puts between quotation marks, from "larch" on."""
    return set(re.findall(r"larch[^”<]*", re.sub(r"</?bdi>", "", receipt(room))))


def versions(tap, program="gazetted"):
    """How many of the changes were told as they should be."""
    good = []
    check = tap.ok if tap else lambda ok, *_: good.append(ok)
    room = Newsroom(program=program)
    room.start()
    first = save(room, BODY)
    check(first is not None and first[1] == 1, "the first version is published")
    path = list(room.releases())[0]
    check('class="version"' not in room.page(path), "its page speaks of no change")
    time.sleep(1.1)
    slip = save(room, [BODY[0], BODY[1].replace("strom", "storm"), BODY[2]])
    check(slip == (first[0], 2), "a slip of the pen is a version that keeps the date", str(slip))
    check('class="version"' not in room.page(path), "its page speaks of no change either")
    check(entry(room) == first[0], "the feed keeps its date", entry(room))
    check(room.waits_for(lambda: "small corrections" in receipt(room)), "the receipt says so")
    digit = save(room, [BODY[0].replace("four", "5"), BODY[1].replace("strom", "storm"), BODY[2]])
    check(digit[1] == 3 and digit[0] > first[0], "another number moves the date", str(digit))
    page = room.page(path)
    check(re.search(r'class="version"><strong>Updated</strong>.*?changed passages: 1<', page) is not None,
          "the page says when, and how much")
    room.waits_for(lambda: entry(room) == digit[0])
    check(entry(room) == digit[0], "and so does the feed", entry(room))
    check(room.waits_for(lambda: {"larch and seats four.", "larch and seats 5."} <= quoted(room)),
          "the receipt quotes what changed")
    added = save(room, [BODY[0].replace("four", "5"), BODY[1].replace("strom", "storm"), BODY[2],
                        "Coffee is served at noon."])
    check(added[1] == 4 and "new: 1" in room.page(path), "a new paragraph is counted")
    status, out, err = room.command("verify")
    check(status == 0, "the web root is what the catalogue says", out + err)
    room.stop()
    before = room.tree()
    status, out, err = room.command("rebuild")
    check(status == 0 and room.tree() == before, "rebuilt, it is the same byte for byte", out + err)
    return good


def main():
    tap = Tap()
    tap.scenario("a slip of the pen is mended, and a number, and a paragraph comes")
    versions(tap)
    good = versions(None, "tests/dev/gazetted-slips")
    tap.ok(not all(good), "the mutant that takes every change for a slip is caught")
    tap.done()


main()
