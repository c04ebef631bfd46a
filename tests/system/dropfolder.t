#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The drop folder as people, programs and attackers use it.

tests/dev/intake_watch runs intake alone and says what it takes.  Two mutants
show that the tests can fail: one believes in a stable size, one looks at a
path before it opens it.
"""
import ctypes
import hashlib
import io
import os
import shutil
import signal
import socket
import stat
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import BUILD, Tap

MARK = '<html><head><meta name="generator" content="Gazette 0.1"/>'
NOBODY = 65534
tap = Tap()
libc = ctypes.CDLL(None, use_errno=True)


def docx(text):
    """A package with an end record, the same at any time; more is nothing to
    intake."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as z:
        z.writestr(zipfile.ZipInfo("word/document.xml"), text)
    return out.getvalue()


def sha(data):
    return hashlib.sha256(data).hexdigest()


class Intake:
    """A drop folder, and what intake says about it."""

    def __init__(self, tool="intake_watch", where=None, user=None, **options):
        self.top = tempfile.mkdtemp(prefix="gazette-drop.", dir=where)
        self.drop, self.state = self.top + "/drop", self.top + "/state"
        self.out = self.top + "/out"
        for folder in self.drop, self.state, self.out:
            os.mkdir(folder)
        if user is not None:
            for folder in self.top, self.drop, self.state:
                os.chown(folder, user, -1)
        self.options, self.user, self.lines = options, user, []
        self.tool = os.path.join(BUILD, "tests/dev", tool)
        self.process = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.top, ignore_errors=True)

    def start(self):
        command = [self.tool]
        for name, value in self.options.items():
            command += ["-" + name, str(value)]
        self.process = subprocess.Popen(
            command + [self.drop, self.state], stdout=subprocess.PIPE, user=self.user)
        threading.Thread(target=self.read, daemon=True).start()
        return self

    def read(self):
        for line in self.process.stdout:
            self.lines.append((time.monotonic(), line.decode().rstrip("\n")))

    def said(self, word=None):
        return [line for _, line in list(self.lines) if word is None or line.split(" ", 1)[0] == word]

    def taken(self):
        """(SHA-256, place) of each copy, in order."""
        return [(line.split(" ", 3)[1], line.split(" ", 3)[3]) for line in self.said("take")]

    def wait(self, condition, patience=10.0):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if condition():
                return True
            time.sleep(0.005)
        return condition()

    def wait_taken(self, data, place=None, patience=10.0):
        return self.wait(lambda: any(
            s == sha(data) and (place is None or p == place) for s, p in self.taken()), patience)

    def wait_said(self, line, patience=10.0):
        return self.wait(lambda: line in self.said(), patience)

    def put(self, name, data, folder=None):
        """Write it at once; returns when it was closed."""
        path = os.path.join(os.fsencode(folder or self.drop), os.fsencode(name))
        with open(path, "wb") as f:
            f.write(data)
        return time.monotonic()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)
        self.wait(lambda: self.said("sums"), 2)
        return dict(word.split("=") for word in self.said("sums")[0].split()[1:])


def names():
    twin = "Vörå.docx"
    wanted = {
        b"plain.docx": "plain.docx",
        b"-rf.docx": "-rf.docx",
        b"a\nb.docx": "a\\u{a}b.docx",
        b"\xff\xfe.docx": "\\xff\\xfe.docx",
        b"x\xe2\x80\xaexcod.exe": "x\\u{202e}xcod.exe",
        b"\x1b[31m.docx": "\\u{1b}[31m.docx",
        b"back\\slash.docx": "back\\\\slash.docx",
        b"n" * 250 + b".docx": "n" * 250 + ".docx",
        twin.encode(): twin,
        b"Vo\xcc\x88ra\xcc\x8a.docx": b"Vo\xcc\x88ra\xcc\x8a.docx".decode(),
        b" .docx": " .docx",
    }
    with Intake() as room:
        room.put("before.docx", docx("before"))
        room.start()
        for i, name in enumerate(wanted):
            room.put(name, docx("name %d" % i))
        room.wait(lambda: len(room.taken()) >= len(wanted) + 1)
        tap.equal(sorted(p for _, p in room.taken()), sorted(list(wanted.values()) + ["before.docx"]),
                  "every name arrives, and is shown without harm")
        tap.equal(sorted(s for s, p in room.taken() if p != "before.docx"),
                  sorted(sha(docx("name %d" % i)) for i in range(len(wanted))), "with its bytes")


