#!/usr/bin/env python3
"""Guidelines of any size and cases for them, to see how time grows with the number of rules. They mean nothing.

    synthetic_guideline.py guideline --rules 1000 >g.mgl
    synthetic_guideline.py cases --rows 20000 >cases.csv
    synthetic_guideline.py touched --rules 1000         how many of the facts the rules use
    synthetic_guideline.py changed --rules 1000 >h.mgl  the same, with another number in ten of the rules
    synthetic_guideline.py decisions --decisions 50 --lines 20 >d.mgl
        results whose lines are the leaves of a random tree, a few of them with a fault: what a proof of gaps looks at

The same arguments give the same bytes. A guideline with fewer rules has the same facts and its rules are the first ones.
"""

import argparse
import random
import re
import sys

FACTS = 200
HEAD = """# A benchmark, written by a program. Not clinically approved: do not use it to treat patients.

guideline synthetic "Benchmark: {rules} rules over {facts} facts"
  language mgl 1
  version 1.0.0
  status draft
  intended use "Measuring speed; not for the care of patients"
  not for "Patients"
  grading none

"""
TAIL = """
accept L0501 because "a benchmark decides every row"
accept L0503 because "a benchmark has no source"
"""
KINDS = ["yes/no", "number"] * 4 + ["yes/no", "choice"]
GRADES = ["mild", "moderate", "severe"]


def kind(fact):
    return KINDS[fact % len(KINDS)]


def declaration(fact):
    what = {"yes/no": "is yes/no", "number": "in mmol/L", "choice": f"is one of ({', '.join(GRADES)}) in order"}
    return f'fact f{fact} "Fact {fact}" {what[kind(fact)]}\n'


def condition(chance, fact):
    if kind(fact) == "number":
        return f"f{fact} {chance.choice(['<', '>='])} {chance.randint(1, 40) / 4:g} mmol/L"
    if kind(fact) == "choice":
        return f"f{fact} >= {chance.choice(GRADES[1:])}"
    return chance.choice([f"f{fact}", f"(not f{fact})"])


def rules(count):
    """[(facts, text)]: each rule joins four facts."""
    chance = random.Random(1)
    found = []
    for number in range(count):
        facts = chance.sample(range(FACTS), 4)
        first, second, third, fourth = (condition(chance, fact) for fact in facts)
        when = chance.choice([f"({first} or {second}) and {third}", f"({first} and {second}) or {third}"])
        text = f'rule r{number} "Rule {number}"\n  when {when}\n  unless {fourth}\n  then note "Rule {number} applies"\n'
        found.append((facts, text))
    return found


def touched(count):
    return len({fact for facts, _ in rules(count) for fact in facts})


def guideline(count):
    tail = TAIL
    if touched(count) < FACTS:
        tail += 'accept L0504 because "few rules do not use all facts"\n'
    if count >= 250:
        tail += 'accept L0515 because "many rules share a number by chance"\n'
    return (HEAD.format(rules=count, facts=FACTS) + "".join(map(declaration, range(FACTS))) + "\n"
            + "".join(text for _, text in rules(count)) + tail)


def changed(count, changes=10):
    """Rules at equal distances, each with its first number a quarter larger."""
    begin, *parts = re.split(r"(?m)^(?=rule )", guideline(count))
    numbers = [index for index, part in enumerate(parts) if re.search(r"mmol/L", part.splitlines()[1])]
    for index in numbers[::max(1, len(numbers) // changes)][:changes]:
        parts[index] = re.sub(r"[\d.]+(?= mmol/L)", lambda number: f"{float(number[0]) + 0.25:g}", parts[index], count=1)
    return begin + "".join(parts)


def leaf_condition(limits):
    """`limits`: by fact, what is left of it: (from, to) in quarters of a number, or the answers."""
    parts = []
    for fact, left in sorted(limits.items()):
        if kind(fact) == "number":
            low, high = left
            parts += [f"f{fact} >= {low / 4:g} mmol/L"] if low is not None else []
            parts += [f"f{fact} < {high / 4:g} mmol/L"] if high is not None else []
        elif kind(fact) == "choice":
            parts.append(f"f{fact} is one of ({', '.join(left)})" if len(left) > 1 else f"f{fact} is {left[0]}")
        else:
            parts.append(f"f{fact}" if left[0] == "yes" else f"(not f{fact})")
    return " and ".join(parts)


def split(chance, fact, left):
    """The two sides of a leaf, or None where it cannot be split there."""
    if kind(fact) == "number":
        low, high = left or (None, None)
        cut = chance.randint(1, 40)
        inside = (low is None or cut > low) and (high is None or cut < high)
        return ((low, cut), (cut, high)) if inside else None
    answers = left or (GRADES if kind(fact) == "choice" else ["yes", "no"])
    if len(answers) < 2:
        return None
    taken = chance.randint(1, len(answers) - 1)
    return answers[:taken], answers[taken:]


def leaves(chance, count, facts):
    found = [{}]
    for _ in range(count * 50):
        if len(found) == count:
            break
        limits = chance.choice(found)
        fact = chance.choice(facts)
        sides = split(chance, fact, limits.get(fact))
        if sides:
            found.remove(limits)
            found += [{**limits, fact: side} for side in sides]
    return found


def decisions(count, lines):
    """Every fortieth line lacks one of its conditions, or has a bound that is a quarter off."""
    chance = random.Random(7)
    text = HEAD.format(rules=count * lines, facts=FACTS) + "".join(map(declaration, range(FACTS))) + "\n"
    facts_a_decision = max(8, lines // 25)
    for number in range(count):
        text += f'result d{number} "Decision {number}"\n'
        for limits in leaves(chance, lines, chance.sample(range(FACTS), facts_a_decision)):
            if chance.random() < 1 / 40:
                fact = chance.choice(sorted(limits))
                if kind(fact) == "number":
                    limits[fact] = tuple(bound and bound + 1 for bound in limits[fact])
                elif len(limits) > 1:
                    del limits[fact]
            text += f'  value "{chance.choice("abcdefgh")}" when {leaf_condition(limits)}\n'
    return text + TAIL + 'accept L0504 because "a benchmark"\n'


def cell(chance, fact):
    if chance.random() < 0.15:
        return ""
    if kind(fact) == "number":
        return f"{chance.randint(0, 1200) / 100:g}"
    return chance.choice(GRADES if kind(fact) == "choice" else ["yes", "no"])


def write_cases(rows, out):
    """Some 500 different rows, again and again: making them is not what is measured."""
    chance = random.Random(2)
    different = [",".join(cell(chance, fact) for fact in range(FACTS)) for _ in range(min(rows, 509))]
    out.write("id," + ",".join(f"f{fact}" for fact in range(FACTS)) + "\n")
    for row in range(rows):
        out.write(f"P{row + 1},{different[row % len(different)]}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["guideline", "changed", "cases", "touched", "decisions"])
    parser.add_argument("--rules", type=int, default=1000)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--decisions", type=int, default=50)
    parser.add_argument("--lines", type=int, default=20)
    arguments = parser.parse_args()
    if arguments.what == "guideline":
        sys.stdout.write(guideline(arguments.rules))
    elif arguments.what == "changed":
        sys.stdout.write(changed(arguments.rules))
    elif arguments.what == "cases":
        write_cases(arguments.rows, sys.stdout)
    elif arguments.what == "decisions":
        sys.stdout.write(decisions(arguments.decisions, arguments.lines))
    else:
        print(touched(arguments.rules))


if __name__ == "__main__":
    main()
