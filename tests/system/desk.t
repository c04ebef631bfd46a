#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The desk: time to think, previews, locks, approval, as staff meet them.

Nothing is published while somebody may still change his mind, and a file that
is moved, saved again or opened meanwhile has the last word.  Mutants that
forget one of these rules must be caught.
"""
import os
import re
import sys
import time
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import BUILD, Newsroom, Tap, release

AFTER = 'folder "." { publish = after after = "%s" }\n'
tap = Tap()


def staff(after="4 s", program="gazetted", mutant=""):
    os.environ["GAZETTE_MUTANT"] = mutant
    return Newsroom(AFTER % after, program)


def notice(room, name, folder=""):
    return room.report(name, ".NOTICE.html", folder)


def time_to_think():
    tap.scenario("time to think passes, and a document is published")
    room = staff()
    room.start()
    room.waits_for(lambda: "_preview" in room.listing())
    dropped = time.time()
    room.drop("bench.docx", release(title="A bench that is thought over"))
    page = room.waits_for(lambda: notice(room, "bench.docx"))
    tap.ok("will be published at" in page and "move or delete" in page, "what waits has its notice", page or room.log_text())
    preview = room.report("bench.docx", ".PREVIEW.html")
    tap.ok("A bench that is thought over" in preview and "<meta name=\"generator\" content=\"Gazette" in preview[:2048],
           "and a preview of the page, with our mark", preview[:800])
    tap.ok(not re.search(r'(src|href)="(?!#|mailto:|tel:|data:|https?://|bench)', preview), "which stands alone", preview[:3000])
    tap.ok('href="bench.docx.NOTICE.html"' in preview and 'href="bench.docx.PREVIEW.html"' in page,
           "notice and preview lead to each other")
    tap.ok("bench.docx" in room.listing() and not room.releases(), "the file stays where it is, and nothing is public")
    tap.ok(room.waits_for(lambda: room.releases()) and time.time() - dropped >= 4, "it is published when the time is over",
           room.log_text()[-1500:])
    tap.ok(room.waits_for(lambda: "bench.docx" in room.done()), "then the original moves")
    tap.ok(room.waits_for(lambda: not [n for n in room.listing() if n.startswith("bench")]), "and nothing is left beside it", room.listing())
    os.remove(room.press("_done", time.strftime("%Y-%m"), "bench.docx"))
    time.sleep(3)
    tap.equal(len(room.releases()), 1, "a file that vanishes later withdraws nothing")

    tap.scenario("what waits is deleted, moved, saved again, opened and approved")
    # Stopped, moved away, renamed, saved again, opened.
    for name in "gone", "moved", "saved", "open", "approved":
        room.drop(name + ".docx", release(title="First text of " + name))
    for name in "gone", "moved", "saved", "open", "approved":
        room.waits_for(lambda: notice(room, name + ".docx"))
    os.remove(room.press("gone.docx"))
    os.rename(room.press("moved.docx"), room.path("outbox", "moved.docx"))
    with open(room.press("~$open.docx"), "wb") as f:
        f.write(b"\x05Anna" + b" " * 157)
    os.rename(room.press("approved.docx"), room.press("_approve", "approved.docx"))
    tap.ok(room.waits_for(lambda: any("first-text-of-approved" in p for p in room.releases()), 3),
           "approval publishes at once", room.log_text()[-1500:])
    time.sleep(1)
    saved = time.time()
    room.drop("saved.docx", release(title="Second text of saved"))
    tap.ok(room.waits_for(lambda: any("second-text-of-saved" in p for p in room.releases())) and time.time() - saved >= 4,
           "saved again, it has its time anew", room.log_text()[-1500:])
    tap.ok(room.waits_for(lambda: "is open" in notice(room, "open.docx")), "an open one has a notice that says so",
           notice(room, "open.docx"))
    tap.equal([p for p in room.releases() if "first-text" in p and "approved" not in p], [],
              "what was moved, deleted, saved again or opened is not published")
    tap.ok(not [n for n in room.listing() if n.startswith(("gone", "moved"))], "and no page is left of it", room.listing())
    os.remove(room.press("~$open.docx"))
    tap.ok(room.waits_for(lambda: "will be published" in notice(room, "open.docx")), "closed, it waits once more",
           notice(room, "open.docx"))
    tap.ok(room.waits_for(lambda: any("first-text-of-open" in p for p in room.releases())), "and is published then",
           room.log_text()[-1500:])
    tap.ok(room.stop() == 0, "the daemon stops when asked")
    return room


def restart():
    """Scan first, then release what is due."""
    tap.scenario("time to think passes while nothing runs")
    room = staff("6 s")
    room.start()
    for name in "stays", "goes":
        room.drop(name + ".docx", release(title="What %s over night" % name))
        room.waits_for(lambda: notice(room, name + ".docx"))
    room.stop()
    os.remove(room.press("goes.docx"))
    time.sleep(6)
    room.start()
    tap.ok(room.waits_for(lambda: any("stays" in p for p in room.releases())), "what is due is released after a start",
           room.log_text()[-1500:])
    time.sleep(2)
    tap.equal([p for p in room.releases() if "goes" in p], [], "but not what was taken away meanwhile")
    tap.ok(room.waits_for(lambda: not [n for n in room.listing() if n.startswith("goes")]), "whose pages go", room.listing())
    room.stop()


def previews():
    tap.scenario("a document is only shown")
    room = Newsroom()
    room.start()
    room.waits_for(lambda: "_preview" in room.listing())
    room.drop("show.docx", release(title="Only to be shown"), "_preview")
    page = room.waits_for(lambda: notice(room, "show.docx", "_preview"))
    tap.ok("preview of" in page, "what is dropped into _preview has a notice", page or room.log_text())
    tap.ok("Only to be shown" in room.report("show.docx", ".PREVIEW.html", "_preview"), "and its preview")
    room.drop("Fråga & svar.docx", release(title=""))
    page = room.waits_for(lambda: room.report("Fråga & svar.docx", ".QUESTION.html"))
    preview = room.report("Fråga & svar.docx", ".PREVIEW.html")
    links = [urllib.parse.unquote(x) for x in re.findall(r'href="(Fr[^"]*)"', page + preview)]
    tap.equal(sorted(set(links)), ["Fråga & svar.docx.PREVIEW.html", "Fråga & svar.docx.QUESTION.html"],
              "a question and its preview lead to each other, whatever the name")
    time.sleep(2)
    tap.equal(room.releases(), {}, "nothing of it is public")
    os.remove(room.press("_preview", "show.docx"))
    tap.ok(room.waits_for(lambda: room.listing("_preview") == []), "the preview goes with its document", room.listing("_preview"))
    tap.ok(room.stop() == 0, "the daemon stops when asked")


def status():
    """_status.html tells how all stands, within two seconds."""
    tap.scenario("the status page tells how all stands")
    room = staff("60 s")
    room.start()
    page = lambda: room.report("_status", ".html")
    tap.ok(room.waits_for(lambda: "No files yet" in page() or "Inga filer" in page()), "an empty folder has its status page", room.listing())
    tap.ok(room.waits_for(lambda: "Help – Hjälp – Ohje.html" in room.listing()) and "_approve" in room.report("Help – Hjälp – Ohje", ".html"), "and its help page", room.listing())
    room.drop("waits.docx", release(title="A title not out yet"))
    began = room.waits_for(lambda: room.report("waits.docx", ".NOTICE.html") and time.monotonic())
    tap.ok(room.waits_for(lambda: "waits.docx" in page()) and time.monotonic() - began < 2, "what waits is on it within two seconds", page()[:900])
    tap.ok("A title not out yet" not in page(), "without its title, which is not out yet")
    room.drop("asks.docx", release(title=""))
    tap.ok(room.waits_for(lambda: "asks.docx" in page()), "what is held is on it")
    os.rename(room.press("waits.docx"), room.press("_approve", "waits.docx"))
    tap.ok(room.waits_for(lambda: "A title not out yet" in page() and "https://press.norrvik.example/en/" in page()),
           "what is published has its title and address", page()[:900])
    time.sleep(3)
    first = page()
    time.sleep(4)
    tap.equal(page(), first, "where nothing happens it is not made anew")
    room.drop("_status.html", "<p>A page of somebody's.</p>")
    room.drop("more.docx", release(title=""))
    room.waits_for(lambda: room.report("more.docx", ".QUESTION.html"))
    time.sleep(2)
    tap.equal(page(), "<p>A page of somebody's.</p>", "a page of others under that name is left alone")
    tap.ok(room.stop() == 0, "the daemon stops when asked")


def inventory():
    """The first start on a folder that is not empty."""
    tap.scenario("one of the files that lay there at the first start is meant")
    room = staff("2 s")
    for name in "old", "older":
        room.drop(name + ".docx", release(title="The %s one" % name))
    time.sleep(0.05)
    room.start()
    page = room.waits_for(lambda: notice(room, "_inventory"))
    tap.ok("2 files were here" in page, "a folder that is not empty has an inventory", page[:900] or room.log_text())
    room.drop("new.docx", release(title="One that is new"))
    time.sleep(5)
    tap.equal(room.releases(), {}, "and nothing is published")
    tap.ok("gazette adopt" in room.report("_status", ".html"), "as the status page says")
    os.rename(room.press("older.docx"), room.press("_approve", "older.docx"))
    tap.ok(room.waits_for(lambda: any("older" in p for p in room.releases())), "but what is meant", room.log_text()[-800:])
    room.stop()
    room.start()
    room.waits_for(lambda: room.log_text().count("started version") == 2)
    tap.equal(room.command("adopt")[0], 0, "an administrator adopts it")
    tap.ok(room.waits_for(lambda: not notice(room, "_inventory")), "then its page goes", room.listing())
    room.drop("next.docx", release(title="One that comes next"))
    tap.ok(room.waits_for(lambda: any("comes-next" in p for p in room.releases())), "and what comes next is published", room.log_text()[-800:])
    tap.equal(len(room.releases()), 2, "but not what lay there")
    room.stop()


def limited(room, limits):
    with open(room.conf, encoding="utf-8") as f:
        conf = f.read()
    with open(room.conf, "w", encoding="utf-8") as f:
        f.write(conf.replace("limits { ", "limits { " + limits))
    return room


def breaker():
    tap.scenario("more than usual of one person")
    room = limited(staff("2 s"), "breaker = 3 ")
    room.start()
    room.waits_for(lambda: "_approve" in room.listing())
    for i in range(7):
        room.drop("many-%d.docx" % i, release(title="One of many", number=i + 1))
    held = lambda: [n for n in room.listing() if n.endswith(".QUESTION.html")]
    tap.ok(room.waits_for(lambda: len(held()) == 4), "over three of one owner the rest is held", room.listing())
    tap.ok("Unusually many" in room.report(held()[0][:-len(".QUESTION.html")], ".QUESTION.html"), "with its sentence")
    tap.ok(room.waits_for(lambda: len(room.releases()) == 3), "and the first three are published")
    name = held()[0][:-len(".QUESTION.html")]
    os.rename(room.press(name), room.press("_approve", name))
    tap.ok(room.waits_for(lambda: len(room.releases()) == 4), "approved, one more is", room.log_text()[-800:])
    room.stop()
    room = limited(Newsroom(), "breaker = 3 ")
    room.start()
    for i in range(7):
        room.drop("many-%d.docx" % i, release(title="One of many", number=i + 1))
    tap.ok(room.waits_for(lambda: len(room.releases()) == 7), "a folder for machines has no breaker", room.log_text()[-800:])
    room.stop()


def corrections(mutant=""):
    """An original that is mended where it lies."""
    os.environ["GAZETTE_MUTANT"] = mutant
    room = Newsroom(program="tests/dev/gazetted-hasty" if mutant else "gazetted")
    month = os.path.join("_done", time.strftime("%Y-%m"))
    room.start()
    room.drop("bench.docx", release(title="A bench of larch"))
    room.waits_for(lambda: "bench.docx.receipt.html" in room.done())
    with open(room.press(month, "bench.docx"), "rb") as f:
        original = f.read()
    time.sleep(0.5)
    mended = release(title="A bench of larch", body=[
        "The municipality of Norrvik puts a new bench at the old harbour. It is made of larch and seats five people of any age.",
        "The carpenter, who lives in the next street, made it in three weeks from trees that fell in the storm of last autumn."])
    room.drop("bench.docx", mended, month)
    question = lambda: room.report("bench.docx", ".QUESTION.html", month)
    page = lambda: room.page(list(room.releases())[0])
    room.waits_for(lambda: question() or "seats five" in page())
    if mutant:
        return room
    tap.scenario("an original is mended where it lies")
    tap.ok("as a correction" in question() and "A bench of larch" in question(), "an original that is saved again asks",
           question()[:600] or room.log_text()[-800:])
    tap.ok("seats four" in page(), "and nothing is changed")
    room.drop("bench.docx", original, month)
    tap.ok(room.waits_for(lambda: not question()), "as it was before, there is nothing to ask")
    room.drop("bench.docx", mended, month)
    tap.ok(room.waits_for(question), "but once more when it is changed")
    os.rename(room.press(month, "bench.docx"), room.press("_approve", "bench.docx"))
    tap.ok(room.waits_for(lambda: "seats five" in page()), "approved, it is published", room.log_text()[-800:])
    tap.ok(len(room.releases()) == 1 and "Corrected" in page(), "as a correction under the same address")
    tap.ok(room.waits_for(lambda: "bench.docx" in room.listing(month)) and not question(), "and lies where it lay", room.listing(month))
    time.sleep(1)
    tap.ok(not [n for n in room.listing(month) if "QUESTION" in n], "without asking again", room.listing(month))
    return room


def strangers():
    """What lies in _done and never came through here is nobody's business."""
    tap.scenario("a stranger's file lies in _done")
    room = Newsroom()
    room.drop("stranger.docx", release(title="Never seen before"), os.path.join("_done", time.strftime("%Y-%m")))
    for i in range(3):
        room.drop("new-%d.docx" % i, release(title="New here", number=i + 1))
    room.start()
    tap.ok(room.waits_for(lambda: len(room.releases()) == 3), "documents are taken in beside it", room.log_text()[-800:])
    time.sleep(1)
    tap.equal([p for p in room.releases() if "never" in p], [], "and it is left alone")
    tap.ok(room.stop() == 0, "the daemon stops when asked")


