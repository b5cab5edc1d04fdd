// Changes and withdrawals of one declaration that cannot all be meant.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/assemble/assembler.h"
#include "dsl/text/words.h"

namespace mgl {
namespace {

constexpr const char* kWithdrawn = "withdrawn";
constexpr const char* kChanged = "changed";

using Said = std::map<std::string, Span, std::less<>>;

/// What it sets, and where: lines that stand beside others are none of it.
Said SaidBy(const ast::Change& change, const WrittenText& local) {
  Said said{{kChanged, change.head}};
  if (change.title) said.emplace("in its title", change.title->span);
  const bool is_example = change.kind.text == "example";
  for (const WrittenLine& line : local.At(change.span.begin)->lines) {
    const auto changed = std::ranges::find_if(
        change.lines, [&](const ast::ChangedLine& of) { return of.span.end == line.span.end; });
    if (changed == change.lines.end() || changed->how == ast::ChangedLine::How::kAlso) continue;
    const std::string& keyword = changed->keyword.text;
    if (IsIn(keyword, {"cite", "from"})) continue;
    if (!is_example || !IsIn(keyword, {"given", "expect"})) {
      said.emplace(fmt::format("in its line `{}`", keyword), changed->span);
      continue;
    }
    for (const ExampleItem& item : ItemsOf(local, line)) {
      said.emplace(fmt::format("in its `{} {}`", keyword, item.name), item.span);
    }
  }
  return said;
}

}  // namespace

/// `change`: null where it is a withdrawal. Whether an earlier change or withdrawal says otherwise,
/// which is reported.
bool Assembler::IsContradicted(const std::string& key, const ast::OtherDeclaration& other,
                               const ast::Change* change) {
  Said& before = said_of_[key];
  Said said = change == nullptr ? Said{{kWithdrawn, other.head}} : SaidBy(*change, own_);
  const auto report = [&](Span place, Span earlier, std::string what, std::string help) {
    Mistake(DiagnosticKind::kTwoChanges, place, fmt::format("`{}` is {}", key, what),
            std::move(help), {{&source_, {earlier, "and here"}}});
    return true;
  };
  const bool is_withdrawal = said.contains(kWithdrawn);
  const auto withdrawn = before.find(kWithdrawn);
  if (withdrawn != before.end()) {
    return report(other.head, withdrawn->second,
                  is_withdrawal ? "withdrawn twice" : "changed here, and withdrawn",
                  "keep one of them");
  }
  if (is_withdrawal && !before.empty()) {
    return report(other.head, before.at(kChanged), "withdrawn here, and changed",
                  "keep one of them");
  }
  for (const auto& [what, place] : said) {
    const auto earlier = before.find(what);
    if (what == kChanged || earlier == before.end()) continue;
    return report(place, earlier->second, "changed twice " + what, "keep one of them");
  }
  before.merge(said);
  return false;
}

}  // namespace mgl
