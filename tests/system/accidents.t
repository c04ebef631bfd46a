#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Nothing by accident: what a careful person would not have published.

One daemon is given documents of all kinds that somebody may drop without
meaning to publish them, in Swedish, Finnish and English.  None may go out, and
each must have its own sentence beside it, in its own language.  Beside each
kind stand documents that look alike and are meant: all of those must go out,
or a daemon that publishes nothing would pass.  A daemon that forgets one of
the rules (tests/dev/mutant_trusting.c) must be caught, rule by rule.
"""
import datetime
import html
import io
import os
import re
import socket
import sys
import time
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
import zoneinfo

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from builders import (BODIES, COMMENT, DEL, FORMAT, HIDDEN, INS, MARKED, MOVE, PARAGRAPH, PROMPT, SHADED, TEXT_BOX, TITLES, VML_BOX,
                      commented, document, edit, footed, headed, pictured, resolved, status, titled, watermarked)
from newsroom import BUILD, SOURCE, Newsroom, Tap, samples

I18N = "{urn:gazette:i18n:1}"
NOW = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Helsinki"))
NEXT = NOW.year + 1
DAYS = {"sv": "måndag tisdag onsdag torsdag fredag lördag söndag".split(),
        "fi": "maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina".split(),
        "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()}


def sentences():
    """{(code, lang): what the report says of it, as far as it is fixed}"""
    found = {}
    for lang in ("sv", "fi", "en"):
        tree = ET.parse(os.path.join(SOURCE, "xsl", "i18n", lang + ".xml"))
        for message in tree.iter(I18N + "message"):
            what = message.find(I18N + "what")
            pieces = re.split(r"\{[a-z]+\}", " ".join("".join(what.itertext()).split())) if what is not None else [""]
            found[message.get("code"), lang] = max(pieces, key=len).strip()
    return found


SAYS = sentences()


def words_of(page):
    """What the page says first, before the other languages."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page.partition("<body")[2].partition("<details")[0])).split())


def wrong_weekday(lang, year, day=24, month=3):
    """A day of the week that it is in neither of the years that may be meant."""
    right = {datetime.date(y, month, day).weekday() for y in (year - 1, year, year + 1)}
    return DAYS[lang][min(set(range(7)) - right)]


def apart(text):
    """With its letters taken apart, as macOS does it."""
    return unicodedata.normalize("NFD", text)


class Case:
    """A document, and the code of what must be said about it; None: it is
    meant, and goes out."""

    def __init__(self, name, write, code=None, lang="en", suffix=".QUESTION.html", folder="", says=None):
        self.name, self.write, self.code, self.lang, self.folder = name, write, code, lang, folder
        self.suffix, self.says = suffix, says

    def key(self):
        return os.path.join(self.folder, self.name)


def many(code, texts, place, lang, stem):
    """One case for each text, put where place(lang, text) puts it."""
    return [Case("%s %s %d.docx" % (stem, lang, i), place(lang, text), code, lang) for i, text in enumerate(texts)]


# Drafts.

DRAFTS = {
    "sv": ["UTKAST", "Konfidentiellt", "EJ KLAR", "Första utkastet", "Hemligt till 24.3", "Preliminär version 2", "Pressmeddelandeutkast"],
    "fi": ["LUONNOS", "Luottamuksellinen", "Ei valmis", "Luonnos 2", "Salassa pidettävä", "Keskeneräinen", "Tiedoteluonnos"],
    "en": ["DRAFT", "Confidential", "NOT FINAL", "Final draft 24.3.", "Private and confidential", "Preliminary", "Draft for comment"],
}
DRAFT_NAMES = [("sv", "simhallen UTKAST.docx"), ("sv", "utkast_simhallen.docx"), ("sv", "simhallen (konfidentiell).docx"),
               ("sv", "simhallen-ej-klar.docx"), ("sv", "Pressmeddelandeutkast.docx"),
               ("sv", "simhallen för godkännande.docx"), ("fi", "uimahalli luonnos.docx"), ("fi", "uimahalli kesken.docx"), ("fi", "tiedoteluonnos.docx"), ("fi", "uimahalli kommentoitavaksi.docx"),
               ("fi", "LUOTTAMUKSELLINEN uimahalli.docx"), ("en", "hall-draft-3.docx"), ("en", "HallDraft2.docx"),
               ("en", "hall confidential.docx"), ("en", "hall for review.docx")]
PROSE = {
    "sv": ["Utkastet till budget behandlas på måndag, och fullmäktige ser det i augusti.",
           "De konfidentiella bilagorna är inte med i protokollet som kommunen lägger fram."],
    "fi": ["Talousarvion luonnosta käsitellään maanantaina, ja valtuusto näkee sen elokuussa.",
           "Rakennustyöt ovat vielä kesken, mutta kaikki luottamukselliset tiedot on poistettu pöytäkirjasta."],
    "en": ["The draft of the budget is on the table on Monday, and the council sees it in August.",
           "Whatever is confidential has been taken out of the minutes that the municipality puts forward."],
}


