#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a mirror asks, and of what answers it is sure: a file that changes
twice in a second under one ETag, a site that changes while it is read, one
that never rests."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import Tap
from stranger import difference, mirror, scratch, site, Stranger, tree, with_folders

HEAD, INDEX = "api/v1/head.json", "api/v1/manifest/index.json"
tap = Tap()
stranger = Stranger()
top = scratch()
copies = 0


def new_copy():
    global copies
    copies += 1
    return os.path.join(top.name, "copy-%d" % copies)


def release(slug, words):
    return {"sv/2026/05/%s/%s" % (slug, name): ("%s: %s" % (name, words)).encode()
            for name in ("index.html", "fragment.html", "release.json", "release.epub")}


def lists(words):
    return {"index.html": words.encode(), "feeds/sv.atom": words.encode(), "sv/index.html": words.encode()}


def is_equal(copy, what, run=None):
    run = run or mirror(stranger.url, copy)
    have, want = tree(copy), with_folders(stranger.files)
    return tap.ok(run.returncode == 0 and have == want, what, (run.returncode, run.stderr, difference(have, want)))


ONE = site({**lists("one"), **release("ferry", "two piers")}, 1)
TWO = site({**lists("two"), **release("ferry", "one pier.")}, 2)
assert all(len(ONE[path]) == len(TWO[path]) for path in ONE)


def twice(behind=0, apart=0, **env):
    """The site changes, is mirrored so many seconds later, and changes again
    in the same second or that long after: the run after that, and the folder."""
    copy = new_copy()
    stranger.files, stranger.times = {}, {}
    stranger.has(ONE)
    stranger.clock += behind
    mirror(stranger.url, copy, program="tests/dev/mirror_mortal", env=env)
    stranger.clock += apart - behind
    stranger.has(TWO)
    stranger.clock += 5000
    return mirror(stranger.url, copy), copy


# What can be relied on.
for etags, what in ((True, "ETag"), (False, "Last-Modified")):
    stranger.etags = etags
    for behind in (0, 1, 59):
        run, copy = twice(behind)
        is_equal(copy, "a second change under one %s, %d s after, is seen" % (what, behind), run)
    mirror(stranger.url, copy)
    stranger.asked.clear()
    run = mirror(stranger.url, copy)
    tap.equal((stranger.asked, run.stdout), ([(HEAD, 304), (INDEX, 304)], ""), "a site that rests is asked two questions, by " + what)
stranger.etags = True
run, copy = twice(GAZETTE_MUTANT="hasty")
tap.ok(tree(copy) != with_folders(TWO), "one that relies on any ETag is caught")
stranger.weak = 'W/"1"'
run, copy = twice(behind=100, apart=200)
is_equal(copy, "a weak ETag that never changes is not relied on")
stranger.weak = None
copy = new_copy()
stranger.lazy = True
run = mirror(stranger.url, copy)
tap.ok(run.returncode == 75 and tree(copy) == {}, "an answer to what was not asked is none", (run.returncode, run.stderr))
stranger.lazy = False

# The site changes between two requests: at once, or file by file in the order
# of Gazette, from the first request on, from the second, and so on.
OLD = site({**lists("three"), **release("bridge", "closed"), **release("school", "opens"), "_static/1.css": b"p"}, 3)
NEW = site({**lists("three and"), **release("bridge", "open"), **release("library", "opens"), "_static/2.css": b"q"}, 6)


def order(path):
    return [path.startswith("sv/2026"), path.startswith("_static"), not path.startswith("api"), path.count("manifest/2"),
            path.count("manifest/s"), path == INDEX, path == "api/v1/health.json", path == HEAD].index(True)


STEPS = [p for p in sorted(NEW, key=order) if OLD.get(p) != NEW[p]]


def at_once(number):
    stranger.has(NEW)


def by_and_by(number):
    path = STEPS[number] if number < len(STEPS) else None
    if path is not None:
        stranger.has({**stranger.files, path: NEW[path]})
    else:
        stranger.has(NEW)


class Change:
    def __init__(self, at, step):
        self.at, self.step, self.count = at, step, 0

    def __call__(self, path):
        self.count += 1
        if self.count >= self.at:
            self.step(self.count - self.at)


def wrong_when(at, step):
    """What is wrong when the site changes from that request of a run on."""
    copy = new_copy()
    stranger.files, stranger.before = {}, lambda path: None
    stranger.has(OLD)
    mirror(stranger.url, copy)
    stranger.clock += 1
    stranger.before = Change(at, step)
    run = mirror(stranger.url, copy)
    have = tree(copy)
    wrong = [] if run.returncode in (0, 75) else [run.returncode, run.stderr]
    for slug in ("bridge", "school", "library"):
        here = {p: have[p] for p in have if p.startswith("sv/2026/05/%s/" % slug) and have[p] is not None}
        if here and here not in [{p: of[p] for p in of if p in here or p.startswith("sv/2026/05/%s/" % slug)} for of in (OLD, NEW)]:
            wrong.append("a part of " + slug)
    stranger.before = lambda path: None
    stranger.has(NEW)
    run = mirror(stranger.url, copy)
    have = tree(copy)
    return wrong if run.returncode == 0 and have == with_folders(NEW) else wrong + [run.returncode, difference(have, with_folders(NEW))]


for step, what in ((at_once, "at once"), (by_and_by, "file by file")):
    wrong = {at: why for at in range(1, 24, 3) for why in [wrong_when(at, step)] if why}
    tap.equal(wrong, {}, "a site that changes %s while it is read" % what)

# A site that never rests: one of its files is another each time.
copy = new_copy()
stranger.files = {}
stranger.has(OLD)
mirror(stranger.url, copy)
stranger.clock += 10
stranger.has(NEW)


def restless(path):
    if path == "index.html":
        stranger.files = {**NEW, path: b"%d" % len(stranger.asked)}


stranger.before = restless
run = mirror(stranger.url, copy)
here = sorted({p.split("/")[3] for p in tree(copy) if p.startswith("sv/2026/05/") and p.count("/") > 3})
tap.equal((run.returncode, here), (75, ["bridge", "library"]), "one that never rests: the rest comes, and what is gone goes")
stranger.before = lambda path: None
stranger.has(NEW)
is_equal(copy, "and when it rests, the mirror is equal")
tap.done()
