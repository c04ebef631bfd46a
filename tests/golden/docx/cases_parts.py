# SPDX-License-Identifier: GPL-2.0-or-later
"""Other parts: charts, diagrams, chunks of other kinds; broken ones."""
import base64

from make_docx import p, png, r, root, style

FRAME = ('<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" '
         'descr="Invånarna ökar"/><a:graphic><a:graphicData uri="x">%s'
         "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>")


def points(*values):
    return "".join(f'<c:pt idx="{i}"><c:v>{v}</c:v></c:pt>'
                   for i, v in enumerate(values) if v is not None)


CHART = root("c:chartSpace", (
    "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Invånare</a:t></a:r>"
    "</a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart>"
    "<c:ser><c:tx><c:strRef><c:f>B1</c:f><c:strCache>" + points("Vasa")
    + "</c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:f>A2</c:f>"
    "<c:strCache>" + points("2024", "2025") + "</c:strCache></c:strRef>"
    "</c:cat><c:val><c:numRef><c:f>B2</c:f><c:numCache><c:formatCode>General"
    "</c:formatCode>" + points("70361", "0.30000000000000004")
    + "</c:numCache></c:numRef></c:val></c:ser><c:ser><c:tx><c:v>Andel</c:v>"
    "</c:tx><c:val><c:numRef><c:numCache><c:formatCode>0%</c:formatCode>"
    + points(None, "0.25") + "</c:numCache></c:numRef></c:val></c:ser>"
    "</c:barChart></c:plotArea></c:chart>"))


def chart(kind, series):
    return root("c:chartSpace", "<c:chart><c:plotArea><c:%s>%s</c:%s>"
                "</c:plotArea></c:chart>" % (kind, series, kind))


def drawn(part, element="c:chart"):
    """A document of one chart."""
    return dict(rels=[("rIdC", "chart", "charts/chart1.xml")],
                parts={"word/charts/chart1.xml": (part, "application/xml")},
                document=p(FRAME % f'<{element} r:id="rIdC"/>'))


def literal(kind, *values):
    return f"<c:numLit>{points(*values)}</c:numLit>".join(
        (f"<c:{kind}>", f"</c:{kind}>"))


# Categories of two levels, the outer one told once; nobody named a column.
LEVELS = chart("pieChart", (
    "<c:ser><c:cat><c:multiLvlStrRef><c:multiLvlStrCache><c:lvl>"
    + points("Q1", "Q2", "Q1") + "</c:lvl><c:lvl>" + points("2025", None, "2026")
    + "</c:lvl></c:multiLvlStrCache></c:multiLvlStrRef></c:cat>"
    + literal("val", "7", "8", "9") + "</c:ser>"))
BUBBLES = chart("bubbleChart", (
    "<c:ser><c:tx><c:v>Orter</c:v></c:tx>" + literal("xVal", "1", "2")
    + literal("yVal", "10", "20") + literal("bubbleSize", "300", "400")
    + "</c:ser>"))
# A kind of Office 2016: the data stand beside the series.
WATERFALL = root("cx:chartSpace", (
    '<cx:chartData><cx:data id="0"><cx:strDim type="cat"><cx:f>A</cx:f><cx:lvl '
    'ptCount="2"><cx:pt idx="0">Intäkter</cx:pt><cx:pt idx="1">Utgifter'
    '</cx:pt></cx:lvl></cx:strDim><cx:numDim type="val"><cx:f>B</cx:f><cx:lvl '
    'ptCount="2" formatCode="General"><cx:pt idx="0">5</cx:pt><cx:pt idx="1">'
    "-3</cx:pt></cx:lvl></cx:numDim></cx:data></cx:chartData><cx:chart>"
    "<cx:title><cx:tx><cx:rich><a:p><a:r><a:t>Budgeten</a:t></a:r></a:p>"
    "</cx:rich></cx:tx></cx:title><cx:plotArea><cx:plotAreaRegion><cx:series "
    'layoutId="waterfall"><cx:tx><cx:txData><cx:f>B1</cx:f><cx:v>Mn €</cx:v>'
    '</cx:txData></cx:tx><cx:dataId val="0"/></cx:series></cx:plotAreaRegion>'
    "</cx:plotArea></cx:chart>"))
