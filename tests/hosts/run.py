#!/usr/bin/env python3
"""Serve a built site with real servers, and compare what comes back with what is on the disk.

usage: run.py [SITE] [--base PATH] [--only NAME,…]

SITE is the output folder, `public` by default; --base puts it into a folder of the server, as
a project page of a code host has it. Every server listens on loopback with the least
configuration that names the folder, `index.html` and `404.html`. Asked are every page by the
address that links use, every other file, folders without their slash, and addresses that
lead nowhere: those must have the status 404, with our page where the server can be told.

A server that is not installed is named and left out. Exit status 1 when a server gives
anything else than the disk has, or when fewer than two servers could be asked.
Needs Python 3.9 or later; on Debian: nginx-light apache2 caddy lighttpd busybox.
"""

from __future__ import annotations

import argparse
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

SHOWN = 5
# An address that no site has, at the root and deep.
NOWHERE = ("no-such-page/", "zh/no/such/587/")
TYPES = {
    ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json",
    ".xml": "application/xml", ".txt": "text/plain", ".csv": "text/csv", ".md": "text/markdown", ".svg": "image/svg+xml",
}


class Place(NamedTuple):
    """What a server is told."""

    root: Path  # the folder that it serves
    missing: str  # the address of 404.html
    port: int
    own: Path  # a folder for its configuration and its records

    def write(self, name: str, text: str) -> str:
        (self.own / name).write_text(text)
        return str(self.own / name)


def program(*names: str) -> str | None:
    """Where a program is; servers are often in a folder that users do not search."""
    search = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    return next((found for name in names if (found := shutil.which(name, path=search))), None)


def nginx(at: Place) -> list[str]:
    return ["-p", str(at.own), "-c", at.write("nginx.conf", f"""
daemon off; pid {at.own}/pid; error_log {at.own}/errors; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  include /etc/nginx/mime.types; access_log off; absolute_redirect off;
  {" ".join(f"{name}_temp_path {at.own}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))}
  server {{ listen 127.0.0.1:{at.port}; root {at.root}; index index.html; error_page 404 {at.missing}; }}
}}""")]


def apache(at: Place) -> list[str]:
    modules = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"
                      for name in ("mpm_event", "authz_core", "dir", "mime"))
    return ["-DFOREGROUND", "-f", at.write("apache.conf", f"""{modules}
ServerRoot {at.own}
ServerName localhost
Listen 127.0.0.1:{at.port}
PidFile {at.own}/pid
ErrorLog {at.own}/errors
TypesConfig /etc/mime.types
DocumentRoot {at.root}
DirectoryIndex index.html
ErrorDocument 404 {at.missing}
<Directory {at.root}>
Require all granted
</Directory>
""")]


def caddy(at: Place) -> list[str]:
    return ["run", "--adapter", "caddyfile", "--config", at.write("Caddyfile", f"""{{
  admin off
  auto_https off
}}
http://127.0.0.1:{at.port} {{
  bind 127.0.0.1
  root * {at.root}
  file_server
  handle_errors {{
    rewrite * {at.missing}
    file_server
  }}
}}
""")]


def lighttpd(at: Place) -> list[str]:
    types = ", ".join(f'"{ending}" => "{kind}"' for ending, kind in TYPES.items())
    return ["-D", "-f", at.write("lighttpd.conf", f"""
server.document-root = "{at.root}"
server.bind = "127.0.0.1"
server.port = {at.port}
server.errorlog = "{at.own}/errors"
server.errorfile-prefix = "{at.root}{at.missing.removesuffix("404.html")}"
index-file.names = ( "index.html" )
mimetype.assign = ( {types}, "" => "application/octet-stream" )
""")]


def busybox(at: Place) -> list[str]:
    configuration = at.write("httpd.conf", f"E404:{at.root}{at.missing}\n")
    return ["httpd", "-f", "-p", f"127.0.0.1:{at.port}", "-h", str(at.root), "-c", configuration]


def python(at: Place) -> list[str]:
    return ["-m", "http.server", "--bind", "127.0.0.1", "--directory", str(at.root), str(at.port)]


class Server(NamedTuple):
    """A server: where its program is, its arguments, and whether it can show our 404.html."""

    program: str | None
    arguments: Callable[[Place], list[str]]
    own_404: bool = True


SERVERS = {
    "nginx": Server(program("nginx"), nginx),
    "apache": Server(program("apache2", "httpd"), apache),
    "caddy": Server(program("caddy"), caddy),
    "lighttpd": Server(program("lighttpd"), lighttpd),
    "busybox": Server(program("busybox"), busybox),
    "python": Server(sys.executable, python, own_404=False),
}


