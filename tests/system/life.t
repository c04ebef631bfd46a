#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The life of a release after its publication, as staff lead it by a folder.

Down and back again, with a reason, under a banner, gone, moved, erased, over.
A running daemon is driven; the mutant takes every withdrawal for the same, and
must be caught.
"""
import atexit
import contextlib
import datetime
import glob
import gzip
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import zoneinfo

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import BUILD, Newsroom, Tap, release

MONTH = time.strftime("%Y-%m")
FINNISH = ["Norrvikin kunta asettaa uuden penkin vanhaan satamaan. Se on lehtikuusta, ja siihen mahtuu neljä ihmistä.",
           "Puuseppä teki sen kolmessa viikossa puista, jotka kaatuivat viime syksyn myrskyssä."]


class Site:
    def __init__(self, folders="", program="gazetted"):
        self.room = Newsroom(folders, program)
        self.room.start()

    def publish(self, name, data, title):
        """Drop it; its path when all is said about it."""
        self.room.drop(name, data)
        self.room.waits_for(lambda: self.receipt(name))
        return self.path(title)

    def path(self, slug):
        found = [p for p in self.room.releases() if p.endswith(slug)]
        return found[0] if found else ""

    def done(self, name=""):
        return self.room.press("_done", MONTH, name)

    def receipt(self, name, folder=None):
        try:
            with open(os.path.join(folder or self.done(), name + ".receipt.html"), encoding="utf-8") as f:
                return re.sub(r"<(?!meta)[^>]*>", "", f.read())
        except FileNotFoundError:
            return ""

    def ops(self):
        lines = []
        folder = self.room.www("api", "v1", "changes")
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
            if name.endswith(".jsonl"):
                with open(os.path.join(folder, name), encoding="utf-8") as f:
                    lines += [json.loads(line) for line in f]
        return [line["op"] for line in lines]

    def work(self, word):
        _, out, _ = self.room.command("list")
        found = [line.split()[3] for line in out.splitlines() if word in line]
        return found[0] if found else ""

    def text(self, *parts):
        try:
            with open(self.room.www(*parts), encoding="utf-8") as f:
                return f.read()
        except FileNotFoundError:
            return ""

    def is_down(self, path):
        """A notice stands at the address, and no list leads there."""
        page = self.room.page(path)
        return "withdrawn" in page and "larch" not in page and not self.listed(path)

    def listed(self, path):
        lang = path.split("/")[0]
        month = "/".join(path.split("/")[:3])
        return any("/" + path in t for t in (self.text(lang, "index.html"), self.text(month, "index.html"),
                                             self.text("feeds", lang + ".atom")))

    def is_up(self, path):
        return os.path.exists(self.room.www(path, "release.epub")) and self.listed(path)


def undo(check, site):
    room = site.room
    path = site.publish("bench.docx", release(), "a-bench-for-the-harbour")
    before = room.tree()
    edition = {n: h for n, h in before.items() if n.startswith(path)}

    # The receipt is dragged there, and back.
    os.rename(site.done("bench.docx.receipt.html"), room.press("_withdraw", "bench.docx.receipt.html"))
    check(room.waits_for(lambda: site.is_down(path)), "a receipt in _withdraw takes its release down", room.log_text())
    said = room.waits_for(lambda: "To undo this" in site.receipt("bench.docx", room.press("_withdraw"))
                          and site.receipt("bench.docx", room.press("_withdraw")))
    check(said, "the receipt that lies there then says how to undo it", room.listing("_withdraw"))
    os.rename(room.press("_withdraw", "bench.docx.receipt.html"), site.done("bench.docx.receipt.html"))
    check(room.waits_for(lambda: site.is_up(path)), "moved back, it brings the release back", room.log_text())
    check(room.waits_for(lambda: "is public again" in site.receipt("bench.docx")), "and says so",
          site.receipt("bench.docx"))
    check({n: h for n, h in room.tree().items() if n.startswith(path)} == edition, "every edition is as it was")
    check(room.waits_for(lambda: site.ops()[-1:] == ["restore"]), "the change is called restore", site.ops())

    # The document is dragged there, and back into the drop folder.
    time.sleep(0.5)
    os.rename(site.done("bench.docx"), room.press("_withdraw", "bench.docx"))
    check(room.waits_for(lambda: site.is_down(path)), "a document in _withdraw does the same", room.log_text()[-600:])
    room.waits_for(lambda: site.receipt("bench.docx", room.press("_withdraw")))
    os.rename(room.press("_withdraw", "bench.docx"), room.press("bench.docx"))
    check(room.waits_for(lambda: site.is_up(path)), "moved back into the drop folder it brings it back",
          room.log_text()[-600:])
    check(room.waits_for(lambda: "bench.docx" in room.done()
                         and not any("bench" in n for n in room.listing("_withdraw"))),
          "it lies in _done again, and nothing stays behind", room.listing() + room.listing("_withdraw"))
    check(not any("QUESTION" in n for n in room.listing()), "without a question", room.listing())

    # And into _done.
    time.sleep(0.5)
    os.rename(site.done("bench.docx"), room.press("_withdraw", "bench.docx"))
    room.waits_for(lambda: site.is_down(path))
    room.waits_for(lambda: site.receipt("bench.docx", room.press("_withdraw")))
    os.rename(room.press("_withdraw", "bench.docx"), site.done("bench.docx"))
    check(room.waits_for(lambda: site.is_up(path)), "moved back into _done it does so too", room.log_text()[-600:])

    # A slip of the mouse.
    time.sleep(0.5)
    lines = len(site.ops())
    os.rename(site.done("bench.docx"), room.press("_withdraw", "bench.docx"))
    time.sleep(0.3)
    os.rename(room.press("_withdraw", "bench.docx"), site.done("bench.docx"))
    time.sleep(1.5)
    check(site.is_up(path) and len(site.ops()) == lines, "what is moved back at once was never down", site.ops())

    # Deleted, it restores nothing.
    os.rename(site.done("bench.docx"), room.press("_withdraw", "bench.docx"))
    room.waits_for(lambda: site.is_down(path))
    room.waits_for(lambda: site.receipt("bench.docx", room.press("_withdraw")))
    for name in room.listing("_withdraw"):
        os.remove(room.press("_withdraw", name))
    time.sleep(1.5)
    check(site.is_down(path), "deleted there, it brings nothing back")
    room.drop("bench.docx", release())
    check(room.waits_for(lambda: room.report("bench.docx", ".QUESTION.html")), "dropped anew, it asks",
          room.listing())
    check(site.is_down(path), "and is down until somebody answers")
    os.rename(room.press("bench.docx"), room.press("_approve", "bench.docx"))
    check(room.waits_for(lambda: site.is_up(path)), "answered, it is back under its address", room.log_text()[-600:])
    return path


def stale(check, site):
    """What undid an earlier withdrawal does not undo a later one."""
    room = site.room
    path = site.publish("lamp.docx", release(title="A lamp for the pier", number=3), "a-lamp-for-the-pier-3")
    os.rename(site.done("lamp.docx.receipt.html"), room.press("_withdraw", "lamp.docx.receipt.html"))
    room.waits_for(lambda: "To undo this" in site.receipt("lamp.docx", room.press("_withdraw")))
    with open(room.press("_withdraw", "lamp.docx.receipt.html"), encoding="utf-8") as f:
        old = f.read()
    os.rename(room.press("_withdraw", "lamp.docx.receipt.html"), room.press("lamp.docx.receipt.html"))
    check(room.waits_for(lambda: site.is_up(path)), "a receipt moved into the drop folder brings its release back",
          room.log_text())
    check(room.waits_for(lambda: "lamp.docx.receipt.html" not in room.listing()), "and does not lie about there",
          room.listing())
    room.waits_for(lambda: "is public again" in site.receipt("lamp.docx"))
    os.rename(site.done("lamp.docx"), room.press("_withdraw", "lamp.docx"))
    room.waits_for(lambda: "To undo this" in site.receipt("lamp.docx", room.press("_withdraw")))
    room.drop("copy.docx.receipt.html", old)
    time.sleep(1.2)
    check(site.is_down(path), "the receipt of an earlier withdrawal undoes no later one")


def reasons(check, site):
    room = site.room
    ferry = site.publish("ferry.docx", release(title="The ferry sails at nine", number=7), "the-ferry-sails-at-nine-7")
    os.makedirs(room.press("_withdraw", "The figures were wrong"))
    os.rename(site.done("ferry.docx"), room.press("_withdraw", "The figures were wrong", "ferry.docx"))
    check(room.waits_for(lambda: "Reason: The figures were wrong" in room.page(ferry)),
          "a folder within _withdraw is the reason that readers see", room.page(ferry) + room.log_text()[-600:])
    inner = room.press("_withdraw", "The figures were wrong")
    check(room.waits_for(lambda: "The figures were wrong" in site.receipt("ferry.docx", inner)),
          "the receipt beside it quotes it", os.listdir(inner))
    os.rename(os.path.join(inner, "ferry.docx"), site.done("ferry.docx"))
    check(room.waits_for(lambda: site.is_up(ferry)), "from there it comes back as well", room.log_text()[-600:])
    room.waits_for(lambda: not os.listdir(inner))

    # Readable, by a word.
    time.sleep(0.5)
    os.makedirs(room.press("_withdraw", "readable"), exist_ok=True)
    os.rename(site.done("ferry.docx"), room.press("_withdraw", "readable", "ferry.docx"))
    check(room.waits_for(lambda: 'class="ended"' in room.page(ferry)), "in the folder readable it stays, under a banner",
          room.log_text()[-600:])
    check(room.waits_for(lambda: not site.listed(ferry)), "and leaves lists and feeds")
    check("larch" in room.page(ferry) and os.path.exists(room.www(ferry, "release.epub")), "its words can be read")
    check(room.waits_for(lambda: room.command("verify")[0] == 0), "the web root is what the catalogue says",
          room.command("verify")[1])
    before = room.tree()
    room.command("rebuild")
    check(room.tree() == before, "rebuilt, it is the same byte for byte")
    os.rename(room.press("_withdraw", "readable", "ferry.docx"), site.done("ferry.docx"))
    check(room.waits_for(lambda: site.is_up(ferry) and 'class="ended"' not in room.page(ferry)),
          "and back it has no banner", room.page(ferry))

    # By the command.
    work = site.work("the-ferry")
    status, out, err = room.command("withdraw", "--reason", "The ferry <is> old", work)
    check(status == 0 and room.waits_for(lambda: "The ferry &lt;is&gt; old" in room.page(ferry)),
          "gazette withdraw --reason says it to readers", out + err + room.page(ferry))
    os.utime(site.done("ferry.docx"))
    time.sleep(1.5)
    check("The ferry &lt;is&gt; old" in room.page(ferry), "a document that had come back before brings it back no more",
          room.log_text()[-600:])
    status, out, err = room.command("restore", work)
    check(status == 0 and room.waits_for(lambda: site.is_up(ferry)), "gazette restore brings it back", out + err + room.log_text()[-900:])
    status, out, err = room.command("restore", work)
    check(status != 0 and "not withdrawn, but live" in err, "of what is public it says that it is not withdrawn", out + err)
    return ferry


def web(site):
    """nginx with the include that the daemon keeps: its port, or 0."""
    room = site.room
    if shutil.which("nginx") is None:
        return 0
    base = room.path("nginx")
    os.makedirs(base, exist_ok=True)
    os.chmod(room.dir, 0o755)
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    with open(os.path.join(base, "nginx.conf"), "w") as f:
        f.write("""master_process off; daemon off; pid %s/pid; error_log %s/error;
