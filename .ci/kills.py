#!/usr/bin/env python3
"""Kills builds and fills disks, and looks at what a visitor would have seen.

usage: kills.py PROGRAM [--rounds N] [--seed N]     (needs strace; PROGRAM is a release binary)

A small site of `benches/generate.py` is built, changed and built again, and each build is ended:
killed at a random time, killed at its n-th system call of a kind, or refused space from its n-th
write on. After each round:

- every file of the output is whole: it has the bytes of the old site or those of the new one;
- no page is missing that both sites have;
- a build that found no space has left the old site, said so with exit status 2, and named the file;
- the next build is done, its tree equals that of a clean build byte for byte, and nothing is left
  beside the output.

Then the output is put on a disk of its own that holds one site and not two (a tmpfs, where root may
mount one), and builds clean and incremental fill it.

A round counts only when the build was really ended. The last line is `N passed, N failed`.
"""
import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
CALLS = ("write", "openat", "mkdir", "rename", "renameat2", "unlink")
MARKER = ".portolan"


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*") if path.is_file()}


def torn(found, old, new):
    """What a visitor would complain about."""
    for path, data in found.items():
        if path != MARKER and data != old.get(path) and data != new.get(path):
            yield f"{path}: {len(data)} bytes that are neither the old nor the new ones"
    for path in old.keys() & new.keys() - found.keys():
        yield f"{path}: missing, and both sites have it"


class Site:
    """A site on the disk, its program, and edits of it that come and go."""

    def __init__(self, folder, program, draw):
        self.folder, self.program, self.draw = folder, program, draw
        self.site, self.out = folder / "site", folder / "out/public"
        subprocess.run([sys.executable, HERE.parent / "benches/generate.py", "20", "40", self.site], check=True)
        self.articles = sorted((self.site / "content").rglob("article-*.md"))
        self.ports = sorted((self.site / "content/registry/ports").glob("*.yaml"))
        self.turn = 0

    def command(self, out, *options):
        return [self.program, "build", "-q", "--site", self.site, "--out", out, *options]

    def build(self, *options):
        done = subprocess.run(self.command(self.out, *options), capture_output=True, text=True)
        return done.returncode, done.stderr

    def clean(self):
        """The tree of a clean build, made elsewhere."""
        out = self.folder / "elsewhere/public"
        subprocess.run(self.command(out, "--clean"), check=True)
        found = tree(out)
        shutil.rmtree(out.parent)
        return found

    def edit(self):
        """A change; some reach one page, some every page, some add and remove pages."""
        self.turn += 1
        kind = self.draw.randrange(4)
        if kind == 0:
            path = self.draw.choice(self.articles)
            path.write_text(path.read_text("utf-8") + f"\nmark {self.turn}\n", "utf-8")
        elif kind == 1:
            path = self.draw.choice(self.ports)
            mark = 'summary: {"zh": "'
            path.write_text(path.read_text("utf-8").replace(mark, f"{mark}{self.turn} ", 1), "utf-8")
        elif kind == 2:
            parts = self.site / "templates/parts"
            parts.mkdir(parents=True, exist_ok=True)
            (parts / "foot.html").write_text(f"<footer>{self.turn}</footer>\n", "utf-8")
        else:
            for path in (self.articles[0], self.articles[-1]):
                extra = path.with_name("extra.md")
                if extra.exists():
                    extra.unlink()
                else:
                    extra.write_text("---\ntitle: 添 extra\nsummary: 添 extra\n---\n\n添 extra\n", "utf-8")


class Ended(Exception):
    """The build was over before it could be ended."""


def kill_at_random(site, options, seconds):
    start = time.perf_counter()
    child = subprocess.Popen(site.command(site.out, *options), stderr=subprocess.DEVNULL)
    delay = site.draw.random() * seconds
    while time.perf_counter() - start < delay and child.poll() is None:
        time.sleep(0.0005)
    child.kill()
    if child.wait() != -signal.SIGKILL:
        raise Ended


def inject(site, options, fault):
    """A build under strace with a fault; its exit status and what it said."""
    strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={fault.split(':')[0]}", "-e", f"inject={fault}"]
    done = subprocess.run(strace + site.command(site.out, *options), capture_output=True, text=True)
    return done.returncode, done.stderr


def kill_at_call(site, options, call, number):
    status, _ = inject(site, options, f"{call}:signal=SIGKILL:when={number}")
    if status not in (-signal.SIGKILL, 128 + signal.SIGKILL):
        raise Ended


