"""What the README shows is what the program does."""

import os
import pathlib
import re
import shlex
import shutil
import subprocess

from program import MGL, SOURCE, ProgramTest, main, mgl
from readme_picture import picture

README = (SOURCE / "README.md").read_text()


def blocks(language):
    """The fenced blocks of one language, in order."""
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
    return [text for name, text in fenced if name == language]


class ReadmeTest(ProgramTest):
    def test_the_example_runs_as_shown(self):
        self.write("example.mgl", blocks("mgl")[0])
        self.write("cases.csv", blocks("csv")[0])
        command, expected = blocks("")[0].split("\n", 1)
        self.assertTrue(command.startswith("$ mgl "))
        arguments = [str(self.folder / word) if "." in word else word for word in shlex.split(command)[2:]]
        done = mgl(*arguments)
        self.assert_exit(done, 0)
        self.assertEqual(done.stdout, expected)

    def test_the_example_is_formatted_and_has_no_errors(self):
        guideline = self.write("example.mgl", blocks("mgl")[0])
        self.assertIn("1 file checked: 0 errors", self.output("lint", guideline))
        self.assert_exit(mgl("fmt", "--check", guideline), 0)
        self.assertEqual(self.output("fmt", "-", stdin=guideline.read_bytes()), guideline.read_text())

    def test_the_picture_is_what_the_program_prints(self):
        kept = SOURCE / ".github/rule_decision_explanation.svg"
        self.assertIn(".github/" + kept.name, README)
        if os.environ.get("MGL_REWRITE_GOLDEN"):
            kept.write_text(picture())
        self.assertEqual(kept.read_text(), picture())


class TourTest(ProgramTest):
    """The ten minutes, command by command, in one shell, as a reader types them."""

    def commands(self):
        """[(command, what it prints)]"""
        found = []
        for block in blocks("console"):
            for line in block.splitlines(keepends=True):
                if line.startswith("$ "):
                    found.append([line[2:], ""])
                elif line.startswith("> "):
                    found[-1][0] += line[2:]
                else:
                    found[-1][1] += line
        return found

    def shell(self, commands):
        """What each command prints on standard output, run one after the other."""
        marker = "--- the next command ---"
        script = "".join(f"{command}\necho '{marker}'\n" for command in commands)
        done = subprocess.run(["bash", "-c", script], cwd=self.folder, capture_output=True, timeout=300,
                              stdin=subprocess.DEVNULL, env={**os.environ, "COLUMNS": "100"})
        printed = done.stdout.decode().split(marker + "\n")
        self.assertEqual((len(printed), printed[-1]), (len(commands) + 1, ""), done.stderr.decode())
        return printed[:-1], done.stderr.decode()

    def assert_shown(self, shown, printed):
        """Equal, but for lines `...`, which stand for any lines."""
        pattern = "".join("(?:.*\n)*" if line == "...\n" else re.escape(line) for line in shown.splitlines(keepends=True))
        self.assertRegex(printed, rf"\A{pattern}\Z")

    def test_every_command_prints_what_is_shown(self):
        shutil.copytree(SOURCE / "guidelines", self.folder / "guidelines")
        (self.folder / "build").mkdir()
        (self.folder / "build/release").symlink_to(pathlib.Path(MGL).resolve().parent)
        commands = self.commands()
        self.assertGreater(len(commands), 10)
        printed, errors = self.shell([command for command, _ in commands])
        for (command, shown), output in zip(commands, printed):
            with self.subTest(command=command):
                self.assert_shown(shown, output)
        self.assertNotIn("cannot", errors)
        self.assertIn("4 rows = 4 cases decided + 0 rejected", errors)

    def test_the_tour_changes_a_number_breaks_a_line_explains_and_adds(self):
        typed = "".join(command for command, _ in self.commands())
        for part in ["mgl run", "sed -i", "mgl lint", "mgl explain", "mgl test", "example \""]:
            self.assertIn(part, typed)


if __name__ == "__main__":
    main()
