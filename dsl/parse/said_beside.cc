#include "dsl/parse/said_beside.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_medication_habits.h"
#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/second_rule.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/unit/unit.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

/// What stands behind each line with this keyword under the medication.
std::vector<std::string_view> LinesUnder(std::string_view text, std::string_view name,
                                         std::string_view keyword) {
  std::vector<std::string_view> lines;
  bool inside = false;
  for (std::size_t line = 0; line < text.size();
       line = std::min(text.find('\n', line), text.size()) + 1) {
    const std::string_view first = WordAt(text, line);
    if (IsDeclarationWord(first)) {
      inside = first == "medication" && WordAt(text, SkipBlanks(text, line + 10)) == name;
    }
    const std::string_view said = Trimmed(LineRest(text, line));
    if (inside && StartsWithWord(said, keyword)) {
      lines.push_back(Trimmed(said.substr(keyword.size())));
    }
  }
  return lines;
}

/// The same amount, in whatever unit: `0.5 g` and `500 mg`.
bool IsSameAmount(std::string_view one, std::string_view other) {
  if (one == other) return true;
  const std::size_t first = one.rfind(' ');
  const std::size_t second = other.rfind(' ');
  if (first == one.npos || second == other.npos) return false;
  const auto from = ParseUnit(one.substr(first + 1));
  const auto to = ParseUnit(other.substr(second + 1));
  const auto into = from && to ? FindConversion(*from, *to) : std::nullopt;
  if (!into || into->offset != 0) return false;
  const std::vector<std::string_view> ones = WordsIn(one.substr(0, first));
  const std::vector<std::string_view> others = WordsIn(other.substr(0, second));
  return std::ranges::equal(ones, others, [&](std::string_view mine, std::string_view yours) {
    const auto number = ParseDecimal(mine);
    const auto same = ParseDecimal(yours);
    return number && same ? Rational(*number * into->factor) == *same : mine == yours;
  });
}

std::string_view WithoutOnce(std::string_view often) {
  return often.starts_with("once per ") ? often.substr(5) : often;
}

/// What of it was said is the same in the other.
bool IsSameDose(const PrescribedDose& said, const PrescribedDose& other) {
  return (said.amount.empty() || IsSameAmount(said.amount, other.amount)) &&
         (said.often.empty() || WithoutOnce(said.often) == WithoutOnce(other.often)) &&
         (said.over.empty() || said.over == other.over) &&
         (said.size.empty() || said.size == other.size) && said.most == other.most &&
         (said.when.empty() || said.when == other.when);
}

/// How what is said stands to what the medication says.
struct Compared {
  std::vector<std::string> same;     // `dose 500 mg every 8 hours`
  std::vector<std::string> missing;  // `for 5 days`
  std::vector<std::string> theirs;   // of what differs, the medication's
  std::vector<std::string> ours;
  bool is_dose_alone = true;  // nothing else differs
  bool is_filled = false;     // how often was not said, and is the medication's
};

void CompareLine(std::string_view text, std::string_view name, std::string_view keyword,
                 std::string_view said, Compared& compared) {
  if (said.empty()) return;
  const std::vector<std::string_view> lines = LinesUnder(text, name, keyword);
  const std::string ours = fmt::format("{} {}", keyword, said);
  if (lines.empty()) {
    compared.missing.push_back(ours);
  } else if (std::ranges::find(lines, said) != lines.end()) {
    compared.same.push_back(ours);
  } else {
    compared.theirs.push_back(fmt::format("{} {}", keyword, lines.front()));
    compared.ours.push_back(ours);
    compared.is_dose_alone = false;
  }
}

