#!/usr/bin/env python3
"""Measures `portolan check` on texts that nobody writes: one piece, repeated to some megabytes.

usage: hostile.py [PROGRAM] [--sizes 1,2] [--only NAME] [--limit SECONDS]

PROGRAM is a release build of portolan [default: target/release/portolan of this repository].
Each text is an article in both languages, so a size of 10 is twice 10 MB. Prints processor seconds
and peak memory for each size; twice the size should be about twice the time. Exit status 1 when a
run panics, or takes longer than the limit. Linux.
"""
import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
GROUND = HERE.parent / "src/lint/ground.txt"
PIECES = {
    "one line": "IMAP 用 993 端口，SMTP uses 465, ",
    "numbers": "993 ",
    "numbers in parentheses": "（993）(465) ",
    "ranges": "1-2~3 ",
    "mixed scripts": "端口port Порт 993 ポート، منفذ ",
    "full-width digits": "４６５端口，IMAP９９３，",
    "zero-width": "4\u200b6\u200d5 端\ufeff口 ",
    "right-to-left": "\u202e端口 465\u202c IMAP ",
    "unclosed fences": "```sh\nnc h 993\n\n",
    "fences": "```sh\nnc h 993\n```\n\n",
    "one command": "openssl s_client -connect h:993 -starttls imap; ",
    "nested quotations": ">",
    "nested lists": "- ",
    "links": "[993](port:imaps) ",
    "images": "![](a.svg) ",
    "headings": "## 端口 {#a}\n\n",
    "tables": "| IMAP | 993 |\n|---|---|\n| SMTP | 465 |\n\n",
    "long rows": "| 993 ",
    "rows": "| IMAP | 993 |\n",
    "quotation marks": "“‘「\"'",
    "straight marks": "\"a' ",
    "backticks": "`a ``b ",
    "stars": "**a *b ",
    "brackets": "[a](b ",
    "open brackets": "[[![(",
    "parentheses": "((",
    "lists": "a, b, c and d or ",
    "dashes": "- — … -- ",
    "comments": "<!-- claim: ignore reason=\"x\" -->\n\n",
    "paragraphs": "465 端口一连上就加密，所以半路上的人看不到信件和密码，请优先选它。\n\n",
    "capitals": "## Port Server Mail Client TLS ",
    "hosts": "mail.yourdomain.com 1.2.3.4 ",
    "footnotes": "[^a]: 端口 465\n\n",
    "entities": "&amp;&lt;",
    "html": "<b>a ",
    "addresses": "a@b.c https://x.y/ ",
}
HEADS = {"one command": "```sh\n", "rows": "| 服务 | 端口 |\n|---|---|\n"}


def write(site, name, size):
    """The ground of the rules, and one article in both languages."""
    shutil.rmtree(site, ignore_errors=True)
    piece = PIECES[name]
    body = HEADS.get(name, "") + piece * (size // len(piece.encode()))
    for part in GROUND.read_text(encoding="utf-8").split("//- ")[1:]:
        path, text = part.split("\n", 1)
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    for lang, title in (("zh", "发信"), ("en", "Mail")):
        head = f"---\ntitle: {title}\nsummary: {title}\n---\n\n"
        (site / f"content/{lang}/mail/hostile.md").write_text(head + body, encoding="utf-8")


def measure(program, site, limit):
    """Processor seconds, peak MiB and status of a process; it may use 16 GiB and `limit` seconds of processor."""
    def bound():
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        resource.setrlimit(resource.RLIMIT_AS, (16 << 30, 16 << 30))

    command = [program, "check", "--site", site, "--format", "short"]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=bound)
    _, status, usage = os.wait4(child.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="?", type=Path, default=HERE.parent / "target/release/portolan")
    parser.add_argument("--sizes", default="1,2", help="MB of each language")
    parser.add_argument("--only", help="one of the texts")
    parser.add_argument("--limit", type=int, default=300, help="processor seconds of one run")
    options = parser.parse_args()
    sizes = options.sizes.split(",")
    print("| text | " + " | ".join(f"{size} MB" for size in sizes) + " |\n|---|" + "---|" * len(sizes))
    is_sound = True
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        for name in [options.only] if options.only else PIECES:
            cells = []
            for size in sizes:
                write(Path(folder), name, int(float(size) * 1e6))
                seconds, peak, status = measure(options.program.resolve(), folder, options.limit)
                is_sound &= status in (0, 1)
                cells.append(f"{seconds:.1f} s, {peak:.0f} MiB" + ("" if status in (0, 1) else f", status {status}"))
            print(f"| {name} | " + " | ".join(cells) + " |", flush=True)
    sys.exit(not is_sound)


if __name__ == "__main__":
    main()
