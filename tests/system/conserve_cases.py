# SPDX-License-Identifier: GPL-2.0-or-later
"""The documents of conserve.t: words that must stay, words that must not.

A case is a function of w: w.see() is a new word that readers of the document
see, w.hide() one that they don't.  What it returns is a case of make_docx.
"""
import os
import struct
import tempfile
import zlib

import make_docx
from make_docx import (field, li, p, picture, png, r, root, style, tbl, tc,
                       tr)

SYLLABLES = "ba de fi go ku la me ni po ru sa te vi".split()
WHO = 'w:id="9" w:author="%s" w:date="2026-01-01T00:00:00Z"'


class Words:
    """New words, the index-th of which is left out."""
    made = 0

    def __init__(self, index=None):
        self.visible, self.hidden, self.taken = [], [], None
        self.index = index

    def word(self):
        Words.made += 1
        n, out = Words.made, ""
        for _ in range(4):
            n, i = divmod(n, len(SYLLABLES))
            out = SYLLABLES[i] + out
        return out

    def see(self):
        word = self.word()
        if len(self.visible) == self.index and self.taken is None:
            self.taken = word
            self.index = -1
            word, self.taken = "och", word
            return word
        self.visible.append(word)
        return word

    def hide(self):
        word = "zq" + self.word()
        self.hidden.append(word)
        return word


def char(kind, inside=""):
    return (f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar>'
            "</w:r>")


def code(text):
    return (f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText>'
            "</w:r>")


def sdt(content, pr=""):
    return (f"<w:sdt><w:sdtPr>{pr}</w:sdtPr><w:sdtContent>{content}"
            "</w:sdtContent></w:sdt>")


def drawing(inside, around="inline"):
    return (f'<w:r><w:drawing><wp:{around}><wp:docPr id="1" name="x"/>'
            f'<a:graphic><a:graphicData uri="x">{inside}</a:graphicData>'
            f"</a:graphic></wp:{around}></w:drawing></w:r>")


def wps(content, box="w:txbxContent"):
    return (f"<wps:wsp><wps:txbx><{box}>{content}</{box}></wps:txbx>"
            "</wps:wsp>")


def vml(content, shape="v:shape"):
    return (f"<w:r><w:pict><{shape}><v:textbox><w:txbxContent>{content}"
            f"</w:txbxContent></v:textbox></{shape}></w:pict></w:r>")


def note_ref(i, kind="footnote", extra=""):
    return f'<w:r><w:{kind}Reference w:id="{i}"{extra}/></w:r>'


def note(i, content, kind="footnote"):
    return f'<w:{kind} w:id="{i}">{content}</w:{kind}>'


def deleted(w, content=None):
    who = WHO % w.hide()
    inside = content or (f"<w:r><w:delText>{w.hide()}</w:delText></w:r>")
    return f"<w:del {who}>{inside}</w:del>"


def runs(w):
    """Runs cut by whatever cuts them, and their looks."""
    one = w.see()
    return dict(document=p(r(w.see() + " ") + r(one[:3])
                           + '<w:proofErr w:type="spellStart"/>'
                           + r(one[3:], "<w:lang w:val=\"sv-SE\"/>")
                           + r(" " + w.see(), "<w:b/>"))
                + p(r(w.see(), "<w:b/>") + r(" " + w.see(), "<w:i/>")
                    + "<w:smartTag w:element=\"x\">" + r(" " + w.see())
                    + "</w:smartTag><w:customXml w:element=\"x\">"
                    + r(" " + w.see()) + "</w:customXml>"
                    "<w:dir w:val=\"rtl\">" + r(" " + w.see()) + "</w:dir>"
                    "<w:bdo w:val=\"ltr\">" + r(" " + w.see()) + "</w:bdo>")
                + p(r(w.see()) + "<w:r><w:tab/></w:r>" + r(w.see())
                    + "<w:r><w:br/></w:r>" + r(w.see())
                    + '<w:r><w:br w:type="page"/></w:r>' + r(w.see())
                    + "<w:r><w:cr/></w:r>" + r(w.see()))
                + p(r(w.see(), "<w:caps/>") + r(" " + w.see(), "<w:strike/>")
                    + r(" " + w.see(), '<w:vertAlign w:val="subscript"/>')
                    + r(" " + w.see(), '<w:color w:val="FFFFFF"/>'))
                + "<w:customXml w:element=\"x\">" + p(w.see())
                + "</w:customXml>")


