// The formats that cases come in, and which one a file is in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mgl {

enum class CaseFormat : std::uint8_t { kCsv, kNdjson, kJson, kYaml };

/// `csv`, `ndjson`, `json` (an array), `yaml`.
std::vector<std::string> CaseFormatNames();
/// Empty for any other word.
std::optional<CaseFormat> CaseFormatNamed(std::string_view word);

/// The format of a file by its first bytes (decompressed; some kilobytes are enough) and, where
/// they do not say, by its name (`.csv`, `.tsv`, `.ndjson`, `.jsonl`, `.json`, `.yaml`, `.yml`,
/// also with `.gz` or `.zst` behind); CSV where neither says.
///
/// `{"` or `{}` begins NDJSON, unless the name says YAML. `[` and what JSON can have behind it
/// (`{"`, not `{id:`) begin a JSON array, unless the name says YAML or NDJSON. `---`, `%YAML`,
/// `- `, `name: `, other `[{` and a `{` with anything else behind it begin YAML, unless the name
/// says NDJSON. Comments (`#`) above are skipped, but for an array: JSON has none.
CaseFormat DetectCaseFormat(std::string_view start, std::string_view name);

}  // namespace mgl
