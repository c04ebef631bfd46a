# SPDX-License-Identifier: GPL-2.0-or-later
"""Fields that show what their code says, or nothing, or too much."""
from make_docx import field, p, r, style

WHO = 'w:id="1" w:author="Hemlig Person" w:date="2026-01-01T00:00:00Z"'


def char(kind, props=""):
    props = f"<w:rPr>{props}</w:rPr>" if props else ""
    return f'<w:r>{props}<w:fldChar w:fldCharType="{kind}"/></w:r>'


def bare(code, props=""):
    """A field without a result."""
    inner = f"<w:rPr>{props}</w:rPr>" if props else ""
    return (char("begin", props) + f'<w:r>{inner}<w:instrText '
            f'xml:space="preserve"> {code} </w:instrText></w:r>'
            + char("end", props))


CASES = {
    "field-code-shows": dict(document=p(
        r("A ") + bare('QUOTE "ord"') + r(" ") + bare("GOTOBUTTON k Kap. 3")
        + bare('SYMBOL 0xF0FC \\f Wingdings \\s 12') + bare("SYMBOL 8364")
        + bare("QUOTE DOLT", "<w:vanish/>"))),
    "field-numbers": dict(document=p(bare("AUTONUMLGL") + r(" ett"))
                          + p(bare("AUTONUM") + r(" två"))
                          + p(bare("LISTNUM \\l 2 \\s 3") + r(" tre"))
                          + p(bare("LISTNUM OutlineDefault") + r(" fyra"))
                          + p(bare("LISTNUM LegalDefault \\l 2")
                              + r(" fem"))),
    # Marks for an index, and what Word asked for or remembers, never show.
    "field-silent": dict(document=p(
        r("A") + bare('XE "HEMLIGT"') + bare('TC "HEMLIGT" \\l 1')
        + bare("ADDIN EN.CITE HEMLIGT") + field(' SET X "HEMLIGT" ', "HEMLIGT")
        + field(' ASK X "HEMLIGT" ', "HEMLIGT") + r("B"))),
    "field-path": dict(document=p(
        field(" FILENAME \\p ", "C:\\Users\\hemlig\\brev.docx") + r(" och ")
        + field(" FILENAME ", "brev.docx"))),
    "field-error": dict(document=p(
        r("Se ") + field(" REF _Ref9 \\h ",
                         "Fel! Hittar inte referenskälla.")
        + bare('DISPLAYBARCODE "https://example.org/" QR'))),
    # Lists of figures go, which is told; an index is the author's work.
    "field-index": dict(document=p("Figurförteckning", style("Rubrik1"))
                        + p(field(' TOC \\h \\z \\c "Figur" ',
                                  "Figur 1 Kajen\t3"))
                        + p("Kajen", style("Rubrik1")) + p("Text.")
                        + p("Sakregister", style("Rubrik1"))
                        + p(field(" INDEX ", "Kaj, 3"))),
    # Of two who wrote at once neither is published without a question.
    "revisions-conflict": dict(document=p(
        r("A") + f"<w14:conflictIns {WHO}>" + r(" in")
        + f"</w14:conflictIns><w14:conflictDel {WHO}>" + r("BORTA")
        + "</w14:conflictDel>")),
    "revisions-section": dict(document=p("Text.")
                              + f"<w:sectPr><w:sectPrChange {WHO}><w:sectPr/>"
                              "</w:sectPrChange></w:sectPr>"),
    "hidden-shape": dict(document=p(
        r("A") + '<w:r><w:pict><v:shape style="position:absolute; '
        'Visibility: hidden"><v:textbox><w:txbxContent>' + p("DOLT")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>")),
}
