// Several guidelines that apply together, as one: what is asked of a guideline can be asked of
// them.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "dsl/match_facts.h"

namespace mgl {

/// Two declarations of one name, of two parts, that should mean the same.
struct SharedName {
  std::string name;       // as both parts write it
  std::string_view kind;  // "range", "threshold"
  FactOfPart first,
      second;  // of the declarations: their parts, and their index in names of the kind
  Span first_place, second_place;  // in the joined text
};

/// A range of one part, and a range or threshold of another part under another name, of one fact.
/// What is said of a value is `apart` where it is within the range and meets the threshold, or
/// within one of the ranges alone; it is `alike` where it is within the range and does not meet the
/// threshold, or within both.
struct JudgedTwice {
  FactOfPart range, other;  // their parts, and their index there in names of the kind
  bool other_is_range = false;
  std::uint32_t apart = 0, alike = 0;  // of the joined guideline's properties
};

struct JoinedGuidelines {
  /// Its source has all texts. No declaration is called as in its part, but as NameIn says; facts
  /// that are one stand once, and nothing of them is put aside as suspect; scopes stand in the
  /// conditions of rules and rechecks; examples, sources, properties and doses are left out.
  std::shared_ptr<const CompiledGuideline> compiled;
  std::vector<std::shared_ptr<const CompiledGuideline>> parts;
  FactMatches matches;
  std::vector<std::vector<std::uint32_t>> facts;  // [part][fact of the part]: the joined one's
  /// The property `must never` of the same index is broken where the two differ.
  std::vector<SharedName> shared;
  std::vector<JudgedTwice> judged;
  std::vector<std::string> labels;  // by part: `b.mgl`, or the path where two are called so

  /// A name of the joined guideline as its part writes it.
  std::string_view OwnName(std::string_view joined) const;

  // Conditions of a part that are definitions of the joined guideline: who is in its scope, of whom
  // a fact is suspect, and who gets a dose (by its index). Those that are always so have none.
  std::string NameOfScope(std::size_t part) const;
  std::string NameOfSuspect(std::size_t part, std::size_t fact) const;
  std::string NameOfDose(std::size_t part, std::string_view medication, std::size_t dose) const;
  std::optional<NodeId> Defined(std::string_view name) const;
};

/// The error: they cannot be joined (their sizes together), which says why.
Result<JoinedGuidelines> JoinGuidelines(
    std::vector<std::shared_ptr<const CompiledGuideline>> parts);

}  // namespace mgl
