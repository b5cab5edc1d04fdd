// The CSV of decisions.
#include <fmt/format.h>

#include "engine/result_cell.h"
#include "tools/io/csv_writer.h"
#include "tools/io/decision_writer.h"

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

/// Joins cells with commas and knows which cell is the first of its line.
class LineBuilder {
 public:
  explicit LineBuilder(std::string& out) : out_(out) {}
  void Plain(std::string_view cell) {
    Separate();
    out_ += cell;
  }
  void Quoted(std::string_view cell) {
    Separate();
    AppendCsvField(out_, cell);
  }
  void End() { out_ += '\n'; }

 private:
  void Separate() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  std::string& out_;
  bool first_ = true;
};

class CsvDecisionWriter : public DecisionWriter {
 public:
  CsvDecisionWriter(const Guideline& guideline, const DecisionLayout& layout)
      : guideline_(guideline), layout_(layout) {}

  std::string Header() const override {
    std::string out;
    LineBuilder line(out);
    if (layout_.id) line.Plain("id");
    if (layout_.scope) line.Plain("scope");
    if (layout_.results) {
      for (const ResultColumn& result : guideline_.results) line.Plain(result.name);
    }
    if (layout_.rules) {
      for (const Rule& rule : guideline_.rules) line.Plain(rule.name);
    }
    if (layout_.rechecks) {
      for (const Recheck& recheck : guideline_.rechecks) {
        line.Plain(recheck.name + ".status");
        line.Plain(recheck.name + ".from");
        line.Plain(recheck.name + ".to");
      }
    }
    if (layout_.ask) line.Plain("ask");
    if (layout_.warnings) line.Plain("warnings");
    line.End();
    return out;
  }

  void Append(const std::string& id, const Decision& decision, std::string& out) const override {
    LineBuilder line(out);
    if (layout_.id) line.Quoted(id);
    if (layout_.scope) line.Plain(ScopeName(decision.scope));
    if (layout_.results) AppendResults(decision, line);
    if (layout_.rules) AppendRules(decision, line);
    if (layout_.rechecks) AppendRechecks(decision, line);
    if (layout_.ask) {
      std::string ask;
      for (const FactId fact : decision.ask) AppendItem(guideline_.facts[Index(fact)].name, ask);
      line.Plain(ask);
    }
    if (layout_.warnings) {
      std::string warnings;
      for (const Warning& warning : decision.warnings) AppendItem(warning.text, warnings);
      line.Quoted(warnings);
    }
    line.End();
  }

 private:
  void AppendResults(const Decision& decision, LineBuilder& line) const {
    for (const ResultColumn& result : guideline_.results) {
      const bool is_out = decision.scope == Truth::kNo;
      line.Quoted(is_out ? "" : ResultCell(result, decision.nodes[Index(result.node)]));
    }
  }

  void AppendRules(const Decision& decision, LineBuilder& line) const {
    for (std::size_t i = 0; i < guideline_.rules.size(); ++i) {
      if (decision.rules.empty()) {
        line.Plain("");
      } else {
        line.Plain(layout_.short_cells ? ShortOutcome(decision.rules[i])
                                       : OutcomeName(decision.rules[i]));
      }
    }
  }

  void AppendRechecks(const Decision& decision, LineBuilder& line) const {
    for (std::size_t i = 0; i < guideline_.rechecks.size(); ++i) {
      const bool empty = decision.rechecks.empty();
      const RecheckState state = empty ? RecheckState{} : decision.rechecks[i];
      line.Plain(empty ? "" : RecheckStatusName(state.status));
      line.Plain(state.from ? FormatDay(*state.from) : "");
      line.Plain(state.to ? FormatDay(*state.to) : "");
    }
  }

  static void AppendItem(std::string_view item, std::string& list) {
    if (!list.empty()) list += "; ";
    list += item;
  }

  const Guideline& guideline_;
  DecisionLayout layout_;
};

}  // namespace

std::unique_ptr<DecisionWriter> MakeCsvDecisionWriter(const Guideline& guideline,
                                                      const DecisionLayout& layout) {
  return std::make_unique<CsvDecisionWriter>(guideline, layout);
}

}  // namespace mgl
