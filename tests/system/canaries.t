#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Nothing hidden comes out: a word of its own in every place where words hide.

Comments, deletions, hidden text, names of people and templates, properties,
what is written into pictures, notes to editors, what is held, embargoed or
erased.  None of these words may stand in a byte that others read: the web root
with its books unpacked, the feeds and lists, the log, or a page about another
document.  A daemon that prints one must be caught.
"""
import gzip
import io
import os
import re
import struct
import sys
import time
import zipfile
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from builders import COMMENT, PARAGRAPH, RUN, TITLES, W_NS, document, edit, furnished, resolved
from newsroom import BUILD, Newsroom, Tap, samples

NEXT = time.localtime().tm_year + 1


def word(place):
    """A word that stands in that place alone, and that no packing changes."""
    return "zq" + place.replace("-", "") + "qz"


# Pictures with words in them.

def png(secret):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    plain = samples.harbour(16, 16)
    text = lambda key, place: chunk(b"tEXt", key + b"\0" + word(secret + place).encode())
    xmp = ('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
           'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmp:CreatorTool="%s" '
           'exif:GPSLatitude="%s"/></rdf:RDF></x:xmpmeta>' % (word(secret + "tool"), word(secret + "gps")))
    extra = (text(b"Software", "software") + text(b"Comment", "comment") + text(b"Source", "device")
             + chunk(b"zTXt", b"Warning\0\0" + zlib.compress(word(secret + "packed").encode()))
             + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp.encode())
             + chunk(b"eXIf", exif(secret)) + chunk(b"prVt", word(secret + "private").encode()))
    return plain[:33] + extra + plain[33:] + word(secret + "behind").encode()


def exif(secret):
    """Make, model and software, and a note of the maker's."""
    values = [(0x010f, word(secret + "make")), (0x0110, word(secret + "model")), (0x0131, word(secret + "exifsoft"))]
    at, entries, data = 8 + 2 + 12 * len(values) + 4, b"", b""
    for tag, value in values:
        value = value.encode() + b"\0"
        entries += struct.pack("<HHII", tag, 2, len(value), at + len(data))
        data += value
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(values)) + entries + b"\0\0\0\0" + data