def blocks(w):
    """Styles of paragraphs, and lines that only look like something."""
    return dict(document=p(w.see(), style("Rubrik"))
                + p(w.see(), style("Underrubrik"))
                + p(w.see(), style("Rubrik1")) + p(w.see() + " text.")
                + p(w.see(), style("Citat"))
                + p(w.see(), "", "<w:b/>") + p(w.see() + " mer text här.")
                + p(w.see(), '<w:outlineLvl w:val="2"/>')
                + p("–" + w.see()) + p("–" + w.see())
                + p("- " + w.see() + ".") + p("mycket-" + w.see() + "-nytt")
                + p(w.see(), style("Okänd"))
                + p(w.see(), style("Beskrivning"))
                + p(w.see()[0], '<w:framePr w:dropCap="drop" w:lines="3"/>')
                .replace(w.visible[-1][0] + "</w:t>", w.visible[-1][:1]
                         + "</w:t>")
                + p(w.visible[-1][1:] + " hör till ordet.")
                + p(w.see(), '<w:framePr w:w="2000" w:hSpace="141"/>')
                + p(w.see()))


def lists(w):
    return dict(document=li(1, 0, w.see()) + li(1, 1, w.see())
                + p(w.see(), '<w:ind w:left="1440"/>') + li(1, 0, w.see())
                + li(2, 0, w.see()) + li(2, 2, w.see()) + li(4, 0, w.see())
                + li(4, 1, w.see()) + li(77, 0, w.see())
                + p("• " + w.see()) + p("• " + w.see())
                + tbl(tr(tc(li(1, 0, w.see()) + li(1, 0, w.see())),
                         w.see())))


def tables(w):
    v = "<w:vMerge/>"
    nested = tbl(tr(w.see(), w.see())) + p("")
    return dict(document=tbl(
        tr(w.see(), w.see(), w.see(), props="<w:tblHeader/>"),
        tr(tc(w.see(), '<w:gridSpan w:val="2"/>'), w.see()),
        tr(tc(w.see(), '<w:vMerge w:val="restart"/>'), w.see()),
        tr(tc("", v), w.see(), w.see(), w.see()),
        tr(tc(nested), tc(p(w.see()) + p(w.see())), ""),
        sdt(tr(w.see(), sdt(tc(w.see())), tc(sdt(p(w.see()))))),
        "<w:customXml w:element=\"x\">" + tr(w.see(), w.see())
        + "</w:customXml>",
        tr(w.see(), w.see(), props='<w:gridBefore w:val="1"/>'))
        + p(w.see()) + tbl(tr(w.see()))
        + tbl(tr(tc(p(w.see(), style("Rubrik1")) + p(w.see())))) + p(w.see()))


