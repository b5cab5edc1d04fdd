// Conditions and lines of values as they are written: where patients are decided differently, the
// cause is among them.
#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <string_view>
#include <unordered_map>

#include "dsl/ast/ast.h"
#include "tools/author/versions/content_differences.h"
#include "tools/words/expression_text.h"

namespace mgl {
namespace {

constexpr std::array<std::string_view, 6> kSourceLines = {"cite ",        "from ",  "assumed ",
                                                          "interpreted ", "adopt ", "because "};
constexpr std::array<std::string_view, 4> kJoining = {"and ", "or ", "implies ", "otherwise "};

std::string WithoutTitle(const std::string& line) {
  const std::size_t begin = line.find('"');
  const std::size_t end = begin == line.npos ? line.npos : line.find('"', begin + 1);
  if (end == line.npos) return line;
  return line.substr(0, begin) + line.substr(std::min(end + 2, line.size()));
}

/// The lines of a declaration, without its title and its sources; what goes on stands in one.
std::vector<std::string> LinesOf(const SourceFile& source, Span span) {
  const std::string_view text = source.Text(span);
  std::vector<std::string> lines;
  std::uint32_t at = 0;
  while (at < text.size()) {
    const auto end = static_cast<std::uint32_t>(std::min(text.find('\n', at), text.size()));
    std::string line = PlaceText(source, {span.begin + at, span.begin + end});
    at = end + 1;
    const auto begins = [&](std::string_view word) { return line.starts_with(word); };
    if (lines.empty()) {
      lines.push_back(WithoutTitle(line));
    } else if (std::ranges::any_of(kJoining, begins)) {
      lines.back() += " " + line;
    } else if (!line.empty() && std::ranges::none_of(kSourceLines, begins)) {
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

std::string OnlyIn(const std::vector<std::string>& lines, std::vector<std::string> others) {
  std::string only;
  for (const std::string& line : lines) {
    const auto same = std::ranges::find(others, line);
    if (same != others.end()) {
      others.erase(same);
      continue;
    }
    only += (only.empty() ? "" : "\n") + line;
  }
  return only;
}

class WrittenComparison {
  using Weight = ContentChange::Weight;

 public:
  WrittenComparison(const CompiledGuideline& before, const CompiledGuideline& after,
                    VersionDiff& diff)
      : before_(before), after_(after), diff_(diff) {}

  void Conditions(const std::string& of, const std::string& what, const ast::Expr* then,
                  const ast::Expr* now) {
    const auto text = [](const CompiledGuideline& version, const ast::Expr* expr) {
      return expr == nullptr ? "" : ExpressionText(version.text.source, *expr);
    };
    Add(of, what, text(before_, then), text(after_, now));
  }

  /// Of one kind, by their names.
  template <typename Item>
  void Declarations(const std::string& kind, const std::vector<const Item*>& then,
                    const std::vector<const Item*>& now, Weight weight = Weight::kCondition) {
    std::unordered_map<std::string_view, const Item*> by_name;
    for (const Item* const item : then) by_name.emplace(item->name.text, item);
    for (const Item* const item : now) {
      const auto old = by_name.find(item->name.text);
      if (old != by_name.end())
        Declaration(kind + " " + item->name.text, *old->second, *item, weight);
    }
  }

  void Declaration(const std::string& of, const ast::DeclarationBase& then,
                   const ast::DeclarationBase& now, Weight weight) {
    const auto old_lines = LinesOf(before_.text.source, then.span);
    const auto new_lines = LinesOf(after_.text.source, now.span);
    Add(of, "as written", OnlyIn(old_lines, new_lines), OnlyIn(new_lines, old_lines), weight);
  }

 private:
  void Add(const std::string& of, const std::string& what, const std::string& then,
           const std::string& now, Weight weight = Weight::kCondition) {
    if (then != now) diff_.contents.push_back({weight, of, what, then, now});
  }

  const CompiledGuideline& before_;
  const CompiledGuideline& after_;
  VersionDiff& diff_;
};

}  // namespace

void CompareWritten(const CompiledGuideline& before, const CompiledGuideline& after,
                    const StatementMatches& matches, VersionDiff& diff) {
  WrittenComparison written(before, after, diff);
  const Resolution& then = before.text.names;
  const Resolution& now = after.text.names;
  written.Conditions("guideline", "applies when", then.guideline->applies_when.get(),
                     now.guideline->applies_when.get());
  const auto for_both = [](const Matches& of, auto compare) {
    for (std::size_t i = 0; i < of.before_of.size(); ++i) {
      if (of.before_of[i]) compare(*of.before_of[i], i);
    }
  };
  for_both(matches.facts, [&](std::size_t a, std::size_t b) {
    const auto& old_suspects = then.facts[a]->suspect_when;
    const auto& new_suspects = now.facts[b]->suspect_when;
    for (std::size_t i = 0; i < std::max(old_suspects.size(), new_suspects.size()); ++i) {
      written.Conditions("fact " + now.facts[b]->name.text, "suspect when",
                         i < old_suspects.size() ? old_suspects[i].get() : nullptr,
                         i < new_suspects.size() ? new_suspects[i].get() : nullptr);
    }
  });
  for_both(matches.rules, [&](std::size_t a, std::size_t b) {
    const std::string of = "rule " + now.rules[b]->name.text;
    written.Conditions(of, "when", then.rules[a]->when.get(), now.rules[b]->when.get());
    written.Conditions(of, "unless", then.rules[a]->unless.get(), now.rules[b]->unless.get());
  });
  for_both(matches.rechecks, [&](std::size_t a, std::size_t b) {
    written.Conditions("recheck " + now.rechecks[b]->name.text, "when",
                       then.rechecks[a]->when.get(), now.rechecks[b]->when.get());
  });
  std::set<std::pair<std::size_t, std::size_t>> told;  // once for all their treatments
  for_both(matches.warnings, [&](std::size_t a, std::size_t b) {
    const TreatmentWarning& item = matches.new_warnings[b];
    const std::size_t old = matches.old_warnings[a].indexes.front();
    const std::size_t index = item.indexes.front();
    if (!told.insert({old, index}).second) return;
    written.Conditions(item.kind() + (item.title.empty() ? "" : " " + item.title), "when",
                       then.contraindications[old]->when.get(),
                       now.contraindications[index]->when.get());
  });
  for (const bool are_results : {false, true}) {
    const auto of = [are_results](const Resolution& names) {
      std::vector<const ast::Define*> some;
      std::ranges::copy_if(names.defines, std::back_inserter(some), [&](const ast::Define* define) {
        return define->is_result == are_results;
      });
      return some;
    };
    written.Declarations(are_results ? "result" : "define", of(then), of(now));
  }
  written.Declarations("table", then.tables, now.tables);
  written.Declarations("score", then.scores, now.scores);
  written.Declarations("ambiguity", then.ambiguities, now.ambiguities);
  for_both(matches.medications, [&](std::size_t a, std::size_t b) {
    const std::string of = "medication " + now.medications[b]->name.text;
    const bool is_told = std::ranges::any_of(diff.contents, [&](const ContentChange& change) {
      return change.of == of && change.weight != ContentChange::Weight::kWording;
    });
    if (is_told) return;
    written.Declaration(of, *then.medications[a], *now.medications[b],
                        ContentChange::Weight::kCondition);
  });
  const auto wording = ContentChange::Weight::kWording;
  written.Declarations("substance", then.substances, now.substances, wording);
  written.Declarations("reference", then.references, now.references, wording);
  written.Declaration("guideline " + now.guideline->name.text, *then.guideline, *now.guideline,
                      wording);
}

}  // namespace mgl
