#include "compiler/package/manifest.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "compiler/base/text.h"
#include "compiler/diag/codes/package.h"
#include "compiler/package/shown_location.h"

namespace infra::package {
namespace {

bool is_number(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == text.npos; }

/// A number without leading zeros.
bool read_number(std::string_view text, uint64_t& number) {
  if (!is_number(text) || (text.size() > 1 && text[0] == '0')) return false;
  auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc() && end == text.data() + text.size();
}

bool are_identifiers(std::string_view text, bool numbers_are_plain) {
  while (true) {
    size_t dot = text.find('.');
    std::string_view part = text.substr(0, dot);
    uint64_t number = 0;
    if (part.empty() || std::any_of(part.begin(), part.end(), [](unsigned char c) { return !isalnum(c) && c != '-'; }))
      return false;
    if (numbers_are_plain && is_number(part) && !read_number(part, number)) return false;
    if (dot == text.npos) return true;
    text.remove_prefix(dot + 1);
  }
}

int compare_pre(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return static_cast<int>(a.empty()) - static_cast<int>(b.empty());
  while (true) {
    std::string_view left = a.substr(0, a.find('.')), right = b.substr(0, b.find('.'));
    uint64_t x = 0, y = 0;
    bool left_number = read_number(left, x), right_number = read_number(right, y);
    if (left_number != right_number) return left_number ? -1 : 1;
    int order = left_number ? (x < y ? -1 : x > y) : left.compare(right);
    if (order != 0) return order;
    bool left_ends = left.size() == a.size(), right_ends = right.size() == b.size();
    if (left_ends || right_ends) return static_cast<int>(right_ends) - static_cast<int>(left_ends);
    a.remove_prefix(left.size() + 1);
    b.remove_prefix(right.size() + 1);
  }
}

class Reader {
 public:
  Reader(std::string file, diag::Sink& sink) : file_(std::move(file)), sink_(sink) {}

  std::optional<Manifest> read(const Toml& root) {
    size_t before = sink_.error_count();
    refuse_unknown(root, "`" + file_ + "`", std::array<std::string_view, 3>{"name", "version", "dependencies"});
    Manifest manifest;
    if (const TomlMember* name = needed(root, "name"); name && is_string(*name)) {
      manifest.name = name->value.text;
      if (!is_package_name(manifest.name)) complain_name(name->value.span, "name", manifest.name);
    }
    if (const TomlMember* version = needed(root, "version"); version && is_string(*version)) {
      if (auto parsed = Version::parse(version->value.text))
        manifest.version = std::move(*parsed);
      else
        sink_.emit(diag::ManifestValue, version->value.span, "version", "`" + version->value.text + "`", "a version")
            .help("three numbers: `1.4.0`, or `1.4.0-rc.1` before it");
    }
    if (const TomlMember* dependencies = root.find("dependencies")) {
      if (dependencies->value.type != Toml::Type::Table)
        wrong_type(*dependencies, "a table");
      else
        for (const TomlMember& member : dependencies->value.members) read_dependency(member, manifest);
    }
    std::sort(manifest.dependencies.begin(), manifest.dependencies.end(),
              [](const Dependency& a, const Dependency& b) { return a.name < b.name; });
    if (sink_.error_count() != before) return std::nullopt;
    return manifest;
  }

 private:
  template <size_t N>
  void refuse_unknown(const Toml& table, const std::string& what, const std::array<std::string_view, N>& known) {
    for (const TomlMember& member : table.members) {
      if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
      auto builder = sink_.emit(diag::ManifestUnknownKey, member.key_span, what, member.key);
      if (auto near = nearest(member.key, known))
        builder.help(fmt::format("did you mean `{}`?", *near))
            .fix(member.key_span, *near, fmt::format("write `{}`", *near));
      else
        builder.help("it has " + list_names(known));
    }
  }

  const TomlMember* needed(const Toml& root, std::string_view key) {
    const TomlMember* member = root.find(key);
    if (!member) {
      sink_.emit(diag::ManifestMissingKey, Span(), "`" + file_ + "`", key)
          .help(key == "name" ? "a package begins with `name = \"shapes\"`" : "write `version = \"0.1.0\"`");
    }
    return member;
  }

  void wrong_type(const TomlMember& member, std::string_view wanted) {
    sink_.emit(diag::ManifestValue, member.value.span, member.key, member.value.name, wanted);
  }
  bool is_string(const TomlMember& member) {
    if (member.value.type == Toml::Type::String) return true;
    wrong_type(member, "a string");
    return false;
  }
  void complain_name(Span place, std::string_view key, const std::string& name) {
    auto builder = sink_.emit(diag::ManifestValue, place, key, "`" + name + "`", "the name of a package");
    builder.help(name == "std" ? "`std` is the standard library"
                               : "small letters, digits and `_`, a letter first, at most 64: imports say it");
  }

  void read_dependency(const TomlMember& member, Manifest& manifest) {
    if (!is_package_name(member.key)) return complain_name(member.key_span, "dependencies", member.key);
    const Toml& table = member.value;
    if (table.type != Toml::Type::Table) {
      wrong_type(member, "a table that says where it comes from");
      return;
    }
    refuse_unknown(table, fmt::format("the dependency `{}`", member.key),
                   std::array<std::string_view, 7>{"path", "git", "archive", "dir", "tag", "branch", "commit"});
    Dependency dependency{member.key, {}, member.key_span};
    const TomlMember* place = only_one(member, {"path", "git", "archive"}, "source");
    if (!place) return;
    dependency.source.kind = place->key == "git"       ? Source::Kind::Git
                             : place->key == "archive" ? Source::Kind::Archive
                                                       : Source::Kind::Path;
    dependency.source.location = place->value.text;
    if (std::string why = refusal(dependency.source); !why.empty()) {
      sink_.emit(diag::AddressRefused, place->value.span, shown_location(dependency.source), why)
          .help(
              "git takes `https://`, `ssh://`, `git@host:path` and `file://`; an archive is a path, `https://` or "
              "`file://`");
      return;
    }
    if (!read_dir(member, dependency.source) || !read_revision(member, dependency.source)) return;
    manifest.dependencies.push_back(std::move(dependency));
  }