def drafts():
    cases = [Case(name, document(lang), "draft-mark", lang) for lang, name in DRAFT_NAMES]
    for lang, texts in DRAFTS.items():
        places = {"header": lambda l, t: document(l, parts=headed(t)), "footer": lambda l, t: document(l, parts=footed(t)),
                  "watermark": lambda l, t: document(l, parts=watermarked(t)), "first line": lambda l, t: document(l, first=t),
                  "status": lambda l, t: document(l, parts=status(t)), "file's title": lambda l, t: document(l, parts=titled(t)),
                  "unseen": lambda l, t: document(l, raw=HIDDEN % t), "frame": lambda l, t: document(l, raw=TEXT_BOX % t),
                  "what it shows": lambda l, t: pictured(l, t), "line far down": lambda l, t: document(l, body=BODIES[l] * 5, last=t),
                  "title": lambda l, t: document(l, title="%s: %s" % (t, TITLES[l]))}
        for stem, place in places.items():
            cases += many("draft-mark", texts if stem in ("header", "first line") else texts[:2], place, lang, stem)
        cases.append(Case("of the budget %s.docx" % lang, document(lang, body=PROSE[lang]), None, lang))
    return cases


# That there is none, or none any more.

OVER = {
    "sv": ["Inget embargo", "Ingen embargo.", "Embargo: inget", "Utan embargo", "Embargot har hävts.", "EMBARGOT UPPHÄVT"],
    "fi": ["Ei embargoa", "Embargo: ei", "Ilman embargoa", "Embargo on päättynyt.", "EMBARGO POISTETTU"],
    "en": ["No embargo", "Embargo: none", "EMBARGO LIFTED", "The embargo has been lifted.", "No embargo on this release.", "Not under embargo"],
}

# An embargo of goods is news; a line beside it may still be about the release.
GOODS = {
    "sv": ("Handelsembargot upphör på fredag", "Europeiska unionen beslöt i dag att embargot gentemot stål upphör på fredag, säger ministern, "
           "som hela tiden har sagt att embargot var nödvändigt.",
           "Det här pressmeddelandet är under embargo tills ministrarna har träffats i Bryssel."),
    "fi": ("Kauppaembargo päättyy perjantaina", "Euroopan unioni päätti tänään, että teräksen vientiä koskeva embargo päättyy perjantaina, "
           "ja ministerin mukaan embargo oli välttämätön.",
           "Tämä tiedote on embargon alainen, kunnes ministerit ovat tavanneet Brysselissä."),
    "en": ("The trade embargo on steel ends on Friday", "The European Union decided in Brussels that the trade embargo on steel ends on "
           "Friday, and the minister says that the embargo was needed.",
           "This press release is under embargo until the ministers have met in Brussels."),
}


# Embargoes that are not completely understood, wherever they stand.

