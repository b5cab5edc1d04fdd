// The consultation in a terminal or a pipe: questions out, answers in, a line each.
#pragma once

#include <iosfwd>
#include <string>

#include "tools/case/consult/answer_reader.h"
#include "tools/case/consult/consultation.h"
#include "tools/case/consult/outcome_text.h"
#include "tools/words/text_page.h"

namespace mgl {

inline constexpr std::size_t kLongestAnswerBytes = std::size_t{64} * 1024;
inline constexpr int kMostAnswers = 10'000;

struct DialogueOptions {
  std::size_t width = 80;  // of a line, in characters
  bool bold = false;       // titles and questions
  bool echo = false;       // repeat each answer: for input that no terminal shows
};

/// Asks until everything that can be decided is decided, `quit`, the end of the input, or the
/// output cannot be written. Shows after each answer what has just been decided.
class Dialogue {
 public:
  enum class End { kDecided, kQuit, kTooManyAnswers };

  Dialogue(const CompiledGuideline& compiled, Consultation& consultation, AnswerReader& answers,
           std::istream& in, std::ostream& out, DialogueOptions options);

  End Run();

 private:
  enum class Line { kText, kTooLong, kEnd };
  /// The outcomes and warnings as they were shown last.
  struct Shown {
    struct Outcome {
      OutcomeText::Kind kind = OutcomeText::Kind::kUndecided;
      std::vector<std::string> lines;
      bool operator==(const Outcome&) const = default;
    };
    std::vector<Outcome> outcomes;
    std::vector<std::string> warnings;
  };

  Line ReadLine(std::string& line);
  void Ask(ConsultQuestion question);
  void PrintQuestion(const std::string& text, const std::string& hint);
  void Explain(ConsultQuestion question);
  void ShowHelp(ConsultQuestion question);
  void TakeBack();
  void Take(ConsultQuestion question, std::string_view text);
  bool Command(ConsultQuestion question, std::string_view text);
  void Say(std::string_view line);
  void Print(TextPage page);
  TextPage Page() const { return {options_.width, options_.bold}; }
  Shown Now() const;
  void ShowChanges();

  const CompiledGuideline& compiled_;
  Consultation& consultation_;
  AnswerReader& answers_;
  std::istream& in_;
  std::ostream& out_;
  DialogueOptions options_;
  Shown shown_;
  bool is_first_line_ = true;
  bool has_shown_commands_ = false;
};

}  // namespace mgl
