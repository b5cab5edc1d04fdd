"""C++ as clang-format lays it out, in tokens: enough to find operators, statements and operands, not to understand it."""

import re
from typing import NamedTuple

PATTERN = re.compile(r"""
    (?P<skip>\s+|//[^\n]*|/\*.*?\*/|^[ ]*\#(?:[^\n\\]|\\.)*$)
  | (?P<string>(?:u8|[uUL])?"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+')
  | (?P<number>\d(?:'?[\w.])*)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<sign><=>|->\*|<<=|>>=|\.\.\.|::|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[^\w\s])
""", re.VERBOSE | re.DOTALL | re.MULTILINE)
OPEN = {"(": ")", "[": "]", "{": "}"}
ASSIGNMENTS = {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="}


class Token(NamedTuple):
    kind: str
    text: str
    begin: int
    end: int


def tokens_of(text):
    return [Token(found.lastgroup, found.group(), found.start(), found.end())
            for found in PATTERN.finditer(text) if found.lastgroup != "skip"]


class Code:
    """The tokens of a text, the brackets that belong together, and what stands around a token."""

    def __init__(self, text):
        self.text = text
        self.tokens = tokens_of(text)
        self.partner = {}
        open_ones = []
        for at, token in enumerate(self.tokens):
            if token.kind != "sign":
                continue
            if token.text in OPEN:
                open_ones.append(at)
            elif token.text in OPEN.values():
                begin = open_ones.pop()
                self.partner[begin], self.partner[at] = at, begin
        self.around = self._enclosing()

    def _enclosing(self):
        """For each token the bracket in which it stands; -1: none."""
        around, open_ones = [], [-1]
        for at, token in enumerate(self.tokens):
            if token.kind == "sign" and token.text in OPEN.values():
                open_ones.pop()
            around.append(open_ones[-1])
            if token.kind == "sign" and token.text in OPEN:
                open_ones.append(at)
        return around

    def word(self, at):
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def is_binary(self, at):
        """An operator between two operands has a space or the end of a line on both sides; `<` of a template has none."""
        token = self.tokens[at]
        return self.text[token.begin - 1].isspace() and self.text[token.end].isspace()

    def line(self, at):
        return self.text.count("\n", 0, self.tokens[at].begin) + 1

    def back_to(self, at, stops):
        """The first token of the operand that ends before `at`: after one of `stops` on the same level, or a bracket."""
        while at > 0:
            before = self.tokens[at - 1]
            if before.kind == "sign" and before.text in OPEN.values():
                if before.text == "}" and self.is_block(self.partner[at - 1]):
                    return at
                at = self.partner[at - 1]
            elif before.text in stops or (before.kind == "sign" and before.text in OPEN):
                return at
            else:
                at -= 1
        return at

    def on_to(self, at, stops):
        """After the last token of the operand that begins at `at`."""
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.text in stops or (token.kind == "sign" and token.text in OPEN.values()):
                return at
            at = self.partner[at] + 1 if token.kind == "sign" and token.text in OPEN else at + 1
        return at

    def chain_begin(self, at):
        """The first token of the chain `a.b(c)[d]->` that ends with the `.` or `->` at `at`."""
        at -= 1
        while True:
            if self.word(at) in (")", "]"):
                at = self.partner[at]
                if self.tokens[at - 1].kind == "name" or self.word(at - 1) in (")", "]"):
                    at -= 1
                    continue
            elif self.word(at) == ">":
                return None
            if self.word(at - 1) in (".", "->", "::"):
                at -= 2
                continue
            return at

    def is_block(self, brace):
        """A brace that holds statements, and not a list of values, a type or a namespace."""
        before = brace - 1
        if self.word(before) in (")", "else", "do", ";", "}", "{", "const", "noexcept", ":", "try"):
            return True
        if self.word(before) == "]" and self.word(self.partner[before] - 1) in ("(", ",", "=", "return"):
            return True  # a lambda without parameters
        # `-> Type {` of a lambda
        return "->" in (self.word(before - 1), self.word(before - 3))

    def functions(self):
        """The bodies of functions and lambdas: pairs of braces, outer ones first."""
        found = []
        for brace, end in self.partner.items():
            if brace < end and self.word(brace) == "{" and self._head(brace) is not None:
                found.append((brace, end))
        return sorted(found)

    def _head(self, brace):
        """The first token of what a function begins with; None where the brace is none's."""
        if not self.is_block(brace):
            return None
        before = brace - 1
        while self.word(before) in ("const", "noexcept", "mutable", "override"):
            before -= 1
        if self.word(before) == "]":
            return self.partner[before]
        if self.word(before) not in (")", "}"):
            back = before - 1 if self.word(before - 1) == "->" else before - 3
            if self.word(back) != "->" or self.word(back - 1) != ")":
                return None
            before = back - 1
        if self.word(before) == "}":
            return self._constructor(before)
        opening = self.partner[before]
        if self.word(opening - 1) in ("if", "for", "while", "switch", "catch", "constexpr"):
            return None
        if self.word(opening - 1) == "]":
            return self.partner[opening - 1]
        constructor = self._constructor(before)
        return constructor if constructor is not None else self.back_to(opening, {";", "}", ":"})

    def _constructor(self, at):
        """Of `Name(…) : member_(…), other_{…} {`: the name."""
        while self.word(at) in (")", "}"):
            at = self.partner[at] - 2
            if self.word(at) == ",":
                at -= 1
            elif self.word(at) == ":" and self.word(at - 1) == ")":
                begin = self.partner[at - 1] - 1
                while self.word(begin - 1) == "::":
                    begin -= 2
                return begin
            else:
                return None
        return None

    def function_around(self, at, functions):
        """The innermost function or lambda in which the token stands."""
        inside = [pair for pair in functions if pair[0] < at < pair[1]]
        return max(inside) if inside else None

    def head_text(self, brace):
        begin = self._head(brace)
        return self.text[self.tokens[begin].begin:self.tokens[brace].begin]
