"""Running programs and measuring them: whole-process time, the program's own time, peak memory."""

import dataclasses
import filecmp
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

OUT = "{out}"  # in a command: the file that the program writes


class Failed(Exception):
    """A program that was to be measured failed, or wrote something else than the others."""


@dataclasses.dataclass(frozen=True)
class Run:
    seconds: float      # of the whole process, or what the program itself says where it is so asked
    peak_kib: int       # ru_maxrss


@dataclasses.dataclass(frozen=True)
class Contender:
    name: str
    command: list
    says_seconds: bool = False      # its first line of output counts, not the life of its process
    piped: pathlib.Path | None = None   # comes through a pipe, on standard input
    repeats: int = 1                # times a round; the median counts


def say(text):
    print(text, file=sys.stderr, flush=True)


def spawn(command, stdin, stdout, stderr):
    """(seconds, exit code, ru_maxrss)"""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=stderr)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)  # Popen shall not wait for it again
    return seconds, process.returncode, usage.ru_maxrss


def run_once(contender, out):
    command = [str(out) if word == OUT else str(word) for word in contender.command]
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        source = subprocess.Popen(["cat", contender.piped], stdout=subprocess.PIPE) if contender.piped else None
        stdin = source.stdout if source else subprocess.DEVNULL
        seconds, code, peak = spawn(command, stdin, stdout, stderr)
        if source:
            source.stdout.close()
            source.wait()
        stdout.seek(0)
        stderr.seek(0)
        if code != 0:
            raise Failed(f"{' '.join(command)}: exit {code}\n{stderr.read(2000).decode(errors='replace')}")
        if contender.says_seconds:
            seconds = float(stdout.readline())
    return Run(seconds, peak)


def median_run(contender, out):
    runs = [run_once(contender, out) for _ in range(contender.repeats)]
    return Run(statistics.median(run.seconds for run in runs), max(run.peak_kib for run in runs))


def alternate(contenders, rounds, folder):
    """{name: [a run for each round]}. Who writes, must write the bytes of the first who does, in every round."""
    series = {contender.name: [] for contender in contenders}
    first, out = folder / "expected_output", folder / "output"
    expected_from = None
    for number in range(rounds):
        for contender in contenders:
            writes = OUT in contender.command
            target = first if expected_from is None else out
            series[contender.name].append(median_run(contender, target))
            if not writes:
                continue
            if expected_from is None:
                expected_from = contender.name
            elif not filecmp.cmp(first, out, shallow=False):
                raise Failed(f"round {number + 1}: {contender.name} and {expected_from} differ: {out}, {first}")
            out.unlink(missing_ok=True)
    first.unlink(missing_ok=True)
    return series


def seconds(series, name):
    return statistics.median(run.seconds for run in series[name])


def peak_mib(series, name):
    return max(run.peak_kib for run in series[name]) / 1024


def times_as_fast(series, name, reference):
    """The median of the rounds' own ratios: what slows a whole round down does not count."""
    return statistics.median(b.seconds / a.seconds for a, b in zip(series[name], series[reference]))
