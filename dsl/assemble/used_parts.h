// What comes with a declaration that another file uses.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/assemble/assemble.h"
#include "dsl/assemble/written_declarations.h"

namespace mgl {

class UsedParts {
 public:
  UsedParts(const OtherText& other, const WrittenText& written);

  /// The declaration of this name; nothing where there is none. An option or item: the declaration
  /// it is of.
  std::optional<std::size_t> Find(std::string_view name) const;
  std::vector<std::string> Names() const;
  /// All declarations but the header, the examples and the source.
  std::set<std::size_t> All() const;
  /// These, what they refer to, and what guards them: rules that override a rule, and what forbids,
  /// warns of or sets apart a medication.
  std::set<std::size_t> WithAllTheyNeed(const std::set<std::size_t>& roots) const;
  /// Where the name stands, also its declaration, and in the braces of texts.
  std::vector<Span> PlacesOf(std::string_view name) const;

 private:
  void FindUses();
  void AddUse(std::size_t user, const ast::DeclarationBase* used);
  void AddWords(std::size_t user);
  bool Guards(std::size_t declaration, const std::set<std::size_t>& taken) const;

  const OtherText& other_;
  const WrittenText& written_;
  std::map<const ast::DeclarationBase*, std::size_t> index_;
  std::vector<std::set<std::size_t>> uses_;  // by declaration
};

}  // namespace mgl
