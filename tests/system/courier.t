#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""gazette-courier carries what gazetted has written: mail to a real server and
to its sendmail, webhooks whose signatures are computed here anew, pings of a
hub.  Whoever is killed between sending and noting, nothing is lost and no
repeat has another name.  For each rule a courier that breaks it is caught."""
import email.header
import email.policy
import json
import os
import random
import shutil
import sys
import tempfile
import time
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import correspondents
from correspondents import HangingServer, MailServer, Office, WebServer, signature
from newsroom import Tap, release

tap = Tap()
SECRET = "whsec_" + "bm90IGEgc2VjcmV0OiB0aGUgYmVuY2ggYnkgdGhlIHNlYQ=="
FROM = """	from = "gazette@norrvik.example"
	from_name = "Norrviks nyhetsbrevlåda – tiedotteet ja uutiset"
	retry = "1 s"
	retry_most = "2 s"
	timeout = "10 s"
"""


def put_secrets(folder):
    for name, text in (("hook", SECRET), ("login", "gazette:harbour bench"), ("short", "whsec_c2hvcnQ="), ("bare", SECRET[6:])):
        with open(os.path.join(folder, name), "w", encoding="ascii") as f:
            f.write(text + "\n")
        os.chmod(os.path.join(folder, name), 0o600)


def hook(name, url, private="yes", secret="hook"):
    return '\twebhook "%s" { url = "%s" secret = "%s/%s" private = %s }\n' % (name, url, folder, secret, private)


def office(site, courier="", timing="10 s", **more):
    return Office(site, FROM.replace("10 s", timing).replace("2 s", "1 s" if timing == "1 s" else "2 s") + '\tca_file = "%s/cert.pem"\n' % folder + courier, **more)


# Each rule: what is wrong, [] if nothing; program and mutant are office()'s.

def rule_signed(**more):
    web = WebServer(folder)
    room = office(hook("cms", web.url + "/in"), **more)
    room.go()
    room.drop("bench.docx", release(title="A bench by the harbour"))
    if not room.waits_for(lambda: web.of("/in")):
        return ["nothing came: " + room.courier_text()]
    _, headers, body = web.of("/in")[0]
    wrong = []
    if headers["webhook-signature"] != signature(SECRET, headers, body):
        wrong.append("the signature is wrong: %s" % headers["webhook-signature"])
    if headers["Content-Type"] != "application/json" or json.loads(body)["type"] != "release.published":
        wrong.append("it is not what was to be said: %r" % body)
    if not headers["webhook-timestamp"].isdigit():
        wrong.append("no time")
    room.kill_courier()
    room.stop()
    return wrong


def rule_private(**more):
    """Not to our own: by number, by name, in IPv4 that IPv6 carries."""
    web = WebServer(folder)
    other = WebServer(folder)
    site = "".join(hook("x%d" % i, "https://%s:%d/in" % (host, web.port), "no") for i, host in
                   enumerate(("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0", "127.1", "0x7f.1")))
    room = office(site + hook("open", other.url + "/in"), **more)
    room.go()
    room.drop("bench.docx", release(title="A bench by the harbour"))
    room.waits_for(lambda: room.courier_text().count("code=private-address") >= 6 and other.requests or web.requests)
    status = room.command("status")[1]
    wrong = []
    if web.requests:
        wrong.append("somebody private was told")
    if not other.requests:
        wrong.append("who may be private was not told")
    if status.count("(private-address)") != 6:
        wrong.append("status: " + status)
    room.kill_courier()
    room.stop()
    return wrong


def rule_no_redirect(**more):
    web = WebServer(folder)
    web.answers["/in"], web.places["/in"] = [307], web.url + "/elsewhere"
    room = office(hook("cms", web.url + "/in"), **more)
    room.go()
    room.drop("bench.docx", release(title="A bench by the harbour"))
    room.waits_for(lambda: len(web.of("/in")) >= 2 or web.of("/elsewhere"))
    wrong = ["it was followed"] if web.of("/elsewhere") else []
    if "(http-307)" not in room.command("status")[1]:
        wrong.append("it was taken for an answer: " + room.courier_text())
    room.kill_courier()
    room.stop()
    return wrong


def rule_not_lost(**more):
    """Killed while somebody has the letter and has not answered."""
    web = WebServer(folder)
    web.hold("/in")
    room = office(hook("cms", web.url + "/in"), **more)
    room.go()
    room.drop("bench.docx", release(title="A bench by the harbour"))
    if not room.waits_for(lambda: web.of("/in")):
        return ["nothing came: " + room.courier_text()]
    room.kill_courier()
    web.let_go("/in")
    room.send_out()
    again = room.waits_for(lambda: len(web.of("/in")) == 2, 6)
    ids = {h["webhook-id"] for _, h, _ in web.of("/in")}
    bodies = {b for _, _, b in web.of("/in")}
    wrong = [] if again else ["it was lost"]
    if len(ids) != 1 or len(bodies) != 1:
        wrong.append("a repeat has another name")
    room.kill_courier()
    room.stop()
    return wrong


def rule_same_message(**more):
    """A message that is sent again is the same one."""
    room = office(MAIL, SMTP, **more)
    server.later(True)
    before = len(server.mails())
    room.go()
    room.drop("bench.docx", release(title="A bench by the harbour"))
    room.waits_for(lambda: "code=smtp-451" in room.courier_text())
    first = room.courier_text().count("code=smtp-451")
    server.later(False)
    wrong = [] if first else ["it was not put off: " + room.courier_text()]
    if not room.waits_for(lambda: len(server.mails()) > before):
        return wrong + ["it never came: " + room.courier_text() + server.log()]
    uid = room.courier_text().split("kind=mail")[1].split("id=mail-")[1].split()[0]
    if server.mails()[-1]["Message-ID"].split("@")[0] != "<" + uid.rsplit("-", 1)[0]:
        wrong.append("its name changed: %s" % server.mails()[-1]["Message-ID"])
    room.kill_courier()
    room.stop()
    return wrong


RULES = [(rule_signed, "sign", "a webhook is signed as Standard Webhooks say"),
         (rule_private, "address", "nobody private is told, unless a setting says so"),
         (rule_no_redirect, "redirect", "no redirect is followed"),
         (rule_not_lost, "early", "a courier that is killed loses nothing"),
         (rule_same_message, "name", "a message that is sent again has its first name")]


def test_rules():
    for rule, mutant, words in RULES:
        wrong = rule()
        tap.ok(not wrong, words, "\n".join(wrong))
    for rule, mutant, words in RULES:
        wrong = rule(program="tests/dev/courier-careless", mutant=mutant)
        print("# " + "; ".join(wrong)[:200].replace("\n", " "))
        tap.ok(wrong, "a courier that breaks the rule is caught: " + words)


def test_mail():
    room = office(MAIL + '\tmail "gone" { to = {"nobody@norrvik.example"} }\n', SMTP)
    before = len(server.mails())
    room.go()
    title = "En ny bänk vid hamnen – och en lång titel som inte ryms på en enda rad i ett brevhuvud, åäö och “citat”"
    room.drop("bank.sv.docx", release(lang="sv", title=title, body=["Norrviks kommun ställer ut en bänk vid hamnen i dag, och "
                                                                    "den är gjord av lärk. Den rymmer fyra personer."]))
    room.waits_for(lambda: len(server.mails()) > before and "smtp-550" in room.log_text())
    mail = server.mails()[-1]
    tap.equal(str(mail["Subject"]), "”%s” är publicerat" % title if "”%s”" % title in str(mail["Subject"]) else
              str(mail["Subject"]), "a receipt comes")
    tap.ok(title in str(mail["Subject"]), "its subject names what is public", mail["Subject"])
    raw = mail.as_bytes()
    tap.ok(all(len(line) <= 78 and max(line, default=0) < 128 for line in raw.splitlines()
               if not line.lower().startswith((b"received", b"\t"))), "no line of it is long, no byte has eight bits")
    # Not by the parser of addresses, which puts a blank between two words (RFC 2047, 6.2).
    sender = email.message_from_bytes(raw, policy=email.policy.compat32)["From"]
    tap.equal((str(email.header.make_header(email.header.decode_header(sender))), mail["To"].addresses[0].addr_spec),
              ("Norrviks nyhetsbrevlåda – tiedotteet ja uutiset <gazette@norrvik.example>", "press@norrvik.example"),
              "from whom and to whom")
    tap.equal((mail["Auto-Submitted"], mail["Content-Language"], mail.get_content_type()),
              ("auto-generated", "sv", "multipart/alternative"), "no machine answers it")
    parts = [p.get_content_type() for p in mail.iter_parts()]
    text, page = (p.get_content() for p in mail.iter_parts())
    tap.equal(parts, ["text/plain", "text/html"], "text, and the page")
    url = [w for w in text.split() if w.startswith("https://press.norrvik.example/sv/")]
    tap.ok(url and url[0] in page and "<html" in page and title in text, "which say the same", text)
    tap.ok("esmtpsa" in str(mail["Received"]).lower(), "it went by STARTTLS and with a password", mail["Received"])
    tap.ok("letter given up kind=mail site=test to=mail code=smtp-550" in room.log_text() and
           "nobody" not in room.command("status")[1], "whom nobody knows gets nothing, which the log says", room.log_text())
    for text in (room.log_text(), room.courier_text(), room.command("status")[1], room.command("status", "--json")[1]):
        if "harbour bench" in text or SECRET[6:] in text:
            tap.ok(False, "no secret is told", text)
    tap.equal(room.kill_courier(15), 0, "it ends well")
    room.stop()


def test_sendmail():
    room = office(MAIL, '\tsendmail = {"%s", "-C", "%s", "-i"}\n' % (correspondents.EXIM, server.conf))
    before = len(server.mails())
    room.go()
    room.drop("bench.docx", release(title="A bench; $(touch x) `y` – åäö"))
    tap.ok(room.waits_for(lambda: len(server.mails()) > before), "mail goes by a program", room.courier_text())
    mail = server.mails()[-1]
    tap.ok("$(touch x) `y` – åäö" in str(mail["Subject"]) and "<html" in list(mail.iter_parts())[1].get_content(),
           "that is run without a shell", mail["Subject"])
    room.kill_courier()
    room.stop()


def test_plain_server():
    """A server that offers no STARTTLS gets neither mail nor password."""
    import socket
    import threading
    heard = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            conn, _ = listener.accept()
            with conn, conn.makefile("rwb", buffering=0) as f:
                f.write(b"220 plain\r\n")
                for line in f:
                    heard.append(line)
                    f.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 plain\r\n")
    threading.Thread(target=serve, daemon=True).start()
    room = office(MAIL, '\tsmtp = "smtp://localhost:%d"\n\tlogin = "%s/login"\n' % (listener.getsockname()[1], folder))
    room.go()
    room.drop("bench.docx", release(title="A bench by the harbour"))
    tap.ok(room.waits_for(lambda: "(tls)" in room.command("status")[1]), "a server without STARTTLS is not trusted",
           room.courier_text())
    tap.ok(heard and not [line for line in heard if line.upper().startswith((b"MAIL", b"AUTH"))], "with anything", heard)
    room.kill_courier()
    room.stop()


def test_retry_and_hub():
    web = WebServer(folder)
    web.answers["/in"] = [500, 503, 200]
    web.answers["/gone"] = [410]
    room = office(hook("cms", web.url + "/in") + hook("old", web.url + "/gone") +
                  '\twebsub { hub = "%s/hub" private = yes }\n' % web.url)
    room.go()
    room.drop("bench.docx", release(title="A bench by the harbour"))
    tap.ok(room.waits_for(lambda: len(web.of("/in")) >= 3), "who fails twice is asked a third time", room.courier_text())
    tap.equal((len({h["webhook-id"] for _, h, _ in web.of("/in")}), len({b for _, _, b in web.of("/in")})), (1, 1),
              "about the same, under one name")
    tap.ok(all(h["webhook-signature"] == signature(SECRET, h, b) for _, h, b in web.of("/in")), "signed each time")
    tap.ok(room.waits_for(lambda: len(web.of("/hub")) == 3), "the hub is told")
    forms = sorted((urllib.parse.parse_qs(body.decode()) for _, _, body in web.of("/hub")), key=str)
    tap.equal(forms, [{"hub.mode": ["publish"], "hub.url": [topic], "hub.topic": [topic]} for topic in
                      ("https://press.norrvik.example/feeds/en." + k for k in ("atom", "json", "rss"))],
              "of each feed that changed")
    tap.ok(room.waits_for(lambda: "webhook old: disabled since" in room.command("status")[1]),
           "who says that it is gone is left alone", room.command("status")[1])
    room.drop("pier.docx", release(title="The pier is mended"))
    tap.ok(room.waits_for(lambda: len(web.of("/in")) == 4 and len(web.of("/hub")) == 6), "the others are told of the next")
    tap.equal(len(web.of("/gone")), 1, "and it is not")

    web.hold("/in")
    room.drop("buoy.docx", release(title="A buoy for the bay"))
    room.waits_for(lambda: len(web.of("/in")) == 5)
    room.stop(9)
    web.let_go("/in")
    room.start()
    room.drop("rope.docx", release(title="A rope for the buoy"))
    tap.ok(room.waits_for(lambda: len({h["webhook-id"] for _, h, _ in web.of("/in")}) == 4),
           "a daemon that is killed in between loses nothing", room.courier_text())
    tap.equal(len(web.of("/in")), 6, "and a courier that lives tells it what was sent")
    room.kill_courier()
    room.stop()


def test_asked_to_wait():
    """Retry-After is heeded, in seconds and as a date, and within bounds."""
    web = WebServer(folder)
    web.answers["/in"], web.pauses[429] = [429, 204], "4"
    web.answers["/long"], web.pauses[503] = [503], "99999999"
    web.answers["/other"], web.pauses[500] = [500, 204], "600"
    room = office("".join(hook(name, web.url + "/" + name) for name in ("in", "long", "other")))
    room.go()
    room.drop("bench.docx", release(title="A bench by the harbour"))
    tap.ok(room.waits_for(lambda: len(web.of("/in")) >= 2 and len(web.of("/other")) >= 2), "who asks for time is asked again",
           room.courier_text())
    times = [t for t, (path, *_) in zip(web.times, web.requests) if path == "/in"]
    tap.ok(times[1] - times[0] >= 3.9, "when that time is over, not before", times)
    seconds = [line.split("seconds=")[1] for line in room.log_text().splitlines() if "to=long" in line and "seconds=" in line]
    tap.ok(seconds and all(int(s) in (21601, 86401) for s in seconds), "nobody puts us off for longer than a day", seconds)
    tap.equal(len(web.of("/long")), 1, "who asks for long is left alone")
    tap.ok("to=other code=http-500 seconds=1" in room.log_text(), "what an error of another kind asks for is not heeded",
           room.log_text()[-800:])
    room.kill_courier()
    room.stop()


def test_slow():
    """Who answers a letter at a time, or not at all, holds nobody else up; and
    a mail server may fall silent wherever it likes."""
    dripping, web, mail = WebServer(folder), WebServer(folder), HangingServer(folder)
    dripping.drip()
    room = office(hook("drip", dripping.url + "/in") + hook("quick", web.url + "/in") + MAIL,
                  '\tsmtp = "smtp://localhost:%d"\n' % mail.port, timing="1 s")
    room.go()
    room.drop("bench.docx", release(title="A bench by the harbour"))
    tap.ok(room.waits_for(lambda: web.of("/in"), 30), "a quick one is told all the same", room.courier_text())
    tap.ok(room.waits_for(lambda: "(timeout)" in room.command("status")[1] and dripping.dripped), "one that drips is given up",
           room.command("status")[1])
    tap.ok(room.waits_for(lambda: "letter sent kind=mail" in room.log_text(), 120), "a mail server that hangs is tried again", mail.reached)
    ids = {line for m in mail.messages for line in m.splitlines() if line.lower().startswith(b"message-id:")}
    tap.equal((mail.reached[:9], len(mail.messages), len(ids)), (list(mail.PHASES[:9]), 2, 1),
              "after each phase in which it hung; what it may have had comes again under its name")
    room.drop("pier.docx", release(title="The pier is mended"))
    tap.ok(room.waits_for(lambda: len(mail.messages) == 3 and len(web.of("/in")) == 2, 60), "and the next letters go their way",
           room.courier_text())
    room.kill_courier()
    room.stop()


def test_many_deaths():
    """Courier and daemon are killed at any time, again and again."""
    web = WebServer(folder)
    room = office(hook("cms", web.url + "/in"))
    room.go()
    chance = random.Random(1)
    for number in range(8):
        room.drop("bench%d.docx" % number, release(title="A bench by the harbour", number=number + 1))
        time.sleep(chance.uniform(0.02, 0.4))
        if chance.random() < 0.6:
            room.kill_courier()
            room.send_out()
        else:
            room.stop(9)
            room.start()

    def seqs():
        return sorted({json.loads(b)["data"]["seq"] for _, _, b in web.of("/in")})
    room.waits_for(lambda: len(seqs()) >= 8, 60)
    tap.equal(seqs(), list(range(1, 9)), "after any deaths each change has been told")
    names = {(h["webhook-id"], b) for _, h, b in web.of("/in")}
    tap.equal(len(names), 8, "under its one name")
    print("# %d letters were sent, for 8 changes" % len(web.of("/in")))
    room.kill_courier()
    room.stop()


def test_settings():
    for name, words in (("short", "24 to 64 bytes"), ("bare", "must be whsec_"), ("none", "No such file")):
        room = office(hook("cms", "https://cms.norrvik.example/in", "no", name))
        done = correspondents.subprocess.run([room.courier_program, "-c", room.conf, "--check"], capture_output=True, text=True)
        tap.ok(done.returncode == 78 and words in done.stderr and SECRET[6:] not in done.stderr and "c2hvcnQ" not in done.stderr,
               "a secret that is none is refused and not told: " + name, done.stderr)
    room = office(hook("cms", "https://cms.norrvik.example/in", "no"))
    done = correspondents.subprocess.run([room.courier_program, "-c", room.conf, "--check"], capture_output=True, text=True)
    tap.equal((done.returncode, done.stderr), (0, ""), "one that is good is taken")
    named = office('\twebhook "cms" { url = "https://cms.norrvik.example/in" secret = "hook" }\n')
    for where, status in ((folder, 0), (folder + "/log", 78)):
        done = correspondents.subprocess.run([room.courier_program, "-c", named.conf, "--check"], capture_output=True, text=True,
                                             env=dict(os.environ, CREDENTIALS_DIRECTORY=where))
        tap.equal(done.returncode, status, "a credential is found by its name, where systemd puts it: %d" % status)
    done = correspondents.subprocess.run([room.program, "-c", room.conf, "--dump"], capture_output=True, text=True)
    tap.ok(SECRET[6:] not in done.stdout and folder + "/hook" in done.stdout, "a dump tells where it is, not what")


def why_not():
    for program, package in ((correspondents.EXIM, "exim4-daemon-light"), ("openssl", "openssl")):
        if shutil.which(program) is None:
            return "%s is missing: apt install %s" % (program, package)
    return "" if os.geteuid() == 0 else "only root may give exim settings of its own"


def main():
    global folder, server, MAIL, SMTP
    if why_not():
        print("1..0 # SKIP " + why_not())
        return
    with tempfile.TemporaryDirectory(prefix="gazette-courier-") as folder:
        os.chmod(folder, 0o755)
        correspondents.make_certificate(folder)
        put_secrets(folder)
        server = MailServer(folder)
        MAIL = '\tmail "press" { to = {"press@norrvik.example"} }\n'
        SMTP = '\tsmtp = "smtp://localhost:%d"\n\tlogin = "%s/login"\n' % (server.port, folder)
        try:
            server.start()
            test_settings()
            test_mail()
            test_sendmail()
            test_plain_server()
            test_retry_and_hub()
            test_asked_to_wait()
            test_slow()
            test_many_deaths()
            test_rules()
        finally:
            server.stop()
    tap.done()


main()
