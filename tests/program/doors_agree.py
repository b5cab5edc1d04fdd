"""What two doors say of the same case, compared. `truth` is the NDJSON record of `mgl run`, in the form of doors.run_ndjson."""

import re
from decimal import Decimal

from doors import Disagreement, agree, asked, is_mark, sections

STRUCTURED = ["id", "scope", "results", "rules", "rechecks", "ask", "warnings"]
TEXT_VERBS = {"advise", "note"}


def title(name):
    """Random guidelines have titles that are their names in capitals."""
    return name.upper()


def compare_runs(truth, found, what):
    for part in STRUCTURED:
        agree(truth[part], found[part], f"{what}: {part}")


# ---- actions: NDJSON against the outcomes, and in itself ----


def given_of(action):
    """(medication, option or None) that a give or consider is about."""
    if action["verb"] not in {"give", "consider"}:
        return None
    return action["medication"]["name"], action.get("option")


def may_be_given_as(given, named, out):
    """`named`: the name of a medication or an option, whose first letters are its medication's. `out`: options that are not given."""
    medication, option = given
    return named in {medication, option} or (option is None and named[:2] == medication and named not in out)


def check_actions(truth, text):
    """Which rules act, that nothing of a medication is in two lists or in none, that warnings say the same."""
    actions = truth["record"]["actions"]
    acting = list(dict.fromkeys(action["rule"] for action in actions))
    agree([name for name, outcome in truth["rules"].items() if outcome == "yes"], acting, "ndjson: rules that are yes, rules of actions")
    given = [pair for pair in dict.fromkeys(map(given_of, actions)) if pair]
    told = {"cautions": set(), "cautions_not_known": set(), "apart": set()}
    out = {option["name"] for action in actions for option in action.get("medication", {}).get("options_out", [])}
    apart_pairs = re.findall(r"^apart (\w+), (\w+) by", text, re.M)
    for action in actions:
        treatment = given_of(action)
        if treatment is None:
            agree([], [key for key in ["cautions", "cautions_not_known", "apart"] if key in action], f"ndjson: parts of {action['verb']}")
            continue
        medication = action["medication"]
        options = re.findall(r"^  option (\w+)", medication_text(text, medication["name"]), re.M) if "option" not in action else []
        listed = [option["name"] for key in ["options", "options_if_confirmed", "options_out"] for option in medication[key]]
        agree(sorted(options), sorted(listed), f"ndjson: options of {medication['name']}, options listed")
        expected = [pair for pair in apart_pairs if any(may_be_given_as(treatment, named, out) for named in pair) and
                    any(may_be_given_as(a, pair[0], out) and may_be_given_as(b, pair[1], out) for a in given for b in given if a != b)]
        agree(expected, [(apart["first"], apart["second"]) for apart in action["apart"]], f"ndjson: apart of {action['rule']}")
        for key in ["cautions", "cautions_not_known"]:
            told[key].update(action[key])
        told["apart"].update(f"{apart['first']}, {apart['second']}" for apart in action["apart"])
    warnings = truth["record"]["warnings"]
    agree(sorted(told["cautions_not_known"]), sorted(warned(warnings, "caution not known: ")), "ndjson: cautions not known, warnings")
    agree(sorted(told["apart"]), sorted(warned(warnings, "apart: ")), "ndjson: apart, warnings")
    agree([], sorted(told["cautions"] - set(warned(warnings, "caution: "))), "ndjson: cautions without a warning")


def warned(warnings, lead):
    return [text[len(lead):] for text in warnings if text.startswith(lead)]


def medication_text(text, name):
    """The declaration of a medication."""
    return re.search(rf'^medication {name} .*\n(?:  .*\n)*', text, re.M).group()


# ---- explain ----


