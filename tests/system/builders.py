# SPDX-License-Identifier: GPL-2.0-or-later
"""Word files with what a careful person would not publish.

For the system tests: small documents of our own, and pieces of WordprocessingML
to put into them.
"""
import re
import zipfile

from newsroom import samples

BODIES = {
    "sv": ["Norrviks kommun öppnar simhallen igen efter sommarens reparationer.",
           "Hallen är öppen alla dagar i veckan, och inträdet kostar lika mycket som före reparationerna."],
    "fi": ["Norrvikin kunta avaa uimahallin taas kesän remontin jälkeen.",
           "Halli on auki viikon jokaisena päivänä, ja pääsylippu maksaa saman verran kuin ennen remonttia."],
    "en": ["The municipality of Norrvik opens the swimming hall again after the repairs of the summer.",
           "The hall is open from seven in the morning until nine in the evening on every day of the week."],
}
TITLES = {"sv": "Simhallen öppnar igen", "fi": "Uimahalli avataan taas", "en": "The swimming hall opens again"}

W_NS = samples.W
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MARKUP = ('xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
          'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
          'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" ')
RUN = '<w:r><w:t xml:space="preserve">%s</w:t></w:r>'
PARAGRAPH = "<w:p>" + RUN + "</w:p>"


def document(lang="en", title="", first=None, raw=None, body=None, parts=None, last=None, rows=None):
    """A function that writes a Word file.  first is a paragraph before the
    title ("" for its usual one, None for none); raw is a paragraph's XML;
    parts are {name: edit} of parts; rows a leading table."""
    if title == "":
        title = TITLES[lang]

    def write(path):
        d = samples.Document(lang)
        if rows:
            d.table(rows)
        if first:
            d.p(first)
        if title:
            d.p(title, "title")
        for text in body or BODIES[lang]:
            d.p(text)
        if raw:
            d.body.append(raw)
        if last:
            d.p(last)
        d.save(path, title or "")
        if parts:
            edit(path, parts)
    return write


def pictured(lang, alt):
    """A function that writes a Word file whose picture is said to show that."""
    def write(path):
        d = samples.Document(lang)
        d.p(TITLES[lang], "title")
        for text in BODIES[lang]:
            d.p(text)
        d.picture(samples.harbour(8, 8), 8, 8, alt, "")
        d.save(path, TITLES[lang])
    return write