def boxes(w):
    """Text boxes of every make, each once."""
    said = w.see()
    return dict(
        rels=[("rIdP", "image", "media/a.png")],
        parts={"word/media/a.png": (png(), "image/png")},
        document=p(
            r(w.see()) + '<w:r><mc:AlternateContent><mc:Choice '
            'Requires="wps">' + drawing(wps(p(said)), "anchor")[5:-6]
            + "</mc:Choice><mc:Fallback>" + vml(p(said))[5:-6]
            + "</mc:Fallback></mc:AlternateContent></w:r>" + r(" " + w.see()))
        + p(vml(p(w.see()))) + p(vml(p(w.see()), "v:rect"))
        + p('<w:r><mc:AlternateContent><mc:Choice Requires="w14 okand">'
            "<w:t>" + w.hide() + "</w:t></mc:Choice><mc:Fallback>"
            + vml(p(w.see()))[5:-6]
            + "</mc:Fallback></mc:AlternateContent></w:r>")
        + p(drawing("<wpg:wgp>" + wps(p(w.see())) + "<wpg:grpSp>"
                    + wps(p(w.see())) + "</wpg:grpSp></wpg:wgp>"))
        + p(drawing('<wpc:wpc xmlns:wpc="http://schemas.microsoft.com/office/'
                    'word/2010/wordprocessingCanvas">' + wps(p(w.see()))
                    + "</wpc:wpc>"))
        + p(drawing(wps(p(w.see()), 'wne:txbxContent xmlns:wne="http://'
                        'schemas.microsoft.com/office/word/2006/wordml"')
                    .replace('</wne:txbxContent xmlns:wne="http://schemas.'
                             'microsoft.com/office/word/2006/wordml">',
                             "</wne:txbxContent>")))
        + p(drawing(wps(sdt(p(w.see())) + tbl(tr(w.see(), w.see())))))
        + p(drawing(wps(p(r(w.see()) + vml(p(w.see()))))))
        + p(drawing("<a:sp><a:txBody><a:p><a:r><a:t>" + w.see()
                    + "</a:t></a:r><a:br/><a:r><a:t>" + w.see()
                    + "</a:t></a:r></a:p></a:txBody></a:sp>"))
        + p(r(w.see()) + vml(p(w.see())), style("Rubrik1"))
        + tbl(tr(tc(p(r(w.see()) + vml(p(w.see())))), w.see()))
        + p('<w:r><w:pict><v:shape><v:textpath string="' + w.see()
            + '"/></v:shape></w:pict></w:r>')
        + p('<w:r><w:object><v:shape><v:textbox><w:txbxContent>' + p(w.see())
            + "</w:txbxContent></v:textbox></v:shape></w:object></w:r>")
        + p(picture("rIdP", f'descr="{w.see()}"')))


def notes(w):
    return dict(
        footnotes=note(1, p("<w:r><w:footnoteRef/></w:r>" + r(" " + w.see()))
                       + p(w.see()))
        + note(2, tbl(tr(w.see(), w.see()))) + note(3, p("* " + w.see()))
        + note(4, p(w.hide())) + note(5, p(w.see())) + note(6, p(w.see()))
        + note(7, p(w.hide())),
        endnotes=note(1, p(w.see()), "endnote"),
        document=p(r(w.see()) + note_ref(1), style("Rubrik1"))
        + p(r(w.see()) + note_ref(2) + r(" och ")
            + note_ref(3, extra=' w:customMarkFollows="1"')[:-6]
            + "<w:t>*</w:t></w:r>" + r(" " + w.see())
            + note_ref(1, "endnote"))
        + tbl(tr(tc(p(r(w.see()) + note_ref(5))), w.see()))
        + p(r(w.see()) + vml(p(r(w.see()) + note_ref(6))))
        + p(r(w.see()) + deleted(w, note_ref(7))))


