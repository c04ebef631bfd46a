#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""gazette convert and check, as they are called: outputs, exit statuses,
one line of complaint, nothing on standard output when it failed."""
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

from lxml import etree

BUILD = os.path.abspath(os.environ.get("GAZETTE_BUILD", "."))
GAZETTE = os.path.join(BUILD, "gazette")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006"

count = failed = 0


def ok(good, what, *details):
    global count, failed
    count += 1
    if good:
        print("ok %d - %s" % (count, what))
        return
    failed += 1
    print("not ok %d - %s" % (count, what))
    for d in details:
        print("# " + repr(d)[:400])


def run(*args, stdin=None, **env):
    r = subprocess.run(
        [GAZETTE, *args], input=stdin, capture_output=True, timeout=60,
        env={**os.environ, **env})
    # What a container doesn't have is not what these tests are about.
    r.stderr = re.sub(rb"(?m)^gazette: sandbox_layer_missing .*\n", b"",
                      r.stderr)
    return r


def docx(body, extra=""):
    """The bytes of a DOCX with these paragraphs."""
    parts = {
        "[Content_Types].xml":
        '<Types xmlns="%s/content-types">'
        '<Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document'
        '.main+xml"/></Types>' % PKG,
        "_rels/.rels":
        '<Relationships xmlns="%s/relationships"><Relationship Id="r1" '
        'Type="%s/officeDocument" Target="word/document.xml"/>'
        '</Relationships>' % (PKG, R),
        "word/document.xml":
        '<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>'
        % (W, body),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(name, data)
    return out.getvalue()


def p(text, style=None, inside=""):
    ppr = '<w:pPr><w:pStyle w:val="%s"/></w:pPr>' % style if style else ""
    return '<w:p>%s<w:r><w:t xml:space="preserve">%s</w:t></w:r>%s</w:p>' % (
        ppr, text, inside)


BODY = (p("Nytt bibliotek i Vörå", "Title") +
        p("Biblioteket öppnar den 3 maj. Alla är välkomna att låna böcker.") +
        p("Öppettider", "Heading1") +
        p("Biblioteket är öppet alla vardagar och på lördagar."))
TRACKED = BODY + (
    '<w:p><w:ins w:id="1" w:author="Hemlig Person" w:date='
    '"2026-05-01T10:00:00Z"><w:r><w:t>Ett nytt stycke.</w:t></w:r></w:ins>'
    '</w:p>')

work = tempfile.mkdtemp()
os.chdir(work)


def put(name, data):
    os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
    with open(name, "wb") as f:
        f.write(data)
    return name


put("a.docx", docx(BODY))
put("s/a.docx", docx(BODY.replace("Vörå", "Vasa")))
put("tracked.docx", docx(TRACKED))
put("torn.docx", docx(BODY)[:-30])
put("broken.xml", b"<release xmlns='urn:gazette:release:1'><head>")
put("strange.xml", b"<recipe><title>Bread</title></recipe>")
put("empty.docx", b"")
put("script.docx", docx(BODY.replace(
    "böcker.", "b\u00f6cker &lt;script>alert(1)&lt;/script>.")))

# One document, each edition.
r = run("convert", "a.docx")
page = r.stdout.decode()
ok(r.returncode == 0, "a page", r.stderr)
ok(re.search(r"<h1[^>]*>Nytt bibliotek i Vörå</h1>", page), "has its title",
   page)
ok("Biblioteket öppnar" in page and "<h2" in page, "and its text", page)
ok("<script" not in page and "<nav" not in page, "and stands alone")
ok(run("convert", "--to", "html", "a.docx").stdout == r.stdout,
   "--to html is the default")
again = run("convert", "a.docx", TZ="Asia/Tokyo", LC_ALL="C", LANG="fi_FI")
ok(again.stdout == r.stdout, "the same whatever the zone and the locale")
r = run("convert", "--to", "fragment", "a.docx")
ok(r.returncode == 0 and b"<html" not in r.stdout and
   b"<article" in r.stdout, "a fragment is the article", r)
r = run("convert", "--to", "text", "a.docx")
ok(r.returncode == 0 and "Nytt bibliotek i Vörå" in r.stdout.decode() and
   b"\r" not in r.stdout and b"<" not in r.stdout, "a text", r)
r = run("convert", "--to", "epub", "a.docx")
ok(r.returncode == 0 and r.stdout[30:58] == b"mimetypeapplication/epub+zip",
   "a book", r.stderr, r.stdout[:80])
r = run("convert", "--to", "json", "a.docx")
ok(r.returncode == 0 and "Vörå" in json.loads(r.stdout)["title"], "JSON", r)
r = run("convert", "--to", "nitf", "a.docx")
ok(r.returncode == 0 and b"<nitf" in r.stdout and "Vörå".encode("utf-8") in r.stdout, "NITF", r)
r = run("convert", "--to", "release", "a.docx")
ok(r.returncode == 0 and etree.fromstring(r.stdout).tag ==
   "{urn:gazette:release:1}release", "a release", r)
put("kept.xml", r.stdout)
r = run("convert", "--to", "text", "kept.xml")
ok(r.returncode == 0 and r.stdout == run(
    "convert", "--to", "text", "a.docx").stdout,
   "a release is a document too", r)
with open("a.docx", "rb") as f:
    r = run("convert", "-", stdin=f.read())
ok(r.returncode == 0 and r.stdout.decode() == page, "standard input", r)
r = run("convert", "--lang", "fi", "a.docx")
ok(r.returncode == 0 and b'lang="fi"' in r.stdout, "--lang overrides", r)
r = run("convert", "script.docx")
ok(r.returncode == 0 and b"<script" not in r.stdout, "text stays text", r)

# Holds of a drop folder are warnings here.
r = run("convert", "tracked.docx")
ok(r.returncode == 0 and r.stdout, "tracked changes convert", r)
ok(re.match(rb"gazette: tracked\.docx: warning: .+\n", r.stderr),
   "and warn in a line", r.stderr)
ok(b"Hemlig" not in r.stdout + r.stderr, "without their author", r)

# Outputs to files.
r = run("convert", "-o", "page.html", "a.docx")
ok(r.returncode == 0 and not r.stdout and
   open("page.html").read() == page, "-o FILE", r)
r = run("convert", "-o", "page.html", "torn.docx")
ok(r.returncode == 65 and open("page.html").read() == page,
   "a failure leaves the old output", r)
r = run("convert", "-o", "new.html", "torn.docx")
ok(r.returncode == 65 and not os.path.exists("new.html"),
   "and makes no new one", r)
r = run("convert", "--to", "html,text,epub", "-o", "out", "a.docx",
        "s/a.docx", "tracked.docx")
want = sorted(s + x for s in ("a", "a-2", "tracked")
              for x in (".html", ".txt", ".epub"))
ok(r.returncode == 0 and sorted(os.listdir("out")) == want,
   "-o DIR, the same stem twice", r, os.listdir("out"))
ok("Vasa" in open("out/a-2.html").read() and
   open("out/a.html").read() == page, "each under its own name")
ok(not [n for n in os.listdir(".") + os.listdir("out")
        if n.startswith(".")], "no temporary is left")
many = [put("many/%03d.docx" % i, docx(BODY.replace("Vörå", "%03d" % i)))
        for i in range(100)]
r = run("convert", "--to", "text", "-o", "texts", *many)
ok(r.returncode == 0 and all(
    "%03d" % i in open("texts/%03d.txt" % i).read() for i in range(100)),
   "a hundred documents through one zygote", r)


# Documents come near no library that they do not need.
def libraries(maps):
    return {os.path.basename(line.split()[-1]).split(".so")[0]
            for line in maps.splitlines() if ".so" in line}


def zygote_of(program):
    """What a zygote that waits for the first of two documents holds."""
    with subprocess.Popen([program, "convert", "-o", "zygote", "-", "a.docx"],
                          stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as p:
        pid = ""
        while not pid or "gazette-zygote" not in open(
                "/proc/%s/comm" % pid, encoding="ascii").read():
            with open("/proc/%d/task/%d/children" % (p.pid, p.pid),
                      encoding="ascii") as children:
                pid = children.read().strip()
        exe = os.path.basename(os.readlink("/proc/%s/exe" % pid))
        with open("/proc/%s/maps" % pid, encoding="utf-8") as maps:
            held = libraries(maps.read())
        p.communicate(b"")
    return exe, held


NEEDLESS = {"libsqlite3", "libsystemd", "libmicrohttpd", "libgnutls",
            "libconfuse", "libinotifytools", "libcurl"}
exe, held = zygote_of(GAZETTE)
ok(exe == "gazette-worker" and "libxml2" in held and not held & NEEDLESS,
   "the zygote is a program of its own", exe, held & NEEDLESS)
# Alone, gazette is its own; so the test sees what it looks for.
os.mkdir("alone")
shutil.copy(GAZETTE, "alone")
os.symlink(os.path.join(BUILD, "xsl"), "alone/xsl")
exe, held = zygote_of(os.path.abspath("alone/gazette"))
ok(exe == "gazette" and "libsqlite3" in held, "or gazette itself", exe)


# Failures: a status, a line, nothing on standard output.
def fails(status, *args, **kw):
    r = run(*args, **kw)
    lines = r.stderr.decode().splitlines()
    ok(r.returncode == status and not r.stdout and len(lines) == 1 and
       lines[0].startswith("gazette: "),
       "%s: %d" % (" ".join(args) or "nothing", status), r)
    return lines[0] if lines else ""


fails(64)
fails(64, "publish-everything")
fails(64, "convert")
fails(64, "convert", "--to", "pdf", "a.docx")
fails(64, "convert", "--nonsense", "a.docx")
fails(64, "convert", "-o")
fails(64, "convert", "a.docx", "s/a.docx")
fails(64, "convert", "--to", "html,text", "a.docx")
fails(64, "convert", "--lang", "på svenska", "a.docx")
line = fails(65, "convert", "torn.docx")
ok(line.startswith("gazette: torn.docx: "), "says which document", line)
fails(65, "convert", "broken.xml")
fails(65, "convert", "strange.xml")
fails(65, "convert", "empty.docx")
fails(65, "convert", "--to", "release", "-", stdin=b"\x00" * 100)
fails(66, "convert", "missing.docx")
fails(66, "convert", "s")
fails(73, "convert", "-o", "no/such/folder.html", "a.docx")
fails(73, "convert", "-o", "/dev/full", "a.docx")
fails(73, "convert", "--to", "html,text", "-o", "a.docx", "a.docx")
with open("/dev/full", "wb") as full:
    r = subprocess.run([GAZETTE, "convert", "a.docx"], stdout=full,
                       stderr=subprocess.PIPE)
ok(r.returncode == 73, "standard output is full: 73", r)
r = run("convert", "-o", "out", "a.docx", "torn.docx", "missing.docx")
ok(r.returncode == 66 and len(r.stderr.splitlines()) == 2,
   "the gravest of several decides", r)
name = "escape\x1b[31m.docx"
line = fails(66, "convert", name)
ok("\x1b" not in line, "a name can't paint the terminal", line)

# A broken installation is our fault.  The program is taken out of its tree.
os.makedirs("bin/xsl/i18n")
shutil.copy(GAZETTE, "bin/gazette")
put("bin/xsl/i18n/en.xml", b"<broken")
r = subprocess.run(["bin/gazette", "convert", "a.docx"], capture_output=True)
ok(r.returncode == 70 and not r.stdout and
   len(r.stderr.splitlines()) == 1, "broken stylesheets: 70", r)

# check
r = run("check", "a.docx", "torn.docx")
ok(r.returncode == 65, "check: a fault is 65", r)
ok(b"a.docx: " in r.stdout and b"torn.docx: reject\n" in r.stdout,
   "check says so of each", r)
r = run("check", "tracked.docx")
ok(r.returncode == 0 and r.stdout.startswith(b"tracked.docx: hold\n") and
   b"hold: " in r.stdout, "check: a question is a question", r)
r = run("check", "--json", "torn.docx", "tracked.docx", "a.docx")
got = [json.loads(line) for line in r.stdout.splitlines()]
ok([g["file"] for g in got] == ["torn.docx", "tracked.docx", "a.docx"],
   "check --json: in the order asked for", r)
ok(got[0]["verdict"] == "reject" and got[0]["code"] and
   got[1]["verdict"] == "hold" and got[2]["title"] ==
   "Nytt bibliotek i Vörå", "with verdict, code and title", got)
ok(all(f["what"] for g in got for f in g.get("findings", [])),
   "and each finding in words", got)

found = {v["field"]: v for v in got[2].get("values", [])}
ok(found.get("title", {}).get("why") == "style-id:Title" and
   found["title"]["confidence"] == 90 and "lang" in found,
   "check --json: what was found, and why", got[2])

# Words of a house's own.
with open("house.docx", "wb") as f:
    f.write(docx(BODY + p("Pressen hör av sig till:") +
                 p("Anna Exempel, chef, anna.exempel@example.org")))
with open("own.xml", "w", encoding="utf-8") as f:
    f.write('<languages xmlns="urn:gazette:i18n:1"><language lang="sv">'
            '<zones><phrases for="contact">\n Pressen  hör av sig till\n'
            '</phrases></zones></language></languages>')
own = run("convert", "--to", "release", "--phrases", "own.xml", "house.docx")
ok(b"phrase:Pressen" in own.stdout and b"<name>Anna Exempel" in own.stdout
   and b"phrase:Pressen" not in
   run("convert", "--to", "release", "house.docx").stdout,
   "phrases of a house are found with its file, and only then", own)
for text, what in (('<languages xmlns="urn:gazette:i18n:1"><language '
                    'lang="sv"><zones>\n<phrases for="kontakt">x</phrases>'
                    '</zones></language></languages>', b"own.xml: line 2"),
                   ("<a/>", b"own.xml: its root"), ("<a>", b"own.xml")):
    with open("own.xml", "w", encoding="utf-8") as f:
        f.write(text)
    r = run("check", "--phrases", "own.xml", "house.docx")
    ok(r.returncode == 70 and what in r.stderr,
       "a faulty file of phrases is refused: " + text[:5], r)

# Help is asked for and so on standard output.
for args in (["help"], ["--help"], ["help", "convert"],
             ["convert", "--help"], ["check", "--help"], ["--version"]):
    r = run(*args)
    ok(r.returncode == 0 and r.stdout and not r.stderr, " ".join(args), r)

os.chdir("/")
shutil.rmtree(work)
print("1..%d" % count)
sys.exit(failed > 0)
