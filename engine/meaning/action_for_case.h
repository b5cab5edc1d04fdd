// What an action says of one case: which doses are in force, which options may be given, what to
// mind. The one place that every output reads it from.
#pragma once

#include <vector>

#include "engine/meaning/dose_for_case.h"

namespace mgl {

/// Of a `give` or `consider`; of every other action all lists are empty. Indexes, in the
/// guideline's order. `open` is what hangs on something unknown.
struct ActionForCase {
  std::vector<std::uint32_t> doses;           // in force
  std::vector<std::uint32_t> open_doses;      // in force if their condition turns out to be yes
  std::vector<DoseForCase> amounts;           // of both, where they follow from body size
  std::vector<std::uint32_t> options;         // of a whole medication: those that may be given
  std::vector<std::uint32_t> open_options;    // not before it is known whether they may be given
  std::vector<std::uint32_t> barred_options;  // must not be given
  std::vector<std::uint32_t> cautions;        // of Guideline::contraindications: they hold
  std::vector<std::uint32_t> open_cautions;   // they may hold
  std::vector<std::uint32_t> separations;     // from what else is given in this case
};
ActionForCase DescribeForCase(const Guideline& guideline, const Decision& decision,
                              const Action& action);

/// The name of the medication or of its option.
const std::string& TreatmentName(const Guideline& guideline, const Treatment& treatment);

/// Whether what is said of one of its treatments can concern who is given `given`: with a
/// medication, each of its options may be.
bool Concerns(const Contraindication& stated, const Treatment& given);
/// Whether it concerns what the rule gives or considers in this case: an option that must not be
/// given is not.
bool ConcernsInCase(const Guideline& guideline, const Decision& decision,
                    const Contraindication& stated, const Rule& rule);

/// The nodes on which ActionForCase hangs in some case, over all rules; each once: conditions of
/// doses, of what bars an option, and of cautions; amounts, and whether they are over a limit.
std::vector<NodeId> NodesOfActions(const Guideline& guideline);

/// Those that a rule that is yes leaves open. The amount of a dose counts where it is in force.
std::vector<NodeId> OpenNodesOf(const Guideline& guideline, const Decision& decision,
                                const Rule& rule);

/// What is given or considered by the rules that are yes, each once.
std::vector<Treatment> TreatmentsGiven(const Guideline& guideline, const Decision& decision);

/// Separations of which both treatments are given or considered in this case; indexes.
std::vector<std::uint32_t> SeparationsInForce(const Guideline& guideline, const Decision& decision);

}  // namespace mgl
