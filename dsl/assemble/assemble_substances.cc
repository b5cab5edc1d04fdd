// Substances that the language knows: a declaration of one file would give them another molar mass
// in all others.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/assemble/assembler.h"
#include "engine/unit/substance.h"

namespace mgl {
namespace {

/// The substances of units in a declaration, `mmol/L of potassium`, with where they stand first.
std::map<std::string, Span, std::less<>> SubstancesIn(const WrittenText& text,
                                                      const WrittenDeclaration& written) {
  std::map<std::string, Span, std::less<>> found;
  const SyntaxTree& tree = text.tree();
  for (std::uint32_t i = written.node; i < tree.nodes[written.node].next; ++i) {
    if (tree.nodes[i].kind != SyntaxKind::kUnitPhrase) continue;
    for (std::uint32_t at = i + 1; at < tree.nodes[i].next; ++at) {
      if (tree.nodes[at].kind != SyntaxKind::kName) continue;
      found.emplace(text.source().Text(tree.nodes[at].span), tree.nodes[at].span);
    }
  }
  return found;
}

}  // namespace

/// `other`: null for the own file.
std::vector<const WrittenDeclaration*> Assembler::TakenOf(const Other* other) const {
  std::vector<const WrittenDeclaration*> taken;
  const WrittenText& text = other == nullptr ? own_ : *other->written;
  for (const WrittenDeclaration& written : text.declarations()) {
    if (other != nullptr && !IsTaken(*other, written)) continue;
    const std::string_view first = text.source().Text(text.NodeAt(written.node + 1).span);
    if (first == written.keyword) taken.push_back(&written);
  }
  return taken;
}

/// Each known substance that one file declares and another one uses as it is known.
void Assembler::CheckSubstances() {
  const std::vector<std::string_view> known = BuiltinSubstanceNames();
  std::vector<const Other*> all{nullptr};
  for (const auto& other : others_) all.push_back(other.get());
  for (const Other* const by : all) {
    for (const WrittenDeclaration* const declared : TakenOf(by)) {
      const bool is_known = declared->keyword == "substance" &&
                            std::ranges::find(known, declared->name) != known.end();
      if (!is_known) continue;
      for (const Other* const user : all) CheckSubstance(*declared, by, user);
    }
  }
}

void Assembler::CheckSubstance(const WrittenDeclaration& declared, const Other* by,
                               const Other* user) {
  const std::string& name = declared.name;
  // What is adapted holds here too.
  const bool is_same = by == user || (user == nullptr && by == upstream_);
  const std::vector<const WrittenDeclaration*> taken = TakenOf(user);
  const bool has_own = std::ranges::any_of(taken, [&](const WrittenDeclaration* written) {
    return written->keyword == "substance" && written->name == name;
  });
  if (is_same || has_own) return;
  const WrittenText& text = user == nullptr ? own_ : *user->written;
  for (const WrittenDeclaration* const written : taken) {
    const auto substances = SubstancesIn(text, *written);
    const auto found = substances.find(name);
    if (found == substances.end()) continue;
    const SourceFile& from = by == nullptr ? source_ : *by->text.source;
    const Other* const named = by != nullptr && by->use != nullptr ? by : user;
    const Span place = by == nullptr           ? declared.head
                       : named->use != nullptr ? named->use->path.span
                                               : header_->adapts->span;
    Mistake(DiagnosticKind::kCapturedWord, place,
            fmt::format("`{}` is a known substance in `{}`; a declaration of it in another file "
                        "would give it another meaning there",
                        name, text.source().path()),
            by == nullptr     ? "give it another name here, or leave it out"
            : user == nullptr ? fmt::format("write `substance {}` here too, as that file does, if "
                                            "that is meant",
                                            name)
                              : "let both files declare it, or none",
            {{&text.source(), {found->second, "as it is known"}},
             {&from, {declared.head, "another meaning"}}});
    return;
  }
}

}  // namespace mgl