class Answer(NamedTuple):
    status: int
    kind: str
    location: str
    body: bytes


class Client:
    """Asks over one connection for as long as the server keeps it open."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)

    def get(self, address: str) -> Answer:
        for last in (False, True):
            try:
                self.connection.request("GET", address)
                response = self.connection.getresponse()
                body = response.read()
            except (http.client.HTTPException, ConnectionError):
                self.connection.close()
                if last:
                    raise
                continue
            kind = response.getheader("Content-Type", "").lower()
            return Answer(response.status, kind, response.getheader("Location", ""), body)
        raise AssertionError("the second try returns or raises")


def wrongs(client: Client, root: Path, base: str, own_404: bool) -> Iterator[str]:
    """What comes back that is not what the disk has."""
    missing = (root / base.strip("/") / "404.html").read_bytes()
    for file in sorted(path for path in root.rglob("*") if path.is_file()):
        name = file.relative_to(root).as_posix()
        if file.name.startswith((".", "_")) or file.name == "404.html":
            continue  # for the host, not for readers
        address = "/" + quote(name.removesuffix("index.html") if file.name == "index.html" else name)
        answer = client.get(address)
        if answer.status != 200 or answer.body != file.read_bytes():
            yield f"{address}: {answer.status} with {len(answer.body)} bytes, {file.stat().st_size} on the disk"
        elif file.suffix == ".html" and not answer.kind.startswith("text/html"):
            yield f"{address}: is sent as {answer.kind!r}"
        elif "charset=" in answer.kind and "utf-8" not in answer.kind:
            yield f"{address}: is sent as {answer.kind!r}"
        # A folder without its slash leads to the folder.
        if address.endswith("/") and len(address) > 1 and file.parent.parent == root / base.strip("/"):
            answer = client.get(address.rstrip("/"))
            if answer.status not in (301, 302, 307, 308) or urlsplit(answer.location).path != address:
                yield f"{address.rstrip('/')}: {answer.status} to {answer.location!r}"
    for address in NOWHERE:
        answer = client.get(base + address)
        if answer.status != 404:
            yield f"{base + address}: {answer.status}, not 404"
        elif own_404 and answer.body != missing:
            yield f"{base + address}: 404 without our page"


def ask(name: str, server: Server, root: Path, base: str, folder: Path) -> list[str]:
    own = folder / name
    own.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    at = Place(root, base + "404.html", port, own)
    environment = dict(os.environ, HOME=str(own), XDG_CONFIG_HOME=str(own), XDG_DATA_HOME=str(own))
    with open(own / "output", "wb") as output:
        process = subprocess.Popen([server.program, *server.arguments(at)], cwd=own, env=environment,
                                   stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    try:
        for _ in range(200):
            if process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return list(wrongs(Client(port), root, base, server.own_404))
            except ConnectionRefusedError:
                time.sleep(0.05)
        return [f"did not start: {(own / 'output').read_text(errors='replace')[-300:]}"]
    finally:
        process.terminate()
        process.wait(10)


def main() -> int:
    parser = argparse.ArgumentParser(description="Serve a built site with real servers.")
    parser.add_argument("site", nargs="?", type=Path, default=Path("public"))
    parser.add_argument("--base", default="/", help="the folder of the server that holds the site")
    parser.add_argument("--only", help="names of servers, with commas between them")
    options = parser.parse_args()
    base = f"/{options.base.strip('/')}/".replace("//", "/")
    wanted = options.only.split(",") if options.only else list(SERVERS)

    asked, bad = 0, 0
    with tempfile.TemporaryDirectory(prefix="hosts-") as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)  # some servers read as another user
        root = folder / "root"
        shutil.copytree(options.site, root / base.strip("/"))
        files = sum(1 for path in root.rglob("*") if path.is_file())
        for name in wanted:
            if not SERVERS[name].program:
                print(f"{name}: not installed")
                continue
            asked += 1
            found = ask(name, SERVERS[name], root, base, folder)
            bad += len(found)
            print(f"{name}: {len(found)} of {files} files are not as on the disk" if found else f"{name}: {files} files as on the disk")
            for line in found[:SHOWN]:
                print(f"  {line}")
    return 1 if bad or asked < min(2, len(wanted)) else 0


if __name__ == "__main__":
    sys.exit(main())
