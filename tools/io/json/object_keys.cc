#include "tools/io/json/object_keys.h"

#include <algorithm>
#include <cstring>

namespace mgl {
namespace {

constexpr std::size_t kMostIgnoredKeys = 1000;
constexpr std::size_t kLongestIgnoredKey = 200;

/// Carriage returns stand before line feeds only, or for the line feeds of an element.
const char* BehindBlanks(const char* at) {
  while (*at == ' ' || *at == '\r') ++at;
  return at;
}

}  // namespace

void ObjectKeys::StartFile(const FactNames& names, const std::vector<UnitRule>& unit_rules) {
  names_ = &names;
  roles_ = ColumnRoles();
  roles_.facts.resize(unit_rules.size());
  for (std::size_t i = 0; i < unit_rules.size(); ++i) roles_.facts[i].unit_rule = unit_rules[i];
  columns_ = 1;
  ignored_keys_ = 0;
  keys_.assign(1, ObjectKey());
  steps_.assign(1, KeyStep());
  numbers_.clear();
  new_keys_.clear();
}

std::uint32_t ObjectKeys::Read(std::uint32_t previous, const char* text, std::uint32_t& at) {
  const char* const begin = text + at;
  const char* end = begin;
  const std::uint32_t next = ReadNext(previous, end);
  if (next == kNone) return kNone;
  const auto size = static_cast<std::uint32_t>(end - begin);
  at += size;
  // A key is predicted only when it was seen: then nothing is to be done about it.
  const bool is_known = next == kEnd || keys_[next].is_seen;
  if (!is_known || size > KeyStep::kMostBytes) return next;
  KeyStep& step = steps_[previous];
  std::memcpy(step.text.data(), begin, size);
  step.bytes = size == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << size) - 1;
  step.size = size;
  step.key = next;
  return next;
}

std::uint32_t ObjectKeys::ReadNext(std::uint32_t previous, const char*& at) {
  const bool is_first = previous == kStart;
  if (is_first && *at++ != '{') return kNone;
  at = BehindBlanks(at);
  if (*at == '}') {
    at = BehindBlanks(at + 1);
    return *at++ == '\n' ? kEnd : kNone;
  }
  if (!is_first) {
    if (*at != ',') return kNone;
    at = BehindBlanks(at + 1);
  }
  if (*at != '"') return kNone;
  const char* const key = ++at;
  while (*at != '"' && *at != '\\' && *at != '\n') ++at;
  if (*at != '"') return kNone;
  const std::uint32_t number = FindOrAdd({key, static_cast<std::size_t>(at - key)});
  at = BehindBlanks(at + 1);
  if (*at != ':') return kNone;
  at = BehindBlanks(at + 1);
  return number;
}

std::uint32_t ObjectKeys::FindOrAdd(std::string_view key) {
  const auto known = numbers_.find(key);
  std::uint32_t number = 0;
  if (known != numbers_.end()) {
    number = known->second;
  } else {
    const FactNames::Targets* const targets = names_->FindInAnyCase(key);
    const bool ignored = targets == nullptr || targets->empty();
    if (ignored && (key.size() > kLongestIgnoredKey || ignored_keys_ == kMostIgnoredKeys)) {
      return kNone;
    }
    // Which of two spellings counts is another's to say.
    const auto has_column = [this](const NameTarget& target) {
      return roles_[target] != kNoColumn;
    };
    if (!ignored && std::ranges::any_of(*targets, has_column)) return kNone;
    number = static_cast<std::uint32_t>(keys_.size());
    numbers_.emplace(key, number);
    keys_.push_back({0, ignored ? kIgnoredColumn : columns_, false});
    steps_.emplace_back();
    if (ignored) {
      ++ignored_keys_;
    } else {
      for (const NameTarget& target : *targets) roles_[target] = columns_;
      ++columns_;
    }
  }
  if (!keys_[number].is_seen) new_keys_.push_back(number);
  return number;
}

void ObjectKeys::AcceptRow(const std::function<void(const std::string& key)>& see) {
  for (const std::uint32_t number : new_keys_) {
    keys_[number].is_seen = true;
    const auto key = std::ranges::find(numbers_, number, [](const auto& of) { return of.second; });
    see(key->first);
  }
  new_keys_.clear();
}

}  // namespace mgl
