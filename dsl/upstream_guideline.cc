#include "dsl/upstream_guideline.h"

#include <algorithm>
#include <map>
#include <variant>

#include "dsl/assemble/named_files.h"
#include "dsl/assemble/written_declarations.h"
#include "dsl/ast/ast.h"
#include "dsl/compile.h"
#include "dsl/resolve/statements.h"

namespace mgl {
namespace {

const ast::DeclarationBase& BaseOf(const ast::Declaration& declaration) {
  return std::visit([](const auto& of) -> const ast::DeclarationBase& { return of; }, declaration);
}

/// The names that a declaration hangs on, through others.
class NamesBelow {
 public:
  explicit NamesBelow(const CompiledGuideline& guideline) {
    for (const ast::Declaration& declaration : guideline.text.file->declarations) {
      const std::string& name = BaseOf(declaration).name.text;
      if (!name.empty()) declarations_.emplace(name, &declaration);
    }
  }

  std::set<std::string, std::less<>> Of(const ast::Declaration& declaration) {
    Add(declaration);
    return std::move(names_);
  }

 private:
  void Add(const ast::Declaration& declaration) {
    ForEachExpression(declaration, [&](const ast::Expr& whole) {
      ForEachPart(whole, [&](const ast::Expr& part) { AddName(part.name.text); });
    });
    // Whom a treatment is for does not hang on what is said of the treatment.
    const bool names_treatments = std::holds_alternative<ast::Contraindication>(declaration);
    if (!names_treatments) {
      ForEachUsedName(declaration, [&](const ast::Name& name) { AddName(name.text); });
    }
  }
  void AddName(const std::string& name) {
    const auto found = declarations_.find(name);
    if (found == declarations_.end() || !names_.insert(name).second) return;
    Add(*found->second);
  }

  std::map<std::string, const ast::Declaration*, std::less<>> declarations_;
  std::set<std::string, std::less<>> names_;
};

}  // namespace

std::shared_ptr<const CompiledGuideline> UpstreamOf(const CompiledText& local) {
  const SourceFile& source = local.source;
  if (!local.assembly || local.assembly->adapts.empty() || !source.others()) return nullptr;
  const std::string path = PathBeside(source.path(), local.assembly->adapts);
  const auto file = source.others()->find(path);
  if (file == source.others()->end() || file->second.error) return nullptr;
  return Compile(SourceFile(path, file->second.text).WithOthers(source.others())).guideline;
}

std::vector<const LocalChange*> ChangesBelow(const CompiledText& local,
                                             const CompiledGuideline& upstream,
                                             const ast::Declaration& declaration) {
  const WrittenText written(upstream.text.source);
  const WrittenDeclaration* const itself = written.At(BaseOf(declaration).span.begin);
  const std::set<std::string, std::less<>> names = NamesBelow(upstream).Of(declaration);
  std::vector<const LocalChange*> changes;
  for (const LocalChange& change : local.assembly->changes) {
    if (change.file != 0) continue;
    if (itself != nullptr && change.key == itself->key) {
      changes.insert(changes.begin(), &change);
    } else if (names.contains(change.name)) {
      changes.push_back(&change);
    }
  }
  return changes;
}

}  // namespace mgl
