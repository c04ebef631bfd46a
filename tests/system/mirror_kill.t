#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A mirror is killed before any of the calls that change its folder; then the
site is another one; then one run makes them equal, and leaves nothing behind.

MIRROR_KILLS: how many of the calls are tried for each next site ("all").
"""
import os
import shutil
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import Tap
from stranger import difference, mirror, scratch, site, Stranger, tree, with_folders

LONG = os.environ.get("GAZETTE_CHECK") == "long"
WANT = os.environ.get("MIRROR_KILLS", "all" if LONG else "15")
OWN = {"notes.html": b"an administrator's", "sv/2026/05/notes.html": b"another", "sv/2026/06/kept/notes.html": b"a third"}
tap = Tap()


def release(words, *also):
    names = ("index.html", "fragment.html", "release.json", "release.epub", *also)
    return {name: ("%s of %s" % (name, words)).encode() for name in names}


def files(lists, **releases):
    made = {path: ("%s: %s" % (path, lists)).encode() for path in ("index.html", "sv/index.html", "feeds/sv.atom")}
    made["_static/0011.css"] = b"p {}"
    for name, of in releases.items():
        month, slug = name.split("_")
        made.update({"sv/2026/%s/%s/%s" % (month[1:], slug, k): v for k, v in of.items()})
    return made


bridge, ferry = release("the bridge", "picture-1.png"), release("the ferry")
FIRST = site(files("two", m05_bridge=bridge, m05_ferry=ferry), 2)
SECOND = site(files("three", m05_bridge=dict(release("the bridge, again", "more/plan.pdf"), **{"release.epub": bridge["release.epub"]}),
                    m05_school=release("the school"), m06_library=release("the library")), 6)
NEXT = {
    "the second": SECOND,
    "the first again": FIRST,
    "what was new is erased, what was erased is back": site(files("two once more", m05_ferry=ferry, m05_bridge=bridge), 9),
    "other files where files were": site({"sv/2026/06/school/index.html": b"moved", "_static/0012.css": b"p {}",
                                          "feeds/sv.atom": b"", "sv/index.html": b"little is left"}, 11),
    "made anew": site(files("one", m06_library=release("another library")), 1, epoch="f"),
}


def own(folder):
    for path, data in OWN.items():
        os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
        with open(os.path.join(folder, path), "wb") as f:
            f.write(data)


def killed_at(call, after, **env):
    """What is wrong when the run from the first to the second is killed there
    and the next one meets another site."""
    shutil.rmtree(copy)
    shutil.copytree(first, copy, copy_function=shutil.copy2)
    stranger.has(SECOND)
    run = mirror(stranger.url, copy, program="tests/dev/mirror_mortal", env=dict(env, MORTAL_AT=str(call)))
    if run.returncode != -signal.SIGKILL:
        return ["it was not killed, but ended with %d: %s" % (run.returncode, run.stderr)]
    stranger.clock += 100
    stranger.has(after)
    run = mirror(stranger.url, copy)
    have, want = tree(copy), with_folders({**after, **OWN})
    return [] if run.returncode == 0 and have == want else [run.returncode, run.stderr, difference(have, want)]


stranger = Stranger()
with scratch() as top:
    first, copy, counted = (os.path.join(top, name) for name in ("first", "copy", "counted"))
    stranger.has(FIRST)
    os.mkdir(first)
    own(first)
    run = mirror(stranger.url, first)
    have, want = tree(first), with_folders({**FIRST, **OWN})
    tap.ok(run.returncode == 0 and have == want, "a mirror of the first site", (run.stderr, difference(have, want)))
    shutil.copytree(first, copy, copy_function=shutil.copy2)
    stranger.clock += 100
    stranger.has(SECOND)
    run = mirror(stranger.url, copy, program="tests/dev/mirror_mortal", env={"MORTAL_COUNT": counted})
    have, want = tree(copy), with_folders({**SECOND, **OWN})
    tap.ok(run.returncode == 0 and have == want, "and of the second", (run.stderr, difference(have, want)))
    with open(counted) as f:
        calls = int(f.read())
    points = range(1, calls + 1)
    if WANT != "all" and calls > int(WANT):
        points = [1 + i * calls // int(WANT) for i in range(int(WANT))]
    for name, after in NEXT.items():
        wrong = {call: why for call in points for why in [killed_at(call, after)] if why}
        tap.equal(wrong, {}, "killed at %d of %d calls; then: %s" % (len(points), calls, name))
    caught = [call for call in points[len(points) // 3:] for name in list(NEXT)[1:4]
              if killed_at(call, NEXT[name], GAZETTE_MUTANT="forgetful")]
    tap.ok(len(caught) > 3, "one that writes nothing down is caught", caught)
tap.done()
