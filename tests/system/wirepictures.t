#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A picture that a wire names by its file goes with the text: in the folder of
a release it lies beside the XML, and every edition shows it.  One named by an
address is never fetched, and is told; one that is not there is told too."""
import io
import json
import os
import re
import sys
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import Newsroom, Tap, samples

CAPTION = "The bench in larch. Photo: Norrvik"
ALT = "A bench by the water"
FAR = "https://pictures.example.net/bench-far.png"
BODY = ("<p>The municipality of Norrvik puts a new bench at the old harbour. It is made of larch and seats four people.</p>"
        "<p>The carpenter made it in three weeks from trees that fell in the storm, and he will make another one.</p>")

NITF = """<nitf><head><title>{title}</title></head><body xml:lang="en"><body.head><hedline><hl1>{title}</hl1></hedline></body.head>
<body.content>{body}
<media media-type="image"><media-reference mime-type="image/png" source="{near}" alternate-text="{alt}"/><media-caption>{caption}</media-caption></media>
<media media-type="image"><media-reference source="{far}"/></media></body.content></body></nitf>"""

G2 = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="tag:norrvik.example,2026:text" version="1" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/></itemMeta>
<contentMeta><language tag="en"/><headline>{title}</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html></inlineXML>
<remoteContent href="{far}" contenttype="image/png"/></contentSet></newsItem>
<newsItem guid="tag:norrvik.example,2026:picture" version="1" xml:lang="en"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta>
<contentMeta><description role="drol:caption">{caption}</description></contentMeta>
<contentSet><remoteContent href="{near}" contenttype="image/png" rendition="rnd:highRes"/>
<remoteContent href="small-{near}" contenttype="image/png" rendition="rnd:thumbnail"/></contentSet></newsItem></itemSet></newsMessage>"""

NEWSML = """<NewsML><NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>norrvik.example</ProviderId><DateId>20260503</DateId>
<NewsItemId>bench</NewsItemId><RevisionId PreviousRevision="0" Update="N">1</RevisionId></NewsIdentifier></Identification>
<NewsManagement><NewsItemType FormalName="News"/><Status FormalName="Usable"/></NewsManagement>
<NewsComponent><NewsLines><HeadLine>{title}</HeadLine></NewsLines>
<NewsComponent><ContentItem><DataContent><nitf><body><body.content>{body}</body.content></body></nitf></DataContent></ContentItem></NewsComponent>
<NewsComponent><Role FormalName="Photo"/><ContentItem Href="{near}"/><ContentItem Href="{far}"/></NewsComponent>
</NewsComponent></NewsItem></NewsML>"""

# Wire, whether it has a caption and alternative words of its own.
WIRES = (("nitf", NITF, True, True), ("g2", G2, True, False), ("newsml1", NEWSML, False, False))


def read(room, path, name):
    with open(room.www(path, name), "rb") as f:
        return f.read()


def pictures_of(page):
    return re.findall(r'<img [^>]*src="([^"]+)"', page)


def check_editions(tap, room, path, wire, has_caption, has_alt):
    page = room.page(path)
    sources = pictures_of(page)
    tap.ok(len(sources) == 1, wire + ": the page shows one picture", sources)
    data = read(room, path, sources[0]) if sources and re.fullmatch(r"media/[a-z0-9.]+", sources[0]) else b""
    tap.ok(data.startswith(b"\x89PNG"), wire + ": which lies beside the page", sources)
    names = sorted(os.listdir(room.www(path)))
    if has_caption:
        tap.ok(CAPTION in page, wire + ": its caption stands below it")
    if has_alt:
        tap.ok('alt="%s"' % ALT in page, wire + ": what it shows is said")
    said = json.loads(read(room, path, "release.json"))
    tap.ok(os.path.basename(sources[0] if sources else "?") in json.dumps(said), wire + ": JSON names it", names)
    text = next(read(room, path, n).decode() for n in names if n.endswith(".txt"))
    if has_caption:
        tap.ok(CAPTION in " ".join(text.split()), wire + ": the text has its caption")
    book = next(read(room, path, n) for n in names if n.endswith(".epub"))
    with zipfile.ZipFile(io.BytesIO(book)) as z:
        tap.ok(any(n.endswith(".png") for n in z.namelist()), wire + ": the book has it", z.namelist())
    everything = b"".join(read(room, path, n) for n in names if os.path.isfile(room.www(path, n)) and not n.endswith(".gz"))
    tap.ok(b"pictures.example.net" not in everything, wire + ": no edition leads to the other server")


def main():
    tap = Tap()
    room = Newsroom('\tfolder "." { publish = at_once }\n')
    with open(room.conf, encoding="utf-8") as f:
        conf = f.read()
    with open(room.conf, "w", encoding="utf-8") as f:
        f.write(conf.replace("limits {", 'limits { folder_settle = "1s" ').replace('rescan = "2s"', 'rescan = "1s"'))
    room.start()
    for wire, form, _, _ in WIRES:
        near = "Bench %s-1.PNG" % wire
        named = {"nitf": "pictures/%s", "g2": "%s", "newsml1": "C:\\wire\\%s"}[wire] % near
        words = form.format(title="A bench by " + wire, body=BODY.replace("Norrvik", "Norrvik " + wire), far=FAR, alt=ALT,
                            near=named.replace(" ", "%20") if wire == "g2" else named, caption=CAPTION)
        folder = "wire " + wire
        os.makedirs(room.press(folder), exist_ok=True)
        room.drop(near, samples.harbour(16, 16), folder)
        room.drop(wire + ".xml", words.encode(), folder)
    tap.ok(room.waits_for(lambda: len(room.releases()) == len(WIRES), 90), "texts with a picture beside them go out", room.listing())
    for path in room.releases():
        page = room.page(path)
        for wire, _, has_caption, has_alt in WIRES:
            if "A bench by " + wire in page:
                check_editions(tap, room, path, wire, has_caption, has_alt)
    def told():
        receipts = [os.path.join(base, n) for base, _, names in os.walk(room.press("_done")) for n in names if n.endswith(".html")]
        return sum(b"bench-far.png" in open(path, "rb").read() for path in receipts) >= len(WIRES)
    tap.ok(room.waits_for(told, 30), "each receipt tells what lies on another server")
    room.drop("alone.xml", NITF.format(title="A bench alone", body=BODY.replace("bench", "swing"), near="gone.png", far=FAR, alt="",
                                       caption=CAPTION).encode())
    tap.ok(room.waits_for(lambda: len(room.releases()) == len(WIRES) + 1, 60), "without its picture the text goes out", room.listing())
    page = next(p for p in map(room.page, room.releases()) if "A bench alone" in p)
    tap.ok("<img" not in page.split("</header>")[-1] and CAPTION in page, "and what was said below it stays")
    room.stop()
    room.remove()
    tap.done()


if __name__ == "__main__":
    main()
