// What a guideline says of itself and of treatments together: what came and what went, one a line.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <variant>

#include "dsl/ast/ast.h"
#include "tools/author/versions/content_differences.h"
#include "tools/words/expression_text.h"

namespace mgl {
namespace {

using Weight = ContentChange::Weight;

/// Each line that stands in one version alone.
void AddLines(Weight weight, const std::string& of, const std::vector<std::string>& before,
              const std::vector<std::string>& after, VersionDiff& diff) {
  const auto only_in = [](const std::vector<std::string>& lines, std::vector<std::string> others) {
    std::string only;
    for (const std::string& line : lines) {
      const auto same = std::ranges::find(others, line);
      if (same == others.end()) {
        only += (only.empty() ? "" : "\n") + line;
      } else {
        others.erase(same);
      }
    }
    return only;
  };
  std::string gone = only_in(before, after);
  std::string come = only_in(after, before);
  if (gone.empty() && come.empty()) return;
  const std::string what = gone.empty() ? "new" : come.empty() ? "gone" : "changed";
  diff.contents.push_back({weight, of, what, std::move(gone), std::move(come)});
}

std::string TitleOf(const ast::DeclarationBase& item) {
  return item.title ? item.title->text : std::string();
}

/// A promise is one by its title, then by what it promises.
class PropertyComparison {
 public:
  PropertyComparison(const CompiledGuideline& before, const CompiledGuideline& after,
                     const StatementMatches& matches, VersionDiff& diff)
      : before_(before), after_(after), matches_(matches), diff_(diff) {}

  void Compare() {
    std::vector<std::size_t> then = IndexesOf(before_);
    std::vector<std::size_t> now = IndexesOf(after_);
    const auto match = [&](auto are_one) {
      std::erase_if(now, [&](std::size_t b) {
        const auto old = std::ranges::find_if(then, [&](std::size_t a) { return are_one(a, b); });
        if (old == then.end()) return false;
        Tell(*old, b);
        then.erase(old);
        return true;
      });
    };
    const auto have_one_title = [this](std::size_t a, std::size_t b) {
      return TitleOf(Of(before_, a)) == TitleOf(Of(after_, b));
    };
    match([&](std::size_t a, std::size_t b) { return have_one_title(a, b) && AreOne(a, b); });
    match(have_one_title);
    match([this](std::size_t a, std::size_t b) { return AreOne(a, b); });
    for (const std::size_t b : now) {
      diff_.contents.push_back(
          {Weight::kPromised, Named(Of(after_, b)), "new", "", PromiseOf(after_, b)});
    }
    for (const std::size_t a : then) {
      diff_.contents.push_back(
          {Weight::kPromised, Named(Of(before_, a)), "gone", PromiseOf(before_, a), ""});
    }
  }

 private:
  static const ast::Property& Of(const CompiledGuideline& version, std::size_t index) {
    return *version.text.names.properties[index];
  }
  static std::vector<std::size_t> IndexesOf(const CompiledGuideline& version) {
    std::vector<std::size_t> indexes(version.text.names.properties.size());
    std::iota(indexes.begin(), indexes.end(), std::size_t{0});
    return indexes;
  }
  bool AreOne(std::size_t a, std::size_t b) const { return matches_.are_one_promise(a, b); }
  static std::string Named(const ast::Property& item) {
    return fmt::format("property \"{}\"", TitleOf(item));
  }
  static std::string PromiseOf(const CompiledGuideline& version, std::size_t index) {
    const ast::Property& item = Of(version, index);
    return (item.always ? "must always: " : "must never: ") +
           ExpressionText(version.text.source, *item.condition);
  }

  /// Where the formulas are one text, what they name has changed, which is told there.
  void Tell(std::size_t a, std::size_t b) {
    const ast::Property& now = Of(after_, b);
    const std::string old_title = TitleOf(Of(before_, a));
    const std::string old_promise = PromiseOf(before_, a);
    const std::string new_promise = PromiseOf(after_, b);
    if (!AreOne(a, b) && old_promise != new_promise) {
      diff_.contents.push_back(
          {Weight::kPromised, Named(now), "promises", old_promise, new_promise});
    }
    if (old_title != TitleOf(now)) {
      diff_.contents.push_back({Weight::kWording, Named(now), "title", old_title, TitleOf(now)});
    }
  }

  const CompiledGuideline& before_;
  const CompiledGuideline& after_;
  const StatementMatches& matches_;
  VersionDiff& diff_;
};

/// The headings of one kind: `silent on`, `left out`.
template <typename Kind>
std::vector<std::string> TitlesOf(const CompiledGuideline& version) {
  std::vector<std::string> lines;
  for (const ast::Declaration& declaration : version.text.file->declarations) {
    const auto* const item = std::get_if<Kind>(&declaration);
    if (item == nullptr) continue;
    lines.push_back(TitleOf(*item) + (item->because ? ", because " + item->because->text : ""));
  }
  return lines;
}

std::vector<std::string> ReferencesOf(const CompiledGuideline& version) {
  std::vector<std::string> lines;
  for (const Reference& reference : version.guideline.references) {
    lines.push_back(fmt::format("{} {}", reference.key, reference.title));
  }
  return lines;
}

std::vector<std::string> ApartOf(const Guideline& guideline) {
  const auto named = [&](const Treatment& treatment) {
    const Medication& medication = guideline.medications[treatment.medication];
    return treatment.option ? medication.options[*treatment.option].title : medication.title;
  };
  std::vector<std::string> lines;
  for (const Separation& separation : guideline.separations) {
    lines.push_back(fmt::format("{} {} {}{}{}", named(separation.first), separation.text,
                                named(separation.second), separation.because.empty() ? "" : ": ",
                                separation.because));
  }
  return lines;
}

std::vector<std::string> ExclusiveOf(const CompiledGuideline& version) {
  std::vector<std::string> lines;
  for (const ast::Exclusive* const item : version.text.names.exclusives) {
    std::vector<std::string> names;  // their order says nothing
    for (const ast::Name& name : item->treatments) names.push_back(name.text);
    std::ranges::sort(names);
    lines.push_back(fmt::format("{}", fmt::join(names, ", ")));
  }
  return lines;
}

}  // namespace

void CompareStated(const CompiledGuideline& before, const CompiledGuideline& after,
                   const StatementMatches& matches, VersionDiff& diff) {
  AddLines(Weight::kActedOn, "apart", ApartOf(before.guideline), ApartOf(after.guideline), diff);
  AddLines(Weight::kActedOn, "exclusive", ExclusiveOf(before), ExclusiveOf(after), diff);
  PropertyComparison(before, after, matches, diff).Compare();
  AddLines(Weight::kPromised, "silent on", TitlesOf<ast::Silent>(before),
           TitlesOf<ast::Silent>(after), diff);
  AddLines(Weight::kPromised, "left out", TitlesOf<ast::LeftOut>(before),
           TitlesOf<ast::LeftOut>(after), diff);
  AddLines(Weight::kWording, "references", ReferencesOf(before), ReferencesOf(after), diff);
}

}  // namespace mgl
