// The spellings of clinical texts beside UCUM, and the readings that would be legal UCUM but cannot
// be meant (`Mg/dL` is no megagram).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/unit/unit_table.h"

namespace mgl {

enum class EverydayUse {
  kSpelling,        // another spelling of a UCUM code
  kMetricSpelling,  // the same, takes prefix symbols: mIU
  kMetricWord,      // the same, takes prefix words: milligrams
  kPlainCount,      // counted things that leave a plain number: cells, beats
  kOwnDimension,    // counted things that do not compare with plain numbers: tablets, servings
};

struct EverydayUnit {
  std::string_view spelling;
  std::string_view ucum;
  EverydayUse use = EverydayUse::kSpelling;
};

/// An everyday spelling, with its prefix where it has one.
struct EverydaySymbol {
  const UnitPrefix* prefix = nullptr;
  const EverydayUnit* unit = nullptr;
};

std::optional<EverydaySymbol> FindEverydaySymbol(std::string_view symbol);

/// The counted thing behind an annotation that stands for itself, such as `{tablet}`; or null.
const EverydayUnit* FindCountedThing(std::string_view annotation);

/// True for annotations that say what is counted and no more: `{cells}`, `{Beats}`, `{counts}`.
bool IsCountWord(std::string_view annotation);

/// True for the annotations of an indexed body surface, `{1.73_m2}`.
bool IsIndexedBodySurface(std::string_view annotation);

/// The code in ASCII and in the grammar of UCUM: micro and degree signs, raised digits, `per`,
/// `x10^9`, `1.73m2`. What it does not know stays.
std::string NormalizeEverydayCode(std::string_view code);

/// Why a reading is refused. `instead` is a symbol or code to write, or empty; `advice` a sentence,
/// where one code does not say it.
struct RefusedReading {
  std::string reading;  // `megagram`; empty: there is no reading at all
  std::string_view instead;
  std::string_view advice;
};

/// For a whole normalized code: `K/uL` would be kelvin per microlitre.
std::optional<RefusedReading> FindRefusedCode(std::string_view code);

/// For one symbol: `Mg` would be megagram. `symbol` is how the strict table reads it, where it
/// does.
std::optional<RefusedReading> FindRefusedSymbol(std::string_view text,
                                                const std::optional<UnitSymbol>& symbol);

/// Spellings and codes that a misspelt symbol is compared with, likeliest first.
const std::vector<std::string_view>& KnownSymbols();

}  // namespace mgl
