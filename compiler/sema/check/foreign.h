// Names that people bring from other languages: what stands for them here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace infra::sema {

/// What one meant, in a sentence; `written` is what may be put in its place, empty where that is no single word.
struct Foreign {
  std::string help;
  std::string_view written = {};
};

/// `null`, `True`, `var`, `upper(…)`: where a value is looked up.
std::optional<Foreign> foreign_value(std::string_view name);
/// `number`, `Optional`, `object`: where a type is looked up.
std::optional<Foreign> foreign_type(std::string_view name);
/// `count`, `depends_on`, `protect`: among the inputs of a resource or module use.
std::optional<Foreign> foreign_entry(std::string_view name, bool of_module);

}  // namespace infra::sema
