# SPDX-License-Identifier: GPL-2.0-or-later
"""Fields and content controls."""
from make_docx import p, r, field, style, tbl, tr, tc


def char(kind, inside=""):
    return (f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar>'
            '</w:r>')


def code(text):
    return (f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText>'
            '</w:r>')


def sdt(pr, content):
    return (f"<w:sdt><w:sdtPr>{pr}</w:sdtPr><w:sdtContent>{content}"
            "</w:sdtContent></w:sdt>")


PROMPT = ("<w:showingPlcHdr/>", '<w:rStyle w:val="Platshllartext"/>')
CASES = {
    "field-simple": dict(document=p(
        '<w:fldSimple w:instr=" FILENAME ">' + r("brev") + "</w:fldSimple>")),
    # The result of a field in another's code is code as well.
    "field-nested": dict(document=p(
        char("begin") + code(" IF ") + field(" MERGEFIELD Kön ", "k")
        + code(' = "k" "Hon" "Han" ') + char("separate") + r("Hon")
        + char("end") + r(" svarar."))),
    "field-ref": dict(document=p(
        '<w:bookmarkStart w:id="1" w:name="_Ref1"/>' + r("Kajen")
        + '<w:bookmarkEnd w:id="1"/>')
        + p(r("Se ") + field(" REF _Ref1 \\h ", "Kajen") + r(" på sidan ")
            + field(" PAGEREF _Ref1 \\h ", "4"))),
    # The contents go with their heading and all their paragraphs.
    "field-toc": dict(document=p("Innehåll", style("Rubrik1"))
                      + p(char("begin") + code(' TOC \\o "1-3" ')
                          + char("separate") + r("Kajen") + "<w:r><w:tab/>"
                          "</w:r>" + field(" PAGEREF _Toc1 \\h ", "1"),
                          style("Innehll1"))
                      + p(r("Bron 2"), style("Innehll1"))
                      + p(char("end") + r("Text efter."))
                      + p("Kajen", style("Rubrik1")) + p("Text.")),
    # A field that never ends takes nothing with it.
    "field-open": dict(document=p(
        r("A ") + char("begin") + code(" TOC ") + char("separate")
        + r("B")) + p("C") + p(char("begin") + r("D")) + p("E")),
    # Nor does an end too many.
    "field-closed": dict(document=p(char("end") + char("separate") + r("A"))
                         + p(char("begin") + code(" INFO ") + r("KOD")
                             + char("end") + char("end") + r("B"))),
    # A link may go on through paragraphs, and hold other fields; one that
    # never ends stays in its own.
    "field-link-paragraphs": dict(document=p(
        r("Se ") + char("begin")
        + code(' HYPERLINK "https://example.org/kaj" ') + char("separate")
        + r("Kajen")) + p(r("Bron ") + field(" INFO ", "2") + r(" öppnar"))
        + p(r("Vägen") + char("end") + r(" och mer.")) + p("Fri text.")
        + p(r("Se ") + char("begin")
            + code(' HYPERLINK "https://example.org/x" ') + char("separate")
            + r("x")) + p("Utan slut.")),
    "field-date": dict(document=p(
        r("VASA ") + field(' DATE \\@ "d.M.yyyy" ', "3.5.2026") + r(" –"))),
    "field-merge": dict(document=p(
        r("Bästa ") + field(" MERGEFIELD Namn ", "«Namn»") + r(" och ")
        + field(" MERGEFIELD Ort ", "Vasa"))),
    "field-prompt": dict(document=p(
        r("Till ") + char("begin") + code(" MACROBUTTON NoMacro [Klicka här] ")
        + char("end") + r("alla"))),
    "field-symbol": dict(document=p(
        r("Klart ") + char("begin") + code(' SYMBOL 252 \\f "Wingdings" ')
        + char("end"))),
    "field-forms": dict(document=p(
        char("begin", "<w:ffData><w:checkBox><w:default w:val=\"1\"/>"
             "</w:checkBox></w:ffData>") + code(" FORMCHECKBOX ")
        + char("separate") + char("end") + r(" ja ")
        + char("begin", "<w:ffData><w:ddList><w:result w:val=\"1\"/>"
               "<w:listEntry w:val=\"röd\"/><w:listEntry w:val=\"blå\"/>"
               "</w:ddList></w:ffData>") + code(" FORMDROPDOWN ")
        + char("end") + r(" eller ")
        # Nobody chose: the default.
        + char("begin", "<w:ffData><w:ddList><w:default w:val=\"1\"/>"
               "<w:listEntry w:val=\"ett\"/><w:listEntry w:val=\"två\"/>"
               "</w:ddList></w:ffData>") + code(" FORMDROPDOWN ")
        + char("end"))),
    "field-form-empty": dict(document=p(
        r("Namn: ") + char("begin", '<w:ffData><w:name w:val="Namn"/>'
                           "<w:textInput/></w:ffData>")
        + code(" FORMTEXT ") + char("separate") + r("\u2002" * 5)
        + char("end"))),
    "control-block": dict(document=sdt(
        "", p("I en kontroll")) + p(r("A ") + sdt("", r("i raden")) + r(" B"))),
    # Prompts go and are asked about; in a table their cell stays.
    "control-prompt": dict(document=p(
        r("Till: ") + sdt(PROMPT[0], r("Klicka här", PROMPT[1])))
        + sdt(PROMPT[0], p(r("Skriv texten", PROMPT[1])))
        + tbl("<w:tr>" + tc("a") + sdt(PROMPT[0], tc("Skriv")) + tc("c")
              + "</w:tr>")),
    "control-checkbox": dict(document=p(sdt(
        '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', r("☒"))
        + r(" beställt"))),
    "control-title": dict(document=sdt(
        '<w:alias w:val="Rubrik"/>', p("Kajen öppnar")) + p("Text.")),
    "control-row": dict(document=tbl(
        tr("a", "b"), sdt("", tr("c", "d")))),
    # The choice that is understood, else the fallback; never both.
    "alternate": dict(document=p(
        '<mc:AlternateContent><mc:Choice Requires="w14">' + r("val")
        + "</mc:Choice><mc:Fallback>" + r("reserv")
        + '</mc:Fallback></mc:AlternateContent><mc:AlternateContent>'
        '<mc:Choice Requires="w14 cp">' + r("VAL") + "</mc:Choice>"
        "<mc:Fallback>" + r(" RESERV")
        + "</mc:Fallback></mc:AlternateContent>")),
}
