# SPDX-License-Identifier: GPL-2.0-or-later
"""Notes: how they are counted, and those of documents in the document."""
import io
import zipfile

import make_docx
from make_docx import p, r, relationships, root

TYPE = make_docx.WML + "document.main+xml"


def ref(n, kind="footnote", props="", mark=""):
    return (f'<w:r><w:{kind}Reference {props} w:id="{n}"/>{mark}</w:r>')


def note(n, inside, kind="footnote"):
    return f'<w:{kind} w:id="{n}">{p(inside)}</w:{kind}>'


def packed(case):
    """The bytes of a case."""
    parts = make_docx.build(case)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, data in [("[Content_Types].xml",
                            make_docx.content_types(parts))] + [
                                (n, d) for n, (d, _) in parts.items()]:
            z.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return out.getvalue()


def part(name, content, inside):
    """A part of a Flat OPC document."""
    return (f'<pkg:part pkg:name="{name}" pkg:contentType="{content}">'
            f"<pkg:xmlData>{inside}</pkg:xmlData></pkg:part>")


FLAT = ('<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/'
        'xmlPackage">' + part(
            "/_rels/.rels", "application/vnd.openxmlformats-package."
            "relationships+xml", relationships(
                [("rId1", "officeDocument", "word/document.xml")]))
        + part("/word/document.xml", TYPE, root(
            "w:document", "<w:body>" + p("Platt.") + "</w:body>")
            .split("\n", 1)[1]) + "</pkg:package>")

CASES = {
    # Settings say how, and where they don't, the last section does.
    "notes-format": dict(
        footnotes=note(2, "Fot.") + note(3, "Fot två."),
        endnotes=note(2, "Slut.", "endnote"),
        settings='<w:footnotePr><w:numFmt w:val="lowerLetter"/>'
        '<w:numStart w:val="3"/></w:footnotePr>',
        document=p(r("A") + ref(2) + r(" B") + ref(3) + r(" C")
                   + ref(2, "endnote"))
        + '<w:sectPr><w:footnotePr><w:numStart w:val="7"/></w:footnotePr>'
        '<w:endnotePr><w:numFmt w:val="chicago"/></w:endnotePr></w:sectPr>'),
    # A sign of a symbol font is a mark like any other, once.
    "notes-mark-symbol": dict(
        footnotes=note(2, '<w:r><w:sym w:font="Symbol" w:char="F02A"/></w:r>'
                       + r(" Noten.")),
        document=p(r("A") + ref(2, props='w:customMarkFollows="1"', mark='<w:'
                                'sym w:font="Symbol" w:char="F02A"/>'))),
    # A mark of its own in the run after the reference; other words are none.
    "notes-mark-next": dict(
        footnotes=note(2, "*Stjärnan.") + note(3, "†Korset.")
        + note(4, "Utan märke.") + note(5, "Räknas."),
        document=p(r("A") + ref(2, props='w:customMarkFollows="1"') + r("*")
                   + r(" B") + ref(3, props='w:customMarkFollows="1"')
                   + r("x", '<w:vertAlign w:val="superscript"/>') + r(" C")
                   + ref(4, props='w:customMarkFollows="1"') + r(" D")
                   + ref(5))),
    # The inner document's notes are counted on, whatever their numbers.
    "chunk-docx": dict(
        rels=[("rIdA", "aFChunk", "inner.docx")],
        parts={"word/inner.docx": (packed(dict(
            footnotes=note(2, "Inre not."),
            document=p(r("Inre") + ref(2)))), TYPE)},
        footnotes=note(2, "Yttre not."),
        document=p(r("Yttre") + ref(2)) + '<w:altChunk r:id="rIdA"/>'
        + p(r("Efter") + ref(2))),
    "chunk-flat": dict(
        rels=[("rIdA", "aFChunk", "inner.xml")],
        parts={"word/inner.xml": (FLAT, "application/xml")},
        document=p("Före.") + '<w:altChunk r:id="rIdA"/>'),
    "chunk-elsewhere": dict(
        rels=[("rIdS", "subDocument", "file:///C:/hemlig/del.docx", 1)],
        document=p('<w:subDoc r:id="rIdS"/>') + p("Text.")),
}
