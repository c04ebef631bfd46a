# SPDX-License-Identifier: GPL-2.0-or-later
"""A newsroom in a temporary folder, and a daemon to drive as staff would.

For the system tests: they see what people see (the drop folder, the web root,
the command) and nothing else.  Every wait has an end.
"""
import atexit
import contextlib
import ctypes
import hashlib
import importlib.machinery
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SOURCE = os.environ.get("GAZETTE_SOURCE") or os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
BUILD = os.environ.get("GAZETTE_BUILD") or os.path.join(SOURCE, "build")
MODE = os.environ.get("GAZETTE_CHECK", "normal")


def load(path):
    loader = importlib.machinery.SourceFileLoader(os.path.basename(path).replace("-", "_"), path)
    spec = importlib.util.spec_from_loader(loader.name, loader)
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    loader.exec_module(module)
    return module


samples = load(os.path.join(SOURCE, "examples", "make-samples"))


class Tap:
    """TAP on standard output; done() exits."""

    def __init__(self):
        self.count = self.failed = self.scenarios = 0

    def ok(self, good, what, detail=""):
        self.count += 1
        self.failed += not good
        print("%s %d - %s" % ("ok" if good else "not ok", self.count, what))
        if not good and detail != "":
            for line in str(detail).splitlines()[:40]:
                print("# " + line)
        sys.stdout.flush()
        return good

    def equal(self, got, want, what):
        return self.ok(got == want, what, ("got  %r\nwant %r" % (got, want))[:2000])

    def skip(self, what, why):
        self.count += 1
        print("ok %d - %s # SKIP %s" % (self.count, what, why))

    def scenario(self, what):
        """A story of people and their folder begins (tests/lint/scenarios.t
        counts these calls)."""
        self.scenarios += 1
        print("# scenario %d: %s" % (self.scenarios, what))

    def done(self):
        if self.scenarios:
            print("# %d scenarios" % self.scenarios)
        print("1..%d" % self.count)
        sys.exit(self.failed > 0)


# A container may refuse Landlock.  The newsroom works all the same, if it is
# told to; that workers have their sandbox is for escape.t to say.
LANDLOCK = ctypes.CDLL(None, use_errno=True).syscall(444, None, 0, 1) > 0
CONF = ("" if LANDLOCK else "need_sandbox = no\n") + """limits {{ settle = "1s" incomplete = "12s" rescan = "2s" }}
site "test" {{
	title = "Norrvik"
	drop = "{0}/press"
	web_root = "{0}/www"
	stage = "{0}/stage"
	state = "{0}/state"
	base_url = "https://press.norrvik.example"
	languages = {{"sv", "fi", "en"}}
	region = "FI"
	timezone = "Europe/Helsinki"
	organisation = {{"Norrvik"}}
{1}}}
"""


