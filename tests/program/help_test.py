"""Help, manual page and completion say the same, and what they say works."""

import os
import pathlib
import re
import shutil
import subprocess

from program import MGL, SOURCE, ProgramTest, main, mgl

README = (SOURCE / "README.md").read_text()


def rows(text, title):
    """The names on the left of one section of a help text."""
    section = re.search(rf"^{title}:\n((?:  .*\n)+)", text, flags=re.MULTILINE)
    lines = section.group(1).splitlines() if section else []
    return [re.split(r"  ", line.strip())[0] for line in lines if re.match(r"  \S", line)]


def commands():
    found = rows(mgl("--help").stdout, "Commands")
    assert len(found) > 10, found  # what goes over them goes over something
    return found


def options(help_text):
    """Each option's names and the values it can have: (["-o", "--output"], [])."""
    found = []
    for row in rows(help_text, "Options"):
        names = re.findall(r"(?<![\w-])--?[a-z][\w-]*", row)
        values = row.split(" ")[-1].split("|") if "|" in row else []
        found.append((names, values))
    return found


def runnable(example):
    """The example without a pipe into a program that is not there."""
    ours, pipe, other = example.partition(" | ")
    tool = other.split()[0] if pipe else "mgl"
    if tool == "mgl" or shutil.which(tool):
        return example
    print(f"SKIPPED: the pipe of an example: no {tool}: {' '.join(example.split())}")
    return ours


def examples(help_text):
    """The commands below `Example:`, whole, with what they say of themselves behind many blanks."""
    text = re.search(r"^Examples?:\n((?:  .*\n)+)", help_text, flags=re.MULTILINE)
    if text is None:
        return []
    lines = text.group(1).replace("\\\n", " ").splitlines()
    return [re.match(r" *(.*?)(?: {2,}(prints|exits): (.*))?$", line).groups() for line in lines]


