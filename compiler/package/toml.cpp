#include "compiler/package/toml.h"

#include <algorithm>
#include <cctype>

#include "compiler/base/text.h"
#include "compiler/base/toml_library.h"
#include "compiler/diag/codes/package.h"
#include "compiler/diag/codes/source.h"

namespace infra::package {
namespace {

class Converter {
 public:
  Converter(FileId file, const SourceFile& source) : file_(file), source_(source) {}

  /// The library counts lines and code points from 1.
  uint32_t offset(const toml::source_position& at) const {
    if (at.line == 0 || at.line > source_.line_count()) return static_cast<uint32_t>(source_.text().size());
    size_t offset = source_.line_start(static_cast<uint32_t>(at.line));
    for (toml::source_index column = 1; column < at.column && offset < source_.text().size(); ++column)
      decode_utf8(source_.text(), offset);
    return static_cast<uint32_t>(offset);
  }
  Span span(const toml::source_region& region) const {
    uint32_t begin = offset(region.begin);
    return {file_, begin, std::max(begin, offset(region.end))};
  }

  /// The library bounds the nesting of what it parses, so this ends.
  Toml convert(const toml::node& node) const {
    Toml made;
    made.span = span(node.source());
    if (const toml::table* table = node.as_table()) {
      made.name = "a table";
      made.has_header = !table->is_inline();
      for (const auto& [key, value] : *table)
        made.members.push_back({std::string(key.str()), span(key.source()), convert(value)});
      std::sort(made.members.begin(), made.members.end(),
                [](const TomlMember& a, const TomlMember& b) { return a.key_span.begin < b.key_span.begin; });
    } else if (const toml::array* array = node.as_array()) {
      made.type = Toml::Type::Array;
      made.name = "a list";
      for (const toml::node& item : *array) made.items.push_back(convert(item));
    } else if (const auto* text = node.as_string()) {
      made.type = Toml::Type::String;
      made.name = "a string";
      made.text = text->get();
    } else if (const auto* number = node.as_integer()) {
      made.type = Toml::Type::Integer;
      made.name = "a number";
      made.number = number->get();
    } else {
      made.type = Toml::Type::Other;
      made.name = node.is_boolean() ? "`true` or `false`" : node.is_floating_point() ? "a number" : "a date or a time";
    }
    return made;
  }

 private:
  FileId file_;
  const SourceFile& source_;
};

}  // namespace

const TomlMember* Toml::find(std::string_view key) const {
  for (const TomlMember& member : members) {
    if (member.key == key) return &member;
  }
  return nullptr;
}

std::optional<Toml> parse_toml(FileId file, const SourceMap& sources, diag::Sink& sink) {
  const SourceFile& source = sources.file(file);
  if (auto bad = first_invalid_utf8(source.text())) {
    sink.emit(diag::InvalidUtf8, Span(), source.name(), static_cast<uint8_t>(source.text()[*bad]), *bad)
        .help("save the file as UTF-8");
    return std::nullopt;
  }
  toml::parse_result parsed = toml::parse(source.text());
  Converter converter(file, source);
  if (!parsed) {
    std::string why(parsed.error().description());
    if (!why.empty()) why[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(why[0])));
    if (why.starts_with("error while ")) why = "while " + why.substr(12);
    Span place = converter.span(parsed.error().source());
    sink.emit(diag::ManifestUnreadable, place, source.name(), why);
    return std::nullopt;
  }
  return converter.convert(parsed.table());
}

std::string toml_string(std::string_view text) {
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      quoted += fmt::format("\\u{:04X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

}  // namespace infra::package
