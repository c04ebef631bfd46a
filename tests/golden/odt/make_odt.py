# SPDX-License-Identifier: GPL-2.0-or-later
"""Small OpenDocument texts out of a few words of XML, for tests.

    make_odt.py OUTDIR [NAME…]

writes every case of cases.py into a folder: NAME.odt, or NAME.fodt for a case
with flat=True.  A case is a dict: text is the inside of office:text, styles
and automatic the inside of office:styles and office:automatic-styles (of the
text), page_automatic those of styles.xml, masters the inside of
office:master-styles, meta that of office:meta; files maps further names to
bytes; mimetype and manifest replace the usual ones.  The same case gives the
same bytes.
"""
import os
import struct
import sys
import zipfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = {
    "office": ODF + "office:1.0", "text": ODF + "text:1.0",
    "table": ODF + "table:1.0", "style": ODF + "style:1.0",
    "draw": ODF + "drawing:1.0", "meta": ODF + "meta:1.0",
    "fo": ODF + "xsl-fo-compatible:1.0", "svg": ODF + "svg-compatible:1.0",
    "manifest": ODF + "manifest:1.0", "script": ODF + "script:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "math": "http://www.w3.org/1998/Math/MathML",
    "chart": ODF + "chart:1.0", "form": ODF + "form:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:"
             "xmlns:loext:1.0",
}
DECLARED = " ".join(f'xmlns:{p}="{u}"' for p, u in NAMES.items())
TEXT = "application/vnd.oasis.opendocument.text"


def style(name, parent=None, family="paragraph", text="", para="", **more):
    """A style:style; text and para are attributes of its properties."""
    attributes = f'style:name="{name}" style:family="{family}"'
    if parent:
        attributes += f' style:parent-style-name="{parent}"'
    for key, value in more.items():
        attributes += f' style:{key.replace("_", "-")}="{value}"'
    inside = ""
    if para:
        inside += f"<style:paragraph-properties {para}/>"
    if text:
        inside += f"<style:text-properties {text}/>"
    return f"<style:style {attributes}>{inside}</style:style>"


BOLD = 'fo:font-weight="bold"'

# What LibreOffice writes into a Finnish document, as far as it matters here.
STYLES = (
    '<style:default-style style:family="paragraph"><style:text-properties '
    'fo:font-size="12pt" fo:language="fi" fo:country="FI"/>'
    "</style:default-style>"
    + style("Standard")
    + style("Text_20_body", "Standard", display_name="Leipäteksti")
    + style("Heading", "Standard", text='fo:font-size="14pt"')
    + style("Heading_20_1", "Heading", display_name="Otsikko 1",
            text='fo:font-size="130%" ' + BOLD, default_outline_level="1")
    + style("Heading_20_2", "Heading", display_name="Otsikko 2",
            text='fo:font-size="115%" ' + BOLD, default_outline_level="2")
    + style("Title", "Heading", display_name="Pääotsikko", text=BOLD)
    + style("Subtitle", "Heading")
    + style("Quotations", "Standard")
    + style("Preformatted_20_Text", "Standard")
    + style("Caption", "Standard")
    + style("Illustration", "Caption")
    + style("Table", "Caption")
    + style("Contents_20_Heading", "Heading")
    + style("Contents_20_1", "Standard")
    + style("Emphasis", family="text", text='fo:font-style="italic"')
    + style("Strong_20_Emphasis", family="text", text=BOLD)
    + style("Source_20_Text", family="text"))


def p(words, name="Text_20_body"):
    return f'<text:p text:style-name="{name}">{words}</text:p>'


def h(words, level=1, name=None):
    name = name or f"Heading_20_{level}"
    return (f'<text:h text:style-name="{name}" '
            f'text:outline-level="{level}">{words}</text:h>')


def span(words, name):
    return f'<text:span text:style-name="{name}">{words}</text:span>'


def items(*inside):
    return "".join(f"<text:list-item>{x if x.startswith('<') else p(x)}"
                   "</text:list-item>" for x in inside)


def ol(*inside, name="L1", more=""):
    return (f'<text:list text:style-name="{name}" {more}>'
            f"{items(*inside)}</text:list>")