def not_files():
    with Intake(q=200) as room:
        room.start()
        secret = room.out + "/secret.docx"
        room.put("secret.docx", docx("secret"), room.out)
        os.symlink(secret, room.drop + "/link.docx")
        os.symlink("/nowhere", room.drop + "/dangling.docx")
        os.symlink(room.out, room.drop + "/sv")
        os.mkfifo(room.drop + "/fifo.docx")
        s = socket.socket(socket.AF_UNIX)
        s.bind(room.drop + "/socket.docx")
        os.mkdir(room.drop + "/bundle.docx")
        os.mkdir(room.drop + "/Bilagor")
        room.put("inner.docx", docx("inner"), room.drop + "/Bilagor")
        said = ["symlink link.docx", "symlink dangling.docx", "symlink sv", "fifo fifo.docx",
                "socket socket.docx", "bundle bundle.docx", "folder Bilagor"]
        try:
            os.mknod(room.drop + "/device.docx", stat.S_IFCHR | 0o666, os.makedev(1, 5))
            said.append("device device.docx")
        except PermissionError:
            pass
        room.put("after.docx", docx("after"))
        tap.ok(room.wait_taken(docx("after")), "what comes after them is taken")
        room.wait(lambda: len(room.said()) > len(said))
        tap.equal(sorted({x for x in room.said() if not x.startswith("take")}), sorted(said),
                  "links, FIFOs, sockets, devices and folders are named and left alone")
        tap.equal(len(room.taken()), 1, "nothing is read through them")
        s.close()


def hostile_sizes():
    with Intake(q=200) as room:
        room.start()
        with open(room.drop + "/sparse.docx", "wb") as f:
            try:
                f.truncate(8 << 40)
            except OSError:
                f.truncate(64 << 20)
        tap.ok(room.wait_said("refuse sparse.docx"), "8 TiB of nothing are refused")
        used = sum(os.stat(os.path.join(d, f)).st_blocks for d, _, fs in os.walk(room.state) for f in fs)
        tap.ok(used * 512 < 1 << 20, "and cost no space")
    if os.getuid() != 0:
        tap.skip("a file that may not be read", "needs root, to be somebody else")
        return
    if subprocess.run(["test", "-x", os.path.join(BUILD, "gazetted")], user=NOBODY).returncode != 0:
        tap.skip("a file that may not be read", "nobody else may enter the build folder")
        return
    with Intake(q=200, user=NOBODY) as room:
        room.start()
        room.put("shut.docx", docx("shut"))
        os.chmod(room.drop + "/shut.docx", 0)
        tap.ok(room.wait_said("refuse shut.docx"), "a file that may not be read is refused")
        os.chmod(room.drop + "/shut.docx", 0o644)
        tap.ok(room.wait_taken(docx("shut")), "and taken when it may be")


def locks():
    with Intake() as room:
        room.start()
        for lock, name in ("~$pport.docx", "Rapport.docx"), (".~lock.libre.docx#", "libre.docx"):
            room.put(lock, b"anna")
            room.put(name, docx(name))
            tap.ok(room.wait_said("locked " + name), name + " is open somewhere")
            os.utime(os.path.join(room.drop, lock), (0, 0))
            time.sleep(0.3)
            tap.ok(not room.taken(), "and not taken, however old the lock is")
            os.unlink(os.path.join(room.drop, lock))
            tap.ok(room.wait_taken(docx(name)), "but when it is closed")
            room.lines.clear()


def left_alone():
    junk = ["._a.docx", ".DS_Store", "desktop.ini", "Thumbs.db", "~$x.docx", "~WRD0001.tmp", "a.docx.part",
            "a.filepart", "a.crdownload", ".syncthing.a.docx.tmp", "~syncthing~a.docx.tmp", ".a.docx.swp",
            "Icon\r", "a.docx.sb-1a2b3c4d-Ab12Cd"]
    with Intake(q=100) as room:
        for name in junk:
            room.put(name, docx("junk"))
        for folder in "@eaDir", ".stfolder", "__MACOSX", ".rsync-partial":
            os.mkdir(os.path.join(room.drop, folder))
        room.put("a.docx.FIX.html", MARK.encode())
        room.put("a.docx.receipt.html", MARK.encode())
        room.put("b.FIX.html", b"<html><p>not ours</p></html>")
        room.put("c (conflicted copy 2026-01-01).docx", docx("c"))
        room.start()
        room.put("z.docx", docx("z"))
        room.wait_taken(docx("z"))
        time.sleep(0.5)
        tap.equal(sorted(p for _, p in room.taken()), ["b.FIX.html", "z.docx"],
                  "junk and our own pages are not taken in, pages of others are")
        tap.equal(sorted(x for x in room.said() if not x.startswith("take")),
                  sorted(["own a.docx.FIX.html", "own a.docx.receipt.html",
                          "conflict c (conflicted copy 2026-01-01).docx"]),
                  "our own and conflict copies are told apart, junk is not mentioned")
        tap.ok(all(os.path.exists(os.path.join(room.drop, n)) for n in junk), "and nothing is deleted")


