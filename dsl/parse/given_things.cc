#include "dsl/parse/given_things.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/recheck_times.h"
#include "dsl/parse/stated_value.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {

std::string_view Without(std::string_view words, std::initializer_list<std::string_view> leads) {
  words = Trimmed(words);
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    for (const std::string_view lead : leads) {
      if (!words.starts_with(lead)) continue;
      words = Trimmed(words.substr(lead.size()));
      goes_on = true;
    }
  }
  return words;
}

std::vector<std::string> ThingsOf(std::string_view line, bool is_prose) {
  std::string marked(line);
  std::vector<std::pair<std::string_view, std::string_view>> joints = {
      {" and ", "\n"}, {", ", "\n"}, {",", "\n"}, {"; ", "\n"}};
  if (is_prose) {
    joints.insert(joints.begin(), {{" without ", "\nno "},
                                   {" with no ", "\nno "},
                                   {" with ", "\n"},
                                   {" who has ", "\n"},
                                   {" on ", "\n"}});
  }
  for (const auto& [said, written] : joints) {
    for (std::size_t at = marked.find(said); at != std::string::npos; at = marked.find(said, at)) {
      const bool in_text = std::ranges::count(marked.substr(0, at), '"') % 2 == 1;
      const bool in_number = said == "," && at > 0 && at + 1 < marked.size() &&
                             IsDigit(marked[at - 1]) && IsDigit(marked[at + 1]);  // `5,2`
      if (in_text || in_number) {
        at += said.size();
        continue;
      }
      marked.replace(at, said.size(), written);
    }
  }
  std::vector<std::string> things;
  for (std::size_t begin = 0; begin <= marked.size();) {
    const std::size_t end = std::min(marked.find('\n', begin), marked.size());
    const std::string_view thing = Trimmed(std::string_view(marked).substr(begin, end - begin));
    if (!thing.empty()) things.emplace_back(thing);
    begin = end + 1;
  }
  return things;
}

