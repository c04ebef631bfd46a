# SPDX-License-Identifier: GPL-2.0-or-later
"""Formulas: Office Math, and the EQ fields of the time before it."""
from make_docx import p, r

WHO = 'w:id="1" w:author="Hemlig Person" w:date="2026-01-01T00:00:00Z"'


def eq(code):
    """A field that keeps no result."""
    def char(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    return (char("begin") + f'<w:r><w:instrText xml:space="preserve"> {code} '
            "</w:instrText></w:r>" + char("end"))


def run(text, props=""):
    """A run of a formula."""
    return f"<m:r>{props}<m:t>{text}</m:t></m:r>"


def arg(text, name="e"):
    """An argument; plain words become a run."""
    inner = text if text.startswith("<") or not text else run(text)
    return f"<m:{name}>{inner}</m:{name}>"


def math(*inside):
    """One paragraph for each formula."""
    return "".join(p(f"<m:oMath>{x}</m:oMath>") for x in inside)


def val(name, value):
    return f'<m:{name} m:val="{value}"/>'


CASES = {
    "math-nary": dict(document=math(
        "<m:nary><m:naryPr>" + val("chr", "∑") + val("limLoc", "undOvr")
        + "</m:naryPr>" + arg("i=1", "sub") + arg("n", "sup") + arg("i")
        + "</m:nary>",
        "<m:nary><m:naryPr>" + val("chr", "⋃") + val("limLoc", "undOvr")
        + "</m:naryPr>" + arg("i", "sub") + arg("", "sup") + arg("A")
        + "</m:nary>",
        "<m:nary>" + arg("0", "sub") + arg("1", "sup") + arg("f")
        + "</m:nary>",
        "<m:nary>" + arg("", "sub") + arg("", "sup") + arg("g")
        + "</m:nary>")),
    "math-brackets": dict(document=math(
        "<m:d><m:dPr>" + val("begChr", "[") + val("endChr", "]")
        + "</m:dPr>" + arg("<m:m><m:mr>" + arg("1") + arg("0")
                           + "</m:mr><m:mr>" + arg("0") + arg("1")
                           + "</m:mr></m:m>") + "</m:d>",
        # What stands in a bracket that is open on one side.
        "<m:d><m:dPr>" + val("begChr", "{") + val("endChr", "")
        + "</m:dPr>" + arg("<m:eqArr>" + arg("x&amp;=1, y#(1)")
                           + arg("x&amp;=2") + "</m:eqArr>") + "</m:d>",
        "<m:d><m:dPr>" + val("sepChr", ",") + "</m:dPr>" + arg("a")
        + arg("b") + "</m:d>")),
    "math-signs": dict(document=math(
        "<m:acc><m:accPr>" + val("chr", "\u20d7") + "</m:accPr>" + arg("v")
        + "</m:acc><m:acc>" + arg("p") + "</m:acc>",
        "<m:bar><m:barPr>" + val("pos", "top") + "</m:barPr>" + arg("x")
        + "</m:bar><m:groupChr><m:groupChrPr>" + val("chr", "⏞")
        + val("pos", "top") + "</m:groupChrPr>" + arg("a") + "</m:groupChr>",
        "<m:borderBox>" + arg("E") + "</m:borderBox>",
        "<m:func>" + arg("sin", "fName") + arg("θ") + "</m:func>",
        "<m:sPre>" + arg("2", "sub") + arg("4", "sup") + arg("He")
        + "</m:sPre>",
        "<m:f><m:fPr>" + val("type", "noBar") + "</m:fPr>" + arg("n", "num")
        + arg("k", "den") + "</m:f>",
        "<m:f><m:fPr>" + val("type", "lin") + "</m:fPr>" + arg("a", "num")
        + arg("b", "den") + "</m:f>",
        "<m:rad>" + arg("3", "deg") + arg("x") + "</m:rad>")),
    # Letters whose shape is what they mean; words of ordinary text.
    "math-letters": dict(document=math(
        run("R", "<m:rPr>" + val("scr", "double-struck") + "</m:rPr>")
        + run("v", "<m:rPr>" + val("sty", "b") + "</m:rPr>"),
        run("om ", "<m:rPr><m:nor/></m:rPr>") + run("x")
        + '<w:r><w:t xml:space="preserve"> och </w:t></w:r>' + run("y"),
        "<m:r><m:t>a</m:t><m:t>b</m:t></m:r>",
        run("1, 2"))),
    # Nothing hidden, deleted or unfilled is in a formula.
    "math-hidden": dict(document=math(
        run("a") + "<m:phant><m:phantPr>" + val("show", "0")
        + "</m:phantPr>" + arg("DOLT") + "</m:phant>",
        "<m:r><w:rPr><w:vanish/></w:rPr><m:t>DOLT</m:t></m:r>" + run("b"),
        f"<w:del {WHO}>" + run("BORTA") + f"</w:del><w:ins {WHO}>"
        + run("c") + "</w:ins>",
        f"<m:r><w:rPr><w:del {WHO}/></w:rPr><m:t>BORTA</m:t></m:r>"
        + run("d"),
        "<w:r><w:instrText> KOD </w:instrText></w:r>" + run("e"),
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + run("Skriv ekvationen här.") + "</w:sdtContent></w:sdt>")),
    "equation": dict(document=p(
        r("Hälften är ") + eq("EQ \\f(1,2)") + r(", ")
        + eq("eq \\r(3,x)") + r(", ") + eq("EQ \\f(1,5;f(x))"))
        + p(eq("EQ \\b\\bc\\{(\\a\\al\\co2(1,2,3,4))") + eq("EQ \\b\\lc\\|(x)"))
        + p(eq("EQ \\i\\su(1,5,3)") + eq("EQ \\x\\to(y)") + eq("EQ \\x(5)"))
        + p(eq("EQ \\l(A,B)") + eq("EQ \\d\\fo10()")
            + eq("EQ \\f(\\(a\\,b,c"))),
    # Words that are raised are no formula; an old way to write a guide.
    "equation-words": dict(document=p(
        r("Den 3") + eq("EQ \\s\\up8(e)") + r(" maj, H")
        + eq("EQ \\s\\do4(2)") + r("O")) + p(eq(
            'EQ \\* jc2 \\* "Font:MS Mincho" \\* hps10 '
            "\\o\\ad(\\s\\up 9(とう),東)"))),
}
