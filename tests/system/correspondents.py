# SPDX-License-Identifier: GPL-2.0-or-later
"""To whom a courier goes, on loopback and by themselves: a mail server (exim,
with STARTTLS and a password), web servers that keep what they are told, and a
courier that can be killed.  Nothing of the system is started or changed."""
import base64
import contextlib
import email
import email.policy
import glob
import hashlib
import hmac
import http.server
import itertools
import os
import shutil
import signal
import socket
import ssl
import subprocess
import threading
import time

from newsroom import BUILD, Newsroom

EXIM = "/usr/sbin/exim4"
EXIM_CONF = """
exim_user = Debian-exim
spool_directory = {0}/spool
log_file_path = {0}/log/%slog
pid_file_path = {0}/spool/pid
primary_hostname = mail.norrvik.example
daemon_smtp_ports = {1}
local_interfaces = 127.0.0.1
keep_environment =
host_lookup =
rfc1413_hosts =
tls_advertise_hosts = *
tls_certificate = {0}/cert.pem
tls_privatekey = {0}/key.pem
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
acl_smtp_rcpt = rcpt
acl_smtp_data = data
begin acl
rcpt:
  deny recipients = nobody@norrvik.example
       message = no such user here
  defer condition = ${{if exists{{{0}/later}}}}
  accept authenticated = *
  accept hosts = :
  deny message = relay not permitted
data:
  accept
begin routers
all:
  driver = accept
  transport = keep
begin transports
keep:
  driver = appendfile
  directory = {0}/mail
  maildir_format
  user = Debian-exim
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{gazette}}}}{{eq{{$auth3}}{{harbour bench}}}}}}}}
  server_set_id = $auth2
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def make_certificate(folder):
    """cert.pem and key.pem, of localhost, its own authority."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder + "/key.pem", "-out",
                    folder + "/cert.pem", "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=DNS:localhost,IP:127.0.0.1"], check=True, capture_output=True)
    os.chmod(folder + "/key.pem", 0o644)


class MailServer:
    """A real one; later() makes it put off, settings() are a path for -C."""

    def __init__(self, folder):
        self.dir, self.port, self.process = folder, free_port(), None
        for name in ("spool", "log", "mail", "mail/tmp", "mail/new", "mail/cur"):
            os.makedirs(os.path.join(folder, name))
            shutil.chown(os.path.join(folder, name), "Debian-exim")
        self.conf = folder + "/exim.conf"
        with open(self.conf, "w", encoding="ascii") as f:
            f.write(EXIM_CONF.format(folder, self.port))

    def start(self):
        with open(self.dir + "/out", "ab") as out:
            self.process = subprocess.Popen([EXIM, "-C", self.conf, "-bdf"], stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        end = time.monotonic() + 10
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)
        raise RuntimeError("exim does not answer: " + open(self.dir + "/out").read())

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait()
        self.process = None

    def later(self, yes):
        if yes:
            open(self.dir + "/later", "w").close()
        else:
            os.unlink(self.dir + "/later")

    def log(self):
        with contextlib.suppress(FileNotFoundError):
            return open(self.dir + "/log/mainlog", errors="replace").read()
        return ""

    def mails(self):
        found = []
        for path in sorted(glob.glob(self.dir + "/mail/new/*")):
            with open(path, "rb") as f:
                found.append(email.message_from_binary_file(f, policy=email.policy.default))
        return found


