#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What the house does not write: functions that overrun or lie, comments of
the other kind, jumps but to one's own end, long lines, files and functions."""
import os
import re
import sys

SOURCE = os.environ.get("GAZETTE_SOURCE") or os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
SPDX = "SPDX-License-Identifier: GPL-2.0-or-later"
BANNED = re.compile(
    r"\b(strcpy|stpcpy|strcat|sprintf|vsprintf|strncpy|strtok|gets|atoi|atol|atoll|atof|system|popen|alloca|"
    r"mktemp|tmpnam|tempnam|asctime|ctime|gmtime|localtime|rand|srand|setlocale|putenv|setenv)\s*\(")
# A sandbox has signal handlers that are SIG_IGN and no others.
SIGNAL = re.compile(r"\bsignal\s*\((?!\s*SIG\w+,\s*SIG_(?:IGN|DFL)\))")
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'')
COMMENT = re.compile(r"/\*.*?\*/", re.S)
WIDTH = {"src": 80, "tests": 100}
FILE_LINES, FUNCTION_LINES = 800, 100


def blank(match):
    """As many lines, and no words."""
    return re.sub(r"[^\n]", " ", match.group())


def strip(text):
    """The code alone.  A string may hold what begins a comment, and a comment
    a quotation mark: whatever begins first counts."""
    both = re.compile("%s|%s" % (COMMENT.pattern, STRING.pattern), re.S)
    return both.sub(lambda m: blank(m) if m.group().startswith("/*") else '""' + " " * (len(m.group()) - 2), text)


def functions(code):
    """(first line, lines) of each: a brace in the first column to the other."""
    start = None
    for number, line in enumerate(code.split("\n"), 1):
        if line == "{":
            start = number
        elif line == "}" and start is not None:
            yield start, number - start - 1
            start = None


def faults_of(path, text):
    lines = text.split("\n")
    code = strip(text)
    width = WIDTH[path.split("/")[0]]
    if SPDX not in lines[0]:
        yield "%s:1: no licence" % path
    for number, line in enumerate(lines, 1):
        if len(line.expandtabs(8)) > width:
            yield "%s:%d: over %d columns" % (path, number, width)
        if line != line.rstrip():
            yield "%s:%d: blanks at the end" % (path, number)
    for number, line in enumerate(code.split("\n"), 1):
        for word in BANNED.findall(line):
            yield "%s:%d: %s()" % (path, number, word)
        if SIGNAL.search(line):
            yield "%s:%d: signal()" % (path, number)
        if "//" in line:
            yield "%s:%d: a comment with //" % (path, number)
        if re.search(r"\bgoto\b(?!\s+out;)", line):
            yield "%s:%d: a jump elsewhere than out" % (path, number)
    if re.search(r"\b(TODO|FIXME)\b", text):
        yield "%s: something is left to do" % path
    if len(lines) > FILE_LINES and path.startswith("src"):
        yield "%s: %d lines" % (path, len(lines))
    for number, length in functions(code):
        if length > FUNCTION_LINES and path.startswith("src"):
            yield "%s:%d: a function of %d lines" % (path, number, length)


def scripts():
    for top in "tests", "xsl", "examples":
        for folder, _, names in os.walk(os.path.join(SOURCE, top)):
            for name in names:
                if name.endswith((".t", ".sh", ".py", ".xsl")):
                    yield os.path.join(folder, name)


def read(path):
    with open(path, encoding="utf-8", errors="surrogateescape") as f:
        return f.read()


def main():
    count, faults = 0, []
    for top in "src", "tests":
        for folder, _, names in sorted(os.walk(os.path.join(SOURCE, top))):
            for name in sorted(names):
                if name.endswith((".c", ".h")):
                    path = os.path.join(folder, name)
                    faults += faults_of(os.path.relpath(path, SOURCE), read(path))
                    count += 1
    unlicensed = [p for p in scripts() if SPDX not in "\n".join(read(p).split("\n")[:4])]
    good = "/* %s */\n" % SPDX
    wrong = ["int x;", good + "\tstrcpy(a, b);", good + "\tx = 1; // no", good + "\tgoto again;",
             good + "\tif (sprintf (a, b))", good + "\t" + "x" * 80, good + "\tx; ", good + "\tsignal(SIGINT, f);",
             good + "f(void)\n{\n" + "\tx();\n" * 101 + "}\n", good + "\n" * 801, good + "/* TODO */"]
    missed = [w for w in wrong if not list(faults_of("src/x.c", w))]
    right = good + '/* "strcpy(a)" // goto x */\n\tf("http://x /* sprintf( ", \'"\');\n\tgoto out;\nout:\n'
    missed += list(faults_of("src/x.c", right))
    for number, (what, bad) in enumerate([
            ("%d files of C" % count, faults or ([] if count > 50 else ["too few"])),
            ("scripts and stylesheets say their licence", unlicensed),
            ("what is banned is seen, and nothing else", missed)], 1):
        print("%sok %d - %s" % ("not " if bad else "", number, what))
        for line in bad:
            print("# " + line.replace("\n", "\\n")[:200])
    print("1..3")
    sys.exit(bool(faults or missed or unlicensed))


main()
