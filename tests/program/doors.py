"""The doors by which a case can be decided, each asked for the same cases: what they say, in forms that can be compared."""

import csv
import io
import json
import re

from arrow_library import days
from program import AS_OF, mgl, ndjson_records
from random_guidelines import CELLS

OWN_UNIT = {"n0": "mg/dL", "n1": "years", "n2": "mmol/L", "n3": "", "n4": "mmol/L", "o0": "Cel", "o1": "[degF]", "o2": "%",
            "o3": "ng/mL{FEU}", "g0": "kg"}
UNITS = {"n0": {"mg/dL", "mmol/L", "mEq/L"}, "n1": {"years", "months"}, "n2": {"mmol/L"}, "n3": set(),
         "n4": {"mmol/L", "mg/dL", "mEq/L"}, "o0": {"Cel", "K", "[degF]"}, "o1": {"Cel", "K", "[degF]"}, "o2": {"%", "mmol/mol"},
         "o3": {"ng/mL{FEU}"}, "g0": {"kg", "g", "[lb_av]"}}
FACTS = [name for name in CELLS if "." not in name]
NUMBER = r"-?(?:0|[1-9]\d*)(?:\.\d+)?"
YES, NO = {"yes", "y", "true", "1"}, {"no", "n", "false", "0"}
WIDE = {"COLUMNS": "1000000"}


class Disagreement(AssertionError):
    """Two doors say different things of a case."""


def agree(first, second, what):
    if first != second:
        raise Disagreement(f"{what}\n  {first}\n  {second}")


def done(code, *arguments, **keywords):
    """What the program prints, which must end with `code`."""
    ended = mgl(*arguments, **keywords)
    if ended.returncode != code:
        raise Disagreement(f"mgl {arguments[0]} ended with {ended.returncode}, not {code}: {ended.stderr}{ended.stdout[:500]}")
    return ended.stdout


# ---- cases in every format ----


