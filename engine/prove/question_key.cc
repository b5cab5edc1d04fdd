#include "engine/prove/question_key.h"

#include <bit>
#include <string_view>

#include "engine/model/node_family.h"

namespace mgl {
namespace {

/// SplitMix64 (Steele, Lea, Flood 2014): every bit of what goes in changes half of what comes out.
constexpr std::uint64_t Mixed(std::uint64_t bits) {
  bits += 0x9E3779B97F4A7C15U;
  bits = (bits ^ (bits >> 30U)) * 0xBF58476D1CE4E5B9U;
  bits = (bits ^ (bits >> 27U)) * 0x94D049BB133111EBU;
  return bits ^ (bits >> 31U);
}

class Mixer {
 public:
  explicit Mixer(QuestionKey begin = {}) : key_(begin) {}

  Mixer& Add(std::uint64_t bits) {
    key_.first = Mixed(key_.first ^ bits);
    key_.second = Mixed(key_.second + std::rotl(bits, 23));
    return *this;
  }
  Mixer& Add(const QuestionKey& key) { return Add(key.first).Add(key.second); }
  Mixer& Add(std::string_view text) {
    Add(text.size());
    for (const char c : text) Add(static_cast<std::uint64_t>(static_cast<unsigned char>(c)));
    return *this;
  }
  Mixer& Add(const Rational& number) {
    for (const mpz_class* const part : {&number.get_num(), &number.get_den()}) {
      Add(static_cast<std::uint64_t>(sgn(*part)) + 1);
      const std::size_t limbs = mpz_size(part->get_mpz_t());
      Add(limbs);
      for (std::size_t i = 0; i < limbs; ++i)
        Add(mpz_getlimbn(part->get_mpz_t(), static_cast<mp_size_t>(i)));
    }
    return *this;
  }
  Mixer& Add(const Bound& bound) {
    Add((bound.infinite ? 1U : 0U) + (bound.closed ? 2U : 0U));
    return bound.infinite ? *this : Add(bound.value);
  }
  Mixer& Add(const Interval& interval) { return Add(interval.low).Add(interval.high); }
  Mixer& Add(const std::optional<Rational>& number) {
    Add(number ? 1U : 0U);
    return number ? Add(*number) : *this;
  }
  Mixer& Add(const Unit& unit) { return Add(unit.code).Add(unit.factor).Add(unit.offset); }

  const QuestionKey& key() const { return key_; }

