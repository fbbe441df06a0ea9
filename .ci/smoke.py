#!/usr/bin/env python3
"""Look at a built site as a plain file server and a strict browser would.

usage: smoke.py [SITE] [--base PATH] [--min-pages N]

SITE is the output folder, `public` by default. Every address in every page must
lead to a file of the site, every fragment to an id; pages must work below any
sub-path, load nothing from elsewhere and hold no inline script or style.

404.html alone is served at any depth, so its addresses start with a slash; --base
is the path the site was built for (`/` by default). It may also hold inline rules.

Prints what it found and how much it looked at. Exit status 1 when anything is
wrong or when fewer than N (50) pages were seen: a check of nothing proves nothing.
Needs only Python 3.9 or later.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

NOT_FOUND_PAGE = "404.html"
REQUIRED_FILES = ("index.html", NOT_FOUND_PAGE, "zh/index.html", "en/index.html")
PRINTED_FINDINGS = 200

# Pages are resolved as if the site lay at this path. An address that climbs out of
# the site, or starts with a slash, ends up outside it and is found that way.
ANY_BASE = "/any/sub/path/"
HOST = "site.invalid"

LINK_SCHEMES = {"http", "https", "mailto", "tel"}
LOADING_RELS = set(
    "apple-touch-icon dns-prefetch icon manifest mask-icon modulepreload "
    "preconnect prefetch preload prerender stylesheet".split()
)
# Elements whose href is fetched with the page rather than followed by the reader.
LOADING_HREF_TAGS = {"image", "feimage", "use"}
LOADING_ATTRIBUTES = {"src", "poster", "data"}
LINKING_ATTRIBUTES = {"href", "xlink:href", "action", "formaction"}

# Browsers look for the declaration in the first 1024 bytes and no further (HTML Standard,
# "Specifying the document's character encoding").
CHARSET_WINDOW = 1024
CHARSET = re.compile(rb"<meta\s[^>]*charset\s*=\s*[\"']?utf-8[\"'\s/>]", re.IGNORECASE)
REFRESH = re.compile(r"^\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?[\"']?(.*?)[\"']?\s*$", re.IGNORECASE)
SRCSET_CANDIDATE = re.compile(r"(\S*[^\s,])(?:\s+[^,]*)?(?:,|$)")


class Finding(NamedTuple):
    """Something wrong; sorts by place."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class Reference(NamedTuple):
    """An address that a page mentions, and whether the browser fetches it unasked."""

    line: int
    spelling: str
    address: str
    loaded: bool


@dataclass
class Page:
    """What the checks need to know of one HTML file."""

    path: str
    lang: str = ""
    base_href: str = ""
    headings: int = 0
    ids: Counter[str] = field(default_factory=Counter)
    references: list[Reference] = field(default_factory=list)
    inline: list[Finding] = field(default_factory=list)


class PageReader(HTMLParser):
    """Fills in a `Page` from its text."""

    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page(path)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # The first of two attributes with one name counts, as in browsers.
        values = {name: value or "" for name, value in reversed(attrs)}
        if tag == "html":
            self.page.lang = values.get("lang", "").strip()
        elif tag == "h1":
            self.page.headings += 1
        elif tag == "base" and "href" in values and not self.page.base_href:
            self.page.base_href = values.pop("href")
        if "id" in values:
            self.page.ids[values["id"]] += 1
        self._note_inline(tag, values)
        self._note_references(tag, values)

    def _note_inline(self, tag: str, values: dict[str, str]) -> None:
        def note(what: str) -> None:
            self.page.inline.append(Finding(self.page.path, self.getpos()[0], what))

        # A JSON block is data: no policy stops it and nothing runs it.
        if tag == "script" and "src" not in values and not values.get("type", "").endswith("json"):
            note("inline <script>")
        if tag == "style":
            note("inline <style>")
        for name in values:
            if name == "style":
                note(f"style attribute on <{tag}>")
            elif name.startswith("on"):
                note(f"script in the attribute {name} of <{tag}>")

    def _note_references(self, tag: str, values: dict[str, str]) -> None:
        def note(name: str, address: str, loaded: bool) -> None:
            spelling = f'<{tag} {name}="{address}">'
            self.page.references.append(Reference(self.getpos()[0], spelling, address.strip(), loaded))

        rels = set(values.get("rel", "").lower().split())
        for name, value in values.items():
            if name in LOADING_ATTRIBUTES and not (name == "data" and tag != "object"):
                note(name, value, loaded=True)
            elif name in LINKING_ATTRIBUTES:
                loaded = tag in LOADING_HREF_TAGS or (tag == "link" and bool(rels & LOADING_RELS))
                note(name, value, loaded)
            elif name in ("srcset", "imagesrcset"):
                for candidate in SRCSET_CANDIDATE.finditer(value):
                    note(name, candidate[1], loaded=True)
        is_refresh = tag == "meta" and values.get("http-equiv", "").lower() == "refresh"
        if is_refresh and (match := REFRESH.match(values.get("content", ""))):
            note("content", match[1], loaded=False)


