#include "dsl/parse/medication_said.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/parse/parse_dose_habits.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_medication_habits.h"
#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/written_name.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::size_t kMostWords = 5;  // of a name; more are a sentence

/// A word with which the name ends: a number, a route, how often.
bool EndsName(std::string_view word) {
  const std::string letters = LettersOf(word);
  return IsDigit(word.front()) || !RouteMeant(word).empty() ||
         IsIn(letters, {"for", "every", "once", "twice", "daily", "over", "until", "by", "at", "od",
                        "bd", "tds", "qds", "prn", "stat", "weekly", "nocte", "mane"});
}

}  // namespace

MedicationSaid ReadMedication(std::string_view text, std::string_view said) {
  const std::vector<std::string_view> words = WordsIn(said);
  std::size_t count = 0;
  while (count < words.size() && (count == 0 || !EndsName(words[count]))) ++count;
  if (count == 0 || count > kMostWords || IsDigit(words[0].front())) return {};
  const std::size_t end = EndIn(said, words[count - 1]);
  const std::string_view called = WithoutSigns(said.substr(0, end));
  MedicationSaid medication;
  medication.name = NameOfTitle(called);
  if (medication.name.empty()) return {};
  std::string lines = "its dose";
  if (const std::string_view rest = Trimmed(said.substr(end)); !rest.empty()) {
    const Prescription read = ReadPrescription(text, rest);
    const bool is_read = read.unread.empty() && !LinesOf(read).empty();
    constexpr std::size_t kWrite = 6;  // `write …`
    lines = is_read ? InLines(read).substr(kWrite) + MissingSize(read, text)
                    : fmt::format("its dose (`{}`)", rest);
  }
  medication.declared =
      fmt::format("`medication {} \"{}\"` with {}", medication.name, AsTitle(called), lines);
  return medication;
}

std::string ActionOnUndeclared(std::string_view text, std::string_view verb,
                               std::string_view said) {
  const std::size_t joint = std::min(said.find(" and "), said.find(" then "));
  if (joint != std::string_view::npos) {
    const std::string first = ActionOnUndeclared(text, verb, Trimmed(said.substr(0, joint)));
    return first.empty() ? first
                         : fmt::format("{}; what else is done (`{}`) is said in a rule of its own",
                                       first, Trimmed(said.substr(joint)));
  }
  const MedicationSaid medication = ReadMedication(text, said);
  if (medication.name.empty()) return {};
  if (IsIn(verb, {"stop", "avoid"})) {
    return fmt::format(
        "write `then {0} {1}`, and declare `medication {1} \"{2}\"`; where this guideline gives no "
        "such medication, `then note \"{3} {4}\"`",
        verb, medication.name, AsTitle(said), AsTitle(verb), said);
  }
  return fmt::format("write `then {} {}`, and declare {}", verb, medication.name,
                     medication.declared);
}

}  // namespace mgl
