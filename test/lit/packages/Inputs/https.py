"""https.py CERT KEY FOLDER COMMAND…: serves FOLDER over https on a free port while COMMAND runs, with PORT set; exits as
it does. `/to-http` redirects to http, `/endless` never ends."""
import functools
import http.server
import os
import ssl
import subprocess
import sys
import threading


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def do_GET(self):
        if self.path == "/to-http":
            self.send_response(302)
            self.send_header("Location", "http://localhost:1/net.tar.gz")
            self.end_headers()
        elif self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"\0" * (1 << 20))
            except OSError:
                pass
        else:
            super().do_GET()


certificate, key, folder, *command = sys.argv[1:]
server = http.server.ThreadingHTTPServer(("localhost", 0), functools.partial(Handler, directory=folder))
server.daemon_threads = True
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.exit(subprocess.run(command, env={**os.environ, "PORT": str(server.server_address[1])}).returncode)
