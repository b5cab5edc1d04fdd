// The words of YAML 1.1 and 1.2 together; a name is never a number.
#include "tools/io/yaml/yaml_key.h"

#include "engine/text/plain_text.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {

std::string YamlKey(std::string_view name) {
  for (const std::string_view word :
       {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}) {
    if (EqualsIgnoringCase(name, word)) return '"' + std::string(name) + '"';
  }
  return std::string(name);
}

}  // namespace mgl
