#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A room includes only what stands below it, and each library is known to
the files that doc/ARCHITECTURE.md names and to no other."""
import os
import re
import sys

SOURCE = os.environ.get("GAZETTE_SOURCE") or os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))

# The lowest first; what stands in one row does not know each other.
ROWS = [["base"], ["read", "mirror"], ["release"], ["transform"], ["render"], ["worker"], ["catalog"], ["store"],
        ["intake", "publish"], ["staff"], ["newsroom"], ["daemon", "cli", "courier"]]
RANK = {room: i for i, row in enumerate(ROWS) for room in row}

# Rooms that may see even less than all that stands below them.
ONLY = {"release": {"base", "read"}, "transform": {"base"}, "mirror": {"base"}}

# Header, and the files that may include it.
KNOWN_TO = [
    (r"inotifytools/|sys/inotify\.h", r"intake/watch\.c"),
    (r"zip\.h", r"read/package\w*\.[ch]|render/epub\w*\.[ch]"),
    (r"libxslt/|libexslt/", r"transform/\w+\.[ch]"),
    (r"sqlite3\.h", r"catalog/sqlite\w*\.[ch]"),
    (r"confuse\.h", r"newsroom/settings\w*\.[ch]"),
    (r"seccomp\.h|linux/(seccomp|landlock|filter)\.h", r"worker/sandbox\w*\.[ch]"),
    (r"systemd/", r"(newsroom|daemon|cli|courier)/\w+\.[ch]"),
    (r"curl/|spawn\.h", r"courier/\w+\.[ch]|mirror/fetch\.c"),
    (r"libexttextcat/", r"release/\w+\.[ch]"),
]
INCLUDE = re.compile(r'^#\s*include\s+(?:"([^"]+)"|<([^>]+)>)', re.M)


def faults_of(path, text):
    """path: "intake/scan.c"."""
    room = path.split("/")[0]
    for own, foreign in INCLUDE.findall(text):
        if foreign:
            for header, allowed in KNOWN_TO:
                if re.match(header, foreign) and not re.fullmatch(allowed, path):
                    yield "%s knows <%s>" % (path, foreign)
            continue
        if own == "config.h":
            continue
        other = own.split("/")[0]
        if "/" not in own or other not in RANK:
            yield '%s includes "%s", which is in no room' % (path, own)
        elif other == room:
            continue
        elif RANK[other] >= RANK[room] or other not in ONLY.get(room, RANK):
            yield '%s includes "%s", which does not stand below it' % (path, own)


def main():
    top = os.path.join(SOURCE, "src")
    count, faults = 0, []
    for room in sorted(os.listdir(top)):
        if not os.path.isdir(os.path.join(top, room)):
            continue
        if room not in RANK:
            faults.append("src/%s is a room that nobody knows" % room)
            continue
        for name in sorted(os.listdir(os.path.join(top, room))):
            if name.endswith((".c", ".h")):
                with open(os.path.join(top, room, name), encoding="utf-8") as f:
                    faults += faults_of(room + "/" + name, f.read())
                count += 1
    wrong = [("intake/scan.c", '#include "newsroom/settings.h"'), ("publish/stage.c", '#include "intake/scan.h"'),
             ("transform/xslt.c", '#include "release/release.h"'), ("intake/scan.c", "#include <sys/inotify.h>"),
             ("cli/main.c", "# include <sqlite3.h>"), ("base/buf.c", '#include "text.h"')]
    missed = [w for w in wrong if not list(faults_of(*w))]
    print("%sok 1 - walls of %d files" % ("not " if faults or count < 50 else "", count))
    for fault in faults:
        print("# " + fault)
    print("%sok 2 - what goes through a wall is seen" % ("not " if missed else ""))
    for path, text in missed:
        print("# %s: %s" % (path, text))
    print("1..2")
    sys.exit(bool(faults or missed))


main()
