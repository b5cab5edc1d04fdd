#include "tools/words/junit_document.h"

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>

#include "engine/text/utf8.h"

namespace mgl {

struct JunitDocument::Document {
  pugi::xml_document xml;
  pugi::xml_node suites;
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
};

namespace {

std::string Writable(std::string_view text) {
  std::string writable;
  while (!text.empty()) {
    const std::size_t size = CharacterLength(text);
    const auto lead = static_cast<unsigned char>(text[0]);
    const bool is_control = lead < 0x20 && lead != '\t' && lead != '\n' && lead != '\r';
    const bool is_no_character =
        text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF");
    if (size == 0 || is_control || is_no_character) {
      writable += "\xEF\xBF\xBD";
    } else {
      writable += text.substr(0, size);
    }
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return writable;
}

void AddAttribute(pugi::xml_node& node, const char* name, const std::string& value) {
  node.append_attribute(name) = Writable(value).c_str();
}

void AddCounts(pugi::xml_node node, std::size_t tests, std::size_t failures, std::size_t errors) {
  node.append_attribute("tests") = std::to_string(tests).c_str();
  node.append_attribute("failures") = std::to_string(failures).c_str();
  node.append_attribute("errors") = std::to_string(errors).c_str();
}

void AddCase(pugi::xml_node& suite, const JunitCase& each) {
  pugi::xml_node test = suite.append_child("testcase");
  AddAttribute(test, "name", each.name);
  AddAttribute(test, "classname", each.class_name);
  if (!each.file.empty()) AddAttribute(test, "file", each.file);
  if (each.line > 0) test.append_attribute("line") = each.line;
  if (each.outcome == JunitCase::Outcome::kPassed) {
    if (!each.text.empty()) test.append_child("system-out").text() = Writable(each.text).c_str();
    return;
  }
  const bool has_failed = each.outcome == JunitCase::Outcome::kFailed;
  pugi::xml_node failure = test.append_child(has_failed ? "failure" : "error");
  AddAttribute(failure, "message", each.message);
  if (!each.text.empty()) failure.text() = Writable(each.text).c_str();
}

}  // namespace

JunitSuite UnusableSuite(const std::string& path, const std::string& why) {
  JunitCase unusable{.name = "the file can be used", .class_name = path};
  unusable.outcome = JunitCase::Outcome::kUnusable;
  unusable.message = why;
  return {path, path, {}, {std::move(unusable)}};
}

JunitDocument::JunitDocument(const std::string& name) : document_(std::make_unique<Document>()) {
  pugi::xml_node declaration = document_->xml.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  document_->suites = document_->xml.append_child("testsuites");
  document_->suites.append_attribute("name") = name.c_str();
}

JunitDocument::~JunitDocument() = default;

void JunitDocument::Add(const JunitSuite& suite) {
  const auto count = [&](JunitCase::Outcome outcome) {
    return static_cast<std::size_t>(std::ranges::count(suite.cases, outcome, &JunitCase::outcome));
  };
  const std::size_t failures = count(JunitCase::Outcome::kFailed);
  const std::size_t errors = count(JunitCase::Outcome::kUnusable);
  pugi::xml_node node = document_->suites.append_child("testsuite");
  AddAttribute(node, "name", suite.name);
  AddAttribute(node, "file", suite.file);
  AddCounts(node, suite.cases.size(), failures, errors);
  if (!suite.properties.empty()) {
    pugi::xml_node properties = node.append_child("properties");
    for (const auto& [name, value] : suite.properties) {
      pugi::xml_node property = properties.append_child("property");
      AddAttribute(property, "name", name);
      AddAttribute(property, "value", value);
    }
  }
  for (const JunitCase& each : suite.cases) AddCase(node, each);
  document_->tests += suite.cases.size();
  document_->failures += failures;
  document_->errors += errors;
}

std::string JunitDocument::Text() const {
  pugi::xml_document whole;
  whole.reset(document_->xml);
  AddCounts(whole.child("testsuites"), document_->tests, document_->failures, document_->errors);
  std::ostringstream out;
  whole.save(out, "  ");
  return out.str();
}

}  // namespace mgl
