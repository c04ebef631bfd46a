# SPDX-License-Identifier: GPL-2.0-or-later
"""seeds.py DIR: the hostile documents as first inputs of the fuzzers."""
import io
import os
import struct
import sys
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "hostile"))
sys.dont_write_bytecode = True
import make  # noqa: E402

PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml",
         "word/footnotes.xml", "word/media/a.png")
LARGE = 20000


def put(directory, kind, name, data):
    if len(data) > LARGE:
        return
    os.makedirs(os.path.join(directory, kind), exist_ok=True)
    with open(os.path.join(directory, kind, name), "wb") as f:
        f.write(data)


def frame(kind, what, data):
    """One frame as src/worker/frames.h has it."""
    return struct.pack("=III", kind, what, len(data)) + data + b"\0"


def frames(directory):
    sha256 = b"0123456789abcdef" * 4
    said = [frame(1, 1, "Öppet hus".encode()), frame(2, 0, bytes(512)),
            frame(3, 2, b"comments\0words"),
            frame(4, 0, b"title\0words\0style:Title"),
            frame(5, 0, b"<release/>"),
            frame(6, 0, b"p1.png\0" + sha256 + b"\0\x89PNG"),
            frame(7, 0, b""), frame(8, 2, b"words"),
            frame(11, 3, b"no-text\0nothing\0")]
    for i, one in enumerate(said):
        put(directory, "frames", "frame-%d" % i, one)
    put(directory, "frames", "all", b"".join(said))


def zones(directory):
    """Releases: as importers deliver them, and as lines."""
    golden = os.path.join(os.path.dirname(make.__file__), "..", "golden")
    sys.path.insert(0, os.path.join(golden, "releases"))
    import releases
    for name, release in releases.all_releases().items():
        lines = ("\x01" + x[2:] if x[1:2] == ":" else "\x00" + x
                 for x in release["doc"])
        put(directory, "zones", name, "\n".join(lines).encode())
    folder = os.path.join(golden, "zones")
    for name in sorted(os.listdir(folder)):
        if name.endswith(".in.xml"):
            with open(os.path.join(folder, name), "rb") as f:
                data = f.read()
            put(directory, "zones", name, data[data.index(b"<release"):])


def odt(directory):
    """OpenDocument texts: one feature each."""
    golden = os.path.join(os.path.dirname(make.__file__), "..", "golden")
    sys.path.insert(0, os.path.join(golden, "odt"))
    import cases
    import make_odt
    for name, case in cases.CASES.items():
        if case.get("flat"):
            put(directory, "xml", name, make_odt.flat(case).encode())
            continue
        formula = case.get("files", {}).get("Object 1/content.xml", "")
        parts = [make_odt.content(case, "document-content"),
                 make_odt.styles(case), "", formula]
        put(directory, "odt", name, "\0".join(parts).encode() + b"\0"
            + make_odt.png())


def listings(directory):
    """What a mirror reads: an index, and manifests good and bad."""
    import json
    good = {"sha256": "0" * 64, "n": 4}
    paths = ("index.html", "sv/2026/05/x/index.html", "../evil", "a//b", "/a")
    for i, path in enumerate(paths):
        files = [dict(good, p=path), dict(good, p="a/b")]
        text = json.dumps({"epoch": "e", "files": files})
        put(directory, "listing", "files-%d" % i, b"f" + text.encode())
    one = dict(good, p="api/v1/manifest/site.json")
    text = json.dumps({"epoch": "e" * 80, "manifests": [one]})
    put(directory, "listing", "index", b"m" + text.encode())


def main(directory):
    listings(directory)
    odt(directory)
    frames(directory)
    zones(directory)
    for name, data, _ in make.cases():
        put(directory, "package", name, data)
        if name.endswith(".xml"):
            put(directory, "xml", name, data)
            continue
        try:
            z = zipfile.ZipFile(io.BytesIO(data))
            parts = [z.read(p) if p in z.namelist() else b"" for p in PARTS]
        except Exception:  # the seed is broken, as it was meant to be
            continue
        put(directory, "docx", name, b"\0".join(parts))
        put(directory, "xml", name, parts[0])
        if parts[4]:
            put(directory, "picture", name, parts[4])


main(sys.argv[1])
