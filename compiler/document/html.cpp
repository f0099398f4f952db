#include <fmt/format.h>

#include "compiler/base/sanitize.h"
#include "compiler/base/xml.h"
#include "compiler/document/pages.h"
#include "compiler/document/prose.h"
#include "infra/text/document_script.h"
#include "infra/text/document_style.h"

namespace infra::document {
namespace {

std::string clean(std::string_view text) { return escape_xml(sanitize(text)); }

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

class Writer {
 public:
  Writer(const Documentation& documentation, const Links& links) : documentation_(documentation), links_(links) {}

  std::string write() {
    std::string title = clean(documentation_.title);
    out_ =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        // Nothing is loaded from anywhere, and nothing can be.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "script-src 'unsafe-inline'\">\n";
    out_ += fmt::format("<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n", title, text::document_style);
    out_ += fmt::format(
        "<nav>\n<h1><a href=\"#\">{}</a></h1>\n<input id=\"search\" type=\"search\" placeholder=\"Search  /\" "
        "aria-label=\"search\" autocomplete=\"off\">\n<div id=\"contents\">\n",
        title);
    for (size_t m = 0; m < documentation_.modules.size(); ++m) write_contents(m);
    out_ += "</div>\n<p id=\"nothing\" hidden>Nothing has each of these words.</p>\n</nav>\n<main>\n";
    for (size_t m = 0; m < documentation_.modules.size(); ++m) write_module(m);
    out_ += fmt::format("</main>\n<script>\n{}</script>\n</body>\n</html>\n", text::document_script);
    return std::move(out_);
  }

 private:
  void write_contents(size_t m) {
    const Module& module = documentation_.modules[m];
    out_ += fmt::format("<section><h2><a href=\"#{}\">{}</a></h2><ul>\n", clean(links_.anchor(m)), clean(module.name));
    for (size_t i = 0; i < module.items.size(); ++i) {
      const Item& item = module.items[i];
      out_ += fmt::format("<li><a href=\"#{}\"><span>{}</span><small>{}</small></a></li>\n", clean(links_.anchor(m, i)),
                          clean(item.name), noun(item.sort));
    }
    out_ += "</ul></section>\n";
  }

  Resolve resolve(size_t module) const {
    return [this, module](std::string_view target) -> std::string {
      auto found = links_.find(target, module);
      return found ? "#" + links_.anchor(*found) : "";
    };
  }

  /// Code in which every name that is documented is a link.
  std::string code(std::string_view source, size_t module) const {
    std::string text = sanitize(source), out;
    bool quoted = false;
    for (size_t at = 0; at < text.size();) {
      size_t end = at;
      while (end < text.size() && is_word(text[end])) ++end;
      if (end == at) {
        if (text[at] == '"') quoted = !quoted;
        out += escape_xml(std::string_view(text).substr(at, 1));
        ++at;
        continue;
      }
      std::string_view word = std::string_view(text).substr(at, end - at);
      bool type_name = std::isupper(static_cast<unsigned char>(word[0])) != 0;
      auto found = type_name && !quoted ? links_.find(word, module) : std::nullopt;
      out += found ? fmt::format("<a href=\"#{}\">{}</a>", clean(links_.anchor(*found)), escape_xml(word))
                   : escape_xml(word);
      at = end;
    }
    return out;
  }

  void write_module(size_t m) {
    const Module& module = documentation_.modules[m];
    out_ += fmt::format("<section class=\"module\" id=\"{}\">\n<h2>{}</h2>\n{}", clean(links_.anchor(m)),
                        clean(module.name), prose_html(module.doc, resolve(m)));
    for (size_t i = 0; i < module.items.size(); ++i) {
      if (i == 0 || module.items[i].sort != module.items[i - 1].sort) {
        out_ += fmt::format("<h3>{}</h3>\n", heading(module.items[i].sort));
      }
      write_item(m, i);
    }
    out_ += "</section>\n";
  }

  void write_item(size_t m, size_t i) {
    const Item& item = documentation_.modules[m].items[i];
    std::string anchor = clean(links_.anchor(m, i));
    out_ += fmt::format("<article id=\"{0}\">\n<h4><a href=\"#{0}\">{1}</a> <small>{2}</small>", anchor,
                        clean(item.name), noun(item.sort));
    if (!item.lifecycle.empty()) out_ += fmt::format(" <span class=\"tag {0}\">{0}</span>", clean(item.lifecycle));
    out_ += fmt::format("</h4>\n<pre class=\"signature\"><code>{}</code></pre>\n{}", code(item.signature, m),
                        prose_html(item.doc, resolve(m)));
    if (!item.example.empty()) {
      out_ += fmt::format("<p class=\"example\"><small>Example</small> <code>{}</code></p>\n", clean(item.example));
    }
    write_fields(m, item.sort == Sort::Enum ? "Members" : item.sort == Sort::Kind ? "Inputs" : "Fields", item.fields);
    write_fields(m, "Results", item.results);
    out_ += "</article>\n";
  }

  void write_fields(size_t m, std::string_view title, const std::vector<Field>& fields) {
    if (fields.empty()) return;
    out_ += fmt::format("<h5>{}</h5>\n<dl>\n", title);
    for (const Field& field : fields) {
      out_ += "<dt><code>";
      if (!field.marks.empty()) out_ += fmt::format("<i>{}</i> ", clean(field.marks));
      out_ += fmt::format("<b>{}</b>", clean(field.name));
      bool is_member = title == "Members";
      if (!field.type.empty()) out_ += (is_member ? "" : ": ") + code(field.type, m);
      if (!field.default_value.empty()) out_ += " = " + code(field.default_value, m);
      for (const std::string& rule : field.rules) out_ += fmt::format(" <i>{}</i>", clean(rule));
      out_ += fmt::format("</code></dt>\n<dd>{}</dd>\n", prose_html(field.doc, resolve(m)));
    }
    out_ += "</dl>\n";
  }

  const Documentation& documentation_;
  const Links& links_;
  std::string out_;
};

}  // namespace

std::string to_html(const Documentation& documentation, const Links& links) {
  return Writer(documentation, links).write();
}

}  // namespace infra::document
