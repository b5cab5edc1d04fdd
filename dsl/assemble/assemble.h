// One text of what a guideline says itself, what it uses of other files, and what it adapts: from
// here on it is a text like any other, and its places are those of its files.
#pragma once

#include <compare>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dsl/ast/ast_fwd.h"
#include "dsl/diagnostic/diagnostic.h"
#include "dsl/resolve/resolve.h"
#include "dsl/text/source.h"

namespace mgl {

/// What one file changes of the guideline that it adapts.
struct LocalChange {
  enum class What { kChanged, kWithdrawn };
  What what = What::kChanged;
  std::string kind;  // "rule"
  std::string key;   // of UpstreamDeclaration; empty for every example
  std::string name;  // of the declaration; of one without: its first line, `must always "…"`
  std::string because;
  std::vector<std::string> citations;
  Span place;            // in the assembled text: of what it changes, and why
  Span whole;            // with its lines
  std::size_t file = 0;  // of Assembly::files: who says so
  bool changes_nothing = false;
  /// `unless`, `code`, the `when` of a contraindication: what upstream adds there later would be
  /// lost.
  std::vector<std::string> replaced;
  /// Of a withdrawal: the examples of upstream that expected it, which expect it no more.
  std::vector<std::string> examples;
};

/// One of the files that a guideline is made of.
struct AssembledFile {
  enum class How { kItself, kAdapted, kUsed };
  std::string path;
  How how = How::kItself;
  std::size_t level = 0;  // how often it is adapted: 0 the file itself, 1 what it adapts …
  std::string name, version, content_hash;  // as it says itself
  std::string status;                       // likewise: retired …
  Span named;  // in the assembled text: where the first file names it, or that which needs it
};

/// A declaration of the guideline that is adapted, before any change. Of its header, "guideline
/// national", what a local version inherits, and its status.
struct UpstreamDeclaration {
  std::string key;   // "rule give_iv"; no other has it: the second of two has " (2)" behind it
  std::string hash;  // of what it says, without its title and where it comes from
  std::string text;  // as it is written
};

/// What the first file takes of one that it uses, by all its lines `use`.
struct UsedFile {
  std::string path;                        // as it is named
  std::string name, version;               // of its guideline
  std::vector<UpstreamDeclaration> taken;  // in its order; without their texts
};

/// How a guideline came together; with one file nothing was to be put together.
struct Assembly {
  std::vector<AssembledFile> files;  // in the order of SourceFile::files
  std::vector<LocalChange> changes;  // of all levels, the outermost last
  std::string adapts;                // the path of the adapted guideline as it is named; or empty
  Span adapts_version;               // where its version is named, in the first file
  std::vector<UpstreamDeclaration> upstream;  // of that, in its order
  std::vector<UsedFile> used;
};

/// A file that another one uses or adapts, as it was compiled. What it points to lives as long as
/// `owner`.
struct OtherText {
  const SourceFile* source = nullptr;
  const ast::File* file = nullptr;
  const Resolution* names = nullptr;
  const Assembly* assembly = nullptr;  // null: of one file
  const Diagnostics* diagnostics = nullptr;
  bool has_errors = false;
  std::shared_ptr<const void> owner;
};
using CompileOther = std::function<OtherText(SourceFile source)>;

/// A place of a file, whatever it was put together with.
struct PlaceInFile {
  std::string path;
  int line = 1, column = 1;
  auto operator<=>(const PlaceInFile&) const = default;
};

/// What the first file calls things of other files.
struct TakenNames {
  std::set<std::string, std::less<>> asked_for;  // by `use a`, `use a as b`: `a`, `b`
  struct Renamed {
    std::string as, path;
  };
  std::map<std::string, Renamed, std::less<>> renamed;  // by what its file calls it
  /// By name: the path of a file that is used and declares it, and from which it was not taken.
  std::map<std::string, std::string, std::less<>> left;
  /// Names that were asked for and are not there: perhaps what a typing error meant.
  std::set<std::string, std::less<>> missing;
  /// Words in expressions of other files that are no names there, but choices.
  std::set<PlaceInFile> choices;
};

struct AssembledText {
  SourceFile source;
  Assembly assembly;
  TakenNames taken;
  /// What is wrong with how it is put together; places are of `source`.
  Diagnostics diagnostics;
  /// What is missing would only be reported again: the text is not to be looked at.
  bool is_unusable = false;
};

/// Whether a text says anything about other files.
bool NamesOtherFiles(const ast::File& file);

/// `compile`: of another file, with the files that `source` has. `parents`: the paths of the files
/// for which this one is read, the outermost first.
AssembledText Assemble(const SourceFile& source, const ast::File& file,
                       const std::vector<std::string>& parents, const CompileOther& compile);

}  // namespace mgl