def fields(w):
    return dict(
        rels=[("rIdL", "hyperlink", "https://example.org/", 1),
              ("rIdF", "hyperlink", "file:///C:/Users/" + w.hide()
               + "/b.doc", 1)],
        document=p('<w:fldSimple w:instr=" AUTHOR ' + w.hide() + ' ">'
                   + r(w.see()) + "</w:fldSimple>")
        + p(char("begin") + code(f" IF {w.hide()} = ")
            + field(f" MERGEFIELD {w.hide()} ", "x") + char("separate")
            + r(w.see()) + char("end") + r(" " + w.see()))
        + p(field(' INCLUDETEXT "C:\\\\Users\\\\' + w.hide() + '\\\\a.doc" ',
                  w.see()))
        + p(field(" INDEX \\c 2 ", w.see()) + r(" " + w.see()))
        + p(field(" TOA \\c 1 ", w.see()))
        + p(field(f" CITATION {w.hide()} ", "(" + w.see() + ")"))
        + p(r("x ") + field(f' XE "{w.hide()}" ', "") + r(w.see()))
        + p(char("begin") + code(f' XE "{w.hide()}" ') + char("end")
            + r(w.see()))
        + p(char("begin") + code(' HYPERLINK "https://example.com/" ')
            + char("separate") + r(w.see()) + char("end"))
        + p('<w:hyperlink r:id="rIdL">' + r(w.see()) + "</w:hyperlink> "
            + r(" ") + '<w:hyperlink r:id="rIdF" w:tooltip="' + w.hide()
            + '">' + r(w.see()) + "</w:hyperlink>" + r(" ")
            + '<w:hyperlink w:anchor="borta">' + r(w.see())
            + "</w:hyperlink>")
        + p(char("begin", '<w:ffData><w:name w:val="' + w.hide()
                 + '"/><w:helpText w:type="text" w:val="' + w.hide()
                 + '"/><w:textInput><w:default w:val="' + w.hide()
                 + '"/></w:textInput></w:ffData>') + code(" FORMTEXT ")
            + char("separate") + r(w.see()) + char("end"))
        + p(char("begin", "<w:ffData><w:ddList><w:result w:val=\"1\"/>"
                 "<w:listEntry w:val=\"" + w.hide() + "\"/><w:listEntry "
                 "w:val=\"" + w.see() + "\"/></w:ddList></w:ffData>")
            + code(" FORMDROPDOWN ") + char("end"))
        + p(char("begin") + code(" REF x ") + char("separate") + r(w.see()))
        + p(r(w.see())))


def controls(w):
    bound = ('<w:dataBinding w:xpath="/a/b" w:storeItemID="{0}"/>'
             f'<w:tag w:val="{w.hide()}"/>')
    prompt = '<w:showingPlcHdr/>'
    return dict(
        parts={"customXml/item1.xml": (f"<a><b>{w.hide()}</b></a>",
                                       "application/xml"),
               "word/glossary/document.xml": (
            root("w:glossaryDocument", "<w:docParts><w:docPart><w:docPartBody>"
                 + p(w.hide()) + "</w:docPartBody></w:docPart></w:docParts>"),
            make_docx.WML + "document.glossary+xml")},
        rels=[("rIdG", "glossaryDocument", "glossary/document.xml"),
              ("rIdX", "customXml", "../customXml/item1.xml")],
        document=sdt(p(w.see()) + sdt(p(w.see())), bound)
        + p(r(w.see()) + sdt(r(" " + w.see())) + sdt(r(" " + w.see()),
            "<w:text/>"))
        + sdt(p(w.hide()), prompt) + p(r(w.see()) + sdt(r(w.hide()), prompt))
        + sdt(p(w.see()), '<w:alias w:val="Rubrik"/>')
        + sdt(p(r(w.see())), '<w:dropDownList><w:listItem w:value="'
              + w.hide() + '"/></w:dropDownList>')
        + tbl(tr(w.see(), tc(p(sdt(r(w.hide()), prompt)))))
        + '<w:subDoc r:id="none"/>' + p(w.see()))


