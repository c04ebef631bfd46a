# SPDX-License-Identifier: GPL-2.0-or-later
"""Pictures that a page can't show as they are, and what stands for them."""
import gzip
import struct

from make_docx import p, r, picture, png, style, tbl, tc, tr


def wmf():
    """A placeable WMF with one polygon in the default pen and brush."""
    def record(function, *words):
        return (struct.pack("<IH", 3 + len(words), function)
                + struct.pack(f"<{len(words)}h", *words))
    return (b"\xd7\xcd\xc6\x9a\0\0"
            + struct.pack("<4hHIH", 0, 0, 96, 48, 96, 0, 0)
            + struct.pack("<HHHIHIH", 1, 9, 0x300, 0, 0, 0, 0)
            + record(0x20b, 0, 0) + record(0x20c, 48, 96)
            + record(0x324, 3, 0, 0, 96, 0, 96, 48) + record(0))


def bmp():
    """A BMP of two pixels."""
    return (b"BM" + struct.pack("<III", 62, 0, 54)
            + struct.pack("<IiiHHIIIIII", 40, 2, 1, 1, 24, 0, 0, 0, 0, 0, 0)
            + bytes(range(8)))


def vml(rid, shape="", data=""):
    """A run with a picture in VML."""
    return (f'<w:r><w:pict><v:shape {shape}><v:imagedata r:id="{rid}" {data}/>'
            "</v:shape></w:pict></w:r>")


MEDIA = dict(
    rels=[("rIdW", "image", "media/a.wmf"), ("rIdB", "image", "media/b.bmp"),
          ("rIdT", "image", "media/c.tif"), ("rIdE", "image", "media/d.emf"),
          ("rIdP", "image", "media/e.png"),
          ("rIdX", "image", "https://example.org/f.png", 1)],
    parts={"word/media/a.wmf": (wmf(), "image/x-wmf"),
           "word/media/b.bmp": (bmp(), "image/bmp"),
           "word/media/c.tif": (b"II*\0....", "image/tiff"),
           "word/media/d.emf": (b"\1\0\0\0" + b"." * 36 + b" EMF....",
                                "image/x-emf"),
           "word/media/e.png": (png(), "image/png")})

CASES = {
    # A drawing and a bitmap of Windows are shown; the same one is one.
    "pictures-windows": dict(MEDIA, document=p(picture("rIdW", 'descr="Kaj"'))
                             + p(r("Före ") + vml("rIdW", 'alt="Kajen"')
                                 + r(" efter."))
                             + p(picture("rIdB", 'descr="Bro"'))),
    # Word packs drawings; what is in the package may be anything.
    "pictures-packed": dict(
        rels=[("rIdZ", "image", "media/a.wmz"),
              ("rIdY", "image", "media/b.emz"),
              ("rIdX", "image", "media/c.emz")],
        parts={"word/media/a.wmz": (gzip.compress(wmf(), mtime=0),
                                    "image/x-wmz"),
               "word/media/b.emz": (gzip.compress(gzip.compress(
                   wmf(), mtime=0), mtime=0), "image/x-emz"),
               "word/media/c.emz": (gzip.compress(bytes(9999), mtime=0)[:-9],
                                    "image/x-emz")},
        document=p(picture("rIdZ", 'descr="Kaj"'))
        + p(picture("rIdY", 'descr="Bro"'))
        + p(picture("rIdX", 'descr="Torn"'))),
    # What can't be shown is told, if anybody said what it is.
    "pictures-missing": dict(
        MEDIA, document=p(r("Före ") + picture("rIdT", 'descr="Ett torn"')
                          + r("efter."))
        + p(picture("rIdE", 'descr="En park"', around="anchor"))
        + p(picture("rIdX", 'title="En damm"'))
        + p(picture("rIdX", 'descr="IMG_1.JPG"'))
        + p(picture("rIdT", "")) + p("Sist.")),
    # What the file was called is no description.
    "pictures-vml-title": dict(
        MEDIA, document=p("Text.")
        + p(vml("rIdP", data='o:title="logo_2021_NY"'))
        + p(vml("rIdP", 'alt="Stadens vapen"', 'o:title="logo"'))),
    # A picture alone is a document.
    "pictures-alone": dict(MEDIA, document=p(picture("rIdW", ""))),
    # A header keeps the empty rows that it heads, a caption its table; a
    # table of nothing is nothing.
    "table-empty-rows": dict(document=tbl(
        tr(tc(p("Namn")), tc(p("Ort")), props="<w:tblHeader/>"),
        tr(tc(p()), tc(p())), tr(tc(p()), tc(p())))
        + p("Emellan.") + tbl(tr(tc(p()), tc(p())))
        + p("Tabell 1. Tom än", style("Caption"))
        + tbl(tr(tc(p()), tc(p()))) + p("Sist.")),
}