def action_in_words(action):
    """What explain must say of an action: its text, and its details, where a pattern stands for a condition."""
    verb = action["verb"]
    target = (action.get("text") or action.get("test", action.get("diet", {})).get("title") or
              next((title(action[key]) for key in ["option", "part"] if key in action), None) or action["medication"]["title"])
    text = f"{verb}{':' if verb in TEXT_VERBS else ''} {target}"
    if "diet" in action:
        return text, [f"{food['title']}: {food['servings']}" for food in action["diet"]["foods"]]
    if given_of(action) is None:
        return text, []
    medication = action["medication"]
    amounts = {amount["dose"]: amount["amount"] for amount in medication.get("amounts", [])}
    worked_out = {amount["dose"]: amount["worked_out"] for amount in medication.get("amounts", [])}

    def for_patient(dose):
        return f"{amounts[dose]} ({dose}: {worked_out[dose]})" if amounts.get(dose) else dose

    how = ["; ".join(map(for_patient, medication["dose"])), medication["route"] or "", f"for {medication['duration']}" if medication["duration"] else ""]
    if any(how):
        text += ": " + ", ".join(part for part in how if part)
    titles = {key: ", ".join(option["title"] for option in medication[key]) for key in ["options", "options_if_confirmed", "options_out"]}
    choose = {"in this order": "the first that can be given of", None: "options"}.get(medication["choose"], "one of")
    basis = {"open": f"what the dose counts is open: {medication['basis_because']}", "elemental": "the dose is of the element"}
    details = [f"{for_patient(dose)} if …, which cannot be decided yet" for dose in medication["dose_if_confirmed"]]
    details += ["how much that is for the patient cannot be worked out yet: g0 is missing" for amount in amounts.values() if not amount]
    details += [f"all of: {', '.join(part['title'] for part in medication['parts'])}"] if "parts" in medication else []
    details += [f"{lead}: {titles[key]}" for lead, key in
                [(choose, "options"), ("not before it is decided whether it may be given", "options_if_confirmed"), ("not", "options_out")]
                if titles[key]]
    details += [f"limit: {limit}" for limit in medication["limits"]] + [f"contains {content}" for content in medication["contains"]]
    details += [basis.get(medication["basis"], f"the dose is of the {medication['basis']}")] if medication["basis"] else []
    details += [f"caution: {caution}" for caution in action["cautions"]]
    details += [f"caution, if it holds, which is not known: {caution}" for caution in action["cautions_not_known"]]
    return text, details + [f"apart: {title(apart['first'])} {apart['by']} {title(apart['second'])}" for apart in action["apart"]]


def without_conditions(details):
    """Details as action_in_words has them: without conditions, `until` and the reasons of cautions."""
    details = [re.sub(r" if .+, which cannot be decided yet$", " if …, which cannot be decided yet", detail) for detail in details]
    return [re.sub(r"^(caution.*?: W\d): reason W\d$", r"\1", detail) for detail in details if not detail.startswith("until ")]


def warning_pattern(warning, warnings, separations):
    """What explain must say of one of the warnings of `mgl run`: its kind, and a pattern of its text. `separations`: by pair, how
    far apart."""
    if found := re.fullmatch(r"(caution|caution not known): (\w+)", warning):
        return found[1], rf".*: {found[2]}(: reason {found[2]})?"
    if found := re.fullmatch(r"apart: (\w+), (\w+)", warning):
        return "apart", rf"give {title(found[1])} {re.escape(separations[found[1], found[2]])} {title(found[2])}"
    if found := re.fullmatch(r"conflict: (\w+), (\w+)", warning):
        return "conflict", rf'"{title(found[1])}" and "{title(found[2])}" apply and contradict each other.*'
    if found := re.fullmatch(r"conflict: (\w+)", warning):
        return "conflict", rf'rows of the table "{title(found[1])}" .*'
    if found := re.fullmatch(r"property: (.*)", warning):
        return "property", rf'.*"{re.escape(found[1])}"'
    if re.match(r"((over the limit|perhaps over the limit|nothing to give): m\d, |no dose of m\d holds)", warning):
        return "dose", re.escape(warning)
    if found := re.fullmatch(r"no (row|line) of (\w+) holds", warning):
        return "gap", rf'no {found[1]} of "{title(found[2])}" holds for this patient'
    if found := re.match(r"date of (\w+) ", warning):
        counts = not any(other.startswith(f"{found[1]} ") for other in warnings)
        return "fact", re.escape(warning) + (r"(: the value counts, without a date)?" if counts else "")
    if found := re.fullmatch(r"(\w+): (no unit stated, .*)", warning):
        return "fact", re.escape(warning)
    if found := re.fullmatch(r"(\w+): (a new sample is needed)", warning):
        return "fact", f"{title(found[1])}: {found[2]}; a value of this one is put aside"
    fact, detail = warning.split(" ", 1)
    return "fact", re.escape(f"{title(fact)}: {detail}; it counts as missing")


