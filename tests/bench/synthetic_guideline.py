#!/usr/bin/env python3
"""Guidelines of any size and cases for them, to see how time grows with the number of rules. They mean nothing.

    synthetic_guideline.py guideline --rules 1000 >g.mgl
    synthetic_guideline.py cases --rows 20000 >cases.csv
    synthetic_guideline.py touched --rules 1000         how many of the facts the rules use

The same arguments give the same bytes. A guideline with fewer rules has the same facts and its rules are the first ones.
"""

import argparse
import random
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
    if count >= 100:
        tail += 'accept L0515 because "many rules share a number by chance"\n'
    return (HEAD.format(rules=count, facts=FACTS) + "".join(map(declaration, range(FACTS))) + "\n"
            + "".join(text for _, text in rules(count)) + tail)


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
    parser.add_argument("what", choices=["guideline", "cases", "touched"])
    parser.add_argument("--rules", type=int, default=1000)
    parser.add_argument("--rows", type=int, default=20_000)
    arguments = parser.parse_args()
    if arguments.what == "guideline":
        sys.stdout.write(guideline(arguments.rules))
    elif arguments.what == "cases":
        write_cases(arguments.rows, sys.stdout)
    else:
        print(touched(arguments.rules))


if __name__ == "__main__":
    main()
