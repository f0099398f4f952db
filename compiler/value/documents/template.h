// Templates: text with places for values.
//
//   {{ name }}  {{ server.port }}                 a value, as in an interpolation
//   {{ for s in servers }} … {{ end }}            once for each item of a list or set
//   {{ for key, value in map }} … {{ end }}       once for each key of a map
//   {{ if tls }} … {{ else }} … {{ end }}         by a Bool, or by whether an optional is there; `if !tls` the other way
//   {{ "{{" }}                                    text that stands for itself
//
// What decides (for, if, else, end) takes its line away when it stands on a line alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/value/documents/shape.h"

namespace infra::value::documents {

struct TemplatePart {
  enum class Kind : uint8_t { Text, Value, For, If } kind = Kind::Text;
  std::string text;                ///< Text.
  std::vector<std::string> path;   ///< Value, For, If: the name and its fields.
  std::vector<std::string> names;  ///< For: of the item, or of key and value.
  bool negated = false;
  size_t line = 1;
  std::vector<TemplatePart> body, otherwise;
};

/// E0363.
Result<std::vector<TemplatePart>> parse_template(std::string_view text);

/// Every name is given and has the fields that are asked for (E0364), is what its place needs (E0366), and every field
/// of `shape`, a record, is used (E0365): in branches that are not taken as well.
Result<void> check_template(const std::vector<TemplatePart>& parts, const Shape& shape);

/// Of a template that has been checked with the shape of `record`, which is known; E0366 when a value to be written is
/// `none`, E0390 when the text grows too long.
Result<std::string> render_template(ValueStore& values, const std::vector<TemplatePart>& parts, ValueId record,
                                    const Shape& shape);

}  // namespace infra::value::documents