def half_copies(tool="intake_watch"):
    """Each in its own way and slower than any patience with sizes.  Returns
    what was taken that is not whole."""
    whole = {
        "steps.docx": docx("å" * 20000),
        "steps.xml": b"<?xml version='1.0'?><nitf><body>" + b"<p>x</p>" * 2000 + b"</body></nitf>\n",
        "full-size.docx": docx("ö" * 20000),
    }
    options = {"r": 100} if tool != "intake_watch" else {}
    with Intake(tool, q=100, **options) as room:
        room.start()
        files = {}
        for name, data in whole.items():
            files[name] = open(os.path.join(room.drop, name), "wb", buffering=0)
            if name == "full-size.docx":
                files[name].truncate(len(data))
        for step in range(4):
            for name, data in whole.items():
                start, end = len(data) * step // 4, len(data) * (step + 1) // 4
                files[name].write(data[start:end])
            time.sleep(0.5 if step < 3 else 0)
        torn = [p for s, p in room.taken() if s != sha(whole[p])]
        for f in files.values():
            f.close()
        complete = all(room.wait_taken(data, name, 5) for name, data in whole.items())
        torn += [p for s, p in room.taken() if s != sha(whole[p])]
        return torn, complete


def ends():
    with Intake(q=100, i=1200, r=30000) as room:
        room.start()
        data = docx("x" * 5000)
        room.put("half.docx", data[:3000])
        room.put("Nytt Microsoft Word-dokument.docx", b"")
        time.sleep(0.8)
        tap.equal(room.said(), [], "half a file and an empty one: silence first")
        tap.ok(room.wait_said("incomplete half.docx", 3), "then the half is given up")
        tap.ok(room.wait_said("empty Nytt Microsoft Word-dokument.docx", 3), "and so is the empty one")
        room.put("half.docx", data)
        tap.ok(room.wait_taken(data), "until the rest comes after all")


def at_once():
    """Closed is taken, without a wait."""
    with Intake() as room:
        room.start()
        room.wait(lambda: room.process.poll() is None)
        time.sleep(0.2)
        late = []
        for i in range(40):
            data = docx("quick %d" % i)
            closed = room.put("quick-%d.docx" % i, data)
            if room.wait_taken(data):
                late.append([t for t, line in list(room.lines) if sha(data) in line][0] - closed)
        tap.equal(len(late), 40, "whole files are taken at once")
        print("# close to copied: median %.1f ms, most %.1f ms" %
              (1000 * statistics.median(late), 1000 * max(late)))
        tap.ok(statistics.median(late) < 0.5, "within half a second at the median")


def ways_in():
    with Intake() as room:
        room.start()
        room.wait_taken(docx("nothing"), patience=0.2)
        room.put("renamed", docx("renamed"), room.out)
        os.rename(room.out + "/renamed", room.drop + "/renamed.docx")
        tap.ok(room.wait_taken(docx("renamed")), "renamed in")
        os.rename(room.drop + "/renamed.docx", room.drop + "/again.docx")
        tap.ok(room.wait_taken(docx("renamed"), "again.docx"), "renamed within: another place")

        room.put("linked", docx("linked"), room.out)
        os.link(room.out + "/linked", room.drop + "/linked.docx")
        tap.ok(room.wait_taken(docx("linked")), "hard-linked in")

        fd = os.open(room.drop, os.O_TMPFILE | os.O_WRONLY, 0o644)
        os.write(fd, docx("nameless"))
        libc.linkat(-100, b"/proc/self/fd/%d" % fd, -100, os.fsencode(room.drop + "/nameless.docx"), 0x400)
        tap.ok(room.wait_taken(docx("nameless")), "made without a name, then linked")
        os.close(fd)

        os.mkdir(room.out + "/sv")
        room.put("moved.docx", docx("moved"), room.out + "/sv")
        os.rename(room.out + "/sv", room.drop + "/sv")
        tap.ok(room.wait_taken(docx("moved"), "sv/moved.docx"), "in a folder that was moved in")
        os.mkdir(room.drop + "/fi")
        room.put("new.docx", docx("new"), room.drop + "/fi")
        tap.ok(room.wait_taken(docx("new"), "fi/new.docx"), "in a folder that was made just before")
        shutil.rmtree(room.drop + "/fi")
        os.mkdir(room.drop + "/fi")
        time.sleep(0.2)
        room.put("newer.docx", docx("newer"), room.drop + "/fi")
        tap.ok(room.wait_taken(docx("newer"), "fi/newer.docx"), "in a folder that was made again")

        old = docx("old")
        data = docx("new text")
        room.put("same.docx", old)
        room.wait_taken(old)
        before = os.stat(room.drop + "/same.docx")
        room.put("same.docx", data)
        os.utime(room.drop + "/same.docx", ns=(before.st_atime_ns, before.st_mtime_ns))
        tap.ok(room.wait_taken(data, "same.docx"), "written again, its time set back")


