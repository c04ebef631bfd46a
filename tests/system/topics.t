#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Topics: the pages and feeds of a tag, from its first release to its last;
how few files are written for one release more, and what is left of a topic
whose release is taken down."""
import gzip
import json
import os
import re
import sys
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from builders import document
from newsroom import Newsroom, Tap

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://press.norrvik.example"
tap = Tap()
room = Newsroom()
BODY = ["The municipality of Norrvik puts bench number %d at the old harbour, where it has a view of the sea.",
        "Bench %d is made of oak and seats four people. A carpenter from the next street made it in three weeks."]


def tagged(title, *tags, lang="en", number=0):
    return document(lang, title=title, body=[text % number for text in BODY] if lang == "en" else None,
                    rows=[({"en": "Title", "sv": "Rubrik"}[lang], title), ({"en": "Tags", "sv": "Etiketter"}[lang], ", ".join(tags))])


def read(path):
    with open(room.www(path), encoding="utf-8") as f:
        return f.read()


def has(path):
    return os.path.exists(room.www(path))


def titles(path):
    return re.findall(r"<h2><a [^>]*>([^<]*)</a></h2>", read(path))


def entries(path):
    return [e.findtext(ATOM + "title") for e in ElementTree.fromstring(read(path)).iter(ATOM + "entry")]


def stamps():
    found = {}
    for base, _, names in os.walk(room.www()):
        for name in names:
            st = os.stat(os.path.join(base, name))
            found[os.path.relpath(os.path.join(base, name), room.www())] = (st.st_ino, st.st_mtime_ns)
    return found


def written(call):
    """Files that it writes, but for their twins."""
    before = stamps()
    call()
    after = stamps()
    return sorted(p for p in after if after[p] != before.get(p) and not p.endswith(".gz"))


def unlisted():
    """Files that are in no manifest, or in two, or that a manifest alone has."""
    listed = []
    for entry in json.loads(read("api/v1/manifest/index.json"))["manifests"]:
        listed += [entry["p"]] + [f["p"] for f in json.loads(read(entry["p"]))["files"]]
    here = set(room.tree()) - {"api/v1/head.json", "api/v1/health.json", "api/v1/manifest/index.json"}
    return sorted(set(listed) ^ here) + [p for p in set(listed) if listed.count(p) > 1]


def publish(**files):
    for name, data in files.items():
        room.drop(name.replace("__", ".") + ".docx", data)
    return room.once(300) == 0


# A topic with its spellings.
tap.ok(publish(one=tagged("A bench", "Öppna data", "Harbours", number=1),
               two=tagged("Another bench", "oppna  DATA", "#Oak", number=2),
               tre__sv=tagged("Simhallen öppnar igen", "Öppna data", "Simhallar", lang="sv")), "three releases with tags", room.log_text())
tap.equal(sorted(titles("en/tag/oppna-data/index.html")), ["A bench", "Another bench"], "spellings of a tag are one topic")
page = read("en/tag/oppna-data/index.html")
name = "Topic: Öppna data" if "Topic: Öppna data" in page else "Topic: oppna DATA"
tap.ok("<h1>%s</h1>" % name in page, "which is called as the first of them spells it", page[:2000])
tap.equal(titles("sv/tag/oppna-data/index.html"), ["Simhallen öppnar igen"], "a topic is of one language")
for kind, suffix in (("application/atom+xml", "atom"), ("application/rss+xml", "rss"), ("application/feed+json", "json")):
    tap.ok('<link rel="alternate" type="%s" href="/feeds/en.tag-oppna-data.%s"' % (kind, suffix) in page, "it names its feed: " + suffix, page)
tap.equal(sorted(entries("feeds/en.tag-oppna-data.atom")), ["A bench", "Another bench"], "its Atom feed")
tap.equal([i["title"] for i in json.loads(read("feeds/en.tag-oak.json"))["items"]], ["Another bench"], "its JSON feed")
tap.ok("<title>Another bench</title>" in read("feeds/en.tag-oak.rss"), "its RSS feed")
tap.ok("hub" not in read("feeds/en.tag-oak.atom"), "which names no hub")
tap.equal(re.findall(r'<li><a href="([^"]*)">', read("en/tag/index.html"))[:3],
          ["/en/tag/harbours/", "/en/tag/oak/", "/en/tag/oppna-data/"], "all topics of a language")
tap.ok('href="/en/tag/"' in read("en/index.html"), "the front page leads there")
maps = read("sitemap.xml")
tap.ok(all(BASE + "/sitemaps/tag-%s.xml" % lang in maps for lang in ("en", "sv")) and "tag-fi" not in maps, "sitemaps name theirs", maps)
tap.ok("<loc>%s/en/tag/oak/</loc>" % BASE in read("sitemaps/tag-en.xml"), "and they the topics")
release = [p for p in room.releases() if p.strip("/").endswith("/another-bench")][0].strip("/")
text = read(release + "/index.html")
for slug in ("oppna-data", "oak"):
    tap.ok('href="%s/en/tag/%s/"' % (BASE, slug) in text, "its page leads to the topic " + slug, text[-3000:])
    tap.ok('href="%s/feeds/en.tag-%s.atom"' % (BASE, slug) in text, "and names its feed", text[:3000])
tap.ok('href="%s/en/tag/oak/"' % BASE in read(release + "/fragment.html"), "so does the fragment")

# A new version leaves one topic and comes to another.
tap.ok(publish(two=tagged("Another bench", "Oppna data", "Granite", number=2)), "a new version with other tags", room.log_text())
tap.ok(not has("en/tag/oak") and not has("feeds/en.tag-oak.atom") and not has("feeds/en.tag-oak.json"), "an empty topic leaves, with its feeds")
tap.ok("oak" not in read("en/tag/index.html") + read("sitemaps/tag-en.xml"), "and every list of topics")
tap.equal(titles("en/tag/granite/index.html"), ["Another bench"], "a new one comes")
tap.ok(room.command("verify")[0] == 0, "all is as it should be")

# Fifty, and more.
for i in range(3, 52):
    room.drop("bench-%02d.docx" % i, tagged("Bench number %d" % i, "Harbours", number=i))
tap.ok(room.once(300) == 0, "fifty in one topic", room.log_text()[-2000:])
first = "en/tag/harbours/1/index.html"
tap.equal((len(titles(first)), len(titles("en/tag/harbours/index.html"))), (50, 50), "its first page is full")
tap.equal(titles(first)[0], "A bench", "with the oldest first")
tap.ok('href="/en/tag/harbours/2/" rel="next"' in read(first), "it leads to the next", read(first)[-1500:])
tap.equal(titles("en/tag/harbours/2/index.html"), [], "where nothing has come yet")
tap.ok('href="/en/tag/harbours/1/"' in read("en/tag/harbours/index.html"), "the topic leads to its pages")
full = stamps()[first]
one = written(lambda: publish(plain=document("en", title="A plain one", body=[t % 90 for t in BODY])))
tap.ok(5 < len(one) <= 40, "a release without a topic: %d files" % len(one), "\n".join(one))
tap.ok(not [p for p in one if "tag" in p], "none of them a topic's", one)
few = written(lambda: publish(more1=tagged("One more bench", "Harbours", number=91)))
many = written(lambda: publish(more2=tagged("Two more benches", "Harbours", "Öppna data", "Granite", number=92)))
extra = [p for p in few if "tag" in p]
tap.ok(len(extra) <= 7 and len(few) - len(extra) <= 40, "one topic: %d files more" % len(extra), "\n".join(few))
tap.ok(len([p for p in many if "tag" in p]) <= 7 * 3, "three topics: %d files more" % len([p for p in many if "tag" in p]), "\n".join(many))
tap.equal(stamps()[first], full, "a full page stays as it is")
tap.equal(titles("en/tag/harbours/2/index.html"), ["One more bench", "Two more benches"], "the next one grows")
tap.equal(titles("en/tag/harbours/index.html")[:2], ["Two more benches", "One more bench"], "the latest come first")
tap.equal(len(entries("feeds/en.tag-harbours.atom")), 50, "a feed has fifty")
tap.ok(gzip.open(room.www(first + ".gz"), "rb").read() == open(room.www(first), "rb").read(), "pages have their twins")

tap.equal(unlisted(), [], "each file is in one manifest")
sizes = [len(json.loads(read("api/v1/manifest/" + n))["files"]) for n in os.listdir(room.www("api/v1/manifest")) if n.startswith("tag-en-")]
tap.ok(len(sizes) >= 3 and max(sizes) < 40, "those of topics are many, and small", sizes)

# Down.
tree = room.tree()
starts = room.log_text().count("started")
room.start()
room.waits_for(lambda: room.log_text().count("started") > starts)


gone = room.work_titled("Two more benches")
status, out, err = room.command("withdraw", gone)
tap.ok(status == 0 and room.waits_for(lambda: "Two more benches" not in read("en/tag/harbours/2/index.html")), "a withdrawn release leaves its topics", out + err)
tap.ok(room.waits_for(lambda: titles("en/tag/granite/index.html") == ["Another bench"]), "all of them")
tap.ok("deleted-entry" in read("feeds/en.tag-harbours.atom") and "Two more" not in read("feeds/en.tag-harbours.atom"), "their feeds say so")
tap.ok(room.command("restore", gone)[0] == 0 and room.waits_for(lambda: titles("en/tag/harbours/2/index.html") == ["One more bench", "Two more benches"]),
       "when it comes back it has its old place")
bench = room.work_titled("Another bench")
tap.ok(room.command("move", bench, "a-bench-of-stone")[0] == 0 and
       room.waits_for(lambda: "a-bench-of-stone/" in read("en/tag/granite/index.html")), "one that moves is found at its new address")
for title in ("Another bench", "Two more benches"):
    tap.ok(room.command("erase", room.work_titled(title))[0] == 0, "erased: " + title)
tap.ok(room.waits_for(lambda: not has("en/tag/granite") and not has("feeds/en.tag-granite.atom")), "nothing is left of its topic")
tap.ok(room.waits_for(lambda: titles("en/tag/oppna-data/index.html") == ["A bench"]), "nor of it in the others")
tap.ok("deleted-entry" not in read("feeds/en.tag-oppna-data.atom"), "not even that there was something")
tap.equal(room.stop(), 0, "SIGTERM ends it")
tap.equal([p for p in room.tree() if b"granite" in open(room.www(p), "rb").read().lower() or "granite" in p], [], "its name is nowhere in the web root")
with open(room.path("state", "catalogue.db"), "rb") as f:
    tap.ok(b"ranite" not in f.read(), "nor in the catalogue")
tap.ok(room.command("verify")[0] == 0, "all is as it should be")

tap.equal(unlisted(), [], "no manifest names what is gone")

# Made again.
tree = room.tree()
status, out, err = room.command("rebuild")
tap.ok(status == 0 and {k: v for k, v in room.tree().items() if not k.startswith("api/")} ==
       {k: v for k, v in tree.items() if not k.startswith("api/")}, "a rebuild makes the same", out + err)
tap.done()
