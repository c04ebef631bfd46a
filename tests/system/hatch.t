#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What the daemon hands to a courier: which letters, when, about what, and
that each is handed out until something has been said about it.  The courier
is this script; gazette-courier has a test of its own."""
import array
import json
import os
import re
import signal
import socket
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from newsroom import Newsroom, Tap, release

tap = Tap()
SETTINGS = """
courier {
	socket = "%s"
	from = "gazette@norrvik.example"
	smtp = "smtp://localhost:9"
	retry = "1 s"
	retry_most = "4 s"
	give_up = "%s"
}
"""
SITE = """	folder "." { accept = {docx} }
	folder "Styrelsen" { accept = {docx} }
	folder "wire" { accept = {release} holds = off }
	mail "all" { to = {"press@norrvik.example", "it@norrvik.example"} }
	mail "board" { to = {"board@norrvik.example", "press@norrvik.example"} folder = {"Styrelsen"} about = {question} }
	mail "mine" { to = {"me@norrvik.example"} owner = {"%d"} about = {receipt} }
	mail "theirs" { to = {"they@norrvik.example"} owner = {"%d"} }
	mail "harbour" { to = {"harbour@norrvik.example"} organisation = {"Hamnen Ab"} }
	mail "town" { to = {"town@norrvik.example"} organisation = {"NORRVIK"} folder = {"wire"} }
	webhook "cms" { url = "https://cms.norrvik.example/in" secret = "cms" }
	webhook "app" { url = "https://app.norrvik.example/in" secret = "app" }
	websub { hub = "https://hub.example/" }
