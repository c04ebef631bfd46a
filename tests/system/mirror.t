#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A mirror becomes equal to the web root, whatever happens there and whatever
is killed on the way.

MIRROR: how many events there are (40, or 1000 in a long check); MIRROR_SEED:
which (1)."""
import atexit
import collections
import contextlib
import datetime
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
import zoneinfo

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import BUILD, MODE, Newsroom, Tap, release, samples

EVENTS = int(os.environ.get("MIRROR", {"long": "1000", "sanitizers": "30"}.get(MODE, "40")))
BATCH = 100 if EVENTS > 99 else 15
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
        for name in names:  # of a site that lives, some go meanwhile
            with contextlib.suppress(FileNotFoundError), open(os.path.join(base, name), "rb") as f:
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
    end = time.monotonic() + 90 + EVENTS
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
DECK = (["publish"] * 9 + ["update"] * 5 + ["correct"] * 3 + ["slip"] * 2 + ["translate"] * 3 + ["withdraw"] * 4
        + ["banner"] * 2 + ["restore"] * 3 + ["gone"] * 2 + ["erase"] * 2 + ["move"] * 2 + ["expire"] + ["rebuild"] + ["batch"])
OPS = {"publish", "update", "correct", "translate", "withdraw", "restore", "gone", "erase", "move", "expire", "rerender"}
ZONE = zoneinfo.ZoneInfo("Europe/Helsinki")


def document(title, body, rows=None, lang="en"):
    def write(path):
        d = samples.Document(lang)
        if rows:
            d.table(rows)
        d.p(title, "title")
        for text in body:
            d.p(text)
        d.save(path, title)
    return write


def wire(number, version=1):
    return ('<nitf><head><docdata management-status="usable"><doc-id id-string="norrvik-%d"/><du-key version="%d"/></docdata></head>'
            '<body><body.head><hedline><hl1>Ferry %d sails again</hl1></hedline></body.head><body.content><p>The ferry %d of the '
            'old harbour has been repaired and painted, and sails at noon.</p></body.content></body></nitf>'
            % (number, version, number, number))


class Events:
    """What people and machines do with a site."""

    def __init__(self):
        self.names, self.down, self.number, self.failed, self.ends = {}, [], 0, [], 0

    def body(self, number, version):
        return ["The municipality of Norrvik puts bench %d at the old harbour. It is made of larch and seats %d people." % (number, version),
                "The carpenter, who lives in the next street, made it in %d weeks from trees of the storm of last autumn." % version]

    def works(self):
        """{work: [(title, language)]} of what is listed."""
        found = {}
        status, out, _ = room.command("list", "--json")
        for line in map(json.loads, out.splitlines() if status == 0 else []):
            found.setdefault(line["id"], []).append((line["title"], line["lang"]))
        return found

    def any_work(self):
        return room.waits_for(lambda: self.works() if os.path.exists(room.path("state", "catalogue.db")) else None, 10)

    def order(self, what, *more):
        works = self.any_work()
        if works:
            work = rng.choice(sorted(set(works) - set(self.down)) or sorted(works))
            name = "%s/%s" % (work, works[work][0][1]) if what == "move" else work
            if self.command(what, name, *more) and what == "withdraw":
                self.down.append(work)

    def save(self, rows=None, lang="en"):
        name = rng.choice(sorted(self.names))
        self.names[name] += 1
        number = int(name[1:])
        room.drop(name + ".docx", document("Item %d of the day" % number, self.body(number, self.names[name]), rows))

    def publish(self):
        self.number += 1
        self.names["n%d" % self.number] = 1
        room.drop("n%d.docx" % self.number, document("Item %d of the day" % self.number, self.body(self.number, 1)))

    def update(self):
        self.save()

    def correct(self):
        self.save([("Correction", "The number of seats was wrong.")])

    def slip(self):
        name = rng.choice(sorted(self.names))
        number = int(name[1:])
        body = self.body(number, self.names[name])
        room.drop(name + ".docx", document("Item %d of the day" % number, [body[0], body[1].replace("autumn", "autumm")]))

    def translate(self):
        works = self.any_work()
        titles = sorted({t for of in (works or {}).values() for t, _ in of if t.startswith("Item ")})
        if titles:
            self.number += 1
            title = rng.choice(titles)
            room.drop("penkki%d.docx" % self.number, document(
                "Penkki %d satamaan" % self.number,
                ["Norrvikin kunta asettaa uuden penkin vanhaan satamaan. Se on lehtikuusta, ja siihen mahtuu neljä ihmistä.",
                 "Puuseppä teki sen kolmessa viikossa puista, jotka kaatuivat viime syksyn myrskyssä."], [("Käännös", title)], "fi"))

    def withdraw(self):
        self.order("withdraw", *rng.choice([[], ["--reason", "It was a mistake."]]))

    def banner(self):
        self.order("withdraw", "--readable")

    def restore(self):
        if not self.down:
            self.withdraw()
        if self.down:
            self.command("restore", self.down.pop(rng.randrange(len(self.down))))

    def gone(self):
        self.order("gone")

    def erase(self):
        self.order("erase")

    def move(self):
        self.number += 1
        self.order("move", "elsewhere-%d" % self.number)

    def expire(self):
        self.number += 1
        at = datetime.datetime.now(ZONE) + datetime.timedelta(seconds=rng.randint(8, 12))
        room.drop("sale%d.meta.xml" % self.number, '<meta xmlns="urn:gazette:release:1"><expires>%s</expires></meta>'
                  % at.isoformat(timespec="seconds"))
        self.ends = at.timestamp()
        room.drop("sale%d.docx" % self.number, document("A sale of benches %d" % self.number, self.body(self.number, 1)))

    def rebuild(self):
        self.command("rebuild")

    def command(self, *what):
        """What was public a moment ago may not be any more: that is an answer."""
        status, _, err = room.command(*what)
        if status != 0 and "nothing public has" not in err and "it is not withdrawn" not in err:
            self.failed.append((what, err.strip()))
        return status == 0

    def batch(self):
        for _ in range(BATCH):
            self.number += 1
            room.drop("wire%d.xml" % self.number, wire(self.number))


def ops():
    found = collections.Counter()
    folder = room.www("api", "v1", "changes")
    for name in os.listdir(folder):
        if name.endswith(".jsonl"):
            with open(os.path.join(folder, name), encoding="utf-8") as f:
                found.update(json.loads(line)["op"] for line in f)
    return found


def shuffled():
    deck = list(DECK)
    while True:
        rng.shuffle(deck)
        yield from deck


def restart():
    starts = room.log_text().count("started")
    room.daemon.kill()
    room.daemon.wait()
    room.start()
    room.waits_for(lambda: room.log_text().count("started") > starts or room.daemon.poll() is not None, 60)
    return room.daemon.poll() is None


room.start()
events, running, kills, wrong = Events(), None, [0, 0], []
for _ in range(3):
    events.publish()
for _, what in zip(range(EVENTS), shuffled()):
    getattr(events, what)()
    if running is None or running.poll() is not None:
        running = subprocess.Popen([os.path.join(BUILD, "gazette"), "mirror", url, copy], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
    time.sleep(rng.choice((0, 0.02, 0.05, 0.3)))
    if rng.random() < 0.12:
        kills[0] += 1
        if not restart():
            wrong.append("the daemon did not start again: %d" % room.daemon.returncode)
            break
    if rng.random() < 0.4:
        kills[1] += running.poll() is None
        running.kill()
        running.wait()
        wrong += torn()
running.wait()
time.sleep(max(0, events.ends + 1 - time.time()))
tap.ok(kills[0] > EVENTS / 16 and kills[1] > 2, "%d events, the daemon killed %d times, the mirror %d times" % (EVENTS, *kills))
tap.equal(wrong, [], "no release was ever there in part")
tap.equal(events.failed, [], "what was asked for was done")
is_equal("the mirror is equal in the end")
status, out, err = room.command("verify")
tap.ok(status == 0, "the web root is what the catalogue says", out + err)
happened = ops()
print("# " + ", ".join("%d %s" % (n, op) for op, n in happened.most_common()))
missing = sorted(OPS - set(happened))
tap.ok(len(missing) <= (3 if EVENTS < 100 else 0), "all that can happen to a release happened, or most of it", missing)
tap.equal(room.stop(limit=120), 0, "the daemon ends")

# The site is made anew: another epoch, other releases.
shutil.rmtree(room.path("state"))
shutil.rmtree(room.www())
os.mkdir(room.path("state"))
os.mkdir(room.www())
room.drop("another.docx", release(title="Another beginning"))
tap.ok(room.once() == 0, "the site begins anew", room.log_text()[-500:])
is_equal("and so does the mirror")

tap.done()
