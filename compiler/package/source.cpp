#include "compiler/package/source.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace infra::package {
namespace {

constexpr std::pair<Source::Kind, std::string_view> kKinds[] = {
    {Source::Kind::Path, "path+"}, {Source::Kind::Git, "git+"}, {Source::Kind::Archive, "archive+"}};
constexpr std::pair<Source::Revision, std::string_view> kRevisions[] = {
    {Source::Revision::Tag, "tag"}, {Source::Revision::Branch, "branch"}, {Source::Revision::Commit, "commit"}};
constexpr std::string_view kDir = "#dir=";
constexpr size_t kMaxDirBytes = 1024;

}  // namespace

std::string_view revision_word(Source::Revision revision) {
  for (const auto& [kind, word] : kRevisions) {
    if (kind == revision) return word;
  }
  return "";
}

std::string Source::text() const {
  std::string made;
  for (const auto& [word_kind, word] : kKinds) {
    if (word_kind == kind) made = word;
  }
  made += location;
  if (!dir.empty()) made += fmt::format("{}{}", kDir, dir);
  if (revision != Revision::Head) made += fmt::format("#{}={}", revision_word(revision), revision_name);
  return made;
}

std::optional<Source> Source::parse(std::string_view text) {
  Source source;
  bool known = false;
  for (const auto& [kind, word] : kKinds) {
    if (!text.starts_with(word)) continue;
    source.kind = kind;
    text.remove_prefix(word.size());
    known = true;
    break;
  }
  if (!known) return std::nullopt;
  if (source.kind == Kind::Git) {
    for (const auto& [revision, word] : kRevisions) {
      size_t at = text.rfind(fmt::format("#{}=", word));
      if (at == text.npos) continue;
      source.revision = revision;
      source.revision_name = text.substr(at + word.size() + 2);
      text = text.substr(0, at);
      if (source.revision_name.empty()) return std::nullopt;
      break;
    }
  }
  if (size_t at = text.rfind(kDir); at != text.npos && source.is_fetched()) {
    source.dir = text.substr(at + kDir.size());
    text = text.substr(0, at);
    if (!dir_refusal(source.dir).empty()) return std::nullopt;
  }
  if (text.empty()) return std::nullopt;
  source.location = text;
  return source;
}

bool is_address(std::string_view text) {
  for (std::string_view scheme : {"https://", "http://", "ssh://", "file://", "git://"}) {
    if (text.starts_with(scheme)) return true;
  }
  // `git@host:path`, as people copy it: a colon before any slash, and a user before it.
  size_t colon = text.find(':'), slash = text.find('/'), at = text.find('@');
  return colon != text.npos && at != text.npos && at > 0 && at < colon && colon < slash;
}

std::string dir_refusal(std::string_view dir) {
  if (dir.empty()) return "the name of a folder is empty";
  if (dir.size() > kMaxDirBytes) return fmt::format("the path of a folder has more than {} bytes", kMaxDirBytes);
  for (unsigned char c : dir) {
    if (c < 0x20 || c == 0x7f || c == '\\' || c == '#')
      return "the path of a folder holds a sign that is none of a name";
  }
  for (size_t at = 0; at <= dir.size();) {
    const size_t slash = std::min(dir.find('/', at), dir.size());
    const std::string_view part = dir.substr(at, slash - at);
    if (part.empty() || part == "." || part == "..")
      return fmt::format("the folder `{}` is not written downwards", dir);
    at = slash + 1;
  }
  return "";
}

std::string refusal(const Source& source) {
  std::string_view at = source.location;
  if (at.find(kDir) != at.npos) return "`dir` is a key of its own";
  if (!source.dir.empty()) {
    if (!source.is_fetched()) return "a path names the folder itself";
    if (std::string why = dir_refusal(source.dir); !why.empty()) return why;
  }
  for (unsigned char c : at) {
    if (c < 0x20 || c == 0x7f) return "it holds a control character";
  }
  if (source.kind == Source::Kind::Path || (source.kind == Source::Kind::Archive && !is_address(at)))
    return at.find("://") == at.npos ? "" : "this is an address and no path";
  if (!is_address(at)) return "git needs an address";
  size_t scheme = at.find("://");
  if (scheme == at.npos) return source.kind == Source::Kind::Git ? "" : "archives do not come over ssh";
  if (at.starts_with("http://") || at.starts_with("git://")) return "nobody vouches for what comes over it";
  if (at.starts_with("ssh://") && source.kind == Source::Kind::Archive) return "archives do not come over ssh";
  std::string_view host = at.substr(scheme + 3);
  host = host.substr(0, host.find('/'));
  size_t user = host.rfind('@');
  // What stands in a manifest and a lock is read by everybody.
  if (user != host.npos && host.substr(0, user).find(':') != host.npos) return "it holds a password";
  return "";
}

std::string join_paths(std::string_view base, std::string_view to) {
  if (to.starts_with('/')) return std::string(to);
  std::vector<std::string_view> parts;
  bool absolute = base.starts_with('/');
  for (std::string_view text : {base, to}) {
    while (!text.empty()) {
      size_t slash = text.find('/');
      std::string_view part = text.substr(0, slash);
      text = slash == text.npos ? std::string_view() : text.substr(slash + 1);
      if (part.empty() || part == ".") continue;
      if (part == ".." && !parts.empty() && parts.back() != "..")
        parts.pop_back();
      else if (part != ".." || !absolute)
        parts.push_back(part);
    }
  }
  std::string joined = absolute ? "/" : "";
  for (size_t i = 0; i < parts.size(); ++i) joined += (i == 0 ? "" : "/") + std::string(parts[i]);
  return joined.empty() ? "." : joined;
}

}  // namespace infra::package
