# SPDX-License-Identifier: GPL-2.0-or-later
"""Releases in Swedish, of Finland and of Sweden: see releases.py."""
FI = dict(lang="sv-FI", region="FI", zone="Europe/Helsinki",
          organisation="Sjölunda stad|Järvilän kaupunki|"
                       "Sjölunda stad/Järvilän kaupunki")
SE = dict(lang="sv-SE", region="SE", zone="Europe/Stockholm",
          organisation="Norrviks kommun|Region Västerhav")
# Senders of other kinds: a parish, the police, a power company, a club.
ORT = dict(FI, organisation="Kustvikens församling|Ådalens universitet|"
                            "Polisinrättningen i Norrfjärden")
BYGD = dict(SE, organisation="Region Fjällmark|Älvbro Energi AB|"
                             "Tallbackens IF")

RELEASES = {
    # Everything at its place; four contacts with a label and a no-break
    # space; a bilingual name.
    "sv-hamnen": dict(FI, name="hamnen.docx", doc=[
        "PRESSMEDDELANDE",
        "Sjölunda stad/Järvilän kaupunki",
        "3.5.2026",
        "1:Norra hamnen blir en stadsdel",
        "Stadsfullmäktige i Sjölunda beslöt på måndagen att bygga bostäder "
        "för två tusen invånare i Norra hamnen.",
        "”Det här är vårt största beslut på tjugo år”, säger stadsdirektör "
        "Tomas Exempel.",
        "2:Tidtabell",
        "Byggandet börjar hösten 2027.",
        "Närmare upplysningar:",
        "Tomas Exempel, stadsdirektör, tfn\u00a0040\u00a0765\u00a04321, "
        "tomas.exempel@example.org",
        "Planläggningschef Karin Påhittad, tfn 06 765 4322",
        "Ulla von Prov, ingenjör, p.\u00a0050 765 4323",
        "Erik Mall, informatör, gsm 044 765 4324, erik.mall@example.org",
        "2:Om Sjölunda stad",
        "Sjölunda är en tvåspråkig stad vid kusten.",
        "Nyckelord: hamnen, planläggning, bostäder",
    ], want=dict(
        gone=["PRESSMEDDELANDE"],
        title="Norra hamnen blir en stadsdel", lang="sv",
        issued="2026-05-03", publisher=["Sjölunda stad/Järvilän kaupunki"],
        lead="Stadsfullmäktige i Sjölunda beslöt",
        quotes=[("stadsdirektör Tomas Exempel", "”Det här är vårt")],
        contact_title=["Närmare upplysningar:"],
        contacts=[
            dict(name="Tomas Exempel", role="stadsdirektör",
                 tel=["040\u00a0765\u00a04321 tel:+358407654321"],
                 email=["tomas.exempel@example.org"]),
            dict(name="Karin Påhittad", role="Planläggningschef",
                 tel=["06 765 4322 tel:+35867654322"]),
            dict(name="Ulla von Prov", role="ingenjör",
                 tel=["050 765 4323 tel:+358507654323"]),
            dict(name="Erik Mall", role="informatör",
                 tel=["044 765 4324 tel:+358447654324"],
                 email=["erik.mall@example.org"])],
        boilerplate=["Om Sjölunda stad"],
        tags=["hamnen", "planläggning", "bostäder"],
        findings=["info letterhead"],
        why=dict(title="style:heading 1", issued="position",
                 lead="position", contact="phrase:Närmare upplysningar",
                 boilerplate="phrase:Om", subject="phrase:Nyckelord"))),
    # Dialogue with dashes is speech, and no list; a dateline; no contacts.
    "sv-dialog": dict(FI, name="skolan.docx", doc=[
        "T:Byskolan får tre klassrum till",
        "SJÖLUNDA 12.3.2026 – Byskolan i Österby byggs ut med tre klassrum "
        "och en matsal nästa år.",
        "– Vi har väntat i tio år, säger rektor Maria Fiktiv.",
        "– Äntligen får barnen plats, säger hon.",
        "Om staden får statsstöd kan bygget börja redan i höst.",
        "Om inte, dröjer det ett år.",
    ], want=dict(
        title="Byskolan får tre klassrum till", lang="sv",
        dateline="SJÖLUNDA 12.3.2026 –", place="SJÖLUNDA",
        issued="2026-03-12", lead="Byskolan i Österby byggs ut",
        quotes=[("rektor Maria Fiktiv", "– Vi har väntat")],
        body=["Om staden får statsstöd", "Om inte, dröjer"],
        findings=[],
        why=dict(title="style:Title", dateline="position",
                 issued="dateline"))),
    # An embargo with a weekday and no year, of a known date of issue.
    "sv-embargo": dict(FI, name="arsboken.docx", now=1773996000, doc=[
        "Fritt för publicering tisdag 24.3 kl. 9.00",
        "Pressmeddelande 20.3.2026",
        "1:Årsboken berättar om skären",
        "Skärgårdens årsbok utkommer för femtionde gången och har 240 "
        "sidor text och bilder.",
        "Boken kostar 25 euro.",
        "Mer information: redaktör Sven Skribent, telefon 06-765 4321, "
        "sven.skribent@example.org",
    ], want=dict(
        gone=["telefon"],
        title="Årsboken berättar om skären", lang="sv",
        issued="2026-03-20", embargo="2026-03-24T09:00:00+02:00",
        lead="Skärgårdens årsbok utkommer", contact_title=["Mer information:"],
        contacts=[dict(name="Sven Skribent", role="redaktör",
                       tel=["06-765 4321 tel:+35867654321"],
                       email=["sven.skribent@example.org"])],
        findings=[], lacks=["Fritt för publicering"],
        why=dict(embargo="phrase:Fritt för publicering"))),
    # Furniture of a page, blank paragraphs, typed bullets after blanks, a
    # heading for tags without tags, an address that is a pattern.
    "sv-klippt": dict(FI, name="biblioteken.docx", doc=[
        "\u00a0",
        "1:Biblioteken öppnar på söndagar",
        "\u00a0\u00a0",
        "Alla stadens bibliotek håller öppet på söndagar från och med "
        "september, klockan 12–16.",
        "Dela",
        "field-name-body",
        "  •   Huvudbiblioteket",
        "  •   Österby närbibliotek",
        "  •   Bokbussen",
        "Bild: Läsesalen en söndag.",
        "Tilläggsuppgifter",
        "E-postadresserna har formen fornamn.efternamn@example.org.",
        "Bibliotekschef Lena Låtsas, tfn 06\u202f765\u202f4321",
        "Etiketter",
        "\u00a0",
    ], want=dict(
        gone=["Dela", "Etiketter", "body", "field", "name"],
        title="Biblioteken öppnar på söndagar", lang="sv",
        lead="Alla stadens bibliotek", contact_title=["Tilläggsuppgifter"],
        contacts=[
            dict(raw="E-postadresserna har formen fornamn.efternamn"
                     "@example.org."),
            dict(name="Lena Låtsas", role="Bibliotekschef",
                 tel=["06\u202f765\u202f4321 tel:+35867654321"])],
        items=["Huvudbiblioteket", "Österby närbibliotek", "Bokbussen"],
        body=["Bild: Läsesalen en söndag."],
        lacks=["mailto:fornamn", "field-name-body", ">Dela<"],
        findings=["info furniture-word", "info furniture-word",
                  "info tags-empty"])),
    # A title of over 130 characters; a number that runs into an address.
    "sv-langt": dict(FI, name="broarna.docx", doc=[
        "1:Renoveringen av de tre broarna över Sjölundaviken börjar i maj "
        "och påverkar trafiken till skärgården ända fram till slutet av "
        "oktober nästa år",
        "Sjölunda stad renoverar broarna i Västersund, Österby och Norrnäs. "
        "Trafiken leds om via Malören.",
        "Omvägen är 14 kilometer.",
        "Kontaktuppgifter",
        "Sjölunda stad, tfn 06 765 4321https://www.example.org/broar",
    ], want=dict(
        title="Renoveringen av de tre broarna över Sjölundaviken börjar i "
              "maj och påverkar trafiken till skärgården ända fram till "
              "slutet av oktober nästa år", lang="sv",
        lead="Sjölunda stad renoverar broarna",
        contact_title=["Kontaktuppgifter"],
        contacts=[dict(org="Sjölunda stad",
                       tel=["06 765 4321 tel:+35867654321"],
                       web=["https://www.example.org/broar"])],
        findings=["warn address-glued", "warn title-long"])),
    # Sweden: hours with two figures, its numbers, a switchboard by name, and
    # an end mark before the words about the organisation.
    "sv-se-kommun": dict(SE, name="vattenverk.docx", doc=[
        "Norrviks kommun",
        "Pressinformation",
        "2026-09-14",
        "1:Nytt vattenverk invigs i Norrvik",
        "Norrviks nya vattenverk invigs lördagen den 19 september kl. 09.30 "
        "av landshövdingen.",
        "– Nu är vattnet säkrat för två generationer, säger Anna Avsiktlig, "
        "VA-chef i Norrviks kommun.",
        "Presskontakt:",
        "Anna Avsiktlig, VA-chef, 070-174 06 05, anna.avsiktlig@example.org",
        "Norrviks kommun, växel 08-465 004 00",
        "###",
        "Norrviks kommun har 34 000 invånare och ligger vid Västerhavet.",
    ], want=dict(
        gone=["Pressinformation"],
        title="Nytt vattenverk invigs i Norrvik", lang="sv",
        issued="2026-09-14", publisher=["Norrviks kommun"],
        lead="Norrviks nya vattenverk invigs lördagen den 19 september "
             "kl. 09.30",
        quotes=[("Anna Avsiktlig", "– Nu är vattnet")],
        contact_title=["Presskontakt:"],
        contacts=[
            dict(name="Anna Avsiktlig", role="VA-chef",
                 tel=["070-174 06 05 tel:+46701740605"],
                 email=["anna.avsiktlig@example.org"]),
            dict(org="Norrviks kommun",
                 tel=["växel 08-465 004 00 tel:+46846500400"])],
        boilerplate=["Norrviks kommun har 34 000"],
        findings=["info end-mark", "info letterhead"])),
    # An embargo in Swedish time; "Om" at the start of sentences is "if".
    "sv-se-embargo": dict(SE, name="varden.docx", doc=[
        "EMBARGO till torsdag 8 oktober 2026 kl. 06.00",
        "T:Vårdköerna halverade på ett år",
        "U:Region Västerhav redovisar sin vårdgaranti",
        "Väntetiderna till specialistvården i Region Västerhav har halverats "
        "sedan i fjol.",
        "Om utvecklingen fortsätter",
        "är köerna borta om två år. Om Region Västerhav får behålla sina "
        "sjuksköterskor når vi målet.",
        "Kontakt: Per Påhitt, presschef, tel. 031-390 06 01",
    ], want=dict(
        title="Vårdköerna halverade på ett år", lang="sv",
        deck="Region Västerhav redovisar sin vårdgaranti",
        embargo="2026-10-08T06:00:00+02:00",
        lead="Väntetiderna till specialistvården",
        body=["Om utvecklingen fortsätter", "Om Region Västerhav får"],
        contact_title=["Kontakt:"],
        contacts=[dict(name="Per Påhitt", role="presschef",
                       tel=["031-390 06 01 tel:+46313900601"])],
        findings=[],
        why=dict(deck="style:Subtitle", embargo="phrase:EMBARGO"))),
    # No date of its own, and dates in a list of other releases.
    "sv-se-lista": dict(SE, name="badhus.docx", doc=[
        "1:Badhuset stängt i två veckor",
        "Badhuset i Norrvik stänger för underhåll och öppnar igen när "
        "bassängerna har fyllts.",
        "Säsongskort förlängs.",
        "2:Tidigare meddelanden",
        "L:12.1.2026 Ny bassäng beställd",
        "L:3.2.2026 Entrén byggs om",
        "L:9.2.2026 Kommunstyrelsen sammanträder",
    ], want=dict(
        title="Badhuset stängt i två veckor", lang="sv", issued=None,
        lead="Badhuset i Norrvik stänger",
        body=["Tidigare meddelanden", "12.1.2026 Ny bassäng"],
        findings=[])),
    # A quotation that never ends; the date with seconds and a zone.
    "sv-citat": dict(FI, name="teatern.docx", doc=[
        "22.3.2026 18:29:12 EET",
        "1:Teatern spelar utomhus i sommar",
        "Sjölunda teater spelar sin sommarpjäs i hamnen för första gången, "
        "berättar teaterchefen.",
        "”Ljuset är vår bästa scenograf, säger teaterchef Ida Inbillad.",
        "”Publiken sitter på bryggan.”",
        "Ytterligare information lämnas av teaterchef Ida Inbillad, tfn "
        "040 765 4325.",
        "Slut",
    ], want=dict(
        gone=["Slut"],
        title="Teatern spelar utomhus i sommar", lang="sv",
        issued="2026-03-22T18:29:12+02:00",
        lead="Sjölunda teater spelar",
        contact_title=["Ytterligare information lämnas av"],
        contacts=[dict(name="Ida Inbillad", role="teaterchef",
                       tel=["040 765 4325 tel:+358407654325"])],
        quotes=[("teaterchef Ida Inbillad", "”Ljuset är")],
        findings=["info end-mark", "warn quotes-unbalanced"])),
    # A leading table of fields; a fact box stays; the word "embargo" in the
    # middle of a text is somebody's question.
    "sv-tabell": dict(FI, name="fisket.docx", doc=[
        "|Rubrik|Fisket öppnas den 1 juni",
        "|Etiketter|fiske; skärgård",
        "|Språk|svenska",
        "|Embargo|nej",
        "Fisket i Sjölundaviken öppnas efter tre års fredning, beslöt "
        "stadsstyrelsen i går.",
        "Sjölundaviken i korthet",
        "Viken är 12 km lång.",
        "Frågor och intervjuer",
        "Kontakta fiskerirådgivare Olof Overklig per telefon 06 765 4326 "
        "helst före lunch.",
    ], want=dict(
        gone=["Embargo", "Etiketter", "Rubrik", "Språk", "svenska"],
        title="Fisket öppnas den 1 juni", lang="sv",
        tags=["fiske", "skärgård"], lead="Fisket i Sjölundaviken öppnas",
        body=["Sjölundaviken i korthet", "Viken är 12 km lång."],
        contact_title=["Frågor och intervjuer"],
        contacts=[dict(raw="Kontakta fiskerirådgivare Olof Overklig per "
                           "telefon 06 765 4326 helst före lunch.",
                       link="tel:+35867654326")],
        findings=[],
        why=dict(title="table", subject="table"))),
    # One site of many languages; the document is marked as English.
    "sv-markt": dict(FI, name="idrott.docx", lang="en-US", doc=[
        "1:Idrottsplatsen får konstgräs",
        "Sjölunda lägger ut konstgräs på idrottsplatsen i Österby under "
        "sommaren, och banan öppnas i augusti.",
        "Gräset har valts tillsammans med fotbollsklubbarna och håller i "
        "minst femton år.",
        "Kontaktperson: Idrottssekreterare Nils Nonsens, "
        "nils.nonsens@example.org, +46 70 174 06 07",
    ], want=dict(
        title="Idrottsplatsen får konstgräs", lang="sv",
        lang_why="detected (marked as en-US)",
        lead="Sjölunda lägger ut konstgräs",
        contact_title=["Kontaktperson:"],
        contacts=[dict(name="Nils Nonsens", role="Idrottssekreterare",
                       email=["nils.nonsens@example.org"],
                       tel=["+46 70 174 06 07 tel:+46701740607"])],
        findings=[])),
    # Letterhead and "immediate" in one line; roles before names.
    "sv-lager": dict(ORT, name="lager.docx",
        doc=[
            "Kustvikens församling",
            "Pressmeddelande för omedelbar publicering",
            "Kustviken den 14 september 2026",
            "T:Sommarlägret lockade fler än någonsin",
            "Närmare tvåhundra barn deltog i sommarens läger på Stora Ön, "
            "berättar lägerchef Maja Strand.",
            "Beslutet fattades enhälligt på torsdagens möte, och arbetet "
            "börjar redan nästa vecka i stadsdelens norra delar.",
            "”Vi är överväldigade”, säger kyrkoherde Bo Malm.",
            "Kontakt",
            "Kyrkoherde Bo Malm",
            "040 123 45 67",
            "bo.malm@kustviken.example",
            "Lägerchef Maja Strand, +358 (0)50 765 43 21 (vardagar 9–15)",
        ], want=dict(
            title="Sommarlägret lockade fler än någonsin",
            dateline="Kustviken den 14 september 2026",
            place="Kustviken",
            issued="2026-09-14",
            publisher=["Kustvikens församling"],
            contact_title=["Kontakt"],
            contacts=[dict(name="Bo Malm",
                           role="Kyrkoherde",
                           tel=["040 123 45 67 tel:+358401234567"],
                           email=["bo.malm@kustviken.example"]),
                      dict(raw="Lägerchef Maja Strand, +358 (0)50 765 43 21 "
                           "(vardagar 9–15)",
                           link="tel:+358507654321")],
            findings=["info letterhead"],
            lang="sv",
            lead="Närmare tvåhundra barn deltog i sommaren",
            quotes=[("kyrkoherde Bo Malm",
                     "”Vi är överväldigade")],
            gone=["Pressmeddelande",
                  "omedelbar",
                  "publicering"])),
    # Who informs, when, and a title that is only bold.
    "sv-vittnen": dict(ORT, name="vittnen.docx",
        doc=[
            "Polisinrättningen i Norrfjärden informerar",
            "7.9.2026 kl. 14.35",
            "B:Polisen söker vittnen till trafikolycka på riksväg 8",
            "Polisen önskar kontakt med personer som såg olyckan på "
            "riksväg 8 i går kväll ca kl. 21.15.",
            "En personbil och en lastbil kolliderade i korsningen.",
            "Iakttagelser kan lämnas till tipstelefonen 0295 440 000 eller "
            "per e-post vihje.norrfjarden@polis.example.",
            "Undersökningsledare: kriminalkommissarie Eva Sten, tfn 0295 "
            "440 001. Ges endast för medier.",
        ], want=dict(
            title="Polisen söker vittnen till trafikolycka på riksväg 8",
            issued="2026-09-07T14:35:00+03:00",
            publisher=["Polisinrättningen i Norrfjärden"],
            findings=["info letterhead"],
            lang="sv",
            lead="Polisen önskar kontakt med personer som ")),
    # Contacts announced by what to do with questions.
    "sv-se-fjarrvarme": dict(BYGD, name="fjarrvarme.docx",
        doc=[
            "PRESSINFORMATION 2026-09-03",
            "1:Älvbro Energi sänker fjärrvärmepriset med tre procent",
            "Från och med den 1 januari 2027 sänker Älvbro Energi priset "
            "på fjärrvärme med i snitt tre procent.",
            "Beslutet fattades enhälligt på torsdagens möte, och arbetet "
            "börjar redan nästa vecka i stadsdelens norra delar.",
            "– Vi har haft ett bra år och vill dela med oss till kunderna, "
            "säger vd Hans Ek.",
            "För frågor, kontakta gärna:",
            "Hans Ek, vd",
            "Tel: 070-123 45 67",
            "E-post: hans.ek@alvbro.example",
            "Om Älvbro Energi AB",
            "Älvbro Energi AB ägs av Älvbro kommun och har 120 anställda.",
            "Älvbro Energi AB, Box 12, 123 45 Älvbro, växel 0123-456 00, "
            "www.alvbro.example",
        ], want=dict(
            title="Älvbro Energi sänker fjärrvärmepriset med tre procent",
            issued="2026-09-03",
            contact_title=["För frågor, kontakta gärna:"],
            contacts=[dict(name="Hans Ek",
                           role="vd",
                           tel=["070-123 45 67 tel:+46701234567"],
                           email=["hans.ek@alvbro.example"])],
            findings=[],
            lang="sv",
            lead="Från och med den 1 januari 2027 sänker Ä",
            quotes=[("vd Hans Ek",
                     "– Vi har haft ett br")],
            boilerplate=["Om Älvbro Energi ABÄlvbro Ener"],
            gone=["post"])),
    # Hashtags are tags; whose press contact.
    "sv-se-match": dict(BYGD, name="match.docx",
        doc=[
            "T:Tallbackens IF klart för division 1",
            "Tallbackens IF:s damlag vann lördagens hemmamatch mot "
            "Sjövallens BK med 3–1 och är därmed klart för division 1.",
            "Målskyttar: Ida Nord (12’, 67’) och Lo Strand (88’).",
            "– Det är helt otroligt! Tjejerna har slitit i tre år för det "
            "här.",
            "Det säger tränaren Pia Lund efter matchen.",
            "Nästa match spelas lördag 19 september kl. 15 på Tallvallen.",
            "Presskontakt TIF: Pia Lund 0701234567",
            "#tallbackensif #division1",
        ], want=dict(
            title="Tallbackens IF klart för division 1",
            contact_title=["Presskontakt TIF:"],
            contacts=[dict(name="Pia Lund",
                           tel=["0701234567 tel:+46701234567"])],
            tags=["tallbackensif",
                  "division1"],
            findings=[],
            lang="sv",
            lead="Tallbackens IF:s damlag vann lördagens h")),
    # An association's abbreviation ends no sentence; a last word after
    # the contacts.
    "sv-bladet": dict(ORT, name="bladet.docx",
        doc=[
            "Byabladets vänner r.f.",
            "Pressmeddelande, publiceringsfritt genast",
            "Sjöby 2.11.2026",
            "B:BYABLADET FYLLER HUNDRA ÅR",
            "Sjöby lokaltidning Byabladet firar hundra år med öppet hus "
            "lördagen den 14 november.",
            "Program:",
            "- kl. 12 öppning",
            "- kl. 13 föredrag av arkivarie Olle Norr",
            "- kl. 14 kaffe och tårta",
            "Fritt inträde. Välkommen!",
            "Tilläggsuppgifter ger föreningens ordförande Anna-Lisa Öst, "
            "tfn. 050-345 6789 eller anna-lisa.ost(at)byabladet.example",
            "Byabladets vänner r.f. är en ideell förening som grundades "
            "1926.",
        ], want=dict(
            title="BYABLADET FYLLER HUNDRA ÅR",
            dateline="Sjöby 2.11.2026",
            place="Sjöby",
            issued="2026-11-02",
            contacts=[dict(raw="Tilläggsuppgifter ger föreningens ordförande "
                           "Anna-Lisa Öst, tfn. 050-345 6789 eller "
                           "anna-lisa.ost(at)byabladet.example",
                           link="tel:+358503456789")],
            findings=["info letterhead"],
            lang="sv",
            boilerplate=["Byabladets vänner r.f. är en i"],
            gone=["Pressmeddelande",
                  "genast",
                  "publiceringsfritt"])),
    # A letterhead set in a table stands before the title.
    "sv-se-huvud": dict(BYGD, name="huvud.docx",
        doc=[
            "|Avsändare|Norrviks kommun|",
            "|Datum|2026-09-08|",
            "|Ämne|Vattenläckan på Storgatan|",
            "1:Vattenläckan på Storgatan är lagad",
            "Läckan som upptäcktes i natt är lagad och vattnet är tillbaka.",
            "Boende kan behöva spola ur kranarna i några minuter.",
            "Mer information: Teknisk jour, 0123-112 233 (dygnet runt)",
            "***",
        ], want=dict(
            title="Vattenläckan på Storgatan är lagad",
            findings=[],
            lang="sv")),
    # Tags end with their line.
    "sv-bibliotek": dict(ORT, name="bibliotek.docx",
        doc=[
            "Hem / Nyheter / Pressmeddelanden",
            "Publicerad: 04.10.2026 klockan 10:15",
            "1:Biblioteket får längre öppettider",
            "Från november är biblioteket i Kustviken öppet till klockan "
            "20 alla vardagar.",
            "Beslutet fattades enhälligt på torsdagens möte, och arbetet "
            "börjar redan nästa vecka i stadsdelens norra delar.",
            "Dela på Facebook",
            "Kontaktuppgifter",
            "Bibliotekschef",
            "Eva Lind",
            "050 123 4567",
            "eva.lind@kustviken.example",
            "Ämnesord: bibliotek, öppettider",
            "Tillbaka till nyhetslistan",
        ], want=dict(
            title="Biblioteket får längre öppettider",
            issued="2026-10-04T10:15:00+03:00",
            contact_title=["Kontaktuppgifter"],
            contacts=[dict(name="Eva Lind",
                           role="Bibliotekschef",
                           tel=["050 123 4567 tel:+358501234567"],
                           email=["eva.lind@kustviken.example"])],
            tags=["bibliotek",
                  "öppettider"],
            findings=["info furniture-word"],
            lang="sv",
            boilerplate=["Tillbaka till nyhetslistan"],
            gone=["Dela",
                  "Facebook"])),
    # The date of an update is none of issue; a letter cut in half by the
    # look at how a line begins.
    "sv-se-tva-datum": dict(BYGD, name="tva-datum.docx",
        doc=[
            "Publicerad den 3 september 2026, uppdaterad den 4 september "
            "2026",
            "1:Skogsbranden under kontroll",
            "Branden vid Storsjön är under kontroll. Räddningstjänsten "
            "bevakar området under natten.",
            "Nu ombeds alla i byn hålla alla fönster stängda så länge "
            "röken står på.",
            "Allmänheten uppmanas att undvika området.",
            "Presstelefon: 010-123 45 67",
        ], want=dict(
            title="Skogsbranden under kontroll",
            issued="2026-09-03",
            findings=[],
            lang="sv",
            lead="Branden vid Storsjön är under kontroll. ")),
    # "Frågor?" above a sentence to reach somebody.
    "sv-bron": dict(ORT, name="a.docx",
        now=1793500000,
        doc=[
            "Till redaktionen",
            "Fritt för publicering 4 november 2026 kl 06",
            "1:Ny bro över sundet klar i förtid",
            "Bron mellan fastlandet och Storön öppnas för trafik i förtid, "
            "meddelar Trafikledsverket.",
            "Beslutet fattades enhälligt på torsdagens möte, och arbetet "
            "börjar redan nästa vecka i stadsdelens norra delar.",
            "Frågor?",
            "Projektledare Eva Nord svarar på tfn 040 111 2233.",
        ], want=dict(
            title="Ny bro över sundet klar i förtid",
            embargo="2026-11-04T06:00:00+02:00",
            contact_title=["Frågor?"],
            contacts=[dict(raw="Projektledare Eva Nord svarar på tfn 040 111 "
                           "2233.",
                           link="tel:+358401112233")],
            findings=[],
            lang="sv")),
    # Points between the parts of a letterhead.
    "sv-se-planen": dict(BYGD, name="a.docx",
        doc=[
            "Nyhet • 3 nov 2026",
            "T:Tallbackens IF bygger konstgräsplan",
            "U:Planen står klar till våren",
            "Efter fem års planering får Tallbackens IF äntligen en "
            "konstgräsplan.",
            "Beslutet fattades enhälligt på torsdagens möte, och arbetet "
            "börjar redan nästa vecka i stadsdelens norra delar.",
            "”En stor dag för klubben”, säger ordföranden Karin Berg.",
            "– Barnen kan träna året om, tillägger hon.",
            "Fakta",
            "Planen är 105 x 65 meter.",
            "Kostnad: 9,5 miljoner kronor.",
            "Kontakt: Karin Berg, ordförande, 070-111 22 33, "
            "ordf@tallback.example",
            "Bild: Så kan planen se ut. Illustration: Ark AB",
        ], want=dict(
            title="Tallbackens IF bygger konstgräsplan",
            deck="Planen står klar till våren",
            issued="2026-11-03",
            contact_title=["Kontakt:"],
            contacts=[dict(name="Karin Berg",
                           role="ordförande",
                           tel=["070-111 22 33 tel:+46701112233"],
                           email=["ordf@tallback.example"]),
                      dict(raw="Bild: Så kan planen se ut. Illustration: Ark AB")],
            findings=[],
            lang="sv",
            lead="Efter fem års planering får Tallbackens ",
            quotes=[("ordföranden Karin Berg",
                     "”En stor dag för klu")])),
    # A fact box in the middle is text.
    "sv-omrostning": dict(ORT, name="a.docx",
        doc=[
            "T:Kustviken röstar om sammanslagning",
            "Kustvikens invånare får säga sitt om en sammanslagning med "
            "Ådalen i en rådgivande folkomröstning söndagen den 22 "
            "november.",
            "Beslutet fattades enhälligt på torsdagens möte, och arbetet "
            "börjar redan nästa vecka i stadsdelens norra delar.",
            "Folkomröstningen i korthet",
            "L:Röstningstid: kl. 9–20",
            "L:Platser: skolorna",
            "L:Fråga: Ska kommunerna gå samman?",
            "För tilläggsinformation:",
            "Stadssekreterare Ulla Holm, tel. 06-123 4567, "
            "ulla.holm@kustviken.example",
            "Se även: kustviken.example/rosta",
        ], want=dict(
            title="Kustviken röstar om sammanslagning",
            contact_title=["För tilläggsinformation:"],
            contacts=[dict(name="Ulla Holm",
                           role="Stadssekreterare",
                           tel=["06-123 4567 tel:+35861234567"],
                           email=["ulla.holm@kustviken.example"]),
                      dict(raw="Se även: kustviken.example/rosta")],
            findings=[],
            lang="sv",
            lead="Kustvikens invånare får säga sitt om en ")),
}