"""


class Courier:
    """One who takes letters and says what became of them."""

    def __init__(self, room):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.socket.settimeout(15)
        self.socket.connect(room.path("hatch"))

    def say(self, packet):
        self.socket.send(packet.encode())
        return self.hear()[0]

    def hear(self):
        data, control, _, _ = self.socket.recvmsg(512, socket.CMSG_SPACE(4))
        payload = None
        for _, kind, value in control:
            if kind == socket.SCM_RIGHTS:
                fd = array.array("i", value)[0]
                with os.fdopen(fd, "rb") as f:
                    payload = json.loads(f.read().decode("utf-8"))
        return data.decode(), payload

    def take(self):
        """(uid, kind, site, addressee, payload) of the next letter."""
        self.socket.send(b"next")
        packet, payload = self.hear()
        words = packet.split()
        assert words[0] == "letter", packet
        return (*words[1:], payload)

    def none_within(self, seconds):
        self.socket.settimeout(seconds)
        self.socket.send(b"next")
        try:
            return self.hear() and False
        except TimeoutError:
            return True
        finally:
            self.socket.settimeout(15)

    def take_all(self, count):
        found = []
        for _ in range(count):
            found.append(self.take())
            assert self.say("sent " + found[-1][0]) == "ok"
        return found

    def close(self):
        self.socket.close()


def newsroom(give_up="3 d", program="gazetted"):
    room = Newsroom(SITE % (os.geteuid(), os.geteuid() + 1), program)
    with open(room.conf, "a", encoding="utf-8") as f:
        f.write(SETTINGS % (room.path("hatch"), give_up))
    room.start()
    room.waits_for(lambda: os.path.exists(room.path("hatch")))
    return room


def mails(letters):
    return sorted((p["to"].split("@")[0], p["subject"]) for _, k, _, _, p in letters if k == "mail")


def kinds(letters):
    return sorted((k, a) for _, k, _, a, _ in letters)


def test_published(room):
    courier = Courier(room)
    tap.ok(courier.none_within(1.5), "nothing to send before anything has happened")
    room.drop("bench.docx", release(title="A bench by the harbour"))
    packet, payload = courier.hear()
    tap.ok(packet.startswith("letter ") and payload, "who waits is told when something has", packet)
    first = (*packet.split()[1:], payload)
    courier.say("sent " + first[0])
    letters = [first] + courier.take_all(7)
    tap.equal(kinds(letters), [("mail", "mail")] * 3 + [("webhook", "app"), ("webhook", "cms")] + [("websub", "hub")] * 3,
              "a receipt by mail, a change for each webhook, a ping of each feed")
    subject = "“A bench by the harbour” is published"
    tap.equal(mails(letters), [("it", subject), ("me", subject), ("press", subject)],
              "the receipt goes to all and to its owner's address, and to nobody else's")
    mail = [p for _, k, _, _, p in letters if k == "mail"][0]
    url = re.search(r"https://press\.norrvik\.example/en/\S+", mail["text"])
    tap.ok(url and "<html" in mail["html"] and url.group(0) in mail["html"] and mail["lang"] == "en",
           "as text and as the page, in the document's language", mail["text"])
    tap.ok(mail["text"].startswith(subject + "\n") and "<" not in mail["text"], "and the text is plain", mail["text"])
    tap.equal(len({p["id"] for _, k, _, _, p in letters if k == "mail"}), 1, "it is one message")
    hook = [p for _, k, _, a, p in letters if a == "cms"][0]
    body = json.loads(hook["body"])
    tap.ok(re.fullmatch(r"msg_[0-9a-f]{32}_1", hook["id"]), "a webhook's id is epoch and number", hook["id"])
    tap.equal((body["type"], sorted(body["data"]), body["data"]["op"], body["data"]["url"], body["data"]["seq"]),
              ("release.published", ["id", "lang", "op", "seq", "url", "v"], "publish", url.group(0), 1), "its payload is thin")
    tap.ok(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", body["timestamp"]), "and tells when", body["timestamp"])
    topics = sorted(p["topic"] for _, k, _, _, p in letters if k == "websub")
    tap.equal(topics, ["https://press.norrvik.example/feeds/en." + k for k in ("atom", "json", "rss")],
              "the topic is the feed's own address")
    for kind in ("atom", "json", "rss"):
        feed = open(room.www("feeds", "en." + kind), encoding="utf-8").read()
        tap.ok("https://hub.example/" in feed, "which names the hub: " + kind, feed[:600])
    head = json.load(open(room.www("api", "v1", "head.json"), encoding="utf-8"))
    tap.equal((head["seq"], hook["id"].split("_")[1]), (1, head["epoch"]), "the change has its line, of the same epoch")
    tap.ok(courier.none_within(1.5), "and that is all")
    courier.close()


def question_letters(room):
    courier = Courier(room)
    room.drop("Secret merger.docx", release(title="Draft: the secret merger", body=["DRAFT", "The merger of Norrvik and [XX]."]),
              "Styrelsen")
    letters = courier.take_all(3)
    courier.close()
    return letters


def test_organisations(room):
    courier = Courier(room)
    text = ('<release xmlns="urn:gazette:release:1" xml:lang="en"><head><title>%s</title>%s</head>'
            '<body xmlns="http://www.w3.org/1999/xhtml"><p>The harbour is open to everybody from today on, and the '
            'council thanks all who have helped.</p></body></release>')
    found = []
    for name, publisher in (("a", ""), ("b", "<publisher>Hamnen  AB</publisher>"), ("c", "<publisher>Else</publisher>")):
        room.drop(name + ".xml", text % ("The harbour is open, " + name, publisher), "wire")
        letters = courier.take_all(8 + (publisher == "" or "Hamnen" in publisher))
        found.append([m[0] for m in mails(letters)])
    tap.equal(found, [["it", "me", "press", "town"], ["harbour", "it", "me", "press"], ["it", "me", "press"]],
              "letters go by the organisation that a document names, which by default is the site's")
    body = [json.loads(p["body"]) for _, k, _, a, p in letters if a == "cms"][0]
    tap.equal(room.command("erase", body["data"]["id"])[0], 0, "one of them is erased")
    letters = []
    room.waits_for(lambda: courier_idle(courier, letters) and "cms" in [x[3] for x in letters], 8)
    bodies = [json.loads(p["body"]) for _, k, _, a, p in letters if a == "cms"]
    head = json.load(open(room.www("api", "v1", "head.json"), encoding="utf-8"))
    tap.equal([(b["type"], b["data"]["url"], b["data"]["seq"]) for b in bodies], [("release.erased", "", head["seq"])],
              "which is told without a word of it, by the number of its line")
    courier.close()


def test_questions(room):
    letters = question_letters(room)
    courier = Courier(room)
    subject = "A question about a document (Norrvik)"
    tap.equal(mails(letters), [("board", subject), ("it", subject), ("press", subject)],
              "a question goes to its folder's people too, once to each, and its subject names nothing")
    room.drop("note.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    letters = courier.take_all(2)
    tap.equal(mails(letters), [(who, "Ett dokument behöver rättas till (Norrvik)") for who in ("it", "press")],
              "a file that never becomes a job is told of")
    courier.close()


def test_embargo(room):
    """Whatever becomes of it: no word of it leaves before its time."""
    courier = Courier(room)
    room.drop("A hidden lighthouse.docx", release(title="A hidden lighthouse", body=[
        "Embargoed until 3 May 2035 at 9:00", "The lighthouse of Norrvik was found in the cellar of the town hall by a clerk."]))
    pages = room.waits_for(lambda: [n for n in room.listing() if "lighthouse" in n and n.endswith(".html")])
    letters = []
    while not courier_idle(courier, letters):
        pass
    print("# beside it lies %s, and %d letters are sent" % (pages, len(letters)))
    tap.ok(pages and not [x for x in letters if "lighthouse" in x[4].get("subject", "") or x[1] != "mail"],
           "an embargoed title is in no subject, no webhook and no ping", letters)
    courier.close()


def test_withdrawal(room):
    courier = Courier(room)
    work = room.command("list", "--json")[1]
    work = json.loads(work.splitlines()[0])["id"]
    tap.equal(room.command("withdraw", work)[0], 0, "a release is taken down")
    letters = courier.take_all(7)
    tap.equal(kinds(letters), [("mail", "mail")] * 2 + [("webhook", "app"), ("webhook", "cms")] + [("websub", "hub")] * 3,
              "which is told like its publication")
    tap.equal(mails(letters), [(who, "“A bench by the harbour” is taken down") for who in ("it", "press")], "by mail")
    body = [json.loads(p["body"]) for _, k, _, a, p in letters if a == "cms"][0]
    tap.equal((body["type"], body["data"]["op"]), ("release.withdrawn", "withdraw"), "and to webhooks")
    courier.close()


def die_with_letter(room):
    """(what the courier that died had, what the next one gets)"""
    courier = Courier(room)
    room.drop("pier.docx", release(title="The pier is mended"))
    uid, _, _, _, payload = courier.take()
    courier.close()
    courier = Courier(room)
    again = courier.take()
    courier.close()
    return (uid, payload), (again[0], again[4])


def test_mutants():
    room = newsroom(program="tests/dev/gazetted-indiscreet")
    subjects = [m[1] for m in mails(question_letters(room))]
    tap.ok(any("Secret merger" in s for s in subjects), "a daemon that names what is not public is caught", subjects)
    room.stop()
    room = newsroom(program="tests/dev/gazetted-forgetful")
    had, gets = die_with_letter(room)
    tap.ok(had != gets, "one that forgets a letter when it hands it out is caught")
    room.stop()


def test_deaths(room):
    """Who dies between sending and noting sends again, under the same name."""
    (uid, payload), again = die_with_letter(room)
    tap.equal(again, (uid, payload), "a courier that died gets the letter again")
    courier = Courier(room)
    room.stop(signal.SIGKILL)
    courier.close()
    room.start()
    room.waits_for(lambda: os.path.exists(room.path("hatch")))
    tap.ok(room.waits_for(lambda: connects(room)), "the daemon comes back")
    courier = Courier(room)
    again = courier.take()
    tap.equal((again[0], again[4]), (uid, payload), "and so does one whose daemon died")
    tap.equal(courier.say("sent " + uid), "ok", "it says what was sent")
    tap.equal(courier.say("sent " + uid), "ok", "and may say so twice")
    letters = courier.take_all(7)
    tap.ok(uid not in [x[0] for x in letters] and courier.none_within(1.5), "then it is not seen any more")
    courier.close()


def connects(room):
    try:
        Courier(room).close()
        return True
    except OSError:
        return False


def test_setbacks(room):
    courier = Courier(room)
    room.drop("lamp.docx", release(title="A lamp for the pier"))
    letters = [courier.take()]
    while letters[-1][3] != "cms":
        tap.ok(courier.say("sent " + letters[-1][0]) == "ok" and len(letters) < 9, "letter %d" % len(letters))
        letters.append(courier.take())
    tap.equal(courier.say("defer %s all timeout" % letters[-1][0]), "ok", "an endpoint that can't be reached is put off")
    room.drop("buoy.docx", release(title="A buoy for the bay"))
    rest = []
    while len(rest) < 30:
        letter = courier.take()
        rest.append(letter)
        if letter[3] == "cms":
            break
        courier.say("sent " + letter[0])
    tap.equal(rest[-1][0], letters[-1][0], "it comes again, and the others did not wait for it")
    status = room.command("status")[1]
    tap.ok(re.search(r"^webhook cms: \d+ waiting, failing since .* \(timeout\)$", status, re.M), "status tells of it", status)
    outbox = json.loads(room.command("status", "--json")[1])["outbox"]
    tap.equal([(x["kind"], x["name"], x["code"]) for x in outbox if x["code"]], [("webhook", "cms", "timeout")],
              "and so it does for machines")
    tap.equal(courier.say("close %s http-410" % rest[-1][0]), "ok", "one that says that it is gone is believed")
    status = room.command("status")[1]
    tap.ok(re.search(r"^webhook cms: disabled since .* \(http-410\)", status, re.M), "status says so", status)
    tap.ok("webhook disabled site=test name=cms code=http-410" in room.log_text(), "and the log")
    letters = []
    while not courier_idle(courier, letters):
        pass
    room.drop("rope.docx", release(title="A rope for the buoy"))
    letters = courier.take_all(7)
    tap.ok("cms" not in [x[3] for x in letters] and courier.none_within(1.5), "then nothing is sent there")
    tap.equal(room.command("resume", "cms")[:2], (0, "resumed: 1\n"), "until somebody says otherwise")
    room.drop("oar.docx", release(title="An oar for the boat"))
    letters = courier.take_all(8)
    tap.ok("cms" in [x[3] for x in letters], "then it is told again", kinds(letters))
    tap.equal(courier.say("rm -rf"), "no usage", "what nobody understands is answered so")
    courier.close()


def courier_idle(courier, letters):
    """Take one letter; 1 when there is none."""
    courier.socket.settimeout(1.5)
    courier.socket.send(b"next")
    try:
        packet, payload = courier.hear()
    except TimeoutError:
        return True
    finally:
        courier.socket.settimeout(15)
    letters.append((*packet.split()[1:], payload))
    courier.say("sent " + letters[-1][0])
    return False


def test_manners(room):
    courier = Courier(room)
    courier.say("sent nothing")
    other = Courier(room)
    tap.equal(other.hear()[0], "no busy", "a second courier is turned away")
    other.close()
    courier.close()
    for packet in ("", "next please", "sent", "defer x all", "defer x some code", "defer x all CODE", "drop x", "close x a b",
                   "sent a b", "x" * 500):
        courier = Courier(room)
        if packet and courier.say(packet) != "no usage":
            tap.ok(False, "refused: " + packet)
        courier.close()
    tap.ok(connects(room), "and lives through what makes no sense")
    if os.geteuid() != 0:
        tap.skip("another user is turned away", "only root can be another user")
        return
    os.chmod(room.dir, 0o755)
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.setgid(65534)
        os.setuid(65534)
        os.write(write, Courier(room).hear()[0].encode())
        os._exit(0)
    os.waitpid(pid, 0)
    tap.equal(os.read(read, 100), b"no not-you", "another user is turned away")


def test_giving_up():
    room = newsroom(give_up="2 s")
    courier = Courier(room)
    room.drop("bench.docx", release(title="A bench by the harbour"))
    courier.socket.settimeout(5)
    for number in range(60):
        try:
            uid, kind, _, to, _ = courier.take()
        except TimeoutError:  # the letters themselves have become too old
            room.drop("more.docx", release(title="One more bench", number=number))
            uid, kind, to = courier.hear()[0].split()[1:3] + [""]
        courier.say("sent " + uid if kind != "webhook" else "defer %s letter http-500" % uid)
        if "name=app" in room.log_text() and "name=cms" in room.log_text():
            break
    tap.ok(number < 59, "a webhook that fails for too long is disabled", room.log_text())
    tap.equal(room.command("erase", json.loads(room.command("list", "--json")[1].splitlines()[0])["id"])[0], 0, "erasing")
    courier.close()
    courier = Courier(room)
    letters = []
    while not courier_idle(courier, letters):
        pass
    tap.ok("bench" not in json.dumps([x[4] for x in letters if x[1] == "mail"]), "an erased release is in no mail",
           kinds(letters))
    courier.close()
    room.stop()


def main():
    room = newsroom()
    test_published(room)
    test_questions(room)
    test_embargo(room)
    test_withdrawal(room)
    test_organisations(room)
    test_deaths(room)
    test_setbacks(room)
    test_manners(room)
    tap.equal(room.stop(), 0, "the daemon ends well")
    tap.ok(not os.path.exists(room.path("hatch")), "and takes its socket along")
    test_giving_up()
    test_mutants()
    tap.done()


main()
