// Cases between their reader and the batch evaluator.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/batch/case_columns.h"
#include "engine/model/decision.h"
#include "tools/io/cases/case_reader.h"

namespace mgl {

/// As the scalar evaluator makes it of Case::row_warnings.
inline Warning ShortRowWarning() { return {Warning::Kind::kRow, 0, std::string(kShortRow)}; }

/// Up to kBlockCases cases, decoded. What is said of exceptional cases means nothing.
struct CaseBlock {
  CaseColumns columns;
  Plane short_rows{};                             // that warn of kShortRow
  std::array<std::string_view, kBlockCases> ids;  // as shown; TextBuffer's kCopyStep bytes behind
                                                  // each can be read
  bool ids_are_plain = false;                     // none needs quotes in CSV
};

/// The blocks of one part of a run.
class CaseBlocks {
 public:
  virtual ~CaseBlocks() = default;
  /// False where there are no more.
  virtual bool Next(CaseBlock& block) = 0;
  /// The i-th case of the block at hand, for the scalar evaluator, or why it is none.
  virtual void ReadCase(std::size_t i, InputRow& row) = 0;
};

}  // namespace mgl
