#include "compiler/sema/check/exhaustive.h"

#include <set>
#include <utility>

namespace infra::sema {
namespace {

using types::TypeKind;

/// Rows beyond this many are not looked at: nobody writes them, and the algorithm is exponential in the worst case.
constexpr size_t kMaxSteps = 20'000;

/// One way to build a value of a type, with the types of its parts.
struct Constructor {
  std::string text;
  uint32_t ordinal = 0;
  std::vector<std::string> names;
  std::vector<types::TypeId> parts;
};

class Matrix {
 public:
  explicit Matrix(const Program& program) : program_(program) {}

  using Row = std::vector<PatternId>;  // an invalid pattern takes everything

  /// A vector of values of `types` that no row takes, as text.
  std::optional<std::vector<std::string>> missing(const std::vector<Row>& rows, std::vector<types::TypeId> types) {
    if (types.empty()) return rows.empty() ? std::optional(std::vector<std::string>()) : std::nullopt;
    if (++steps_ > kMaxSteps) return std::nullopt;
    types::TypeId first = types.front();
    std::vector<types::TypeId> rest(types.begin() + 1, types.end());
    std::optional<std::vector<Constructor>> all = constructors(first);
    if (!all) {  // endless: a literal takes one value of it, only a wildcard the rest
      std::vector<Row> others;
      for (const Row& row : rows) {
        if (takes_all(row.front())) others.push_back(Row(row.begin() + 1, row.end()));
      }
      auto found = missing(others, rest);
      if (found) found->insert(found->begin(), "_");
      return found;
    }
    for (const Constructor& constructor : *all) {
      std::vector<types::TypeId> inner = constructor.parts;
      inner.insert(inner.end(), rest.begin(), rest.end());
      auto found = missing(specialise(rows, constructor), inner);
      if (!found) continue;
      size_t parts = constructor.parts.size();
      std::string text = constructor.text;
      if (parts > 0) {
        text += "(";
        for (size_t i = 0; i < parts; ++i) {
          if (i > 0) text += ", ";
          text += (*found)[i];
        }
        text += ")";
      }
      found->erase(found->begin(), found->begin() + static_cast<std::ptrdiff_t>(parts));
      found->insert(found->begin(), text);
      return found;
    }
    return std::nullopt;
  }

  /// Whether `row` takes a value that none of `rows` takes.
  bool useful(const std::vector<Row>& rows, const Row& row, const std::vector<types::TypeId>& types) {
    if (types.empty()) return rows.empty();
    if (++steps_ > kMaxSteps) return true;
    std::vector<types::TypeId> rest(types.begin() + 1, types.end());
    std::optional<std::vector<Constructor>> all = constructors(types.front());
    if (!all) {
      std::vector<Row> others;
      for (const Row& other : rows) {
        if (takes_all(other.front()) || same_literal(other.front(), row.front())) {
          others.push_back(Row(other.begin() + 1, other.end()));
        }
      }
      return useful(others, Row(row.begin() + 1, row.end()), rest);
    }
    for (const Constructor& constructor : *all) {
      std::vector<Row> own = specialise({row}, constructor);
      if (own.empty()) continue;
      std::vector<types::TypeId> inner = constructor.parts;
      inner.insert(inner.end(), rest.begin(), rest.end());
      if (useful(specialise(rows, constructor), own.front(), inner)) return true;
    }
    return false;
  }

  /// What a value must be or begin with to be taken: patterns of different heads have no value in common. Nothing for
  /// patterns that take more than that.
  std::optional<std::pair<bool, uint32_t>> head(PatternId id) const {
    if (value::ValueId value = literal(id); value.valid()) return std::pair(false, value.index);
    auto* member = id.valid() ? std::get_if<MemberTest>(&program_.patterns[id].is) : nullptr;
    return member ? std::optional(std::pair(true, member->ordinal)) : std::nullopt;
  }

