// One table: the words, and what to write instead, with the author's own names and titles.
#include "dsl/parse/parse_keyword_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/foreign_line.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"

namespace mgl {
namespace {

bool HasLine(std::string_view text, std::string_view word) {
  return text.find(fmt::format("\n  {} ", word)) != text.npos;
}

std::string Guideline(const ForeignLine& line) {
  if (!DeclaredNames(line.text, {"guideline"}).empty()) {
    return "leave the line out: the name of the file's guideline stands behind `guideline`";
  }
  const std::string version(
      WithoutSigns(line.rest.substr(std::min(line.rest.find("version ") + 8, line.rest.size()))));
  std::string digits;
  for (const char c : version) {
    if (c != '\'' && c != '"') digits += c;
  }
  const bool has_version = line.rest.find("version ") != line.rest.npos;
  std::string help = fmt::format("write `{}`", Head(line, "guideline"));
  if (has_version && !HasLine(line.text, "version")) {
    help += fmt::format(", and below it `version {}`", digits);
  } else if (has_version) {
    help += fmt::format("; its version is the line `version` below, here `version {}`", digits);
  }
  return help;
}

std::string LeaveOut(const ForeignLine&) {
  return "leave the line out: a guideline is always about one patient, and names what it needs as "
         "`fact`";
}

std::string OneFile(const ForeignLine& line) {
  return fmt::format(
      "leave the line out: all of a guideline stands in one file in this version; copy what it "
      "needs of {} into this file",
      line.title.empty() ? std::string("the other one") : fmt::format("`{}`", line.title));
}

std::string Codes(const ForeignLine& line) {
  return fmt::format(
      "a list of codes is no declaration: what it finds is a fact, with its codes below it: write "
      "`fact {0} \"{1}\" is yes/no`, and below it a line such as `code snomed …` for each code",
      NameFor(line), TitleFor(line));
}

std::string System(const ForeignLine&) {
  return "leave the line out: a code names its system itself, in a line such as `code loinc "
         "2823-3` under its fact";
}

/// `code "Potassium": '2823-3' from "LOINC"`; under a medication it is for readers.
std::string Code(const ForeignLine& line) {
  if (line.keyword != "fact" && IsDeclarationWord(line.keyword) && line.title.empty()) {
    return fmt::format(
        "`code` stands under `fact`; under a {} a code is for readers: write `# {} {}`",
        line.keyword, line.word, line.rest);
  }
  std::string code;
  const std::size_t begin = line.rest.find('\'');
  const std::size_t end = line.rest.find('\'', begin + 1);
  if (begin != line.rest.npos && end != line.rest.npos) {
    code = line.rest.substr(begin + 1, end - begin - 1);
  }
  const std::size_t from = line.rest.find("from ");
  std::string system;
  for (const char c : from == line.rest.npos ? std::string_view() : line.rest.substr(from + 5)) {
    if (c != '"' && c != ' ') system += LowerCase(c);
  }
  if (system.starts_with("snomed")) system = "snomed";
  if (code.empty() || system.empty()) return "a code is a line under its fact: `code loinc 2823-3`";
  return fmt::format("a code is a line under its fact: write `code {} {}` there", system, code);
}

/// Where the name is a fact already.
std::string IfDeclared(const ForeignLine& line) {
  const DeclaredName fact = NamedBy(line.text, line.name, {"fact"});
  return fact.name.empty()
             ? std::string()
             : fmt::format("leave the line out: `{}` is declared as a fact already", fact.name);
}

std::string Parameter(const ForeignLine& line) {
  if (std::string declared = IfDeclared(line); !declared.empty()) return declared;
  return fmt::format(
      "what is given for each patient is a fact: write `fact {} \"{}\"`, and behind it `in` its "
      "unit, `is number`, `is date` or `is yes/no`; a number of the source is a `threshold`, and "
      "the day of the decision is `today`",
      NameFor(line), TitleFor(line));
}

std::string HitPolicy(const ForeignLine& line) {
  const std::string_view said = Trimmed(BehindLead(line.rest, {"policy:", "policy ", "policy="}));
  const std::string policy = LowerCase(WithoutSigns(said));
  if (policy == "f" || policy == "first" || policy == "\"f\"" || policy == "\"first\"") {
    return "write `first row wins`";
  }
  if (policy.starts_with("u") || policy.starts_with("a")) {
    return "leave the line out: one row holds for each patient, and `mgl lint` tells where two do";
  }
  return fmt::format(
      "a table gives the value of one row: leave the line out where one row holds for each "
      "patient, and write `first row wins` where the first of several counts; `{}` is none of both",
      said);
}

std::string Columns(const ForeignLine& line) {
  const bool is_table = line.keyword == "table";
  const bool is_output = LowerCase(line.word).starts_with("out");
  if (is_table) {
    return "what a table looks at and what it gives stand in its first line: `table NAME \"…\" of "
           "FACT, FACT gives one of (a, b)`";
  }
  return is_output ? fmt::format(
                         "what comes out is a result: write `result {} \"{}\"`, and behind "
                         "it its kind and `as` with what it is",
                         NameFor(line), TitleFor(line))
                   : Parameter(line);
}

std::string Remark(const ForeignLine& line) {
  return fmt::format("words for readers stand behind `#`: write `# {}`",
                     line.title.empty() ? line.rest : line.title);
}

std::string Heading(const ForeignLine& line) {
  return fmt::format("a heading is for readers: write `# {}`",
                     line.rest.empty() ? line.word : WithoutQuotes(line.rest));
}

std::string Action(const ForeignLine& line) {
  if (line.keyword == "rule" || line.keyword == "recheck") {
    return fmt::format(
        "what is done is a line `then` with one of `give`, `consider`, `stop`, "
        "`avoid`, `order`, `advise`, `refer` and `note`, such as `then note \"{}\"`",
        line.title.empty() ? AsTitle(line.rest) : std::string(line.title));
  }
  return fmt::format(
      "what is done is a rule: write `{}`, and below it `when` with the condition and `then` with "
      "the action",
      Head(line, "rule"));
}

std::string Trigger(const ForeignLine& line) {
  const std::string_view condition = BehindLead(line.rest, {"when ", "if ", "on ", ": "});
  return fmt::format("when something is done is the line `when` of a rule: write `when {}` there",
                     condition.empty() ? line.rest : condition);
}

std::string Goal(const ForeignLine& line) {
  return fmt::format(
      "a goal decides nothing: write it for readers, `# Goal: {0}`, or where people are told of it "
      "`then note \"Goal: {0}\"` in a rule",
      line.title.empty() ? std::string(line.rest) : TitleFor(line));
}

std::string Allergy(const ForeignLine& line) {
  const bool is_known = IsTreatmentName(line.text, line.name);
  if (!is_known) {
    return fmt::format(
        "an allergy is a fact, and a contraindication of what is not given then: write `fact {0} "
        "\"{1}\" is yes/no`, and `contraindication MEDICATION \"{1}\" when {0}`, with the "
        "medication that is meant in place of `MEDICATION`",
        NameFor(line), TitleFor(line));
  }
  const std::string title = line.title.empty()
                                ? fmt::format("Allergy to {}", TitleOfName(line.text, line.name))
                                : std::string(line.title);
  const std::size_t at = EndIn(line.text, line.rest);
  const std::string below = WhenBelow(line.text, at);
  if (!below.empty()) {
    return fmt::format("write `contraindication {} \"{}\"`; the line `when {}` below stays",
                       line.name, title, below);
  }
  return fmt::format(
      "write `contraindication {0} \"{1}\" when allergy_to_{0}`, and declare `fact allergy_to_{0} "
      "\"{1}\" is yes/no`",
      line.name, title);
}

std::string Alert(const ForeignLine& line) {
  const std::string below = WhenBelow(line.text, EndIn(line.text, line.rest));
  const std::string when = below.empty() ? std::string("and below it `when` with the condition")
                                         : fmt::format("the line `when {}` below stays", below);
  if (IsTreatmentName(line.text, line.name)) {
    return fmt::format("what to be careful of is a caution: write `caution {} \"{}\"`; {}",
                       line.name, TitleFor(line), when);
  }
  return fmt::format(
      "what people are told is a rule: write `rule {} \"{}\"`, {}, and behind it `then note "
      "\"{}\"`",
      NameFor(line), TitleFor(line), when, TitleFor(line));
}

std::string Else(const ForeignLine& line) {
  if (IsIn(line.keyword, {"result", "define"})) {
    return "the value for all others is a line `value … otherwise`";
  }
  return "a rule has no other branch: write a second rule with the opposite condition, `when not "
         "(…)`, and its own line `then`";
}

std::string End(const ForeignLine&) {
  return "leave the line out: the next keyword ends what comes before it";
}

std::string Let(const ForeignLine& line) {
  std::string_view value = Trimmed(line.rest.substr(
      std::min(line.rest.size(), std::min(line.rest.find('='), line.rest.find(" as ")))));
  for (const std::string_view lead : {"==", ":=", "=", "as "}) {
    if (value.starts_with(lead)) value = Trimmed(value.substr(lead.size()));
  }
  if (value.ends_with(';')) value.remove_suffix(1);
  if (value.empty()) return Parameter(line);
  return fmt::format("a name for a value is a `define`: write `{} as {}`", Head(line, "define"),
                     value);
}

std::string Function(const ForeignLine& line) {
  const std::size_t is = line.rest.find('=');
  const std::string value(is == line.rest.npos ? std::string_view("…")
                                               : Trimmed(line.rest.substr(is + 1)));
  return fmt::format(
      "there are no functions of one's own: write the formula with the facts themselves, `{} as "
      "{}`",
      Head(line, "define"), value);
}

std::string Choices(const ForeignLine& line) {
  std::string list;
  const std::size_t from = line.rest.find_first_of("=({");
  for (std::size_t at = std::min(from, line.rest.size()); at < line.rest.size();) {
    const std::string_view word = WordAt(line.rest, at);
    if (!word.empty()) list += (list.empty() ? "" : ", ") + std::string(word);
    at += std::max<std::size_t>(word.size(), 1);
  }
  return fmt::format("a list of choices is the kind of a fact: write `{} is one of ({})`",
                     Head(line, "fact"), list.empty() ? "a, b" : list);
}

std::string Example(const ForeignLine& line) {
  return fmt::format(
      "a patient to test with is an example: write `example \"{}\"`, and below it `given` and "
      "`expect`",
      TitleFor(line));
}

std::string YesNo(const ForeignLine& line) {
  if (std::string declared = IfDeclared(line); !declared.empty()) return declared;
  return fmt::format("what can be known of a patient is a fact: write `{} is yes/no`",
                     Head(line, "fact"));
}

std::string Measured(const ForeignLine& line) {
  if (std::string declared = IfDeclared(line); !declared.empty()) return declared;
  const std::string_view kind = Trimmed(line.behind);
  const bool is_kind = kind.starts_with("in ") || kind.starts_with("is ");
  return fmt::format("what is measured is a fact: write `{} {}`", Head(line, "fact"),
                     is_kind ? kind : std::string_view("in …"));
}

std::string Question(const ForeignLine& line) {
  return fmt::format(
      "a question is a line of its fact: write `fact NAME \"…\" is yes/no`, and below it `ask "
      "\"{}\"`",
      line.title.empty() ? line.rest : line.title);
}

std::string Decision(const ForeignLine& line) {
  return fmt::format(
      "a condition with a name is a `define`: write `{} as`, and behind it the "
      "condition",
      Head(line, "define"));
}

std::string Evidence(const ForeignLine& line) {
  return fmt::format(
      "what the evidence is stands in a reference: write `reference 1 \"{}\"`, and "
      "`cite 1` where it is used",
      TitleFor(line));
}

std::string Scope(const ForeignLine& line) {
  const bool is_out = LowerCase(line.word).starts_with("excl");
  const std::string said(line.rest.empty() ? std::string_view("…") : line.rest);
  const std::size_t at = line.text.find("\n  applies when ");
  std::string scope(at == line.text.npos ? std::string_view()
                                         : LineRest(line.text, at + 3).substr(13));
  const std::string own = is_out ? Negated(said) : said;
  if (scope != said) scope = scope.empty() ? own : fmt::format("{} and {}", scope, own);
  return fmt::format(
      "for whom the guideline is stands in one line under `guideline`: write "
      "`applies when {}` there",
      scope);
}

std::string Prescribed(const ForeignLine& line) {
  const std::string_view dose = Trimmed(line.behind);
  return fmt::format("what is given is a medication: write `{}`, and below it `dose {}`",
                     Head(line, "medication"), dose.empty() ? std::string_view("…") : dose);
}

std::string Returned(const ForeignLine& line) {
  return fmt::format("what a name stands for is written behind `as`: `define NAME \"…\" as {}`",
                     line.rest);
}

std::string Repeat(const ForeignLine& line) {
  const DeclaredName fact = NamedBy(line.text, line.name, {"fact"});
  if (fact.name.empty()) {
    return "a test that is repeated is a `recheck`: `recheck NAME \"…\" of FACT`, and below it "
           "`when`, `every` and `within`";
  }
  return fmt::format(
      "a test that is repeated is a `recheck`: write `recheck {0}_again \"{1} again\" of {0}`, and "
      "below it `when` with the condition, `every 3 months from DATE` and `within 2 weeks`, with "
      "the times that are meant",
      fact.name, fact.title);
}

std::string Referral(const ForeignLine& line) {
  return fmt::format(
      "to whom a patient is sent is the action of a rule: write `then refer \"{}\"` "
      "there",
      line.title.empty() ? AsTitle(line.rest) : std::string(line.title));
}

std::string Must(const ForeignLine& line) {
  return fmt::format(
      "what has to hold for every patient is a property: write `must always \"{0}\" "
      "{0}`",
      line.rest);
}

std::string Text(const ForeignLine& line) {
  return fmt::format("what people are told is the action of a rule: write `then note {}` there",
                     InQuotes(line.rest));
}

struct ForeignWords {
  std::string_view words;  // parted at blanks
  std::string (*help)(const ForeignLine& line);
};
constexpr ForeignWords kForeignWords[] = {
    {"library module package namespace", Guideline},
    {"using context modelversion model", LeaveOut},
    {"include import require load extends uses", OneFile},
    {"valueset value_set concept conceptset", Codes},
    {"codesystem code_system terminology", System},
    {"code", Code},
    {"parameter param argument args", Parameter},
    {"hit", HitPolicy},
    {"input inputs output outputs", Columns},
    {"annotation annotations comment remark rem", Remark},
    {"section chapter heading part rules facts medications thresholds definitions examples "
     "appendix background",
     Heading},
    {"plan action activity intervention task step recommendation statement order process", Action},
    {"trigger event on", Trigger},
    {"goal target objective aim", Goal},
    {"allergy allergies intolerance hypersensitivity", Allergy},
    {"alert alarm reminder warning", Alert},
    {"else elseif elif elsif", Else},
    {"end endif begin enddo done fi", End},
    {"let var set const constant def variable val", Let},
    {"function func fn", Function},
    {"enum type choice choices", Choices},
    {"test scenario testcase vignette", Example},
    {"diagnosis disease condition symptom finding problem comorbidity sign", YesNo},
    {"lab observation measurement vital analyte data", Measured},
    {"question", Question},
    {"decision criteria criterion logic expression", Decision},
    {"evidence citation", Evidence},
    {"inclusion exclusion eligibility", Scope},
    {"monitor followup monitoring follow_up", Repeat},
    {"referral", Referral},
    {"assert ensure invariant", Must},
    {"print display show message", Text},
    {"return returns", Returned},
    {"prescription rx prescribe", Prescribed},
};

}  // namespace

bool IsForeignKeyword(std::string_view word) {
  const std::string lower = LowerCase(word);
  return std::ranges::any_of(kForeignWords, [&](const ForeignWords& row) {
    const std::vector<std::string_view> words = WordsIn(row.words);
    return std::ranges::find(words, lower) != words.end();
  });
}

std::optional<Diagnostic> ForeignKeyword(const Place& place) {
  const bool begins =
      place.stop.expected == Expected::kDeclaration || place.stop.expected == Expected::kLine;
  if (!begins || !place.first_on_line || place.found.kind != FoundKind::kWord) return std::nullopt;
  const ForeignLine line = ForeignLineAt(place);
  const std::string word = LowerCase(line.word);
  // A line of another declaration is said as such.
  if (word != "code" && IsReserved(word)) return std::nullopt;
  for (const ForeignWords& row : kForeignWords) {
    const std::vector<std::string_view> words = WordsIn(row.words);
    if (std::ranges::find(words, word) == words.end()) continue;
    const bool at_margin = LineBegin(place.text, place.stop.offset) == place.stop.offset;
    const std::size_t begin = place.stop.offset;
    const std::string whole(LineRest(place.text, begin));
    Diagnostic diagnostic =
        AtLine(SpanOf(begin, begin + whole.size()),
               at_margin || place.keyword.empty()
                   ? fmt::format("`{}` begins no declaration", line.word)
                   : fmt::format("`{}` begins no line of a `{}`", line.word, place.keyword),
               row.help(line));
    if (at_margin) diagnostic.kind = DiagnosticKind::kUnknownDeclaration;
    return diagnostic;
  }
  return std::nullopt;
}

}  // namespace mgl