def revisions(w):
    who = WHO % w.hide()
    gone = f"<w:del {WHO % w.hide()}/>"
    return dict(
        comments='<w:comment w:id="0" w:author="' + w.hide()
        + '" w:initials="' + w.hide() + '">' + p(w.hide()) + "</w:comment>",
        people=None,
        document=p(r(w.see()) + deleted(w) + f"<w:ins {who}>"
                   + r(" " + w.see()) + "</w:ins>")
        + p(r(w.see()) + f"<w:moveFrom {who}>" + r(w.hide())
            + f"</w:moveFrom><w:moveTo {who}>" + r(" " + w.see())
            + "</w:moveTo>")
        + p(w.see() + " ", f"<w:rPr>{gone}</w:rPr>") + p(w.see())
        + p(deleted(w), f"<w:rPr>{gone}</w:rPr>")
        + p(f"<w:ins {who}>" + deleted(w) + r(w.see()) + "</w:ins>")
        + tbl(tr(w.see(), w.see()),
              tr(tc(p(deleted(w))), tc(p(deleted(w))), props=gone),
              tr(tc(p(w.hide()), f"<w:cellDel {who}/>"), w.see()))
        + p('<w:commentRangeStart w:id="0"/>' + r(w.see())
            + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference '
            'w:id="0"/></w:r>')
        + p(r(w.see(), f"<w:b/><w:rPrChange {who}><w:rPr/></w:rPrChange>")))


def hidden(w):
    """Hidden by itself, by a style of characters or of paragraphs."""
    v = "<w:vanish/>"
    return dict(
        more_styles='<w:style w:type="character" w:styleId="D"><w:name '
        f'w:val="Dold"/><w:rPr>{v}</w:rPr></w:style><w:style '
        'w:type="paragraph" w:styleId="DP"><w:name w:val="Dolt stycke"/>'
        f'<w:rPr>{v}</w:rPr></w:style><w:style w:type="paragraph" '
        'w:styleId="DB"><w:name w:val="Dolt arv"/><w:basedOn w:val="DP"/>'
        "</w:style>",
        document=p(r(w.see() + " ") + r(w.hide(), v)
                   + r(w.hide(), '<w:rStyle w:val="D"/>') + r(w.see()))
        + p(r(w.hide(), v), f"<w:rPr>{v}</w:rPr>")
        + p(r(w.hide()) + r(w.see(), '<w:vanish w:val="0"/>'), style("DP"))
        + p(w.hide(), style("DB")) + tbl(tr(w.see(), tc(p(w.hide(), "", v))))
        + p(r(w.see()) + r("", v).replace("<w:t xml", vml(
            p(w.hide(), "", v))[5:-6] + "<w:t xml")))


def letterhead(w):
    """Properties, headers and footers are not the text."""
    return dict(
        core=f"<dc:creator>{w.hide()}</dc:creator><cp:lastModifiedBy>"
        f"{w.hide()}</cp:lastModifiedBy><cp:keywords>{w.hide()}"
        "</cp:keywords>",
        settings='<w:docVars><w:docVar w:name="' + w.hide() + '" w:val="'
        + w.hide() + '"/></w:docVars>',
        rels=[("rIdH", "header", "header1.xml"),
              ("rIdT", "attachedTemplate", "file:///H:/" + w.hide()
               + ".dotx", 1)],
        parts={"word/header1.xml": (root("w:hdr", p(w.hide())),
                                    "application/xml"),
               "docProps/app.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/'
            f'officeDocument/2006/extended-properties"><Manager>{w.hide()}'
            "</Manager></Properties>", "application/xml")},
        document=p(w.see(), style("Rubrik")) + p(w.see()))


def png_with(words):
    """A PNG with a text chunk and an EXIF block that holds a place."""
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))
    plain = png()
    exif = b"MM\0*\0\0\0\10\0\1\x01\x31\0\2\0\0\0\x20\0\0\0\x1a\0\0\0\0"
    return (plain[:33] + chunk(b"tEXt", b"Author\0" + words[0].encode())
            + chunk(b"eXIf", exif + words[1].encode() + b"\0" * 20)
            + plain[33:])


def pictures(w):
    """What a camera and a program write into a picture."""
    return dict(
        rels=[("rIdP", "image", "media/a.png"),
              ("rIdX", "image", "file:///C:/Users/" + w.hide() + "/b.png", 1)],
        parts={"word/media/a.png": (png_with([w.hide(), w.hide()]),
                                    "image/png")},
        document=p(w.see(), style("Rubrik1"))
        + p(picture("rIdP", f'descr="{w.see()}"').replace(
            'name="x"', f'name="C:\\{w.hide()}.jpg"'))
        + p(w.see() + ", " + w.see() + ".", style("Beskrivning"))
        + p(r(w.see() + " ") + picture("rIdX", 'descr="utanför"')))


