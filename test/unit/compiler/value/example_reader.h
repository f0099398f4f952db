// Reads the examples of the builtins: `receiver.name(arguments) == value`, and after `, with` the names in them.
#pragma once

#include <array>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/types/relations.h"
#include "compiler/value/builtin.h"
#include "compiler/value/fold.h"
#include "compiler/value/scalars.h"

namespace infra::value {

/// Throws std::runtime_error, which fails the test, at anything that is not as it should be.
class ExampleReader {
 public:
  ExampleReader(types::TypeStore& types, ValueStore& values, std::string_view example)
      : types_(types), values_(values) {
    if (size_t with = example.find(", with "); with != example.npos) {
      rest_ = example.substr(with + 7);
      std::string name = read_word();
      expect(": ");
      types::TypeId type = read_type();
      expect(" = ");
      names_[name] = read_value(type);
      example = example.substr(0, with);
    }
    rest_ = example;
  }

  /// The value of the left side; `called` is the builtin that the receiver's type has under that name.
  ValueId left(const Builtin*& called) {
    bool grouped = skip("(");
    Typed receiver = read_value({});
    if (grouped) expect(")");
    expect(".");
    std::string name = read_word();
    called = find_builtin(types_, receiver.type, name);
    check(called != nullptr, "no builtin `" + name + "` for the receiver");
    std::optional<Signature> signature = called->check(types_, receiver.type);
    check(signature.has_value(), "its check refuses the receiver");
    std::string key = std::string(called->on) + "." + name;
    std::vector<ValueId> operands = {values_.string(key), receiver.value};
    if (!called->without_arguments) {
      expect("(");
      while (!skip(")")) {
        check(operands.size() - 2 < signature->parameters.size(), "too many arguments");
        types::TypeId wanted = signature->parameters[operands.size() - 2];
        bool function = types_.kind(wanted) == Kind::Function;
        Typed argument = function ? read_function(wanted) : read_value(wanted);
        types::bind_variables(types_, wanted, argument.type, bindings_);
        wanted = types::substitute(types_, wanted, bindings_);
        check(types::fits(types_, argument.type, wanted), "an argument of another type than the signature's");
        operands.push_back(argument.value);
        skip(", ");
      }
    }
    check(operands.size() - 2 == signature->required, "too few arguments");
    expected_ = types::substitute(types_, signature->result, bindings_);
    Result<ValueId> result = fold(values_, Op::Call, operands);
    check(result.has_value(), result ? "" : result.error().message);
    return *result;
  }

  ValueId right() {
    expect(" == ");
    Typed value = read_value(expected_);
    check(types::fits(types_, value.type, expected_), "the result has another type than the signature's");
    check(rest_.empty(), "something follows: " + std::string(rest_));
    return value.value;
  }

 private:
  struct Typed {
    ValueId value;
    types::TypeId type;
  };
  using Kind = types::TypeKind;