def round_of(site, kind, seconds):
    """One round; its findings."""
    options = ["--clean"] if site.draw.randrange(3) == 0 else []
    old = tree(site.out)
    site.edit()
    new = site.clean()
    if kind == "time":
        kill_at_random(site, options, seconds)
    elif kind == "space":
        status, said = inject(site, options, f"write:error=ENOSPC:when={site.draw.randrange(3, 60)}+")
        if status == 0:
            raise Ended
        if status != 2 or "space" not in said or "`" not in said:
            yield f"no space: exit status {status}: {said.strip()}"
        if {p: d for p, d in tree(site.out).items()} != old:
            yield "no space: the old site was touched"
    else:
        call, number = kind
        kill_at_call(site, options, call, number)
    found = tree(site.out) if site.out.exists() else {}
    yield from torn(found, {} if not old else old, new)
    status, said = site.build()
    if status:
        yield f"the next build: exit status {status}: {said.strip()}"
    after = tree(site.out)
    if after != new:
        differ = sorted(path for path in after.keys() | new.keys() if after.get(path) != new.get(path))
        yield f"the next build differs from a clean one: {differ[:5]}"
    beside = sorted(path.name for path in site.out.parent.iterdir() if path != site.out)
    if beside:
        yield f"left beside the output: {beside}"


def mount(folder, size, *options):
    """Mounts a memory disk of so many bytes; whether that was allowed."""
    command = ["mount", "-t", "tmpfs", "-o", ",".join([f"size={size}", *options]), "tmpfs", folder]
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def full_disk(site):
    """Rounds on a disk that is really full: a name and the findings of each; none where there is no such disk."""
    disk = site.folder / "disk"
    disk.mkdir()
    room = sum(-(-len(data) // 4096) * 4096 + 4096 for data in tree(site.out).values())
    if not mount(disk, room * 5 // 4):
        return
    home, site.out = site.out, disk / "public"
    try:
        status, said = site.build()
        if status:
            yield "first build", [f"exit status {status}: {said.strip()}"]
            return
        for options in ((), ("--clean",)):
            old = tree(site.out)
            # A change of every page, so both kinds of build need room for a second site.
            site.turn += 1
            parts = site.site / "templates/parts"
            parts.mkdir(parents=True, exist_ok=True)
            (parts / "foot.html").write_text(f"<footer>full {site.turn}</footer>\n", "utf-8")
            status, said = site.build(*options)
            found = []
            if status != 2 or "No space left on device" not in said or "`" not in said:
                found.append(f"exit status {status}: {said.strip()}")
            if tree(site.out) != old:
                found.append("the old site was touched")
            beside = sorted(path.name for path in disk.iterdir() if path != site.out)
            if beside:
                found.append(f"left beside the output: {beside}")
            mount(disk, room * 4, "remount")
            status, said = site.build()
            if status or tree(site.out) != site.clean():
                found.append(f"with room again: exit status {status}: {said.strip()}")
            mount(disk, room * 5 // 4, "remount")
            yield " ".join(["full disk", *options]), found
    finally:
        site.out = home
        subprocess.run(["umount", disk], check=True)


def self_test():
    """The judge finds what it has to find."""
    old, new = {"a": b"1", "b": b"2"}, {"a": b"1", "b": b"3", "c": b"4"}
    cases = [({"a": b"1", "b": b"2"}, 0), ({"a": b"1", "b": b"3", "c": b"4"}, 0), ({"a": b"1", "b": b"3"}, 0),
             ({"a": b"", "b": b"2"}, 1), ({"a": b"1"}, 1), ({}, 2), ({"a": b"1", "b": b"2", "c": b"half"}, 1)]
    return all(len(list(torn(found, old, new))) == count for found, count in cases)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=Path)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=20261126)
    arguments = parser.parse_args()
    if not self_test():
        sys.exit("the judge is blind")
    draw = random.Random(arguments.seed)
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="portolan-kills-", dir=memory if memory.is_dir() else None))
    site = Site(folder, arguments.program.resolve(), draw)
    start = time.perf_counter()
    status, said = site.build()
    seconds = time.perf_counter() - start
    if status:
        sys.exit(said)
    passed, late, kinds = 0, 0, {}
    while passed < arguments.rounds:
        if late > 4 * arguments.rounds:
            sys.exit(f"only {passed} builds could be ended")
        choice = draw.randrange(10)
        kind = "time" if choice < 4 else "space" if choice < 5 else (draw.choice(CALLS), draw.randrange(1, 120))
        try:
            found = list(round_of(site, kind, seconds))
        except Ended:
            late += 1
            site.build()
            continue
        if found:
            print(f"{kind}, after {passed} rounds:", *found, sep="\n  ")
            print(f"{folder} is left to look at\n{passed} passed, 1 failed")
            sys.exit(1)
        passed += 1
        name = kind if isinstance(kind, str) else kind[0]
        kinds[name] = kinds.get(name, 0) + 1
    for name, found in full_disk(site):
        if found:
            print(f"{name}:", *found, sep="\n  ")
            print(f"{folder} is left to look at\n{passed} passed, 1 failed")
            sys.exit(1)
        passed += 1
        kinds["full disk"] = kinds.get("full disk", 0) + 1
    if "full disk" not in kinds:
        print("no disk was filled: a tmpfs can't be mounted here")
    shutil.rmtree(folder)
    print(", ".join(f"{name}: {count}" for name, count in sorted(kinds.items())), f"(and {late} that came too late)")
    print(f"{passed} passed, 0 failed")


if __name__ == "__main__":
    main()
