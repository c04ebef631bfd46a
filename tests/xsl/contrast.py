# SPDX-License-Identifier: GPL-2.0-or-later
"""The colours of style.css against their grounds: WCAG 2.2, 1.4.3, 1.4.6 and
1.4.11, in the light and in the dark."""
import os
import re
import sys

SOURCE = os.environ.get("GAZETTE_SOURCE", ".")
# colour, ground, least ratio
PAIRS = [
    ("ink", "ground", 7), ("ink", "raised", 7), ("ink", "mark", 7),
    ("soft", "ground", 7), ("soft", "raised", 7),
    ("link", "ground", 7), ("link", "raised", 7), ("link", "mark", 7),
    ("visited", "ground", 7), ("visited", "raised", 7),
    ("line", "ground", 3), ("line", "raised", 3), ("line", "mark", 3),
]


def luminance(colour):
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(2 * d for d in digits)
    parts = [int(digits[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = [p / 12.92 if p <= .04045 else ((p + .055) / 1.055) ** 2.4
               for p in parts]
    return .2126 * r + .7152 * g + .0722 * b


def ratio(a, b):
    a, b = sorted((luminance(a), luminance(b)))
    return (b + .05) / (a + .05)


def palettes():
    css = open(os.path.join(SOURCE, "xsl", "style.css"), encoding="utf-8").read()
    roots = re.findall(r":root \{(.*?)\}", css, re.S)
    light = dict(re.findall(r"--(\w+): (#[0-9a-f]+);", roots[0]))
    dark = dict(light, **dict(re.findall(r"--(\w+): (#[0-9a-f]+);", roots[1])))
    return {"light": light, "dark": dark}


tests = failed = 0
for name, palette in palettes().items():
    for colour, ground, least in PAIRS:
        got = ratio(palette[colour], palette[ground])
        tests += 1
        failed += got < least
        print("%sok %d - %s: %s on %s is %.2f:1"
              % ("" if got >= least else "not ", tests, name, colour, ground, got))
print("1..%d" % tests)
sys.exit(failed > 0)