def jpeg(secret):
    def segment(marker, data):
        return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + word(secret + "xmp").encode() + b"</x:xmpmeta>"
    lengths = bytes([0, 1] + [0] * 14)
    return (b"\xff\xd8" + segment(0xe0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + segment(0xe1, b"Exif\0\0" + exif(secret)) + segment(0xe1, xmp)
            + segment(0xed, b"Photoshop 3.0\0" + word(secret + "resource").encode()) + segment(0xfe, word(secret + "remark").encode())
            + segment(0xdb, b"\0" + b"\1" * 64) + segment(0xc0, b"\x08\0\x08\0\x08\1\1\x11\0")
            + segment(0xc4, b"\0" + lengths + b"\0") + segment(0xc4, b"\x10" + lengths + b"\0")
            + segment(0xda, b"\1\1\0\0\x3f\0") + b"\x3f" + b"\xff\xd9" + word(secret + "behind").encode())


# A document with a word in every corner.

def author(kind, inner):
    return ('<w:p><w:%s w:id="9%d" w:author="%s" w:date="2026-05-01T10:00:00Z">%s</w:%s></w:p>'
            % (kind, len(kind), word("author"), inner, kind))


HIDING = [
    '<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r>%s</w:p>' % (word("hidden"), RUN % "Everybody is welcome."),
    author("del", "<w:r><w:delText>%s</w:delText></w:r>" % word("deleted")),
    author("moveFrom", RUN % word("moved")),
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT "C:\\\\%s"</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>%s<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>' % (word("field"), RUN % "It rains."),
    '<w:sdt><w:sdtPr><w:alias w:val="%s"/><w:tag w:val="%s"/></w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>'
    % (word("alias"), word("tag"), PARAGRAPH % "Coffee is served."),
    '<w:p><w:bookmarkStart w:id="7" w:name="%s"/>%s<w:bookmarkEnd w:id="7"/></w:p>' % (word("bookmark"), RUN % "There is cake."),
    '<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:webHidden/><w:vanish/></w:rPr><w:t>%s</w:t></w:r></w:p>' % word("webhidden"),
]
APP = ('<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Template>%s.dotx</Template>'
       "<Manager>%s</Manager><Company>%s</Company><HyperlinkBase>file:///%s</HyperlinkBase></Properties>"
       % (word("template"), word("manager"), word("company"), word("base")))
CUSTOM = ('<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
          'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-'
          '08002B2CF9AE}" pid="2" name="%s"><vt:lpwstr>%s</vt:lpwstr></property></Properties>' % (word("customname"), word("custom")))
SETTINGS = ('<w:settings xmlns:w="%s" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:docVars>'
            '<w:docVar w:name="x" w:val="%s"/></w:docVars><w:attachedTemplate r:id="rId1"/></w:settings>' % (W_NS, word("variable")))
DROPPED = ('<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/><wp:docPr id="55" name="%s" descr="A fish"/><a:graphic>'
           '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" '
           'name="%s"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="rId77"/></pic:blipFill><pic:spPr/></pic:pic>'
           "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>" % (word("droppedname"), word("droppedpath")))


def parts():
    """As they lie in the package."""
    found = resolved(word("resolved"))
    head = furnished("header", PARAGRAPH % word("header"))
    found["word/header1.xml"] = head["word/header1.xml"]
    found["word/document.xml"] = lambda xml: head["word/document.xml"](xml).replace("rId90", "rId88")
    comments = found["word/_rels/document.xml.rels"]
    found["word/_rels/document.xml.rels"] = lambda xml: comments(xml).replace(
        "</Relationships>", '<Relationship Id="rId88" Type="%sheader" Target="header1.xml"/><Relationship Id="rId77" Type="%simage" '
        'Target="file:///C:/%s.png" TargetMode="External"/><Relationship Id="rId89" Type="%ssettings" Target="settings.xml"/>'
        "</Relationships>" % (samples.TYPE, samples.TYPE, word("linked"), samples.TYPE))
    types = found["[Content_Types].xml"]
    found["[Content_Types].xml"] = lambda xml: types(xml).replace('<Default Extension="png"', '<Default Extension="jpeg" '
                                                                  'ContentType="image/jpeg"/><Default Extension="png"')
    found["word/settings.xml"] = lambda _: SETTINGS
    found["word/_rels/settings.xml.rels"] = lambda _: (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="%s'
        'attachedTemplate" Target="file:///C:/%s.dotx" TargetMode="External"/></Relationships>' % (samples.TYPE, word("attached")))
    found["docProps/app.xml"] = lambda _: APP
    found["docProps/custom.xml"] = lambda _: CUSTOM
    found["_rels/.rels"] = lambda xml: xml.replace(
        "</Relationships>", '<Relationship Id="rId8" Type="%sextended-properties" Target="docProps/app.xml"/><Relationship Id="rId9" '
        'Type="%scustom-properties" Target="docProps/custom.xml"/></Relationships>' % (samples.TYPE, samples.TYPE))
    found["docProps/core.xml"] = lambda xml: xml.replace("Mall Mallsson", word("creator")).replace(
        "</cp:coreProperties>", "<cp:lastModifiedBy>%s</cp:lastModifiedBy><dc:description>%s</dc:description><cp:category>%s</cp:category>"
        "</cp:coreProperties>" % (word("lastby"), word("description"), word("category")))
    found["customXml/item1.xml"] = lambda _: "<x>%s</x>" % word("customxml")
    return found


def full(path):
    """Everything at once."""
    d = samples.Document("en")
    d.p("The harbour has a new crane", "title")
    d.p("The municipality of Norrvik puts a new crane at the old harbour. It lifts boats of every size.")
    d.picture(png("p"), 16, 16, "The crane", "The crane in the harbour.")
    d.picture(jpeg("j"), 8, 8, "The hook", "The hook of the crane.")
    d.media[1] = ("image2.jpeg", d.media[1][1])
    d.rels = [(a, b, c.replace("image2.png", "image2.jpeg"), e) for a, b, c, e in d.rels]
    d.body += HIDING + [COMMENT, DROPPED]
    d.save(path, "The harbour has a new crane")
    edit(path, parts())


PLACES = ["hidden", "author", "deleted", "moved", "field", "alias", "tag", "bookmark", "webhidden", "template", "manager", "company",
          "base", "customname", "custom", "variable", "droppedname", "droppedpath", "resolved", "header", "linked",
          "attached", "creator", "lastby", "description", "category", "customxml"]
PLACES += ["p" + place for place in ("software", "comment", "device", "packed", "tool", "gps", "private", "behind", "make", "model",
                                     "exifsoft")]
PLACES += ["j" + place for place in ("make", "model", "exifsoft", "xmp", "resource", "remark", "behind")]


# Where others read.

def inside(name, data):
    """The file, and what is packed in it."""
    yield name, data
    if name.endswith(".gz"):
        yield from inside(name[:-3], gzip.decompress(data))
    elif data[:4] == b"PK\3\4":
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            for part in z.namelist():
                yield from inside(name + "!" + part, z.read(part))
    elif data[:8] == b"\x89PNG\r\n\x1a\n":
        for packed in re.findall(rb"zTXt[^\0]*\0\0(.*)", data, re.S):
            try:
                yield name + "!zTXt", zlib.decompressobj().decompress(packed)
            except zlib.error:
                pass


def public(room, about):
    """Whatever others read: all but the pages about that document itself (the
    list of files tells of its name, too)."""
    for top in "www", "press":
        for base, _, files in os.walk(room.path(top)):
            for name in files:
                path = os.path.join(base, name)
                if top == "press" and (not name.endswith(".html") or name.startswith(about)):
                    continue
                with open(path, "rb") as f:
                    yield from inside(os.path.relpath(path, room.dir), f.read())
    yield "log", room.log_text().encode()


def leaks(room, words, about):
    """{word: where it stands}"""
    found = {}
    for name, data in public(room, about):
        where = (name + "\n").encode() + data
        for w in words:
            if w.encode() in where or w.encode("utf-16le") in where:
                found.setdefault(w, []).append(name)
    return found


def publish(room):
    """Drop the document with everything; a person says that it is meant."""
    room.drop("crane.docx", full)
    room.waits_for(lambda: room.report("crane.docx", ".QUESTION.html"))
    os.rename(room.press("crane.docx"), room.press("_approve", "crane.docx"))
    return room.waits_for(lambda: [p for p in room.releases() if "crane" in p])


def held(room):
    """What is not public says nothing to others."""
    room.drop(word("heldname") + ".docx", document("en", title="Held " + word("heldtitle"), first="DRAFT", last=word("heldtext")))
    room.drop("later.docx", document("en", title="Later " + word("embargotitle"), last="A word of it: %s." % word("embargotext"),
                                     first="Embargoed until 3 May %d at 9:00" % NEXT))
    room.drop("wire.xml", samples.NITF.replace("<docdata ", '<docdata ').replace(
        "</docdata>", '<ed-msg info="%s"/></docdata>' % word("edmsg")).replace("<body>", "<!-- %s --><body>" % word("xmlcomment")))
    room.waits_for(lambda: room.report(word("heldname") + ".docx", ".QUESTION.html") and room.report("later.docx", ".NOTICE.html"))
    if room.report("wire.xml", ".QUESTION.html"):
        os.rename(room.press("wire.xml"), room.press("_approve", "wire.xml"))
    return {"heldname": (word("heldname"), "_status.html"), "heldtitle": word("heldname"), "heldtext": word("heldname"), "embargotitle": "later",
            "embargotext": "later", "edmsg": "wire", "xmlcomment": "wire"}


def erased(tap, room):
    room.drop("other.docx", document("en", title="Gone " + word("erasedtitle"), last="A word of it: %s." % word("erasedtext")))
    path = room.waits_for(lambda: [p for p in room.releases() if "erasedtitle" in p])
    tap.ok(path, "a release is published", room.log_text()[-600:])
    room.waits_for(lambda: "other.docx" in room.done())
    status, out, err = room.command("list")
    work = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", [line for line in out.splitlines() if word("erasedtitle") in line][0])
    status, out, err = room.command("erase", work.group(0))
    tap.ok(status == 0, "and erased", out + err)
    room.waits_for(lambda: path[0] not in room.releases())
    stays = []
    for base, _, files in os.walk(room.path("state")):
        for name in files:
            if name == "control":
                continue
            with open(os.path.join(base, name), "rb") as f:
                if word("erasedtext").encode() in f.read():
                    stays.append(name)
    tap.equal(stays, [], "nothing in the state holds a word of it")


def main():
    tap = Tap()
    room = Newsroom()
    room.start()
    room.waits_for(lambda: "_done" in room.listing())
    tap.ok(publish(room), "a document with words in every corner is published once it is approved", room.log_text()[-900:])
    page = "".join(room.page(p) for p in room.releases())
    for text in ("lifts boats", "The mayor agrees.", "Everybody is welcome.", "It rains.", "Coffee is served.", "There is cake."):
        tap.ok(text in page, "what is to be read is there: " + text)
    media = [n for n in room.tree() if "/media/" in n and not n.endswith((".gz", ".br", ".zst"))]
    tap.equal(len(media), 2, "and both pictures")
    about = dict({place: "crane" for place in PLACES}, **held(room))
    tap.ok(room.waits_for(lambda: [p for p in room.releases() if "boil" in p]), "a wire is published", room.log_text()[-600:])
    room.waits_for(lambda: "wire.xml" in room.done())
    for place, name in about.items():
        found = leaks(room, [word(place)], name)
        tap.ok(not found, "no word of: " + place, found)
    erased(tap, room)
    tap.equal(leaks(room, [word("erasedtext")], "nothing"), {}, "nor does what others read")
    tap.ok(room.stop() == 0, "the daemon stops when asked")
    if os.path.exists(os.path.join(BUILD, "tests/dev/gazetted-trusting")):
        os.environ["GAZETTE_MUTANT"] = "discretion"
        mutant = Newsroom(program="tests/dev/gazetted-trusting")
        mutant.start()
        publish(mutant)
        found = leaks(mutant, [word(p) for p in PLACES], "crane")
        tap.ok(word("resolved") in found and word("header") in found, "a daemon that prints what is not to be read is caught", sorted(found))
        mutant.stop()
    else:
        tap.skip("a daemon that prints what is not to be read is caught", "it is not built")
    tap.done()


main()