class Site:
    """Every file of the output folder, and the pages among them."""

    def __init__(self, root: Path, base: str) -> None:
        self.base = base
        self.files = {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}
        self.folders = {parent.as_posix() for f in self.files for parent in Path(f).parents}
        self.pages: dict[str, Page] = {}
        self.encoding: list[Finding] = []
        self.counts: Counter[str] = Counter()
        for path in sorted(f for f in self.files if f.endswith(".html")):
            self._read(root / path, path)

    def _read(self, file: Path, path: str) -> None:
        content = file.read_bytes()
        if not CHARSET.search(content[:CHARSET_WINDOW]):
            message = f"no <meta charset=utf-8> in the first {CHARSET_WINDOW} bytes"
            self.encoding.append(Finding(path, 1, message))
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self.encoding.append(Finding(path, line, "not valid UTF-8"))
            text = content.decode("utf-8", "replace")
        reader = PageReader(path)
        reader.feed(text)
        reader.close()
        self.pages[path] = reader.page

    def findings(self) -> Iterator[Finding]:
        for path in REQUIRED_FILES:
            if path not in self.files:
                yield Finding(path, 1, "missing")
        yield from self.encoding
        for page in self.pages.values():
            yield from self._shape_findings(page)
            for reference in page.references:
                problem = self._problem_of(page, reference)
                if problem:
                    yield Finding(page.path, reference.line, f"{reference.spelling}: {problem}")

    def _shape_findings(self, page: Page) -> Iterator[Finding]:
        if page.headings != 1:
            yield Finding(page.path, 1, f"{page.headings} <h1> elements, not one")
        if not page.lang:
            yield Finding(page.path, 1, "<html> has no lang")
        for name, uses in page.ids.items():
            if uses > 1:
                yield Finding(page.path, 1, f'id "{name}" stands {uses} times')
        if page.path != NOT_FOUND_PAGE:
            yield from page.inline

    def _problem_of(self, page: Page, reference: Reference) -> str | None:
        """What is wrong with an address, or None. Counts what it looked at."""
        base = self.base if page.path == NOT_FOUND_PAGE else ANY_BASE
        here = f"http://{HOST}{base}{quote(page.path)}"
        try:
            target = urlsplit(urljoin(urljoin(here, page.base_href), reference.address))
        except ValueError:
            return "not an address"
        if target.netloc != HOST:
            return self._problem_outside(target.scheme, reference)

        self.counts["loads" if reference.loaded else "links"] += 1
        if reference.loaded and not reference.address:
            return "empty"
        if not (target.path + "/").startswith(base):
            return "leaves the site folder, so it breaks below a sub-path"
        path = unquote(target.path[len(base) :])
        if (path or ".") in self.folders and not target.path.endswith("/"):
            return "names a folder without its final slash"
        if path == "" or path.endswith("/"):
            path += "index.html"
        if path not in self.files:
            return f"there is no {path}"
        return self._problem_of_fragment(path, target.fragment)

    def _problem_outside(self, scheme: str, reference: Reference) -> str | None:
        self.counts["loads" if reference.loaded else "outside links"] += 1
        if reference.loaded:
            return None if scheme == "data" else "loads from outside the site"
        return None if scheme in LINK_SCHEMES else f"has the scheme {scheme}:"

    def _problem_of_fragment(self, path: str, fragment: str) -> str | None:
        # An empty fragment and `top` mean the top of any page (HTML Standard, "Scrolling to a fragment").
        if path not in self.pages or fragment.lower() in ("", "top"):
            return None
        self.counts["fragments"] += 1
        ids = self.pages[path].ids
        if fragment in ids or unquote(fragment) in ids:
            return None
        return f'{path} has no id "{unquote(fragment)}"'


def main() -> int:
    parser = argparse.ArgumentParser(description="Check the addresses and the shape of a built site.")
    parser.add_argument("site", nargs="?", type=Path, default=Path("public"))
    parser.add_argument("--base", default="/", help=f"the path {NOT_FOUND_PAGE} was built for")
    parser.add_argument("--min-pages", type=int, default=50)
    options = parser.parse_args()

    site = Site(options.site, f"/{options.base.strip('/')}/".replace("//", "/"))
    findings = sorted(set(site.findings()))
    for finding in findings[:PRINTED_FINDINGS]:
        print(f"{options.site.as_posix()}/{finding}")
    if len(findings) > PRINTED_FINDINGS:
        print(f"… and {len(findings) - PRINTED_FINDINGS} more")

    seen = [f"{len(site.files)} files", f"{len(site.pages)} pages"]
    seen += [f"{site.counts[kind]} {kind}" for kind in ("links", "fragments", "loads", "outside links")]
    print(f"smoke: {', '.join(seen)}; {len(findings)} findings")
    too_few = len(site.pages) < options.min_pages
    if too_few:
        print(f"smoke: fewer than {options.min_pages} pages in {options.site.as_posix()}")
    return 1 if findings or too_few else 0


if __name__ == "__main__":
    sys.exit(main())