 private:
  bool takes_all(PatternId id) const {
    if (!id.valid()) return true;
    const auto& is = program_.patterns[id].is;
    return std::holds_alternative<WildcardTest>(is) || std::holds_alternative<BindTest>(is);
  }

  value::ValueId literal(PatternId id) const {
    if (!id.valid()) return {};
    auto* test = std::get_if<LiteralTest>(&program_.patterns[id].is);
    auto* constant = test ? std::get_if<ConstantNode>(&program_.nodes[test->value].is) : nullptr;
    return constant ? constant->value : value::ValueId();
  }
  bool same_literal(PatternId a, PatternId b) const { return literal(a).valid() && literal(a) == literal(b); }

  /// All ways to build a value of the type; nothing when they cannot be counted.
  std::optional<std::vector<Constructor>> constructors(types::TypeId type) const {
    const types::Type& t = (*program_.types)[type];
    switch (t.kind) {
      case TypeKind::Secret: return constructors(t.element);
      case TypeKind::Optional: return std::vector<Constructor>{{"none", 0, {}, {}}, {"some", 1, {"0"}, {t.element}}};
      case TypeKind::Bool: return std::vector<Constructor>{{"false", 0, {}, {}}, {"true", 1, {}, {}}};
      case TypeKind::Enum: {
        std::vector<Constructor> result;
        for (uint32_t i = 0; i < t.members.size(); ++i) {
          Constructor constructor{"." + t.members[i].name, i, {}, {}};
          for (const types::Field& field : t.members[i].payload) {
            constructor.names.push_back(field.name.empty() ? std::to_string(constructor.names.size()) : field.name);
            constructor.parts.push_back(field.type);
          }
          result.push_back(std::move(constructor));
        }
        return result;
      }
      default: return std::nullopt;
    }
  }

  std::vector<Row> specialise(const std::vector<Row>& rows, const Constructor& constructor) const {
    std::vector<Row> result;
    for (const Row& row : rows) {
      Row inner(constructor.parts.size());
      PatternId first = row.front();
      if (!takes_all(first)) {
        const auto& is = program_.patterns[first].is;
        if (std::get_if<NoneTest>(&is)) {
          if (constructor.text != "none") continue;
        } else if (auto* some = std::get_if<SomeTest>(&is)) {
          if (constructor.text != "some") continue;
          inner[0] = some->inner;
        } else if (auto* member = std::get_if<MemberTest>(&is)) {
          if (member->ordinal != constructor.ordinal || constructor.text.front() != '.') continue;
          for (size_t i = 0; i < constructor.names.size(); ++i) {
            for (const auto& [name, pattern] : member->payload) {
              if (name == constructor.names[i]) inner[i] = pattern;
            }
          }
        } else {
          value::ValueId value = literal(first);
          bool is_bool = value.valid() && program_.values->kind(value) == value::ValueKind::Bool;
          if (!is_bool || program_.values->as_bool(value) != (constructor.ordinal == 1)) continue;
        }
      }
      inner.insert(inner.end(), row.begin() + 1, row.end());
      result.push_back(std::move(inner));
    }
    return result;
  }

  const Program& program_;
  size_t steps_ = 0;
};

}  // namespace

Coverage cover(const Program& program, types::TypeId subject, const std::vector<PatternId>& arms) {
  Coverage coverage;
  std::vector<Matrix::Row> rows;
  Matrix matrix(program);
  // Of thousands of literals or members, the first of each needs no comparison with all those before it.
  std::set<std::pair<bool, uint32_t>> heads;
  bool all_are_heads = true;
  for (size_t i = 0; i < arms.size(); ++i) {
    auto head = matrix.head(arms[i]);
    const bool is_first = head && heads.insert(*head).second && all_are_heads;
    if (!is_first && !matrix.useful(rows, {arms[i]}, {subject})) coverage.unreachable.push_back(i);
    all_are_heads &= head.has_value();
    rows.push_back({arms[i]});
  }
  if (auto found = Matrix(program).missing(rows, {subject})) coverage.missing = found->front();
  return coverage;
}

}  // namespace infra::sema