def just_begun():
    """A new document of Explorer's, before anybody has written into it."""
    tap.scenario("a new document is written into, and another is left empty")
    room = Newsroom()
    room.start()
    name = "Nytt Microsoft Word-dokument.docx"
    room.drop(name, release(title="", body=[""]))
    room.drop("Nothing.docx", release(title="", body=[""]))
    tap.ok(room.waits_for(lambda: room.report("Nothing.docx", ".FIX.html") or room.report("Nothing.docx", ".QUESTION.html")),
           "a document without a word has its sentence", room.listing())
    tap.ok(not [n for n in room.listing() if n.startswith(name + ".")], "a new one has not, for a while", room.listing())
    room.drop(name, release(title="What somebody wrote into it"))
    tap.ok(room.waits_for(lambda: room.releases()), "and is published when it is written", room.log_text()[-800:])
    room.drop("Uusi asiakirja.docx", release(title="", body=[""]))
    tap.ok(room.waits_for(lambda: [n for n in room.listing() if n.startswith("Uusi asiakirja.docx.")], 25), "left empty, it has its sentence too",
           room.listing())
    room.stop()


def mutants():
    program = "tests/dev/gazetted-hasty"
    if not os.path.exists(os.path.join(BUILD, program)):
        tap.skip("mutants are caught", "they are not built")
        return
    room = staff("2 s", program, "looks-away")
    room.start()
    room.drop("gone.docx", release(title="Gone before its time"))
    room.waits_for(lambda: notice(room, "gone.docx"))
    os.remove(room.press("gone.docx"))
    tap.ok(room.waits_for(lambda: room.releases()), "a daemon that looks away is caught", room.log_text()[-1500:])
    room.stop()
    room = staff("60 s", program, "waits-for-none")
    room.start()
    room.drop("bench.docx", release())
    tap.ok(room.waits_for(lambda: room.releases()), "a daemon that does not wait is caught", room.log_text()[-1500:])
    room.stop()
    room = limited(staff("2 s", program, "never-trips"), "breaker = 3 ")
    room.start()
    room.waits_for(lambda: "_approve" in room.listing())
    for i in range(5):
        room.drop("many-%d.docx" % i, release(title="One of many", number=i + 1))
    tap.ok(room.waits_for(lambda: len(room.releases()) > 3), "a daemon without a breaker is caught", room.log_text()[-1500:])
    room.stop()
    room = staff("2 s", program, "takes-all")
    room.drop("old.docx", release())
    time.sleep(0.05)
    room.start()
    tap.ok(room.waits_for(lambda: room.releases()), "a daemon that publishes what lay there is caught", room.log_text()[-1500:])
    room.stop()
    room = corrections("corrects-all")
    tap.ok("seats five" in room.page(list(room.releases())[0]), "a daemon that corrects without asking is caught", room.log_text()[-1500:])
    room.stop()
    os.environ["GAZETTE_MUTANT"] = "shows-all"
    room = Newsroom(program=program)
    room.start()
    room.drop("show.docx", release(), "_preview")
    tap.ok(room.waits_for(lambda: room.releases()), "a daemon that publishes what is only shown is caught", room.log_text()[-1500:])
    room.stop()


time_to_think()
restart()
previews()
status()
inventory()
breaker()
corrections().stop()
strangers()
just_begun()
mutants()
tap.done()
