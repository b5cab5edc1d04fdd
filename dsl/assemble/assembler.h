// Puts a guideline together: assemble.h says what for.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "dsl/assemble/assemble.h"
#include "dsl/assemble/changed_declaration.h"
#include "dsl/assemble/text_pieces.h"
#include "dsl/assemble/used_parts.h"
#include "dsl/assemble/written_declarations.h"
#include "dsl/ast/ast.h"

namespace mgl {

/// Of the header of a guideline that is adapted: the lines that a local version has too, and its
/// status.
std::string SaidOfHeader(const WrittenText& text, const WrittenDeclaration& header);

class Assembler {
 public:
  Assembler(const SourceFile& source, const ast::File& file,
            const std::vector<std::string>& parents, const CompileOther& compile);

  AssembledText Run();

 private:
  /// Another file, and how it is written.
  struct Other {
    OtherText text;
    std::shared_ptr<const WrittenText> written;
    AssembledFile::How how = AssembledFile::How::kUsed;
    std::string label;  // of its references where they clash: the name of its guideline
    const ast::Use* use = nullptr;
    std::set<std::size_t> taken;                              // kUsed: its declarations
    std::set<std::uint32_t> taken_from;                       // where they begin
    std::map<std::string, std::string, std::less<>> renamed;  // `use a as b`: a to b
    std::map<std::string, std::string, std::less<>> renamed_references;
  };
  /// A declaration in the text so far.
  struct Taken {
    std::string said;
    const SourceFile* source = nullptr;
    Span place;
    const WrittenDeclaration* written = nullptr;
    const Other* by = nullptr;  // null: the own file
  };

  // assemble.cc
  Other* Read(const ast::Text& path, AssembledFile::How how);
  bool ReadFiles();
  void AddErrorsOf(const Other& other);
  void AddFiles(const Other& other, Span named);
  void CheckUpstream(const Other& upstream);
  void Mistake(DiagnosticKind kind, Span place, std::string message, std::string help = {},
               std::vector<std::pair<const SourceFile*, Label>> labels = {});
  // assemble_names.cc
  void NameUsed();
  void ChooseUsed(Other& other);
  std::string HelpForUnknown(const Other& other, const std::string& name, const UsedParts& parts);
  void CheckNewNames(const Other& other, const UsedParts& parts);
  void NoteUsed();
  void SettleReferences(Other& other);
  void SettleSource(const Other& other);
  void WriteSources();
  bool IsTaken(const Other& other, const WrittenDeclaration& written) const;
  void SettleFacts();
  std::string HelpForClash(const Taken& there, const WrittenDeclaration& written,
                           const Other* other) const;
  bool IsNew(const WrittenText& text, const WrittenDeclaration& written, const Other* other);
  // assemble_substances.cc
  std::vector<const WrittenDeclaration*> TakenOf(const Other* other) const;
  void CheckSubstances();
  void CheckSubstance(const WrittenDeclaration& declared, const Other* by, const Other* user);
  // assemble_contradictions.cc
  bool IsContradicted(const std::string& key, const ast::OtherDeclaration& other,
                      const ast::Change* change);
  // assemble_changes.cc
  void FindChanges();
  const WrittenDeclaration* FindMeant(const ast::OtherDeclaration& other);
  void ApplyChanges(const WrittenDeclaration& written, ChangedDeclaration& changed);
  bool IsOnlyOne(const WrittenDeclaration& meant, const ast::OtherDeclaration& other);
  void AddLocalChange(const ast::OtherDeclaration& other, LocalChange::What what,
                      const std::string& key);
  void WriteHeader();
  void WriteUpstream();
  void WriteChanged(const WrittenDeclaration& written);
  std::set<std::string> StatedBy(const WrittenDeclaration& example) const;
  bool IsLiked(const WrittenDeclaration& example) const;
  void WriteUsed(const Other& other);
  void WriteOwn();
  void CopyWhole(const WrittenText& text, const WrittenDeclaration& written);

  const SourceFile& source_;
  const ast::File& file_;
  const std::vector<std::string>& parents_;
  const CompileOther& compile_;
  WrittenText own_;
  const ast::Guideline* header_ = nullptr;
  std::vector<std::unique_ptr<Other>> others_;   // the one that is adapted first
  std::set<std::string, std::less<>> unusable_;  // paths of files, told once
  Other* upstream_ = nullptr;
  TextPieces pieces_;
  AssembledText result_;
  /// By key: what changes and withdrawals say of it, and where in the own file.
  std::map<std::string, std::map<std::string, Span, std::less<>>, std::less<>> said_of_;
  std::map<std::string, std::vector<const ast::Change*>, std::less<>> changes_;  // by key
  std::vector<const ast::Change*> of_every_example_;
  std::map<std::string, const ast::Withdraw*, std::less<>> withdrawn_;  // by key
  std::set<std::string, std::less<>> withdrawn_names_;
  std::map<const ast::OtherDeclaration*, std::size_t> change_index_;  // in Assembly::changes
  std::map<std::string, Taken, std::less<>> names_;  // what is in the text, by name or key
  std::map<std::string, std::string, std::less<>> references_;  // by key: what they say
  /// `use a as b`, by file: a to b.
  std::map<const SourceFile*, std::map<std::string, std::string, std::less<>>> renamed_;
  /// What is taken, by file and by what it is called here: what its file calls it.
  std::map<const SourceFile*, std::map<std::string, std::string, std::less<>>> called_;
  std::vector<std::pair<const Other*, std::string>> cited_sources_;  // with what they are called
};

}  // namespace mgl
