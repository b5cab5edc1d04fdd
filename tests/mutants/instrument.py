"""All mutants of a C++ source in one: what run chooses one of while the program runs (mutant_schemata.h)."""

import re
from dataclasses import dataclass, field

from cpp_tokens import ASSIGNMENTS, Code

COMPARISONS = {"<": ("Less", "<="), "<=": ("LessEqual", "<"), ">": ("Greater", ">="), ">=": ("GreaterEqual", ">"),
               "==": ("Equal", "!="), "!=": ("NotEqual", "==")}
ARITHMETIC = {"+": ("Plus", "-"), "-": ("Minus", "+"), "*": ("Times", "/"), "/": ("By", "*"), "%": ("Rest", "/"),
              "|": ("BitOr", "&"), "&": ("BitAnd", "|")}
CHANGES = {"+=": ("PlusAssign", "-="), "|=": ("OrAssign", "&="), "&=": ("AndAssign", "|=")}
SIGNS = {"!": "Not", "-": "Negative", "~": "Complement"}
# Enumerators of which each becomes another of its own type.
OTHERS = {
    "Truth": {"kYes": "kNo", "kNo": "kUnknown", "kUnknown": "kNo"},
    "On": {"kNothing": "kOne", "kOne": "kSeveral", "kSeveral": "kOne"},
    "Way": {"kNone": "kConstant", "kConstant": "kOperator", "kOneFact": "kComputed", "kOperator": "kComputed",
            "kComputed": "kOperator"},
    "Left": {"kSame": "kNone", "kFewer": "kSame", "kNone": "kSame"},
    "State": {"kMet": "kOpen", "kImpossible": "kOpen", "kOpen": "kImpossible", "kValue": "kUnknown", "kUnknown": "kAbsent"},
    "Answer": {"kFound": "kNone", "kNone": "kNotDecided", "kNotDecided": "kNone"},
    "Reason": {"kNothing": "kBudget", "kBudget": "kComputedNumbers", "kComputedNumbers": "kBudget"},
    "FactType": {"kNumber": "kDate", "kDate": "kNumber", "kTruth": "kChoice", "kChoice": "kTruth"},
}
CALLS = {"std::min": "std::max", "std::max": "std::min", "Floor": "Ceiling", "Ceiling": "Floor",
         "std::ranges::any_of": "std::ranges::all_of", "std::ranges::all_of": "std::ranges::any_of"}
MOST_CHANGED = 100  # larger numbers are one more, not one less
OPERAND_ENDS = {"&&", "||", "?", ":", ",", ";", "return", "case"} | ASSIGNMENTS
NO_STATEMENT = {"return", "if", "for", "while", "do", "switch", "case", "default", "break", "continue", "else", "const",
                "constexpr", "static", "using", "namespace", "class", "struct", "enum", "template", "public", "private",
                "explicit", "virtual", "friend", "auto", "inline", "throw", "try", "catch", "delete"}


@dataclass
class Mutant:
    number: int
    file: str
    line: int
    text: str       # of the line, without the space before it
    operator: str
    ordinal: int    # among those of the same text and operator

    def key(self):
        return f"{self.file} | {self.text} | {self.operator} | {self.ordinal}"


@dataclass
class Edit:
    """Puts `before` and `after` round a stretch of the text, or `instead` in its place."""
    begin: int
    end: int
    before: str = ""
    after: str = ""
    instead: str | None = None
    mutants: list = field(default_factory=list)


