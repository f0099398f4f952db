// `--param name=text`: plain text for what is text, otherwise a literal of the language.
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"
#include "compiler/sema/params/reader.h"
#include "compiler/syntax/parse.h"

namespace infra::sema {
namespace {

using types::TypeKind;
using value::ValueId;

/// The text as the value of a let in a file of its own, in which no name has a meaning.
ValueId read_literal(ParamReader& r, const ParamPlace& place, types::TypeId type, const std::string& text) {
  diag::Sink own;
  LoadedFile file;
  file.file = r.sources.add(fmt::format("--param {}", place.path), "let value = " + text);
  file.ast = syntax::parse(file.file, r.sources, r.program.names, own);
  const syntax::LetDecl* let = nullptr;
  if (file.ast.decls.size() == 1) let = std::get_if<syntax::LetDecl>(&file.ast.decls[syntax::DeclId(0)].node);
  std::string why = own.diagnostics().empty() ? "" : own.diagnostics().front().message;
  if (!let || own.has_errors()) return unreadable(r, place, type, fmt::format("`{}`", text), why);

  syntax::ExprId expr = let->value;
  ModuleId module = r.loaded.files.add(std::move(file));
  r.program.modules.add({});
  Declarations nothing;
  CheckContext context{r.loaded, nothing, r.program, own};
  BodyScope b{context, module, Reach::Nothing, false, {}, 0, 0};
  NodeId node = check_expr(b, expr, type);
  if (own.has_errors() || is_error(b, node)) {
    why = own.diagnostics().empty() ? "" : own.diagnostics().front().message;
    return unreadable(r, place, type, fmt::format("`{}`", text), why);
  }
  EvaluationRequest request{r.program, r.sources, r.loaded, {}, false};
  ValueId value = evaluate_alone(request, module, b.finish(node), r.contents, own);
  if (value.valid()) return value;
  why = own.diagnostics().empty() ? "" : own.diagnostics().front().message;
  return unreadable(r, place, type, fmt::format("`{}`", text), why);
}

/// The one member that takes it.
ValueId read_union(ParamReader& r, const ParamPlace& place, types::TypeId type, const std::string& text) {
  const std::vector<types::TypeId> members = (*r.program.types)[type].parts;
  ValueId found;
  size_t count = 0;
  for (types::TypeId member : members) {
    diag::Sink own;
    ParamReader quiet{r.loaded, r.program, r.sources, r.package, own, r.contents};
    ValueId value = read_text(quiet, place, member, text);
    if (!value.valid() || own.has_errors()) continue;
    found = value;
    ++count;
  }
  if (count == 1) return found;
  return unreadable(r, place, type, fmt::format("`{}`", text), count == 0 ? "" : "it fits more than one of them");
}

}  // namespace

ValueId read_text(ParamReader& r, const ParamPlace& place, types::TypeId type, const std::string& text) {
  value::ValueStore& values = *r.program.values;
  const types::Type shape = (*r.program.types)[type];
  if (types::is_parsed_from_text(*r.program.types, type)) return read_scalar_text(r, place, type, text);
  switch (shape.kind) {
    case TypeKind::Error: return {};
    case TypeKind::String: return values.string(text);
    case TypeKind::Optional: return text == "none" ? values.none() : read_text(r, place, shape.element, text);
    case TypeKind::Secret: return read_secret_source(r, place, text);
    case TypeKind::Refined: return read_text(r, place, shape.element, text);
    case TypeKind::Union: return read_union(r, place, type, text);
    case TypeKind::Artifact:
    case TypeKind::Dir: return read_content(r, place, shape.kind, text);
    case TypeKind::Enum: {
      // `prod` is as good as `.prod`: a command line is no place for punctuation.
      int ordinal = shape.member_index(text);
      if (ordinal >= 0 && shape.members[ordinal].payload.empty()) {
        return values.variant(text, static_cast<uint32_t>(ordinal), ValueId());
      }
      return read_literal(r, place, type, text.starts_with('.') ? text : "." + text);
    }
    case TypeKind::Kind:
    case TypeKind::Module:
      return unreadable(r, place, type, fmt::format("`{}`", text),
                        "a reference to a resource cannot come from outside");
    default: return read_literal(r, place, type, text);
  }
}

}  // namespace infra::sema
