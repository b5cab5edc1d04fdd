// Names are compared by their letters and digits alone.
#include "tools/io/cases/name_advice.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/meaning/effective_fact.h"
#include "engine/text/plain_text.h"
#include "tools/io/cases/cohort.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {
namespace {

constexpr std::size_t kMostOthers = kMostIgnoredNames;
constexpr std::array<std::string_view, 12> kUnitWords = {
    "units", "unit",   "uom",    "ucum",     "einheit", "einheiten",
    "unité", "unités", "unidad", "unidades", "eenheid", "unità"};
/// Beside such a word they name no fact: `result_unit`, `units_of_measure`.
constexpr std::array<std::string_view, 18> kPlainWords = {
    "result", "results",  "value", "val",  "lab",  "labs", "measure", "measurement", "of",
    "test",   "reported", "code",  "text", "name", "obs",  "numeric", "observation", "original"};

/// `valueUnit 1` is value, unit: small letters, without digits.
std::vector<std::string> WordsOf(std::string_view name) {
  std::vector<std::string> words;
  bool goes_on = false;
  bool was_small = false;
  for (const char c : name) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    const bool is_small = (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
    if (is_capital || is_small) {
      if (!goes_on || (is_capital && was_small)) words.emplace_back();
      words.back() += LowerCase(c);
    }
    goes_on = is_capital || is_small;
    was_small = is_small;
  }
  return words;
}

/// A unit word, with nothing beside it but words that name no fact.
bool IsPlainlyUnit(std::string_view name) {
  const std::vector<std::string> words = WordsOf(name);
  const auto is_unit = [](const std::string& word) {
    return std::ranges::find(kUnitWords, word) != kUnitWords.end();
  };
  return std::ranges::any_of(words, is_unit) &&
         std::ranges::all_of(words, [&](const std::string& word) {
           return is_unit(word) || std::ranges::find(kPlainWords, word) != kPlainWords.end();
         });
}

/// Without blanks and signs, in small letters.
std::string Letters(std::string_view name) {
  std::string letters;
  for (const char c : name) {
    const char lower = LowerCase(c);
    const bool is_letter = (lower >= 'a' && lower <= 'z') || IsDigit(c) || (c & 0x80) != 0;
    if (is_letter) letters += lower;
  }
  return letters;
}

/// A name with a unit in it: `glucose (mg/dL)`, `weight_kg`.
struct NameWithUnit {
  std::string_view name;
  std::string_view code;
  bool in_brackets = false;
};

std::optional<NameWithUnit> SplitUnit(std::string_view name) {
  const bool is_round = name.ends_with(')');
  if (is_round || name.ends_with(']')) {
    const std::size_t open = name.rfind(is_round ? '(' : '[');
    if (open == std::string_view::npos) return std::nullopt;
    const std::string_view code = name.substr(open + 1, name.size() - open - 2);
    return NameWithUnit{Trimmed(name.substr(0, open)), Trimmed(code), true};
  }
  const std::size_t separator = name.find_last_of(" ,_:;");
  if (separator == std::string_view::npos) return std::nullopt;
  std::string_view stem = name.substr(0, separator);
  while (!stem.empty() && std::string_view(" ,_:;").find(stem.back()) != std::string_view::npos) {
    stem.remove_suffix(1);
  }
  for (const std::string_view in : {" in", "_in"}) {
    if (stem.ends_with(in)) stem.remove_suffix(in.size());
  }
  return NameWithUnit{stem, name.substr(separator + 1), false};
}

/// As a word of a shell's command line.
std::string Word(const std::string& text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.=/%+,:@";
  if (text.find_first_not_of(kPlain) == std::string::npos) return text;
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

std::string MapOption(std::string_view target, std::string_view name) {
  return "--map " + Word(fmt::format("{}={}", target, name));
}

std::string UnitOption(std::string_view fact, std::string_view code) {
  return "--unit " + Word(fmt::format("{}={}", fact, code));
}

}  // namespace

NameAdvice::NameAdvice(const Guideline& guideline, const FactNames& names,
                       const std::vector<UnitRule>& rules, std::string file, std::string_view kind)
    : guideline_(guideline),
      names_(names),
      rules_(rules),
      file_(std::move(file)),
      kind_(kind),
      facts_(guideline.facts.size()) {
  for (const Fact& fact : guideline.facts) letters_.push_back(Letters(fact.name));
}

void NameAdvice::Add(const std::string& name, const FactNames::Targets* targets) {
  if (targets == nullptr || targets->empty()) {
    if (others_.size() < kMostOthers) others_.push_back({name, Letters(name), last_fact_});
    last_fact_ = -1;
    return;
  }
  last_fact_ = -1;
  for (const NameTarget& target : *targets) {
    if (target.part == NameTarget::Part::kId) has_id_ = true;
    if (target.part == NameTarget::Part::kUnit) facts_[target.fact].has_unit = true;
    if (target.part != NameTarget::Part::kValue) continue;
    has_fact_ = true;
    facts_[target.fact].value = name;
    last_fact_ = target.fact;
  }
}

std::optional<Error> NameAdvice::Findings::AsError(const std::string& file) const {
  if (problems.empty()) return std::nullopt;
  return Error{fmt::format("cannot use `{}`: {}", file, fmt::join(problems, "; ")),
               fmt::format("write {}", fmt::join(options, " "))};
}

std::optional<Error> NameAdvice::WrongUnits() const {
  Findings findings;
  FindUnitColumns(findings);
  FindUnitsInNames(findings);
  return findings.AsError(file_);
}

std::optional<Error> NameAdvice::All() const {
  Findings findings;
  FindUnitColumns(findings);
  FindUnitsInNames(findings);
  FindFacts(findings);
  const std::string id = IdLike();
  if (!findings.problems.empty() && !has_id_ && !id.empty()) {
    findings.options.push_back(MapOption("id", id));
  }
  if (auto error = findings.AsError(file_)) return error;
  if (others_.empty() || has_fact_ || guideline_.facts.empty()) return std::nullopt;
  std::string help = fmt::format(
      "its {}s must bear the names of facts (`mgl facts GUIDELINE` lists them), or --map "
      "FACT={} says which one is meant",
      kind_, kind_ == "key" ? "KEY" : "COLUMN");
  if (kind_ == "column") help = "its first line must name the columns; " + help;
  return Error{
      fmt::format("cannot use `{}`: no {} is a fact of {}", file_, kind_, guideline_.header.name),
      std::move(help)};
}

/// Whether a number of the fact would be taken in the fact's own unit where no cell says one.
bool NameAdvice::NeedsUnit(std::size_t fact) const {
  const FactName& name = facts_[fact];
  return guideline_.facts[fact].has_unit && !name.value.empty() && !name.has_unit &&
         rules_[fact].stated.empty();
}

bool NameAdvice::IsUnitOf(const Other& other, std::size_t fact) const {
  const std::string value = Letters(facts_[fact].value);
  for (const std::string_view word : kUnitWords) {
    for (const std::string& name : {letters_[fact], value}) {
      if (other.letters == name + std::string(word)) return true;
      if (other.letters == std::string(word) + name) return true;
      if (other.letters == std::string(word) + "of" + name) return true;
    }
  }
  // A column that is called `unit` says that of what stands before it, or of the only number.
  if (!IsPlainlyUnit(other.name)) return false;
  if (other.fact_before == static_cast<std::int64_t>(fact)) return true;
  std::size_t numbers = 0;
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    numbers += guideline_.facts[i].has_unit && !facts_[i].value.empty() ? 1 : 0;
  }
  return numbers == 1;
}