def edit(path, parts):
    """Rewrite parts of a package: each is given its text, "" if it is new."""
    with zipfile.ZipFile(path) as z:
        held = [(i, z.read(i)) for i in z.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        names = set()
        for info, data in held:
            names.add(info.filename)
            if info.filename in parts:
                data = parts[info.filename](data.decode("utf-8")).encode("utf-8")
            z.writestr(info, data)
        for name in parts:
            if name not in names:
                z.writestr(name, parts[name](""))


INS = ('<w:p><w:ins w:id="90" w:author="A" w:date="2026-05-01T10:00:00Z">' + RUN % "A sentence that is still discussed."
       + "</w:ins></w:p>")
DEL = ("<w:p>" + RUN % "The price is " + '<w:del w:id="91" w:author="A" w:date="2026-05-01T10:00:00Z"><w:r>'
       "<w:delText>12</w:delText></w:r></w:del>" + RUN % "15 euros." + "</w:p>")
MOVE = ('<w:p><w:moveFromRangeStart w:id="92" w:author="A" w:date="2026-05-01T10:00:00Z" w:name="m"/>'
        '<w:moveFrom w:id="93" w:author="A" w:date="2026-05-01T10:00:00Z">' + RUN % "It was here." +
        '</w:moveFrom><w:moveFromRangeEnd w:id="92"/></w:p>')
FORMAT = ('<w:p><w:r><w:rPr><w:b/><w:rPrChange w:id="94" w:author="A" w:date="2026-05-01T10:00:00Z"><w:rPr/></w:rPrChange>'
          "</w:rPr><w:t>Bold since yesterday, says somebody.</w:t></w:r></w:p>")
COMMENT = ('<w:p><w:commentRangeStart w:id="1"/>' + RUN % "The mayor agrees." + '<w:commentRangeEnd w:id="1"/>'
           '<w:r><w:commentReference w:id="1"/></w:r></w:p>')
PROMPT = ('<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p>'
          + RUN % "Click here to enter the name of the speaker." + "</w:p></w:sdtContent></w:sdt>")
MARKED = '<w:p><w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>Check this with the lawyer.</w:t></w:r></w:p>'
SHADED = ('<w:p><w:r><w:rPr><w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/></w:rPr><w:t>Ask the lawyer about this.</w:t></w:r>'
          "</w:p>")
TEXT_BOX = ('<w:p><w:r><mc:AlternateContent ' + MARKUP + '><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="900000" '
            'cy="300000"/><wp:docPr id="77" name="Text box"/><a:graphic><a:graphicData '
            'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx><w:txbxContent>'
            + PARAGRAPH + "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
            "</mc:AlternateContent></w:r></w:p>")
VML_BOX = ('<w:p><w:r><w:pict ' + MARKUP + '><v:shape id="box" style="width:200pt;height:50pt"><v:textbox><w:txbxContent>'
           + PARAGRAPH + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>")
WORD_ART = ('<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:rPr><w:noProof/></w:rPr><w:pict ' + MARKUP +
            '><v:shape id="PowerPlusWaterMarkObject357476642" o:spid="_x0000_s2049" type="#_x0000_t136" '
            'style="position:absolute;width:412pt;height:247pt;rotation:315" fillcolor="silver" stroked="f">'
            '<v:fill opacity=".5"/><v:textpath style="font-family:&quot;Calibri&quot;" string="%s"/></v:shape></w:pict></w:r></w:p>')


HIDDEN = '<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r></w:p>'


def with_rel(kind, target, rid="rId90"):
    return lambda xml: xml.replace("</Relationships>", '<Relationship Id="%s" Type="%s%s" Target="%s"/></Relationships>'
                                   % (rid, REL, kind, target))


def with_type(name, kind):
    return lambda xml: xml.replace("</Types>", '<Override PartName="/word/%s" ContentType="application/vnd.'
                                   'openxmlformats-officedocument.wordprocessingml.%s+xml"/></Types>' % (name, kind))


def commented(text="Does she?"):
    """Parts of a document with COMMENT in it."""
    return {
        "word/_rels/document.xml.rels": with_rel("comments", "comments.xml"),
        "[Content_Types].xml": with_type("comments.xml", "comments"),
        "word/comments.xml": lambda _: '<w:comments xmlns:w="%s"><w:comment w:id="1" w:author="A"><w:p>%s</w:p></w:comment>'
                                       "</w:comments>" % (W_NS, RUN % text),
    }


def resolved(text="Does she?"):
    """So, but the comment is marked as resolved."""
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    parts = commented(text)
    parts["word/comments.xml"] = lambda _: (
        '<w:comments xmlns:w="%s" xmlns:w14="%s"><w:comment w:id="1" w:author="A"><w:p w14:paraId="11AA22BB">%s</w:p></w:comment>'
        "</w:comments>" % (W_NS, w14, RUN % text))
    parts["word/commentsExtended.xml"] = lambda _: (
        '<w15:commentsEx xmlns:w15="%s"><w15:commentEx w15:paraId="11AA22BB" w15:done="1"/></w15:commentsEx>' % w15)
    rels = parts["word/_rels/document.xml.rels"]
    parts["word/_rels/document.xml.rels"] = lambda xml: rels(xml).replace(
        "</Relationships>", '<Relationship Id="rId91" Type="http://schemas.microsoft.com/office/2011/relationships/'
        'commentsExtended" Target="commentsExtended.xml"/></Relationships>')
    return parts


def furnished(kind, paragraph):
    """Parts of a document with that header or footer."""
    tag = {"header": "hdr", "footer": "ftr"}[kind]
    part = "word/%s1.xml" % kind
    return {
        "word/_rels/document.xml.rels": with_rel(kind, "%s1.xml" % kind),
        "[Content_Types].xml": with_type("%s1.xml" % kind, kind),
        part: lambda _: '<w:%s xmlns:w="%s">%s</w:%s>' % (tag, W_NS, paragraph, tag),
        "word/document.xml": lambda xml: xml.replace(
            '<w:sectPr w:rsidR="00A31F02">',
            '<w:sectPr w:rsidR="00A31F02"><w:%sReference w:type="default" r:id="rId90"/>' % kind),
    }


def headed(text):
    return furnished("header", PARAGRAPH % text)


def footed(text):
    return furnished("footer", PARAGRAPH % text)


def watermarked(text):
    return furnished("header", WORD_ART % text)


def status(text):
    """Word's own status of the document."""
    return {"docProps/core.xml": lambda xml: xml.replace(
        "</cp:coreProperties>", "<cp:contentStatus>%s</cp:contentStatus></cp:coreProperties>" % text)}


def titled(text):
    """The title among the file's own properties."""
    return {"docProps/core.xml": lambda xml: re.sub(r"<dc:title>.*?</dc:title>", "", xml).replace(
        "</cp:coreProperties>", "<dc:title>%s</dc:title></cp:coreProperties>" % text)}
