// Values of a program, for people and for other programs: of its outputs, and of an expression in a file's scope.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/service/snapshot.h"

namespace infra::service {

struct NamedValue {
  std::string name;
  std::string type;                    ///< `Map<String, Port>`
  std::string text;                    ///< The value as its author would write it.
  std::string json;                    ///< One line. See value_json.h.
  std::vector<std::string> ways = {};  ///< Of what it asked of the network: who gets where by which rules.
};

/// The outputs of the root, as declared; of a snapshot that is ok.
std::vector<NamedValue> outputs(const Snapshot& snapshot);
/// The same as one object by name, on one line with its line break: a module's value for other programs. It goes to
/// `write` in pieces of whole characters, since it may be larger than all else that a compilation holds.
void write_outputs_json(const Snapshot& snapshot, const std::function<void(std::string_view)>& write);

/// What is typed in the scope of a file.
struct ScopeRequest {
  CompileRequest program;  ///< An empty root: an empty file of its own in the package.
  /// Declarations typed before, each a `let`, an `import` or another; they stand behind the file.
  std::vector<std::string> declarations;
  std::string expression;             ///< Empty: only the declarations are judged.
  std::string origin = "expression";  ///< What diagnostics call the typed text.
};

struct ScopeResult {
  Snapshot snapshot;  ///< What is wrong with the file and with what was typed, at its place in what was typed.
  std::optional<NamedValue> value;
};

/// The value of an expression that sees all that a declaration of the file sees. Params without a value stand for any;
/// a value that depends on one is E0936, and text that is more than one expression E0935.
/// `previous`: of the question before, when there was one; it is spent.
ScopeResult evaluate(const ScopeRequest& request, std::optional<Snapshot> previous = {});

/// Whether typed text goes on in the next line: a bracket, a brace or a text of several lines is open.
bool is_unfinished(std::string_view text);

/// Whether typed text begins as a declaration does (`let name = …` without `;`, `import`, `type` …) and not as an
/// expression.
bool is_declaration(std::string_view text);

}  // namespace infra::service
