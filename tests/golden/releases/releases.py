# SPDX-License-Identifier: GPL-2.0-or-later
"""Whole releases as Word documents, and what is to be found in each.

releases_sv.py, releases_fi.py and releases_en.py hold them.  A release is a
dict: lang (that Word marks its words with), region, zone and organisation of
the site, name of the file, now (0: no clock), header (lines of the page's
header), doc (its paragraphs) and want.

A paragraph begins with T: (style Title), U: (Subtitle), 1: or 2: (headings),
B: (bold), L: (an item of a list of Word's), or nothing; a line break in it is
one of Word's.  A row of a table is |cell|cell.

want holds what must be found, field by field.  Fields of the head that are
not named must be missing; "findings" is the whole report; "body" and "has"
are words that must stand in the body, in the release; "lacks" those that
must not.  A telephone number is "as written", then " tel:…" if it has a link.
"""
import html
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "docx"))

import make_docx as make  # noqa: E402

STYLES = {"T": "Rubrik", "U": "Underrubrik", "1": "Rubrik1", "2": "Rubrik2"}


def paragraph(line):
    """The XML of one line of doc."""
    kind, rest = "", line
    if re.match(r"[TUBL12]:", line):
        kind, rest = line[0], line[2:]
    rest = html.escape(rest, quote=False)
    runs = '<w:r><w:br/></w:r>'.join(
        make.r(part, "<w:b/>" if kind == "B" else "")
        for part in rest.split("\n"))
    if kind == "L":
        return make.li(1, 0, runs)
    return make.p(runs, make.style(STYLES[kind]) if kind in STYLES else "")


def document(lines):
    """The XML of all lines; rows beside each other are one table."""
    ret, rows = [], []
    for line in list(lines) + [""]:
        if line.startswith("|"):
            cells = html.escape(line[1:], quote=False).split("|")
            rows.append(make.tr(*cells))
            continue
        if rows:
            ret.append(make.tbl(*rows))
            rows = []
        if line:
            ret.append(paragraph(line))
    return "".join(ret)


def write(path, release):
    """Write the release as a Word document."""
    case = dict(document=document(release["doc"]),
                styles=make.STYLES.replace("sv-FI", release["lang"]))
    if "header" in release:
        head = "".join(make.p(line) for line in release["header"])
        case["rels"] = [("rIdH", "header", "header1.xml")]
        case["parts"] = {"word/header1.xml": (
            make.root("w:hdr", head), make.WML + "header+xml")}
        case["document"] += ('<w:sectPr><w:headerReference w:type="default" '
                             'r:id="rIdH"/></w:sectPr>')
    make.write(path, case)


def all_releases():
    """Every release by its name."""
    ret = {}
    for lang in ("sv", "fi", "en"):
        ret.update(__import__("releases_" + lang).RELEASES)
    return ret