def word_saves():
    """Word writes beside the file, renames twice and removes."""
    with Intake() as room:
        room.start()
        path = room.drop + "/"
        first = docx("first")
        room.put("release.docx", first)
        room.wait_taken(first)
        for i in range(5):
            data = docx("version %d" % i)
            room.put("~WRD000%d.tmp" % i, data)
            os.rename(path + "release.docx", path + "~WRL000%d.tmp" % i)
            os.rename(path + "~WRD000%d.tmp" % i, path + "release.docx")
            os.unlink(path + "~WRL000%d.tmp" % i)
            if not room.wait_taken(data, "release.docx"):
                break
        time.sleep(0.2)
        tap.equal(room.taken(), [(sha(first), "release.docx")] + [
            (sha(docx("version %d" % i)), "release.docx") for i in range(5)],
            "Word's save is one update, and its temporaries are nothing")


def flood():
    """More events than the kernel queues while nobody looks."""
    try:
        with open("/proc/sys/fs/inotify/max_queued_events") as f:
            count = int(f.read()) // 2 + 1000
    except OSError:
        count = 9200
    if count > 60000:
        tap.skip("a flood", "the queue of events is very long")
        return
    where = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with Intake(where=where) as room:
        room.start()
        room.put("first.docx", docx("first"))
        room.wait_taken(docx("first"))
        room.process.send_signal(signal.SIGSTOP)
        data = docx("flood")
        for i in range(count):
            room.put("flood-%d.docx" % i, data)
        room.process.send_signal(signal.SIGCONT)
        room.wait(lambda: len(room.lines) >= count + 1, 60)
        places = [p for _, p in room.taken()]
        tap.equal(len(set(places)), count + 1, "%d files at once: none is missed" % count)
        tap.equal(len(places), len(set(places)), "and none is taken twice")
        sums = room.stop()
        tap.ok(int(sums["overflows"]) > 0, "though events were lost", sums)
        print("# " + str(sums))


def swap(drop, stop, count):
    a, b = os.fsencode(drop + "/race.docx"), os.fsencode(drop + "/.other")
    while not stop.is_set():
        for _ in range(50):
            count[0] += libc.renameat2(-100, a, -100, b, 2) == 0


def race(tool="intake_watch", patience=4.0):
    """A document and a link to a secret change places all the time.  Returns
    the number of swaps, of copies, and of copies of the secret."""
    options = {"r": 1} if tool != "intake_watch" else {}
    secret, good = docx("the secret!"), docx("good enough")
    with Intake(tool, where="/dev/shm" if os.access("/dev/shm", os.W_OK) else None, **options) as room:
        room.put("secret", secret, room.out)
        room.put("race.docx", good)
        os.symlink(room.out + "/secret", room.drop + "/.other")
        stop, count = threading.Event(), [0]
        thread = threading.Thread(target=swap, args=(room.drop, stop, count))
        room.start()
        thread.start()
        end = time.monotonic() + patience
        while time.monotonic() < end and sha(secret) not in [s for s, _ in room.taken()]:
            time.sleep(0.05)
        stop.set()
        thread.join()
        copies = [s for s, _ in room.taken()]
        return count[0], copies.count(sha(good)), copies.count(sha(secret))


def main():
    names()
    not_files()
    hostile_sizes()
    locks()
    left_alone()
    torn, complete = half_copies()
    tap.equal(torn, [], "what grows, slowly, and what has its full size first, is not taken before its end")
    tap.ok(complete, "and then it is")
    torn, _ = half_copies("intake_watch_stable")
    tap.ok(torn, "a mutant that believes in a stable size is caught")
    ends()
    at_once()
    ways_in()
    word_saves()
    flood()
    swaps, copies, secrets = race()
    print("# %d swaps, %d copies of the document, %d of the secret" % (swaps, copies, secrets))
    tap.ok(swaps > 1000 and copies > 0, "a document and a link change places, and the document is copied")
    tap.equal(secrets, 0, "the link's secret never is")
    swaps, _, secrets = race("intake_watch_follow", 20.0)
    print("# mutant: %d swaps until the secret was copied" % swaps)
    tap.ok(secrets > 0, "a mutant that looks before it opens is caught")
    tap.done()


main()
