#!/usr/bin/env python3
"""Measures builds of generated sites, as multiples of what the files alone cost.

usage: sizes.py [PROGRAM] [--sizes small,medium,large,own] [--runs N] [--work DIR]

PROGRAM is a release build of portolan [default: target/release/portolan of this repository].
Prints a table in Markdown: medians of N whole processes. Needs Python 3.9 and rustc, on Linux.

Every row takes its turn in every round, and the first round is not counted, so that a drift of
the machine meets all. `x write` divides by the time to write the output's files with as many
threads as there are cores, `x read` by the time to read all sources (`tools/floor.rs`), both
measured in the same rounds. Old outputs are moved aside and removed at the end, because ext4
makes new files dearer for minutes after it has deleted many.

A build that has no `--clean` in its help starts anew each time; then all rows cost the same.
"""
import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.dont_write_bytecode = True
from generate import generate  # noqa: E402

HERE = Path(__file__).resolve().parent
SIZES = {"small": (100, 200), "medium": (1000, 2000), "large": (5000, 10000)}
OWN = "own"  # the site of this repository, copied
CORES = len(os.sched_getaffinity(0))


def measure(command, log):
    """Seconds of wall clock and of processor time, and the peak of memory in MiB."""
    os.sync()
    with open(log, "ab") as out:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(map(str, command))}: exit {child.returncode}, see {log}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def tree(folder):
    """Sizes and paths of the files that are not hidden, by path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    shown = ((path, path.relative_to(folder)) for path in files)
    return [(path.stat().st_size, below.as_posix()) for path, below in shown
            if not any(part.startswith(".") for part in below.parts)]


class Site:
    """A generated site and what is done to it."""

    def __init__(self, size, program, work):
        self.is_own = size == OWN
        self.program, self.folder = program, work / size
        self.site, self.out, self.log = self.folder / "site", self.folder / "out", self.folder / "log"
        self.trash, self.fresh = self.folder / "trash", self.folder / "fresh"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.trash.mkdir(parents=True)
        if self.is_own:
            for name in ("content", "static", "templates"):
                shutil.copytree(HERE.parent / name, self.site / name)
        else:
            self.articles, self.ports = SIZES[size]
            generate(self.articles, self.ports, self.site)
            # A template can only be edited where the site has one of its own.
            (self.site / "templates/parts").mkdir(parents=True)
            shutil.copyfile(HERE.parent / "templates/parts/foot.html", self.site / "templates/parts/foot.html")
        help_text = subprocess.run([program, "build", "--help"], capture_output=True, text=True).stdout
        self.clean_option = ["--clean"] if "--clean" in help_text else []
        self.edits = 0

    def set_aside(self, folder):
        if folder.exists():
            folder.rename(self.trash / str(time.monotonic_ns()))

    def build(self, options=()):
        return measure([self.program, "build", "--site", self.site, "--out", self.out, *options], self.log)

    def clean(self):
        self.set_aside(self.out)
        return self.build(self.clean_option)

    def edit(self, name, old, new):
        """Builds after a change that no earlier build has seen."""
        path = self.site / name
        text = path.read_text(encoding="utf-8")
        if old not in text:
            sys.exit(f"{path} does not hold {old!r}")
        self.edits += 1
        path.write_text(text.replace(old, new.format(n=self.edits), 1), encoding="utf-8")
        return self.build()

    def edited(self):
        """The files to edit: an article, and ports with the text before a summary."""
        if self.is_own:
            return "content/zh/mail/which-smtp-port.md", "content/registry/ports/mail.yaml", "summary:\n    zh: "
        middle = self.articles // 2
        article = f"content/zh/section-{middle // 50:03d}/article-{middle:05d}.md"
        family = self.ports // 2 // 80
        return article, f"content/registry/ports/family-{family:03d}.yaml", 'summary: {"zh": "'

    def rows(self):
        article, listed, summary = self.edited()
        marked = summary.replace("{", "{{") + "改{n}"
        return {
            "clean": self.clean,
            "check": lambda: measure([self.program, "check", "--site", self.site], self.log),
            "no change": self.build,
            "one port's summary": lambda: self.edit(listed, summary, marked),
            "one article's body": lambda: self.edit(article, "\n## ", "\n改动 {n}。\n\n## "),
            "one template": lambda: self.edit("templates/parts/foot.html", "<footer", "<!-- {n} --><footer"),
        }

    def floors(self, floor):
        """The least that a machine needs: all outputs written, all sources read."""
        def listed(name, folder):
            files = tree(folder)
            (self.folder / name).write_text("".join(f"{size} {path}\n" for size, path in files), encoding="utf-8")
            return self.folder / name

        def write():
            self.set_aside(self.fresh)
            return measure([floor, "write", outputs, self.fresh, str(CORES)], self.log)

        outputs, inputs = listed("outputs", self.out), listed("inputs", self.site)
        return {"write": write, "read": lambda: measure([floor, "read", inputs, self.site, str(CORES)], self.log)}


def run(size, program, floor, runs, work):
    site = Site(size, program, work)
    site.clean()
    files = tree(site.out)
    pages = sum(path.endswith(".html") for _, path in files)
    rows = site.floors(floor) | site.rows()
    samples = {name: [] for name in rows}
    for turn in range(runs + 1):
        for name, work_of in rows.items():
            found = work_of()
            if turn:
                samples[name].append(found)
    median = {name: [statistics.median(part) for part in zip(*found)] for name, found in samples.items()}
    write, read = median["write"][0], median["read"][0]
    held = "" if site.is_own else f"{site.articles:,} articles, {site.ports:,} ports, 2 languages: "
    head = (f"\n{size}: {held}{pages:,} pages, "
            f"{len(files):,} files, {sum(s for s, _ in files) / 1e6:.1f} MB; sources {len(tree(site.site)):,} files\n\n"
            "| what | wall | processor | peak | x write | x read |\n|---|---|---|---|---|---|")
    print(head)
    for name in rows:
        wall, cpu, peak = median[name]
        label = {"write": f"floor: write, {CORES} threads", "read": f"floor: read, {CORES} threads"}.get(name, name)
        print(f"| {label} | {1e3 * wall:.0f} ms | {1e3 * cpu:.0f} ms | {peak:.0f} MiB "
              f"| {wall / write:.2f} | {wall / read:.1f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="?", type=Path, default=HERE.parent / "target/release/portolan")
    parser.add_argument("--sizes", default="small,medium,large")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--work", type=Path, help="where the sites are built [default: a temporary folder]")
    options = parser.parse_args()
    sizes = options.sizes.split(",")
    if unknown := [size for size in sizes if size not in SIZES and size != OWN]:
        parser.error(f"no size is called {unknown[0]}")
    if not options.program.is_file():
        parser.error(f"{options.program} is not there; run `cargo build --release`")
    work = Path(tempfile.mkdtemp(prefix="portolan-sizes-", dir=options.work)).resolve()
    try:
        floor = work / "floor"
        subprocess.run(["rustc", "-O", "--edition", "2024", "-o", floor, HERE / "tools/floor.rs"], check=True)
        print(f"{date.today()}, {platform.machine()}, {CORES} cores; medians of {options.runs}")
        for size in sizes:
            run(size, options.program.resolve(), floor, options.runs, work)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
