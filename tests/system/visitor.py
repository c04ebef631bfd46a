# SPDX-License-Identifier: GPL-2.0-or-later
"""What a visitor of a web root made by tests/dev/publisher may see, and what
its marks promised.  Shared by powercut.t and killpoints.t."""
import gzip
import hashlib
import json
import os
import re
import zlib


def entries(folder):
    try:
        return sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []


def look(www):
    """What is seen: {document: version}, and a list of what must not be."""
    seen, wrong = {}, []
    for lang in entries(www):
        for year in entries(os.path.join(www, lang)):
            for month in entries(os.path.join(www, lang, year)):
                base = os.path.join(www, lang, year, month)
                for slug in entries(base):
                    if os.path.isdir(os.path.join(base, slug)):
                        release(os.path.join(base, slug), slug, seen, wrong)
    for folder, _, files in os.walk(www):
        for name in files:
            path = os.path.join(folder, name)
            if name.startswith("."):
                continue  # a temporary; no page leads to it
            if name.endswith(".gz"):
                twin(path, wrong)
            elif os.path.relpath(path, www).startswith("api/"):
                ledger(path, wrong)
            elif "media" not in path and not is_release(www, path):
                listing(www, path, wrong)
    head(www, wrong)
    return seen, wrong


def twin(path, wrong):
    try:
        with open(path, "rb") as f:
            gzip.decompress(f.read())
    except (OSError, EOFError, zlib.error) as e:
        wrong.append(f"{path}: half a twin ({e})")


def ledger(path, wrong):
    try:
        with open(path) as f:
            for text in f if path.endswith(".jsonl") else [f.read()]:
                json.loads(text)
    except ValueError as e:
        wrong.append(f"{path}: half a document ({e})")


def head(www, wrong):
    """The head promises no line that is not there yet."""
    try:
        with open(os.path.join(www, "api/v1/head.json")) as f:
            seq = json.load(f)["seq"]
    except FileNotFoundError:
        return
    lines = 0
    for name in entries(os.path.join(www, "api/v1/changes")):
        if name.endswith(".jsonl"):
            with open(os.path.join(www, "api/v1/changes", name)) as f:
                lines += len(f.readlines())
    if lines < seq:
        wrong.append(f"the head says {seq}, and there are {lines} lines")


def is_release(www, path):
    return len(os.path.relpath(path, www).split("/")) == 5


def release(folder, slug, seen, wrong):
    try:
        with open(os.path.join(folder, "index.html")) as f:
            lines = f.read().split("\n")
        name, version = lines[0].split()
        file, sha256 = lines[1].split()
        with open(os.path.join(folder, file), "rb") as f:
            picture = f.read()
        if lines[2:] != ["end", ""]:
            wrong.append(f"{slug}: half a page")
        if hashlib.sha256(picture).hexdigest() != sha256:
            wrong.append(f"{slug}: another picture")
        if slug != name:
            wrong.append(f"{slug} is {name}")
        seen[name] = int(version)
    except (OSError, ValueError, IndexError) as e:
        wrong.append(f"{slug}: a part of a release ({e})")


def listing(www, path, wrong):
    with open(path, errors="replace") as f:
        words = f.read()
    if not words.endswith("</pages>\nend\n"):
        wrong.append(f"{path}: half a list of {len(words)} bytes")
    for href in re.findall(r'<entry [^>]*href="([^"]*)"', words):
        if not os.path.exists(os.path.join(www, href.strip("/"), "index.html")):
            wrong.append(f"{path}: leads to {href}, where nothing is")


class Promises:
    """The marks: the latest version of each document at each step."""

    def __init__(self, lines):
        self.steps = {"ACK": {}, "PUB": {}, "WDN": {}}
        for line in lines:
            words = line.split()
            if len(words) == 3 and words[0] in self.steps:
                self.steps[words[0]][words[1]] = int(words[2])

    def broken_before(self, seen):
        """What is published stays, what is down stays down, at once."""
        wrong = []
        for name, version in self.steps["PUB"].items():
            # one that is being withdrawn may be either
            if name not in self.steps["WDN"] and name in seen and \
                    seen[name] < version:
                wrong.append(f"{name} fell back to version {seen[name]}")
            if name not in seen and not self.may_be_down(name):
                wrong.append(f"{name} was published and is not there")
        for name in self.steps["WDN"]:
            if name in seen:
                wrong.append(f"{name} was withdrawn and is there")
        return wrong

    @staticmethod
    def may_be_down(name):
        """The publisher withdraws doc-1, doc-6, doc-11 …: i % 5 == 4."""
        return int(name.split("-")[1]) % 5 == 1

    def broken_after(self, seen, said):
        """After recovery all that was accepted is published, once."""
        wrong = [line for line in said if line.split()[0] not in ("live", "down")]
        states = {}
        for line in said:
            words = line.split()
            if words[0] in ("live", "down"):
                if words[1] in states:
                    wrong.append(f"{words[1]} is there twice")
                states[words[1]] = words[0]
        for name, version in self.steps["ACK"].items():
            if states.get(name) == "live" and seen.get(name, 0) < version:
                wrong.append(f"{name}: version {version} was accepted, {seen.get(name)} is there")
            if name not in states:
                wrong.append(f"{name} was accepted and is lost")
            if states.get(name) == "down" and not self.may_be_down(name):
                wrong.append(f"{name} is down")
        for name in seen:
            if states.get(name) != "live":
                wrong.append(f"{name} is seen and {states.get(name)}")
        return wrong


def leftovers(base):
    """What recovery must have cleared away."""
    wrong = [f"stage/{name}" for name in entries(os.path.join(base, "stage"))]
    return wrong + [f"spool/{name}" for name in entries(os.path.join(base, "state/spool"))]
