#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A vocabulary of a house's own: the example of doc/vocabulary.md works as it
stands there, and without its setting the same document is refused."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

from lxml import etree

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import Newsroom  # noqa: E402

BUILD = os.path.abspath(os.environ.get("GAZETTE_BUILD", "."))
SOURCE = os.path.abspath(os.environ.get("GAZETTE_SOURCE", "."))
GAZETTE = os.path.join(BUILD, "gazette")
G = "{urn:gazette:release:1}"
count = failed = 0


def ok(good, what, *details):
    global count, failed
    count += 1
    failed += not good
    print("%sok %d - %s" % ("" if good else "not ", count, what))
    for d in () if good else details:
        print("# " + str(d)[:400])


def write(name, text):
    path = os.path.join(work, name)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return path


def convert(*arguments):
    return subprocess.run([GAZETTE, "convert", *arguments],
                          capture_output=True, timeout=60)


work = tempfile.mkdtemp()
with open(os.path.join(SOURCE, "doc/vocabulary.md"), encoding="utf-8") as f:
    setting, document, sheet = re.findall(
        r"```(?:xml)?\n(.*?)```", f.read(), re.S)
document = write("bulletin.xml", document)
sheet_path = write("bulletin.xsl", sheet)
SITE = """state = "%s/state"
site "x" {
	title = "X"
	drop = "%s/drop"
	web_root = "%s/www"
	base_url = "https://example.org/"
}
""" % (work, work, work)
settings = write("gazette.conf", setting.replace(
    "/etc/gazette/bulletin.xsl", sheet_path) + SITE)

run = convert("-c", settings, "--to", "release", document)
ok(run.returncode == 0, "the example converts", run.stderr.decode())
if run.returncode == 0:
    release = etree.fromstring(run.stdout)
    head = release.find(G + "head")
    ok(release.get("id") == "bulletin-17" and
       head.findtext(G + "title") == "Bron öppnar" and
       head.findtext(G + "issued") == "2026-05-03" and
       head.find(G + "embargo").get("until") == "2026-05-04T09:00:00+03:00",
       "with its head", run.stdout.decode())
    ok(b"<p>Arbetet tog <strong>" in run.stdout and b"Tove" not in run.stdout,
       "its text, and no note to editors", run.stdout.decode())

out = os.path.join(work, "out")
os.mkdir(out)
shutil.copy(document, os.path.join(work, "second.xml"))
run = convert("-c", settings, "--to", "release", "-o", out, document,
              os.path.join(work, "second.xml"))
ok(run.returncode == 0 and len(os.listdir(out)) == 2,
   "in a zygote that is a program of its own", run.stderr.decode())
run = convert("--to", "release", document)
ok(run.returncode == 65 and b"<bulletin>" in run.stderr,
   "without the setting it is refused by name", run.stderr.decode())
write("bulletin.xsl", sheet.replace("</xsl:stylesheet>", ""))
run = convert("-c", settings, "--to", "release", document)
ok(run.returncode != 0 and b"bulletin.xsl" in run.stderr,
   "a broken stylesheet is named", run.stderr.decode())
write("bulletin.xsl", sheet.replace(
    "<xsl:template match=\"/", "<xsl:include href=\"/etc/passwd\"/>"
    "<xsl:template match=\"/", 1))
run = convert("-c", settings, "--to", "release", document)
ok(run.returncode != 0, "it includes nothing from elsewhere", run.stdout)
short = write("short.conf", 'vocabulary "b" { root = "b" }\n' + SITE)
run = convert("-c", short, "--to", "release", document)
ok(run.returncode == 78 and b"needs root and stylesheet" in run.stderr,
   "a setting without stylesheet is refused", run.stderr.decode())

# A daemon takes it in: from the drop folder to the page; another root is not known.
write("bulletin.xsl", sheet)
room = Newsroom('\tfolder "." { publish = at_once }\n')
with open(room.conf, encoding="utf-8") as f:
    conf = f.read()
with open(room.conf, "w", encoding="utf-8") as f:
    f.write(setting.replace("/etc/gazette/bulletin.xsl", sheet_path) + conf)
room.start()
with open(document, encoding="utf-8") as f:
    bulletin = re.sub(r' hold-until="[^"]*"', "", f.read())
room.drop("bulletin.xml", bulletin.encode())
ok(room.waits_for(room.releases, 60), "a daemon publishes it", room.listing())
page = "".join(room.page(path) for path in room.releases())
ok("Bron öppnar</h1>" in page and "<strong>två</strong>" in page and
   "Tove" not in page, "with its words", page[:300])
room.drop("leaflet.xml", bulletin.replace("bulletin", "leaflet").encode())
ok(room.waits_for(lambda: room.report("leaflet.xml", ".FIX.html"), 60),
   "and refuses what its settings do not name", room.listing())
ok("leaflet" in room.report("leaflet.xml", ".FIX.html"), "by its name")
room.stop()

shutil.rmtree(work)
print("1..%d" % count)
sys.exit(failed > 0)
