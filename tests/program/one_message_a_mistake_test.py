"""Guidelines of the repository with mistakes far apart: each gets its message, and nothing else gets one."""

import json
import random
import re

from program import EVERY_GUIDELINE, ProgramTest, main, mgl

TEXTS = 500


def swapped(line):
    """Two letters of the keyword exchanged; None where the line has none or a short one."""
    word = re.match(r" {0,2}([a-z]{4,})", line)
    if word is None:
        return None
    at = word.start(1) + 1
    broken = line[:at] + line[at + 1] + line[at] + line[at + 2:]
    return broken if broken != line else None


def unclosed(line):
    return line[:line.rindex('"')] + line[line.rindex('"') + 1:] if '"' in line else None


MISTAKES = [swapped, unclosed, lambda line: line + " ~", lambda line: line + " %% x"]


def broken(text, chance):
    """The text with some mistakes, and the numbers of their lines."""
    lines = text.split("\n")
    places = [i for i, line in enumerate(lines) if line.strip() and not line.strip().startswith("#")]
    chance.shuffle(places)
    chosen = []
    for place in places:
        if all(abs(place - other) >= 4 for other in chosen):
            chosen.append(place)
    chosen = chosen[:chance.choice([1, 2, 4, 8, 16])]
    for place in chosen:
        lines[place] = chance.choice(MISTAKES)(lines[place]) or lines[place] + " ~"
    return "\n".join(lines), sorted(place + 1 for place in chosen)


class OneMessageTest(ProgramTest):
    def test_each_mistake_has_one_message(self):
        chance = random.Random(17)
        texts = {}
        for number in range(TEXTS):
            guideline = chance.choice(EVERY_GUIDELINE)
            text, lines = broken(guideline.read_text(), chance)
            texts[str(self.write_beside(guideline, f"{number}.mgl", text))] = (text, lines)
        done = mgl("lint", "--no-config", "--format", "json", *texts)
        self.assert_exit(done, 1)
        found = {path: [] for path in texts}
        for finding in json.loads(done.stdout):
            if finding["level"] == "error":
                found[finding["file"]].append(finding["line"])
                # What is written wrongly in the same words is told once, with where else it stands, and how often.
                lines = texts[finding["file"]][0].splitlines()
                if any(label["text"].startswith("it stands here too") for label in finding["labels"]):
                    found[finding["file"]] += [number for number, line in enumerate(lines, 1)
                                               if line == lines[finding["line"] - 1] and number != finding["line"]]
        for path, (text, lines) in texts.items():
            shown = "\n".join(f"{line}: {text.splitlines()[line - 1]}" for line in lines)
            self.assertEqual(sorted(found[path]), lines, shown)


if __name__ == "__main__":
    main()
