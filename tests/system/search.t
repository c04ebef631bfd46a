#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Search: what readers' browsers look through, which words find a release,
that a full part stays as it is, that what is taken down is not found, and, where
Chromium is, that the page finds it."""
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from builders import document
from newsroom import BUILD, Newsroom, Tap

tap = Tap()
room = Newsroom()
BODY = ["The municipality of Norrvik puts bench number %d at the old harbour, where it has a view of the sea.",
        "Bench %d is made of oak and seats four people. A carpenter from the next street made it in three weeks."]


def bench(number, extra="", title=None):
    return document("en", title=title or "Bench number %d" % number, body=[t % number for t in BODY] + ([extra] if extra else []))


def part(k, lang="en"):
    with open(room.www("search", lang, "%d.json" % k), encoding="utf-8") as f:
        return {r["title"]: r for r in json.load(f).get("releases", [])}


def read(*path):
    with open(room.www(*path), encoding="utf-8") as f:
        return f.read()


def stamp(*path):
    st = os.stat(room.www(*path))
    return st.st_ino, st.st_mtime_ns


# The first releases.
room.drop("quay.docx", bench(1, "Carpenter Åsa Öberg-Ångström of Ekenäs says \u2018at last\u2019 (\ufb01nally)."))
room.drop("simhall.sv.docx", document("sv", title="Simhallen öppnar igen"))
tap.ok(room.once() == 0, "two releases", room.log_text())
words = part(1)["Bench number 1"]["words"].split(" ")
tap.ok({"oak", "1", "asa", "oberg", "angstrom", "ekenas", "finally", "municipality"} <= set(words),
       "its words, without case and marks", words)
tap.equal(words, sorted(set(words)), "each once, in order")
tap.equal(part(1)["Bench number 1"]["href"].split("/")[1:2], ["en"], "and its address")
tap.ok(re.fullmatch(r"\d{4}-\d\d-\d\d", part(1)["Bench number 1"]["day"]), "and its day")
tap.equal(list(part(1, "sv")), ["Simhallen öppnar igen"], "a language has its own")
tap.equal(part(1, "fi"), {}, "or none yet")
page = read("search", "en", "index.html")
tap.ok('data-parts="1"' in page and 'lang="en"' in page and "noindex" in page, "the page knows its parts", page)
script = re.search(r'<script src="(/_static/[0-9a-f]{16}\.js)"></script>', page)
tap.ok(script and os.path.exists(room.www(script.group(1)[1:])), "and has its script", page)
tap.equal(re.findall(r"<script(?! src=\"/_static/)", page), [], "no other")
for name in ("en/index.html", "en/all/1/index.html"):
    tap.ok('href="/search/en/"' in read(name), "%s leads there" % name, read(name)[-1500:])
latest = read("embed", "en", "latest.html")
tap.ok(latest.startswith('<ul class="gazette-latest" lang="en"><li><a href="https://press.norrvik.example/en/') and
       "Bench number 1" in latest and "<html" not in latest, "the latest for other sites", latest)

# Fifty, and more.
for i in range(2, 52):
    room.drop("bench-%02d.docx" % i, bench(i))
tap.ok(room.once(300) == 0, "fifty more", room.log_text()[-1500:])
tap.equal((len(part(1)), len(part(2))), (50, 1), "a part has fifty")
tap.ok('data-parts="2"' in read("search", "en", "index.html"), "the page knows the second")
tap.equal(read("embed", "en", "latest.html").count("<li>"), 10, "ten are the latest")
full, page = stamp("search", "en", "1.json"), stamp("search", "en", "index.html")
room.drop("late.docx", bench(60, "Xylophones."))
tap.ok(room.once() == 0 and "xylophones" in part(2)["Bench number 60"]["words"].split(), "one release more", room.log_text()[-1500:])
tap.equal((stamp("search", "en", "1.json"), stamp("search", "en", "index.html")), (full, page), "a full part and the page stay as they are")
room.drop("late.docx", bench(60, "Vibraphones."))
tap.ok(room.once() == 0 and "vibraphones" in part(2)["Bench number 60"]["words"] and "xylophones" not in part(2)["Bench number 60"]["words"],
       "a new version is found by its own words", room.log_text()[-1500:])


# In a browser.
def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


server = subprocess.Popen([os.path.join(BUILD, "gazette"), "preview", "-c", room.path("gazette.conf"), "--port", str(free_port())],
                          stdout=subprocess.PIPE, text=True)
base = server.stdout.readline().strip()


def policy(path):
    with urllib.request.urlopen(base + path) as answer:
        return answer.headers["Content-Security-Policy"]


tap.ok("script-src 'self'" in policy("search/en/") and "connect-src 'self'" in policy("search/en/"), "the search may run its script")
tap.ok("script" not in policy("en/") and "form-action 'none'" in policy("en/"), "no other page may")
with open(room.path("state", "nginx-1.conf"), encoding="utf-8") as f:
    recipe = f.read()
tap.ok("/search/" in recipe and "script-src 'self'" in recipe and "text/javascript js;" in recipe, "so says the recipe", recipe)


def found(query):
    """What Chromium shows for it: (what is said, the titles)."""
    with tempfile.TemporaryDirectory() as profile:
        run = subprocess.run([shutil.which("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + profile,
                              "--virtual-time-budget=20000", "--dump-dom", base + "search/en/?q=" + query],
                             capture_output=True, text=True, timeout=120)
    said = re.search(r'<p id="search-said"[^>]*>([^<]*)</p>', run.stdout)
    return said.group(1) if said else run.stdout[-800:] + run.stderr[-800:], re.findall(r'<h2><a href="/en/[^"]*">([^<]*)</a></h2>', run.stdout)


if shutil.which("chromium"):
    tap.equal(found("vibraph"), ("One press release was found.", ["Bench number 60"]), "the beginning of a word finds")
    tap.equal(found("%C3%85sa+ANGSTROM"), ("One press release was found.", ["Bench number 1"]), "case and marks do not matter")
    tap.equal(found("oak+xylophone"), ("No press release was found.", []), "all words must be there")
    said, titles = found("oak")
    tap.equal((said, titles[:1], len(titles)), ("52 press releases were found.", ["Bench number 60"], 52), "the newest come first")
else:
    tap.skip("the page in a browser", "there is no Chromium")
server.terminate()
server.wait()

# Down.
starts = room.log_text().count("started")
room.start()
room.waits_for(lambda: room.log_text().count("started") > starts)
gone = room.work_titled("Bench number 60")
tap.ok(room.command("withdraw", gone)[0] == 0 and room.waits_for(lambda: "Bench number 60" not in part(2)), "what is withdrawn is not found")
tap.ok(room.waits_for(lambda: "Bench number 60" not in read("embed", "en", "latest.html")), "nor among the latest")
tap.ok(room.command("restore", gone)[0] == 0 and room.waits_for(lambda: "Bench number 60" in part(2)), "when it comes back it is")
tap.ok(room.command("erase", gone)[0] == 0 and room.waits_for(lambda: "Bench number 60" not in part(2)), "what is erased is not")
tap.equal(room.stop(), 0, "the daemon ends")
with open(room.path("state", "catalogue.db"), "rb") as f:
    data = f.read()
tap.ok(b"vibraphones" not in data and b"xylophones" not in data, "and its words are in no catalogue")
tap.ok(room.command("verify")[0] == 0, "all is as it should be", room.command("verify")[1])
before = room.tree()
tap.ok(room.command("rebuild")[0] == 0 and {k: v for k, v in room.tree().items() if not k.startswith("api/")} ==
       {k: v for k, v in before.items() if not k.startswith("api/")}, "a rebuild makes the same")
tap.done()
