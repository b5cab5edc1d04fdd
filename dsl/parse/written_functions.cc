#include "dsl/parse/written_functions.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/written_times.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

using Arguments = std::vector<std::string>;

std::string Joined(const Arguments& parts, std::string_view by) {
  return fmt::format("{}", fmt::join(parts, by));
}

/// In parentheses, where it is more than a name, a number or a call.
std::string AsOperand(const std::string& part) {
  const bool is_call = part.ends_with(')') && part.find(' ') > part.find('(');
  const bool is_one = part.find(' ') == std::string::npos || is_call;
  return is_one ? part : fmt::format("({})", part);
}

bool AreTruths(std::string_view text, const Arguments& parts) {
  return std::ranges::all_of(parts, [&](const std::string& part) {
    const DeclaredName named = NamedBy(text, part, {"fact", "threshold", "define"});
    const bool is_truth =
        !named.name.empty() && (named.keyword != "fact" || named.kind.starts_with("is yes/no"));
    return is_truth || part.find_first_of("<>=") != std::string::npos;
  });
}

FunctionMeant CountOf(std::string_view text, const WrittenCall& call) {
  const bool is_sum = call.name == "sum" || call.name == "total";
  if (is_sum && !AreTruths(text, call.parts)) return {Joined(call.parts, " + "), 0, ""};
  FunctionMeant meant;
  if (call.parts.size() < 2) {
    meant.help =
        "what repeats, such as all results of one test, is not counted in this version: declare a "
        "fact of the number, `fact NAME \"…\" is number`";
    return meant;
  }
  const ComparedNumber compared = ComparedIn(call.behind);
  const auto number = ParseDecimal(compared.number);
  const std::string list = Joined(call.parts, ", ");
  if (compared.size == 0 || !number || !compared.unit.empty() || compared.sign == "!=") {
    meant.help = fmt::format(
        "how many hold is a condition: write `at least … of ({})`, with the number that counts; a "
        "number of points is a `score`",
        list);
    return meant;
  }
  const bool is_least = compared.sign.starts_with('>');
  Rational count = *number;
  if (compared.sign == ">") count += 1;
  if (compared.sign == "<") count -= 1;
  if (count < 0) return meant;
  meant.written = fmt::format("{} {} of ({})",
                              is_least               ? "at least"
                              : compared.sign == "=" ? "exactly"
                                                     : "at most",
                              FormatShown(count), list);
  meant.used = compared.size;
  return meant;
}

FunctionMeant Mean(std::string_view, const WrittenCall& call) {
  if (call.parts.size() < 2) {
    return {"", 0,
            "the mean of results that repeat is not computed in this version: declare a fact of "
            "the mean, such as `fact mean_sbp \"Mean systolic pressure\" in mmHg`"};
  }
  return {fmt::format("({}) / {}", Joined(call.parts, " + "), call.parts.size()), 0, ""};
}

FunctionMeant FirstKnown(std::string_view, const WrittenCall& call) {
  if (call.parts.size() < 2) return {};
  return {fmt::format("first known of ({})", Joined(call.parts, ", ")), 0, ""};
}

FunctionMeant Missing(std::string_view text, const WrittenCall& call) {
  if (call.parts.size() == 2) return FirstKnown(text, call);
  if (call.parts.size() != 1) return {};
  return {fmt::format("{} is missing", AsOperand(call.parts[0])), 0, ""};
}

FunctionMeant Known(std::string_view text, const WrittenCall& call) {
  if (call.parts.size() != 1) return {};
  const std::string& part = call.parts[0];
  FunctionMeant meant{fmt::format("{} is known", AsOperand(part)), 0, ""};
  const DeclaredName named = NamedBy(text, part, {"fact"});
  if (named.kind.starts_with("is yes/no")) {
    meant.help = fmt::format("; where `{0}` itself is meant to be so, `{0}`", part);
  }
  return meant;
}

