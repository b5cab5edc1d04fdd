// What to write where a medication is named that stands for something else: in a condition, in a
// property; or where a class of drugs is named.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/ast/ast.h"
#include "dsl/resolve/resolve.h"

namespace mgl {

/// The declared medications and options of a class of drugs, such as `NSAIDs`, by what such drugs
/// are called; `all` has every medication.
std::vector<std::string> DrugsOfClass(const Resolution& resolution, std::string_view name);
/// `name` is called like a class of drugs.
bool IsDrugClass(std::string_view name);

/// A name of a treatment that is not declared.
std::string HelpForUnknownTreatment(const Resolution& resolution, const ast::Name& name,
                                    bool in_list);
/// A medication where a condition stands.
std::string HelpForTaken(const Resolution& resolution, const ast::Name& name);
/// `not contraindicated`, `not allergic` in a rule that gives something; empty for other names.
std::string HelpForContraindicated(const ast::File& file, const Resolution& resolution,
                                   const ast::Name& name);
/// Medications in a property, each with the rule that gives it, which may be empty.
struct GivenBy {
  std::string medication;
  std::string rule;
};
std::string HelpForProperty(const std::vector<GivenBy>& named);

}  // namespace mgl
