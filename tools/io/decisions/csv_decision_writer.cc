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
class RecordBuilder {
 public:
  /// `first`: no cell stands before.
  RecordBuilder(std::string& out, bool first) : out_(&out), first_(first) {}
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
  CsvDecisionWriter(const Guideline& guideline, const DecisionParts& parts)
      : DecisionWriter(guideline, parts) {}

  std::string Header() const override {
    std::string out;
    RecordBuilder record(out, true);
    if (parts().id) record.Plain("id");
    if (parts().scope) record.Plain("scope");
    for (const std::uint32_t i : parts().results) record.Plain(guideline().results[i].name);
    for (const std::uint32_t i : parts().rules) record.Plain(guideline().rules[i].name);
    for (const RecheckColumn& column : parts().rechecks) record.Plain(NameOf(guideline(), column));
    if (parts().ask) record.Plain("ask");
    if (parts().warnings) record.Plain("warnings");
    out += '\n';
    return out;
  }

  void AppendId(std::string_view id, std::string& out) const override {
    if (parts().id) AppendCsvField(out, id);
  }

  bool WritesPlainIds() const override { return true; }

  std::vector<std::string> Segments(const Decision& decision) const override {
    std::vector<std::string> segments(1);
    segments.reserve(values().size() + 1);
    RecordBuilder record(segments.back(), !parts().id);
    if (parts().scope) record.Plain(ScopeName(decision.scope));
    std::size_t next_value = 0;
    for (const std::uint32_t i : parts().results) {
      const ResultColumn& result = guideline().results[i];
      if (next_value < values().size() && values()[next_value] == i) {
        record.Separate();
        record.GoOnIn(segments.emplace_back());
        ++next_value;
      } else {
        record.Quoted(
            !decision.HasResults() ? "" : ResultCell(result, decision.nodes[Index(result.node)]));
      }
    }
    for (const std::uint32_t i : parts().rules) {
      if (decision.rules.empty()) {
        record.Plain("");
      } else {
        record.Plain(parts().short_cells ? ShortOutcome(decision.rules[i])
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

  std::string TextCell(std::string_view text) const override {
    std::string cell;
    AppendCsvField(cell, text);
    return cell;
  }

  void AppendRechecks(const Decision& decision, std::string& out) const override {
    bool is_first = !has_head();
    for (const RecheckColumn& column : parts().rechecks) {
      if (!std::exchange(is_first, false)) out += ',';
      if (decision.rechecks.empty()) continue;
      const RecheckState& state = decision.rechecks[column.recheck];
      if (column.part == RecheckColumn::Part::kStatus) {
        out += RecheckStatusName(state.status);
        continue;
      }
      const std::optional<Day>& day =
          column.part == RecheckColumn::Part::kFrom ? state.from : state.to;
      if (day) out += FormatDay(*day);
    }
  }

  void AppendEnd(const Decision& decision, std::string& out) const override {
    RecordBuilder record(out, !has_head() && !has_rechecks());
    if (parts().ask) {
      std::string ask;
      for (const FactId fact : decision.ask) AppendItem(guideline().facts[Index(fact)].name, ask);
      record.Plain(ask);
    }
    if (parts().warnings) {
      std::string warnings;
      for (const Warning& warning : decision.warnings) AppendItem(warning.text, warnings);
      record.Quoted(warnings);
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
                                                      const DecisionParts& parts) {
  return std::make_unique<CsvDecisionWriter>(guideline, parts);
}

}  // namespace mgl
