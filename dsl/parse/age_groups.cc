#include "dsl/parse/age_groups.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_prescription.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

struct Group {
  std::string_view word;
  std::string_view other;  // for the same
  std::string_view side;
};
constexpr std::array kGroups = std::to_array<Group>({
    {"elderly", "elderly people", ">="},
    {"elderly", "elderly patients", ">="},
    {"elderly", "older people", ">="},
    {"elderly", "older adults", ">="},
    {"elderly", "older patients", ">="},
    {"elderly", "old age", ">="},
    {"elderly", "geriatric", ">="},
    {"elderly", "geriatric patients", ">="},
    {"elderly", "seniors", ">="},
    {"adult", "adults", ">="},
    {"adult", "adult patients", ">="},
    {"child", "children", "<"},
    {"child", "childhood", "<"},
    {"child", "paediatric", "<"},
    {"child", "pediatric", "<"},
    {"child", "paediatrics", "<"},
    {"child", "paediatric patients", "<"},
    {"child", "pediatric patients", "<"},
    {"infant", "infants", "<"},
    {"neonate", "neonates", "<"},
    {"neonate", "newborns", "<"},
    {"adolescent", "adolescents", ""},
});

constexpr std::string_view kOpen = "… years";

}  // namespace

std::string AgeGroupMeant(std::string_view text, std::string_view words) {
  std::string said = LowerCase(Trimmed(words));
  for (const std::string_view lead : {"in ", "for ", "the ", "all "}) {
    if (said.starts_with(lead)) said.erase(0, lead.size());
  }
  for (const Group& group : kGroups) {
    if (said != group.word && said != group.other) continue;
    for (const std::string_view name : {std::string_view(said), group.word, group.other}) {
      const DeclaredName declared = NamedBy(text, name, {"threshold", "define", "fact"});
      const bool is_truth = declared.keyword != "fact" || declared.kind.starts_with("is yes/no");
      if (!declared.name.empty() && is_truth) return std::string(declared.name);
    }
    if (group.side.empty()) return {};
    return fmt::format("{} {} {}", FactMeasuredIn(text, {"years", "whole years"}, "age"),
                       group.side, kOpen);
  }
  return {};
}

std::string AgeToDecide(std::string_view written) {
  if (written.find(kOpen) == std::string_view::npos) return {};
  return "; what age is meant is for the source, or the clinician, to say: put it in place of `…`";
}

}  // namespace mgl