void NameAdvice::FindUnitColumns(Findings& findings) const {
  for (const Other& other : others_) {
    const bool may_be_unit = std::ranges::any_of(kUnitWords, [&](std::string_view word) {
      return other.letters.find(word) != std::string::npos;
    });
    for (std::size_t i = 0; may_be_unit && i < facts_.size(); ++i) {
      if (!NeedsUnit(i) || !IsUnitOf(other, i)) continue;
      const std::string& fact = guideline_.facts[i].name;
      findings.Add(
          fmt::format("{} `{}` looks like the unit of `{}`", kind_, ShownName(other.name), fact),
          fmt::format("{} (or {}, where all have one unit)", MapOption(fact + ".unit", other.name),
                      UnitOption(fact, "UNIT")));
    }
  }
}

/// In the names that mappings give to facts.
void NameAdvice::FindUnitsInNames(Findings& findings) const {
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const Fact& fact = guideline_.facts[i];
    if (!NeedsUnit(i) || EqualsIgnoringCase(facts_[i].value, fact.name)) continue;
    const std::optional<NameWithUnit> split = SplitUnit(facts_[i].value);
    if (!split) continue;
    const Result<Unit> unit = ParseUnit(split->code);
    if (!unit) continue;
    const bool converts = ConversionInto(fact, *unit).has_value();
    if (converts ? !IsOtherUnit(fact, *unit) : !split->in_brackets) continue;
    const std::string code(split->code);
    findings.Add(
        fmt::format("{} `{}` names {}, and `{}` is in {}{}", kind_, ShownName(facts_[i].value),
                    code, fact.name, fact.unit.code, converts ? "" : ", which differs in kind"),
        UnitOption(fact.name, converts ? code : fact.unit.code));
  }
}

