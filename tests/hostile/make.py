# SPDX-License-Identifier: GPL-2.0-or-later
"""Documents that mean harm, made byte by byte.

Each is (name, bytes, expectation): "accept", "safe" (either way), or the
code of the refusal.  A page of an accepted one must hold MARK; no page may
hold SECRET, or what an expression of FORBIDDEN finds.
"""
import io
import random
import struct
import zipfile
import zlib

MARK = "Marker7431"
SECRET = "Secret9087"
FORBIDDEN = ("<script", "javascript:", "[\"'\\s]onmouseover=",
             "[\"'\\s]onload=", "<\\?php", "<!--#", "root:x:0", "file:///",
             "127\\.0\\.0\\.1")

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PR = "http://schemas.openxmlformats.org/package/2006/relationships"
CT = "http://schemas.openxmlformats.org/package/2006/content-types"
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
NS = ('xmlns:w="%s" xmlns:r="%s" xmlns:v="urn:schemas-microsoft-com:vml" '
      'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
      'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
      'wordprocessingDrawing" xmlns:pic="http://schemas.openxmlformats.org/'
      'drawingml/2006/picture"' % (W, R))
KINDS = {"styles": "styles", "numbering": "numbering",
         "footnotes": "footnotes", "comments": "comments",
         "settings": "settings", "header1": "header"}


def paragraph(text, more=""):
    return "<w:p><w:r><w:t>%s</w:t></w:r>%s</w:p>" % (text, more)


def document(body):
    return "<w:document %s><w:body>%s</w:body></w:document>" % (NS, body)


def relationships(rels):
    rows = "".join(
        '<Relationship Id="%s" Type="%s" Target="%s"%s/>' %
        (i, t if ":" in t else R + "/" + t, target,
         ' TargetMode="External"' if external else "")
        for i, t, target, external in rels)
    return '<Relationships xmlns="%s">%s</Relationships>' % (PR, rows)


def parts(body=None, extra=(), rels=()):
    """The parts of an honest document, which a case then spoils."""
    body = body if body is not None else paragraph(MARK)
    rels = list(rels)
    types = {"word/document.xml": WML + "document.main+xml"}
    out = {}
    for name in extra:
        types["word/%s.xml" % name] = WML + KINDS[name] + "+xml"
        rels.append(("k" + name, KINDS[name], name + ".xml", False))
        out["word/%s.xml" % name] = '<w:%s %s/>' % (
            "hdr" if name == "header1" else name, NS)
    overrides = "".join('<Override PartName="/%s" ContentType="%s"/>' % item
                        for item in types.items())
    out["[Content_Types].xml"] = (
        '<Types xmlns="%s"><Default Extension="rels" ContentType="application'
        '/vnd.openxmlformats-package.relationships+xml"/><Default '
        'Extension="png" ContentType="image/png"/>%s</Types>'
        % (CT, overrides))
    out["_rels/.rels"] = relationships(
        [("m", "officeDocument", "word/document.xml", False)])
    out["word/document.xml"] = document(body)
    if rels:
        out["word/_rels/document.xml.rels"] = relationships(rels)
    return out


def pack(files, stored=False):
    out = io.BytesIO()
    how = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", how) as z:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = how
            z.writestr(info, data)
    return out.getvalue()


def spoil(name, data, **how):
    """An honest package with one part replaced."""
    files = parts(extra=how.get("extra", ()), rels=how.get("rels", ()))
    files[name] = data
    return pack(files)


LAUGHS = ("<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    "<!ENTITY %s '%s'>" % (chr(b), "&%s;" % chr(b - 1) * 20)
    for b in range(ord("b"), ord("i"))) + "]>")
XXE = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"