# A web page as programs put it into a document.
MHT = ("MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
       '    type="text/html";\r\n    boundary="----=del"\r\n\r\n\r\n'
       "------=del\r\nContent-Type: image/png\r\n\r\nDOLT\r\n"
       "------=del\r\nContent-Type: text/html;\r\n    "
       'charset="utf-8"\r\nContent-Transfer-Encoding: %s\r\n'
       "Content-Location: file:///C:/hemlig/x.html\r\n\r\n%s\r\n"
       "------=del--\r\n")


def point(i, text="", kind=""):
    body = f"<dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t>"
    kind = f' type="{kind}"' if kind else ""
    return f'<dgm:pt modelId="{i}"{kind}>{body if text else ""}</dgm:pt>'


def edge(src, dest, order):
    return (f'<dgm:cxn modelId="c{src}{dest}" srcId="{src}" destId="{dest}" '
            f'srcOrd="{order}"/>')


DIAGRAM = root("dgm:dataModel", (
    "<dgm:ptLst>" + point(1, kind="doc") + point(2, "Först")
    + point(3, "Sedan") + point(4, "Däri") + point(5, "pres", "pres")
    + "</dgm:ptLst><dgm:cxnLst>" + edge(1, 3, 1) + edge(1, 2, 0)
    + edge(3, 4, 0) + edge(4, 3, 0) + "</dgm:cxnLst>"))
HTML = ("<html><head><title>T</title><style>p{}</style></head><body><h2>Ur "
        "HTML</h2><p onclick=\"x()\">Ett <b>fett</b> ord och <a href=\""
        "https://example.org/\">en länk</a>.<script>alert(1)</script></p>"
        "<ul><li>a<ul><li>b</li></ul></li></ul><table><tr><th>A</th>"
        "<th colspan=2>B</th></tr><tr><td>C</td><td>D</td><td>E</td></tr>"
        "</table><img src=\"http://example.org/spion.png\" alt=\"bild\">"
        "<blockquote>Citat</blockquote><pre>a\n  b</pre>lös text"
        "</body></html>")
# Lists, links, notes, revisions, comments and pictures as Word 2003 told them.
OLD = (
    '<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.'
    'com/office/word/2003/wordml" xmlns:aml="http://schemas.microsoft.com/'
    'aml/2001/core" xmlns:wx="http://schemas.microsoft.com/office/word/2003/'
    'auxHint" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-'
    'microsoft-com:office:office" xml:space="preserve"><o:DocumentProperties>'
    '<o:Title>Mallen</o:Title><o:Author>Hemlig Person</o:Author>'
    '</o:DocumentProperties><w:lists><w:listDef w:listDefId="0"><w:lvl '
    'w:ilvl="0"><w:start w:val="1"/><w:nfc w:val="23"/><w:lvlText '
    'w:val="•"/></w:lvl></w:listDef><w:list w:ilfo="1"><w:ilst w:val="0"/>'
    '</w:list></w:lists><w:styles><w:style w:type="paragraph" '
    'w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles><w:body>'
    '<wx:sect><w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>Kajen'
    '</w:t></w:r></w:p><w:p><w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo '
    'w:val="1"/><wx:t wx:val="•"/></w:listPr></w:pPr><w:r><w:t>punkt</w:t>'
    '</w:r></w:p><w:p><w:hlink w:dest="https://example.org/"><w:r><w:t>länk'
    '</w:t></w:r></w:hlink><w:r><w:t> med not</w:t><w:footnote><w:p><w:r>'
    '<w:t>Noten.</w:t></w:r></w:p></w:footnote></w:r><aml:annotation '
    'aml:id="1" w:type="Word.Deletion"><aml:content><w:r><w:delText>GAMMALT'
    '</w:delText></w:r></aml:content></aml:annotation><aml:annotation '
    'aml:id="2" w:type="Word.Comment"><aml:content><w:p><w:r><w:t>Internt'
    '</w:t></w:r></w:p></aml:content></aml:annotation></w:p><w:p><w:r>'
    '<w:pict><w:binData w:name="wordml://1.png">'
    + base64.b64encode(png()).decode() + '</w:binData><v:shape alt="En kaj">'
    '<v:imagedata src="wordml://1.png"/></v:shape></w:pict></w:r></w:p>'
    '<w:tbl><w:tr><w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr><w:p>'
    '<w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r>'
    '</w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/>'
    '</w:tc><w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
    '<w:sectPr><w:hdr w:type="odd"><w:p><w:r><w:t>Vasa stad</w:t></w:r></w:p>'
    '</w:hdr></w:sectPr></wx:sect></w:body></w:wordDocument>')
