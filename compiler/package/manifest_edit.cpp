#include "compiler/package/manifest_edit.h"

#include <algorithm>
#include <map>

#include "compiler/base/text.h"
#include "compiler/diag/codes/package.h"
#include "compiler/diag/error.h"
#include "compiler/package/manifest.h"

namespace infra::package {
namespace {

std::string value_text(const Source& source) {
  std::string_view key = source.kind == Source::Kind::Git       ? "git"
                         : source.kind == Source::Kind::Archive ? "archive"
                                                                : "path";
  std::string text = fmt::format("{{ {} = {}", key, toml_string(source.location));
  if (!source.dir.empty()) text += fmt::format(", dir = {}", toml_string(source.dir));
  if (source.revision != Source::Revision::Head)
    text += fmt::format(", {} = {}", revision_word(source.revision), toml_string(source.revision_name));
  return text + " }";
}

struct Parsed {
  SourceMap sources;
  std::optional<Toml> toml;
  std::optional<Manifest> manifest;

  explicit Parsed(const std::string& text) {
    diag::Sink sink;
    FileId file = sources.add(std::string(kManifestFile), text);
    toml = parse_toml(file, sources, sink);
    manifest = read_manifest(file, sources, sink);
  }
  const Toml* dependencies() const {
    const TomlMember* member = toml ? toml->find("dependencies") : nullptr;
    return member ? &member->value : nullptr;
  }
};

/// Whether `text` is what `before` was but for one dependency: the proof that an edit did what it should.
bool is_as_meant(const std::string& text, const Manifest& before, const std::string& name, const Source* source) {
  Parsed now(text);
  if (!now.manifest || now.manifest->name != before.name || !(now.manifest->version == before.version)) return false;
  std::map<std::string, Source> wanted, found;
  for (const Dependency& dependency : before.dependencies) wanted[dependency.name] = dependency.source;
  for (const Dependency& dependency : now.manifest->dependencies) found[dependency.name] = dependency.source;
  wanted.erase(name);
  if (source) wanted[name] = *source;
  return wanted == found;
}

size_t line_begin(const std::string& text, size_t at) {
  size_t before = at == 0 ? text.npos : text.rfind('\n', at - 1);
  return before == text.npos ? 0 : before + 1;
}
/// Past the line break.
size_t line_end(const std::string& text, size_t at) {
  size_t end = text.find('\n', at);
  return end == text.npos ? text.size() : end + 1;
}
bool is_header(const std::string& text, size_t line) {
  size_t first = text.find_first_not_of(" \t", line);
  return first != text.npos && text[first] == '[';
}
/// From the header at `at` up to the comment and blank lines before the next one.
size_t section_end(const std::string& text, size_t at) {
  size_t end = line_end(text, at), content = end;
  while (end < text.size() && !is_header(text, end)) {
    size_t first = text.find_first_not_of(" \t\r\n", end);
    size_t next = line_end(text, end);
    if (first < next && text[first] != '#') content = next;
    end = next;
  }
  return content;
}

tl::unexpected<Error> not_edited(const std::string& name) {
  return fail(diag::error(diag::ManifestNotEdited, name)
                  .way_out("its dependencies are written in a way of their own: change it by hand, then `infra lock`"));
}

/// What stands before the `=` of a new line: spaces up to the column that the others have it in, when they align it.
std::string padding(const std::string& text, const Toml& table, size_t width) {
  size_t column = 0, count = 0, spaces = 0;
  for (const TomlMember& member : table.members) {
    if (member.value.has_header) continue;
    size_t begin = line_begin(text, member.key_span.begin), sign = text.find('=', begin);
    if (sign == text.npos || (count++ > 0 && sign - begin != column)) return " ";
    column = sign - begin;
    spaces = std::max(spaces, sign - member.key_span.end);
  }
  return spaces > 1 && column > width ? std::string(column - width, ' ') : " ";
}

}  // namespace

Result<std::string> with_dependency(const std::string& text, const std::string& name, const Source& source) {
  Parsed before(text);
  if (!before.manifest) return not_edited(name);
  const std::string newline = text.find("\r\n") == text.npos ? "\n" : "\r\n";
  const std::string value = value_text(source);
  const Toml* table = before.dependencies();
  std::string made = text;
  const TomlMember* known = table ? table->find(name) : nullptr;
  if (known && !known->value.has_header) {
    made.replace(known->value.span.begin, known->value.span.end - known->value.span.begin, value);
  } else if (known) {
    INFRA_ASSIGN(made, without_dependency(text, name));
    return with_dependency(made, name, source);
  } else if (!table || !table->has_header || !is_header(text, line_begin(text, table->span.begin)) ||
             text.compare(line_begin(text, table->span.begin), 14, "[dependencies]") != 0) {
    if (table) return not_edited(name);
    if (!made.empty() && made.back() != '\n') made += newline;
    made += newline + "[dependencies]" + newline + name + " = " + value + newline;
  } else {
    size_t at = line_end(text, table->span.begin);
    std::string pad = padding(text, *table, name.size());
    for (const TomlMember& member : table->members) {
      if (member.value.has_header) continue;
      at = line_end(text, member.value.span.end == 0 ? 0 : member.value.span.end - 1);
    }
    bool is_ended = at > 0 && text[at - 1] == '\n';
    made.insert(at, (is_ended ? "" : newline) + name + pad + "= " + value + newline);
  }
  if (!is_as_meant(made, *before.manifest, name, &source)) return not_edited(name);
  return made;
}

Result<std::string> without_dependency(const std::string& text, const std::string& name) {
  Parsed before(text);
  if (!before.manifest) return not_edited(name);
  const Toml* table = before.dependencies();
  const TomlMember* known = table ? table->find(name) : nullptr;
  if (!known) {
    Error error = diag::error(diag::NoSuchDependency, name);
    std::vector<std::string_view> names;
    for (const Dependency& dependency : before.manifest->dependencies) names.push_back(dependency.name);
    if (auto near = nearest(name, names))
      error.help = fmt::format("did you mean `{}`?", *near);
    else
      error.help = names.empty() ? "`infra.toml` has no dependencies" : "it has " + list_names(names);
    return fail(std::move(error));
  }
  std::string made = text;
  size_t begin = line_begin(text, known->value.has_header ? known->value.span.begin : known->key_span.begin);
  size_t end = known->value.has_header ? section_end(text, known->value.span.begin)
                                       : line_end(text, std::max(known->value.span.end, known->key_span.end) - 1);
  made.erase(begin, end - begin);
  if (!is_as_meant(made, *before.manifest, name, nullptr)) return not_edited(name);
  return made;
}

}  // namespace infra::package
