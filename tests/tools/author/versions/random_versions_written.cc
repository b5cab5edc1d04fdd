// How random guidelines are written, in the usual words or in others that mean the same.
#include <fmt/format.h>

#include <algorithm>

#include "tests/tools/author/versions/random_versions.h"

namespace mgl {
namespace {

using Kind = RandomCondition::Kind;

std::string Decimal(int tenths) {
  return tenths % 10 == 0 ? fmt::format("{}", tenths / 10)
                          : fmt::format("{}.{}", tenths / 10, tenths % 10);
}

}  // namespace

std::string RandomVersions::Number(int tenths, const char* unit) {
  if (*unit == '\0') return Decimal(tenths);
  if (rewrites_ && OneIn(2)) return fmt::format("{} mg/L", tenths);
  return fmt::format("{} {}", Decimal(tenths), unit);
}

std::string RandomVersions::WrittenLeaf(const RandomCondition& condition) {
  switch (condition.kind) {
    case Kind::kChoice:
      return "c is " + condition.name;
    case Kind::kOneOf: {
      const bool swaps = rewrites_ && OneIn(2);
      return fmt::format("c is one of ({}, {})", condition.parts[swaps ? 1 : 0].name,
                         condition.parts[swaps ? 0 : 1].name);
    }
    case Kind::kNumber: {
      const std::string number = Number(condition.tenths, condition.name == "x" ? "mg/dL" : "");
      if (!rewrites_ || OneIn(2)) {
        return fmt::format("{} {} {}", condition.name, condition.relation, number);
      }
      std::string mirrored = condition.relation;
      mirrored[0] = mirrored[0] == '<' ? '>' : '<';
      return fmt::format("{} {} {}", number, mirrored, condition.name);
    }
    case Kind::kKnown:
      return condition.name + " is known";
    case Kind::kFact:
    case Kind::kNamed:
    case Kind::kNot:
    case Kind::kAnd:
    case Kind::kOr:
    case Kind::kAtLeast:
      break;
  }
  return condition.name;
}

std::string RandomVersions::Written(const RandomCondition& condition) {
  if (rewrites_ && OneIn(12)) {
    return "(not (not (" + Written(condition) + ")))";
  }
  const bool is_joined = condition.kind == Kind::kNot || condition.kind == Kind::kAnd ||
                         condition.kind == Kind::kOr || condition.kind == Kind::kAtLeast;
  if (!is_joined) return WrittenLeaf(condition);
  std::vector<std::string> parts;
  for (const RandomCondition& part : condition.parts) parts.push_back(Written(part));
  if (rewrites_) std::ranges::shuffle(parts, random_);
  std::string text;
  switch (condition.kind) {
    case Kind::kNot:
      text = "not (" + parts[0] + ")";
      break;
    case Kind::kAtLeast:
      text = fmt::format("at least {} of ({})", condition.tenths, fmt::join(parts, ", "));
      break;
    default: {
      const bool is_and = condition.kind == Kind::kAnd;
      if (rewrites_ && OneIn(4)) {
        for (std::string& part : parts) part = "not (" + part + ")";
        text = fmt::format("not ({})", fmt::join(parts, is_and ? " or " : " and "));
      } else {
        for (std::string& part : parts) part = "(" + part + ")";
        text = fmt::format("{}", fmt::join(parts, is_and ? " and " : " or "));
      }
    }
  }
  if (rewrites_ && OneIn(8)) {
    const std::string name = fmt::format("e{}", extra_defines_.size());
    extra_defines_.push_back(fmt::format("define {} as {}\n", name, text));
    return name;
  }
  return "(" + text + ")";
}

std::string RandomVersions::Text(const RandomGuideline& guideline) {
  rewrites_ = false;
  return All(guideline);
}

std::string RandomVersions::SameMeaning(const RandomGuideline& guideline) {
  rewrites_ = true;
  std::string text = All(guideline);
  rewrites_ = false;
  return text;
}

std::vector<std::string> RandomVersions::Facts(const RandomGuideline& guideline) {
  std::vector<std::string> parts;
  parts.push_back(
      "fact t \"T\" is yes/no\n" +
      (guideline.t_default.empty() ? "" : "  unless stated, " + guideline.t_default + "\n"));
  parts.emplace_back("fact u \"U\" is yes/no\n");
  parts.push_back(fmt::format("fact c \"C\" is one of ({})\n", fmt::join(guideline.choices, ", ")));
  parts.emplace_back("substance metal\n  molar mass 40 g/mol\n  valence 2\n");
  std::string x = "fact x \"X\" in " + guideline.x_unit + " of metal\n";
  if (guideline.x_step) x += fmt::format("  in steps of {} mg/dL\n", Decimal(*guideline.x_step));
  if (guideline.x_plausible) {
    x += fmt::format("  plausible {} to {} mg/dL\n", Decimal(guideline.x_plausible->first),
                     Decimal(guideline.x_plausible->second));
  }
  if (guideline.x_default) {
    x += fmt::format("  unless stated, {} mg/dL\n", Decimal(*guideline.x_default));
  }
  if (guideline.x_suspect) x += "  suspect when " + Written(*guideline.x_suspect) + "\n";
  parts.push_back(x);
  parts.emplace_back("fact n \"Count\" is number\n");
  return parts;
}

std::string RandomVersions::Threshold(const RandomGuideline& guideline) {
  const std::string line = guideline.bound_side + " " + Number(guideline.bound, "mg/dL");
  if (!guideline.bound_equivalents) return "threshold high \"High\" x " + line + "\n";
  return fmt::format("threshold high \"High\" of x\n  line {}\n  line {} {} mEq/L\n", line,
                     guideline.bound_side, Decimal(*guideline.bound_equivalents));
}

std::vector<std::string> RandomVersions::Rules(const RandomGuideline& guideline) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < guideline.rules.size(); ++i) {
    const RandomGuideline::Rule& rule = guideline.rules[i];
    std::string text = fmt::format("rule r{} \"R{}\"\n  when {}\n", i, i, Written(rule.when));
    if (rule.unless) text += "  unless " + Written(*rule.unless) + "\n";
    text += "  then " + rule.action + "\n";
    if (!rule.urgency.empty()) text += "  urgency " + rule.urgency + "\n";
    if (rule.overrides) text += fmt::format("  overrides r{}\n", *rule.overrides);
    parts.push_back(text);
  }
  return parts;
}

