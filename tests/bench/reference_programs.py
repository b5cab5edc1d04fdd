"""Builds the programs that mgl is compared with, into a folder of their own."""

import os
import pathlib
import shlex
import shutil
import subprocess
import sys

from measure import say

HERE = pathlib.Path(__file__).resolve().parent
SOURCES = HERE / "reference"
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Wno-sign-conversion", "-Wno-restrict",
            "-Wno-maybe-uninitialized", "-Werror"]  # those of the project
FLAGS = ["-std=c++20", "-O3", "-march=native", "-pthread"]
EXPERT_NEEDS = {"avx2", "bmi2"}
PEERS = {"duckdb": "DuckDB", "polars": "Polars"}   # of PyPI


def leave_avx512_out():
    """The programs that are built from here on, and what they start, are as on a processor with AVX2 alone."""
    FLAGS.append("-mno-avx512f")
    os.environ["MGL_SIMD"] = "avx2"


def compiler():
    return shlex.split(os.environ.get("CXX", "c++"))


def cpu(field):
    """A field of the first processor, `model name` or `flags`."""
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return ""
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(field)), "")


def build(name, folder, libraries=(), sources=SOURCES):
    """The program's path. It is built again when its sources, the compiler's command or the processor changed."""
    source, program, stamp = sources / f"{name}.cc", folder / name, folder / f"{name}.built"
    command = [*compiler(), *FLAGS, *WARNINGS, "-o", str(program), str(source), *libraries]
    made_from = "\n".join([shlex.join(command), cpu("model name"), cpu("flags")])
    newest = max(path.stat().st_mtime for path in sources.iterdir())
    if program.exists() and stamp.exists() and stamp.read_text() == made_from and stamp.stat().st_mtime > newest:
        return program
    say(f"building {name}")
    subprocess.run(command, check=True)
    stamp.write_text(made_from)
    return program


def build_with_libmgl(name, folder, mgl):
    """(path, None) or (None, why not). With the library that was built beside the program `mgl`."""
    library = pathlib.Path(mgl).resolve().parent / "tools/doors/library"
    if not (library / "libmgl.so").exists():
        return None, f"{library} has no libmgl.so"
    links = [f"-I{HERE.parents[1] / 'tools/doors/library'}", f"-L{library}", "-lmgl", f"-Wl,-rpath,{library}"]
    return build(name, folder, links, HERE), None


def build_expert(folder):
    """(path, None) or (None, why not)"""
    lacking = sorted(EXPERT_NEEDS - set(cpu("flags").split()))
    if lacking:
        return None, f"this processor lacks {', '.join(lacking)}"
    return build("expert_program", folder), None


def install_peers(folder):
    """(the Python that has DuckDB and Polars of today, None) or (None, why not)"""
    python = folder / "peers/bin/python"
    if not python.exists():
        say(f"installing {', '.join(PEERS)} into {folder / 'peers'}")
        for command in ([sys.executable, "-m", "venv", folder / "peers"],
                        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEERS]):
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode != 0:
                shutil.rmtree(folder / "peers", ignore_errors=True)
                return None, f"installing failed: {(done.stderr or done.stdout).strip().splitlines()[-1:]}"
    return python, None
