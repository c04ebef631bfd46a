#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Documents that mean harm: each with the class it must be of, none with a
crash, none over its time and memory, and nothing of theirs in a page."""
import json
import os
import re
import resource
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import make  # noqa: E402

BUILD = os.environ.get("GAZETTE_BUILD", ".")
GAZETTE = os.path.join(BUILD, "gazette")
BATCH = 50
# Shadow, red zones and quarantine of the sanitizers come on top.
MEMORY = 1024 if os.environ.get("GAZETTE_CHECK") == "sanitizers" else 512


def read(path):
    with open(path, encoding="utf-8", errors="replace") as f:
        return f.read()


def check(directory, names):
    """What each is told: {name: (verdict, code)}."""
    got = {}
    for at in range(0, len(names), BATCH):
        out = subprocess.run(
            [GAZETTE, "check", "--json", "--"] + names[at:at + BATCH],
            cwd=directory, capture_output=True, timeout=600)
        for line in out.stdout.decode().splitlines():
            row = json.loads(line)
            got[row["file"]] = (row["verdict"], row.get("code") or "")
        if out.returncode < 0:
            got["signal"] = (str(out.returncode), "")
    return got


def convert(directory, names):
    """The pages that are made: {name: page}; and how the program ended."""
    pages = {}
    worst = 0
    for at in range(0, len(names), BATCH):
        out = os.path.join(directory, "out%d" % at)
        os.mkdir(out)
        some = names[at:at + BATCH]
        ended = subprocess.run(
            [GAZETTE, "convert", "--to", "html,text", "-o", out, "--"] + some,
            cwd=directory, capture_output=True, timeout=600)
        worst = ended.returncode if ended.returncode not in (0, 65) else worst
        for name in some:
            stem = os.path.splitext(name)[0]
            page = os.path.join(out, stem + ".html")
            if os.path.exists(page):
                pages[name] = read(page) + read(
                    os.path.join(out, stem + ".txt"))
    return pages, worst


def judge(name, expect, told, page):
    """Nothing, or what is wrong with this one."""
    if told is None:
        return "nothing was said of it"
    verdict, code = told
    if code in ("worker-died", "worker-late") or verdict in (
            "fatal", "defer"):
        return "%s %s" % told
    if page is not None:
        lower = page.lower()
        for bad in make.FORBIDDEN + (make.SECRET.lower(),):
            if re.search(bad, lower):
                return "its page holds " + bad
    if expect == "accept":
        if page is None or make.MARK not in page:
            return "no page with its words (%s %s)" % told
    elif expect != "safe":
        if page is not None:
            return "it was converted"
        if not code.startswith(expect):
            return "code %s, not %s" % (code, expect)
    return None


def main():
    with tempfile.TemporaryDirectory() as directory:
        expected = {}
        for name, data, expect in make.cases():
            if name in expected:
                print("# two cases are called " + name)
                return 1
            expected[name] = expect
            with open(os.path.join(directory, name), "wb") as f:
                f.write(data)
        names = sorted(expected)
        told = check(directory, names)
        pages, status = convert(directory, names)
        use = resource.getrusage(resource.RUSAGE_CHILDREN)
    bad = 0
    for i, name in enumerate(names, 1):
        wrong = judge(name, expected[name], told.get(name), pages.get(name))
        print("%s %d - %s %s" % ("not ok" if wrong else "ok", i, name,
                                 expected[name]))
        if wrong:
            bad += 1
            print("# " + wrong)
    sums = ((len(names) >= 300, "%d documents" % len(names)),
            (status == 0 and "signal" not in told, "the program goes on"),
            (use.ru_maxrss < MEMORY * 1024,
             "memory %d MiB" % (use.ru_maxrss // 1024)),
            (use.ru_utime + use.ru_stime < len(names),
             "time %.1f s" % (use.ru_utime + use.ru_stime)))
    for i, (good, what) in enumerate(sums, len(names) + 1):
        print("%s %d - %s" % ("ok" if good else "not ok", i, what))
        bad += not good
    print("1..%d" % (len(names) + len(sums)))
    return 1 if bad else 0


sys.exit(main())
