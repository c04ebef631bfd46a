#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""make bench: what a release costs, beside the floor and pandoc in one run.

    bench.py [--inputs DIR] [--quick]

DIR holds w-small.docx, w-medium.docx, w-large.docx and w-huge.docx.  Without
it they are made by ../shared/bench/gen.py beside this source tree, and the
floor (the least that a C program can do, a process for each document) is
built from there; where that folder is absent, both are left out, aloud.  What
is scaled is made here.  CPU is user and system time of the whole process
tree in ms; floor and gazette run in turn, so that whatever else the machine
does is done to both.
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "system"))
from newsroom import BUILD, SOURCE, Newsroom, load, release

SHARED = os.path.join(SOURCE, "..", "shared", "bench")
EDITIONS = "html,text,epub"
RATIO = 1.5        # times the floor
GROWTH = 10        # time(8n) / time(n), from 64 KB to 16 MB of document.xml
MEMORY = 16        # times document.xml, from 4 MB of it
MEMORY_SMALL = 20  # MB, below that


# What a process starts from counts as its peak: a small one starts the program, and says what it took.
TELL = """import os, subprocess, sys
run = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(run.pid, 0)
print(status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)"""


def cpu(args, env=None):
    """(ms of CPU, peak MB of the largest process) of a process tree."""
    told = subprocess.run([sys.executable, "-ISc", TELL] + args, capture_output=True, text=True, env=env)
    status, seconds, peak = told.stdout.split()[-3:]
    if status != "0":
        print("! %s: %s" % (" ".join(args)[:100], told.stderr[-200:]))
    return float(seconds) * 1e3, int(peak) / 1024


def convert(paths, out):
    return cpu([os.path.join(BUILD, "gazette"), "convert", "--to", EDITIONS, "-o", out] + paths)


def one_more(path, copies, out):
    """CPU of one more document through a warm zygote."""
    few, _ = convert([path] * 2, out)
    many, _ = convert([path] * (copies + 2), out)
    return (many - few) / copies


def floor_one_more(program, path, copies, out):
    env = dict(os.environ, FORK="1")
    few, _ = cpu([program, "three", "1", out, path], env)
    many, _ = cpu([program, "three", str(copies + 1), out, path], env)
    return (many - few) / copies


def floor_program():
    source = os.path.join(SHARED, "c", "floor.c")
    if not os.path.exists(source):
        return None
    top = os.path.join(BUILD, "bench-floor")
    program = os.path.join(top, "bin", "floor")
    if not os.path.exists(program):
        os.makedirs(os.path.join(top, "bin"), exist_ok=True)
        shutil.copytree(os.path.join(SHARED, "c"), os.path.join(top, "c"), dirs_exist_ok=True)
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "libxml-2.0", "libxslt"],
                               capture_output=True, text=True).stdout.split()
        if subprocess.run(["cc", "-O2", "-w", "-o", program, source, *flags, "-ldeflate", "-lexpat", "-lz"]).returncode:
            print("The floor does not build (apt install libdeflate-dev libexpat1-dev); it is left out.")
            return None
    return program


def pandoc(path):
    if not shutil.which("pandoc"):
        return None
    out = tempfile.mkdtemp()
    total = 0
    for to, name in (("html5", "a.html"), ("plain", "a.txt"), ("epub3", "a.epub")):
        ms, _ = cpu(["pandoc", "-s", "-f", "docx", "-t", to, path, "-o", os.path.join(out, name)])
        total += ms
    shutil.rmtree(out)
    return total


def number(value):
    return "-" if value is None else "%.2f" % value if value < 100 else "%.0f" % value


def missed(is_missed):
    return "  missed" if is_missed else ""