/// Facts of which the file says nothing, and names that look like theirs.
void NameAdvice::FindFacts(Findings& findings) const {
  for (const Other& other : others_) {
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      const Fact& fact = guideline_.facts[i];
      if (!facts_[i].value.empty() || names_.IsMapped(fact.name)) continue;
      if (other.letters == letters_[i]) {
        findings.Add(fmt::format("{} `{}` is no fact, and looks like `{}`", kind_,
                                 ShownName(other.name), fact.name),
                     MapOption(fact.name, other.name));
      }
      const std::optional<NameWithUnit> split = SplitUnit(other.name);
      if (!fact.has_unit || !split || Letters(split->name) != letters_[i]) continue;
      const Result<Unit> unit = ParseUnit(split->code);
      if (!unit) continue;
      if (!ConversionInto(fact, *unit)) continue;
      std::string option = MapOption(fact.name, other.name);
      if (IsOtherUnit(fact, *unit)) {
        option += " " + UnitOption(fact.name, std::string(split->code));
      }
      findings.Add(fmt::format("{} `{}` is no fact, and looks like `{}` in {}", kind_,
                               ShownName(other.name), fact.name, split->code),
                   option);
    }
  }
}

/// The name that looks like an id; empty: none.
std::string NameAdvice::IdLike() const {
  constexpr std::array<std::string_view, 12> kIds = {"id",       "patientid", "caseid", "subjectid",
                                                     "personid", "recordid",  "pid",    "mrn",
                                                     "patient",  "subject",   "case",   "uuid"};
  for (const std::string_view id : kIds) {
    const auto found = std::ranges::find(others_, id, &Other::letters);
    if (found != others_.end()) return found->name;
  }
  const auto ends_with_id = [](const Other& other) {
    const std::string& name = other.name;
    return name.ends_with("_id") || name.ends_with(" id") || name.ends_with("-id") ||
           name.ends_with("_ID") || name.ends_with(" ID") || name.ends_with("-ID");
  };
  const auto found = std::ranges::find_if(others_, ends_with_id);
  return found == others_.end() ? "" : found->name;
}

std::string NameAdvice::IdNotice() const {
  if (has_id_) return "";
  std::string notice =
      fmt::format("no {} of {} is `id`: its cases bear the numbers of their rows", kind_, file_);
  const std::string id = IdLike();
  if (id.empty()) return notice;
  return notice + fmt::format("; `{}` looks like an id: {}", ShownName(id), MapOption("id", id));
}

}  // namespace mgl
