#include "tools/cohort/differences/outcome_states.h"

namespace mgl {
namespace {

using Kind = OutcomePair::Kind;

std::uint32_t PlaceOn(const StatementPair& pair, VersionSide side) {
  return side == VersionSide::kBefore ? pair.outcome.first : pair.outcome.second;
}
NodeId ScopeOn(const StatementPair& pair, VersionSide side) {
  return side == VersionSide::kBefore ? pair.outcome.first_scope : pair.outcome.second_scope;
}

OutcomeState Number(Truth truth) { return static_cast<OutcomeState>(truth); }

bool IsChoice(const ResultColumn& result) {
  constexpr std::size_t kMostChoices = 63;  // that a state can hold
  return result.type == FactType::kChoice && !result.is_text &&
         result.choices.size() <= kMostChoices;
}

Truth TruthIn(const BatchEvaluator& batch, NodeId node, std::size_t row) {
  if (Bit(batch.Yes(node), row)) return Truth::kYes;
  return Bit(batch.No(node), row) ? Truth::kNo : Truth::kUnknown;
}

}  // namespace

OutcomeState StateOf(const StatementPair& pair, VersionSide side, const Guideline& joint,
                     const Decision& decision) {
  const std::uint32_t place = PlaceOn(pair, side);
  switch (pair.outcome.kind) {
    case Kind::kScope:
      return Number(decision.nodes[Index(ScopeOn(pair, side))].truth);
    case Kind::kRule:
      return static_cast<OutcomeState>(decision.rules[place]);
    case Kind::kResult: {
      const ResultColumn& result = joint.results[place];
      const Value& value = decision.nodes[Index(result.node)];
      if (result.type == FactType::kTruth) return Number(value.truth);
      if (!IsChoice(result)) return value.known ? 1 : 0;
      OutcomeState choices = 0;
      for (std::uint32_t i = 0; value.known && i < result.choices.size(); ++i) {
        if (value.choices.Has(i)) choices |= OutcomeState{1} << i;
      }
      return choices;
    }
    case Kind::kRecheck:
      break;
  }
  return static_cast<OutcomeState>(decision.rechecks[place].status);
}

OutcomeState StateOf(const StatementPair& pair, VersionSide side, const BatchEvaluator& batch,
                     std::size_t row) {
  const Guideline& joint = batch.plan().guideline;
  const std::uint32_t place = PlaceOn(pair, side);
  switch (pair.outcome.kind) {
    case Kind::kScope:
      return Number(TruthIn(batch, ScopeOn(pair, side), row));
    case Kind::kRule: {
      const auto is_in = [row](const Word* plane) { return plane != nullptr && Bit(plane, row); };
      if (is_in(batch.Blocked(place))) return static_cast<OutcomeState>(Outcome::kBlocked);
      if (is_in(batch.Overridden(place))) return static_cast<OutcomeState>(Outcome::kOverridden);
      const Truth outcome = TruthIn(batch, joint.rules[place].outcome, row);
      if (outcome == Truth::kUnknown) return static_cast<OutcomeState>(Outcome::kUnknown);
      return static_cast<OutcomeState>(outcome == Truth::kYes ? Outcome::kYes : Outcome::kNo);
    }
    case Kind::kResult: {
      const ResultColumn& result = joint.results[place];
      if (result.type == FactType::kTruth) return Number(TruthIn(batch, result.node, row));
      const bool is_known = Bit(batch.SettledPlanes(result.node).first, row);
      if (!IsChoice(result)) return is_known ? 1 : 0;
      OutcomeState choices = 0;
      const std::vector<Plane>& may_be = batch.Choices(result.node).may_be;
      for (std::size_t i = 0; is_known && i < may_be.size(); ++i) {
        if (Bit(may_be[i].data(), row)) choices |= OutcomeState{1} << i;
      }
      return choices;
    }
    case Kind::kRecheck:
      break;
  }
  return static_cast<OutcomeState>(batch.StateOf(joint.rechecks[place], row).status);
}

std::string StateText(const StatementPair& pair, VersionSide side, const Guideline& joint,
                      OutcomeState state) {
  if (side == VersionSide::kBefore ? pair.is_new : pair.is_gone) return "none";
  switch (pair.outcome.kind) {
    case Kind::kScope:
      return std::string(ScopeName(static_cast<Truth>(state)));
    case Kind::kRule:
      return std::string(OutcomeName(static_cast<Outcome>(state)));
    case Kind::kResult: {
      const ResultColumn& result = joint.results[PlaceOn(pair, side)];
      if (result.type == FactType::kTruth) return std::string(TruthName(static_cast<Truth>(state)));
      if (state == 0) return "missing";
      if (!IsChoice(result)) return "a value";
      std::string text;
      for (std::size_t i = 0; i < result.choices.size(); ++i) {
        if ((state >> i & 1U) == 0) continue;
        text += (text.empty() ? "" : " or ") + result.choices[i].name;
      }
      return text;
    }
    case Kind::kRecheck:
      break;
  }
  return std::string(RecheckStatusName(static_cast<RecheckStatus>(state)));
}

bool SaysAll(const StatementPair& pair, const Guideline& joint) {
  if (pair.outcome.kind != Kind::kResult) return true;
  const ResultColumn& result = joint.results[pair.outcome.first];
  return result.type == FactType::kTruth || IsChoice(result);
}

}  // namespace mgl
