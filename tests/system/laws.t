#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Laws of a conversion, over the one-feature documents and the whole releases.

The same bytes in give the same bytes out, whatever the clock, the zone, the
locale, the order of the day and the age of the file.  No date of today comes
out.  Every inferred element carries why.  conserve.t asks for the words,
tests/unit/test_cost.c for the time.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

from lxml import etree

BUILD = os.path.abspath(os.environ.get("GAZETTE_BUILD", "."))
SOURCE = os.path.abspath(os.environ.get("GAZETTE_SOURCE", "."))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(SOURCE, "tests/golden/docx"))
sys.path.insert(0, os.path.join(SOURCE, "tests/golden/releases"))

import make_docx  # noqa: E402
import releases  # noqa: E402

GAZETTE = os.path.join(BUILD, "gazette")
EDITIONS = "html,fragment,text,epub,json,release"
WHY = "{urn:gazette:release:1}why"
# What doc/release.md has an inference say: elements of the head and what
# stands beside it, then blocks of the body.
HEAD = set("""title deck lead dateline byline issued expires embargo publisher
 subject subject-title contact contact-title boilerplate""".split())
BODY = set("h1 h2 h3 h4 h5 h6 aside".split())

count = failed = 0


def ok(good, what, *details):
    global count, failed
    count += 1
    if not good:
        failed += 1
    print("%sok %d - %s" % ("" if good else "not ", count, what))
    for d in () if good else details:
        print("# " + str(d)[:600])


def clock(folder):
    """A library whose clock runs ten years ahead, or None."""
    library = os.path.join(folder, "elsewhen.so")
    cc = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if not cc or subprocess.run(
            [cc, "-shared", "-fPIC", "-o", library, os.path.join(
                SOURCE, "tests/dev/elsewhen.c")]).returncode:
        return None
    year = subprocess.run(["date", "+%Y"], capture_output=True, text=True,
                          env=dict(os.environ, LD_PRELOAD=library))
    return library if int(year.stdout) > time.gmtime().tm_year + 8 else None


def convert(names, out, alone=False, **env):
    """{name.edition: bytes} of the documents, converted in this order."""
    os.makedirs(out)
    # The sanitizers' library asks to come first.
    env = {"ASAN_OPTIONS": "verify_asan_link_order=0", **os.environ, **env}
    for files in [[n] for n in names] if alone else [names]:
        subprocess.run([GAZETTE, "convert", "--to", EDITIONS, "-o", out,
                        "--", *files], capture_output=True, env=env,
                       timeout=300)
    got = {}
    for name in os.listdir(out):
        with open(os.path.join(out, name), "rb") as f:
            got[name] = f.read()
    return got


def differ(one, other):
    return sorted(n for n in one.keys() | other.keys()
                  if one.get(n) != other.get(n))


def unexplained(tree):
    """Elements that were inferred, and don't say from what."""
    bad = [] if tree.get("lang-why") else ["lang"]
    for e in tree.iter(etree.Element):
        name = etree.QName(e).localname
        own = etree.QName(e).namespace == "urn:gazette:release:1"
        if own and name in HEAD and not e.get("why"):
            bad.append(name)
        if not own and name in BODY and not e.get(WHY):
            bad.append(name)
    return bad


work = tempfile.mkdtemp()
for name, case in make_docx.cases().items():
    make_docx.write(os.path.join(work, "case-%s.docx" % name), case)
for name, release in releases.all_releases().items():
    releases.write(os.path.join(work, name + ".docx"), release)
names = sorted(os.path.join(work, n) for n in os.listdir(work))
first = convert(names, work + "/1", TZ="UTC", LC_ALL="C")
ok(len(first) > 5 * 100, "%d editions of %d documents" % (
    len(first), len(names)))
bad = differ(first, convert(names[::-1], work + "/2", TZ="Asia/Tokyo",
                            LC_ALL="C.UTF-8", LANG="fi_FI.UTF-8"))
ok(not bad, "the same in another order, zone and locale", *bad[:20])
some = names[::8]
bad = [n for n in differ(first, convert(some, work + "/3", alone=True))
       if any(n.startswith(os.path.basename(s)[:-4]) for s in some)]
ok(not bad, "and each alone", *bad[:20])
library = clock(work)
if library:
    for name in names:
        os.utime(name, (1, 1))
    later = convert(names, work + "/4", LD_PRELOAD=library)
    bad = differ(first, later)
    ok(not bad, "and ten years from now", *bad[:20])
    year = str(time.gmtime().tm_year + 10).encode()
    bad = sorted(n for n, data in later.items() if re.search(
        rb"\b%s-\d\d-\d\d" % year, data))
    ok(not bad, "no date of today is anywhere", *bad[:20])
else:
    count += 1
    print("ok %d - ten years from now # SKIP no compiler for a clock" % count)

trees = {n: etree.fromstring(data) for n, data in first.items()
         if n.endswith(".release.xml")}
bad = ["%s: %s" % (n, ", ".join(u)) for n, tree in sorted(trees.items())
       for u in [unexplained(tree)] if u]
ok(trees and not bad, "every inferred element says why", *bad[:20])
kinds = {etree.QName(e).localname for tree in trees.values()
         for e in tree.iter(etree.Element) if e.get("why") or e.get(WHY)}
ok({"title", "lead", "contact", "boilerplate", "embargo", "h2", "aside",
    "issued"} <= kinds, "and there are such of each kind", kinds)

# The mutant: without its why each of them is noticed.
silent = 0
for tree in trees.values():
    for e in tree.iter(etree.Element):
        name = etree.QName(e).localname
        own = etree.QName(e).namespace == "urn:gazette:release:1"
        for key in ("why", WHY):
            if e.get(key) and name in (HEAD if own else BODY):
                kept = e.attrib.pop(key)
                silent += name not in unexplained(tree)
                e.set(key, kept)
ok(not silent, "one that says nothing is noticed", silent)

shutil.rmtree(work)
print("1..%d" % count)
sys.exit(failed > 0)
