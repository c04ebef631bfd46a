# SPDX-License-Identifier: GPL-2.0-or-later
"""What OpenDocument texts hold, one feature each."""
import base64

from make_odt import (BOLD, COVERED, IMAGE, bullet, cell, content, frame, h,
                      items, list_style, number, ol, p, png, row, span, style,
                      table)

LEVELS = list_style("L1", number(1), number(2, "a", ")"), number(3, "i"))
BULLETS = list_style("L2", bullet(1), bullet(2, "–"))
LEGAL = list_style("L3", number(1),
                   number(2, more='text:display-levels="2"'))
ITALIC = 'fo:font-style="italic"'


def change(n, what, words=""):
    return (f'<text:changed-region text:id="c{n}"><text:{what}>'
            "<office:change-info><dc:creator>Somebody</dc:creator>"
            f"<dc:date>2020-01-01</dc:date></office:change-info>{words}"
            f"</text:{what}></text:changed-region>")


def changes(*regions):
    return ("<text:tracked-changes>" + "".join(regions)
            + "</text:tracked-changes>")


def start(n):
    return f'<text:change-start text:change-id="c{n}"/>'


def end(n):
    return f'<text:change-end text:change-id="c{n}"/>'


def note(words, kind="footnote", mark="1", more=""):
    return (f'<text:note text:note-class="{kind}">'
            f"<text:note-citation{more}>{mark}</text:note-citation>"
            f"<text:note-body>{p(words)}</text:note-body></text:note>")


def seq(name, n):
    return f'<text:sequence text:name="{name}">{n}</text:sequence>'


def link(words, to):
    return f'<text:a xlink:href="{to}">{words}</text:a>'


