// Questions in words: what is asked and what may be answered.
#pragma once

#include <string>
#include <vector>

#include "engine/model/guideline.h"

namespace mgl {

/// The author's question, or the title with a question mark.
std::string QuestionText(const Fact& fact);

/// In a few words, for the line of the question: "yes or no", "a number in mg/dL", "a date".
std::string AnswerHint(const Fact& fact);

/// In full, behind "write": "a number in mg/dL, or with its unit, from 0.1 to 20 mg/dL".
std::string WhatFits(const Fact& fact);

struct ChoiceLine {
  std::string key;  // what picks it, right-aligned: "  1 "
  std::string text;
};

/// The choices; empty where there are none.
std::vector<ChoiceLine> ChoiceLines(const Fact& fact);

/// What `?` shows: the name, what is meant, what fits, its precision, its default, its codes.
std::vector<std::string> HelpLines(const Fact& fact);

}  // namespace mgl