def broken_xml(whole):
    """Ways to break one XML part: (name, bytes, code)."""
    end = whole.rindex("</") if "</" in whole else len(whole)
    inside = whole[:end]
    tail = whole[end:]
    tag = whole.index(">") if "/>" not in whole[:whole.index(">") + 1] else (
        whole.index("/>"))
    return [
        ("laughs", LAUGHS + whole, "xml-doctype"),
        ("xxe", XXE + whole, "xml-doctype"),
        ("doctype", "<!DOCTYPE x>" + whole, "xml-doctype"),
        ("external", "<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x'>" + whole,
         "xml-doctype"),
        ("cut", whole[:len(whole) - 3], "xml-malformed"),
        ("two-roots", whole + "<x/>", "xml-malformed"),
        ("empty", "", "xml-empty"),
        ("text", "Hej!", "xml-malformed"),
        ("control", inside + "\x01" + tail, "xml-malformed"),
        ("charref", whole[:tag] + " a='&#0;'" + whole[tag:],
         "xml-malformed"),
        ("bad-utf8", (inside + "\udce5\udce4" + tail).encode(
            "utf-8", "surrogateescape"), "xml"),
        ("latin1", ("<?xml version='1.0' encoding='ISO-8859-1'?>" + whole)
         .encode("latin-1", "replace"), "xml-encoding"),
        ("utf7", "<?xml version='1.0' encoding='UTF-7'?>" + whole,
         "xml-encoding"),
        ("unknown", "<?xml version='1.0' encoding='x-no'?>" + whole,
         "xml-encoding"),
        ("attributes", whole[:tag] + "".join(
            " a%d=''" % i for i in range(50000)) + whole[tag:],
         "xml-attributes"),
        ("deep", "<a>" * 100000, "xml-too-deep"),
        ("undefined", inside + "&nobody;" + tail, "xml-"),
    ]


def part_cases():
    main = document(paragraph(MARK))
    for name, data, code in broken_xml(main):
        yield "document-" + name + ".docx", spoil(
            "word/document.xml", data), code
    # A part beside the main one costs what it held, not the document.
    for extra in sorted(KINDS):
        whole = "<w:%s %s></w:%s>" % (extra, NS, extra)
        for name, data, _ in broken_xml(whole):
            yield "%s-%s.docx" % (extra, name), spoil(
                "word/%s.xml" % extra, data, extra=[extra]), "safe"
    for name in ("[Content_Types].xml", "_rels/.rels"):
        whole = parts()[name]
        for how, data, code in broken_xml(whole):
            yield "%s-%s.docx" % (name.strip("[]_").split(".")[0].strip(
                "/]") or "rels", how), spoil(name, data), code
    rels = parts(rels=[("x", "image", "a.png", False)])
    whole = rels["word/_rels/document.xml.rels"]
    for how, data, _ in broken_xml(whole):
        yield "document-rels-%s.docx" % how, spoil(
            "word/_rels/document.xml.rels", data), "safe"


def record(name, data, **lie):
    """(local header and data, central record without offset)."""
    name = lie.get("raw_name", name.encode())
    crc = zlib.crc32(data) ^ lie.get("crc", 0)
    size = lie.get("size", len(data))
    common = struct.pack("<HHHHHIIIHH", 20, lie.get("flags", 0),
                         lie.get("method", 0), 0, 0x21, crc, len(data), size,
                         len(name), 0)
    local_name = lie.get("local", name)
    local = (b"PK\3\4" + common[:22] +
             struct.pack("<HH", len(local_name), 0) + local_name + data)
    # Made by Unix, then as the local header: APPNOTE 4.3.12.
    central = (b"PK\1\2" + struct.pack("<H", 3 << 8 | 20) + common[:22] +
               struct.pack("<HHHHHI", len(name), 0, 0, 0, 0,
                           lie.get("mode", 0o100644) << 16))
    return local, central, name, lie.get("offset")


def archive(records, **lie):
    out, directory = b"", b""
    for local, central, name, offset in records:
        at = len(out) if offset is None else offset
        out += local
        directory += central + struct.pack("<I", at) + name
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(records),
                      lie.get("entries", len(records)),
                      lie.get("directory", len(directory)),
                      lie.get("at", len(out)), lie.get("comment", 0))
    return out + directory + end


