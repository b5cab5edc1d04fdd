// Messages about how prose joins conditions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// The things of a list behind `at`, as prose has them: `the following: a, b or c`, or one a line
/// behind dashes. Joined by `joint`, or empty where there are none.
std::string ListedFrom(std::string_view text, std::size_t at, std::string_view joint);

/// `a as well as b`, `a but not if b`, `neither a nor b`.
std::optional<Diagnostic> JointByProse(const Place& place);
/// `accept a becuase "…"`.
std::optional<Diagnostic> MisspeltBecause(const Place& place);
/// `a b`, both declared: which of `and` and `or` is meant is the author's to say.
std::optional<Diagnostic> JointMissing(const Place& place);
/// `expect a yes b no`: a comma is missing.
std::optional<Diagnostic> CommaMissing(const Place& place);
/// `any of the following: a, b`, `two of a, b, c`.
std::optional<Diagnostic> CountByProse(const Place& place);
/// `dose 30 mg once per day for 5 days then 20 mg …`.
std::optional<Diagnostic> TaperedDose(const Place& place);
/// `the patient is pregnant`, `give the metformin`.
std::optional<Diagnostic> ArticleByProse(const Place& place);

}  // namespace mgl