events {}
http { access_log off; client_body_temp_path %s/b; proxy_temp_path %s/p; fastcgi_temp_path %s/f; uwsgi_temp_path %s/u;
scgi_temp_path %s/s; server { listen 127.0.0.1:%d; root %s; include %s; } }
""" % ((base,) * 7 + (port, room.www(), room.path("state", "nginx-1.conf"))))
    server = subprocess.Popen([shutil.which("nginx"), "-p", base, "-c", os.path.join(base, "nginx.conf"), "-e",
                               os.path.join(base, "error")], stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    atexit.register(server.wait)
    atexit.register(server.kill)
    return port


def answer(port, path):
    """(status, where to, body)."""
    conn = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        conn.request("GET", "/" + path)
        got = conn.getresponse()
        return got.status, got.getheader("Location") or "", got.read().decode("utf-8", "replace")
    except OSError:
        return 0, "", ""
    finally:
        conn.close()


def move(check, site):
    """To another address; the old one leads there.  Both paths."""
    room = site.room
    old = site.publish("glow.en.docx", release(title="A glow for the pier", number=5), "a-glow-for-the-pier-5")
    room.drop("glow.fi.docx", release("fi", "Hehku laiturille", FINNISH))
    room.waits_for(lambda: 'hreflang="fi"' in room.page(old))
    new = old.rsplit("/", 1)[0] + "/a-light"
    work = site.work("a-glow")
    status, out, err = room.command("move", work, "a-light")
    check(status != 0 and "which" in err, "a work in two languages wants to know which", out + err)
    status, out, err = room.command("move", work + "/en", "../../x")
    check(status != 0, "no address leaves its month", out + err)
    status, out, err = room.command("move", work + "/en", "a-light")
    check(status == 0 and room.waits_for(lambda: site.is_up(new)), "gazette move gives it a new address",
          out + err + room.log_text()[-600:])
    check(room.waits_for(lambda: 'http-equiv="refresh" content="0; url=/' in room.page(old) and new in room.page(old)), "a page at the old one leads there",
          room.page(old))
    check("seats" not in room.page(old) and not os.path.exists(room.www(old, "release.epub")),
          "nothing else is left there")
    check(room.waits_for(lambda: site.ops()[-1:] != [] and "move" in site.ops()), "the change is called move", site.ops())
    other = [p for p in room.releases() if p.startswith("fi/")]
    check(other and room.waits_for(lambda: new in room.page(other[0])), "its translation names the new address")
    check(not site.listed(old) and room.waits_for(lambda: site.listed(new)), "and so do lists")
    status, out, err = room.command("move", work + "/en", old.rsplit("/", 1)[1])
    check(status != 0, "an address that was had is had for ever", out + err)
    check(room.waits_for(lambda: room.command("verify")[0] == 0), "the web root is what the catalogue says",
          room.command("verify")[1])
    before = room.tree()
    room.command("rebuild")
    check(room.tree() == before, "rebuilt, it is the same byte for byte",
          set(before.items()) ^ set(room.tree().items()))
    return old, new


def served(check, site, old, new, lost):
    """What nginx answers, with the maps."""
    port = web(site)
    if port == 0:
        return
    site.room.waits_for(lambda: answer(port, "")[0] != 0)
    status, where, _ = answer(port, old + "/")
    check((status, where.endswith("/" + new + "/")) == (301, True), "nginx sends the old address on with 301",
          (status, where))
    status, where, _ = answer(port, old + "/release.txt")
    check((status, where.endswith("/" + new + "/release.txt")) == (301, True), "and that of each edition", (status, where))
    status, _, body = answer(port, lost + "/")
    check(status == 410 and "no longer here" in body, "what is gone answers 410, in words", (status, body[:300]))
    check(answer(port, new + "/")[0] == 200, "what is public answers 200")


def over(check):
    """What has ended says so, also when nobody was there at that time."""
    site = Site()
    room = site.room
    zone = zoneinfo.ZoneInfo("Europe/Helsinki")

    def ends(seconds):
        at = datetime.datetime.now(zone) + datetime.timedelta(seconds=seconds)
        return ('<?xml version="1.0"?>\n<meta xmlns="urn:gazette:release:1"><expires>%s</expires></meta>'
                % at.isoformat(timespec="seconds"))
    room.drop("sale.meta.xml", ends(7))
    room.drop("sale.docx", release(title="A sale of benches"))
    room.waits_for(lambda: site.receipt("sale.docx"))
    path = site.path("a-sale-of-benches")
    check(path and 'class="ended"' not in room.page(path), "before its end a page has no banner", room.log_text())
    check(room.waits_for(lambda: 'class="ended"' in room.page(path)), "at its end it has one", room.page(path)[-800:])
    check("no longer current" in room.page(path) and "larch" in room.page(path), "and can still be read")
    check(room.waits_for(lambda: site.ops()[-1:] == ["expire"]), "the change is called expire", site.ops())
    check(site.is_up(path), "it stays in lists")
    room.drop("fair.meta.xml", ends(4))
    room.drop("fair.docx", release(title="A fair of lamps", number=2))
    room.waits_for(lambda: site.receipt("fair.docx"))
    path = site.path("a-fair-of-lamps-2")
    room.stop()
    check(path and 'class="ended"' not in room.page(path), "one is public when the daemon stops")
    time.sleep(4)
    room.start()
    check(room.waits_for(lambda: 'class="ended"' in room.page(path)), "what ended meanwhile says so after a start",
          room.log_text()[-600:])
    check(room.waits_for(lambda: room.command("verify")[0] == 0), "the web root is what the catalogue says",
          room.command("verify")[1])
    room.stop()


def erased(check):
    """No word of it is left, in no file of the house; its address is taken."""
    site = Site()
    room = site.room
    words = "Zyzzyvas"
    site.publish("zyzzyvas-plan.docx", release(title="The %s are moving" % words, body=[
        "The %s of the harbour move into a house of their own. It is made of larch and seats four." % words,
        "The carpenter made it in three weeks from trees that fell in the storm of last autumn."]), "moving")
    site.publish("other.docx", release(title="A quiet day", number=4), "a-quiet-day-4")
    work = site.work("zyzzyvas")
    room.command("move", work, "zyzzyvas-went")
    room.waits_for(lambda: site.path("zyzzyvas-went") and "zyzzyvas-went" in room.page(
        "en/%s/the-zyzzyvas-are-moving" % time.strftime("%Y/%m")))
    os.rename(site.done("zyzzyvas-plan.docx"), room.press("_withdraw", "zyzzyvas-plan.docx"))
    room.waits_for(lambda: site.receipt("zyzzyvas-plan.docx", room.press("_withdraw")))
    status, out, err = room.command("erase", work)
    check(status == 0, "erase", out + err)

    def left():
        found = []
        for top in ("www", "state", "stage", "press"):
            for base, folders, files in os.walk(room.path(top)):
                for name in files + folders:
                    path = os.path.join(base, name)
                    data = b""
                    if os.path.isfile(path):  # or it goes just now
                        with contextlib.suppress(FileNotFoundError), open(path, "rb") as f:
                            data = f.read()
                        if path.endswith(".gz") and data:
                            data = gzip.decompress(data)
                    if b"zyzzyva" in data.lower() or "zyzzyva" in name.lower():
                        found.append(os.path.relpath(path, room.dir))
        return found
    check(room.waits_for(lambda: left() == []), "nothing of it lies anywhere, not even its address", "\n".join(left()))
    month = time.strftime("en/%Y/%m/")
    port = web(site)
    if port:
        room.waits_for(lambda: answer(port, "")[0] != 0)
        status, _, body = answer(port, month + "zyzzyvas-went/")
        check(status == 410 and "no longer here" in body, "its address answers 410 all the same", (status, body[:300]))
        check(answer(port, month + "a-quiet-day-4/")[0] == 200 and answer(port, month)[0] == 200, "what is public in that month answers 200")
        check(answer(port, "en/1999/01/never/")[0] == 404, "in another month what never was answers 404")
    path = site.publish("went.docx", release(title="Zyzzyvas went"), "zyzzyvas-went-2")
    check(path != "", "its address is never given to another", "\n".join(room.releases()))
    room.command("erase", site.work("zyzzyvas"))
    check(room.waits_for(lambda: left() == []), "a second one goes like the first", "\n".join(left()))
    room.stop()
    check(left() == [], "nor is it there when all is closed", "\n".join(left()))
    check("zyzzyva" not in room.log_text().lower(), "nor in the log")
    status, out, err = room.command("verify")
    check(status == 0, "the web root is what the catalogue says", out + err)


def erased_on_its_way(check):
    """Erased before it has left the address that it moves from."""
    site = Site()
    room = site.room

    def words():
        found = []
        for base, _, files in os.walk(room.www()):
            for name in files:
                try:
                    with open(os.path.join(base, name), "rb") as f:
                        found += [os.path.relpath(base, room.www())] if b"Quokkas" in f.read() else []
                except FileNotFoundError:
                    pass
        return found
    for i in range(5):
        site.publish("quokkas-%d.docx" % i, release(title="The Quokkas are moving %d" % i, number=i), "the-quokkas-are-moving-%d" % i)
        work = site.work("the-quokkas-are-moving-%d" % i)
        room.command("move", work, "went-%d" % i)
        room.waits_for(lambda: glob.glob(room.www("en", "*", "*", "went-%d" % i)))
        room.command("erase", work)
    check(room.waits_for(lambda: not words()), "what is erased on its way to another address is left at neither", sorted(set(words())))
    room.stop()


def gone(check, site, path):
    room = site.room
    work = site.work("the-ferry")
    status, out, err = room.command("gone", work)
    check(status == 0 and room.waits_for(lambda: not os.path.exists(room.www(path, "release.epub"))),
          "gazette gone removes every edition", out + err)
    check(room.waits_for(lambda: "no longer here" in room.page(path)), "a tombstone stands there", room.page(path))
    check(room.waits_for(lambda: site.ops()[-1:] == ["gone"]), "the change is called gone", site.ops())
    status, out, err = room.command("restore", work)
    check(status != 0 and "not withdrawn, but gone" in err, "gazette restore says that it is gone", out + err)
    time.sleep(0.5)
    check(not os.path.exists(room.www(path, "release.epub")), "and brings nothing back that is gone")


def at_once(check, site):
    """Down and up again before anybody has done anything about it; and up while
    a rebuild makes the notice anew."""
    room = site.room
    path = site.publish("mast.docx", release(title="A mast for the yawl"), "a-mast-for-the-yawl")
    work = site.work("A mast")
    for _ in range(4):
        count = site.ops().count("restore")
        room.command("withdraw", work)
        room.command("restore", work)
        back = room.waits_for(lambda: site.ops().count("restore") > count and site.is_up(path))
    check(back, "what is withdrawn and brought back at once is public", room.log_text()[-900:])
    check(room.waits_for(lambda: room.command("verify")[0] == 0), "and whole", room.command("verify")[1])
    room.command("withdraw", work)
    room.waits_for(lambda: site.is_down(path))
    count = site.ops().count("restore")
    rebuild = subprocess.Popen([os.path.join(BUILD, "gazette"), "rebuild", "-c", room.conf], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    room.command("restore", work)
    err = rebuild.communicate()[1]
    check(rebuild.returncode == 0, "a rebuild ends well, whatever comes back meanwhile", err)
    check(room.waits_for(lambda: site.ops().count("restore") > count and site.is_up(path)), "and that is back", room.page(path)[-500:])
    check(room.waits_for(lambda: room.command("verify")[0] == 0), "whole as well", room.command("verify")[1])


def halves(check, site):
    """Killed while it wrote a page that is never written again."""
    room = site.room
    room.stop(9)
    half, other = room.www("id", "x", ".index.html.new"), room.www(".own.txt")
    os.makedirs(os.path.dirname(half))
    for path in (half, other):
        with open(path, "w") as f:
            f.write("<html>")
    room.start()
    check(room.waits_for(lambda: not os.path.exists(os.path.dirname(half))), "a half that a crash left goes", room.log_text()[-500:])
    check(os.path.exists(other), "what is an administrator's stays")
    os.remove(other)


def life(tap, program="gazetted"):
    good = []
    check = tap.ok if tap else lambda ok, *_: good.append(bool(ok))
    site = Site(program=program)
    begin = tap.scenario if tap else lambda _: None
    begin("the receipt of an earlier withdrawal undoes no later one")
    stale(check, site)
    if tap:
        begin("a receipt and a document are dragged into _withdraw and out again")
        undo(check, site)
        begin("a release is brought back at once, and during a rebuild")
        at_once(check, site)
        halves(check, site)
        begin("a withdrawal has a reason, or leaves the page readable")
        ferry = reasons(check, site)
        begin("a release is gone for good")
        gone(check, site, ferry)
        begin("a release moves to another address")
        old, new = move(check, site)
        served(check, site, old, new, ferry)
        check(site.room.waits_for(lambda: site.room.command("verify")[0] == 0),
              "the web root is what the catalogue says", site.room.command("verify")[1])
        begin("a release ends, also while nothing runs")
        over(check)
        begin("a release is erased")
        erased(check)
        erased_on_its_way(check)
        check("error" not in site.room.log_text(), "the log has no error", site.room.log_text()[-1500:])
    site.room.stop()
    return good


def main():
    tap = Tap()
    life(tap)
    tap.ok(not all(life(None, "tests/dev/gazetted-stale")), "the mutant that takes all withdrawals for one is caught")
    tap.done()


main()