def embargoes():
    wrong = {lang: wrong_weekday(lang, NOW.year) for lang in DAYS}
    contradicts = {lang: wrong_weekday(lang, NEXT) for lang in DAYS}
    past = NOW - datetime.timedelta(hours=30)
    unclear = {
        "sv": [("Embargo till fredag", "embargo-unclear"), ("Embargo", "embargo-unclear"),
               ("Embargo till %d.3.%d" % (24, NEXT), "embargo-no-time"),
               ("Fritt för publicering den 24 mars %d" % NEXT, "embargo-no-time"),
               ("Får inte publiceras före %s 24.3 kl. 9" % wrong["sv"], "embargo-no-year"),
               ("Embargo till %s den 24 mars %d kl. 9.00" % (contradicts["sv"], NEXT), "embargo-weekday"),
               ("Får ej publiceras före pressmötet", "embargo-unclear"), ("Publicera inte före tisdag", "embargo-unclear"),
               ("Kan publiceras på tisdag", "embargo-unclear"), ("Släpps tisdag kl. 9", "embargo-unclear"),
               ("Fritt för publicering tisdag", "embargo-unclear"),
               ("Publiceringsförbud tills vidare", "embargo-unclear"),
               ("Embargo till 10.7.%d kl. 9 EET" % NEXT, "embargo-zone"),
               ("Embargo till 31.2.%d kl. 9" % NEXT, "embargo-never"),
               ("Embargo t.o.m. %s kl. %d.%02d" % (past.strftime("%d.%m.%Y"), past.hour, past.minute), "embargo-past")],
        "fi": [("Ei saa julkaista ennen perjantaita", "embargo-unclear"), ("Embargo", "embargo-unclear"),
               ("Julkaisuvapaa 24.3.%d" % NEXT, "embargo-no-time"), ("Ei julki ennen 24.3. klo 9", "embargo-no-year"),
               ("Vapaa julkaistavaksi %s 24.3. klo 9" % wrong["fi"], "embargo-no-year"),
               ("Embargo %s 24.3.%d klo 9.00 asti" % (contradicts["fi"], NEXT), "embargo-weekday"),
               ("Julkaisukielto", "embargo-unclear"), ("Vapaa julkaistavaksi tiistaina", "embargo-unclear"),
               ("Älä julkaise ennen tiistaita", "embargo-unclear"), ("Julkistettavissa vasta tiistaina", "embargo-unclear"), ("Ei saa julkaista ennen kokousta", "embargo-unclear"),
               ("Embargo 10.7.%d klo 9 EET saakka" % NEXT, "embargo-zone"),
               ("Julkaistavissa %s klo %d.%02d" % (past.strftime("%d.%m.%Y"), past.hour, past.minute), "embargo-past")],
        "en": [("Embargoed until Friday", "embargo-unclear"), ("STRICTLY EMBARGOED", "embargo-unclear"),
               ("Embargoed until 24 March %d" % NEXT, "embargo-no-time"), ("Not for publication before noon", "embargo-unclear"),
               ("Not for publication before 24 March at 9 am", "embargo-no-year"),
               ("Embargoed until %s 24 March %d at 9:00" % (contradicts["en"], NEXT), "embargo-weekday"),
               ("Hold for release", "embargo-unclear"), ("For publication on Tuesday", "embargo-unclear"),
               ("Not to be used before Tuesday", "embargo-unclear"), ("Do not publish", "embargo-unclear"),
               ("Embargo until 10 July %d 9:00 EET" % NEXT, "embargo-zone"),
               ("Embargoed until %d %s at %d:%02d" % (past.day, past.strftime("%B %Y"), past.hour, past.minute), "embargo-past")],
    }
    cases = []
    for lang, lines in unclear.items():
        for i, (text, code) in enumerate(lines):
            cases.append(Case("first %s %d.docx" % (lang, i), document(lang, first=text), code, lang))
        text = lines[0][0]
        for stem, write in {
                "last": document(lang, last=text), "header e": document(lang, parts=headed(text)),
                "footer e": document(lang, parts=footed(text)), "watermark e": document(lang, parts=watermarked(text)),
                "box": document(lang, raw=TEXT_BOX % text), "old box": document(lang, raw=VML_BOX % text),
                "remark": document(lang, raw=COMMENT, parts=resolved(text)), "unseen e": document(lang, raw=HIDDEN % text),
                "what it shows e": pictured(lang, text), "file's title e": document(lang, parts=titled(text)),
                "sheet": document(lang, rows=[("Embargo", text.split(" ", 1)[1])])}.items():
            cases.append(Case("%s %s.docx" % (stem, lang), write, "embargo-unclear", lang))
    cases += [Case("simhallen embargo.docx", document("sv"), "embargo-unclear", "sv"),
              Case(apart("simhallen spärrtid.docx"), document("sv"), "embargo-unclear", "sv"),
              Case("apart.docx", document("sv", first=apart("Får inte publiceras före fredag")), "embargo-unclear", "sv"),
              Case("EMBARGO uimahalli.docx", document("fi"), "embargo-unclear", "fi"),
              Case("hall (embargo Friday).docx", document("en"), "embargo-unclear", "en")]
    # A word that says no, and another that says no to that; a mark beside leave.
    for lang, texts in {"sv": ["Embargot har inte hävts", "Ej fri för publicering", "Inget embargo före fredag"],
                        "fi": ["Embargo ei ole päättynyt", "Embargoa ei ole purettu", "Ei julkaisuvapaa"],
                        "en": ["Embargo not lifted", "The embargo has not been lifted", "Not for immediate release"]}.items():
        cases += many("embargo-unclear", texts, lambda l, t: document(l, first=t), lang, "no to no")
    for lang, texts in OVER.items():
        cases += [Case("no more %s %d.docx" % (lang, i), document(lang, first=t), None, lang) for i, t in enumerate(texts)]
    for lang, (title, text, ours) in GOODS.items():
        cases += [Case("goods %s.docx" % lang, document(lang, title=title, body=[text] + BODIES[lang]), None, lang),
                  Case("goods and ours %s.docx" % lang, document(lang, title=title, body=[text, ours] + BODIES[lang]), "embargo-unclear", lang)]
    # Completely understood: these wait, and say until when.
    cases += [Case("waits sv.docx", document("sv", first="Fritt för publicering den 24 mars %d kl. 9.00" % NEXT), "", "sv", ".NOTICE.html",
                   says="24 mars %d" % NEXT),
              Case("waits fi.docx", document("fi", first="Julkaisuvapaa 24.3.%d klo 9" % NEXT), "", "fi", ".NOTICE.html",
                   says="24. maaliskuuta %d" % NEXT),
              Case("waits en.docx", document("en", first="Embargoed until 24 March %d at 9:00" % NEXT), "", "en", ".NOTICE.html",
                   says="24 March %d" % NEXT)]
    ago = NOW - datetime.timedelta(hours=3)
    cases += [Case("free sv.docx", document("sv", body=["Vapenembargot gäller inte matleveranser, säger ministeriet i dag.",
                                                       "Rapporten publiceras i vår, och alla får läsa den."]), None, "sv"),
              Case("free fi.docx", document("fi", body=["Aseembargo ei koske elintarvikkeita, sanoo ministeriö tänään.",
                                                       "Raportti julkaistaan keväällä, ja kaikki saavat lukea sen."]), None, "fi"),
              Case("free en.docx", document("en", first="FOR IMMEDIATE RELEASE"), None, "en"),
              Case("none sv.docx", document("sv", first="Embargo: nej"), None, "sv"),
              Case("now fi.docx", document("fi", first="Julkaisuvapaa heti"), None, "fi"),
              Case("over en.docx", document("en", first="Embargoed until %d %s at %d:%02d" % (
                  ago.day, ago.strftime("%B %Y"), ago.hour, ago.minute)), None, "en")]
    return cases


