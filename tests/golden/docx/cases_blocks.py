# SPDX-License-Identifier: GPL-2.0-or-later
"""Headings, quotations, rules and what else a paragraph may be."""
from make_docx import p, r, style, png, picture

LONG = ("Staden bygger en ny kaj i inre hamnen, och arbetet börjar så snart "
        "isen har gått. Kajen blir fyrahundra meter lång.")


def size(n):
    return f'<w:sz w:val="{n}"/>'


CASES = {
    "headings": dict(document=p("Kajen", style("Rubrik1")) + p(LONG)
                     + p("Tiden", style("Rubrik2")) + p(LONG)
                     + p("", style("Rubrik2"))),
    # By the id of the program's language, without styles.
    "headings-no-styles": dict(
        styles=None, document=p("Otsikko", style("Otsikko1"))
        + p("Rubrik", style("Rubrik2")) + p(LONG)),
    "headings-based-on": dict(
        more_styles='<w:style w:type="paragraph" w:styleId="Egen"><w:name '
        'w:val="Vår rubrik"/><w:basedOn w:val="Rubrik2"/></w:style>',
        document=p("Egen rubrik", style("Egen")) + p(LONG)),
    # Words after the number of the style's name; some make it no heading.
    "headings-longer": dict(
        more_styles="".join(
            f'<w:style w:type="paragraph" w:styleId="S{i}"><w:name '
            f'w:val="{name}"/></w:style>' for i, name in enumerate((
                "Heading 1 Numbered", "Rubrik 2 med linje", "Heading 1 Text",
                "Plain 1 Numbered"))),
        document="".join(p(f"Nummer {i}", style(f"S{i}")) + p(LONG)
                         for i in range(4))),
    "headings-outline": dict(
        document=p("Nivå två", '<w:outlineLvl w:val="1"/>') + p(LONG)
        + p(LONG * 3, '<w:outlineLvl w:val="1"/>')),
    "headings-faux": dict(
        document=p("Stor rubrik", "", size(36)) + p(LONG)
        + p("Fet mellanrubrik", "", "<w:b/>") + p(LONG) + p("")
        + p("Understruken rubrik", "", '<w:b/><w:u w:val="single"/>')
        + p(LONG)),
    # Bold, and no heading: a sentence, speech, a row of them, the last one.
    "headings-not": dict(
        document=p("Kajen blir klar i maj.", "", "<w:b/>") + p(LONG)
        + p("– Äntligen", "", "<w:b/>") + p(LONG)
        + p("Anna Ek", "", "<w:b/>") + p("Bo Ek", "", "<w:b/>")
        + p("Eva Ek", "", "<w:b/>") + p(LONG)
        + p("tfn 040 123 4567", "", "<w:b/>") + p(LONG)
        + p("Sist", "", "<w:b/>")),
    "headings-signs": dict(
        document=p("Text.") + p("* * *", style("Rubrik2")) + p(LONG)
        + p("2026", style("Rubrik2")) + p(LONG)),
    "title": dict(document=p("Kajen öppnar", style("Rubrik"))
                  + p("Efter tio år", style("Underrubrik")) + p(LONG)),
    "quotes": dict(document=p("Ett citat.", style("Citat"))
                   + p("Ett till.", style("Citat")) + p(LONG)
                   + p("Bara indraget.", '<w:ind w:left="720"/>')),
    "rules": dict(document=p("Före.") + p("", '<w:pBdr><w:bottom '
                  'w:val="single" w:sz="4"/></w:pBdr>') + p("Efter.")
                  + p('<w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r>')
                  + p("Sist.")),
    "drop-cap": dict(document=p("S", '<w:framePr w:dropCap="drop" '
                                'w:lines="3"/>', size(90))
                     + p("taden bygger en kaj.")),
    "empty": dict(document=p("A") + p("") + p(" ") + p("  ")
                  + p("<w:r><w:br/></w:r>") + p("B")),
    # Text boxes follow their paragraph, once.
    "textbox": dict(document=p(
        r("FÖRE ") + '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        '<w:drawing><wp:anchor><wp:docPr id="1" name="x"/><a:graphic>'
        '<a:graphicData uri="x"><wps:wsp><wps:txbx><w:txbxContent>'
        + p("I RUTAN") + p("två") + "</w:txbxContent></wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>"
        + p("I RUTAN") + "</w:txbxContent></v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>" + r("EFTER"))
        + p("<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
            + p("I VML") + "</w:txbxContent></v:textbox></v:shape></w:pict>"
            "</w:r>") + p("Sist.")),
    "wordart": dict(document=p(
        '<w:r><w:pict><v:shape><v:textpath string="VASA 400 ÅR"/></v:shape>'
        "</w:pict></w:r>")),
    "group": dict(
        rels=[("rIdP", "image", "media/a.png")],
        parts={"word/media/a.png": (png(), "image/png")},
        document=p(
            '<w:r><w:drawing><wp:anchor><wp:docPr id="1" name="x"/>'
            '<a:graphic><a:graphicData uri="x"><wpg:wgp><wps:wsp><wps:txbx>'
            "<w:txbxContent>" + p("Text i gruppen") + "</w:txbxContent>"
            '</wps:txbx></wps:wsp><pic:pic><pic:nvPicPr><pic:cNvPr id="2" '
            'name="y" descr="En måse"/></pic:nvPicPr><pic:blipFill><a:blip '
            'r:embed="rIdP"/></pic:blipFill></pic:pic></wpg:wgp>'
            "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>")
        + p("Efter.")),
    "figures": dict(
        rels=[("rIdP", "image", "media/a.png")],
        parts={"word/media/a.png": (png(), "image/png")},
        document=p(picture("rIdP"))
        + p("Bild 1. Kajen i maj.", style("Beskrivning"))
        + p(r("Text med ") + picture("rIdP", 'descr="en ikon"')
            + r(" i raden."))
        + p(r("Flytande.") + picture("rIdP", 'descr="flyter"',
                                     around="anchor"))
        + p("Mellan.") + p("En bildtext utan bild", style("Beskrivning")) + p("Sist.")),
    # The initial looks like its word.
    "drop-cap-looks": dict(document=p("K", '<w:framePr w:dropCap="margin" '
                                      'w:lines="3"/>', "<w:b/>" + size(90))
                           + p(r("ajen") + r(" byggs", "<w:i/>"))),
    "rules-typed": dict(document=p("Före.") + p("* * *") + p("Mellan.")
                        + p("– – –") + p("--") + p("Sist.")),
}
