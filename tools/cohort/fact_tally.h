// Of each fact: how many stated values a run used, and why it could not use others.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "engine/model/decision.h"
#include "tools/io/cases/case_block.h"
#include "tools/io/cases/case_reader.h"

namespace mgl {

class FactTally {
 public:
  FactTally() = default;
  explicit FactTally(const Guideline& guideline) : facts_(guideline.facts.size()) {}

  /// A case that was decided by itself.
  void Count(const InputRow& row, const Decision& decision);
  /// One that a strict run rejects for a value.
  void CountRejected(const InputRow& row, const Decision& decision);
  /// The cases of a decided block, those apart that are exceptional.
  void Count(const CaseBlock& block);
  /// Those of a later part of the run.
  void Add(const FactTally& other);

  /// By fact: stated, used, not used; the problems, the most frequent first. No value of a case.
  nlohmann::ordered_json Json(const Guideline& guideline) const;
  /// A line for each fact of which values could not be used; `only_lost`: of which none could.
  std::vector<std::string> Notices(const Guideline& guideline, bool only_lost) const;

 private:
  /// Values with one problem.
  struct Lost {
    std::uint64_t count = 0;
    std::string file;                            // of the first
    std::uint64_t line = 0;                      // likewise
    std::map<std::string, std::uint64_t> units;  // that are none, or of another kind
  };
  struct OfFact {
    std::uint64_t used = 0;
    std::uint64_t lost = 0;
    std::uint64_t rejected = 0;  // usable, in a row that is rejected for another value
    std::map<std::string, Lost, std::less<>> problems;
  };
  using Problem = std::pair<std::string, Lost>;
  void CountLost(std::size_t fact, std::string_view problem, const InputRow& row, FactState state);
  static std::vector<Problem> ByFrequency(const OfFact& fact);
  static std::string UnitOf(const Lost& lost);

  std::vector<OfFact> facts_;
};

}  // namespace mgl