def check_warnings(truth, notes):
    agree(len(truth["record"]["warnings"]), len(notes), "explain: number of warnings")
    separations = {(apart["first"], apart["second"]): apart["by"]
                   for action in truth["record"]["actions"] for apart in action.get("apart", [])}
    for warning, note in zip(truth["record"]["warnings"], notes):
        kind, pattern = warning_pattern(warning, truth["record"]["warnings"], separations)
        if kind != note["kind"] or not re.fullmatch(pattern, note["text"]):
            raise Disagreement(f"explain: a warning\n  {warning}\n  {note}")


def compare_explained(truth, found):
    page = found["page"]
    parts = ["id", "scope", "ask", "rules", "results", "rechecks"]
    expected = {**truth, "rules": {}, "results": {}, "rechecks": {}} if truth["scope"] == "out" else truth
    for part in parts:
        agree(expected[part], found[part], f"explain: {part}")
    check_warnings(truth, page["warnings"])
    actions = truth["record"]["actions"]
    for rule in page["rules"]:
        if rule["outcome"] == "yes":
            expected = [action_in_words(action) for action in actions if action["rule"] == rule["name"]]
            agree(expected, [(action["text"], without_conditions(action["details"])) for action in rule["actions"]],
                  f"explain: actions of {rule['name']}")
        else:
            agree([], [detail for action in rule["actions"] for detail in action["details"]], f"explain: details of {rule['name']}")
    for result in page["results"]:
        told = "if the guideline is for this patient" in result["words"]
        would_be = truth["record"].get("if_in_scope", {})
        known = would_be.get(result["name"]) not in {None, "unknown"} or f"{result['name']}.low" in would_be
        agree(known, told, f"explain: what {result['name']} would be: {would_be}")


def check_text(truth, page, text):
    """The text of an explanation has what its JSON has, in its place."""
    lines = text.splitlines()
    agree([f"  ! {note['text']}" for note in page["warnings"]], [line for line in lines if line.startswith("  ! ")], "explain text: warnings")
    numbered = [re.match(r"  +\d+\. .*\((\w+); ", line) for line in lines]
    agree(truth["ask"], [match[1] for match in numbered if match], "explain text: ask")
    for rule in page["rules"]:
        lead = f"  {rule['title']}: "
        places = [i for i, line in enumerate(lines) if line.startswith(lead + rule["words"])]
        agree(1, len(places), f"explain text: {lead}{rule['words']}")
        if rule["outcome"] == "yes":
            expected = [line for action in rule["actions"]
                        for line in [f"    -> {action['text']}", *(f"       {detail}" for detail in action["details"])]]
            begun = places[0] + 1
            # Lines may be broken where they are long.
            joined = [" ".join(" ".join(some).split()) for some in (expected, lines[begun:begun + 2 * len(expected) + 4])]
            agree(joined[0], joined[1][:len(joined[0])], f"explain text: actions of {rule['name']}")
    for item in page["results"] + page["rechecks"]:
        agree(1, lines.count(f"  {item['title']}: {item['words']}"), f"explain text: {item['title']}: {item['words']}")


# ---- ask ----


def recheck_in_words(item):
    if item["from"] is None:
        return "done"
    days = f"on {item['from']}" if item["from"] == item["to"] else f"from {item['from']} to {item['to']}"
    return {"upcoming": f"not due yet, but {days}", "due": f"due, {days}", "overdue": f"overdue, it was due {days}"}.get(item["status"], "done")


