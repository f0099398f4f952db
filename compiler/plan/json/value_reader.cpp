#include <charconv>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "compiler/diag/codes/plan.h"
#include "compiler/diag/error.h"
#include "compiler/plan/json/json_reader.h"

namespace infra::plan {
namespace {

using value::ValueId;
using value::ValueStore;

class ValueReader {
 public:
  ValueReader(JsonCursor& in, ValueStore& values) : in_(in), values_(values) {}

  Result<ValueId> read() {
    if (++depth_ > ValueStore::kMaxDepth) return fail(damaged("a value nests too deep"));
    Result<ValueId> value = read_one();
    --depth_;
    return value;
  }

 private:
  Result<ValueId> read_one() {
    switch (in_.peek()) {
      case 'n': return word("null", values_.none());
      case 't': return word("true", values_.boolean(true));
      case 'f': return word("false", values_.boolean(false));
      case '"': return text();
      case '[': return list();
      case '{': return in_.skip("{\"$") ? tagged() : record();
      default: return number();
    }
  }

  Result<ValueId> word(std::string_view written, ValueId value) {
    INFRA_TRY(in_.expect(written));
    return value;
  }

  Result<ValueId> text() {
    INFRA_ASSIGN(std::string content, in_.string());
    return values_.string(content);
  }

  Result<ValueId> number() {
    std::string_view digits = in_.number();
    const char* end = digits.data() + digits.size();
    if (digits.find_first_of(".e") == digits.npos) {
      int64_t value = 0;
      auto read = std::from_chars(digits.data(), end, value);
      if (digits.empty() || read.ec != std::errc() || read.ptr != end)
        return fail(in_.not_canonical("a value was expected"));
      return values_.integer(value);
    }
    return real(digits);
  }

  Result<ValueId> real(std::string_view digits) {
    double value = 0;
    auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || !std::isfinite(value)) {
      return fail(in_.not_canonical("a number was expected"));
    }
    return values_.real(value);
  }

  Result<std::vector<ValueId>> items() {
    std::vector<ValueId> items;
    do {
      INFRA_ASSIGN(ValueId item, read());
      items.push_back(item);
    } while (in_.skip(","));
    INFRA_TRY(in_.expect("]"));
    return items;
  }

  Result<ValueId> list() {
    INFRA_TRY(in_.expect("["));
    if (in_.skip("]")) return values_.list({});
    INFRA_ASSIGN(auto content, items());
    return values_.list(content);
  }

  Result<ValueId> record() {
    INFRA_TRY(in_.expect("{"));
    std::vector<std::string> names;
    std::vector<ValueId> fields;
    if (!in_.skip("}")) {
      do {
        INFRA_ASSIGN(std::string name, in_.string());
        INFRA_TRY(in_.expect(":"));
        INFRA_ASSIGN(ValueId field, read());
        names.push_back(std::move(name));
        fields.push_back(field);
      } while (in_.skip(","));
      INFRA_TRY(in_.expect("}"));
    }
    std::vector<std::string_view> views(names.begin(), names.end());
    ValueId made = values_.record(views, fields);
    for (size_t i = 1; i < fields.size(); ++i) {
      if (values_.field_name(made, i) == values_.field_name(made, i - 1)) {
        return fail(damaged(fmt::format("a record has the field `{}` twice", values_.field_name(made, i))));
      }
    }
    return made;
  }

  /// After `{"$`.
  Result<ValueId> tagged() {
    Result<ValueId> value = ValueId();
    if (in_.skip("int\":")) {
      value = integer();
    } else if (in_.skip("float\":")) {
      value = real(in_.number());
    } else if (in_.skip("var\":")) {
      value = var();
    } else if (in_.skip("ref\":")) {
      value = reference();
    } else if (in_.skip("record\":")) {
      value = in_.peek() == '{' ? record() : fail(in_.not_canonical("a record was expected"));
    } else if (in_.skip("map\":")) {
      value = map();
    } else if (in_.skip("set\":")) {
      value = set();
    } else if (in_.skip("lambda\":[")) {
      value = lambda();
    } else if (in_.skip("range\":[")) {
      value = range();
    } else if (in_.skip("variant\":[")) {
      value = variant();
    } else if (in_.skip("artifact\":[")) {
      value = content(&ValueStore::artifact);
    } else if (in_.skip("dir\":[")) {
      value = content(&ValueStore::dir);
    } else if (in_.skip("secret\":[")) {
      value = secret();
    } else if (in_.skip("result\":[")) {
      value = result();
    } else if (in_.skip("apply\":[")) {
      value = apply();
    } else {
      return fail(in_.not_canonical("no such kind of value"));
    }
    INFRA_TRY(value);
    INFRA_TRY(in_.expect("}"));
    return value;
  }

  Result<ValueId> integer() {
    INFRA_ASSIGN(int64_t value, in_.integer());
    return values_.integer(value);
  }

  Result<ValueId> var() {
    INFRA_ASSIGN(int64_t depth, in_.integer());
    if (depth < 0 || depth > ValueStore::kMaxDepth) return fail(damaged("a loop variable of no loop"));
    return values_.var(static_cast<uint32_t>(depth));
  }