class HelpTest(ProgramTest):
    def test_the_commands_are_those_of_the_contract(self):
        found = commands()
        self.assertEqual(len(found), len(set(found)))
        for name in ["new", "lint", "fmt", "run", "sensitivity", "explain", "test", "diff", "trace", "graph", "units", "facts", "ask",
                     "completion", "manual"]:
            self.assertIn(name, found)

    def test_each_command_has_exit_codes_and_an_example(self):
        for name in commands():
            with self.subTest(command=name):
                done = mgl(name, "--help")
                self.assert_exit(done, 0)
                self.assertEqual(done.stdout, mgl(name, "-h").stdout)
                self.assertIn(f"Usage: mgl {name}", done.stdout)
                self.assertNotEqual(examples(done.stdout), [])
                if name != "units":  # its codes are those of every command
                    self.assertRegex(done.stdout, r"(?m)^Exit code")

    def test_examples_work_from_the_root(self):
        # A copy, because examples may write files.
        for folder in ["guidelines", "dsl", "tests/golden"]:
            shutil.copytree(SOURCE / folder, self.folder / folder)
        path = f"{pathlib.Path(MGL).resolve().parent}{os.pathsep}{os.environ['PATH']}"
        for name in commands():
            for example, kind, said in examples(mgl(name, "--help").stdout):
                with self.subTest(example=example):
                    done = subprocess.run(["bash", "-c", runnable(example)], cwd=self.folder, env={**os.environ, "PATH": path},
                                          stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
                    self.assertEqual(done.returncode, int(said) if kind == "exits" else 0, done.stderr)
                    if kind == "prints":
                        self.assertEqual(done.stdout.decode().strip(), said)

    def test_alone_it_shows_its_help(self):
        done = mgl()
        self.assert_exit(done, 0)
        self.assertEqual((done.stdout, done.stderr), (mgl("--help").stdout, ""))
        self.assertIn("`mgl` alone shows this help", " ".join(done.stdout.split()))

    def test_help_is_as_wide_as_the_terminal(self):
        for columns, width in [("", 80), ("20", 80), ("x", 80), ("100", 100), ("9" * 30, 80)]:
            for name in commands():
                text = mgl(name, "--help", environment={"COLUMNS": columns}).stdout
                footer = text.rindex("\n\n")
                lines = text[:footer].splitlines() + re.findall(r"(?m)^\S.*$", text[footer:])  # examples stay whole
                with self.subTest(command=name, columns=columns):
                    self.assertLessEqual(max(map(len, lines)), width)
        lines = mgl("lint", "--help", environment={"COLUMNS": "160"}).stdout.splitlines()
        self.assertGreater(max(map(len, lines)), 120)

    def test_wrong_arguments_are_said_like_all_errors(self):
        for arguments, message, help_text in [
            (["--quiet"], "mgl: a command is needed", "mgl --help"),
            (["lin"], "mgl: there is no command `lin`", "did you mean `lint`?"),
            (["fmt", "--chek", "x"], "mgl fmt: there is no option `--chek`", "did you mean `--check`?"),
            (["run", "a"], "mgl run: CASES is required", "mgl run --help"),
            (["run", "--format", "xml", "a", "b"], "mgl run: --format: xml", "mgl run --help"),
            (["manual", "x"], "mgl manual: nothing is expected at `x`", "mgl manual --help"),
        ]:
            done = mgl(*arguments)
            self.assert_exit(done, 2)
            self.assertEqual(done.stdout, "")
            self.assertEqual(len(done.stderr.splitlines()), 2, done.stderr)
            self.assertIn(message, done.stderr.splitlines()[0])
            self.assertIn(help_text, done.stderr.splitlines()[1])

    def test_the_commands_of_the_readme_exist(self):
        typed = "\n".join(re.findall(r"`[^`\n]*`|^\$ .*$", README, flags=re.MULTILINE))
        named = set(re.findall(r"\bmgl ([a-z]+)\b(?=[ `])", typed))
        self.assertTrue({"run", "lint", "fmt", "test", "explain", "trace", "units"} <= named, named)
        for name in named:
            self.assertIn(f"Usage: mgl {name}", self.output(name, "--help"))


class ManualTest(ProgramTest):
    def page(self):
        return self.output("manual")

    def test_every_command_and_option_is_in_it(self):
        text = self.page().replace("\\-", "-")
        for name in commands():
            section = re.search(rf"^\.SS mgl {name}\n(.*?)(?=^\.SS |\Z)", text, flags=re.MULTILINE | re.DOTALL)
            self.assertIsNotNone(section, name)
            for names, values in options(mgl(name, "--help").stdout):
                for word in names + values:
                    self.assertRegex(section.group(1), rf"(?m)^\\fB(.*[ |])?{re.escape(word)}(?![\w-])", name)

    def test_groff_has_nothing_to_say(self):
        self.need("groff")
        done = subprocess.run(["groff", "-k", "-man", "-ww", "-Tutf8"], input=self.page().encode(), capture_output=True)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertIn("mgl run [OPTIONS] GUIDELINE CASES...", re.sub(r"\x1b\[\d+m|.\x08", "", done.stdout.decode()))

    def test_text_is_no_roff(self):
        for line in self.page().splitlines():
            self.assertRegex(line, r"^(\.(TH|SH|SS|PP|TP|nf|fi)( |$)|[^.'])|^$")


class CompletionTest(ProgramTest):
    def script(self, shell):
        return self.output("completion", shell)

    def test_every_command_and_option_is_in_each_script(self):
        bash, zsh, fish = (self.script(shell) for shell in ["bash", "zsh", "fish"])
        for name in commands():
            self.assertRegex(bash, rf'_mgl_commands=".*\b{name}\b.*"')
            self.assertIn(f"    '{name}:", zsh)
            self.assertIn(f"-n __fish_use_subcommand -f -a {name} -d", fish)
            in_bash = re.search(rf"^    {name}\) echo \"(.*)\" ;;", bash, flags=re.MULTILINE).group(1).split()
            in_zsh = re.search(rf"^    {name}\)\n(.*?) ;;$", zsh, flags=re.MULTILINE | re.DOTALL).group(1)
            in_fish = [line for line in fish.splitlines() if f"_from {name}'" in line or " -n " not in line]
            for names, values in options(mgl(name, "--help").stdout):
                for option in names:
                    self.assertIn(option, in_bash)
                    self.assertRegex(in_zsh, rf"[ ,{{']{option}[=+,}}']")
                    word = f" -l {option[2:]} " if option.startswith("--") else f" -s {option[1:]} "
                    self.assertTrue(any(word in line for line in in_fish), (name, option))
                for value in values:
                    self.assertTrue(any(value in line for line in in_fish), (name, value))

    def bash(self, *words):
        """What bash offers for the last word."""
        script = self.write("completion.bash", self.script("bash"))
        quoted = " ".join(f"'{word}'" for word in words)
        program = f'source "{script}"; COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _mgl; printf "%s\\n" "${{COMPREPLY[@]}}"'
        done = subprocess.run(["bash", "--norc", "-c", program], cwd=self.folder, capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout.split("\n")[:-1]

    def test_bash(self):
        self.write("a b.mgl", "")
        self.write("g.mgl", "")
        self.write("cases.csv", "")
        (self.folder / "folder").mkdir()
        guidelines = ["a b.mgl", "folder", "g.mgl"]
        for words, expected in [
            (["mgl", "li"], ["lint"]),
            (["mgl", "run", "--fo"], ["--format"]),
            (["mgl", "run", "--format", ""], ["csv", "ndjson", "table"]),
            (["mgl", "run", "--format", "=", "nd"], ["ndjson"]),
            (["mgl", "run", "--format", "="], ["csv", "ndjson", "table"]),
            (["mgl", "--color", ""], ["auto", "always", "never"]),
            (["mgl", "--color", "never", "fm"], ["fmt"]),
            (["mgl", "lint", "--color", "a"], ["auto", "always"]),
            (["mgl", "completion", "z"], ["zsh"]),
            (["mgl", "lint", ""], guidelines),
            (["mgl", "lint", "g.mgl", ""], guidelines),
            (["mgl", "run", ""], guidelines),
            (["mgl", "run", "--strict", ""], guidelines),
            (["mgl", "run", "--format", "csv", ""], guidelines),
            (["mgl", "run", "g.mgl", "c"], ["cases.csv", "completion.bash"]),
            (["mgl", "run", "g.mgl", "cases.csv", "c"], ["cases.csv", "completion.bash"]),
            (["mgl", "run", "-o", "ca"], ["cases.csv"]),
            (["mgl", "manual", ""], []),
            (["mgl", "new", ""], []),
            (["mgl", "completion", "bash", ""], []),
            (["mgl", "nonsense", ""], []),
        ]:
            with self.subTest(words=words):
                self.assertEqual(sorted(self.bash(*words)), sorted(expected) if expected else [""])

    def test_zsh_and_fish_can_read_their_scripts(self):
        for shell in ["zsh", "fish"]:
            script = self.write(f"script.{shell}", self.script(shell))
            with self.subTest(shell=shell):
                self.need(shell)
                done = subprocess.run([shell, "-n", script], capture_output=True)
                self.assertEqual((done.returncode, done.stderr), (0, b""))


class EnvironmentTest(ProgramTest):
    def test_words_that_mean_nothing_are_refused(self):
        for variable, word, there_are in [("MGL_SIMD", "avx3", "avx512vbmi2, avx512, avx2, sse4, portable"),
                                          ("MGL_BATCH", "row", "rows, blocks")]:
            done = mgl("units", "mg/dL", environment={variable: word})
            self.assert_exit(done, 2)
            self.assertIn(f"`{word}`\n  there are: {there_are}\n", done.stderr)
            self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    main()