  static types::TypeId scalar(Kind kind) { return types::TypeStore::scalar(kind); }
  static void check(bool good, const std::string& message) {
    if (!good) throw std::runtime_error(message);
  }
  bool skip(std::string_view token) {
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }
  void expect(std::string_view token) {
    check(skip(token), "expected " + std::string(token) + " at " + std::string(rest_));
  }
  std::string read_word() {
    size_t end = 0;
    while (end < rest_.size() && (std::isalnum(static_cast<unsigned char>(rest_[end])) || rest_[end] == '_')) ++end;
    std::string word(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return word;
  }
  types::TypeId read_type() {
    std::string name = read_word();
    if (name == "Map") {
      expect("<");
      types::TypeId key = read_type();
      expect(", ");
      types::TypeId value = read_type();
      expect(">");
      return types_.map(key, value);
    }
#define INFRA_SCALAR_TYPE(Name, Written, Doc) \
  if (name == Written) return scalar(Kind::Name);
#include "compiler/types/scalar_types.def"
#undef INFRA_SCALAR_TYPE
    throw std::runtime_error("unknown type " + name);
  }

  /// `n => n * 2`, `(a, b) => a + b`: one operation at most, of names, properties and literals.
  Typed read_function(types::TypeId wanted) {
    std::vector<types::TypeId> parameters = types_[wanted].parts;
    bool grouped = skip("(");
    for (size_t i = 0; i < parameters.size(); ++i) {
      if (i > 0) expect(", ");
      parameters[i] = types::substitute(types_, parameters[i], bindings_);
      names_[read_word()] = {values_.var(static_cast<uint32_t>(parameters.size() - 1 - i)), parameters[i]};
    }
    if (grouped) expect(")");
    expect(" => ");
    Typed body = read_operand();
    struct Operator {
      std::string_view sign;
      Op op;
      bool compares;
    };
    for (const Operator& o :
         {Operator{" * ", Op::Multiply, false}, Operator{" + ", Op::Add, false}, Operator{" % ", Op::Remainder, false},
          Operator{" ++ ", Op::Concat, false}, Operator{" < ", Op::Less, true}, Operator{" > ", Op::Less, true},
          Operator{" == ", Op::Equal, true}}) {
      if (!skip(o.sign)) continue;
      std::array<ValueId, 2> operands = {body.value, read_operand().value};
      if (o.sign == " > ") std::swap(operands[0], operands[1]);
      body = {fold(values_, o.op, operands).value(), o.compares ? scalar(Kind::Bool) : body.type};
      break;
    }
    return {values_.lambda(static_cast<uint32_t>(parameters.size()), body.value),
            types_.function(parameters, body.type)};
  }
  Typed read_operand() {
    Typed value = read_value({});
    while (skip(".")) {
      std::string name = read_word();
      if (types_.kind(value.type) == Kind::Record) {
        const std::array<ValueId, 2> operands = {value.value, values_.string(name)};
        value = {fold(values_, Op::GetField, operands).value(), types_[value.type].field(name)->type};
        continue;
      }
      const Builtin* builtin = find_builtin(types_, value.type, name);
      check(builtin != nullptr && builtin->without_arguments, "no property " + name);
      const std::array<ValueId, 2> operands = {values_.string(std::string(builtin->on) + "." + name), value.value};
      value = {fold(values_, Op::Call, operands).value(), builtin->check(types_, value.type)->result};
    }
    return value;
  }

  Typed read_value(types::TypeId expected) {
    if (expected.valid() && types_.kind(expected) == Kind::Optional) expected = types_[expected].element;
    if (rest_.starts_with('"') || rest_.starts_with("r\"")) return read_text(expected);
    if (rest_.starts_with('[')) return read_list(expected);
    if (rest_.starts_with('{')) return read_map(expected);
    if (rest_.starts_with('-') || std::isdigit(static_cast<unsigned char>(rest_[0]))) return read_number(expected);
    std::string word = read_word();
    if (word == "true" || word == "false") return {values_.boolean(word == "true"), scalar(Kind::Bool)};
    if (word == "none") return {values_.none(), scalar(Kind::None)};
    if (word == "file") {
      expect("(\"");
      std::string bytes = read_word();
      expect("\")");
      return {values_.artifact(sha256(bytes), bytes.size()), scalar(Kind::Artifact)};
    }
    check(names_.contains(word), "unknown name " + word);
    return names_[word];
  }
  Typed read_text(types::TypeId expected) {
    skip("r");
    expect("\"");
    size_t end = rest_.find('"');
    std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    if (expected.valid() && types::is_parsed_from_text(types_, expected)) {
      Result<std::string> parsed = parse_scalar(types_.kind(expected), text);
      check(parsed.has_value(), parsed ? "" : parsed.error().message);
      check(types_.kind(expected) == Kind::Regex || *parsed == text, "not in normal form");
      return {values_.string(*parsed), expected};
    }
    return {values_.string(text), scalar(Kind::String)};
  }
  Typed read_number(types::TypeId expected) {
    size_t end = rest_.find_first_not_of("-0123456789", 0);
    end = std::min(end, rest_.size());
    bool range = rest_.substr(end).starts_with("..");
    bool is_float = !range && rest_.size() > end + 1 && rest_[end] == '.' &&
                    std::isdigit(static_cast<unsigned char>(rest_[end + 1]));
    if (is_float) end = std::min(rest_.find_first_not_of("0123456789", end + 1), rest_.size());
    std::string digits(rest_.substr(0, end));
    rest_.remove_prefix(end);
    if (is_float) return {values_.real(std::stod(digits)), scalar(Kind::Float)};
    if (!range) {
      bool size = expected == scalar(Kind::Size);
      return {values_.integer(std::stoll(digits)), size ? expected : scalar(Kind::Int)};
    }
    expect("..");
    Typed last = read_number({});
    return {values_.range(std::stoll(digits), values_.as_int(last.value)), scalar(Kind::Range)};
  }
  Typed read_list(types::TypeId expected) {
    expect("[");
    types::TypeId element = expected.valid() ? types_[expected].element : types::TypeId();
    std::vector<ValueId> items;
    while (!skip("]")) {
      Typed item = read_value(element);
      if (!element.valid()) element = item.type;
      items.push_back(item.value);
      skip(", ");
    }
    return {values_.list(items), types_.list(element)};
  }
  Typed read_map(types::TypeId expected) {
    expect("{ ");
    std::vector<MapItem> items;
    while (!skip(" }")) {
      ValueId key = values_.string(read_word());
      expect(" = ");
      items.push_back({key, read_value(types_[expected].element).value});
      skip(", ");
    }
    return {values_.map(items), expected};
  }

  types::TypeStore& types_;
  ValueStore& values_;
  std::string_view rest_;
  std::map<std::string, Typed> names_;
  types::TypeId expected_;
  types::Bindings bindings_;
};

}  // namespace infra::value
