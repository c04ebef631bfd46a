#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Gazette on a machine of its own: a small Debian in a folder, into which it
is installed and which is booted.  What is seen is the unit as administrators
get it: users and folders, readiness, watchdog, sandbox, stopping, restart.

Runs with GAZETTE_CHECK=long only, as root, and needs debootstrap,
systemd-nspawn and a Debian mirror.  GAZETTE_TREE may name a ready tree (with
systemd in it), which is copied instead of made."""
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import BUILD, MODE, SOURCE, Tap, release, samples

EXPOSURE = 4  # tenths
BOOT = 60     # seconds, for everything that systemd does
# systemd-nspawn refuses these unless it is told otherwise.
LANDLOCK = "landlock_create_ruleset landlock_add_rule landlock_restrict_self"
tap = Tap()


def why_not():
    if MODE != "long":
        return "boots a machine: only with GAZETTE_CHECK=long"
    if os.geteuid() != 0:
        return "only root can boot a machine"
    for program, package in (("systemd-nspawn", "systemd-container"), ("debootstrap", "debootstrap")):
        if shutil.which(program) is None:
            return "%s is missing: apt install %s" % (program, package)
    return ""


def run(*args, **more):
    return subprocess.run(args, start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, errors="replace", **more)


def needed():
    """The Debian packages of the libraries that the programs load, and of
    the language fingerprints, which they read."""
    found = {"libexttextcat-data"}
    for program in ("gazette", "gazetted", "gazette-courier"):
        for path in re.findall(r"=> (/\S+)", run("ldd", os.path.join(BUILD, program)).stdout):
            for name in (path, os.path.realpath(path), path.replace("/lib/", "/usr/lib/", 1)):
                owner = run("dpkg-query", "-S", name)
                if owner.returncode == 0:
                    found.add(owner.stdout.split(":")[0])
                    break
    return sorted(found)


class Machine:
    def __init__(self):
        self.top = tempfile.mkdtemp(prefix="gazette-machine-", dir=os.environ.get("GAZETTE_MACHINES", "/var/tmp"))
        self.tree = os.path.join(self.top, "tree")
        self.nspawn = None
        self.init = 0

    def make(self):
        ready = os.environ.get("GAZETTE_TREE")
        if ready:
            made = run("cp", "-a", ready, self.tree)
        else:
            made = run("debootstrap", "--variant=minbase", "--include=systemd,systemd-sysv", "bookworm", self.tree)
        if made.returncode != 0:
            return made.stdout[-2000:]
        script = "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends " \
            + " ".join(needed())
        made = run("systemd-nspawn", "-q", "-D", self.tree, "--register=no", "--keep-unit", "--as-pid2",
                   "/bin/sh", "-c", script)
        return "" if made.returncode == 0 else made.stdout[-2000:]

    def path(self, name):
        return self.tree + name

    def boot(self):
        log = open(os.path.join(self.top, "console"), "wb")
        self.nspawn = subprocess.Popen(
            ["systemd-nspawn", "-q", "-D", self.tree, "--register=no", "--keep-unit", "--private-network",
             "--system-call-filter=" + LANDLOCK, "--console=pipe", "-b"], start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        log.close()
        return self.wait(self.find_init) and self.wait(
            lambda: self.sh("systemctl is-system-running")[1].strip() in ("running", "degraded"))

    def find_init(self):
        """The process that is number 1 of a namespace below ours."""
        pid = self.nspawn.pid
        with open("/proc/%d/task/%d/children" % (pid, pid)) as f:
            for child in f.read().split():
                with open("/proc/%s/status" % child) as status:
                    if re.search(r"^NSpid:\s.*\s1$", status.read(), re.M):
                        self.init = int(child)
        return self.init

    def kill(self, how):
        """The daemon, and nothing else: kill 0 is everybody."""
        pid = int(self.show("MainPID") or "0")
        return pid > 1 and self.sh("kill -%s %d" % (how, pid))[0] == 0 and pid

    def replaced(self, pid):
        return self.wait(lambda: self.show("MainPID") not in (str(pid), "0", "") and
                         self.show("ActiveState") == "active")

    def sh(self, script):
        """(status, output) of a script on the machine."""
        done = run("nsenter", "-t", str(self.init), "-a", "/bin/sh", "-c", script)
        return done.returncode, done.stdout

    def wait(self, condition, limit=BOOT):
        end = time.monotonic() + limit
        while time.monotonic() < end and self.nspawn.poll() is None:
            value = condition()
            if value:
                return value
            time.sleep(0.2)
        return None

    def show(self, key):
        return self.sh("systemctl show -P %s gazetted" % key)[1].strip()

    def journal(self):
        return self.sh("journalctl -u gazetted --no-pager -o cat")[1]

    def drop(self, name, write):
        made = os.path.join(self.top, name)
        write(made)
        target = self.path("/srv/gazette/press/" + name)
        shutil.copy(made, target + ".part~")
        os.rename(target + ".part~", target)

    def published(self, lang="*"):
        import glob
        return glob.glob(self.path("/srv/gazette/www/%s/*/*/*/index.html" % lang))

    def remove(self):
        if self.nspawn is not None and self.nspawn.poll() is None:
            self.nspawn.terminate()
            try:
                self.nspawn.wait(30)
            except subprocess.TimeoutExpired:
                self.nspawn.kill()
                self.nspawn.wait()
        shutil.rmtree(self.top, ignore_errors=True)


def install(m):
    env = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    made = run("make", "-s", "-C", BUILD, "install", "DESTDIR=" + m.tree, env=env)
    if not tap.ok(made.returncode == 0, "make install", made.stdout):
        return False
    unit = run("find", m.tree, "-name", "gazetted.service", "-path", "*/lib/systemd/system/*").stdout.strip()
    with open(unit, encoding="utf-8") as f:
        settings = re.search(r"^ExecStart=\S+ -c (\S+)", f.read(), re.M).group(1)
    os.makedirs(os.path.dirname(m.path(settings)), exist_ok=True)
    shutil.copy(os.path.join(SOURCE, "examples", "gazette.conf"), m.path(settings))
    # A watchdog that bites soon, and a rescan that feeds it in time.
    dropin = m.path("/etc/systemd/system/gazetted.service.d")
    os.makedirs(dropin)
    with open(os.path.join(dropin, "test.conf"), "w", encoding="ascii") as f:
        f.write("[Service]\nWatchdogSec=8\n")
    with open(m.path(settings), encoding="utf-8") as f:
        text = f.read()
    with open(m.path(settings), "w", encoding="utf-8") as f:
        f.write(text.replace('rescan = "30 s"', 'rescan = "2 s"').replace('settle = "2 s"', 'settle = "1 s"')
                .replace('after = "3 min"', 'after = "1 s"'))
    wants = m.path("/etc/systemd/system/multi-user.target.wants")
    os.makedirs(wants, exist_ok=True)
    os.symlink(unit[len(m.tree):], os.path.join(wants, "gazetted.service"))
    os.symlink(unit[len(m.tree):].replace("gazetted", "gazette-courier"), os.path.join(wants, "gazette-courier.service"))
    write_to(m, settings)
    return True


def write_to(m, settings):
    """A webhook for the courier, with its secret as a credential."""
    with open(m.path(settings), encoding="utf-8") as f:
        text = f.read()
    with open(m.path(settings), "w", encoding="utf-8") as f:
        f.write(text.replace("\tregion =", "\twebhook \"cms\" { url = \"https://localhost/in\" secret = \"cms\" }\n\tregion =", 1))
    with open(m.path("/etc/cms-secret"), "w", encoding="ascii") as f:
        f.write("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz\n")
    os.chmod(m.path("/etc/cms-secret"), 0o600)
    dropin = m.path("/etc/systemd/system/gazette-courier.service.d")
    os.makedirs(dropin)
    with open(os.path.join(dropin, "test.conf"), "w", encoding="ascii") as f:
        f.write("[Service]\nLoadCredential=cms:/etc/cms-secret\n")


def courier(m):
    """The second service: let in, and locked out."""
    tap.ok(m.wait(lambda: m.sh("systemctl show -P ActiveState gazette-courier")[1].strip() == "active"),
           "gazette-courier is active", m.sh("systemctl status gazette-courier; journalctl -u gazette-courier -o cat")[1])
    tap.ok(m.wait(lambda: "courier came" in m.journal()), "gazetted lets it in, though its user is another", m.journal())
    said = "journalctl -u gazetted -o cat | grep 'to=cms code=private-address'"
    tap.ok(m.wait(lambda: m.sh(said)[0] == 0), "it is told of a change, and reaches nobody private",
           m.sh("journalctl -u gazette-courier -o cat")[1] + m.journal())
    pid = m.sh("systemctl show -P MainPID gazette-courier")[1].strip()
    status, out = m.sh("grep -E '^(Uid|CapEff|NoNewPrivs|Seccomp):' /proc/%s/status" % pid)
    tap.ok(re.search(r"NoNewPrivs:\s1", out) and re.search(r"CapEff:\s0+\n", out) and re.search(r"Seccomp:\s2", out)
           and not re.search(r"Uid:\s0", out), "it has no privilege", out)
    for folder in ("/srv/gazette/press", "/srv/gazette/www", "/var/lib/gazette/catalogue.db"):
        status, out = m.sh("nsenter -t %s -m ls %s" % (pid, folder))
        tap.ok(status != 0, "and does not see " + folder, out)


def newborn(m):
    """Users, folders, readiness, the first release."""
    status, out = m.sh("id gazette && stat -c '%U:%G %a %n' /srv/gazette/press /srv/gazette/www /srv/gazette/stage "
                       "/var/lib/gazette")
    tap.equal((status, out.splitlines()[1:]), (0, [
        "gazette:gazette 2775 /srv/gazette/press", "gazette:gazette 755 /srv/gazette/www",
        "gazette:gazette 700 /srv/gazette/stage", "gazette:gazette 750 /var/lib/gazette"]), "user and folders are made")
    if not tap.ok(m.wait(lambda: m.show("ActiveState") == "active"), "gazetted is active",
                  m.sh("systemctl status gazetted")[1]):
        return False
    tap.equal((m.show("Type"), m.show("NRestarts")), ("notify", "0"), "because it said so, the first time")
    m.drop("biblioteket.sv.docx", samples.swedish)
    tap.ok(m.wait(lambda: m.published("sv")), "what is dropped is published", m.journal())
    m.drop("ferry.en.docx", samples.english)
    tap.ok(m.wait(lambda: m.published("en")), "and so is the next one, with its picture", m.journal())
    status, out = m.sh("stat -c '%U %a' " + " ".join(p[len(m.tree):] for p in m.published("sv")))
    tap.equal(out.strip(), "gazette 644", "for a web server to read")
    # A worker whose sandbox lacks a layer is refused or warned of.
    trouble = [line for line in m.journal().splitlines() if re.search(r"sandbox|layer|landlock|seccomp|warn|error", line)]
    tap.equal(trouble, [], "every layer of the sandbox is there")
    pid = m.show("MainPID")
    status, out = m.sh("grep -E '^(Uid|CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/%s/status" % pid)
    tap.ok(re.search(r"NoNewPrivs:\s1", out) and re.search(r"CapEff:\s0+\n", out) and re.search(r"CapBnd:\s0+\n", out)
           and re.search(r"Seccomp:\s2", out) and not re.search(r"Uid:\s0", out), "it has no privilege", out)
    status, out = m.sh("systemd-analyze security --no-pager --threshold=%d gazetted" % EXPOSURE)
    tap.ok(status == 0, "exposed by 0.%d of 10 at most" % EXPOSURE, out[-300:])
    print("# " + (out.strip().splitlines() or [""])[-1])
    return True


def watchdog(m):
    pid = m.show("MainPID")
    time.sleep(20)
    tap.equal((m.show("MainPID"), m.show("NRestarts")), (pid, "0"), "the watchdog is fed")
    pid = m.kill("STOP")
    tap.ok(pid and m.replaced(pid),
           "a daemon that hangs is replaced", m.journal())


def death(m):
    m.drop("bench.docx", release(title="A bench for the harbour"))
    pid = m.kill("KILL")
    tap.ok(pid and m.replaced(pid),
           "a daemon that is killed comes back", m.journal())
    tap.ok(m.wait(lambda: len([p for p in m.published("en") if "bench" in p]) == 1),
           "and publishes what it was given", m.journal())


def stopping(m):
    for i in range(5):
        m.drop("last%d.docx" % i, release(title="The last one", number=i + 1))
    began = time.monotonic()
    m.sh("systemctl stop gazetted")
    took = time.monotonic() - began
    tap.equal((m.show("Result"), m.show("ExecMainStatus"), took < 30), ("success", "0", True), "it stops when it is told to")
    left = m.sh("ls -A /srv/gazette/stage")[1]
    tap.equal(left, "", "and leaves nothing half done")
    m.sh("systemctl start gazetted")
    tap.ok(m.wait(lambda: len([p for p in m.published("en") if "last" in p]) == 5), "what was left comes next", m.journal())
    program = m.sh("systemctl show -P ExecStart gazetted")[1]
    prefix = re.search(r"path=(\S+)/sbin/gazetted", program).group(1)
    settings = re.search(r"-c (\S+)", program).group(1)
    status, out = m.sh("%s/bin/gazette verify -c %s" % (prefix, settings))
    tap.equal((status, out), (0, ""), "the web root is what the catalogue says")


def main():
    why = why_not()
    if why:
        print("1..0 # SKIP " + why)
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    m = Machine()
    try:
        fault = m.make()
        if tap.ok(not fault, "a small Debian is made", fault) and install(m):
            if tap.ok(m.boot(), "it boots") and newborn(m):
                courier(m)
                watchdog(m)
                death(m)
                stopping(m)
            elif os.path.exists(os.path.join(m.top, "console")):
                with open(os.path.join(m.top, "console"), errors="replace") as f:
                    print("# " + f.read()[-2000:].replace("\n", "\n# "))
    finally:
        m.remove()
    tap.done()


main()