# What is left of writing it.

LEFT = {
    "sv": {"template-field": ["Reparationerna kostade XX euro.", "Hallen öppnas klockan [ ] av kommundirektören.",
                              "Talare: TBC", "[Namn på talaren] säger att hallen är vacker.", "[citat av borgmästaren]",
                              "Hallen kostade xxx euro.", "Säger <namn>, direktör.", "Klicka här för att ange text.",
                              "Hallen öppnas av NN.", "Festen är den X.X.2026.", "Säger Förnamn Efternamn, direktör.",
                              "Lorem ipsum dolor sit amet.", "Priset: TK", "Säger Xxxx Xxxxson.", "Talare: TBD", "(citat kommer)"]},
    "fi": {"template-field": ["Remontti maksoi XX euroa.", "Hallin avaa kello [ ] kunnanjohtaja.", "Puhuja: TBC",
                              "[Nimi] sanoo, että halli on kaunis.", "[sitaatti johtajalta]",
                              "Halli maksoi ??? euroa.", "Kirjoita teksti napsauttamalla tätä.",
                              "Hallin avaa NN.", "Juhla on X.X.2026.", "sanoo Etunimi Sukunimi, johtaja.", "Lorem ipsum dolor sit amet.",
                              "Hinta: TK", "Puhuja: TBD", "(sitaatti puuttuu)"]},
    "en": {"template-field": ["The repairs cost XX euros.", "The mayor opens the hall at [ ] o'clock.", "Speaker: TBC",
                              "[Name of the mayor] says that the hall is beautiful.", "[quote from the mayor]",
                              "The repairs cost ____ euros.", "Dear {{name}}, welcome.", "TO" "DO: ask Anna", "Click or tap here to enter text.",
                              "The mayor, NN, opens the hall.", "N.N. opens the hall.", "The party is on X.X.2026.", "The figures are TK.",
                              "says First name Last name, manager.", "Lorem ipsum dolor sit amet.", "Speaker: TBD", "The price is $X million."]},
}
PASTED = {
    "sv": ["Hoppa till innehållet", "Du är här", "Läs också", "Ny skola i Gerby: byggandet bör…"],
    "fi": ["Siirry sisältöön", "Olet tässä", "Lue myös", "Uusi koulu Gerbyhyn: rakentaminen alka…"],
    "en": ["Skip to main content", "You are here", "Read also", "A new school in Gerby: building may begi…"],
}
SPEECH = {
    "sv": "Alla är välkomna. Kommunen bjuder på kaffe i foajén.",
    "fi": "Kaikki ovat tervetulleita. Kunta tarjoaa kahvit aulassa.",
    "en": "Everybody is welcome. The municipality offers coffee in the lobby.",
}


def leftovers():
    cases = []
    for lang, groups in LEFT.items():
        for code, texts in groups.items():
            cases += many(code, texts, lambda l, t: document(l, last=t), lang, "left")
        cases += [
            Case("prompt %s.docx" % lang, document(lang, raw=PROMPT), "template-field", lang),
            Case("marked %s.docx" % lang, document(lang, raw=MARKED), "highlight", lang),
            Case("shaded %s.docx" % lang, document(lang, raw=SHADED), "highlight", lang),
            Case("inserted %s.docx" % lang, document(lang, raw=INS), "revisions-open", lang),
            Case("deleted %s.docx" % lang, document(lang, raw=DEL), "revisions-open", lang),
            Case("moved %s.docx" % lang, document(lang, raw=MOVE), "revisions-open", lang),
            Case("formatted %s.docx" % lang, document(lang, raw=FORMAT), "revisions-open", lang),
            Case("commented %s.docx" % lang, document(lang, raw=COMMENT, parts=commented()), "comments", lang),
            Case("pasted %s.docx" % lang, document(lang, raw="".join(PARAGRAPH % t for t in PASTED[lang])), "furniture-passage", lang),
            Case("untitled %s.docx" % lang, document(lang, title=None), ("title-unsure", "no-title"), lang),
            Case("two %s.docx" % lang, document(lang, title=None, first=SPEECH[lang]), ("title-unsure", "no-title"), lang),
            Case("resolved %s.docx" % lang, document(lang, raw=COMMENT, parts=resolved()), None, lang),
        ]
    cases += [Case("brackets.docx", document("en", last="“It is [the hall’s] best year […] since 1998,” says the mayor."), None),
              Case("furniture.docx", document("sv", last="Dela"), None, "sv"),
              Case("signs.docx", document("en", body=["What??? A room of 10 x 20 m, and a < b and c > d.", "Write to <hall@norrvik.example> in US$.",
                                                      "________________"]), None),
              Case("names.docx", document("en", last="NN Group of Rotterdam and TK Maxx open a shop, says the NN-school."), None),
              Case("nimet.docx", document("fi", last="NNKY järjestää juhlan, ja TK-2 kulkee joka tunti."), None, "fi"),
              Case("cells.docx", document("en", rows=[("Budget", "draft"), ("Plan", "final")]), None),
              Case("grey.docx", document("en", raw=SHADED.replace("FFFF00", "EEEEEE")), None),
              Case("roman.docx", document("en", last="The tournament is the XXI of its kind, of size XXL."), None)]
    return cases


