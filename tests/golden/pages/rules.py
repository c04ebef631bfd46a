# SPDX-License-Identifier: GPL-2.0-or-later
"""rules.py FILE: what every page owes its readers, and every feed RFC 4287."""
import datetime
import re
import sys
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree import ElementTree

VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}
faults = []


def fault(text):
    faults.append(text)


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.refs = [], [], []
        self.headings, self.links, self.langs = [], [], []
        self.title, self.names = "", []

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "script" and not ("search" in sys.argv[1] and a.get("src", "").startswith("/_static/")):
            fault("a script")
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                fault("the attribute %s on %s" % (name, tag))
        if tag not in VOID:
            self.open.append(tag)
        if "id" in a:
            self.ids.append(a["id"])
        for name in ("aria-labelledby", "aria-describedby"):
            self.refs += a.get(name, "").split()
        if a.get("href", "").startswith("#"):
            self.refs.append(a["href"][1:])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
            self.names.append([tag, "", len(self.open)])
        if tag == "a":
            self.names.append(["a", a.get("aria-label", ""), len(self.open)])
        if tag in ("link", "img") and tag + a.get("rel", "") != "linkcanonical":
            self.links.append((tag, a.get("rel"), a.get("href", a.get("src"))))
        if "lang" in a:
            self.langs.append((tag, a["lang"]))
        if tag == "nav" and not (a.get("aria-label") or a.get("aria-labelledby")):
            fault("a nav without a name")

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            fault("</%s> closes %s" % (tag, self.open[-1:]))
        else:
            self.open.pop()

    def handle_data(self, data):
        if "title" in self.open:
            self.title += data
        for entry in self.names[-2:]:  # a heading and a link in it
            if self.open[entry[2] - 1:entry[2]] == [entry[0]]:
                entry[1] += data
        if re.search(r"\{\w+\}", data) and "style" not in self.open:
            fault("a hole that nobody filled: " + data.strip())


def check_headings(page):
    levels = page.headings
    if levels.count(1) != 1:
        fault("%d headings of the first level" % levels.count(1))
    for before, after in zip(levels, levels[1:]):
        if after > before + 1:
            fault("h%d after h%d" % (after, before))


def check_page(text):
    page = Page()
    page.feed(text)
    staff = '<body class="staff' in text
    if not text.startswith("<!DOCTYPE html>"):
        fault("no DOCTYPE")
    if page.open:
        fault("left open: %s" % page.open)
    if not page.langs or page.langs[0][0] != "html":
        fault("the page has no language")
    if not page.title.strip():
        fault("no title")
    if len(set(page.ids)) != len(page.ids):
        fault("an id twice")
    for ref in page.refs:
        if ref not in page.ids:
            fault("#%s leads nowhere" % ref)
    for tag, words, _ in page.names:
        if not words.strip():
            fault("an empty %s" % tag)
    check_headings(page)
    for tag, rel, href in page.links:
        if staff:
            fault("a page in a drop folder asks for %s" % href)
        if rel == "stylesheet" and urlsplit(href).netloc:
            fault("a foreign style sheet")
    if staff and GAZETTE_MARK not in text[:2048]:
        fault("without the mark by which intake knows its own")
    if not staff and "<header" in text and 'class="skip"' not in text:
        fault("no way to skip to the content")


GAZETTE_MARK = '<meta name="generator" content="Gazette'
ATOM = "{http://www.w3.org/2005/Atom}"
UUID = r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def instant(node, name):
    found = node.findall(ATOM + name)
    if len(found) != 1:
        fault("%d of %s" % (len(found), name))
        return None
    try:
        when = datetime.datetime.fromisoformat(found[0].text)
    except ValueError:
        fault("%s is no instant" % found[0].text)
        return None
    if when.tzinfo is None:
        fault("%s has no offset" % found[0].text)
    return when


def check_common(node, what):
    for name in ("id", "title"):
        if len(node.findall(ATOM + name)) != 1:
            fault("%s: not one %s (4.1)" % (what, name))
    if not re.fullmatch(UUID, node.findtext(ATOM + "id") or ""):
        fault("%s: the id is no urn:uuid" % what)
    seen = set()
    for link in node.findall(ATOM + "link"):
        if not urlsplit(link.get("href", "")).scheme:
            fault("%s: a link that is not absolute" % what)
        if link.get("rel") == "alternate":
            key = (link.get("type"), link.get("hreflang"))
            if key in seen:
                fault("%s: two alternates of %s (4.1.1)" % (what, key))
            seen.add(key)
    return instant(node, "updated")


def check_feed(text):
    feed = ElementTree.fromstring(text.encode())
    if feed.tag != ATOM + "feed":
        fault("not a feed")
    latest = check_common(feed, "feed")
    if [l.get("rel") for l in feed.findall(ATOM + "link")].count("self") != 1:
        fault("no link to itself")
    if feed.find(ATOM + "author") is None:
        fault("no author (4.1.1)")
    if not feed.get("{http://www.w3.org/XML/1998/namespace}lang"):
        fault("no language")
    ids, order = set(), []
    for entry in feed.findall(ATOM + "entry"):
        updated = check_common(entry, "entry")
        published = instant(entry, "published")
        if updated < published or updated > latest:
            fault("updated out of order")
        order.append(updated)
        ids.add(entry.findtext(ATOM + "id"))
        content = entry.find(ATOM + "content")
        if content is not None and content.get("src") and \
                entry.find(ATOM + "summary") is None:
            fault("content elsewhere and no summary (4.1.1.1)")
    if order != sorted(order, reverse=True):
        fault("not the latest change first")
    if len(ids) != len(order):
        fault("an id twice")


with open(sys.argv[1], encoding="utf-8") as file:
    content = file.read()
(check_feed if sys.argv[1].endswith(".atom") else check_page)(content)
print("\n".join(faults))
sys.exit(1 if faults else 0)
