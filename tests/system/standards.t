#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What is published meets the standards: epubcheck and the Nu HTML checker say
nothing about the samples, as editions of their own and in the web root."""
import email.utils
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import xml.dom.minidom
from xml.etree import ElementTree

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import BUILD, SOURCE, Newsroom, Tap, samples
from shapes import label_words, ninjs_faults, nitf_faults, nitf_words

BASE_URL = "https://press.norrvik.example/"  # a fragment is shown elsewhere

tap = Tap()
room = Newsroom()
for name, write in (("biblioteket.sv.docx", samples.swedish), ("biblioteket.fi.docx", samples.finnish),
                    ("ferry.en.docx", samples.english), ("water.xml", samples.NITF)):
    room.drop(name, write)
documents = [room.path("outbox", n) for n in room.listing()]
for path in documents:
    shutil.copy(room.press(os.path.basename(path)), path)
tap.ok(room.once() == 0 and len(room.releases()) == 4, "four samples are published", room.log_text())
alone = room.path("alone")
run = subprocess.run([os.path.join(BUILD, "gazette"), "convert", "--to", "html,text,epub", "-o", alone, *documents],
                     capture_output=True)
tap.ok(run.returncode == 0, "and converted alone", run.stderr.decode())

books = glob.glob(room.www("**", "*.epub"), recursive=True) + glob.glob(os.path.join(alone, "*.epub"))
if shutil.which("epubcheck"):
    for book in books:
        # Debian's command is a jar, which only some kernels run by themselves.
        run = subprocess.run(["java", "-jar", os.path.realpath(shutil.which("epubcheck")), "--failonwarnings", book],
                             capture_output=True, text=True)
        said = re.findall(r"^(?:FATAL|ERROR|WARNING|INFO|USAGE).*", run.stdout + run.stderr, re.M)
        tap.ok(run.returncode == 0 and not said, "epubcheck: " + os.path.relpath(book, room.dir), "\n".join(said))
else:
    tap.skip("epubcheck", "epubcheck is not installed")

pages = glob.glob(room.www("**", "*.html"), recursive=True) + glob.glob(os.path.join(alone, "*.html")) \
    + glob.glob(room.press("**", "*.html"), recursive=True)
fragments = [p for p in pages if p.endswith(("fragment.html", "latest.html"))]
jars = glob.glob(os.path.join(SOURCE, "build", "npm", "node_modules", "vnu-jar", "build", "dist", "vnu.jar")) \
    + [os.environ.get("GAZETTE_VNU", "")]
if jars[0] and shutil.which("java"):
    for path in fragments:  # a fragment is an article: a page around it makes it a document
        with open(path, encoding="utf-8") as f:
            text = f.read()
        with open(path + ".page.html", "w", encoding="utf-8") as f:
            f.write('<!DOCTYPE html><html lang="en"><head><title>f</title></head><body>' + text + "</body></html>")
    checked = [p for p in pages if p not in fragments] + [p + ".page.html" for p in fragments]
    run = subprocess.run(["java", "-Xss8m", "-jar", jars[0], "--stdout", "--also-check-css", *checked], capture_output=True, text=True)
    said = [line for line in run.stdout.splitlines() if "Picked up" not in line]
    tap.ok(run.returncode == 0 and not said and len(checked) > 12, "Nu HTML checker: %d pages" % len(checked), "\n".join(said))
    for path in fragments:
        os.remove(path + ".page.html")
else:
    tap.skip("Nu HTML checker", "vnu-jar is not installed")

feeds = glob.glob(room.www("feeds", "*.atom"))
of_topics = [f for f in feeds if ".tag-" in f]
tap.ok(len(feeds) - len(of_topics) == 3 and len(of_topics) > 1, "a feed for each language, and for each topic", feeds)
for feed in feeds:
    entries = xml.dom.minidom.parse(feed).getElementsByTagName("entry")
    tap.ok(len(entries) >= 1 and all(e.getElementsByTagName("id")[0].firstChild.data.startswith("urn:uuid:") for e in entries),
           "well-formed, with ids that outlive the host: " + os.path.basename(feed))
ATOM = "{http://www.w3.org/2005/Atom}"
for feed in feeds + glob.glob(room.www("feeds", "archive", "*", "*.atom")):
    root = ElementTree.parse(feed).getroot()
    links = {link.get("rel"): link.get("href") for link in root.findall(ATOM + "link")}
    ids = [e.find(ATOM + "id").text for e in root.findall(ATOM + "entry")]
    whole = all(e.find(ATOM + name) is not None for e in root.findall(ATOM + "entry") for name in ("title", "updated", "link"))
    tap.ok(whole and len(ids) == len(set(ids)) and links.get("self") == BASE_URL + os.path.relpath(feed, room.www()),
           "RFC 4287: " + os.path.relpath(feed, room.www()), links)
    archived = root.find("{http://purl.org/syndication/history/1.0}archive") is not None
    if feed in of_topics:
        continue
    follows = links.get("current" if archived else "prev-archive", "")
    tap.ok(archived == ("archive" in feed) and os.path.exists(room.www(follows[len(BASE_URL):])) and follows,
           "RFC 5005: it leads on", links)
for feed in glob.glob(room.www("feeds", "*.rss")):
    channel = ElementTree.parse(feed).getroot().find("channel")
    items = channel.findall("item")
    dates = [email.utils.parsedate_to_datetime(i.find("pubDate").text) for i in items]
    tap.ok(all(channel.find(n) is not None and channel.find(n).text for n in ("title", "link", "description"))
           and items and all(i.find("guid").get("isPermaLink") == "false" for i in items) and len(dates) == len(items),
           "RSS 2.0: " + os.path.basename(feed))
for feed in glob.glob(room.www("feeds", "*.json")):
    with open(feed, encoding="utf-8") as f:
        record = json.load(f)
    known = {"id", "url", "title", "summary", "content_text", "date_published", "date_modified", "language", "attachments"}
    tap.ok(record["version"] == "https://jsonfeed.org/version/1.1" and record["title"] and record["feed_url"].endswith(".json")
           and record["items"] and all(set(i) <= known and i["id"] and i["content_text"] for i in record["items"])
           and all(set(a) == {"url", "mime_type"} for i in record["items"] for a in i["attachments"]),
           "JSON Feed 1.1: " + os.path.basename(feed), record)
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
maps = [e.text for e in ElementTree.parse(room.www("sitemap.xml")).getroot().findall("%ssitemap/%sloc" % (MAP, MAP))]
listed = [e.text for m in maps for e in ElementTree.parse(room.www(m[len(BASE_URL):])).getroot().findall("%surl/%sloc" % (MAP, MAP))]
topics = sorted(BASE_URL + os.path.relpath(os.path.dirname(p), room.www()) + "/" for p in pages if "/tag/" in p)
tap.equal(sorted(listed), sorted(topics + [BASE_URL + p + "/" for p in room.releases()]), "sitemaps name every release and topic once")
news = ElementTree.parse(room.www("sitemap-news.xml")).getroot()
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
tap.ok(len(news) == 4 and all(e.find("%snews/%stitle" % (NEWS, NEWS)).text for e in news), "so does the one of news")
for path in glob.glob(room.www("**", "release.ninjs.json"), recursive=True):
    with open(path, encoding="utf-8") as f:
        item = json.load(f)
    tap.equal(ninjs_faults(item), [], "ninjs 3.0: " + os.path.relpath(path, room.www()))
    tap.ok(item["type"] == "text" and item["pubStatus"] == "usable" and item["standard"]["version"] == "3.0" and len(item["bodies"]) == 2,
           "with its status and two bodies")
for what, item in (("a name of another version", {"uri": "a:b", "firstcreated": "2026-05-03T06:00:00Z"}), ("no uri", {"type": "text"}),
                   ("a date alone", {"uri": "a:b", "firstCreated": "2026-05-03"}), ("a strange type", {"uri": "a:b", "type": "story"}),
                   ("a number as words", {"uri": "a:b", "renditions": [{"name": "main", "width": "640"}]}),
                   ("a picture without a name", {"uri": "a:b", "associations": [{"uri": "a:c", "type": "picture"}]}),
                   ("a way to nobody", {"uri": "a:b", "infoSources": [{"contactInfo": [{"type": "phone"}]}]})):
    tap.ok(ninjs_faults(item), "ninjs: seen: " + what)


def words(text):
    return sorted(re.findall(r"\w{3,}", text))


labels = label_words(glob.glob(os.path.join(SOURCE, "xsl", "i18n", "*.xml")))
for path in glob.glob(room.www("**", "release.nitf.xml"), recursive=True):
    root = ElementTree.parse(path).getroot()
    tap.equal(nitf_faults(root), [], "NITF 3.6: " + os.path.relpath(path, room.www()))
    with open(path.replace("release.nitf.xml", "release.txt"), encoding="utf-8") as f:
        said = set(words(f.read())) - labels - set(words(path))
    tap.equal(sorted(said - nitf_words(root)), [], "every word of the release is in it")
    run = subprocess.run([os.path.join(BUILD, "gazette"), "convert", "--to", "text", path], capture_output=True, text=True)
    # What only a picture says is lost with it: it is no part of the file.
    alts = {w for e in root.iter() for w in words(e.get("alternate-text", ""))}
    tap.ok(run.returncode == 0 and not said - alts - set(words(run.stdout)), "our own door reads it, and loses no word of it",
           (run.stderr, sorted(said - alts - set(words(run.stdout)))))
# A release with everything: notes, tables, lists, ruby, formulas, raised and lowered signs.
rich = room.path("rich.xml")
shutil.copy(os.path.join(SOURCE, "tests", "golden", "render", "sv", "release.xml"), rich)
run = subprocess.run([os.path.join(BUILD, "gazette"), "convert", "--to", "text,nitf,ninjs", "-o", alone, rich], capture_output=True, text=True)
root = ElementTree.parse(os.path.join(alone, "rich.nitf.xml")).getroot()
tap.equal(nitf_faults(root), [], "NITF 3.6: a release with everything")
with open(os.path.join(alone, "rich.txt"), encoding="utf-8") as f:
    said = set(words(f.read())) - labels
tap.equal(sorted(said - nitf_words(root)), [], "every word of it is in it")
with open(os.path.join(alone, "rich.ninjs.json"), encoding="utf-8") as f:
    tap.equal(ninjs_faults(json.load(f)), [], "ninjs 3.0: a release with everything")
tap.ok(nitf_faults(ElementTree.fromstring('<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.content><p><media/></p>'
                                          '</body.content></body></nitf>')), "NITF: a picture within a paragraph is seen")
foreign = []
for path in pages:
    with open(path, encoding="utf-8") as f:
        text = f.read()
    foreign += [(path, m) for m in re.findall(
        r'(?:src|<link[^>]*stylesheet[^>]*href)="(https?://[^"]*)"', text)
                if not m.startswith(BASE_URL)]
    script = r"<script(?! type=\"application/ld)"
    if path.startswith(room.www("search")):
        script = r"<script(?! src=\"/_static/[0-9a-f]{16}\.js\"></script>)"
    foreign += [(path, "script") for _ in re.findall(script, text)]
tap.equal(foreign, [], "no page asks another site for anything, none but the search runs a script")
for path in glob.glob(room.www("**", "release.txt"), recursive=True):
    with open(path, encoding="utf-8") as f:
        text = f.read()
    wide = [line for line in text.splitlines() if len(line) > 72 and " " in line.strip()]
    tap.ok(not wide and text.endswith("\n") and "\r" not in text, "72 columns: " + os.path.relpath(path, room.www()), "\n".join(wide))
tap.done()
