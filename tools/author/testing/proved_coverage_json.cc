#include "tools/author/testing/proved_coverage_json.h"

namespace mgl {
namespace {

const char* AimStateName(Aim::State state) {
  switch (state) {
    case Aim::State::kShown:
      return "shown";
    case Aim::State::kMissing:
      return "missing";
    case Aim::State::kImpossible:
      return "impossible";
    case Aim::State::kNotDecided:
      break;
  }
  return "not decided";
}

nlohmann::ordered_json ProvedTotalJson(const CoverageTotal& total) {
  return {{"covered", total.covered}, {"of", total.of}, {"percent", total.Percent()}};
}

}  // namespace

nlohmann::ordered_json ProvedCoverageJson(const SourceFile& source, const ProvedCoverage& proved) {
  nlohmann::ordered_json json = ProvedTotalJson(proved.Total());
  json["totals"] = nlohmann::ordered_json::object();
  for (const AimKind kind : kAimKinds) {
    json["totals"][AimKindKey(kind)] = ProvedTotalJson(proved.Total(kind));
  }
  json["aims"] = nlohmann::ordered_json::array();
  for (const Aim& aim : proved.aims) {
    const Position place = source.PositionOf(aim.place.begin);
    const nlohmann::ordered_json reason =
        aim.reason.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(aim.reason);
    json["aims"].push_back({{"kind", AimKindKey(aim.kind)},
                            {"of", aim.of},
                            {"text", aim.text},
                            {"side", aim.side},
                            {"line", place.line},
                            {"column", place.column},
                            {"shown", aim.shown},
                            {"state", AimStateName(aim.state)},
                            {"reason", reason}});
  }
  return json;
}

}  // namespace mgl
