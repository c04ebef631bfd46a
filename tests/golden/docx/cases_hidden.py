# SPDX-License-Identifier: GPL-2.0-or-later
"""Revisions, comments, hidden text, furniture: what must not come out."""
from make_docx import p, r, style, root, png, picture

WHO = 'w:id="1" w:author="Hemlig Person" w:date="2026-01-01T00:00:00Z"'
EXTENDED = ("http://schemas.microsoft.com/office/2011/relationships/"
            "commentsExtended")


def comment(i, text, para):
    return (f'<w:comment w:id="{i}" w:author="Hemlig Person">'
            f'<w:p w14:paraId="{para}"><w:r><w:annotationRef/></w:r>'
            f"{r(text)}</w:p></w:comment>")


CASES = {
    "revisions": dict(document=p(
        r("Priset är ") + f"<w:del {WHO}><w:r><w:delText>GAMMALT</w:delText>"
        f"</w:r></w:del><w:ins {WHO}>" + r("nytt") + "</w:ins>"
        f"<w:moveFrom {WHO}>" + r("FLYTTAT") + f"</w:moveFrom><w:moveTo {WHO}>"
        + r(" hit") + "</w:moveTo>")
        + p("Rubrik", f'<w:rPr><w:del {WHO}/></w:rPr>')
        + p(" och brödtext.")
        + p(f"<w:del {WHO}><w:r><w:delText>Borta</w:delText></w:r></w:del>",
            f'<w:rPr><w:del {WHO}/></w:rPr>')
        + p("Sist.")),
    "revisions-looks": dict(document=p(r(
        "fet nu", f"<w:b/><w:rPrChange {WHO}><w:rPr/></w:rPrChange>"))),
    "comments": dict(
        comments=comment(0, "Embargo till fredag?", "00000001")
        + comment(1, "Klart", "00000002") + comment(2, "Svar", "00000003"),
        parts={"word/commentsExtended.xml": (
            root("w15:commentsEx",
                 '<w15:commentEx w15:paraId="00000001" w15:done="0"/>'
                 '<w15:commentEx w15:paraId="00000002" w15:done="1"/>'
                 '<w15:commentEx w15:paraId="00000003" w15:done="0" '
                 'w15:paraIdParent="00000002"/>'), "application/xml")},
        rels=[("rIdX", EXTENDED, "commentsExtended.xml")],
        document=p('<w:commentRangeStart w:id="0"/>' + r("Text.")
                   + '<w:commentRangeEnd w:id="0"/><w:r>'
                   '<w:commentReference w:id="0"/></w:r>')),
    # Hidden by itself, by a character style, by a paragraph's.
    "vanish": dict(
        more_styles='<w:style w:type="character" w:styleId="D"><w:name '
        'w:val="Dold"/><w:rPr><w:vanish/></w:rPr></w:style><w:style '
        'w:type="paragraph" w:styleId="DP"><w:name w:val="Dolt stycke"/>'
        '<w:rPr><w:vanish/></w:rPr></w:style>',
        document=p(r("Syns ") + r("DOLT", "<w:vanish/>")
                   + r("DOLT", '<w:rStyle w:val="D"/>') + r("alltid"))
        + p(r("DOLT", "<w:vanish/>"), "<w:rPr><w:vanish/></w:rPr>")
        + p(r("DOLT") + r("FRAMME", '<w:vanish w:val="0"/>'), style("DP"))
        + p("Sist.")),
    "highlight": dict(document=p(
        r("Kajen kostar ") + r("XX miljoner",
                               '<w:highlight w:val="yellow"/>'))),
    "furniture": dict(
        rels=[("rIdH", "header", "header1.xml"),
              ("rIdF", "footer", "footer1.xml")],
        parts={"word/header1.xml": (root("w:hdr", p("Vasa stad")
               + p("Pressmeddelande 3.5.2026")
               + p('<w:r><w:pict><v:shape><v:textpath string="UTKAST"/>'
                   "</v:shape></w:pict></w:r>")), "application/xml"),
               "word/footer1.xml": (root("w:ftr", p("Sida 1")),
                                    "application/xml")},
        core="<dc:title>Gammal mall</dc:title><dc:creator>Hemlig Person"
             "</dc:creator><cp:keywords>hamn, kaj</cp:keywords>"
             "<cp:contentStatus>Utkast</cp:contentStatus>",
        document=p("Text.")),
    "notes": dict(
        footnotes='<w:footnote w:type="separator" w:id="-1"><w:p><w:r>'
        "<w:separator/></w:r></w:p></w:footnote>"
        '<w:footnote w:id="2">' + p("<w:r><w:footnoteRef/></w:r>"
                                    + r(" Källa: staden."))
        + p("Ett stycke till.") + '</w:footnote><w:footnote w:id="3">'
        + p("* Egen märkning.") + '</w:footnote><w:footnote w:id="4">'
        + p("Ingen hänvisar hit.") + '</w:footnote><w:footnote w:id="5">'
        + p(r("Rundgång") + '<w:r><w:footnoteReference w:id="5"/></w:r>')
        + "</w:footnote>",
        endnotes='<w:endnote w:id="1">' + p("En slutnot.") + "</w:endnote>",
        document=p(r("Kajen") + '<w:r><w:rPr><w:rStyle '
                   'w:val="Fotnotsreferens"/></w:rPr>'
                   '<w:footnoteReference w:id="2"/></w:r>', style("Rubrik1"))
        + p(r("Text") + '<w:r><w:footnoteReference w:customMarkFollows="1" '
            'w:id="3"/><w:t>*</w:t></w:r>' + r(" och")
            + '<w:r><w:endnoteReference w:id="1"/></w:r>' + r(" mer")
            + '<w:r><w:footnoteReference w:id="5"/></w:r>' + r(" men")
            + '<w:r><w:footnoteReference w:id="77"/></w:r>' + r("."))),
    # Endnotes alone have plain numbers.
    "endnotes": dict(
        endnotes='<w:endnote w:id="1">' + p("Först.") + "</w:endnote>"
        '<w:endnote w:id="2">' + p("Sedan.") + "</w:endnote>",
        document=p(r("A") + '<w:r><w:endnoteReference w:id="1"/></w:r>'
                   + r(" B") + '<w:r><w:endnoteReference w:id="2"/></w:r>')),
    "alt-texts": dict(
        rels=[("rIdP", "image", "media/a.png"),
              ("rIdX", "image", "file:///C:/Users/hemlig/b.png", 1),
              ("rIdS", "image", "media/c.svg"),
              ("rIdL", "hyperlink", "https://example.org/", 1)],
        parts={"word/media/a.png": (png(), "image/png"),
               "word/media/c.svg": ('<svg xmlns="http://www.w3.org/2000/svg"'
                                    "/>", "image/svg+xml")},
        document=p(picture("rIdP", 'descr="" title="Bara titel"'))
        + p(picture("rIdP", ""))
        + p(picture("rIdP", 'descr="x"', '<a:extLst><a:ext uri="y">'
                    '<adec:decorative val="1"/></a:ext></a:extLst>'))
        + p(picture("rIdP", 'descr="C:\\Users\\hemlig\\kaj.jpg"'))
        + p(picture("rIdP", 'descr="strand.PNG"'))
        + p(picture("rIdP", 'descr="Kuva 12"'))
        + p(picture("rIdP", 'descr="Picture 3D"'))
        + p(picture("rIdP", 'descr="A duck. Description automatically '
                    'generated"'))
        + p(picture("rIdP", 'descr="länkad"',
                    '<a:hlinkClick r:id="rIdL"/>'))
        + p(picture("rIdP", 'descr="beskuren"',
                    fill='<a:srcRect l="25000"/>'))
        + p(picture("rIdP", 'descr="vriden"').replace(
            "<pic:spPr/>", '<pic:spPr><a:xfrm rot="5400000"/></pic:spPr>'))
        + p(picture("rIdX", 'descr="utanför"'))
        + p(picture("rIdS", 'descr="vektor"'))
        + p(picture("rIdP", 'descr="dold" hidden="1"'))
        + p('<w:r><w:pict><v:shape alt="i VML"><v:imagedata r:id="rIdP"/>'
            "</v:shape></w:pict></w:r>")),
    "macros": dict(
        parts={"word/vbaProject.bin": (b"x", "application/vnd.ms-office."
                                       "vbaProject")},
        rels=[("rIdV", "http://schemas.microsoft.com/office/2006/"
               "relationships/vbaProject", "vbaProject.bin")],
        document=p("Text.")),
    "template": dict(main_type="template", document=p("Mall.")),
}
