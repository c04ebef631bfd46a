# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables."""
from make_docx import p, r, style, tbl, tr, tc, field

LOOK = '<w:tblLook w:val="04A0"/>'
NO_LOOK = '<w:tblLook w:val="0000"/>'


def span(n):
    return f'<w:gridSpan w:val="{n}"/>'


def vmerge(kind=""):
    return f'<w:vMerge{kind and f" w:val={chr(34)}{kind}{chr(34)}"}/>'


TAB = "<w:r><w:tab/></w:r>"


def tabs(*cells):
    """A line of columns."""
    return p(TAB.join(r(c) if c else "" for c in cells) or " ")


BIG = '<w:sz w:val="28"/>'
CASES = {
    "table": dict(document=tbl(tr("a", "b"), tr("c", "d"))),
    "table-look": dict(document=tbl(tr("År", "Invånare"), tr("2024", "70 361"),
                                    tr("2025", "71 200"), props=LOOK)),
    # The look says heading, the row does not read like one.
    "table-look-not": dict(document=tbl(
        tr("12", "13"), tr("14", "15"), props=LOOK)
        + tbl(tr("Rubrik", "Rubrik"), tr("c", "d"), props=NO_LOOK)),
    "table-header": dict(document=tbl(
        tr("A", "B", props="<w:tblHeader/>"),
        tr("a", "b", props="<w:tblHeader/>"), tr("c", "d"))),
    # A heading of two rows, where the first is declared, or looks like one; a
    # cell beside many rows makes no heading of them.
    "table-header-spans": dict(document=tbl(
        tr(tc("Ort", vmerge("restart")), tc("2025", span(2)),
           props="<w:tblHeader/>"),
        tr(tc("", vmerge()), "män", "kvinnor"), tr("Vasa", "1", "2"))
        + p("Emellan.") + tbl(
        tr(tc("Ort", vmerge("restart")), tc("2025", span(2))),
        tr(tc("", vmerge()), "män", "kvinnor"), tr("Vasa", "1", "2"),
        props=LOOK)
        + p("Emellan.") + tbl(
        tr(tc("Vasa", vmerge("restart")), "norr", "öst"),
        tr(tc("", vmerge()), "väst", "syd"),
        tr(tc("", vmerge()), "mitt", "hamn"), tr("Korsholm", "a", "b"),
        props=LOOK)),
    "table-first-column": dict(
        more_styles='<w:style w:type="table" w:styleId="T"><w:name '
        'w:val="Grid Table 4"/><w:tblStylePr w:type="firstCol"><w:rPr><w:b/>'
        "</w:rPr></w:tblStylePr></w:style>",
        document=tbl(tr("", "2024", "2025"), tr("Vasa", "70 361", "71 200"),
                     tr("Korsholm", "19 400", "–"),
                     props='<w:tblStyle w:val="T"/>' + LOOK)),
    "table-spans": dict(document=tbl(
        tr(tc("bred", span(2)), tc("hög", vmerge("restart"))),
        tr("a", "b", tc("", vmerge())),
        tr("c", tc("d", vmerge("restart")), tc("", vmerge())),
        tr("e", tc("ord i den sammanfogade", vmerge()), "f"))),
    "table-hmerge": dict(document=tbl(
        tr(tc("bred", '<w:hMerge w:val="restart"/>'),
           tc("", "<w:hMerge/>")), tr("a", "b"))),
    "table-grid-before": dict(document=tbl(
        tr("a", "b", "c"),
        tr("d", props='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'))),
    "table-ragged": dict(document=tbl(tr("a", "b", "c"), tr("d"))),
    # Columns in which no cell begins are none.
    "table-fine-grid": dict(document=tbl(
        tr(tc("a", span(2)), tc("b", span(3))),
        tr(tc("c", span(2)), tc("d", span(3))))),
    "table-nested": dict(document=tbl(tr(
        tc(tbl(tr("inre", "två")) + p("under")), "c"))),
    # A single cell frames what it holds.
    "table-frame": dict(document=tbl(tr(tc(
        p("Fakta", "", "<w:b/>") + p("Kajen är 400 meter.")))) + p("Efter.")
        + tbl(tr(tc(p("En rubrik", style("Rubrik1")))))),
    "table-caption": dict(document=p(
        r("Tabell ") + field(" SEQ Tabell \\* ARABIC ", "1") + r(". Invånare"),
        style("Beskrivning")) + tbl(
            tr("a", "b"), tr("c", "d"),
            props='<w:tblCaption w:val="Kort"/>'
                  '<w:tblDescription w:val="Längre"/>')
        + p("Efter.") + tbl(tr("e", "f"), tr("g", "h"))
        + p(r("Tabell ") + field(" SEQ Tabell \\* ARABIC ", "2")
            + r(". Under"))),
    "table-numbers": dict(document=tbl(
        tr("Sak", "Pris", "Telefon", "Ändring"),
        tr("Kaj", "1 200,50 €", "040 123 4567", "+7 %"),
        tr("Bro", "−30", "+358 40 765 4321", "–3 %"), props=LOOK)),
    "table-rows-gone": dict(document=tbl(
        tr("a", "b"),
        tr("borta", "x", props='<w:del w:id="1" w:author="A"/>'),
        tr("dold", "y", props="<w:hidden/>"), tr("c", "d"))),
    "table-rtl": dict(document=tbl(tr("أ", "ب"), tr("ت", "ث"),
                                   props="<w:bidiVisual/>")),
    # Columns set with tabs; a gap may take as many as it needs.
    "tabs": dict(document=tabs("Tid:", "", "3 maj") + tabs("Plats:", "Torget")
                 + p("Emellan.") + tabs("", "2024", "2025")
                 + tabs("Vasa", "70 361", "71 200")
                 + tabs("Korsholm", "", "19 400") + p("Emellan.")
                 + p("<w:r><w:t>Vuxna</w:t><w:tab/><w:t>10 €</w:t><w:br/>"
                     "<w:t>Barn</w:t><w:tab/><w:t>5 €</w:t></w:r>")
                 + p("Emellan.")
                 + p(r("Lördag", "<w:b/>") + TAB + r("kl. 9", "<w:i/>"))
                 + p(r("Söndag", "<w:b/>") + TAB + r("kl. 10", "<w:i/>"))),
    # One line alone, a typed list, a cell: tabs are blanks.
    "tabs-not": dict(document=tabs("Kontakt:", "Anna Ek") + p("Emellan.")
                     + tabs("1.", "kaj") + tabs("2.", "bro") + p("Emellan.")
                     + tabs("–", "Nu, säger Anna Ek.")
                     + tabs("–", "Ja, säger Bo Ek.")
                     + tbl(tr(tc(tabs("a", "b") + tabs("c", "d")), "e"))),
    # People beside each other come one by one.
    "tabs-people": dict(document=tabs("Anna Ek", "Bo Ek")
                        + tabs("direktör", "", "ingenjör")
                        + tabs("040 123 4567", "040 765 4321")),
    # A first row that alone is bold, or painted, is a heading.
    "table-heading-looks": dict(document=tbl(
        tr(tc(p("Sak", "", "<w:b/>")), tc(p("När", "", "<w:b/>"))),
        tr("kaj", "snart"), tr("bro", "sen")) + p("Emellan.") + tbl(
        tr(tc("Sak", '<w:shd w:fill="4472C4"/>'),
           tc("När", '<w:shd w:fill="4472C4"/>')),
        tr("kaj", "snart")) + p("Emellan.") + tbl(
        tr(tc(p("Sak", "", "<w:b/>")), tc(p("När", "", "<w:b/>"))),
        tr(tc(p("kaj", "", "<w:b/>")), tc(p("snart", "", "<w:b/>"))))),
    # Word's note of what it painted, where no look is said.
    "table-painted": dict(document=tbl(
        tr("Sak", "När", props='<w:cnfStyle w:val="100000000000"/>'),
        tr("kaj", "snart"))),
    "table-merge-tracked": dict(document=tbl(
        tr(tc("a", '<w:cellMerge w:id="1" w:author="A" w:vMerge="rest"/>'),
           "b"),
        tr(tc("", '<w:cellMerge w:id="2" w:author="A" w:vMerge="cont"/>'),
           "c"))),
    # An outline level in a cell makes no heading.
    "table-outline": dict(document=p("Text.") + tbl(
        tr(tc(p("Pris", '<w:outlineLvl w:val="1"/>')), "100 €"),
        tr(tc(p("Tid", '<w:outlineLvl w:val="1"/>')), "ett år"))),
    # Lines that stand out are a crowd, in columns too.
    "tabs-crowd": dict(document=p("Datum: i dag", "", BIG)
                       + p(r("Vår ref.:", BIG) + TAB + r("ett", BIG))
                       + p(r("Er ref.:", BIG) + TAB + r("två", BIG))
                       + p("Ärende: kajen", "", BIG)
                       + p("Staden bygger en kaj vid stranden. " * 6)),
    # A form waits to be filled in; without any word it is nothing.
    "table-form": dict(document=tbl(
        tr("Namn", "Ort"), tr("", ""), tr("", ""), props=LOOK)
        + p("Emellan.") + tbl(tr("", ""), tr("", "")) + p("Sist.")),
    # A label and a number make a caption beside a table.
    "table-caption-plain": dict(document=p("Tabell 1. Priser")
                                + tbl(tr("a", "b"), tr("c", "d"))
                                + p("Tabell 2 visar inget.")),
}