namespace {

/// `sex female` for `sex is female`, `af yes` for `af`.
std::string StatedOf(const std::string& condition) {
  const std::size_t is = condition.find(" is ");
  if (is == std::string::npos) return condition + " yes";
  return fmt::format("{} {}", condition.substr(0, is), condition.substr(is + 4));
}

/// `74 year old woman`, `74-year-old`, `aged 74`: the age, and what is left.
std::string AgeSaid(std::string_view text, std::string_view& thing) {
  const std::string_view said = Without(thing, {"a ", "an ", "aged ", "the ", "age of "});
  const std::size_t digits = std::min(said.find_first_not_of("0123456789"), said.size());
  if (digits == 0 || NamedBy(text, "age", {"fact"}).name.empty()) return "";
  std::string_view rest = said.substr(digits);
  std::string unit = "years";
  bool is_age = false;
  for (const std::string_view form : {"-year-old", " year old", " years old", " year-old",
                                      "-years-old", "yo", " yo", " y/o", " years", "y", " y"}) {
    if (!rest.starts_with(form)) continue;
    rest = rest.substr(form.size());
    is_age = true;
    break;
  }
  if (!is_age && thing.starts_with("aged ")) is_age = true;
  const std::string_view sex = rest.substr(0, 1);
  if (!is_age && (sex == "M" || sex == "F" || sex == "m" || sex == "f")) is_age = true;
  if (!is_age) return "";
  thing = Trimmed(rest);
  return fmt::format("age {} {}", said.substr(0, digits), unit);
}

/// `bp 150/95 mmHg` as two facts, or empty.
std::string PressureSaid(std::string_view text, std::string_view thing) {
  const std::size_t slash = thing.find('/');
  const DeclaredName named = NamedBy(text, WordAt(thing, 0), {"fact"});
  if (!named.name.empty() && !IsPressure(UnitOf(named))) return "";
  if (slash == std::string_view::npos || slash == 0 || !IsDigit(thing[slash - 1])) return "";
  const std::size_t begin = thing.find_last_not_of("0123456789", slash - 1) + 1;
  const std::size_t end = std::min(thing.find_first_not_of("0123456789", slash + 1), thing.size());
  std::string_view low;
  std::string_view high;
  for (const DeclaredName& fact : DeclaredNames(text, {"fact"})) {
    const std::string words = LowerCase(fmt::format("{} {}", fact.name, fact.title));
    if (words.find("diast") != std::string::npos) low = fact.name;
    if (words.find("syst") != std::string::npos) high = fact.name;
  }
  if (low.empty()) low = "diastolic";
  if (high.empty()) high = "systolic";
  return fmt::format("{} {} mmHg, {} {} mmHg", high, thing.substr(begin, slash - begin), low,
                     thing.substr(slash + 1, end - slash - 1));
}

/// `renal failure no`: a fact called by several words, and its value.
std::string SeveralWordsSaid(std::string_view text, std::string_view said, Given& given) {
  const std::vector<std::string_view> words = WordsIn(said);
  for (std::size_t count = words.size(); count > 2; --count) {
    const std::string_view name = said.substr(0, EndIn(said, words[count - 2]));
    const DeclaredName fact = NamedBy(text, name, {"fact"});
    if (fact.name.empty()) continue;
    const std::string_view value =
        Without(said.substr(name.size()), {"is ", "= ", ": ", "== ", "of ", "was "});
    const StatedValue stated = StatedValueOf(text, fact, value);
    if (!stated.remark.empty()) given.remarks += fmt::format("; {}", stated.remark);
    return fmt::format("{} {}", fact.name, stated.text);
  }
  return "";
}

/// One thing that is given, as the language states it; empty where it is not understood.
std::string GivenThing(std::string_view text, std::string_view thing, Given& given) {
  if (std::string both = PressureSaid(text, thing); !both.empty()) return both;
  std::string age = AgeSaid(text, thing);
  if (thing.empty()) return age;
  const auto joined = [&](const std::string& more) {
    return age.empty() ? more : more.empty() ? age : fmt::format("{}, {}", age, more);
  };
  bool is_no = false;
  std::string_view said = thing;
  for (const std::string_view lead : {"not ", "no ", "without "}) {
    if (!said.starts_with(lead)) continue;
    said = Without(said.substr(lead.size()), {"a ", "an ", "the "});
    is_no = true;
  }
  said = Without(said, {"has ", "takes ", "is ", "a ", "an ", "the ", "of "});
  const std::string_view name = WordAt(said, 0);
  const DeclaredName fact = NamedBy(text, said, {"fact"});
  if (!fact.name.empty()) return joined(fmt::format("{} {}", fact.name, is_no ? "no" : "yes"));
  if (std::string several = SeveralWordsSaid(text, said, given); !several.empty()) {
    return joined(several);
  }
  DeclaredName called = NamedBy(text, name, {"fact"});
  if (called.name.empty() && said.size() > name.size()) {
    called = TestCalled(text, name);
    given.is_guess = given.is_guess || !called.name.empty();
  }
  if (!called.name.empty()) {
    std::string_view value = said.substr(name.size());
    value = Without(value, {"is ", "= ", "=", ": ", ":", "== ", "of ", "was ", "+ "});
    if (value.empty()) return "";
    const StatedValue stated = StatedValueOf(text, called, value);
    if (!stated.remark.empty()) given.remarks += fmt::format("; {}", stated.remark);
    return joined(fmt::format("{} {}", called.name, stated.text));
  }
  // `x = 1 mg`, of what is no fact
  const std::string_view sign = Trimmed(said.substr(name.size()));
  if (!name.empty() && !is_no && (sign.starts_with('=') || sign.starts_with(':'))) {
    given.remarks += fmt::format("; no fact `{}` is declared", name);
    return joined(fmt::format("{} {}", name, Without(sign, {"=", ":"})));
  }
  std::string meant = ConditionMeant(text, said);
  const DeclaredName part = meant.empty() ? TestCalled(text, said) : DeclaredName();
  if (part.kind.starts_with("is yes/no")) {
    meant = part.name;
    given.is_guess = true;
  }
  if (meant.empty()) return age;
  const bool is_truth = meant.find(" is ") == std::string::npos;
  if (is_no && !is_truth) return age;
  if (is_truth && NamedBy(text, meant, {"fact"}).name.empty()) return age;
  return joined(is_no ? fmt::format("{} no", meant) : StatedOf(meant));
}

/// With a comma before each fact that stands behind the value of another one.
std::string PartedAtFacts(std::string_view text, std::string_view line) {
  std::string parted;
  std::string_view before;
  for (const std::string_view word : WordsIn(line)) {
    const bool is_fact =
        WordAt(word, 0).size() == word.size() && !NamedBy(text, word, {"fact"}).name.empty();
    const bool is_behind_value = !before.empty() && !before.ends_with(",") &&
                                 !before.ends_with(";") && !before.starts_with("\"") &&
                                 !IsIn(before, {"and", "no", "not", "with", "without", "on", "has",
                                                "is", "a", "the", "takes"});
    parted += fmt::format("{}{}",
                          before.empty()               ? ""
                          : is_fact && is_behind_value ? ", "
                                                       : " ",
                          word);
    before = word;
  }
  return parted;
}

}  // namespace

Given GivenIn(std::string_view text, std::string_view said) {
  Given given;
  std::string left;
  if (said.size() > 2 && (said.front() == '{' || said.front() == '(')) {
    said = Trimmed(said.substr(1, said.size() - 2));
  }
  const bool is_prose =
      said.find(" with ") != std::string_view::npos || said.find("year") < said.find(" is ");
  std::string parted;
  for (const std::string& thing : ThingsOf(said, is_prose)) {
    parted += fmt::format("{}\n", PartedAtFacts(text, thing));
  }
  bool is_denied = false;  // `no fever, cough`: it may be meant for both
  std::string unsure;
  for (const std::string& thing : ThingsOf(parted, is_prose)) {
    const std::string stated = GivenThing(text, thing, given);
    const bool is_no = thing.starts_with("no ") || thing.starts_with("without ");
    const DeclaredName bare = NamedBy(text, thing, {"fact"});
    if (is_denied && !bare.name.empty()) {
      unsure += fmt::format("{}{} no", unsure.empty() ? "" : ", ", bare.name);
    }
    is_denied = is_no || (is_denied && !bare.name.empty());
    if (stated.empty()) left += fmt::format("{}`{}`", left.empty() ? "" : ", ", thing);
    if (stated.empty()) continue;
    given.list += fmt::format("{}{}", given.list.empty() ? "" : ", ", stated);
  }
  if (!unsure.empty()) {
    given.remarks += fmt::format(
        "; where the word no counts for what stands behind it as well, "
        "with `{}`",
        unsure);
  }
  if (!left.empty()) given.remarks += fmt::format("; no fact is declared for {}", left);
  return given;
}

}  // namespace mgl