def as_csv(rows, _draw):
    table = io.StringIO()
    writer = csv.DictWriter(table, fieldnames=["id", *CELLS], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return table.getvalue()


def typed(name, cell, draw):
    """A cell as JSON: what a number or a truth looks like may be one."""
    fact = name.split(".")[0]
    if name == fact and draw.random() < 0.5:
        if fact in OWN_UNIT and re.fullmatch(NUMBER, cell):
            return cell
        if fact.startswith("t") and cell in {"yes", "no"}:
            return "true" if cell == "yes" else "false"
    return json.dumps(cell)


def as_ndjson(rows, draw):
    """Empty cells may be absent; a value, its unit and its date may be one object."""
    lines = []
    for row in rows:
        members = [f'"id": {json.dumps(row["id"])}']
        for fact in FACTS:
            parts = {part: row[name] for part, name in [("value", fact), ("unit", f"{fact}.unit"), ("date", f"{fact}.date")]
                     if name in row and (row[name] or draw.random() < 0.5)}
            if "value" in parts and draw.random() < 0.4:
                inner = ", ".join(f'"{part}": {typed(fact if part == "value" else f"{fact}.{part}", cell, draw)}'
                                  for part, cell in parts.items())
                members.append(f'"{fact}": {{{inner}}}')
            else:
                members += [f'"{fact}{"" if part == "value" else "." + part}": '
                            f'{typed(fact if part == "value" else f"{fact}.{part}", cell, draw)}' for part, cell in parts.items()]
        lines.append("{" + ", ".join(members) + "}\n")
    return "".join(lines)


def as_yaml(rows, draw):
    lines = []
    for row in rows:
        lead = "- "
        for name, cell in row.items():
            if cell or draw.random() < 0.5:
                is_plain = re.fullmatch(r"[A-Za-z0-9.]+", cell) and draw.random() < 0.5
                lines.append(f"{lead}{name}: {cell if is_plain else json.dumps(cell, ensure_ascii=False)}\n")
                lead = "  "
    return "".join(lines)


FORMATS = {"csv": as_csv, "ndjson": as_ndjson, "yaml": as_yaml}


def as_columns(rows, draw):
    """For the library: texts, or the type that all cells of a column fit."""
    columns = {"id": ("u", [row["id"] for row in rows])}
    for name in CELLS:
        cells = [row[name] or None for row in rows]
        fits = lambda pattern: all(cell is None or re.fullmatch(pattern, cell) for cell in cells)  # noqa: E731
        if name.startswith("t") and fits("yes|no") and draw.random() < 0.7:
            columns[name] = ("b", [cell and cell == "yes" for cell in cells])
        elif name in OWN_UNIT and fits(NUMBER) and draw.random() < 0.7:
            columns[name] = ("g", [cell and float(cell) for cell in cells])
        elif name.startswith("d") and fits(r"2\d{3}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])") and draw.random() < 0.7:
            columns[name] = ("tdD", [cell and days(cell) for cell in cells])
        else:
            columns[name] = ("u", cells)
    return columns


# ---- what each door says ----


def run_csv(text, layout):
    """Decisions of the CSV, in the form of `decision`."""
    decisions = []
    for row in csv.DictReader(io.StringIO(text, newline="")):
        decisions.append({
            "id": row["id"], "scope": row["scope"], "results": {name: row[name] for name in layout["results"]},
            "rules": {name: row[name] for name in layout["rules"]},
            "rechecks": {name: [row[f"{name}.{part}"] for part in ["status", "from", "to"]] for name in layout["rechecks"]},
            "ask": row["ask"].split("; ") if row["ask"] else [], "warnings": row["warnings"]})
    return decisions


def result_cell(record, name):
    """A result of an NDJSON record as the CSV writes it; its numbers are texts."""
    value = record[name]
    if value is None and f"{name}.low" in record:
        return f"{record[f'{name}.low'] or ''}..{record[f'{name}.high'] or ''}"
    return value or ""


def run_ndjson(text, layout):
    """The same of NDJSON, with the whole record."""
    decisions = []
    run, found = ndjson_records(text, parse_int=str, parse_float=str)
    for record in found:
        decisions.append({
            "id": record["id"], "scope": record["scope"], "results": {name: result_cell(record, name) for name in layout["results"]},
            "rules": {name: record[name] or "" for name in layout["rules"]},
            "rechecks": {name: [record[f"{name}.{part}"] or "" for part in ["status", "from", "to"]] for name in layout["rechecks"]},
            "ask": record["ask"], "warnings": "; ".join(record["warnings"]), "record": record, "run": run})
    return decisions


def explained(text):
    """The structured part of an explanation, in the same form."""
    page = json.loads(text)
    return {"id": page["id"], "scope": page["scope"]["status"], "results": {item["name"]: item["value"] or "" for item in page["results"]},
            "rules": {item["name"]: item["outcome"] for item in page["rules"]},
            "rechecks": {item["name"]: [item[part] or "" for part in ["status", "from", "to"]] for item in page["rechecks"]},
            "ask": [item["fact"] for item in page["ask"]], "page": page}


def sections(text):
    """The closing summary of `mgl ask`, by heading."""
    found = {}
    for line in text.split("\nSummary\n", 1)[1].splitlines()[:-1]:
        if line.startswith("  "):
            found[heading].append(line[2:])
        else:
            heading = line
            found.setdefault(heading, [])
    return found


def asked(text):
    """The fact of the question at which `mgl ask` stands, empty: none; the titles of facts are their names."""
    questions = re.findall(r"^(\w+)\?  \[|^When was that\? \((\w+)\)", text.split("\nSummary\n", 1)[0], re.M)
    return (questions[0][0] or questions[0][1]).lower() if questions else ""


# ---- a case as other doors take it ----


def split_value(fact, row):
    """A cell and the unit that stands behind it or in the unit's column; None where both do."""
    cell, unit = row[fact].strip(), row.get(f"{fact}.unit", "").strip()
    found = re.fullmatch(rf"(<=|>=|<|>|≤|≥|less than)?\s*({NUMBER})\s*(.*)", cell)
    if found is None:
        return None
    sign, number, behind = found.groups()
    if behind and unit and behind != unit:
        return None
    return {"≤": "<=", "≥": ">=", "less than": "<"}.get(sign, sign) or "", number, behind or unit or OWN_UNIT[fact]


def is_mark(cell):
    """Whether a cell states nothing."""
    return cell.lower() in {"", "null", "na", "n/a", "nat", "none", "-", "."}


def given_by_example(fact, row):
    """A cell in the words of an example, empty: not given. None: it has no words (what is unreadable, a partial date of a value)."""
    cell, date = row[fact].strip(), row.get(f"{fact}.date", "").strip()
    if is_mark(cell):
        return ""
    if cell.lower() == "unknown":
        return "unknown"
    if fact.startswith("t"):
        return "yes" if cell.lower() in YES else "no" if cell.lower() in NO else None
    if fact.startswith("d"):
        return cell if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", cell) and cell != "2026-02-30" else None
    if fact.startswith("c"):
        return {"1": "red", "b": "blue"}.get(cell, cell) if cell in {"red", "green", "blue", "1", "b"} else None
    if fact.startswith("q"):
        return cell if re.fullmatch(r"\d+\+[0-6]|\d+w[0-6]d|\d+ d", cell) else None
    value = split_value(fact, row)
    if value is None or (value[2] and value[2] not in UNITS[fact]):
        return None
    if date and not re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        return None
    return " ".join(part for part in [*value, f"on {date}" if date else ""] if part)


def givens_of_example(row):
    """Lines of an example; None: some cell has no words."""
    values = {fact: given_by_example(fact, row) for fact in FACTS}
    if None in values.values():
        return None
    return "".join(f"  given {fact} {value}\n" for fact, value in values.items() if value)


def given_to_ask(fact, row):
    """What follows `--given`, for a fact and its date; None: the cell is a number that only a file may write so, beside a unit's column."""
    cell, unit, date = (row.get(f"{fact}{part}", "").strip() for part in ["", ".unit", ".date"])
    if is_mark(cell):
        return []
    if cell.lower() == "unknown":
        return [f"{fact}=unknown"]
    if unit:
        value = split_value(fact, row)
        if value is None:
            return None
        cell = f"{value[0]}{value[1]} {value[2]}"
    return [f"{fact}={cell}"] + ([f"{fact}.date={date}"] if date else [])


# Warnings of `mgl run` of what a consultation does not take, and what it is given instead, so that it means the same.
NOT_TAKEN = [(r"date of (\w+) ", lambda fact, given: given[:1]), (r"(\w+) is dated ", lambda fact, given: []),
             (r"(\w+) (?!is suspect)", lambda fact, given: [f"{fact}=unknown"])]


def givens_of_ask(row, warnings):
    """The options of `mgl ask` for a case, and the warnings that it cannot have; None: the case cannot be said so."""
    left_out = {warning for warning in warnings if ": no unit stated, read as " in warning}  # it has no columns
    options = []
    for fact in FACTS:
        given = given_to_ask(fact, row)
        for warning in warnings:
            for pattern, instead in NOT_TAKEN:
                found = re.match(pattern, warning)
                if found and found[1] == fact:
                    given = given if given is None and found[0].startswith("date") else instead(fact, given)
                    left_out.add(warning)
                    break
        if given is None:
            return None, left_out
        options += [word for text in given for word in ["--given", text]]
    return options, left_out


def layout_of(text):
    """The names of results, rules and rechecks, in the guideline's order."""
    names = {kind: re.findall(rf"^(?:{words}) (\w+)", text, re.M) for kind, words in [("rules", "rule"), ("rechecks", "recheck")]}
    names["results"] = []
    for name, rest in re.findall(r"^(?:result|table|score) (\w+)(.*)", text, re.M):
        # Of a table with several answers each is a result.
        answers = rest[rest.find(" gives "):] if " gives " in rest else ""
        names["results"] += re.findall(r'(?:gives|,) (\w+) (?:"\w+" )?(?:in|is|one of) ', answers) or [name]
    return names


def options_of(readings):
    return ["--as-of", AS_OF, *(word for reading in readings for word in ["--reading", reading])]
