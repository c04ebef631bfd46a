#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a website downstream reads: lines of changes, manifests, twins; how
little is written for one release, and that nothing of an erased one stays.
DOWNSTREAM=n sets how many releases the archive has."""
import glob
import gzip
import hashlib
import json
import os
import re
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import Newsroom, Tap, release, samples

MANY = int(os.environ.get("DOWNSTREAM", "1100"))
APART = {"api/v1/head.json", "api/v1/health.json", "api/v1/manifest/index.json"}
tap = Tap()
room = Newsroom()


def read(path):
    with open(room.www(path), encoding="utf-8") as f:
        return json.load(f)


def lines():
    found = []
    for path in sorted(glob.glob(room.www("api", "v1", "changes", "*.jsonl"))):
        with open(path, encoding="utf-8") as f:
            found += [json.loads(line) for line in f]
    return found


def differences():
    """What is in no manifest, or in two, or not as its manifest says."""
    listed, wrong = {}, []
    try:
        for entry in read("api/v1/manifest/index.json")["manifests"]:
            with open(room.www(entry["p"]), "rb") as f:
                text = f.read()
            if (hashlib.sha256(text).hexdigest(), len(text)) != (entry["sha256"], entry["n"]):
                wrong.append(entry["p"])
            listed[entry["p"]] = entry["sha256"]
            for item in json.loads(text)["files"]:
                if item["p"] in listed or os.path.getsize(room.www(item["p"])) != item["n"]:
                    wrong.append(item["p"])
                listed[item["p"]] = item["sha256"]
        tree = {k: v for k, v in room.tree().items() if k not in APART}
    except FileNotFoundError as e:
        return [str(e)]
    return wrong + sorted(set(listed.items()) ^ set(tree.items()))


def is_as_said(what):
    """Every file of the web root is in one manifest, with its hash."""
    good = room.waits_for(lambda: not differences(), 20)
    return tap.ok(good, what, "" if good else differences()[:10])


def settled():
    """The daemon has nothing left to do, as far as can be seen."""
    def look():
        return {p: os.stat(p).st_mtime_ns for p in glob.glob(room.www("api", "v1", "*.json"))}
    before = look()
    time.sleep(1.2)
    while look() != before:
        before = look()
        time.sleep(1.2)


room.drop("ferry.en.docx", samples.english)
room.drop("biblioteket.sv.docx", samples.swedish)
tap.ok(room.once() == 0, "two releases are published", room.log_text())
head = read("api/v1/head.json")
tap.ok(set(head) == {"epoch", "seq", "segment"} and head["segment"] == 0, "the head has epoch, number and segment", head)
first = lines()
tap.equal([line["seq"] for line in first], list(range(1, head["seq"] + 1)), "lines are numbered without gaps")
tap.ok(all(list(line) == ["seq", "t", "op", "id", "lang", "v", "url", "files"] for line in first), "and look as agreed", first)
tap.ok(all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", line["t"]) for line in first), "instants are in UTC")
for line in first:
    good = all(hashlib.sha256(open(room.www(line["url"].strip("/"), f["p"]), "rb").read()).hexdigest() == f["sha256"]
               for f in line["files"])
    tap.ok(good and len(line["files"]) >= 5, "a line's files are what it says: %s %s" % (line["op"], line["lang"]))
is_as_said("every file is in one manifest")
health = read("api/v1/health.json")
tap.ok(health["status"] == "ok" and health["seq"] == head["seq"] and health["releases"] == {"en": 1, "sv": 1}, "health", health)

# Twins.
twins = glob.glob(room.www("**", "*.gz"), recursive=True)
wrong = []
for twin in twins:
    with open(twin, "rb") as f:
        data = f.read()
    with open(twin[:-3], "rb") as f:
        if gzip.decompress(data) != f.read() or data[3:8] != b"\0\0\0\0\0":
            wrong.append(twin)
    if os.stat(twin).st_mtime_ns != os.stat(twin[:-3]).st_mtime_ns:
        wrong.append(twin + ": time")
tap.ok(len(twins) > 15 and not wrong, "%d twins are the same in small, with the same time" % len(twins), wrong)

# An archive, and one release more.
for i in range(MANY):
    room.drop("item-%d.docx" % i, release(number=i + 1))
tap.ok(room.once(600) == 0 and len(room.releases()) == MANY + 2, "an archive of %d releases" % MANY, room.log_text()[-2000:])
is_as_said("every file is in one manifest again")
full = room.www("api", "v1", "changes", "0000000.jsonl")
tap.equal(len(open(full, encoding="utf-8").read().splitlines()), min(1000, len(lines())), "a segment has a thousand lines")
segment = open(full, "rb").read()
room.start()
room.waits_for(lambda: "started" in room.log_text())
settled()


def stamps():
    found = {}
    for base, _, names in os.walk(room.www()):
        for name in names:
            st = os.stat(os.path.join(base, name))
            found[os.path.relpath(os.path.join(base, name), room.www())] = (st.st_ino, st.st_mtime_ns)
    return found


before = stamps()
room.drop("last.docx", release(title="The last of them all"))
tap.ok(room.waits_for(lambda: any(line["url"].endswith("/the-last-of-them-all/") for line in lines())), "one more is published",
       room.log_text()[-1000:])
settled()
after = stamps()
written = sorted(p for p in after if after[p] != before.get(p))
plain = [p for p in written if not p.endswith(".gz")]
tap.ok(5 < len(plain) <= 40, "with %d files and %d twins written" % (len(plain), len(written) - len(plain)), "\n".join(written))
tap.equal(open(full, "rb").read() if MANY >= 1000 else segment, segment, "a full segment is as it was")
is_as_said("manifests agree after it")

# Changed, withdrawn, erased.
room.drop("last.docx", release(title="The last of them all", body=[
    "The municipality of Norrvik puts a new bench at the old harbour. It is made of oak and seats four people of any age.",
    "The carpenter, who lives in the next street, made it in three weeks from trees that fell in the storm of last autumn."]))
tap.ok(room.waits_for(lambda: lines()[-1]["v"] == 2), "a new version has its line", lines()[-1])
work = lines()[-1]["id"]
url = lines()[-1]["url"]
status, out, err = room.command("withdraw", work)
tap.ok(status == 0 and room.waits_for(lambda: lines()[-1]["op"] == "withdraw"), "a withdrawal has its line", out + err)
tap.ok(lines()[-1]["files"] == [] and lines()[-1]["url"] == url, "with its address and no files", lines()[-1])
is_as_said("manifests tell of the notice")
tap.ok(room.waits_for(lambda: "release.epub" not in str(differences()) and not os.path.exists(
    room.www(url.strip("/"), "release.epub"))), "the release gave way to it")
status, out, err = room.command("erase", work)
tap.ok(status == 0 and room.waits_for(lambda: lines()[-1]["op"] == "erase"), "erasure has its line", out + err)
tap.ok(room.waits_for(lambda: not os.path.exists(room.www(url.strip("/")))), "its folder is gone")
settled()
mine = [line for line in lines() if line["id"] == work]
tap.ok(len(mine) == 4 and all(line["url"] == "" and line["files"] == [] for line in mine), "which says no more than that", mine)
left = [p for p in room.tree() if b"the-last-of-them" in open(room.www(p), "rb").read()]
tap.equal(left, [], "and no word of it is left anywhere")
is_as_said("manifests know nothing of it")
tap.ok(room.stop() == 0, "SIGTERM ends it")

# What is lost is made again, to the byte.
tree = room.tree()
for path in ("api/v1/head.json", "api/v1/changes/0000000.jsonl", sorted(p for p in tree if p.startswith("api/v1/manifest/2"))[0]):
    os.remove(room.www(path))
status, out, err = room.command("rebuild")
tap.ok(status == 0 and room.tree() == tree, "a rebuild makes the ledger anew", out + err)
tap.done()
