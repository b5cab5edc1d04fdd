"""The table of a benchmark, as Markdown and as JSON, and the machine that it was measured on."""

import dataclasses
import datetime
import json
import os
import pathlib
import platform
import subprocess

from reference_programs import FLAGS, compiler, cpu

FLAGS_THAT_MATTER = ["avx2", "bmi2", "avx512f", "avx512bw", "avx512vl", "avx512vbmi", "avx512_vbmi2"]


@dataclasses.dataclass(frozen=True)
class Row:
    what: str
    measured: str
    compared_with: str = ""
    reference: str = ""         # what the one that it is compared with measured
    ratio: float | None = None
    goal: str = ""
    reached: bool | None = None     # None: no goal here


def at_least(ratio, first, *later):
    """What a Row says of a goal on its ratio: whether the first bound is reached; later ones are named."""
    goal = f"ratio >= {first:g}" + "".join(f", later {bound:g}" for bound in later)
    return {"ratio": ratio, "goal": goal, "reached": ratio >= first}


def first_line(command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "unknown"


def memory_mib():
    try:
        words = pathlib.Path("/proc/meminfo").read_text().split()
        return int(words[words.index("MemTotal:") + 1]) // 1024
    except (OSError, ValueError):
        return None


def machine(mgl):
    has = set(cpu("flags").split())
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "mgl": first_line([mgl, "--version"]),
        "processor": cpu("model name") or platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "has": [flag for flag in FLAGS_THAT_MATTER if flag in has],
        "lacks": [flag for flag in FLAGS_THAT_MATTER if flag not in has],
        "memory_mib": memory_mib(),
        "kernel": f"{platform.system()} {platform.release()}",
        "compiler": f"{first_line([*compiler(), '--version'])}, {' '.join(FLAGS)}",
        "load_average_at_start": os.getloadavg()[0],
    }


def sentence(about):
    if isinstance(about, list):
        return ", ".join(about) or "nothing"
    return f"{about:g}" if isinstance(about, float) else str(about)


def markdown(machine_is, rounds, rows, notes):
    lines = ["# Benchmark of mgl", "",
             "Made-up patients and a protocol that is not clinically approved: this is about speed only.", ""]
    lines += [f"- {name.replace('_', ' ')}: {sentence(about)}" for name, about in machine_is.items()]
    lines += ["", f"Medians of alternating rounds ({rounds} here). A ratio says how many times as fast, or as small, as the one that "
              "it is compared with: above 1 is better. It is the median of the rounds' own ratios.", "",
              "| what | measured | compared with | which measured | ratio | goal | reached |",
              "| --- | --- | --- | --- | --- | --- | --- |"]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}" if row.ratio >= 0.1 else f"{row.ratio:.4f}"
        reached = {None: "", True: "yes", False: "no"}[row.reached]
        cells = [row.what, row.measured, row.compared_with, row.reference, ratio, row.goal, reached]
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", *[f"- {note}" for note in notes]]
    return "\n".join(lines) + "\n"


def write(folder, machine_is, rounds, rows, notes, runs):
    """Writes both files; the Markdown text."""
    text = markdown(machine_is, rounds, rows, notes)
    (folder / "result.md").write_text(text)
    raw = {group: {name: [dataclasses.asdict(run) for run in series[name]] for name in series}
           for group, series in runs.items()}
    result = {"machine": machine_is, "rounds": rounds, "outputs_identical": True,
              "rows": [dataclasses.asdict(row) for row in rows], "notes": notes, "runs": raw}
    (folder / "result.json").write_text(json.dumps(result, indent=1) + "\n")
    return text