CASES = {
    "word2003": dict(whole=OLD),
    # Contents are built anew below their heading: three levels, each in its
    # place, without the title.
    "contents": dict(
        document=p("Sju kajer", style("Rubrik"))
        + p("Innehåll", style("Rubrik1"))
        + p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
            ' TOC </w:instrText></w:r><w:r><w:fldChar w:fldCharType='
            '"separate"/></w:r>' + r("GAMMALT 7") + '<w:r><w:fldChar '
            'w:fldCharType="end"/></w:r>', style("Innehll1"))
        + p("Kajen", style("Rubrik1")) + p("Text.")
        + p("Pålar", style("Rubrik2")) + p("Text.")
        + p("Bron", style("Rubrik1")) + p("Text.")),
    "chart": dict(
        rels=[("rIdC", "chart", "charts/chart1.xml")],
        parts={"word/charts/chart1.xml": (CHART, "application/xml")},
        document=p(FRAME % '<c:chart r:id="rIdC"/>')
        + p("Figur 1. Folkmängden", style("Beskrivning"))),
    # Words and numbers of a run stay whole, limits are told from their sign.
    "math-runs": dict(document=p(
        "<m:oMath><m:r><m:t>f(max), 1550×2.25=rad/a</m:t></m:r><m:limLow>"
        "<m:e><m:r><m:t>lim</m:t></m:r></m:e><m:lim><m:r><m:t>n→∞</m:t></m:r>"
        "</m:lim></m:limLow></m:oMath>")),
    "chart-levels": drawn(LEVELS),
    "chart-bubbles": drawn(BUBBLES),
    "chart-waterfall": drawn(WATERFALL, "cx:chart"),
    "diagram": dict(
        rels=[("rIdD", "diagramData", "diagrams/data1.xml")],
        parts={"word/diagrams/data1.xml": (DIAGRAM, "application/xml")},
        document=p(FRAME % '<dgm:relIds r:dm="rIdD"/>') + p("Efter.")),
    "chunk-html": dict(
        rels=[("rIdA", "aFChunk", "chunk.html")],
        parts={"word/chunk.html": (HTML, "text/html")},
        document=p("Före.") + '<w:altChunk r:id="rIdA"/>' + p("Efter.")),
    "chunk-text": dict(
        rels=[("rIdA", "aFChunk", "chunk.txt")],
        parts={"word/chunk.txt": ("rad ett\r\n\r\nrad två", "text/plain")},
        document='<w:altChunk r:id="rIdA"/>'),
    # What is no UTF-8 is UTF-16 by its mark, or what Windows wrote.
    "chunk-charsets": dict(
        rels=[("rIdA", "aFChunk", "a.txt"), ("rIdB", "aFChunk", "b.txt")],
        parts={"word/a.txt": (b"\xff\xfe" + "Åäö 😀".encode("utf-16-le"),
                              "text/plain"),
               "word/b.txt": ("Åäö – 5 €".encode("cp1252"), "text/plain")},
        document='<w:altChunk r:id="rIdA"/><w:altChunk r:id="rIdB"/>'),
    "chunk-mht": dict(
        rels=[("rIdA", "aFChunk", "a.mht"), ("rIdB", "aFChunk", "b.mht")],
        parts={"word/a.mht": (MHT % (
            "quoted-printable",
            "<html><p class=3D\"x\">Kajen =C3=B6pp=\r\nnar</p></html>"),
            "message/rfc822"),
            "word/b.mht": (MHT % ("base64", base64.encodebytes(
                "<p>Bron är klar</p>".encode()).decode()),
                "message/rfc822")},
        document='<w:altChunk r:id="rIdA"/><w:altChunk r:id="rIdB"/>'
                 + p("Efter.")),
    "chunk-refused": dict(
        rels=[("rIdA", "aFChunk", "chunk.rtf")],
        parts={"word/chunk.rtf": ("{\\rtf1 x}", "application/rtf")},
        document=p("Före.") + '<w:altChunk r:id="rIdA"/>'),
    # A helper that is broken costs what it held, the body everything.
    "broken-styles": dict(
        parts={"word/s.xml": ("<w:styles", "application/xml")},
        rels=[("rIdS", "styles", "s.xml")], styles=None,
        document=p("Rubrik", style("Rubrik1")) + p("Text.")),
    "broken-body": dict(document=p("Text.") + "<w:p><w:r>"),
}
