#include "dsl/name_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/assemble/assemble.h"
#include "dsl/ast/ast.h"

namespace mgl {
namespace {

class FileNames {
 public:
  explicit FileNames(const CompiledText& text) : text_(text) {}

  void Set(std::string_view name, Provenance& provenance) const {
    const ast::DeclarationBase* const declaration =
        DeclarationOf(text_.names, text_.names.Find(name));
    if (declaration == nullptr) return;
    SetFile(declaration->keyword, provenance);
    provenance.changed = ChangesOf(*text_.assembly, name);
  }
  void SetFile(Span place, Provenance& provenance) const {
    const std::vector<AssembledFile>& files = text_.assembly->files;
    const auto file =
        std::ranges::find(files, text_.source.PathAt(place.begin), &AssembledFile::path);
    if (file == files.end()) return;
    provenance.file = file->name;
    provenance.level = file->level;
  }
  template <typename Items>
  void SetAll(Items& items) const {
    for (auto& item : items) Set(item.name, item.provenance);
  }
  /// Those without a name, by their places.
  template <typename Items, typename Written>
  void SetAll(Items& items, const std::vector<const Written*>& written) const {
    for (std::size_t i = 0; i < std::min(items.size(), written.size()); ++i) {
      SetFile(written[i]->keyword, items[i].provenance);
    }
  }

 private:
  const CompiledText& text_;
};

}  // namespace

std::vector<std::string> ChangesOf(const Assembly& assembly, std::string_view name) {
  std::vector<std::string> changes;
  for (const LocalChange& change : assembly.changes) {
    if (change.name != name) continue;
    std::string text = fmt::format("{}: {}", assembly.files[change.file].name, change.because);
    if (!change.citations.empty()) {
      text += fmt::format(" (cite {})", fmt::join(change.citations, ", "));
    }
    changes.push_back(std::move(text));
  }
  return changes;
}

Provenance OriginOf(const CompiledText& text, std::string_view name) {
  Provenance origin;
  if (text.assembly) FileNames(text).Set(name, origin);
  return origin;
}

void NameFiles(CompiledGuideline& compiled) {
  const FileNames names(compiled.text);
  Guideline& guideline = compiled.guideline;
  names.SetAll(guideline.thresholds);
  names.SetAll(guideline.ranges);
  names.SetAll(guideline.definitions);
  names.SetAll(guideline.results);
  names.SetAll(guideline.medications);
  names.SetAll(guideline.diets);
  names.SetAll(guideline.rules);
  names.SetAll(guideline.rechecks);
  names.SetAll(guideline.contraindications, compiled.text.names.contraindications);
  names.SetAll(guideline.separations, compiled.text.names.aparts);
  for (Ambiguity& ambiguity : guideline.ambiguities) {
    names.Set(ambiguity.name, ambiguity.provenance);
    const Symbol symbol = compiled.text.names.Find(ambiguity.name);
    if (symbol.kind != SymbolKind::kAmbiguity) continue;
    const std::vector<ast::Reading>& written =
        compiled.text.names.ambiguities[symbol.index]->readings;
    for (std::size_t i = 0; i < std::min(written.size(), ambiguity.readings.size()); ++i) {
      names.SetFile(written[i].name.span, ambiguity.readings[i].provenance);
    }
  }
}

}  // namespace mgl
