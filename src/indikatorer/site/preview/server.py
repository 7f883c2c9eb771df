"""A server on this machine only, and word to the pages it serves when there is something new."""

import errno
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
FIRST_PAGE = "arsrapport.html"

_SCRIPT = Path(__file__).with_name("preview.js")
_STILL_THERE_AFTER = 15
"""Seconds between signs of life to a waiting page, by which a closed one is noticed."""


class Screen:
    """What every open page shows: the version of its content, and a message over it."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self.version = 0
        self.message = ""

    def tell(self, message: str, *, reload: bool = False) -> None:
        """Show a message over the pages, or nothing; `reload` when there are new pages as well."""
        with self._news:
            self.version += reload
            self.message = message
            self._news.notify_all()

    def states(self) -> Iterator[dict[str, Any] | None]:
        """The state now and whenever it changes, for ever; None when nothing has happened for a while."""
        shown: dict[str, Any] = {}
        while True:
            with self._news:
                self._news.wait_for(partial(self._is_news, shown), _STILL_THERE_AFTER)
                news = self._state()
            yield None if news == shown else news
            shown = news

    def _is_news(self, shown: dict[str, Any]) -> bool:
        return self._state() != shown

    def _state(self) -> dict[str, Any]:
        return {"version": self.version, "message": self.message}


class _Handler(SimpleHTTPRequestHandler):
    """Files of the site, those of the previewed year from `pages` where it has them."""

    def __init__(self, *args: Any, pages: Path, site: Path, year: int, screen: Screen) -> None:
        self.pages, self.site, self.year, self.screen = pages, site, year, screen
        super().__init__(*args, directory=str(site))

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").partition(":")[0]
        path = self.path.partition("?")[0]
        if host not in (HOST, "localhost"):  # a foreign page that has led its own name to this machine
            self.send_error(403)
        elif path == "/":
            self.send_response(302)
            self.send_header("Location", f"/{self.year}/{FIRST_PAGE}")
            self.end_headers()
        elif path == "/preview/events":
            self._send_events()
        elif path == "/preview/preview.js":
            self._send(_SCRIPT.read_bytes(), "text/javascript")
        elif path.endswith(".html"):
            self._send_page(Path(self.translate_path(path)))
        else:
            super().do_GET()

    def translate_path(self, path: str) -> str:
        in_site = Path(super().translate_path(path))
        of_year = self.site / str(self.year)
        if in_site.is_relative_to(of_year):
            fresh = self.pages / in_site.relative_to(of_year)
            if fresh.is_file():
                return str(fresh)
        return str(in_site)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing: what the writer needs to know stands in the page."""

    def _send_page(self, file: Path) -> None:
        # the version is read first: a page that is rendered meanwhile is then loaded once more, not once too few
        script = f'<script src="/preview/preview.js" data-version="{self.screen.version}" defer></script></body>'
        bare = "<!DOCTYPE html><html lang='en'><title>Preview</title><body><p>There is no page yet.</p></body></html>"
        page = file.read_text(encoding="utf-8") if file.is_file() else bare
        self._send(page.replace("</body>", script).encode(), "text/html")

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _send_events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            for state in self.screen.states():
                self.wfile.write(f"data: {json.dumps(state)}\n\n".encode() if state else b":\n\n")
                self.wfile.flush()
        except ConnectionError:
            self.close_connection = True


def _bound(port: int, handler: Any) -> ThreadingHTTPServer:
    try:
        return ThreadingHTTPServer((HOST, port), handler)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        return ThreadingHTTPServer((HOST, 0), handler)


@contextmanager
def serving(pages: Path, site: Path, year: int, screen: Screen, port: int) -> Iterator[str]:
    """Serve until the block ends; gives the address. Where another preview has the port, a free one is taken."""
    handler = partial(_Handler, pages=pages, site=site.absolute(), year=year, screen=screen)
    with _bound(port, handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://{HOST}:{server.server_port}/"
        finally:
            server.shutdown()
