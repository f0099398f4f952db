// Every builtin, those that take functions among them, on random arguments of its types: computed early, or late with some of the arguments (or items of them)
// deferred at first, the answer is the same, and an error is the same error.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "compiler/value/builtin.h"
#include "compiler/value/fold.h"

namespace infra::value {
namespace {

using types::TypeId;
using types::TypeKind;

constexpr TypeId of(TypeKind kind) { return types::TypeStore::scalar(kind); }

/// A type for each word that `on` says; a builtin on a new one needs its line here.
TypeId receiver_type(types::TypeStore& types, std::string_view on) {
  TypeId integer = of(TypeKind::Int), string = of(TypeKind::String);
#define INFRA_SCALAR_TYPE(Name, Written, Doc) \
  if (on == Written) return of(TypeKind::Name);
#include "compiler/types/scalar_types.def"
#undef INFRA_SCALAR_TYPE
  if (on == "T") return types.record("", {{"name", string}, {"ports", types.list(integer)}});
  if (on == "Range") return of(TypeKind::Range);
  if (on == "List<T>") return types.list(integer);
  if (on == "List<T?>") return types.list(types.optional(integer));
  if (on == "List<String>") return types.list(string);
  if (on == "List<Cidr>") return types.list(of(TypeKind::Cidr));
  if (on == "List<List<T>>") return types.list(types.list(integer));
  if (on == "List<Map<K, V>>") return types.list(types.map(string, integer));
  if (on == "Set<T>") return types.set(integer);
  if (on == "Map<K, V>") return types.map(string, integer);
  if (on == "Map<K, List<V>>") return types.map(string, types.list(integer));
  return {};
}

class Generator {
 public:
  Generator(types::TypeStore& types, ValueStore& values, uint32_t seed)
      : types_(types), values_(values), random_(seed) {}

  int pick(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }

  ValueId make(TypeId id) {
    const types::Type type = types_[id];
    switch (type.kind) {
      case TypeKind::Bool: return values_.boolean(pick(2) == 0);
      case TypeKind::Int: {
        static constexpr int64_t kLarge[] = {16, 63, 255, 1'000, 1 << 20, -7, INT64_MAX, INT64_MIN};
        return values_.integer(pick(4) == 0 ? kLarge[pick(8)] : pick(8) - 2);
      }
      case TypeKind::Size:
      case TypeKind::Duration: return values_.integer(pick(4) == 0 ? int64_t{1} << pick(62) : pick(100'000));
      case TypeKind::Port: return values_.integer(1 + pick(65535));
      case TypeKind::Float: return values_.real(pick(5) == 0 ? 1e300 * (pick(3) - 1) : (pick(4000) - 2000) / 16.0);
      case TypeKind::String:
        return text({"",
                     "a",
                     "grün",
                     "a,b",
                     "  x\n  y\n",
                     "v1.2.3",
                     "MiB",
                     "s",
                     "dns",
                     "YYYY-MM",
                     "ff",
                     "12",
                     "-1.5",
                     "true",
                     "[1, 2]",
                     "- 1\n- 2\n",
                     "a = 1",
                     "n\n1\n",
                     "{{ name }}",
                     "{{ name",
                     "Z3LDvG4=",
                     "a%20b",
                     ">=1.2 <3",
                     "^1",
                     "it's <b>",
                     "HTTPServer port-2",
                     "2GiB",
                     "90s",
                     "日本語 テキスト"});
      case TypeKind::Ip: return text({"10.0.0.1", "0.0.0.0", "255.255.255.255", "2001:db8::1", "::", "127.0.0.1"});
      case TypeKind::Cidr:
        return text({"10.0.0.0/8", "10.20.0.0/16", "10.20.0.0/17", "10.20.128.0/17", "0.0.0.0/0", "10.0.0.1/32", "::/0",
                     "2001:db8::/32"});
      case TypeKind::Url:
        return text({"https://shop.example", "http://u@[::1]:8080/a/b?x=1&y=%20#f", "file:///etc/x", "ssh://h/?a"});
      case TypeKind::Path: return text({"/", ".", "a", "/srv/app/web.tar.gz", "a/b/", ".hidden", "/srv/app"});
      case TypeKind::Digest: return text({"sha256:" + std::string(64, 'a'), "sha256:" + std::string(64, '0')});
      case TypeKind::Version: return text({"0.0.0", "1.2.3", "1.2.3-rc.1", "2.0.0+b7", "1.10.0"});
      case TypeKind::Date: return text({"2027-01-31", "2028-02-29", "0000-01-01", "9999-12-31"});
      case TypeKind::Regex: return text({"", "a", "\\d+", "(\\w)(x)?", "(?P<n>[a-z]+)", "^$", ","});
      case TypeKind::Artifact: return values_.artifact(sha256("abc"), 3);
      case TypeKind::Dir: return values_.dir(sha256("abc"), 3);
      case TypeKind::Range: return values_.range(pick(9) - 4, pick(9) - 4);
      case TypeKind::Optional: return pick(3) == 0 ? values_.none() : make(type.element);
      case TypeKind::List:
      case TypeKind::Set: {
        std::vector<ValueId> items;
        for (int i = pick(4); i > 0; --i) items.push_back(make(type.element));
        if (type.kind == TypeKind::List) return values_.list(items);
        std::sort(items.begin(), items.end(), [&](ValueId a, ValueId b) { return values_.order(a, b) < 0; });
        items.erase(std::unique(items.begin(), items.end()), items.end());
        return values_.set(items);
      }
      case TypeKind::Map: {
        std::map<std::string, ValueId> items;
        for (int i = pick(4); i > 0; --i) items[std::string(1, static_cast<char>('a' + pick(5)))] = make(type.element);
        std::vector<MapItem> entries;
        for (const auto& [key, value] : items) entries.push_back({values_.string(key), value});
        return values_.map(entries);
      }
      case TypeKind::Record: {
        std::vector<std::string_view> names;
        std::vector<ValueId> parts;
        for (const types::Field& field : type.fields) {
          names.push_back(field.name);
          parts.push_back(make(field.type));
        }
        return values_.record(names, parts);
      }
      default: ADD_FAILURE() << "no values of this type here"; return values_.none();
    }
  }

  /// A function as a plan holds it, of Ints: it asks whether its last argument is small, or gives something that is
  /// computed from it.
  ValueId function(TypeId id) {
    const types::Type type = types_[id];
    ValueId last = values_.var(0), small = values_.integer(pick(5));
    auto apply = [&](Op op, ValueId left, ValueId right) {
      const std::array<ValueId, 2> operands = {left, right};
      return values_.apply(op, operands);
    };
    ValueId body;
    if (types_.kind(type.element) == TypeKind::Bool) {
      body = apply(Op::LessEqual, last, small);
    } else if (types_.kind(type.element) == TypeKind::List) {
      const std::array<ValueId, 2> items = {last, small};
      body = values_.list(items);
    } else {
      // Two with one answer and an overflow are to be met as well.
      body = apply(pick(3) == 0 ? Op::Remainder : Op::Add, last, values_.integer(pick(3) + 1));
      bool sums = type.parts.size() == 2 && type.parts[0] == type.element;
      if (sums) body = apply(Op::Add, values_.var(1), body);
    }
    return values_.lambda(static_cast<uint32_t>(type.parts.size()), body);
  }

  ValueId shape(TypeId id) {
    const types::Type type = types_[id];
    auto list = [&](std::vector<ValueId> items) { return values_.list(items); };
    switch (type.kind) {
      case TypeKind::List: return list({values_.string("list"), shape(type.element)});
      case TypeKind::Record: {
        std::vector<ValueId> fields;
        for (const types::Field& field : type.fields) {
          fields.push_back(list({values_.string(field.name), shape(field.type)}));
        }
        return list({values_.string("record"), list(fields)});
      }
      default: return values_.string(type.kind == TypeKind::Int ? "Int" : "String");
    }
  }

 private:
  ValueId text(std::vector<std::string> pool) {
    return values_.string(pool[static_cast<size_t>(pick(static_cast<int>(pool.size())))]);
  }

  types::TypeStore& types_;
  ValueStore& values_;
  std::mt19937 random_;
};

class KnownLater : public Leaves {
 public:
  ValueId defer(ValueStore& values, ValueId value) {
    std::string name = std::to_string(known_.size());
    known_[name] = value;
    return values.result(values.reference("x"), name);
  }
  Result<ValueId> leaf(ValueStore& values, ValueId id) override { return known_.at(std::string(values.as_text(id))); }

 private:
  std::map<std::string, ValueId> known_;
};

/// The argument, as a whole or some of its items deferred.
ValueId deferred(Generator& generate, ValueStore& values, KnownLater& later, ValueId argument) {
  ValueKind kind = values.kind(argument);
  bool has_items = (kind == ValueKind::List || kind == ValueKind::Map) && values.size(argument) > 0;
  if (!has_items || generate.pick(2) == 0) return later.defer(values, argument);
  std::vector<ValueId> parts(values.children(argument).begin(), values.children(argument).end());
  size_t step = kind == ValueKind::Map ? 2 : 1;
  for (size_t i = step - 1; i < parts.size(); i += step) {
    if (generate.pick(2) == 0) parts[i] = deferred(generate, values, later, parts[i]);
  }
  if (kind == ValueKind::List) return values.list(parts);
  std::vector<MapItem> items;
  for (size_t i = 0; i < parts.size(); i += 2) items.push_back({parts[i], parts[i + 1]});
  return values.map(items);
}

TEST(BuiltinsProperty, GiveLateWhatTheyGiveEarly) {
  types::TypeStore types;
  int values_seen = 0, errors_seen = 0, residuals_seen = 0;
  uint32_t seed = 0;
  for (const Builtin* builtin : builtins()) {
    TypeId self = receiver_type(types, builtin->on);
    ASSERT_TRUE(self.valid()) << builtin->on;
    std::optional<Signature> signature = builtin->check(types, self);
    ASSERT_TRUE(signature.has_value()) << builtin->on << "." << builtin->name;
    for (int round = 0; round < 20; ++round) {
      SCOPED_TRACE(std::string(builtin->on) + "." + std::string(builtin->name) + ", seed " + std::to_string(++seed));
      ValueStore values;
      Generator generate(types, values, seed);
      TypeId given = types.record("", {{"name", of(TypeKind::String)}});
      std::vector<ValueId> call = {values.string(std::string(builtin->on) + "." + std::string(builtin->name)),
                                   generate.make(self)};
      TypeId ints = types.list(of(TypeKind::Int));
      switch (builtin->shape_of) {
        case ShapeOf::Nothing: break;
        case ShapeOf::Receiver: call.push_back(generate.shape(self)); break;
        case ShapeOf::Argument: call.push_back(generate.shape(given)); break;
        case ShapeOf::Result: call.push_back(generate.shape(ints)); break;
      }
      size_t first = call.size();
      size_t count =
          signature->required +
          static_cast<size_t>(generate.pick(static_cast<int>(signature->parameters.size() - signature->required) + 1));
      for (size_t i = 0; i < count; ++i) {
        TypeId parameter = signature->parameters[i];
        if (parameter.valid() && types.kind(parameter) == TypeKind::Function) {
          call.push_back(generate.function(parameter));
          continue;
        }
        if (parameter.valid() && types.kind(parameter) == TypeKind::Variable) parameter = of(TypeKind::Int);
        if (parameter.valid() && types.kind(parameter) == TypeKind::List &&
            types.kind(types[parameter].element) == TypeKind::Variable) {
          parameter = ints;
        }
        call.push_back(generate.make(parameter.valid() ? parameter : given));
      }
      Result<ValueId> early = fold(values, Op::Call, call);
      (early ? values_seen : errors_seen)++;

      KnownLater later;
      std::vector<ValueId> with_gaps = call;
      for (size_t i = 1; i < call.size(); ++i) {
        bool function = values.kind(call[i]) == ValueKind::Lambda;
        if ((i == 1 || i >= first) && !function && generate.pick(2) == 0)
          with_gaps[i] = deferred(generate, values, later, call[i]);
      }
      Result<ValueId> residual = fold(values, Op::Call, with_gaps);
      if (!residual) {
        ASSERT_FALSE(early) << "an error of something that is not an error: " << residual.error().message;
        EXPECT_EQ(residual.error().code, early.error().code);
        continue;
      }
      residuals_seen += values.is_deferred(*residual);
      Result<ValueId> late = evaluate(values, *residual, later);
      ASSERT_EQ(late.has_value(), early.has_value()) << (late ? early.error().message : late.error().message);
      if (late) {
        EXPECT_TRUE(values.equal(*early, *late));
      } else {
        EXPECT_EQ(late.error().code, early.error().code);
      }
    }
  }
  EXPECT_GT(values_seen, 2'500);
  EXPECT_GT(errors_seen, 200);
  EXPECT_GT(residuals_seen, 1'200);
}

}  // namespace
}  // namespace infra::value
