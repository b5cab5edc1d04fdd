// Names are compared by their letters and digits alone.
#include "tools/io/cases/name_advice.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/meaning/effective_fact.h"
#include "engine/text/plain_text.h"
#include "tools/io/cases/cohort.h"
#include "tools/io/cases/unit_in_name.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {
namespace {

constexpr std::size_t kMostOthers = kMostIgnoredNames;
constexpr std::array<std::string_view, 15> kUnitWords = {
    "units", "unit",   "uom",    "ucum",     "einheit", "einheiten", "unité", "unités",
    "unite", "unites", "unidad", "unidades", "eenheid", "unità",     "unita"};
/// Beside such a word they name no fact: `result_unit`, `units_of_measure`.
constexpr std::array<std::string_view, 24> kPlainWords = {
    "result",      "results",  "value",     "val",  "lab",      "labs", "measure", "measurement",
    "of",          "test",     "reported",  "code", "text",     "name", "obs",     "numeric",
    "observation", "original", "reference", "ref",  "standard", "num",  "concept", "source"};

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

bool IsUnitWord(std::string_view word) {
  return std::ranges::find(kUnitWords, word) != kUnitWords.end();
}

/// Made of unit words and of such as name no fact, a unit word among them: `result unit`,
/// `valueuom`.
bool IsPlainlyUnit(std::string_view name) {
  std::string letters;
  for (const std::string& word : WordsOf(name)) letters += word;
  // For each begin of the letters: whether it is made of words, and whether of a unit word too.
  std::vector<bool> is_made(letters.size() + 1);
  std::vector<bool> has_unit(letters.size() + 1);
  is_made[0] = true;
  const auto extend = [&](std::size_t at, std::string_view word, bool is_unit) {
    if (!std::string_view(letters).substr(at).starts_with(word)) return;
    is_made[at + word.size()] = true;
    if (is_unit || has_unit[at]) has_unit[at + word.size()] = true;
  };
  for (std::size_t at = 0; at < letters.size(); ++at) {
    if (!is_made[at]) continue;
    for (const std::string_view word : kUnitWords) extend(at, word, true);
    for (const std::string_view word : kPlainWords) extend(at, word, false);
  }
  return has_unit[letters.size()];
}

/// Whether `letters` are those of `name` or an abbreviation of it: `glu`, `hgb` of hemoglobin.
bool IsAbbreviation(std::string_view letters, std::string_view name) {
  if (letters.size() < 2 || letters[0] != name[0]) return false;
  std::size_t at = 0;
  for (const char c : name) at += at < letters.size() && letters[at] == c ? 1 : 0;
  return at == letters.size();
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

/// `--unit wbc=10^3/uL`, for each that may be meant.
std::string UnitOptions(const Fact& fact, const UnitInName& unit) {
  std::vector<std::string> options;
  for (const std::string& code : unit.meant) options.push_back(UnitOption(fact.name, code));
  return fmt::format("{}", fmt::join(options, " or "));
}

/// What a unit that is not one as written may be; empty: it is.
std::string ReadingsOf(const UnitInName& unit) {
  if (unit.meant.empty() || (unit.meant.size() == 1 && unit.meant[0] == unit.code)) return "";
  return fmt::format(" ({})", fmt::join(unit.meant, " or "));
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

void NameAdvice::Add(const std::string& name, const FactNames::Targets* targets,
                     std::optional<UnitKinds> kinds) {
  if (targets == nullptr || targets->empty()) {
    if (others_.size() < kMostOthers) {
      const std::string letters = Letters(name);
      const bool has_unit_word = std::ranges::any_of(kUnitWords, [&](std::string_view word) {
        return letters.find(word) != std::string::npos;
      });
      others_.push_back({name, letters, last_fact_, has_unit_word,
                         has_unit_word && IsPlainlyUnit(name), std::move(kinds)});
    }
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
    new_facts_.push_back(target.fact);
    last_fact_ = target.fact;
  }
}

std::optional<Error> NameAdvice::Findings::AsError(const std::string& file) const {
  if (problems.empty()) return std::nullopt;
  return Error{fmt::format("cannot use `{}`: {}", file, fmt::join(problems, "; ")),
               fmt::format("write {}", fmt::join(options, " "))};
}

std::optional<Error> NameAdvice::WrongUnits() {
  Findings findings;
  for (const std::size_t fact : new_facts_) {
    for (std::size_t i = 0; i < others_looked_at_; ++i) {
      FindUnitColumn(others_[i], fact, findings);
    }
  }
  for (std::size_t i = others_looked_at_; i < others_.size(); ++i) {
    for (std::size_t fact = 0; fact < facts_.size(); ++fact) {
      FindUnitColumn(others_[i], fact, findings);
    }
  }
  others_looked_at_ = others_.size();
  if (!new_facts_.empty()) FindUnitsInNames(findings);
  new_facts_.clear();
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

/// `glucose_unit`, `unit of glucose`, `glu_unit`; not `ht_unit` beside another column `ht`.
bool NameAdvice::IsNamedAfter(const Other& other, std::size_t fact) const {
  if (!other.has_unit_word) return false;
  const std::string value = Letters(facts_[fact].value);
  for (const std::string_view word : kUnitWords) {
    for (const std::string& name : {letters_[fact], value}) {
      if (other.letters == name + std::string(word)) return true;
      if (other.letters == std::string(word) + name) return true;
      if (other.letters == std::string(word) + "of" + name) return true;
    }
  }
  std::string named;
  bool has_unit = false;
  for (const std::string& word : WordsOf(other.name)) {
    has_unit |= IsUnitWord(word);
    if (!IsUnitWord(word)) named += word;
  }
  const auto is_named = [&](const Other& of) { return of.letters == named; };
  if (!has_unit || named.empty() || std::ranges::any_of(others_, is_named)) return false;
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const bool is_others = named == letters_[i] || named == Letters(facts_[i].value);
    if (i != fact && is_others) return false;
  }
  return IsAbbreviation(named, letters_[fact]) || IsAbbreviation(named, value);
}

/// By what stands in it, or by a name that says no more than `unit`: of what stands before it, or
/// of all numbers that it may be of.
bool NameAdvice::HoldsUnitOf(const Other& other, std::size_t fact) const {
  const bool is_called_unit = other.is_called_unit;
  // A ward is called `unit` too.
  const bool may_be_ward = other.letters == "unit" || other.letters == "units";
  const auto may_be_of = [&](std::size_t i) {
    if (!guideline_.facts[i].has_unit || facts_[i].value.empty()) return false;
    if (!other.kinds) return is_called_unit;
    if (other.kinds->some.empty()) return is_called_unit && !may_be_ward;
    const std::vector<bool>& kinds = is_called_unit ? other.kinds->some : other.kinds->every;
    return i < kinds.size() && kinds[i];
  };
  const auto before = static_cast<std::size_t>(other.fact_before);
  const bool is_behind = other.fact_before >= 0 && guideline_.facts[before].has_unit;
  if (is_behind && (is_called_unit || may_be_of(before))) return before == fact;
  if (!is_called_unit && (!other.kinds || other.kinds->behind_number)) return false;
  std::size_t numbers = 0;
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    numbers += guideline_.facts[i].has_unit && !facts_[i].value.empty() ? 1 : 0;
  }
  return may_be_of(fact) || (is_called_unit && numbers == 1);
}

bool NameAdvice::IsUnitOf(const Other& other, std::size_t fact) const {
  return IsNamedAfter(other, fact) || HoldsUnitOf(other, fact);
}

void NameAdvice::FindUnitColumns(Findings& findings) const {
  for (const Other& other : others_) {
    for (std::size_t i = 0; i < facts_.size(); ++i) FindUnitColumn(other, i, findings);
  }
}

void NameAdvice::FindUnitColumn(const Other& other, std::size_t fact, Findings& findings) const {
  if (!NeedsUnit(fact) || !IsUnitOf(other, fact)) return;
  const std::string& name = guideline_.facts[fact].name;
  findings.Add(
      fmt::format("{} `{}` looks like the unit of `{}`", kind_, ShownName(other.name), name),
      fmt::format("{} (or {}, where all have one unit)", MapOption(name + ".unit", other.name),
                  UnitOption(name, "UNIT")));
}

/// In the names that mappings give to facts.
void NameAdvice::FindUnitsInNames(Findings& findings) const {
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const Fact& fact = guideline_.facts[i];
    if (!NeedsUnit(i) || EqualsIgnoringCase(facts_[i].value, fact.name)) continue;
    const std::optional<UnitInName> unit = FindUnitInName(fact, facts_[i].value);
    if (!unit || unit->is_own) continue;
    const bool is_of_kind = !unit->meant.empty();
    findings.Add(
        fmt::format("{} `{}` names {}{}, and `{}` is in {}{}", kind_, ShownName(facts_[i].value),
                    ShownName(unit->code), ReadingsOf(*unit), fact.name, fact.unit.code,
                    is_of_kind ? "" : ", which differs in kind"),
        is_of_kind ? UnitOptions(fact, *unit) : UnitOption(fact.name, fact.unit.code));
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
      if (!fact.has_unit) continue;
      const std::optional<UnitInName> unit = FindUnitInName(fact, other.name);
      if (!unit || unit->meant.empty() || Letters(unit->stem) != letters_[i]) continue;
      std::string option = MapOption(fact.name, other.name);
      if (!unit->is_own) option += " " + UnitOptions(fact, *unit);
      findings.Add(fmt::format("{} `{}` is no fact, and looks like `{}` in {}{}", kind_,
                               ShownName(other.name), fact.name, unit->code, ReadingsOf(*unit)),
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