def zip_cases():
    files = {k: v.encode() for k, v in parts().items()}
    honest = [record(k, v) for k, v in files.items()]
    main = files["word/document.xml"]
    rest = [record(k, v) for k, v in files.items()
            if k != "word/document.xml"]

    def with_main(**lie):
        return archive(rest + [record("word/document.xml", main, **lie)])

    def and_entry(name, data=b"x", **lie):
        return archive(honest + [record(name, data, **lie)])

    yield "zip-honest.docx", archive(honest), "accept"
    yield "zip-crc.docx", with_main(crc=1), "package-corrupt"
    yield "zip-short.docx", with_main(size=len(main) + 9), "package-corrupt"
    yield "zip-long.docx", with_main(size=9), "package-corrupt"
    yield "zip-huge-claim.docx", with_main(
        size=0x7fffffff), "package-part-too-large"
    yield "zip-locked.docx", with_main(flags=1), "package-encrypted-zip"
    yield "zip-link.docx", with_main(mode=0o120777), "package-names"
    yield "zip-two-names.docx", with_main(
        local=b"word/documenT.xml"), "package-corrupt"
    yield "zip-deflate.docx", with_main(method=8), "package-corrupt"
    for method in (1, 6, 9, 12, 14, 93, 95, 98):
        yield "zip-method-%d.docx" % method, with_main(
            method=method), "package-method"
    for i, name in enumerate((
            "../../../tmp/x", "..\\..\\x", "a/../../x", "/../x",
            "%2e%2e/%2e%2e/x", "a/..%2f..%2fx")):
        yield "zip-climb-%d.docx" % i, and_entry(name), "package-names"
    yield "zip-nul.docx", and_entry("a", raw_name=b"a\0b"), "package-names"
    yield "zip-twin.docx", and_entry(
        "word/document.xml", main), "package-names"
    yield "zip-twin-case.docx", and_entry(
        "WORD/Document.xml", main), "package-names"
    yield "zip-over.docx", and_entry("x", offset=0,
                                     local=b"[Content_Types].xml"), (
        "package-corrupt")
    yield "zip-outside.docx", and_entry("x", offset=1 << 30), (
        "package-corrupt")
    yield "zip-many.docx", archive(
        honest + [record("x/%d" % i, b"") for i in range(2500)]), (
        "package-too-many")
    yield "zip-lying-count.docx", archive(honest, entries=9), "safe"
    yield "zip-lying-directory.docx", archive(honest, directory=50), "safe"
    yield "zip-lying-at.docx", archive(honest, at=1 << 31), "incomplete"
    yield "zip-comment.docx", archive(honest, comment=9), "incomplete"
    yield "zip-empty.docx", archive([]), "zip"
    yield "zip-prefix.docx", b"#!/bin/sh\n" + archive(honest), "accept"
    yield "zip-suffix.docx", archive(honest) + b"\r\n--x--\r\n", "accept"
    whole = pack(parts(paragraph(MARK * 200)), stored=True)
    for i in range(1, 40):
        yield "zip-cut-%02d.docx" % i, whole[:len(whole) * i // 40], (
            "incomplete")
    rng = random.Random(7431)
    for i in range(60):
        spoiled = bytearray(whole)
        for _ in range(1 + i % 5):
            spoiled[rng.randrange(len(spoiled))] ^= 1 << rng.randrange(8)
        yield "zip-flip-%02d.docx" % i, bytes(spoiled), "safe"


def bomb_cases():
    zeros = "\n" * (60 << 20)
    files = parts()
    files["word/document.xml"] = document(paragraph(MARK) + zeros)
    yield "bomb-document.docx", pack(files), "package-part-too-large"
    files["word/document.xml"] = document(
        paragraph(MARK) + zeros[:20 << 20])
    yield "bomb-ratio.docx", pack(files), "package-ratio"
    files = parts(rels=[("x", "image", "media/a.png", False)])
    files["word/media/a.png"] = "\0" * (64 << 20)
    yield "bomb-picture.docx", pack(files), "accept"
    for name in ("styles", "numbering", "footnotes"):
        files = parts(extra=[name])
        files["word/%s.xml" % name] = "<w:%s %s>%s</w:%s>" % (
            name, NS, "\n" * (40 << 20), name)
        yield "bomb-%s.docx" % name, pack(files), "safe"