def conversions(inputs, quick):
    program = floor_program()
    print("\nThree editions of one document, ms of CPU: median and least; the target is %.1f times the floor" % RATIO)
    print("%-8s %15s %15s %13s %8s %10s" % ("", "gazette", "floor+fork", "ratio", "cold", "pandoc x3"))
    for size, copies, runs in (("small", 60, 9), ("medium", 30, 9), ("large", 4, 7), ("huge", 1, 5)):
        path = os.path.join(inputs, "w-%s.docx" % size)
        if not os.path.exists(path):
            continue
        ours, least, cold = [], [], []
        with tempfile.TemporaryDirectory() as out:
            for _ in range(3 if quick else runs):
                if program:
                    least.append(floor_one_more(program, path, copies, out))
                ours.append(one_more(path, copies, out))
                cold.append(convert([path], out)[0])
        ratios = [f(ours) / f(least) for f in (statistics.median, min)] if program else [None, None]
        peer = None if quick and size in ("large", "huge") else pandoc(path)
        print("%-8s %7s %7s %7s %7s %6s %6s %8s %10s%s" % (
            size, number(statistics.median(ours)), number(min(ours)),
            number(statistics.median(least) if program else None), number(min(least) if program else None),
            number(ratios[0]), number(ratios[1]), number(statistics.median(cold)), number(peer),
            missed(program and min(ratios) > RATIO)))
        sys.stdout.flush()


TITLE = "A bench for the harbour of Norrvik"
WORDS = ["The municipality of Norrvik puts a new bench at the old harbour, and matter %d of the council says that it is made of larch "
         "and seats four people of any age." % n for n in range(12)]
PARAGRAPHS = "".join("<p>%s</p>" % words for words in WORDS)
ESCAPED = PARAGRAPHS.replace("<", "&lt;").replace(">", "&gt;")
NITF_BODY = ("<nitf><head><title>%s</title></head><body><body.head><hedline><hl1>%s</hl1></hedline></body.head><body.content>%s"
             "</body.content></body></nitf>" % (TITLE, TITLE, PARAGRAPHS))

# The same words in each kind of XML, as much around them as it asks for.
SMALL = {
    "nitf": NITF_BODY,
    "newsml-g2": '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:norrvik.example,2026:1" version="1" xml:lang="en">'
                 '<itemMeta><itemClass qcode="ninat:text"/><pubStatus qcode="stat:usable"/></itemMeta><contentMeta><headline>%s</headline>'
                 '</contentMeta><contentSet><inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">'
                 '<body><body.content>%s</body.content></body></nitf></inlineXML></contentSet></newsItem>' % (TITLE, PARAGRAPHS),
    "newsml-1": '<NewsML><NewsItem xml:lang="en"><NewsManagement><Status FormalName="Usable"/></NewsManagement><NewsComponent><NewsLines>'
                "<HeadLine>%s</HeadLine></NewsLines><ContentItem><DataContent>%s</DataContent></ContentItem></NewsComponent></NewsItem>"
                "</NewsML>" % (TITLE, NITF_BODY),
    "solita": '<release id="1" lang="en"><title>%s</title><body>%s</body></release>' % (TITLE, ESCAPED),
    "ninjs": '{"uri": "urn:norrvik.example:1", "type": "text", "language": "en", "headline": "%s", "body_html": "%s"}' % (TITLE, PARAGRAPHS),
    "atom": '<entry xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>urn:norrvik.example:1</id><title>%s</title>'
            '<content type="html">%s</content></entry>' % (TITLE, ESCAPED),
    "rss": '<rss version="2.0"><channel><language>en</language><item><title>%s</title><description>%s</description></item></channel></rss>'
           % (TITLE, ESCAPED),
    "html": '<!DOCTYPE html><html lang="en"><head><title>%s</title></head><body><main><h1>%s</h1>%s</main></body></html>'
            % (TITLE, TITLE, PARAGRAPHS),
    "docbook": '<article xmlns="http://docbook.org/ns/docbook" version="5.0" xml:lang="en"><title>%s</title>%s</article>'
               % (TITLE, PARAGRAPHS.replace("p>", "para>")),
    "jats": '<article xml:lang="en"><front><article-meta><title-group><article-title>%s</article-title></title-group></article-meta></front>'
            "<body>%s</body></article>" % (TITLE, PARAGRAPHS),
    "tei": '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>%s</title></titleStmt></fileDesc>'
           "</teiHeader><text><body>%s</body></text></TEI>" % (TITLE, PARAGRAPHS),
    "dita": '<topic id="t" xml:lang="en"><title>%s</title><body>%s</body></topic>' % (TITLE, PARAGRAPHS),
}


