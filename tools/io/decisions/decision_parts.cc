#include "tools/io/decisions/decision_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::array<std::string_view, 3> kRecheckParts = {"status", "from", "to"};

struct Column {
  DecisionGroup group = DecisionGroup::kId;
  std::uint32_t index = 0;  // in its group, where that has several; of a recheck: 3 a recheck
  auto operator<=>(const Column&) const = default;
};

RecheckColumn RecheckColumnAt(std::uint32_t index) {
  return {index / 3, static_cast<RecheckColumn::Part>(index % 3)};
}

/// By what they can be named.
std::map<std::string, std::vector<Column>, std::less<>> NamedColumns(const Guideline& guideline) {
  std::map<std::string, std::vector<Column>, std::less<>> named;
  for (std::size_t i = 0; i < kDecisionGroupNames.size(); ++i) {
    const auto group = static_cast<DecisionGroup>(i);
    const bool is_one = group != DecisionGroup::kResults && group != DecisionGroup::kRules &&
                        group != DecisionGroup::kRechecks;
    if (is_one) named[std::string(kDecisionGroupNames[i])] = {{group, 0}};
  }
  const auto add = [&named](DecisionGroup group, const std::string& name, std::uint32_t index) {
    named[name].push_back({group, index});
  };
  for (std::uint32_t i = 0; i < guideline.results.size(); ++i) {
    add(DecisionGroup::kResults, guideline.results[i].name, i);
  }
  for (std::uint32_t i = 0; i < guideline.rules.size(); ++i) {
    add(DecisionGroup::kRules, guideline.rules[i].name, i);
  }
  for (std::uint32_t i = 0; i < 3 * guideline.rechecks.size(); ++i) {
    add(DecisionGroup::kRechecks, NameOf(guideline, RecheckColumnAt(i)), i);
    add(DecisionGroup::kRechecks, guideline.rechecks[i / 3].name, i);
  }
  const auto add_group = [&named](DecisionGroup group, std::size_t size) {
    std::vector<Column>& columns = named[std::string(kDecisionGroupNames[std::size_t(group)])];
    columns.clear();
    for (std::uint32_t i = 0; i < size; ++i) columns.push_back({group, i});
  };
  add_group(DecisionGroup::kResults, guideline.results.size());
  add_group(DecisionGroup::kRules, guideline.rules.size());
  add_group(DecisionGroup::kRechecks, 3 * guideline.rechecks.size());
  return named;
}

void Show(const Column& column, DecisionParts& parts) {
  switch (column.group) {
    case DecisionGroup::kId:
      parts.id = true;
      break;
    case DecisionGroup::kScope:
      parts.scope = true;
      break;
    case DecisionGroup::kResults:
      parts.results.push_back(column.index);
      break;
    case DecisionGroup::kRules:
      parts.rules.push_back(column.index);
      break;
    case DecisionGroup::kRechecks:
      parts.rechecks.push_back(RecheckColumnAt(column.index));
      break;
    case DecisionGroup::kAsk:
      parts.ask = true;
      break;
    case DecisionGroup::kWarnings:
      parts.warnings = true;
      break;
    case DecisionGroup::kActions:
      parts.actions = true;
      break;
  }
}

/// The columns in their order.
DecisionParts PartsOf(const std::vector<Column>& columns) {
  DecisionParts parts;
  for (const Column& column : columns) Show(column, parts);
  std::vector<std::size_t> written(columns.size());  // by place in the record: which column it is
  for (std::size_t i = 0; i < written.size(); ++i) written[i] = i;
  std::ranges::stable_sort(written, {}, [&](std::size_t i) { return columns[i].group; });
  if (std::ranges::is_sorted(written)) return parts;
  parts.order.resize(written.size());
  for (std::size_t place = 0; place < written.size(); ++place) parts.order[written[place]] = place;
  return parts;
}

std::string Groups() {
  return fmt::format("groups are {}; else name results, rules and rechecks",
                     fmt::join(kDecisionGroupNames, ", "));
}

}  // namespace

std::string NameOf(const Guideline& guideline, const RecheckColumn& column) {
  return fmt::format("{}.{}", guideline.rechecks[column.recheck].name,
                     kRecheckParts[static_cast<std::size_t>(column.part)]);
}

DecisionParts AllParts(const Guideline& guideline, bool with_actions) {
  const auto named = NamedColumns(guideline);
  std::vector<Column> columns;
  for (const std::string_view name : kDecisionGroupNames) {
    const std::vector<Column>& group = named.find(name)->second;
    columns.insert(columns.end(), group.begin(), group.end());
  }
  if (!with_actions) columns.pop_back();
  return PartsOf(columns);
}

Result<DecisionParts> ReadParts(const Guideline& guideline, std::string_view columns,
                                bool with_actions) {
  const auto named = NamedColumns(guideline);
  std::vector<Column> wanted;
  std::size_t begin = 0;
  while (begin <= columns.size()) {
    const std::size_t end = std::min(columns.find(',', begin), columns.size());
    const std::string name(Trimmed(columns.substr(begin, end - begin)));
    begin = end + 1;
    if (name.empty()) {
      return Error{Trimmed(columns).empty() ? "--columns names no column"
                                            : "--columns: a comma stands without a name beside it",
                   Groups()};
    }
    const auto found = named.find(name);
    if (found == named.end()) {
      std::vector<std::string> names;
      for (const auto& [known, unused] : named) names.push_back(known);
      const std::string hint = DidYouMean(name, names);
      return Error{fmt::format("--columns: `{}` is no group of columns and no column of {}", name,
                               guideline.header.name),
                   hint.empty() ? Groups() : hint};
    }
    for (const Column& column : found->second) {
      if (column.group == DecisionGroup::kActions && !with_actions) {
        return Error{"--columns: `actions` are in no column of a table",
                     "--format ndjson writes what the rules that are yes say in full"};
      }
      if (std::ranges::find(wanted, column) == wanted.end()) wanted.push_back(column);
    }
  }
  return PartsOf(wanted);
}

}  // namespace mgl