LINKS = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)",
    "java\nscript:alert(1)", " javascript:alert(1)",
    "\u200bjavascript:alert(1)", "\u00a0javascript:alert(1)",
    "javascript%3Aalert(1)", "&amp;#106;avascript:alert(1)",
    "javascript&amp;colon;alert(1)", "vbscript:msgbox(1)",
    "data:text/html,&lt;script>alert(1)&lt;/script>", "file:///etc/passwd",
    "\\\\127.0.0.1\\share\\x", "//127.0.0.1/x", "blob:x", "about:blank",
    "ms-word:ofe|u|http://127.0.0.1/", "view-source:http://x/",
    "http://a/&quot; onmouseover=&quot;alert(1)",
    "http://a/'onmouseover='alert(1)", "http://a&lt;script>x",
    "https://user:pass@evil.example/", "mailto:x%0aBcc:y@example.org",
    "feed:javascript:alert(1)", "jar:javascript:alert(1)!/x",
)


def link_cases():
    for i, target in enumerate(LINKS):
        body = ('<w:p><w:hyperlink r:id="l"><w:r><w:t>%s</w:t></w:r>'
                '</w:hyperlink></w:p>' % MARK)
        target = target.replace("<", "&lt;").replace(
            "\t", "&#9;").replace("\n", "&#10;")
        yield "link-%02d.docx" % i, pack(parts(
            body, rels=[("l", "hyperlink", target, True)])), "accept"
        field = target.replace("&quot;", "")
        body = ('<w:p><w:fldSimple w:instr=\' HYPERLINK "%s" \'><w:r><w:t>'
                '%s</w:t></w:r></w:fldSimple></w:p>' % (
                    field.replace("'", "&apos;"), MARK))
        yield "field-%02d.docx" % i, pack(parts(body)), "accept"


def drawing(rid):
    return ('<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/>'
            '<wp:docPr id="1" name="x" descr="alt"/><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/'
            '2006/picture"><pic:pic><pic:blipFill><a:blip r:embed="%s"/>'
            '</pic:blipFill></pic:pic></a:graphicData></a:graphic>'
            '</wp:inline></w:drawing></w:r></w:p>' % rid)


def png(width, height):
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data +
                struct.pack(">I", zlib.crc32(kind + data)))
    return (b"\x89PNG\r\n\x1a\n" +
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0,
                                       0)) +
            chunk(b"tEXt", b"Author\0" + SECRET.encode()) +
            chunk(b"IDAT", zlib.compress(b"\0\0" * min(height, 9))) +
            chunk(b"IEND", b""))


def picture_cases():
    pictures = {
        "html": b"<html><script>alert(1)</script></html>",
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "bomb": png(60000, 60000),
        "zero": png(0, 0),
        "cut": png(3, 3)[:40],
        "secret": png(3, 3),
        "empty": b"",
        "riff": b"RIFF\xff\xff\xff\xffWEBPVP8X",
        "gif": b"GIF89a\xff\xff\xff\xff\xff\xff\xff,",
        "jpeg": b"\xff\xd8\xff\xe1\xff\xffExif\0\0",
        "jpeg-loop": b"\xff\xd8" + b"\xff\xda\0\2" * 1000,
        "tiff": b"II*\0" + b"\xff" * 50,
    }
    for name, data in pictures.items():
        files = parts(paragraph(MARK) + drawing("x"),
                      rels=[("x", "image", "media/a.png", False)])
        files["word/media/a.png"] = data
        yield "picture-%s.docx" % name, pack(files), "accept"
    for i, target in enumerate((
            "http://127.0.0.1:9/x.png", "file:///etc/passwd",
            "\\\\127.0.0.1\\x\\a.png", "../../../etc/passwd")):
        for external in (True, False):
            files = parts(paragraph(MARK) + drawing("x"),
                          rels=[("x", "image", target, external)])
            yield "picture-away-%d-%d.docx" % (i, external), pack(
                files), "accept"


