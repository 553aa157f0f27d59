"""Receives contact events: verifies each, stores it once, answers. Python 3.9 or newer, standard library alone.

NETZDIALOG_SECRET=whsec_… python3 receiver.py 8080        (several secrets: with a space between them)
"""
import base64, hashlib, hmac, os, sqlite3, sys, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEYS = [base64.b64decode(secret.removeprefix("whsec_")) for secret in os.environ["NETZDIALOG_SECRET"].split()]
INBOX = os.environ.get("NETZDIALOG_INBOX", "inbox.db")
TOLERANCE_SECONDS = 300
MAX_BYTES = 16 * 1024 * 1024

inbox, one_at_a_time = sqlite3.connect(INBOX, check_same_thread=False), threading.Lock()
# number: the order in which events came
inbox.execute("CREATE TABLE IF NOT EXISTS inbox (number INTEGER PRIMARY KEY, id TEXT UNIQUE, body BLOB)")


def is_genuine(event_id, timestamp, signatures, body):
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 12):
        return False
    if abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    signed = f"{event_id}.{timestamp}.".encode() + body
    expected = ["v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode() for key in KEYS]
    given = signatures.split(" ")
    return any(hmac.compare_digest(one.encode(), other.encode()) for one in expected for other in given)


class Receiver(BaseHTTPRequestHandler):
    timeout = 30

    def do_POST(self):
        length = self.headers.get("content-length", "")
        if not length.isdigit() or len(length) > 9 or int(length) > MAX_BYTES:
            return self.answer(413)
        body = self.rfile.read(int(length))
        event_id, timestamp, signatures = (
            self.headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature")
        )
        if len(body) < int(length) or not is_genuine(event_id, timestamp, signatures, body):
            return self.answer(401)
        if not event_id.startswith("probe_"):  # `netzdialog probe` only wants to know whether this works
            with one_at_a_time, inbox:  # on disk before the answer; a known id changes nothing
                inbox.execute("INSERT OR IGNORE INTO inbox (id, body) VALUES (?, ?)", (event_id, body))
        self.answer(204)

    def answer(self, status):
        self.send_response(status)
        self.end_headers()


ThreadingHTTPServer.request_queue_size = 128  # the usual 5 turn connections away when 50 come at once
ThreadingHTTPServer(("", int(sys.argv[1])), Receiver).serve_forever()
