#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""No allocation of a conversion may fail unnoticed: the worker ends, or says
what it would have said.  The mutant is a worker that is told of the failure:
its libraries go on with less, and some pages come out wrong."""
import io
import os
import re
import subprocess
import tempfile
import zipfile

BUILD = os.path.abspath(os.environ.get("GAZETTE_BUILD", "."))
SOURCE = os.environ.get("GAZETTE_SOURCE", ".")
SQUEEZE = os.path.join(BUILD, "tests/dev/squeeze")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006"


def p(text, style=""):
    return ('<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr><w:r><w:t>%s</w:t>'
            "</w:r></w:p>" % (style, text))


BODY = (p("Nytt bibliotek i Ytterö – Νέα", "Title") +
        p("VASA 3.5.2026 – Biblioteket öppnar kl. 9.00. Alla är välkomna att "
          "låna böcker, läsa tidningar och dricka kaffe.") +
        p("Öppettider", "Heading1") +
        "<w:tbl><w:tr><w:tc>%s</w:tc><w:tc>%s</w:tc></w:tr></w:tbl>" %
        (p("Vardagar"), p("9–20")) +
        p("Närmare upplysningar") +
        p("Anna Exempel, tfn 06 000 0000, anna@example.org"))
PARTS = {
    "[Content_Types].xml":
    '<Types xmlns="%s/content-types"><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    "</Types>" % PKG,
    "_rels/.rels":
    '<Relationships xmlns="%s/relationships"><Relationship Id="r1" Type="%s/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
    % (PKG, OFFICE),
    "word/document.xml":
    '<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (W, BODY),
}


def run(path, *options):
    r = subprocess.run([SQUEEZE, *options, SOURCE + "/xsl", "3", path],
                       capture_output=True, text=True, timeout=600)
    counts = dict(re.findall(r"(\w+) (\d+)", r.stdout.splitlines()[-1])
                  if r.stdout else [])
    last = r.stdout.splitlines()[-1] if r.stdout else r.stderr.strip()
    print("# %s %s" % (" ".join(options), last))
    return r.returncode, {k: int(v) for k, v in counts.items()}


def ok(number, good, what):
    print("%sok %d - %s" % ("" if good else "not ", number, what))


with open(BUILD + "/config.h", encoding="utf-8") as f:
    sanitized = "#define WITH_SANITIZERS" in f.read()
if sanitized:
    print("1..0 # SKIP the sanitizers bring an allocator of their own")
    raise SystemExit
with tempfile.NamedTemporaryFile(suffix=".docx") as doc:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as z:
        for name, part in PARTS.items():
            z.writestr(name, part)
    doc.write(data.getvalue())
    doc.flush()
    status, n = run(doc.name)
    ok(1, status == 0 and n["wrong"] == 0, "no success with other bytes")
    ok(2, n["runs"] >= 300 and n["dead"] > n["runs"] * 0.9,
       "the failures happened, and ended their workers")
    status, n = run(doc.name, "--ignore")
    ok(3, status == 1 and n["wrong"] > 0,
       "a worker that goes on without memory is found out")
print("1..3")
