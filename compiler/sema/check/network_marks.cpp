#include "compiler/sema/check/network_marks.h"

#include <algorithm>

#include "compiler/diag/codes/reach.h"
#include "compiler/sema/network_role.h"
#include "compiler/types/print.h"

namespace infra::sema {
namespace {

using syntax::EdgeMark;
using types::TypeKind;

class MarkCheck {
 public:
  MarkCheck(CheckContext& c, const KindInfo& kind) : c_(c), kind_(kind), role_(network_role(c.types(), kind)) {}

  void run() {
    const FieldInfo *address = nullptr, *given = nullptr, *span = nullptr, *rules = nullptr, *out = nullptr;
    for (const std::vector<FieldInfo>* list : {&kind_.fields, &kind_.results}) {
      for (const FieldInfo& field : *list) {
        bool is_result = list == &kind_.results;
        TypeKind type = c_.types().kind(marked_type(c_.types(), field.type));
        if (type == TypeKind::Error) continue;
        if (field.edge == EdgeMark::Spans) {
          bool is_span = type == TypeKind::Cidr && !is_result;
          if (!is_span && type != TypeKind::Ip) {
            refuse(field, "neither an address nor a block of them",
                   is_result ? "a result that is an address is an `Ip`"
                             : "the block of a network is a `Cidr`, the address of a resource an `Ip`");
          } else {
            // What an input leaves open, a result tells.
            once(field, is_span ? span : is_result ? given : address);
          }
        } else if (field.edge == EdgeMark::Permits) {
          once(field, type == TypeKind::Bool ? out : rules);
          check_permits(field, type);
        }
      }
    }
  }

 private:
  void refuse(const FieldInfo& field, std::string label, std::string help) {
    std::string_view mark = field.edge == EdgeMark::Spans ? "spans" : "permits";
    c_.sink.emit(diag::NetworkMark, field.span, mark, field.text).label(std::move(label)).help(std::move(help));
  }

  void once(const FieldInfo& field, const FieldInfo*& first) {
    if (first == nullptr) {
      first = &field;
      return;
    }
    c_.sink.emit(diag::NetworkMark, field.span, field.edge == EdgeMark::Spans ? "spans" : "permits", field.text)
        .label("a second one")
        .also(first->span, "the first one")
        .help("one field of a kind says it");
  }

  void check_permits(const FieldInfo& field, TypeKind type) {
    if (type == TypeKind::Bool) {
      if (role_.span) return;
      return refuse(field, "this kind is no network",
                    "a `Bool` says whether what is in a network may leave it: mark its block with `spans`");
    }
    if (!is_rules(field.type)) {
      return refuse(field, "neither a `Bool` nor a list of rules",
                    "a rule is a record with `from`, `to` (blocks of addresses, resources) and `port: Port`");
    }
    bool guards = std::any_of(role_.contains.begin(), role_.contains.end(),
                              [&](uint32_t i) { return is_network(kind_.fields[i].type); });
    if (!guards) refuse(field, "guards no network", "mark the networks that it guards: `contains network: Network`");
  }

  bool is_rules(types::TypeId type) const {
    const types::TypeStore& types = c_.types();
    const types::Type& list = types[marked_type(types, type)];
    if (list.kind != TypeKind::List) return false;
    const types::Type& rule = types[types::base_of(types, list.element)];
    if (rule.kind != TypeKind::Record) return false;
    auto is_port = [&](std::string_view name) {
      const types::Field* field = rule.field(name);
      return field != nullptr && types.kind(marked_type(types, field->type)) == TypeKind::Port;
    };
    const types::Field *from = rule.field("from"), *to = rule.field("to");
    bool has_until = rule.field("until") == nullptr || is_port("until");
    return from != nullptr && to != nullptr && is_party(types, from->type) && is_party(types, to->type) &&
           is_port("port") && types.kind(rule.field("port")->type) != TypeKind::Optional && has_until;
  }

  /// Whether a reference field leads to a network, or to several.
  bool is_network(types::TypeId type) const {
    const types::TypeStore& types = c_.types();
    type = marked_type(types, type);
    while (types[type].element.valid()) type = marked_type(types, types[type].element);
    auto kind = c_.program.kind_of_type.find(type);
    return kind != c_.program.kind_of_type.end() && network_role(types, c_.program.kinds[kind->second]).span;
  }

  CheckContext& c_;
  const KindInfo& kind_;
  NetworkRole role_;
};

}  // namespace

void check_network_marks(CheckContext& c) {
  for (uint32_t i = 0; i < c.program.kinds.size(); ++i) MarkCheck(c, c.program.kinds[KindId(i)]).run();
}

}  // namespace infra::sema
