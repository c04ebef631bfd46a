#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A mirror becomes equal to the web root, whatever is killed on the way; and
a server that says what it may not changes nothing outside of its folder.
MIRROR=n sets how many events there are."""
import atexit
import functools
import hashlib
import http.server
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import BUILD, Newsroom, Tap, release, samples

EVENTS = int(os.environ.get("MIRROR", "60"))
SEED = int(os.environ.get("MIRROR_SEED", "1"))
WHOLE = {"index.html", "fragment.html", "release.txt", "release.epub", "release.json"}
rng = random.Random(SEED)
tap = Tap()
room = Newsroom()
copy = room.path("copy")


class Quiet(http.server.SimpleHTTPRequestHandler):
    asked = []

    def log_message(self, *args):
        pass

    def do_GET(self):
        Quiet.asked.append(self.path)
        super().do_GET()


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def serve(folder):
    """nginx where there is one, else Python's: the address."""
    port = free_port()
    if shutil.which("nginx") is None:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return "http://127.0.0.1:%d" % port
    base = room.path("nginx")
    os.makedirs(base, exist_ok=True)
    with open(os.path.join(base, "nginx.conf"), "w") as f:
        f.write("""master_process off; daemon off; pid %s/pid; error_log %s/error.log;
events { worker_connections 64; }
http { access_log %s/access.log; client_body_temp_path %s/b; proxy_temp_path %s/p; fastcgi_temp_path %s/f;
uwsgi_temp_path %s/u; scgi_temp_path %s/s; server { listen 127.0.0.1:%d; root %s; } }
""" % ((base,) * 8 + (port, folder)))
    os.chmod(room.dir, 0o755)
    nginx = subprocess.Popen([shutil.which("nginx"), "-p", base, "-c", os.path.join(base, "nginx.conf"), "-e",
                              os.path.join(base, "error.log")], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
    atexit.register(nginx.kill)
    for _ in range(100):
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    return "http://127.0.0.1:%d" % port


def mirror(url, folder=copy, *options):
    return subprocess.run([os.path.join(BUILD, "gazette"), "mirror", *options, url, folder], capture_output=True, text=True)


def tree(folder):
    found = {}
    for base, _, names in os.walk(folder):
        if ".gazette-mirror" in base:
            continue
        for name in names:
            with open(os.path.join(base, name), "rb") as f:
                found[os.path.relpath(os.path.join(base, name), folder)] = hashlib.sha256(f.read()).hexdigest()
    return found


def torn():
    """Releases of the copy that are there in part."""
    wrong = []
    for base, _, names in os.walk(copy):
        if ".gazette-mirror" not in base and "release.epub" in names and not WHOLE <= set(names):
            wrong.append((base, names))
    return wrong


def is_equal(what):
    """Once the site rests, so does the mirror."""
    run = None
    end = time.monotonic() + 90
    while time.monotonic() < end:
        run = mirror(url)
        if run.returncode == 0 and tree(copy) == tree(room.www()):
            return tap.ok(True, what)
        time.sleep(0.7)
    a, b = tree(copy), tree(room.www())
    return tap.ok(False, what, (run.stderr, sorted(set(a.items()) ^ set(b.items()))[:10]))


# Empty folder, whole site.
room.drop("ferry.en.docx", samples.english)
room.drop("biblioteket.sv.docx", samples.swedish)
tap.ok(room.once() == 0, "a site with two releases", room.log_text())
url = serve(room.www())
run = mirror(url)
tap.ok(run.returncode == 0 and tree(copy) == tree(room.www()), "an empty folder becomes equal to it", run.stderr)
times = [p for p in tree(copy) if int(os.stat(os.path.join(copy, p)).st_mtime) != int(os.stat(room.www(p)).st_mtime)
         and not p.startswith("api/v1/h") and not p.endswith("/index.json")]
tap.equal(times, [], "with the same times")
time.sleep(2.1)
mirror(url)
run = mirror(url)
tap.equal((run.returncode, run.stdout), (0, ""), "asked again, nothing is fetched")
os.remove(os.path.join(copy, "index.html"))
with open(os.path.join(copy, "feeds", "en.atom"), "w") as f:
    f.write("defaced")
run = mirror(url, copy, "--check")
tap.ok(run.returncode == 0 and tree(copy) == tree(room.www()), "--check mends what was damaged", run.stderr)

# Events at random, and kills on both sides.
room.start()
names, kills, wrong = {}, 0, []
for i in range(EVENTS):
    what = rng.random()
    if what < 0.55 or not names:
        names["n%d" % i] = 1
        room.drop("n%d.docx" % i, release(title="Item %d of the day" % i, number=i))
    elif what < 0.8:
        name = rng.choice(sorted(names))
        names[name] += 1
        number = int(name[1:])
        room.drop(name + ".docx", release(title="Item %d of the day" % number, number=number, body=[
            "The municipality of Norrvik puts a new bench at the old harbour. "
            "It is made of larch and seats four people of any age. Change %d." % names[name],
            "The carpenter, who lives in the next street, made it in three weeks "
            "from trees that fell in the storm of last autumn."]))
    else:
        lines = [line.split() for line in room.command("list")[1].splitlines() if " " in line]
        works = sorted({w for line in lines for w in line if len(w) == 36 and w.count("-") == 4})
        if works:
            room.command("erase" if rng.random() < 0.4 else "withdraw", rng.choice(works))
    if rng.random() < 0.15:
        starts = room.log_text().count("started")
        room.daemon.kill()
        room.daemon.wait()
        room.start()
        room.waits_for(lambda: room.log_text().count("started") > starts or room.daemon.poll() is not None, 30)
        if room.daemon.poll() is not None:
            wrong.append("the daemon did not start again: %d" % room.daemon.returncode)
            break
        kills += 1
    if rng.random() < 0.5:
        process = subprocess.Popen([os.path.join(BUILD, "gazette"), "mirror", url, copy], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(rng.random() * 0.08)
        kills += process.poll() is None
        process.kill()
        process.wait()
        wrong += torn()
tap.ok(kills > EVENTS / 8, "%d events, %d kills" % (EVENTS, kills))
tap.equal(wrong, [], "no release was ever there in part")
time.sleep(1)
is_equal("the mirror is equal in the end")
tap.equal(room.stop(limit=120), 0, "the daemon ends")

# The site is made anew: another epoch, other releases.
shutil.rmtree(room.path("state"))
shutil.rmtree(room.www())
os.mkdir(room.path("state"))
os.mkdir(room.www())
room.drop("another.docx", release(title="Another beginning"))
tap.ok(room.once() == 0, "the site begins anew", room.log_text()[-500:])
is_equal("and so does the mirror")

# Servers that lie.
good = "0" * 64


def lie(what, files, manifest="api/v1/manifest/site.json", status=65, content=None):
    folder = room.path("lie")
    target = room.path("victim", "copy")
    for path in (folder, room.path("victim")):
        shutil.rmtree(path, ignore_errors=True)
    os.makedirs(os.path.join(folder, "api/v1/manifest"))
    os.makedirs(room.path("victim"))
    text = json.dumps({"epoch": "e", "files": files}).encode()
    with open(os.path.join(folder, "api/v1/manifest/site.json"), "wb") as f:
        f.write(text)
    index = {"epoch": "e", "manifests": [{"p": manifest, "sha256": hashlib.sha256(text).hexdigest(), "n": len(text)}]}
    for name, data in (("manifest/index.json", index), ("head.json", {"epoch": "e", "seq": 1, "segment": 0}), ("health.json", {})):
        with open(os.path.join(folder, "api/v1", name), "w") as f:
            json.dump(data, f)
    for name, data in (content or {}).items():
        with open(os.path.join(folder, name), "wb") as f:
            f.write(data)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    run = mirror("http://127.0.0.1:%d" % server.server_address[1], target)
    server.shutdown()
    outside = [p for p in tree(room.path("victim")) if not p.startswith("copy/")]
    inside = [p for p in tree(target) if p.endswith("evil")]
    return tap.ok(run.returncode == status and not outside and not inside, what, (run.returncode, run.stderr, outside, inside))


lie("a path that climbs is refused", [{"p": "../evil", "sha256": good, "n": 1}])
lie("so is one in the middle", [{"p": "a/../../evil", "sha256": good, "n": 1}])
lie("an absolute one", [{"p": "/tmp/evil", "sha256": good, "n": 1}])
lie("one with odd bytes", [{"p": "a\nevil", "sha256": good, "n": 1}])
lie("one into our own folder", [{"p": ".gazette-mirror/evil", "sha256": good, "n": 1}])
lie("a manifest that is none", [], manifest="index.html")
lie("a file without a size", [{"p": "evil", "sha256": good}])
lie("bytes that are not as said", [{"p": "evil", "sha256": good, "n": 4}], status=75, content={"evil": b"evil"})
lie("more bytes than said", [{"p": "evil", "sha256": hashlib.sha256(b"evil").hexdigest(), "n": 3}], status=75,
    content={"evil": b"evil"})
run = mirror("ftp://127.0.0.1/")
tap.equal(run.returncode, 64, "only http and https")


class Turning(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_GET(self):
        self.send_response(302)
        self.send_header("Location", "file:///etc/hostname" if "file" in self.server.how else self.path)
        self.send_header("Content-Length", "0")
        self.end_headers()


for how in ("for ever", "into a file"):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Turning)
    server.how = how
    threading.Thread(target=server.serve_forever, daemon=True).start()
    run = mirror("http://127.0.0.1:%d" % server.server_address[1], room.path("victim", "turned"))
    tap.ok(run.returncode == 75 and tree(room.path("victim", "turned")) == {}, "a redirect " + how + " is not followed", run.stderr)
    server.shutdown()
tap.done()
