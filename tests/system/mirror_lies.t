#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A server that says what it may not changes nothing outside of the mirror's
folder, and nothing in it that it did not list with its hash.

MIRROR_LIES: how many sites are made up at random (150); MIRROR_SEED: which.
"""
import copy as copying
import hashlib
import http.server
import json
import os
import random
import shutil
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import Tap
from stranger import API, entry, mirror, scratch, site, Stranger, tree

INDEX, HEAD = API + "manifest/index.json", API + "head.json"
LONG = os.environ.get("GAZETTE_CHECK") == "long"
COUNT = int(os.environ.get("MIRROR_LIES", "2000" if LONG else "150"))
PROGRAM = "tests/dev/mirror_mortal"  # it makes no pause before it tries again
rng = random.Random(int(os.environ.get("MIRROR_SEED", "1")))
tap = Tap()
stranger = Stranger()
top = scratch()
copy, first = os.path.join(top.name, "copy"), os.path.join(top.name, "first")
GOOD = "0" * 64
HONEST = {"index.html": b"home", "feeds/sv.atom": b"feed", "sv/2026/05/ferry/index.html": b"ferry", "sv/2026/05/ferry/release.json": b"{}"}


def sealed(files, lists, index=None, head=None):
    """A site whose manifests are these, right or wrong; entries of files that
    there are get their hash where they have none."""
    made = dict(files)
    for path, value in lists.items():
        made[path] = value if isinstance(value, bytes) else json.dumps({"epoch": "e", "files": value}).encode()
    made[INDEX] = index if index is not None else json.dumps({"epoch": "e", "manifests": [entry(p, made[p]) for p in lists]}).encode()
    made[HEAD] = head if head is not None else b'{"epoch":"e","seq":9,"segment":0}'
    made[API + "health.json"] = b"{}"
    return made


def fresh():
    """A mirror of the honest site, with links of an administrator in it, and
    what lies beside it."""
    for name in os.listdir(top.name):
        if name != "first":
            shutil.rmtree(os.path.join(top.name, name))
    shutil.copytree(first, copy, copy_function=shutil.copy2)
    os.makedirs(os.path.join(top.name, "outside", "2026", "05", "ferry"))
    for name in ("outside/evil", "outside/2026/05/ferry/index.html"):
        with open(os.path.join(top.name, name), "w") as f:
            f.write("ours")
    os.symlink("../outside", os.path.join(copy, "link"))
    os.symlink("../outside/evil", os.path.join(copy, "link.html"))


def outside():
    return {p: d for p, d in tree(top.name).items() if not p.startswith(("copy/", "first/"))}


def wrong_with(files, env=None, statuses=(0, 65, 75)):
    """What a run against these files did that it may not."""
    fresh()
    before, inside = outside(), tree(copy)
    stranger.files = files
    stranger.clock += 1000
    run = mirror(stranger.url, copy, program=PROGRAM, env=env)
    wrong = [] if run.returncode in statuses else [run.returncode, run.stderr[-300:]]
    if outside() != before:
        wrong.append("outside")
    for path, data in tree(copy).items():
        if path.startswith(".gazette-mirror/"):
            if path.split("/")[1].split("-")[0] not in ("unfinished", "manifest", "new", "file", "gone"):
                wrong.append(path)
        elif data is not None and inside.get(path) != data and files.get(path) != data:
            wrong.append(path)
    return wrong


stranger.files = site(HONEST, 1)
run = mirror(stranger.url, first)
tap.ok(run.returncode == 0 and tree(first).get("index.html") == b"home", "a mirror of an honest site", run.stderr)


# Lies one by one.
def lie(what, files=(), status=65, lists=None, content=None, **more):
    made = sealed(content or {}, {API + "manifest/site.json": list(files), **(lists or {})}, **more)
    return tap.equal(wrong_with(made, statuses=(status,)), [], what)


EVIL = b"evil"
for path in ("../evil", "a/../../evil", "/tmp/evil", "a\nevil", ".gazette-mirror/state.json", "a//evil", "./evil", "a/.evil", "evil/", "a\0evil",
             "ä/evil", "%2e%2e/evil", "a\\evil", "a" * 301, "", " "):
    lie("a path like %r is refused" % path[:24], [{"p": path, "sha256": hashlib.sha256(EVIL).hexdigest(), "n": 4}], content={path: EVIL})
lie("a manifest that is none", lists={"index.html": []})
lie("the manifest of all manifests among them", lists={INDEX: []}, index=json.dumps({"epoch": "e", "manifests": [entry(INDEX, b"x")]}).encode())
lie("a file without a size", [{"p": "evil", "sha256": GOOD}])
lie("one of less than nothing", [{"p": "evil", "sha256": GOOD, "n": -1}])
lie("one larger than any", [{"p": "evil", "sha256": GOOD, "n": 1 << 40}])
lie("one without a hash", [{"p": "evil", "n": 4}])
lie("a hash that is none", [{"p": "evil", "sha256": "../" + GOOD[3:], "n": 4}])
lie("a file twice", [entry("evil", EVIL)] * 2, content={"evil": EVIL})
lie("no JSON", index=b"{")
lie("JSON that has no end", index=b"[" * 100000)
lie("a head larger than any", head=b" " * 70000)
lie("bytes that are not as said", [{"p": "evil", "sha256": GOOD, "n": 4}], status=75, content={"evil": EVIL})
lie("more bytes than said", [dict(entry("evil", EVIL), n=3)], status=75, content={"evil": EVIL})
lie("less", [dict(entry("evil", EVIL), n=5)], status=75, content={"evil": EVIL})
lie("a file through a link", [entry("link/evil", EVIL)], status=75, content={"link/evil": EVIL})
lie("a release through a link", [entry("link/2026/05/ferry/index.html", EVIL)], status=75, content={"link/2026/05/ferry/index.html": EVIL})
lie("a file in the place of a link", [entry("link.html", EVIL)], status=0, content={"link.html": EVIL})
lie("a file in the place of a folder", [entry("sv", EVIL)], status=0, content={"sv": EVIL})

# Sites at random: the honest one, with something wrong.
PARTS = ["..", ".", "", "a", "sv", "2026", "05", "ferry", "link", ".gazette-mirror", "api", "v1", "manifest", "index.html", "head.json", "state.json",
         "link.html", "x" * 250, "evil", "unfinished"]
MANIFESTS = [API + "manifest/site.json", API + "manifest/2026-05.json"]


def any_path():
    return rng.choice(("/", "", "")) + "/".join(rng.choice(PARTS) for _ in range(rng.randint(1, 6)))


def any_value():
    return rng.choice([None, -1, 0, 1, 4, 1 << 62, 1e300, "", "evil", GOOD, [], {}, True])


def any_site():
    files = {path: data for path, data in HONEST.items() if rng.random() < 0.7}
    for _ in range(rng.randint(0, 4)):
        files[any_path()] = rng.choice([EVIL, b"", b"home"])
    lists = {MANIFESTS[0]: [], MANIFESTS[1]: []}
    for path, data in files.items():
        lists[MANIFESTS["/2026/05/" in path or rng.random() < 0.1]].append(entry(path, data))
    spoilt = rng.choice(list(lists.values()))
    for _ in range(rng.choice((0, 0, 1, 3))):
        if spoilt:
            rng.choice(spoilt)[rng.choice(("p", "sha256", "n", "epoch"))] = any_value()
    made = sealed(files, copying.deepcopy(lists))
    if rng.random() < 0.2:  # bytes
        path = rng.choice([INDEX, HEAD, *MANIFESTS])
        data = bytearray(made[path])
        for _ in range(rng.randint(1, 4)):
            data[rng.randrange(len(data))] = rng.choice(b'{}[]",:\\/.0\0\xff')
        made[path] = bytes(data)
    if rng.random() < 0.2:
        made.pop(rng.choice(sorted(made)))
    return made


wrong = [why for why in (wrong_with(any_site()) for _ in range(COUNT)) if why]
tap.equal(wrong, [], "%d sites at random" % COUNT)
caught = [wrong_with(sealed({p: EVIL}, {MANIFESTS[0]: [entry(p, EVIL)]}), env={"GAZETTE_MUTANT": "trusting"}, statuses=(65,))
          for p in ("../evil", "a/.evil", ".gazette-mirror/evil", "/tmp/evil", "a\nevil")]
tap.ok(all(caught), "one that trusts paths is caught", caught)
fresh()
stranger.files = site(HONEST, 2)
run = mirror(stranger.url, copy)
tap.ok(run.returncode == 0 and all(tree(copy)[p] == d for p, d in HONEST.items()), "an honest one is still believed", run.stderr)
run = mirror("ftp://127.0.0.1/", copy)
tap.equal(run.returncode, 64, "only http and https")


class Turning(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_GET(self):
        self.send_response(302)
        self.send_header("Location", "file:///etc/hostname" if "file" in self.server.how else self.path)
        self.send_header("Content-Length", "0")
        self.end_headers()


for how in ("for ever", "into a file"):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Turning)
    server.how = how
    threading.Thread(target=server.serve_forever, daemon=True).start()
    turned = os.path.join(top.name, "turned")
    run = mirror("http://127.0.0.1:%d" % server.server_address[1], turned)
    tap.ok(run.returncode == 75 and tree(turned) == {}, "a redirect " + how + " is not followed", run.stderr)
    server.shutdown()
tap.done()
