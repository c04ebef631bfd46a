#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""TIFFs in a document against the pixels of the pictures that are made.

Each kind of pixel in each packing, in both orders of bytes, goes through the
program as it is installed; the picture of the page is unpacked here.
"""
import base64
import os
import re
import struct
import subprocess
import sys
import tempfile
import zlib

SOURCE = os.environ.get("GAZETTE_SOURCE", os.path.abspath("../../.."))
BUILD = os.environ.get("GAZETTE_BUILD", ".")
HERE = os.path.join(SOURCE, "tests/golden/docx")
sys.dont_write_bytecode = True
sys.path.insert(0, HERE)
from make_docx import picture, p, write  # noqa: E402

WIDTH, HEIGHT = 37, 29


def packbits(data):
    """Runs and literals by turns."""
    out = b""
    i = 0
    while i < len(data):
        n = 1
        while n < 128 and data[i:i + 1] * (n + 1) == data[i:i + n + 1]:
            n += 1
        if n > 1:
            out += bytes([257 - n]) + data[i:i + 1]
        else:
            out += bytes([0]) + data[i:i + 1]
        i += n
    return out


def lzw(data):
    """Codes of 9 to 12 bits, one bit more one code early."""
    bits = []

    def put(code, width):
        bits.append(format(code, f"0{width}b"))
    table = {bytes([i]): i for i in range(256)}
    width, free, word = 9, 258, b""
    put(256, width)
    for i in range(len(data)):
        longer = word + data[i:i + 1]
        if longer in table:
            word = longer
            continue
        put(table[word], width)
        table[longer] = free
        free += 1
        if free == (1 << width) and width < 12:
            width += 1
        if free == 4094:
            put(256, width)
            table = {bytes([j]): j for j in range(256)}
            width, free = 9, 258
        word = data[i:i + 1]
    put(table[word], width)
    put(257, width)
    joined = "".join(bits)
    joined += "0" * (-len(joined) % 8)
    return int(joined, 2).to_bytes(len(joined) // 8, "big")


PACKINGS = {"plain": (1, bytes), "packbits": (32773, packbits),
            "lzw": (5, lzw), "zlib": (8, zlib.compress)}


def tiff(order, packing, bits, samples, colours, rows, extra=()):
    """A TIFF in strips of ten rows; rows are bytes each."""
    code, pack = PACKINGS[packing]
    strips = [pack(b"".join(rows[y:y + 10])) for y in range(0, HEIGHT, 10)]
    at = 8
    places = []
    for strip in strips:
        places.append(at)
        at += len(strip)
    entries = [(256, 4, [WIDTH]), (257, 4, [HEIGHT]),
               (258, 3, [bits] * samples), (259, 3, [code]),
               (262, 3, [colours]), (273, 4, places), (277, 3, [samples]),
               (278, 3, [10]), (279, 4, [len(s) for s in strips]), *extra]
    tail = b""
    directory = struct.pack(order + "H", len(entries))
    after = at + 2 + 12 * len(entries) + 4
    for number, kind, values in sorted(entries):
        if kind == 2:
            data, n = values, len(values)
        else:
            data = struct.pack(f"{order}{len(values)}{'H' if kind == 3 else 'I'}",
                               *values)
            n = len(values)
        if len(data) > 4:
            place = struct.pack(order + "I", after + len(tail))
            tail += data + b"\0" * (len(data) % 2)
        else:
            place = data + b"\0" * (4 - len(data))
        directory += struct.pack(order + "HHI", number, kind, n) + place
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return (mark + struct.pack(order + "I", at) + b"".join(strips)
            + directory + b"\0\0\0\0" + tail)


def pixels(png):
    """The pixels of a PNG of 8 bits a sample, as tuples of RGB(A)."""
    at, data, palette, head = 8, b"", None, None
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at:at + 8])
        body = png[at + 8:at + 8 + size]
        if kind == b"IHDR":
            head = struct.unpack(">IIBBBBB", body)
        elif kind == b"PLTE":
            palette = [tuple(body[i:i + 3]) for i in range(0, size, 3)]
        elif kind == b"IDAT":
            data += body
        at += size + 12
    step = {3: 1, 2: 3, 6: 4}[head[3]]
    data = zlib.decompress(data)
    ret = []
    for y in range(head[1]):
        row = bytearray(data[y * (head[0] * step + 1):][:head[0] * step + 1])
        if row[0] == 1:
            for i in range(1 + step, len(row)):
                row[i] = (row[i] + row[i - step]) & 255
        for x in range(head[0]):
            pixel = tuple(row[1 + x * step:1 + (x + 1) * step])
            ret.append(palette[pixel[0]] if palette else pixel)
    return (head[0], head[1]), ret


def shade(x, y):
    return (x * 7 + y * 11) & 255


def kinds(order):
    """Name, bits, samples, colours, rows, further tags, pixels wanted."""
    places = [(x, y) for y in range(HEIGHT) for x in range(WIDTH)]
    rows = [[shade(x, y) for x in range(WIDTH)] for y in range(HEIGHT)]
    yield ("grey", 8, 1, 1, [bytes(r) for r in rows], (),
           [(shade(x, y),) * 3 for x, y in places])
    yield ("deep grey", 16, 1, 1, [struct.pack(
        f"{order}{WIDTH}H", *(v << 8 | 5 for v in r)) for r in rows], (),
           [(shade(x, y),) * 3 for x, y in places])
    yield ("fax", 1, 1, 0, [int("".join(str(v >> 7) for v in r).ljust(40, "0"),
                                2).to_bytes(5, "big") for r in rows], (),
           [(0 if shade(x, y) >> 7 else 255,) * 3 for x, y in places])
    colours = [(i * 17, 255 - i * 17, i) for i in range(16)]
    yield ("palette", 4, 1, 3, [bytes(
        (r[i] & 15) << 4 | (r[i + 1] & 15 if i + 1 < WIDTH else 0)
        for i in range(0, WIDTH, 2)) for r in rows],
           [(320, 3, [c[j] << 8 for j in range(3) for c in colours])],
           [colours[shade(x, y) & 15] for x, y in places])
    rgb = [(shade(x, y), x, y) for x, y in places]

    def pack(values, n=3):
        flat = [v for pixel in values for v in pixel]
        return [bytes(flat[y * WIDTH * n:(y + 1) * WIDTH * n])
                for y in range(HEIGHT)]
    yield ("colours", 8, 3, 2, pack(rgb), (), rgb)
    differences = []
    for row in pack(rgb):
        differences.append(row[:3] + bytes(
            (row[i] - row[i - 3]) & 255 for i in range(3, len(row))))
    yield ("differences", 8, 3, 2, differences, [(317, 3, [2])], rgb)
    rgba = [(a, b, c, 255 - b) for a, b, c in rgb]
    yield "alpha", 8, 4, 2, pack(rgba, 4), [(338, 3, [2])], rgba
    yield ("ink", 8, 4, 5, pack([(a, b, c, 0) for a, b, c in rgb], 4), (),
           [(255 - a, 255 - b, 255 - c) for a, b, c in rgb])


def convert(work, data):
    """The picture that the page shows for this one, or the words of stderr."""
    path = os.path.join(work, "a.docx")
    write(path, dict(rels=[("rIdP", "image", "media/a.tif")],
                     parts={"word/media/a.tif": (data, "image/tiff")},
                     document=p("Text.") + p(picture("rIdP"))))
    run = subprocess.run([os.path.join(BUILD, "gazette"), "convert", "--to",
                          "html", path], capture_output=True, check=False)
    found = re.search(rb'src="data:image/png;base64,([^"]*)"', run.stdout)
    if found:
        return base64.b64decode(found.group(1)), b""
    return None, run.stderr


def main():
    results = []
    with tempfile.TemporaryDirectory() as work:
        for order in "<>":
            for name, bits, samples, colours, rows, extra, want in kinds(order):
                for packing in PACKINGS:
                    data = tiff(order, packing, bits, samples, colours, rows,
                                extra)
                    png, _ = convert(work, data)
                    ok = png is not None and pixels(png) == (
                        (WIDTH, HEIGHT), want)
                    results.append((ok, f"{order} {name} {packing}"))
        grey = next(kinds("<"))
        good = tiff("<", "lzw", *grey[1:5],
                    [(33432, 2, b"\xc2\xa9 Staden\0")])
        png, _ = convert(work, good)
        results.append((png is not None and b"Staden" in png,
                        "it is said whose it is"))
        # Cut anywhere: refused or shown, never a crash.
        for cut in range(0, len(good), 37):
            png, words = convert(work, good[:cut])
            results.append((png is not None or b"warning" in words,
                            f"cut at {cut}"))
        fax = tiff("<", "plain", *grey[1:5], [(266, 3, [2])])
        png, words = convert(work, fax)
        results.append((png is None and b"TIFF" in words, "a rare kind"))
    print(f"1..{len(results)}")
    for n, (ok, name) in enumerate(results, 1):
        print(f"{'ok' if ok else 'not ok'} {n} - {name}")


main()
