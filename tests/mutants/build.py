"""The prover with all its mutants, compiled once and linked into programs instead of the prover itself."""

import json
import pathlib
import re
import shlex
import subprocess

from instrument import Instrumenter

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
ROOM = "engine/prove"
SCHEMATA = SOURCE / "tests/mutants/mutant_schemata.h"
CHECKS = ["-O1", "-w", "-Wno-narrowing", "-D_GLIBCXX_ASSERTIONS"]  # what reads beyond an end stops there


class CannotBuild(Exception):
    pass


class Build:
    """`base`: a build folder whose programs are built; `folder`: where all of this is put."""

    def __init__(self, base, folder):
        self.base, self.folder = base.resolve(), folder.resolve()
        self.copies = self.folder / "sources" / ROOM
        self.copies.mkdir(parents=True, exist_ok=True)
        self.dropped = set()
        self.files, number = [], 1
        for path in sorted((SOURCE / ROOM).glob("*.h")) + sorted((SOURCE / ROOM).glob("*.cc")):
            self.files.append(Instrumenter(path.name, path.read_text(), number))
            number = self.files[-1].next

    def mutants(self):
        return [mutant for file in self.files for mutant in file.mutants(self.dropped)]

    def write(self):
        for file in self.files:
            path, text = self.copies / file.file, file.instrumented(self.dropped)
            if not path.exists() or path.read_text() != text:
                path.write_text(text)

    def programs(self, names, say):
        self.write()
        commands = json.loads((self.base / "compile_commands.json").read_text())
        usual = {pathlib.Path(command["file"]): command for command in commands}
        objects = [self.compile(usual[SOURCE / ROOM / "patient_set.cc"], SCHEMATA.with_suffix(".cc"), say)]
        for path in sorted(self.copies.glob("*.cc")):
            objects.append(self.compile(usual[SOURCE / ROOM / path.name], path, say))
        # Those tests that look into the room have its headers in them.
        tests = [path for path in sorted((SOURCE / "tests" / ROOM).glob("*_test.cc")) if not path.name.startswith("z3_")]
        instead = {usual[path]["command"].split(" -o ")[1].split()[0]: self.compile(usual[path], path, say) for path in tests}
        return {name: self.link(name, objects, instead) for name in names}

    def compile(self, command, path, say):
        """Mutants on lines that do not compile are dropped."""
        words = [word for word in shlex.split(command["command"]) if word not in ("-O3", "-Werror", "-Winvalid-pch")]
        out = self.folder / (path.stem + ".o")
        words = words[:words.index("-o")]
        words[1:1] = [f"-I{self.folder / 'sources'}"]
        words += [*CHECKS, "-include", str(SCHEMATA), "-o", str(out), "-c", str(path)]
        headers = [SCHEMATA, *self.copies.glob("*.h")]
        while not self.is_newer(out, [path, *headers]):
            say(f"compiling {path.name}")
            done = subprocess.run(words, cwd=command["directory"], capture_output=True, text=True)
            if done.returncode == 0:
                break
            if not self.drop(done.stderr):
                raise CannotBuild(done.stderr)
            self.write()
        return out

    @staticmethod
    def is_newer(out, inputs):
        return out.exists() and all(out.stat().st_mtime > path.stat().st_mtime for path in inputs)

    def drop(self, messages):
        """Whether some mutant stands on a line that is complained of."""
        lines = {(pathlib.Path(path).name, int(line))
                 for path, line in re.findall(r"^(\S+?):(\d+):\d+: +(?:error|required from)", messages, re.MULTILINE)}
        found = {mutant.number for mutant in self.mutants() if (mutant.file, mutant.line) in lines}
        self.dropped |= found
        return bool(found)

    def link(self, name, objects, instead):
        out = self.folder / name
        if self.is_newer(out, [*objects, *instead.values(), self.base / name]):
            return out
        done = subprocess.run(["ninja", "-C", self.base, "-t", "commands", name], capture_output=True, text=True, check=True)
        command = done.stdout.strip().splitlines()[-1].removeprefix(": && ").split(" && ")[0]
        words = [str(instead.get(word, word)) for word in shlex.split(command)]
        at = words.index("-o")
        words[at + 1] = str(out)
        words[at:at] = map(str, objects)  # before the libraries, so that they are taken
        done = subprocess.run(words, cwd=self.base, capture_output=True, text=True)
        if done.returncode != 0:
            raise CannotBuild(done.stderr)
        return out