# Names and titles that speak of another release.

COPIES = {"sv": ["simhallen - Kopia.docx", "Kopia av simhallen.docx"], "fi": ["uimahalli - Kopio (2).docx"],
          "en": ["hall - Copy.docx", "hall (1).docx"]}

def versions():
    cases = []
    for lang, names, titles in (
            ("sv", ["simhallen_rättad.docx", "simhallen_v2.docx", "simhallen rättelse.docx"],
             ["Rättelse: Simhallen öppnar inte", "RÄTTELSE – Simhallen öppnar senare"]),
            ("fi", ["uimahalli_korjattu.docx", "uimahalli-v3.docx", "uimahalli (oikaisu).docx"],
             ["Oikaisu: Uimahalli avataan myöhemmin", "Korjaus: Uimahallia ei avata"]),
            ("en", ["hall_corrected.docx", "hall v2.docx", "hall correction.docx"],
             ["Correction: The hall opens later", "CORRECTED – The hall does not open"])):
        cases += [Case(name, document(lang), "correction-unclear", lang) for name in names]
        cases += [Case(name, document(lang), "copy-name", lang) for name in COPIES[lang]]
        cases += many("correction-unclear", titles, lambda l, t: document(l, title=t), lang, "of what")
    cases += [Case("route v1.docx", document("en", title="The bus takes another route"), None),
              Case("Budget 2026 (1234).docx", document("en", title="A copy of the budget is on show"), None),
              Case("tiet.docx", document("fi", title="Korjaustyöt alkavat Rantatiellä"), None, "fi"),
              Case("fel.docx", document("sv", title="Rättelser i detaljplanen läggs fram"), None, "sv")]
    return cases


# What is no document, or not yet.