FunctionMeant Extreme(std::string_view, const WrittenCall& call) {
  const bool is_least = call.name.starts_with("min") || call.name == "least";
  const std::string_view function = is_least ? "min" : "max";
  if (call.parts.size() > 1) {
    return {fmt::format("{}({})", function, Joined(call.parts, ", ")), 0, ""};
  }
  return {"", 0,
          fmt::format("`{}` takes two or more numbers, such as `{}(a, b)`; of results that repeat, "
                      "declare a fact of that one",
                      function, function)};
}

FunctionMeant Between(std::string_view text, const WrittenCall& call) {
  if (call.parts.size() != 3) return {};
  const std::string_view unit = UnitOf(NamedBy(text, call.parts[0], {"fact", "define", "result"}));
  const bool has_unit = call.parts[2].find(' ') != std::string::npos || unit.empty();
  return {fmt::format("{} is {} to {}{}{}", AsOperand(call.parts[0]), call.parts[1], call.parts[2],
                      has_unit ? "" : " ", has_unit ? std::string_view() : unit),
          0, ""};
}

FunctionMeant Switched(std::string_view, const WrittenCall& call) {
  std::string lines;
  for (std::size_t i = 1; i + 1 < call.parts.size(); i += 2) {
    lines += fmt::format("{}`value {} when {} is {}`", lines.empty() ? "" : ", ", call.parts[i + 1],
                         call.parts[0], WithoutQuotes(call.parts[i]));
  }
  if (lines.empty()) return {};
  if (call.parts.size() % 2 == 0) lines += fmt::format(", `value {} otherwise`", call.parts.back());
  return {"", 0, fmt::format("leave out `as`, and write below it the lines {}", lines)};
}

FunctionMeant Small(std::string_view, const WrittenCall& call) {
  std::string_view name = call.name;
  if (name == "ceil") name = "ceiling";
  if (name == "int" || name == "trunc" || name == "truncate") name = "floor";
  Arguments parts = call.parts;
  if (call.name == "round" && parts.size() == 1) parts.emplace_back("0");
  FunctionMeant meant{fmt::format("{}({})", name, Joined(parts, ", ")), 0, ""};
  if (call.name.starts_with("trunc")) {
    meant.help = "; `floor` rounds what is below zero down, away from it";
  }
  return meant;
}

FunctionMeant Logarithm(std::string_view, const WrittenCall& call) {
  if (call.parts.empty()) return {};
  if (call.parts.size() == 2 && call.parts[1] == "10") {
    return {fmt::format("log10({})", call.parts[0]), 0, ""};
  }
  return {"", 0,
          fmt::format("`log` is said of two: write `ln({0})` for the natural logarithm or "
                      "`log10({0})` for the decimal one, as the source has it",
                      call.parts[0])};
}

FunctionMeant Rest(std::string_view, const WrittenCall& call) {
  if (call.parts.size() != 2) return {};
  const std::string a = AsOperand(call.parts[0]);
  const std::string b = AsOperand(call.parts[1]);
  return {fmt::format("{0} - {1} * floor({0} / {1})", a, b), 0, ""};
}

FunctionMeant Power(std::string_view, const WrittenCall& call) {
  if (call.parts.size() != 2) return {};
  return {fmt::format("{} ^ {}", AsOperand(call.parts[0]), AsOperand(call.parts[1])), 0, ""};
}

FunctionMeant Logic(std::string_view, const WrittenCall& call) {
  Arguments parts;
  for (const std::string& part : call.parts) {
    const bool is_joined = part.find(" and ") != part.npos || part.find(" or ") != part.npos;
    parts.push_back(is_joined ? fmt::format("({})", part) : part);
  }
  if (call.name == "not" && parts.size() == 1) return {Negated(call.parts[0]), 0, ""};
  if (parts.size() < 2) return {};
  if (call.name == "xor")
    return {fmt::format("exactly 1 of ({})", Joined(call.parts, ", ")), 0, ""};
  const bool is_any = call.name == "or" || call.name == "any" || call.name == "anytrue";
  return {fmt::format("({})", Joined(parts, is_any ? " or " : " and ")), 0, ""};
}

