"""The site as a web server gives it: a small one under the policy that is documented for nginx, or nginx itself."""

import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from indikatorer import ROOT

CONFIGURATION = ROOT / "deploy" / "nginx.conf"
POLICY = re.findall(r'default +"(default-src [^"]+)"', CONFIGURATION.read_text(encoding="utf-8"))[0]
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")


class _Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve the site on this machine; gives the address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def served_by_nginx(site: Path, scratch: Path) -> Iterator[str]:
    """Serve the site with nginx and the documented configuration, less its port and folder; gives the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    documented = CONFIGURATION.read_text(encoding="utf-8")
    ours = documented.replace("listen 8080;", f"listen 127.0.0.1:{port};")
    ours = ours.replace("root /srv/www/uppfoljning/current;", f"root {site};")
    assert ours.count(str(port)) == ours.count(str(site)) == 1
    # as root nginx would take a user who may not see the folders of tests
    user = "user root;" if os.geteuid() == 0 else ""
    whole = f"daemon off; {user} pid {scratch}/pid; error_log stderr;\nevents {{}}\n"
    whole += f"http {{ access_log off; client_body_temp_path {scratch}/body;\n{ours}\n}}\n"
    (scratch / "nginx.conf").write_text(whole, encoding="utf-8")
    command = [str(NGINX), "-e", "stderr", "-p", str(scratch), "-c", str(scratch / "nginx.conf")]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        while running.poll() is None:
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        assert running.poll() is None, running.communicate()[1]
        yield f"http://127.0.0.1:{port}/"
    finally:
        running.terminate()
        running.wait()