def parts(w):
    """Charts, diagrams, chunks of other kinds."""
    def cache(*values):
        return "<c:strCache>" + "".join(
            f'<c:pt idx="{i}"><c:v>{v}</c:v></c:pt>'
            for i, v in enumerate(values)) + "</c:strCache>"
    chart = root("c:chartSpace", (
        "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>" + w.see()
        + "</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea>"
        "<c:barChart><c:ser><c:tx><c:strRef><c:f>B1</c:f>" + cache(w.see())
        + "</c:strRef></c:tx><c:cat><c:strRef><c:f>A2</c:f>"
        + cache(w.see(), w.see()) + "</c:strRef></c:cat><c:val><c:numRef>"
        "<c:f>B2</c:f><c:numCache><c:pt idx=\"0\"><c:v>7</c:v></c:pt>"
        "</c:numCache></c:numRef></c:val></c:ser></c:barChart>"
        + "".join(f"<c:{axis}><c:title><c:tx><c:rich><a:p><a:r><a:t>{w.see()}"
                  "</a:t></a:r></a:p></c:rich></c:tx></c:title>"
                  f"</c:{axis}>" for axis in ("catAx", "valAx"))
        + "</c:plotArea>"
        "</c:chart>"))
    points = "".join(
        f'<dgm:pt modelId="{i}"{kind}><dgm:t><a:p><a:r><a:t>{text}</a:t>'
        "</a:r></a:p></dgm:t></dgm:pt>" for i, text, kind in (
            (1, "", ' type="doc"'), (2, w.see(), ""), (3, w.see(), "")))
    diagram = root("dgm:dataModel", (
        f'<dgm:ptLst>{points}</dgm:ptLst><dgm:cxnLst>'
        '<dgm:cxn modelId="8" srcId="1" destId="2" srcOrd="0"/>'
        '<dgm:cxn modelId="9" srcId="2" destId="3" srcOrd="0"/>'
        "</dgm:cxnLst>"))
    chunk = (f"<html><head><title>{w.hide()}</title><style>{w.hide()}</style>"
             f"</head><body><h2>{w.see()}</h2><p>{w.see()}<b>{w.see()}</b>"
             f"<script>{w.hide()}</script><!-- {w.hide()} --></p><okand>"
             f"{w.see()}</okand></body></html>").replace("</p>", " </p>")
    chunk = chunk.replace("<b>", " <b>")
    return dict(
        rels=[("rIdC", "chart", "charts/chart1.xml"),
              ("rIdD", "diagramData", "diagrams/data1.xml"),
              ("rIdA", "aFChunk", "chunk.html"),
              ("rIdB", "aFChunk", "chunk.txt")],
        parts={"word/charts/chart1.xml": (chart, "application/xml"),
               "word/diagrams/data1.xml": (diagram, "application/xml"),
               "word/chunk.html": (chunk, "text/html"),
               "word/chunk.txt": (w.see() + "\r\n", "text/plain")},
        document=p(drawing('<c:chart r:id="rIdC"/>')) + p(w.see() + ".")
        + p(drawing('<dgm:relIds r:dm="rIdD"/>'))
        + '<w:altChunk r:id="rIdA"/><w:altChunk r:id="rIdB"/>'
        + p(r(w.see()) + "<w:okand>" + w.see() + "</w:okand>"
            + '<okand xmlns="urn:x">' + " " + w.see() + "</okand>")
        .replace("<w:okand>", "<w:okand> "))