  Result<ValueId> reference() {
    INFRA_ASSIGN(std::string address, in_.string());
    return values_.reference(address);
  }

  Result<ValueId> map() {
    std::vector<value::MapItem> items;
    auto read_item = [&]() -> Result<void> {
      INFRA_TRY(in_.expect("["));
      INFRA_ASSIGN(ValueId key, read());
      INFRA_TRY(in_.expect(","));
      INFRA_ASSIGN(ValueId item, read());
      if (values_.is_deferred(key)) return fail(damaged("a key of a map is not a constant"));
      items.push_back({key, item});
      return in_.expect("]");
    };
    INFRA_TRY(in_.array(read_item));
    for (size_t i = 1; i < items.size(); ++i) {
      if (!values_.less(items[i - 1].key, items[i].key)) return fail(damaged("the keys of a map are not in order"));
    }
    return values_.map(items);
  }

  Result<ValueId> set() {
    INFRA_ASSIGN(ValueId items,
                 in_.peek() == '[' ? list() : fail(in_.not_canonical("the items of a set were expected")));
    if (values_.is_deferred(items)) return fail(damaged("an item of a set is not a constant"));
    auto children = values_.children(items);
    for (size_t i = 1; i < children.size(); ++i) {
      if (values_.order(children[i - 1], children[i]) >= 0) return fail(damaged("the items of a set are not in order"));
    }
    return values_.set(children);
  }

  Result<ValueId> lambda() {
    INFRA_ASSIGN(int64_t parameters, in_.integer());
    if (parameters < 1 || parameters > ValueStore::kMaxDepth) return fail(damaged("a function without parameters"));
    INFRA_TRY(in_.expect(","));
    INFRA_ASSIGN(ValueId body, read());
    INFRA_TRY(in_.expect("]"));
    return values_.lambda(static_cast<uint32_t>(parameters), body);
  }

  Result<ValueId> range() {
    INFRA_ASSIGN(int64_t begin, in_.integer());
    INFRA_TRY(in_.expect(","));
    INFRA_ASSIGN(int64_t end, in_.integer());
    INFRA_TRY(in_.expect("]"));
    return values_.range(begin, end);
  }

  Result<ValueId> variant() {
    INFRA_ASSIGN(std::string member, in_.string());
    INFRA_TRY(in_.expect(","));
    INFRA_ASSIGN(int64_t ordinal, in_.integer());
    if (ordinal < 0 || ordinal > UINT32_MAX) return fail(damaged("a member of an enum has no such place"));
    ValueId payload;
    if (in_.skip(",")) {
      INFRA_ASSIGN(payload, read());
      if (values_.kind(payload) != value::ValueKind::Record)
        return fail(damaged("what a member carries is not a record"));
    }
    INFRA_TRY(in_.expect("]"));
    return values_.variant(member, static_cast<uint32_t>(ordinal), payload);
  }

  Result<ValueId> content(ValueId (ValueStore::*make)(const Digest&, uint64_t)) {
    INFRA_ASSIGN(std::string digest, in_.string());
    INFRA_TRY(in_.expect(","));
    INFRA_ASSIGN(uint64_t size, in_.size());
    INFRA_TRY(in_.expect("]"));
    auto parsed = Digest::parse(digest);
    if (!parsed) return fail(damaged(fmt::format("`{}` is not a digest", digest)));
    return (values_.*make)(*parsed, size);
  }

  Result<ValueId> secret() {
    INFRA_ASSIGN(std::string source, in_.string());
    INFRA_TRY(in_.expect(","));
    INFRA_ASSIGN(std::string name, in_.string());
    INFRA_TRY(in_.expect("]"));
    return values_.secret(source, name);
  }

  Result<ValueId> result() {
    INFRA_ASSIGN(std::string address, in_.string());
    INFRA_TRY(in_.expect(","));
    INFRA_ASSIGN(std::string field, in_.string());
    INFRA_TRY(in_.expect("]"));
    return values_.result(values_.reference(address), field);
  }

  Result<ValueId> apply() {
    INFRA_ASSIGN(std::string name, in_.string());
    auto op = value::op_from_text(name);
    if (!op) return fail(damaged(fmt::format("there is no operation `{}`", name)));
    if (in_.skip("]")) return values_.apply(*op, {});
    INFRA_TRY(in_.expect(","));
    INFRA_ASSIGN(auto operands, items());
    return values_.apply(*op, operands);
  }

  JsonCursor& in_;
  ValueStore& values_;
  uint32_t depth_ = 0;
};

}  // namespace

Error damaged(std::string what) { return diag::error(diag::PlanPart, what); }

Result<value::ValueId> read_value(JsonCursor& in, value::ValueStore& values) {
  INFRA_ASSIGN(ValueId value, ValueReader(in, values).read());
  if (values.is_too_large(value)) return fail(damaged("a value is too large"));
  return value;
}

}  // namespace infra::plan