class Newsroom:
    """A site of its own in a temporary folder."""

    def __init__(self, folders="", program="gazetted"):
        self.dir = tempfile.mkdtemp(prefix="gazette-test-")
        atexit.register(self.remove)
        self.program = os.path.join(BUILD, program)
        self.daemon = None
        self.log = os.path.join(self.dir, "log")
        for name in ("press", "www", "stage", "state", "outbox"):
            os.mkdir(self.path(name))
        self.conf = self.path("gazette.conf")
        with open(self.conf, "w", encoding="utf-8") as f:
            f.write(CONF.format(self.dir, folders))

    def path(self, *parts):
        return os.path.join(self.dir, *parts)

    def press(self, *parts):
        return self.path("press", *parts)

    def www(self, *parts):
        return self.path("www", *parts)

    def remove(self):
        if self.daemon is not None and self.daemon.poll() is None:
            self.daemon.kill()
            self.daemon.wait()
        if os.environ.get("GAZETTE_KEEP"):
            print("# kept " + self.dir)
        else:
            shutil.rmtree(self.dir, ignore_errors=True)

    # The daemon.

    def start(self):
        log = open(self.log, "ab")
        self.daemon = subprocess.Popen([self.program, "-c", self.conf], stdin=subprocess.DEVNULL,
                                       stdout=log, stderr=log)
        log.close()
        return self.daemon

    def stop(self, how=signal.SIGTERM, limit=30):
        self.daemon.send_signal(how)
        status = self.daemon.wait(limit)
        return status

    def once(self, limit=120):
        with open(self.log, "ab") as log:
            return subprocess.run([self.program, "-c", self.conf, "--once"], stdin=subprocess.DEVNULL,
                                  stdout=log, stderr=log, timeout=limit).returncode

    def command(self, *args, limit=120):
        """gazette COMMAND -c CONF ARGS: (status, output, errors)."""
        run = subprocess.run([os.path.join(BUILD, "gazette"), args[0], "-c", self.conf, *args[1:]],
                             stdin=subprocess.DEVNULL, capture_output=True, timeout=limit)
        return run.returncode, run.stdout.decode("utf-8", "replace"), run.stderr.decode("utf-8", "replace")

    def log_text(self):
        with contextlib.suppress(FileNotFoundError):
            return open(self.log, encoding="utf-8", errors="replace").read()
        return ""

    # Staff.

    def drop(self, name, data, folder=""):
        """As a copy over a share ends: whole, under its name, at once."""
        if callable(data):
            made = self.path("outbox", "made.docx")
            data(made)
            with open(made, "rb") as f:
                data = f.read()
        elif isinstance(data, str):
            data = data.encode("utf-8")
        temporary = self.path("outbox", "on-its-way")
        with open(temporary, "wb") as f:
            f.write(data)
        os.makedirs(self.press(folder), exist_ok=True)
        os.rename(temporary, self.press(folder, name))

    def waits_for(self, condition, limit=15.0):
        """condition()'s value as soon as it is true, or the last one."""
        end = time.monotonic() + limit
        while True:
            value = condition()
            if value or time.monotonic() > end:
                return value
            time.sleep(0.02)

    # What the public sees.

    def work_titled(self, title):
        """The id of the work that is public under this title, or ""."""
        def look():
            for path in self.releases():
                try:
                    with open(self.www(path.strip("/"), "release.json"), encoding="utf-8") as f:
                        found = json.load(f)
                except FileNotFoundError:
                    continue  # it has just gone elsewhere
                if found["title"] == title:
                    return found["id"].split(":")[-1]
            return ""
        return self.waits_for(look)

    def releases(self):
        """{path: {file: bytes}} of every release folder of the web root."""
        found = {}
        for base, _, files in os.walk(self.www()):
            if "release.json" in files or "release.epub" in files:
                rel = os.path.relpath(base, self.www())
                found[rel] = sorted(files)
        return found

    def page(self, path):
        with contextlib.suppress(FileNotFoundError):
            return open(self.www(path, "index.html"), encoding="utf-8").read()
        return ""

    def tree(self, top="www"):
        """{file: SHA-256} of a folder."""
        found = {}
        for base, _, files in os.walk(self.path(top)):
            for name in files:
                path = os.path.join(base, name)
                with open(path, "rb") as f:
                    found[os.path.relpath(path, self.path(top))] = hashlib.sha256(f.read()).hexdigest()
        return found

    def listing(self, folder=""):
        with contextlib.suppress(FileNotFoundError):
            return sorted(os.listdir(self.press(folder)))
        return []

    def done(self):
        """Files of _done, without their month."""
        found = []
        for base, _, files in os.walk(self.press("_done")):
            found += files
        return sorted(found)

    def report(self, name, suffix, folder=""):
        """The text of the page beside a document, or ""."""
        with contextlib.suppress(FileNotFoundError):
            return open(self.press(folder, name + suffix), encoding="utf-8").read()
        return ""


def release(lang="en", title="A bench for the harbour", body=None, number=0):
    """A function that writes a small Word file of ours."""
    body = body or ["The municipality of Norrvik puts a new bench at the old harbour. "
                    "It is made of larch and seats four people of any age.",
                    "The carpenter, who lives in the next street, made it in three weeks "
                    "from trees that fell in the storm of last autumn."]

    def write(path):
        d = samples.Document(lang)
        d.p(title + (" %d" % number if number else ""), "title")
        for text in body:
            d.p(text if not number else text + " Number %d." % number)
        d.save(path, title)
    return write
