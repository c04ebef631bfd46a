#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Files of news agencies say what they say.

wires.tsv holds for each what another reading (XPath) found in it: the first
16 digits of the SHA-256 of its title, blanks folded; language ("-": it names
none); status, date, end of the embargo, number of subjects; number of contacts
("-": not looked at); the first 12 digits of the SHA-256 of the first and of the
last sentence of its text ("-": it has none, or several texts).  A headline that
is repeated, an end mark and a credit before the dateline are no sentence.  The
files are others', so they are not here: where they are at hand they are read."""
import hashlib
import os
import re
import subprocess
import sys

from lxml import etree

BUILD = os.path.abspath(os.environ.get("GAZETTE_BUILD", "."))
SOURCE = os.path.abspath(os.environ.get("GAZETTE_SOURCE", "."))
GAZETTE = os.path.join(BUILD, "gazette")
CORPUS = os.environ.get("GAZETTE_CORPUS", os.path.join(
    SOURCE, "../shared/corpus"))
G = "{urn:gazette:release:1}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
H = "{http://www.w3.org/1999/xhtml}"
FIELDS = ("title", "language", "status", "issued", "until", "subjects",
          "contacts", "first sentence", "last sentence")
# What may be left open, and fields that more than one value answers.
OPEN = ("language", "contacts", "first sentence", "last sentence")
INLINE = {H + name for name in (
    "a strong em u s sub sup code span bdi bdo abbr q cite b i small".split())}
END = re.compile(r"(?<=[.!?…])[\"”»’')]*\s")


def said(head, name):
    e = head.find(G + name)
    return " ".join("".join(e.itertext()).split()) if e is not None else ""


def blocks(root):
    """The texts of the innermost blocks, in their order."""
    found, words = [], []

    def flush():
        text = " ".join("".join(words).split())
        words.clear()
        if text:
            found.append(text)

    def walk(e):
        if e.tag not in INLINE:
            words.append(" ") if e.tag == H + "br" else flush()
        words.append(e.text or "")
        for child in e:
            walk(child)
            words.append(child.tail or "")
        if e.tag not in INLINE and e.tag != H + "br":
            flush()

    if root is not None:
        walk(root)
    flush()
    return found


def sentence(text, at):
    """The first (0) or last (-1) sentence of a block."""
    ends = [m.end() for m in END.finditer(text)] or [0 if at else len(text)]
    return text[ends[-1]:] if at else text[:ends[0]].strip()


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def values(path):
    run = subprocess.run([GAZETTE, "convert", "--item", "1", "--to", "release", "--",
                          path],
                         capture_output=True, timeout=60)
    if run.returncode:
        return run.stderr.decode(errors="replace")
    release = etree.fromstring(run.stdout)
    head = release.find(G + "head")
    embargo = head.find(G + "embargo")
    texts = [part for part in map(blocks, [
        head.find(G + "lead"), release.find(H + "body"),
        *release.findall(G + "boilerplate")]) if part]
    return [hashlib.sha256(said(head, "title").encode()).hexdigest()[:16],
            release.get(XML_LANG), said(head, "status") or "-",
            said(head, "issued") or "-",
            embargo.get("until") if embargo is not None else "-",
            str(len(head.findall(G + "subject"))),
            str(len(head.findall(G + "contact")))] + [
                {digest(sentence(part[at], at)) for part in texts}
                for at in (0, -1)]


def is_wrong(field, got, want):
    if want == "-" and field in OPEN:
        return False
    return want not in got if isinstance(got, set) else got != want


def differ(got, want):
    if isinstance(got, str):
        return got
    return ", ".join("%s is %s, not %s" % (f, g, w)
                     for f, g, w in zip(FIELDS, got, want)
                     if is_wrong(f, g, w))


if not os.path.isdir(os.path.join(CORPUS, "xml")):
    print("1..0 # SKIP the corpus is not beside this tree")
    sys.exit(0)
count = failed = 0
table = {}
with open(os.path.join(SOURCE, "tests/system/wires.tsv")) as f:
    for line in f:
        if not line.startswith("#"):
            name, *rest = line.rstrip("\n").split("\t")
            table[name] = rest
for name, want in sorted(table.items()):
    path = os.path.join(CORPUS, "xml", name)
    count += 1
    if not os.path.exists(path):
        print("ok %d - %s # SKIP it is not here" % (count, name))
        continue
    wrong = differ(values(path), want)
    failed += bool(wrong)
    print("%sok %d - %s" % ("not " if wrong else "", count, name))
    if wrong:
        print("# " + wrong[:400])

# The mutant: values of another row must not do.
rows = list(table.values())
count += 1
good = all(differ(a, b) for a, b in zip(rows, rows[1:]) if a[0] != b[0])
failed += not good
print("%sok %d - the values of another file are noticed" % (
    "" if good else "not ", count))
said = [row for row in rows if "-" not in row[-2:]]
count += 1
good = len(said) >= 40 and all(
    is_wrong(FIELDS[at], {a[at]}, b[at])
    for a, b in zip(said, said[1:]) for at in (-2, -1) if a[0] != b[0])
failed += not good
print("%sok %d - so is a sentence of another file, in %d texts" % (
    "" if good else "not ", count, len(said)))
print("1..%d" % count)
sys.exit(failed > 0)
