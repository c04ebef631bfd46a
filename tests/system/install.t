#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""make install, and what it leaves: all stylesheets, a unit that starts what
was installed, and one opinion of where everything lies."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import BUILD, SOURCE, Tap

EXPOSURE = 4  # tenths, as systemd-analyze counts them
COURIER_EXPOSURE = 11  # its network is 0.9 of 10


def make(*args):
    """make, as a person calls it, whatever make runs this test."""
    env = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "DESTDIR")}
    return subprocess.run(["make", "-s", "-C", BUILD, *args], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, env=env)


def files(top):
    return sorted(os.path.relpath(os.path.join(base, name), top)
                  for base, _, names in os.walk(top) for name in names)


def one(found, tail):
    """The one installed file with this end."""
    fit = [f for f in found if f.endswith(tail)]
    return fit[0] if len(fit) == 1 else None


def read(*parts):
    with open(os.path.join(*parts), encoding="utf-8") as f:
        return f.read()


def values(unit, key):
    return [w for line in re.findall(r"^%s=(.*)$" % key, unit, re.M) for w in line.split()]


def outside(unit, folders):
    """Those of the folders in which the unit would not let anybody write."""
    writable = values(unit, "ReadWritePaths") + ["/var/lib/" + d for d in values(unit, "StateDirectory")]
    return [f for f in folders if not any(f == w or f.startswith(w + "/") for w in writable)]


def main():
    tap = Tap()
    top = tempfile.mkdtemp(prefix="gazette-install-")
    try:
        installed(tap, top)
    finally:
        shutil.rmtree(top)
    tap.done()


def installed(tap, top):
    dest = os.path.join(top, "dest")
    run = make("install", "DESTDIR=" + dest)
    if not tap.ok(run.returncode == 0, "make install", run.stderr):
        return
    found = files(dest)
    missing = [t for t in ("bin/gazette", "sbin/gazetted", "sbin/gazette-courier", "gazette/gazette-worker", "man1/gazette.1",
                           "man5/gazette.conf.5", "man8/gazetted.8", "man8/gazette-courier.8", "system/gazette-courier.service",
                           "sysusers.d/gazette.conf", "tmpfiles.d/gazette.conf", "system/gazetted.service",
                           "examples/gazette.conf", "gazette/schema/release.rng", "gazette/README.md", "gazette/COPYING")
               if one(found, t) is None]
    tap.equal(missing, [], "programs, manual, unit, users, folders, example, schema")
    style = os.path.dirname(os.path.dirname(os.path.join(dest, one(found, "xsl/i18n/en.xml") or "x/y/z")))
    tap.equal(files(style), files(os.path.join(SOURCE, "xsl")),
              "every stylesheet, and no other (nobase_dist_pkgdata_DATA in Makefile.am)")
    os.remove(os.path.join(style, "i18n", "fi.xml"))
    tap.ok(files(style) != files(os.path.join(SOURCE, "xsl")), "one that is missing is seen")

    for name in ("gazette-courier", "gazetted"):
        unit = read(dest, one(found, "system/%s.service" % name))
        tap.ok("@" not in re.sub(r"(?m)^#.*|^SystemCallFilter=.*", "", unit), name + ": the unit has no hole", unit)
        program = values(unit, "ExecStart")[0]
        tap.ok(os.access(dest + program, os.X_OK), "it starts what was installed", program)
        tap.ok(program in values(unit, "ExecPaths"), "which it may")
        tap.ok(values(unit, "User")[0] in read(dest, one(found, "sysusers.d/gazette.conf")).split(), "as a user that is made")
    worker = "/" + one(found, "gazette/gazette-worker")
    tap.ok(worker in values(unit, "ExecPaths") and os.access(dest + worker, os.X_OK), "gazetted may start its worker", worker)
    settings = values(unit, "ExecStart")[-1]
    agree(tap, dest, found, unit, settings)
    example(tap, top, dest, found)
    for name, tenths in (("gazetted", EXPOSURE), ("gazette-courier", COURIER_EXPOSURE)):
        exposed(tap, os.path.join(dest, one(found, "system/%s.service" % name)), top, tenths)

    run = make("uninstall", "DESTDIR=" + dest)
    tap.equal((run.returncode, files(dest)), (0, []), "make uninstall leaves nothing")


def agree(tap, dest, found, unit, settings):
    conf = read(dest, one(found, "examples/gazette.conf"))
    folders = re.findall(r'^\s*(?:drop|web_root|stage|state) = "([^"]+)"', conf, re.M)
    made = [line.split()[1] for line in read(dest, one(found, "tmpfiles.d/gazette.conf")).splitlines()
            if line.startswith("d")]
    tap.ok(len(folders) == 4 and set(folders) <= set(made), "the folders of the example are made", (folders, made))
    tap.equal(outside(unit, folders), [], "and the unit may write into them")
    tap.equal(outside(unit, ["/srv/gazettes", "/etc"]), ["/srv/gazettes", "/etc"], "but not everywhere")
    for name in ("gazette.1", "gazetted.8", "gazette-courier.8", "gazette.conf.5"):
        tap.ok(settings in read(dest, one(found, "/" + name)), name + " knows where the settings lie", settings)
    if settings.startswith("/etc"):
        readme = read(SOURCE, "README.md")
        tap.equal([p for p in [settings, "/srv/gazette"] if p not in readme], [], "and so does README.md")


def example(tap, top, dest, found):
    """The example with its folders below another root."""
    conf = read(dest, one(found, "examples/gazette.conf"))
    for folder in re.findall(r'"(/(?:srv|var)/[^"]+)"', conf):
        os.makedirs(top + folder, exist_ok=True)
    mine = os.path.join(top, "gazette.conf")
    with open(mine, "w", encoding="utf-8") as f:
        f.write(re.sub(r'"(/(?:srv|var)/)', lambda m: '"' + top + m.group(1), conf))
    run = subprocess.run([os.path.join(BUILD, "gazetted"), "-c", mine, "--check"], capture_output=True, text=True)
    tap.ok(run.returncode == 0, "gazetted takes the example", run.stdout + run.stderr)


def exposed(tap, unit, top, tenths):
    def judge(path):
        return subprocess.run(["systemd-analyze", "security", "--no-pager", "--offline=true",
                               "--threshold=%d" % tenths, path], capture_output=True, text=True)

    what = "%s is exposed by %d.%d of 10 at most" % (os.path.basename(unit), tenths // 10, tenths % 10)
    if shutil.which("systemd-analyze") is None:
        tap.skip(what, "systemd-analyze is missing: apt install systemd")
        return
    run = judge(unit)
    if "offline" in run.stderr:
        tap.skip(what, "this systemd-analyze can't judge a file")
        return
    tap.ok(run.returncode == 0, what, run.stdout[-400:] + run.stderr)
    open_unit = os.path.join(top, os.path.basename(unit))
    with open(open_unit, "w", encoding="utf-8") as f:
        f.write(read(unit).replace("ProtectSystem=strict", "").replace("RestrictNamespaces=yes", ""))
    tap.ok(judge(open_unit).returncode != 0, "one that is more open is refused")


main()
