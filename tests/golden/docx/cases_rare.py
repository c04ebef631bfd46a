# SPDX-License-Identifier: GPL-2.0-or-later
"""What Word may say and seldom does."""
from make_docx import field, p, picture, png, r, style, tbl, tc, tr

WHO = 'w:id="1" w:author="Hemlig Person" w:date="2026-01-01T00:00:00Z"'
PNG = dict(rels=[("rIdP", "image", "media/a.png"),
                 ("rIdL", "hyperlink", "https://example.org/", 1)],
           parts={"word/media/a.png": (png(), "image/png")})
GONE = p(f"<w:moveFrom {WHO}>" + r("BORTA") + "</w:moveFrom>",
         f"<w:rPr><w:moveFrom {WHO}/></w:rPr>")


def char(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text):
    return (f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText>'
            "</w:r>")


def box(inside):
    return ('<w:r><w:drawing><wp:anchor><wp:docPr id="1" name="x"/><a:graphic>'
            f'<a:graphicData uri="x"><wps:wsp>{inside}<wps:bodyPr/></wps:wsp>'
            "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>")


def choice(requires, inside, fallback):
    return (f'<mc:AlternateContent><mc:Choice Requires="{requires}">{inside}'
            f"</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>"
            "</mc:AlternateContent>")


CASES = {
    # A style separator: two paragraphs in one line, the first a heading.
    "style-separator": dict(document=p(
        "Titel", style("Rubrik")) + p(
        "Inledande rubrik", style("Rubrik2")
        + "<w:rPr><w:vanish/><w:specVanish/></w:rPr>")
        + p(" och brödtext på samma rad.") + p("Mer text.")),
    # Shown when printed, so shown.
    "web-hidden": dict(document=p(r("Syns") + r(" också", "<w:webHidden/>"))),
    "alternate-nested": dict(document=p(choice(
        "w14", choice("cp", r("FEL"), r("rätt")), r("FEL")))),
    # One text in two boxes stands in the first.
    "textbox-linked": dict(document=p(r("Ankare") + box(
        '<wps:txbx id="1"><w:txbxContent>' + p("I rutorna")
        + "</w:txbxContent></wps:txbx>") + box(
        '<wps:linkedTxbx id="1" seq="1"/>'))),
    # A table in a field's result; a field that another's code asks.
    "field-table": dict(document=p(
        char("begin") + code(" IF ") + field(" DOCPROPERTY x ", "DOLT")
        + code(' = "DOLT" ') + char("separate") + r("före"))
        + tbl(tr("a", "b"), tr("c", "d"))
        + p(r("sist") + char("end") + r(" efter"))),
    "field-split": dict(document=p(
        char("begin") + code(" HYP") + code('ERLINK "https://exa')
        + code('mple.org/a" \\o "DOLT" ') + char("separate") + r("länk")
        + char("end"))),
    "revisions-cells": dict(document=tbl(
        tr("a", tc("ny", f"<w:cellIns {WHO}/>"),
           tc("BORTA", f"<w:cellDel {WHO}/>")),
        tr("c", "d", tc("BORTA", f"<w:cellDel {WHO}/>")))),
    # What moved away takes its paragraphs and rows along.
    "revisions-moved": dict(document=p("Före.")
                            + f'<w:moveFromRangeStart {WHO} w:name="m"/>'
                            + GONE + tbl(tr(tc(GONE), props=f"<w:del {WHO}/>"))
                            + '<w:moveFromRangeEnd w:id="1"/>' + p("Mellan.")
                            + p(f"<w:moveTo {WHO}>" + r("Hit")
                                + "</w:moveTo>",
                                f"<w:rPr><w:moveTo {WHO}/></w:rPr>")),
    # Merged onto nothing, words in a cell that is merged away.
    "table-merge-loose": dict(document=tbl(
        tr(tc("a", "<w:vMerge/>"), "b"), tr(tc("c", "<w:vMerge/>"), "d"),
        tr(tc("e", '<w:vMerge w:val="restart"/>'), "f"),
        tr(tc("kvar", '<w:vMerge w:val="continue"/>'), "g"))),
    "table-wrapped": dict(document=(
        "<w:tbl><w:tblPr/><w:tr><w:tblPrEx><w:tblBorders/></w:tblPrEx>"
        + tc("a") + '<w:customXml w:element="x">' + tc("b")
        + '</w:customXml></w:tr><w:customXml w:element="y"><w:tr>' + tc("c")
        + "<w:sdt><w:sdtContent>" + tc("d") + "</w:sdtContent></w:sdt></w:tr>"
        "</w:customXml><w:tr/><w:tr><w:tc/>" + tc("f") + "</w:tr></w:tbl>")),
    # A heading row alone in the middle heads nothing.
    "table-header-late": dict(document=tbl(
        tr("Rad utan rubrik.", "x"), tr("a", "b", props="<w:tblHeader/>"),
        tr("c", "d"))),
    # A table within is no name of a column, whatever the look says.
    "table-header-nested": dict(document=tbl(
        tr(tc(tbl(tr("i", "j"), tr("k", "l")) + p()), "b"), tr("c", "d"),
        props='<w:tblLook w:firstRow="1"/>')),
    "breaks-kinds": dict(document=p(
        r("ett") + '<w:r><w:br w:type="column"/></w:r>' + r("två")
        + '<w:r><w:br w:type="textWrapping" w:clear="all"/></w:r>' + r("tre")
        + '<w:r><w:ptab w:alignment="right" w:relativeTo="margin" '
        'w:leader="none"/></w:r>' + r("höger"))),
    "pictures-linked": dict(PNG, document=p(picture("rIdP").replace(
        '<pic:cNvPr id="0" name="x"/>', '<pic:cNvPr id="0" name="x">'
        '<a:hlinkClick r:id="rIdL"/></pic:cNvPr>'))
        + p('<w:hyperlink r:id="rIdL">' + picture("rIdP") + "</w:hyperlink>")
        + p("Slut.")),
}
