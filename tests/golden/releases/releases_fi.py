# SPDX-License-Identifier: GPL-2.0-or-later
"""Releases in Finnish: see releases.py."""
FI = dict(lang="fi-FI", region="FI", zone="Europe/Helsinki",
          organisation="Järvilän kaupunki|Sjölunda stad/Järvilän kaupunki|"
                       "Keksityn hyvinvointialue")
# Senders of other kinds: a parish, a power company, a club.
MAA = dict(FI, organisation="Metsäjärven hyvinvointialue|"
                            "Kivirannan seurakunta|Rantalan Energia Oy")

RELEASES = {
    "fi-satama": dict(FI, name="satama.docx", now=1774008000, doc=[
        "TIEDOTE",
        "Julkaisuvapaa ti 24.3. klo 9",
        "1:Pohjoissatamasta tulee asuinalue",
        "Järvilä 20.3.2026",
        "Järvilän kaupunginhallitus esittää, että Pohjoissatamaan "
        "kaavoitetaan asuntoja kahdelle tuhannelle asukkaalle.",
        "”Alue on valmis vuonna 2031”, kertoo kaupunginjohtaja Maija "
        "Malliainen.",
        "Lisätietoja antavat:",
        "kaupunginjohtaja Maija Malliainen, p.\u00a0040\u00a0765\u00a04321, "
        "maija.malliainen@example.org",
        "kaavoituspäällikkö Kalle Kuvitteellinen, puh. 06 765 4321",
        "tiedottaja Oona Olematon, gsm 050 765 4322",
        "insinööri Esa Esimerkki, p. 044 765 4323",
        "Avainsanat: kaavoitus, satama",
    ], want=dict(
        gone=["TIEDOTE"],
        title="Pohjoissatamasta tulee asuinalue", lang="fi",
        dateline="Järvilä 20.3.2026", place="Järvilä", issued="2026-03-20",
        embargo="2026-03-24T09:00:00+02:00",
        lead="Järvilän kaupunginhallitus esittää",
        quotes=[("kaupunginjohtaja Maija Malliainen", "”Alue on valmis")],
        contact_title=["Lisätietoja antavat:"],
        contacts=[
            dict(name="Maija Malliainen", role="kaupunginjohtaja",
                 tel=["040\u00a0765\u00a04321 tel:+358407654321"],
                 email=["maija.malliainen@example.org"]),
            dict(name="Kalle Kuvitteellinen", role="kaavoituspäällikkö",
                 tel=["06 765 4321 tel:+35867654321"]),
            dict(name="Oona Olematon", role="tiedottaja",
                 tel=["050 765 4322 tel:+358507654322"]),
            dict(name="Esa Esimerkki", role="insinööri",
                 tel=["044 765 4323 tel:+358447654323"])],
        tags=["kaavoitus", "satama"], findings=["info letterhead"],
        why=dict(embargo="phrase:Julkaisuvapaa", dateline="position",
                 subject="phrase:Avainsanat"))),
    # A sentence about whom to ask stays one; numbers of an exchange.
    "fi-virke": dict(FI, name="koulu.docx", doc=[
        "T:Uusi koulu aloittaa elokuussa",
        "Kylän uusi koulu avaa ovensa 340 oppilaalle elokuun alussa, "
        "vuoden suunniteltua aiemmin.",
        "– Odotimme tätä kauan, sanoo rektori Riitta Runoiltu.",
        "– Lapset saavat oman pihan, hän jatkaa.",
        "Lisätietoja antaa rektori Riitta Runoiltu arkisin kello 9–15, "
        "puh. 06 765 4330.",
        "Järvilän kaupungin vaihde 06 765 4000",
    ], want=dict(
        title="Uusi koulu aloittaa elokuussa", lang="fi",
        lead="Kylän uusi koulu avaa",
        quotes=[("rektori Riitta Runoiltu", "– Odotimme tätä")],
        contacts=[
            dict(raw="Lisätietoja antaa rektori Riitta Runoiltu arkisin "
                     "kello 9–15, puh. 06 765 4330.", link="tel:+35867654330"),
            dict(raw="Järvilän kaupungin vaihde 06 765 4000",
                 link="tel:+35867654000")],
        findings=[])),
    # Not to be published before; the embargo at the end; UTC offset of
    # summer.
    "fi-ei-ennen": dict(FI, name="tutkimus.docx", doc=[
        "1:Tutkimus: linnut palaavat aiemmin",
        "Järvilän lintuasema on kerännyt havaintoja neljäkymmentä vuotta, "
        "ja muutto on aikaistunut yhdeksän päivää.",
        "Eniten ovat aikaistuneet kurki ja kiuru.",
        "Ei saa julkaista ennen 5. toukokuuta 2026 klo 6.00",
        "Yhteydenotot: Tero Tarina, tutkija, Järvilän lintuasema ry, "
        "tero.tarina@example.org",
    ], want=dict(
        title="Tutkimus: linnut palaavat aiemmin", lang="fi",
        embargo="2026-05-05T06:00:00+03:00", lead="Järvilän lintuasema on",
        lacks=["Ei saa julkaista"],
        contact_title=["Yhteydenotot:"],
        contacts=[dict(name="Tero Tarina", role="tutkija",
                       org="Järvilän lintuasema ry",
                       email=["tero.tarina@example.org"])],
        findings=[], why=dict(embargo="phrase:Ei saa julkaista"))),
    # A pasted passage of a page holds, and stays.
    "fi-sivulta": dict(FI, name="uimahalli.docx", doc=[
        "1:Uimahalli suljetaan remontin ajaksi",
        "Järvilän uimahalli suljetaan kesäkuun alussa ja avataan uudelleen "
        "ensi vuoden helmikuussa.",
        "Jaa",
        "Etusivu",
        "Ajankohtaista",
        "Uutiset",
        "Lue myös",
        "Kaupunginvaltuusto hyväksyi ensi vuoden tal…",
    ], want=dict(
        title="Uimahalli suljetaan remontin ajaksi", lang="fi",
        lead="Järvilän uimahalli suljetaan",
        body=["Etusivu", "Kaupunginvaltuusto hyväksyi ensi"],
        findings=["hold furniture-passage", "info furniture-word"])),
    # An embargo without a year and with a weekday that contradicts it.
    "fi-viikonpaiva": dict(FI, name="talous.docx", now=1774008000, doc=[
        "Embargo ma 24.3. klo 9 asti",
        "1:Tilinpäätös jäi alijäämäiseksi",
        "Järvilän kaupungin tilinpäätös on 2,4 miljoonaa euroa "
        "alijäämäinen.",
        "Verotulot kasvoivat.",
    ], want=dict(
        title="Tilinpäätös jäi alijäämäiseksi", lang="fi", embargo=None,
        has=["Embargo ma 24.3. klo 9 asti", "Järvilän kaupungin"],
        findings=["hold embargo-no-year"])),
    # About the sender after the contacts; contacts in a list; a role after
    # the name; a number of another country.
    "fi-alue": dict(FI, name="terveys.docx", doc=[
        "Keksityn hyvinvointialue",
        "Tiedote 4.6.2026",
        "1:Terveysasema avataan juhannuksena",
        "Keksityn hyvinvointialue avaa uuden terveysaseman keskustaan "
        "torstaina 18.6.2026 kello 8.",
        "Vanha asema suljetaan samana päivänä.",
        "– Sisään pääsee esteettä, toteaa Keksityn hyvinvointialueen "
        "suunnittelija Bengt Bluff.",
        "2:Lisätietoja",
        "L:Johtajaylilääkäri Anu Arvattu, p. 050 765 4340",
        "L:Bengt Bluff, suunnittelija, +46 8 465 004 01",
        "2:Tietoa hyvinvointialueesta",
        "Alueella asuu 130 000 ihmistä.",
        "2:Asiasanat",
        "terveys, palvelut",
    ], want=dict(
        title="Terveysasema avataan juhannuksena", lang="fi",
        issued="2026-06-04", publisher=["Keksityn hyvinvointialue"],
        lead="Keksityn hyvinvointialue avaa",
        quotes=[("Keksityn hyvinvointialueen suunnittelija Bengt Bluff",
                 "– Sisään")],
        contact_title=["Lisätietoja"],
        contacts=[
            dict(name="Anu Arvattu", role="Johtajaylilääkäri",
                 tel=["050 765 4340 tel:+358507654340"]),
            dict(name="Bengt Bluff", role="suunnittelija",
                 tel=["+46 8 465 004 01 tel:+46846500401"])],
        boilerplate=["Tietoa hyvinvointialueesta"],
        tags=["terveys", "palvelut"], findings=[])),
    # A typed list with dashes; a fact box; no contacts that anyone can ask.
    "fi-luettelo": dict(FI, name="linjat.docx", doc=[
        "1:Bussilinjat muuttuvat elokuussa",
        "Järvilän paikallisliikenne uudistuu 10.8.2026, ja vuoroja ajetaan "
        "puolen tunnin välein.",
        "Muutoksia:",
        "- linja 1 ajaa satamaan",
        "- linja 2 ajaa asemalle",
        "- linja 3 lakkaa",
        "Paikallisliikenne lyhyesti",
        "Kaupungissa on seitsemän linjaa.",
        "Lisätietoja",
        "\u00a0",
    ], want=dict(
        gone=["Lisätietoja"],
        title="Bussilinjat muuttuvat elokuussa", lang="fi", issued=None,
        lead="Järvilän paikallisliikenne uudistuu",
        items=["linja 1 ajaa satamaan", "linja 2 ajaa asemalle",
               "linja 3 lakkaa"],
        body=["Paikallisliikenne lyhyesti"], contacts=[],
        findings=["info contacts-empty"])),
    # The name of the file tells the language; a draft holds.
    "fi-luonnos": dict(FI, name="puisto_FIN.docx", lang="sv-FI", doc=[
        "LUONNOS",
        "1:Keskuspuisto kunnostetaan",
        "Järvilän keskuspuisto kunnostetaan kesällä, ja puistoon istutetaan "
        "sata omenapuuta.",
        "Työt alkavat kesäkuussa.",
    ], want=dict(
        title="Keskuspuisto kunnostetaan", lang="fi", lang_why="name:FIN",
        has=["LUONNOS", "Järvilän keskuspuisto"], findings=["hold draft-mark"])),
    # Words in Swedish among the Finnish ones are marked; straight quotes.
    "fi-kaksi": dict(FI, name="juhla.docx", doc=[
        "1:Kaupunki juhlii satavuotista historiaansa",
        "Järvilä täyttää tänä vuonna sata vuotta, ja juhlaviikkoa vietetään "
        "elokuussa.",
        "\"Olemme nuori kaupunki\", sanoo kulttuurijohtaja Liisa Luultu.",
        "Juhlan ruotsinkielinen nimi on Hundra år vid viken.",
        "Medialle: Liisa Luultu, kulttuurijohtaja, Järvilän kaupunki, "
        "puh. 06 765 4350, www.example.org/juhla",
        "Loppu",
    ], want=dict(
        gone=["Loppu"],
        title="Kaupunki juhlii satavuotista historiaansa", lang="fi",
        lead="Järvilä täyttää tänä vuonna",
        quotes=[("kulttuurijohtaja Liisa Luultu", "\"Olemme nuori")],
        contact_title=["Medialle:"],
        contacts=[dict(name="Liisa Luultu", role="kulttuurijohtaja",
                       org="Järvilän kaupunki",
                       tel=["06 765 4350 tel:+35867654350"],
                       web=["www.example.org/juhla"])],
        findings=["info end-mark"])),
    # At once, said; a faux heading is the title.
    "fi-heti": dict(FI, name="vesi.docx", doc=[
        "Heti julkaistavissa",
        "B:Vesijohtovettä on keitettävä Rantakylässä",
        "Järvilän Vesi Oy kehottaa Rantakylän asukkaita keittämään "
        "juomavetensä toistaiseksi.",
        "Kehotus on voimassa, kunnes toisin ilmoitetaan.",
        "Päivystys: p. 0800 765 43",
    ], want=dict(
        gone=["Heti", "julkaistavissa"],
        title="Vesijohtovettä on keitettävä Rantakylässä", lang="fi",
        embargo=None, lead="Järvilän Vesi Oy kehottaa",
        body=["Päivystys: p. 0800 765 43"], lacks=["Heti julkaistavissa"],
        findings=["info release-now"])),
    # A short lead below a title that is only bold.
    "fi-kirkko": dict(MAA, name="kirkko.docx",
        doc=[
            "Kivirannan seurakunta tiedottaa 3.11.2026",
            "B:Kirkon remontti valmistui etuajassa",
            "Kivirannan kirkko vihitään uudelleen käyttöön 1. adventtina.",
            "Päätös tehtiin yksimielisesti torstain kokouksessa, ja työt "
            "alkavat jo ensi viikolla kaupunginosan pohjoisosissa.",
            "– Olemme kiitollisia talkooväelle, sanoo kirkkoherra Paavo "
            "Laine.",
            "Lisätiedot:",
            "Kirkkoherra Paavo Laine",
            "puh. 0400 123 456",
            "paavo.laine@kiviranta.example",
        ], want=dict(
            title="Kirkon remontti valmistui etuajassa",
            issued="2026-11-03",
            contact_title=["Lisätiedot:"],
            contacts=[dict(name="Paavo Laine",
                           role="Kirkkoherra",
                           tel=["0400 123 456 tel:+358400123456"],
                           email=["paavo.laine@kiviranta.example"])],
            findings=[],
            lang="fi",
            lead="Kivirannan kirkko vihitään uudelleen käy",
            quotes=[("kirkkoherra Paavo Laine",
                     "– Olemme kiitollisia")])),
    # "… lyhyesti" after the contacts, and a sentence that is no person.
    "fi-aurinko": dict(MAA, name="aurinko.docx",
        doc=[
            "LEHDISTÖTIEDOTE",
            "Julkaisuvapaa 1.10.2026 klo 9.00",
            "1:Rantalan Energia investoi aurinkovoimaan",
            "U:Puisto tuottaa sähköä 2 000 kotitaloudelle",
            "RANTALA, 1. lokakuuta 2026 – Rantalan Energia Oy rakentaa "
            "aurinkopuiston vanhan kaatopaikan alueelle.",
            "Päätös tehtiin yksimielisesti torstain kokouksessa, ja työt "
            "alkavat jo ensi viikolla kaupunginosan pohjoisosissa.",
            "Hankkeen arvo on 4,5 milj. euroa.",
            "Lisätietoja:",
            "Toimitusjohtaja Matti Virta, Rantalan Energia Oy",
            "Puh. +358 44 555 6666, matti.virta@rantalanenergia.example",
            "Rantalan Energia lyhyesti",
            "Rantalan Energia on kunnan omistama yhtiö. "
            "www.rantalanenergia.example",
        ], want=dict(
            title="Rantalan Energia investoi aurinkovoimaan",
            deck="Puisto tuottaa sähköä 2 000 kotitaloudelle",
            dateline="RANTALA, 1. lokakuuta 2026 –",
            place="RANTALA",
            issued="2026-10-01",
            embargo="2026-10-01T09:00:00+03:00",
            contact_title=["Lisätietoja:"],
            contacts=[dict(name="Matti Virta",
                           role="Toimitusjohtaja",
                           org="Rantalan Energia Oy",
                           tel=["+358 44 555 6666 tel:+358445556666"],
                           email=["matti.virta@rantalanenergia.example"])],
            findings=["info letterhead"],
            lang="fi",
            lead="Rantalan Energia Oy rakentaa aurinkopuis",
            boilerplate=["Rantalan Energia lyhyestiRanta"],
            gone=["LEHDISTÖTIEDOTE"])),
    # An address that is none is no office.
    "fi-seura": dict(MAA, name="seura.docx",
        doc=[
            "1:Kivirannan Kisa palkkasi uuden valmentajan",
            "Kivirannan Kisan uudeksi päävalmentajaksi on valittu Teemu "
            "Salo, 38.",
            "Salo on aiemmin valmentanut Rantalan Palloa (2019–2025).",
            "”Hieno seura ja hieno joukkue. Lupaan, että meitä ei voiteta "
            "kotona”, Salo sanoo.",
            "Puheenjohtaja Riitta Aalto iloitsee:",
            "– Teemu oli ykkösvaihtoehtomme.",
            "Haastattelupyynnöt: viestintä@kisa.example tai Riitta Aalto, "
            "0400-987654",
            "Kivirannan Kisa ry",
            "Urheilukatu 2, 12345 Kiviranta",
            "y-tunnus 1234567-8",
        ], want=dict(
            title="Kivirannan Kisa palkkasi uuden valmentajan",
            contact_title=["Haastattelupyynnöt:"],
            contacts=[dict(raw="viestintä@kisa.example tai Riitta Aalto, "
                           "0400-987654",
                           link="tel:+358400987654"),
                      dict(raw="Kivirannan Kisa ryUrheilukatu 2, 12345 "
                           "Kivirantay-tunnus 1234567-8")],
            findings=[],
            lang="fi",
            lead="Kivirannan Kisan uudeksi päävalmentajaks")),
    # "Terapiatakuu" is no month, so the numbers are a list.
    "fi-kannanotto": dict(MAA, name="kannanotto.docx",
        doc=[
            "Kannanotto",
            "Vapaa julkaistavaksi",
            "T:Nuorten mielenterveys vaatii tekoja nyt",
            "Suomen Nuorten Tuki ry vaatii hallitusta lisäämään rahoitusta "
            "nuorten mielenterveyspalveluihin.",
            "Päätös tehtiin yksimielisesti torstain kokouksessa, ja työt "
            "alkavat jo ensi viikolla kaupunginosan pohjoisosissa.",
            "Me vaadimme:",
            "1. Terapiatakuu kaikille alle 25-vuotiaille.",
            "2. Koulupsykologi jokaiseen kouluun.",
            "3. Matalan kynnyksen palveluja joka kuntaan.",
            "Helsingissä 10.10.2026",
            "Suomen Nuorten Tuki ry",
            "Lisätiedot: toiminnanjohtaja Aino Saari, 045 222 3333, "
            "etunimi.sukunimi@nuortentuki.example",
        ], want=dict(
            title="Nuorten mielenterveys vaatii tekoja nyt",
            contact_title=["Lisätiedot:"],
            contacts=[dict(raw="toiminnanjohtaja Aino Saari, 045 222 3333, "
                           "etunimi.sukunimi@nuortentuki.example",
                           link="tel:+358452223333")],
            findings=["info release-now"],
            lang="fi",
            items=["Terapiatakuu kaikille alle 25-vuotiaille.",
                   "Koulupsykologi jokaiseen kouluun.",
                   "Matalan kynnyksen palveluja joka kuntaan."],
            gone=["Vapaa",
                  "julkaistavaksi"])),
    # Two people in a sentence are not one.
    "fi-talousarvio": dict(MAA, name="a.docx",
        doc=[
            "1:Kunnan talousarvio 2027: vero ennallaan",
            "Rantalan kunnanjohtajan talousarvioesitys pitää "
            "tuloveroprosentin ennallaan.",
            "Päätös tehtiin yksimielisesti torstain kokouksessa, ja työt "
            "alkavat jo ensi viikolla kaupunginosan pohjoisosissa.",
            "|  |2026|2027|",
            "|Tulot, milj. €|41,2|42,0|",
            "|Menot, milj. €|40,9|41,8|",
            "Talousarviosta päättää valtuusto 16.11.2026.",
            "Lisätietoja antavat kunnanjohtaja Arto Salmi, p. 040 123 "
            "0001, ja talousjohtaja Ritva Kuusi, p. 040 123 0002.",
        ], want=dict(
            title="Kunnan talousarvio 2027: vero ennallaan",
            contacts=[dict(raw="Lisätietoja antavat kunnanjohtaja Arto Salmi, "
                           "p. 040 123 0001, ja talousjohtaja Ritva Kuusi, "
                           "p. 040 123 0002.",
                           link="tel:+358401230001")],
            findings=[],
            lang="fi",
            lead="Rantalan kunnanjohtajan talousarvioesity")),
    # Names of columns above people to ask are no people.
    "fi-uimahalli": dict(MAA, name="uimahalli.docx",
        doc=[
            "1:Rantalan uimahalli suljetaan remontin ajaksi",
            "Rantalan uimahalli suljetaan 1.11.2026–31.3.2027.",
            "Päätös tehtiin yksimielisesti torstain kokouksessa, ja työt "
            "alkavat jo ensi viikolla kaupunginosan pohjoisosissa.",
            "2:Korvaavat vuorot",
            "Seurojen vuorot siirtyvät Kivirannan halliin.",
            "2:Usein kysyttyä",
            "Saanko rahat takaisin sarjakortista? Kyllä, hallin kassalta.",
            "2:Yhteyshenkilöt",
            "|Nimi|Tehtävä|Puhelin|",
            "|Ari Lahti|liikuntapäällikkö|040 123 1234|",
            "|Mia Puro|hallimestari|040 123 5678|",
        ], want=dict(
            title="Rantalan uimahalli suljetaan remontin ajaksi",
            contact_title=["Yhteyshenkilöt"],
            contacts=[dict(name="Ari Lahti",
                           role="liikuntapäällikkö",
                           tel=["040 123 1234 tel:+358401231234"]),
                      dict(name="Mia Puro",
                           role="hallimestari",
                           tel=["040 123 5678 tel:+358401235678"])],
            findings=[],
            lang="fi",
            lead="Rantalan uimahalli suljetaan 1.11.2026–3",
            gone=["Nimi",
                  "Puhelin",
                  "Tehtävä"])),
}
