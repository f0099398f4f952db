#include <fmt/format.h>

#include "compiler/plan/json/json_reader.h"

namespace infra::plan {
namespace {

using types::Field;
using types::TypeId;
using types::TypeKind;
using types::TypeStore;

class TypeReader {
 public:
  TypeReader(JsonCursor& in, TypeStore& types) : in_(in), types_(types) {}

  Result<TypeId> read() {
    if (++depth_ > TypeStore::kMaxDepth) return fail(damaged("a type nests too deep"));
    Result<TypeId> type = in_.peek() == '"' ? scalar() : composed();
    --depth_;
    // What is too large to be a type has become the Error type (see TypeStore).
    if (type && types_.kind(*type) == TypeKind::Error) return fail(damaged("a type is too large"));
    return type;
  }

 private:
  Result<TypeId> scalar() {
    INFRA_ASSIGN(std::string name, in_.string());
#define INFRA_SCALAR_TYPE(Name, Written, Doc) \
  if (name == Written) return TypeStore::scalar(TypeKind::Name);
#include "compiler/types/scalar_types.def"
#undef INFRA_SCALAR_TYPE
    if (name == "none") return TypeStore::scalar(TypeKind::None);
    if (name == "Range") return TypeStore::scalar(TypeKind::Range);
    return fail(damaged(fmt::format("there is no type `{}`", name)));
  }

  Result<TypeId> composed() {
    Result<TypeId> type = TypeId();
    if (in_.skip("{\"optional\":")) {
      type = around([&](TypeId inner) { return types_.optional(inner); });
    } else if (in_.skip("{\"list\":")) {
      type = around([&](TypeId inner) { return types_.list(inner); });
    } else if (in_.skip("{\"set\":")) {
      type = around([&](TypeId inner) { return types_.set(inner); });
    } else if (in_.skip("{\"union\":")) {
      type = alternatives();
    } else if (in_.skip("{\"secret\":")) {
      type = around([&](TypeId inner) { return types_.secret(inner); });
    } else if (in_.skip("{\"map\":[")) {
      type = map();
    } else if (in_.skip("{\"record\":")) {
      INFRA_ASSIGN(auto fields, read_fields());
      type = types_.record("", std::move(fields));
    } else if (in_.skip("{\"module\":")) {
      INFRA_ASSIGN(auto fields, read_fields());
      type = types_.module_use("", std::move(fields));
    } else if (in_.skip("{\"enum\":")) {
      type = enumeration();
    } else if (in_.skip("{\"kind\":")) {
      INFRA_ASSIGN(std::string name, in_.string());
      type = types_.resource(std::move(name));
    } else {
      return fail(in_.not_canonical("a type was expected"));
    }
    INFRA_TRY(type);
    INFRA_TRY(in_.expect("}"));
    return type;
  }

  template <typename Make>
  Result<TypeId> around(Make make) {
    INFRA_ASSIGN(TypeId inner, read());
    return make(inner);
  }

  Result<TypeId> map() {
    INFRA_ASSIGN(TypeId key, read());
    INFRA_TRY(in_.expect(","));
    INFRA_ASSIGN(TypeId element, read());
    INFRA_TRY(in_.expect("]"));
    return types_.map(key, element);
  }

  Result<TypeId> alternatives() {
    std::vector<TypeId> members;
    auto read_member = [&]() -> Result<void> {
      INFRA_ASSIGN(TypeId member, read());
      members.push_back(member);
      return {};
    };
    INFRA_TRY(in_.array(read_member));
    size_t written = members.size();
    TypeId type = types_.either(std::move(members));
    // What is no union of as many has another form.
    bool whole = types_.kind(type) == TypeKind::Union && types_[type].parts.size() == written;
    return whole ? Result<TypeId>(type) : fail(damaged("a union does not have two members or more"));
  }

  Result<std::vector<Field>> read_fields() {
    std::vector<Field> fields;
    auto read_field = [&]() -> Result<void> {
      INFRA_TRY(in_.expect("{\"name\":"));
      INFRA_ASSIGN(std::string name, in_.string());
      INFRA_TRY(in_.expect(",\"type\":"));
      INFRA_ASSIGN(TypeId type, read());
      fields.push_back({std::move(name), type});
      return in_.expect("}");
    };
    INFRA_TRY(in_.array(read_field));
    return fields;
  }

  Result<TypeId> enumeration() {
    std::vector<types::Member> members;
    auto read_member = [&]() -> Result<void> {
      types::Member member;
      INFRA_TRY(in_.expect("{\"name\":"));
      INFRA_ASSIGN(member.name, in_.string());
      if (in_.skip(",\"payload\":")) {
        INFRA_ASSIGN(member.payload, read_fields());
      }
      members.push_back(std::move(member));
      return in_.expect("}");
    };
    INFRA_TRY(in_.array(read_member));
    return types_.enumeration("", std::move(members));
  }

  JsonCursor& in_;
  TypeStore& types_;
  uint32_t depth_ = 0;
};

}  // namespace

Result<TypeId> read_type(JsonCursor& in, TypeStore& types) { return TypeReader(in, types).read(); }

}  // namespace infra::plan
