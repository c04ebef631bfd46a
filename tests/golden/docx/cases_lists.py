# SPDX-License-Identifier: GPL-2.0-or-later
"""Lists."""
from make_docx import li, p, r, level, style, tbl, tr, tc, NUMBERING


def num(n, abstract):
    return (f'<w:num w:numId="{n}"><w:abstractNumId w:val="{abstract}"/>'
            "</w:num>")


def more(levels):
    """The usual numbering and one more list, 9."""
    return (f'<w:abstractNum w:abstractNumId="9">{levels}</w:abstractNum>'
            + NUMBERING + num(9, 9))


def ind(left):
    return f'<w:ind w:left="{left}"/>'


CASES = {
    "list-nested": dict(document=li(1, 0, "a") + li(1, 1, "b")
                        + li(1, 1, "c") + li(1, 0, "d") + p("Efter.")),
    # A level that is left out nests once.
    "list-skip": dict(document=li(1, 0, "a") + li(1, 2, "b") + li(1, 1, "c")
                      + li(1, 0, "d")),
    "list-formats": dict(document=li(2, 0, "ett") + li(2, 1, "a")
                         + li(2, 2, "i") + li(2, 0, "två")),
    "list-kinds": dict(document=li(1, 0, "punkt") + li(2, 0, "ett")
                       + li(1, 0, "punkt")),
    # Words between: the numbers go on; an instance of its own begins anew.
    "list-continue": dict(document=li(2, 0, "ett") + li(2, 0, "två")
                          + p("mellan") + li(2, 0, "tre") + p("mellan")
                          + li(3, 0, "ett igen")),
    "list-start": dict(
        numbering=more(level(0, "decimal", "%1.", 5)),
        document=li(9, 0, "fem") + li(9, 0, "sex")),
    # What HTML can't count to is said.
    "list-labels": dict(
        numbering=more(level(0, "decimal", "§ %1")
                       + level(1, "decimal", "%1.%2")),
        document=li(9, 0, "ett") + li(9, 1, "ett ett") + li(9, 1, "ett två")
        + li(9, 0, "två")),
    # Punctuation around a number is not a label.
    "list-brackets": dict(
        numbering=more(level(0, "decimal", "[%1]")
                       + level(1, "lowerLetter", "(%2)")
                       + level(2, "lowerRoman", "%3-")),
        document=li(9, 0, "ett") + li(9, 1, "a") + li(9, 1, "b")
        + li(9, 2, "i") + li(9, 0, "två")),
    # Figures alone, and a nought where the level itself has one.
    "list-legal": dict(
        numbering=more(level(0, "upperRoman", "Artikel %1")
                       + level(1, "decimalZero", "%1.%2",
                               extra="<w:isLgl/>")),
        document=li(9, 0, "ett") + li(9, 1, "ett ett") + li(9, 0, "två")
        + li(9, 1, "två ett")),
    # A bullet that nobody sees: the item goes on.
    "list-unseen-bullet": dict(
        numbering=more(level(0, "bullet", " ")),
        document=li(1, 0, "punkt") + li(9, 0, "mer om den")
        + li(1, 0, "nästa")),
    "list-empty-item": dict(document=li(2, 0, "ett") + li(2, 0, "")
                            + li(2, 0, "tre")),
    "list-no-marker": dict(
        numbering=more(level(0, "none", "")),
        document=li(9, 0, "utan") + li(9, 0, "tecken")),
    # A box as a bullet says whether it is done.
    "list-boxes": dict(
        numbering=more(level(0, "bullet", "☐"))
        + '<w:abstractNum w:abstractNumId="8">' + level(0, "bullet", "☒")
        + "</w:abstractNum>" + num(8, 8),
        document=li(9, 0, "beställa") + li(8, 0, "betala")),
    "list-none": dict(document=li(1, 0, "a") + li(0, 0, "ingen lista")
                      + li(1, 0, "b")),
    # Indented like the item's text: part of the item.
    "list-continuation": dict(document=li(1, 0, "punkt")
                              + p("fortsättning", ind(720))
                              + li(1, 1, "under")
                              + p("till under", ind(1440))
                              + p("till punkt", ind(720))
                              + li(1, 0, "nästa") + p("utanför")),
    "list-style": dict(
        more_styles='<w:style w:type="paragraph" w:styleId="Punktlista">'
        '<w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>",
        document=p("a", style("Punktlista")) + p("b", style("Punktlista"))),
    "list-style-level": dict(
        numbering=more(
            level(0, "bullet", "•", extra='<w:pStyle w:val="L1"/>')
            + level(1, "bullet", "–", extra='<w:pStyle w:val="L2"/>')),
        more_styles="".join(
            f'<w:style w:type="paragraph" w:styleId="L{i}"><w:name '
            f'w:val="Egen {i}"/><w:pPr><w:numPr><w:numId w:val="9"/>'
            "</w:numPr></w:pPr></w:style>" for i in (1, 2)),
        document=p("yttre", style("L1")) + p("inre", style("L2"))),
    "list-in-cell": dict(document=tbl(tr(
        tc(li(1, 0, "a") + li(1, 0, "b")), "c"))),
    # Numbered headings keep their number and are no list.
    "list-headings": dict(
        document=p("Bakgrund", style("Rubrik1") + '<w:numPr><w:ilvl '
                   'w:val="0"/><w:numId w:val="4"/></w:numPr>')
        + p("Text.") + p("Läget", style("Rubrik2") + '<w:numPr><w:ilvl '
                         'w:val="1"/><w:numId w:val="4"/></w:numPr>')
        + li(1, 0, "punkt") + p("Slut", style("Rubrik2"))
        + li(1, 0, "punkt")),
    # Clauses with an outline level are clauses.
    "list-clauses": dict(
        more_styles='<w:style w:type="paragraph" w:styleId="K"><w:name '
        'w:val="Klausul"/><w:pPr><w:outlineLvl w:val="0"/><w:numPr><w:numId '
        'w:val="2"/></w:numPr></w:pPr></w:style>',
        document=p("Parterna ansvarar.", style("K"))
        + p("Parterna betalar.", style("K"))),
    "typed-dashes": dict(document=p("Det byggs:") + p("– en kaj")
                         + p("– en bro") + p("Slut.")),
    "typed-bullets": dict(document=p("<w:r><w:t>•</w:t><w:tab/>"
                                     "<w:t>kaj</w:t></w:r>")
                          + p(r("• ") + r("bro", "<w:b/>"))
                          + p("  • väg")),
    # Speech begins with a dash as well.
    "typed-speech": dict(document=p("– Vi bygger nu, säger Anna Ek.")
                         + p("– Äntligen, svarar Bo Ek.")
                         + p("– Se upp!") + p("– Varför?")
                         + p("– en ensam punkt") + p("Slut.")),
    # Numbers that somebody typed; a date is none, nor are initials.
    "typed-numbers": dict(document=p("Det byggs:") + p(
        "<w:r><w:t>1.</w:t><w:tab/><w:t>en kaj</w:t></w:r>")
        + p(r("2.", "<w:b/>") + r(" en bro")) + p("3.\u00a0en väg")
        + p("Emellan.") + p("4. en park") + p("5. en damm")
        + p("Emellan.") + p("a) först") + p("b) sedan")
        + p("Emellan.") + p("(i) ett") + p("(ii) två") + p("(iii) tre")),
    "typed-numbers-not": dict(document=p("1. maj öppnar kajen.")
                              + p("2. juni öppnar bron.")
                              + p("1. toukokuuta avataan laituri.")
                              + p("2. toukokuuta silta.")
                              + p("A. Ek, ingenjör") + p("B. Berg, arkitekt")
                              + p("1. en ensam") + p("3. och en annan")
                              + p("1.5 procent") + p("2.5 procent")),
    # An indent nests; without one, markers of their own that come back.
    "typed-nested": dict(document=p("– en kaj") + p("– en bro", ind(0))
                         + p("o av trä", ind(720)) + p("o av sten", ind(720))
                         + p("– en väg") + p("Emellan.")
                         + p("1. kaj") + p("• trä") + p("• sten")
                         + p("2. bro") + p("Emellan.")
                         + p("✓ klart") + p("✓ färdigt") + p("→ återstår")
                         + p("→ väntar")),
    # Lines of one paragraph are items as well, unless somebody speaks.
    "typed-lines": dict(document=p(
        "<w:r><w:t>Det byggs:</w:t><w:br/><w:t>- en kaj</w:t><w:br/>"
        "<w:t>- en bro</w:t></w:r>")
        + p("<w:r><w:t>– Vi bygger nu, säger Anna Ek.</w:t><w:br/>"
            "<w:t>– När?</w:t><w:br/><w:t>– I maj.</w:t></w:r>")
        + p("<w:r><w:t>Hamngatan 1</w:t><w:br/><w:t>65100 Vasa</w:t></w:r>")),
    # Past "z" the list is the same one.
    "list-past-z": dict(
        numbering=more(level(0, "lowerLetter", "%1)", 26)),
        document=li(9, 0, "sist") + li(9, 0, "därpå")),
    # A word that stands for a number is said, what is left around none is
    # not.
    "list-words": dict(
        numbering=more(level(0, "none", "Obs!") + level(1, "none", "%2.")
                       + level(2, "bullet", "Not:")),
        document=li(9, 0, "ett") + li(9, 1, "två") + li(9, 2, "tre")),
    # What nobody sees has no number.
    "list-hidden-item": dict(document=li(2, 0, "ett") + p(
        "dolt", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
        "<w:rPr><w:vanish/></w:rPr>", "<w:vanish/>") + li(2, 0, "två")),
}
