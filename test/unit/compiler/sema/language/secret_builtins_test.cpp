// What a builtin gives of lists and maps of secrets: either it is secret, or it is the same whatever the secrets are.
#include <gtest/gtest.h>

#include <set>

#include "compiler/types/print.h"
#include "compiler/value/builtin.h"
#include "compiler/value/fold.h"
#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

using types::TypeId;
using types::TypeKind;
using types::TypeStore;
using value::ValueId;
using value::ValueStore;

/// Expressions of a type, in which `a` and `b` are secrets.
class Expressions {
 public:
  explicit Expressions(TypeStore& types) : types_(types) {}

  std::vector<std::string> of(TypeId id) {
    if (!id.valid()) return {"a"};
    const types::Type type = types_[id];
    switch (type.kind) {
      case TypeKind::Bool: return {"true"};
      case TypeKind::Int: return {"1"};
      case TypeKind::String: return {"\"k\""};
      case TypeKind::Secret: return {"b"};
      case TypeKind::Variable: return {"b", "1", "\"k\""};
      case TypeKind::Optional: return of(type.element);
      case TypeKind::List: return around("[", type.element, "]");
      case TypeKind::Map: return around("{ k = ", type.element, " }");
      case TypeKind::Record: return {"{ n = \"x\", s = b }"};
      case TypeKind::Function: return lambdas(type);
      default: return {};
    }
  }

 private:
  std::vector<std::string> around(const std::string& before, TypeId inside, const std::string& after) {
    std::vector<std::string> out;
    for (const std::string& one : of(inside)) out.push_back(before + one + after);
    return out;
  }

  std::vector<std::string> lambdas(const types::Type& type) {
    const bool two = type.parts.size() == 2;
    const std::string head = two ? "(x, y) => " : "x => ";
    std::vector<std::string> bodies = of(type.element);
    if (types_.kind(type.element) == TypeKind::Variable) {
      bodies.emplace_back("x");
      bodies.emplace_back(two ? "y" : "x == b");
      bodies.emplace_back("x.s");
      bodies.emplace_back("x.n");
    }
    if (types_.kind(type.element) == TypeKind::Bool) {
      for (const std::string& other : of(type.parts.front())) bodies.push_back("x == " + other);
      bodies.emplace_back("x.s == b");
    }
    if (types_.kind(type.element) == TypeKind::List) bodies.emplace_back("[x]");
    for (std::string& body : bodies) body.insert(0, head);
    return bodies;
  }

  TypeStore& types_;
};

/// The texts of the secrets A and B.
class World : public value::Leaves {
 public:
  World(std::string a, std::string b) : a_(std::move(a)), b_(std::move(b)) {}
  Result<ValueId> leaf(ValueStore& values, ValueId id) override {
    return values.string(values.as_text(id) == "A" ? a_ : b_);
  }

 private:
  std::string a_, b_;
};

/// What everybody may see of a value.
std::string shown(const TypeStore& types, const ValueStore& values, TypeId id, ValueId value) {
  const types::Type& type = types[id];
  if (type.kind == TypeKind::Secret) return "#";
  if (value == values.none()) return "none";
  auto parts = values.children(value);
  std::string out;
  switch (type.kind) {
    case TypeKind::Optional:
    case TypeKind::Refined: return shown(types, values, type.element, value);
    case TypeKind::List:
    case TypeKind::Set:
      for (ValueId part : parts) out += shown(types, values, type.element, part) + ",";
      return "[" + out + "]";
    case TypeKind::Map:
      for (size_t i = 0; i < parts.size(); i += 2) {
        out += plain(values, parts[i]) + "=" + shown(types, values, type.element, parts[i + 1]) + ",";
      }
      return "{" + out + "}";
    case TypeKind::Record:
      for (const types::Field& field : type.fields) {
        ValueId part = values.field(value, field.name);
        out += field.name + "=" + (part.valid() ? shown(types, values, field.type, part) : "none") + ",";
      }
      return "{" + out + "}";
    default: return plain(values, value);
  }
}

struct Receiver {
  std::string type, value;
  TypeId id;
};

std::vector<Receiver> receivers(TypeStore& types) {
  TypeId text = TypeStore::scalar(TypeKind::String), secret = types.secret(text);
  TypeId record = types.record("", {{"n", text}, {"s", secret}});
  TypeId map = types.map(text, secret);
  return {
      {"List<Secret<String>>", "[a, b]", types.list(secret)},
      {"List<Secret<String>?>", "[a, none, b]", types.list(types.optional(secret))},
      {"List<List<Secret<String>>>", "[[a], [b]]", types.list(types.list(secret))},
      {"List<Map<String, Secret<String>>>", "[{ k = a }, { k = b }]", types.list(map)},
      {"List<{ n: String, s: Secret<String> }>", "[{ n = \"x\", s = a }, { n = \"y\", s = b }]", types.list(record)},
      {"Map<String, Secret<String>>", "{ k = a, j = b }", map},
      {"Map<String, List<Secret<String>>>", "{ k = [a], j = [b] }", types.map(text, types.list(secret))},
      {"Secret<String>", "a", secret}};
}

