"""What people said of mutants that no test kills, in files beside this one: by file, line and operator.

    find_patient.cc
      const bool is_one = …;
        == -> != 1: why
        *: why, of all mutants of the line
"""

import collections


class NotReadable(Exception):
    pass


def read(path):
    """{file: {text of the line: {operator and ordinal, or *: reason}}}"""
    found = collections.defaultdict(lambda: collections.defaultdict(dict))
    file = text = None
    for number, line in enumerate(path.read_text().splitlines(), 1):
        depth = len(line) - len(line.lstrip(" "))
        said = line.strip()
        if not said or said.startswith("#"):
            continue
        if depth == 0:
            file, text = said, None
        elif depth == 2 and file:
            text = said
        elif depth == 4 and text and ": " in said:
            operator, why = split(said)
            found[file][text][operator] = why
        else:
            raise NotReadable(f"{path.name}:{number}: a file, two spaces and a line of it, or four and OPERATOR N: REASON")
    return found


def split(said):
    """An operator may have `:` in it; a reason begins after the first `: ` that follows a number or is that of `*`."""
    at = said.find(": ")
    while at >= 0 and not (said[:at] == "*" or said[:at].rsplit(" ", 1)[-1].isdecimal()):
        at = said.find(": ", at + 1)
    if at < 0:
        raise NotReadable(said)
    return said[:at], said[at + 2:]


def reason(judged, mutant):
    """None where nothing is said of it."""
    of_line = judged.get(mutant.file, {}).get(mutant.text, {})
    return of_line.get(f"{mutant.operator} {mutant.ordinal}", of_line.get("*"))


def stale(judged, mutants):
    """What is said of mutants that are no longer there."""
    keys = {(m.file, m.text, f"{m.operator} {m.ordinal}") for m in mutants} | {(m.file, m.text, "*") for m in mutants}
    return [(file, text, operator) for file, lines in judged.items() for text, operators in lines.items()
            for operator in operators if (file, text, operator) not in keys]