def shape_cases():
    mark = paragraph(MARK)
    deep = {
        "sdt": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 2),
        "ins": ("<w:ins>", "</w:ins>", 1),
        "smart": ("<w:smartTag>", "</w:smartTag>", 1),
        "table": ("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>", 3),
    }
    for name, (start, end, levels) in deep.items():
        for n in (100 // levels, 300, 20000):
            body = mark + start * n + paragraph("x") + end * n
            yield "deep-%s-%d.docx" % (name, n), pack(parts(body)), (
                "accept" if n < 101 else "xml-too-deep")
    fields = "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
    yield "fields-open.docx", pack(parts(
        "<w:p>%s<w:r><w:t>x</w:t></w:r></w:p>%s" % (fields * 5000, mark))), (
        "safe")
    ends = "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    yield "fields-ends.docx", pack(parts(
        "<w:p>%s</w:p>%s" % (ends * 5000, mark))), "accept"
    yield "span.docx", pack(parts(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2000000000'/>"
        "</w:tcPr>%s</w:tc></w:tr></w:tbl>" % mark)), "accept"
    yield "grid-before.docx", pack(parts(
        "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='2000000000'/></w:trPr>"
        "<w:tc>%s</w:tc></w:tr></w:tbl>" % mark)), "accept"
    yield "numbers.docx", pack(parts(
        "<w:p><w:pPr><w:outlineLvl w:val='99999999999'/><w:numPr><w:ilvl "
        "w:val='-5'/><w:numId w:val='x'/></w:numPr><w:ind "
        "w:left='99999999999cm'/></w:pPr><w:r><w:rPr><w:sz w:val='-1'/>"
        "</w:rPr><w:t>%s</w:t></w:r></w:p>" % MARK)), "accept"
    files = parts(mark, extra=["styles"])
    files["word/styles.xml"] = "<w:styles %s>%s</w:styles>" % (NS, "".join(
        '<w:style w:type="paragraph" w:styleId="s%d"><w:basedOn '
        'w:val="s%d"/></w:style>' % (i, (i + 1) % 9000)
        for i in range(9000)))
    yield "styles-ring.docx", pack(files), "accept"
    files = parts('<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
                  '</w:pPr><w:r><w:t>%s</w:t></w:r></w:p>' % MARK,
                  extra=["numbering"])
    files["word/numbering.xml"] = (
        '<w:numbering %s><w:abstractNum w:abstractNumId="0"><w:lvl '
        'w:ilvl="0"><w:start w:val="2147483647"/><w:numFmt '
        'w:val="upperRoman"/><w:lvlText w:val="%%1%%1%%9%%"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>'
        '</w:num></w:numbering>' % NS)
    yield "numbering-large.docx", pack(files), "accept"
    hidden = ('<w:p><w:r><w:t>%s</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr>'
              '<w:t>%s</w:t></w:r><w:del><w:r><w:delText>%s</w:delText></w:r>'
              '</w:del></w:p>' % (MARK, SECRET, SECRET))
    yield "hidden.docx", pack(parts(hidden)), "accept"
    evil = "&lt;/style>&lt;script>alert(1)&lt;/script>"
    yield "names.docx", pack(parts(
        '<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr><w:bookmarkStart w:id="1" '
        'w:name="&quot; onmouseover=&quot;x"/><w:r><w:rPr><w:lang '
        'w:val="&quot;%s"/><w:color w:val="red;x:url(javascript:1)"/></w:rPr>'
        '<w:t>%s</w:t></w:r></w:p>' % (evil, evil, MARK))), "accept"


def nitf(body):
    return ("<nitf><head><title>T</title></head><body><body.head><hedline>"
            "<hl1>%s</hl1></hedline></body.head><body.content>%s"
            "</body.content></body></nitf>" % (MARK, body))


