# SPDX-License-Identifier: GPL-2.0-or-later
"""Words inside of a paragraph."""
from make_docx import p, r, field, style

B, I = "<w:b/>", "<w:i/>"
CASES = {
    # One word in several runs is one word.
    "runs-merge": dict(document=p(
        r("ett", B) + '<w:proofErr w:type="spellStart"/>' + r("hundra", B)
        + '<w:bookmarkStart w:id="1" w:name="x"/>' + r("ratio", B))),
    # Blanks stand outside of emphasis, and between two bold words inside.
    "runs-blanks": dict(document=p(
        r("A") + r(" fet ", B) + r("B ") + r("två", B) + r(" ") + r("ord", B)
        + r("  C") + r("   ", B))),
    # What reaches furthest stands outermost.
    "runs-nest": dict(document=p(
        r("kursiv ", I) + r("båda", I + B) + r(" kursiv", I))
        + p(r("fet ", B) + r("båda", I + B) + r(" kursiv", I))),
    # Toggles: a bold style does not leak; the run turns it off.
    "runs-toggles": dict(
        more_styles='<w:style w:type="paragraph" w:styleId="Fet">'
        '<w:name w:val="Fet ingress"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Stark"><w:name '
        'w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>',
        document=p(r("hela stycket är fett i sin stil, "
                     "och det är en ingress")
                   + r(" men inte detta", '<w:rStyle w:val="Stark"/>'),
                   style("Fet"))
        + p(r("stark", '<w:rStyle w:val="Stark"/>') + r(" och ")
            + r("inte", '<w:rStyle w:val="Stark"/><w:b w:val="0"/>'))),
    # A toggle may be said in seven ways (22.9.2.7).
    "on-off": dict(document=p("".join(
        r(v, f'<w:b w:val="{v}"/>') + r(" och ")
        for v in ("on", "true", "1", "off", "false", "0"))
        + r("inget", "<w:b/>") + r(" och ")
        + r("DOLT", '<w:vanish w:val="on"/>')
        + r("synligt", '<w:vanish w:val="off"/>'))),
    "runs-looks": dict(document=p(
        r("H") + r("2", '<w:vertAlign w:val="subscript"/>') + r("O m")
        + r("2", '<w:vertAlign w:val="superscript"/>') + r(" x")
        + r("y", '<w:position w:val="8"/><w:sz w:val="14"/>') + r(" ")
        + r("struket", "<w:strike/>") + r(" ") + r("dubbelt", "<w:dstrike/>")
        + r(" ") + r("understruket", '<w:u w:val="single"/>') + r(" ")
        + r("VERSALER", "<w:caps/>") + r(" ") + r("små", "<w:smallCaps/>"))),
    # All of a paragraph underlined says nothing.
    "runs-underlined": dict(document=p(
        "Allt är understruket, och det är bara ett utseende.", "",
        '<w:u w:val="single"/>')),
    "blanks-fold": dict(document=p(
        "<w:r><w:t> A </w:t></w:r><w:r><w:t xml:space=\"preserve\">  B"
        "</w:t><w:tab/><w:t>C</w:t></w:r>" + r("70 000") + r("  ")
        + r(" ")) + p("<w:r><w:t>  </w:t></w:r>") + p("   ")),
    "signs": dict(document=p(
        "<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B av</w:t><w:softHyphen/>"
        "<w:t>stava</w:t><w:cr/><w:t>C</w:t></w:r>"
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
        + r("a", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>')
        + r(" ") + '<w:r><w:sym w:font="Ingen" w:char="F0FF"/></w:r>')),
    # Breaks at both ends go; a page break and an empty line part.
    "breaks": dict(document=p(
        "<w:r><w:br/><w:t>RAD</w:t><w:br/><w:t>två</w:t><w:br/></w:r>")
        + p('<w:r><w:t>före</w:t><w:br w:type="page"/><w:t>efter</w:t></w:r>')
        + p("<w:r><w:t>stycke</w:t><w:br/><w:br/><w:t>nästa</w:t></w:r>")),
    "language": dict(document=p(
        r("Svenska ") + r("suomeksi sanottuna", '<w:lang w:val="fi-FI"/>')
        + r(" 12 ", '<w:lang w:val="en-US"/>') + r("igen"))
        + p("Koko kappale suomeksi", "", '<w:lang w:val="fi-FI"/>')
        + p(r("ord") + r("delning", '<w:lang w:val="de-DE"/>')
            + r(" Sverige", '<w:lang w:val="sv-SE"/>'))),
    "bidi": dict(document=p("שלום", "<w:bidi/>", '<w:rtl/>')
                 + p(r("A ") + '<w:dir w:val="rtl">' + r("DIR", "<w:rtl/>")
                     + '</w:dir><w:bdo w:val="rtl">' + r("BDO")
                     + "</w:bdo> " + r("B"))),
    "ruby": dict(document=p(
        "<w:r><w:ruby><w:rubyPr/><w:rt>" + r("kan") + "</w:rt><w:rubyBase>"
        + r("漢", '<w:lang w:eastAsia="ja-JP"/>')
        + "</w:rubyBase></w:ruby></w:r>" + r(" tecken"))),
    "links": dict(
        rels=[("rIdA", "hyperlink", "https://example.org/a?b=1&c=2", 1),
              ("rIdB", "hyperlink", "file:///C:/Anna/hemligt.docx", 1)],
        document=p(
            r("Se ") + '<w:hyperlink r:id="rIdA" w:anchor="del">'
            + r("kajen", '<w:rStyle w:val="Hyperlnk"/>') + "</w:hyperlink>"
            '<w:hyperlink r:id="rIdA" w:anchor="del">'
            + r(" nu", '<w:rStyle w:val="Hyperlnk"/>') + "</w:hyperlink>"
            + r(" och ") + '<w:hyperlink r:id="rIdB">' + r("filen")
            + "</w:hyperlink>" + r("."))),
    # A bookmark is the id of its block, if something refers to it.
    "links-inside": dict(document=p(
        '<w:hyperlink w:anchor="Mål">' + r("ner") + "</w:hyperlink>"
        + r(" ") + '<w:hyperlink w:anchor="ingen">' + r("ingenstans")
        + "</w:hyperlink>")
        + p('<w:bookmarkStart w:id="1" w:name="mål"/>' + r("Här")
            + '<w:bookmarkEnd w:id="1"/><w:bookmarkStart w:id="2" '
            'w:name="oanvänt"/>')),
    "math": dict(document=p(
        r("Arean är ") + "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r>"
        "</m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f><m:r>"
        "<m:t>+</m:t></m:r><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e>"
        "<m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>")
        + p("<m:oMathPara><m:oMath><m:nary><m:naryPr><m:chr m:val=\"∑\"/>"
            "<m:limLoc m:val=\"undOvr\"/></m:naryPr><m:sub><m:r><m:t>i=1"
            "</m:t></m:r></m:sub><m:sup><m:r><m:t>n</m:t></m:r></m:sup>"
            "<m:e><m:rad><m:radPr><m:degHide m:val=\"1\"/></m:radPr><m:deg/>"
            "<m:e><m:r><m:t>i</m:t></m:r></m:e></m:rad></m:e></m:nary>"
            "</m:oMath></m:oMathPara>")),
    # An element that nobody knows gives its words, a program none.
    "unknown": dict(document=p(
        r("A ") + '<x:nytt xmlns:x="urn:x">okänt</x:nytt>'
        '<x:script xmlns:x="urn:x">alert(1)</x:script>' + r(" B"))
        + '<w:customXml w:element="x">' + p("i egen XML")
        + '</w:customXml><w:p><w:smartTag w:element="y">' + r("märkt")
        + "</w:smartTag></w:p>"),
    "code": dict(
        more_styles='<w:style w:type="paragraph" w:styleId="Kod"><w:name '
        'w:val="HTML Preformatted"/></w:style>',
        document=p('<w:r><w:t xml:space="preserve">if (a)</w:t></w:r>',
                   style("Kod"))
        + p('<w:r><w:t xml:space="preserve">    b();</w:t></w:r>'
            + r(" // fet", "<w:b/>"), style("Kod")) + p("Efter.")),
    "field-inline": dict(document=p(
        field(' HYPERLINK "https://example.org/a" \\l "b" ', "länk")
        + r(" den ") + field(" DATE \\@ d.M.yyyy ", "3.5.2026"))),
}
