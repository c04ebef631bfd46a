#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a document says does not hang on how its package is made: every case
of docx.t again, in the strict namespaces, with other prefixes, other places
of the parts and UTF-16; and as one file of Flat OPC."""
import base64
import os
import re
import subprocess
import sys
import tempfile
import zipfile

SOURCE = os.environ.get("GAZETTE_SOURCE", "../../..")
BUILD = os.environ.get("GAZETTE_BUILD", ".")
HERE = os.path.join(SOURCE, "tests/golden/docx")
sys.dont_write_bytecode = True
sys.path.insert(0, HERE)

import make_docx  # noqa: E402

OLD = "http://schemas.openxmlformats.org/"
NEW = "http://purl.oclc.org/ooxml/"
STRICT = [(OLD + "officeDocument/2006/", NEW + "officeDocument/")] + [
    (OLD + name + "/2006/", NEW + name + "/")
    for name in ("wordprocessingml", "drawingml")]
PREFIXES = {"w": "ns0", "r": "Rel.1", "wp": "W", "a": "_d"}
PACKAGE = "http://schemas.microsoft.com/office/2006/xmlPackage"
RELS = "application/vnd.openxmlformats-package.relationships+xml"


def renamed(text):
    """The same XML with other prefixes; a list of prefixes is renamed too."""
    for old, new in PREFIXES.items():
        text = re.sub(r"(</?|\s)%s:" % old, r"\g<1>%s:" % new, text)
        text = text.replace(f"xmlns:{old}=", f"xmlns:{new}=")
    return text


def strange(parts):
    """The parts in another place, under other names, in other bytes."""
    ret = {}
    for name, (data, kind) in parts.items():
        if name == "word/document.xml":
            name = "a/main.xml"
        elif name == "word/_rels/document.xml.rels":
            name = "a/_rels/main.xml.rels"
            data = re.sub(r'Target="(?!\w+:)(?!\.\./)', 'Target="/word/', data)
        elif name == "_rels/.rels":
            data = data.replace("word/document.xml", "/a/main.xml")
        if isinstance(data, str) and (kind is None or "xmlns:w=" in data):
            for old, new in STRICT:
                data = data.replace(old, new)
        if isinstance(data, str) and "xmlns:w=" in data:
            data = renamed(data).replace('"UTF-8"', '"UTF-16"').encode(
                "utf-16-le")
            data = b"\xff\xfe" + data
        ret[name] = (data, kind)
    return ret


def write_strange(path, parts):
    parts = strange(parts)
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("[Content_Types].xml", make_docx.content_types(parts))
        for name, (data, _) in parts.items():
            z.writestr(name, data)


def write_flat(path, parts):
    out = [f'<pkg:package xmlns:pkg="{PACKAGE}">']
    for name, (data, kind) in parts.items():
        out.append(f'<pkg:part pkg:name="/{name}" pkg:contentType="'
                   f'{kind or RELS}">')
        if isinstance(data, str) and (kind is None or "xml" in kind):
            data = re.sub(r"^<\?xml[^>]*>", "", data).strip()
            out.append(f"<pkg:xmlData>{data}</pkg:xmlData></pkg:part>")
            continue
        data = data if isinstance(data, bytes) else data.encode()
        out.append("<pkg:binaryData>" + base64.b64encode(data).decode()
                   + "</pkg:binaryData></pkg:part>")
    with open(path, "w", encoding="utf-8") as f:
        f.write("".join(out) + "</pkg:package>")


def release(path):
    """What is made of the document, without its findings."""
    r = subprocess.run([os.path.join(BUILD, "tests/dev/docx2release"), "-f",
                        "-x", os.path.join(SOURCE, "xsl"), path],
                       capture_output=True, timeout=60, check=False)
    return r.stdout.decode().replace('"flat-opc"', '"docx"')


def missing():
    """What doc/word.md names and nobody has."""
    with open(os.path.join(SOURCE, "doc/word.md"), encoding="utf-8") as f:
        words = re.findall(r"^\|.*\| (`.*) \|$", f.read(), re.M)
    for name in re.findall("`([^`]+)`", " ".join(words)):
        path = name if "/" in name else f"tests/golden/docx/{name}.out"
        if not os.path.exists(os.path.join(SOURCE, path)):
            yield name


def main():
    cases = {name: make_docx.build(case)
             for name, case in make_docx.cases().items()
             if "whole" not in case and not name.startswith("broken")}
    few = dict(list(cases.items())[::4])  # flat: the parts are the same
    n = 0
    print("1..%d" % (len(cases) + len(few) + 1))
    with tempfile.TemporaryDirectory() as directory:
        for way, write, end, some in (("strange", write_strange, "docx", cases),
                                      ("flat", write_flat, "xml", few)):
            for name, parts in some.items():
                path = os.path.join(directory, f"{name}.{end}")
                write(path, parts)
                with open(os.path.join(HERE, name + ".out"),
                          encoding="utf-8") as f:
                    want = f.read().partition("<!-- ")[0]
                have = release(path)
                n += 1
                print("%sok %d - %s, %s" % (
                    "" if have == want else "not ", n, name, way))
                if have != want:
                    for a, b in zip(want.split("\n"), have.split("\n")):
                        if a != b:
                            print("# %r, not %r" % (b, a))
                            break
    lost = list(missing())
    print("%sok %d - doc/word.md names what exists" % (
        "not " if lost else "", n + 1))
    for name in lost:
        print("# " + name)


if __name__ == "__main__":
    main()
