# SPDX-License-Identifier: GPL-2.0-or-later
"""The words of a Word file, as they stand in its paragraphs.

conserve.t asks of others' documents what a raw text of them holds; this
reading says which of those are words at all (a raw text may glue two that a
tab, a note's mark, a formula or a text box parts), and which stand in a table
of contents, which a release has not."""
import collections
import re
import zipfile

from lxml import etree

WORD = re.compile(r"\w+")
TEXTS = re.compile("word/(document|footnotes|endnotes)[0-9]*[.]xml$")
STYLES = re.compile("word/styles[0-9]*[.]xml$")
# Contents are built anew; what ASK and SET keep, Word doesn't show.
ELSEWHERE = re.compile(r"\s*(TOC|ASK|SET)\b")
PARTING = set("p tab ptab br cr sym footnoteReference endnoteReference"
              " fldChar oMath ruby rt rubyBase txbxContent drawing pict"
              " object".split())


def local(e):
    return etree.QName(e).localname if isinstance(e.tag, str) else ""


def value(e, name):
    return next((v for k, v in e.items() if k.endswith("}" + name)), "")


def find_words(text):
    """Each as often as it stands there; a soft hyphen is no part of it."""
    return collections.Counter(WORD.findall(
        text.casefold().replace("\u00ad", "")))


class Source:
    """words and those of the contents, counted (both readings of an
    alternative are); hidden: is a style or a run of it hidden?"""

    def __init__(self, path):
        self.words, self.contents = find_words(""), find_words("")
        self.hidden = False
        self.vanish, self.depth, self.toc = set(), 0, 0
        self.styled = False
        with zipfile.ZipFile(path) as z:
            for name in filter(STYLES.match, z.namelist()):
                for e in etree.fromstring(z.read(name)).iter("{*}style"):
                    if e.find("{*}rPr/{*}vanish") is not None:
                        self.vanish.add(value(e, "styleId"))
            for name in filter(TEXTS.match, z.namelist()):
                self.part(etree.fromstring(z.read(name)))

    def part(self, tree):
        out, toc, last = [], [], None
        for e in tree.iter():
            name = local(e)
            self.field(e, name)
            if name == "vanish" or (name in ("rStyle", "pStyle") and
                                    value(e, "val") in self.vanish):
                self.hidden = True
            if name == "t" and "math" not in etree.QName(e).namespace:
                block = next(e.iterancestors("{*}p"), None)
                gap = "" if block is last else " "
                last = block
                out.append(gap + (e.text or ""))
                toc.append(gap + (e.text or "") if self.toc or self.styled else " ")
            elif name in PARTING:
                out.append(" ")
                toc.append(" ")
        self.words += find_words("".join(out))
        self.contents += find_words("".join(toc))

    def field(self, e, name):
        """Is this within a field, a box or a line of contents?"""
        if name == "p":
            self.styled = False
        elif name == "pStyle":
            self.styled = value(e, "val").startswith("TOC")
        elif name == "fldChar":
            kind = value(e, "fldCharType")
            self.depth += (kind == "begin") - (kind == "end")
            if self.depth < self.toc:
                self.toc = 0
        elif name == "instrText" and ELSEWHERE.match(e.text or ""):
            self.toc = self.toc or self.depth
        elif name == "docPartGallery" and "Contents" in value(e, "val"):
            box = next(e.iterancestors("{*}sdt"))
            self.contents += find_words("\n".join(box.itertext()))
        elif name == "fldSimple" and ELSEWHERE.match(value(e, "instr")):
            self.contents += find_words("\n".join(e.itertext()))
