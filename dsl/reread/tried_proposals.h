// Every text that a message proposes is tried before it is shown, and followed to its end.
#pragma once

#include <functional>

#include "dsl/diagnostic/diagnostic.h"
#include "dsl/text/source.h"

namespace mgl {

/// All that is wrong with a text.
using FindMistakes = std::function<Diagnostics(const SourceFile& source)>;

/// Puts each text that a help proposes in its place and looks there again. Where another mistake is
/// met that has one proposal of its own, the help shows what comes of both, so that one round is
/// enough; where what it proposes cannot be read, it is not shown. The first few; none in large
/// texts. The diagnostics are those of `source`; what is accepted does not depend on it.
void TryProposals(const SourceFile& source, const FindMistakes& find, Diagnostics& diagnostics);

/// The first mistake that a proposal of a message leads to at its place, which the text does not
/// have without it; none: it stands. For tests.
struct LedTo {
  Diagnostic mistake;
  std::string text;  // with the proposal
};
std::vector<LedTo> WhereProposalsLead(const SourceFile& source, const FindMistakes& find,
                                      const Diagnostics& diagnostics, std::size_t index,
                                      std::size_t& tried);

}  // namespace mgl
