# SPDX-License-Identifier: GPL-2.0-or-later
"""Stylesheets keep to the house: what libxslt only finds when it is run, and
what costs more than it seems."""
import os
import re
import sys

from lxml import etree

SOURCE = os.environ.get("GAZETTE_SOURCE", ".")
XSL = "{http://www.w3.org/1999/XSL/Transform}"
I18N = "{urn:gazette:i18n:1}"
# Looking back among siblings or through the whole tree is quadratic, and
# generate-id() and the clock make two runs differ.
BANNED = [
    (r"preceding", "looks back among siblings"),
    (r"following-sibling::", "looks ahead among siblings"),
    (r"document\(", "reads a file"),
    (r"generate-id\(", "differs from run to run"),
    (r"date:", "looks at the clock"),
    (r"(^|[\s(|,=])//", "searches the whole tree"),
]

tests = 0
failed = 0


def ok(good, what, why=""):
    global tests, failed
    tests += 1
    failed += not good
    print("%sok %d - %s" % ("" if good else "not ", tests, what))
    if not good and why:
        print("# " + why)


def sheets():
    for folder in ("import", "render", "staff", "lib"):
        path = os.path.join(SOURCE, "xsl", folder)
        for name in sorted(os.listdir(path)):
            if name.endswith(".xsl"):
                yield os.path.join(path, name)


def closure(path, seen):
    """The stylesheet and all that it includes."""
    path = os.path.normpath(path)
    if path in seen:
        return seen
    seen[path] = etree.parse(path)
    for tag in ("include", "import"):
        for e in seen[path].iterfind(XSL + tag):
            closure(os.path.join(os.path.dirname(path), e.get("href")), seen)
    return seen


def expressions(tree):
    for e in tree.iter(XSL + "*"):
        for key in ("select", "test", "match", "use"):
            if e.get(key):
                yield e.sourceline, e.get(key)


def check(path):
    what = os.path.relpath(path, SOURCE)
    tree = etree.parse(path)
    wrong = []
    for line, text in expressions(tree):
        wrong += ["line %d %s: %s" % (line, why, text)
                  for pattern, why in BANNED if re.search(pattern, text)]
    for e in tree.iter(XSL + "*"):
        if e.get("disable-output-escaping"):
            wrong.append("line %d escapes nothing" % e.sourceline)
        if e.tag == XSL + "number":
            wrong.append("line %d numbers" % e.sourceline)
    ok(not wrong, what + " does nothing that is banned", "; ".join(wrong))
    text = open(path, encoding="utf-8").read()
    long = [m.group(0).count("\n") + 1 for m in
            re.finditer(r"<xsl:template\b.*?</xsl:template>", text, re.S)]
    ok(not long or max(long) <= 60, what + " has no template over 60 lines")


def check_calls(path):
    """libxslt reports a missing template only when it is called."""
    all_ = closure(path, {})
    names = {t.get("name") for tree in all_.values()
             for t in tree.iterfind(XSL + "template")}
    calls = {c.get("name") for tree in all_.values()
             for c in tree.iter(XSL + "call-template")}
    ok(calls <= names, os.path.relpath(path, SOURCE) + " calls what exists",
       " ".join(sorted(calls - names)))


def words(lang):
    path = os.path.join(SOURCE, "xsl", "i18n", lang)
    return {w.get("key") for w in etree.parse(path).iter(I18N + "w")}


def check_words():
    """Each label that an edition asks for is in every language."""
    used = set()
    for folder in ("xsl/render", "xsl/lib", "src/render"):
        path = os.path.join(SOURCE, folder)
        for name in os.listdir(path):
            if name.endswith((".xsl", ".c")):
                text = open(os.path.join(path, name), encoding="utf-8").read()
                used |= set(re.findall(r"[>\"](article-[a-z]+)[<\"]", text))
    ok(len(used) > 8, "editions have words")
    for lang in sorted(os.listdir(os.path.join(SOURCE, "xsl", "i18n"))):
        if lang.endswith(".xml"):
            missing = used - words(lang)
            ok(not missing, lang + " has the words of editions",
               " ".join(sorted(missing)))


for sheet in sheets():
    check(sheet)
    if os.path.basename(os.path.dirname(sheet)) != "lib":
        check_calls(sheet)
check_words()
print("1..%d" % tests)
sys.exit(failed > 0)
