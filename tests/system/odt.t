#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Who writes in LibreOffice is served as who writes in Word: what is whole goes
out, in a package or flat, under any name; what is recorded, remarked, locked or
a template does not, and never its words."""
import io
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import SOURCE, Newsroom, Tap, load, release

sys.path.insert(0, os.path.join(SOURCE, "tests", "golden", "odt"))
make = load(os.path.join(SOURCE, "tests", "golden", "odt", "make_odt.py"))
BODY = ("The municipality of Norrvik puts a new bench at the old harbour. It is made of larch and seats four people.",
        "The carpenter, who lives in the next street, made it in three weeks from trees that fell in the storm.")
SECRET = "nobody outside may read this sentence"
TEMPLATE = make.TEXT + "-template"


def case(title, extra="", **more):
    english = make.style("P1", "Text_20_body", text='fo:language="en" fo:country="GB"')
    english += make.style("P2", "Title", text='fo:language="en" fo:country="GB"')
    return dict(text=extra + make.p(title, "P2") + "".join(make.p(words, "P1") for words in BODY), automatic=english, **more)


def package(what):
    out = io.BytesIO()
    make.package(out, what)
    return out.getvalue()


def deletion():
    return ('<text:tracked-changes><text:changed-region text:id="c"><text:deletion>%s</text:deletion></text:changed-region>'
            '</text:tracked-changes><text:p>The bench<text:change text:change-id="c"/> is new.</text:p>' % make.p(SECRET))


def remark():
    return make.p("The bench is new.<office:annotation>%s</office:annotation>" % make.p(SECRET))


def main():
    tap = Tap()
    room = Newsroom('\tfolder "." { publish = at_once accept = {docx, odt} }\n')
    room.start()
    out = {"bench.odt": package(case("A bench from a package")), "flat.fodt": make.flat(case("A bench that is flat")),
           "word.docx": package(case("A bench of another name"))}
    for name, data in out.items():
        room.drop(name, data)
    room.drop("really-word.odt", release(title="A bench that is from Word"))
    tap.ok(room.waits_for(lambda: len(room.releases()) == 4, 30), "whole texts go out, whatever they are called", room.listing())
    pages = " ".join(room.page(path) for path in room.releases())
    for title in ("from a package", "that is flat", "of another name", "that is from Word"):
        tap.ok("<h1>A bench %s</h1>" % title in pages or "A bench " + title in pages, "its title: " + title)
    held = {"recorded.odt": (package(case("A bench that is recorded", deletion())), ".QUESTION.html"),
            "remarked.odt": (package(case("A bench that is remarked", remark())), ".QUESTION.html"),
            "pattern.odt": (package(case("A bench that is a pattern", mimetype=TEMPLATE)), ".QUESTION.html"),
            "pattern.ott": (package(case("A bench by its name")), ".FIX.html"),
            "locked.odt": (package(case("A bench behind a lock", manifest='<manifest:file-entry><manifest:encryption-data/>'
                                        "</manifest:file-entry>")), ".FIX.html"),
            "table.fodt": (make.flat(case("A bench in a table", flat=True, body="spreadsheet")), ".FIX.html")}
    for name, (data, _) in held.items():
        room.drop(name, data)
    for name, (_, suffix) in held.items():
        tap.ok(room.waits_for(lambda n=name, s=suffix: room.report(n, s), 30), name + " asks", room.listing())
    tap.equal(len(room.releases()), 4, "and nothing of these is public")
    tree = b"".join(open(os.path.join(base, name), "rb").read() for base, _, files in os.walk(room.www()) for name in files)
    tap.ok(SECRET.encode() not in tree, "no word that was taken away, or said beside")
    room.stop()
    tap.done()


main()
