# SPDX-License-Identifier: GPL-2.0-or-later
"""Releases in English: see releases.py."""
FI = dict(lang="en-GB", region="FI", zone="Europe/Helsinki",
          organisation="City of Sjölunda|Norrvik Shipyard Ltd")
NONE = dict(FI, region="")
PORT = dict(FI, organisation="University of Northport|Northport Harbour Ltd")

RELEASES = {
    "en-harbour": dict(FI, name="harbour.docx", doc=[
        "FOR IMMEDIATE RELEASE",
        "Press release",
        "3 May 2026",
        "1:Sjölunda turns its old harbour into homes",
        "SJÖLUNDA – The city council of Sjölunda decided on Monday to build "
        "homes for two thousand people in the old harbour.",
        "“This is our largest decision in twenty years,” said mayor Thomas "
        "Example.",
        "Media contacts:",
        "Thomas Example, mayor, City of Sjölunda, +358 40 765 4321, "
        "thomas.example@example.org",
        "Carol Invented, head of planning, tel. 06 765 4322",
        "ENDS",
        "Notes to editors",
        "Pictures of the harbour can be used free of charge.",
    ], want=dict(
        gone=["ENDS", "IMMEDIATE", "Press", "RELEASE", "release"],
        title="Sjölunda turns its old harbour into homes", lang="en",
        issued="2026-05-03", dateline="SJÖLUNDA –", place="SJÖLUNDA",
        lead="The city council of Sjölunda decided",
        quotes=[("mayor Thomas Example", "“This is our largest")],
        contact_title=["Media contacts:"],
        contacts=[
            dict(name="Thomas Example", role="mayor", org="City of Sjölunda",
                 tel=["+358 40 765 4321 tel:+358407654321"],
                 email=["thomas.example@example.org"]),
            dict(name="Carol Invented", role="head of planning",
                 tel=["06 765 4322 tel:+35867654322"])],
        boilerplate=["Notes to editors"],
        findings=["info end-mark", "info letterhead", "info release-now"])),
    "en-embargo": dict(FI, name="study.docx", doc=[
        "EMBARGOED UNTIL 00:01 GMT on Thursday 12 November 2026",
        "T:Baltic seals recover, study finds",
        "U:Numbers have doubled in thirty years",
        "The number of grey seals in the northern Baltic has doubled in "
        "thirty years, a study from Sjölunda shows.",
        "The study covered 4,200 kilometres of coast.",
        "For further information, please contact Dr Peter Pretend, "
        "peter.pretend@example.org.",
    ], want=dict(
        title="Baltic seals recover, study finds", lang="en",
        deck="Numbers have doubled in thirty years",
        embargo="2026-11-12T00:01:00+00:00",
        lead="The number of grey seals",
        contact_title=["For further information, please contact"],
        contacts=[dict(name="Dr Peter Pretend",
                       email=["peter.pretend@example.org"])],
        findings=[], why=dict(embargo="phrase:EMBARGOED"))),
    # A national number of no known region gets no link; a switchboard keeps
    # its word.
    "en-no-region": dict(NONE, name="ferry.docx", doc=[
        "1:New ferry to the outer islands",
        "The outer islands get a ferry of their own next summer, the "
        "shipping company says.",
        "It takes sixty cars.",
        "Contact: Fiona Fictional, captain, 01632 960001, mobile "
        "+44 7700 900002",
        "Norrvik Shipyard Ltd, switchboard 01632 960000",
    ], want=dict(
        gone=["mobile"],
        title="New ferry to the outer islands", lang="en",
        lead="The outer islands get a ferry", contact_title=["Contact:"],
        contacts=[
            dict(name="Fiona Fictional", role="captain",
                 tel=["01632 960001", "+44 7700 900002 tel:+447700900002"]),
            dict(org="Norrvik Shipyard Ltd",
                 tel=["switchboard 01632 960000"])],
        findings=[])),
    # A number of Britain in a release of a Finnish site is not Finnish.
    "en-foreign": dict(FI, name="concert.docx", doc=[
        "1:Choir from abroad sings in Sjölunda",
        "A choir of forty singers gives three concerts in the church of "
        "Sjölunda in June.",
        "Admission is free.",
        "Press enquiries",
        "Gwen Guessed, manager, tel. 01632 960010",
        "Sven Sagt, agent, tel. 08-465 004 02",
    ], want=dict(
        title="Choir from abroad sings in Sjölunda", lang="en",
        lead="A choir of forty singers", contact_title=["Press enquiries"],
        contacts=[dict(name="Gwen Guessed", role="manager",
                       tel=["01632 960010"]),
                  dict(name="Sven Sagt", role="agent",
                       tel=["08-465 004 02 tel:+358846500402"])],
        findings=[])),
    # No embargo is one; that of goods, in a sentence of the text, is not one
    # either.
    "en-none": dict(FI, name="museum.docx", doc=[
        "Embargo: none",
        "1:Museum of the sea opens its stores",
        "The museum of the sea shows what visitors have never seen: its "
        "stores, with forty thousand things.",
        "The trade embargo of 1807 has a room of its own.",
        "Tags: museum; sea",
    ], want=dict(
        title="Museum of the sea opens its stores", lang="en", embargo=None,
        tags=["museum", "sea"], gone=["Embargo", "none"],
        lead="The museum of the sea shows",
        has=["The trade embargo of 1807"],
        findings=["info release-now"])),
    # Two embargoes that differ are a question.
    "en-two": dict(FI, name="merger.docx", doc=[
        "Not for publication before 24 March 2026 at 9.00",
        "1:Shipyards join forces",
        "Norrvik Shipyard Ltd and two smaller yards merge at the end of the "
        "year, the owners say.",
        "The yards employ 900 people.",
        "Embargoed until 25 March 2026, 9 am",
    ], want=dict(
        title="Shipyards join forces", lang="en",
        embargo="2026-03-25T09:00:00+02:00",
        has=["Norrvik Shipyard Ltd and", "Not for publication before", "Embargoed until 25 March"],
        findings=["hold embargo-two"])),
    # A template nobody filled in; a heading in capitals is a title as well.
    "en-template": dict(FI, name="prize.docx", doc=[
        "1:PRIZE FOR YOUNG SHIPBUILDERS",
        "The prize of the yards goes to XX this year, for a boat that sails "
        "without a crew.",
        "It will be handed over on [date].",
        "About Norrvik Shipyard Ltd",
        "Norrvik Shipyard Ltd builds ferries.",
    ], want=dict(
        title="PRIZE FOR YOUNG SHIPBUILDERS", lang="en",
        lead="The prize of the yards", boilerplate=["About Norrvik"],
        findings=["hold template-field", "hold template-field"])),
    # Words that look like a zone in the middle of a text stay in it.
    "en-middle": dict(FI, name="guide.docx", doc=[
        "1:A guide to the archipelago",
        "The new guide to the archipelago is free and tells of ninety "
        "islands in three languages.",
        "2:Contacts",
        "Island of Malören: harbour master, tel. 06 765 4399",
        "2:Ferries",
        "All ferries run until September. About half of them take cars.",
        "Contact us",
        "City of Sjölunda, www.example.org, 06 765 4400",
    ], want=dict(
        title="A guide to the archipelago", lang="en",
        lead="The new guide to the archipelago",
        body=["Contacts", "Island of Malören", "About half of them"],
        contact_title=["Contact us"],
        contacts=[dict(org="City of Sjölunda", web=["www.example.org"],
                       tel=["06 765 4400 tel:+35867654400"])],
        findings=[])),
    # No title at all: what there is is offered, and a person is asked.
    "en-untitled": dict(FI, name="Document1.docx", doc=[
        "The library of Sjölunda lends out tools from the first of June. "
        "Drills are the most wanted.",
        "Every card holder may borrow three tools for a week, and pays "
        "nothing for them.",
    ], want=dict(
        title="The library of Sjölunda lends out tools from the first of "
              "June.", lang="en",
        has=["Drills are the most wanted."],
        findings=["hold title-unsure"], why=dict(title="position"))),
    # The date in the header of the page; a dateline with a comma; several
    # lines in one paragraph of contacts.
    "en-header": dict(FI, name="route.docx", header=["City of Sjölunda",
                                                     "1 June 2026"], doc=[
        "1:Cycle route round the bay is ready",
        "The cycle route round the bay of Sjölunda is ready after four years "
        "of work.",
        "It is 62 kilometres long.",
        "Further information\nIrene Imaginary\nproject manager\n"
        "tel. 06 765 4410\nirene.imaginary@example.org",
    ], want=dict(
        title="Cycle route round the bay is ready", lang="en",
        issued="2026-06-01", lead="The cycle route round the bay",
        contact_title=["Further information"],
        contacts=[dict(name="Irene Imaginary", role="project manager",
                       tel=["06 765 4410 tel:+35867654410"],
                       email=["irene.imaginary@example.org"])],
        findings=[], why=dict(issued="header"))),
    # Letterhead with a dash is no dateline; "the" in "About the …".
    "en-bats": dict(PORT, name="bats.docx",
        doc=[
            "PRESS RELEASE – FOR IMMEDIATE RELEASE",
            "University of Northport",
            "24 September 2026",
            "1:Bats hear better than we thought, study finds",
            "NORTHPORT – Bats perceive sound at far greater distances than "
            "earlier research has shown, according to a new study by the "
            "University of Northport.",
            "The decision was taken unanimously at the meeting on "
            "Thursday, and work will begin next week in the northern parts "
            "of the district.",
            "“This changes the textbooks,” says Dr Li Ahlgren, lead author "
            "of the study.",
            "Media contact:",
            "Jane Doe, Communications Manager, University of Northport",
            "Tel: +358 50 111 2233",
            "E: jane.doe@northport.example",
            "Reference: Ahlgren L. et al. (2026). Hearing in bats. Journal "
            "of Examples 12, 3–9. doi:10.1234/example",
            "About the University of Northport",
            "The University of Northport is a research university with "
            "12,000 students.",
            "ENDS",
        ], want=dict(
            title="Bats hear better than we thought, study finds",
            dateline="NORTHPORT –",
            place="NORTHPORT",
            issued="2026-09-24",
            publisher=["University of Northport"],
            contact_title=["Media contact:"],
            contacts=[dict(name="Jane Doe",
                           role="Communications Manager",
                           org="University of Northport",
                           tel=["+358 50 111 2233 tel:+358501112233"],
                           email=["jane.doe@northport.example"])],
            findings=["info end-mark",
                      "info letterhead"],
            lang="en",
            lead="Bats perceive sound at far greater dista",
            quotes=[("Dr Li Ahlgren",
                     "“This changes the te")],
            boilerplate=["Reference: Ahlgren L. et al. (",
                         "About the University of Northp"],
            gone=["ENDS",
                  "IMMEDIATE",
                  "PRESS",
                  "RELEASE"])),
    # A long line of letterhead.
    "en-appoints": dict(PORT, name="appoints.docx",
        doc=[
            "Northport Harbour Ltd",
            "Stock exchange style release 1 October 2026 at 9:00 a.m. EEST",
            "1:Northport Harbour Ltd appoints new CEO",
            "Northport Harbour Ltd’s Board of Directors has appointed Mary "
            "Smith (M.Sc., b. 1975) as CEO as of 1 January 2027.",
            "The decision was taken unanimously at the meeting on "
            "Thursday, and work will begin next week in the northern parts "
            "of the district.",
            "“I am delighted to join the team,” Smith said.",
            "Northport Harbour Ltd",
            "Board of Directors",
            "Further information:",
            "John Brown, Chair of the Board, tel. +358 400 123 456",
            "DISTRIBUTION:",
            "Key media",
            "www.northport.example",
        ], want=dict(
            title="Northport Harbour Ltd appoints new CEO",
            publisher=["Northport Harbour Ltd"],
            contact_title=["Further information:"],
            contacts=[dict(name="John Brown",
                           role="Chair of the Board",
                           tel=["+358 400 123 456 tel:+358400123456"])],
            findings=[],
            boilerplate=["DISTRIBUTION:Key media"],
            lang="en")),
    # "Published on"; words before the title are no lead.
    "en-statement": dict(PORT, name="statement.docx",
        doc=[
            "Statement by the Friends of the Archipelago",
            "Published on 5 November 2026",
            "T:Protect the bay now",
            "The Friends of the Archipelago call on the government to "
            "protect the North Bay.",
            "The decision was taken unanimously at the meeting on "
            "Thursday, and work will begin next week in the northern parts "
            "of the district.",
            "What we want:",
            "• a ban on dredging",
            "• a marine park",
            "• funding for monitoring",
            "For interviews: Tom Green (chair), +358 45 123 4567, "
            "tom@friends.example; Eva Blue (researcher), "
            "eva@friends.example",
            "Follow us on social media: @friends",
        ], want=dict(
            title="Protect the bay now",
            issued="2026-11-05",
            contact_title=["For interviews:"],
            contacts=[dict(raw="Tom Green (chair), +358 45 123 4567, "
                           "tom@friends.example; Eva Blue (researcher), "
                           "eva@friends.example",
                           link="tel:+358451234567"),
                      dict(raw="Follow us on social media: @friends")],
            findings=[],
            lang="en")),
    # A dateline with "--"; an office above each name.
    "en-two-offices": dict(PORT, name="two-offices.docx",
        doc=[
            "1:Harbour expansion approved",
            "NORTHPORT, Finland, Oct. 6, 2026 -- The city council has "
            "approved the harbour expansion.",
            "The decision was taken unanimously at the meeting on "
            "Thursday, and work will begin next week in the northern parts "
            "of the district.",
            "Contacts",
            "Northport Harbour Ltd",
            "Mary Smith, CEO",
            "+358 400 111 222",
            "mary.smith@harbour.example",
            "City of Northport",
            "John Brown, Mayor",
            "+358 400 333 444",
            "SOURCE Northport Harbour Ltd",
        ], want=dict(
            title="Harbour expansion approved",
            dateline="NORTHPORT, Finland, Oct. 6, 2026 --",
            place="NORTHPORT, Finland",
            issued="2026-10-06",
            contact_title=["Contacts"],
            contacts=[dict(name="Mary Smith",
                           role="CEO",
                           org="Northport Harbour Ltd",
                           tel=["+358 400 111 222 tel:+358400111222"],
                           email=["mary.smith@harbour.example"]),
                      dict(name="John Brown",
                           role="Mayor",
                           org="City of Northport",
                           tel=["+358 400 333 444 tel:+358400333444"]),
                      dict(raw="SOURCE Northport Harbour Ltd")],
            findings=[],
            lang="en",
            lead="The city council has approved the harbou")),
    # Two people in a line, a day in ordinals.
    "en-boat": dict(PORT, name="a.docx",
        doc=[
            "University of Northport",
            "News release",
            "November 3rd, 2026",
            "1:Students build solar boat",
            "A team of students has built a solar-powered boat that "
            "crossed the bay in 40 minutes.",
            "The decision was taken unanimously at the meeting on "
            "Thursday, and work will begin next week in the northern parts "
            "of the district.",
            "“It was magical,” said team leader Ann Lee, 22.",
            "Contact: Ann Lee, +358 50 999 8888, ann.lee@northport.example "
            "| Prof. Jim Park, jim.park@northport.example",
            "Photos: www.northport.example/solar",
            "About us",
            "The University of Northport is a research university.",
        ], want=dict(
            title="Students build solar boat",
            issued="2026-11-03",
            publisher=["University of Northport"],
            contact_title=["Contact:"],
            contacts=[dict(raw="Ann Lee, +358 50 999 8888, "
                           "ann.lee@northport.example | Prof. Jim Park, "
                           "jim.park@northport.example",
                           link="tel:+358509998888"),
                      dict(raw="Photos: www.northport.example/solar",
                           link="https://www.northport.example/solar")],
            findings=["info letterhead"],
            lang="en",
            lead="A team of students has built a solar-pow",
            quotes=[("team leader Ann Lee",
                     "“It was magical,” sa")],
            boilerplate=["About usThe University of Nort"],
            gone=["News",
                  "release"])),
    # A memo above the title.
    "en-memo": dict(PORT, name="a.docx",
        doc=[
            "To: All media",
            "From: Friends of the Archipelago",
            "Date: 3 November 2026",
            "Re: Oil spill in North Bay",
            "1:Volunteers needed to clean North Bay",
            "The Friends of the Archipelago is calling for volunteers "
            "after Sunday’s oil spill.",
            "Meet at the harbour at 9 a.m. on Saturday. Bring gloves.",
            "Questions? Call Tom Green on +358 45 123 4567.",
        ], want=dict(
            title="Volunteers needed to clean North Bay",
            issued="2026-11-03",
            contacts=[dict(raw="Questions? Call Tom Green on +358 45 123 4567.",
                           link="tel:+358451234567")],
            findings=[],
            lang="en")),
}