def number(level, fmt="1", suffix=".", prefix="", more=""):
    return (f'<text:list-level-style-number text:level="{level}" '
            f'style:num-format="{fmt}" style:num-suffix="{suffix}" '
            f'style:num-prefix="{prefix}" {more}/>')


def bullet(level, sign="•"):
    return (f'<text:list-level-style-bullet text:level="{level}" '
            f'text:bullet-char="{sign}"/>')


def list_style(name, *levels):
    return (f'<text:list-style style:name="{name}">{"".join(levels)}'
            "</text:list-style>")


def row(*cells):
    return "<table:table-row>" + "".join(cells) + "</table:table-row>"


def cell(words, more=""):
    return f"<table:table-cell {more}>{p(words)}</table:table-cell>"


COVERED = "<table:covered-table-cell/>"


def table(*rows, more=""):
    return (f'<table:table table:name="T"><table:table-column '
            f'table:number-columns-repeated="2"/>{more}{"".join(rows)}'
            "</table:table>")


def frame(inside, more="", anchor="paragraph"):
    return (f'<draw:frame text:anchor-type="{anchor}" {more}>{inside}'
            "</draw:frame>")


def png():
    """One red dot."""
    def chunk(kind, data):
        crc = zlib.crc32(kind + data)
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", crc))
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0", 9))
            + chunk(b"IEND", b""))


IMAGE = '<draw:image xlink:href="Pictures/a.png"/>'


def content(case, root):
    body = "chart" if "chart" in case else "text"
    return (f'<office:{root} {DECLARED} office:version="1.3">'
            f'{case.get("scripts", "")}'
            "<office:automatic-styles>"
            f'{case.get("automatic", "")}</office:automatic-styles>'
            f"<office:body><office:{body}>"
            f'{case.get(body, "")}</office:{body}></office:body>'
            f"</office:{root}>")


def styles(case):
    return (f'<office:document-styles {DECLARED} office:version="1.3">'
            f'<office:styles>{STYLES}{case.get("styles", "")}</office:styles>'
            "<office:automatic-styles>"
            f'{case.get("page_automatic", "")}</office:automatic-styles>'
            "<office:master-styles>"
            f'{case.get("masters", "")}</office:master-styles>'
            "</office:document-styles>")


def flat(case):
    return (f'<office:document {DECLARED} office:version="1.3" '
            f'office:mimetype="{case.get("mimetype", TEXT)}">'
            f'<office:meta>{case.get("meta", "")}</office:meta>'
            f'{case.get("scripts", "")}'
            f'<office:styles>{STYLES}{case.get("styles", "")}</office:styles>'
            "<office:automatic-styles>"
            f'{case.get("automatic", "")}</office:automatic-styles>'
            f"<office:body><office:{case.get('body', 'text')}>"
            f'{case.get("text", "")}'
            f"</office:{case.get('body', 'text')}></office:body>"
            "</office:document>")


def package(path, case):
    meta = (f'<office:document-meta {DECLARED}><office:meta>'
            f'{case.get("meta", "")}</office:meta></office:document-meta>')
    manifest = (f"<manifest:manifest {DECLARED}>"
                f'{case.get("manifest", "")}</manifest:manifest>')
    parts = [("mimetype", case.get("mimetype", TEXT)),
             ("content.xml", content(case, "document-content")),
             ("styles.xml", styles(case)), ("meta.xml", meta),
             ("META-INF/manifest.xml", manifest),
             ("Pictures/a.png", png())]
    parts += case.get("files", {}).items()
    with zipfile.ZipFile(path, "w") as out:
        for name, data in parts:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            if name != "mimetype":
                info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, data)


def write(folder, name, case):
    if case.get("flat"):
        with open(os.path.join(folder, name + ".fodt"), "w",
                  encoding="utf-8") as out:
            out.write(flat(case))
    else:
        package(os.path.join(folder, name + ".odt"), case)


def main(folder, *wanted):
    from cases import CASES
    for name, case in CASES.items():
        if not wanted or name in wanted:
            write(folder, name, case)


if __name__ == "__main__":
    sys.path.insert(0, HERE)
    main(*sys.argv[1:])