std::string RandomVersions::All(const RandomGuideline& guideline) {
  extra_defines_.clear();
  std::string header =
      "guideline small \"Small\"\n  language mgl 1\n  version 1.0.0\n  status draft\n";
  if (guideline.scope) header += "  applies when " + Written(*guideline.scope) + "\n";
  std::vector<std::string> parts = Facts(guideline);
  parts.push_back(Threshold(guideline));
  parts.push_back(fmt::format("range normal \"Normal\" of x\n  line {} to {} mg/dL\n",
                              Decimal(guideline.normal.first), Decimal(guideline.normal.second)));
  if (guideline.normal_equivalents) {
    parts.back() +=
        fmt::format("  line {} to {} mEq/L\n", Decimal(guideline.normal_equivalents->first),
                    Decimal(guideline.normal_equivalents->second));
  }
  for (std::size_t i = 0; i < guideline.defines.size(); ++i) {
    parts.push_back(fmt::format("define d{} \"D{}\" as {}\n", i, i, Written(guideline.defines[i])));
  }
  std::string who = "ambiguity who \"Who\"\n";
  constexpr const char* kReadings[] = {"narrow", "wide"};
  for (std::size_t i = 0; i < 2; ++i) {
    who += fmt::format("  reading {} as {}\n", kReadings[i], Written(guideline.readings[i]));
  }
  if (guideline.adopted) {
    who += fmt::format("  adopt {} because \"so\"\n", kReadings[*guideline.adopted]);
  }
  parts.push_back(who);
  parts.push_back("medication m \"M\"\n  dose " + guideline.dose + "\n");
  parts.emplace_back("medication k \"K\"\n");
  if (guideline.contraindication) {
    parts.push_back("contraindication m, k \"Bad\"\n  when " +
                    Written(*guideline.contraindication) + "\n");
  }
  for (std::string& rule : Rules(guideline)) parts.push_back(std::move(rule));
  std::string score = "score points_so_far \"Points\"\n";
  for (const auto& [points, when] : guideline.items) {
    score += fmt::format("  item \"I\"\n    points {} when {}\n", points, Written(when));
  }
  parts.push_back(score);
  parts.push_back(
      fmt::format("result e \"E\" is one of (low \"Low\", mid \"Mid\", top \"Top\")\n"
                  "  value low when {}\n  value mid when {}\n  value top {}\n",
                  Written(guideline.lines[0]), Written(guideline.lines[1]),
                  guideline.last_line ? "when " + Written(*guideline.last_line) : "otherwise"));
  parts.push_back(
      fmt::format("table b0 \"B\" of x, u gives one of (left, right)\n"
                  "  row below {} mg/dL, any gives left\n"
                  "  row at least {} mg/dL, yes gives right\n",
                  Decimal(guideline.rows.first), Decimal(guideline.rows.second)));
  parts.insert(parts.end(), extra_defines_.begin(), extra_defines_.end());
  if (rewrites_) std::ranges::shuffle(parts, random_);
  for (const std::string& part : parts) header += part;
  return header;
}

}  // namespace mgl