def xml_cases():
    whole = nitf("<p>x</p>")
    for name, data, code in broken_xml(whole):
        if name in ("doctype", "external"):
            code = "accept"
        if name == "latin1":
            code = "accept"
        if name == "text":
            code = "plain-text"
        if name == "empty":
            code = "empty"
        yield "nitf-%s.xml" % name, data, code
    yield "nitf-pi.xml", nitf("<p>x<?php echo 1?></p>"), "accept"
    yield "nitf-ssi.xml", nitf("<p><!--#exec cmd='id'-->x</p>"), "accept"
    yield "nitf-script.xml", nitf(
        "<p>x</p><script>alert('%s')</script>" % SECRET), "accept"
    yield "nitf-xhtml.xml", nitf(
        "<p>x</p><x:script xmlns:x='http://www.w3.org/1999/xhtml'>%s"
        "</x:script>" % SECRET), "accept"
    yield "nitf-handler.xml", nitf(
        "<p onmouseover='alert(1)' style='x'>x</p>"), "accept"
    yield "nitf-link.xml", nitf(
        "<p><a href='javascript:alert(1)'>x</a></p>"), "accept"
    yield "nitf-xinclude.xml", nitf(
        "<p>x</p><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' "
        "href='/etc/passwd' parse='text'/>"), "accept"
    yield "nitf-entities.xml", (
        "<!DOCTYPE nitf SYSTEM 'x.dtd'>" + nitf("<p>&eacute;</p>")), "accept"
    yield "nitf-own-entity.xml", (
        "<!DOCTYPE nitf SYSTEM 'x.dtd'>" + nitf("<p>&own;</p>")), "xml-entity"
    yield "nitf-utf16.xml", nitf("<p>x</p>").encode("utf-16"), "accept"
    yield "nitf-large.xml", nitf("<p>%s</p>" % ("x" * (9 << 20))), (
        "xml-too-large")
    yield "nitf-wide.xml", nitf("<p>x</p>" * 50000), "accept"
    yield "root.xml", "<invoice>%s</invoice>" % MARK, "format-unknown"
    yield "flat-bad.xml", (
        "<pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/"
        "xmlPackage'><pkg:part pkg:name='/word/document.xml'>"
        "<pkg:binaryData>%%%</pkg:binaryData></pkg:part></pkg:package>"), (
        "package-corrupt")


ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_NAMES = "".join(" xmlns:%s='%s%s:1.0'" % (name, ODF, uri) for name, uri in (
    ("office", "office"), ("text", "text"), ("table", "table"),
    ("style", "style"), ("draw", "drawing"), ("fo", "xsl-fo-compatible")))


def odt(text, automatic="", common="", **files):
    content = ("<office:document-content%s><office:automatic-styles>%s"
               "</office:automatic-styles><office:body><office:text>%s"
               "</office:text></office:body></office:document-content>")
    styles = ("<office:document-styles%s><office:styles>%s</office:styles>"
              "</office:document-styles>")
    return pack({"mimetype": "application/vnd.oasis.opendocument.text",
                 "content.xml": content % (ODF_NAMES, automatic, text),
                 "styles.xml": styles % (ODF_NAMES, common), **files})


