#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Whole releases, as Word documents, through reader, importer and finish:
every field of releases_*.py is to be found, and nothing else."""
import os
import re
import subprocess
import sys
import tempfile

from lxml import etree

SOURCE = os.environ.get("GAZETTE_SOURCE", "../../..")
BUILD = os.environ.get("GAZETTE_BUILD", ".")
sys.path.insert(0, os.path.join(SOURCE, "tests/golden/releases"))

import releases  # noqa: E402

G = "{urn:gazette:release:1}"
H = "{http://www.w3.org/1999/xhtml}"
# Fields of the head that are one string, and how each is told.
PLAIN = ("title", "deck", "dateline", "issued")


def words(node):
    """All words of a node, blanks folded (no-break ones stay)."""
    return " ".join("".join(node.itertext()).split(" ")).strip(" \n")


def folded(text):
    return " ".join(text.split())


def run(path, release):
    """The finished release, or the complaint."""
    dev = os.path.join(BUILD, "tests/dev")
    xsl = os.path.join(SOURCE, "xsl")
    first = subprocess.run([dev + "/docx2release", "-x", xsl, path],
                           capture_output=True, timeout=60)
    if first.returncode:
        return None, first.stderr.decode()
    second = subprocess.run(
        [dev + "/finish", "-L", "sv,fi,en", "-r", release["region"],
         "-z", release["zone"], "-o", release["organisation"],
         "-n", release["name"], "-t", str(release.get("now", 0)),
         "-w", xsl + "/i18n", "-"],
        input=first.stdout, capture_output=True, timeout=60)
    if second.returncode or b"check:" in second.stderr:
        return None, second.stderr.decode()
    return etree.fromstring(second.stdout), ""


def telephone(node):
    return " ".join(filter(None, (node.text, node.get("href"))))


def contact(node):
    """The fields of a contact; raw alone if nothing else is known."""
    ret = {}
    for child in node:
        name = child.tag[len(G):]
        if name == "tel":
            ret.setdefault("tel", []).append(telephone(child))
        elif name in ("email", "web"):
            ret.setdefault(name, []).append(child.text)
        elif name != "raw":
            ret[name] = words(child)
    if not ret:
        raw = node.find(G + "raw")
        ret["raw"] = folded(words(raw))
        ret["link"] = next((a.get("href") for a in raw.iter(H + "a")), None)
    return ret


def found(tree):
    """Everything that want can name."""
    head = tree.find(G + "head")
    ret = {f: words(n) for f in PLAIN for n in head.iter(G + f)}
    for node in head.iter(G + "dateline"):
        ret["place"] = node.get("place")
    for node in head.iter(G + "embargo"):
        ret["embargo"] = node.get("until")
    ret["publisher"] = [words(n) for n in head.iter(G + "publisher")]
    ret["contact_title"] = [words(n) for n in head.iter(G + "contact-title")]
    ret["contacts"] = [contact(n) for n in head.iter(G + "contact")]
    ret["tags"] = [words(n) for n in head.iter(G + "subject")]
    ret["lang"] = tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    ret["findings"] = sorted(
        m.get("severity") + " " + m.get("code")
        for m in tree.iter(G + "message")
        for _ in range(int(m.get("times", "1"))))
    return ret


def check_plain(want, have):
    """Fields that are equal or not."""
    for field in PLAIN + ("place", "embargo", "publisher", "contact_title",
                          "tags", "lang", "findings"):
        default = [] if isinstance(have.get(field), list) else None
        if have.get(field) != want.get(field, default):
            yield "%s: %r, not %r" % (field, have.get(field),
                                      want.get(field, default))


def check_contacts(want, have):
    wanted = want.get("contacts", [])
    if len(wanted) != len(have):
        yield "contacts: %r" % have
    for one, other in zip(wanted, have):
        if "raw" in one:
            one = dict(one, link=one.get("link", other.get("link")))
        if one != other:
            yield "contact: %r, not %r" % (other, one)


def check_text(want, tree):
    """Words that stand in a part, or in none."""
    whole = etree.tostring(tree, encoding="unicode")
    body = folded(" ".join(tree.find(H + "body").itertext()))
    lead = tree.find(G + "head/" + G + "lead")
    lead = folded(words(lead)) if lead is not None else ""
    if not lead.startswith(want.get("lead", "")) or (
            lead and "lead" not in want):
        yield "lead: %r" % lead
    for piece in want.get("body", []):
        if piece not in body:
            yield "body lacks %r" % piece
    for piece in want.get("has", []):
        if piece not in body + lead:
            yield "no %r" % piece
    # the report quotes what was left out
    for piece in want.get("lacks", []):
        if piece in whole[whole.find("<body"):whole.find("<report")]:
            yield "%r is there" % piece
    items = [folded(words(n)) for n in tree.iter(H + "li")]
    if "items" in want and items != want["items"]:
        yield "items: %r" % items


def check_parts(want, tree):
    """Boilerplate, quotations, and what each value rests on."""
    plates = [folded(words(n)) for n in tree.iter(G + "boilerplate")]
    starts = want.get("boilerplate", [])
    if len(plates) != len(starts) or not all(
            p.startswith(s) for p, s in zip(plates, starts)):
        yield "boilerplate: %r" % plates
    quotes = [(n.get(G + "speaker"), folded(words(n))) for n in tree.iter()
              if n.get(G + "speaker")]
    if len(quotes) != len(want.get("quotes", [])):
        yield "quotes: %r" % quotes
    for speaker, start in want.get("quotes", []):
        if not any(q[0] == speaker and q[1].startswith(start)
                   for q in quotes):
            yield "no quote of %r: %r" % (speaker, quotes)
    for field, why in want.get("why", {}).items():
        node = next(tree.iter(G + field), None)
        if node is None or node.get("why") != why:
            yield "why of %s: %r, not %r" % (
                field, None if node is None else node.get("why"), why)
    if "lang_why" in want and tree.get("lang-why") != want["lang_why"]:
        yield "lang-why: %r" % tree.get("lang-why")


def complaints(path, release):
    tree, error = run(path, release)
    if tree is None:
        return [error]
    want, have = release["want"], found(tree)
    return [*check_plain(want, have),
            *check_contacts(want, have["contacts"]),
            *check_text(want, tree), *check_parts(want, tree)]


def tokens(text):
    """The words of a text that are long enough to be told apart."""
    return re.findall(r"[^\W\d_]{4,}", text)


def conserved(directory, every):
    """No visible word is lost: each stands in the text edition, but for what
    a release names as gone.  Yields what is lost of each."""
    files = [os.path.join(directory, n + ".docx") for n in every]
    out = os.path.join(directory, "out")
    subprocess.run([os.path.join(BUILD, "gazette"), "convert", "--to",
                    "text,release", "-o", out, *files],
                   capture_output=True, timeout=120, check=False)
    for name, release in every.items():
        with open(os.path.join(out, name + ".txt"), encoding="utf-8") as f:
            there = set(tokens(f.read()))
        lines = (re.sub("^[TUBL12]:", "", line) for line in release["doc"])
        gone = sorted(set(tokens("\n".join(lines))) - there)
        if gone != sorted(release["want"].get("gone", [])):
            yield name, gone


def reasons(tree):
    """What stands before the colon of each why of the head."""
    found = [n.get("why") for n in tree.iter() if n.get("why")]
    found.append(tree.get("lang-why"))
    return {re.split("[:, (]", why)[0] for why in found}


def unsaid(kinds):
    """Reasons that a receipt has no words for, by language."""
    for lang in ("sv", "fi", "en"):
        path = os.path.join(SOURCE, "xsl/i18n", lang + ".xml")
        keys = {w.get("key") for w in etree.parse(path).iter(
            "{urn:gazette:i18n:1}w")}
        for kind in sorted(kinds):
            if "why-" + kind not in keys:
                yield lang, kind


def main():
    every = releases.all_releases()
    print("1..%d" % (len(every) + 2))
    kinds = set()
    with tempfile.TemporaryDirectory() as directory:
        for n, (name, release) in enumerate(every.items(), 1):
            path = os.path.join(directory, name + ".docx")
            releases.write(path, release)
            wrong = complaints(path, release)
            tree, _ = run(path, release)
            kinds |= reasons(tree) if tree is not None else set()
            print("%sok %d - %s" % ("not " if wrong else "", n, name))
            for line in wrong:
                print("# " + line)
        lost = list(conserved(directory, every))
        print("%sok %d - no word is lost" % ("not " if lost else "",
                                             len(every) + 1))
        for name, gone in lost:
            print("# %s: %r" % (name, gone))
        dumb = list(unsaid(kinds))
        print("%sok %d - a receipt has words for every reason" % (
            "not " if dumb or len(kinds) < 8 else "", len(every) + 2))
        for lang, kind in dumb:
            print("# %s: %s" % (lang, kind))


if __name__ == "__main__":
    main()
