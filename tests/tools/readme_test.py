"""What the README shows is what the program does."""

import re
import shlex

from program import SOURCE, ProgramTest, main, mgl

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
        self.assert_exit(mgl("lint", guideline), 0)
        self.assert_exit(mgl("fmt", "--check", guideline), 0)

    def test_the_commands_of_the_tour_run(self):
        lines = [line.split("#")[0] for line in blocks("sh")[1].splitlines()]
        self.assertEqual(len(lines), 4)
        for line in lines:
            words = shlex.split(line)
            self.assertEqual(words[0], "build/release/mgl")
            arguments = [str(SOURCE / word) if "/magnesium" in word else word for word in words[1:]]
            if words[1] == "fmt":
                arguments.insert(1, "--check")  # the test changes nothing
            self.assert_exit(mgl(*arguments), 0)


if __name__ == "__main__":
    main()
