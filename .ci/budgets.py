#!/usr/bin/env python3
"""Weigh what a reader's browser has to load.

usage: budgets.py [SITE]

SITE is the output folder, `public` by default. Prints the heaviest file of each kind beside its
budget, in bytes as published and compressed by gzip. Exit status 1 when one is too heavy or when
there is nothing of a kind to weigh. Needs only Python 3.9 or later.
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path
from typing import NamedTuple

KB = 1024


class Budget(NamedTuple):
    """The heaviest that files of a kind may be; some kinds not every site has."""

    kind: str
    files: str  # a pattern for paths
    compressed: int
    plain: int | None = None
    needed: bool = True


ASSETS = (
    Budget("style", r"assets/site-\w+\.css", 7 * KB, 24 * KB),
    Budget("style of some pages", r"assets/(?:blocks|front|ports)-\w+\.css", 3 * KB),
    Budget("script of every page", r"assets/(?:early|site)-\w+\.js", 5 * KB, 12 * KB),
    Budget("script of search", r"assets/search-[0-9a-f]{10}\.js", 4 * KB),
    Budget("script of tools", r"assets/tools-\w+\.js", 8 * KB, needed=False),
    Budget("index of search", r"assets/search-(?:zh|en)\.js", 120 * KB),
)
PAGES = {"article": 14 * KB, "ports": 30 * KB}
KIND = re.compile(rb'<body class="k-([\w-]+)')


def weigh(paths: list[Path]) -> tuple[int, int]:
    """Bytes as published and compressed, of all of them together."""
    contents = [path.read_bytes() for path in paths]
    return sum(map(len, contents)), sum(len(gzip.compress(content, 9)) for content in contents)


def main() -> int:
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "public")
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    bad = 0

    def report(kind: str, name: str, weight: tuple[int, int], plain: int | None, compressed: int) -> None:
        nonlocal bad
        over = weight[1] > compressed or (plain is not None and weight[0] > plain)
        bad += over
        limit = f"of {plain:,} " if plain is not None else ""
        print(f"{kind}: {weight[0]:,} {limit}bytes, {weight[1]:,} of {compressed:,} compressed, {name}{'  TOO HEAVY' if over else ''}")

    for budget in ASSETS:
        found = [name for name in files if re.fullmatch(budget.files, name)]
        if not found:
            bad += budget.needed
            print(f"{budget.kind}: {'MISSING' if budget.needed else 'none'}")
        elif budget.kind.startswith("index"):
            heaviest = max(found, key=lambda name: weigh([files[name]])[1])
            report(budget.kind, heaviest, weigh([files[heaviest]]), budget.plain, budget.compressed)
        else:
            report(budget.kind, " + ".join(found), weigh([files[name] for name in found]), budget.plain, budget.compressed)

    heaviest: dict[str, tuple[int, int, str]] = {}
    for name, path in files.items():
        kind = KIND.search(path.read_bytes()) if name.endswith(".html") else None
        if kind and (word := kind[1].decode()) in PAGES:
            plain, compressed = weigh([path])
            heaviest[word] = max(heaviest.get(word, (0, 0, "")), (compressed, plain, name))
    for word, limit in PAGES.items():
        compressed, plain, name = heaviest.get(word, (0, 0, "MISSING"))
        bad += not compressed
        report(f"page of kind {word}", name, (plain, compressed), None, limit)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
