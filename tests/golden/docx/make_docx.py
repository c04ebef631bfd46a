# SPDX-License-Identifier: GPL-2.0-or-later
"""Small Word documents out of a few words of XML, for tests.

    import make_docx
    make_docx.write("x.docx", document="<w:p>…</w:p>", rels=[…], parts={…})

or, on the command line, every case of cases_*.py into a folder:

    make_docx.py OUTDIR [NAME…]

A case is a dict.  The keys document, styles, numbering, footnotes, endnotes,
comments, settings, core hold the inside of that part's root; rels lists
(id, type, target) with "external" as a fourth for what lies outside, of the
main part; parts maps further part names to (bytes or text, content type);
main_type is the content type of the main part.  A case with the key whole is
a file of its own, whatever its name.  The same case gives the same bytes.
"""
import os
import struct
import sys
import zipfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": OFFICE + "relationships",
    "m": OFFICE + "math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/"
          "wordprocessingDrawing",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/"
           "wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/"
           "wordprocessingGroup",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "cx": "http://schemas.microsoft.com/office/drawing/2014/chartex",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/"
          "core-properties",
}

# The styles that Word itself writes into a Swedish document.
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/>
 <w:lang w:val="sv-FI"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal">
 <w:name w:val="Normal"/></w:style>
<w:style w:type="character" w:default="1" w:styleId="Standard">
 <w:name w:val="Default Paragraph Font"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/>
 <w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>
 <w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/>
 <w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>
 <w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik"><w:name w:val="Title"/>
 <w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Underrubrik">
 <w:name w:val="Subtitle"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Citat"><w:name w:val="Quote"/>
 <w:basedOn w:val="Normal"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Beskrivning">
 <w:name w:val="caption"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Liststycke">
 <w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/>
 <w:pPr><w:ind w:left="720"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Innehll1"><w:name w:val="toc 1"/>
 <w:basedOn w:val="Normal"/></w:style>
<w:style w:type="character" w:styleId="Hyperlnk">
 <w:name w:val="Hyperlink"/><w:rPr><w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Fotnotsreferens">
 <w:name w:val="footnote reference"/>
 <w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Platshllartext">
 <w:name w:val="Placeholder Text"/><w:rPr><w:color w:val="808080"/></w:rPr>
</w:style>
"""


def level(i, fmt, text, start=1, extra=""):
    """One w:lvl."""
    return (f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/>'
            f'<w:numFmt w:val="{fmt}"/>{extra}<w:lvlText w:val="{text}"/>'
            f'<w:pPr><w:ind w:left="{720 * (i + 1)}" w:hanging="360"/>'
            f'</w:pPr></w:lvl>')


# num 1: bullets; num 2: 1. a) i.; num 3: as 2, begins anew; num 4: 1, 1.1
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + "".join(level(i, "bullet", "•") for i in range(3))
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)")
    + level(2, "lowerRoman", "%3.")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + level(0, "decimal", "%1") + level(1, "decimal", "%1.%2")
    + '</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    '</w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>')

# Parts that a key of the case makes: name, root, kind of relationship,
# content type.
PARTS = {
    "styles": ("word/styles.xml", "w:styles", "styles", "styles"),
    "numbering": ("word/numbering.xml", "w:numbering", "numbering",
                  "numbering"),
    "footnotes": ("word/footnotes.xml", "w:footnotes", "footnotes",
                  "footnotes"),
    "endnotes": ("word/endnotes.xml", "w:endnotes", "endnotes", "endnotes"),
    "comments": ("word/comments.xml", "w:comments", "comments", "comments"),
    "settings": ("word/settings.xml", "w:settings", "settings", "settings"),
}


def p(text="", props="", run=""):
    """A paragraph of one run; text may hold further runs as XML."""
    inner = text if text.startswith("<") else r(text, run) if text else ""
    return f"<w:p>{'<w:pPr>' + props + '</w:pPr>' if props else ''}{inner}</w:p>"


def r(text, props=""):
    """A run."""
    props = f"<w:rPr>{props}</w:rPr>" if props else ""
    return f'<w:r>{props}<w:t xml:space="preserve">{text}</w:t></w:r>'


def style(name):
    """Properties: a paragraph's style."""
    return f'<w:pStyle w:val="{name}"/>'