def formats(quick):
    """The same small text in each format, beside Word's."""
    odt = load(os.path.join(SOURCE, "tests", "golden", "odt", "make_odt.py"))
    words = odt.p(TITLE, "Title") + "".join(odt.p(text) for text in WORDS)
    print("\nThree editions of the same %d words in each format, ms of CPU (least), and beside DOCX"
          % sum(len(text.split()) for text in WORDS))
    with tempfile.TemporaryDirectory() as out:
        paths = {"docx": os.path.join(out, "small.docx"), "odt": os.path.join(out, "small.odt"), "fodt": os.path.join(out, "small.fodt")}
        release(title=TITLE, body=WORDS)(paths["docx"])
        odt.package(paths["odt"], dict(text=words))
        texts = dict(SMALL, fodt=odt.flat(dict(text=words)))
        for name, text in texts.items():
            paths[name] = os.path.join(out, name + (".json" if name == "ninjs" else ".html" if name == "html" else ".xml"))
            with open(paths[name], "w", encoding="utf-8") as f:
                f.write(text)
        took = {}
        for _ in range(3 if quick else 7):
            for name, path in paths.items():
                took[name] = min(took.get(name, 1e9), one_more(path, 60, out))
        for name in sorted(took, key=took.get):
            print("%-10s %7s %6s" % (name, number(took[name]), number(took[name] / took["docx"])))
    sys.stdout.flush()


TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Override PartName="/word/document.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
RELATIONSHIPS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
<Relationship Id="r1" Target="word/document.xml" \
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"""


def scaled(path, size):
    """A report of size bytes of document.xml: sections of text, lists of figures, a table each."""
    def p(style, text):
        return ('<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr><w:r><w:t xml:space="preserve">%s</w:t></w:r>'
                '<w:r><w:rPr><w:b/></w:rPr><w:t>%d</w:t></w:r></w:p>' % (style, text, len(text)))

    def section(n):
        rows = "".join("<w:tr>%s</w:tr>" % "".join("<w:tc><w:p><w:r><w:t>%d</w:t></w:r></w:p></w:tc>" % (n * row + cell)
                                                   for cell in range(4)) for row in range(1, 5))
        return (p("Heading1", "Part %d of the yearly report " % n)
                + "".join(p("Normal", "The council of the town heard in matter %d of part %d that work goes on as it was "
                            "planned, and that the sum of it all is " % (i, n)) for i in range(6))
                + "<w:tbl>%s</w:tbl>" % rows)

    parts = ['<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>',
             p("Title", "The town reports ")]
    length = 200
    while length < size:
        parts.append(section(len(parts)))
        length += len(parts[-1])
    parts.append("</w:body></w:document>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in (("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONSHIPS),
                           ("word/document.xml", "".join(parts))):
            z.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)


def growth():
    """Time and memory over document.xml."""
    print("\nGrowth: ms of CPU (least of 5), time(8n) / time(n), peak memory; the targets are %d, and %d MB or "
          "from 4 MB on %d times document.xml" % (GROWTH, MEMORY_SMALL, MEMORY))
    print("%-12s %10s %10s %10s %10s" % ("document.xml", "ms", "8n / n", "peak MB", "times"))
    took = {}
    with tempfile.TemporaryDirectory() as out:
        path = os.path.join(out, "scaled.docx")
        for kb in (64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384):
            scaled(path, kb << 10)
            copies = max(1, 2048 // kb)
            took[kb] = min(one_more(path, copies, out) for _ in range(5))
            peak = max(convert([path], out)[1] for _ in range(3))  # a worker may outlive who counts it
            ratio = took[kb] / took[kb // 8] if kb // 8 in took else None
            times = peak * 1024 / kb
            over = peak > MEMORY_SMALL if kb < 4096 else times > MEMORY
            print("%9d KB %10s %10s %10s %10s%s" % (kb, number(took[kb]), number(ratio) if ratio else "", number(peak),
                                                    number(times), missed(over or (ratio or 0) >= GROWTH)))
            sys.stdout.flush()


def tree_cpu(pid):
    """User and system time of a process, its children that ended, and those that run, in ms."""
    tick = os.sysconf("SC_CLK_TCK")
    total = 0
    pids = [pid]
    while pids:
        p = pids.pop()
        try:
            with open("/proc/%d/stat" % p, encoding="utf-8") as f:
                fields = f.read().rsplit(")", 1)[1].split()
            total += sum(int(x) for x in fields[11:15])
            with open("/proc/%d/task/%d/children" % (p, p), encoding="utf-8") as f:
                pids += [int(x) for x in f.read().split()]
        except (FileNotFoundError, ProcessLookupError):
            pass
    return total * 1e3 / tick


def publishing(count, pause):
    """Close to published, one at a time; then many at once."""
    room = Newsroom()
    room.start()
    room.drop("warm-up.docx", release(title="Warm up"))
    room.waits_for(lambda: any("warm-up" in p for p in room.releases()))
    time.sleep(0.5)
    month = time.strftime("en/%Y/%m")
    made = room.path("outbox", "made.docx")
    took = []
    for i in range(count):
        release(title="Single", number=i)(made)
        target = room.www(month, "single-%d" % i if i else "single", "index.html")
        began = time.monotonic()
        os.rename(made, room.press("single-%d.docx" % i))
        while not os.path.exists(target) and time.monotonic() - began < 5:
            time.sleep(0.0002)
        took.append((time.monotonic() - began) * 1e3)
        time.sleep(pause)
    took.sort()
    print("\nClose to published, every fsync on: median %.1f ms, p95 %.1f ms (%d releases)"
          % (statistics.median(took), took[int(0.95 * len(took))], count))
    documents = []
    for i in range(count * 5):
        path = room.path("outbox", "many-%d.docx" % i)
        release(title="Many", number=i)(path)
        documents.append(path)
    before = tree_cpu(room.daemon.pid)
    began = time.monotonic()
    for i, path in enumerate(documents):
        os.rename(path, room.press("many-%d.docx" % i))
    room.waits_for(lambda: sum(f.startswith("many-") and f.endswith(".receipt.html") for f in room.done()) == len(documents), 120)
    took = time.monotonic() - began
    spent = tree_cpu(room.daemon.pid) - before
    print("Many at once, to the last receipt: %.0f a second, %.1f ms of CPU each (%d releases)"
          % (len(documents) / took, spent / len(documents), len(documents)))
    room.stop()


def loadavg():
    with open("/proc/loadavg", encoding="utf-8") as f:
        return f.read().split()[0]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--inputs")
    ap.add_argument("--quick", action="store_true", help="fewer and smaller")
    a = ap.parse_args()
    inputs = a.inputs
    if inputs is None and os.path.exists(os.path.join(SHARED, "gen.py")):
        inputs = os.path.join(BUILD, "bench-inputs")
        if not os.path.exists(os.path.join(inputs, "w-huge.docx")):
            subprocess.run([sys.executable, os.path.join(SHARED, "gen.py"), inputs],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    print("Load when this began: " + loadavg())
    if inputs is None:
        print("Without ../shared/bench and --inputs there is nothing to convert.")
    else:
        conversions(inputs, a.quick)
    formats(a.quick)
    if not a.quick:
        growth()
    publishing(40 if a.quick else 100, 0.03)
    print("\nLoad at the end: " + loadavg())


if __name__ == "__main__":
    main()