FunctionMeant Today(std::string_view, const WrittenCall& call) {
  if (!call.parts.empty()) return {};
  return {"today", 0, ""};
}

FunctionMeant NoTexts(std::string_view, const WrittenCall&) {
  return {"", 0,
          "conditions have no texts: declare what can be there as choices, `fact NAME \"…\" is one "
          "of (a, b)`, and write `NAME is a`"};
}

FunctionMeant NoLists(std::string_view, const WrittenCall&) {
  return {"", 0,
          "there is none of it: values that are looked up are the rows of a `table`, and what is "
          "computed of results that repeat is a fact of its own"};
}

struct Function {
  std::string_view names;  // parted by blanks
  FunctionMeant (*meant)(std::string_view text, const WrittenCall& call);
};
constexpr Function kFunctions[] = {
    {"coalesce nvl ifnull ifna ifblank iferror", FirstKnown},
    {"isnull isblank isna isempty isnan ismissing isunknown missing", Missing},
    {"exists isnotnull hasvalue isknown isnumber isnotblank notnull known defined", Known},
    {"datediff datedif timestampdiff days daysbetween monthsbetween yearsbetween yearfrac "
     "differenceindays differenceinmonths differenceinyears dayssince monthssince yearssince "
     "yeardif",
     TimeBetween},
    {"dateadd date_add datesub adddays addmonths addyears addweeks edate plusdays", DateAdded},
    {"age ageinyears ageinmonths ageindays ageinweeks ageinyearsat ageinmonthsat calculateage "
     "calculateageinyears calculateageinyearsat getage ageyears",
     AgeOf},
    {"count countif countifs counttrue countof", CountOf},
    {"sum total sumof", CountOf},
    {"average mean avg", Mean},
    {"min max least greatest minimum maximum", Extreme},
    {"between", Between},
    {"switch decode choose", Switched},
    {"round abs floor ceiling ceil sqrt ln exp log10 int trunc truncate", Small},
    {"log", Logarithm},
    {"mod", Rest},
    {"power pow", Power},
    {"and or not xor any all anytrue alltrue allof anyof", Logic},
    {"today now getdate currentdate curdate sysdate currenttimestamp timeofday", Today},
    {"contains like startswith endswith left right mid substring substr search find match "
     "regexp matches instr upper lower trim proper len length text tostring",
     NoTexts},
    {"vlookup hlookup xlookup lookup index sumproduct sumif sumifs averageif averageifs median "
     "stdev percentile quartile rank row first last mostrecent",
     NoLists},
};

const Function* FunctionNamed(std::string_view name) {
  for (const Function& function : kFunctions) {
    const std::vector<std::string_view> names = WordsIn(function.names);
    if (std::ranges::find(names, name) != names.end()) return &function;
  }
  return nullptr;
}

}  // namespace

bool IsKnownFunction(std::string_view name) { return FunctionNamed(name) != nullptr; }

FunctionMeant MeantByFunction(std::string_view text, const WrittenCall& call) {
  const Function* const function = FunctionNamed(call.name);
  return function == nullptr ? FunctionMeant() : function->meant(text, call);
}

std::size_t PartsOfCall(std::string_view from_open, std::vector<std::string>& parts) {
  int depth = 0;
  std::size_t begin = 1;
  bool in_text = false;
  for (std::size_t at = 0; at < from_open.size(); ++at) {
    const char c = from_open[at];
    if (c == '"') in_text = !in_text;
    if (in_text) continue;
    if (c == '(') ++depth;
    if (c == ')') --depth;
    const bool ends = depth == 0 && c == ')';
    if (ends || (depth == 1 && (c == ',' || c == ';'))) {
      const std::string_view part = Trimmed(from_open.substr(begin, at - begin));
      if (!part.empty()) parts.emplace_back(part);
      begin = at + 1;
    }
    if (ends) return at;
  }
  return std::string_view::npos;
}

}  // namespace mgl