/// The doses of the rule, each whole: what was not said of it is as the medication has it.
std::vector<PrescribedDose> WholeDoses(const Prescription& said, const PrescribedDose& known) {
  std::vector<PrescribedDose> doses = said.doses;
  for (PrescribedDose& dose : doses) {
    if (dose.amount.empty()) dose.amount = known.amount;
    const bool has_time = dose.amount.find("/d") != dose.amount.npos ||
                          dose.amount.find("/h") != dose.amount.npos ||
                          dose.amount.find("/min") != dose.amount.npos;
    if (dose.often.empty() && dose.over.empty() && !has_time) {
      dose.often = known.often;
      dose.over = known.over;
    }
    const bool is_sized = dose.amount.find("/kg") != dose.amount.npos;
    if (dose.size.empty() && is_sized) dose.size = known.size;
  }
  return doses;
}

std::string Quoted(const std::vector<std::string>& lines) {
  return fmt::format("`{}`", fmt::join(lines, "` and `"));
}

/// A medication of its own for what differs.
std::string OwnMedication(std::string_view text, std::string_view name,
                          const std::vector<std::string>& lines, const Compared& compared) {
  // `1 g` of `dose 1 g every 8 hours`; all of it where the amount is the same.
  const std::string_view differs = compared.ours.front();
  std::string tag(differs.substr(std::min(differs.find(' ') + 1, differs.size())));
  tag.resize(std::min({tag.find(" by "), tag.find(" at most "), tag.size()}));
  const std::size_t often = std::min({tag.find(" every "), tag.find(" per "), tag.find(" once"),
                                      tag.find(" twice "), tag.find(" over "), tag.size()});
  const std::string amount = fmt::format("dose {} ", tag.substr(0, often));
  const bool has_times = tag.find(" times ") != tag.npos;
  if (!has_times && !compared.theirs.front().starts_with(amount)) tag.resize(often);
  std::string own = fmt::format("{}_{}", name, tag);
  for (char& c : own) c = IsWordCharacter(c) ? c : '_';
  return fmt::format(
      "declare a medication of its own, `medication {} \"{} {}\"` with {} and what else is said of "
      "`{}` (its contraindications too), and write `then give {}`",
      own, TitleOfName(text, name), tag, Quoted(lines), name, own);
}

/// Two conditions joined.
std::string Both(std::string_view one, std::string_view other) {
  const auto closed = [](std::string_view condition) {
    return condition.find(" or ") == condition.npos ? std::string(condition)
                                                    : fmt::format("({})", condition);
  };
  return fmt::format("{} and {}", closed(one), closed(other));
}

/// Where the rule says another dose than the medication.
std::string Differing(std::string_view text, std::string_view name, const Compared& compared,
                      const std::vector<PrescribedDose>& doses, std::string_view when) {
  std::vector<std::string> lines;
  std::vector<std::string> conditional;
  for (const PrescribedDose& dose : doses) {
    lines.push_back(DoseLine(dose));
    PrescribedDose own = dose;
    own.when = dose.when.empty() ? std::string(when) : Both(when, dose.when);
    conditional.push_back(DoseLine(own));
  }
  for (const std::string& line : compared.ours) {
    if (!line.starts_with("dose ")) lines.push_back(line);
  }
  for (const std::string& line : compared.missing) {
    lines.push_back(line);
    conditional.push_back(line);
  }
  std::string help = fmt::format(
      "`medication {}` says {}, not {}: leave it out here only where the first is meant; ", name,
      Quoted(compared.theirs), Quoted(compared.ours));
  const std::string filled =
      compared.is_filled ? "; how often is taken from the medication: check it" : "";
  const std::string own = OwnMedication(text, name, lines, compared);
  const std::string these = "where what stands here is meant for this rule, ";
  if (!compared.is_dose_alone || when.empty()) return help + these + own + filled;
  return fmt::format(
      "{}{}write under the medication {} and give the other `dose` its own `when`, or {}{}", help,
      these, Quoted(conditional), own, filled);
}