  /// The one string of these that the table has; complains about two, or none where one is needed.
  const TomlMember* only_one(const TomlMember& member, std::initializer_list<std::string_view> keys,
                             std::string_view what) {
    const TomlMember* found = nullptr;
    for (std::string_view key : keys) {
      const TomlMember* one = member.value.find(key);
      if (!one) continue;
      if (!is_string(*one)) return nullptr;
      if (one->value.text.empty() || one->value.text.find('\0') != std::string::npos) {
        sink_.emit(diag::ManifestValue, one->value.span, key, "empty or holds a zero byte", "a text");
        return nullptr;
      }
      if (found) {
        sink_.emit(diag::SourceUnclear, one->key_span, member.key, fmt::format("two: `{}` and `{}`", found->key, key))
            .also(found->key_span, "the other one");
        return nullptr;
      }
      found = one;
    }
    if (!found && what == "source") {
      sink_.emit(diag::SourceUnclear, member.key_span, member.key, "no source")
          .help("write `path = \"../shapes\"`, `git = \"https://…\"` or `archive = \"https://….tar.gz\"`");
    }
    return found;
  }

  bool read_dir(const TomlMember& member, Source& source) {
    size_t before = sink_.error_count();
    const TomlMember* dir = only_one(member, {"dir"}, "folder");
    if (!dir) return sink_.error_count() == before;
    source.dir = dir->value.text;
    std::string why = refusal(source);
    if (why.empty()) return true;
    sink_.emit(diag::AddressRefused, dir->value.span, shown_location(source), why)
        .help("`dir` is the path of a folder in a `git` or an `archive`: `dir = \"packages/net\"`");
    return false;
  }

  bool read_revision(const TomlMember& member, Source& source) {
    size_t before = sink_.error_count();
    const TomlMember* revision = only_one(member, {"tag", "branch", "commit"}, "revision");
    if (!revision) return sink_.error_count() == before;
    if (source.kind != Source::Kind::Git) {
      sink_.emit(diag::SourceUnclear, revision->key_span, member.key, fmt::format("a {} without `git`", revision->key));
      return false;
    }
    source.revision = revision->key == "tag"      ? Source::Revision::Tag
                      : revision->key == "branch" ? Source::Revision::Branch
                                                  : Source::Revision::Commit;
    source.revision_name = revision->value.text;
    if (source.revision == Source::Revision::Commit &&
        (source.revision_name.size() != 40 ||
         source.revision_name.find_first_not_of("0123456789abcdef") != std::string::npos)) {
      sink_
          .emit(diag::ManifestValue, revision->value.span, "commit", "`" + source.revision_name + "`",
                "40 hexadecimal digits")
          .help("`git rev-parse HEAD` prints them; a name is a `tag` or a `branch`");
      return false;
    }
    return true;
  }

  std::string file_;
  diag::Sink& sink_;
};

}  // namespace

std::optional<Version> Version::parse(std::string_view text) {
  Version version;
  if (size_t plus = text.find('+'); plus != text.npos) {  // says nothing about precedence
    if (!are_identifiers(text.substr(plus + 1), false)) return std::nullopt;
    text = text.substr(0, plus);
  }
  if (size_t dash = text.find('-'); dash != text.npos) {
    version.pre = text.substr(dash + 1);
    if (!are_identifiers(version.pre, true)) return std::nullopt;
    text = text.substr(0, dash);
  }
  size_t first = text.find('.'), second = first == text.npos ? text.npos : text.find('.', first + 1);
  if (second == text.npos || !read_number(text.substr(0, first), version.major) ||
      !read_number(text.substr(first + 1, second - first - 1), version.minor) ||
      !read_number(text.substr(second + 1), version.patch))
    return std::nullopt;
  return version;
}

std::string Version::text() const {
  return fmt::format("{}.{}.{}{}{}", major, minor, patch, pre.empty() ? "" : "-", pre);
}

bool Version::is_compatible_with(const Version& other) const {
  return major == other.major && (major != 0 || minor == other.minor);
}

bool precedes(const Version& a, const Version& b) {
  auto numbers = [](const Version& v) { return std::array<uint64_t, 3>{v.major, v.minor, v.patch}; };
  if (numbers(a) != numbers(b)) return numbers(a) < numbers(b);
  return compare_pre(a.pre, b.pre) < 0;
}

bool is_package_name(std::string_view name) {
  static constexpr std::string_view kReserved[] = {"let", "if",   "then", "else",  "match", "for", "in",    "fn",
                                                   "pub", "true", "none", "false", "where", "std", "import"};
  if (name.empty() || name.size() > 64 || name[0] < 'a' || name[0] > 'z') return false;
  if (name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != name.npos) return false;
  return std::find(std::begin(kReserved), std::end(kReserved), name) == std::end(kReserved);
}

std::optional<Manifest> read_manifest(FileId file, const SourceMap& sources, diag::Sink& sink) {
  auto toml = parse_toml(file, sources, sink);
  if (!toml) return std::nullopt;
  return Reader(std::string(sources.file(file).name()), sink).read(*toml);
}

}  // namespace infra::package
