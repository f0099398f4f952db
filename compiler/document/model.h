// What is documented: data only. All text is as its author wrote it; writers make it clean.
#pragma once

#include <string>
#include <vector>

#include "compiler/source/span.h"

namespace infra::document {

/// A field of a type or kind, a result, a member of an enum.
struct Field {
  std::string marks;  ///< `unique`, `points`; empty for most.
  std::string name;
  std::string type;                ///< As written; of a member what it carries: `(path: Path)`.
  std::string default_value;       ///< Empty when there is none.
  std::vector<std::string> rules;  ///< `where it > 0`
  std::string doc;
  Span place;
};

enum class Sort : uint8_t { Param, Output, Kind, Type, Enum, Function, Value, Policy, Builtin };

struct Item {
  Sort sort = Sort::Value;
  std::string name;
  std::string signature;  ///< `pub kind Balancer: pointer via "haproxy" version 1`; one line of code.
  std::string lifecycle;  ///< Of a kind.
  std::string doc;
  std::string example;         ///< Of a builtin.
  std::vector<Field> fields;   ///< Of a type, enum or kind: what it takes.
  std::vector<Field> results;  ///< Of a kind: what it gives.
  Span place;
};

struct Module {
  std::string name;  ///< `std.net`, `shop`, `sites/tokyo`
  std::string doc;
  std::vector<Item> items;  ///< In the order of the source, sorts together.
};

struct Documentation {
  std::string title;
  std::vector<Module> modules;  ///< By name.
};

/// "params", "kinds": the heading over items of a sort.
std::string_view heading(Sort sort);
/// "param", "kind".
std::string_view noun(Sort sort);

}  // namespace infra::document