def odt_cases():
    n = 20000
    yield "odt-lists.odt", odt(
        "<text:list><text:list-item>" * 120 + "<text:p>x</text:p>"
        + "</text:list-item></text:list>" * 120), "safe"
    yield "odt-deep.odt", odt("<text:section>" * 300
                              + "</text:section>" * 300), "xml-too-deep"
    yield "odt-many-lists.odt", odt(
        "<text:list text:style-name='L'><text:list-item><text:p>x</text:p>"
        "</text:list-item></text:list>" * n), "safe"
    # Each is based on the one before, the first on the last.
    chain = "".join(
        "<style:style style:name='s%d' style:family='paragraph' "
        "style:parent-style-name='s%d'><style:text-properties "
        "fo:font-size='110%%'/></style:style>" % (i, (i - 1) % n)
        for i in range(n))
    yield "odt-styles.odt", odt(
        "<text:p text:style-name='s%d'>x</text:p>" % (n - 1) * n,
        common=chain), "safe"
    row = ("<table:table-row table:number-rows-repeated='1000000000'>"
           "<table:table-cell table:number-columns-repeated='1000000000'>"
           "%s</table:table-cell></table:table-row>")
    yield "odt-rows.odt", odt(
        "<table:table>" + row % "<text:p>x</text:p>" * 20
        + "</table:table>"), "safe"
    table = "<text:p>x</text:p>"
    for _ in range(20):
        table = "<table:table>" + row % table + "</table:table>"
    yield "odt-tables.odt", odt(table), "safe"
    yield "odt-empty-rows.odt", odt(
        "<table:table>" + "<table:table-row table:number-rows-repeated="
        "'1000000000'/>" * n + "</table:table>"), "safe"
    yield "odt-blanks.odt", odt(
        "<text:p>x" + "<text:s text:c='1000000000'/>" * n + "y</text:p>"), "safe"
    yield "odt-deletions.odt", odt(
        "<text:tracked-changes><text:changed-region text:id='c'>"
        "<text:deletion><text:p>" + "word " * 100000
        + "</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes><text:p>x"
        + "<text:change text:change-id='c'/>" * n + "</text:p>"), "safe"
    yield "odt-groups.odt", odt(
        "<text:p>x" + "<draw:g>" * 200 + "<draw:line/>" * n
        + "</draw:g>" * 200 + "</text:p>"), "safe"
    yield "odt-objects.odt", odt(
        "<text:p>x" + "<draw:frame><draw:object xmlns:xlink="
        "'http://www.w3.org/1999/xlink' xlink:href='./o'/></draw:frame>" * n
        + "</text:p>", **{"o/content.xml": "<m>" + " " * 100000 + "</m>"}), "safe"
    # A chart whose table holds the chart.
    frame = ("<text:p>x<draw:frame><draw:object xmlns:xlink="
             "'http://www.w3.org/1999/xlink' xlink:href='./o'/>"
             "</draw:frame></text:p>")
    yield "odt-circle.odt", odt(frame, **{"o/content.xml": (
        "<office:document-content xmlns:chart='" + ODF + "chart:1.0'%s>"
        "<office:body><office:chart><chart:chart>%s</chart:chart>"
        "</office:chart></office:body></office:document-content>") % (
            ODF_NAMES, "<table:table>" + row % frame + "</table:table>")}), (
        "safe")
    yield "odt-bomb.odt", odt("x" * (20 << 20)), "package-ratio"
    yield "odt-password.odt", odt("", **{
        "META-INF/manifest.xml": "<m:manifest xmlns:m='" + ODF + "manifest:1.0"
        "'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"}), (
        "odt-encrypted")


def other_cases():
    yield "zero.docx", b"", "empty"
    yield "zeros.docx", b"\0" * 5000, "incomplete"
    yield "byte.docx", b"P", "plain-text"
    yield "pdf.docx", b"%PDF-1.7\n", "pdf"
    yield "rtf.docx", b"{\\rtf1}", "rtf"
    rng = random.Random(9087)
    for i in range(10):
        yield "noise-%d.docx" % i, bytes(
            rng.randrange(256) for _ in range(3000)), "safe"
    yield "odt.docx", pack(
        {"mimetype": "application/vnd.oasis.opendocument.text"}), (
        "odt-no-body")
    yield "jar.docx", pack({"META-INF/MANIFEST.MF": "x"}), "zip"


def cases():
    for make in (part_cases, zip_cases, bomb_cases, link_cases,
                 picture_cases, shape_cases, xml_cases, odt_cases, other_cases):
        for name, data, expect in make():
            if isinstance(data, str):
                data = data.encode("utf-8", "surrogateescape")
            yield name, data, expect
