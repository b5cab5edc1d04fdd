// What a guideline says of itself and of treatments together: what came and what went, one a line.
#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "dsl/ast/ast.h"
#include "tools/author/lint/meaning_key.h"
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
                     VersionDiff& diff)
      : before_(before), after_(after), diff_(diff) {}

  void Compare() {
    std::vector<const ast::Property*> then = before_.text.names.properties;
    std::vector<const ast::Property*> now = after_.text.names.properties;
    const auto match = [&](auto are_one) {
      std::erase_if(now, [&](const ast::Property* item) {
        const auto old = std::ranges::find_if(
            then, [&](const ast::Property* one) { return are_one(*one, *item); });
        if (old == then.end()) return false;
        Tell(**old, *item);
        then.erase(old);
        return true;
      });
    };
    match([](const ast::Property& a, const ast::Property& b) {
      return TitleOf(a) == TitleOf(b) && KeyOf(a) == KeyOf(b);
    });
    match([](const ast::Property& a, const ast::Property& b) { return TitleOf(a) == TitleOf(b); });
    match([](const ast::Property& a, const ast::Property& b) { return KeyOf(a) == KeyOf(b); });
    for (const ast::Property* const item : now) {
      diff_.contents.push_back(
          {Weight::kPromised, Named(*item), "new", "", PromiseOf(after_, *item)});
    }
    for (const ast::Property* const item : then) {
      diff_.contents.push_back(
          {Weight::kPromised, Named(*item), "gone", PromiseOf(before_, *item), ""});
    }
  }

 private:
  static std::string KeyOf(const ast::Property& item) {
    return (item.always ? "always " : "never ") + MeaningKey(item.condition.get());
  }
  static std::string Named(const ast::Property& item) {
    return fmt::format("property \"{}\"", TitleOf(item));
  }
  static std::string PromiseOf(const CompiledGuideline& version, const ast::Property& item) {
    return (item.always ? "must always: " : "must never: ") +
           ExpressionText(version.text.source, *item.condition);
  }

  void Tell(const ast::Property& then, const ast::Property& now) {
    if (KeyOf(then) != KeyOf(now)) {
      diff_.contents.push_back({Weight::kPromised, Named(now), "promises", PromiseOf(before_, then),
                                PromiseOf(after_, now)});
    } else if (TitleOf(then) != TitleOf(now)) {
      diff_.contents.push_back(
          {Weight::kWording, Named(now), "title", TitleOf(then), TitleOf(now)});
    }
  }

  const CompiledGuideline& before_;
  const CompiledGuideline& after_;
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
    lines.push_back(fmt::format("{} {} {}", named(separation.first), separation.text,
                                named(separation.second)));
  }
  return lines;
}

std::vector<std::string> ExclusiveOf(const CompiledGuideline& version) {
  std::vector<std::string> lines;
  for (const ast::Exclusive* const item : version.text.names.exclusives) {
    std::string& line = lines.emplace_back();
    for (const ast::Name& name : item->treatments) line += (line.empty() ? "" : ", ") + name.text;
  }
  return lines;
}

}  // namespace

void CompareStated(const CompiledGuideline& before, const CompiledGuideline& after,
                   VersionDiff& diff) {
  AddLines(Weight::kActedOn, "apart", ApartOf(before.guideline), ApartOf(after.guideline), diff);
  AddLines(Weight::kActedOn, "exclusive", ExclusiveOf(before), ExclusiveOf(after), diff);
  PropertyComparison(before, after, diff).Compare();
  AddLines(Weight::kPromised, "silent on", TitlesOf<ast::Silent>(before),
           TitlesOf<ast::Silent>(after), diff);
  AddLines(Weight::kPromised, "left out", TitlesOf<ast::LeftOut>(before),
           TitlesOf<ast::LeftOut>(after), diff);
  AddLines(Weight::kWording, "references", ReferencesOf(before), ReferencesOf(after), diff);
}

}  // namespace mgl
