// The words for the enumerations of a guideline, as its language writes them.
#include "engine/guideline.h"

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

}  // namespace mgl
