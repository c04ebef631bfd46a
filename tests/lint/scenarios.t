#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""How many stories of people and a folder are told to a running daemon.

A story is a call of scenario("…") (or of begin("…") where a mutant hears the
same stories) in a system test; each has a title of its own.
"""
import collections
import glob
import os
import re

WANTED = 60
CALL = re.compile(r'\b(?:scenario|begin)\(\s*"((?:[^"\\%]|\\.)+)"\)')


def stories(texts):
    """(how many, titles that are told twice)"""
    titles = collections.Counter(t for text in texts for t in CALL.findall(text))
    return len(titles), [t for t, n in titles.items() if n > 1]


top = os.environ.get("GAZETTE_SOURCE", ".")
texts = []
for path in sorted(glob.glob(os.path.join(top, "tests/system/*.t"))):
    with open(path, encoding="utf-8") as f:
        text = f.read()
    if "Newsroom" in text:
        texts.append(text)
count, twice = stories(texts)
print("# %d scenarios" % count)
print("%s 1 - at least %d scenarios through a running daemon" % ("ok" if count >= WANTED else "not ok", WANTED))
print("%s 2 - each is told once" % ("ok" if not twice else "not ok"))
for title in twice:
    print("# " + title)
seen = stories(['scenario("a file is saved")', 'scenario("a file is saved")\nscenario("another")']) == (2, ["a file is saved"])
print("%s 3 - one that is told twice is seen" % ("ok" if seen else "not ok"))
print("1..3")
