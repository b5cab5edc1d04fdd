// The CSV of decisions.
#include <cstdlib>
#include <utility>

#include "engine/meaning/result_cell.h"
#include "tools/io/csv/csv_writer.h"
#include "tools/io/decisions/decision_writer.h"

namespace mgl {
namespace {

std::string_view ShortOutcome(Outcome outcome) {
  switch (outcome) {
    case Outcome::kNo:
      return "n";
    case Outcome::kYes:
      return "y";
    case Outcome::kUnknown:
      return "?";
    case Outcome::kBlocked:
      return "b";
    case Outcome::kOverridden:
      return "o";
  }
  std::abort();
}

/// Joins cells with commas.
class LineBuilder {
 public:
  /// `first`: no cell stands before.
  LineBuilder(std::string& out, bool first) : out_(&out), first_(first) {}
  void Plain(std::string_view cell) {
    Separate();
    *out_ += cell;
  }
  void Quoted(std::string_view cell) {
    Separate();
    AppendCsvField(*out_, cell);
  }
  void Separate() {
    if (!std::exchange(first_, false)) *out_ += ',';
  }
  void GoOnIn(std::string& out) { out_ = &out; }

 private:
  std::string* out_;
  bool first_;
};

class CsvDecisionWriter : public DecisionWriter {
 public:
  CsvDecisionWriter(const Guideline& guideline, const DecisionLayout& layout)
      : DecisionWriter(guideline, layout) {}

  std::string Header() const override {
    std::string out;
    LineBuilder line(out, true);
    if (layout().id) line.Plain("id");
    if (layout().scope) line.Plain("scope");
    if (layout().results) {
      for (const ResultColumn& result : guideline().results) line.Plain(result.name);
    }
    if (layout().rules) {
      for (const Rule& rule : guideline().rules) line.Plain(rule.name);
    }
    if (layout().rechecks) {
      for (const Recheck& recheck : guideline().rechecks) {
        line.Plain(recheck.name + ".status");
        line.Plain(recheck.name + ".from");
        line.Plain(recheck.name + ".to");
      }
    }
    if (layout().ask) line.Plain("ask");
    if (layout().warnings) line.Plain("warnings");
    out += '\n';
    return out;
  }

  void AppendId(std::string_view id, std::string& out) const override {
    if (layout().id) AppendCsvField(out, id);
  }

  bool WritesPlainIds() const override { return true; }

  std::vector<std::string> Segments(const Decision& decision) const override {
    std::vector<std::string> segments(1);
    segments.reserve(values().size() + 1);
    LineBuilder line(segments.back(), !layout().id);
    if (layout().scope) line.Plain(ScopeName(decision.scope));
    std::size_t next_value = 0;
    for (std::uint32_t i = 0; i < guideline().results.size() && layout().results; ++i) {
      const ResultColumn& result = guideline().results[i];
      if (next_value < values().size() && values()[next_value] == i) {
        line.Separate();
        line.GoOnIn(segments.emplace_back());
        ++next_value;
      } else {
        line.Quoted(
            !decision.HasResults() ? "" : ResultCell(result, decision.nodes[Index(result.node)]));
      }
    }
    for (std::size_t i = 0; i < guideline().rules.size() && layout().rules; ++i) {
      if (decision.rules.empty()) {
        line.Plain("");
      } else {
        line.Plain(layout().short_cells ? ShortOutcome(decision.rules[i])
                                        : OutcomeName(decision.rules[i]));
      }
    }
    return segments;
  }

  std::string ValueText(std::uint32_t result, const Value* value) const override {
    std::string text;
    if (value != nullptr) AppendCsvField(text, ResultCell(guideline().results[result], *value));
    return text;
  }

  void AppendRechecks(const Decision& decision, std::string& out) const override {
    LineBuilder line(out, !has_head());
    for (std::size_t i = 0; i < guideline().rechecks.size() && layout().rechecks; ++i) {
      const bool empty = decision.rechecks.empty();
      const RecheckState state = empty ? RecheckState{} : decision.rechecks[i];
      line.Plain(empty ? "" : RecheckStatusName(state.status));
      line.Plain(state.from ? FormatDay(*state.from) : "");
      line.Plain(state.to ? FormatDay(*state.to) : "");
    }
  }

  void AppendEnd(const Decision& decision, std::string& out) const override {
    LineBuilder line(out, !has_head() && !has_rechecks());
    if (layout().ask) {
      std::string ask;
      for (const FactId fact : decision.ask) AppendItem(guideline().facts[Index(fact)].name, ask);
      line.Plain(ask);
    }
    if (layout().warnings) {
      std::string warnings;
      for (const Warning& warning : decision.warnings) AppendItem(warning.text, warnings);
      line.Quoted(warnings);
    }
    out += '\n';
  }

 private:
  static void AppendItem(std::string_view item, std::string& list) {
    if (!list.empty()) list += "; ";
    list += item;
  }
};

}  // namespace

std::unique_ptr<DecisionWriter> MakeCsvDecisionWriter(const Guideline& guideline,
                                                      const DecisionLayout& layout) {
  return std::make_unique<CsvDecisionWriter>(guideline, layout);
}

}  // namespace mgl
