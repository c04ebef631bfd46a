#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Files of news agencies say what they say.

wires.tsv holds for each what another reading (XPath) found in it: the first
16 digits of the SHA-256 of its title, blanks folded; language ("-": it names
none); status, date, end of the embargo, number of subjects.  The files are
others', so they are not here: where they are at hand they are read."""
import hashlib
import os
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
FIELDS = ("title", "language", "status", "issued", "until", "subjects")


def said(head, name):
    e = head.find(G + name)
    return " ".join("".join(e.itertext()).split()) if e is not None else ""


def values(path):
    run = subprocess.run([GAZETTE, "convert", "--to", "release", "--", path],
                         capture_output=True, timeout=60)
    if run.returncode:
        return run.stderr.decode(errors="replace")
    release = etree.fromstring(run.stdout)
    head = release.find(G + "head")
    embargo = head.find(G + "embargo")
    return [hashlib.sha256(said(head, "title").encode()).hexdigest()[:16],
            release.get(XML_LANG), said(head, "status") or "-",
            said(head, "issued") or "-",
            embargo.get("until") if embargo is not None else "-",
            str(len(head.findall(G + "subject")))]


def differ(got, want):
    if isinstance(got, str):
        return got
    return ", ".join("%s is %s, not %s" % (f, g, w)
                     for f, g, w in zip(FIELDS, got, want)
                     if g != w and not (f == "language" and w == "-"))


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
print("1..%d" % count)
sys.exit(failed > 0)
