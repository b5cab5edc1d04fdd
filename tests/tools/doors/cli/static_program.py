#!/usr/bin/env python3
"""static_program.py ARCHIVE MGL: the program of the archive needs nothing but the C library, and says of every guideline what
MGL says, byte for byte."""

import pathlib
import re
import subprocess
import sys
import tempfile

NEEDED = {"libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2"}
NEWEST_GLIBC = (2, 36)
AS_OF = ["--as-of", "2026-03-01"]


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def commands(guideline, cases):
    return [["lint", "--info", guideline], ["fmt", "--check", guideline], ["test", guideline], ["facts", guideline],
            ["graph", guideline], ["trace", guideline], ["run", guideline, cases, *AS_OF],
            ["run", guideline, cases, *AS_OF, "--format", "ndjson"], ["explain", guideline, cases, *AS_OF],
            ["lint", guideline.with_suffix(".missing")]]


def main(archive, native):
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["tar", "xzf", archive, "-C", folder], check=True)
        [unpacked] = pathlib.Path(folder).iterdir()
        program = unpacked / "bin/mgl"
        needed = set(re.findall(r"\(NEEDED\).*\[(.*)\]", output("readelf", "--dynamic", program)))
        if not needed <= NEEDED:
            failures.append(f"it needs {needed - NEEDED}")
        versions = re.findall(r"GLIBC_(\d+)\.(\d+)", output("readelf", "--version-info", program))
        newest = max((int(major), int(minor)) for major, minor in versions)
        if newest > NEWEST_GLIBC:
            failures.append(f"it needs glibc {newest}")
        compared = 0
        for guideline in sorted((unpacked / "share/mgl/guidelines").glob("*/*.mgl")):
            for arguments in commands(guideline, guideline.parent / "cases.csv"):
                ours, theirs = (subprocess.run([name, *arguments], capture_output=True) for name in (program, native))
                compared += 1
                timeless = [re.sub(rb"\n.* seconds, .* cases per second", b"", run.stderr) for run in (ours, theirs)]
                if (ours.returncode, ours.stdout, timeless[0]) != (theirs.returncode, theirs.stdout, timeless[1]):
                    failures.append(f"other output: mgl {' '.join(map(str, arguments))}")
        if compared < 40:
            failures.append(f"only {compared} runs")
    print("\n".join(failures) or f"{compared} runs are the same bytes; needs {', '.join(sorted(needed))}, glibc "
          f"{newest[0]}.{newest[1]}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