class Instrumenter:
    """The mutants of one file, numbered from `first` on."""

    def __init__(self, file, text, first):
        self.file = file
        self.code = Code(text)
        self.text = text
        self.lines = text.split("\n")
        self.functions = self.code.functions()
        self.next = first
        self.edits = []
        self.count = {}
        self.guarded = set()
        for at in range(len(self.code.tokens)):
            self.look_at(at)

    # ---- What is found at a token.

    def look_at(self, at):
        token = self.code.tokens[at]
        if self.is_left_alone(at):
            return
        if token.kind == "number":
            self.number(at)
        elif token.kind == "sign":
            self.sign(at)
        elif token.kind == "name":
            self.name(at)
        if self.begins_statement(at):
            self.statement(at)

    def is_left_alone(self, at):
        word = self.code.word
        line = self.lines[self.code.line(at) - 1]
        if word(at - 1) == "case" or re.match(r"\s*(case |#|template|static_assert|enum |using |assert\()", line):
            return True
        function = self.code.function_around(at, self.functions)
        return function is not None and self.code.head_text(function[0]).startswith("constexpr")

    def number(self, at):
        token = self.code.tokens[at]
        digits = token.text.rstrip("UuLl").replace("'", "")
        if not digits.isdecimal() or not self.is_inside_value(at):
            return
        value = int(digits)
        if value == 0 or value > MOST_CHANGED:
            mutants = [self.add(at, f"{value} -> {value + 1}")]
            call = "Number"
        else:
            mutants = [self.add(at, f"{value} -> {value + 1}"), self.add(at, f"{value} -> {value - 1}")]
            call = "NumberBothWays"
        self.around(at, at + 1, f"mgl_mutants::{call}({mutants[0].number}, ", ")", mutants)

    def is_inside_value(self, at):
        """Not an operand of a template, and so the size of an array."""
        return self.code.word(at + 1) != ">" or self.code.is_binary(at + 1)

    def sign(self, at):
        sign = self.code.word(at)
        binary = self.code.is_binary(at)
        before = self.code.tokens[at - 1]
        if before.text == "operator":
            return
        for table, kind in ((COMPARISONS, "compare"), (ARITHMETIC, "arithmetic"), (CHANGES, "change")):
            if binary and sign in table:
                mutant = self.add(at, f"{sign} -> {table[sign][1]}")
                self.instead(at, f"{sign} mgl_mutants::{table[sign][0]}({mutant.number}) {sign}", [mutant])
                return
        if sign in ("&&", "||") and binary:
            self.parts(at)
        elif sign == "?" and binary:
            begin = self.code.back_to(at, OPERAND_ENDS - {"&&", "||"})
            self.condition(begin, at, "?")
        elif sign in SIGNS and not binary and (before.kind == "sign" and before.text not in (")", "]")
                                               or before.text in ("return", "case")):
            mutant = self.add(at, f"{sign}x -> x")
            self.instead(at, f"mgl_mutants::{SIGNS[sign]}({mutant.number})->*", [mutant])

    def parts(self, at):
        """Each operand of `&&` and `||` is left out."""
        sign = self.code.word(at)
        neutral = "true" if sign == "&&" else "false"
        ends = OPERAND_ENDS
        spans = []
        left = self.code.back_to(at, ends)
        if self.code.word(left - 1) != sign:  # else it is the right one of the operator before
            spans.append((left, at))
        spans.append((at + 1, self.code.on_to(at + 1, ends)))
        if self.code.word(left - 1) == "&&" and sign == "||":
            spans = spans[-1:]  # the left operand is what `&&` joins
        for begin, end in spans:
            self.part(begin, end, neutral, sign)

    def part(self, begin, end, neutral, sign):
        mutant = self.add(begin, f"{self.short(begin, end)} left out of {sign}")
        self.around(begin, end, f"mgl_mutants::Without({mutant.number}, static_cast<bool>(", f"), {neutral})", [mutant])

    def short(self, begin, end):
        found = " ".join(self.text[self.code.tokens[begin].begin:self.code.tokens[end - 1].end].split())
        return found if len(found) <= 40 else found[:37] + "..."

    def condition(self, begin, end, what):
        always, never = self.add(begin, f"{what} always yes"), self.add(begin, f"{what} always no")
        self.around(begin, end, f"mgl_mutants::Forced({always.number}, static_cast<bool>(", "))", [always, never])

    def name(self, at):
        word = self.code.word
        name = word(at)
        if name in ("true", "false"):
            other = "false" if name == "true" else "true"
            mutant = self.add(at, f"{name} -> {other}")
            self.instead(at, f"mgl_mutants::Either<bool>({mutant.number}, {name}, {other})", [mutant])
        elif name in ("if", "while") and word(at + 1) == "(":
            self.head(at)
        elif name == "return":
            self.result(at)
        elif name == "constexpr" and self.is_constant(at):
            self.edits.append(Edit(self.code.tokens[at].begin, self.code.tokens[at].end,
                                   instead="inline const" if word(at - 1) == "static" else "const"))
        elif word(at - 1) == "::" and word(at - 2) in OTHERS and name in OTHERS[word(at - 2)]:
            self.enumerator(at)
        elif word(at - 1) in (".", "->"):
            self.member(at)
        else:
            self.call(at)

    def is_constant(self, at):
        end = self.code.on_to(at, {";", "="})
        return self.code.word(end) == "=" and re.match(r"k[A-Z]", self.code.word(end - 1)) is not None

    def head(self, at):
        """The condition of `if` or `while`; of `if (const auto a = b)`, whether a is something."""
        name = self.code.word(at)
        begin, end = at + 2, self.code.partner[at + 1]
        inner = self.code.on_to(begin, {"=", ";"})
        if inner < end and self.code.word(inner) == "=":
            declared = self.code.word(inner - 1)
            always, never = self.add(at, f"{name} always yes"), self.add(at, f"{name} always no")
            place = self.code.tokens[end].begin
            self.edits.append(Edit(place, place, before=f"; mgl_mutants::Forced({always.number}, static_cast<bool>({declared}))",
                                   mutants=[always, never]))
            return
        if inner < end or self.code.word(begin) in ("true", "constexpr"):
            return
        self.condition(begin, end, name)

    def result(self, at):
        end = self.code.on_to(at + 1, {";"})
        function = self.code.function_around(at, self.functions)
        if function is None or end == at + 1 or self.code.word(at + 1) in ("true", "false", "{"):
            return
        head = self.code.head_text(function[0])
        is_lambda = head.startswith("[") or head.startswith("(")
        if is_lambda or re.match(r"(static |inline |constexpr )*bool\b", head):
            is_name = end == at + 2  # of whatever type
            if is_lambda and (is_name or self.code.word(at + 1) in ("std", "Rational", "static_cast")):
                return
            mutant = self.add(at, "return !x")
            self.around(at + 1, end, f"mgl_mutants::Turned({mutant.number}, ", ")", [mutant])

    def enumerator(self, at):
        word = self.code.word
        begin = at - 2
        while word(begin - 1) == "::":
            begin -= 2
        if word(begin - 1) == "case":
            return
        usual = self.text[self.code.tokens[begin].begin:self.code.tokens[at].end]
        other = OTHERS[word(at - 2)][word(at)]
        mutant = self.add(at, f"{word(at)} -> {other}")
        changed = usual[:usual.rindex(":") + 1] + other
        self.edits.append(Edit(self.code.tokens[begin].begin, self.code.tokens[at].end,
                               instead=f"mgl_mutants::Either({mutant.number}, {usual}, {changed})", mutants=[mutant]))

    def member(self, at):
        word = self.code.word
        name = word(at)
        if name in ("closed", "infinite") and word(at + 1) not in ASSIGNMENTS:
            mutant = self.add(at, f"{name} turned round")
            end = self.code.tokens[at].end
            self.edits.append(Edit(end, end, after=f" ^ mgl_mutants::On({mutant.number})", mutants=[mutant]))
        ends = name in ("front", "back") and word(at + 1) == "(" and word(at + 2) == ")"
        if name not in ("low", "high") and not ends:
            return
        begin = self.code.chain_begin(at - 1)
        if begin is None or not self.code.tokens[begin].kind == "name":
            return
        other = {"low": "high", "high": "low", "front": "back", "back": "front"}[name]
        mutant = self.add(at, f".{name} -> .{other}")
        star = "*" if word(at - 1) == "->" else ""
        last = at + 2 if ends else at
        self.edits.append(Edit(self.code.tokens[begin].begin, self.code.tokens[last].end,
                               before=f"mgl_mutants::{name.capitalize()}({mutant.number}, {star}", mutants=[mutant]))
        self.edits.append(Edit(self.code.tokens[at - 1].begin, self.code.tokens[last].end, instead=")", mutants=[mutant]))

    def call(self, at):
        word = self.code.word
        if word(at - 1) == "::":
            return
        end = at + 1
        while word(end) == "::":
            end += 2
        name = "".join(word(i) for i in range(at, end))
        if name not in CALLS:
            return
        types = ""
        if word(end) == "<" and not self.code.is_binary(end):
            close = self.code.on_to(end, {">"})
            types = self.text[self.code.tokens[end].begin:self.code.tokens[close].end]
            end = close + 1
        if word(end) != "(":
            return
        mutant = self.add(at, f"{name} -> {CALLS[name]}")
        self.edits.append(Edit(self.code.tokens[at].begin, self.code.tokens[end - 1].end, mutants=[mutant],
                               instead=f"MGL_MUTANT_CALL({mutant.number}, {name}{types}, {CALLS[name]}{types})"))

    # ---- Statements that are left out.

    def begins_statement(self, at):
        """Within a function, after a statement, a brace, `else` or the head of `if`, `for`, `while`."""
        if self.code.function_around(at, self.functions) is None:
            return False
        word = self.code.word
        before = word(at - 1)
        around = self.code.around[at]
        if around >= 0 and word(around) != "{":
            return False
        if before == ")":
            return word(self.code.partner[at - 1] - 1) in ("if", "for", "while")
        if before == ":":
            return word(at - 3) == "case" or word(at - 2) == "default" or self.is_case(at - 1)
        if before == "{":
            return self.code.is_block(at - 1)
        if before == "}":
            return self.code.is_block(self.code.partner[at - 1])
        return before in (";", "else")

    def is_case(self, colon):
        begin = self.code.back_to(colon, {";", "?", "return", "case"})
        return self.code.word(begin - 1) == "case"

    def statement(self, at):
        word = self.code.word
        first = word(at)
        end = self.code.on_to(at, {";"})
        if word(end) != ";":
            return
        if first in ("continue", "break") or (first == "return" and self.is_early(at, end)):
            if first == "return" and end > at + 1:
                self.guard(at)
            self.left_out(at, end, f"{first} left out")
        elif first not in NO_STATEMENT and self.is_action(at, end):
            self.left_out(at, end, "statement left out")

    def left_out(self, at, end, what):
        mutant = self.add(at, what)
        self.around(at, end + 1, f"{{ if (mgl_mutants::Keep({mutant.number})) ", " }", [mutant])

    def is_early(self, at, end):
        """Something of the same function comes behind it."""
        function = self.code.function_around(at, self.functions)
        return end + 1 < function[1]

    def guard(self, at):
        """What runs past the end of a function stops there."""
        function = self.code.function_around(at, self.functions)
        if function in self.guarded:
            return
        self.guarded.add(function)
        place = self.code.tokens[function[1]].begin
        self.edits.append(Edit(place, place, before="mgl_mutants::FellOffTheEnd(); "))

    def is_action(self, at, end):
        """An expression and no declaration: `name name`, `name<…> name`, `name& name` declare."""
        word = self.code.word
        if word(at) in ("++", "--", "*", "("):
            return True
        if self.code.tokens[at].kind != "name":
            return False
        next_one = at + 1
        while word(next_one) == "::":
            next_one += 2
        return word(next_one) in ("(", ".", "->", "[", "++", "--") or word(next_one) in ASSIGNMENTS

    # ---- Putting it together.

    def add(self, at, operator):
        line = self.code.line(at)
        text = self.lines[line - 1].strip()
        self.count[text, operator] = ordinal = self.count.get((text, operator), 0) + 1
        self.next += 1
        return Mutant(self.next - 1, self.file, line, text, operator, ordinal)

    def around(self, begin, end, before, after, mutants):
        self.edits.append(Edit(self.code.tokens[begin].begin, self.code.tokens[end - 1].end, before, after, None, mutants))

    def instead(self, at, text, mutants):
        self.edits.append(Edit(self.code.tokens[at].begin, self.code.tokens[at].end, instead=text, mutants=mutants))

    def mutants(self, dropped=frozenset()):
        found = {mutant.number: mutant for edit in self.edits for mutant in edit.mutants}
        return [mutant for number, mutant in sorted(found.items()) if number not in dropped]

    def instrumented(self, dropped=frozenset()):
        """The text with all its mutants, line by line where it was; but for those that are dropped."""
        opens, closes, instead = {}, {}, {}
        for order, edit in enumerate(self.edits):
            if any(mutant.number in dropped for mutant in edit.mutants):
                continue
            if edit.instead is not None:
                instead[edit.begin] = edit
            if edit.before:
                opens.setdefault(edit.begin, []).append((-edit.end, order, edit.before))
            if edit.after:
                closes.setdefault(edit.end, []).append((-edit.begin, -order, edit.after))
        out, at = [], 0
        for at_next in sorted(set(opens) | set(closes) | set(instead)):
            if at_next > at:
                out.append(self.text[at:at_next])
                at = at_next
            out += [text for _, _, text in sorted(closes.get(at_next, []))]
            out += [text for _, _, text in sorted(opens.get(at_next, []))]
            if at_next in instead and at <= at_next:
                replaced = instead[at_next]
                out.append(replaced.instead + "\n" * self.text[replaced.begin:replaced.end].count("\n"))
                at = replaced.end
        out.append(self.text[at:])
        return "".join(out)
