#include <algorithm>

#include <fmt/format.h>

#include "compiler/base/sanitize.h"
#include "compiler/document/pages.h"
#include "compiler/document/prose.h"

namespace infra::document {
namespace {

/// `std.net.md`; a module that lies in a folder is a file beside the others.
std::string file_of(const Module& module) {
  std::string name = module.name;
  std::replace(name.begin(), name.end(), '/', '-');
  return name + ".md";
}

/// Within a cell of a table.
std::string cell(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '|') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string code(std::string_view text) { return text.empty() ? "" : fmt::format("`{}`", sanitize_line(text)); }

class Writer {
 public:
  /// With `files`, links lead to other files; otherwise all is one text.
  Writer(const Documentation& documentation, const Links& links, bool files)
      : documentation_(documentation), links_(links), files_(files) {}

  std::string module(size_t index) const {
    const Module& module = documentation_.modules[index];
    std::string out = fmt::format("{} <a id=\"{}\"></a>{}\n\n", files_ ? "#" : "##",
                                  sanitize_line(links_.anchor(index)), sanitize_line(module.name));
    if (!module.doc.empty()) out += prose(module.doc, index) + "\n";
    for (size_t i = 0; i < module.items.size(); ++i) {
      if (i == 0 || module.items[i].sort != module.items[i - 1].sort) {
        out += fmt::format("{} {}\n\n", files_ ? "##" : "###", heading(module.items[i].sort));
      }
      write_item(out, index, i);
    }
    return out;
  }

 private:
  std::string prose(std::string_view text, size_t module) const {
    return prose_markdown(text, [&](std::string_view target) -> std::string {
      auto found = links_.find(target, module);
      if (!found) return "";
      std::string file = files_ && found->module != module ? file_of(documentation_.modules[found->module]) : "";
      return file + "#" + links_.anchor(*found);
    });
  }

  void write_item(std::string& out, size_t module, size_t index) const {
    const Item& item = documentation_.modules[module].items[index];
    out += fmt::format("{} <a id=\"{}\"></a>`{}`\n\n```infra\n{}\n```\n\n", files_ ? "###" : "####",
                       sanitize_line(links_.anchor(module, index)), sanitize_line(item.name), sanitize(item.signature));
    if (!item.doc.empty()) out += prose(item.doc, module) + "\n";
    if (!item.example.empty()) out += fmt::format("Example: `{}`\n\n", sanitize_line(item.example));
    bool is_enum = item.sort == Sort::Enum;
    write_fields(out, module, is_enum ? "member" : "field", item.fields);
    write_fields(out, module, "result", item.results);
  }

  void write_fields(std::string& out, size_t module, std::string_view what, const std::vector<Field>& fields) const {
    if (fields.empty()) return;
    out += fmt::format("| {} | type | default | |\n| --- | --- | --- | --- |\n", what);
    for (const Field& field : fields) {
      std::string name = field.marks.empty() ? field.name : field.marks + " " + field.name;
      std::string doc = prose(field.doc, module);
      for (const std::string& rule : field.rules) doc += (doc.empty() ? "" : " ") + code(rule);
      while (doc.ends_with('\n')) doc.pop_back();
      out += fmt::format("| {} | {} | {} | {} |\n", cell(code(name)), cell(code(field.type)),
                         cell(code(field.default_value)), cell(doc));
    }
    out += '\n';
  }

  const Documentation& documentation_;
  const Links& links_;
  bool files_;
};

}  // namespace

std::string to_markdown(const Documentation& documentation, const Links& links) {
  std::string out = fmt::format("# {}\n\n", sanitize_line(documentation.title));
  Writer writer(documentation, links, false);
  for (size_t m = 0; m < documentation.modules.size(); ++m) out += writer.module(m);
  while (out.ends_with("\n\n")) out.pop_back();
  return out;
}

std::vector<std::pair<std::string, std::string>> to_markdown_files(const Documentation& documentation,
                                                                   const Links& links) {
  std::vector<std::pair<std::string, std::string>> files;
  Writer writer(documentation, links, true);
  std::string index = fmt::format("# {}\n\n", sanitize_line(documentation.title));
  for (size_t m = 0; m < documentation.modules.size(); ++m) {
    const Module& module = documentation.modules[m];
    std::string text = writer.module(m);
    while (text.ends_with("\n\n")) text.pop_back();
    files.emplace_back(file_of(module), std::move(text));
    std::string summary = first_sentence(module.doc);
    index += fmt::format("- [{}]({}){}{}\n", sanitize_line(module.name), sanitize_line(file_of(module)),
                         summary.empty() ? "" : ": ", summary);
  }
  files.emplace_back("README.md", std::move(index));
  return files;
}

}  // namespace infra::document
