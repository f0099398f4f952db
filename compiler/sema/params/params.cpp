#include "compiler/sema/params/params.h"

#include <algorithm>
#include <cctype>

#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/diag/codes/source.h"
#include "compiler/diag/error.h"
#include "compiler/sema/check/context.h"
#include "compiler/sema/check/meant.h"
#include "compiler/sema/params/reader.h"
#include "compiler/sema/report.h"
#include "compiler/value/scalars.h"

namespace infra::sema {

using types::TypeKind;
using value::ValueId;

ValueId unreadable(ParamReader& r, const ParamPlace& place, types::TypeId type, const std::string& found,
                   const std::string& help) {
  auto builder = r.sink.emit(diag::UnreadableParam, place.param->span, place.path, a_type(r.program, type));
  builder.label(fmt::format("declared here as `{}`", type_text(r.program, place.param->type)));
  builder.note(fmt::format("{} gives {}", place.source, found));
  if (!help.empty()) builder.help(help);
  return {};
}

ValueId read_secret_source(ParamReader& r, const ParamPlace& place, const std::string& text) {
  for (std::string_view source : {"env", "file"}) {
    std::string prefix = fmt::format("{}:", source);
    if (text.starts_with(prefix) && text.size() > prefix.size()) {
      return r.program.values->secret(source, std::string_view(text).substr(prefix.size()));
    }
  }
  r.sink.emit(diag::PlainSecretParam, place.param->span, place.path)
      .label(fmt::format("declared here as `{}`", type_text(r.program, place.param->type)))
      .note("a value on a command line or in a file is read by others: in the shell's history, in CI's log")
      .help(fmt::format("name where it lies: `{0}=env:NAME` or `{0}=file:path`, in JSON {{\"env\": \"NAME\"}}",
                        place.path));
  return {};
}

ValueId read_content(ParamReader& r, const ParamPlace& place, TypeKind kind, const std::string& path) {
  std::optional<std::string> resolved = resolve_path("", path);
  if (!resolved) {
    report(r.sink, diag::error(diag::OutsidePackage, path), place.param->span);
    return {};
  }
  auto read = kind == TypeKind::Dir ? read_folder : read_artifact;
  auto content = read(r.package, *resolved, *r.program.values, r.contents);
  if (content) return *content;
  Error error = content.error();
  if (error.help.empty()) error.help = "paths are relative to the folder of the root file";
  report(r.sink, error, place.param->span);
  return {};
}

ValueId read_scalar_text(ParamReader& r, const ParamPlace& place, types::TypeId type, const std::string& text) {
  auto parsed = value::parse_scalar(r.program.types->kind(type), text);
  if (parsed) return r.program.values->string(*parsed);
  return unreadable(r, place, type, fmt::format("`{}`", text), parsed.error().message);
}

namespace {

std::string param_list(const Program& program, const Module& module) {
  std::vector<std::string_view> names;
  for (const Param& param : module.params) names.push_back(program.text(param.name));
  return names.empty() ? "it has no params" : "it has " + list_names(names);
}

void complain_unknown(ParamReader& r, const Module& module, const std::string& name, std::string_view source) {
  std::vector<std::string_view> names;
  for (const Param& param : module.params) names.push_back(r.program.text(param.name));
  auto builder = r.sink.emit(diag::UnknownParam, Span(), fmt::format("`{}`", module.path), name);
  builder.note(fmt::format("given by {}", source));
  if (auto best = nearest(name, names))
    builder.help(fmt::format("did you mean `{}`?", *best));
  else
    builder.help(param_list(r.program, module));
}

const Param* find_param(const Program& program, const Module& module, const std::string& name, uint32_t& index) {
  for (index = 0; index < module.params.size(); ++index) {
    if (program.text(module.params[index].name) == name) return &module.params[index];
  }
  return nullptr;
}

bool can_come_from_outside(const types::TypeStore& types, types::TypeId type, int depth = 0) {
  const types::Type& t = types[type];
  if (t.kind == TypeKind::Kind || t.kind == TypeKind::Module) return false;
  return depth > 32 || !t.element.valid() || can_come_from_outside(types, t.element, depth + 1);
}

void read_json_params(ParamReader& r, const GivenParams& given, const Module& module, RootParams& out) {
  auto json = parse_json(given.json);
  if (!json) {
    report(r.sink, json.error(), Span()).note("in the params file");
    return;
  }
  if (!json->is_object()) {
    report(r.sink, diag::error(diag::InvalidJson, "expected an object of params"), Span()).note("in the params file");
    return;
  }
  for (const auto& [name, item] : json->items()) {
    uint32_t index;
    const Param* param = find_param(r.program, module, name, index);
    if (!param) {
      complain_unknown(r, module, name, "the params file");
      continue;
    }
    if (given.texts.contains(name)) continue;
    ParamPlace place{param, name, "the params file"};
    out.values[index] = read_json(r, place, param->type, item);
    out.origins[index] = "given by the params file";
  }
}

}  // namespace

RootParams read_params(const GivenParams& given, LoadedSources& loaded, Program& program, SourceMap& sources,
                       FileSystem& package, diag::Sink& sink) {
  // A copy: reading may add files, and with them modules.
  const Module module = program.modules[program.root];
  RootParams out;
  ParamReader r{loaded, program, sources, package, sink, out.contents};
  out.values.resize(module.params.size());
  out.origins.resize(module.params.size());
  if (!given.json.empty()) read_json_params(r, given, module, out);
  for (const auto& [name, text] : given.texts) {
    uint32_t index;
    const Param* param = find_param(program, module, name, index);
    if (!param) {
      complain_unknown(r, module, name, "`--param`");
      continue;
    }
    ParamPlace place{param, name, "`--param`"};
    out.values[index] = read_text(r, place, param->type, text);
    bool secret = program.types->kind(param->type) == TypeKind::Secret;
    out.origins[index] = fmt::format("given by `--param {}={}`", name, secret ? "…" : text.substr(0, 60));
  }
  for (uint32_t i = 0; i < module.params.size() && given.required; ++i) {
    const Param& param = module.params[i];
    TypeKind kind = program.types->kind(param.type);
    bool needs = !param.default_value.valid() && kind != TypeKind::Optional && kind != TypeKind::Error;
    if (!needs || !out.origins[i].empty()) continue;
    std::string_view name = program.text(param.name);
    auto builder = sink.emit(diag::MissingParam, param.span, fmt::format("`{}`", module.path), name);
    builder.label(fmt::format("{}, without a default", a_type(program, param.type)));
    if (!can_come_from_outside(*program.types, param.type)) {
      builder.help("a reference to a resource comes from another module: use this file with `module name: … { … }`");
    } else if (kind == TypeKind::Secret) {
      builder.help(fmt::format("say where it lies: `--param {}=env:NAME`", name));
    } else {
      builder.help(fmt::format("give it: `--param {}=…`, or in the file of `--params`", name));
    }
  }
  return out;
}

}  // namespace infra::sema