/// What no line says of it: how long from a range, how it is divided and taken.
std::string BesideDose(const Prescription& said, bool with_parts) {
  Prescription more = said;
  more.doses.clear();
  more.routes.clear();
  more.limit.clear();
  more.other_limit.clear();
  more.duration.clear();
  if (!with_parts) more.divided = {};
  constexpr std::size_t kWriteAndJoint = 8;  // `write ; …`
  const std::string help = InLines(more);
  return help.size() > kWriteAndJoint ? help.substr(kWriteAndJoint) : std::string();
}

}  // namespace

std::string HelpForSaidBeside(std::string_view text, std::string_view name, std::string_view rest,
                              std::size_t at) {
  for (const std::string_view lead : {"at a dose of ", "at ", "dose ", "dosage "}) {
    if (rest.starts_with(lead)) rest = Trimmed(rest.substr(lead.size()));
  }
  const std::vector<std::string_view> known = LinesUnder(text, name, "dose");
  Prescription said = ReadPrescription(text, rest);
  const std::string where = fmt::format("under `medication {}`", name);
  if (!said.unread.empty()) {
    if (known.empty()) return {};
    return fmt::format(
        "`medication {}` says `dose {}`: compare; leave `{}` out only where it is the same dose, "
        "else write the dose that is meant {}, with its own `when`",
        name, known.front(), rest, where);
  }
  Compared compared;
  bool is_same_dose = false;
  std::vector<PrescribedDose> doses = said.doses;
  const PrescribedDose& first = said.doses.front();
  const bool has_dose = !first.amount.empty() || !first.often.empty() || !first.over.empty();
  if (has_dose && known.empty()) {
    if (first.amount.empty()) return {};
    return InLines(said, " " + where) + MissingSize(said, text);
  }
  if (has_dose) {
    const auto same = std::ranges::find_if(known, [&](std::string_view line) {
      const Prescription other = ReadPrescription(text, line);
      return said.doses.size() == 1 && other.doses.size() == 1 && other.unread.empty() &&
             IsSameDose(first, other.doses.front());
    });
    if (same != known.end()) {
      compared.same.push_back(fmt::format("dose {}", *same));
      is_same_dose = true;
    } else {
      doses = WholeDoses(said, ReadPrescription(text, known.front()).doses.front());
      for (const std::string_view line : known) {
        compared.theirs.push_back(fmt::format("dose {}", line));
      }
      for (const PrescribedDose& dose : doses) compared.ours.push_back(DoseLine(dose));
      compared.is_filled = first.often.empty() && !doses.front().often.empty();
    }
  }
  if (said.routes.size() == 1) CompareLine(text, name, "route", said.routes[0], compared);
  CompareLine(text, name, "for", said.duration, compared);
  if (!said.limit.empty()) {
    CompareLine(text, name, "limit", LimitLine(said.limit).substr(6), compared);  // behind `limit `
  }
  const std::string more = BesideDose(said, !compared.theirs.empty());
  if (!compared.theirs.empty()) {
    if (!has_dose || is_same_dose) {
      doses.clear();
      for (const std::string_view line : known) {
        doses.push_back(ReadPrescription(text, line).doses.front());
      }
    }
    return Differing(text, name, compared, doses,
                     ConditionOf(text, DeclarationAt(text, at).begin)) +
           (more.empty() ? "" : "; " + more) + MissingSize(said, text);
  }
  // What is left: what is missing there, what is the same, and what stands elsewhere.
  std::string help;
  if (!compared.missing.empty()) {
    help = fmt::format("write {} {}{}", Quoted(compared.missing), where,
                       compared.same.empty()
                           ? std::string()
                           : fmt::format(", which says {} already", Quoted(compared.same)));
  } else if (!compared.same.empty()) {
    const std::string same = Quoted(compared.same);
    help = fmt::format("leave it out{}: `medication {}` says {}",
                       same.find(" when ") == same.npos ? "" : " where that condition is meant too",
                       name, same);
  }
  if (!more.empty() && help.empty() && said.durations.empty()) help = "leave it out";
  if (!more.empty()) help += (help.empty() ? "" : "; ") + more;
  return help;
}

}  // namespace mgl