def compare_asked(truth, page, row, text, left_out):
    """The closing summary of a consultation that was given the case, and the question at which it stands; `left_out`: warnings of what
    it would not take."""
    said = sections(text)
    rules = {rule["name"]: rule for rule in page["rules"]}
    urgencies = ["now", "today", "routine", None]
    in_order = sorted((rules[name] for name in truth["rules"] if name in rules), key=lambda rule: urgencies.index(rule["urgency"]))

    def headed(rule):
        return rule["title"] + (f" ({rule['urgency']})" if rule["urgency"] else "")

    applies = [line for rule in in_order if rule["outcome"] == "yes"
               for line in [headed(rule), *(line for action in rule["actions"] for line in
                                            [f"  {action['text']}", *(f"    {detail}" for detail in action["details"])])]]
    found = said.get("Applies", [])
    found = [] if found and found[0].startswith("no rule applies") else found
    agree(" ".join(" ".join(applies).split()), " ".join(" ".join(found).split()), "ask: Applies")  # long lines are broken
    stopped = [f"{rule['title']}: {rule['words'].replace(' or ', ', ')}" for rule in in_order if rule["outcome"] in {"blocked", "overridden"}]
    agree(stopped, said.get("Would apply, but", []), "ask: Would apply, but")
    settled = [f"{item['title']}: {item['words']}" for item in page["results"] if item["settled"]]
    agree(settled, said.get("Results", []), "ask: Results")
    due = [f"{item['title']}: {recheck_in_words(item)}" for item in page["rechecks"] if item["status"] not in {"no", "unknown"}]
    agree(due, [line for line in said.get("Rechecks", []) if not line.startswith(" ")], "ask: Rechecks")
    notes = zip(truth["record"]["warnings"], page["warnings"])
    agree([note["text"] for warning, note in notes if warning not in left_out], said.get("Warnings", []), "ask: Warnings")
    titles = {item["title"] for item in page["rules"] + page["rechecks"] + page["results"]}
    none = [item["title"] for item in page["rules"] if item["outcome"] == "no"]
    none += [item["title"] for item in page["rechecks"] if item["status"] == "no"]
    found = [part for line in said.get("Does not apply", []) for part in line.split("; ")]
    agree(sorted(none), sorted(titles.intersection(found)), "ask: Does not apply")
    still = [item["title"] for item in page["rules"] if item["outcome"] == "unknown"]
    still += [item["title"] for item in page["rechecks"] if item["status"] == "unknown"]
    still += [item["title"] for item in page["results"] if not item["settled"]]
    lines = [line for line in said.get("Could not be decided", []) if not line.startswith(" ")]
    found = {re.sub(r" \(could be .*\)$", "", part) for line in lines for part in line.split("; ")}
    agree(sorted(still), sorted(titles & found), "ask: Could not be decided")
    compare_question(truth, row, asked(text))


def is_stated(fact, row):
    return not is_mark(row[fact].strip())


def compare_question(truth, row, fact):
    """It asks where run does. A fact that was stated (unknown, uncertain, without its date) is not asked again, but its date may be."""
    if not truth["ask"]:
        # What nothing can decide any more may still be done: then it asks how, which run does of what is yes.
        is_open = "unknown" in truth["rules"].values()
        agree(True, not fact or is_open, f"ask: its question ({fact}), where run asks for nothing")
    elif fact and row[fact].strip().lower() == "unknown":
        raise Disagreement(f"ask: {fact} is asked, which was stated unknown")
    elif not any(is_stated(name, row) for name in truth["ask"]):
        agree(True, fact in truth["ask"], f"ask: its question ({fact or 'none'}) is one of {truth['ask']}")


# ---- examples ----


def expectation(name, cell, kinds):
    """`expect` of a result's cell; kinds: {name: (kind, unit)}. Empty: an example has no words for it."""
    kind, unit = kinds[name]
    if kind == "truth":
        return f"{name} {cell}"
    if not cell:
        return f"{name} missing"
    if kind == "text":
        texts = [f'"{text}"' for text in cell.split("|")]
        return f"{name} {'could be ' if len(texts) > 1 else ''}{', '.join(texts)}"
    if kind == "choice":
        choices = cell.split("|")
        return f"{name} {'could be ' if len(choices) > 1 else ''}{', '.join(choices)}"
    unit = f" {unit}" if unit else ""
    if ".." not in cell:
        return f"{name} {cell}{unit}"
    low, high = cell.split("..")
    if kind == "date" or not (low or high):
        return ""
    if low and high:
        return f"{name} could be {low} to {high}{unit}"
    return f"{name} could be {f'at least {low}' if low else f'at most {high}'}{unit}"


