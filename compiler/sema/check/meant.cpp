#include "compiler/sema/check/meant.h"

#include <algorithm>

#include "compiler/base/text.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"

namespace infra::sema {

using types::TypeKind;

namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && text.size() <= 18 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// `20GiB`: digits, then letters.
bool is_quantity(std::string_view text) {
  const size_t unit = text.find_first_not_of("0123456789");
  return unit != 0 && unit != std::string_view::npos && text.size() - unit <= 3 && is_digits(text.substr(0, unit)) &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(unit), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

/// A param, let or resource of the file with this name, whose value fits.
bool is_name_of_fit(BodyScope& b, std::string_view text, types::TypeId to) {
  if (b.reach != Reach::Instance) return false;
  const Module& module = b.context.program.modules[b.module];
  for (const auto& [name, symbol] : b.context.declarations.scopes[b.module]) {
    if (symbol.module != b.module || b.context.text(name) != text) continue;
    types::TypeId type = symbol.kind == SymbolKind::Param      ? module.params[symbol.index].type
                         : symbol.kind == SymbolKind::Let      ? module.lets[symbol.index].type
                         : symbol.kind == SymbolKind::Resource ? module.resources[symbol.index].type
                                                               : types::TypeId();
    if (type.valid() && converts(b, type, to)) return true;
  }
  return false;
}

/// What should not stand in quotes: numbers, amounts, `true`, and what is named. False: nothing was found to say.
bool suggest_without_quotes(BodyScope& b, diag::Builder& builder, NodeId node, types::TypeId to) {
  const std::string_view text = quoted_text(b, node);
  if (!text.data()) return false;
  const TypeKind kind = b.types()[plain_type(b, to, true)].kind;
  auto unquote = [&](std::string_view help) {
    builder.help(std::string(help)).fix(span_of(b, node), std::string(text), fmt::format("write `{}`", text));
    return true;
  };
  if ((kind == TypeKind::Int || kind == TypeKind::Port) && is_digits(text)) return unquote("a number has no quotes");
  if (kind == TypeKind::Bool && (text == "true" || text == "false"))
    return unquote("`true` and `false` have no quotes");
  if ((kind == TypeKind::Size || kind == TypeKind::Duration) && is_quantity(text) && !text.ends_with("i"))
    return unquote("an amount with its unit has no quotes");
  if (is_name_of_fit(b, text, to)) return unquote("what is declared is named without quotes");
  if (kind != TypeKind::Size && kind != TypeKind::Duration) return false;
  builder.help(kind == TypeKind::Size ? "a size is a number with a unit, without quotes: `512MiB`, `20GiB`"
                                      : "a duration is a number with a unit, without quotes: `30s`, `5m`");
  return true;
}

}  // namespace

std::string_view quoted_text(BodyScope& b, NodeId node) {
  auto* constant = std::get_if<ConstantNode>(&b.context.program.nodes[node].is);
  if (!constant || b.values().kind(constant->value) != value::ValueKind::String) return {};
  return b.values().as_text(constant->value);
}

void suggest_meant(BodyScope& b, diag::Builder& builder, NodeId node, types::TypeId from, types::TypeId to) {
  types::TypeId wanted = plain_type(b, to, true);
  const types::Type& target = b.types()[wanted];
  const types::Type& source = b.types()[from];
  if (target.kind == TypeKind::Enum && source.kind == TypeKind::String) {
    std::vector<std::string_view> members;
    for (const types::Member& member : target.members) members.push_back(member.name);
    std::string_view text = quoted_text(b, node);
    if (const types::Member* member = target.member(text)) {
      builder.help(fmt::format("members of an enum are written with a dot: `.{}`", member->name))
          .fix(span_of(b, node), "." + member->name, fmt::format("write `.{}`", member->name));
    } else if (auto best = nearest(text, members)) {
      builder.help(fmt::format("did you mean `.{}`?", *best));
    } else {
      builder.help(fmt::format("`{}` is one of {}", type_text(b, wanted), list_names(members)));
    }
  } else if (target.kind == TypeKind::String &&
             (source.kind == TypeKind::Int || source.kind == TypeKind::Port || source.kind == TypeKind::Bool ||
              source.kind == TypeKind::Float || source.kind == TypeKind::Enum || source.kind == TypeKind::Size ||
              source.kind == TypeKind::Duration)) {
    builder.help("put it into a string: `\"${…}\"`");
  } else if (target.kind == TypeKind::List && source.kind != TypeKind::List && converts(b, from, target.element)) {
    builder.help("a list of one is written `[…]`");
  } else if (source.kind == TypeKind::List && converts(b, source.element, wanted)) {
    builder.help("this is a list: take one item with `[0]`, or build a list with `[for x in …: …]`");
  } else if (source.kind == TypeKind::Kind && target.kind != TypeKind::Kind) {
    auto found = b.context.program.kind_of_type.find(from);
    if (found == b.context.program.kind_of_type.end()) return;
    const KindInfo& kind = b.context.program.kinds[found->second];
    for (const FieldInfo& result : kind.results) {
      if (!converts(b, result.type, wanted)) continue;
      builder.help(
          fmt::format("this is the resource itself; its `.{}` is `{}`", result.text, type_text(b, result.type)));
      return;
    }
  } else if (target.kind == TypeKind::Artifact && source.kind == TypeKind::String) {
    builder.help("the bytes of a file are read with `file(\"path\")`");
    if (std::string_view text = quoted_text(b, node); text.data()) {
      std::string written = fmt::format("file(\"{}\")", text);
      builder.fix(span_of(b, node), written, fmt::format("write `{}`", written));
    }
  } else if (source.kind == TypeKind::String && suggest_without_quotes(b, builder, node, to)) {
    return;
  } else if (target.kind == TypeKind::Size && source.kind == TypeKind::Int) {
    builder.help("give it a unit: `512MiB`, `20GiB`");
  } else if (target.kind == TypeKind::Duration && source.kind == TypeKind::Int) {
    builder.help("give it a unit: `30s`, `5m`");
  } else if (target.kind == TypeKind::Float && source.kind == TypeKind::Int) {
    builder.help("multiply it by `1.0`, or write the number with a point");
  } else if (target.kind == TypeKind::Map && source.kind == TypeKind::Record) {
    builder.help(
        "a record's fields are fixed by its type; give it the type where it is made: "
        "`let name: " +
        type_text(b, wanted) + " = { … }`");
  }
}

std::string a_type(const Program& program, types::TypeId type) {
  std::string text = type_text(program, type);
  bool vowel = !text.empty() && std::string_view("AEIOU").find(text.front()) != std::string_view::npos;
  return fmt::format("{} `{}`", vowel ? "an" : "a", text);
}

}  // namespace infra::sema