def compound(stream):
    """The head of a file of an older Office, with that stream in it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + stream.encode("utf-16le") + b"\0" * 1024


def package(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name in names:
            z.writestr(name, "<x/>")
    return out.getvalue()


SAYS_WHAT = [("old.doc", compound("WordDocument"), "doc-old"), ("a.pdf", b"%PDF-1.4\n1 0 obj\n%%EOF\n", "pdf"),
             ("a.rtf", b"{\\rtf1\\ansi Hello}", "rtf"), ("a.msg", compound("__substg1.0_0037001F"), "mail"),
             ("a.eml", b"From: a@example.org\nSubject: x\n\nHello\n", "mail"), ("a.txt", b"Hello, this is a note.\n", "plain-text"),
             ("a.png", samples.harbour(8, 8), "picture-alone"), ("a.pages", package("Index/Document.iwa"), "pages"),
             ("a.lnk", b"L\0\0\0\1\x14\2\0" + b"\0" * 100, "shortcut"), ("a.xlsx", package("xl/workbook.xml"), "spreadsheet"),
             ("a.pptx", package("ppt/presentation.xml"), "presentation"), ("a.zip", package("a.txt", "b.txt"), "zip")]
CONFLICTS = ["hall (Anna's conflicted copy 2026-05-03).docx", "hall.sync-conflict-20260503-101112-ABCDEFG.docx",
             "simhallen (Annas konfliktkopia 2026-05-03).docx",
             "hall (SFConflict anna@example.org 2026-05-03-10-11-12).docx", "hall_Conflict.docx"]


def others():
    cases = [Case(name, data, code, "sv", ".FIX.html") for name, data, code in SAYS_WHAT]
    cases += [Case(name, document("en"), "conflict-copy", "sv") for name in CONFLICTS]
    cases += [Case("mall.dotx", document("sv"), "template", "sv", ".FIX.html"), Case("malli.dotm", document("fi"), "template", "fi", ".FIX.html"),
              Case("wire.xml", samples.NITF, "format-not-accepted", "en", ".FIX.html"),
              Case("withheld.xml", wire("withheld"), "status-not-usable", "en", folder="wires"),
              Case("canceled.xml", wire("canceled"), "status-not-usable", "en", folder="wires"),
              Case("strange.xml", wire("perhaps"), "status-unknown", "en", folder="wires"),
              Case("usable.xml", wire("usable"), None, folder="wires"),
              Case("conflict about a copy.docx", document("en", title="Conflict over a copy of a painting"), None)]
    return cases


def wire(word):
    return samples.NITF.replace('management-status="usable"', 'management-status="%s"' % word).replace("norrvik-2026-0829-1", "w-" + word)


FOLDERS = ('\tfolder "." { publish = at_once accept = {docx, odt} }\n'
           '\tfolder "wires" { publish = at_once accept = {any} }\n')


# What happens in a folder that is not a document's words.

WEEKLY = {
    "sv": ["Strandvägen är avstängd för lastbilar från måndag till torsdag mellan kyrkan och kvarnen.",
           "Bussarna kör genom skogen och stannar vid skolan i stället för vid kyrkan."],
    "fi": ["Rantatie on suljettu kuorma-autoilta maanantaista torstaihin kirkon ja myllyn välillä.",
           "Linja-autot ajavat metsän läpi ja pysähtyvät koululla eivätkä kirkolla."],
    "en": ["The coast road is closed for lorries from Monday to Thursday between the church and the mill.",
           "Buses take the way through the forest, and stop at the school instead of the church."],
}
ROADS = {"sv": "Vägarbeten vid stranden", "fi": "Tietöitä rannassa", "en": "Road works at the coast"}


def bytes_of(room, write):
    made = room.path("outbox", "bytes")
    write(made)
    with open(made, "rb") as f:
        return f.read()


def again(tap, desk):
    """The same name, the same bytes, and what was taken down."""
    tap.scenario("names and bytes of earlier days come back")
    room = desk.room
    first = {lang: bytes_of(room, document(lang, title=ROADS[lang], body=WEEKLY[lang])) for lang in WEEKLY}
    for lang, data in first.items():
        room.drop("weekly-%s.docx" % lang, data)
    room.waits_for(lambda: all("weekly-%s.docx.receipt.html" % lang in room.done() for lang in WEEKLY))
    before = desk.live()
    judge(tap, desk, [Case("weekly-%s.docx" % lang, document(lang), "same-name-other-text", lang) for lang in WEEKLY], "again")
    body = [WEEKLY["en"][0], WEEKLY["en"][1] + " They run every hour."]
    room.drop("weekly-en.docx", document("en", title=ROADS["en"], body=body))
    tap.ok(room.waits_for(lambda: any("every hour" in room.page(p) for p in room.releases())), "again: a new version of it is meant")
    room.waits_for(lambda: not os.path.exists(room.press("weekly-en.docx")))
    judge(tap, desk, [Case("weekly-en.docx", first["en"], "older-version", "en")], "again")
    month = time.strftime("%Y-%m")
    os.rename(room.press("_done", month, "weekly-sv.docx"), room.press("_withdraw", "weekly-sv.docx"))
    tap.ok(room.waits_for(lambda: desk.live() == before - 1), "again: moved to _withdraw it is taken down")
    judge(tap, desk, [Case("vägarbeten.docx", first["sv"], "withdrawn-again", "sv")], "again")
    room.drop("weekly-fi (3).docx", first["fi"])
    tap.ok(room.waits_for(lambda: "weekly-fi (3).docx" not in room.listing()), "again: the bytes of a live one are no question")
    tap.equal(desk.live(), before - 1, "again: and nothing new")


def halves(desk):
    """They have ten seconds and more to become whole."""
    whole = bytes_of(desk.room, document("en", title="Half of it has come"))
    for name, data in (("half.docx", whole), ("half.xml", samples.NITF.encode("utf-8"))):
        with open(desk.room.press(name), "wb") as f:
            f.write(data[:len(data) // 2])
    desk.room.drop("Nytt Microsoft Word-dokument.docx", b"")
    return whole


def entries(tap, desk, whole):
    """Locks, links, pipes and our own pages; and what became of the halves."""
    tap.scenario("locks, links, pipes and our own pages lie among the documents")
    room = desk.room
    before = desk.live()
    for name, lock in (("open.docx", "~$open.docx"), ("longer name.docx", "~$nger name.docx"), ("libre.docx", ".~lock.libre.docx#")):
        with open(room.press(lock), "wb") as f:
            f.write(b"\x05Anna" + b" " * 157)
        os.utime(room.press(lock), (1, 1))
        room.drop(name, document("en", title="Open in a window " + name))
    secret = room.path("outbox", "secret.docx")
    document("en", title="Never meant to be read")(secret)
    os.symlink(secret, room.press("link.docx"))
    os.mkfifo(room.press("pipe.docx"))
    with socket.socket(socket.AF_UNIX) as s:
        s.bind(room.press("socket.docx"))
    for junk in ("._hall.docx", "~WRD0001.tmp", "hall.docx.part", "hall.docx.crdownload", "hall.docx.filepart", "hall.docx~",
                 ".hall.docx.swp", "~syncthing~hall.docx.tmp", "hall.docx.sb-1a2b3c4d-Ab12Cd"):
        room.drop(junk, document("en", title="Junk"))
    month = time.strftime("%Y-%m")
    receipt = room.waits_for(lambda: [n for n in room.done() if n.endswith(".receipt.html")])[0]
    question = [n for n in room.listing() if n.endswith(".QUESTION.html")][0]
    for name, path in (("mine.html", ("_done", month, receipt)), ("yours.html", (question,)), ("state.html", ("_status.html",))):
        if os.path.exists(room.press(*path)):
            with open(room.press(*path), "rb") as f:
                room.drop(name, f.read())
    for name in "open.docx", "longer name.docx", "libre.docx":
        page = room.waits_for(lambda: room.report(name, ".NOTICE.html"))
        tap.ok(SAYS["open-elsewhere", "sv"] in words_of(page) or SAYS["open-elsewhere", "en"] in words_of(page),
               "entries: %s is open, and its notice says so" % name, words_of(page)[:600])
    for name in "link.docx", "pipe.docx", "socket.docx":
        page = room.waits_for(lambda: room.report(name, ".FIX.html"))
        tap.ok(SAYS["not-a-file", "sv"] in words_of(page), "entries: %s is no file, and its report says so" % name, words_of(page)[:600])
    tap.ok(room.waits_for(lambda: room.report("half.docx", ".FIX.html") and room.report("half.xml", ".FIX.html"), 20)
           and SAYS["incomplete", "sv"] in words_of(room.report("half.docx", ".FIX.html")), "entries: halves are told of when nothing more comes")
    page = room.waits_for(lambda: room.report("Nytt Microsoft Word-dokument.docx", ".FIX.html"), 20)
    tap.ok(SAYS["empty", "sv"] in words_of(page), "entries: and so is a new document that nobody wrote in", words_of(page)[:600])
    odd = [n for n in room.listing() if ".html." in n or n.startswith("hall.docx")
           and n.endswith(".html")]
    tap.equal(odd, [], "entries: no page is written about our own pages, or about junk")
    tap.ok("mine.html" in room.listing() and "yours.html" in room.listing(), "entries: they stay where they are")
    with open(room.press("half.docx"), "wb") as f:
        f.write(whole)
    os.link(secret, room.press("linked.docx"))
    os.remove(room.press("~$open.docx"))
    os.remove(room.press(".~lock.libre.docx#"))
    tap.ok(room.waits_for(lambda: desk.live() == before + 4, 20), "entries: whole, linked and closed ones are meant",
           "%d\n%s" % (desk.live() - before, "\n".join(room.listing())))


class Desk:
    """A daemon, and what it has been given."""

    def __init__(self, mutant=None):
        if mutant is not None:
            os.environ["GAZETTE_MUTANT"] = mutant
        self.room = Newsroom(FOLDERS, "gazetted" if mutant is None else "tests/dev/gazetted-trusting")
        self.count = 0
        self.room.start()
        self.room.waits_for(lambda: "_done" in self.room.listing())

    def drop(self, cases):
        for case in cases:
            data = case.write
            if callable(data):
                self.count += 1  # no two files are the same
                made = self.room.path("outbox", "made")
                data(made)
                edit(made, {"docProps/core.xml": lambda xml: xml.replace(
                    "</cp:core", "<cp:revision>%d</cp:revision></cp:core" % self.count)})
                with open(made, "rb") as f:
                    data = f.read()
            self.room.drop(case.name, data, case.folder)

    def page(self, case):
        return self.room.report(case.name, case.suffix, case.folder)

    def receipt(self, case):
        return case.name + ".receipt.html" in self.room.done()

    def live(self):
        return len(self.room.releases())


def judge(tap, desk, cases, what):
    """Drop them all; then each is where it should be."""
    room = desk.room
    before = desk.live()
    held = [c for c in cases if c.code is not None]
    free = [c for c in cases if c.code is None]
    desk.drop(cases)
    room.waits_for(lambda: all(desk.page(c) for c in held) and all(desk.receipt(c) for c in free), 30)
    for case in held:
        page = desk.page(case)
        codes = case.code if isinstance(case.code, tuple) else (case.code,)
        said = words_of(page)
        right = [c for c in codes if (case.says or SAYS.get((c, case.lang)) or "?!") in said]
        lang = re.search(r'<html lang="(..)"', page)
        tap.ok(page and right and lang and lang.group(1) == case.lang, "%s: %s asks, and says why" % (what, case.key()),
               "%s %s\n%s" % (case.code, case.lang, said[:900] or "\n".join(n for n in room.listing(case.folder) if n.startswith(case.name))))
    for case in free:
        tap.ok(desk.receipt(case), "%s: %s is meant and goes out" % (what, case.key()), words_of(
            room.report(case.name, ".QUESTION.html", case.folder) or room.report(case.name, ".FIX.html", case.folder)
            or room.report(case.name, ".NOTICE.html", case.folder))[:900] or room.log_text()[-600:])
    tap.equal(desk.live() - before, len(free), "%s: of these, nothing else is public" % what)


# Each of these forgets one rule.

def slips(desk, name, data, folder=""):
    """Does it go out?"""
    before = desk.live()
    desk.room.drop(name, data, folder)
    return desk.room.waits_for(lambda: desk.live() > before, 8)


def forgets_kin(desk):
    slips(desk, "weekly.docx", document("en", title=ROADS["en"], body=WEEKLY["en"]))
    desk.room.waits_for(lambda: "weekly.docx" not in desk.room.listing())
    desk.room.drop("weekly.docx", document("en"))
    return desk.room.waits_for(lambda: any(TITLES["en"] in desk.room.page(p) for p in desk.room.releases()), 8)


def forgets_history(desk):
    first = bytes_of(desk.room, document("en"))
    for text in ("They open at six.", ""):
        data = document("en", last=text) if text else first
        slips(desk, "hall.docx", data) if text else desk.room.drop("hall.docx", first)
        desk.room.waits_for(lambda: "hall.docx" not in desk.room.listing(), 8)
    return "hall.docx" not in desk.room.listing()


def forgets_locks(desk):
    with open(desk.room.press("~$open.docx"), "wb") as f:
        f.write(b"\x05Anna")
    return slips(desk, "open.docx", document("en"))


def forgets_own(desk):
    slips(desk, "hall.docx", document("en"))
    receipt = desk.room.waits_for(lambda: [n for n in desk.room.done() if n.endswith(".receipt.html")])[0]
    with open(desk.room.press("_done", time.strftime("%Y-%m"), receipt), "rb") as f:
        desk.room.drop("mine.html", f.read())
    return desk.room.waits_for(lambda: [n for n in desk.room.listing() if n.endswith(".html.FIX.html")], 8)


def forgets_settle(desk):
    desk.room.drop("half.xml", samples.NITF[:len(samples.NITF) // 2], "wires")
    page = desk.room.waits_for(lambda: desk.room.report("half.xml", ".FIX.html", "wires"), 8)
    return page and SAYS["incomplete", "sv"] not in words_of(page)


def mutants(tap):
    if not os.path.exists(os.path.join(BUILD, "tests/dev/gazetted-trusting")):
        tap.skip("mutants", "they are not built")
        return
    for rule, attempt in (
            ("findings", lambda desk: slips(desk, "draft.docx", document("en"))), ("kin", forgets_kin), ("history", forgets_history),
            ("formats", lambda desk: slips(desk, "wire.xml", samples.NITF)),
            ("templates", lambda desk: slips(desk, "mall.dotx", document("en"))),
            ("wires", lambda desk: slips(desk, "withheld.xml", wire("withheld"), "wires")), ("locks", forgets_locks),
            ("conflicts", lambda desk: slips(desk, CONFLICTS[0], document("en"))), ("own", forgets_own), ("settle", forgets_settle)):
        desk = Desk(rule)
        tap.ok(attempt(desk), "a daemon that forgets its rule of %s is caught" % rule, "\n".join(desk.room.listing()) + desk.room.log_text()[-800:])
        desk.room.stop()


def each_code():
    """One document for each code of a question, that asks nothing else."""
    year = NEXT
    yield "draft-mark", document("en", first="DRAFT")
    yield "revisions-open", document("en", raw=INS)
    yield "comments", document("en", raw=COMMENT, parts=commented())
    yield "template-field", document("en", last="The mayor, NN, opens the hall.")
    yield "highlight", document("en", raw=MARKED)
    yield "furniture-passage", document("en", raw="".join(PARAGRAPH % t for t in PASTED["en"]))
    yield "title-unsure", document("en", title=None, first=SPEECH["en"])
    yield "correction-unclear", document("en", title="Correction: The hall opens later")
    yield "embargo-unclear", document("en", first="Embargoed until Friday")
    yield "embargo-no-time", document("en", first="Embargoed until 24 March %d" % year)
    yield "embargo-no-year", document("en", first="Not for publication before 24 March at 9 am")
    yield "embargo-weekday", document("en", first="Embargoed until %s 24 March %d at 9:00" % (wrong_weekday("en", year), year))
    yield "embargo-zone", document("en", first="Embargo until 10 July %d 9:00 EET" % year)
    yield "embargo-never", document("en", first="Embargo until 31 February %d at 9:00" % year)
    yield "embargo-past", document("en", first="Embargoed until 3 May 2020 at 9:00")


def each_code_is_needed(tap):
    """Whoever forgets to ask for that one reason lets that document out."""
    if not os.path.exists(os.path.join(BUILD, "tests/dev/gazetted-trusting")):
        tap.skip("codes", "the mutants are not built")
        return
    for code, write in each_code():
        desk = Desk("code:" + code)
        tap.ok(slips(desk, "hall.docx", write), "a daemon that never asks %s is caught" % code,
               "\n".join(desk.room.listing()) + desk.room.log_text()[-800:])
        desk.room.stop()
    os.environ["GAZETTE_MUTANT"] = ""


def main():
    tap = Tap()
    desk = Desk()
    whole = halves(desk)
    for what, cases in (("drafts", drafts()), ("embargoes", embargoes()), ("leftovers", leftovers()), ("versions", versions()),
                        ("others", others())):
        tap.scenario("nothing by accident: %s" % what)
        judge(tap, desk, cases, what)
    again(tap, desk)
    entries(tap, desk, whole)
    tap.ok(desk.room.stop() == 0, "the daemon stops when asked")
    mutants(tap)
    each_code_is_needed(tap)
    tap.done()


main()
