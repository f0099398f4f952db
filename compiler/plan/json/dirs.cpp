// The files of a folder, in a plan: {"digest":"sha256:…","files":[{"digest":"sha256:…","path":"index.html"},
// {"digest":"sha256:…","executable":true,"path":"run"},{"link":"v2","path":"latest"}]}.
#include <fmt/format.h>

#include "compiler/plan/json/json_reader.h"
#include "compiler/plan/json/json_writer.h"

namespace infra::plan {
namespace {

Result<Digest> read_digest(JsonCursor& in) {
  INFRA_ASSIGN(std::string text, in.string());
  auto digest = Digest::parse(text);
  if (!digest) return fail(damaged(fmt::format("`{}` is not a digest", text)));
  return *digest;
}

Result<void> read_entry(JsonCursor& in, ContentTree& tree) {
  ContentEntry entry;
  if (in.skip("{\"link\":")) {
    entry.type = ContentEntry::Type::Link;
    INFRA_ASSIGN(entry.link, in.string());
  } else {
    INFRA_TRY(in.expect("{\"digest\":"));
    INFRA_ASSIGN(entry.content, read_digest(in));
    if (in.skip(",\"executable\":true")) entry.type = ContentEntry::Type::Executable;
  }
  INFRA_TRY(in.expect(",\"path\":"));
  INFRA_ASSIGN(std::string path, in.string());
  tree[std::move(path)] = std::move(entry);
  return in.expect("}");
}

}  // namespace

void write_dir(std::string& out, const Dir& dir) {
  out += "{\"digest\":\"" + dir.digest.text() + "\",\"files\":";
  write_array(out, dir.tree, [&](const auto& item) {
    const auto& [path, entry] = item;
    if (entry.type == ContentEntry::Type::Link) {
      write_text(out, "{\"link\":", entry.link);
    } else {
      out += "{\"digest\":\"" + entry.content.text() + "\"";
      if (entry.type == ContentEntry::Type::Executable) out += ",\"executable\":true";
    }
    write_text(out, ",\"path\":", path);
    out.push_back('}');
  });
  out.push_back('}');
}

Result<Dir> read_dir(JsonCursor& in) {
  Dir dir;
  INFRA_TRY(in.expect("{\"digest\":"));
  INFRA_ASSIGN(dir.digest, read_digest(in));
  INFRA_TRY(in.expect(",\"files\":"));
  INFRA_TRY(in.array([&] { return read_entry(in, dir.tree); }));
  INFRA_TRY(in.expect("}"));
  return dir;
}

}  // namespace infra::plan
