// Two rules, definitions, thresholds, ranges, rechecks, contraindications or readings that say the
// same: equal conditions (operands in any order, numbers in any unit) and equal consequences.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "dsl/resolve/statements.h"
#include "tools/author/lint/meaning_key.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

std::string SortedNames(const std::vector<ast::Name>& names) {
  std::vector<std::string_view> sorted;
  for (const ast::Name& name : names) sorted.push_back(name.text);
  std::ranges::sort(sorted);
  return fmt::format("{}", fmt::join(sorted, ","));
}

std::string SpanKey(const std::optional<ast::QuantitySpan>& span) {
  if (!span) return "-";
  return fmt::format("{}{} to {}{}", span->low_closed, span->low ? MeaningKey(*span->low) : "",
                     span->high ? MeaningKey(*span->high) : "", span->high_closed);
}

std::string CutsKey(const std::vector<CutLine>& lines) {
  std::vector<std::string> keys;
  for (const CutLine& line : lines) {
    const auto bound = [](const Bound& end) {
      return end.infinite ? "-" : fmt::format("{}{}", end.closed, end.value.get_str());
    };
    keys.push_back(fmt::format("{} {} {}", DimensionReading(line.kind), bound(line.interval.low),
                               bound(line.interval.high)));
  }
  return fmt::format("{}", fmt::join(keys, ";"));
}

/// The keys of one kind of declaration; the second with a key is reported.
class Duplicates {
 public:
  Duplicates(std::string_view what, Diagnostics& found) : what_(what), found_(found) {}

  void Add(const std::string& key, Span place, const std::string& called) {
    const auto [first, is_new] = first_.try_emplace(key, place, called);
    if (is_new) return;
    found_.push_back({DiagnosticKind::kDuplicateDeclaration,
                      place,
                      fmt::format("{} says the same as {}", called, first->second.second),
                      fmt::format("keep one of the two {}s", what_),
                      {{first->second.first, "the other one is here"}}});
  }
  void Add(const std::string& key, const ast::DeclarationBase& declaration) {
    Add(key, PlaceOf(declaration), CalledInMessages(declaration, what_));
  }

 private:
  std::string_view what_;
  Diagnostics& found_;
  std::map<std::string, std::pair<Span, std::string>> first_;
};

/// Equal for expressions that say the same, and much faster to find than what they say. The order
/// of operands does not matter, so it is a sum.
std::size_t Signature(const ast::Expr* expr) {
  std::size_t signature = 0;
  if (expr == nullptr) return signature;
  ForEachPart(*expr, [&](const ast::Expr& part) {
    signature += std::hash<std::string_view>()(part.name.text) * 31 +
                 static_cast<std::size_t>(part.kind) * 1'000'003;
  });
  return signature;
}
std::size_t Signature(const ast::Define& define) {
  std::size_t signature = Signature(define.as.get());
  for (const ast::ValueLine& line : define.lines) {
    signature = 7 * signature + Signature(line.value.get()) + 3 * Signature(line.when.get());
  }
  return signature;
}
std::size_t Signature(const ast::Rule& rule) {
  return std::hash<std::string>()(ActionsKey(rule)) + Signature(rule.when.get()) +
         Signature(rule.unless.get());
}

/// Those whose signature another one has, too.
template <typename Declaration>
std::vector<const Declaration*> Alike(const std::vector<const Declaration*>& declarations) {
  std::vector<std::size_t> signatures;
  std::unordered_map<std::size_t, int> count;
  for (const Declaration* one : declarations) {
    signatures.push_back(Signature(*one));
    ++count[signatures.back()];
  }
  std::vector<const Declaration*> alike;
  for (std::size_t i = 0; i < declarations.size(); ++i) {
    if (count[signatures[i]] > 1) alike.push_back(declarations[i]);
  }
  return alike;
}

void FindDuplicateConditions(const LintInput& input, Diagnostics& found) {
  Duplicates definitions("definition", found);
  for (const ast::Define* define : Alike(input.names().defines)) {
    std::string key = MeaningKey(define->as.get());
    for (const ast::ValueLine& line : define->lines) {
      key += MeaningKey(line.value.get()) + " when " + MeaningKey(line.when.get());
    }
    definitions.Add(key, *define);
  }
  for (const ast::Ambiguity* ambiguity : input.names().ambiguities) {
    Duplicates readings("reading", found);
    for (const ast::Reading& reading : ambiguity->readings) {
      readings.Add(MeaningKey(reading.as.get()), reading.name.span, "`" + reading.name.text + "`");
    }
  }
}

void FindDuplicateCuts(const LintInput& input, Diagnostics& found) {
  Duplicates thresholds("threshold", found);
  for (std::size_t i = 0; i < input.names().thresholds.size(); ++i) {
    const ast::Threshold& threshold = *input.names().thresholds[i];
    std::string key =
        threshold.of->name.text + CutsKey(input.compiled.guideline.thresholds[i].lines);
    for (const ast::ThresholdLine& line : threshold.lines) key += MeaningKey(line.when.get());
    thresholds.Add(key, threshold);
  }
  Duplicates ranges("range", found);
  for (std::size_t i = 0; i < input.names().ranges.size(); ++i) {
    const ast::Range& range = *input.names().ranges[i];
    std::string key = range.of->name.text + CutsKey(input.compiled.guideline.ranges[i].lines);
    for (const ast::RangeLine& line : range.lines) key += MeaningKey(line.when.get());
    ranges.Add(key, range);
  }
}

void FindDuplicateStatements(const LintInput& input, Diagnostics& found) {
  Duplicates rules("rule", found);
  for (const ast::Rule* rule : Alike(input.names().rules)) {
    rules.Add(MeaningKey(rule->when.get()) + " unless " + MeaningKey(rule->unless.get()) +
                  ActionsKey(*rule),
              *rule);
  }
  Duplicates rechecks("recheck", found);
  for (const ast::Recheck* recheck : input.names().rechecks) {
    const auto key = [](const auto& duration) { return duration ? MeaningKey(*duration) : ""; };
    std::vector<ast::Name> anchors;
    for (const ast::ExprPtr& anchor : recheck->anchors) anchors.push_back(anchor->name);
    rechecks.Add(fmt::format("{} {} {} {} {} {}", recheck->fact.text,
                             MeaningKey(recheck->when.get()), SpanKey(recheck->in),
                             key(recheck->every), key(recheck->lasts), SortedNames(anchors)),
                 *recheck);
  }
  Duplicates contraindications("contraindication", found);
  Duplicates cautions("caution", found);
  for (const ast::Contraindication* one : input.names().contraindications) {
    (one->blocks ? contraindications : cautions)
        .Add(SortedNames(one->treatments) + MeaningKey(one->when.get()), *one);
  }
}

}  // namespace

void LintDuplicateDeclaration(const LintInput& input, Diagnostics& found) {
  FindDuplicateConditions(input, found);
  FindDuplicateCuts(input, found);
  FindDuplicateStatements(input, found);
}

}  // namespace mgl