/// What an expression shows in different worlds; nothing when it does not compile.
std::set<std::string> seen(const Receiver& on, const std::string& expression, std::string& type) {
  Outcome outcome = analyze("let a = secret.env(\"A\")\nlet b = secret.env(\"B\")\nlet on: " + on.type + " = " +
                            on.value + "\nlet r = " + expression + "\n");
  if (!outcome.diagnostics.empty()) return {};
  const sema::Program& program = outcome.analysis->program;
  const auto& lets = program.modules[program.root].lets;
  std::set<std::string> all;
  for (size_t i = 0; i < lets.size(); ++i) {
    if (program.text(lets[i].name) != "r") continue;
    type = types::print(*program.types, lets[i].type);
    for (World world : {World("x", "x"), World("x", "y"), World("y", "x"), World("k", "x")}) {
      auto result = value::evaluate(*program.values, outcome.analysis->model.lets[i], world);
      // That it fails is seen when it is applied, and the message does not show why (E0328).
      if (result) all.insert(shown(*program.types, *program.values, lets[i].type, *result));
    }
  }
  return all;
}

TEST(SecretBuiltins, ShowNothingOfTheSecretsTheyAreGiven) {
  TypeStore types;
  Expressions expressions(types);
  std::set<std::string> asked;
  for (const Receiver& on : receivers(types)) {
    TypeId self = on.id;
    while (types.kind(self) == TypeKind::Secret) self = types[self].element;
    for (const value::Builtin* builtin : value::builtins()) {
      auto signature = builtin->check(types, self);
      if (!signature) continue;
      std::vector<std::string> calls = {fmt::format("on.{}", builtin->name)};
      if (!builtin->without_arguments) {
        calls.front() += "(";
        for (size_t i = 0; i < signature->parameters.size(); ++i) {
          std::vector<std::string> longer;
          for (const std::string& call : calls) {
            for (const std::string& argument : expressions.of(signature->parameters[i]))
              longer.push_back(call + (i > 0 ? ", " : "") + argument);
          }
          calls = std::move(longer);
        }
        for (std::string& call : calls) call += ")";
      }
      for (const std::string& call : calls) {
        std::string type;
        std::set<std::string> views = seen(on, call, type);
        EXPECT_LE(views.size(), 1u) << call << " of " << on.type << " is `" << type << "`";
        if (!views.empty()) asked.insert(fmt::format("{}.{}", builtin->on, builtin->name));
      }
    }
  }
  for (const char* known : {"List<T>.contains", "List<T>.index_of", "List<T>.distinct", "List<T>.without",
                            "List<T>.common", "List<T>.map", "List<T>.sort_by", "List<T>.filter", "List<T>.fold",
                            "List<T>.to_map", "Map<K, V>.values", "Map<K, V>.filter", "Map<K, V>.get"}) {
    EXPECT_TRUE(asked.contains(known)) << known << " was not asked";
  }
  EXPECT_GT(asked.size(), 60u);
}

TEST(SecretBuiltins, OperatorsCompareSecretsInSecret) {
  const std::string before = "let s = secret.env(\"A\")\nlet ls: List<Secret<String>> = [s]\n";
  for (const char* expression :
       {"\"a\" in ls", "ls.contains(\"x\")", "ls.distinct.length == 1", "[1].any(x => s in ls)",
        "ls.without([\"x\"]).length == 1", "ls.common([s]).is_empty"}) {
    Outcome outcome = analyze(before + "output o: Bool = " + expression + "\n");
    EXPECT_EQ(outcome.codes(), std::vector<std::string>{"E0403"}) << expression << "\n" << outcome.report();
  }
  EXPECT_EQ(analyze(before + "output o: Int? = ls.index_of(\"x\")\n").codes(), std::vector<std::string>{"E0403"});
  EXPECT_TRUE(analyze(before + "output o: Bool = ls.length == 1\n").diagnostics.empty());
  EXPECT_TRUE(analyze("let m: Map<String, Secret<String>> = { k = secret.env(\"A\") }\noutput o: Bool = \"k\" in m\n")
                  .diagnostics.empty())
      << "the keys of a map are never secret";
}

TEST(SecretBuiltins, ListsOfSecretsAreWrittenOnce) {
  const std::string before = "let s = secret.env(\"A\")\nfn f(x: Secret<String>) -> Secret<Int> = x.length\n";
  for (const char* use :
       {"let r: List<Secret<Int>> = [\"a\"].map(x => f(s))", "let r: List<Secret<Int>> = [for x in [1]: f(s)]",
        "let r: Secret<List<Int>> = [for x in s.split(\",\"): f(s)]", "let r: Secret<List<String>> = [s].distinct"}) {
    Outcome outcome = analyze(before + use + "\n");
    EXPECT_TRUE(outcome.diagnostics.empty()) << use << "\n" << outcome.report();
  }
}

}  // namespace
}  // namespace infra::test