def expectations(truth, kinds):
    """Of all that run says of a case."""
    lines = [f"scope {truth['scope']}"]
    if truth["scope"] == "out":
        return lines
    lines += [f"{name} {outcome}" for name, outcome in truth["rules"].items()]
    lines += [f"{name} {dates[0]}" for name, dates in truth["rechecks"].items()]
    if truth["scope"] == "in":
        lines += [text for name, cell in truth["results"].items() if (text := expectation(name, cell, kinds))]
    return lines + [f"ask {fact}" for fact in truth["ask"]]


def changed(line, truth):
    """An expectation that must not be met; empty: there is none."""
    name, _, value = line.partition(" ")
    if name == "ask":
        return ""
    if name == "scope":
        return f"scope {'out' if value == 'in' else 'in'}"
    if name in truth["rechecks"]:
        return f"{name} {'done' if value == 'due' else 'due'}"
    if value in {"yes", "no", "unknown", "blocked", "overridden"}:
        return f"{name} {'no' if value == 'yes' else 'yes'}"
    return f"{name} missing" if value != "missing" else ""


def check_unmet(truth, example, kinds):
    """What was not met though run says it: only that an interval does not have its ends, or more digits than are shown."""
    for item in example["unmet"]:
        kind = kinds.get(item["subject"], ("", ""))[0]
        actual = re.sub(r"\b(above|below|at least|at most) ", "", item["actual"].removesuffix(", with more digits than are shown"))
        expected = re.sub(r"\b(above|below|at least|at most) ", "", item["expected"])
        if kind != "number" or actual != expected:
            raise Disagreement(f"test: {item['subject']}\n  run: {item['expected']}\n  test: {item['actual']}\n  {truth['record']}")


def check_changed(truth, example, lines):
    """Each changed expectation is named, with what run says; what is asked, all of it."""
    found = {item["subject"]: item for item in example["unmet"]}
    agree(sorted(line.split(" ")[0] for line in lines), sorted(found), "test: changed expectations, those that are not met")
    actual = {"scope": truth["scope"], "ask": ", ".join(truth["ask"]) or "nothing", **truth["rules"],
              **{name: dates[0] for name, dates in truth["rechecks"].items()}}
    for name in actual.keys() & found.keys():
        agree(actual[name], found[name]["actual"], f"test: {name}")


# ---- the library ----


def compare_library(truth, found, kinds):
    """Null where a result is not one value; bounds where it is a number or a date."""
    agree(truth["scope"], found["scope"], "library: scope")
    agree(truth["id"], found["id"], "library: id")
    agree({name: outcome or None for name, outcome in truth["rules"].items()}, {name: found[name] for name in truth["rules"]}, "library: rules")
    agree({name: [part or None for part in dates] for name, dates in truth["rechecks"].items()},
          {name: [found[f"{name}.{part}"] for part in ["status", "from", "to"]] for name in truth["rechecks"]}, "library: rechecks")
    agree("; ".join(truth["ask"]), found["ask"], "library: ask")
    agree(truth["warnings"], found["warnings"], "library: warnings")
    for name, cell in truth["results"].items():
        kind = kinds[name][0]
        is_one = cell and ".." not in cell and "|" not in cell and " to " not in cell
        if kind == "truth":
            agree({"yes": True, "no": False}.get(cell), found[name], f"library: {name}")
        elif kind in {"choice", "text"}:
            agree(cell if is_one else None, found[name], f"library: {name}")
        else:
            low, high = cell.split("..") if ".." in cell else (cell, cell)
            for column, part in [(name, cell if is_one else ""), (f"{name}.low", low), (f"{name}.high", high)]:
                if not same_value(kind, part, found[column]):
                    raise Disagreement(f"library: {column}\n  {part}\n  {found[column]}")


def same_value(kind, cell, value):
    """A double is the nearest of the value, of which the cell shows 15 digits where it is no finite decimal."""
    if cell in ("", "never") or value is None:  # columns of days have no such day
        return cell in ("", "never") and value is None
    if kind == "date":
        return cell == value
    if float(cell) == value:
        return True
    number = Decimal(cell)
    is_short = len(number.as_tuple().digits) < 9  # shown in full, unless it ends with seven noughts
    return not is_short and abs(number - Decimal(value)) <= Decimal(f"0.6e{number.adjusted() - 14}")