def li(num, ilvl, text):
    """A paragraph of a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{ilvl}"/>'
                   f'<w:numId w:val="{num}"/></w:numPr>')


def field(code, result):
    """A complex field in runs."""
    def char(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    return (char("begin")
            + f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText>'
              '</w:r>' + char("separate")
            + (result if result.startswith("<") else r(result))
            + char("end"))


def tc(text, props=""):
    """A cell."""
    inner = text if text.startswith("<") else p(text)
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inner}</w:tc>"


def tr(*cells, props=""):
    """A row."""
    props = f"<w:trPr>{props}</w:trPr>" if props else ""
    return "<w:tr>" + props + "".join(
        c if c.startswith("<") else tc(c) for c in cells) + "</w:tr>"


def tbl(*rows, props=""):
    """A table."""
    return f"<w:tbl><w:tblPr>{props}</w:tblPr>{''.join(rows)}</w:tbl>"


def png(width=2, height=1):
    """A grey PNG."""
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))
    rows = (b"\0" + b"\x80" * width) * height
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0,
                                         0, 0))
            + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def picture(rid, alt='descr="En kaj"', inside="", fill="", around="inline"):
    """A run with a picture."""
    return (f'<w:r><w:drawing><wp:{around}><wp:extent cx="1" cy="1"/>'
            f'<wp:docPr id="1" name="Bild 1" {alt}>{inside}</wp:docPr>'
            '<a:graphic><a:graphicData uri="x"><pic:pic><pic:nvPicPr>'
            '<pic:cNvPr id="0" name="x"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{rid}"/>{fill}</pic:blipFill>'
            '<pic:spPr/></pic:pic></a:graphicData></a:graphic>'
            f'</wp:{around}></w:drawing></w:r>')


def root(name, inside, extra=""):
    """A part's XML."""
    spaces = "".join(f' xmlns:{k}="{v}"' for k, v in NAMES.items())
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<{name}{spaces}{extra}>'
            f'{inside}</{name}>')


def relationships(rels):
    """A .rels part."""
    rows = []
    for rid, kind, target, *mode in rels:
        kind = kind if ":" in kind else OFFICE + "relationships/" + kind
        mode = ' TargetMode="External"' if mode else ""
        target = target.replace("&", "&amp;")
        rows.append(f'<Relationship Id="{rid}" Type="{kind}" '
                    f'Target="{target}"{mode}/>')
    return f'<Relationships xmlns="{RELS}">{"".join(rows)}</Relationships>'


def build(case):
    """The parts of a case: name to (bytes, content type)."""
    parts = {"word/document.xml": (
        root("w:document", f"<w:body>{case['document']}</w:body>"),
        WML + case.get("main_type", "document") + ".main+xml")}
    rels = list(case.get("rels", []))
    inside = {"styles": STYLES + case.get("more_styles", ""),
              "numbering": NUMBERING}
    inside.update({k: case[k] for k in PARTS if k in case})
    for key, text in inside.items():
        name, element, kind, content = PARTS[key]
        if text is None:
            continue
        parts[name] = (root(element, text), WML + content + "+xml")
        rels.append((f"rId{key}", kind, name[5:]))
    for name, (data, content) in case.get("parts", {}).items():
        parts[name] = (data, content)
    top = [("rId1", "officeDocument", "word/document.xml")]
    if "core" in case:
        parts["docProps/core.xml"] = (
            root("cp:coreProperties", case["core"]),
            "application/vnd.openxmlformats-package.core-properties+xml")
        top.append(("rId2", RELS + "/metadata/core-properties",
                    "docProps/core.xml"))
    parts["word/_rels/document.xml.rels"] = (relationships(rels), None)
    parts["_rels/.rels"] = (relationships(top), None)
    return parts


def content_types(parts):
    """[Content_Types].xml."""
    rows = [f'<Override PartName="/{n}" ContentType="{t}"/>'
            for n, (_, t) in parts.items() if t]
    return ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            + "".join(rows) + "</Types>")


def write(path, case):
    """Write the case as a package, or its one document as it is."""
    if "whole" in case:
        with open(path, "w", encoding="utf-8", newline="") as f:
            f.write(case["whole"])
        return
    parts = build(case)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        def put(name, data):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, data)
        put("[Content_Types].xml", content_types(parts))
        for name, (data, _) in parts.items():
            put(name, data)


def cases():
    """All cases, in the order of their files."""
    ret = {}
    sys.path.insert(0, HERE)
    for name in sorted(os.listdir(HERE)):
        if name.startswith("cases_") and name.endswith(".py"):
            ret.update(__import__(name[:-3]).CASES)
    return ret


def main():
    out, wanted = sys.argv[1], sys.argv[2:]
    for name, case in cases().items():
        if not wanted or name in wanted:
            write(os.path.join(out, name + ".docx"), case)


if __name__ == "__main__":
    main()
