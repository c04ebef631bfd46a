# SPDX-License-Identifier: GPL-2.0-or-later
"""A site that is no Gazette, for tests of the mirror: its files are made
here, served from memory by a server that can be told what to say, and changed
between two requests."""
import hashlib
import http.server
import json
import os
import subprocess
import tempfile
import threading
from email.utils import formatdate, parsedate_to_datetime

BUILD = os.environ.get("GAZETTE_BUILD", ".")
API = "api/v1/"


def scratch():
    """A folder that goes with the test; in memory if it can be, for each run
    of the mirror syncs."""
    return tempfile.TemporaryDirectory(prefix="gazette-mirror-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)


def entry(path, data):
    return {"p": path, "sha256": hashlib.sha256(data).hexdigest(), "n": len(data)}


def manifest_of(path):
    part = path.split("/")
    if len(part) > 3 and part[1].isdigit() and part[2].isdigit():
        return "%smanifest/%s-%s.json" % (API, part[1], part[2])
    return API + "manifest/site.json"


def site(files, seq, epoch="e"):
    """The files of a site as doc/downstream.md has it: {path: bytes}."""
    made, lists = dict(files), {}
    for path in sorted(files):
        lists.setdefault(manifest_of(path), []).append(entry(path, files[path]))
    for path, listed in lists.items():
        made[path] = json.dumps({"epoch": epoch, "files": listed}).encode()
    made[API + "manifest/index.json"] = json.dumps(
        {"epoch": epoch, "manifests": [entry(p, made[p]) for p in sorted(lists)]}).encode()
    made[API + "health.json"] = json.dumps({"status": "ok", "epoch": epoch, "seq": seq}).encode()
    made[API + "head.json"] = json.dumps({"epoch": epoch, "seq": seq, "segment": 0}).encode()
    return made


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def log_message(self, *args):
        pass

    def do_GET(self):
        stranger, path = self.server.stranger, self.path[1:]
        stranger.before(path)
        data, time = stranger.files.get(path), stranger.times.get(path, stranger.clock - 1000)
        etag = stranger.weak or '"%x-%x"' % (time, len(data or b""))
        since = self.headers.get("If-Modified-Since")
        same = self.headers.get("If-None-Match") == etag if stranger.etags else \
            since is not None and parsedate_to_datetime(since).timestamp() >= time
        status = 404 if data is None else 304 if same or stranger.lazy else 200
        stranger.asked.append((path, status))
        self.send_response_only(status)
        self.send_header("Date", formatdate(stranger.clock, usegmt=True))
        if data is not None:
            self.send_header("Last-Modified", formatdate(time, usegmt=True))
            if stranger.etags:
                self.send_header("ETag", etag)
        body = data if status == 200 else b""
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Stranger:
    """A server of the files; its clock says what it is told to.  An ETag is
    made of size and second, as that of nginx."""

    def __init__(self, files=None, etags=True):
        self.files, self.times, self.etags = files or {}, {}, etags
        self.weak, self.lazy = None, False  # an ETag for everything; 304 for everything
        self.clock, self.asked, self.before = 1780000000, [], lambda path: None
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.stranger = self
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = "http://127.0.0.1:%d" % self.server.server_address[1]

    def has(self, files):
        """From this second on it has these files."""
        for path, data in files.items():
            if self.files.get(path) != data:
                self.times[path] = self.clock
        self.files = files


def mirror(url, folder, *options, program="gazette-mirror", env=None):
    return subprocess.run([os.path.join(BUILD, program), *options, url, folder], capture_output=True, text=True, timeout=120,
                          env=dict(os.environ, **(env or {})))


def tree(folder):
    """{path: bytes} of what lies there, and {path + "/": None} for folders;
    ours too, but for the state."""
    found = {}
    for base, folders, names in os.walk(folder):
        for name in names:
            path = os.path.relpath(os.path.join(base, name), folder)
            if path == ".gazette-mirror/state.json":
                continue
            with open(os.path.join(base, name), "rb") as f:
                found[path] = f.read()
        for name in folders:
            path = os.path.relpath(os.path.join(base, name), folder)
            if path != ".gazette-mirror":
                found[path + "/"] = None
    return found


def with_folders(files):
    """The files as tree() would find them."""
    found = dict(files)
    for path in files:
        while "/" in path:
            path = path.rpartition("/")[0]
            found[path + "/"] = None
    return found


def difference(have, want):
    """A few of the paths that are not alike."""
    return sorted(p for p in have.keys() | want.keys() if p not in have or p not in want or have[p] != want[p])[:8]
