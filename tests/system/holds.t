#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Nothing by accident: documents that must not go out by themselves.

Each is dropped into a running daemon; none may be published, each must have
its sentence beside it.  The mutant weighs every finding as nothing, and must
be caught.
"""
import os
import re
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from builders import BODIES, COMMENT, DEL, INS, MARKED, PROMPT, commented, document, headed, status
from newsroom import Newsroom, Tap, release, samples

next_year = time.localtime().tm_year + 1
WITHHELD = samples.NITF.replace('management-status="usable"', 'management-status="withheld"').replace(
    "norrvik-2026-0829-1", "norrvik-withheld")

# name, document, in which language its sentence is
CASES = [
    ("insertions.docx", document(raw=INS)),
    ("deletions.docx", document(raw=DEL)),
    ("comment.docx", document(raw=COMMENT, parts=commented())),
    ("simhallen UTKAST.docx", document("sv")),
    ("first-line.docx", document("fi", "Uimahalli avataan taas", first="LUONNOS – EI JULKAISTAVAKSI")),
    ("header.docx", document(parts=headed("DRAFT – confidential"))),
    ("status.docx", document(parts=status("Draft"))),
    ("embargo-words.docx", document("sv", "Simhallen öppnar igen", first="Embargo till fredag")),
    ("embargo-future.docx", document(first="Embargoed until 3 May %d at 9:00" % next_year)),
    ("embargo-fi.docx", document("fi", "Uimahalli avataan taas", first="Ei saa julkaista ennen 3.5.%d klo 9.00" % next_year)),
    ("embargo-past.docx", document(first="Embargoed until 3 May 2020 at 9:00")),
    ("embargo-header.docx", document(parts=headed("Under embargo"))),
    ("hall embargo.docx", document()),
    ("embargo-winter-time-in-july.docx", document(first="Embargo until 10 July %d 9:00 EET" % next_year)),
    ("template.docx", document(raw=PROMPT)),
    ("placeholder.docx", document(body=BODIES["en"] + ["The repairs cost XX euros."])),
    ("to-be-confirmed.docx", document(body=BODIES["en"] + ["The mayor opens the hall at [ ] o'clock, TBC."])),
    ("marked.docx", document(raw=MARKED)),
    ("uimahalli_korjattu.docx", document("fi", "Uimahalli avataan taas")),
    ("simhall.docx", document("sv", "Rättelse: simhallen öppnar igen")),
    ("no-title.docx", document(title=None)),
    ("withheld.xml", WITHHELD),
    ("conflict (Anna's conflicted copy 2026-05-03).docx", document()),
]


def published(room, but=()):
    return [p for p in room.releases() if not any(b in p for b in but)]


def question(room, name):
    return room.report(name, ".QUESTION.html") or room.report(name, ".NOTICE.html")


tap = Tap()
room = Newsroom()
room.start()

# The name of a live release with another text.
room.drop("weekly.docx", document(title="Road works on the coast road", body=[
    "The coast road is closed for lorries from Monday to Thursday between the church and the mill.",
    "Buses take the way through the forest, and stop at the school instead of the church."]))
tap.ok(room.waits_for(lambda: published(room)), "a clean release is published", room.log_text())
room.waits_for(lambda: "weekly.docx" not in room.listing())
room.drop("weekly.docx", document(title="New rules for boats in the harbour", body=[
    "From the first of June every boat in the guest harbour of Norrvik needs a number on its bow.",
    "The number is free of charge and can be had at the harbour office during the summer season."]))
for name, write in CASES:
    room.drop(name, write)

# A lock beside an open document, a half copy, and our own receipt again.
with open(room.press("~$open.docx"), "wb") as f:
    f.write(b"\x05Anna" + b" " * 157)
room.drop("open.docx", document(title="Still open in a window"))
release(title="Only half of it has come")(room.path("outbox", "half.docx"))
with open(room.path("outbox", "half.docx"), "rb") as f:
    whole = f.read()
with open(room.press("half.docx"), "wb") as f:
    f.write(whole[:len(whole) // 2])
room.drop("letter.dotx", document())
receipt = room.waits_for(lambda: [f for f in room.done() if f.endswith(".receipt.html")])
month = time.strftime("%Y-%m")
with open(room.press("_done", month, receipt[0]), "rb") as f:
    room.drop("weekly.docx.receipt.html", f.read())

held = ["weekly.docx"] + [name for name, _ in CASES]
for name in held:
    page = room.waits_for(lambda: question(room, name), 20)
    tap.ok(page and "generator" in page and len(page) > 500, name + " has its question beside it",
           "\n".join(room.listing()) + room.log_text()[-1500:])
page = question(room, "header.docx")
tap.ok(re.search(r"<dt>Title</dt>\s*<dd><bdi>[^<]*</bdi><span class=\"why\"> – by the style", page), "a question shows what was found, and why",
       page[-1500:])
page = question(room, "embargo-past.docx")
tap.ok("<dt>Language</dt>" in page and "<dt>Title</dt>" not in page, "but no title where there is an embargo", page[-1500:])
tap.ok(room.waits_for(lambda: question(room, "open.docx")), "the open document has a notice", room.listing())
tap.ok(room.waits_for(lambda: ".docx" in room.report("letter.dotx", ".FIX.html")), "a template is told from a document", room.listing())
time.sleep(4)
tap.equal(published(room, but=["road-works"]), [], "nothing of all this is published")
tap.ok("half.docx" in room.listing() and "open.docx" in room.listing(), "the half copy and the open one wait where they are")
tap.ok("weekly.docx.receipt.html" in room.listing(), "the receipt is not taken")
leaks = [n for n in room.tree() if b"discussed" in open(room.www(n), "rb").read()]
tap.equal(leaks, [], "no word of a held document is in the web root")

# The answer of a person.
os.rename(room.press("marked.docx"), room.press("_approve", "marked.docx"))
tap.ok(room.waits_for(lambda: any("swimming-hall" in p for p in room.releases())), "what is moved to _approve is published",
       room.log_text()[-1500:])
tap.ok(room.waits_for(lambda: not question(room, "marked.docx")), "and its question is gone", room.listing())
before = len(room.releases())
os.rename(room.press("embargo-future.docx"), room.press("_approve", "embargo-future.docx"))
time.sleep(2)
tap.equal(len(room.releases()), before, "but an embargo still needs its time")
room.drop("insertions.docx", document(title="Saved without the open question"))
tap.ok(room.waits_for(lambda: any("open-question" in p for p in room.releases())), "a clean save answers too", room.log_text()[-1500:])
os.remove(room.press("~$open.docx"))
tap.ok(room.waits_for(lambda: any("still-open" in p for p in room.releases())), "closed, the open document is published",
       room.log_text()[-1500:])
with open(room.press("half.docx"), "wb") as f:
    f.write(whole)
tap.ok(room.waits_for(lambda: any("only-half" in p for p in room.releases())), "whole, the half copy is published",
       room.log_text()[-1500:])
os.remove(room.press("comment.docx"))
tap.ok(room.waits_for(lambda: not question(room, "comment.docx")), "the question goes with its document", room.listing())
tap.ok(room.stop() == 0, "the daemon stops when asked")

mutant = Newsroom(program="tests/dev/gazetted-careless")
if os.path.exists(mutant.program):
    mutant.start()
    mutant.drop("insertions.docx", document(raw=INS))
    tap.ok(mutant.waits_for(lambda: mutant.releases()), "a daemon that weighs findings as nothing is caught")
else:
    tap.skip("a daemon that weighs findings as nothing is caught", "it is not built")
tap.done()