class HangingServer:
    """Speaks SMTP, with STARTTLS, and in each connection says nothing more
    from another phase on; after those it takes mail."""

    PHASES = ("connect", "ehlo", "starttls", "handshake", "ehlo again", "mail", "rcpt", "data", "body", "quit")

    def __init__(self, folder):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(folder + "/cert.pem", folder + "/key.pem")
        self.left, self.reached, self.messages = list(self.PHASES), [], []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            connection, _ = self.listener.accept()
            phase = self.left.pop(0) if self.left else None
            threading.Thread(target=self.talk, args=(connection, phase), daemon=True).start()

    def hangs(self, phase, now):
        if phase == now:
            self.reached.append(phase)
            time.sleep(60)
            raise OSError

    def talk(self, connection, phase):
        with contextlib.suppress(OSError), connection:
            self.hangs(phase, "connect")
            connection.sendall(b"220 slow\r\n")
            lines, safe = connection.makefile("rb"), False
            while line := lines.readline():
                word = line.split()[0].lower().decode()
                self.hangs(phase, word + (" again" if safe and word == "ehlo" else ""))
                if word == "ehlo":
                    connection.sendall(b"250 slow\r\n" if safe else b"250-slow\r\n250 STARTTLS\r\n")
                elif word == "starttls":
                    connection.sendall(b"220 go\r\n")
                    self.hangs(phase, "handshake")
                    connection = self.context.wrap_socket(connection, server_side=True)
                    lines, safe = connection.makefile("rb"), True
                elif word == "data":
                    connection.sendall(b"354 go\r\n")
                    self.messages.append(b"".join(iter(lines.readline, b".\r\n")))
                    self.hangs(phase, "body")
                    connection.sendall(b"250 taken\r\n")
                else:
                    connection.sendall(b"250 yes\r\n")


class WebServer:
    """Keeps every request; answers by what is listed for its path, the last
    of the list again and again.  A path in `held` is answered when let go."""

    def __init__(self, folder=None):
        self.requests, self.answers, self.held, self.places, self.pauses, self.times = [], {}, {}, {}, {}, []
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                server.times.append(time.monotonic())
                server.requests.append((self.path, self.headers, body))
                if self.path in server.held:
                    server.held[self.path].wait(30)
                answers = server.answers.get(self.path, [204])
                status = answers.pop(0) if len(answers) > 1 else answers[0]
                with contextlib.suppress(OSError):
                    self.send_response(status)
                    if status in server.pauses:
                        self.send_header("Retry-After", server.pauses[status])
                    if self.path in server.places:
                        self.send_header("Location", server.places[self.path])
                    self.send_header("Content-Length", "0")
                    self.end_headers()

            do_GET = do_POST

            def log_message(self, *_):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.port = self.http.server_port
        scheme = "http"
        if folder:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(folder + "/cert.pem", folder + "/key.pem")
            self.http.socket = context.wrap_socket(self.http.socket, server_side=True, do_handshake_on_connect=False)
            scheme = "https"
        self.url = "%s://localhost:%d" % (scheme, self.port)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def drip(self):
        """From now on answers come a letter at a time, and have no end."""
        def handle(request, _):
            with contextlib.suppress(OSError):
                request.recv(65536)
                for letter in itertools.cycle(b"HTTP/1.1 200 OK"):
                    request.sendall(bytes([letter]))
                    self.dripped += 1
                    time.sleep(0.1)
        self.dripped = 0
        self.http.finish_request = handle

    def hold(self, path):
        self.held[path] = threading.Event()

    def let_go(self, path):
        self.held.pop(path).set()

    def of(self, path):
        return [r for r in self.requests if r[0] == path]


def signature(secret, headers, body):
    """What Standard Webhooks say it must be; written from their text."""
    key = base64.b64decode(secret[len("whsec_"):])
    signed = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


class Office(Newsroom):
    """A newsroom, its daemon, and a courier."""

    def __init__(self, site, courier, program="gazette-courier", mutant=""):
        super().__init__(site)
        os.chmod(self.dir, 0o755)
        self.courier_program, self.mutant = os.path.join(BUILD, program), mutant
        self.courier = None
        self.courier_log = self.path("courier.log")
        with open(self.conf, "a", encoding="utf-8") as f:
            f.write("courier {\n\tsocket = \"%s\"\n%s}\n" % (self.path("hatch"), courier))

    def go(self):
        self.start()
        self.waits_for(lambda: os.path.exists(self.path("hatch")))
        self.send_out()

    def send_out(self):
        """A courier begins its day."""
        with open(self.courier_log, "ab") as log:
            self.courier = subprocess.Popen([self.courier_program, "-v", "-c", self.conf], stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=log, env=dict(os.environ, MUTANT=self.mutant, http_proxy="http://localhost:9"))

    def courier_text(self):
        with open(self.courier_log, errors="replace") as f:
            return f.read()

    def kill_courier(self, how=signal.SIGKILL):
        self.courier.send_signal(how)
        return self.courier.wait(30)

    def remove(self):
        if self.courier is not None and self.courier.poll() is None:
            self.courier.kill()
            self.courier.wait()
        super().remove()