def inline(w):
    """Ruby, mathematics, symbols."""
    return dict(document=p(
        "<w:r><w:ruby><w:rubyPr/><w:rt>" + r(w.see()) + "</w:rt><w:rubyBase>"
        + r(w.see()) + "</w:rubyBase></w:ruby></w:r>")
        + p(r(w.see() + " ") + "<m:oMath><m:f><m:num><m:r><m:t>" + w.see()
            + "</m:t></m:r></m:num><m:den><m:r><m:t>" + w.see()
            + "</m:t></m:r></m:den></m:f></m:oMath>" + r(" " + w.see()))
        + p("<m:oMathPara><m:oMath><m:r><m:t>" + w.see()
            + "</m:t></m:r></m:oMath></m:oMathPara>")
        + p(r(w.see()) + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/>'
            "</w:r>" + r(w.see())))


def zones(w):
    """A whole release: no guess about its zones may cost a word."""
    return dict(document=p(w.see() + " " + w.see(), style("Rubrik"))
                + p("VASA 3.5.2026 – " + w.see() + " " + w.see() + ".")
                + p(w.see() + ": " + w.see()) + p(w.see(), style("Rubrik1"))
                + p("”" + w.see() + "”, säger " + w.see() + ".")
                + p(w.see() + "-" + w.see())
                + p("Närmare upplysningar:")
                + p(w.see().title() + " " + w.see().title() + ", "
                    + w.see() + ", tfn 040 123 4567, " + w.see()
                    + "@example.org")
                + p(w.see() + " svarar på frågor om " + w.see() + ".")
                + p("Nyckelord: " + w.see() + ", " + w.see())
                + p("###") + p("Om " + w.see().title()) + p(w.see() + "."))


def contents(w):
    """The contents are built anew; what stands around them is not."""
    return dict(document=p(w.see() + " " + w.see(), style("Rubrik"))
                + p(char("begin") + code(' TOC \\o "1-3" ' + w.hide())
                    + char("separate") + r(w.hide()) + "<w:r><w:tab/></w:r>"
                    + field(" PAGEREF _Toc1 \\h ", "1"), style("Innehll1"))
                + p(char("end") + r(w.see()))
                + p(w.see(), style("Rubrik1")) + p(w.see()))


def contents_headed(w):
    """The heading of the contents stays where there is something to list."""
    more = ('<w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
            "</w:docPartObj>")
    return dict(
        more_styles='<w:style w:type="paragraph" w:styleId="TH"><w:name '
        'w:val="TOC Heading"/></w:style>',
        document=p(w.see(), style("Rubrik")) + sdt(
            p(w.see(), style("TH"))
            + p(char("begin") + code(" TOC ") + char("separate")
                + r(w.hide() + " 17"), style("Innehll1"))
            + p(char("end")), more)
        + p("", style("Rubrik1")) + p("Kajen", style("Rubrik1"))
        + p(w.see()) + p("Bron", style("Rubrik1")) + p(w.see()))


CASES = [runs, blocks, lists, tables, boxes, notes, fields, controls,
         revisions, hidden, letterhead, pictures, parts, inline, zones,
         contents, contents_headed]


def docx(case):
    """The bytes of a case."""
    handle, path = tempfile.mkstemp()
    os.close(handle)
    make_docx.write(path, case)
    with open(path, "rb") as f:
        data = f.read()
    os.unlink(path)
    return data


def build(function, index=None, reveal=False):
    Words.made = CASES.index(function) * 997
    w = Words(index)
    case = function(w)
    if reveal:
        case["document"] += p(w.hidden[0])
    return dict(docx=docx(case), visible=w.visible, hidden=w.hidden,
                taken=w.taken)


def make(lose=False, reveal=False):
    """All cases by name; with lose one visible word of each is left out."""
    made = {}
    for function in CASES:
        case = build(function)
        if lose:
            middle = len(case["visible"]) // 2
            case = build(function, middle)
            case["visible"].append(case["taken"])
        elif reveal and case["hidden"]:
            case = build(function, reveal=True)
        elif reveal:
            continue
        made[function.__name__] = case
    return made


HIDDEN = [f.__name__ for f in CASES if build(f)["hidden"]]