CASES = {
    # Names inside are the same in all languages; displayed ones are not.
    "headings": dict(text=p("Title", "Title") + p("Below", "Subtitle")
                     + h("One") + p("words") + h("Two", 2) + p("words")),
    "headings-automatic": dict(
        automatic=style("P1", "Heading_20_2", para='fo:break-before="page"'),
        text=h("Two", 2, "P1") + p("words")),
    "headings-localised": dict(
        styles=style("Rubrik1", display_name="Rubrik 1"),
        text=h("Ett", 1, "Rubrik1") + p("ord")),
    "headings-numbered": dict(
        styles='<text:outline-style style:name="Outline">'
        '<text:outline-level-style text:level="1" style:num-format="1"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" '
        'text:display-levels="2"/></text:outline-style>',
        text=h("One") + p("words") + h("Deeper", 2) + p("words")
        + h("Two") + p("words")
        + '<text:h text:style-name="Heading_20_1" text:outline-level="1" '
        'text:is-list-header="true">None</text:h>' + p("words")),
    "quote-code": dict(text=p("Said.", "Quotations")
                       + p('a<text:s text:c="3"/>b<text:line-break/>c',
                           "Preformatted_20_Text")),
    # A paragraph's own bold is words that somebody marked.
    "looks": dict(
        automatic=style("T1", family="text", text=BOLD)
        + style("T2", family="text", text=ITALIC)
        + style("T3", family="text", text='style:text-position="super 58%"')
        + style("T4", family="text", text='style:text-position="-33% 58%"')
        + style("T5", family="text",
                text='style:text-line-through-style="solid"')
        + style("T6", family="text",
                text='style:text-underline-style="solid"')
        + style("P1", "Text_20_body", text=ITALIC),
        text=p("a " + span("b", "T1") + " " + span("c", "T2") + " x"
               + span("2", "T3") + " H" + span("2", "T4") + "O "
               + span("d", "T5") + " " + span("e", "T6") + " "
               + span("f " + span("g", "T2"), "T1") + " "
               + span("h", "Strong_20_Emphasis") + " "
               + span("i", "Source_20_Text"))
        + p("whole and " + span("bold", "T1"), "P1")),
    "looks-off": dict(
        automatic=style("T1", family="text", text='fo:font-weight="normal"'),
        styles=style("Bold", "Standard", text=BOLD),
        text=p("all " + span("but this", "T1"), "Bold")),
    "languages": dict(
        automatic=style("T1", family="text",
                        text='fo:language="en" fo:country="GB"')
        + style("T2", family="text",
                text='fo:language="zxx" fo:country="none"'),
        text=p("suomea " + span("some English words", "T1")
               + " lisää suomea " + span("abc", "T2"))),
    "hidden": dict(
        automatic=style("T1", family="text", text='text:display="none"')
        + style("P1", "Text_20_body", text='text:display="none"'),
        text=p("seen" + span("unseen", "T1")) + p("unseen", "P1")
        + p('<text:hidden-paragraph text:is-hidden="true"/>unseen')
        + p('<text:hidden-text text:is-hidden="true">unseen'
            "</text:hidden-text>seen")
        + '<text:section text:name="a" text:display="none">' + p("unseen")
        + "</text:section>"
        + '<text:section text:name="b">' + p("seen") + "</text:section>"),
    "blanks": dict(text=p("  a \n b<text:s/> c  ") + p("<text:s/>d")
                   + p('e<text:s text:c="1000000000"/>f')),
    "tabs": dict(text=p("a<text:tab/>1") + p("b<text:tab/>2")),
    "list-nested": dict(
        automatic=LEVELS,
        text=ol("one", p("two") + "<text:list>" + items("a", "b")
                + "</text:list>", "three")),
    "list-mixed": dict(
        automatic=LEVELS + BULLETS,
        text=ol(p("one") + ol("dash", name="L2"), "two")),
    "list-continued": dict(
        automatic=LEVELS,
        text=ol("one", more='xml:id="x"') + p("between")
        + ol("two", more='text:continue-list="x"') + p("between")
        + ol("one")),
    "list-numbering": dict(
        automatic=LEVELS,
        text=ol("one") + p("between")
        + ol("two", more='text:continue-numbering="true"')),
    "list-start": dict(
        automatic=list_style("L1", number(1, more='text:start-value="5"')),
        text='<text:list text:style-name="L1">' + items("five")
        + '<text:list-item text:start-value="9">' + p("nine")
        + "</text:list-item>" + items("ten") + "</text:list>"),
    # An item with a style of its own, and a list within it, are counted on
    # with the others: 1, II, III with III.1 and III.2, 4.
    "list-override": dict(
        automatic=LEVELS + list_style(
            "L9", number(1, "I", more='text:display-levels="1"'),
            number(2, more='text:display-levels="2"')),
        text='<text:list text:style-name="L1">' + items("one")
        + '<text:list-item text:style-override="L9">' + p("two")
        + '</text:list-item><text:list-item text:style-override="L9">'
        + p("three") + '<text:list text:style-name="L9">'
        + items("first", "second") + "</text:list></text:list-item>"
        + items("four") + "</text:list>"),
    "list-labels": dict(
        automatic=LEGAL,
        text=ol(p("one") + "<text:list>" + items("first", "second")
                + "</text:list>", name="L3")),
    "list-header": dict(
        automatic=LEVELS,
        text='<text:list text:style-name="L1">' + items("one")
        + "<text:list-header>" + p("goes on") + "</text:list-header>"
        + items("two") + "</text:list>"),
    "list-paragraphs": dict(automatic=BULLETS,
                            text=ol(p("a") + p("more of a"), "b", name="L2")),
    "list-numbered-paragraph": dict(
        automatic=LEVELS,
        text="".join(f'<text:numbered-paragraph text:list-id="n" '
                     f'text:style-name="L1" text:level="{level}">{p(words)}'
                     "</text:numbered-paragraph>"
                     for level, words in ((1, "one"), (2, "a"), (1, "two")))),
    "table": dict(
        text=table(row(cell("1"), cell("2")),
                   more="<table:table-header-rows>"
                   + row(cell("First"), cell("Second"))
                   + "</table:table-header-rows>")),
    "table-spans": dict(
        text=table(
            row(cell("a", 'table:number-columns-spanned="2"'), COVERED,
                cell("b")),
            row(cell("c", 'table:number-rows-spanned="2" '
                     'table:number-columns-spanned="2"'), COVERED, cell("d")),
            row(COVERED, COVERED, cell("e")))),
    "table-repeated": dict(
        text=table('<table:table-row table:number-rows-repeated="3">'
                   + cell("x", 'table:number-columns-repeated="2"')
                   + "</table:table-row>")),
    "table-nested": dict(
        text=table(row(cell("a"), "<table:table-cell>"
                       + table(row(cell("b"), cell("c")),
                               row(cell("d"), cell("e")))
                       + "</table:table-cell>"),
                   row(cell("f"), cell("g")))),
    "table-caption": dict(
        text=table(row(cell("a"), cell("b")), row(cell("c"), cell("d")))
        + p("Taulukko " + seq("Table", 1) + ": Words", "Table")),
    "picture": dict(text=p(frame(
        IMAGE + "<svg:title>Dot</svg:title><svg:desc>A red dot</svg:desc>"))),
    "picture-inline": dict(text=p("a " + frame(
        IMAGE + "<svg:desc>dot</svg:desc>", anchor="as-char") + " b")),
    "picture-decorative": dict(text=p(frame(
        IMAGE, 'loext:decorative="true"'))),
    "picture-elsewhere": dict(text=p("words " + frame(
        '<draw:image xlink:href="file:///tmp/x.png"/>'
        "<svg:desc>Not here</svg:desc>"))),
    "picture-cropped": dict(
        automatic='<style:style style:name="fr1" style:family="graphic">'
        '<style:graphic-properties fo:clip="rect(0cm, 1cm, 0cm, 0cm)"/>'
        "</style:style>",
        text=p(frame(IMAGE + "<svg:desc>dot</svg:desc>",
                     'draw:style-name="fr1"'))),
    "picture-linked": dict(text=p(
        '<draw:a xlink:href="https://example.org/">'
        + frame(IMAGE + "<svg:desc>dot</svg:desc>") + "</draw:a>")),
    "picture-flat": dict(flat=True, text=p(frame(
        "<draw:image><office:binary-data>\n"
        + base64.b64encode(png()).decode() + "\n</office:binary-data>"
        "</draw:image><svg:desc>dot</svg:desc>"))),
    # LibreOffice puts a frame around both.
    "picture-caption": dict(text=p(frame(
        "<draw:text-box>" + p(frame(IMAGE + "<svg:desc>dot</svg:desc>")
                              + "Kuva " + seq("Illustration", 1)
                              + ": A dot", "Illustration")
        + "</draw:text-box>")) + p("words")),
    "text-box": dict(text=p("before " + frame(
        "<draw:text-box>" + p("in the box") + "</draw:text-box>")
        + "after")),
    "shape": dict(text=p("a<draw:custom-shape><svg:desc>An arrow</svg:desc>"
                         "</draw:custom-shape>")
                  + p("<draw:rect>" + p("in the shape") + "</draw:rect>b")),
    "notes": dict(text=p("a" + note("under") + " b"
                         + note("at the end", "endnote", "i"))
                  + p("c" + note("again", mark="2"))),
    "note-own-mark": dict(text=p("a" + note("why", mark="*",
                                            more=' text:label="*"'))),
    "links": dict(
        text=p("see " + link("there", "https://example.org/a?b=c") + ", "
               + link("below", "#x") + ", " + link("nowhere", "#y"))
        + p('<text:bookmark-start text:name="x"/>here'
            '<text:bookmark-end text:name="x"/>')
        + p('<text:bookmark-ref text:ref-name="x">here</text:bookmark-ref>')),
    # What a note links to and shows is the note's.
    "note-link": dict(
        text=p("a" + note("see " + link("there", "https://example.org/")))
        + p("b " + link("elsewhere", "https://example.com/"))),
    # LibreOffice calls a heading by its number and words.
    "links-outline": dict(
        text=p("see " + link("One", "#1.One%20more|outline"))
        + h(span("One", "Emphasis") + " more") + p("words")),
    # Contents that have no title of their own stand below a paragraph.
    "contents-unnamed": dict(
        text=h("Report") + p("Contents")
        + '<text:table-of-content><text:index-body>' + p("One 1")
        + p("Two 7") + "</text:index-body></text:table-of-content>"
        + h("One", 2) + p("words") + h("Two", 2) + p("words")),
    "list-of-figures": dict(
        text='<text:illustration-index><text:index-body>'
        '<text:index-title text:name="i">' + p("Pictures", "Heading")
        + "</text:index-title>" + p("Kuva 1<text:tab/>1")
        + "</text:index-body></text:illustration-index>" + p("words")),
    "control-prompt": dict(
        text=p('a <loext:content-control loext:showing-place-holder="true">'
               "Choose</loext:content-control> b "
               "<loext:content-control>chosen</loext:content-control>")),
    "picture-caption-typed": dict(text=p(frame(
        "<draw:text-box>" + p(frame(IMAGE)) + p("A red dot", "Illustration")
        + "</draw:text-box>"))),
    "headings-in-lists": dict(
        styles='<text:outline-style style:name="Outline">'
        '<text:outline-level-style text:level="1" style:num-format="1"/>'
        "</text:outline-style>",
        text='<text:list text:style-name="Outline"><text:list-item>'
        + h("One") + "</text:list-item></text:list>" + p("words")),
    "fields": dict(
        text=p('<text:date>1.2.2020</text:date> and '
               '<text:date text:fixed="true">2.2.2020</text:date>')
        + p('<text:placeholder text:placeholder-type="text">'
            "&lt;Name&gt;</text:placeholder> signed")
        + p('<text:variable-set text:name="v" text:display="none">unseen'
            "</text:variable-set><text:user-field-get text:name=\"u\">seen"
            "</text:user-field-get>")
        + p("<text:file-name>/home/me/x.odt</text:file-name>")),
    "contents": dict(
        text='<text:table-of-content text:name="t"><text:table-of-content-'
        'source/><text:index-body><text:index-title text:name="u">'
        + p("Sisällys", "Contents_20_Heading") + "</text:index-title>"
        + p("One<text:tab/>1", "Contents_20_1")
        + "</text:index-body></text:table-of-content>"
        + h("One") + p("words") + h("Two") + p("words")),
    "comments": dict(
        text=p("a<office:annotation><dc:creator>Somebody</dc:creator>"
               + p("Really?") + "</office:annotation> b"
               '<office:annotation loext:resolved="true">' + p("Done")
               + "</office:annotation>")),
    "changes": dict(
        text=changes(change(1, "insertion"),
                     change(2, "deletion", p("taken away")))
        + p("a " + start(1) + "added" + end(1)
            + ' <text:change text:change-id="c2"/>b')),
    "changes-unmarked": dict(text=changes(change(1, "insertion")) + p("a")),
    "ruby": dict(text=p("<text:ruby><text:ruby-base>漢</text:ruby-base>"
                        "<text:ruby-text>kan</text:ruby-text></text:ruby>")),
    "formula": dict(
        text=p("x: " + frame('<draw:object xlink:href="./Object 1"/>')),
        files={"Object 1/content.xml":
               '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics>'
               "<mrow><mi>a</mi><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac>"
               "</mrow><annotation>a = 1 over 2</annotation></semantics>"
               "</math>"}),
    # As OpenOffice.org wrote it.
    "formula-doctype": dict(
        text=p("x: " + frame('<draw:object xlink:href="./Object 1"/>')),
        files={"Object 1/content.xml":
               '<!DOCTYPE math:math PUBLIC "-//OpenOffice.org//DTD Modified '
               'W3C MathML 1.01//EN" "math.dtd"><math:math xmlns:math='
               '"http://www.w3.org/1998/Math/MathML"><math:mi>a</math:mi>'
               "</math:math>"}),
    # What is said and chosen shows; what is secret or hidden does not.
    "controls": dict(
        text='<office:forms><form:form>'
        '<form:text xml:id="c1" form:current-value="Tuija Laine"/>'
        '<form:checkbox xml:id="c2" form:label="yes" '
        'form:current-state="checked"/>'
        '<form:checkbox xml:id="c3" form:label="no"/>'
        '<form:fixed-text xml:id="c4" form:label="Name:"/>'
        '<form:listbox xml:id="c5"><form:option form:label="red"/>'
        '<form:option form:label="blue" form:current-selected="true"/>'
        '</form:listbox>'
        '<form:form><form:textarea xml:id="c6">' + p("First") + p("second")
        + '</form:textarea></form:form>'
        '<form:password xml:id="c7" form:value="secret"/>'
        '<form:hidden xml:id="c8" form:value="secret"/>'
        '</form:form></office:forms>'
        + p("".join('<draw:control draw:control="c%d"/> ' % i
                    for i in (4, 1, 2, 3, 5, 6, 7, 8, 9)))),
    # A face is called by its file, not by what it is called here.
    "font-face": dict(
        text=p("a " + span("\uf0e0", "T1") + " b"),
        scripts='<office:font-face-decls><style:font-face style:name="Face 1" '
        'svg:font-family="Wingdings"/></office:font-face-decls>',
        automatic=style("T1", family="text",
                        text='style:font-name="Face 1"')),
    "chart": dict(
        text=p("words " + frame('<draw:object xlink:href="./Object 2"/>'
                                '<draw:image xlink:href="./x"/>')),
        files={"Object 2/content.xml": content(
            dict(chart="<chart:chart><chart:title>" + p("Ferries")
                 + "</chart:title>"
                 + table(row(cell("2024"), cell("12")),
                         row(cell("2025"), cell("14")),
                         more="<table:table-header-rows>"
                         + row(cell(""), cell("Trips"))
                         + "</table:table-header-rows>")
                 + "</chart:chart>"), "document-content")}),
    "bidi": dict(automatic=style("P1", "Text_20_body",
                                 para='style:writing-mode="rl-tb"'),
                 text=p("שלום", "P1")),
    "faux": dict(
        automatic=style("P1", "Text_20_body", text=BOLD),
        text=p("Looks like a heading", "P1")
        + p("A long paragraph follows it, with a full stop at its end, "
            "and with more words than any heading would have.")),
    "highlight": dict(
        automatic=style("T1", family="text",
                        text='fo:background-color="#ffff00"')
        + style("T2", family="text", text='fo:background-color="#eeeeee"'),
        text=p(span("to be checked", "T1") + " and "
               + span("grey", "T2"))),
    "meta": dict(
        meta="<dc:title>T</dc:title><dc:creator>Somebody</dc:creator>"
        "<meta:initial-creator>Nobody</meta:initial-creator>"
        "<meta:keyword>a</meta:keyword><meta:keyword>b</meta:keyword>"
        "<meta:creation-date>2020-01-01T00:00:00</meta:creation-date>",
        masters='<style:master-page style:name="Standard"><style:header>'
        + p("Above") + '</style:header><style:footer>' + p("Below")
        + '</style:footer><style:footer-left style:display="false">'
        + p("unseen") + "</style:footer-left></style:master-page>",
        text=p("words")),
    "macros": dict(flat=True, text=p("words"),
                   scripts='<office:scripts><office:script script:language="x">'
                   "<script:source>beep</script:source></office:script></office:scripts>"),
    "macros-none": dict(text=p("words"), files={
        "Basic/script-lc.xml": "<x/>", "Basic/Standard/script-lb.xml": ""}),
    "macros-basic": dict(text=p("words"), files={
        "Basic/Standard/Module1.xml": "<x/>"}),
    "template": dict(mimetype="application/vnd.oasis.opendocument."
                     "text-template", text=p("words")),
    # Refused.
    "openoffice-1": dict(mimetype="application/vnd.sun.xml.writer"),
    "encrypted": dict(
        text=p("words"),
        manifest='<manifest:file-entry manifest:full-path="content.xml">'
        "<manifest:encryption-data/></manifest:file-entry>"),
    "flat-spreadsheet": dict(flat=True, body="spreadsheet"),
    "flat-drawing": dict(flat=True, body="drawing"),
    "circle": dict(styles=style("A", "B", text=BOLD) + style("B", "A"),
                   text=p("words", "A")),
}
