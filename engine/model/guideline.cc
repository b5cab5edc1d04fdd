// The words for the parts of a guideline, and what its actions treat with.
#include "engine/model/guideline.h"

#include <fmt/format.h>

namespace mgl {

std::string_view ActionVerbName(ActionVerb verb) {
  switch (verb) {
    case ActionVerb::kGive:
      return "give";
    case ActionVerb::kConsider:
      return "consider";
    case ActionVerb::kStop:
      return "stop";
    case ActionVerb::kAvoid:
      return "avoid";
    case ActionVerb::kOrder:
      return "order";
    case ActionVerb::kAdvise:
      return "advise";
    case ActionVerb::kRefer:
      return "refer";
    case ActionVerb::kNote:
      return "note";
  }
  return "";
}

std::optional<Treatment> TreatmentOf(const Action& action) {
  if (action.target == Action::Target::kMedication) return Treatment{action.index, std::nullopt};
  if (action.target == Action::Target::kOption) return Treatment{action.index, action.option};
  return std::nullopt;
}

std::optional<Treatment> TreatmentGiven(const Action& action) {
  if (action.verb != ActionVerb::kGive && action.verb != ActionVerb::kConsider) return std::nullopt;
  return TreatmentOf(action);
}

bool IsGivenAs(const Treatment& given, const Treatment& named) {
  return given.medication == named.medication && (!named.option || given.option == named.option);
}

bool MayBeGivenAs(const Treatment& given, const Treatment& named) {
  return IsGivenAs(given, named) || (!given.option && given.medication == named.medication);
}

std::string_view UrgencyName(Urgency urgency) {
  switch (urgency) {
    case Urgency::kNow:
      return "now";
    case Urgency::kToday:
      return "today";
    case Urgency::kRoutine:
      return "routine";
    case Urgency::kNone:
      return "none";
  }
  return "";
}

std::string StatusLine(const GuidelineHeader& header) {
  std::string line = header.status == "draft" ? std::string("DRAFT, not clinically approved")
                                              : "status " + header.status;
  if (!header.source_kind.empty()) line += fmt::format("; from one {} source", header.source_kind);
  return line;
}

}  // namespace mgl
