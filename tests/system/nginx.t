#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The include that Gazette keeps for nginx, in a real nginx: types, headers,
twins, conditional requests, and 410 for what is gone."""
import atexit
import http.client
import os
import shutil
import socket
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import Newsroom, Tap, release, samples

tap = Tap()
if shutil.which("nginx") is None:
    tap.skip("nginx", "nginx is not installed")
    tap.done()
room = Newsroom()
room.drop("ferry.en.docx", samples.english)
room.drop("gone.docx", release(title="Soon to be gone"))
tap.ok(room.once() == 0, "two releases are published", room.log_text())
paths = {p.split("/")[-1]: "/" + p + "/" for p in room.releases()}
gone = paths["soon-to-be-gone"]
here = [p for p in paths.values() if p != gone][0]
works = [line for line in room.command("list")[1].splitlines() if "Soon" in line]
work = [word for word in works[0].split() if len(word) == 36][0]
tap.ok(room.command("erase", work)[0] == 0, "one is erased")

with socket.socket() as s:
    s.bind(("127.0.0.1", 0))
    port = s.getsockname()[1]
base = room.path("nginx")
os.mkdir(base)
os.chmod(room.dir, 0o755)
with open(os.path.join(base, "nginx.conf"), "w") as f:
    f.write("""master_process off; daemon off; pid %s/pid; error_log %s/error.log;
events { worker_connections 64; }
http { access_log off; client_body_temp_path %s/b; proxy_temp_path %s/p; fastcgi_temp_path %s/f; uwsgi_temp_path %s/u;
scgi_temp_path %s/s; server { listen 127.0.0.1:%d; root %s; include %s; } }
""" % ((base,) * 7 + (port, room.www(), room.path("state", "nginx-1.conf"))))
server = subprocess.Popen([shutil.which("nginx"), "-p", base, "-c", os.path.join(base, "nginx.conf"), "-e",
                           os.path.join(base, "error.log")], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL)
atexit.register(server.kill)


def up():
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) == 0


def log():
    with open(os.path.join(base, "error.log"), encoding="utf-8") as f:
        return f.read()


tap.ok(room.waits_for(up, 10), "nginx takes it", log())


def get(path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    answer = connection.getresponse()
    return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()


status, headers, body = get(here)
tap.ok(status == 200 and headers["content-type"] == "text/html; charset=utf-8", "a page is HTML", headers)
tap.ok("default-src 'none'" in headers.get("content-security-policy", "") and headers["x-content-type-options"] == "nosniff"
       and headers["cache-control"] == "public, max-age=60", "with its headers", headers)
status, again, packed = get(here, Accept_Encoding="gzip")
tap.ok(status == 200 and again.get("content-encoding") == "gzip" and len(packed) < len(body)
       and again["last-modified"] == headers["last-modified"], "its twin goes to who takes gzip, with the same time", again)
tap.equal(get(here, If_None_Match=headers["etag"])[0], 304, "304 for who has it, by its tag")
tap.equal(get(here, If_Modified_Since=headers["last-modified"])[0], 304, "and by its time")
for path, kind in (("feeds/en.atom", "application/atom+xml"), ("feeds/en.rss", "application/rss+xml"), ("feeds/en.json", "application/json"),
                   ("api/v1/changes/0000000.jsonl", "application/jsonl"), ("sitemap.xml", "application/xml"),
                   (here[1:] + "release.epub", "application/epub+zip")):
    status, headers, _ = get("/" + path)
    tap.ok(status == 200 and headers["content-type"].split(";")[0] == kind, "%s is %s" % (path.split("/")[-1], kind), headers)
style = [p for p in os.listdir(room.www("_static")) if p.endswith(".css")][0]
tap.ok("immutable" in get("/_static/" + style)[1]["cache-control"], "a style may be kept for ever")
status, headers, body = get(gone)
tap.ok(status == 410 and b"no longer here" in body, "what is gone is 410, in words", (status, body[:300]))
tap.equal(get(gone + "release.epub")[0], 410, "with all that lay there")
tap.equal(get("/en/never/was/")[0], 404, "what never was is 404")
tap.done()