 private:
  QuestionKey key_;
};

void AddVariable(const Variable& variable, Mixer& mixer) {
  mixer.Add(variable.known_count).Add(static_cast<std::uint64_t>(variable.type));
  mixer.Add(variable.stretches.size()).Add(variable.step);
  for (const Interval& stretch : variable.stretches) mixer.Add(stretch);
  for (const Unit& unit : variable.units) mixer.Add(unit);
}

void AddLines(const std::vector<CutLine>& lines, Mixer& mixer) {
  mixer.Add(lines.size());
  for (const CutLine& line : lines) {
    mixer.Add(line.unit).Add(line.interval).Add(line.when_operand ? *line.when_operand + 1U : 0U);
  }
}

void AddSubstance(const Substance& substance, Mixer& mixer) {
  mixer.Add(substance.name).Add(substance.molar_mass);
  mixer.Add(static_cast<std::uint64_t>(substance.valence));
  for (const SubstanceScale& scale : substance.scales) {
    mixer.Add(scale.from).Add(scale.to).Add(scale.conversion.factor).Add(scale.conversion.offset);
  }
}

/// Without what its values are put aside for.
QuestionKey KeyOf(const Fact& fact, FactId id, const FactValues& values) {
  Mixer mixer;
  // Two facts that are alike are still two: `a and a` is not `a and b`.
  mixer.Add(fact.name);
  mixer.Add(static_cast<std::uint64_t>(fact.type)).Add(fact.unit).Add(fact.has_unit ? 1U : 0U);
  mixer.Add(fact.choices.size()).Add(fact.ordered ? 1U : 0U);
  if (fact.substance) AddSubstance(*fact.substance, mixer);
  mixer.Add(fact.whole_step).Add(fact.step).Add(fact.plausible ? 1U : 0U);
  if (fact.plausible) mixer.Add(*fact.plausible);
  mixer.Add(fact.default_value ? 1U : 0U);
  if (fact.default_value) {
    mixer.Add(fact.default_value->number).Add(fact.default_value->choice);
    mixer.Add(static_cast<std::uint64_t>(fact.default_value->date.first));
    mixer.Add(static_cast<std::uint64_t>(fact.default_value->date.last));
  }
  AddVariable(values.Of(values.OfFact(id)), mixer);
  if (const auto date = values.DateOf(id)) AddVariable(values.Of(*date), mixer);
  return mixer.key();
}

/// What the payload of a node stands for.
void AddPayload(const Guideline& guideline, const Node& node, const std::vector<QuestionKey>& facts,
                Mixer& mixer) {
  switch (PayloadOf(node.kind)) {
    case Payload::kFact:
      mixer.Add(facts[node.payload]);
      return;
    case Payload::kNumber:
      mixer.Add(guideline.graph.number(node.payload));
      return;
    case Payload::kThreshold:
      AddLines(guideline.thresholds[node.payload].lines, mixer);
      return;
    case Payload::kRange:
      AddLines(guideline.ranges[node.payload].lines, mixer);
      return;
    case Payload::kAmbiguity:
      mixer.Add(node.payload);  // its reading in use belongs to the whole
      return;
    case Payload::kNone:
    case Payload::kTruth:
    case Payload::kDay:
    case Payload::kChoice:
    case Payload::kCount:
    case Payload::kWholeDays:
    case Payload::kSigned:
      mixer.Add(node.payload);
      return;
  }
}

/// Operands come before their users, so one pass finds all.
std::vector<QuestionKey> KeysOfNodes(const Guideline& guideline, const FactValues& values,
                                     const std::vector<QuestionKey>& facts) {
  std::vector<QuestionKey> keys;
  keys.reserve(guideline.graph.size());
  for (std::size_t i = 0; i < guideline.graph.size(); ++i) {
    const auto id = static_cast<NodeId>(i);
    const Node& node = guideline.graph.node(id);
    Mixer mixer;
    mixer.Add(static_cast<std::uint64_t>(node.kind)).Add(static_cast<std::uint64_t>(node.type));
    AddPayload(guideline, node, facts, mixer);
    mixer.Add(node.operand_count);
    for (const NodeId operand : guideline.graph.Operands(id)) mixer.Add(keys[Index(operand)]);
    if (const auto computed = values.ComputedOf(id)) AddVariable(values.Of(*computed), mixer);
    keys.push_back(mixer.key());
  }
  return keys;
}

std::uint64_t Bits(TruthSet truths) {
  std::uint64_t bits = 0;
  for (const Truth truth : {Truth::kYes, Truth::kNo, Truth::kUnknown}) {
    bits = bits * 2 + (truths.Has(truth) ? 1 : 0);
  }
  return bits;
}

}  // namespace

QuestionKeys::QuestionKeys(const Guideline& guideline, const FactValues& values,
                           const EvaluationOptions& options)
    : values_(values) {
  Mixer whole;
  whole.Add(static_cast<std::uint64_t>(options.as_of)).Add(options.readings.size());
  for (const auto& reading : options.readings) whole.Add(reading ? *reading + 1U : 0U);
  whole_ = whole.key();
  for (std::size_t i = 0; i < guideline.facts.size(); ++i) {
    facts_.push_back(KeyOf(guideline.facts[i], static_cast<FactId>(i), values));
  }
  nodes_ = KeysOfNodes(guideline, values, facts_);
  if (guideline.suspect_order.empty()) return;
  // Conditions of `suspect when` are judged before any fact is suspect, so they have their keys.
  std::vector<QuestionKey> with_suspect = facts_;
  for (const FactId id : guideline.suspect_order) {
    Mixer mixer(facts_[Index(id)]);
    for (const NodeId node : guideline.facts[Index(id)].suspect_when)
      mixer.Add(nodes_[Index(node)]);
    with_suspect[Index(id)] = mixer.key();
  }
  facts_ = std::move(with_suspect);
  nodes_ = KeysOfNodes(guideline, values, facts_);
}

QuestionKey QuestionKeys::Of(std::span<const Goal> goals) const {
  Mixer mixer(whole_);
  for (const Goal& goal : goals) mixer.Add(nodes_[Index(goal.node)]).Add(Bits(goal.wanted));
  return mixer.key();
}

QuestionKey QuestionKeys::Of(std::span<const Goal> goals, const PatientSet& among,
                             std::span<const VariableId> variables) const {
  Mixer mixer(Of(goals));
  for (const VariableId id : variables) {
    const Variable& variable = values_.Of(id);
    AddVariable(variable, mixer);
    for (const std::uint64_t word : among.WordsOf(variable)) mixer.Add(word);
    const Interval* const part = among.PartOf(variable);
    mixer.Add(part != nullptr ? 1U : 0U);
    if (part != nullptr) mixer.Add(*part);
  }
  return mixer.key();
}

}  // namespace mgl
