# SPDX-License-Identifier: GPL-2.0-or-later
"""What a page can't show, or nobody filled in: told, and nothing invented."""
from make_docx import p, png, r, style, tbl, tc, tr

WHITE = '<w:color w:val="FFFFFF"/>'
PROMPT = '<w:rStyle w:val="Platshllartext"/>'
PNG = dict(rels=[("rIdP", "image", "media/a.png")],
           parts={"word/media/a.png": (png(), "image/png")})


def sdt(content, props=""):
    return (f"<w:sdt><w:sdtPr>{props}</w:sdtPr><w:sdtContent>{content}"
            "</w:sdtContent></w:sdt>")


def frame(inside, props=""):
    """A run with a floating drawing."""
    return (f'<w:r><w:drawing><wp:anchor><wp:docPr id="1" name="x" {props}/>'
            f'<a:graphic><a:graphicData uri="x">{inside}</a:graphicData>'
            "</a:graphic></wp:anchor></w:drawing></w:r>")


def shape(text=""):
    box = f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>"
    return ("<wps:wsp><wps:cNvSpPr/><wps:spPr/>" + (box if text else "")
            + "<wps:bodyPr/></wps:wsp>")


CASES = {
    # A prompt is one by its style too; what somebody typed is none.
    "control-prompt-style": dict(document=p(
        r("Till: ") + sdt(r("Välj ett objekt.", PROMPT)))
        + p(sdt(r("Klicka här ", PROMPT) + r("Anna")))
        + p(r("utanför", PROMPT))),
    "control-choices": dict(document=p(
        sdt(r("Blå"), '<w:dropDownList><w:listItem w:displayText="Röd" '
                      'w:value="DOLT"/></w:dropDownList>') + r(" ")
        + sdt(r("3.5.2026"), '<w:date w:fullDate="2026-05-04T00:00:00Z"/>')
        + r(" ") + sdt(r("Titeln"), '<w:dataBinding w:xpath="/x" '
                                    'w:storeItemID="{DOLT}"/><w:text/>'))
        + sdt(sdt(p("Ett"), "<w15:repeatingSectionItem/>")
              + sdt(p("Två"), "<w15:repeatingSectionItem/>"),
              "<w15:repeatingSection/>")),
    "caps": dict(
        more_styles='<w:style w:type="paragraph" w:styleId="V"><w:name '
        'w:val="Versaler"/><w:rPr><w:caps/></w:rPr></w:style>',
        document=p(r("Kajen ", "<w:caps/>") + r("ÖPPNAR", "<w:caps/>")
                   + r(" Snart", "<w:smallCaps/>"))
        + p("Hela stycket", style("V"))),
    # White on white is told; white on a colour is what people read.
    "text-white": dict(
        more_styles='<w:style w:type="paragraph" w:styleId="B"><w:name '
        'w:val="Band"/><w:pPr><w:shd w:val="clear" w:fill="0000FF"/></w:pPr>'
        "</w:style>",
        document=p(r("A ") + r("VITT", WHITE)) + p(r("Band", WHITE), style("B"))
        + p(r("Skugga", WHITE + '<w:shd w:val="clear" w:fill="000000"/>'))
        + p(r("Stycke", WHITE), '<w:shd w:val="clear" w:fill="FF0000"/>')
        + tbl(tr(tc(p(r("Cell", WHITE)), '<w:shd w:fill="00FF00"/>'), "b"))),
    # Lines are no loss; what somebody described is.
    "drawing-shapes": dict(document=p(
        r("A") + frame(shape(), 'descr="En pil till kajen"')
        + frame(shape()) + frame(shape(), 'descr="Linje" hidden="1"')
        + frame(shape(p("Ruta")), 'descr="En ruta"'))),
    "drawing-no-part": dict(document=p(
        r("A") + frame('<c:chart r:id="rIdNej"/>', 'descr="Folkmängd"'))),
    "pictures-vml-cut": dict(PNG, document=p(r("A")) + p(
        '<w:r><w:pict><v:shape alt="Kaj" style="rotation:90"><v:imagedata '
        'r:id="rIdP" cropleft="6554f" croptop="0"/></v:shape></w:pict></w:r>')
        + p('<w:r><w:pict><v:rect alt="Damm"><v:fill r:id="rIdP" '
            'type="frame"/></v:rect></w:pict></w:r>')
        + p('<w:r><w:pict><v:shape alt="Bro"><v:imagedata r:id="rIdP" '
            'croptop="-10f"/></v:shape></w:pict></w:r>')),
}
